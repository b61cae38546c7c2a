#include "models/seatmap/generators.h"

#include "models/domain/invariant.h"
#include "models/seatmap/seatids.h"
#include "models/seatmap/seatmapformat.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double degree = std::numbers::pi / 180;

Seat seatOf(const RowStyle &style, const QString &label, qint32 place, PointMm at)
{
    Seat seat;
    seat.number = QString::number(style.numbering.first + place * style.numbering.step);
    seat.id = derivedId<SeatId>(style.idSpace, u"%1%2/%3"_s.arg(style.path, label, seat.number));
    seat.position = at;
    seat.category = style.category;
    return seat;
}

void markAisleEnds(Row &row)
{
    if (row.seats.isEmpty())
        return;
    row.seats.front().attributes |= SeatAttribute::Aisle;
    row.seats.back().attributes |= SeatAttribute::Aisle;
}

/// Adds wedge after wedge of one tier until the arena has its seats.
class BowlBuilder final
{
public:
    explicit BowlBuilder(const BowlArena &arena)
        : m_arena(arena)
        , m_left(arena.seats)
    {}
    [[nodiscard]] SeatMap map();

private:
    [[nodiscard]] Level tier(qint32 number);
    void addCategories();

    BowlArena m_arena;
    SeatMap m_map;
    qint32 m_left;
    PointMm m_center;
    QUuid m_idSpace = QUuid(u"0b7b6b0e-6d0e-5a55-9a39-3f6d0c9d6a01"_s);
};

constexpr double pitchRadiusMm = 45'000;
constexpr double bowlRowDepthMm = 800;
constexpr double walkwayMm = 3'000;
constexpr double aisleMm = 1'200;

void BowlBuilder::addCategories()
{
    static constexpr quint32 colors[] = {0xC0504D, 0xE0A030, 0x4C9F70, 0x3B7DB8, 0x7E62A8};
    for (int i = 0; i < 5; ++i) {
        const QString name = u"Category %1"_s.arg(i + 1);
        m_map.categories.append({derivedId<CategoryId>(m_idSpace, name), name, colors[i]});
    }
}

Level BowlBuilder::tier(qint32 number)
{
    const double inner =
        pitchRadiusMm + number * (m_arena.rowsPerTier * bowlRowDepthMm + walkwayMm);
    const double wedgeAngle = 360.0 / m_arena.wedges;
    Level level{.name = u"Tier %1"_s.arg(number + 1)};
    for (qint32 wedge = 0; wedge < m_arena.wedges && m_left > 0; ++wedge) {
        const QString name = QString::number((number + 1) * 100 + wedge + 1);
        RowStyle style{.idSpace = m_idSpace, .path = name + u'/'};
        style.category = m_map.categories.at(std::min(number, 4)).id;
        ArcTier rows;
        rows.firstRow = {m_center, inner, wedge * wedgeAngle, (wedge + 1) * wedgeAngle};
        rows.rows = m_arena.rowsPerTier;
        rows.rowDepth = bowlRowDepthMm;
        rows.sideGap = aisleMm / 2;
        rows.firstLabel = u"1"_s;
        Section section = arcTier(style, name, rows);
        for (Row &row : section.rows) {
            row.seats.resize(std::min<qsizetype>(row.seats.size(), m_left));
            m_left -= qint32(row.seats.size());
        }
        section.rows.removeIf([](const Row &row) { return row.seats.isEmpty(); });
        level.sections.append(section);
    }
    return level;
}

SeatMap BowlBuilder::map()
{
    m_map.name = m_arena.name;
    addCategories();
    for (qint32 number = 0; m_left > 0; ++number) {
        m_map.levels.append(tier(number));
        if (number > 0)
            continue;
        Shape pitch{.kind = ShapeKind::Stage, .text = u"Pitch"_s, .textSize = 6'000};
        pitch.points = {{-34'000, -22'000}, {34'000, -22'000}, {34'000, 22'000}, {-34'000, 22'000}};
        m_map.levels.back().shapes.append(pitch);
    }
    return std::move(m_map);
}

} // namespace

PointMm polarPoint(PointMm center, double radius, double angle)
{
    return {center.x + qint32(std::lround(radius * std::cos(angle * degree))),
            center.y + qint32(std::lround(radius * std::sin(angle * degree)))};
}

Row straightRow(const RowStyle &style, const QString &label, PointMm start, double angle,
                qint32 count)
{
    Row row{.label = label};
    for (qint32 place = 0; place < count; ++place)
        row.seats.append(
            seatOf(style, label, place, polarPoint(start, double(style.pitch) * place, angle)));
    markAisleEnds(row);
    return row;
}

Row arcRow(const RowStyle &style, const QString &label, const ArcRow &arc)
{
    Row row{.label = label};
    const double sweep = std::abs(arc.toAngle - arc.fromAngle) * degree;
    const auto count = qint32(sweep * arc.radius / style.pitch);
    if (count < 1)
        return row;
    const double stepAngle = (arc.toAngle - arc.fromAngle) / count;
    for (qint32 place = 0; place < count; ++place) {
        const double angle = arc.fromAngle + stepAngle * (place + 0.5);
        row.seats.append(seatOf(style, label, place, polarPoint(arc.center, arc.radius, angle)));
    }
    markAisleEnds(row);
    return row;
}

Section arcTier(const RowStyle &style, const QString &name, const ArcTier &tier)
{
    Section section{.name = name};
    QString label = tier.firstLabel;
    for (qint32 number = 0; number < tier.rows; ++number) {
        ArcRow arc = tier.firstRow;
        arc.radius += number * tier.rowDepth;
        const double gap =
            std::copysign(tier.sideGap / arc.radius / degree, arc.toAngle - arc.fromAngle);
        arc.fromAngle += gap;
        arc.toAngle -= gap;
        Row row = arcRow(style, label, arc);
        if (!row.seats.isEmpty())
            section.rows.append(row);
        label = nextRowLabel(label);
    }
    return section;
}

QString nextRowLabel(const QString &label)
{
    bool isNumber = false;
    const int number = label.toInt(&isNumber);
    if (isNumber)
        return QString::number(number + 1);
    QString next = label;
    for (qsizetype i = next.size() - 1; i >= 0; --i) {
        if (next.at(i) != u'Z') {
            QChar letter(char16_t(next.at(i).unicode() + 1));
            if (letter == u'I' || letter == u'O')
                letter = QChar(char16_t(letter.unicode() + 1));
            next[i] = letter;
            return next;
        }
        next[i] = u'A';
    }
    return u'A' + next;
}

SeatMap bowlArena(const BowlArena &arena)
{
    FOYER_INVARIANT(arena.seats > 0 && arena.seats <= mostSeatsInMap,
                    "an arena is as large as a map may be");
    FOYER_INVARIANT(arena.wedges > 0 && arena.wedges < 100 && arena.rowsPerTier > 0,
                    "an arena has wedges and rows");
    return BowlBuilder(arena).map();
}

QList<PointMm> ringOutline(PointMm center, double innerRadius, double outerRadius, double fromAngle,
                           double toAngle, int steps)
{
    QList<PointMm> outline;
    const double stepAngle = (toAngle - fromAngle) / steps;
    for (int i = 0; i <= steps; ++i)
        outline.append(polarPoint(center, outerRadius, fromAngle + i * stepAngle));
    for (int i = steps; i >= 0; --i)
        outline.append(polarPoint(center, innerRadius, fromAngle + i * stepAngle));
    return outline;
}

} // namespace foyer
