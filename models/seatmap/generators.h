#pragma once

#include "models/seatmap/seatmap.h"

#include <QUuid>

namespace foyer {

/// Functions that make seats from a few parameters. All are deterministic: the same parameters
/// give the same positions and the same ids. Angles are degrees clockwise on the screen, 0 to
/// the right, 90 down.

/// How the seats of a row are numbered.
struct RowNumbering
{
    qint32 first = 1;
    qint32 step = 1; ///< 2 for odd or even halves; negative counts down
};

/// What the seats of a row have in common.
struct RowStyle
{
    /// The space of the seats' ids; \a path goes before row and number ("stalls/").
    QUuid idSpace;
    QString path;
    CategoryId category;
    qint32 pitch = 550; ///< mm between the centres of neighbours
    RowNumbering numbering;
};

/// A row along a line from \a start towards \a angle.
[[nodiscard]] Row straightRow(const RowStyle &style, const QString &label, PointMm start,
                              double angle, qint32 count);

/// A row on an arc around \a center, evenly spread over fromAngle to toAngle, as many seats as
/// the pitch leaves room for; the seats at both ends are marked as aisle seats.
struct ArcRow
{
    PointMm center;
    double radius = 10'000; ///< mm
    double fromAngle = 0;
    double toAngle = 180;
};
[[nodiscard]] Row arcRow(const RowStyle &style, const QString &label, const ArcRow &arc);

/// Rows behind each other on arcs around one centre: a wedge of stalls or of a tier.
struct ArcTier
{
    ArcRow firstRow;
    qint32 rows = 10;
    double rowDepth = 900; ///< mm from row to row
    double sideGap = 0;    ///< mm left free at both ends of every row: half an aisle
    QString firstLabel = QStringLiteral("A"); ///< counted on by nextRowLabel()
};
[[nodiscard]] Section arcTier(const RowStyle &style, const QString &name, const ArcTier &tier);

/// The label after \a label: "A" -> "B", "Z" -> "AA", "9" -> "10"; skips I and O, which read
/// like digits.
[[nodiscard]] QString nextRowLabel(const QString &label);

/// An arena around a pitch: tiers of wedges all the way round, with aisles between the wedges.
struct BowlArena
{
    QString name = QStringLiteral("Arena");
    qint32 seats = 10'000; ///< exactly that many, 1 to mostSeatsInMap
    qint32 wedges = 24;    ///< sections a tier
    qint32 rowsPerTier = 20;
};
/// A valid map of exactly \a arena.seats seats; the rows go outwards as far as they must.
[[nodiscard]] SeatMap bowlArena(const BowlArena &arena);

/// The corners of a piece of a ring, for outlines; \a steps pieces along each arc.
[[nodiscard]] QList<PointMm> ringOutline(PointMm center, double innerRadius, double outerRadius,
                                         double fromAngle, double toAngle, int steps);

/// The point at \a radius and \a angle from \a center.
[[nodiscard]] PointMm polarPoint(PointMm center, double radius, double angle);

} // namespace foyer
