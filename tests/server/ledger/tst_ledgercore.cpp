#include "sync/protocol/limits.h"
#include "tests/server/ledger/ledgerhouse.h"
#include "tests/server/ledger/memoryaudit.h"
#include "tests/server/ledger/memoryledger.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const HoldId first = idNamed<HoldId>(u"first");
const HoldId second = idNamed<HoldId>(u"second");

RefusalCode codeOf(const AppliedOperation &applied)
{
    return applied.outcome ? RefusalCode::Internal : applied.outcome.error().code;
}

MemoryLedger &memoryOf(LedgerHouse &house)
{
    return dynamic_cast<MemoryLedger &>(house.ledger());
}

QString firstContradiction(MemoryStore &store)
{
    MemoryAudit audit(store);
    const auto found = verifyLedger(audit);
    if (!found)
        return found.error().message;
    return found->isEmpty() ? QString()
                            : u"%1: %2"_s.arg(found->first().row).arg(found->first().what);
}

/// Trades at random: batches of holds, sales, releases, extensions and cancellations of few seats.
class Trader final
{
public:
    Trader(LedgerHouse &house, quint64 seed)
        : m_house(house)
        , m_random(seed)
    {}

    Command draw()
    {
        switch (m_random.below(9)) {
        case 0:
            return m_holds.isEmpty() ? place() : Command(release());
        case 1:
            return m_holds.isEmpty() ? place() : Command(extend());
        case 2:
        case 3:
            return m_holds.isEmpty() ? place() : Command(m_house.sale(any(m_holds)));
        case 4:
            return m_sold.isEmpty()
                       ? place()
                       : Command(CancelBooking{
                             any(m_sold), m_house.event, m_house.make<PaymentId>(), {}});
        case 5:
            return BookTickets{.booking = m_house.make<BookingId>(),
                               .hold = m_house.make<HoldId>(),
                               .payment = m_house.make<PaymentId>(),
                               .event = m_house.event,
                               .quantity = qint32(1 + m_random.below(3)),
                               .kind = BookTickets::Kind(m_random.below(2))};
        default:
            return place();
        }
    }

    void learn(const AppliedOperation &applied)
    {
        if (!applied.outcome)
            return;
        if (applied.outcome->hold && !applied.outcome->hold->seats.isEmpty())
            m_holds.append(*applied.outcome->hold);
        if (applied.outcome->booking)
            m_sold.append(applied.outcome->booking->id);
    }

    void pass()
    {
        if (m_random.chance(20))
            m_house.clock().advance(Milliseconds(qint64(m_random.below(400'000))));
    }

    SeededRandom &random() { return m_random; }

private:
    template <class T>
    const T &any(const QList<T> &list)
    {
        return list[qsizetype(m_random.below(quint64(list.size())))];
    }
    PlaceHold place()
    {
        const int seat = int(m_random.below(12));
        const bool isOld = !m_holds.isEmpty() && m_random.chance(30);
        return {isOld ? any(m_holds).id : m_house.make<HoldId>(), m_house.event,
                seatsAt({seat, seat + 1, seat + 2}), HoldMode(m_random.below(2))};
    }
    ReleaseHold release()
    {
        const Hold &hold = any(m_holds);
        return {hold.id, hold.event, hold.fence,
                m_random.chance(50) ? QList<SeatIndex>() : hold.seats.mid(0, 1)};
    }
    ExtendHold extend()
    {
        const Hold &hold = any(m_holds);
        return {hold.id, hold.event, hold.fence};
    }

    LedgerHouse &m_house;
    SeededRandom m_random;
    QList<Hold> m_holds;
    QList<BookingId> m_sold;
};

} // namespace

/// What the rules do beyond single operations: batches, repeats, other writers, failures.
class LedgerCoreTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRepeatWithinABatchHasNoSecondEffect()
    {
        LedgerHouse house;
        const Submission once = house.submission(PlaceHold{first, house.event, seatsAt({3})});
        Submission reused = once;
        reused.operation.command = PlaceHold{second, house.event, seatsAt({4})};
        const std::array batch{once, once, reused};
        const auto applied = house.ledger().writer().apply(batch);
        QVERIFY(applied[0].outcome && !applied[0].isRepeat);
        QVERIFY(applied[1].isRepeat);
        QVERIFY(applied[1].changes.isEmpty());
        QCOMPARE(applied[1].outcome, applied[0].outcome);
        QCOMPARE(codeOf(applied[2]), RefusalCode::OperationReused);
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
    }

    void sequencesAreGivenInOrder()
    {
        LedgerHouse house;
        const std::array batch{house.submission(PlaceHold{first, house.event, seatsAt({3})}),
                               house.submission(PlaceHold{second, house.event, seatsAt({3})}, 1),
                               house.submission(PlaceHold{first, house.event, seatsAt({5})})};
        const auto applied = house.ledger().writer().apply(batch);
        QCOMPARE(applied[0].outcome->sequence, Sequence(1));
        QCOMPARE(codeOf(applied[1]), RefusalCode::TicketsTaken);
        QCOMPARE(applied[2].outcome->sequence, Sequence(2));
        QCOMPARE(applied[2].changes.first().sequence, Sequence(2));
        QCOMPARE(firstContradiction(memoryOf(house).store()), QString());
    }

    void aRecordAndWhatNeedsItMayShareABatch()
    {
        LedgerHouse house;
        Event other = house.record;
        other.id = house.make<EventId>();
        other.version = {};
        Event renamed = other;
        renamed.name = u"Other"_s;
        const std::array batch{house.submission(SaveEvent{other, Version()}),
                               house.submission(PlaceHold{first, other.id, seatsAt({3})}),
                               house.submission(SaveEvent{renamed, Version(1)}),
                               house.submission(PlaceHold{second, other.id, seatsAt({4})})};
        const auto applied = house.ledger().writer().apply(batch);
        for (const AppliedOperation &each : applied)
            QVERIFY2(each.outcome, each.outcome ? "" : qPrintable(each.outcome.error().message));
        QCOMPARE(house.reader().event(other.id)->name, u"Other"_s);
        QCOMPARE(house.reader().tickets(other.id)->sequence, Sequence(2));
    }

    void whatIsInTheWayIsTriedAgainWithOneEffect()
    {
        LedgerHouse house;
        MemoryLedger &ledger = memoryOf(house);
        for (const auto place :
             {MemoryRows::Place::Begin, MemoryRows::Place::Write, MemoryRows::Place::Commit}) {
            int left = 4;
            ledger.rows().trouble =
                [&](MemoryRows::Place at) -> std::optional<MemoryRows::Trouble> {
                if (at != place || left-- <= 0)
                    return std::nullopt;
                return MemoryRows::Trouble{refusal(RefusalCode::Internal, u"in the way"_s), true};
            };
            const auto done =
                house.apply(PlaceHold{house.make<HoldId>(), house.event, seatsAt({int(place)})});
            QVERIFY(done.outcome);
            QCOMPARE(done.changes.size(), 1);
        }
        ledger.rows().trouble = [&](MemoryRows::Place) {
            return MemoryRows::Trouble{refusal(RefusalCode::Internal, u"for ever"_s), true};
        };
        QCOMPARE(house.apply(PlaceHold{first, house.event, seatsAt({9})}).outcome.error().message,
                 u"for ever"_s);
        ledger.rows().trouble = nullptr;
        QCOMPARE(house.counts(), (TicketCounts{47, 3, 0, 0}));
        QVERIFY(house.apply(PlaceHold{first, house.event, seatsAt({9})}).outcome);
        QCOMPARE(firstContradiction(ledger.store()), QString());
    }

    void aFailingDiskRefusesTheWholeBatch()
    {
        LedgerHouse house;
        memoryOf(house).rows().trouble =
            [](MemoryRows::Place at) -> std::optional<MemoryRows::Trouble> {
            if (at != MemoryRows::Place::Commit)
                return std::nullopt;
            return MemoryRows::Trouble{refusal(RefusalCode::ReadOnly, u"full"_s), false};
        };
        const std::array batch{house.submission(PlaceHold{first, house.event, seatsAt({3})}),
                               house.submission(PlaceHold{second, house.event, seatsAt({4})})};
        for (const AppliedOperation &each : house.ledger().writer().apply(batch)) {
            QCOMPARE(codeOf(each), RefusalCode::ReadOnly);
            QVERIFY(each.changes.isEmpty());
        }
        memoryOf(house).rows().trouble = nullptr;
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QVERIFY(house.apply(batch[0]).outcome); // nothing of it was remembered
    }

    void oneBadOperationDoesNoHarmToOthers()
    {
        LedgerHouse house;
        const Hold one = *house.hold(first, {3})->hold;
        const Hold two = *house.hold(second, {4})->hold;
        const ConfirmBooking good = house.sale(one);
        ConfirmBooking bad = house.sale(two);
        bad.payment = good.payment;
        const std::array batch{
            house.submission(good), house.submission(bad),
            house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({5})})};
        const auto applied = house.ledger().writer().apply(batch);
        QVERIFY(applied[0].outcome);
        QCOMPARE(codeOf(applied[1]), RefusalCode::Internal);
        QVERIFY(applied[2].outcome);
        QCOMPARE(house.counts(), (TicketCounts{47, 2, 1, 0}));
        QVERIFY(house.apply(house.sale(two)).outcome);
    }

    void halfABookingLeavesNothing()
    {
        LedgerHouse house;
        BookTickets book{.booking = house.make<BookingId>(),
                         .hold = first,
                         .payment = house.make<PaymentId>(),
                         .event = house.event,
                         .customer = house.make<CustomerId>(), // nobody
                         .quantity = 2};
        const std::array batch{house.submission(book),
                               house.submission(PlaceHold{second, house.event, seatsAt({0, 1})})};
        const auto applied = house.ledger().writer().apply(batch);
        QCOMPARE(codeOf(applied[0]), RefusalCode::NotFound);
        QVERIFY(applied[0].changes.isEmpty());
        QCOMPARE(applied[1].outcome->sequence, Sequence(1));
        QCOMPARE(applied[1].changes.first().versions.first(), Version(1));
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
        QCOMPARE(firstContradiction(memoryOf(house).store()), QString());
        book.customer = {};
        QVERIFY(house.apply(book).outcome);
    }

    void aSessionActsUntilItsEndAndNoLonger()
    {
        LedgerHouse house;
        const WindowId window = house.make<WindowId>();
        const Actor seller{house.signIn(u"ben"_s, Role::Seller, window), window}; // for a day
        const auto hold = [&](const HoldId &id, int seat) {
            Submission asked = house.submission(PlaceHold{id, house.event, seatsAt({seat})});
            asked.actor = seller;
            return house.apply(asked);
        };
        house.clock().advance(Milliseconds(86'399'999));
        QVERIFY(hold(first, 3).outcome);
        house.clock().advance(Milliseconds(1));
        QCOMPARE(codeOf(hold(second, 4)), RefusalCode::NotSignedIn);
    }

    void onlyWhatTheWindowHasIsGivenUp()
    {
        LedgerHouse house;
        const auto numbered = [&](qint64 number, qint64 acknowledged, int seat) {
            Submission asked =
                house.submission(PlaceHold{house.make<HoldId>(), house.event, seatsAt({seat})});
            asked.operation.deviceSequence = DeviceSequence(number);
            asked.acknowledged = DeviceSequence(acknowledged);
            return asked;
        };
        const Submission one = numbered(1, 0, 3);
        const Submission two = numbered(2, 1, 4);
        QVERIFY(house.apply(one).outcome);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(10), 0);
        QVERIFY(house.apply(one).isRepeat);
        QVERIFY(house.apply(two).outcome);
        QCOMPARE(codeOf(house.apply(one)), RefusalCode::OperationReused);
        QCOMPARE(*house.ledger().writer().pruneOutcomes(10), 1);
        QCOMPARE(codeOf(house.apply(one)), RefusalCode::OperationReused); // not done again
        QVERIFY(house.apply(two).isRepeat);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
    }

    void aPersonHoldsOnlySoManyTicketsAtAllWindows()
    {
        LedgerHouse house;
        MemoryLedger strict(memoryOf(house).sharedStore(), house.clock(),
                            {.ticketsHeldPerWindow = 4, .ticketsHeldPerOperator = 6});
        const auto hold = [&](int seat, int window) {
            const Submission asked = house.submission(
                PlaceHold{house.make<HoldId>(), house.event, seatsAt({seat, seat + 1})}, window);
            return strict.writer().apply({&asked, 1}).front();
        };
        QVERIFY(hold(0, 0).outcome);
        QVERIFY(hold(2, 0).outcome);
        QCOMPARE(codeOf(hold(4, 0)), RefusalCode::HoldLimit); // the window's
        QVERIFY(hold(4, 1).outcome);
        QCOMPARE(codeOf(hold(6, 2)), RefusalCode::HoldLimit); // the person's
        house.clock().advance(limits::holdLength);
        QVERIFY(hold(6, 2).outcome);
    }

    void everyHistoryVerifies_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void everyHistoryVerifies()
    {
        QFETCH(quint64, seed);
        LedgerHouse house;
        Trader trader(house, seed);
        for (int round = 0; round < 150; ++round) {
            std::vector<Submission> batch;
            const quint64 size = 1 + trader.random().below(12);
            while (batch.size() < size)
                batch.push_back(house.submission(trader.draw(), int(trader.random().below(2))));
            for (const AppliedOperation &applied : house.ledger().writer().apply(batch)) {
                QVERIFY(applied.outcome || codeOf(applied) != RefusalCode::Internal);
                trader.learn(applied);
            }
            trader.pass();
            if (trader.random().chance(10))
                QVERIFY(house.ledger().writer().expireHolds(1'000));
        }
        QCOMPARE(firstContradiction(memoryOf(house).store()), QString());
    }

    void severalServersShareAStore()
    {
        LedgerHouse house; // fills the store
        const auto store = memoryOf(house).sharedStore();
        std::vector<std::unique_ptr<MemoryLedger>> servers;
        for (int i = 0; i < 3; ++i)
            servers.push_back(
                std::make_unique<MemoryLedger>(store, house.clock(), LedgerRules(), false));
        Trader trader(house, 5);
        for (int round = 0; round < 600; ++round) {
            LedgerWriter &writer = servers[trader.random().below(servers.size())]->writer();
            const std::array batch{house.submission(trader.draw()),
                                   house.submission(trader.draw(), 1)};
            for (const AppliedOperation &applied : writer.apply(batch)) {
                QVERIFY(applied.outcome || codeOf(applied) != RefusalCode::Internal);
                trader.learn(applied);
            }
            trader.pass();
            if (trader.random().chance(10))
                QVERIFY(writer.expireHolds(1'000));
        }
        QCOMPARE(firstContradiction(*store), QString());
    }

    void theVerifierFindsWhatWasChangedBehindItsBack()
    {
        LedgerHouse house;
        QVERIFY(house.hold(second, {8}));
        const ConfirmBooking sale = house.sale(*house.hold(first, {3, 4})->hold);
        QVERIFY(house.apply(sale).outcome);
        MemoryStore &store = memoryOf(house).store();
        const auto finds = [&](const std::function<void(MemoryStore::KeptEvent &)> &change) {
            MemoryStore::KeptEvent &event = *store.event(house.event);
            const MemoryStore::KeptEvent before = event;
            const auto bookings = store.bookings;
            change(event);
            const bool isFound = !firstContradiction(store).isEmpty();
            event = before;
            store.bookings = bookings;
            return isFound && firstContradiction(store).isEmpty();
        };
        QVERIFY(finds([](auto &event) { event.tickets[3].status = TicketStatus::Available; }));
        QVERIFY(finds([](auto &event) { event.tickets[8].fence = Fence(9); }));
        QVERIFY(finds([](auto &event) { ++event.head.counts.sold; }));
        QVERIFY(finds([](auto &event) { event.head.sequence = Sequence(4); }));
        QVERIFY(finds([](auto &event) { event.fence = Fence(1); }));
        QVERIFY(finds([](auto &event) { event.rows.pop_back(); }));
        QVERIFY(finds([](auto &event) { std::swap(event.rows[1], event.rows[2]); }));
        QVERIFY(finds([](auto &event) { event.rows[1].window = {}; }));
        QVERIFY(finds([](auto &event) { event.rows[1].after.pool = idNamed<PoolId>(u"p"); }));
        QVERIFY(finds([&](auto &) { store.bookings.clear(); }));
        QVERIFY(finds([&](auto &) {
            auto &kept = store.bookings[sale.booking];
            kept.stored.booking.payments[0].amount += Money(1, Currency::of("EUR"));
        }));
        QVERIFY(finds([&](auto &) { store.bookings[sale.booking].paidAt[0] = Instant(); }));
        QVERIFY(
            finds([&](auto &) { store.bookings[sale.booking].stored.priced[0].isLive = false; }));
    }
};

QTEST_GUILESS_MAIN(LedgerCoreTest)
#include "tst_ledgercore.moc"
