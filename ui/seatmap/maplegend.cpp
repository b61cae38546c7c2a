#include "ui/seatmap/maplegend.h"

#include "ui/seatmap/mappalette.h"
#include "ui/seatmap/seatrenderer.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace foyer {

namespace {

constexpr int glyphPx = 14;
constexpr int lineHeight = 22;

QString legendName(SeatLook look)
{
    switch (look) {
    case SeatLook::Available:
        return MapLegend::tr("Free");
    case SeatLook::Mine:
        return MapLegend::tr("Yours");
    case SeatLook::Held:
        return MapLegend::tr("Held");
    case SeatLook::Sold:
        return MapLegend::tr("Sold");
    case SeatLook::Blocked:
        return MapLegend::tr("Blocked");
    }
    return {};
}

} // namespace

MapLegend::MapLegend(QWidget *parent)
    : QWidget(parent)
    , m_looks{SeatLook::Available, SeatLook::Mine, SeatLook::Held, SeatLook::Sold,
              SeatLook::Blocked}
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFont(Theme::font(TextRole::Caption));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    rebuild();
}

void MapLegend::setCategories(const QList<Entry> &categories)
{
    m_categories = categories;
    rebuild();
}

void MapLegend::setLooks(const QList<SeatLook> &looks)
{
    m_looks = looks;
    rebuild();
}

void MapLegend::rebuild()
{
    m_items.clear();
    QStringList spoken;
    for (const SeatLook look : std::as_const(m_looks))
        m_items.append({look, 0x5B6470, legendName(look), {}});
    for (const Entry &entry : std::as_const(m_categories))
        m_items.append({SeatLook::Available, entry.color, entry.name, entry.price});
    for (const Item &item : std::as_const(m_items))
        spoken.append(item.detail.isEmpty() ? item.text : item.text + u' ' + item.detail);
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(spoken.join(u", "));
    updateGeometry();
    update();
}

int MapLegend::widthOf(const Item &item) const
{
    const QFontMetrics metrics(font());
    const int detail =
        item.detail.isEmpty() ? 0 : space::xs + metrics.horizontalAdvance(item.detail);
    return glyphPx + space::xs + 2 + metrics.horizontalAdvance(item.text) + detail;
}

template <class Place>
int MapLegend::flow(int width, Place &&place) const
{
    int x = 0;
    int y = 0;
    for (const Item &item : m_items) {
        const int itemWidth = widthOf(item);
        if (x > 0 && x + itemWidth > width) {
            x = 0;
            y += lineHeight;
        }
        place(item, QPoint(x, y));
        x += itemWidth + space::l;
    }
    return y + lineHeight;
}

int MapLegend::heightForWidth(int width) const
{
    return flow(width, [](const Item &, QPoint) {});
}

QSize MapLegend::sizeHint() const
{
    int width = 0;
    for (const Item &item : m_items)
        width += widthOf(item) + space::l;
    return {std::max(width - space::l, 0), lineHeight};
}

QSize MapLegend::minimumSizeHint() const
{
    return {120, lineHeight};
}

void MapLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const MapPalette palette(Theme::current().colors());
    const QFontMetrics metrics(font());
    flow(width(), [&](const Item &item, QPoint at) {
        const QImage glyph =
            seatPicture(item.look, item.color, glyphPx, devicePixelRatioF(), palette);
        const double side = glyph.width() / glyph.devicePixelRatio();
        painter.drawImage(QPointF(at.x() + (glyphPx - side) / 2, at.y() + (lineHeight - side) / 2),
                          glyph);
        const int baseline = at.y() + (lineHeight + metrics.capHeight()) / 2;
        int x = at.x() + glyphPx + space::xs + 2;
        painter.setPen(palette.text);
        painter.drawText(x, baseline, item.text);
        x += metrics.horizontalAdvance(item.text) + space::xs;
        painter.setPen(palette.muted);
        painter.drawText(x, baseline, item.detail);
    });
}

} // namespace foyer
