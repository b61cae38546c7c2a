#include "sync/protocol/snapshot.h"

#include "sync/protocol/limits.h"

#include <QRandomGenerator>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

template <class Id>
Id someId(QRandomGenerator &random)
{
    return Id(QUuid(random.generate() | 1, 2, 0x7003, 0x80, 0, 0, 0, 0, 0, 0, 1));
}

struct Lease
{
    WindowId window;
    HoldId hold;
    Fence fence;
    Milliseconds remaining{0};
};

/// Tickets as a busy event has them: runs of leases of a few windows among free and sold ones.
QList<TicketView> someTickets(QRandomGenerator &random, const QList<WindowId> &windows)
{
    QList<TicketView> tickets(random.bounded(400));
    Lease lease;
    for (TicketView &ticket : tickets) {
        ticket.status = TicketStatus(random.bounded(4));
        const qint64 spread = random.bounded(3) == 0 ? limits::largestNumber - 1 : 300;
        ticket.version = Version(1 + qint64(random.generate64() % quint64(spread)));
        if (ticket.status != TicketStatus::Held)
            continue;
        if (random.bounded(3) == 0) {
            lease = {windows[random.bounded(int(windows.size()))], someId<HoldId>(random),
                     Fence(random.bounded(1000)), Milliseconds(random.bounded(600'000))};
        }
        ticket.holder = lease.window;
        ticket.hold = lease.hold;
        ticket.fence = lease.fence;
        ticket.remaining = lease.remaining;
    }
    return tickets;
}

QList<TicketView> asSeenBy(QList<TicketView> tickets, const WindowId &viewer)
{
    for (TicketView &ticket : tickets) {
        if (ticket.holder.isNull() || ticket.holder != viewer) {
            ticket.hold = {};
            ticket.fence = {};
        }
    }
    return tickets;
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAViewerMaySeeComesBack();
    void nobodyElsesHoldIsInTheBytes();
    void aHundredThousandTicketsAreSmall();
    void anEmptyEventIsAllowed();
    void everyDamageIsRefusedOrHarmless();
    void aClaimOfManyTicketsMakesNoRoom();
};

void TestSnapshot::whatAViewerMaySeeComesBack()
{
    for (quint32 seed = 0; seed < 500; ++seed) {
        QRandomGenerator random(seed);
        const QList<WindowId> windows{someId<WindowId>(random), someId<WindowId>(random),
                                      someId<WindowId>(random), WindowId()};
        const QList<TicketView> tickets = someTickets(random, windows);
        for (const WindowId &viewer : windows) {
            const auto back = unpackTickets(packTickets(tickets, viewer));
            QVERIFY2(back, qPrintable(u"seed %1"_s.arg(seed)));
            QVERIFY2(*back == asSeenBy(tickets, viewer), qPrintable(u"seed %1"_s.arg(seed)));
        }
    }
}

void TestSnapshot::nobodyElsesHoldIsInTheBytes()
{
    QRandomGenerator random(7);
    const WindowId mine = someId<WindowId>(random);
    const WindowId other = someId<WindowId>(random);
    const HoldId theirs = someId<HoldId>(random);
    const QList<TicketView> tickets{{.status = TicketStatus::Held,
                                     .version = Version(2),
                                     .holder = other,
                                     .hold = theirs,
                                     .fence = Fence(3),
                                     .remaining = Milliseconds(5)}};
    QVERIFY(!packTickets(tickets, mine).contains(theirs.toBytes()));
    QVERIFY(packTickets(tickets, other).contains(theirs.toBytes()));
}

void TestSnapshot::aHundredThousandTicketsAreSmall()
{
    QList<TicketView> tickets(100'000);
    for (qsizetype i = 0; i < tickets.size(); ++i) {
        tickets[i].version = Version(1'000'000);
        tickets[i].status = i % 3 == 0 ? TicketStatus::Sold : TicketStatus::Available;
    }
    const QByteArray packed = packTickets(tickets, {});
    QVERIFY2(packed.size() < 130'000, qPrintable(QString::number(packed.size())));
    QCOMPARE(unpackTickets(packed).value().size(), 100'000);
}

void TestSnapshot::anEmptyEventIsAllowed()
{
    const auto back = unpackTickets(packTickets({}, {}));
    QVERIFY(back && back->isEmpty());
}

void TestSnapshot::everyDamageIsRefusedOrHarmless()
{
    QRandomGenerator random(11);
    const WindowId viewer = someId<WindowId>(random);
    const QByteArray whole = packTickets(someTickets(random, {viewer, WindowId()}), viewer);
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!unpackTickets(whole.first(size)));
    QVERIFY(!unpackTickets(whole + '\0'));
    for (int i = 0; i < 20'000; ++i) {
        QByteArray damaged = whole;
        for (int n = random.bounded(1, 4); n > 0; --n)
            damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
        const auto back = unpackTickets(damaged); // the sanitizers watch
        QVERIFY(!back || back->size() <= limits::ticketsPerEvent);
    }
}

void TestSnapshot::aClaimOfManyTicketsMakesNoRoom()
{
    const auto refused = unpackTickets(QByteArray("\x01\xff\xff\xff\x7f", 5));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, RefusalCode::Malformed);
    // 300,000 claimed in a handful of bytes.
    QVERIFY(!unpackTickets(QByteArray("\x01\xe0\xa7\x12\x00\x00", 6)));
}

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
