#pragma once

#include "sync/protocol/machine.h"
#include "sync/protocol/message.h"
#include "tests/faults/saleshistory.h"
#include "tests/support/seededrandom.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <optional>

namespace foyer {

/// A ticket window reduced to its promise: it holds a few seats, sells them, and repeats an
/// unanswered operation with the same id after every reconnect. It records what the server has
/// acknowledged.
///
/// With a history it also lets holds go and cancels sales, and writes all that down there.
class Seller final : public QObject
{
    Q_OBJECT

public:
    struct Sale
    {
        BookingId booking;
        QList<SeatIndex> seats;
    };

    /// \a history may be null; it must outlive the seller.
    Seller(quint64 seed, Event event, QList<CategoryId> categoryOfSeat,
           SalesHistory *history = nullptr);

    /// Connects, again and again, until stop().
    void start(const QUrl &address);
    void stop();
    /// How long it waits for anything from the server before it takes the line for dead.
    void setPatience(Milliseconds patience) { m_patience.setInterval(int(patience.count())); }
    [[nodiscard]] bool isWelcome() const { return m_isWelcome; }
    [[nodiscard]] bool isIdle() const { return !m_outstanding; }
    /// Stops starting new operations; the outstanding one is still brought to its end.
    void finish() { m_isFinishing = true; }

    /// Goes on after finish().
    void resume();

    /// Sales that were acknowledged and not cancelled since.
    [[nodiscard]] const QList<Sale> &acknowledged() const { return m_acknowledged; }
    [[nodiscard]] qint64 sales() const { return m_sales; } ///< all of them
    [[nodiscard]] qint64 refusals() const { return m_refusals; }
    [[nodiscard]] qint64 repeats() const { return m_repeats; }
    /// Outcomes that contradict each other or make no sense; empty when all was well.
    [[nodiscard]] const QStringList &complaints() const { return m_complaints; }

private:
    void connectNow();
    void onMessage(const QByteArray &frame);
    void signIn();
    void goOn();
    void onOutcome(const OperationOutcome &message);
    void next();
    void perform(const Command &command);
    void sendOutstanding();
    void noteDone(const Command &command, const Done &done);
    void placeHold();
    [[nodiscard]] Command wayOut(const Hold &hold);
    [[nodiscard]] ConfirmBooking saleOf(const Hold &hold);

    SystemClock m_clock;
    SeededRandom m_random;
    QString m_token;
    Event m_event;
    QList<CategoryId> m_categoryOfSeat;
    WindowId m_window;
    QUrl m_address;
    QWebSocket m_socket;
    QTimer m_retry;
    QTimer m_patience;
    SalesHistory *m_history;
    bool m_isStopped = true;
    bool m_isFinishing = false;
    bool m_isWelcome = false;
    std::optional<Operation> m_outstanding;
    DeviceSequence m_lastSequence;
    std::optional<Hold> m_hold;
    QList<Sale> m_acknowledged;
    qint64 m_sales = 0;
    qint64 m_refusals = 0;
    qint64 m_repeats = 0;
    QStringList m_complaints;
};

} // namespace foyer
