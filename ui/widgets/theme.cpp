#include "ui/widgets/theme.h"

#include "models/domain/invariant.h"
#include "ui/widgets/themestyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QStyleFactory>
#include <QToolTip>

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const ThemeColors lightColors{
    .background = QColor(QRgb(0xF6F7F9)),
    .surface = QColor(QRgb(0xFFFFFF)),
    .raised = QColor(QRgb(0xF1F3F6)),
    .line = QColor(QRgb(0xDDE1E6)),
    .control = QColor(QRgb(0x7F8894)),
    .text = QColor(QRgb(0x1F2328)),
    .muted = QColor(QRgb(0x5B6470)),
    .accent = QColor(QRgb(0x2F5BEA)),
    .onAccent = QColor(QRgb(0xFFFFFF)),
    .good = QColor(QRgb(0x1E7F43)),
    .warn = QColor(QRgb(0x9A5B00)),
    .bad = QColor(QRgb(0xB3261E)),
    .mapFloor = QColor(QRgb(0xF6F7F9)),
};

const ThemeColors darkColors{
    .background = QColor(QRgb(0x1B1D21)),
    .surface = QColor(QRgb(0x24272C)),
    .raised = QColor(QRgb(0x2F333A)),
    .line = QColor(QRgb(0x363B42)),
    .control = QColor(QRgb(0x7A8390)),
    .text = QColor(QRgb(0xE8EAED)),
    .muted = QColor(QRgb(0x9AA3AE)),
    .accent = QColor(QRgb(0x7C9BFF)),
    .onAccent = QColor(QRgb(0x14161A)),
    .good = QColor(QRgb(0x5CCB84)),
    .warn = QColor(QRgb(0xF0B44C)),
    .bad = QColor(QRgb(0xFF8A80)),
    .mapFloor = QColor(QRgb(0x1B1D21)),
};

const ThemeColors highContrastColors{
    .background = QColor(QRgb(0x000000)),
    .surface = QColor(QRgb(0x000000)),
    .raised = QColor(QRgb(0x262626)),
    .line = QColor(QRgb(0xB8B8B8)),
    .control = QColor(QRgb(0xFFFFFF)),
    .text = QColor(QRgb(0xFFFFFF)),
    .muted = QColor(QRgb(0xE2E2E2)),
    .accent = QColor(QRgb(0xFFD60A)),
    .onAccent = QColor(QRgb(0x000000)),
    .good = QColor(QRgb(0x6CFF9E)),
    .warn = QColor(QRgb(0xFFB84D)),
    .bad = QColor(QRgb(0xFF9C94)),
    .mapFloor = QColor(QRgb(0x000000)),
};

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

/// The desktop's own font; where there is no desktop to ask (plain X, offscreen) the name is one
/// of fontconfig's fallbacks, and Noto Sans, which the package depends on, is the better one.
QString uiFamily()
{
    static const QString family = [] {
        const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        const QStringList fallbacks{u"Sans Serif"_s,          u"Sans"_s,      u"DejaVu Sans"_s,
                                    u"Bitstream Vera Sans"_s, u"Helvetica"_s, QString()};
        const QString preferred = u"Noto Sans"_s;
        const bool isFallback = fallbacks.contains(system) || !QFontDatabase::hasFamily(system);
        return isFallback && QFontDatabase::hasFamily(preferred) ? preferred : system;
    }();
    return family;
}

int pixelsOf(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
        return 12;
    case TextRole::Body:
        return 13;
    case TextRole::Emphasis:
        return 15;
    case TextRole::Title:
        return 20;
    case TextRole::Figure:
        return 28;
    }
    return 13;
}

Theme *installedTheme = nullptr;

} // namespace

Theme::Theme() = default;

Theme &Theme::current()
{
    static Theme fallback;
    return installedTheme != nullptr ? *installedTheme : fallback;
}

Theme &Theme::install(QApplication &application, ThemeMode mode, Density density)
{
    if (installedTheme == nullptr) {
        installedTheme = new Theme;
        installedTheme->setParent(&application);
        QObject::connect(installedTheme, &QObject::destroyed, [] { installedTheme = nullptr; });
        application.setStyle(QStyleFactory::create(u"Fusion"_s));
        QIcon::setThemeSearchPaths(QIcon::themeSearchPaths()
                                   << u"/usr/local/share/icons"_s << u"/usr/share/icons"_s);
    }
    installedTheme->m_application = &application;
    installedTheme->m_mode = mode;
    installedTheme->m_density = density;
    installedTheme->apply();
    return *installedTheme;
}

const ThemeColors &Theme::colors(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light:
        return lightColors;
    case ThemeMode::Dark:
        return darkColors;
    case ThemeMode::HighContrast:
        return highContrastColors;
    }
    return lightColors;
}

const ThemeColors &Theme::colors() const
{
    return colors(m_mode);
}

ThemeMode Theme::mode() const
{
    return m_mode;
}

Density Theme::density() const
{
    return m_density;
}

int Theme::targetSize() const
{
    return m_density == Density::Touch ? 44 : 32;
}

QFont Theme::font(TextRole role)
{
    QFont font(uiFamily());
    font.setPixelSize(pixelsOf(role));
    if (role >= TextRole::Emphasis)
        font.setWeight(QFont::DemiBold);
    return font;
}

double Theme::contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return qMax(first, second) / qMin(first, second);
}

QColor Theme::mixed(const QColor &over, const QColor &under, double share)
{
    const auto channel = [share](int top, int bottom) {
        return qRound(bottom + (top - bottom) * share);
    };
    return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()),
                  channel(over.blue(), under.blue()));
}

QColor Theme::selected(const ThemeColors &colors)
{
    return mixed(colors.accent, colors.surface, 0.13);
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setDensity(Density density)
{
    if (density == m_density)
        return;
    m_density = density;
    apply();
}

void Theme::apply()
{
    if (m_application != nullptr) {
        QIcon::setThemeName(m_mode == ThemeMode::Light ? u"breeze"_s : u"breeze-dark"_s);
        QIcon::setFallbackThemeName(u"breeze"_s);
        QApplication::setFont(font(TextRole::Body));
        const QPalette palette = themePalette(colors());
        QApplication::setPalette(palette);
        QToolTip::setPalette(palette);
        QToolTip::setFont(font(TextRole::Caption));
        m_application->setStyleSheet(themeStyleSheet(colors(), targetSize()));
    }
    Q_EMIT changed();
}

} // namespace foyer
