#pragma once

#include "models/editing/elementids.h"

#include <QList>
#include <QSet>

namespace foyer {

class SeatMapDocument;

/// What is selected: whole elements and single seats. A value; an element is never selected both
/// as a whole and by its seats.
class MapSelection final
{
public:
    MapSelection() = default;
    explicit MapSelection(const QList<ElementId> &elements);
    explicit MapSelection(const QList<SeatRef> &seats);

    [[nodiscard]] bool isEmpty() const { return m_elements.isEmpty() && m_seats.isEmpty(); }
    [[nodiscard]] bool contains(ElementId element) const { return m_elements.contains(element); }
    /// Also when its whole element is selected.
    [[nodiscard]] bool contains(const SeatRef &seat) const;
    /// In ascending order.
    [[nodiscard]] QList<ElementId> elements() const;
    [[nodiscard]] QList<SeatRef> seats() const;
    /// The elements, and those that single seats belong to.
    [[nodiscard]] QList<ElementId> touchedElements() const;

    void add(ElementId element);
    void add(const SeatRef &seat);
    void remove(ElementId element);
    void remove(const SeatRef &seat);
    void toggle(ElementId element);
    void toggle(const SeatRef &seat);
    void unite(const MapSelection &other);
    void subtract(const MapSelection &other);

    bool operator==(const MapSelection &) const = default;

private:
    QSet<ElementId> m_elements;
    QSet<SeatRef> m_seats;
};

/// \a selection without what no longer exists; after an undo, for instance.
[[nodiscard]] MapSelection stillThere(const MapSelection &selection,
                                      const SeatMapDocument &document);
/// All seats that are selected, those of whole elements (and members of sections) included, in
/// the order of the document. O(seats).
[[nodiscard]] QList<SeatRef> selectedSeats(const MapSelection &selection,
                                           const SeatMapDocument &document);

} // namespace foyer
