#include "models/seatmap/pretixshapes.h"

#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatmapnames.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double usualTextUnits = 16;

bool isStageName(const QString &text)
{
    static constexpr QStringView names[] = {u"stage", u"сцена",     u"bühne",  u"scène",
                                            u"scena", u"escenario", u"podium", u"palco"};
    const QString lower = text.toLower();
    return std::ranges::any_of(names, [&](QStringView name) { return lower.contains(name); });
}

/// Reads one area; corners are in plan units, already turned.
class AreaReader final
{
public:
    AreaReader(const PlanZone &zone, qsizetype number, double mmPerUnit, FindingList &findings)
        : m_zone(zone)
        , m_object(zone.areas.at(number))
        , m_mmPerUnit(mmPerUnit)
        , m_findings(findings)
        , m_place(zonePlace(zone.name) + u", area %1"_s.arg(number + 1))
    {}
    [[nodiscard]] QList<Shape> shapes();

private:
    double size(QStringView shape, QStringView key);
    [[nodiscard]] PointMm turned(double dx, double dy) const;
    std::optional<Shape> outline();
    std::optional<Shape> label() const;
    void noteUnknown();

    const PlanZone &m_zone;
    const QJsonObject m_object;
    double m_mmPerUnit;
    FindingList &m_findings;
    QString m_place;
    PlanPoint m_at;
    double m_rotation = 0; ///< degrees
};

double AreaReader::size(QStringView shape, QStringView key)
{
    const std::optional<double> read = planNumber(m_object.value(shape).toObject(), key);
    if (!read || *read <= 0 || *read * m_mmPerUnit > farthestMm) {
        m_findings.add(ImportSeverity::Repaired, m_place + u", "_s + key.toString(),
                       u"It is missing or out of range and was taken as 0."_s);
        return 0;
    }
    if (*read != std::floor(*read))
        m_findings.add(ImportSeverity::Repaired, m_place + u", "_s + key.toString(),
                       u"It is %2, which is not a whole number; it was taken as it is."_s.replace(
                           "%2"_L1, QString::number(*read, 'g', 10)));
    return *read;
}

PointMm AreaReader::turned(double dx, double dy) const
{
    const double angle = m_rotation * std::numbers::pi / 180;
    const double x = m_zone.at.x + m_at.x + dx * std::cos(angle) - dy * std::sin(angle);
    const double y = m_zone.at.y + m_at.y + dx * std::sin(angle) + dy * std::cos(angle);
    const auto mm = [this](double units) {
        return qint32(
            std::lround(std::clamp(units * m_mmPerUnit, -double(farthestMm), double(farthestMm))));
    };
    return {mm(x), mm(y)};
}

std::optional<Shape> AreaReader::outline()
{
    const QString kind = m_object.value("shape"_L1).toString();
    Shape shape;
    shape.color = colorFromName(m_object.value("color"_L1).toString()).value_or(themeColor);
    if (kind == "rectangle"_L1) {
        const double width = size(u"rectangle", u"width");
        const double height = size(u"rectangle", u"height");
        shape.kind = m_rotation == 0 ? ShapeKind::Rectangle : ShapeKind::Polygon;
        shape.points = {turned(0, 0), turned(width, 0), turned(width, height), turned(0, height)};
    } else if (kind == "polygon"_L1) {
        const QJsonArray points =
            m_object.value("polygon"_L1).toObject().value("points"_L1).toArray();
        shape.kind = ShapeKind::Polygon;
        for (const QJsonValue point : points) {
            const QJsonObject wrapped{{u"at"_s, point}};
            if (const std::optional<PlanPoint> at = planPoint(wrapped, u"at"))
                shape.points.append(turned(at->x, at->y));
        }
    } else if (kind == "ellipse"_L1 || kind == "circle"_L1) {
        const bool isCircle = kind == "circle"_L1;
        const PlanPoint axes =
            planPoint(m_object.value("ellipse"_L1).toObject(), u"radius").value_or(PlanPoint());
        const double x = isCircle ? size(u"circle", u"radius") : axes.x;
        const double y = isCircle ? x : axes.y;
        shape.kind = ShapeKind::Ellipse;
        shape.rotation = qint32(std::lround(m_rotation));
        m_rotation = 0; // the ellipse keeps it; its box is not turned
        shape.points = {turned(-x, -y), turned(x, y)};
    } else {
        if (kind != "text"_L1)
            m_findings.add(ImportSeverity::Dropped, m_place,
                           u"Its shape is not known, it was left out."_s);
        return std::nullopt;
    }
    if (shape.points.size() < 2)
        return std::nullopt;
    return shape;
}

std::optional<Shape> AreaReader::label() const
{
    const QJsonObject object = m_object.value("text"_L1).toObject();
    const QString text = object.value("text"_L1).toString().trimmed().left(longestMapText);
    const PlanPoint at = planPoint(object, u"position").value_or(PlanPoint());
    if (text.isEmpty())
        return std::nullopt;
    const double units = planNumber(object, u"size").value_or(usualTextUnits);
    Shape shape;
    shape.kind = ShapeKind::Text;
    shape.text = text;
    shape.textSize = qint32(std::clamp(units * m_mmPerUnit, 1.0, 100'000.0));
    shape.points = {turned(at.x, at.y)};
    return shape;
}

void AreaReader::noteUnknown()
{
    static constexpr QStringView known[] = {u"color",   u"border_color", u"rotation", u"position",
                                            u"uuid",    u"shape",        u"polygon",  u"rectangle",
                                            u"ellipse", u"circle",       u"text"};
    for (auto field = m_object.constBegin(); field != m_object.constEnd(); ++field) {
        if (std::ranges::find(known, QStringView(field.key())) == std::end(known))
            m_findings.add(ImportSeverity::Note, u"Areas"_s,
                           u"The field \"%2\" is not known and was left out (%1 times)."_s.replace(
                               "%2"_L1, field.key().left(longestMapText)));
    }
}

QList<Shape> AreaReader::shapes()
{
    noteUnknown();
    m_at = planPoint(m_object, u"position").value_or(PlanPoint());
    const double turn = planNumber(m_object, u"rotation").value_or(0);
    m_rotation = std::fmod(turn, 360);
    const std::optional<Shape> text = label();
    std::optional<Shape> drawn = outline();
    QList<Shape> made;
    if (drawn && text && isStageName(text->text) && drawn->kind != ShapeKind::Ellipse) {
        drawn->kind = ShapeKind::Stage;
        drawn->text = text->text;
        drawn->textSize = text->textSize;
        return {*drawn};
    }
    if (drawn)
        made.append(*drawn);
    if (text)
        made.append(*text);
    return made;
}

} // namespace

QList<Shape> pretixShapes(const PlanZone &zone, double mmPerUnit, FindingList &findings)
{
    QList<Shape> shapes;
    for (qsizetype i = 0; i < zone.areas.size(); ++i)
        shapes += AreaReader(zone, i, mmPerUnit, findings).shapes();
    return shapes;
}

} // namespace foyer
