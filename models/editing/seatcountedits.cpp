#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/rowedits.h"

#include <QSet>

#include <algorithm>
#include <numbers>

namespace foyer {

namespace {

std::unexpected<Refusal> noRoom()
{
    return refusedEdit(EditText::tr("A row has 1 to 10,000 seats."));
}

std::unexpected<Refusal> noSuchSeatThere()
{
    return refusedEdit(EditText::tr("This seat does not exist."));
}

bool canHave(const SeatLine &line, qint32 count)
{
    return count >= 1 && count <= mostSeatsInLine &&
           (count <= line.count() || line.canInsert(count - line.count()));
}

void setCount(SeatLine &line, qint32 count, LineEnd end)
{
    if (end == LineEnd::End)
        line.setCount(count);
    else
        line.setCountFromStart(count);
}

/// A free row lengthened straight on or shortened at one end.
void setNodeCount(QList<QPointF> &nodes, double pitch, qint32 count, LineEnd end)
{
    if (end == LineEnd::Start)
        std::ranges::reverse(nodes);
    nodes.resize(std::min<qsizetype>(nodes.size(), count));
    while (nodes.size() < count) {
        const QPointF last = nodes.isEmpty() ? QPointF() : nodes.back();
        const QPointF step =
            nodes.size() > 1 ? last - nodes.at(nodes.size() - 2) : QPointF(pitch, 0);
        nodes.append(last + step);
    }
    if (end == LineEnd::Start)
        std::ranges::reverse(nodes);
}

/// Keeps the seats that stay where they are when a row grows or shrinks at its start.
void moveStart(Element &element, const RowElement &row, qint32 added)
{
    const QPointF start(-added * row.pitch, 0);
    if (row.radius == 0) {
        element.placement.origin = placed(element.placement, start);
        return;
    }
    RowElement probe = row;
    probe.line = SeatLine(2);
    probe.pitch = -added * row.pitch;
    element.placement.origin = placed(element.placement, rowPoints(probe).back());
    const double angle = -added * row.pitch / row.radius * 180 / std::numbers::pi;
    element.placement.rotation = normalizedDegrees(element.placement.rotation +
                                                   (element.placement.isMirrored ? angle : -angle));
}

Result<void> resize(Element &element, qint32 count, LineEnd end)
{
    if (auto *const block = std::get_if<BlockElement>(&element.form)) {
        for (SeatLine &line : block->lines) {
            if (!canHave(line, count))
                return noRoom();
            setCount(line, count, end);
        }
        return {};
    }
    if (auto *const table = std::get_if<TableElement>(&element.form)) {
        if (!table->isRound || !table->freeSeats.isEmpty())
            return refusedEdit(EditText::tr("Set the seats of each side of this table."));
        if (!canHave(table->line, count))
            return noRoom();
        setCount(table->line, count, end);
        return {};
    }
    auto *const row = std::get_if<RowElement>(&element.form);
    if (!row || !canHave(row->line, count))
        return noRoom();
    const qint32 added = count - row->line.count();
    if (end == LineEnd::Start && row->path == RowPath::Curve)
        moveStart(element, *row, added);
    setCount(row->line, count, end);
    if (row->path == RowPath::Free)
        setNodeCount(row->nodes, row->pitch, count, end);
    return {};
}

/// The line of \a element that has the seat, to be changed.
SeatLine *lineOfSeat(Element &element, SeatSerial serial)
{
    if (auto *const row = std::get_if<RowElement>(&element.form))
        return row->line.indexOf(serial) ? &row->line : nullptr;
    if (auto *const table = std::get_if<TableElement>(&element.form))
        return table->line.indexOf(serial) ? &table->line : nullptr;
    if (auto *const block = std::get_if<BlockElement>(&element.form)) {
        for (SeatLine &line : block->lines) {
            if (line.indexOf(serial))
                return &line;
        }
    }
    return nullptr;
}

/// Makes room in a free row: the seats from \a index on move by \a count places.
void insertNodes(RowElement &row, qint32 index, qint32 count)
{
    const QPointF before = row.nodes.value(index - 1, row.nodes.front());
    const QPointF after = row.nodes.value(index, row.nodes.back());
    QPointF step = after - before;
    if (step.isNull())
        step = row.nodes.size() > 1 ? row.nodes.at(1) - row.nodes.front() : QPointF(row.pitch, 0);
    const QPointF first = index > 0 ? before + step : row.nodes.front();
    for (qsizetype i = index; i < row.nodes.size(); ++i)
        row.nodes[i] += step * count;
    for (qint32 i = 0; i < count; ++i)
        row.nodes.insert(index + i, first + step * i);
}

Result<void> insertInto(Element &element, SeatSerial serial, qint32 count, SeatSide side)
{
    if (element.kind() == ElementKind::Table)
        return refusedEdit(EditText::tr("Set the seats of each side of this table."));
    SeatLine *const line = lineOfSeat(element, serial);
    if (!line)
        return noSuchSeatThere();
    if (count < 1 || !line->canInsert(count))
        return noRoom();
    const qint32 index = *line->indexOf(serial) + (side == SeatSide::After ? 1 : 0);
    line->insert(index, count);
    if (auto *const row = std::get_if<RowElement>(&element.form); row && row->path == RowPath::Free)
        insertNodes(*row, index, count);
    return {};
}

/// Takes seats out of their lines, so that the rest moves up.
void closeGap(Element &element, SeatSerial serial)
{
    SeatLine *const line = lineOfSeat(element, serial);
    if (!line)
        return;
    const qint32 index = *line->indexOf(serial);
    auto *const row = std::get_if<RowElement>(&element.form);
    if (row && row->path == RowPath::Free)
        row->nodes.removeAt(index);
    line->remove(index);
    seatSetOf(element)->exceptions.remove(serial);
}

/// Drops the rows of a block that lost all their seats.
void dropEmptyLines(Element &element)
{
    if (auto *const block = std::get_if<BlockElement>(&element.form))
        block->lines.removeIf([](const SeatLine &line) { return line.count() == 0; });
}

QHash<ElementId, QList<SeatSerial>> byElement(const QList<SeatRef> &seats)
{
    QHash<ElementId, QList<SeatSerial>> serials;
    for (const SeatRef &seat : seats)
        serials[seat.element].append(seat.serial);
    return serials;
}

QList<ElementId> sortedKeys(const QHash<ElementId, QList<SeatSerial>> &serials)
{
    QList<ElementId> ids = serials.keys();
    std::ranges::sort(ids);
    return ids;
}

} // namespace

Result<MapEdit> setSeatCount(const SeatMapDocument &document, ElementId id, qint32 count,
                             LineEnd end)
{
    return changedElements(document, {id}, EditText::tr("Set number of seats"),
                           [count, end](Element &element) { return resize(element, count, end); });
}

Result<MapEdit> setRowCount(const SeatMapDocument &document, ElementId id, qint32 rows)
{
    return changedElements(
        document, {id}, EditText::tr("Set number of rows"),
        [rows](Element &element) -> Result<void> {
            auto *const block = std::get_if<BlockElement>(&element.form);
            if (!block || rows < 1 || rows > mostLinesInBlock)
                return refusedEdit(EditText::tr("A block has 1 to 1,000 rows."));
            while (block->lines.size() > rows)
                block->lines.removeLast();
            while (block->lines.size() < rows) {
                qint32 line = 0;
                for (const SeatLine &each : std::as_const(block->lines))
                    line = std::max(line, each.line() + 1);
                if (line > 0xffff)
                    return refusedEdit(EditText::tr("A block has 1 to 1,000 rows."));
                block->lines.append(SeatLine(block->lines.back().count(), quint16(line)));
            }
            return {};
        });
}

Result<MapEdit> insertSeats(const SeatMapDocument &document, SeatRef seat, qint32 count,
                            SeatSide side)
{
    return changedElements(
        document, {seat.element}, EditText::tr("Insert seats"),
        [&](Element &element) { return insertInto(element, seat.serial, count, side); });
}

Result<MapEdit> removeSeats(const SeatMapDocument &document, const QList<SeatRef> &seats,
                            SeatGap gap)
{
    const QHash<ElementId, QList<SeatSerial>> serials = byElement(seats);
    return changedElements(
        document, sortedKeys(serials), EditText::tr("Remove seats"),
        [&](Element &element) -> Result<void> {
            const QList<SeatSerial> gone = serials.value(element.id);
            const QSet<SeatSerial> all(gone.cbegin(), gone.cend());
            qint32 found = 0;
            for (const PlacedLine &line : document.seats(element.id).lines) {
                for (const PlacedSeat &seat : line.seats)
                    found += all.contains(seat.serial) ? 1 : 0;
            }
            if (found != all.size())
                return noSuchSeatThere();
            if (found == document.seats(element.id).count)
                return refusedEdit(EditText::tr("Delete the whole element instead."));
            if (gap == SeatGap::Close && element.kind() == ElementKind::Table)
                return refusedEdit(EditText::tr("Set the seats of each side of this table."));
            for (const SeatSerial serial : all) {
                if (gap == SeatGap::Close)
                    closeGap(element, serial);
                else
                    seatSetOf(element)->exceptions[serial].isRemoved = true;
            }
            dropEmptyLines(element);
            return {};
        });
}

Result<MapEdit> restoreSeats(const SeatMapDocument &document, const QList<SeatRef> &seats)
{
    const QHash<ElementId, QList<SeatSerial>> serials = byElement(seats);
    return changedElements(document, sortedKeys(serials), EditText::tr("Restore seats"),
                           [&serials](Element &element) -> Result<void> {
                               SeatSet *const set = seatSetOf(element);
                               if (!set)
                                   return noSuchSeatThere();
                               for (const SeatSerial serial : serials.value(element.id)) {
                                   const auto own = set->exceptions.find(serial);
                                   if (own == set->exceptions.end())
                                       continue;
                                   own->isRemoved = false;
                                   if (own->isEmpty())
                                       set->exceptions.erase(own);
                               }
                               return {};
                           });
}

} // namespace foyer
