#pragma once

#include "ui/events/eventdesk.h"

#include <QWidget>

#include <optional>

class QLabel;
class QScrollArea;

namespace foyer {

class Banner;
class Button;
class ConflictCard;
class EventForm;
class IconButton;
class Pill;

/// One event being made or changed: its form, what can be done with it, and what the server
/// said. Irreversible acts ask once, in words, at the foot. GUI thread.
class EventEditor final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit EventEditor(EventDesk &desk, QWidget *parent = nullptr);

    void setEvent(const Event &event);
    [[nodiscard]] const Event &opened() const { return m_event; } ///< as it was set
    [[nodiscard]] EventForm *form() const { return m_form; }
    [[nodiscard]] bool isEdited() const;
    /// Where all prices can be read side by side; device-independent pixels.
    [[nodiscard]] int comfortableWidth() const;
    /// The line at the top says that changes would be lost; its button is discardWanted().
    void protectEdits();
    /// Somebody else's change of the open event arrived while this one is edited: shows both sides.
    void warnOfChange(const Event &theirs);

Q_SIGNALS:
    void saved(const foyer::EventId &id);
    void discardWanted(); ///< what was typed goes, what is kept by the server is shown
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeFoot();
    void showState();
    void askToPublish();
    void askToCancel();
    void ask(EventStatus wanted, const QString &question, const QString &action);
    void save(EventStatus status);
    void take(const Result<EventId> &answer, const Event &sent);
    void tellConflict(const QString &text, const Event &theirs);
    void putMineOverTheirs();
    [[nodiscard]] std::optional<Event> keptByServer() const;

    EventDesk &m_desk;
    Event m_event;
    EventStatus m_asked = EventStatus::Draft;
    bool m_isSaving = false;

    QLabel *m_title;
    Pill *m_status;
    Banner *m_banner;
    Banner *m_question;
    ConflictCard *m_conflict;
    Event m_theirs; ///< while there is a conflict
    EventForm *m_form;
    QScrollArea *m_scroll;
    Button *m_save;
    Button *m_publish;
    Button *m_cancel;
    IconButton *m_close;
};

} // namespace foyer
