#pragma once

#include "models/seatmap/seatgeometry.h"
#include "ui/seatmap/maplabels.h"
#include "ui/seatmap/mappalette.h"

#include <QCoreApplication>
#include <QHash>
#include <QImage>
#include <QRect>

#include <utility>
#include <vector>

namespace foyer {

/// The name of a section or area on a small ground of its own, with what is left of it.
struct MapPlate
{
    qint32 index = 0; ///< of the section or area
    bool isArea = false;
    QRect rect; ///< world pixels
};

/// The plates of one scale, found by the pixels they touch.
class PlateBoard final
{
public:
    PlateBoard() = default;
    PlateBoard(size_t sections, size_t areas)
        : m_ofSection(sections, nowhere)
        , m_ofArea(areas, nowhere)
    {}

    /// Left out where another plate stands already.
    void add(const MapPlate &plate);
    /// Empty when it has no plate at this scale.
    [[nodiscard]] QRect sectionRect(qint32 section) const { return rectOf(m_ofSection, section); }
    [[nodiscard]] QRect areaRect(qint32 area) const { return rectOf(m_ofArea, area); }

    /// Visits each plate that touches \a world (world pixels) once.
    template <class Visitor>
    void visit(const QRect &world, Visitor &&visitor) const
    {
        if (m_plates.empty())
            return;
        visitBlocks(world, [&](std::pair<int, int> block) {
            const auto found = m_ofBlock.constFind(block);
            if (found == m_ofBlock.cend())
                return;
            for (const qint32 plate : *found) {
                const QRect &rect = m_plates[size_t(plate)].rect;
                // Only in the block of the left top corner that both share: exactly once.
                const QPoint corner = (rect & world).topLeft();
                if (rect.intersects(world) && (corner.x() >> blockBits) == block.first &&
                    (corner.y() >> blockBits) == block.second)
                    visitor(m_plates[size_t(plate)]);
            }
        });
    }

private:
    static constexpr qint32 nowhere = -1;
    static constexpr int blockBits = 8;

    template <class Visitor>
    static void visitBlocks(const QRect &world, Visitor &&visitor)
    {
        for (int y = world.top() >> blockBits; y <= world.bottom() >> blockBits; ++y) {
            for (int x = world.left() >> blockBits; x <= world.right() >> blockBits; ++x)
                visitor(std::pair(x, y));
        }
    }
    [[nodiscard]] QRect rectOf(const std::vector<qint32> &plates, qint32 index) const
    {
        const qint32 plate = plates[size_t(index)];
        return plate == nowhere ? QRect() : m_plates[size_t(plate)].rect;
    }

    std::vector<MapPlate> m_plates; ///< in drawing order
    std::vector<qint32> m_ofSection;
    std::vector<qint32> m_ofArea;
    /// The plates that touch each block of 256 pixels, in drawing order.
    QHash<std::pair<int, int>, std::vector<qint32>> m_ofBlock;
};

/// Draws plates, each once for every state it can show. No widget; one thread. The geometry and
/// the labels must outlive it.
class PlatePictures final
{
    Q_DECLARE_TR_FUNCTIONS(foyer::PlatePictures)

public:
    /// A section's bar shows its availability in this many steps.
    static constexpr int barSteps = 20;

    PlatePictures(const SeatGeometry &geometry, const MapLabels &labels)
        : m_geometry(geometry)
        , m_labels(labels)
    {}

    /// In device pixels at \a devicePixelRatio.
    [[nodiscard]] QSize sectionSize(qint32 section, qreal devicePixelRatio) const;
    [[nodiscard]] QSize areaSize(qint32 area, qreal devicePixelRatio) const;
    /// \a value: the free places of an area, or of a section the step of its bar. Valid until the
    /// next call.
    [[nodiscard]] const QImage &picture(const MapPlate &plate, qint32 value, qreal devicePixelRatio,
                                        const MapPalette &palette);
    /// Drops what was drawn with another palette.
    void clear() { m_pictures.clear(); }

private:
    void paint(QImage &image, const MapPlate &plate, qint32 value, qreal dpr,
               const MapPalette &palette) const;
    void paintBar(QPainter &painter, const QRectF &bar, qint32 section, qint32 step,
                  const MapPalette &palette) const;
    [[nodiscard]] QString areaText(qint32 area, qint32 free) const;

    const SeatGeometry &m_geometry;
    const MapLabels &m_labels;
    QHash<std::pair<qint64, qint32>, QImage> m_pictures;
};

} // namespace foyer
