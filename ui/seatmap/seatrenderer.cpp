#include "ui/seatmap/seatrenderer.h"

#include "models/domain/invariant.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr size_t mostPlans = 16;
constexpr double largestUnderPlate = 11; ///< seat diameter, device-independent

/// floor(v + 0.5) without a library call; exact for |v| < 2^30.
qint32 rounded(double v)
{
    constexpr double bias = 1073741824.0;
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): lround() is the call that costs
    return qint32(qint64(v + bias + 0.5) - qint64(bias));
}

/// The map under \a world and \a margin pixels around it.
RectMm worldArea(const QRect &world, int margin, const MapScale &scale)
{
    const auto mm = [&](int pixel) {
        return qint32(std::clamp(pixel / scale.pixelsPerMm, -2e9, 2e9));
    };
    return {mm(world.left() - margin), mm(world.top() - margin), mm(world.right() + 1 + margin),
            mm(world.bottom() + 1 + margin)};
}

} // namespace

struct SeatRenderer::Plan
{
    MapScale scale;
    SeatSprites sprites;
    double quartersPerMm;
    PlateBoard plates;
    [[nodiscard]] qint32 quarters(qint32 mm) const { return rounded(mm * quartersPerMm); }
};

SeatRenderer::SeatRenderer(std::shared_ptr<const SeatGeometry> geometry, const MapPalette &palette)
    : m_geometry(std::move(geometry))
    , m_palette(palette)
    , m_ground(m_geometry, palette)
    , m_platePictures(*m_geometry, m_ground.labels())
    , m_looks(size_t(m_geometry->ticketCount()), SeatLook::Available)
    , m_styles(size_t(m_geometry->seatCount()))
    , m_dimmed(size_t(m_geometry->categories().size()), false)
{
    for (qint32 seat = 0; seat < m_geometry->seatCount(); ++seat)
        restyle(seat);
    for (const SeatGeometry::SectionInfo &section : m_geometry->sections())
        m_freeInSection.push_back(section.seatCount);
    for (const SeatGeometry::AreaInfo &area : m_geometry->areas())
        m_freeInArea.push_back(area.capacity);
}

SeatRenderer::~SeatRenderer() = default;

void SeatRenderer::restyle(qint32 seat)
{
    const auto i = size_t(seat);
    const quint8 category = m_geometry->categoryIndices()[i];
    const qint32 section = m_geometry->rows()[m_geometry->rowIndices()[i]].section;
    const bool isDim = m_dimmed[category] || isFaded(m_geometry->sections()[section].level);
    m_styles[i] = SeatStyle(m_looks[i], category, m_geometry->kinds()[i], isDim);
}

void SeatRenderer::setPalette(const MapPalette &palette)
{
    m_palette = palette;
    m_ground.setPalette(palette);
    m_plans.clear();
    m_platePictures.clear();
}

void SeatRenderer::setCategoryFilter(const std::optional<QList<CategoryId>> &categories)
{
    for (qsizetype i = 0; i < m_geometry->categories().size(); ++i)
        m_dimmed[size_t(i)] = categories && !categories->contains(m_geometry->categories()[i].id);
    for (qint32 seat = 0; seat < m_geometry->seatCount(); ++seat)
        restyle(seat);
}

void SeatRenderer::setLevelFilter(std::optional<qint32> level)
{
    m_level = level;
    m_ground.setLevelFilter(level);
    m_plans.clear(); // they know where the names stand
    for (qint32 seat = 0; seat < m_geometry->seatCount(); ++seat)
        restyle(seat);
}

int SeatRenderer::barStep(qint32 section) const
{
    const qint32 total = m_geometry->sections()[section].seatCount;
    const qint64 free = m_freeInSection[size_t(section)];
    // Rounded up: an empty bar says sold out.
    return total > 0 ? int((free * PlatePictures::barSteps + total - 1) / total) : 0;
}

void SeatRenderer::countFree(SeatIndex ticket, int by, MapChanges &changes)
{
    if (!m_geometry->isSeat(ticket)) {
        const auto *area = m_geometry->area(ticket);
        const auto index = qint32(area - m_geometry->areas().constData());
        m_freeInArea[size_t(index)] += by;
        if (changes.areas.empty() || changes.areas.back() != index)
            changes.areas.push_back(index);
        return;
    }
    const qint32 row = m_geometry->rowIndices()[size_t(ticket.value())];
    const qint32 section = m_geometry->rows()[row].section;
    const int before = barStep(section);
    m_freeInSection[size_t(section)] += by;
    if (barStep(section) != before)
        changes.sections.push_back(section);
    const AvailabilityTint tint = availabilityTint(m_freeInSection[size_t(section)],
                                                   m_geometry->sections()[section].seatCount);
    if (tint != m_ground.tint(section)) {
        m_ground.setTint(section, tint);
        changes.tints.push_back(section);
    }
}

void SeatRenderer::setLook(SeatIndex ticket, SeatLook look, MapChanges &changes)
{
    FOYER_INVARIANT(ticket.value() >= 0 && ticket.value() < m_geometry->ticketCount(),
                    "A look belongs to a ticket of the shown map.");
    SeatLook &present = m_looks[size_t(ticket.value())];
    if (present == look)
        return;
    const int by = int(look == SeatLook::Available) - int(present == SeatLook::Available);
    present = look;
    if (m_geometry->isSeat(ticket)) {
        restyle(ticket.value());
        changes.seats.push_back(ticket.value());
    }
    if (by != 0)
        countFree(ticket, by, changes);
}

SeatRenderer::Plan &SeatRenderer::planFor(const MapScale &scale)
{
    if (!m_plans.empty() && m_plans.front()->scale == scale) [[likely]]
        return *m_plans.front();
    const auto found =
        std::ranges::find_if(m_plans, [&](const auto &p) { return p->scale == scale; });
    if (found != m_plans.end()) {
        std::rotate(m_plans.begin(), found, found + 1);
        return *m_plans.front();
    }
    std::vector<quint32> colors;
    for (const Category &category : m_geometry->categories())
        colors.push_back(category.color);
    auto plan = std::make_unique<Plan>(
        Plan{scale,
             SeatSprites(m_geometry->seatDiameter() * scale.pixelsPerMm, scale.devicePixelRatio,
                         m_palette, std::move(colors)),
             scale.pixelsPerMm * 4, PlateBoard(m_freeInSection.size(), m_freeInArea.size())});
    placePlates(*plan);
    if (m_plans.size() == mostPlans)
        m_plans.pop_back();
    m_plans.insert(m_plans.begin(), std::move(plan));
    return *m_plans.front();
}

void SeatRenderer::placePlates(Plan &plan)
{
    const MapScale &scale = plan.scale;
    if (scale.isOverview)
        return;
    const auto place = [&](qint32 index, bool isArea, PointMm middle, QSize size,
                           const QRect &room) {
        QRect rect(QPoint(), size);
        rect.moveCenter(
            {rounded(middle.x * scale.pixelsPerMm), rounded(middle.y * scale.pixelsPerMm)});
        if (size.width() <= room.width() && size.height() <= room.height())
            plan.plates.add({index, isArea, rect});
    };
    for (qint32 i = 0; i < qint32(m_freeInArea.size()); ++i) {
        const SeatGeometry::AreaInfo &area = m_geometry->areas()[i];
        if (isFaded(area.level))
            continue;
        const RectMm box = boundsOf(area.outline);
        const double s = scale.pixelsPerMm;
        const QRect room = QRectF(box.left * s, box.top * s, (box.right - box.left) * s,
                                  (box.bottom - box.top) * s)
                               .toAlignedRect();
        place(i, true, middleInside(area.outline),
              m_platePictures.areaSize(i, scale.devicePixelRatio), room);
    }
    // Close by, the name stands beside its section; where there was no room it stays on it until
    // it would be in the way of picking.
    const bool isNear = m_ground.showsNamesBeside(scale);
    if (plan.sprites.diameterPx() >= largestUnderPlate * scale.devicePixelRatio)
        return;
    for (qint32 i = 0; i < qint32(m_freeInSection.size()); ++i) {
        const SeatGeometry::SectionInfo &section = m_geometry->sections()[i];
        if (!section.name.isEmpty() && section.seatCount > 0 && !isFaded(section.level) &&
            !(isNear && labels().sections[size_t(i)].beside))
            place(i, false, labels().sections[size_t(i)].middle,
                  m_platePictures.sectionSize(i, scale.devicePixelRatio),
                  m_ground.sectionRect(i, scale));
    }
}

void SeatRenderer::render(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale)
{
    renderGround(target, origin, clip, scale);
    renderSeats(target, origin, clip, scale);
}

void SeatRenderer::renderGround(QImage &target, QPoint origin, const QRect &clip,
                                const MapScale &scale)
{
    m_ground.paint(target, origin, clip, scale);
}

void SeatRenderer::renderSeats(QImage &target, QPoint origin, const QRect &clip,
                               const MapScale &scale)
{
    Plan &plan = planFor(scale);
    const QRect world = clip.translated(origin);
    const RectMm area = worldArea(world, plan.sprites.reachPx(), scale);
    const qint32 *xs = m_geometry->xs().data();
    const qint32 *ys = m_geometry->ys().data();
    const bool numbered = plan.sprites.hasNumbers();
    const SeatSprites::Canvas canvas(target, clip);
    const qint32 originX = origin.x() * 4;
    const qint32 originY = origin.y() * 4;
    m_geometry->visitCells(area, [&](qint32 seat) {
        const auto i = size_t(seat);
        const qint32 x = plan.quarters(xs[i]) - originX;
        const qint32 y = plan.quarters(ys[i]) - originY;
        if (!plan.sprites.touches(canvas, x, y))
            return;
        plan.sprites.draw(canvas, x, y, m_styles[i]);
        if (numbered)
            plan.sprites.drawNumber(target, clip, x, y, m_styles[i],
                                    m_geometry->number(SeatIndex(seat)));
    });
    plan.plates.visit(world, [&](const MapPlate &plate) {
        const qint32 value =
            plate.isArea ? m_freeInArea[size_t(plate.index)] : barStep(plate.index);
        blendOver(target, clip, plate.rect.topLeft() - origin,
                  m_platePictures.picture(plate, value, scale.devicePixelRatio, m_palette));
    });
}

bool SeatRenderer::isBlank(const QRect &world, const MapScale &scale) const
{
    return m_ground.isBlank(worldArea(world, int(48 * scale.devicePixelRatio), scale));
}

QRect SeatRenderer::seatRect(qint32 seat, const MapScale &scale)
{
    const Plan &plan = planFor(scale);
    return plan.sprites.rect(plan.quarters(m_geometry->xs()[size_t(seat)]),
                             plan.quarters(m_geometry->ys()[size_t(seat)]));
}

QRect SeatRenderer::sectionPlateRect(qint32 section, const MapScale &scale)
{
    return planFor(scale).plates.sectionRect(section);
}

QRect SeatRenderer::areaPlateRect(qint32 area, const MapScale &scale)
{
    return planFor(scale).plates.areaRect(area);
}

QRect SeatRenderer::tintRect(qint32 section, const MapScale &scale) const
{
    if (!MapGround::showsTint(m_geometry->seatDiameter() * scale.pixelsPerMm))
        return {};
    return m_ground.sectionRect(section, scale).adjusted(-3, -3, 3, 3);
}

QImage seatPicture(SeatLook look, quint32 categoryRgb, double diameter, qreal devicePixelRatio,
                   const MapPalette &palette)
{
    const int side = int(std::ceil((diameter + 2) * devicePixelRatio));
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side / 2.0, side / 2.0);
    painter.scale(diameter * devicePixelRatio, diameter * devicePixelRatio);
    paintSeat(painter, SeatStyle(look, 0, SeatKind::Seat, false), SeatDetail::Glyphs, categoryRgb,
              palette);
    painter.end();
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

} // namespace foyer
