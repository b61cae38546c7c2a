#include "models/editing/elementseats.h"

#include "models/seatmap/seatgeometrybuilder.h"

#include <algorithm>

namespace foyer {

namespace {

/// Makes seats out of one element's points.
class SeatMaker final
{
public:
    SeatMaker(const Element &element, const SeatSet &seats)
        : m_placement(element.placement)
        , m_seats(seats)
    {}

    void add(const QString &label, const SeatLine &line, const QList<QPointF> &points,
             const RowFit *fit = nullptr)
    {
        PlacedLine made{.label = label};
        made.seats.reserve(points.size());
        const QList<SeatSerial> serials = line.serials();
        const qsizetype count = std::min(points.size(), serials.size());
        for (qsizetype i = 0; i < count; ++i)
            addSeat(made, serials.at(i), points.at(i), fit ? fit->corrections.at(i) : PointMm());
        number(made);
        m_all.count += qint32(made.seats.size());
        m_all.lines.append(std::move(made));
    }

    [[nodiscard]] ElementSeats made()
    {
        QList<PointMm> points;
        for (const PlacedLine &line : std::as_const(m_all.lines)) {
            for (const PlacedSeat &seat : line.seats)
                points.append(seat.position);
        }
        m_all.box = boundsOf(points, 0);
        return std::move(m_all);
    }

private:
    void addSeat(PlacedLine &line, SeatSerial serial, QPointF local, PointMm correction) const
    {
        const SeatStyle &style = m_seats.style;
        PlacedSeat seat{.serial = serial, .category = style.category, .kind = style.kind};
        seat.attributes = style.attributes;
        const auto own = m_seats.exceptions.constFind(serial);
        if (own != m_seats.exceptions.cend()) {
            if (own->isRemoved)
                return;
            local += own->displaced;
            seat.category = own->category.value_or(seat.category);
            seat.kind = own->kind.value_or(seat.kind);
            seat.number = own->label.value_or(QString());
        }
        seat.position = placed(m_placement, local);
        seat.position.x += correction.x;
        seat.position.y += correction.y;
        line.seats.append(std::move(seat));
    }

    /// Numbers and aisle marks go by the seats that are there.
    void number(PlacedLine &line)
    {
        const auto count = qint32(line.seats.size());
        const QStringList numbers = numbersOf(m_seats.style.numbering, count, m_before);
        for (qint32 i = 0; i < count; ++i) {
            PlacedSeat &seat = line.seats[i];
            const auto own = m_seats.exceptions.constFind(seat.serial);
            const bool hasOwn = own != m_seats.exceptions.cend();
            if (!hasOwn || !own->label)
                seat.number = numbers.at(i);
            if (m_seats.style.marksAisles && (i == 0 || i == count - 1))
                seat.attributes |= SeatAttribute::Aisle;
            if (hasOwn && own->attributes)
                seat.attributes = *own->attributes;
        }
        m_before += count;
    }

    const Placement &m_placement;
    const SeatSet &m_seats;
    ElementSeats m_all;
    qint32 m_before = 0; ///< seats of the lines so far
};

/// The corrections of an imported row, while it stands as it was imported.
const RowFit *fitOf(const RowElement &row, const Placement &placement)
{
    const RowFit &fit = row.fit;
    const bool holds = !fit.corrections.isEmpty() && row.path == RowPath::Curve &&
                       fit.corrections.size() == row.line.count() && fit.pitch == row.pitch &&
                       fit.radius == row.radius && fit.rotation == placement.rotation &&
                       fit.isMirrored == placement.isMirrored;
    return holds ? &fit : nullptr;
}

void addSeats(SeatMaker &maker, const RowElement &row, const Placement &placement)
{
    maker.add(row.label, row.line, rowPoints(row), fitOf(row, placement));
}

void addSeats(SeatMaker &maker, const BlockElement &block, const Placement &)
{
    const QStringList labels = blockLabels(block);
    for (qsizetype line = 0; line < block.lines.size(); ++line)
        maker.add(labels.at(line), block.lines.at(line), blockPoints(block, line));
}

void addSeats(SeatMaker &maker, const TableElement &table, const Placement &)
{
    maker.add(table.label, table.line, tablePoints(table));
}

} // namespace

QStringList blockLabels(const BlockElement &block)
{
    QStringList labels = numbersOf(block.rowLabels, qint32(block.lines.size()));
    for (qsizetype line = 0; line < labels.size(); ++line) {
        const auto own = block.ownLabels.constFind(block.lines.at(line).line());
        if (own != block.ownLabels.cend())
            labels[line] = *own;
    }
    return labels;
}

ElementSeats seatsOf(const Element &element)
{
    return std::visit(
        [&element](const auto &form) -> ElementSeats {
            if constexpr (requires { form.seats; }) {
                SeatMaker maker(element, form.seats);
                addSeats(maker, form, element.placement);
                return maker.made();
            } else {
                return {};
            }
        },
        element.form);
}

void shift(ElementSeats &seats, PointMm distance)
{
    for (PlacedLine &line : seats.lines) {
        for (PlacedSeat &seat : line.seats) {
            seat.position.x += distance.x;
            seat.position.y += distance.y;
        }
    }
    if (seats.count == 0)
        return;
    seats.box.left += distance.x;
    seats.box.right += distance.x;
    seats.box.top += distance.y;
    seats.box.bottom += distance.y;
}

} // namespace foyer
