#pragma once

#include "models/seatmap/seatgeometry.h"
#include "ui/seatmap/maplabels.h"
#include "ui/seatmap/mapoutline.h"
#include "ui/seatmap/mappalette.h"

#include <QImage>
#include <QPolygonF>

#include <vector>

namespace foyer {

/// A zoom: what tiles of one layer share.
struct MapScale
{
    double pixelsPerMm = 0.01; ///< device pixels
    qreal devicePixelRatio = 1;
    bool isOverview = false; ///< the minimap: no writing
    bool operator==(const MapScale &) const = default;
};

/// How much of a section or area is left, in the few steps that its tint shows.
enum class AvailabilityTint : quint8 { None, Few, Some, Plenty };
[[nodiscard]] AvailabilityTint availabilityTint(qint32 free, qint32 total);

/// Draws what lies under the seats: floor, shapes, sections, areas, tables, row letters, names.
class MapGround final
{
public:
    MapGround(std::shared_ptr<const SeatGeometry> geometry, const MapPalette &palette);

    void setPalette(const MapPalette &palette);
    /// Fades what is not of \a level; nothing fades nothing.
    void setLevelFilter(std::optional<qint32> level) { m_level = level; }
    /// One per section; only drawn where seats are dots.
    void setTints(std::vector<AvailabilityTint> tints) { m_tints = std::move(tints); }
    void setTint(qint32 section, AvailabilityTint tint) { m_tints[size_t(section)] = tint; }
    [[nodiscard]] AvailabilityTint tint(qint32 section) const { return m_tints[size_t(section)]; }
    [[nodiscard]] static bool showsTint(double diameterPx) { return diameterPx < 2.5; }
    /// Section names stand beside the sections from here on, on them before.
    [[nodiscard]] bool showsNamesBeside(const MapScale &scale) const;

    /// Fills \a target (RGB32), whose left top is world pixel \a origin, within \a clip.
    void paint(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale) const;
    /// True when nothing but floor is drawn in \a area (conservative).
    [[nodiscard]] bool isBlank(const RectMm &area) const;
    [[nodiscard]] QColor floor() const { return m_palette.floor; }
    [[nodiscard]] const MapLabels &labels() const { return m_labels; }
    [[nodiscard]] QRect sectionRect(qint32 section, const MapScale &scale) const;

private:
    /// The outlines at one scale; a few scales are kept.
    struct ScaledShapes
    {
        MapScale scale;
        std::vector<BorderedShape> sections;
        std::vector<BorderedShape> areas;
    };
    /// What is being painted.
    struct Part
    {
        const MapScale &scale;
        QRect pixels; ///< world pixels
        RectMm area;  ///< a little more than the pixels: pens and text reach over
    };
    [[nodiscard]] const ScaledShapes &shapesFor(const MapScale &scale) const;
    void paintShapes(QPainter &painter, const Part &part) const;
    void paintShape(QPainter &painter, const Shape &shape, const Part &part) const;
    void paintSections(QPainter &painter, const Part &part) const;
    void paintRowBeds(QPainter &painter, qint32 section, const MapScale &scale) const;
    void paintAreas(QPainter &painter, const Part &part) const;
    void paintTables(QPainter &painter, const Part &part) const;
    void paintRowLetters(QPainter &painter, const Part &part) const;
    void paintNames(QPainter &painter, const Part &part) const;
    [[nodiscard]] bool isCrossedByOthers(qint32 section, const QList<PointMm> &outline) const;
    [[nodiscard]] QList<PointMm> shownOutline(qint32 section) const;
    [[nodiscard]] double diameterPx(const MapScale &scale) const;
    [[nodiscard]] bool isFaded(qint32 level) const { return m_level && *m_level != level; }
    [[nodiscard]] bool isSectionFaded(qsizetype section) const
    {
        return isFaded(m_geometry->sections()[section].level);
    }
    [[nodiscard]] QColor faded(const QColor &color) const;

    std::shared_ptr<const SeatGeometry> m_geometry;
    MapPalette m_palette;
    MapLabels m_labels;
    std::optional<qint32> m_level;
    std::vector<AvailabilityTint> m_tints;
    std::vector<QPolygonF> m_sectionOutlines;   ///< mm; empty: rows are drawn instead
    std::vector<RectMm> m_sectionBounds;        ///< of the outlines
    std::vector<QPolygonF> m_areaOutlines;      ///< mm
    std::vector<RectMm> m_otherBounds;          ///< of whatever else is drawn
    std::vector<QColor> m_tones;                ///< by category
    mutable std::vector<ScaledShapes> m_scaled; ///< most recently used first
};

} // namespace foyer
