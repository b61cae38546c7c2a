#pragma once

#include "models/domain/seatlook.h"
#include "ui/widgets/theme.h"

#include <QColor>

namespace foyer {

/// CIE L*a*b* (D65) of an sRGB colour: what lightness and colour distance are measured in.
struct Lab
{
    double lightness = 0; ///< 0 black .. 100 white
    double a = 0;
    double b = 0;
};

[[nodiscard]] Lab labOf(const QColor &color);
/// The sRGB colour; outside the gamut the chroma is reduced, the lightness kept.
[[nodiscard]] QColor colorOf(const Lab &lab);
/// CIE76 distance.
[[nodiscard]] double distance(const Lab &a, const Lab &b);
/// \a color with its lightness moved to \a lightness, hue kept.
[[nodiscard]] QColor withLightness(const QColor &color, double lightness);
/// \a from at 0, \a to at 1.
[[nodiscard]] QColor mixed(const QColor &from, const QColor &to, double amount);

/// Every colour of the seat map, made from the theme.
///
/// A status is told by shape and lightness, so that it survives every kind of colour vision and
/// a black-and-white print: mine, free, held, blocked and sold stand on five steps of lightness
/// at least 15 apart; hue only says which category a free seat belongs to.
class MapPalette final
{
public:
    MapPalette() = default;
    explicit MapPalette(const ThemeColors &theme);

    bool isDark = false;
    QColor floor;
    QColor section; ///< fill under the seats
    QColor sectionLine;
    QColor stage;
    QColor stageLine;
    QColor shape; ///< fill of shapes without a colour of their own
    QColor table;
    QColor text;
    QColor muted;
    QColor accent;
    QColor mine;
    QColor onMine;
    QColor held;
    QColor heldRing; ///< darker: a thin line needs more
    QColor blocked;
    QColor sold;

    /// The category colour as a large free seat shows it.
    [[nodiscard]] QColor categoryTone(quint32 rgb) const;
    /// The same for seats too small for shapes: only lightness is left to tell the status.
    [[nodiscard]] QColor categoryDotTone(quint32 rgb) const;
    /// Black or white, whichever reads better on \a background.
    [[nodiscard]] static QColor textOn(const QColor &background);
};

} // namespace foyer
