#pragma once

#include "models/seatmap/seatgeometry.h"

namespace foyer {

/// Fills the arrays of one SeatGeometry; used by SeatGeometry::compile() only.
class SeatGeometryBuilder final
{
public:
    explicit SeatGeometryBuilder(const SeatMap &map);
    [[nodiscard]] std::shared_ptr<const SeatGeometry> build();

private:
    void addLevel(const Level &level);
    void addSection(const Section &section);
    void addRow(const QString &label, const QList<Seat> &seats, bool isTable);
    void addSeat(const Seat &seat);
    void addAreas();
    void closeSection(const Section &section);
    void buildGrid();

    const SeatMap &m_map;
    std::shared_ptr<SeatGeometry> m_geometry;
    QHash<CategoryId, quint8> m_categoryIndex;
    QHash<QString, quint32> m_numberIndex;
};

/// The convex hull of \a points, clockwise on the screen, without points on its edges (Andrew's
/// monotone chain). O(n log n). Fewer than three different points come back as they are.
[[nodiscard]] QList<PointMm> convexHull(QList<PointMm> points);

/// The convex hull around discs of \a radius at \a centers, each disc taken as an octagon.
[[nodiscard]] QList<PointMm> paddedHull(const QList<PointMm> &centers, qint32 radius);

/// The smallest rectangle that contains both; an empty one counts as nothing.
[[nodiscard]] RectMm united(const RectMm &a, const RectMm &b);
/// The box of \a points, \a margin added on each side.
[[nodiscard]] RectMm boundsOf(const QList<PointMm> &points, qint32 margin);

} // namespace foyer
