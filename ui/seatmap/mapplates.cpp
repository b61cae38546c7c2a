#include "ui/seatmap/mapplates.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

constexpr double platePx = 11;
constexpr qsizetype mostPlatePictures = 4096;

QFont plateFont(qreal dpr, bool isTitle)
{
    QFont font;
    font.setPixelSize(int(std::lround((isTitle ? platePx : platePx - 1) * dpr)));
    font.setWeight(isTitle ? QFont::DemiBold : QFont::Normal);
    return font;
}

QSize plateSize(const QString &title, const QString &detail, qreal dpr)
{
    const QFontMetricsF titleMetrics(plateFont(dpr, true));
    const QFontMetricsF detailMetrics(plateFont(dpr, false));
    const double width = std::max(
        {titleMetrics.horizontalAdvance(title), detailMetrics.horizontalAdvance(detail), 24 * dpr});
    const double height = detail.isEmpty() ? titleMetrics.height() + 5 * dpr
                                           : titleMetrics.height() + detailMetrics.height();
    return {int(std::ceil(width + 14 * dpr)), int(std::ceil(height + 6 * dpr))};
}

} // namespace

void PlateBoard::add(const MapPlate &plate)
{
    const bool isFree = std::ranges::none_of(
        m_plates, [&](const MapPlate &other) { return other.rect.intersects(plate.rect); });
    if (!isFree)
        return;
    const auto number = qint32(m_plates.size());
    (plate.isArea ? m_ofArea : m_ofSection)[size_t(plate.index)] = number;
    visitBlocks(plate.rect, [&](std::pair<int, int> block) { m_ofBlock[block].push_back(number); });
    m_plates.push_back(plate);
}

QSize PlatePictures::sectionSize(qint32 section, qreal devicePixelRatio) const
{
    return plateSize(m_geometry.sections()[section].name, {}, devicePixelRatio);
}

QSize PlatePictures::areaSize(qint32 area, qreal devicePixelRatio) const
{
    const SeatGeometry::AreaInfo &info = m_geometry.areas()[area];
    return plateSize(info.name, areaText(area, info.capacity), devicePixelRatio);
}

QString PlatePictures::areaText(qint32 area, qint32 free) const
{
    const QLocale locale;
    return tr("%1 of %2 free")
        .arg(locale.toString(free), locale.toString(m_geometry.areas()[area].capacity));
}

const QImage &PlatePictures::picture(const MapPlate &plate, qint32 value, qreal dpr,
                                     const MapPalette &palette)
{
    const qint64 key =
        (qint64(plate.index) << 16) | (qint64(std::lround(dpr * 100)) << 1) | qint64(plate.isArea);
    if (m_pictures.size() > mostPlatePictures)
        m_pictures.clear();
    QImage &image = m_pictures[{key, value}];
    if (image.isNull()) {
        image = QImage(plate.rect.size(), QImage::Format_ARGB32_Premultiplied);
        paint(image, plate, value, dpr, palette);
    }
    return image;
}

void PlatePictures::paint(QImage &image, const MapPlate &plate, qint32 value, qreal dpr,
                          const MapPalette &palette) const
{
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(image.rect());
    QColor fill = palette.isDark ? palette.floor : palette.section;
    fill.setAlphaF(0.88F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 5 * dpr, 5 * dpr);
    const double padding = 3 * dpr;
    const QRectF inner = box.adjusted(padding, padding, -padding, -padding);
    painter.setFont(plateFont(dpr, true));
    painter.setPen(value == 0 ? palette.muted : palette.text);
    if (plate.isArea) {
        painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignTop),
                         m_geometry.areas()[plate.index].name);
        painter.setFont(plateFont(dpr, false));
        painter.setPen(palette.muted);
        painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignBottom),
                         areaText(plate.index, value));
        return;
    }
    painter.drawText(inner, int(Qt::AlignHCenter | Qt::AlignTop),
                     m_geometry.sections()[plate.index].name);
    const double height = 3 * dpr;
    paintBar(painter,
             QRectF(inner.left() + 4 * dpr, inner.bottom() - height - dpr, inner.width() - 8 * dpr,
                    height),
             plate.index, value, palette);
}

void PlatePictures::paintBar(QPainter &painter, const QRectF &bar, qint32 section, qint32 step,
                             const MapPalette &palette) const
{
    const double radius = bar.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette.section, palette.muted, 0.25));
    painter.drawRoundedRect(bar, radius, radius);
    if (step <= 0)
        return;
    const quint32 rgb =
        m_geometry.categories().value(m_labels.sections[size_t(section)].mainCategory).color;
    QRectF left = bar;
    left.setWidth(std::max(bar.width() * step / barSteps, bar.height()));
    painter.setBrush(palette.categoryTone(rgb));
    painter.drawRoundedRect(left, radius, radius);
}

} // namespace foyer
