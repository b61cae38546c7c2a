#pragma once

#include "ui/events/eventdesk.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;

namespace foyer {

/// Who appears, in billing order: type to find, Enter to add, "Add ..." for somebody new; Delete
/// takes the chosen one away, dragging reorders. GUI thread.
class PerformerPicker final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit PerformerPicker(EventDesk &desk, QWidget *parent = nullptr);

    void setPerformers(const QList<PerformerId> &performers);
    [[nodiscard]] QList<PerformerId> performers() const;
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offer(const QString &text);
    void takeOffer(int row);
    void addPerformer(const PerformerId &id, const QString &name);
    void removeChosen();
    void fitHeight();

    EventDesk &m_desk;
    QLineEdit *m_search;
    QListWidget *m_offers; ///< shown while something is typed
    QListWidget *m_chosen;
    QLabel *m_fault;
};

} // namespace foyer
