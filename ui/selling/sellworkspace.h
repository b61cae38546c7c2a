#pragma once

#include "ui/seatmap/seatmapview.h"
#include "ui/selling/saledesk.h"

#include <QWidget>

class QAction;
class QSplitter;

namespace foyer {

class CartPanel;
class EventPanel;
class MapPane;

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
    /// Shows \a place of its map once it is open; by default all of it.
    void openEvent(const EventId &event, const MapPlace &place = {});
    [[nodiscard]] SeatMapView *map() const;

Q_SIGNALS:
    /// Another event is open or another part of its map is seen: worth keeping for the next start.
    void placeChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeActions();
    void addAction(const QString &text, const QKeySequence &key, const std::function<void()> &run);
    void connectParts();
    void stepBack();
    void proposePanelWidths();

    SaleDesk &m_desk;
    QSplitter *m_splitter;
    EventPanel *m_events;
    MapPane *m_pane;
    CartPanel *m_cart;
    QList<QAction *> m_actions;
    bool m_hasPanelWidths = false;
};

} // namespace foyer
