#include "ui/selling/mappane.h"

#include "ui/seatmap/maplegend.h"
#include "ui/seatmap/minimap.h"
#include "ui/selling/eventheader.h"
#include "ui/selling/maptools.h"
#include "ui/selling/placespicker.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

MapPane::MapPane(SaleDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
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
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makePage());
    connectMap();
    connectOverlays();
    connectDesk();
    m_map->installEventFilter(this);
}

QWidget *MapPane::makePage()
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
    connect(m_stack->state(), &StatePane::actionTriggered, this, &MapPane::findRequested);
    return m_stack;
}

void MapPane::connectMap()
{
    connect(m_map, &SeatMapView::viewChanged, this, &MapPane::placeOverlays);
    connect(m_map, &SeatMapView::viewChanged, this, &MapPane::placeChanged);
    connect(m_header, &EventHeader::filterChanged, this,
            [this] { m_map->setCategoryFilter(m_header->filter()); });
    m_map->setHoverText(
        [this](SeatIndex seat) { return seatCard(m_desk.facts(seat), m_desk.tick()); });
    connect(m_map, &SeatMapView::seatsPicked, this, &MapPane::onPicked);
    connect(m_map, &SeatMapView::areaPicked, this, &MapPane::onAreaPicked);
    connect(m_tools, &MapTools::bestRequested, this, &MapPane::takeBest);
    connect(m_tools, &MapTools::levelChosen, this, &MapPane::showLevel);
    connect(m_tools, &MapTools::wholeMapRequested, this, &MapPane::showWholeMap);
    connect(m_tools, &MapTools::zoomRequested, this,
            [this](double factor) { m_map->zoomBy(factor, QRectF(m_map->rect()).center()); });
}

void MapPane::connectOverlays()
{
    connect(m_race, &RaceCard::accepted, this, [this] {
        const QList<SeatIndex> offered = m_offered;
        dismissOffer();
        m_desk.hold(offered);
    });
    connect(m_race, &RaceCard::dismissed, this, &MapPane::dismissOffer);
    connect(m_places, &PlacesPicker::taken, this, [this](const QString &area, qint32 count) {
        m_places->hide();
        m_map->setFocus();
        m_desk.holdPlaces(area, count);
    });
    connect(m_places, &PlacesPicker::dismissed, this, [this] {
        m_places->hide();
        m_map->setFocus();
    });
}

void MapPane::connectDesk()
{
    connect(&m_desk, &SaleDesk::eventOpened, this, &MapPane::onOpened);
    connect(&m_desk, &SaleDesk::eventRefused, this, &MapPane::onRefused);
    connect(&m_desk, &SaleDesk::seatsChanged, this, &MapPane::onSeatsChanged);
    connect(&m_desk, &SaleDesk::cartChanged, this, &MapPane::showProvisional);
    connect(&m_desk, &SaleDesk::sold, this, [this] { setQuantity(1); });
    connect(&m_desk, &SaleDesk::eventsChanged, this, [this] {
        const std::optional<EventId> open = m_desk.openedEvent();
        if (const std::optional<EventCard> card = open ? m_desk.card(*open) : std::nullopt)
            m_header->setCounts(card->counts);
    });
    connect(&m_desk, &SaleDesk::holdRefused, this, &MapPane::onHoldRefused);
}

// ------------------------------------------------------------------------------ the event

void MapPane::openEvent(const EventId &event, const MapPlace &place)
{
    m_opening = event;
    m_openingPlace = place;
    dismissOffer();
    if (m_desk.openedEvent() != event)
        m_stack->showState()->showLoading();
    m_desk.openEvent(event);
}

void MapPane::onOpened(const EventId &event)
{
    const std::optional<EventCard> card = m_desk.card(event);
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    if (!card || !geometry)
        return;
    m_header->setEvent(*card, geometry->categories(), m_desk.prices());
    m_map->setMap(geometry, m_desk.looks());
    m_map->setCategoryFilter(std::nullopt);
    m_tools->setLevels(geometry->levels());
    m_tools->show();
    m_stack->showContent();
    startAtBestSeat();
    m_map->goTo(event == m_opening ? std::exchange(m_openingPlace, {}) : MapPlace());
    m_tools->setShownLevel(m_map->levelFilter());
    m_map->setFocus(Qt::OtherFocusReason);
    setQuantity(1);
    showProvisional();
}

/// The keyboard starts at the best free seat, so that Space alone takes it.
void MapPane::startAtBestSeat()
{
    if (const QList<SeatIndex> best = bestSeats(1);
        !best.isEmpty() && m_map->geometry()->isSeat(best.constFirst()))
        m_map->setCursorSeat(best.constFirst());
}

void MapPane::onRefused(const EventId &event, const Refusal &refusal)
{
    if (event == m_opening)
        m_stack->showState()->showError(tr("This event cannot be opened"), refusalText(refusal),
                                        tr("Find an event"));
}

void MapPane::onSeatsChanged(const QList<SeatIndex> &seats, bool all)
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

void MapPane::showProvisional()
{
    QList<SeatIndex> provisional;
    for (const CartLine &line : m_desk.cart().lines) {
        if (line.isProvisional)
            provisional.append(line.seat);
    }
    m_map->setProvisional(provisional);
}

// ------------------------------------------------------------------------------ levels

void MapPane::showLevel(std::optional<qint32> level)
{
    if (!m_map->geometry())
        return;
    dismissOffer();
    m_places->hide();
    m_map->showLevel(level);
    m_tools->setShownLevel(m_map->levelFilter());
    if (!m_map->cursorSeat())
        startAtBestSeat();
}

void MapPane::stepLevel(int by)
{
    const std::shared_ptr<const SeatGeometry> geometry = m_map->geometry();
    const auto count = geometry ? qint32(geometry->levels().size()) : 0;
    if (count < 2)
        return;
    // All of them is one more stop, before the first and behind the last.
    const qint32 next = m_map->levelFilter().value_or(by > 0 ? -1 : count) + by;
    showLevel(next < 0 || next >= count ? std::nullopt : std::optional(next));
}

void MapPane::showAllLevels()
{
    m_map->setLevelFilter(std::nullopt);
    m_tools->setShownLevel(std::nullopt);
}

void MapPane::showWholeMap()
{
    showLevel(std::nullopt);
}

// ------------------------------------------------------------------------------ the frame

void MapPane::placeOverlays()
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

bool MapPane::eventFilter(QObject *watched, QEvent *event)
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

void MapPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

bool MapPane::stepBack()
{
    if (m_race->isVisible())
        dismissOffer();
    else if (m_places->isVisible())
        m_places->hide();
    else
        return false;
    return true;
}

} // namespace foyer
