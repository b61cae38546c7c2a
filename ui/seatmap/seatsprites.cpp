#include "ui/seatmap/seatsprites.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace foyer {

namespace {

constexpr int phases = 4;
/// The farthest a picture reaches from the centre, in diameters.
constexpr double reach = 0.53;
/// Of a seat too small for shapes, in diameters: nearly all of it, for its colour to count.
constexpr double smallSide = 0.92;
/// Up to this size rows are blended blindly, four pixels at a time; above it, most pixels are
/// either untouched or opaque and looking pays.
constexpr int widestVectorSprite = 20;
constexpr double smallestNumberPx = 6.5;

quint32 over(quint32 below, quint32 above)
{
    // x * (255 - alpha) / 255, rounded, two channels at a time; the vector code does the same.
    const quint32 keep = 255 - (above >> 24);
    quint32 even = (below & 0xFF00FF) * keep + 0x800080;
    even = ((even + ((even >> 8) & 0xFF00FF)) >> 8) & 0xFF00FF;
    quint32 odd = ((below >> 8) & 0xFF00FF) * keep + 0x800080;
    odd = (odd + ((odd >> 8) & 0xFF00FF)) & 0xFF00FF00;
    return above + (even | odd);
}

#ifdef __SSE2__
inline __m128i keptOf(__m128i below, __m128i keep)
{
    const __m128i product = _mm_add_epi16(_mm_mullo_epi16(below, keep), _mm_set1_epi16(128));
    return _mm_srli_epi16(_mm_add_epi16(product, _mm_srli_epi16(product, 8)), 8);
}

inline void blendFour(quint32 *below, const quint32 *above)
{
    const __m128i source = _mm_load_si128(reinterpret_cast<const __m128i *>(above));
    const __m128i zero = _mm_setzero_si128();
    const __m128i target = _mm_loadu_si128(reinterpret_cast<const __m128i *>(below));
    __m128i alpha = _mm_srli_epi32(source, 24);
    alpha = _mm_or_si128(alpha, _mm_slli_epi32(alpha, 16));
    const __m128i keep = _mm_sub_epi16(_mm_set1_epi16(255), alpha);
    const __m128i low = keptOf(_mm_unpacklo_epi8(target, zero), _mm_unpacklo_epi32(keep, keep));
    const __m128i high = keptOf(_mm_unpackhi_epi8(target, zero), _mm_unpackhi_epi32(keep, keep));
    const __m128i result = _mm_add_epi8(_mm_packus_epi16(low, high), source);
    _mm_storeu_si128(reinterpret_cast<__m128i *>(below), result);
}
#else
inline void blendFour(quint32 *below, const quint32 *above)
{
    for (int i = 0; i < 4; ++i)
        below[i] = over(below[i], above[i]);
}
#endif

inline void blendRow(quint32 *below, const quint32 *above, int count)
{
    int i = 0;
    while (i < count) {
        const int start = i;
        while (i < count && above[i] == 0)
            ++i;
        const int opaque = i;
        while (i < count && above[i] >= 0xFF000000U)
            ++i;
        if (i > opaque)
            std::memcpy(below + opaque, above + opaque, size_t(i - opaque) * 4);
        if (i == start) {
            below[i] = over(below[i], above[i]);
            ++i;
        }
    }
}

QRectF centered(double diameter)
{
    return {-diameter / 2, -diameter / 2, diameter, diameter};
}

void paintFree(QPainter &painter, const QColor &color, SeatKind kind, SeatDetail detail)
{
    painter.setBrush(color);
    if (kind == SeatKind::Wheelchair) {
        painter.drawRoundedRect(centered(0.9), 0.2, 0.2);
        return;
    }
    if (detail <= SeatDetail::Squares)
        painter.drawRoundedRect(centered(smallSide), 0.12, 0.12);
    else
        painter.drawEllipse(centered(0.9));
    if (kind == SeatKind::Companion && detail >= SeatDetail::Glyphs) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(MapPalette::textOn(color), 0.06));
        painter.drawEllipse(centered(0.70));
        painter.setPen(Qt::NoPen);
    }
}

void paintMine(QPainter &painter, const MapPalette &palette, SeatKind kind, SeatDetail detail)
{
    painter.setBrush(palette.mine);
    if (kind == SeatKind::Wheelchair || detail <= SeatDetail::Squares)
        painter.drawRoundedRect(centered(1.02), 0.2, 0.2);
    else
        painter.drawEllipse(centered(1.06));
    if (detail <= SeatDetail::Squares)
        return;
    QPainterPath check;
    check.moveTo(-0.23, 0.01);
    check.lineTo(-0.06, 0.18);
    check.lineTo(0.25, -0.17);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.onMine, 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(check);
    painter.setPen(Qt::NoPen);
}

void paintHeld(QPainter &painter, const QColor &color, SeatDetail detail)
{
    if (detail <= SeatDetail::Squares) {
        painter.setBrush(color);
        painter.drawRoundedRect(centered(smallSide), 0.12, 0.12);
        return;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 0.19));
    painter.drawEllipse(centered(0.71));
    painter.setPen(Qt::NoPen);
}

void paintBlocked(QPainter &painter, const MapPalette &palette, const QColor &color,
                  SeatDetail detail)
{
    painter.setBrush(color);
    if (detail <= SeatDetail::Squares) {
        painter.drawRoundedRect(centered(smallSide), 0.12, 0.12);
        return;
    }
    painter.drawRoundedRect(centered(0.84), 0.14, 0.14);
    painter.setPen(QPen(palette.section, 0.13));
    painter.drawLine(QPointF(-0.28, 0.28), QPointF(0.28, -0.28));
    painter.setPen(Qt::NoPen);
}

void paintSold(QPainter &painter, const QColor &color, SeatDetail detail)
{
    painter.setBrush(color);
    if (detail == SeatDetail::Dots)
        painter.drawRoundedRect(centered(smallSide), 0.12, 0.12);
    else
        painter.drawEllipse(centered(detail == SeatDetail::Squares ? 0.84 : 0.56));
}

/// The head, the back and the wheel of the accessible symbol.
void paintWheelchairSymbol(QPainter &painter, const QColor &color)
{
    painter.setBrush(color);
    painter.drawEllipse(QPointF(-0.05, -0.26), 0.07, 0.07);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 0.08, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{-0.05, -0.14}, {-0.05, 0.06}, {0.13, 0.06}, {0.21, 0.25}});
    painter.drawArc(QRectF(-0.24, -0.06, 0.34, 0.34), 120 * 16, 235 * 16);
    painter.setPen(Qt::NoPen);
}

} // namespace

SeatDetail seatDetail(double diameterPx)
{
    if (diameterPx < 2.5)
        return SeatDetail::Dots;
    if (diameterPx < 5)
        return SeatDetail::Squares;
    return diameterPx < 14 ? SeatDetail::Glyphs : SeatDetail::Numbered;
}

void paintSeat(QPainter &painter, SeatStyle style, SeatDetail detail, quint32 categoryRgb,
               const MapPalette &palette)
{
    // Away from the other categories: nearly the floor, still there.
    const auto shown = [&](const QColor &color) {
        return style.isDimmed() ? mixed(palette.section, color, 0.22) : color;
    };
    painter.setPen(Qt::NoPen);
    switch (style.look()) {
    case SeatLook::Available: {
        const QColor color =
            shown(detail <= SeatDetail::Squares ? palette.categoryDotTone(categoryRgb)
                                                : palette.categoryTone(categoryRgb));
        paintFree(painter, color, style.kind(), detail);
        if (style.kind() == SeatKind::Wheelchair && detail == SeatDetail::Numbered)
            paintWheelchairSymbol(painter, MapPalette::textOn(color));
        break;
    }
    case SeatLook::Mine:
        paintMine(painter, palette, style.kind(), detail);
        break;
    case SeatLook::Held:
        paintHeld(painter, shown(detail <= SeatDetail::Squares ? palette.held : palette.heldRing),
                  detail);
        break;
    case SeatLook::Sold:
        paintSold(painter, shown(palette.sold), detail);
        break;
    case SeatLook::Blocked:
        paintBlocked(painter, palette, shown(palette.blocked), detail);
        break;
    }
}

SeatSprites::SeatSprites(double diameterPx, qreal devicePixelRatio, const MapPalette &palette,
                         std::vector<quint32> categories)
    : m_diameterPx(std::max(diameterPx, 1.1))
    , m_detail(seatDetail(diameterPx))
    , m_palette(palette)
    , m_categories(std::move(categories))
    , m_before(int(std::ceil(m_diameterPx * reach)))
    , m_size(m_before + int(std::ceil(m_diameterPx * reach + 0.75)))
    , m_stride((m_size + 3) / 4 * 4)
    , m_hasNumbers(m_detail == SeatDetail::Numbered &&
                   m_diameterPx * 0.5 >= smallestNumberPx * devicePixelRatio)
    , m_sprites(seatStyleCount)
{}

void SeatSprites::make(SeatStyle style)
{
    const quint32 rgb =
        style.category() < m_categories.size() ? m_categories[style.category()] : 0x808080;
    std::vector<quint32> &sprite = m_sprites[style.value()];
    // Three spare pixels let pixels() start at a 16-byte boundary.
    sprite.assign(size_t(phases * phases * m_size * m_stride) + 4, 0);
    quint32 *start = const_cast<quint32 *>(pixels(style, 0));
    for (int phase = 0; phase < phases * phases; ++phase) {
        QImage image(reinterpret_cast<uchar *>(start + phase * m_size * m_stride), m_size, m_size,
                     m_stride * 4, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        const int across = phase % phases;
        const int down = phase / phases;
        painter.translate(m_before + across * 0.25, m_before + down * 0.25);
        painter.scale(m_diameterPx, m_diameterPx);
        paintSeat(painter, style, m_detail, rgb, m_palette);
    }
}

const quint32 *SeatSprites::pixels(SeatStyle style, int phase)
{
    std::vector<quint32> &sprite = m_sprites[style.value()];
    if (sprite.empty()) [[unlikely]]
        make(style);
    const quintptr toBoundary = (0 - reinterpret_cast<quintptr>(sprite.data())) & 15;
    return sprite.data() + toBoundary / sizeof(quint32) + phase * m_size * m_stride;
}

void SeatSprites::draw(const Canvas &canvas, qint32 x, qint32 y, SeatStyle style)
{
    const quint32 *sprite = pixels(style, (y & 3) * phases + (x & 3));
    const int left = (x >> 2) - m_before;
    const int top = (y >> 2) - m_before;
    const int firstRow = std::max(top, canvas.top);
    const int endRow = std::min(top + m_size, canvas.bottom);
    quint32 *below = canvas.pixels + firstRow * canvas.rowPixels;
    const quint32 *above = sprite + (firstRow - top) * m_stride;
    const bool isWhole = left >= canvas.left && left + m_stride <= canvas.right;
    if (isWhole && m_size <= widestVectorSprite) {
        for (int row = firstRow; row < endRow; ++row) {
            for (int i = 0; i < m_stride; i += 4)
                blendFour(below + left + i, above + i);
            below += canvas.rowPixels;
            above += m_stride;
        }
        return;
    }
    const int first = std::max(left, canvas.left);
    const int count = std::min(left + m_size, canvas.right) - first;
    for (int row = firstRow; row < endRow && count > 0; ++row) {
        blendRow(below + first, above + (first - left), count);
        below += canvas.rowPixels;
        above += m_stride;
    }
}

void SeatSprites::drawNumber(QImage &target, const QRect &clip, qint32 x, qint32 y, SeatStyle style,
                             const QString &number)
{
    if (!m_hasNumbers || style.look() != SeatLook::Available ||
        style.kind() == SeatKind::Wheelchair || number.isEmpty())
        return;
    const quint32 rgb =
        style.category() < m_categories.size() ? m_categories[style.category()] : 0x808080;
    const QColor tone = m_palette.categoryTone(rgb);
    const QColor color = style.isDimmed() ? mixed(m_palette.section, m_palette.muted, 0.5)
                                          : MapPalette::textOn(tone);
    QImage &image = m_numbers[{number, color.rgb()}];
    if (image.isNull()) {
        QFont font;
        font.setPixelSize(std::max(1, int(m_diameterPx * (number.size() > 2 ? 0.38 : 0.48))));
        font.setWeight(QFont::Medium);
        image = textSprite(number, font, color);
    }
    blendOver(target, clip, {(x >> 2) - image.width() / 2, (y >> 2) - image.height() / 2}, image);
}

void blendOver(QImage &target, const QRect &clip, QPoint at, const QImage &source)
{
    const QRect area = QRect(at, source.size()) & clip;
    for (int row = area.top(); row <= area.bottom(); ++row) {
        auto *below = reinterpret_cast<quint32 *>(target.scanLine(row)) + area.left();
        const auto *above = reinterpret_cast<const quint32 *>(source.constScanLine(row - at.y())) +
                            (area.left() - at.x());
        blendRow(below, above, area.width());
    }
}

QImage textSprite(const QString &text, const QFont &font, const QColor &color)
{
    const QFontMetricsF metrics(font);
    const int width = int(std::ceil(metrics.horizontalAdvance(text))) + 2;
    // Cap height, not line height: a number has to sit in the middle of its seat.
    const int cap = int(std::ceil(metrics.capHeight()));
    const int below = int(std::ceil(metrics.descent()));
    QImage image(width, cap + 2 * below, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF((width - metrics.horizontalAdvance(text)) / 2, below + cap), text);
    return image;
}

} // namespace foyer
