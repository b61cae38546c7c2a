#include "tests/server/ledger/ledgerhouse.h"

#include "sync/protocol/limits.h"
#include "tests/support/tempstore.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int seats = 4;

/// Does the same to a ledger and to nextState(), one random step at a time.
class Comparison final
{
public:
    Comparison(LedgerHouse &house, quint64 seed)
        : m_house(house)
        , m_random(seed)
        , m_tickets(seats)
    {}

    void step()
    {
        m_house.clock().advance(Milliseconds(qint64(m_random.below(200'000))));
        m_now = m_house.clock().now();
        switch (m_random.below(6)) {
        case 0:
        case 1:
            return place();
        case 2:
            return m_granted.isEmpty() ? place() : change(TicketAction::Extend);
        case 3:
            return m_granted.isEmpty() ? place() : change(TicketAction::Release);
        case 4:
            return m_granted.isEmpty() ? place() : change(TicketAction::Confirm);
        default:
            return m_sold.isEmpty() || m_random.chance(50) ? expire() : cancel();
        }
    }

    void verify()
    {
        const auto stored = m_house.reader().tickets(m_house.event);
        QVERIFY(stored);
        for (int seat = 0; seat < seats; ++seat)
            QCOMPARE(stored->tickets[seat], m_tickets[size_t(seat)]);
    }

private:
    struct Granted
    {
        Lease lease;
        int seat = 0;
        int window = 0;
        int extensions = 0;
    };

    /// Both must agree on yes or no; then the model moves on.
    void compare(int seat, const Outcome &outcome, TicketAction action, const Lease &lease)
    {
        TicketState &ticket = m_tickets[size_t(seat)];
        const auto next = nextState(ticket, action, lease, m_now);
        QCOMPARE(outcome.has_value(), next.has_value());
        if (next)
            ticket = *next;
    }

    void place()
    {
        const int window = int(m_random.below(2));
        const int seat = int(m_random.below(seats));
        Lease lease{.hold = m_house.make<HoldId>(),
                    .fence = m_fence.next(),
                    .holder = m_house.windowActor(window).window,
                    .expiresAt = m_now + limits::holdLength};
        const Outcome outcome = m_house.hold(lease.hold, {seat}, window);
        compare(seat, outcome, TicketAction::Hold, lease);
        if (outcome) {
            QCOMPARE(outcome->hold->fence, lease.fence);
            m_fence = lease.fence;
            m_granted.append({lease, seat, window});
        }
    }

    void change(TicketAction action)
    {
        Granted &granted = m_granted[qsizetype(m_random.below(quint64(m_granted.size())))];
        Lease lease = granted.lease;
        Command command;
        if (action == TicketAction::Extend) {
            if (granted.extensions == limits::extensionsPerHold)
                return;
            lease.expiresAt = m_now + limits::holdLength;
            command = ExtendHold{lease.hold, m_house.event, lease.fence};
        } else if (action == TicketAction::Release) {
            command = ReleaseHold{lease.hold, m_house.event, lease.fence, {}};
        } else {
            const ConfirmBooking sale = m_house.sale({.id = lease.hold,
                                                      .event = m_house.event,
                                                      .fence = lease.fence,
                                                      .seats = seatsAt({granted.seat})});
            lease.booking = sale.booking;
            command = sale;
        }
        const Outcome outcome = m_house.apply(command, granted.window).outcome;
        compare(granted.seat, outcome, action, lease);
        if (outcome && action == TicketAction::Extend) {
            ++granted.extensions;
            granted.lease.expiresAt = lease.expiresAt;
        }
        if (outcome && action == TicketAction::Confirm)
            m_sold.append({lease, granted.seat, granted.window});
    }

    void cancel()
    {
        const Granted sold = m_sold[qsizetype(m_random.below(quint64(m_sold.size())))];
        const CancelBooking command{
            sold.lease.booking, m_house.event, m_house.make<PaymentId>(), {}};
        compare(sold.seat, m_house.apply(command).outcome, TicketAction::Cancel, sold.lease);
    }

    void expire()
    {
        QVERIFY(m_house.ledger().writer().expireHolds(1'000));
        for (TicketState &ticket : m_tickets) {
            if (const auto next = nextState(ticket, TicketAction::Expire, {}, m_now))
                ticket = *next;
        }
    }

    LedgerHouse &m_house;
    SeededRandom m_random;
    std::vector<TicketState> m_tickets;
    QList<Granted> m_granted;
    QList<Granted> m_sold;
    Fence m_fence;
    Instant m_now;
};

} // namespace

/// The database's conditional updates and the rule in words are one rule.
class LedgerRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTransitionAgreesWithTheRule_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void everyTransitionAgreesWithTheRule()
    {
        QFETCH(quint64, seed);
        LedgerHouse house;
        Comparison comparison(house, seed);
        for (int step = 0; step < 500; ++step) {
            comparison.step();
            comparison.verify();
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aLongHistoryVerifies()
    {
        const TempDir folder;
        LedgerHouse house(folder.file(u"house.sqlite"_s));
        Comparison comparison(house, 99);
        for (int step = 0; step < 300; ++step)
            comparison.step();
        const auto found = verifyLedger(folder.file(u"house.sqlite"_s));
        QVERIFY(found);
        QVERIFY2(found->isEmpty(), found->isEmpty() ? "" : qPrintable(found->first().what));
    }
};

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledgerrules.moc"
