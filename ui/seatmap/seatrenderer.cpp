#include "ui/seatmap/seatrenderer.h"

#include "models/domain/invariant.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr size_t mostPlans = 16;
constexpr int barSteps = 20;
constexpr double platePx = 11;
constexpr double largestUnderPlate = 11; ///< seat diameter, device-independent
constexpr qsizetype mostPlateImages = 4096;

QFont plateFont(qreal dpr, bool isTitle)
{
    QFont font;
    font.setPixelSize(int(std::lround((isTitle ? platePx : platePx - 1) * dpr)));
    font.setWeight(isTitle ? QFont::DemiBold : QFont::Normal);
    return font;
}

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
    std::vector<Plate> plates;
    std::vector<qint32> plateOfSection; ///< -1: none
    std::vector<qint32> plateOfArea;
    /// The plates that touch each block of 256 pixels, in drawing order.
    QHash<std::pair<int, int>, std::vector<qint32>> platesOfBlock;

    void indexPlates()
    {
        for (size_t i = 0; i < plates.size(); ++i) {
            visitBlocks(plates[i].rect, [&](std::pair<int, int> block) {
                platesOfBlock[block].push_back(qint32(i));
            });
        }
    }
    template <class Visitor>
    void visitPlates(const QRect &world, Visitor &&visit) const
    {
        if (plates.empty())
            return;
        visitBlocks(world, [&](std::pair<int, int> block) {
            const auto found = platesOfBlock.constFind(block);
            if (found == platesOfBlock.cend())
                return;
            for (const qint32 plate : *found) {
                const QRect &rect = plates[size_t(plate)].rect;
                // Only in the block of the left top corner that both share: exactly once.
                const QPoint corner = (rect & world).topLeft();
                if (rect.intersects(world) && (corner.x() >> 8) == block.first &&
                    (corner.y() >> 8) == block.second)
                    visit(plates[size_t(plate)]);
            }
        });
    }
    template <class Visitor>
    static void visitBlocks(const QRect &world, Visitor &&visit)
    {
        for (int y = world.top() >> 8; y <= world.bottom() >> 8; ++y) {
            for (int x = world.left() >> 8; x <= world.right() >> 8; ++x)
                visit(std::pair(x, y));
        }
    }
    [[nodiscard]] qint32 quarters(qint32 mm) const { return rounded(mm * quartersPerMm); }
};

SeatRenderer::SeatRenderer(std::shared_ptr<const SeatGeometry> geometry, const MapPalette &palette)
    : m_geometry(std::move(geometry))
    , m_palette(palette)
    , m_ground(m_geometry, palette)
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
    m_plateImages.clear();
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
    return total > 0 ? int((free * barSteps + total - 1) / total) : 0;
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
             scale.pixelsPerMm * 4,
             {},
             {},
             {},
             {}});
    placePlates(*plan);
    plan->indexPlates();
    if (m_plans.size() == mostPlans)
        m_plans.pop_back();
    m_plans.insert(m_plans.begin(), std::move(plan));
    return *m_plans.front();
}

QSize SeatRenderer::plateSize(const QString &title, const QString &detail, qreal dpr) const
{
    const QFontMetricsF titleMetrics(plateFont(dpr, true));
    const QFontMetricsF detailMetrics(plateFont(dpr, false));
    const double width = std::max(
        {titleMetrics.horizontalAdvance(title), detailMetrics.horizontalAdvance(detail), 24 * dpr});
    const double height = detail.isEmpty() ? titleMetrics.height() + 5 * dpr
                                           : titleMetrics.height() + detailMetrics.height();
    return {int(std::ceil(width + 14 * dpr)), int(std::ceil(height + 6 * dpr))};
}

QString SeatRenderer::areaText(qint32 area, qint32 free) const
{
    const QLocale locale;
    return tr("%1 of %2 free")
        .arg(locale.toString(free), locale.toString(m_geometry->areas()[area].capacity));
}

void SeatRenderer::placePlates(Plan &plan)
{
    const MapScale &scale = plan.scale;
    plan.plateOfSection.assign(m_freeInSection.size(), -1);
    plan.plateOfArea.assign(m_freeInArea.size(), -1);
    if (scale.isOverview)
        return;
    const auto place = [&](qint32 index, bool isArea, PointMm middle, QSize size,
                           const QRect &room) {
        QRect rect(QPoint(), size);
        rect.moveCenter(
            {rounded(middle.x * scale.pixelsPerMm), rounded(middle.y * scale.pixelsPerMm)});
        const bool fits = size.width() <= room.width() && size.height() <= room.height();
        const bool isFree = std::ranges::none_of(
            plan.plates, [&](const Plate &p) { return p.rect.intersects(rect); });
        if (!fits || !isFree)
            return;
        (isArea ? plan.plateOfArea : plan.plateOfSection)[size_t(index)] =
            qint32(plan.plates.size());
        plan.plates.push_back({index, isArea, rect});
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
              plateSize(area.name, areaText(i, area.capacity), scale.devicePixelRatio), room);
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
                  plateSize(section.name, {}, scale.devicePixelRatio),
                  m_ground.sectionRect(i, scale));
    }
}

QImage SeatRenderer::plateImage(const Plate &plate, qreal dpr)
{
    const qint32 value = plate.isArea ? m_freeInArea[size_t(plate.index)] : barStep(plate.index);
    const qint64 key =
        (qint64(plate.index) << 16) | (qint64(std::lround(dpr * 100)) << 1) | qint64(plate.isArea);
    if (m_plateImages.size() > mostPlateImages)
        m_plateImages.clear();
    QImage &image = m_plateImages[{key, value}];
    if (!image.isNull())
        return image;
    image = QImage(plate.rect.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(image.rect());
    QColor fill = m_palette.isDark ? m_palette.floor : m_palette.section;
    fill.setAlphaF(0.88F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 5 * dpr, 5 * dpr);
    const double padding = 3 * dpr;
    const QRectF inner = box.adjusted(padding, padding, -padding, -padding);
    painter.setFont(plateFont(dpr, true));
    painter.setPen(value == 0 ? m_palette.muted : m_palette.text);
    if (plate.isArea) {
        painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignTop),
                         m_geometry->areas()[plate.index].name);
        painter.setFont(plateFont(dpr, false));
        painter.setPen(m_palette.muted);
        painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignBottom),
                         areaText(plate.index, value));
        return image;
    }
    painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignTop),
                     m_geometry->sections()[plate.index].name);
    const quint32 rgb =
        m_geometry->categories().value(labels().sections[size_t(plate.index)].mainCategory).color;
    const double height = 3 * dpr;
    QRectF bar(inner.left() + 4 * dpr, inner.bottom() - height - dpr, inner.width() - 8 * dpr,
               height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(m_palette.section, m_palette.muted, 0.25));
    painter.drawRoundedRect(bar, height / 2, height / 2);
    if (value > 0) {
        bar.setWidth(std::max(bar.width() * value / barSteps, height));
        painter.setBrush(m_palette.categoryTone(rgb));
        painter.drawRoundedRect(bar, height / 2, height / 2);
    }
    return image;
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
    plan.visitPlates(world, [&](const Plate &plate) {
        blendOver(target, clip, plate.rect.topLeft() - origin,
                  plateImage(plate, scale.devicePixelRatio));
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
    const Plan &plan = planFor(scale);
    const qint32 plate = plan.plateOfSection[size_t(section)];
    return plate < 0 ? QRect() : plan.plates[size_t(plate)].rect;
}

QRect SeatRenderer::areaPlateRect(qint32 area, const MapScale &scale)
{
    const Plan &plan = planFor(scale);
    const qint32 plate = plan.plateOfArea[size_t(area)];
    return plate < 0 ? QRect() : plan.plates[size_t(plate)].rect;
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
