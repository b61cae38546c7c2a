#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/rowedits.h"
#include "models/editing/rowfitting.h"
#include "models/editing/structureedits.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

/// A seat taken out of its row with everything that it is.
struct LooseSeat
{
    SeatId id;
    PlacedSeat seat;
};

QList<LooseSeat> looseSeats(const SeatMapDocument &document, ElementId id, qsizetype line = 0)
{
    QList<LooseSeat> loose;
    const SeatIdentity &identity = seatSetOf(*document.element(id))->identity;
    for (const PlacedSeat &seat : document.seats(id).lines.at(line).seats)
        loose.append({identity.idOf(seat.serial), seat});
    return loose;
}

double distance(const LooseSeat &a, const LooseSeat &b)
{
    return std::hypot(double(a.seat.position.x) - b.seat.position.x,
                      double(a.seat.position.y) - b.seat.position.y);
}

/// What differs between a seat and what the row would make of it.
SeatException differenceOf(const PlacedSeat &wanted, const PlacedSeat &made)
{
    SeatException own;
    if (wanted.category != made.category)
        own.category = wanted.category;
    if (wanted.kind != made.kind)
        own.kind = wanted.kind;
    if (wanted.attributes != made.attributes)
        own.attributes = wanted.attributes;
    if (wanted.number != made.number)
        own.label = wanted.number;
    return own;
}

NumberingScheme schemeOfSeats(const QList<LooseSeat> &seats, const NumberingScheme &otherwise)
{
    QStringList numbers;
    for (const LooseSeat &seat : seats)
        numbers.append(seat.seat.number);
    return schemeOf(numbers).value_or(otherwise);
}

/// A row of exactly \a seats, like \a like in everything else.
Element rowOf(const Element &like, const QString &label, const QUuid &key,
              const QList<LooseSeat> &seats)
{
    QList<PointMm> points;
    for (const LooseSeat &seat : seats)
        points.append(seat.seat.position);
    FittedRow fitted = fittedRow(points);
    Element element = like;
    element.placement = fitted.placement;
    fitted.row.label = label;
    SeatSet &set = fitted.row.seats;
    set.identity.key = key;
    set.style = seatSetOf(like)->style;
    set.style.numbering = schemeOfSeats(seats, set.style.numbering);
    for (const LooseSeat &seat : seats)
        set.identity.known.append(seat.id);
    element.form = fitted.row;
    const ElementSeats made = seatsOf(element);
    SeatSet &own = *seatSetOf(element);
    for (qsizetype i = 0; i < seats.size(); ++i) {
        const PlacedSeat &seat = made.lines.front().seats.at(i);
        const SeatException difference = differenceOf(seats.at(i).seat, seat);
        if (!difference.isEmpty())
            own.exceptions.insert(seat.serial, difference);
    }
    return element;
}

/// The seats of all rows from one end to the other: each row is turned so that it goes on where
/// the ones before it end.
QList<LooseSeat> chained(const QList<QList<LooseSeat>> &rows)
{
    QList<LooseSeat> all = rows.front();
    for (qsizetype i = 1; i < rows.size(); ++i) {
        QList<LooseSeat> next = rows.at(i);
        if (next.isEmpty())
            continue;
        if (all.isEmpty()) {
            all = next;
            continue;
        }
        const double endToStart = distance(all.back(), next.front());
        const double endToEnd = distance(all.back(), next.back());
        const double startToStart = distance(all.front(), next.front());
        const double startToEnd = distance(all.front(), next.back());
        const double nearest = std::min({endToStart, endToEnd, startToStart, startToEnd});
        const bool atEnd = nearest == endToStart || nearest == endToEnd;
        if ((atEnd && nearest == endToEnd && nearest != endToStart) ||
            (!atEnd && nearest == startToStart))
            std::ranges::reverse(next);
        all = atEnd ? all + next : next + all;
    }
    return all;
}

} // namespace

Result<MapEdit> joinRows(SeatMapDocument &document, const QList<ElementId> &rows)
{
    const Result<QList<ElementId>> checked = editable(document, rows);
    if (!checked)
        return std::unexpected(checked.error());
    QList<QList<LooseSeat>> parts;
    qsizetype count = 0;
    for (const ElementId id : rows) {
        if (document.element(id)->kind() != ElementKind::Row || rows.count(id) > 1)
            return refusedEdit(EditText::tr("Only rows can be joined."));
        parts.append(looseSeats(document, id));
        count += parts.back().size();
    }
    if (rows.size() < 2)
        return refusedEdit(EditText::tr("Select more elements for this."));
    if (count > mostSeatsInLine)
        return refusedEdit(EditText::tr("A row has 1 to 10,000 seats."));
    const Element &first = *document.element(rows.front());
    MapEdit edit{.name = EditText::tr("Join rows")};
    addChange(edit, first, rowOf(first, nameOf(first), document.newKey(), chained(parts)));
    for (const ElementId id : rows.mid(1))
        edit.changed.append({*document.element(id), std::nullopt});
    return edit;
}

Result<MapEdit> splitRow(SeatMapDocument &document, SeatRef seat)
{
    const Result<Element> element = editable(document, seat.element);
    if (!element)
        return std::unexpected(element.error());
    if (element->kind() != ElementKind::Row)
        return refusedEdit(EditText::tr("Only rows can be split at a seat."));
    const QList<LooseSeat> seats = looseSeats(document, seat.element);
    const auto at = std::ranges::find(seats, seat.serial,
                                      [](const LooseSeat &loose) { return loose.seat.serial; });
    const auto place = at - seats.begin();
    if (place == 0 || at == seats.end())
        return refusedEdit(EditText::tr("Choose a seat within the row to split it."));
    MapEdit edit{.name = EditText::tr("Split row")};
    const QString label = nameOf(*element);
    addChange(edit, *element, rowOf(*element, label, document.newKey(), seats.first(place)));
    Element second = rowOf(*element, label, document.newKey(), seats.sliced(place));
    second.id = document.newElementId();
    second.rank = element->rank + 1;
    edit.changed.append({std::nullopt, second});
    return edit;
}

Result<MapEdit> splitBlock(SeatMapDocument &document, ElementId id)
{
    const Result<Element> element = editable(document, id);
    if (!element)
        return std::unexpected(element.error());
    if (element->kind() != ElementKind::Block)
        return refusedEdit(EditText::tr("Only blocks can be split into rows."));
    MapEdit edit{.name = EditText::tr("Split into rows")};
    edit.changed.append({*element, std::nullopt});
    const QList<PlacedLine> lines = document.seats(id).lines;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        if (lines.at(line).seats.isEmpty())
            continue;
        Element row = rowOf(*element, lines.at(line).label, document.newKey(),
                            looseSeats(document, id, line));
        row.id = document.newElementId();
        row.rank = element->rank + line;
        edit.changed.append({std::nullopt, row});
    }
    return edit;
}

} // namespace foyer
