#include "ui/seatmap/maplabels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace foyer {

namespace {

/// What is written already, in a grid so that each test is O(1).
class WrittenPlaces final
{
public:
    explicit WrittenPlaces(qint32 cell)
        : m_cell(std::max(cell, 1))
    {}

    [[nodiscard]] bool isFree(const RectMm &place) const
    {
        bool free = true;
        visit(place, [&](qint64 key) {
            const auto found = m_cells.find(key);
            if (found != m_cells.end())
                free = free && std::ranges::none_of(found->second, [&](const RectMm &other) {
                           return intersects(other, place);
                       });
        });
        return free;
    }
    void take(const RectMm &place)
    {
        visit(place, [&](qint64 key) { m_cells[key].push_back(place); });
    }

private:
    template <class Visitor>
    void visit(const RectMm &place, Visitor &&visitor) const
    {
        const auto cellOf = [this](qint32 v) { return qint32(std::floor(double(v) / m_cell)); };
        for (qint32 y = cellOf(place.top); y <= cellOf(place.bottom); ++y) {
            for (qint32 x = cellOf(place.left); x <= cellOf(place.right); ++x)
                visitor((qint64(y) << 32) ^ quint32(x));
        }
    }
    qint32 m_cell;
    std::unordered_map<qint64, std::vector<RectMm>> m_cells;
};

RectMm around(PointMm center, qint32 width, qint32 height)
{
    return {center.x - width / 2, center.y - height / 2, center.x + width / 2,
            center.y + height / 2};
}

struct Labeller
{
    const SeatGeometry &geometry;
    MapLabels labels;
    WrittenPlaces written;
    std::vector<RectMm> obstacles; ///< shapes, areas and tables

    explicit Labeller(const SeatGeometry &map)
        : geometry(map)
        , written(map.seatDiameter() * 3)
    {
        labels.letterHeight = map.seatDiameter() * 7 / 10;
        labels.nameHeight = map.seatDiameter() * 3 / 2;
        for (const Shape &shape : map.shapes()) {
            if (!shape.points.isEmpty())
                obstacles.push_back(boundsOf(shape.points));
        }
        for (const SeatGeometry::AreaInfo &area : map.areas())
            obstacles.push_back(boundsOf(area.outline));
        for (const Table &table : map.tables())
            obstacles.push_back(around(table.center, table.width, table.height));
    }

    void measure()
    {
        RectMm &extent = labels.extent;
        extent = geometry.bounds();
        const auto add = [&extent](const RectMm &r) {
            extent = {std::min(extent.left, r.left), std::min(extent.top, r.top),
                      std::max(extent.right, r.right), std::max(extent.bottom, r.bottom)};
        };
        for (const RowLetter &letter : labels.rowLetters)
            add(around(letter.center, labels.letterHeight, labels.letterHeight));
        for (const SectionPlace &section : labels.sections) {
            if (section.beside)
                add(*section.beside);
        }
    }

    [[nodiscard]] bool isFree(const RectMm &place, qint32 seatMargin) const
    {
        return geometry.seatsIn(grown(place, seatMargin)).isEmpty() && written.isFree(place) &&
               std::ranges::none_of(obstacles,
                                    [&](const RectMm &o) { return intersects(o, place); });
    }

    void placeRowLetter(qint32 row, PointMm end, PointMm next)
    {
        const double diameter = geometry.seatDiameter();
        double dx = end.x - next.x;
        double dy = end.y - next.y;
        const double pitch = std::hypot(dx, dy);
        if (pitch < 1)
            return;
        const qsizetype letters = geometry.rows()[row].label.size();
        const double width = labels.letterHeight * (0.2 + 0.7 * double(letters));
        const double step = (diameter / 2 + width / 2 + diameter * 0.22) / pitch;
        const PointMm center{end.x + qint32(dx * step), end.y + qint32(dy * step)};
        const RectMm place = around(center, qint32(width), labels.letterHeight);
        // Seats are tested by their centres, so their radius is added.
        if (!isFree(place, qint32(diameter * 0.5)))
            return;
        written.take(place);
        labels.rowLetters.push_back({row, center});
    }

    void placeRowLetters()
    {
        for (qint32 i = 0; i < geometry.rows().size(); ++i) {
            const SeatGeometry::RowInfo &row = geometry.rows()[i];
            if (row.isTable || row.label.isEmpty() || row.seatCount == 0)
                continue;
            const PointMm first = geometry.position(SeatIndex(row.firstSeat));
            const PointMm last = geometry.position(SeatIndex(row.firstSeat + row.seatCount - 1));
            if (row.seatCount == 1) {
                placeRowLetter(i, first, {first.x + geometry.seatDiameter(), first.y});
                continue;
            }
            placeRowLetter(i, first, geometry.position(SeatIndex(row.firstSeat + 1)));
            placeRowLetter(i, last,
                           geometry.position(SeatIndex(row.firstSeat + row.seatCount - 2)));
        }
    }

    [[nodiscard]] PointMm middleOf(const SeatGeometry::SectionInfo &section) const
    {
        qint64 x = 0;
        qint64 y = 0;
        for (qint32 i = section.firstSeat; i < section.firstSeat + section.seatCount; ++i) {
            x += geometry.xs()[size_t(i)];
            y += geometry.ys()[size_t(i)];
        }
        const qint64 count = std::max(section.seatCount, 1);
        const PointMm mean{qint32(x / count), qint32(y / count)};
        // The mean of a curved section may lie on the pitch: take its nearest seat then.
        if (section.seatCount == 0 || contains(section.outline, mean))
            return mean;
        PointMm nearest = mean;
        double best = std::numeric_limits<double>::max();
        for (qint32 i = section.firstSeat; i < section.firstSeat + section.seatCount; ++i) {
            const PointMm seat = geometry.position(SeatIndex(i));
            const double distance = std::hypot(seat.x - mean.x, seat.y - mean.y);
            if (distance < best) {
                best = distance;
                nearest = seat;
            }
        }
        return nearest;
    }

    [[nodiscard]] qint32 mainCategoryOf(const SeatGeometry::SectionInfo &section) const
    {
        std::array<qint32, 256> counts{};
        for (qint32 i = section.firstSeat; i < section.firstSeat + section.seatCount; ++i)
            ++counts[geometry.categoryIndices()[size_t(i)]];
        return qint32(std::ranges::max_element(counts) - counts.begin());
    }

    /// Whether \a place touches the ground of any section: a name there would seem to be its name.
    [[nodiscard]] bool isOnASection(const RectMm &place) const
    {
        const PointMm middle{(place.left + place.right) / 2, (place.top + place.bottom) / 2};
        const std::array<PointMm, 7> probes{PointMm{place.left, place.top},
                                            {place.right, place.top},
                                            {place.left, place.bottom},
                                            {place.right, place.bottom},
                                            middle,
                                            {place.left, middle.y},
                                            {place.right, middle.y}};
        return std::ranges::any_of(
            geometry.sections(), [&](const SeatGeometry::SectionInfo &other) {
                return intersects(other.bounds, place) &&
                       std::ranges::any_of(probes,
                                           [&](PointMm p) { return contains(other.outline, p); });
            });
    }

    /// Whether the seats around \a center are the section's own: else its name misleads.
    [[nodiscard]] bool isNearestTo(PointMm center, const SeatGeometry::SectionInfo &section,
                                   qint32 width) const
    {
        const auto seat = geometry.seatNear(center, width + geometry.seatDiameter() * 4);
        return seat && seat->value() >= section.firstSeat &&
               seat->value() < section.firstSeat + section.seatCount;
    }

    [[nodiscard]] std::optional<RectMm> placeBeside(const SeatGeometry::SectionInfo &section)
    {
        if (section.name.isEmpty() || section.seatCount == 0)
            return std::nullopt;
        const RectMm box = section.bounds;
        const qint32 height = labels.nameHeight;
        const qint32 width = qint32(height * (0.6 + 0.62 * double(section.name.size())));
        const qint32 gap = geometry.seatDiameter();
        const PointMm middle{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
        // Above and below first, the side away from the stage before the other.
        const bool stageAbove = geometry.focalPoint().y < middle.y;
        const PointMm above{middle.x, box.top - gap - height / 2};
        const PointMm below{middle.x, box.bottom + gap + height / 2};
        const std::array<PointMm, 4> candidates{stageAbove ? below : above,
                                                stageAbove ? above : below,
                                                {box.left - gap - width / 2, middle.y},
                                                {box.right + gap + width / 2, middle.y}};
        for (const PointMm &center : candidates) {
            const RectMm place = around(center, width, height);
            if (isFree(place, geometry.seatDiameter() / 2) && !isOnASection(place) &&
                isNearestTo(center, section, width)) {
                written.take(place);
                return place;
            }
        }
        return std::nullopt;
    }
};

} // namespace

MapLabels placeLabels(const SeatGeometry &geometry)
{
    Labeller labeller(geometry);
    labeller.placeRowLetters();
    for (const SeatGeometry::SectionInfo &section : geometry.sections()) {
        labeller.labels.sections.push_back({labeller.middleOf(section),
                                            labeller.placeBeside(section),
                                            labeller.mainCategoryOf(section)});
    }
    labeller.measure();
    return std::move(labeller.labels);
}

PointMm middleInside(const QList<PointMm> &outline)
{
    const RectMm box = boundsOf(outline);
    const PointMm middle{box.left / 2 + box.right / 2, box.top / 2 + box.bottom / 2};
    std::vector<double> crossings;
    for (qsizetype i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const PointMm a = outline[i];
        const PointMm b = outline[j];
        if ((a.x > middle.x) != (b.x > middle.x))
            crossings.push_back(a.y + double(b.y - a.y) * (middle.x - a.x) / double(b.x - a.x));
    }
    std::ranges::sort(crossings);
    PointMm best = middle;
    double longest = 0;
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
        if (crossings[i + 1] - crossings[i] > longest) {
            longest = crossings[i + 1] - crossings[i];
            best.y = qint32((crossings[i] + crossings[i + 1]) / 2);
        }
    }
    return best;
}

QList<PointMm> roundedOutline(const QList<PointMm> &outline, double radius)
{
    if (outline.size() < 3)
        return outline;
    constexpr double gentleBend = 0.9; // cosine of 25 degrees
    constexpr int pieces = 5;
    QList<PointMm> rounded;
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const PointMm before = outline[(i + outline.size() - 1) % outline.size()];
        const PointMm corner = outline[i];
        const PointMm after = outline[(i + 1) % outline.size()];
        const double in = std::hypot(corner.x - before.x, corner.y - before.y);
        const double out = std::hypot(after.x - corner.x, after.y - corner.y);
        if (in < 1 || out < 1)
            continue;
        const double bend = ((corner.x - before.x) * double(after.x - corner.x) +
                             (corner.y - before.y) * double(after.y - corner.y)) /
                            (in * out);
        if (bend > gentleBend) {
            rounded.append(corner);
            continue;
        }
        const double cut = std::min({radius, in * 0.45, out * 0.45});
        const double fromX = corner.x - (corner.x - before.x) * cut / in;
        const double fromY = corner.y - (corner.y - before.y) * cut / in;
        const double toX = corner.x + (after.x - corner.x) * cut / out;
        const double toY = corner.y + (after.y - corner.y) * cut / out;
        for (int piece = 0; piece <= pieces; ++piece) {
            const double t = double(piece) / pieces;
            const double u = 1 - t;
            rounded.append(
                {qint32(std::lround(u * u * fromX + 2 * u * t * corner.x + t * t * toX)),
                 qint32(std::lround(u * u * fromY + 2 * u * t * corner.y + t * t * toY))});
        }
    }
    return rounded;
}

RectMm boundsOf(const QList<PointMm> &points)
{
    if (points.isEmpty())
        return {};
    RectMm box{points.first().x, points.first().y, points.first().x + 1, points.first().y + 1};
    for (const PointMm &point : points) {
        box = {std::min(box.left, point.x), std::min(box.top, point.y),
               std::max(box.right, point.x + 1), std::max(box.bottom, point.y + 1)};
    }
    return box;
}

bool intersects(const RectMm &a, const RectMm &b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

RectMm grown(const RectMm &rect, qint32 by)
{
    return {rect.left - by, rect.top - by, rect.right + by, rect.bottom + by};
}

bool contains(const QList<PointMm> &outline, PointMm point)
{
    bool inside = false;
    for (qsizetype i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const PointMm a = outline[i];
        const PointMm b = outline[j];
        if ((a.y > point.y) != (b.y > point.y) &&
            point.x < double(b.x - a.x) * (point.y - a.y) / double(b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

} // namespace foyer
