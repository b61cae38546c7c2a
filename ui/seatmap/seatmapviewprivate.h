#pragma once

#include "ui/seatmap/mapoverlay.h"
#include "ui/seatmap/seatcursor.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/seatmap/tilecache.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <QVariantAnimation>

namespace foyer {

/// The inside of SeatMapView; only its own sources include this.
struct SeatMapView::Private
{
    enum class Drag : quint8 { None, Press, Band, Pan };

    explicit Private(SeatMapView *view);

    SeatMapView *q;
    std::shared_ptr<const SeatGeometry> geometry;
    std::unique_ptr<SeatRenderer> renderer;
    std::unique_ptr<TileCache> tiles;
    MapPalette palette;
    MapCamera camera;
    MapOverlay overlay;
    std::function<QString(SeatIndex)> hoverText;
    std::optional<QList<CategoryId>> filter;
    std::optional<qint32> level; ///< shown alone
    bool isReadOnly = false;
    bool isSyncingBars = false;

    // pointer
    Drag drag = Drag::None;
    QPointF pressedAt;
    QPointF draggedTo;
    int wheelRest = 0; ///< eighths of a degree not yet worth a stop
    bool isSpaceDown = false;
    bool hasSpacePanned = false;
    QPointF lastHoverAt;

    // keyboard
    std::optional<SeatIndex> markAnchor;

    // time
    QTimer frame; ///< flushes changes once per frame
    QTimer hover;
    QTimer rings;
    QVariantAnimation zoom;
    QPixmap zoomPicture; ///< what was shown when the zoom began
    QRectF zoomFrom;     ///< where that picture lies in the new view, in viewport pixels

    [[nodiscard]] bool hasMap() const { return geometry != nullptr; }

    // painting and change (seatmapview.cpp)
    void applyTheme();
    void noteChanges(const MapChanges &changes);
    void flushFrame(const QRegion &painting);
    void paintMap(QPainter &painter, const QRegion &region);
    void updateSeats(const QList<SeatIndex> &seats);

    // where one is (seatmapnavigation.cpp)
    void moved(); ///< after every change of the camera
    void beginZoom();
    void endZoom();
    template <class Change>
    void zoomed(Change &&change);
    void paintZoom(QPainter &painter);
    void syncBars();

    // pointer (seatmappointer.cpp)
    [[nodiscard]] std::optional<SeatIndex> seatAt(QPointF at) const;
    [[nodiscard]] std::optional<SeatIndex> seatNear(PointMm point, qint32 radius) const;
    [[nodiscard]] QList<SeatIndex> seatsInBand() const;
    [[nodiscard]] SeatFilter levelSeats() const; ///< empty when all levels are shown
    [[nodiscard]] const SeatGeometry::AreaInfo *areaAt(QPointF at) const;
    [[nodiscard]] std::optional<qint32> sectionAt(QPointF at) const;
    [[nodiscard]] bool isTooFarToPick() const;
    void hoverAt(QPointF at);
    void setHovered(std::optional<SeatIndex> seat);
    void showHoverText();
    void pick(const QList<SeatIndex> &seats);
    void click(QPointF at);
    void updateBand(QPointF to);
    void finishBand();

    // keyboard (seatmapkeyboard.cpp)
    void moveCursor(SeatIndex seat, bool marks);
    bool navigate(QKeyEvent *event);
    void pickByKey();
};

} // namespace foyer
