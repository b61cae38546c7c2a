#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatmapformat.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Walks over a map and stops at the first fault.
class MapChecker final
{
public:
    explicit MapChecker(const SeatMap &map)
        : m_map(map)
    {}
    [[nodiscard]] Result<void> result();

private:
    bool categories();
    bool level(const Level &level);
    bool section(const Level &level, const Section &section);
    bool seats(const QString &place, const QString &key, const QList<Seat> &seats);
    bool area(const Level &level, const GaArea &area);
    bool shape(const Level &level, const Shape &shape);
    bool fits(const QList<PointMm> &points, const QString &place);
    bool named(const QString &text, const QString &place);
    bool counted(qint64 tickets);
    bool refuse(RefusalCode code, const QString &why);

    const SeatMap &m_map;
    QSet<CategoryId> m_categories;
    QSet<SeatId> m_ids;
    QSet<QString> m_labels; ///< level, section, row and number of every seat
    qint64 m_tickets = 0;
    Refusal m_refusal;
};

bool isNear(PointMm point)
{
    return point.x >= -farthestMm && point.x <= farthestMm && point.y >= -farthestMm &&
           point.y <= farthestMm;
}

bool MapChecker::refuse(RefusalCode code, const QString &why)
{
    m_refusal = refusal(code, why);
    return false;
}

bool MapChecker::named(const QString &text, const QString &place)
{
    return text.size() <= longestMapText ||
           refuse(RefusalCode::InvalidRecord,
                  u"%1: a name is longer than %2 characters."_s.arg(place).arg(longestMapText));
}

bool MapChecker::fits(const QList<PointMm> &points, const QString &place)
{
    return std::ranges::all_of(points, isNear) ||
           refuse(RefusalCode::InvalidRecord, u"%1: a point lies beyond 10 km."_s.arg(place));
}

bool MapChecker::counted(qint64 tickets)
{
    m_tickets += tickets;
    return m_tickets <= mostSeatsInMap ||
           refuse(RefusalCode::TooLarge,
                  u"The map has more than %1 seats and places."_s.arg(mostSeatsInMap));
}

bool MapChecker::categories()
{
    if (m_map.categories.size() > mostCategories)
        return refuse(RefusalCode::TooLarge,
                      u"The map has more than %1 categories."_s.arg(mostCategories));
    for (const Category &category : m_map.categories) {
        const QString place = u"Category \"%1\""_s.arg(category.name);
        if (category.id.isNull() || category.name.trimmed().isEmpty())
            return refuse(RefusalCode::InvalidRecord, place + u": it needs a name and an id."_s);
        if (m_categories.contains(category.id))
            return refuse(RefusalCode::InvalidRecord, place + u": its id is there twice."_s);
        if (!named(category.name, place))
            return false;
        m_categories.insert(category.id);
    }
    return true;
}

bool MapChecker::seats(const QString &place, const QString &key, const QList<Seat> &seats)
{
    for (const Seat &seat : seats) {
        const auto here = [&] { return u"%1, seat \"%2\""_s.arg(place, seat.number); };
        if (!m_categories.contains(seat.category))
            return refuse(RefusalCode::InvalidRecord, here() + u": its category does not exist."_s);
        if (seat.id.isNull() || m_ids.contains(seat.id))
            return refuse(RefusalCode::InvalidRecord,
                          here() + u": its id is missing or is there twice."_s);
        const QString label = key + seat.number;
        if (m_labels.contains(label))
            return refuse(RefusalCode::InvalidRecord, here() + u": its number is there twice."_s);
        if (!isNear(seat.position))
            return refuse(RefusalCode::InvalidRecord, here() + u": it lies beyond 10 km."_s);
        if (!named(seat.number, here()) || !counted(1))
            return false;
        m_ids.insert(seat.id);
        m_labels.insert(label);
    }
    return true;
}

bool MapChecker::section(const Level &level, const Section &section)
{
    const QString place = u"Level \"%1\", section \"%2\""_s.arg(level.name, section.name);
    // Sections of one name share their numbers: a ticket names the section, not its place here.
    const QString key = level.name + QChar(0x1f) + section.name + QChar(0x1f);
    if (!named(section.name, place) || !fits(section.outline, place))
        return false;
    for (const Row &row : section.rows) {
        const QString here = place + u", row \"%1\""_s.arg(row.label);
        if (!named(row.label, here) || !seats(here, key + row.label + QChar(0x1f), row.seats))
            return false;
    }
    for (const Table &table : section.tables) {
        const QString here = place + u", table \"%1\""_s.arg(table.label);
        if (!named(table.label, here) || !fits({table.center}, here) ||
            !seats(here, key + u'\x1e' + table.label + QChar(0x1f), table.seats))
            return false;
        if (table.width < 0 || table.height < 0)
            return refuse(RefusalCode::InvalidRecord, here + u": its size is below zero."_s);
    }
    return true;
}

bool MapChecker::area(const Level &level, const GaArea &area)
{
    const QString place = u"Level \"%1\", area \"%2\""_s.arg(level.name, area.name);
    if (area.capacity <= 0)
        return refuse(RefusalCode::InvalidRecord, place + u": it has no places."_s);
    if (!m_categories.contains(area.category))
        return refuse(RefusalCode::InvalidRecord, place + u": its category does not exist."_s);
    return named(area.name, place) && fits(area.outline, place) && counted(area.capacity);
}

bool MapChecker::shape(const Level &level, const Shape &shape)
{
    const QString place = u"Level \"%1\", shape \"%2\""_s.arg(level.name, shape.text);
    return named(shape.text, place) && fits(shape.points, place);
}

bool MapChecker::level(const Level &level)
{
    return named(level.name, u"Level \"%1\""_s.arg(level.name)) &&
           std::ranges::all_of(level.sections,
                               [&](const Section &s) { return section(level, s); }) &&
           std::ranges::all_of(level.areas, [&](const GaArea &a) { return area(level, a); }) &&
           std::ranges::all_of(level.shapes, [&](const Shape &s) { return shape(level, s); });
}

Result<void> MapChecker::result()
{
    const auto isFine = [this] {
        if (!named(m_map.name, u"The map"_s) || !fits({m_map.focalPoint}, u"The focal point"_s))
            return false;
        if (m_map.seatDiameter <= 0 || m_map.seatDiameter > 1'000'000)
            return refuse(RefusalCode::InvalidRecord, u"The seat diameter must be 1 mm to 1 km."_s);
        if (!categories())
            return false;
        if (!std::ranges::all_of(m_map.levels, [&](const Level &each) { return level(each); }))
            return false;
        return m_tickets > 0 ||
               refuse(RefusalCode::InvalidRecord, u"The map has neither a seat nor a place."_s);
    };
    if (isFine())
        return {};
    return std::unexpected(m_refusal);
}

} // namespace

Result<void> checked(const SeatMap &map)
{
    return MapChecker(map).result();
}

} // namespace foyer
