#include "models/editing/seatedits.h"

#include "models/editing/edittext.h"
#include "models/editing/elementchanges.h"
#include "models/editing/placementedits.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

std::unexpected<Refusal> noSuchSeat()
{
    return refusedEdit(EditText::tr("This seat does not exist."));
}

std::unexpected<Refusal> hasNoSeats()
{
    return refusedEdit(EditText::tr("What is selected has no seats."));
}

/// Removes exceptions that say nothing.
void tidy(SeatExceptions &exceptions)
{
    exceptions.removeIf([](const auto &own) { return own.value().isEmpty(); });
}

/// Applies \a toWhole(Element &) to selected elements (members of sections included) and
/// \a toSeat(SeatSet &, const SeatRef &) to single seats, as one edit.
template <class Whole, class Single>
Result<MapEdit> changedSeats(const SeatMapDocument &document, const MapSelection &selection,
                             const QString &name, Whole &&toWhole, Single &&toSeat)
{
    QHash<ElementId, QList<SeatSerial>> single;
    for (const SeatRef &seat : selection.seats())
        single[seat.element].append(seat.serial);
    const QList<ElementId> whole = withMembers(document, selection.elements());
    QList<ElementId> ids = whole;
    for (const ElementId id : selection.touchedElements()) {
        if (!ids.contains(id))
            ids.append(id);
    }
    bool isAnyChanged = false;
    const Result<MapEdit> edit =
        changedElements(document, ids, name, [&](Element &element) -> Result<void> {
            SeatSet *const seats = seatSetOf(element);
            if (!single.contains(element.id) || whole.contains(element.id)) {
                isAnyChanged = toWhole(element) || isAnyChanged;
            } else if (seats) {
                for (const SeatSerial serial : single.value(element.id))
                    toSeat(*seats, SeatRef{element.id, serial});
                isAnyChanged = true;
            }
            if (seats)
                tidy(seats->exceptions);
            return {};
        });
    if (edit && !isAnyChanged)
        return hasNoSeats();
    return edit;
}

/// Drops what single seats have of their own of one kind.
template <class T>
void dropOwn(SeatExceptions &exceptions, std::optional<T> SeatException::*field)
{
    for (SeatException &own : exceptions)
        (own.*field).reset();
}

/// Gives one seat a value of its own, or none where the style has the same.
template <class T>
void setOwn(SeatSet &seats, SeatSerial serial, std::optional<T> SeatException::*field,
            const T &value, const T &ofStyle)
{
    if (value == ofStyle && !seats.exceptions.contains(serial))
        return;
    seats.exceptions[serial].*field =
        value == ofStyle ? std::optional<T>() : std::optional<T>(value);
}

} // namespace

Result<MapEdit> setCategory(const SeatMapDocument &document, const MapSelection &selection,
                            const CategoryId &category)
{
    return changedSeats(
        document, selection, EditText::tr("Set category"),
        [&category](Element &element) {
            if (auto *const area = std::get_if<AreaElement>(&element.form)) {
                area->category = category;
                return true;
            }
            SeatSet *const seats = seatSetOf(element);
            if (!seats)
                return false;
            seats->style.category = category;
            dropOwn(seats->exceptions, &SeatException::category);
            return true;
        },
        [&category](SeatSet &seats, const SeatRef &seat) {
            setOwn(seats, seat.serial, &SeatException::category, category, seats.style.category);
        });
}

Result<MapEdit> setKind(const SeatMapDocument &document, const MapSelection &selection,
                        SeatKind kind)
{
    return changedSeats(
        document, selection, EditText::tr("Set seat kind"),
        [kind](Element &element) {
            SeatSet *const seats = seatSetOf(element);
            if (!seats)
                return false;
            seats->style.kind = kind;
            dropOwn(seats->exceptions, &SeatException::kind);
            return true;
        },
        [kind](SeatSet &seats, const SeatRef &seat) {
            setOwn(seats, seat.serial, &SeatException::kind, kind, seats.style.kind);
        });
}

Result<MapEdit> setAttributes(const SeatMapDocument &document, const MapSelection &selection,
                              SeatAttributes attributes, bool isOn)
{
    const auto changed = [attributes, isOn](SeatAttributes before) {
        return isOn ? before | attributes : before & ~attributes;
    };
    // What single seats have now, aisle marks of row ends included.
    QHash<SeatRef, SeatAttributes> present;
    for (const ElementId id : selection.touchedElements()) {
        for (const PlacedLine &line : document.seats(id).lines) {
            for (const PlacedSeat &seat : line.seats)
                present.insert({id, seat.serial}, seat.attributes);
        }
    }
    return changedSeats(
        document, selection, EditText::tr("Set attributes"),
        [&](Element &element) {
            SeatSet *const seats = seatSetOf(element);
            if (!seats)
                return false;
            seats->style.attributes = changed(seats->style.attributes);
            if (attributes.testFlag(SeatAttribute::Aisle))
                seats->style.marksAisles = seats->style.marksAisles && isOn;
            for (SeatException &own : seats->exceptions) {
                if (own.attributes)
                    own.attributes = changed(*own.attributes);
            }
            return true;
        },
        [&](SeatSet &seats, const SeatRef &seat) {
            if (present.contains(seat))
                seats.exceptions[seat.serial].attributes = changed(present.value(seat));
        });
}

Result<MapEdit> setSeatLabel(const SeatMapDocument &document, SeatRef seat, const QString &label)
{
    return changedElements(document, {seat.element}, EditText::tr("Set seat number"),
                           [&](Element &element) -> Result<void> {
                               SeatSet *const seats = seatSetOf(element);
                               if (!seats)
                                   return noSuchSeat();
                               SeatException &own = seats->exceptions[seat.serial];
                               own.label = label.isEmpty() ? std::nullopt : std::optional(label);
                               tidy(seats->exceptions);
                               return {};
                           });
}

Result<MapEdit> displaceSeats(const SeatMapDocument &document, const QList<SeatRef> &seats,
                              PointMm distance)
{
    QHash<ElementId, QList<SeatSerial>> serials;
    for (const SeatRef &seat : seats)
        serials[seat.element].append(seat.serial);
    return changedElements(document, MapSelection(seats).touchedElements(),
                           EditText::tr("Move seats"), [&](Element &element) -> Result<void> {
                               SeatSet *const set = seatSetOf(element);
                               if (!set)
                                   return noSuchSeat();
                               Placement turn = element.placement;
                               turn.origin = {};
                               const QPointF local = localPoint(turn, toPointF(distance));
                               for (const SeatSerial serial : serials.value(element.id))
                                   set->exceptions[serial].displaced += local.toPoint();
                               tidy(set->exceptions);
                               return {};
                           });
}

Result<MapEdit> setElementName(const SeatMapDocument &document, ElementId id, const QString &name)
{
    return changedElements(
        document, {id}, EditText::tr("Rename"), [&name](Element &element) -> Result<void> {
            if (auto *const row = std::get_if<RowElement>(&element.form))
                row->label = name;
            else if (auto *const table = std::get_if<TableElement>(&element.form))
                table->label = name;
            else if (auto *const area = std::get_if<AreaElement>(&element.form))
                area->name = name;
            else if (auto *const section = std::get_if<SectionElement>(&element.form))
                section->name = name;
            else if (auto *const shape = std::get_if<ShapeElement>(&element.form))
                shape->text = name;
            else
                return refusedEdit(EditText::tr("A block has no name."));
            return {};
        });
}

Result<MapEdit> relabelRows(const SeatMapDocument &document, const QList<ElementId> &ids,
                            const NumberingScheme &scheme)
{
    const auto rows = qint32(std::ranges::count_if(ids, [&](ElementId id) {
        const Element *const element = document.element(id);
        return element && element->kind() == ElementKind::Row;
    }));
    const QStringList labels = numbersOf(scheme, rows);
    qsizetype next = 0;
    return changedElements(document, ids, EditText::tr("Relabel rows"),
                           [&](Element &element) -> Result<void> {
                               if (auto *const row = std::get_if<RowElement>(&element.form)) {
                                   row->label = labels.at(next++);
                                   return {};
                               }
                               auto *const block = std::get_if<BlockElement>(&element.form);
                               if (!block)
                                   return refusedEdit(EditText::tr("Only rows have row labels."));
                               block->rowLabels = scheme;
                               block->ownLabels.clear();
                               return {};
                           });
}

Result<MapEdit> renumberSeats(const SeatMapDocument &document, const QList<ElementId> &ids,
                              const NumberingScheme &scheme)
{
    qint32 before = 0;
    return changedElements(
        document, ids, EditText::tr("Renumber seats"), [&](Element &element) -> Result<void> {
            SeatSet *const seats = seatSetOf(element);
            if (!seats)
                return hasNoSeats();
            NumberingScheme own = scheme;
            if (scheme.run == NumberRun::OverRows && !scheme.endsAtNumber) {
                const bool isInOrder = scheme.pattern == NumberPattern::InOrder;
                const bool isMiddle = scheme.pattern == NumberPattern::CentreOut;
                own.start += before * (isInOrder ? scheme.step : isMiddle ? 1 : 2);
            }
            before += document.seats(element.id).count;
            seats->style.numbering = own;
            dropOwn(seats->exceptions, &SeatException::label);
            tidy(seats->exceptions);
            return {};
        });
}

} // namespace foyer
