#include "models/seatmap/pretixplan.h"

#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatmapformat.h"
#include "models/seatmap/seatmapnames.h"

#include <QJsonDocument>
#include <QSet>

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostFindings = 1000;

class PlanReader final
{
public:
    explicit PlanReader(FindingList &findings)
        : m_findings(findings)
    {}
    [[nodiscard]] Result<PretixPlan> plan(const QJsonObject &object);

private:
    void category(const QJsonValue &value);
    bool zone(const QJsonValue &value, qsizetype number);
    bool row(const QJsonValue &value, qsizetype number);
    void seat(const QJsonValue &value, const QString &place, PlanPoint origin, PlanRow &row);
    QString text(const QJsonObject &object, QStringView key, const QString &place);
    PlanPoint origin(const QJsonObject &object, const QString &place, bool isRequired);
    void noteUnknown(const QJsonObject &object, const QSet<QString> &known, const QString &what);

    FindingList &m_findings;
    PretixPlan m_plan;
    qint32 m_seats = 0;
};

void PlanReader::noteUnknown(const QJsonObject &object, const QSet<QString> &known,
                             const QString &what)
{
    for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
        if (known.contains(field.key()))
            continue;
        m_findings.add(ImportSeverity::Note, what,
                       u"The field \"%2\" is not known and was left out (%1 times)."_s.replace(
                           "%2"_L1, field.key().left(longestMapText)));
    }
}

QString PlanReader::text(const QJsonObject &object, QStringView key, const QString &place)
{
    const QJsonValue value = object.value(key);
    QString read = value.toString();
    if (value.isDouble()) {
        read = QString::number(value.toDouble());
        m_findings.add(ImportSeverity::Repaired, place,
                       u"%1 is a number, it was taken as text."_s.arg(key));
    } else if (!value.isString()) {
        m_findings.add(ImportSeverity::Repaired, place,
                       u"%1 is missing, it was left empty."_s.arg(key));
    }
    if (read.size() > longestMapText) {
        m_findings.add(ImportSeverity::Repaired, place, u"%1 is too long, it was cut."_s.arg(key));
        read.truncate(longestMapText);
    }
    return read;
}

PlanPoint PlanReader::origin(const QJsonObject &object, const QString &place, bool isRequired)
{
    const std::optional<PlanPoint> read = planPoint(object, u"position");
    if (!read && (isRequired || object.contains(u"position")))
        m_findings.add(ImportSeverity::Repaired, place,
                       u"It has no position and was put at 0, 0."_s);
    return read.value_or(PlanPoint());
}

void PlanReader::category(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QString place = u"Category %1"_s.arg(m_plan.categories.size() + 1);
    noteUnknown(object, {u"name"_s, u"color"_s}, u"Categories"_s);
    PlanCategory category{.name = text(object, u"name", place)};
    const QString color = object.value("color"_L1).toString();
    const std::optional<quint32> read = colorFromName(color);
    if (!color.isEmpty() && !read)
        m_findings.add(ImportSeverity::Repaired, place,
                       u"Its colour cannot be read, grey was taken."_s);
    category.color = read.value_or(category.color);
    m_plan.categories.append(category);
}

void PlanReader::seat(const QJsonValue &value, const QString &place, PlanPoint origin, PlanRow &row)
{
    const QJsonObject object = value.toObject();
    static const QSet<QString> known{u"seat_guid"_s,       u"seat_number"_s, u"uuid"_s,
                                     u"start_direction"_s, u"radius"_s,      u"position"_s,
                                     u"category"_s};
    noteUnknown(object, known, u"Seats"_s);
    const std::optional<PlanPoint> at = planPoint(object, u"position");
    if (!at) {
        m_findings.add(ImportSeverity::Dropped, place,
                       u"%1 seat(s) without a position were left out."_s);
        return;
    }
    PlanSeat seat;
    seat.number = text(object, u"seat_number", place);
    seat.guid = text(object, u"seat_guid", place);
    seat.category = text(object, u"category", place);
    seat.at = {origin.x + at->x, origin.y + at->y};
    row.seats.append(seat);
    ++m_seats;
}

bool PlanReader::row(const QJsonValue &value, qsizetype number)
{
    PlanZone &zone = m_plan.zones.back();
    const QJsonObject object = value.toObject();
    static const QSet<QString> known{u"row_number"_s, u"row_label"_s, u"seat_label"_s,
                                     u"uuid"_s,       u"seats"_s,     u"row_number_position"_s,
                                     u"position"_s};
    noteUnknown(object, known, u"Rows"_s);
    const QString unnamed = zonePlace(zone.name) + u", row %1 of the list"_s.arg(number);
    PlanRow row{.label = text(object, u"row_number", unnamed)};
    const QString place = zonePlace(zone.name) + u", row %1"_s.arg(row.label);
    const PlanPoint own = origin(object, place, true);
    const QJsonArray seats = object.value("seats"_L1).toArray();
    for (const QJsonValue each : seats)
        seat(each, place, {zone.at.x + own.x, zone.at.y + own.y}, row);
    if (row.seats.isEmpty())
        m_findings.add(ImportSeverity::Dropped, place, u"The row has no seat and was left out."_s);
    else
        zone.rows.append(row);
    return m_seats <= mostSeatsInMap;
}

bool PlanReader::zone(const QJsonValue &value, qsizetype number)
{
    const QJsonObject object = value.toObject();
    static const QSet<QString> known{u"name"_s,     u"zone_id"_s, u"uuid"_s,
                                     u"position"_s, u"rows"_s,    u"areas"_s};
    noteUnknown(object, known, u"Zones"_s);
    PlanZone zone;
    zone.name = object.value("name"_L1).toString().left(longestMapText);
    if (zone.name.isEmpty()) {
        zone.name = u"Zone %1"_s.arg(number);
        m_findings.add(ImportSeverity::Repaired, zonePlace(zone.name),
                       u"It has no name and got this one."_s);
    }
    zone.at = origin(object, zonePlace(zone.name), true);
    const QJsonArray areas = object.value("areas"_L1).toArray();
    for (const QJsonValue area : areas)
        zone.areas.append(area.toObject());
    m_plan.zones.append(zone);
    const QJsonArray rows = object.value("rows"_L1).toArray();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (!row(rows.at(i), i + 1))
            return false;
    }
    return true;
}

Result<PretixPlan> PlanReader::plan(const QJsonObject &object)
{
    const QJsonValue zones = object.value("zones"_L1);
    if (!zones.isArray())
        return std::unexpected(
            refusal(RefusalCode::Malformed,
                    u"This is not a pretix seating plan: it has no list of zones."_s));
    noteUnknown(object, {u"name"_s, u"zones"_s, u"categories"_s, u"size"_s}, u"Plan"_s);
    m_plan.name = object.value("name"_L1).toString().left(longestMapText);
    const QJsonArray categories = object.value("categories"_L1).toArray();
    for (const QJsonValue each : categories)
        category(each);
    const QJsonArray list = zones.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!zone(list.at(i), i + 1))
            return std::unexpected(refusal(
                RefusalCode::TooLarge, u"The plan has more than %1 seats."_s.arg(mostSeatsInMap)));
    }
    if (m_seats == 0)
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"The plan has no seat that can be read."_s));
    return std::move(m_plan);
}

} // namespace

void FindingList::add(ImportSeverity severity, const QString &place, const QString &text)
{
    const QString key = place + QChar(0x1f) + text;
    const auto known = m_byText.constFind(key);
    if (known != m_byText.constEnd()) {
        ++m_findings[*known].times;
        return;
    }
    m_byText.insert(key, m_findings.size());
    m_findings.append({{severity, place, text}, 1});
}

QList<ImportFinding> FindingList::gathered() const
{
    QList<ImportFinding> all;
    const bool isCut = m_findings.size() > mostFindings;
    for (const Counted &counted : m_findings.first(isCut ? mostFindings - 1 : m_findings.size())) {
        ImportFinding finding = counted.finding;
        finding.text.replace("%1"_L1, QString::number(counted.times));
        all.append(finding);
    }
    if (isCut)
        all.append(
            {ImportSeverity::Note, u"Plan"_s,
             u"%1 more findings are not listed."_s.arg(m_findings.size() - mostFindings + 1)});
    return all;
}

std::optional<double> planNumber(const QJsonObject &object, QStringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isDouble() || !std::isfinite(value.toDouble()))
        return std::nullopt;
    return value.toDouble();
}

std::optional<PlanPoint> planPoint(const QJsonObject &object, QStringView key)
{
    const QJsonObject pair = object.value(key).toObject();
    const std::optional<double> x = planNumber(pair, u"x");
    const std::optional<double> y = planNumber(pair, u"y");
    return x && y ? std::optional(PlanPoint{*x, *y}) : std::nullopt;
}

QString zonePlace(const QString &zone)
{
    return u"Zone \"%1\""_s.arg(zone);
}

Result<PretixPlan> readPretixPlan(const QByteArray &json, FindingList &findings)
{
    if (json.size() > largestSeatMapBytes)
        return std::unexpected(
            refusal(RefusalCode::TooLarge,
                    u"The plan is larger than %1 MB."_s.arg(largestSeatMapBytes / 1024 / 1024)));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(refusal(
            RefusalCode::Malformed,
            u"The plan is not JSON: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset)));
    return PlanReader(findings).plan(document.object());
}

} // namespace foyer
