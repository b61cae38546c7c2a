#include "tests/faults/seller.h"

#include "sync/protocol/codec.h"

#include <QWebSocketHandshakeOptions>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int retry_ms = 20;
constexpr int signInAgain_ms = 500;
constexpr int mostSeats = 3;
constexpr int defaultPatience_ms = 60'000;
constexpr int releases_percent = 20;
constexpr int cancellations_percent = 40;
} // namespace

Seller::Seller(quint64 seed, Event event, QList<CategoryId> categoryOfSeat, SalesHistory *history)
    : m_random(seed)
    , m_event(std::move(event))
    , m_categoryOfSeat(std::move(categoryOfSeat))
    , m_window(WindowId::make(m_clock.now(), m_random))
    , m_history(history)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retry_ms);
    connect(&m_retry, &QTimer::timeout, this, &Seller::connectNow);
    m_patience.setSingleShot(true);
    m_patience.setInterval(defaultPatience_ms);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_socket.abort();
        if (!m_isStopped)
            m_retry.start(); // a line that never stood does not say that it ended
    });
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_socket.sendBinaryMessage(encode(
            ClientMessage(Hello{.client = u"seller"_s, .window = m_window, .token = m_token}),
            Encoding::Cbor));
    });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        m_isWelcome = false;
        if (!m_isStopped)
            m_retry.start();
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &Seller::onMessage);
}

void Seller::start(const QUrl &address)
{
    m_address = address;
    m_address.setScheme(u"ws"_s);
    m_address.setPath(u"/ws"_s);
    m_isStopped = false;
    connectNow();
}

void Seller::resume()
{
    m_isFinishing = false;
    next();
}

void Seller::stop()
{
    m_isStopped = true;
    m_isWelcome = false;
    m_retry.stop();
    m_patience.stop();
    m_socket.abort();
}

void Seller::connectNow()
{
    if (m_isStopped || m_socket.state() != QAbstractSocket::UnconnectedState)
        return;
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QString::fromLatin1(cborSubprotocol)});
    m_patience.start();
    m_socket.open(m_address, options);
}

void Seller::onMessage(const QByteArray &frame)
{
    m_patience.start();
    const Result<ServerMessage> message = decodeServerMessage(frame, Encoding::Cbor);
    if (!message) {
        m_complaints.append(u"unreadable message: "_s + message.error().message);
        return;
    }
    if (const auto *welcome = std::get_if<Welcome>(&*message)) {
        if (welcome->session) {
            goOn();
        } else if (m_token.isEmpty()) {
            signIn();
        } else {
            m_complaints.append(u"the session did not survive"_s);
        }
    } else if (const auto *signedIn = std::get_if<SignedIn>(&*message)) {
        m_token = signedIn->token;
        goOn();
    } else if (const auto *outcome = std::get_if<OperationOutcome>(&*message)) {
        onOutcome(*outcome);
    } else if (std::holds_alternative<Refused>(*message) && m_token.isEmpty()) {
        QTimer::singleShot(signInAgain_ms, this, &Seller::signIn); // too many at once
    }
}

void Seller::signIn()
{
    const SignIn asked{RequestId(1), u"anna"_s, u"foyer-demo"_s};
    m_socket.sendBinaryMessage(encode(ClientMessage(asked), Encoding::Cbor));
}

/// The line stands again: what was on its way is sent once more, with the same id.
void Seller::goOn()
{
    m_isWelcome = true;
    if (m_outstanding) {
        ++m_repeats;
        sendOutstanding();
    } else {
        next();
    }
}

void Seller::onOutcome(const OperationOutcome &message)
{
    if (!m_outstanding || message.operation != m_outstanding->id)
        return; // the answer to an earlier copy of a repeated operation
    if (!message.outcome && isTransient(message.outcome.error().code)) {
        QTimer::singleShot(retry_ms, this, &Seller::sendOutstanding);
        return;
    }
    const Operation operation = *std::exchange(m_outstanding, std::nullopt);
    if (m_history)
        m_history->answered(operation, message.outcome);
    if (message.outcome) {
        noteDone(operation.command, *message.outcome);
    } else {
        ++m_refusals;
        m_hold.reset();
    }
    next();
}

void Seller::noteDone(const Command &command, const Done &done)
{
    m_hold = done.hold;
    const auto *sale = std::get_if<ConfirmBooking>(&command);
    if (!sale && !std::holds_alternative<PlaceHold>(command))
        m_hold.reset(); // let go, or a sale cancelled
    if (!sale)
        return;
    QList<SeatIndex> seats;
    for (const TicketChoice &ticket : sale->tickets)
        seats.append(ticket.seat);
    ++m_sales;
    m_acknowledged.append({sale->booking, seats});
    m_hold.reset();
}

void Seller::next()
{
    if (m_outstanding || !m_isWelcome || (m_isFinishing && !m_hold))
        return;
    if (m_hold) {
        perform(wayOut(*m_hold));
    } else if (m_history && !m_acknowledged.isEmpty() && m_random.chance(cancellations_percent)) {
        const Sale sale =
            m_acknowledged.takeAt(qsizetype(m_random.below(quint64(m_acknowledged.size()))));
        perform(CancelBooking{.booking = sale.booking,
                              .event = m_event.id,
                              .refund = PaymentId::make(m_clock.now(), m_random),
                              .reason = u"ill"_s});
    } else {
        placeHold();
    }
}

void Seller::placeHold()
{
    PlaceHold hold{.hold = HoldId::make(m_clock.now(), m_random), .event = m_event.id};
    const qint32 first = qint32(m_random.next() % quint64(m_categoryOfSeat.size() - mostSeats));
    const int count = 1 + int(m_random.next() % mostSeats);
    for (int i = 0; i < count; ++i)
        hold.seats.append(SeatIndex(first + i));
    perform(hold);
}

Command Seller::wayOut(const Hold &hold)
{
    if (m_history && m_random.chance(releases_percent))
        return ReleaseHold{hold.id, m_event.id, hold.fence, {}};
    return saleOf(hold);
}

ConfirmBooking Seller::saleOf(const Hold &hold)
{
    ConfirmBooking sale{.booking = BookingId::make(m_clock.now(), m_random),
                        .payment = PaymentId::make(m_clock.now(), m_random),
                        .hold = hold.id,
                        .event = m_event.id,
                        .fence = hold.fence,
                        .agreedTotal = Money::zero(m_event.prices.currency)};
    const TicketTypeId type = m_event.prices.ticketTypes.constFirst().id;
    for (const SeatIndex seat : hold.seats) {
        sale.tickets.append({seat, type});
        sale.agreedTotal += m_event.prices.priceOf(m_categoryOfSeat.at(seat.value()), type)
                                .value_or(Money::zero(m_event.prices.currency));
    }
    sale.tendered = sale.agreedTotal;
    return sale;
}

void Seller::perform(const Command &command)
{
    m_lastSequence = m_lastSequence.next();
    m_outstanding = Operation{.id = OperationId::make(m_clock.now(), m_random),
                              .deviceSequence = m_lastSequence,
                              .command = command};
    if (m_history)
        m_history->asked(*m_outstanding);
    sendOutstanding();
}

void Seller::sendOutstanding()
{
    if (!m_outstanding || !m_isWelcome)
        return;
    const Perform message{.operation = *m_outstanding,
                          .acknowledged =
                              DeviceSequence(m_outstanding->deviceSequence.value() - 1)};
    m_socket.sendBinaryMessage(encode(ClientMessage(message), Encoding::Cbor));
}

} // namespace foyer
