#pragma once

#include "models/domain/seatlook.h"
#include "models/seatmap/seatgeometry.h"

#include <QAbstractScrollArea>

#include <functional>
#include <memory>
#include <optional>

class QPainter;

namespace foyer {

class MapPalette;

/// Which part of a map is seen, to come back to it, also in a window of another size.
struct MapPlace
{
    PointMm middle;
    double scale = 0; ///< device-independent pixels per millimetre; 0: the whole map, fitted
    std::optional<qint32> level; ///< see SeatMapView::setLevelFilter()
    bool operator==(const MapPlace &) const = default;
};

/// The live seat map: draws, zooms, pans, and says what the person pointed at. Knows nothing of
/// selling. GUI thread.
///
/// Mouse: click picks a seat or area, drag over empty floor draws a rectangle and picks what is
/// inside, middle button or Space+drag pans, wheel zooms to the pointer, double click on a
/// section zooms to it. Keyboard: arrows move the cursor seat in the row and to the nearest seat
/// of the next row, Ctrl+arrows by section, Home/End along the row, Shift+arrows mark a range,
/// Space or Enter picks, + and - zoom, Ctrl+0 fits.
///
/// Where seats are smaller than 3.5 pixels a click would be a guess: it zooms to the section.
/// A double click on a clearly visible seat is two picks. A read-only map is panned by dragging.
class SeatMapView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit SeatMapView(QWidget *parent = nullptr);
    ~SeatMapView() override;

    /// Shows \a geometry, fitted; \a looks has one entry per ticket. Null clears.
    void setMap(std::shared_ptr<const SeatGeometry> geometry, const QList<SeatLook> &looks);
    [[nodiscard]] const std::shared_ptr<const SeatGeometry> &geometry() const;
    /// Takes over all looks; cheap when few differ.
    void setLooks(const QList<SeatLook> &looks);
    /// Takes over the looks of \a seats alone, patching them in place.
    void updateLooks(const QList<SeatIndex> &seats, const QList<SeatLook> &looks);
    /// Seats on their way to the server: drawn with a moving ring.
    void setProvisional(const QList<SeatIndex> &seats);
    /// Offered alternatives: drawn with a ring and brought into view.
    void setHighlighted(const QList<SeatIndex> &seats);
    /// Text under the pointer; called when a seat has been hovered for a moment. May be empty.
    void setHoverText(std::function<QString(SeatIndex)> text);
    /// Dims every seat whose category is not in \a categories; nothing shows all.
    void setCategoryFilter(std::optional<QList<CategoryId>> categories);
    /// Fades every other level: it cannot be clicked, marked or reached by key. Nothing shows all;
    /// so does a new map. The cursor leaves a level that is faded.
    void setLevelFilter(std::optional<qint32> level);
    [[nodiscard]] std::optional<qint32> levelFilter() const;
    [[nodiscard]] bool isOnShownLevel(SeatIndex ticket) const;
    /// Shows no pick cursor and reports none (Venues, Reports).
    void setReadOnly(bool readOnly);

    void fitToView();
    /// Filters by a level and zooms to it; nothing: the whole map.
    void showLevel(std::optional<qint32> level);
    [[nodiscard]] MapPlace place() const;
    /// At once; a level the map does not have is ignored.
    void goTo(const MapPlace &place);
    void zoomTo(const RectMm &area);
    void zoomBy(double factor, QPointF viewportPoint);
    void ensureVisible(SeatIndex seat);
    [[nodiscard]] double scale() const; ///< device-independent pixels per millimetre
    [[nodiscard]] QPointF toViewport(PointMm point) const;
    [[nodiscard]] PointMm toMap(QPointF viewportPoint) const;
    [[nodiscard]] std::optional<SeatIndex> cursorSeat() const; ///< of the keyboard
    void setCursorSeat(SeatIndex seat);
    [[nodiscard]] RectMm visibleArea() const;
    void centerOn(PointMm point);

    /// Draws the whole map without writing, centred in \a target (device-independent pixels), from
    /// the view's own tiles: for the minimap.
    void drawOverview(QPainter &painter, const QRectF &target);
    [[nodiscard]] const MapPalette &mapPalette() const;
    /// As a screen reader says it: "Stalls, row F, seat 12, available".
    [[nodiscard]] QString describe(SeatIndex seat) const;
    [[nodiscard]] static QString lookName(SeatLook look);
    [[nodiscard]] SeatLook look(SeatIndex ticket) const;
    /// As if clicked: for assistive technology and command palettes.
    void press(SeatIndex seat);
    void press(const QString &area);

Q_SIGNALS:
    /// Clicked, marked by rectangle or picked by key; in index order, never empty.
    void seatsPicked(const QList<foyer::SeatIndex> &seats);
    void areaPicked(const QString &area);
    void hovered(std::optional<foyer::SeatIndex> seat);
    void cursorMoved(foyer::SeatIndex seat);
    void viewChanged();
    /// Looks, filter or theme changed: repaint what was drawn with drawOverview().
    void looksChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void announceCursor();
    void announceLooks(const QList<SeatIndex> &seats);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
