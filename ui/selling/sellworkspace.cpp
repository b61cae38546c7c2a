#include "ui/selling/sellworkspace.h"

#include "ui/seatmap/maplegend.h"
#include "ui/seatmap/minimap.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/selling/cartpanel.h"
#include "ui/selling/eventheader.h"
#include "ui/selling/eventpanel.h"
#include "ui/selling/placespicker.h"
#include "ui/selling/racecard.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QKeyEvent>
#include <QSettings>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int eventsWidth = 300;
constexpr int cartWidth = 320;
constexpr int narrowestPanel = 220;
constexpr int beside = 18; ///< pixels between the pointer and a card
const QString splitterKey = u"sell/panels"_s;

} // namespace

SellWorkspace::SellWorkspace(SaleDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_events(new EventPanel(desk))
    , m_cart(new CartPanel(desk))
    , m_header(new EventHeader)
    , m_map(new SeatMapView)
    , m_legend(new MapLegend)
{
    m_map->setObjectName(u"seatMap"_s);
    m_minimap = new Minimap(m_map, m_map);
    m_race = new RaceCard(m_map);
    m_places = new PlacesPicker(m_map);
    m_splitter->addWidget(m_events);
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(m_cart);
    m_events->setMinimumWidth(narrowestPanel);
    m_cart->setMinimumWidth(narrowestPanel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(1);
    m_splitter->setSizes({eventsWidth, 4 * eventsWidth, cartWidth});
    if (const QByteArray saved = QSettings().value(splitterKey).toByteArray(); !saved.isEmpty())
        m_splitter->restoreState(saved);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    makeActions();
    connectDesk();
    m_map->installEventFilter(this);
}

SellWorkspace::~SellWorkspace()
{
    QSettings().setValue(splitterKey, m_splitter->saveState());
}

QWidget *SellWorkspace::makeMiddle()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_map, 1);
    auto *legend = new QVBoxLayout;
    legend->setContentsMargins(space::l, space::s, space::l, space::s);
    legend->addWidget(m_legend);
    layout->addLayout(legend);
    m_stack = new ContentStack(page);
    m_stack->showState()->showEmpty(
        u"view-calendar"_s, tr("Choose an event"),
        tr("Pick one on the left, or press F2 and type a few letters of its name."),
        tr("Find an event"));
    connect(m_stack->state(), &StatePane::actionTriggered, m_events, &EventPanel::startSearch);
    connect(m_header, &EventHeader::filterChanged, this,
            [this] { m_map->setCategoryFilter(m_header->filter()); });
    m_map->setHoverText(
        [this](SeatIndex seat) { return seatCard(m_desk.facts(seat), m_desk.tick()); });
    connect(m_map, &SeatMapView::seatsPicked, this, &SellWorkspace::onPicked);
    connect(m_map, &SeatMapView::areaPicked, this, &SellWorkspace::onAreaPicked);
    connect(m_race, &RaceCard::accepted, this, [this] {
        const QList<SeatIndex> offered = m_offered;
        dismissOffer();
        m_desk.hold(offered);
    });
    connect(m_race, &RaceCard::dismissed, this, &SellWorkspace::dismissOffer);
    connect(m_places, &PlacesPicker::taken, this, [this](const QString &area, qint32 count) {
        m_places->hide();
        m_map->setFocus();
        m_desk.holdPlaces(area, count);
    });
    connect(m_places, &PlacesPicker::dismissed, this, [this] {
        m_places->hide();
        m_map->setFocus();
    });
    return m_stack;
}

void SellWorkspace::connectDesk()
{
    connect(m_events, &EventPanel::eventChosen, this, &SellWorkspace::openEvent);
    connect(m_cart, &CartPanel::finished, m_map, qOverload<>(&QWidget::setFocus));
    connect(&m_desk, &SaleDesk::eventOpened, this, &SellWorkspace::onOpened);
    connect(&m_desk, &SaleDesk::eventRefused, this, &SellWorkspace::onRefused);
    connect(&m_desk, &SaleDesk::seatsChanged, this, &SellWorkspace::onSeatsChanged);
    connect(&m_desk, &SaleDesk::cartChanged, this, &SellWorkspace::showProvisional);
    connect(&m_desk, &SaleDesk::holdRefused, this, &SellWorkspace::onHoldRefused);
    connect(&m_desk, &SaleDesk::holdEnded, this, &SellWorkspace::onHoldEnded);
    connect(&m_desk, &SaleDesk::saleRefused, this,
            [this](const Refusal &refusal) { m_cart->showProblem(refusalText(refusal)); });
}

void SellWorkspace::addAction(const QString &text, const QKeySequence &key,
                              const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
    m_actions.append(action);
}

void SellWorkspace::makeActions()
{
    addAction(tr("Find an event"), Qt::Key_F2, [this] { m_events->startSearch(); });
    addAction(tr("Sell for cash"), Qt::Key_F9, [this] { m_cart->takeCash(); });
    addAction(tr("Release the cart"), Qt::Key_F4, [this] { m_desk.releaseAll(); });
    addAction(tr("Extend the hold"), Qt::Key_F5, [this] { m_desk.extend(); });
    addAction(tr("Go to the seat map"), Qt::Key_F6,
              [this] { m_map->setFocus(Qt::ShortcutFocusReason); });
    addAction(tr("Show the whole map"), QKeyCombination(Qt::ControlModifier, Qt::Key_0),
              [this] { m_map->fitToView(); });
}

// ------------------------------------------------------------------------------ the event

void SellWorkspace::openEvent(const EventId &event)
{
    m_opening = event;
    dismissOffer();
    if (m_desk.openedEvent() != event)
        m_stack->showState()->showLoading();
    m_desk.openEvent(event);
}

void SellWorkspace::onOpened(const EventId &event)
{
    const std::optional<EventCard> card = m_desk.card(event);
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!card || !geometry)
        return;
    m_events->setOpened(event);
    m_header->setEvent(*card, geometry->categories(), m_desk.prices());
    QList<MapLegend::Entry> entries;
    for (const Category &category : geometry->categories())
        entries.append({category.name, category.color, {}});
    m_legend->setCategories(entries);
    m_map->setMap(geometry, m_desk.looks());
    m_map->setCategoryFilter(std::nullopt);
    m_stack->showContent();
    m_map->setFocus(Qt::OtherFocusReason);
    placeOverlays();
    showProvisional();
}

void SellWorkspace::onRefused(const EventId &event, const Refusal &refusal)
{
    if (event == m_opening)
        m_stack->showState()->showError(tr("This event cannot be opened"), refusalText(refusal),
                                        tr("Find an event"));
}

void SellWorkspace::onSeatsChanged(const QList<SeatIndex> &seats, bool all)
{
    if (all) {
        m_map->setLooks(m_desk.looks());
    } else {
        QList<SeatLook> looks;
        looks.reserve(seats.size());
        for (const SeatIndex seat : seats)
            looks.append(m_desk.looks().at(seat.value()));
        m_map->updateLooks(seats, looks);
    }
    showProvisional();
}

void SellWorkspace::showProvisional()
{
    QList<SeatIndex> provisional;
    for (const CartLine &line : m_desk.cart().lines) {
        if (line.isProvisional)
            provisional.append(line.seat);
    }
    m_map->setProvisional(provisional);
}

// ------------------------------------------------------------------------------ picking

void SellWorkspace::onPicked(const QList<SeatIndex> &seats)
{
    const QList<SeatLook> &looks = m_desk.looks();
    QList<SeatIndex> free;
    QList<SeatIndex> mine;
    for (const SeatIndex seat : seats) {
        const SeatLook look = looks.value(seat.value(), SeatLook::Blocked);
        if (look == SeatLook::Available)
            free.append(seat);
        else if (look == SeatLook::Mine)
            mine.append(seat);
    }
    dismissOffer();
    // One seat again lets it go; a rectangle only ever adds.
    if (!free.isEmpty())
        m_desk.hold(free);
    else if (seats.size() == 1 && !mine.isEmpty())
        m_desk.release(mine);
    else if (seats.size() == 1)
        Toast::say(this, seatCard(m_desk.facts(seats.constFirst()), m_desk.tick())
                             .section(u'\n', 0, 1)
                             .replace(u'\n', u' '));
}

void SellWorkspace::onAreaPicked(const QString &area)
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!geometry)
        return;
    for (const SeatGeometry::AreaInfo &info : geometry->areas()) {
        if (info.name != area)
            continue;
        qint32 free = 0;
        for (qint32 i = 0; i < info.capacity; ++i)
            free +=
                m_desk.looks().value(info.firstPlace.value() + i) == SeatLook::Available ? 1 : 0;
        m_places->ask(area, free);
        m_places->move(besidePointer(m_places->size(), std::nullopt));
    }
}

void SellWorkspace::onHoldRefused(const Refusal &refusal, const QList<SeatIndex> &lost,
                                  const QList<SeatIndex> &offered)
{
    m_offered = offered;
    m_map->setHighlighted(offered);
    m_race->tell(lost.isEmpty() ? refusal.message : refusalText(refusal), names(lost),
                 names(offered));
    m_race->move(besidePointer(m_race->size(),
                               lost.isEmpty() ? std::nullopt : std::optional(lost.constFirst())));
}

void SellWorkspace::onHoldEnded(const QList<SeatIndex> &seats)
{
    Toast::say(this, tr("The hold on %n seat(s) has ended; they are free again.", nullptr,
                        int(seats.size())));
}

void SellWorkspace::dismissOffer()
{
    m_offered.clear();
    m_map->setHighlighted({});
    const bool hadFocus = m_race->isAncestorOf(focusWidget());
    m_race->hide();
    if (hadFocus)
        m_map->setFocus(Qt::OtherFocusReason);
}

QStringList SellWorkspace::names(const QList<SeatIndex> &seats) const
{
    QStringList names;
    for (const SeatIndex seat : seats)
        names.append(shortSeatName(m_desk.facts(seat).label));
    return names;
}

// ------------------------------------------------------------------------------ the frame

/// A place for a card beside \a seat, or the pointer, wholly inside the map.
QPoint SellWorkspace::besidePointer(QSize size, std::optional<SeatIndex> seat) const
{
    QPoint at = m_map->mapFromGlobal(QCursor::pos());
    if (seat && m_map->geometry() && m_map->geometry()->isSeat(*seat))
        at = m_map->toViewport(m_map->geometry()->position(*seat)).toPoint();
    else if (!m_map->rect().contains(at))
        at = m_map->rect().center();
    at += QPoint(beside, beside);
    const int right = m_map->width() - size.width() - space::m;
    const int bottom = m_map->height() - size.height() - space::m;
    return {qBound(space::m, at.x(), qMax(space::m, right)),
            qBound(space::m, at.y(), qMax(space::m, bottom))};
}

void SellWorkspace::placeOverlays()
{
    const QSize size = m_minimap->sizeHint();
    const QRect corner(m_map->width() - size.width() - space::m,
                       m_map->height() - size.height() - space::m, size.width(), size.height());
    m_minimap->setGeometry(QStyle::visualRect(layoutDirection(), m_map->rect(), corner));
}

void SellWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

bool SellWorkspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_map && event->type() == QEvent::Resize)
        placeOverlays();
    return QWidget::eventFilter(watched, event);
}

void SellWorkspace::stepBack()
{
    if (m_race->isVisible())
        dismissOffer();
    else if (m_places->isVisible())
        m_places->hide();
    else if (!m_cart->stepBack())
        m_events->startSearch();
}

void SellWorkspace::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        stepBack();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace foyer
