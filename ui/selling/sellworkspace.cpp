#include "ui/selling/sellworkspace.h"

#include "ui/selling/cartpanel.h"
#include "ui/selling/eventpanel.h"
#include "ui/selling/mappane.h"
#include "ui/selling/saletexts.h"

#include <QAction>
#include <QKeyEvent>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int eventsWidth = 316;
constexpr int cartWidth = 320;
constexpr int narrowestPanel = 220;
constexpr int narrowCart = 264;
constexpr int narrowWindow = 1200;
const QString splitterKey = u"sell/panels"_s;

} // namespace

SellWorkspace::SellWorkspace(SaleDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_events(new EventPanel(desk))
    , m_pane(new MapPane(desk))
    , m_cart(new CartPanel(desk))
{
    m_splitter->addWidget(m_events);
    m_splitter->addWidget(m_pane);
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
    setFocusProxy(m_events); // where a sale begins
    makeActions();
    connectParts();
}

SellWorkspace::~SellWorkspace()
{
    if (m_hasPanelWidths)
        QSettings().setValue(splitterKey, m_splitter->saveState());
}

SeatMapView *SellWorkspace::map() const
{
    return m_pane->map();
}

void SellWorkspace::connectParts()
{
    connect(m_events, &EventPanel::eventChosen, this,
            [this](const EventId &event) { openEvent(event); });
    connect(m_pane, &MapPane::findRequested, m_events, &EventPanel::startSearch);
    connect(m_pane, &MapPane::placeChanged, this, &SellWorkspace::placeChanged);
    connect(m_cart, &CartPanel::finished, map(), qOverload<>(&QWidget::setFocus));
    connect(&m_desk, &SaleDesk::eventOpened, this, [this](const EventId &event) {
        m_events->setOpened(event);
        Q_EMIT placeChanged();
    });
    connect(&m_desk, &SaleDesk::holdEnded, m_cart, &CartPanel::showEnded);
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
    addAction(tr("Take the best seats"), QKeySequence(Qt::Key_B), [this] { m_pane->takeBest(); });
    addAction(tr("Take standing places"), QKeySequence(Qt::Key_G),
              [this] { m_pane->askForPlaces(); });
    addAction(tr("Release the cart"), Qt::Key_F4, [this] { m_desk.releaseAll(); });
    addAction(tr("Extend the hold"), Qt::Key_F5, [this] { m_desk.extend(); });
    addAction(tr("Go to the seat map"), Qt::Key_F6,
              [this] { map()->setFocus(Qt::ShortcutFocusReason); });
    addAction(tr("Show the whole map"), QKeyCombination(Qt::ControlModifier, Qt::Key_0),
              [this] { m_pane->showWholeMap(); });
    addAction(tr("Show the next level"), QKeyCombination(Qt::ControlModifier, Qt::Key_PageUp),
              [this] { m_pane->stepLevel(1); });
    addAction(tr("Show the previous level"), QKeyCombination(Qt::ControlModifier, Qt::Key_PageDown),
              [this] { m_pane->stepLevel(-1); });
}

void SellWorkspace::openEvent(const EventId &event, const MapPlace &place)
{
    m_pane->openEvent(event, place);
}

void SellWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_hasPanelWidths)
        proposePanelWidths();
}

/// Until the person has moved one.
void SellWorkspace::proposePanelWidths()
{
    const bool isNarrow = width() < narrowWindow;
    const int left = isNarrow ? narrowestPanel : eventsWidth;
    const int right = isNarrow ? narrowCart : cartWidth;
    m_splitter->setSizes({left, qMax(1, width() - left - right), right});
}

void SellWorkspace::stepBack()
{
    if (!m_pane->stepBack() && !m_cart->stepBack())
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
