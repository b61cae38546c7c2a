#include "ui/events/eventsworkspace.h"

#include "ui/events/eventeditor.h"
#include "ui/events/eventform.h"
#include "ui/events/eventrowdelegate.h"
#include "ui/events/pricepanel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Below these widths of the table the venue and the status give way.
constexpr int roomForVenue = 760;
constexpr int roomForStatus = 580;
constexpr int eventRowHeight = 40;
constexpr int editorWidth = 420;
constexpr int editorStep = 60;     ///< it grows for many ticket types, seldom and visibly
constexpr int roomForEvents = 520; ///< of the list beside a wide editor
constexpr auto usualLength = std::chrono::minutes(150);
constexpr int usualLead_days = 30;
constexpr int usualHour = 19;

} // namespace

EventsWorkspace::EventsWorkspace(EventDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_search(new SearchField(tr("Search events")))
    , m_new(new Button(ButtonKind::Primary, tr("New event")))
    , m_table(new QTableView)
    , m_editor(new EventEditor(desk))
{
    setProperty("foyerSurface", true);
    setAttribute(Qt::WA_StyledBackground);
    makeTable();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeList(), 1);
    m_editor->hide();
    row->addWidget(m_editor);
    connect(&m_desk, &EventDesk::eventsChanged, this, &EventsWorkspace::fill);
    connect(&m_desk, &EventDesk::mayEditChanged, this,
            [this] { m_new->setEnabled(m_desk.mayEdit()); });
    m_new->setEnabled(m_desk.mayEdit());
    connect(m_new, &QPushButton::clicked, this, &EventsWorkspace::startNewEvent);
    connect(m_search, &QLineEdit::textChanged, this, &EventsWorkspace::fill);
    connect(m_stack->state(), &StatePane::actionTriggered, this, &EventsWorkspace::startNewEvent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventsWorkspace::takeRow);
    connect(m_editor, &EventEditor::discardWanted, this, &EventsWorkspace::discard);
    connect(m_editor, &EventEditor::closeWanted, this, &EventsWorkspace::close);
    connect(m_editor, &EventEditor::saved, this, [this](const EventId &id) {
        m_awaited = id;
        fill();
        Q_EMIT eventSaved(id);
    });
    const PriceTableModel &prices = m_editor->form()->prices()->model();
    connect(&prices, &QAbstractItemModel::modelReset, this, &EventsWorkspace::fitWidths);
    connect(&prices, &QAbstractItemModel::columnsInserted, this, &EventsWorkspace::fitWidths);
    connect(&prices, &QAbstractItemModel::columnsRemoved, this, &EventsWorkspace::fitWidths);
    connect(&prices, &QAbstractItemModel::headerDataChanged, this, &EventsWorkspace::fitWidths);
    connect(&prices, &QAbstractItemModel::dataChanged, this, &EventsWorkspace::fitWidths);
    fill();
}

void EventsWorkspace::makeTable()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(EventTableModel::SortRole);
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new EventRowDelegate(*m_table));
    m_table->setAccessibleName(tr("Events"));
    m_table->setProperty("foyerFlat", true);
    m_table->setProperty("foyerRows", true);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(EventTableModel::DateColumn, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setMouseTracking(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(eventRowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(72);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(EventTableModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(EventTableModel::DateColumn, 204);
    header->resizeSection(EventTableModel::VenueColumn, 144);
    header->resizeSection(EventTableModel::StatusColumn, 108);
    header->resizeSection(EventTableModel::SoldColumn, 120);
}

QWidget *EventsWorkspace::makeList()
{
    auto *list = new QWidget;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(readingMargins(space::xl, space::l, space::l, space::l));
    head->setSpacing(space::m);
    head->addWidget(makeLabel(tr("Events"), TextRole::Title));
    head->addStretch(1);
    m_search->setMaximumWidth(320);
    head->addWidget(m_search, 2);
    m_new->setIconName(u"list-add"_s);
    head->addWidget(m_new);
    m_stack = new ContentStack(m_table);
    auto *body = new QHBoxLayout;
    body->setContentsMargins(readingMargins(space::l, 0, 0, 0));
    body->addWidget(m_stack);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(body, 1);
    auto *row = new QHBoxLayout(list);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    row->addWidget(new Divider(Qt::Vertical));
    return list;
}

void EventsWorkspace::fitWidths()
{
    const int lacking = std::max(0, m_editor->comfortableWidth() - editorWidth);
    const int steps = (lacking + editorStep - 1) / editorStep;
    m_editor->setFixedWidth(std::clamp(editorWidth + steps * editorStep, editorWidth,
                                       std::max(editorWidth, width() - roomForEvents)));
    const int room = width() - (m_editor->isHidden() ? 0 : m_editor->width()) - space::l;
    m_table->setColumnHidden(EventTableModel::VenueColumn, room < roomForVenue);
    m_table->setColumnHidden(EventTableModel::StatusColumn, room < roomForStatus);
}

void EventsWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWidths();
}

void EventsWorkspace::fill()
{
    const QList<Venue> venues = m_desk.venues();
    QList<EventRow> rows;
    const QList<Event> events = m_desk.events(m_search->text());
    for (const Event &event : events) {
        const auto venue = std::ranges::find(venues, event.venue, &Venue::id);
        const bool isKnown = venue != venues.cend();
        rows.append({event, isKnown ? venue->name : QString(),
                     isKnown ? venue->timeZone : QString(), m_desk.counts(event.id)});
    }
    m_isSelecting = true;
    m_model.setRows(rows);
    m_isSelecting = false;
    showListState();
    if (!m_awaited.isNull() && m_model.rowOf(m_awaited) >= 0) {
        const EventId id = m_awaited;
        m_awaited = {};
        if (!m_editor->isEdited())
            showInEditor(m_model.rowAt(m_model.rowOf(id))->event);
        return;
    }
    const std::optional<EventRow> open = m_model.rowAt(m_model.rowOf(m_editor->opened().id));
    if (m_editor->isHidden() || !open)
        return;
    select(open->event.id);
    if (open->event.version == m_editor->opened().version)
        return;
    if (m_editor->isEdited())
        m_editor->warnOfChange(open->event);
    else
        m_editor->setEvent(open->event);
}

void EventsWorkspace::showListState()
{
    if (m_model.rowCount() > 0) {
        m_stack->showContent();
        return;
    }
    if (!m_search->text().isEmpty())
        m_stack->showState()->showEmpty(u"search"_s, tr("No event found"),
                                        tr("Try fewer letters, a venue or a performer."));
    else
        m_stack->showState()->showEmpty(
            u"view-calendar"_s, tr("No events yet"),
            tr("Make the first one: a name, a venue with a published map, a date and prices."),
            m_desk.mayEdit() ? tr("New event") : QString());
}

void EventsWorkspace::select(const EventId &id)
{
    m_isSelecting = true;
    const int row = m_model.rowOf(id);
    if (row < 0) {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    } else {
        m_table->setCurrentIndex(
            m_sorted.mapFromSource(m_model.index(row, EventTableModel::NameColumn)));
    }
    m_isSelecting = false;
}

void EventsWorkspace::takeRow(const QModelIndex &current)
{
    if (m_isSelecting || !current.isValid())
        return;
    const std::optional<EventRow> row = m_model.rowAt(m_sorted.mapToSource(current).row());
    if (!row || (row->event.id == m_editor->opened().id && !m_editor->isHidden()))
        return;
    if (!m_editor->isHidden() && m_editor->isEdited()) {
        m_next = row->event.id;
        m_newIsNext = false;
        m_editor->protectEdits();
        // Afterwards, because the view is still moving its selection.
        QMetaObject::invokeMethod(
            this, [this] { select(m_editor->opened().id); }, Qt::QueuedConnection);
        return;
    }
    showInEditor(row->event);
}

void EventsWorkspace::showInEditor(const Event &event)
{
    m_next.reset();
    m_newIsNext = false;
    m_editor->setEvent(event);
    m_editor->show();
    fitWidths();
    select(event.id);
}

void EventsWorkspace::openEvent(const EventId &id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0)
        takeRow(m_sorted.mapFromSource(m_model.index(row, 0)));
}

void EventsWorkspace::startNewEvent()
{
    if (!m_editor->isHidden() && m_editor->isEdited()) {
        m_next.reset();
        m_newIsNext = true;
        m_editor->protectEdits();
        return;
    }
    Event event;
    const QList<Venue> venues = m_desk.venues();
    const auto venue =
        std::ranges::find_if(venues, [](const Venue &v) { return !v.seatMap.isNull(); });
    QTimeZone zone = QTimeZone::systemTimeZone();
    if (venue != venues.cend()) {
        event.venue = venue->id;
        event.seatMap = venue->seatMap;
        if (const QTimeZone local(venue->timeZone.toLatin1()); local.isValid())
            zone = local;
    }
    const QDateTime start(QDate::currentDate().addDays(usualLead_days), QTime(usualHour, 30), zone);
    event.startDate = Instant::fromMs(start.toMSecsSinceEpoch());
    event.endDate = event.startDate + usualLength;
    showInEditor(event);
}

void EventsWorkspace::discard()
{
    const std::optional<EventId> next = m_next;
    const bool newIsNext = m_newIsNext;
    const EventId open = m_editor->opened().id;
    m_editor->form()->setEdited(false);
    fill(); // theirs may be newer than the list
    if (newIsNext) {
        startNewEvent();
        return;
    }
    const int row = m_model.rowOf(next.value_or(open));
    if (row >= 0)
        showInEditor(m_model.rowAt(row)->event);
    else
        close();
}

void EventsWorkspace::close()
{
    if (m_editor->isEdited()) {
        m_next.reset();
        m_newIsNext = false;
        m_editor->protectEdits();
        return;
    }
    m_editor->hide();
    fitWidths();
    select({});
    m_table->setFocus();
}

} // namespace foyer
