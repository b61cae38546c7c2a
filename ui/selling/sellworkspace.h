#pragma once

#include "ui/selling/racecard.h"
#include "ui/selling/saledesk.h"

#include <QWidget>

class QAction;
class QSplitter;

namespace foyer {

class CartPanel;
class ContentStack;
class EventHeader;
class EventPanel;
class MapLegend;
class MapTools;
class Minimap;
class PlacesPicker;
class SeatMapView;

/// The ticket window: events on the left, the live map in the middle, the cart on the right.
///
/// A walk-up sale by keyboard, once the event is open: a digit for how many, B for the best of
/// them (or arrows to a seat and Space), F9, Enter. By mouse: click, Cash, Sell. Nothing is modal;
/// refusals appear where the eye is.
class SellWorkspace final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive the workspace.
    explicit SellWorkspace(SaleDesk &desk, QWidget *parent = nullptr);
    ~SellWorkspace() override;

    /// Everything that can be done here, with its key, for menus and the command palette. Owned by
    /// the workspace.
    [[nodiscard]] QList<QAction *> workspaceActions() const { return m_actions; }
    void openEvent(const EventId &event);
    [[nodiscard]] SeatMapView *map() const { return m_map; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeMiddle();
    void makeActions();
    void addAction(const QString &text, const QKeySequence &key, const std::function<void()> &run);
    void connectDesk();
    void onOpened(const EventId &event);
    void onRefused(const EventId &event, const Refusal &refusal);
    void onSeatsChanged(const QList<SeatIndex> &seats, bool all);
    void onPicked(const QList<SeatIndex> &seats);
    void onAreaPicked(const QString &area);
    void onHoldRefused(const Refusal &refusal, const QList<SeatIndex> &lost,
                       const QList<SeatIndex> &offered);
    void onHoldEnded(const QList<SeatIndex> &seats);
    void showProvisional();
    void stepBack();
    void dismissOffer();
    void placeOverlays();
    [[nodiscard]] QPoint besidePointer(QSize size, std::optional<SeatIndex> seat) const;
    [[nodiscard]] QList<SeatLabel> labels(const QList<SeatIndex> &seats) const;
    [[nodiscard]] QList<SeatIndex> bestSeats(qint32 count) const;
    void takeBest();
    void setQuantity(int quantity);
    void goToLevel(int level);
    void explainSeat(SeatIndex seat);
    void proposePanelWidths();
    [[nodiscard]] RaceCard::Race raceOf(const QList<SeatIndex> &lost,
                                        const QList<SeatIndex> &offered) const;

    SaleDesk &m_desk;
    QSplitter *m_splitter;
    EventPanel *m_events;
    CartPanel *m_cart;
    ContentStack *m_stack;
    EventHeader *m_header;
    SeatMapView *m_map;
    Minimap *m_minimap;
    MapLegend *m_legend;
    RaceCard *m_race;
    PlacesPicker *m_places;
    QList<QAction *> m_actions;
    QList<SeatIndex> m_offered;
    EventId m_opening;
    MapTools *m_tools;
    qint32 m_quantity = 1;
    bool m_hasPanelWidths = false;
};

} // namespace foyer
