#pragma once

#include "models/seatmap/seatmap.h"

#include <QHash>

#include <memory>
#include <span>
#include <vector>

namespace foyer {

/// How a seat or GA place is called, in parts; any part may be empty.
struct SeatLabel
{
    QString level;
    QString section;
    QString row;
    QString number;
    bool operator==(const SeatLabel &) const = default;
};

/// A published seat map made ready for drawing, hit tests and selling: parallel arrays, in the
/// map's order, one entry per seat; seat i is ticket SeatIndex(i). GA places follow the seats in
/// the ticket numbering but have no entry in the arrays.
///
/// Immutable after compile(), so any number of threads and views share one (shared_ptr: the map
/// view, the ticket table and the server's event board of one map version).
/// Memory: 19 bytes a seat, the grid's 4, the 16 of its id and the look-up by id; labels are
/// stored once per section, row and different number.
class SeatGeometry final
{
public:
    struct SectionInfo
    {
        QString name;
        qint32 level = 0; ///< index into levels()
        qint32 firstSeat = 0;
        qint32 seatCount = 0;
        RectMm bounds;
        QList<PointMm> outline; ///< drawn; never empty when the section has seats
    };
    struct RowInfo
    {
        QString label;
        qint32 section = 0; ///< index into sections()
        qint32 firstSeat = 0;
        qint32 seatCount = 0;
        bool isTable = false;
        bool isSoldWhole = false; ///< a table of which nobody takes some seats alone
    };
    struct AreaInfo
    {
        QString name;
        qint32 level = 0;
        qint32 category = 0; ///< index into categories()
        SeatIndex firstPlace;
        qint32 capacity = 0;
        QList<PointMm> outline;
    };

    /// \a map must have passed checked(SeatMap). O(seats).
    [[nodiscard]] static std::shared_ptr<const SeatGeometry> compile(const SeatMap &map);

    [[nodiscard]] qint32 seatCount() const { return qint32(m_x.size()); }
    /// Seats and GA places together: the tickets of an event on this map.
    [[nodiscard]] qint32 ticketCount() const { return m_ticketCount; }
    [[nodiscard]] RectMm bounds() const { return m_bounds; } ///< of seats, areas and shapes
    [[nodiscard]] qint32 seatDiameter() const { return m_seatDiameter; }
    [[nodiscard]] PointMm focalPoint() const { return m_focalPoint; }

    // One entry per seat.
    [[nodiscard]] std::span<const qint32> xs() const { return m_x; }
    [[nodiscard]] std::span<const qint32> ys() const { return m_y; }
    [[nodiscard]] std::span<const quint8> categoryIndices() const { return m_category; }
    [[nodiscard]] std::span<const qint32> rowIndices() const { return m_row; }
    [[nodiscard]] std::span<const SeatKind> kinds() const { return m_kind; }
    [[nodiscard]] PointMm position(SeatIndex seat) const;
    [[nodiscard]] const QString &number(SeatIndex seat) const;
    [[nodiscard]] SeatAttributes attributes(SeatIndex seat) const;
    [[nodiscard]] SeatId seatId(SeatIndex seat) const;
    [[nodiscard]] std::optional<SeatIndex> indexOf(const SeatId &seat) const;

    // For every ticket, seat or GA place.
    [[nodiscard]] bool isSeat(SeatIndex ticket) const { return ticket.value() < seatCount(); }
    [[nodiscard]] const Category &category(SeatIndex ticket) const;
    [[nodiscard]] SeatLabel label(SeatIndex ticket) const;
    /// Whether any table is sold whole.
    [[nodiscard]] bool hasWholeTables() const { return m_hasWholeTables; }
    /// The GA area of a place; nothing for a seat.
    [[nodiscard]] const AreaInfo *area(SeatIndex ticket) const;

    [[nodiscard]] const QList<Category> &categories() const { return m_categories; }
    [[nodiscard]] const QList<QString> &levels() const { return m_levels; }
    [[nodiscard]] const QList<SectionInfo> &sections() const { return m_sections; }
    [[nodiscard]] const QList<RowInfo> &rows() const { return m_rows; }
    [[nodiscard]] const QList<AreaInfo> &areas() const { return m_areas; }
    [[nodiscard]] const QList<Shape> &shapes() const { return m_shapes; }
    /// Tables to draw (label, centre, size); their seats are in the arrays.
    [[nodiscard]] const QList<Table> &tables() const { return m_tables; }

    /// The seat whose centre is nearest to \a point and at most \a radius away; the lower index
    /// when two are equally near. Costs the seats of the cells within \a radius.
    [[nodiscard]] std::optional<SeatIndex> seatNear(PointMm point, qint32 radius) const;
    /// Every seat whose centre lies inside, in index order. O(cells + seats found).
    [[nodiscard]] QList<SeatIndex> seatsIn(const RectMm &area) const;
    /// Calls \a visit(qint32 seat) for every seat of the cells that \a area touches (a superset
    /// of seatsIn), cell by cell; for renderers.
    template <class Visitor>
    void visitCells(const RectMm &area, Visitor &&visit) const;

private:
    SeatGeometry() = default;
    friend class SeatGeometryBuilder;

    struct CellRange
    {
        qint32 left, top, right, bottom; ///< inclusive cells
    };
    [[nodiscard]] CellRange cellsOf(const RectMm &area) const;

    std::vector<qint32> m_x;
    std::vector<qint32> m_y;
    std::vector<qint32> m_row;
    std::vector<quint8> m_category;
    std::vector<SeatKind> m_kind;
    std::vector<quint8> m_attributes;
    std::vector<quint32> m_number;  ///< index into m_numbers
    std::vector<QString> m_numbers; ///< each different seat number once
    std::vector<QUuid> m_ids;
    QHash<SeatId, SeatIndex> m_indexOfId;
    QList<Category> m_categories;
    QList<QString> m_levels;
    QList<SectionInfo> m_sections;
    QList<RowInfo> m_rows;
    QList<AreaInfo> m_areas;
    QList<Shape> m_shapes;
    QList<Table> m_tables;
    RectMm m_bounds;
    PointMm m_focalPoint;
    qint32 m_seatDiameter = 500;
    qint32 m_ticketCount = 0;
    bool m_hasWholeTables = false;

    // Uniform grid, compressed sparse rows: the seats of cell c are m_gridSeats[m_gridStart[c]]
    // up to m_gridSeats[m_gridStart[c + 1]].
    qint32 m_cellSize = 1;
    qint32 m_columns = 0;
    qint32 m_lines = 0;
    std::vector<qint32> m_gridStart;
    std::vector<qint32> m_gridSeats;
};

template <class Visitor>
void SeatGeometry::visitCells(const RectMm &area, Visitor &&visit) const
{
    if (m_gridSeats.empty() || area.isEmpty())
        return;
    const CellRange cells = cellsOf(area);
    for (qint32 line = cells.top; line <= cells.bottom; ++line) {
        const size_t first = size_t(line) * size_t(m_columns);
        const qint32 begin = m_gridStart[first + size_t(cells.left)];
        const qint32 end = m_gridStart[first + size_t(cells.right) + 1];
        for (qint32 i = begin; i < end; ++i)
            visit(m_gridSeats[size_t(i)]);
    }
}

} // namespace foyer
