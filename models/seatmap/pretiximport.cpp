#include "models/seatmap/pretiximport.h"

#include "models/seatmap/jsonfields.h"
#include "models/seatmap/pretixplan.h"
#include "models/seatmap/pretixshapes.h"
#include "models/seatmap/seatids.h"
#include "models/seatmap/seatmapformat.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double neighbourDistanceMm = 550;
/// What the seats of a plan without neighbours are taken to be apart, in plan units.
constexpr double usualNeighbourUnits = 25;
/// Rows of one block are closer to each other than this.
constexpr double blockGapMm = 2500;

/// Dividing a zone compares each row with the rows before it.
constexpr qsizetype mostRowsToDivide = 5000;

/// Keeps names apart: the second "A" becomes "A (2)" or whatever the pattern says.
class UniqueNames final
{
public:
    explicit UniqueNames(const QString &pattern)
        : m_pattern(pattern)
    {}
    [[nodiscard]] QString unique(const QString &name)
    {
        QString candidate = name;
        int &turn = m_turns[name];
        while (m_taken.contains(candidate))
            candidate = m_pattern.arg(name).arg(++turn + 1);
        m_taken.insert(candidate);
        return candidate;
    }

private:
    QString m_pattern;
    QHash<QString, int> m_turns;
    QSet<QString> m_taken;
};

QUuid importNamespace()
{
    return QUuid(u"b1f2cf53-5c4d-5f7a-9c1e-0d1f3a6f2e11"_s);
}

struct Block
{
    QList<PlanRow> rows;
    QSet<QString> labels;     ///< row and number of every seat
    QList<PlanPoint> centers; ///< of the rows
};

QString seatKey(const PlanRow &row, const PlanSeat &seat)
{
    return row.label + QChar(0x1f) + seat.number;
}

PlanPoint centerOf(const PlanRow &row)
{
    PlanPoint sum;
    for (const PlanSeat &seat : row.seats)
        sum = {sum.x + seat.at.x, sum.y + seat.at.y};
    return {sum.x / double(row.seats.size()), sum.y / double(row.seats.size())};
}

double distanceTo(const Block &block, PlanPoint point)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (const PlanPoint center : block.centers)
        nearest = std::min(nearest, std::hypot(center.x - point.x, center.y - point.y));
    return nearest;
}

/// Turns a plan that has been read into a map.
class PlanImporter final
{
public:
    PlanImporter(PretixPlan plan, FindingList &findings, double unitsPerMeter);
    [[nodiscard]] Result<ImportedMap> imported();

private:
    [[nodiscard]] double medianNeighbourUnits() const;
    void addCategories();
    CategoryId categoryFor(const PlanSeat &seat, const QString &zone);
    /// False when the zone must be divided but has more rows than that is done for.
    [[nodiscard]] bool addZone(PlanZone &zone);
    void renumberWithinRows(PlanZone &zone);
    [[nodiscard]] QList<Block> blocksOf(const PlanZone &zone) const;
    void addSection(const QString &zone, const QString &name, const QList<PlanRow> &rows);
    std::optional<Seat> seatFor(const PlanSeat &seat, const QString &zone, const QString &row);
    [[nodiscard]] PointMm focalPoint() const;

    PretixPlan m_plan;
    FindingList &m_findings;
    double m_mmPerUnit = 1;
    QHash<QString, CategoryId> m_categoryIds;
    QHash<QString, qint32> m_guidUses;
    ImportedMap m_result;
    Level m_level;
};

PlanImporter::PlanImporter(PretixPlan plan, FindingList &findings, double unitsPerMeter)
    : m_plan(std::move(plan))
    , m_findings(findings)
{
    const double pitch = medianNeighbourUnits();
    m_mmPerUnit = unitsPerMeter > 0 ? 1000 / unitsPerMeter : neighbourDistanceMm / pitch;
    m_result.map.name = m_plan.name;
    m_result.map.seatDiameter = qint32(std::clamp(pitch * m_mmPerUnit * 0.84, 1.0, 1'000'000.0));
}

double PlanImporter::medianNeighbourUnits() const
{
    std::vector<double> distances;
    for (const PlanZone &zone : m_plan.zones) {
        for (const PlanRow &row : zone.rows) {
            for (qsizetype i = 1; i < row.seats.size(); ++i) {
                const PlanPoint a = row.seats.at(i - 1).at;
                const PlanPoint b = row.seats.at(i).at;
                if (const double apart = std::hypot(a.x - b.x, a.y - b.y);
                    apart > 1e-6 && apart < 1e9)
                    distances.push_back(apart);
            }
        }
    }
    if (distances.empty())
        return usualNeighbourUnits;
    const auto middle = distances.begin() + qsizetype(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

void PlanImporter::addCategories()
{
    for (const PlanCategory &category : std::as_const(m_plan.categories)) {
        if (m_categoryIds.contains(category.name) || category.name.trimmed().isEmpty()) {
            m_findings.add(ImportSeverity::Dropped, u"Categories"_s,
                           u"%1 categories without a name or listed twice were left out."_s);
            continue;
        }
        const CategoryId id =
            derivedId<CategoryId>(importNamespace(), u"category/"_s + category.name);
        m_categoryIds.insert(category.name, id);
        m_result.map.categories.append({id, category.name, category.color});
    }
}

CategoryId PlanImporter::categoryFor(const PlanSeat &seat, const QString &zone)
{
    const QString name = seat.category.trimmed().isEmpty() ? u"Without category"_s : seat.category;
    if (const auto known = m_categoryIds.constFind(name); known != m_categoryIds.constEnd())
        return *known;
    const CategoryId id = derivedId<CategoryId>(importNamespace(), u"category/"_s + name);
    m_categoryIds.insert(name, id);
    m_result.map.categories.append({.id = id, .name = name});
    m_findings.add(ImportSeverity::Repaired, zonePlace(zone),
                   u"The category \"%1\" is not in the list and was added."_s.arg(name));
    return id;
}

std::optional<Seat> PlanImporter::seatFor(const PlanSeat &seat, const QString &zone,
                                          const QString &row)
{
    const double x = std::round(seat.at.x * m_mmPerUnit);
    const double y = std::round(seat.at.y * m_mmPerUnit);
    if (std::abs(x) > farthestMm || std::abs(y) > farthestMm) {
        m_findings.add(ImportSeverity::Dropped, zonePlace(zone) + u", row %1"_s.arg(row),
                       u"%1 seat(s) beyond 10 km were left out."_s);
        return std::nullopt;
    }
    // A seat without a guid is known by where it is; a guid that comes again by its turn.
    const QString guid = seat.guid.isEmpty() ? zone + u'/' + row + u'/' + seat.number : seat.guid;
    const qint32 uses = ++m_guidUses[guid];
    if (uses > 1)
        m_findings.add(
            ImportSeverity::Repaired, zonePlace(zone),
            u"%1 seat(s) had the seat_guid of another seat and got an id of their own."_s);
    Seat made;
    made.id = derivedId<SeatId>(importNamespace(), uses == 1 ? u"seat/"_s + guid
                                                             : u"seat/%1#%2"_s.arg(guid).arg(uses));
    made.number = seat.number;
    made.position = {qint32(x), qint32(y)};
    made.category = categoryFor(seat, zone);
    return made;
}

void PlanImporter::addSection(const QString &zone, const QString &name, const QList<PlanRow> &rows)
{
    Section section{.name = name};
    for (const PlanRow &planRow : rows) {
        Row row{.label = planRow.label};
        for (const PlanSeat &seat : planRow.seats) {
            if (const std::optional<Seat> made = seatFor(seat, zone, planRow.label))
                row.seats.append(*made);
        }
        if (row.seats.isEmpty())
            continue;
        m_result.report.seats += qint32(row.seats.size());
        ++m_result.report.rows;
        section.rows.append(row);
    }
    if (!section.rows.isEmpty())
        m_level.sections.append(section);
}

void PlanImporter::renumberWithinRows(PlanZone &zone)
{
    for (PlanRow &row : zone.rows) {
        UniqueNames taken(u"%1/%2"_s);
        for (PlanSeat &seat : row.seats) {
            const QString number = seat.number;
            seat.number = taken.unique(number);
            if (seat.number != number)
                m_findings.add(ImportSeverity::Repaired,
                               zonePlace(zone.name) + u", row %1"_s.arg(row.label),
                               u"Seat number \"%1\" is there twice, one became \"%2\"."_s.arg(
                                   number, seat.number));
        }
    }
}

/// The rows of a zone, in groups in which no row and number comes twice. A row joins the nearest
/// group that has room for its numbers; one that is near to none begins a new group.
QList<Block> PlanImporter::blocksOf(const PlanZone &zone) const
{
    QList<Block> blocks;
    for (const PlanRow &row : zone.rows) {
        const PlanPoint center = centerOf(row);
        const auto hasRoom = [&row](const Block &block) {
            return std::ranges::none_of(row.seats, [&](const PlanSeat &seat) {
                return block.labels.contains(seatKey(row, seat));
            });
        };
        Block *best = nullptr;
        double nearest = blockGapMm / m_mmPerUnit;
        for (Block &block : blocks) {
            const double apart = distanceTo(block, center);
            if (apart <= nearest && hasRoom(block)) {
                nearest = apart;
                best = &block;
            }
        }
        if (!best) {
            blocks.append(Block());
            best = &blocks.back();
        }
        best->rows.append(row);
        best->centers.append(center);
        for (const PlanSeat &seat : row.seats)
            best->labels.insert(seatKey(row, seat));
    }
    return blocks;
}

bool PlanImporter::addZone(PlanZone &zone)
{
    renumberWithinRows(zone);
    qsizetype seats = 0;
    QSet<QString> labels;
    for (const PlanRow &row : std::as_const(zone.rows)) {
        seats += row.seats.size();
        for (const PlanSeat &seat : row.seats)
            labels.insert(seatKey(row, seat));
    }
    if (labels.size() == seats) {
        addSection(zone.name, zone.name, zone.rows);
        return true;
    }
    if (zone.rows.size() > mostRowsToDivide)
        return false;
    const QList<Block> blocks = blocksOf(zone);
    m_findings.add(
        ImportSeverity::Repaired, zonePlace(zone.name),
        u"%1 seats share row and number with another seat; the zone was divided into %2 blocks."_s
            .arg(seats - labels.size())
            .arg(blocks.size()));
    for (qsizetype i = 0; i < blocks.size(); ++i)
        addSection(zone.name, u"%1, block %2"_s.arg(zone.name).arg(i + 1), blocks.at(i).rows);
    return true;
}

PointMm PlanImporter::focalPoint() const
{
    const auto middle = [](const QList<PointMm> &points) {
        qint64 x = 0;
        qint64 y = 0;
        for (const PointMm point : points) {
            x += point.x;
            y += point.y;
        }
        const auto count = qint64(std::max<qsizetype>(points.size(), 1));
        return PointMm{qint32(x / count), qint32(y / count)};
    };
    for (const Shape &shape : m_level.shapes) {
        if (shape.kind == ShapeKind::Stage)
            return middle(shape.points);
    }
    for (const Shape &shape : m_level.shapes) {
        if (shape.kind != ShapeKind::Text && shape.kind != ShapeKind::Line)
            return middle(shape.points);
    }
    QList<PointMm> seats;
    for (const Section &section : m_level.sections) {
        for (const Row &row : section.rows) {
            for (const Seat &seat : row.seats)
                seats.append(seat.position);
        }
    }
    return middle(seats);
}

Result<ImportedMap> PlanImporter::imported()
{
    addCategories();
    ImportReport &report = m_result.report;
    report.zones = qint32(m_plan.zones.size());
    const QList<PlanZone> zones = std::exchange(m_plan.zones, {});
    UniqueNames names(u"%1 (%2)"_s);
    for (PlanZone zone : zones) {
        m_level.shapes += pretixShapes(zone, m_mmPerUnit, m_findings);
        const QString name = zone.name;
        zone.name = names.unique(name);
        if (zone.name != name)
            m_findings.add(ImportSeverity::Repaired, zonePlace(zone.name),
                           u"Another zone has the same name; this one was renamed."_s);
        if (!addZone(zone))
            return std::unexpected(refusal(
                RefusalCode::TooLarge,
                u"%1 repeats its seat numbers over more than %2 rows."_s.arg(zonePlace(zone.name))
                    .arg(mostRowsToDivide)));
    }
    m_result.map.focalPoint = focalPoint();
    report.shapes = qint32(m_level.shapes.size());
    m_result.map.levels.append(m_level);
    report.categories = qint32(m_result.map.categories.size());
    report.findings = m_findings.gathered();
    if (const Result<void> valid = checked(m_result.map); !valid)
        return std::unexpected(valid.error());
    return std::move(m_result);
}

} // namespace

Result<ImportedMap> importPretixPlan(const QByteArray &json, double unitsPerMeter)
{
    FindingList findings;
    Result<PretixPlan> plan = readPretixPlan(json, findings);
    if (!plan)
        return std::unexpected(plan.error());
    return PlanImporter(std::move(*plan), findings, unitsPerMeter).imported();
}

} // namespace foyer
