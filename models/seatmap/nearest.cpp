#include "models/seatmap/nearest.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace foyer {

namespace {

// All in millimetres of distance: how much farther one would go to avoid it.
constexpr double orphanCost = 6'000;
constexpr double restrictedViewCost = 8'000;
constexpr double otherSectionCost = 3'000;
/// Neighbours in a row that are farther apart than this many seat diameters have an aisle
/// between them.
constexpr double aisleInDiameters = 2.2;

struct Place
{
    double x = 0;
    double y = 0;
};

/// Where to look for groups and what makes one better than another.
struct Wish
{
    std::vector<bool> fits; ///< by seat: free, of the right category and kind
    Place target;
    qint32 section = -1;        ///< leaving it costs; -1 = none
    bool sparesSingles = false; ///< leaves no seat alone while it can be helped
};

struct Group
{
    qint32 first = -1;
    qint32 count = 0;
    double cost = std::numeric_limits<double>::infinity();
    qint32 leftAlone = 0;
};

/// Finds groups of seats that sit side by side.
class GroupFinder final
{
public:
    GroupFinder(const SeatGeometry &geometry, Wish wish)
        : m_geometry(geometry)
        , m_wish(std::move(wish))
    {}

    /// Up to \a count seats: one group if possible, else the largest that exist, taken one after
    /// the other and near to each other.
    [[nodiscard]] QList<SeatIndex> find(qint32 count);
    // Of what was found.
    [[nodiscard]] qint32 groups() const { return m_groups; }
    [[nodiscard]] qint32 leftAlone() const { return m_leftAlone; }

private:
    [[nodiscard]] Group best(qint32 count, qint32 &longestRun) const;
    void tryRun(qint32 begin, qint32 end, qint32 count, Group &best) const;
    [[nodiscard]] bool sitTogether(qint32 seat, qint32 next) const;
    [[nodiscard]] double costOf(qint32 first, qint32 count, qint32 leftAlone, double sumX,
                                double sumY, qint32 restricted) const;
    [[nodiscard]] bool isRestricted(qint32 seat) const;

    const SeatGeometry &m_geometry;
    Wish m_wish;
    qint32 m_groups = 0;
    qint32 m_leftAlone = 0;
};

/// Free seats that a group makes single at the ends of its run.
qint32 singlesBeside(qint32 first, qint32 count, qint32 runBegin, qint32 runEnd)
{
    return qint32(first - runBegin == 1) + qint32(runEnd - (first + count) == 1);
}

bool GroupFinder::isRestricted(qint32 seat) const
{
    return m_geometry.attributes(SeatIndex(seat)).testFlag(SeatAttribute::RestrictedView);
}

bool GroupFinder::sitTogether(qint32 seat, qint32 next) const
{
    const auto a = size_t(seat);
    const auto b = size_t(next);
    if (m_geometry.rowIndices()[a] != m_geometry.rowIndices()[b])
        return false;
    const double apart = std::hypot(double(m_geometry.xs()[a]) - m_geometry.xs()[b],
                                    double(m_geometry.ys()[a]) - m_geometry.ys()[b]);
    return apart <= aisleInDiameters * m_geometry.seatDiameter();
}

double GroupFinder::costOf(qint32 first, qint32 count, qint32 leftAlone, double sumX, double sumY,
                           qint32 restricted) const
{
    double cost = std::hypot(sumX / count - m_wish.target.x, sumY / count - m_wish.target.y);
    cost += orphanCost * leftAlone + restrictedViewCost * restricted / count;
    const qint32 row = m_geometry.rowIndices()[size_t(first)];
    if (m_wish.section >= 0 && m_geometry.rows().at(row).section != m_wish.section)
        cost += otherSectionCost;
    return cost;
}

void GroupFinder::tryRun(qint32 begin, qint32 end, qint32 count, Group &best) const
{
    double sumX = 0;
    double sumY = 0;
    qint32 restricted = 0;
    for (qint32 seat = begin; seat < end; ++seat) {
        sumX += m_geometry.xs()[size_t(seat)];
        sumY += m_geometry.ys()[size_t(seat)];
        restricted += int(isRestricted(seat));
        const qint32 first = seat - count + 1;
        if (first > begin) {
            sumX -= m_geometry.xs()[size_t(first - 1)];
            sumY -= m_geometry.ys()[size_t(first - 1)];
            restricted -= int(isRestricted(first - 1));
        }
        if (first < begin)
            continue;
        const qint32 leftAlone = singlesBeside(first, count, begin, end);
        if (m_wish.sparesSingles && best.first >= 0 && leftAlone > best.leftAlone)
            continue;
        const double cost = costOf(first, count, leftAlone, sumX, sumY, restricted);
        const bool sparesMore = m_wish.sparesSingles && leftAlone < best.leftAlone;
        if (cost < best.cost || sparesMore)
            best = {first, count, cost, leftAlone};
    }
}

Group GroupFinder::best(qint32 count, qint32 &longestRun) const
{
    Group found;
    longestRun = 0;
    const qint32 seats = m_geometry.seatCount();
    for (qint32 begin = 0; begin < seats;) {
        if (!m_wish.fits[size_t(begin)]) {
            ++begin;
            continue;
        }
        qint32 end = begin + 1;
        while (end < seats && m_wish.fits[size_t(end)] && sitTogether(end - 1, end))
            ++end;
        longestRun = std::max(longestRun, end - begin);
        tryRun(begin, end, count, found);
        begin = end;
    }
    return found;
}

QList<SeatIndex> GroupFinder::find(qint32 count)
{
    QList<SeatIndex> chosen;
    while (chosen.size() < count) {
        const auto left = qint32(count - chosen.size());
        qint32 longest = 0;
        Group group = best(left, longest);
        if (longest == 0)
            break;
        // Halves rather than all but one: nobody should have to sit alone.
        if (group.first < 0)
            group = best(longest == left - 1 && longest > 2 ? longest - 1 : longest, longest);
        ++m_groups;
        m_leftAlone += group.leftAlone;
        for (qint32 seat = group.first; seat < group.first + group.count; ++seat) {
            chosen.append(SeatIndex(seat));
            m_wish.fits[size_t(seat)] = false;
        }
        const PointMm near = m_geometry.position(SeatIndex(group.first + group.count / 2));
        m_wish.target = {double(near.x), double(near.y)};
    }
    std::ranges::sort(chosen);
    return chosen;
}

std::vector<bool> fitting(const SeatGeometry &geometry, const std::function<bool(SeatIndex)> &fits)
{
    std::vector<bool> seats(size_t(geometry.seatCount()));
    for (qint32 seat = 0; seat < geometry.seatCount(); ++seat)
        seats[size_t(seat)] = fits(SeatIndex(seat));
    return seats;
}

/// Up to \a count free places of \a area.
QList<SeatIndex> freePlaces(const SeatGeometry::AreaInfo &area, const FreeTicket &isFree,
                            qsizetype count)
{
    QList<SeatIndex> places;
    const qint32 first = area.firstPlace.value();
    for (qint32 place = first; place < first + area.capacity && places.size() < count; ++place) {
        if (isFree(SeatIndex(place)))
            places.append(SeatIndex(place));
    }
    return places;
}

QList<SeatIndex> nearestPlaces(const SeatGeometry &geometry, const SeatGeometry::AreaInfo &wanted,
                               qsizetype count, const FreeTicket &isFree)
{
    QList<SeatIndex> places = freePlaces(wanted, isFree, count);
    for (const SeatGeometry::AreaInfo &area : geometry.areas()) {
        if (area.category == wanted.category && area.firstPlace != wanted.firstPlace)
            places += freePlaces(area, isFree, count - places.size());
    }
    return places;
}

QList<SeatIndex> nearestSeats(const SeatGeometry &geometry, const QList<SeatIndex> &wanted,
                              const FreeTicket &isFree)
{
    const size_t example = size_t(wanted.front().value());
    const quint8 category = geometry.categoryIndices()[example];
    const SeatKind kind = geometry.kinds()[example];
    Wish wish;
    wish.fits = fitting(geometry, [&](SeatIndex seat) {
        const auto at = size_t(seat.value());
        return geometry.categoryIndices()[at] == category && geometry.kinds()[at] == kind &&
               isFree(seat);
    });
    wish.section = geometry.rows().at(geometry.rowIndices()[example]).section;
    for (const SeatIndex seat : wanted) {
        wish.target.x += double(geometry.position(seat).x) / double(wanted.size());
        wish.target.y += double(geometry.position(seat).y) / double(wanted.size());
    }
    return GroupFinder(geometry, std::move(wish)).find(qint32(wanted.size()));
}

/// Which seats a wish may be fulfilled with.
std::vector<bool> wishedSeats(const SeatGeometry &geometry, const FreeTicket &isFree,
                              const BestWish &wish)
{
    const SeatKind kind = wish.isAccessible ? SeatKind::Wheelchair : SeatKind::Seat;
    std::vector<bool> fits(size_t(geometry.seatCount()), false);
    for (const SeatGeometry::RowInfo &row : geometry.rows()) {
        const bool isInZone =
            wish.zone.isEmpty() || geometry.sections().at(row.section).name == wish.zone;
        if (!isInZone || (row.isSoldWhole && row.seatCount != wish.count))
            continue;
        qint32 fitting = 0;
        for (qint32 seat = row.firstSeat; seat < row.firstSeat + row.seatCount; ++seat) {
            const auto at = size_t(seat);
            const bool isOfCategory =
                !wish.category || geometry.category(SeatIndex(seat)).id == *wish.category;
            fits[at] = geometry.kinds()[at] == kind && isOfCategory && isFree(SeatIndex(seat));
            fitting += qint32(fits[at]);
        }
        if (row.isSoldWhole && fitting < row.seatCount)
            std::fill_n(fits.begin() + row.firstSeat, row.seatCount, false);
    }
    return fits;
}

/// Free places of the first area that has enough of them.
QList<SeatIndex> wishedPlaces(const SeatGeometry &geometry, const FreeTicket &isFree,
                              const BestWish &wish)
{
    for (const SeatGeometry::AreaInfo &area : geometry.areas()) {
        const bool isOfCategory =
            !wish.category || geometry.categories().at(area.category).id == *wish.category;
        if (!isOfCategory || (!wish.zone.isEmpty() && area.name != wish.zone))
            continue;
        QList<SeatIndex> places = freePlaces(area, isFree, wish.count);
        if (places.size() == wish.count)
            return places;
    }
    return {};
}

/// Says how far from the focal point the chosen seats are, and how many see badly.
void describe(BestChoice &choice, const SeatGeometry &geometry)
{
    double x = 0;
    double y = 0;
    for (const SeatIndex seat : std::as_const(choice.tickets)) {
        x += geometry.position(seat).x;
        y += geometry.position(seat).y;
        choice.restricted +=
            qint32(geometry.attributes(seat).testFlag(SeatAttribute::RestrictedView));
    }
    const auto count = double(choice.tickets.size());
    choice.distance = qint32(
        std::hypot(x / count - geometry.focalPoint().x, y / count - geometry.focalPoint().y));
}

} // namespace

QList<SeatIndex> nearestEquivalent(const SeatGeometry &geometry, const QList<SeatIndex> &wanted,
                                   const FreeTicket &isFree)
{
    const QSet<SeatIndex> excluded(wanted.cbegin(), wanted.cend());
    const FreeTicket isOther = [&](SeatIndex ticket) {
        return !excluded.contains(ticket) && isFree(ticket);
    };
    // By what they are: (category, kind) of seats; GA places by their area, after all seats.
    std::map<std::pair<qint32, qint32>, QList<SeatIndex>> groups;
    QList<SeatIndex> sorted(excluded.cbegin(), excluded.cend());
    std::ranges::sort(sorted);
    for (const SeatIndex ticket : sorted) {
        if (ticket.value() < 0 || ticket.value() >= geometry.ticketCount())
            continue;
        const auto at = size_t(ticket.value());
        if (geometry.isSeat(ticket))
            groups[{geometry.categoryIndices()[at], qint32(geometry.kinds()[at])}].append(ticket);
        else
            groups[{-1, geometry.area(ticket)->firstPlace.value()}].append(ticket);
    }
    QSet<SeatIndex> offered;
    for (const auto &[key, tickets] : groups) {
        const FreeTicket isLeft = [&](SeatIndex ticket) {
            return !offered.contains(ticket) && isOther(ticket);
        };
        const QList<SeatIndex> found =
            key.first < 0
                ? nearestPlaces(geometry, *geometry.area(tickets.front()), tickets.size(), isLeft)
                : nearestSeats(geometry, tickets, isLeft);
        for (const SeatIndex ticket : found)
            offered.insert(ticket);
    }
    QList<SeatIndex> result(offered.cbegin(), offered.cend());
    std::ranges::sort(result);
    return result;
}

BestChoice bestAvailable(const SeatGeometry &geometry, const FreeTicket &isFree,
                         const BestWish &wish)
{
    if (wish.count <= 0 || wish.count > geometry.ticketCount())
        return {};
    Wish seats{.target = {double(geometry.focalPoint().x), double(geometry.focalPoint().y)},
               .sparesSingles = true};
    seats.fits = wishedSeats(geometry, isFree, wish);
    GroupFinder finder(geometry, std::move(seats));
    BestChoice choice{.tickets = finder.find(wish.count)};
    if (choice.tickets.size() == wish.count) {
        choice.groups = finder.groups();
        choice.leftAlone = finder.leftAlone();
        describe(choice, geometry);
        return choice;
    }
    return {.tickets =
                wish.isAccessible ? QList<SeatIndex>() : wishedPlaces(geometry, isFree, wish),
            .groups = 1};
}

QList<SeatIndex> bestAvailable(const SeatGeometry &geometry, const FreeTicket &isFree, qint32 count,
                               std::optional<CategoryId> category)
{
    return bestAvailable(geometry, isFree, {.count = count, .category = category}).tickets;
}

} // namespace foyer
