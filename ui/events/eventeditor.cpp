#include "ui/events/eventeditor.h"

#include "models/tables/eventtablemodel.h"
#include "ui/events/conflictcard.h"
#include "ui/events/eventform.h"
#include "ui/events/pricepanel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

EventEditor::EventEditor(EventDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_title(new ElidedLabel({}, TextRole::Emphasis))
    , m_status(new Pill)
    , m_banner(new Banner)
    , m_question(new Banner)
    , m_conflict(new ConflictCard)
    , m_form(new EventForm(desk))
    , m_scroll(new QScrollArea)
    , m_save(new Button(ButtonKind::Secondary, {}))
    , m_publish(new Button(ButtonKind::Primary, tr("Publish")))
    , m_cancel(new Button(ButtonKind::Quiet, tr("Cancel event")))
    , m_close(new IconButton(u"window-close"_s, tr("Close")))
{
    setProperty("foyerSurface", true);
    setAttribute(Qt::WA_StyledBackground);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_form);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(new Divider);
    column->addWidget(m_banner);
    column->addWidget(m_conflict);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_question);
    column->addWidget(new Divider);
    column->addWidget(makeFoot());
    connect(m_form, &EventForm::edited, this, [this] {
        m_question->hide();
        showState();
    });
    connect(m_banner, &Banner::actionTriggered, this, &EventEditor::discardWanted);
    connect(m_conflict, &ConflictCard::keepTheirs, this, &EventEditor::discardWanted);
    connect(m_conflict, &ConflictCard::putMine, this, &EventEditor::putMineOverTheirs);
    connect(m_question, &Banner::actionTriggered, this, [this] {
        m_question->hide();
        save(m_asked);
    });
    connect(m_close, &QToolButton::clicked, this, &EventEditor::closeWanted);
    connect(&m_desk, &EventDesk::mayEditChanged, this, &EventEditor::showState);
}

QWidget *EventEditor::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(readingMargins(space::l, space::s, space::s, space::s));
    row->setSpacing(space::s);
    row->addWidget(m_title, 1);
    row->addWidget(m_status);
    row->addWidget(m_close);
    return header;
}

QWidget *EventEditor::makeFoot()
{
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(space::l, space::m, space::l, space::m);
    row->setSpacing(space::s);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_save);
    row->addWidget(m_publish);
    connect(m_save, &QPushButton::clicked, this, [this] { save(m_event.status); });
    connect(m_publish, &QPushButton::clicked, this, &EventEditor::askToPublish);
    connect(m_cancel, &QPushButton::clicked, this, &EventEditor::askToCancel);
    return foot;
}

void EventEditor::setEvent(const Event &event)
{
    m_event = event;
    m_isSaving = false;
    m_banner->hide();
    m_question->hide();
    m_conflict->hide();
    m_form->setEvent(event);
    showState();
}

int EventEditor::comfortableWidth() const
{
    const int bar = m_scroll->verticalScrollBar()->sizeHint().width();
    return m_form->prices()->comfortableWidth() + 2 * space::l + bar;
}

bool EventEditor::isEdited() const
{
    return m_form->isEdited();
}

void EventEditor::showState()
{
    const bool isNew = m_event.id.isNull();
    const bool isCancelled = m_event.status == EventStatus::Cancelled;
    const bool mayEdit = m_desk.mayEdit() && !m_isSaving;
    m_title->setText(isNew ? tr("New event") : m_event.name);
    m_status->setText(isEdited() ? tr("Not saved") : eventStatusText(m_event.status));
    m_status->setVisible(!isNew || isEdited());
    Tone tone = m_event.status == EventStatus::Published ? Tone::Good : Tone::Muted;
    if (isCancelled)
        tone = Tone::Bad;
    m_status->setTone(isEdited() ? Tone::Warn : tone);
    m_status->updateGeometry();
    m_form->setReadOnly(isCancelled || !m_desk.mayEdit());
    m_save->setText(m_event.status == EventStatus::Draft ? tr("Save draft") : tr("Save changes"));
    m_save->setVisible(!isCancelled);
    m_save->setEnabled(mayEdit && isEdited());
    m_publish->setVisible(m_event.status == EventStatus::Draft);
    m_publish->setEnabled(mayEdit);
    m_cancel->setVisible(m_event.status == EventStatus::Published);
    m_cancel->setEnabled(mayEdit);
}

void EventEditor::protectEdits()
{
    m_banner->showMessage(Tone::Warn,
                          tr("Your changes are not saved. Save them first, or discard them."),
                          tr("Discard"), true);
}

void EventEditor::warnOfChange(const Event &theirs)
{
    // While saving, it may be our own change; and counts change more often than records.
    const bool isTold = !m_conflict->isHidden() && theirs == m_theirs;
    if (m_isSaving || isTold)
        return;
    tellConflict(tr("Somebody changed this event meanwhile. What you typed is still here."),
                 theirs);
}

void EventEditor::tellConflict(const QString &text, const Event &theirs)
{
    m_theirs = theirs;
    m_banner->hide();
    m_question->hide();
    // Their status stays: what is typed here never changes it.
    Event mine = m_form->entered();
    mine.status = theirs.status;
    m_conflict->showConflict(text, eventDifferences(theirs, mine, m_desk),
                             theirs.status != EventStatus::Cancelled);
}

/// What was typed is saved as a change of their version.
void EventEditor::putMineOverTheirs()
{
    m_conflict->hide();
    m_event = m_theirs;
    m_form->rebase(m_theirs);
    save(m_theirs.status);
}

std::optional<Event> EventEditor::keptByServer() const
{
    const QList<Event> all = m_desk.events({});
    const auto found = std::ranges::find(all, m_event.id, &Event::id);
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

void EventEditor::askToPublish()
{
    if (!m_form->check(true))
        return;
    const auto range = m_form->entered().prices.range();
    const QLocale locale;
    QString prices = range->first.toText(locale);
    if (range->first != range->second)
        prices = tr("%1 to %2").arg(prices, range->second.toText(locale));
    ask(EventStatus::Published,
        tr("Publish with %Ln place(s) at %1? It is on sale at once.", nullptr, m_form->capacity())
            .arg(prices),
        tr("Publish now"));
}

void EventEditor::askToCancel()
{
    const qint32 sold = m_desk.counts(m_event.id).sold;
    ask(EventStatus::Cancelled,
        tr("Cancel the event for good? %Ln ticket(s) sold; they stay booked until they are "
           "refunded.",
           nullptr, sold),
        tr("Cancel event"));
}

void EventEditor::ask(EventStatus wanted, const QString &question, const QString &action)
{
    m_asked = wanted;
    m_question->showMessage(wanted == EventStatus::Cancelled ? Tone::Bad : Tone::Accent, question,
                            action, true);
}

void EventEditor::save(EventStatus status)
{
    if (m_isSaving || !m_form->check(status == EventStatus::Published))
        return;
    Event event = m_form->entered();
    event.status = status;
    if (const Result<void> sound = checked(event); !sound) {
        take(std::unexpected(sound.error()), event);
        return;
    }
    m_isSaving = true;
    m_banner->hide();
    showState();
    m_desk.save(event, [guard = QPointer(this), event](const Result<EventId> &answer) {
        if (guard)
            guard->take(answer, event);
    });
}

void EventEditor::take(const Result<EventId> &answer, const Event &sent)
{
    m_isSaving = false;
    if (answer) {
        m_form->setEdited(false);
        Toast::say(this, sent.status == EventStatus::Published
                             ? tr("%1 is published").arg(sent.name)
                             : tr("%1 saved").arg(sent.name));
        Q_EMIT saved(*answer);
        showState();
        return;
    }
    const bool isConflict = answer.error().code == RefusalCode::VersionConflict;
    const std::optional<Event> theirs = isConflict ? keptByServer() : std::nullopt;
    // Where their version has not arrived yet, it comes with the next news of the catalogue.
    if (theirs && theirs->version != sent.version)
        tellConflict(tr("Not saved: somebody changed this event meanwhile. What you typed is "
                        "still here."),
                     *theirs);
    else if (isConflict)
        m_banner->showMessage(Tone::Bad,
                              tr("Not saved: somebody changed this event meanwhile. What you "
                                 "typed is still here; their version is on its way."),
                              {}, true);
    else
        m_banner->showMessage(Tone::Bad, tr("Not saved: %1").arg(answer.error().message), {}, true);
    showState();
}

void EventEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_question->isVisible())
        m_question->hide();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else if (event->matches(QKeySequence::Save) && m_save->isEnabled())
        save(m_event.status);
    else
        QWidget::keyPressEvent(event);
}

} // namespace foyer
