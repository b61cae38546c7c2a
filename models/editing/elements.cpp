#include "models/editing/elements.h"

namespace foyer {

namespace {

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};

template <class ElementLike, class Set>
Set *seatSetIn(ElementLike &element)
{
    return std::visit(
        [](auto &form) -> Set * {
            if constexpr (requires { form.seats; })
                return &form.seats;
            else
                return nullptr;
        },
        element.form);
}

} // namespace

const SeatSet *seatSetOf(const Element &element)
{
    return seatSetIn<const Element, const SeatSet>(element);
}

SeatSet *seatSetOf(Element &element)
{
    return seatSetIn<Element, SeatSet>(element);
}

QString nameOf(const Element &element)
{
    return std::visit(Overloaded{[](const RowElement &row) { return row.label; },
                                 [](const BlockElement &) { return QString(); },
                                 [](const TableElement &table) { return table.label; },
                                 [](const AreaElement &area) { return area.name; },
                                 [](const SectionElement &section) { return section.name; },
                                 [](const ShapeElement &shape) { return shape.text; }},
                      element.form);
}

} // namespace foyer
