#include "ui/reports/chartstyle.h"

#include "ui/reports/plot.h"
#include "ui/widgets/theme.h"

namespace foyer {

namespace {

constexpr QRgb lightSeries[] = {0x2F5BEA, 0xB35900, 0x007F5F, 0xB0437F,
                                0x2680B8, 0x8C6D00, 0x6B4FBB, 0x5B6470};
constexpr QRgb darkSeries[] = {0x7C9BFF, 0xF0A04C, 0x4CCBA0, 0xEE8FC0,
                               0x6CC4F5, 0xE3CB55, 0xB79CF5, 0x9AA3AE};

void styleAxis(QCPAxis &axis, const ThemeColors &colors)
{
    axis.setBasePen(Qt::NoPen);
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(colors.muted);
    axis.setTickLabelFont(Theme::font(TextRole::Caption));
    axis.setTickLabelPadding(space::s);
    axis.grid()->setPen(QPen(colors.line, 1));
    axis.grid()->setZeroLinePen(QPen(Theme::mixed(colors.muted, colors.line, 0.4), 1));
    axis.grid()->setSubGridVisible(false);
}

} // namespace

void applyChartTheme(QCustomPlot &plot)
{
    const ThemeColors &colors = Theme::current().colors();
    plot.setBackground(QBrush(colors.surface));
    plot.axisRect()->setBackground(Qt::NoBrush);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2})
        styleAxis(*axis, colors);
}

void placeValueAxis(QCustomPlot &plot)
{
    const bool isMirrored = plot.isRightToLeft();
    QCPAxis &axis = *plot.yAxis;
    QCPAxis &mirror = *plot.yAxis2;
    axis.setTickLabels(!isMirrored);
    mirror.setVisible(isMirrored);
    mirror.setTickLabels(isMirrored);
    mirror.setTickLabelColor(axis.tickLabelColor());
    mirror.setTicker(axis.ticker());
    mirror.setRange(axis.range());
    mirror.setRangeReversed(axis.rangeReversed());
    QCP::MarginSides sides = plot.axisRect()->autoMargins();
    sides.setFlag(QCP::msLeft, !isMirrored);
    sides.setFlag(QCP::msRight, isMirrored);
    plot.axisRect()->setAutoMargins(sides);
}

QColor chartColor(qsizetype n)
{
    const bool isLight = Theme::current().colors().surface.lightness() > 127;
    return QColor(isLight ? lightSeries[n % 8] : darkSeries[n % 8]);
}

} // namespace foyer
