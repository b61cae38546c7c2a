#include "ui/selling/sellworkspace.h"

#include "models/seatmap/nearest.h"
#include "ui/seatmap/maplegend.h"
#include "ui/seatmap/minimap.h"
#include "ui/seatmap/seatmapview.h"
#include "ui/selling/cartpanel.h"
#include "ui/selling/eventheader.h"
#include "ui/selling/eventpanel.h"
#include "ui/selling/maptools.h"
#include "ui/selling/placespicker.h"
#include "ui/selling/racecard.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

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
constexpr int narrowCart = 264;
constexpr int narrowWindow = 1200;
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
    m_tools = new MapTools(m_map);
    m_tools->hide();
    connect(m_tools, &MapTools::bestRequested, this, &SellWorkspace::takeBest);
    connect(m_tools, &MapTools::levelChosen, this, &SellWorkspace::goToLevel);
    connect(m_tools, &MapTools::wholeMapRequested, m_map, &SeatMapView::fitToView);
    connect(m_tools, &MapTools::zoomRequested, this,
            [this](double factor) { m_map->zoomBy(factor, QRectF(m_map->rect()).center()); });
    m_splitter->addWidget(m_events);
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(m_cart);
    m_events->setMinimumWidth(narrowestPanel);
    m_cart->setMinimumWidth(narrowestPanel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(1);
    if (const QByteArray saved = QSettings().value(splitterKey).toByteArray(); !saved.isEmpty())
        m_hasPanelWidths = m_splitter->restoreState(saved);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_hasPanelWidths = true; });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    makeActions();
    connectDesk();
    m_map->installEventFilter(this);
}

SellWorkspace::~SellWorkspace()
{
    if (m_hasPanelWidths)
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
    connect(m_map, &SeatMapView::viewChanged, this, &SellWorkspace::placeOverlays);
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
    connect(&m_desk, &SaleDesk::sold, this, [this] { setQuantity(1); });
    connect(&m_desk, &SaleDesk::eventsChanged, this, [this] {
        const std::optional<EventId> open = m_desk.openedEvent();
        if (const std::optional<EventCard> card = open ? m_desk.card(*open) : std::nullopt)
            m_header->setCounts(card->counts);
    });
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
    addAction(tr("Take the best seats"), QKeySequence(Qt::Key_B), [this] { takeBest(); });
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
    m_map->setMap(geometry, m_desk.looks());
    m_map->setCategoryFilter(std::nullopt);
    m_tools->setLevels(geometry->levels());
    m_tools->show();
    m_stack->showContent();
    // The keyboard starts at the best free seat, so that Space alone takes it.
    if (const QList<SeatIndex> best = bestSeats(1);
        !best.isEmpty() && geometry->isSeat(best.constFirst()))
        m_map->setCursorSeat(best.constFirst());
    m_map->fitToView();
    m_map->setFocus(Qt::OtherFocusReason);
    setQuantity(1);
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
        explainSeat(seats.constFirst());
}

/// Why a click did nothing: who has the seat, and until when.
void SellWorkspace::explainSeat(SeatIndex seat)
{
    const QString card = seatCard(m_desk.facts(seat), m_desk.tick());
    m_race->explain(card.section(u'\n', 0, 0), card.section(u'\n', 1, 1));
    m_race->move(besidePointer(m_race->size(), seat));
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
    if (lost.isEmpty())
        m_race->explain(refusalText(refusal),
                        refusal.code == RefusalCode::TicketsTaken ? refusal.message : QString());
    else
        m_race->tell(raceOf(lost, offered));
    m_race->move(besidePointer(m_race->size(),
                               lost.isEmpty() ? std::nullopt : std::optional(lost.constFirst())));
}

void SellWorkspace::onHoldEnded(const QList<SeatIndex> &seats)
{
    m_cart->showEnded(seats);
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

RaceCard::Race SellWorkspace::raceOf(const QList<SeatIndex> &lost,
                                     const QList<SeatIndex> &offered) const
{
    QList<SeatLabel> near = labels(offered);
    const QString offeredText = seatsText(near);
    // Where everybody is in one section, the button need not repeat it.
    const QString here = labels(lost).constFirst().section;
    for (SeatLabel &label : near) {
        if (label.section == here)
            label.section.clear();
    }
    return {.lost = seatsText(labels(lost)),
            .lostCount = lost.size(),
            .offered = offeredText,
            .offeredShort = seatsText(near)};
}

QList<SeatLabel> SellWorkspace::labels(const QList<SeatIndex> &seats) const
{
    QList<SeatLabel> labels;
    for (const SeatIndex seat : seats)
        labels.append(m_desk.facts(seat).label);
    return labels;
}

QList<SeatIndex> SellWorkspace::bestSeats(qint32 count) const
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!geometry)
        return {};
    const std::optional<QList<CategoryId>> shown = m_header->filter();
    const std::optional<CategoryId> only =
        shown && shown->size() == 1 ? std::optional(shown->constFirst()) : std::nullopt;
    const QList<SeatLook> &looks = m_desk.looks();
    return bestAvailable(
        *geometry,
        [&looks](SeatIndex seat) { return looks.at(seat.value()) == SeatLook::Available; }, count,
        only);
}

void SellWorkspace::takeBest()
{
    if (!m_desk.openedEvent())
        return;
    const QList<SeatIndex> best = bestSeats(m_quantity);
    dismissOffer();
    if (best.isEmpty()) {
        m_race->explain(tr("There are not %n such seat(s) left.", nullptr, m_quantity),
                        tr("Take fewer, or show all categories."));
        m_race->move(besidePointer(m_race->size(), std::nullopt));
        return;
    }
    m_desk.hold(best);
    m_map->ensureVisible(best.constFirst());
}

void SellWorkspace::setQuantity(int quantity)
{
    m_quantity = quantity;
    m_tools->setQuantity(quantity);
}

void SellWorkspace::goToLevel(int level)
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!geometry)
        return;
    RectMm box;
    const auto include = [&box](const RectMm &part) {
        box = box.isEmpty() ? part
                            : RectMm{qMin(box.left, part.left), qMin(box.top, part.top),
                                     qMax(box.right, part.right), qMax(box.bottom, part.bottom)};
    };
    for (const SeatGeometry::SectionInfo &section : geometry->sections()) {
        if (section.level == level)
            include(section.bounds);
    }
    for (const SeatGeometry::AreaInfo &area : geometry->areas()) {
        for (const PointMm corner : area.outline) {
            if (area.level == level)
                include({corner.x, corner.y, corner.x + 1, corner.y + 1});
        }
    }
    if (!box.isEmpty())
        m_map->zoomTo(box);
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
    if (!m_map->geometry())
        return;
    // An overview of what is seen anyway would only cover it.
    const RectMm all = m_map->geometry()->bounds();
    const RectMm shown = m_map->visibleArea();
    const bool seesAll = shown.left <= all.left && shown.top <= all.top &&
                         shown.right >= all.right && shown.bottom >= all.bottom;
    m_minimap->setVisible(!seesAll);
    m_tools->place();
    const QSize size = m_minimap->sizeHint();
    const QRect corner(m_map->width() - size.width() - space::m,
                       m_map->height() - size.height() - space::m, size.width(), size.height());
    m_minimap->setGeometry(QStyle::visualRect(layoutDirection(), m_map->rect(), corner));
}

void SellWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_hasPanelWidths)
        proposePanelWidths();
    placeOverlays();
}

/// Until the person has moved one.
void SellWorkspace::proposePanelWidths()
{
    const bool isNarrow = width() < narrowWindow;
    const int left = isNarrow ? narrowestPanel : eventsWidth;
    const int right = isNarrow ? narrowCart : cartWidth;
    m_splitter->setSizes({left, qMax(1, width() - left - right), right});
}

bool SellWorkspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_map && event->type() == QEvent::Resize)
        placeOverlays();
    if (watched == m_map && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int digit =
            key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier
                ? key->key() - Qt::Key_0
                : -1;
        if (digit >= 1 && digit <= 9) {
            setQuantity(digit);
            return true;
        }
    }
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
