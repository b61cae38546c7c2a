#include "ui/seatmap/mapground.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

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

QFont fontOf(double pixels, QFont::Weight weight)
{
    QFont font;
    font.setPixelSize(std::max(1, int(pixels)));
    font.setWeight(weight);
    return font;
}

/// Text centred on \a center (mm) and never scaled by the painter's transformation: \a pixels
/// are device pixels.
void drawCentered(QPainter &painter, PointMm center, const QString &text, double pixels,
                  QFont::Weight weight, const QColor &color, double rotation = 0)
{
    const QPointF at = painter.transform().map(QPointF(center.x, center.y));
    const QFont font = fontOf(pixels, weight);
    const QFontMetricsF metrics(font);
    painter.save();
    painter.resetTransform();
    painter.setFont(font);
    painter.setPen(color);
    painter.translate(std::round(at.x()), std::round(at.y()));
    if (rotation != 0)
        painter.rotate(rotation);
    painter.drawText(QPointF(std::round(-metrics.horizontalAdvance(text) / 2),
                             std::round(metrics.capHeight() / 2)),
                     text);
    painter.restore();
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
    for (const SeatGeometry::SectionInfo &section : m_geometry->sections()) {
        m_sectionOutlines.push_back(polygonOf(roundedOutline(section.outline, radius)));
        m_sectionBounds.push_back(boundsOf(section.outline));
    }
    for (const SeatGeometry::AreaInfo &area : m_geometry->areas())
        m_areaOutlines.push_back(polygonOf(roundedOutline(area.outline, radius)));
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
    painter.scale(scale.pixelsPerMm, scale.pixelsPerMm);
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
    paintAreas(painter, area);
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
    QPen pen(isStage ? m_palette.stageLine : mixed(fill, m_palette.muted, 0.3),
             scale.devicePixelRatio);
    pen.setCosmetic(true);
    painter.save();
    painter.translate(middle.x, middle.y);
    painter.rotate(shape.rotation);
    painter.translate(-middle.x, -middle.y);
    painter.setPen(pen);
    painter.setBrush(fill);
    const QRectF rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    switch (shape.kind) {
    case ShapeKind::Stage:
    case ShapeKind::Polygon:
        painter.drawPolygon(
            polygonOf(roundedOutline(shape.points, m_geometry->seatDiameter() * 1.2)));
        break;
    case ShapeKind::Rectangle:
        painter.drawRoundedRect(rect, m_geometry->seatDiameter() * 0.4,
                                m_geometry->seatDiameter() * 0.4);
        break;
    case ShapeKind::Ellipse:
        painter.drawEllipse(rect);
        break;
    case ShapeKind::Line:
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(polygonOf(shape.points));
        break;
    case ShapeKind::Text:
        break;
    }
    painter.restore();
    if (shape.text.isEmpty() || scale.isOverview)
        return;
    const double most = shape.kind == ShapeKind::Text
                            ? shape.textSize * scale.pixelsPerMm
                            : std::min({(box.bottom - box.top) * scale.pixelsPerMm * 0.5,
                                        (box.right - box.left) * scale.pixelsPerMm /
                                            (0.8 * double(shape.text.size() + 1)),
                                        18.0 * scale.devicePixelRatio});
    if (most >= smallestTextPx * scale.devicePixelRatio)
        drawCentered(painter, middle, shape.text, most, QFont::DemiBold, m_palette.muted,
                     shape.rotation);
}

void MapGround::paintSections(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    const bool tinted = showsTint(diameterPx(scale));
    QPen pen(m_palette.sectionLine, scale.devicePixelRatio);
    pen.setCosmetic(true);
    painter.setPen(diameterPx(scale) < 1.2 ? QPen(Qt::NoPen) : pen);
    for (size_t i = 0; i < m_sectionOutlines.size(); ++i) {
        if (!intersects(m_sectionBounds[i], area))
            continue;
        QColor fill = m_palette.section;
        if (tinted && m_tints[i] != AvailabilityTint::None) {
            const quint32 rgb =
                m_geometry->categories().value(m_labels.sections[i].mainCategory).color;
            fill = mixed(fill, m_palette.categoryTone(rgb), 0.05 + 0.06 * int(m_tints[i]));
        }
        painter.setBrush(fill);
        painter.drawPolygon(m_sectionOutlines[i]);
    }
}

void MapGround::paintAreas(QPainter &painter, const RectMm &area) const
{
    for (size_t i = 0; i < m_areaOutlines.size(); ++i) {
        const SeatGeometry::AreaInfo &info = m_geometry->areas()[qsizetype(i)];
        if (!intersects(boundsOf(info.outline), area))
            continue;
        const QColor tone =
            m_palette.categoryTone(m_geometry->categories().value(info.category).color);
        QPen pen(mixed(m_palette.section, tone, 0.55), 1.5);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.setBrush(mixed(m_palette.section, tone, 0.18));
        painter.drawPolygon(m_areaOutlines[i]);
    }
}

void MapGround::paintTables(QPainter &painter, const RectMm &area, const MapScale &scale) const
{
    QPen pen(mixed(m_palette.table, m_palette.muted, 0.3), scale.devicePixelRatio);
    pen.setCosmetic(true);
    for (const Table &table : m_geometry->tables()) {
        if (!intersects(tableBounds(table), area))
            continue;
        painter.save();
        painter.setPen(pen);
        painter.setBrush(m_palette.table);
        painter.translate(table.center.x, table.center.y);
        painter.rotate(table.rotation);
        const QRectF top(-table.width / 2.0, -table.height / 2.0, table.width, table.height);
        if (table.isRound)
            painter.drawEllipse(top);
        else
            painter.drawRoundedRect(top, m_geometry->seatDiameter() * 0.2,
                                    m_geometry->seatDiameter() * 0.2);
        painter.restore();
        const double pixels =
            std::min({table.width * scale.pixelsPerMm * 0.4, table.height * scale.pixelsPerMm * 0.5,
                      15.0 * scale.devicePixelRatio});
        if (pixels >= smallestTextPx * scale.devicePixelRatio && !scale.isOverview)
            drawCentered(painter, table.center, table.label, pixels, QFont::Medium,
                         m_palette.muted);
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
            drawCentered(painter, letter.center, m_geometry->rows()[letter.row].label, size,
                         QFont::Medium, m_palette.muted);
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
            drawCentered(painter, middle, m_geometry->sections()[qsizetype(i)].name, size,
                         QFont::DemiBold, m_palette.text);
        }
    }
}

} // namespace foyer
