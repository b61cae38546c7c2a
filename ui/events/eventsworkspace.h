#pragma once

#include "models/tables/eventtablemodel.h"
#include "ui/events/eventdesk.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QTableView;

namespace foyer {

class Button;
class ContentStack;
class EventEditor;
class SearchField;

/// The organizer's events: a table of all of them and an editor beside it. GUI thread.
class EventsWorkspace final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit EventsWorkspace(EventDesk &desk, QWidget *parent = nullptr);

    /// Opens the editor; refused, with a line in the editor, while changes are not saved.
    void openEvent(const EventId &id);
    /// An event in a month at the first venue with a map.
    void startNewEvent();
    [[nodiscard]] EventEditor *editor() const { return m_editor; }
    [[nodiscard]] QTableView *table() const { return m_table; }

Q_SIGNALS:
    void eventSaved(const foyer::EventId &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// The editor is as wide as its prices need and the window allows; where there is little room
    /// beside it, the table keeps what matters most.
    void fitWidths();
    void makeTable();
    [[nodiscard]] QWidget *makeList();
    void fill();
    void showListState();
    void select(const EventId &id);
    void takeRow(const QModelIndex &current);
    void showInEditor(const Event &event);
    void discard();
    void close();

    EventDesk &m_desk;
    EventTableModel m_model;
    QSortFilterProxyModel m_sorted;
    bool m_isSelecting = false;
    std::optional<EventId> m_next; ///< chosen while changes were not saved
    bool m_newIsNext = false;
    EventId m_awaited; ///< saved, not in the list yet

    SearchField *m_search;
    Button *m_new;
    QTableView *m_table;
    ContentStack *m_stack;
    EventEditor *m_editor;
};

} // namespace foyer
