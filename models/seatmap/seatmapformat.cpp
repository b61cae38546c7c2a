#include "models/seatmap/seatmapformat.h"

#include "models/seatmap/seatmapnames.h"

namespace foyer {

namespace {

/// Writes JSON in the order in which it is called; QJsonDocument would sort the keys.
class MapWriter final
{
public:
    [[nodiscard]] QByteArray written(const SeatMap &map);

private:
    void category(const Category &category);
    void level(const Level &level);
    void section(const Section &section);
    void row(const Row &row);
    void table(const Table &table);
    void seats(const QList<Seat> &seats);
    void seat(const Seat &seat, const CategoryId &usual);
    void area(const GaArea &area);
    void shape(const Shape &shape);

    void quoted(QStringView text);
    void key(const char *name);
    void text(const char *name, QStringView value);
    void number(const char *name, qint64 value);
    void point(PointMm point);
    void points(const char *name, const QList<PointMm> &points);
    /// "name": [ one item a line ]
    template <class Item>
    void list(const char *name, const QList<Item> &items,
              void (MapWriter::*writeItem)(const Item &));
    void line();

    QByteArray m_out;
    int m_depth = 0;
};

QByteArray MapWriter::written(const SeatMap &map)
{
    m_out += "{";
    ++m_depth;
    line();
    m_out += "\"format\": \"foyer-seatmap\",";
    line();
    number("version", seatMapFormatVersion);
    m_out += ',';
    line();
    text("name", map.name);
    m_out += ',';
    line();
    number("seatDiameter", map.seatDiameter);
    m_out += ',';
    line();
    key("focalPoint");
    point(map.focalPoint);
    m_out += ',';
    line();
    list("categories", map.categories, &MapWriter::category);
    m_out += ',';
    line();
    list("levels", map.levels, &MapWriter::level);
    --m_depth;
    line();
    m_out += "}\n";
    return std::move(m_out);
}

void MapWriter::category(const Category &category)
{
    m_out += '{';
    text("id", category.id.toString());
    m_out += ", ";
    text("name", category.name);
    m_out += ", ";
    text("color", colorName(category.color));
    m_out += '}';
}

void MapWriter::level(const Level &level)
{
    m_out += '{';
    text("name", level.name);
    m_out += ',';
    ++m_depth;
    line();
    list("sections", level.sections, &MapWriter::section);
    m_out += ',';
    line();
    list("areas", level.areas, &MapWriter::area);
    m_out += ',';
    line();
    list("shapes", level.shapes, &MapWriter::shape);
    --m_depth;
    m_out += '}';
}

void MapWriter::section(const Section &section)
{
    m_out += '{';
    text("name", section.name);
    m_out += ", ";
    points("outline", section.outline);
    m_out += ',';
    ++m_depth;
    line();
    list("rows", section.rows, &MapWriter::row);
    m_out += ',';
    line();
    list("tables", section.tables, &MapWriter::table);
    --m_depth;
    m_out += '}';
}

void MapWriter::row(const Row &row)
{
    m_out += '{';
    text("label", row.label);
    m_out += ", ";
    seats(row.seats);
    m_out += '}';
}

void MapWriter::table(const Table &table)
{
    m_out += '{';
    text("label", table.label);
    m_out += ", ";
    key("center");
    point(table.center);
    m_out += table.isRound ? ", \"round\": true, " : ", \"round\": false, ";
    number("width", table.width);
    m_out += ", ";
    number("height", table.height);
    m_out += ", ";
    number("rotation", table.rotation);
    m_out += table.isSoldWhole ? ", \"whole\": true, " : ", ";
    seats(table.seats);
    m_out += '}';
}

void MapWriter::seats(const QList<Seat> &seats)
{
    // Most rows are of one category: named once a row, a seat of 100,000 takes 80 bytes.
    const CategoryId usual = seats.isEmpty() ? CategoryId() : seats.front().category;
    if (!seats.isEmpty()) {
        text("category", usual.toString());
        m_out += ", ";
    }
    key("seats");
    m_out += '[';
    ++m_depth;
    for (qsizetype i = 0; i < seats.size(); ++i) {
        if (i > 0)
            m_out += ',';
        line();
        seat(seats.at(i), usual);
    }
    --m_depth;
    m_out += ']';
}

void MapWriter::seat(const Seat &seat, const CategoryId &usual)
{
    m_out += '{';
    text("id", seat.id.toString());
    m_out += ", ";
    text("number", seat.number);
    m_out += ", ";
    key("at");
    point(seat.position);
    if (!(seat.category == usual)) {
        m_out += ", ";
        text("category", seat.category.toString());
    }
    if (seat.kind != SeatKind::Seat) {
        m_out += ", ";
        text("kind", seatKindName(seat.kind));
    }
    if (seat.attributes.toInt() != 0) {
        m_out += ", \"attributes\": [";
        bool first = true;
        for (const SeatAttributeName &entry : seatAttributeNames()) {
            if (!seat.attributes.testFlag(entry.attribute))
                continue;
            m_out += first ? "\"" : ", \"";
            m_out += entry.name;
            m_out += '"';
            first = false;
        }
        m_out += ']';
    }
    m_out += '}';
}

void MapWriter::area(const GaArea &area)
{
    m_out += '{';
    text("name", area.name);
    m_out += ", ";
    number("capacity", area.capacity);
    m_out += ", ";
    text("category", area.category.toString());
    m_out += ", ";
    points("outline", area.outline);
    m_out += '}';
}

void MapWriter::shape(const Shape &shape)
{
    m_out += '{';
    text("kind", shapeKindName(shape.kind));
    m_out += ", ";
    points("points", shape.points);
    if (!shape.text.isEmpty()) {
        m_out += ", ";
        text("text", shape.text);
    }
    if (shape.textSize != 0) {
        m_out += ", ";
        number("textSize", shape.textSize);
    }
    if (shape.rotation != 0) {
        m_out += ", ";
        number("rotation", shape.rotation);
    }
    if (shape.color != themeColor) {
        m_out += ", ";
        text("color", colorName(shape.color));
    }
    m_out += '}';
}

void MapWriter::quoted(QStringView text)
{
    m_out += '"';
    for (const char letter : text.toUtf8()) {
        if (letter == '"' || letter == '\\')
            m_out += '\\';
        if (uchar(letter) < 0x20)
            m_out += "\\u" + QByteArray::number(int(letter), 16).rightJustified(4, '0');
        else
            m_out += letter;
    }
    m_out += '"';
}

void MapWriter::key(const char *name)
{
    m_out += '"';
    m_out += name;
    m_out += "\": ";
}

void MapWriter::text(const char *name, QStringView value)
{
    key(name);
    quoted(value);
}

void MapWriter::number(const char *name, qint64 value)
{
    key(name);
    m_out += QByteArray::number(value);
}

void MapWriter::point(PointMm point)
{
    m_out += '[' + QByteArray::number(point.x) + ", " + QByteArray::number(point.y) + ']';
}

void MapWriter::points(const char *name, const QList<PointMm> &points)
{
    key(name);
    m_out += '[';
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (i > 0)
            m_out += ", ";
        point(points.at(i));
    }
    m_out += ']';
}

template <class Item>
void MapWriter::list(const char *name, const QList<Item> &items,
                     void (MapWriter::*writeItem)(const Item &))
{
    key(name);
    m_out += '[';
    ++m_depth;
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (i > 0)
            m_out += ',';
        line();
        (this->*writeItem)(items.at(i));
    }
    --m_depth;
    m_out += ']';
}

void MapWriter::line()
{
    m_out += '\n';
    m_out.append(m_depth, ' ');
}

} // namespace

QByteArray seatMapToJson(const SeatMap &map)
{
    return MapWriter().written(map);
}

} // namespace foyer
