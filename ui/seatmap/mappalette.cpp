#include "ui/seatmap/mappalette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer {

namespace {

// Reference white D65.
constexpr double whiteX = 0.95047;
constexpr double whiteZ = 1.08883;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double gamma(double channel)
{
    return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

double cubeRootPart(double t)
{
    return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

double cubePart(double f)
{
    const double cube = f * f * f;
    return cube > 216.0 / 24389 ? cube : (116 * f - 16) * 27 / 24389;
}

std::array<double, 3> linearRgbOf(const Lab &lab)
{
    const double fy = (lab.lightness + 16) / 116;
    const double x = whiteX * cubePart(fy + lab.a / 500);
    const double y = cubePart(fy);
    const double z = whiteZ * cubePart(fy - lab.b / 200);
    return {3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
            -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
            0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
}

bool isInGamut(const std::array<double, 3> &rgb)
{
    constexpr double slack = 0.0005;
    return std::ranges::all_of(rgb, [](double c) { return c >= -slack && c <= 1 + slack; });
}

/// A calm grey: half the chroma of the theme's own.
QColor greyOf(const QColor &muted, double lightness)
{
    const Lab lab = labOf(muted);
    return colorOf({lightness, lab.a / 2, lab.b / 2});
}

} // namespace

Lab labOf(const QColor &color)
{
    const double r = linear(color.redF());
    const double g = linear(color.greenF());
    const double b = linear(color.blueF());
    const double fx = cubeRootPart((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / whiteX);
    const double fy = cubeRootPart(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double fz = cubeRootPart((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / whiteZ);
    return {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

QColor colorOf(const Lab &lab)
{
    double low = 0;
    double high = 1;
    Lab fitting = lab;
    if (!isInGamut(linearRgbOf(lab))) {
        for (int step = 0; step < 16; ++step) {
            const double chroma = (low + high) / 2;
            fitting = {lab.lightness, lab.a * chroma, lab.b * chroma};
            (isInGamut(linearRgbOf(fitting)) ? low : high) = chroma;
        }
        fitting = {lab.lightness, lab.a * low, lab.b * low};
    }
    const auto rgb = linearRgbOf(fitting);
    const auto channel = [](double c) { return float(gamma(std::clamp(c, 0.0, 1.0))); };
    return QColor::fromRgbF(channel(rgb[0]), channel(rgb[1]), channel(rgb[2]));
}

double distance(const Lab &a, const Lab &b)
{
    return std::hypot(a.lightness - b.lightness, a.a - b.a, a.b - b.b);
}

QColor withLightness(const QColor &color, double lightness)
{
    Lab lab = labOf(color);
    lab.lightness = lightness;
    return colorOf(lab);
}

QColor mixed(const QColor &from, const QColor &to, double amount)
{
    const auto channel = [amount](int a, int b) { return int(std::lround(a + (b - a) * amount)); };
    return QColor(channel(from.red(), to.red()), channel(from.green(), to.green()),
                  channel(from.blue(), to.blue()));
}

MapPalette::MapPalette(const ThemeColors &theme)
    : isDark(labOf(theme.mapFloor).lightness < 50)
    , floor(theme.mapFloor)
    , section(isDark ? mixed(theme.mapFloor, theme.text, 0.055) : theme.surface)
    , sectionLine(isDark ? mixed(section, theme.text, 0.12) : mixed(theme.line, theme.muted, 0.08))
    , stage(isDark ? mixed(theme.mapFloor, theme.text, 0.16) : mixed(theme.line, theme.muted, 0.10))
    , stageLine(mixed(stage, theme.muted, 0.35))
    , shape(isDark ? mixed(theme.mapFloor, theme.text, 0.09)
                   : mixed(theme.mapFloor, theme.muted, 0.12))
    , table(isDark ? mixed(section, theme.text, 0.10) : mixed(section, theme.muted, 0.12))
    , text(theme.text)
    , muted(theme.muted)
    , accent(theme.accent)
    , mine(withLightness(theme.accent, isDark ? 96 : 17))
    , onMine(isDark ? QColor(0x10, 0x12, 0x18) : QColor(Qt::white))
    , held(greyOf(theme.muted, isDark ? 60 : 56.5))
    , heldRing(greyOf(theme.muted, isDark ? 68 : 48))
    , blocked(greyOf(theme.muted, isDark ? 43 : 75))
    , sold(greyOf(theme.muted, isDark ? 25.5 : 92.5))
{}

QColor MapPalette::categoryTone(quint32 rgb) const
{
    const QColor color = QColor::fromRgb(rgb | 0xFF000000U);
    const double lightness = labOf(color).lightness;
    return withLightness(color, isDark ? std::clamp(lightness, 66.0, 78.0)
                                       : std::clamp(lightness, 40.0, 56.0));
}

QColor MapPalette::categoryDotTone(quint32 rgb) const
{
    return withLightness(QColor::fromRgb(rgb | 0xFF000000U), isDark ? 77.0 : 38.0);
}

QColor MapPalette::textOn(const QColor &background)
{
    // L* 60: where black and white text have about the same contrast to the eye; by WCAG's
    // ratio black would win from 50 on, but small white digits on a saturated disc read better.
    return labOf(background).lightness < 60 ? QColor(Qt::white) : QColor(0x12, 0x14, 0x18);
}

} // namespace foyer
