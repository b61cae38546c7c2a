#pragma once

#include "models/domain/seatlook.h"
#include "models/seatmap/seatgeometry.h"
#include "ui/seatmap/mapground.h"
#include "ui/seatmap/mapplates.h"
#include "ui/seatmap/seatsprites.h"

#include <QImage>

#include <memory>
#include <optional>
#include <vector>

namespace foyer {

/// What a change of looks touches; indices into the geometry.
struct MapChanges
{
    std::vector<qint32> seats;    ///< to be drawn anew
    std::vector<qint32> sections; ///< whose availability bar moved
    std::vector<qint32> tints;    ///< sections whose ground changed
    std::vector<qint32> areas;    ///< whose free count changed
    [[nodiscard]] bool isEmpty() const
    {
        return seats.empty() && sections.empty() && tints.empty() && areas.empty();
    }
};

/// Draws a seat map with the looks of its tickets into images. No widget, no clock; one thread.
///
/// Places are world pixels: millimetres times MapScale::pixelsPerMm, so an image of any part of
/// the world fits its neighbours exactly. Every picture is made of three layers: the ground, the
/// seats, and the plates (names and availability on sections and areas).
class SeatRenderer final
{
public:
    SeatRenderer(std::shared_ptr<const SeatGeometry> geometry, const MapPalette &palette);
    ~SeatRenderer();
    Q_DISABLE_COPY_MOVE(SeatRenderer)

    [[nodiscard]] const SeatGeometry &geometry() const { return *m_geometry; }
    [[nodiscard]] const MapPalette &palette() const { return m_palette; }

    // These three change every picture: whoever keeps some must drop them.
    void setPalette(const MapPalette &palette);
    void setCategoryFilter(const std::optional<QList<CategoryId>> &categories);
    /// Fades every other level and takes its names away; nothing shows all levels.
    void setLevelFilter(std::optional<qint32> level);

    [[nodiscard]] SeatLook look(SeatIndex ticket) const { return m_looks[size_t(ticket.value())]; }
    /// Gives \a ticket a look and adds to \a changes what has to be drawn anew. O(1).
    void setLook(SeatIndex ticket, SeatLook look, MapChanges &changes);
    [[nodiscard]] qint32 freeInSection(qint32 section) const
    {
        return m_freeInSection[size_t(section)];
    }
    [[nodiscard]] qint32 freeInArea(qint32 area) const { return m_freeInArea[size_t(area)]; }

    /// Draws everything inside \a clip (target pixels) of \a target (RGB32), whose left top is
    /// the world pixel  origin. Bit for bit the same however a target is cut into clips. Targets
    /// of other origins fit, seats exactly, hairlines of the ground within a rounding (Qt clips
    /// strokes to the target before it draws them).
    void render(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale);
    /// The ground alone.
    void renderGround(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale);
    /// Seats and plates over a ground that is already in \a target.
    void renderSeats(QImage &target, QPoint origin, const QRect &clip, const MapScale &scale);

    /// World pixels that drawing a seat, a section's plate or an area's plate may touch; empty
    /// when it is not drawn at this scale.
    [[nodiscard]] QRect seatRect(qint32 seat, const MapScale &scale);
    [[nodiscard]] QRect sectionPlateRect(qint32 section, const MapScale &scale);
    [[nodiscard]] QRect areaPlateRect(qint32 area, const MapScale &scale);
    /// World pixels of a section's ground; empty when it shows no tint at this scale.
    [[nodiscard]] QRect tintRect(qint32 section, const MapScale &scale) const;
    /// True when nothing but floor is to be seen in \a world: no tile is needed for it.
    [[nodiscard]] bool isBlank(const QRect &world, const MapScale &scale) const;
    [[nodiscard]] const MapLabels &labels() const { return m_ground.labels(); }

private:
    /// What is made once per scale.
    struct Plan;
    [[nodiscard]] Plan &planFor(const MapScale &scale);
    void placePlates(Plan &plan);
    [[nodiscard]] int barStep(qint32 section) const;
    void restyle(qint32 seat);
    [[nodiscard]] bool isFaded(qint32 level) const { return m_level && *m_level != level; }
    void countFree(SeatIndex ticket, int by, MapChanges &changes);

    std::shared_ptr<const SeatGeometry> m_geometry;
    MapPalette m_palette;
    MapGround m_ground;
    PlatePictures m_platePictures;
    std::vector<SeatLook> m_looks;   ///< by ticket
    std::vector<SeatStyle> m_styles; ///< by seat
    std::vector<bool> m_dimmed;      ///< by category
    std::optional<qint32> m_level;
    std::vector<qint32> m_freeInSection;
    std::vector<qint32> m_freeInArea;
    std::vector<std::unique_ptr<Plan>> m_plans; ///< most recently used first
};

/// One seat's picture on its own, for legends and chips; \a diameter in device-independent pixels.
[[nodiscard]] QImage seatPicture(SeatLook look, quint32 categoryRgb, double diameter,
                                 qreal devicePixelRatio, const MapPalette &palette);

} // namespace foyer
