#include "ui/seatmap/mapground.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace foyer {

namespace {

constexpr double smallestTextPx = 7.5; ///< device-independent
constexpr double largestLetterPx = 17;
constexpr double largestNamePx = 24;
constexpr quint32 colorOfTheme = 0xFFFFFFFF;

QPolygonF polygonOf(const QList<PointMm> &points)
{
    QPolygonF polygon;
    polygon.reserve(points.size());
    for (const PointMm &point : points)
        polygon.append(QPointF(point.x, point.y));
    return polygon;
}

struct TextLook
{
    double pixels; ///< device pixels
    QFont::Weight weight;
    QColor color;
};

QFont fontOf(double pixels, QFont::Weight weight)
{
    QFont font;
    font.setPixelSize(std::max(1, int(pixels)));
    font.setWeight(weight);
    return font;
}

/// The place in world pixels, on sixteenths: an integer shift of the painter then never changes
/// a pixel, so tiles fit each other exactly.
QPointF toWorld(QPointF mm, const MapScale &scale)
{
    const auto snapped = [&](double v) {
        return std::floor(v * scale.pixelsPerMm * 16 + 0.5) / 16;
    };
    return {snapped(mm.x()), snapped(mm.y())};
}

QPolygonF toWorld(const QPolygonF &mm, const MapScale &scale)
{
    QPolygonF world;
    world.reserve(mm.size());
    for (const QPointF &point : mm)
        world.append(toWorld(point, scale));
    return world;
}

/// Turned clockwise by \a degrees around \a middle.
QPolygonF turned(const QPolygonF &polygon, QPointF middle, double degrees)
{
    if (degrees == 0)
        return polygon;
    return QTransform()
        .translate(middle.x(), middle.y())
        .rotate(degrees)
        .translate(-middle.x(), -middle.y())
        .map(polygon);
}

QPolygonF ellipse(QPointF middle, double width, double height)
{
    constexpr int corners = 64;
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = i * 2 * std::numbers::pi / corners;
        polygon.append(middle + QPointF(std::cos(angle) * width / 2, std::sin(angle) * height / 2));
    }
    return polygon;
}

QPolygonF roundedRect(const RectMm &box, double radius)
{
    return polygonOf(roundedOutline({{box.left, box.top},
                                     {box.right, box.top},
                                     {box.right, box.bottom},
                                     {box.left, box.bottom}},
                                    radius));
}

/// Text centred on \a center (mm), \a pixels high (device pixels).
void drawCentered(QPainter &painter, PointMm center, const QString &text, const MapScale &scale,
                  const TextLook &look, double rotation = 0)
{
    const QPointF world = toWorld(QPointF(center.x, center.y), scale);
    const QPoint at(int(std::floor(world.x() + 0.5)), int(std::floor(world.y() + 0.5)));
    const QFont font = fontOf(look.pixels, look.weight);
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(text);
    const QPointF start(std::round(-width / 2), std::round(metrics.capHeight() / 2));
    if (rotation == 0) {
        painter.setFont(font);
        painter.setPen(look.color);
        painter.drawText(at + start, text);
        return;
    }
    const int reach = int(width / 2 + metrics.height()) + 2;
    QImage turnedText(2 * reach, 2 * reach, QImage::Format_ARGB32_Premultiplied);
    turnedText.fill(Qt::transparent);
    QPainter inner(&turnedText);
    inner.setRenderHint(QPainter::Antialiasing);
    inner.setFont(font);
    inner.setPen(look.color);
    inner.translate(reach, reach);
    inner.rotate(rotation);
    inner.drawText(start, text);
    inner.end();
    painter.drawImage(at - QPoint(reach, reach), turnedText);
}

RectMm tableBounds(const Table &table)
{
    const qint32 half = std::max(table.width, table.height);
    return {table.center.x - half, table.center.y - half, table.center.x + half,
            table.center.y + half};
}

} // namespace

AvailabilityTint availabilityTint(qint32 free, qint32 total)
{
    if (free <= 0 || total <= 0)
        return AvailabilityTint::None;
    if (qint64(free) * 100 < qint64(total) * 15)
        return AvailabilityTint::Few;
    return qint64(free) * 2 < total ? AvailabilityTint::Some : AvailabilityTint::Plenty;
}

MapGround::MapGround(std::shared_ptr<const SeatGeometry> geometry, const MapPalette &palette)
    : m_geometry(std::move(geometry))
    , m_palette(palette)
    , m_labels(placeLabels(*m_geometry))
    , m_tints(size_t(m_geometry->sections().size()), AvailabilityTint::Plenty)
{
    const double radius = m_geometry->seatDiameter() * 0.9;
    for (qint32 i = 0; i < m_geometry->sections().size(); ++i) {
        const QList<PointMm> outline = shownOutline(i);
        m_sectionOutlines.push_back(polygonOf(roundedOutline(outline, radius)));
        m_sectionBounds.push_back(
            grown(boundsOf(m_geometry->sections()[i].outline), m_geometry->seatDiameter()));
    }
    for (const SeatGeometry::AreaInfo &area : m_geometry->areas())
        m_areaOutlines.push_back(polygonOf(roundedOutline(area.outline, radius)));
}

bool MapGround::isCrossedByOthers(qint32 section, const QList<PointMm> &outline) const
{
    const RectMm box = boundsOf(outline);
    return std::ranges::any_of(m_geometry->rows(), [&](const SeatGeometry::RowInfo &row) {
        if (row.section == section || row.seatCount == 0 ||
            !intersects(m_geometry->sections()[row.section].bounds, box))
            return false;
        return std::ranges::any_of(
            std::array{row.firstSeat, row.firstSeat + row.seatCount / 2,
                       row.firstSeat + row.seatCount - 1},
            [&](qint32 seat) { return contains(outline, m_geometry->position(SeatIndex(seat))); });
    });
}

QList<PointMm> MapGround::shownOutline(qint32 section) const
{
    const QList<PointMm> &outline = m_geometry->sections()[section].outline;
    // The hull of an angled section lies across its neighbours: its rows get beds instead.
    if (isCrossedByOthers(section, outline))
        return {};
    const qint32 half = m_labels.letterHeight / 2;
    const bool straddles = std::ranges::any_of(m_labels.rowLetters, [&](const RowLetter &letter) {
        const PointMm c = letter.center;
        return m_geometry->rows()[letter.row].section == section &&
               (!contains(outline, {c.x - half, c.y}) || !contains(outline, {c.x + half, c.y}));
    });
    if (!straddles || outline.size() < 3)
        return outline;
    QPainterPath path;
    path.addPolygon(polygonOf(outline));
    path.closeSubpath();
    QPainterPathStroker stroker;
    stroker.setWidth(m_geometry->seatDiameter() * 1.3);
    stroker.setJoinStyle(Qt::MiterJoin);
    QList<PointMm> wider;
    for (const QPointF &point : path.united(stroker.createStroke(path)).toFillPolygon())
        wider.append({qint32(std::lround(point.x())), qint32(std::lround(point.y()))});
    if (wider.size() > 1 && wider.first() == wider.last())
        wider.removeLast();
    return isCrossedByOthers(section, wider) ? outline : wider;
}

double MapGround::diameterPx(const MapScale &scale) const
{
    return m_geometry->seatDiameter() * scale.pixelsPerMm;
}

bool MapGround::showsNamesBeside(const MapScale &scale) const
{
    return m_labels.nameHeight * scale.pixelsPerMm >= 10 * scale.devicePixelRatio;
}

QRect MapGround::sectionRect(qint32 section, const MapScale &scale) const
{
    const RectMm &box = m_sectionBounds[size_t(section)];
    const double s = scale.pixelsPerMm;
    return QRectF(box.left * s, box.top * s, (box.right - box.left) * s, (box.bottom - box.top) * s)
        .toAlignedRect();
}

void MapGround::paint(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale) const
{
    QPainter painter(&target);
    const bool whole = clip == target.rect();
    if (!whole)
        painter.setClipRect(clip);
    painter.fillRect(clip, m_palette.floor);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-origin);
    // What is drawn may reach a little beyond its outline (pens, text).
    const double margin = 40 * scale.devicePixelRatio;
    const auto mm = [&](double pixel) {
        return qint32(std::clamp(pixel / scale.pixelsPerMm, -2e9, 2e9));
    };
    const RectMm area{mm(origin.x() + clip.left() - margin), mm(origin.y() + clip.top() - margin),
                      mm(origin.x() + clip.right() + 1 + margin),
                      mm(origin.y() + clip.bottom() + 1 + margin)};
    paintShapes(painter, area, scale);
    paintSections(painter, area, scale);
    paintAreas(painter, area, scale);
    paintTables(painter, area, scale);
    if (scale.isOverview)
        return;
    paintRowLetters(painter, area, scale);
    paintNames(painter, area, scale);
}

void MapGround::paintShapes(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    for (const Shape &shape : m_geometry->shapes()) {
        const qint32 reach =
            shape.kind == ShapeKind::Text ? qint32(shape.textSize * (1 + shape.text.size())) : 0;
        if (!shape.points.isEmpty() && intersects(grown(boundsOf(shape.points), reach), area))
            paintShape(painter, shape, scale);
    }
}

void MapGround::paintShape(QPainter &painter, const Shape &shape, const MapScale &scale) const
{
    const bool isStage = shape.kind == ShapeKind::Stage;
    const QColor own = QColor::fromRgb((isStage ? m_palette.stage : m_palette.shape).rgb());
    const QColor fill =
        shape.color == colorOfTheme
            ? own
            : mixed(m_palette.floor, QColor::fromRgb(shape.color | 0xFF000000U), 0.35);
    const RectMm box = boundsOf(shape.points);
    const PointMm middle{box.left / 2 + box.right / 2, box.top / 2 + box.bottom / 2};
    painter.setPen(QPen(isStage ? m_palette.stageLine : mixed(fill, m_palette.muted, 0.3),
                        scale.devicePixelRatio));
    painter.setBrush(fill);
    const QPointF center(middle.x, middle.y);
    const double seat = m_geometry->seatDiameter();
    const auto draw = [&](const QPolygonF &outline) {
        painter.drawPolygon(toWorld(turned(outline, center, shape.rotation), scale));
    };
    switch (shape.kind) {
    case ShapeKind::Stage:
    case ShapeKind::Polygon:
        draw(polygonOf(roundedOutline(shape.points, seat * 1.2)));
        break;
    case ShapeKind::Rectangle:
        draw(roundedRect(box, seat * 0.4));
        break;
    case ShapeKind::Ellipse:
        draw(ellipse(center, box.right - box.left, box.bottom - box.top));
        break;
    case ShapeKind::Line:
        painter.drawPolyline(
            toWorld(turned(polygonOf(shape.points), center, shape.rotation), scale));
        break;
    case ShapeKind::Text:
        break;
    }
    if (shape.text.isEmpty() || scale.isOverview)
        return;
    const double most = shape.kind == ShapeKind::Text
                            ? shape.textSize * scale.pixelsPerMm
                            : std::min({(box.bottom - box.top) * scale.pixelsPerMm * 0.5,
                                        (box.right - box.left) * scale.pixelsPerMm /
                                            (0.8 * double(shape.text.size() + 1)),
                                        18.0 * scale.devicePixelRatio});
    if (most >= smallestTextPx * scale.devicePixelRatio)
        drawCentered(painter, middle, shape.text, scale, {most, QFont::DemiBold, m_palette.muted},
                     shape.rotation);
}

void MapGround::paintSections(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    const bool tinted = showsTint(diameterPx(scale));
    const QPen hairline = diameterPx(scale) < 1.2
                              ? QPen(Qt::NoPen)
                              : QPen(m_palette.sectionLine, scale.devicePixelRatio);
    for (size_t i = 0; i < m_sectionOutlines.size(); ++i) {
        if (!intersects(m_sectionBounds[i], area))
            continue;
        QColor fill = m_palette.section;
        if (tinted && m_tints[i] != AvailabilityTint::None) {
            const quint32 rgb =
                m_geometry->categories().value(m_labels.sections[i].mainCategory).color;
            fill = mixed(fill, m_palette.categoryTone(rgb), 0.05 + 0.06 * int(m_tints[i]));
        }
        if (m_sectionOutlines[i].isEmpty()) {
            paintRowBeds(painter, qint32(i), scale);
            continue;
        }
        painter.setPen(hairline);
        painter.setBrush(fill);
        painter.drawPolygon(toWorld(m_sectionOutlines[i], scale));
    }
}

void MapGround::paintRowBeds(QPainter &painter, qint32 section, const MapScale &scale) const
{
    painter.setPen(QPen(m_palette.section, diameterPx(scale) * 1.7, Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const SeatGeometry::RowInfo &row : m_geometry->rows()) {
        if (row.section != section || row.isTable)
            continue;
        QPolygonF line;
        for (qint32 seat = row.firstSeat; seat < row.firstSeat + row.seatCount; ++seat) {
            const PointMm at = m_geometry->position(SeatIndex(seat));
            line.append(toWorld(QPointF(at.x, at.y), scale));
        }
        if (line.size() == 1)
            line.append(line.first() + QPointF(0.25, 0));
        painter.drawPolyline(line);
    }
}

void MapGround::paintAreas(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    for (size_t i = 0; i < m_areaOutlines.size(); ++i) {
        const SeatGeometry::AreaInfo &info = m_geometry->areas()[qsizetype(i)];
        if (!intersects(boundsOf(info.outline), area))
            continue;
        const QColor tone =
            m_palette.categoryTone(m_geometry->categories().value(info.category).color);
        QPen pen(mixed(m_palette.section, tone, 0.55), 1.5);
        painter.setPen(pen);
        painter.setBrush(mixed(m_palette.section, tone, 0.18));
        painter.drawPolygon(toWorld(m_areaOutlines[i], scale));
    }
}

void MapGround::paintTables(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    QPen pen(mixed(m_palette.table, m_palette.muted, 0.3), scale.devicePixelRatio);
    for (const Table &table : m_geometry->tables()) {
        if (!intersects(tableBounds(table), area))
            continue;
        const QPointF center(table.center.x, table.center.y);
        const RectMm top{table.center.x - table.width / 2, table.center.y - table.height / 2,
                         table.center.x + table.width / 2, table.center.y + table.height / 2};
        painter.setPen(pen);
        painter.setBrush(m_palette.table);
        const QPolygonF outline = table.isRound
                                      ? ellipse(center, table.width, table.height)
                                      : roundedRect(top, m_geometry->seatDiameter() * 0.2);
        painter.drawPolygon(toWorld(turned(outline, center, table.rotation), scale));
        const double pixels =
            std::min({table.width * scale.pixelsPerMm * 0.4, table.height * scale.pixelsPerMm * 0.5,
                      15.0 * scale.devicePixelRatio});
        if (pixels >= smallestTextPx * scale.devicePixelRatio && !scale.isOverview)
            drawCentered(painter, table.center, table.label, scale,
                         {pixels, QFont::Medium, m_palette.muted});
    }
}

void MapGround::paintRowLetters(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    const double pixels = m_labels.letterHeight * scale.pixelsPerMm;
    if (pixels < smallestTextPx * scale.devicePixelRatio)
        return;
    const double size = std::min(pixels, largestLetterPx * scale.devicePixelRatio);
    for (const RowLetter &letter : m_labels.rowLetters) {
        if (area.contains(letter.center))
            drawCentered(painter, letter.center, m_geometry->rows()[letter.row].label, scale,
                         {size, QFont::Medium, m_palette.muted});
    }
}

void MapGround::paintNames(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    if (!showsNamesBeside(scale))
        return;
    const double size = std::min(m_labels.nameHeight * scale.pixelsPerMm * 0.8,
                                 largestNamePx * scale.devicePixelRatio);
    for (size_t i = 0; i < m_labels.sections.size(); ++i) {
        const std::optional<RectMm> &place = m_labels.sections[i].beside;
        if (place && intersects(*place, area)) {
            const PointMm middle{(place->left + place->right) / 2,
                                 (place->top + place->bottom) / 2};
            drawCentered(painter, middle, m_geometry->sections()[qsizetype(i)].name, scale,
                         {size, QFont::DemiBold, m_palette.text});
        }
    }
}

} // namespace foyer
