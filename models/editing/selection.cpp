#include "models/editing/selection.h"

#include "models/editing/seatmapdocument.h"

#include <algorithm>

namespace foyer {

namespace {

template <class T>
QList<T> sortedList(const QSet<T> &set)
{
    QList<T> list(set.cbegin(), set.cend());
    std::ranges::sort(list);
    return list;
}

} // namespace

MapSelection::MapSelection(const QList<ElementId> &elements)
    : m_elements(elements.cbegin(), elements.cend())
{}

MapSelection::MapSelection(const QList<SeatRef> &seats)
    : m_seats(seats.cbegin(), seats.cend())
{}

bool MapSelection::contains(const SeatRef &seat) const
{
    return m_elements.contains(seat.element) || m_seats.contains(seat);
}

QList<ElementId> MapSelection::elements() const
{
    return sortedList(m_elements);
}

QList<SeatRef> MapSelection::seats() const
{
    return sortedList(m_seats);
}

QList<ElementId> MapSelection::touchedElements() const
{
    QSet<ElementId> touched = m_elements;
    for (const SeatRef &seat : m_seats)
        touched.insert(seat.element);
    return sortedList(touched);
}

void MapSelection::add(ElementId element)
{
    m_seats.removeIf([element](const SeatRef &seat) { return seat.element == element; });
    m_elements.insert(element);
}

void MapSelection::add(const SeatRef &seat)
{
    if (!m_elements.contains(seat.element))
        m_seats.insert(seat);
}

void MapSelection::remove(ElementId element)
{
    m_seats.removeIf([element](const SeatRef &seat) { return seat.element == element; });
    m_elements.remove(element);
}

void MapSelection::remove(const SeatRef &seat)
{
    m_seats.remove(seat);
}

void MapSelection::toggle(ElementId element)
{
    if (contains(element))
        remove(element);
    else
        add(element);
}

void MapSelection::toggle(const SeatRef &seat)
{
    if (m_seats.contains(seat))
        remove(seat);
    else
        add(seat);
}

void MapSelection::unite(const MapSelection &other)
{
    for (const ElementId element : other.m_elements)
        add(element);
    for (const SeatRef &seat : other.m_seats)
        add(seat);
}

void MapSelection::subtract(const MapSelection &other)
{
    for (const ElementId element : other.m_elements)
        remove(element);
    m_seats.subtract(other.m_seats);
}

MapSelection stillThere(const MapSelection &selection, const SeatMapDocument &document)
{
    MapSelection left;
    for (const ElementId element : selection.elements()) {
        if (document.element(element))
            left.add(element);
    }
    const QList<SeatRef> seats = selection.seats();
    for (auto seat = seats.cbegin(); seat != seats.cend();) {
        const auto end = std::find_if(seat, seats.cend(), [seat](const SeatRef &other) {
            return other.element != seat->element;
        });
        QSet<SeatSerial> there;
        if (document.element(seat->element)) {
            for (const PlacedLine &line : document.seats(seat->element).lines) {
                for (const PlacedSeat &each : line.seats)
                    there.insert(each.serial);
            }
        }
        for (; seat != end; ++seat) {
            if (there.contains(seat->serial))
                left.add(*seat);
        }
    }
    return left;
}

QList<SeatRef> selectedSeats(const MapSelection &selection, const SeatMapDocument &document)
{
    QList<SeatRef> seats;
    for (const LevelEntry &level : document.settings().levels) {
        for (const ElementId id : document.elements(level.id)) {
            const Element &element = *document.element(id);
            const bool isWhole = selection.contains(id) || selection.contains(element.section);
            for (const PlacedLine &line : document.seats(id).lines) {
                for (const PlacedSeat &seat : line.seats) {
                    if (isWhole || selection.contains(SeatRef{id, seat.serial}))
                        seats.append({id, seat.serial});
                }
            }
        }
    }
    return seats;
}

} // namespace foyer
