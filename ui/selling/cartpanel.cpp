#include "ui/selling/cartpanel.h"

#include "ui/selling/cartlineview.h"
#include "ui/selling/cashpanel.h"
#include "ui/selling/countdownring.h"
#include "ui/selling/saletexts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int tickPace_ms = 250;
constexpr Milliseconds soonOver{60'000};
} // namespace

CartPanel::CartPanel(SaleDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_stack(new QStackedWidget)
    , m_empty(new StatePane)
    , m_ended(new Banner)
{
    setObjectName(u"cartPanel"_s);
    setProperty("foyerSurface", true);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Cart"));
    m_empty->showEmpty(u"view-list-details"_s, tr("The cart is empty"),
                       tr("Click seats on the map, or move with the arrow keys and press Space."));
    m_cart = makeCart();
    m_done = makeDone();
    for (QWidget *page : {static_cast<QWidget *>(m_empty), m_cart, m_done})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_ended);
    layout->addWidget(m_stack);
    m_second.setInterval(tickPace_ms);
    connect(m_ended, &Banner::actionTriggered, this, [this] {
        m_ended->hide();
        m_desk.hold(m_endedSeats);
        Q_EMIT finished();
    });
    connect(&m_second, &QTimer::timeout, this, &CartPanel::tickCountdown);
    connect(&m_desk, &SaleDesk::cartChanged, this, &CartPanel::refresh);
    connect(&m_desk, &SaleDesk::liveChanged, this, &CartPanel::refresh);
    connect(&m_desk, &SaleDesk::sold, this, &CartPanel::showSold);
    refresh();
}

QWidget *CartPanel::makeCart()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, space::m, 0, space::l);
    layout->setSpacing(space::s);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::l, 0, space::l, 0);
    m_count = makeLabel({}, TextRole::Emphasis);
    m_countdown = makeLabel({}, TextRole::Emphasis);
    m_countdown->setObjectName(u"cartCountdown"_s);
    m_countdown->setAccessibleName(tr("Time left in this hold"));
    auto *extend = new Button(ButtonKind::Quiet, tr("Extend"));
    extend->setObjectName(u"extendButton"_s);
    connect(extend, &QAbstractButton::clicked, &m_desk, &SaleDesk::extend);
    top->addWidget(m_count);
    top->addStretch();
    m_ring = new CountdownRing;
    top->addWidget(m_ring);
    top->addWidget(m_countdown);
    top->addWidget(extend);
    layout->addLayout(top);

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its lines have the keyboard
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget;
    inside->setProperty("foyerSurface", true);
    m_lines = new QVBoxLayout(inside);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    m_lines->addStretch();
    scroll->setWidget(inside);
    layout->addWidget(scroll, 1);
    layout->addWidget(new Divider);

    layout->addLayout(makeFoot());
    return page;
}

/// Total, problems, and how it is paid.
QLayout *CartPanel::makeFoot()
{
    auto *bottom = new QVBoxLayout;
    bottom->setContentsMargins(space::l, space::xs, space::l, 0);
    bottom->setSpacing(space::s);
    auto *totalRow = new QHBoxLayout;
    m_total = new MoneyLabel(TextRole::Figure);
    m_total->setObjectName(u"cartTotal"_s);
    totalRow->addWidget(makeLabel(tr("Total"), TextRole::Body, Tone::Muted), 0, Qt::AlignBottom);
    totalRow->addWidget(m_total, 1);
    bottom->addLayout(totalRow);
    m_problem = makeLabel({}, TextRole::Caption, Tone::Bad);
    m_problem->setWordWrap(true);
    m_problem->hide();
    bottom->addWidget(m_problem);
    m_offline = makeLabel(tr("Selling goes on when the connection is back. Your seats stay held."),
                          TextRole::Caption, Tone::Warn);
    m_offline->setWordWrap(true);
    m_offline->hide();
    bottom->addWidget(m_offline);
    m_actions = new QWidget;
    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->setSpacing(space::s);
    auto *release = new Button(ButtonKind::Secondary, tr("Release"));
    release->setObjectName(u"releaseButton"_s);
    release->setKeyHint(u"F4"_s);
    m_cash = new Button(ButtonKind::Primary, tr("Cash"));
    m_cash->setObjectName(u"cashButton"_s);
    m_cash->setKeyHint(u"F9"_s);
    actions->addWidget(release, 1);
    actions->addWidget(m_cash, 2);
    bottom->addWidget(m_actions);
    m_cashPanel = new CashPanel;
    m_cashPanel->hide();
    bottom->addWidget(m_cashPanel);
    connect(release, &QAbstractButton::clicked, &m_desk, &SaleDesk::releaseAll);
    connect(m_cash, &QAbstractButton::clicked, this, &CartPanel::takeCash);
    connect(m_cashPanel, &CashPanel::cancelled, this, [this] { stepBack(); });
    connect(m_cashPanel, &CashPanel::sellRequested, &m_desk, &SaleDesk::sellForCash);
    return bottom;
}

QWidget *CartPanel::makeDone()
{
    auto *page = new QWidget;
    page->setObjectName(u"doneCard"_s);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::l, space::xl, space::l, space::l);
    layout->setSpacing(space::s);
    m_soldText = makeLabel({}, TextRole::Emphasis, Tone::Good);
    m_reference = makeLabel({}, TextRole::Title);
    m_reference->setObjectName(u"bookingReference"_s);
    m_reference->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_change = new MoneyLabel(TextRole::Figure);
    m_change->setObjectName(u"changeDue"_s);
    // Under its name, in every script.
    m_change->setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) |
                           Qt::AlignAbsolute | Qt::AlignVCenter);
    m_next = new Button(ButtonKind::Primary, tr("Next customer"));
    m_next->setObjectName(u"nextCustomer"_s);
    m_next->setKeyHint(tr("Enter"));
    auto *mark = new QLabel;
    mark->setPixmap(
        themedIcon(u"dialog-ok-apply"_s, Tone::Good).pixmap(QSize(22, 22), devicePixelRatioF()));
    auto *title = new QHBoxLayout;
    title->setSpacing(space::s);
    title->addWidget(mark);
    title->addWidget(m_soldText, 1);
    layout->addLayout(title);
    layout->addSpacing(space::l);
    layout->addWidget(makeLabel(tr("Change to hand back"), TextRole::Body, Tone::Muted));
    layout->addWidget(m_change);
    layout->addSpacing(space::l);
    layout->addWidget(new Divider);
    layout->addSpacing(space::l);
    layout->addWidget(makeLabel(tr("Booking reference"), TextRole::Body, Tone::Muted));
    layout->addWidget(m_reference);
    layout->addStretch();
    layout->addWidget(m_next);
    connect(m_next, &QAbstractButton::clicked, this, [this] { stepBack(); });
    return page;
}

QList<TicketType> CartPanel::typesFor(const CartLine &line) const
{
    const std::shared_ptr<const SeatGeometry> geometry = m_desk.geometry();
    QList<TicketType> types;
    for (const TicketType &type : m_desk.prices().ticketTypes) {
        if (geometry && m_desk.prices().priceOf(geometry->category(line.seat).id, type.id))
            types.append(type);
    }
    return types;
}

void CartPanel::refreshLines(const Cart &cart)
{
    while (m_views.size() > cart.lines.size())
        delete m_views.takeLast();
    while (m_views.size() < cart.lines.size()) {
        auto *view = new CartLineView;
        connect(view, &CartLineView::typeChosen, &m_desk, &SaleDesk::chooseTicketType);
        connect(view, &CartLineView::removed, this,
                [this](SeatIndex seat) { m_desk.release({seat}); });
        m_lines->insertWidget(m_lines->count() - 1, view);
        m_views.append(view);
    }
    for (qsizetype i = 0; i < cart.lines.size(); ++i) {
        m_views.at(i)->setLine(cart.lines.at(i), typesFor(cart.lines.at(i)));
        m_views.at(i)->setLocked(cart.isSelling);
    }
}

void CartPanel::refresh()
{
    const Cart &cart = m_desk.cart();
    if (cart.lines.isEmpty()) {
        if (m_stack->currentWidget() != m_done)
            m_stack->setCurrentWidget(m_empty);
        m_cashPanel->hide();
        m_actions->show();
        m_second.stop();
        refreshLines(cart);
        return;
    }
    m_stack->setCurrentWidget(m_cart);
    m_ended->hide();
    refreshLines(cart);
    m_count->setText(tr("%n ticket(s)", nullptr, int(cart.lines.size())));
    m_total->setMoney(cart.total);
    m_cash->setEnabled(!cart.isProvisional && !cart.isSelling && m_desk.isLive());
    m_cash->setToolTip(!m_desk.isLive()     ? tr("Selling goes on when the connection is back.")
                       : cart.isProvisional ? tr("The seats are still being confirmed.")
                                            : QString());
    m_cashPanel->setTotal(cart.total);
    m_cashPanel->setSelling(cart.isSelling);
    if (!m_second.isActive())
        m_second.start();
    tickCountdown();
}

void CartPanel::tickCountdown()
{
    const Cart &cart = m_desk.cart();
    m_ring->setVisible(cart.endsAt.has_value());
    if (!cart.endsAt) {
        m_countdown->setText({});
        m_longest = Milliseconds{0};
        return;
    }
    const Milliseconds left = *cart.endsAt - m_desk.tick();
    // The longest time seen is the whole circle: the desk does not say how long a hold lasts.
    m_longest = qMax(m_longest, left);
    m_ring->setShare(double(left.count()) / double(qMax<qint64>(1, m_longest.count())),
                     left < soonOver);
    m_countdown->setText(countdownText(left));
    setLabelTone(m_countdown, left < soonOver ? Tone::Warn : Tone::Muted);
}

void CartPanel::takeCash()
{
    const Cart &cart = m_desk.cart();
    if (cart.lines.isEmpty() || cart.isProvisional || cart.isSelling || !m_desk.isLive())
        return;
    m_problem->hide();
    m_actions->hide();
    m_cashPanel->show();
    m_cashPanel->begin(cart.total);
}

bool CartPanel::stepBack()
{
    if (m_stack->currentWidget() == m_done) {
        m_stack->setCurrentWidget(m_desk.cart().lines.isEmpty() ? static_cast<QWidget *>(m_empty)
                                                                : m_cart);
        Q_EMIT finished();
        return true;
    }
    if (!m_cashPanel->isVisibleTo(this) || m_desk.cart().isSelling)
        return false;
    m_cashPanel->hide();
    m_actions->show();
    Q_EMIT finished();
    return true;
}

void CartPanel::showProblem(const QString &text)
{
    if (m_cashPanel->isVisibleTo(this)) {
        m_cashPanel->showProblem(text);
        return;
    }
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void CartPanel::showEnded(const QList<SeatIndex> &seats)
{
    m_endedSeats = seats;
    m_ended->showMessage(
        Tone::Warn,
        tr("The time for %n seat(s) is over; they are free again.", nullptr, int(seats.size())),
        tr("Take them again"), true);
}

void CartPanel::showSold(const Booking &booking, const Money &change)
{
    m_soldText->setText(tr("%n ticket(s) sold", nullptr, int(booking.tickets.size())));
    // Read out in two halves.
    m_reference->setText(booking.reference.left(4) + u' ' + booking.reference.mid(4));
    m_change->setMoney(change);
    m_stack->setCurrentWidget(m_done);
    m_cashPanel->hide();
    m_actions->show();
    m_next->setFocus(Qt::OtherFocusReason);
}

} // namespace foyer
