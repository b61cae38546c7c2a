#include "ui/selling/eventpanel.h"

#include "ui/selling/eventdelegate.h"
#include "ui/selling/eventlistmodel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostEvents = 100;
constexpr int refreshPause_ms = 120;
} // namespace

EventPanel::EventPanel(SaleDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_search(new SearchField(tr("Find an event"), u"F2"_s))
    , m_list(new QListView)
    , m_stack(new ContentStack(m_list))
    , m_model(new EventListModel(this))
{
    m_search->setObjectName(u"sellSearch"_s);
    m_search->setAccessibleName(tr("Find an event"));
    m_list->setObjectName(u"eventList"_s);
    m_list->setAccessibleName(tr("Events"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EventDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(false);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setProperty("foyerFlat", true);
    m_list->installEventFilter(this);
    setProperty("foyerSurface", true);
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::m, 0, 0);
    layout->setSpacing(space::s);
    auto *fieldRow = new QVBoxLayout;
    fieldRow->setContentsMargins(space::m, 0, space::m, 0);
    fieldRow->addWidget(m_search);
    layout->addLayout(fieldRow);
    layout->addWidget(m_stack, 1);
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(refreshPause_ms);
    connect(&m_refreshSoon, &QTimer::timeout, this, &EventPanel::refresh);
    connect(&m_desk, &SaleDesk::eventsChanged, this, [this] {
        if (!m_refreshSoon.isActive())
            m_refreshSoon.start();
    });
    connect(m_search, &QLineEdit::textChanged, this, &EventPanel::refresh);
    connect(m_search, &QLineEdit::returnPressed, this, &EventPanel::chooseCurrent);
    connect(m_search, &SearchField::stepped, this, &EventPanel::step);
    connect(m_list, &QListView::clicked, this, &EventPanel::chooseCurrent);
    connect(m_stack->state(), &StatePane::actionTriggered, m_search, &QLineEdit::clear);
    setFocusProxy(m_search);
    refresh();
}

void EventPanel::startSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void EventPanel::setOpened(std::optional<EventId> event)
{
    m_opened = event;
    if (event)
        m_list->setCurrentIndex(m_model->indexOf(*event));
}

void EventPanel::refresh()
{
    const QString text = m_search->text().trimmed();
    const QList<EventCard> cards = m_desk.searchEvents(text, mostEvents);
    const QModelIndex before = m_list->currentIndex();
    const EventCard *chosen = m_model->card(before);
    const std::optional<EventId> keep = chosen ? std::optional(chosen->id) : m_opened;
    m_model->setCards(cards, text.isEmpty(), QDate::currentDate());
    if (cards.isEmpty() && !m_desk.hasCatalogue()) {
        m_stack->showState()->showLoading();
    } else if (cards.isEmpty() && text.isEmpty()) {
        m_stack->showState()->showEmpty(u"view-calendar"_s, tr("No events yet"),
                                        tr("Published events appear here."));
    } else if (cards.isEmpty()) {
        m_stack->showState()->showEmpty(u"edit-find"_s, tr("Nothing found"),
                                        tr("No event is like \"%1\".").arg(text),
                                        tr("Show all events"));
    } else {
        m_stack->showContent();
    }
    const QModelIndex kept = text.isEmpty() && keep ? m_model->indexOf(*keep) : QModelIndex();
    m_list->setCurrentIndex(kept.isValid() ? kept : m_model->nextEvent(-1, 1));
}

void EventPanel::step(int by)
{
    QModelIndex current = m_list->currentIndex();
    for (int i = 0; i < qAbs(by); ++i) {
        const QModelIndex next =
            m_model->nextEvent(current.isValid() ? current.row() : -1, by > 0 ? 1 : -1);
        if (!next.isValid())
            break;
        current = next;
    }
    m_list->setCurrentIndex(current);
}

void EventPanel::chooseCurrent()
{
    if (const EventCard *card = m_model->card(m_list->currentIndex()))
        Q_EMIT eventChosen(card->id);
}

bool EventPanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if (watched == m_list && (isOverride || event->type() == QEvent::KeyPress)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isLetter = !key->text().isEmpty() && key->text().at(0).isLetterOrNumber();
        if (isOverride) {
            // Who searches types any letter, also one that is a command elsewhere.
            event->setAccepted(isLetter);
            return isLetter;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            chooseCurrent();
            return true;
        }
        if (isLetter) {
            m_search->setFocus(Qt::ShortcutFocusReason);
            m_search->setText(key->text()); // letters search, wherever the list has the focus
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
