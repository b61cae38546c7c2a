#include "ui/seatmap/mapground.h"

#include "ui/seatmap/maptext.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer {

namespace {

constexpr double smallestTextPx = 7.5; ///< device-independent
constexpr double largestLetterPx = 17;
constexpr double largestNamePx = 24;
constexpr quint32 colorOfTheme = 0xFFFFFFFF;

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
    setPalette(palette);
    const double radius = m_geometry->seatDiameter() * 0.9;
    for (qint32 i = 0; i < m_geometry->sections().size(); ++i) {
        const QList<PointMm> outline = shownOutline(i);
        m_sectionOutlines.push_back(polygonOf(roundedOutline(outline, radius)));
        m_sectionBounds.push_back(
            grown(m_geometry->sections()[i].bounds, m_geometry->seatDiameter() * 2));
    }
    for (const SeatGeometry::AreaInfo &area : m_geometry->areas())
        m_areaOutlines.push_back(polygonOf(roundedOutline(area.outline, radius)));
    // Everything else that is drawn, for isBlank().
    const qint32 seat = m_geometry->seatDiameter();
    for (const SeatGeometry::AreaInfo &area : m_geometry->areas())
        m_otherBounds.push_back(grown(boundsOf(area.outline), seat));
    for (const Shape &shape : m_geometry->shapes())
        m_otherBounds.push_back(
            grown(boundsOf(shape.points), seat + qint32(shape.textSize * (1 + shape.text.size()))));
    for (const Table &table : m_geometry->tables())
        m_otherBounds.push_back(grown(tableBounds(table), seat));
    for (const SectionPlace &place : m_labels.sections) {
        if (place.beside)
            m_otherBounds.push_back(grown(*place.beside, seat));
    }
}

void MapGround::setPalette(const MapPalette &palette)
{
    m_palette = palette;
    m_tones.clear();
    for (const Category &category : m_geometry->categories())
        m_tones.push_back(palette.categoryTone(category.color));
}

bool MapGround::isBlank(const RectMm &area) const
{
    const auto touches = [&](const RectMm &box) { return intersects(box, area); };
    return std::ranges::none_of(m_sectionBounds, touches) &&
           std::ranges::none_of(m_otherBounds, touches);
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
    QList<PointMm> wider;
    for (const QPointF &point : moved(polygonOf(outline), m_geometry->seatDiameter() * 0.65))
        wider.append({qint32(std::lround(point.x())), qint32(std::lround(point.y()))});
    return isCrossedByOthers(section, wider) ? outline : wider;
}

const MapGround::ScaledShapes &MapGround::shapesFor(const MapScale &scale) const
{
    constexpr size_t mostScales = 16;
    const auto found = std::ranges::find(m_scaled, scale, &ScaledShapes::scale);
    if (found != m_scaled.end()) {
        std::rotate(m_scaled.begin(), found, found + 1);
        return m_scaled.front();
    }
    if (m_scaled.size() == mostScales)
        m_scaled.pop_back();
    ScaledShapes shapes{scale, {}, {}};
    const double border = diameterPx(scale) < 1.2 ? 0 : scale.devicePixelRatio;
    for (const QPolygonF &outline : m_sectionOutlines)
        shapes.sections.emplace_back(toWorld(outline, scale.pixelsPerMm), border);
    for (const QPolygonF &outline : m_areaOutlines)
        shapes.areas.emplace_back(toWorld(outline, scale.pixelsPerMm),
                                  1.5 * scale.devicePixelRatio);
    m_scaled.insert(m_scaled.begin(), std::move(shapes));
    return m_scaled.front();
}

double MapGround::diameterPx(const MapScale &scale) const
{
    return m_geometry->seatDiameter() * scale.pixelsPerMm;
}

/// Halfway into the floor: there, but not now.
QColor MapGround::faded(const QColor &color) const
{
    return mixed(m_palette.floor, color, 0.5);
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
    const Part part{scale,
                    clip.translated(origin),
                    {mm(origin.x() + clip.left() - margin), mm(origin.y() + clip.top() - margin),
                     mm(origin.x() + clip.right() + 1 + margin),
                     mm(origin.y() + clip.bottom() + 1 + margin)}};
    paintShapes(painter, part);
    paintSections(painter, part);
    paintAreas(painter, part);
    paintTables(painter, part);
    if (scale.isOverview)
        return;
    paintRowLetters(painter, part);
    paintNames(painter, part);
}

void MapGround::paintShapes(QPainter &painter, const Part &part) const
{
    for (const Shape &shape : m_geometry->shapes()) {
        const qint32 reach =
            shape.kind == ShapeKind::Text ? qint32(shape.textSize * (1 + shape.text.size())) : 0;
        if (!shape.points.isEmpty() && intersects(grown(boundsOf(shape.points), reach), part.area))
            paintShape(painter, shape, part);
    }
}

void MapGround::paintShape(QPainter &painter, const Shape &shape, const Part &part) const
{
    const MapScale &scale = part.scale;
    const bool isStage = shape.kind == ShapeKind::Stage;
    const QColor own = QColor::fromRgb((isStage ? m_palette.stage : m_palette.shape).rgb());
    const QColor fill =
        shape.color == colorOfTheme
            ? own
            : mixed(m_palette.floor, QColor::fromRgb(shape.color | 0xFF000000U), 0.35);
    const RectMm box = boundsOf(shape.points);
    const PointMm middle{box.left / 2 + box.right / 2, box.top / 2 + box.bottom / 2};
    const QColor line = isStage ? m_palette.stageLine : mixed(fill, m_palette.muted, 0.3);
    const QPointF center(middle.x, middle.y);
    const double seat = m_geometry->seatDiameter();
    const auto draw = [&](const QPolygonF &outline) {
        BorderedShape(toWorld(turned(outline, center, shape.rotation), scale.pixelsPerMm),
                      scale.devicePixelRatio)
            .paint(painter, part.pixels, fill, line);
    };
    switch (shape.kind) {
    case ShapeKind::Stage:
    case ShapeKind::Polygon:
        draw(polygonOf(roundedOutline(shape.points, seat * 1.2)));
        break;
    case ShapeKind::Rectangle:
        draw(rectPolygon(box, seat * 0.4));
        break;
    case ShapeKind::Ellipse:
        draw(ellipsePolygon(center, box.right - box.left, box.bottom - box.top));
        break;
    case ShapeKind::Line:
        painter.setPen(QPen(line, scale.devicePixelRatio));
        painter.drawPolyline(
            toWorld(turned(polygonOf(shape.points), center, shape.rotation), scale.pixelsPerMm));
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
        drawCentered(painter, middle, shape.text, scale.pixelsPerMm,
                     {most, QFont::DemiBold, m_palette.muted}, shape.rotation);
}

void MapGround::paintSections(QPainter &painter, const Part &part) const
{
    const MapScale &scale = part.scale;
    const bool tinted = showsTint(diameterPx(scale));
    const ScaledShapes &shapes = shapesFor(scale);
    for (size_t i = 0; i < m_sectionOutlines.size(); ++i) {
        if (!intersects(m_sectionBounds[i], part.area))
            continue;
        const bool isOff = isSectionFaded(qsizetype(i));
        QColor fill = isOff ? faded(m_palette.section) : m_palette.section;
        if (!isOff && tinted && m_tints[i] != AvailabilityTint::None) {
            const auto category = size_t(m_labels.sections[i].mainCategory);
            fill = mixed(fill, m_tones[category], 0.05 + 0.06 * int(m_tints[i]));
        }
        if (m_sectionOutlines[i].isEmpty()) {
            paintRowBeds(painter, qint32(i), scale);
            continue;
        }
        shapes.sections[i].paint(painter, part.pixels, fill,
                                 isOff ? faded(m_palette.sectionLine) : m_palette.sectionLine);
    }
}

void MapGround::paintRowBeds(QPainter &painter, qint32 section, const MapScale &scale) const
{
    const QColor bed = isSectionFaded(section) ? faded(m_palette.section) : m_palette.section;
    painter.setPen(QPen(bed, diameterPx(scale) * 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (const SeatGeometry::RowInfo &row : m_geometry->rows()) {
        if (row.section != section || row.isTable)
            continue;
        QPolygonF line;
        for (qint32 seat = row.firstSeat; seat < row.firstSeat + row.seatCount; ++seat) {
            const PointMm at = m_geometry->position(SeatIndex(seat));
            line.append(toWorld(QPointF(at.x, at.y), scale.pixelsPerMm));
        }
        if (line.size() == 1)
            line.append(line.first() + QPointF(0.25, 0));
        painter.drawPolyline(line);
    }
}

void MapGround::paintAreas(QPainter &painter, const Part &part) const
{
    const MapScale &scale = part.scale;
    const ScaledShapes &shapes = shapesFor(scale);
    for (size_t i = 0; i < m_areaOutlines.size(); ++i) {
        const SeatGeometry::AreaInfo &info = m_geometry->areas()[qsizetype(i)];
        if (!intersects(boundsOf(info.outline), part.area))
            continue;
        const bool isOff = isFaded(info.level);
        const QColor &tone = m_tones[size_t(info.category)];
        const QColor fill = mixed(m_palette.section, tone, 0.18);
        const QColor line = mixed(m_palette.section, tone, 0.55);
        shapes.areas[i].paint(painter, part.pixels, isOff ? faded(m_palette.section) : fill,
                              isOff ? faded(m_palette.sectionLine) : line);
    }
}

void MapGround::paintTables(QPainter &painter, const Part &part) const
{
    const MapScale &scale = part.scale;
    for (const Table &table : m_geometry->tables()) {
        if (!intersects(tableBounds(table), part.area))
            continue;
        const QPointF center(table.center.x, table.center.y);
        const RectMm top{table.center.x - table.width / 2, table.center.y - table.height / 2,
                         table.center.x + table.width / 2, table.center.y + table.height / 2};
        const QPolygonF outline = table.isRound
                                      ? ellipsePolygon(center, table.width, table.height)
                                      : rectPolygon(top, m_geometry->seatDiameter() * 0.2);
        BorderedShape(toWorld(turned(outline, center, table.rotation), scale.pixelsPerMm),
                      scale.devicePixelRatio)
            .paint(painter, part.pixels, m_palette.table,
                   mixed(m_palette.table, m_palette.muted, 0.3));
        const double pixels =
            std::min({table.width * scale.pixelsPerMm * 0.4, table.height * scale.pixelsPerMm * 0.5,
                      15.0 * scale.devicePixelRatio});
        if (pixels >= smallestTextPx * scale.devicePixelRatio && !scale.isOverview)
            drawCentered(painter, table.center, table.label, scale.pixelsPerMm,
                         {pixels, QFont::Medium, m_palette.muted});
    }
}

void MapGround::paintRowLetters(QPainter &painter, const Part &part) const
{
    const MapScale &scale = part.scale;
    const double pixels = m_labels.letterHeight * scale.pixelsPerMm;
    if (pixels < smallestTextPx * scale.devicePixelRatio)
        return;
    const double size = std::min(pixels, largestLetterPx * scale.devicePixelRatio);
    for (const RowLetter &letter : m_labels.rowLetters) {
        const qint32 section = m_geometry->rows()[letter.row].section;
        if (part.area.contains(letter.center) && !isSectionFaded(section))
            drawCentered(painter, letter.center, m_geometry->rows()[letter.row].label,
                         scale.pixelsPerMm, {size, QFont::Medium, m_palette.muted});
    }
}

void MapGround::paintNames(QPainter &painter, const Part &part) const
{
    const MapScale &scale = part.scale;
    if (!showsNamesBeside(scale))
        return;
    const double size = std::min(m_labels.nameHeight * scale.pixelsPerMm * 0.8,
                                 largestNamePx * scale.devicePixelRatio);
    for (size_t i = 0; i < m_labels.sections.size(); ++i) {
        const std::optional<RectMm> &place = m_labels.sections[i].beside;
        if (place && intersects(*place, part.area) && !isSectionFaded(qsizetype(i))) {
            const PointMm middle{(place->left + place->right) / 2,
                                 (place->top + place->bottom) / 2};
            drawCentered(painter, middle, m_geometry->sections()[qsizetype(i)].name,
                         scale.pixelsPerMm, {size, QFont::DemiBold, m_palette.text});
        }
    }
}

} // namespace foyer
