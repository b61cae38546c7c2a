#pragma once

#include "ui/seatmap/seatmapview.h"
#include "ui/selling/racecard.h"
#include "ui/selling/saledesk.h"

#include <QWidget>

namespace foyer {

class ContentStack;
class EventHeader;
class MapLegend;
class MapTools;
class Minimap;
class PlacesPicker;

/// The middle of the ticket window: the open event's head, its live map, and what lies over it.
/// Turns what is picked into holds, and says at the pointer why a seat was not to be had.
class MapPane final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive the pane.
    explicit MapPane(SaleDesk &desk, QWidget *parent = nullptr);

    [[nodiscard]] SeatMapView *map() const { return m_map; }
    /// Shows \a place of the map once it is there; by default all of it.
    void openEvent(const EventId &event, const MapPlace &place = {});
    /// Holds the best free seats, as many as the last typed digit says, of the shown level and
    /// categories.
    void takeBest();
    /// Asks how many places of the first area with free ones that can be seen; again: of the next.
    void askForPlaces();
    /// One level alone; nothing: all of them.
    void showLevel(std::optional<qint32> level);
    /// To the next (1) or previous (-1) level; behind the last come all of them.
    void stepLevel(int by);
    void showWholeMap();
    /// Closes the card that lies over the map. \return false when there is none.
    bool stepBack();

Q_SIGNALS:
    void findRequested(); ///< of an event: there is none to show
    void placeChanged();  ///< another part of the map is seen

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makePage();
    void connectMap();
    void connectOverlays();
    void connectDesk();
    void onOpened(const EventId &event);
    void startAtBestSeat();
    void onRefused(const EventId &event, const Refusal &refusal);
    void onSeatsChanged(const QList<SeatIndex> &seats, bool all);
    void showProvisional();
    void onPicked(const QList<SeatIndex> &seats);
    void explainSeat(SeatIndex seat);
    [[nodiscard]] qint32 freePlaces(const SeatGeometry::AreaInfo &area) const;
    void onAreaPicked(const QString &area);
    void onHoldRefused(const Refusal &refusal, const QList<SeatIndex> &lost,
                       const QList<SeatIndex> &offered);
    void dismissOffer();
    void setQuantity(int quantity);
    void showAllLevels();
    void placeOverlays();
    [[nodiscard]] QPoint besidePointer(QSize size, std::optional<SeatIndex> seat) const;
    [[nodiscard]] QList<SeatLabel> labels(const QList<SeatIndex> &seats) const;
    [[nodiscard]] QList<SeatIndex> bestSeats(qint32 count) const;
    [[nodiscard]] RaceCard::Race raceOf(const QList<SeatIndex> &lost,
                                        const QList<SeatIndex> &offered) const;

    SaleDesk &m_desk;
    EventHeader *m_header;
    SeatMapView *m_map;
    MapLegend *m_legend;
    Minimap *m_minimap;
    RaceCard *m_race;
    PlacesPicker *m_places;
    MapTools *m_tools;
    ContentStack *m_stack;
    QList<SeatIndex> m_offered;
    EventId m_opening;
    MapPlace m_openingPlace;
    qint32 m_quantity = 1;
};

} // namespace foyer
