#include "models/editing/mapconversion.h"

#include "models/editing/elementseats.h"
#include "models/editing/seatmapdocument.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace foyer {

namespace {

using SeatsOfElement = std::function<ElementSeats(const Element &)>;

qint32 wholeDegrees(const Placement &placement, qint32 own)
{
    if (placement.rotation == 0 && !placement.isMirrored)
        return own;
    const qint32 turned = placement.isMirrored ? -own : own;
    return qint32(std::lround(normalizedDegrees(placement.rotation + turned))) % 360;
}

Shape shapeOf(const Element &element, const ShapeElement &drawn)
{
    Shape shape{.kind = drawn.kind, .text = drawn.text, .textSize = drawn.textSize};
    shape.color = drawn.color;
    const bool isTurned = element.placement.rotation != 0 || element.placement.isMirrored;
    const bool isBox = drawn.kind == ShapeKind::Rectangle || drawn.kind == ShapeKind::Ellipse ||
                       drawn.kind == ShapeKind::Text;
    if (!isTurned || !isBox || drawn.points.isEmpty()) {
        shape.points = placed(element.placement, drawn.points);
        shape.rotation = element.placement.isMirrored ? -drawn.rotation : drawn.rotation;
        return shape;
    }
    // Boxes are turned by their angle, never by their corners.
    const auto [left, right] = std::ranges::minmax(drawn.points, {}, &QPointF::x);
    const auto [top, bottom] = std::ranges::minmax(drawn.points, {}, &QPointF::y);
    const QPointF middle((left.x() + right.x()) / 2, (top.y() + bottom.y()) / 2);
    const QPointF center = toPointF(placed(element.placement, middle));
    for (const QPointF point : drawn.points)
        shape.points.append(roundedMm(center + point - middle));
    shape.rotation = wholeDegrees(element.placement, drawn.rotation);
    return shape;
}

/// Writes the elements of one level in their order.
class LevelWriter final
{
public:
    LevelWriter(const MapContent &content, const SeatsOfElement &seats)
        : m_content(content)
        , m_seats(seats)
    {}

    [[nodiscard]] Level level(const LevelEntry &entry)
    {
        m_level.name = entry.name;
        const QList<ElementId> ids = orderedElements(m_content, entry.id);
        for (const ElementId id : ids) {
            const Element &element = *m_content.elements.constFind(id);
            if (const auto *const section = std::get_if<SectionElement>(&element.form)) {
                m_sections.insert(id, m_level.sections.size());
                m_level.sections.append({.name = section->name});
                m_level.sections.back().outline = outlineOf(element);
            }
        }
        for (const ElementId id : ids)
            write(*m_content.elements.constFind(id));
        return std::move(m_level);
    }

private:
    void write(const Element &element)
    {
        if (const auto *const table = std::get_if<TableElement>(&element.form)) {
            writeTable(element, *table);
        } else if (const auto *const area = std::get_if<AreaElement>(&element.form)) {
            m_level.areas.append({area->name, area->capacity, area->category, outlineOf(element)});
        } else if (const auto *const shape = std::get_if<ShapeElement>(&element.form)) {
            m_level.shapes.append(shapeOf(element, *shape));
        } else if (const SeatSet *const seats = seatSetOf(element)) {
            QList<Row> &rows = sectionOf(element).rows;
            for (const PlacedLine &line : m_seats(element).lines)
                rows.append({line.label, seatList(line, seats->identity)});
        }
    }

    void writeTable(const Element &element, const TableElement &drawn)
    {
        Table table{.label = drawn.label, .center = element.placement.origin};
        table.isRound = drawn.isRound;
        table.width = drawn.width;
        table.height = drawn.height;
        table.rotation = wholeDegrees(element.placement, drawn.rotation);
        table.isSoldWhole = drawn.isSoldWhole;
        for (const PlacedLine &line : m_seats(element).lines)
            table.seats = seatList(line, drawn.seats.identity);
        sectionOf(element).tables.append(table);
    }

    [[nodiscard]] static QList<Seat> seatList(const PlacedLine &line, const SeatIdentity &identity)
    {
        QList<Seat> seats;
        seats.reserve(line.seats.size());
        for (const PlacedSeat &seat : line.seats)
            seats.append({identity.idOf(seat.serial), seat.number, seat.position, seat.category,
                          seat.kind, seat.attributes});
        return seats;
    }

    [[nodiscard]] Section &sectionOf(const Element &element)
    {
        auto index = m_sections.constFind(element.section);
        if (index == m_sections.cend()) { // in no section: a nameless one at the end
            index = m_sections.insert(element.section, m_level.sections.size());
            m_level.sections.append(Section());
        }
        return m_level.sections[*index];
    }

    const MapContent &m_content;
    const SeatsOfElement &m_seats;
    QHash<ElementId, qsizetype> m_sections;
    Level m_level;
};

SeatMap written(const MapContent &content, const SeatsOfElement &seats)
{
    const MapSettings &settings = content.settings;
    SeatMap map{.name = settings.name, .seatDiameter = settings.seatDiameter};
    map.focalPoint = settings.focalPoint;
    map.categories = settings.categories;
    for (const LevelEntry &level : settings.levels)
        map.levels.append(LevelWriter(content, seats).level(level));
    return map;
}

/// The seats of one level in the order in which LevelWriter writes them: rows, then tables,
/// section by section.
void appendSeats(const SeatMapDocument &document, LevelId level, QList<SeatRef> &seats)
{
    QList<ElementId> sections;
    QHash<ElementId, QList<ElementId>> rows;
    QHash<ElementId, QList<ElementId>> tables;
    bool hasLoose = false;
    for (const ElementId id : document.elements(level)) {
        const Element &element = *document.element(id);
        if (element.kind() == ElementKind::Section)
            sections.append(id);
        if (!seatSetOf(element))
            continue;
        hasLoose = hasLoose || element.section.isNull();
        (element.kind() == ElementKind::Table ? tables : rows)[element.section].append(id);
    }
    if (hasLoose)
        sections.append(ElementId());
    for (const ElementId section : std::as_const(sections)) {
        for (const ElementId id : rows.value(section) + tables.value(section)) {
            for (const PlacedLine &line : document.seats(id).lines) {
                for (const PlacedSeat &seat : line.seats)
                    seats.append({id, seat.serial});
            }
        }
    }
}

} // namespace

SeatMap toSeatMap(const SeatMapDocument &document)
{
    return written(document.content(),
                   [&document](const Element &element) { return document.seats(element.id); });
}

SeatMap toSeatMap(const MapContent &content)
{
    return written(content, seatsOf);
}

CompiledDocument compiled(const SeatMapDocument &document)
{
    CompiledDocument made;
    made.geometry = SeatGeometry::compile(toSeatMap(document));
    made.seats.reserve(made.geometry->seatCount());
    for (const LevelEntry &level : document.settings().levels)
        appendSeats(document, level.id, made.seats);
    made.indices.reserve(made.seats.size());
    for (qsizetype i = 0; i < made.seats.size(); ++i)
        made.indices.insert(made.seats.at(i), SeatIndex(qint32(i)));
    return made;
}

} // namespace foyer
