#pragma once

#include "models/seatmap/seatmap.h"
#include "ui/seatmap/mappalette.h"

#include <QHash>
#include <QImage>
#include <QRect>

#include <array>
#include <memory>
#include <vector>

class QPainter;

namespace foyer {

/// How much of a seat can be seen, by its diameter in device pixels.
enum class SeatDetail : quint8 {
    Dots,     ///< < 2.5: a spot of colour
    Squares,  ///< 2.5-5: size helps
    Glyphs,   ///< 5-14: shapes
    Numbered, ///< >= 14: shapes and seat numbers
};
[[nodiscard]] SeatDetail seatDetail(double diameterPx);

/// Everything a seat's picture depends on, in one number below seatStyleCount.
class SeatStyle final
{
public:
    constexpr SeatStyle() = default;
    constexpr SeatStyle(SeatLook look, quint8 category, SeatKind kind, bool dimmed)
        : m_value(quint16(
              ((look == SeatLook::Available ? 5 + category : int(look)) * 3 + int(kind)) * 2 +
              int(dimmed)))
    {}
    constexpr explicit SeatStyle(quint16 value)
        : m_value(value)
    {}
    [[nodiscard]] constexpr quint16 value() const { return m_value; }
    [[nodiscard]] constexpr bool isDimmed() const { return m_value % 2 != 0; }
    [[nodiscard]] constexpr SeatKind kind() const { return SeatKind(m_value / 2 % 3); }
    [[nodiscard]] constexpr SeatLook look() const
    {
        return m_value / 6 >= 5 ? SeatLook::Available : SeatLook(m_value / 6);
    }
    /// Only for free seats; the others look alike in every category.
    [[nodiscard]] constexpr quint8 category() const
    {
        return quint8(m_value / 6 >= 5 ? m_value / 6 - 5 : 0);
    }
    constexpr bool operator==(const SeatStyle &) const = default;

private:
    quint16 m_value = 0;
};
inline constexpr int seatStyleCount = (5 + 256) * 6;

/// Draws one seat of diameter 1 around the origin of \a painter.
void paintSeat(QPainter &painter, SeatStyle style, SeatDetail detail, quint32 categoryRgb,
               const MapPalette &palette);

/// The pictures of seats at one diameter, ready to be blended into an opaque image.
///
/// Seats stand between pixels, so each picture exists in 4 x 4 sub-pixel positions; without them
/// rows of small seats would look uneven. Made on first use: styles() x 16 x a few hundred bytes.
class SeatSprites final
{
public:
    /// A target ready to be written: what would be asked of the image again for every seat.
    struct Canvas
    {
        Canvas(QImage &target, const QRect &part)
            : pixels(reinterpret_cast<quint32 *>(target.bits()))
            , rowPixels(target.bytesPerLine() / 4)
            , left(part.left())
            , top(part.top())
            , right(part.right() + 1)
            , bottom(part.bottom() + 1)
        {}
        quint32 *pixels;
        qsizetype rowPixels;
        int left, top, right, bottom; ///< only these are written; right and bottom exclusive
    };

    /// \a categories their 0xRRGGBB colours by index.
    SeatSprites(double diameterPx, qreal devicePixelRatio, const MapPalette &palette,
                std::vector<quint32> categories);

    [[nodiscard]] SeatDetail detail() const { return m_detail; }
    [[nodiscard]] double diameterPx() const { return m_diameterPx; }
    /// The pixels a seat at \a x, \a y (quarter pixels) may touch.
    [[nodiscard]] QRect rect(qint32 x, qint32 y) const
    {
        return {(x >> 2) - m_before, (y >> 2) - m_before, m_size, m_size};
    }
    /// Blends the seat at \a x, \a y, in quarter pixels from the target's corner (RGB32).
    void draw(const Canvas &canvas, qint32 x, qint32 y, SeatStyle style);
    /// Whether a seat there touches the canvas.
    [[nodiscard]] bool touches(const Canvas &canvas, qint32 x, qint32 y) const
    {
        const int left = (x >> 2) - m_before;
        const int top = (y >> 2) - m_before;
        return left < canvas.right && top < canvas.bottom && left + m_size > canvas.left &&
               top + m_size > canvas.top;
    }
    /// Pixels from a seat's place to the farthest that it touches.
    [[nodiscard]] int reachPx() const { return m_size; }
    /// Blends the seat's number over it; does nothing for styles without.
    void drawNumber(QImage &target, const QRect &clip, qint32 x, qint32 y, SeatStyle style,
                    const QString &number);
    /// Whether drawNumber() can do anything at this diameter.
    [[nodiscard]] bool hasNumbers() const { return m_hasNumbers; }

private:
    struct Text
    {
        QImage image;
    };
    [[nodiscard]] const quint32 *pixels(SeatStyle style, int phase);
    void make(SeatStyle style);

    double m_diameterPx;
    SeatDetail m_detail;
    MapPalette m_palette;
    std::vector<quint32> m_categories;
    int m_before = 0; ///< pixels left of and above the one with the centre
    int m_size = 0;   ///< pixels of a side
    int m_stride = 0; ///< of a row, a multiple of 4 so that rows are blended four at a time
    bool m_hasNumbers = false;
    std::vector<std::vector<quint32>> m_sprites; ///< by style; empty until used
    QHash<std::pair<QString, QRgb>, QImage> m_numbers;
};

/// Blends \a source (ARGB32 premultiplied) over \a target (RGB32) at \a at, within \a clip.
/// Bit for bit the same whatever the clip.
void blendOver(QImage &target, const QRect &clip, QPoint at, const QImage &source);

/// \a text on one line as a tight transparent picture, baseline and padding included, so that
/// equal fonts give equal heights.
[[nodiscard]] QImage textSprite(const QString &text, const QFont &font, const QColor &color);

} // namespace foyer
