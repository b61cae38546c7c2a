#include "models/seatmap/jsonfields.h"
#include "models/seatmap/seatmapformat.h"
#include "models/seatmap/seatmapnames.h"

#include <QJsonDocument>

#include <limits>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 largestSizeMm = 1'000'000; // of a table or text: 1 km

/// Reads one map from its parsed document; counts the tickets on the way, so that a file that
/// claims millions is refused before it has cost much.
class MapReader final
{
public:
    [[nodiscard]] Result<SeatMap> map(const QJsonValue &value);

private:
    Result<Category> category(const QJsonValue &value);
    Result<Level> level(const QJsonValue &value);
    Result<Section> section(const QJsonValue &value);
    Result<Row> row(const QJsonValue &value);
    Result<Table> table(const QJsonValue &value);
    Result<Seat> seat(const QJsonValue &value);
    Result<GaArea> area(const QJsonValue &value);
    Result<Shape> shape(const QJsonValue &value);
    SeatAttributes attributes(JsonFields &fields);
    Result<QList<Seat>> seats(JsonFields &fields);
    Result<void> count(qint32 tickets);

    template <class Item>
    Result<QList<Item>> list(JsonFields &fields, const QString &key,
                             Result<Item> (MapReader::*readItem)(const QJsonValue &));

    qint64 m_tickets = 0;
    CategoryId m_usual; ///< the category of the row being read
};

template <class Item>
Result<QList<Item>> MapReader::list(JsonFields &fields, const QString &key,
                                    Result<Item> (MapReader::*readItem)(const QJsonValue &))
{
    const QJsonArray values = fields.list(key);
    QList<Item> items;
    items.reserve(values.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        Result<Item> item = (this->*readItem)(values.at(i));
        if (!item)
            return within(u"%1[%2]"_s.arg(key).arg(i), item.error());
        items.append(std::move(*item));
    }
    return items;
}

Result<void> MapReader::count(qint32 tickets)
{
    m_tickets += tickets;
    if (m_tickets <= mostSeatsInMap)
        return {};
    return std::unexpected(
        refusal(RefusalCode::TooLarge,
                u": the map has more than %1 seats and places"_s.arg(mostSeatsInMap)));
}

Result<SeatMap> MapReader::map(const QJsonValue &value)
{
    JsonFields fields(value);
    if (fields.text(u"format") != "foyer-seatmap"_L1)
        fields.fail(u"format", u"\"foyer-seatmap\" is expected"_s);
    if (fields.number(u"version", 1, 1'000'000) != seatMapFormatVersion)
        fields.fail(u"version", u"this program reads version %1 only"_s.arg(seatMapFormatVersion));
    SeatMap map;
    map.name = fields.text(u"name");
    map.seatDiameter = fields.number(u"seatDiameter", 1, largestSizeMm);
    map.focalPoint = fields.point(u"focalPoint");
    Result<QList<Category>> categories = list(fields, u"categories"_s, &MapReader::category);
    if (!categories)
        return std::unexpected(categories.error());
    Result<QList<Level>> levels = list(fields, u"levels"_s, &MapReader::level);
    if (!levels)
        return std::unexpected(levels.error());
    map.categories = std::move(*categories);
    map.levels = std::move(*levels);
    if (const Result<void> done = fields.finished(); !done)
        return std::unexpected(done.error());
    return map;
}

Result<Category> MapReader::category(const QJsonValue &value)
{
    JsonFields fields(value);
    Category category;
    category.id = fields.id<CategoryId>(u"id");
    category.name = fields.text(u"name");
    const std::optional<quint32> color = colorFromName(fields.text(u"color"));
    if (!color)
        fields.fail(u"color", u"a colour such as \"#2e86c1\" is expected"_s);
    category.color = color.value_or(0);
    const Result<void> done = fields.finished();
    return done ? Result<Category>(category) : std::unexpected(done.error());
}

Result<Level> MapReader::level(const QJsonValue &value)
{
    JsonFields fields(value);
    Level level;
    level.name = fields.text(u"name");
    Result<QList<Section>> sections = list(fields, u"sections"_s, &MapReader::section);
    if (!sections)
        return std::unexpected(sections.error());
    Result<QList<GaArea>> areas = list(fields, u"areas"_s, &MapReader::area);
    if (!areas)
        return std::unexpected(areas.error());
    Result<QList<Shape>> shapes = list(fields, u"shapes"_s, &MapReader::shape);
    if (!shapes)
        return std::unexpected(shapes.error());
    level.sections = std::move(*sections);
    level.areas = std::move(*areas);
    level.shapes = std::move(*shapes);
    const Result<void> done = fields.finished();
    return done ? Result<Level>(std::move(level)) : std::unexpected(done.error());
}

Result<Section> MapReader::section(const QJsonValue &value)
{
    JsonFields fields(value);
    Section section;
    section.name = fields.text(u"name");
    section.outline = fields.points(u"outline");
    Result<QList<Row>> rows = list(fields, u"rows"_s, &MapReader::row);
    if (!rows)
        return std::unexpected(rows.error());
    Result<QList<Table>> tables = list(fields, u"tables"_s, &MapReader::table);
    if (!tables)
        return std::unexpected(tables.error());
    section.rows = std::move(*rows);
    section.tables = std::move(*tables);
    const Result<void> done = fields.finished();
    return done ? Result<Section>(std::move(section)) : std::unexpected(done.error());
}

Result<QList<Seat>> MapReader::seats(JsonFields &fields)
{
    m_usual = fields.has(u"category") ? fields.id<CategoryId>(u"category") : CategoryId();
    return list(fields, u"seats"_s, &MapReader::seat);
}

Result<Row> MapReader::row(const QJsonValue &value)
{
    JsonFields fields(value);
    Row row;
    row.label = fields.text(u"label");
    Result<QList<Seat>> read = seats(fields);
    if (!read)
        return std::unexpected(read.error());
    row.seats = std::move(*read);
    const Result<void> done = fields.finished();
    return done ? Result<Row>(std::move(row)) : std::unexpected(done.error());
}

Result<Table> MapReader::table(const QJsonValue &value)
{
    JsonFields fields(value);
    Table table;
    table.label = fields.text(u"label");
    table.center = fields.point(u"center");
    table.isRound = fields.truth(u"round");
    table.width = fields.number(u"width", 0, largestSizeMm);
    table.height = fields.number(u"height", 0, largestSizeMm);
    table.rotation = fields.number(u"rotation", -360, 360);
    if (fields.has(u"whole"))
        table.isSoldWhole = fields.truth(u"whole");
    Result<QList<Seat>> read = seats(fields);
    if (!read)
        return std::unexpected(read.error());
    table.seats = std::move(*read);
    const Result<void> done = fields.finished();
    return done ? Result<Table>(std::move(table)) : std::unexpected(done.error());
}

Result<Seat> MapReader::seat(const QJsonValue &value)
{
    if (const Result<void> counted = count(1); !counted)
        return std::unexpected(counted.error());
    JsonFields fields(value);
    Seat seat;
    seat.id = fields.id<SeatId>(u"id");
    seat.number = fields.text(u"number");
    seat.position = fields.point(u"at");
    seat.category = fields.has(u"category") ? fields.id<CategoryId>(u"category") : m_usual;
    if (seat.category.isNull())
        fields.fail(u"category", u"neither the seat nor its row has one"_s);
    if (fields.has(u"kind")) {
        const std::optional<SeatKind> kind = seatKindFromName(fields.text(u"kind"));
        if (!kind)
            fields.fail(u"kind", u"\"seat\", \"wheelchair\" or \"companion\" is expected"_s);
        seat.kind = kind.value_or(SeatKind::Seat);
    }
    if (fields.has(u"attributes"))
        seat.attributes = attributes(fields);
    const Result<void> done = fields.finished();
    return done ? Result<Seat>(std::move(seat)) : std::unexpected(done.error());
}

SeatAttributes MapReader::attributes(JsonFields &fields)
{
    SeatAttributes read;
    const QJsonArray names = fields.list(u"attributes");
    for (const QJsonValue name : names) {
        const std::optional<SeatAttribute> attribute = seatAttributeFromName(name.toString());
        if (!attribute)
            fields.fail(u"attributes", u"an attribute that this format does not know"_s);
        read.setFlag(attribute.value_or(SeatAttribute::Aisle), attribute.has_value());
    }
    return read;
}

Result<GaArea> MapReader::area(const QJsonValue &value)
{
    JsonFields fields(value);
    GaArea area;
    area.name = fields.text(u"name");
    area.capacity = fields.number(u"capacity", 0, std::numeric_limits<qint32>::max());
    area.category = fields.id<CategoryId>(u"category");
    area.outline = fields.points(u"outline");
    if (const Result<void> done = fields.finished(); !done)
        return std::unexpected(done.error());
    const Result<void> counted = count(area.capacity);
    return counted ? Result<GaArea>(std::move(area)) : std::unexpected(counted.error());
}

Result<Shape> MapReader::shape(const QJsonValue &value)
{
    JsonFields fields(value);
    Shape shape;
    const std::optional<ShapeKind> kind = shapeKindFromName(fields.text(u"kind"));
    if (!kind)
        fields.fail(u"kind", u"stage, rectangle, ellipse, polygon, line or text is expected"_s);
    shape.kind = kind.value_or(ShapeKind::Rectangle);
    shape.points = fields.points(u"points");
    if (fields.has(u"text"))
        shape.text = fields.text(u"text");
    if (fields.has(u"textSize"))
        shape.textSize = fields.number(u"textSize", 0, largestSizeMm);
    if (fields.has(u"rotation"))
        shape.rotation = fields.number(u"rotation", -360, 360);
    if (fields.has(u"color")) {
        const std::optional<quint32> color = colorFromName(fields.text(u"color"));
        if (!color)
            fields.fail(u"color", u"a colour such as \"#2e86c1\" is expected"_s);
        shape.color = color.value_or(themeColor);
    }
    const Result<void> done = fields.finished();
    return done ? Result<Shape>(std::move(shape)) : std::unexpected(done.error());
}

/// "The seat map cannot be read. levels[0].sections[2]: text is expected"
Refusal explained(Refusal refusal)
{
    QString place = refusal.message;
    if (place.startsWith(u": "))
        place.remove(0, 2);
    refusal.message = u"The seat map cannot be read: "_s + place + u'.';
    return refusal;
}

} // namespace

Result<SeatMap> seatMapFromJson(const QByteArray &json)
{
    if (json.size() > largestSeatMapBytes)
        return std::unexpected(refusal(
            RefusalCode::TooLarge,
            u"The seat map is larger than %1 MB."_s.arg(largestSeatMapBytes / 1024 / 1024)));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(
            refusal(RefusalCode::Malformed,
                    u"The seat map is not JSON: %1 at byte %2."_s.arg(error.errorString())
                        .arg(error.offset)));
    Result<SeatMap> map = MapReader().map(document.isObject() ? QJsonValue(document.object())
                                                              : QJsonValue(document.array()));
    if (!map)
        return std::unexpected(explained(map.error()));
    if (const Result<void> valid = checked(*map); !valid)
        return std::unexpected(valid.error());
    return map;
}

} // namespace foyer
