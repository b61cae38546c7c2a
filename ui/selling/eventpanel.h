#pragma once

#include "ui/selling/saledesk.h"

#include <QTimer>
#include <QWidget>

class QListView;

namespace foyer {

class ContentStack;
class EventListModel;
class SearchField;

/// Finding an event: a field that searches while one types and the list below it. Up and Down
/// walk the list from within the field, Enter opens.
class EventPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive the panel.
    explicit EventPanel(SaleDesk &desk, QWidget *parent = nullptr);

    /// Puts the cursor into the search field, its text marked.
    void startSearch();
    /// Marks the open event in the list.
    void setOpened(std::optional<EventId> event);

Q_SIGNALS:
    void eventChosen(const foyer::EventId &event);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void step(int by);
    void chooseCurrent();

    SaleDesk &m_desk;
    SearchField *m_search;
    QListView *m_list;
    ContentStack *m_stack;
    EventListModel *m_model;
    QTimer m_refreshSoon; ///< many changes of numbers become one repaint
    std::optional<EventId> m_opened;
};

} // namespace foyer
