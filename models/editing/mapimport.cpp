#include "models/editing/elementseats.h"
#include "models/editing/mapconversion.h"
#include "models/editing/rowfitting.h"

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 importedRankSpacing = qint64(1) << 32;

CategoryId mostFrequentCategory(const QList<Seat> &seats, const CategoryId &otherwise)
{
    QHash<CategoryId, qint32> counts;
    CategoryId best = seats.isEmpty() ? otherwise : seats.front().category;
    for (const Seat &seat : seats) {
        if (++counts[seat.category] > counts.value(best))
            best = seat.category;
    }
    return best;
}

NumberingScheme numberingOf(const QList<Seat> &seats)
{
    QStringList numbers;
    for (const Seat &seat : seats)
        numbers.append(seat.number);
    // Where no scheme gives all numbers, the one that the row begins with; the rest are labels.
    const std::optional<NumberingScheme> whole = schemeOf(numbers);
    const std::optional<NumberingScheme> scheme = whole ? whole : schemeOf(numbers.mid(0, 2));
    return scheme.value_or(NumberingScheme());
}

SeatException exceptionOf(const Seat &seat, const PlacedSeat &made)
{
    SeatException own;
    if (seat.category != made.category)
        own.category = seat.category;
    if (seat.kind != made.kind)
        own.kind = seat.kind;
    if (seat.attributes != made.attributes)
        own.attributes = seat.attributes;
    if (seat.number != made.number)
        own.label = seat.number;
    return own;
}

/// Reads a map into elements.
class MapReader final
{
public:
    MapReader(const SeatMap &map, RandomSource &random)
        : m_map(map)
        , m_random(random)
    {}

    [[nodiscard]] MapContent content()
    {
        MapSettings &settings = m_content.settings;
        settings.name = m_map.name;
        settings.seatDiameter = m_map.seatDiameter;
        settings.focalPoint = m_map.focalPoint;
        settings.categories = m_map.categories;
        if (settings.categories.isEmpty())
            settings.categories.append({CategoryId(randomKey(m_random)), u"1"_s, 0x3B7DB8});
        for (const Level &level : m_map.levels)
            read(level);
        if (settings.levels.isEmpty())
            settings.levels.append({LevelId(1), {}});
        return std::move(m_content);
    }

private:
    void read(const Level &level)
    {
        m_level = LevelId(quint32(m_content.settings.levels.size() + 1));
        m_content.settings.levels.append({m_level, level.name});
        for (const Section &section : level.sections)
            read(section);
        m_section = ElementId();
        for (const GaArea &area : level.areas)
            read(area);
        for (const Shape &shape : level.shapes)
            read(shape);
    }

    void read(const Section &section)
    {
        m_section = ElementId();
        SectionElement drawn{.name = section.name};
        const Placement placement = outlined(section.outline, drawn.outline);
        m_section = add(placement, drawn);
        for (const Row &row : section.rows)
            read(row);
        for (const Table &table : section.tables)
            read(table);
    }

    void read(const Row &row)
    {
        QList<PointMm> points;
        for (const Seat &seat : row.seats)
            points.append(seat.position);
        FittedRow fitted = fittedRow(points);
        fitted.row.label = row.label;
        readSeats(add(fitted.placement, fitted.row), row.seats);
    }

    void read(const Table &table)
    {
        TableElement drawn{.label = table.label, .isRound = table.isRound};
        drawn.width = table.width;
        drawn.height = table.height;
        drawn.rotation = table.rotation;
        drawn.isSoldWhole = table.isSoldWhole;
        drawn.line = SeatLine(qint32(table.seats.size()));
        for (const Seat &seat : table.seats)
            drawn.freeSeats.append(toPointF(seat.position) - toPointF(table.center));
        readSeats(add({.origin = table.center}, drawn), table.seats);
    }

    void read(const GaArea &area)
    {
        AreaElement drawn{.name = area.name, .shape = AreaShape::Polygon};
        drawn.capacity = area.capacity;
        drawn.category = area.category;
        const Placement placement = outlined(area.outline, drawn.nodes);
        add(placement, drawn);
    }

    void read(const Shape &shape)
    {
        ShapeElement drawn{.kind = shape.kind, .text = shape.text, .textSize = shape.textSize};
        drawn.rotation = shape.rotation;
        drawn.color = shape.color;
        const Placement placement = outlined(shape.points, drawn.points);
        add(placement, drawn);
    }

    /// Numbers, categories and the like of the element's seats: the style, and what differs.
    void readSeats(ElementId id, const QList<Seat> &seats)
    {
        Element &element = m_content.elements[id];
        SeatSet &set = *seatSetOf(element);
        set.identity.key = randomKey(m_random);
        set.style.category = mostFrequentCategory(seats, m_content.settings.categories.front().id);
        set.style.numbering = numberingOf(seats);
        set.style.marksAisles = seats.size() > 1 &&
                                seats.front().attributes.testFlag(SeatAttribute::Aisle) &&
                                seats.back().attributes.testFlag(SeatAttribute::Aisle);
        const ElementSeats made = seatsOf(element);
        for (qsizetype i = 0; i < seats.size(); ++i) {
            set.identity.known.append(seats.at(i).id);
            const PlacedSeat &seat = made.lines.front().seats.at(i);
            const SeatException own = exceptionOf(seats.at(i), seat);
            if (!own.isEmpty())
                set.exceptions.insert(seat.serial, own);
        }
    }

    /// Puts the first point at the origin.
    [[nodiscard]] static Placement outlined(const QList<PointMm> &points, QList<QPointF> &local)
    {
        Placement placement;
        if (!points.isEmpty())
            placement.origin = points.front();
        for (const PointMm point : points)
            local.append(toPointF(point) - toPointF(placement.origin));
        return placement;
    }

    ElementId add(const Placement &placement, const ElementForm &form)
    {
        Element element{.id = ElementId(++m_last), .level = m_level, .section = m_section};
        element.rank = m_last * importedRankSpacing;
        element.placement = placement;
        element.form = form;
        m_content.elements.insert(element.id, element);
        return element.id;
    }

    const SeatMap &m_map;
    RandomSource &m_random;
    MapContent m_content;
    LevelId m_level;
    ElementId m_section;
    quint32 m_last = 0;
};

} // namespace

MapContent fromSeatMap(const SeatMap &map, RandomSource &random)
{
    return MapReader(map, random).content();
}

} // namespace foyer
