#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/limits.h"
#include "tests/server/ledger/housecheck.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const HoldId first = idNamed<HoldId>(u"first");
const HoldId second = idNamed<HoldId>(u"second");
const PoolId press = idNamed<PoolId>(u"press");
const PoolId artists = idNamed<PoolId>(u"artists");

} // namespace

/// A house with a seller and a supervisor at windows of their own.
class StaffedHouse final : public CheckedHouse
{
public:
    StaffedHouse()
        : seller{signIn(u"ben"_s, Role::Seller, make<WindowId>()), {}}
        , supervisor{signIn(u"cleo"_s, Role::Supervisor, make<WindowId>()), {}}
    {}

    AppliedOperation as(const Actor &actor, const Command &command)
    {
        Submission asked = submission(command);
        asked.actor = actor;
        return apply(asked);
    }
    Pool pool(const PoolId &id, Role owner = Role::Supervisor) const
    {
        return {.id = id, .event = event, .name = u"Press"_s, .owner = owner};
    }
    [[nodiscard]] KeepTickets intoPool(const QList<int> &seats, const PoolId &id = press) const
    {
        return {event, seatsAt(seats), TicketUse::Pool, id, u"kept"_s};
    }
    [[nodiscard]] PlaceHold fromPool(const QList<int> &seats, const PoolId &id = press)
    {
        return {.hold = make<HoldId>(), .event = event, .seats = seatsAt(seats), .pool = id};
    }
    [[nodiscard]] LeaseAllotment allotment(const QList<int> &seats, int window = 2) const
    {
        return {first, event, windowActor(window).window, seatsAt(seats), {}};
    }

    /// Publishes an event on a map of two tables of four that are sold whole, and a row of six.
    EventId publishTables()
    {
        SeatMap drawn = aSeatMap().withRows(3).ofSeats(6).build();
        Section &section = drawn.levels.first().sections.first();
        for (const QString &label : {u"T1"_s, u"T2"_s}) {
            Table table{.label = label, .isSoldWhole = true};
            table.seats = section.rows.takeLast().seats.mid(0, 4);
            section.tables.append(table);
        }
        const auto tables = make<SeatMapId>();
        const Venue hall = *reader().venue(venue);
        const auto published = apply(PublishSeatMap{.id = tables,
                                                    .venue = venue,
                                                    .document = seatMapToJson(drawn),
                                                    .note = {},
                                                    .expected = hall.version});
        Q_ASSERT(published.outcome);
        Event gala = record;
        gala.id = make<EventId>();
        gala.seatMap = tables;
        gala.version = {};
        return apply(SaveEvent{gala, Version()}).outcome ? gala.id : EventId();
    }

    const Actor seller;
    const Actor supervisor;
};

/// What the house keeps back, leases to windows, and hands from one window to another.
class HouseHoldsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- transfers
    void aHoldMovesToAnotherWindow()
    {
        StaffedHouse house;
        const Hold held = *house.hold(first, {3, 4})->hold;
        house.clock().advance(Milliseconds(60'000));
        const WindowId other = house.windowActor(1).window;
        const AppliedOperation moved =
            house.apply(TransferHold{first, house.event, held.fence, other});
        QVERIFY(moved.outcome);
        QCOMPARE(moved.outcome->hold->window, other);
        QVERIFY(moved.outcome->hold->fence > held.fence);
        QCOMPARE(moved.outcome->hold->expiresAt, held.expiresAt);
        QCOMPARE(moved.changes.first().after.holder, other);
        QCOMPARE(codeOf(house.apply(house.sale(held))), RefusalCode::HoldNotYours);
        QCOMPARE(codeOf(house.apply(house.sale(held), 1)), RefusalCode::HoldNotYours); // old fence
        QVERIFY(house.apply(house.sale(*moved.outcome->hold), 1).outcome);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aTransferThatCannotBeIsRefused()
    {
        StaffedHouse house;
        const Hold held = *house.hold(first, {3})->hold;
        TransferHold transfer{first, house.event, held.fence, house.windowActor(1).window};
        QCOMPARE(codeOf(house.apply(transfer, 1)), RefusalCode::HoldNotYours);
        transfer.window = house.windowActor(0).window;
        QCOMPARE(codeOf(house.apply(transfer)), RefusalCode::InvalidRecord);
        transfer.window = house.windowActor(1).window;
        house.clock().advance(limits::holdLength);
        QCOMPARE(codeOf(house.apply(transfer)), RefusalCode::HoldEnded);
    }

    // ---- tickets that are not sold
    void blockedTicketsAreNotSold()
    {
        StaffedHouse house;
        const KeepTickets block{house.event, seatsAt({3, 4}), TicketUse::Blocked, {}, u"pillar"_s};
        QCOMPARE(codeOf(house.as(house.seller, block)), RefusalCode::NotAllowed);
        const AppliedOperation kept = house.as(house.supervisor, block);
        QVERIFY(kept.outcome);
        QCOMPARE(kept.changes.first().after.status, TicketStatus::Blocked);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 0, 2}));
        QCOMPARE(codeOf(house.apply(PlaceHold{second, house.event, seatsAt({3})})),
                 RefusalCode::TicketsTaken);
        QCOMPARE(house.apply(block).changes.size(), 0); // they are already
        QVERIFY(
            house.apply(KeepTickets{house.event, seatsAt({3}), TicketUse::Sale, {}, {}}).outcome);
        QCOMPARE(house.counts(), (TicketCounts{49, 0, 0, 1}));
        QVERIFY(house.hold(second, {3}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    void whatSomebodyHasIsNotKeptBack()
    {
        StaffedHouse house;
        QVERIFY(house.hold(first, {3}));
        const AppliedOperation no =
            house.apply(KeepTickets{house.event, seatsAt({2, 3}), TicketUse::Blocked, {}, {}});
        QCOMPARE(codeOf(no), RefusalCode::TicketsTaken);
        QCOMPARE(no.outcome.error().tickets.size(), 1);
        QCOMPARE(house.ticket(2).status, TicketStatus::Available);
        house.clock().advance(limits::holdLength); // then it has run out
        QVERIFY(house.apply(KeepTickets{house.event, seatsAt({2, 3}), TicketUse::Blocked, {}, {}})
                    .outcome);
        QVERIFY(house.ledger().writer().expireHolds(100));
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 0, 2}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    // ---- pools
    void aPoolIsSoldByItsOwnersOnly()
    {
        StaffedHouse house;
        QVERIFY(house.apply(SavePool{house.pool(press), Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({3, 4, 5})).outcome);
        QCOMPARE(house.counts(), (TicketCounts{47, 0, 0, 3}));
        QCOMPARE(codeOf(house.as(house.seller, house.fromPool({3}))), RefusalCode::NotAllowed);
        QCOMPARE(codeOf(house.as(house.supervisor, PlaceHold{second, house.event, seatsAt({3})})),
                 RefusalCode::TicketsTaken); // only when asked of the pool
        const AppliedOperation held = house.as(house.supervisor, house.fromPool({3, 6}));
        QVERIFY(held.outcome);
        QCOMPARE(held.changes.size(), 2); // one row for the pool's, one for the others
        QCOMPARE(house.ticket(3).pool, press);
        QVERIFY(house.ticket(6).pool.isNull());
        const auto pools = house.reader().pools(house.event);
        QCOMPARE(pools->first().tickets, 3);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aPoolsTicketReturnsToItsPool_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"released", "expired", "cancelled", "revoked"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void aPoolsTicketReturnsToItsPool()
    {
        QFETCH(QString, how);
        StaffedHouse house;
        QVERIFY(house.apply(SavePool{house.pool(press), Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({3, 4})).outcome);
        if (how == u"revoked") {
            LeaseAllotment lease = house.allotment({3, 8});
            lease.pool = press;
            QVERIFY(house.apply(lease).outcome);
            QVERIFY(house.apply(RevokeAllotment{first, house.event, u"lost"_s, false}).outcome);
        } else {
            const Hold held = *house.apply(house.fromPool({3})).outcome->hold;
            if (how == u"released") {
                QVERIFY(house.apply(ReleaseHold{held.id, house.event, held.fence, {}}).outcome);
            } else if (how == u"expired") {
                house.clock().advance(limits::holdLength);
                QVERIFY(house.ledger().writer().expireHolds(100));
            } else {
                const ConfirmBooking sale = house.sale(held);
                QVERIFY(house.apply(sale).outcome);
                QCOMPARE(house.ticket(3).pool, press);
                QVERIFY(house
                            .apply(CancelBooking{
                                sale.booking, house.event, house.make<PaymentId>(), {}})
                            .outcome);
            }
        }
        QCOMPARE(house.ticket(3).status, TicketStatus::Blocked);
        QCOMPARE(house.ticket(3).pool, press);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 0, 2}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aLapsedHoldOnAPoolsTicketFreesItForThePoolOnly()
    {
        StaffedHouse house;
        QVERIFY(house.apply(SavePool{house.pool(press), Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({3})).outcome);
        QVERIFY(house.apply(house.fromPool({3})).outcome);
        house.clock().advance(limits::holdLength);
        QCOMPARE(codeOf(house.apply(PlaceHold{second, house.event, seatsAt({3})})),
                 RefusalCode::TicketsTaken);
        QVERIFY(house.apply(house.fromPool({3})).outcome);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aPoolGoesOnSaleAtItsTime()
    {
        StaffedHouse house;
        Pool pool = house.pool(press);
        pool.releaseAt = house.clock().now() + Milliseconds(60'000);
        QVERIFY(house.apply(SavePool{pool, Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({3, 4, 5, 6})).outcome);
        const Hold held = *house.apply(house.fromPool({3})).outcome->hold;
        const Hold sold = *house.apply(house.fromPool({4})).outcome->hold;
        const ConfirmBooking sale = house.sale(sold);
        QVERIFY(house.apply(sale).outcome);
        QCOMPARE(*house.ledger().writer().nextExpiry(), *pool.releaseAt);
        house.clock().advance(Milliseconds(60'000));
        const auto released = house.ledger().writer().expireHolds(100);
        QCOMPARE(released->size(), 1);
        QCOMPARE(released->first().seats, seatsAt({5, 6}));
        QVERIFY(!house.reader().pools(house.event)->first().isOpen);
        QCOMPARE(house.counts(), (TicketCounts{48, 1, 1, 0}));
        // What was out comes back on sale, not into the pool.
        QVERIFY(house.apply(ReleaseHold{held.id, house.event, held.fence, {}}).outcome);
        QVERIFY(house.apply(CancelBooking{sale.booking, house.event, house.make<PaymentId>(), {}})
                    .outcome);
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QVERIFY(house.ticket(3).pool.isNull());
        QCOMPARE(codeOf(house.apply(house.fromPool({3}))), RefusalCode::NotFound);
        QCOMPARE(codeOf(house.apply(SavePool{pool, Version(3)})), RefusalCode::InvalidRecord);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aLargePoolIsReleasedInPasses()
    {
        StaffedHouse house;
        Pool pool = house.pool(press);
        pool.releaseAt = house.clock().now();
        QVERIFY(house.apply(SavePool{pool, Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({1, 2, 3, 4, 5})).outcome);
        QCOMPARE(house.ledger().writer().expireHolds(2)->first().seats, seatsAt({1, 2}));
        QVERIFY(house.reader().pools(house.event)->first().isOpen);
        QCOMPARE(house.ledger().writer().expireHolds(2)->first().seats, seatsAt({3, 4}));
        QCOMPARE(house.ledger().writer().expireHolds(2)->first().seats, seatsAt({5}));
        QVERIFY(!house.reader().pools(house.event)->first().isOpen);
        QVERIFY(!house.ledger().writer().nextExpiry());
        QCOMPARE(house.firstContradiction(), QString());
    }

    void ticketsMoveBetweenPools()
    {
        StaffedHouse house;
        Pool pool = house.pool(artists, Role::Manager);
        pool.quota = 2;
        QVERIFY(house.apply(SavePool{house.pool(press), Version()}).outcome);
        QVERIFY(house.apply(SavePool{pool, Version()}).outcome);
        QVERIFY(house.apply(house.intoPool({3, 4, 5})).outcome);
        QCOMPARE(codeOf(house.as(house.supervisor, house.intoPool({3}, artists))),
                 RefusalCode::NotAllowed);
        QCOMPARE(codeOf(house.apply(house.intoPool({3, 4, 5}, artists))), RefusalCode::HoldLimit);
        QVERIFY(house.apply(house.intoPool({3, 4}, artists)).outcome);
        QCOMPARE(house.ticket(3).pool, artists);
        QCOMPARE(codeOf(house.as(house.supervisor, house.intoPool({3}, press))),
                 RefusalCode::NotAllowed); // nor out of it
        const auto pools = house.reader().pools(house.event);
        for (const PoolState &state : *pools)
            QCOMPARE(state.tickets, state.pool.id == press ? 1 : 2);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void poolsChangeOnlyAtTheExpectedVersion()
    {
        StaffedHouse house;
        Pool pool = house.pool(press);
        QCOMPARE(codeOf(house.as(house.seller, SavePool{pool, Version()})),
                 RefusalCode::NotAllowed);
        QCOMPARE(codeOf(house.as(house.supervisor,
                                 SavePool{house.pool(press, Role::Manager), Version()})),
                 RefusalCode::NotAllowed);
        QCOMPARE(codeOf(house.apply(SavePool{pool, Version(1)})), RefusalCode::NotFound);
        const AppliedOperation saved = house.apply(SavePool{pool, Version()});
        QCOMPARE(saved.outcome->version, Version(1));
        pool.note = u"row 1"_s;
        QCOMPARE(codeOf(house.apply(SavePool{pool, Version()})), RefusalCode::VersionConflict);
        QVERIFY(house.apply(SavePool{pool, Version(1)}).outcome);
        QCOMPARE(house.reader().pools(house.event)->first().pool.note, u"row 1"_s);
        pool.name.clear();
        QCOMPARE(codeOf(house.apply(SavePool{pool, Version(2)})), RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(house.intoPool({3}, artists))), RefusalCode::NotFound);
    }

    // ---- tables
    void aTableThatIsSoldWholeIsNeverSplit()
    {
        StaffedHouse house;
        const EventId gala = house.publishTables(); // 0-5 in a row, 6-9 and 10-13 at tables
        const auto hold = [&](const QList<int> &seats, HoldMode mode = HoldMode::AllOrNothing) {
            return house.apply(PlaceHold{house.make<HoldId>(), gala, seatsAt(seats), mode});
        };
        QCOMPARE(codeOf(hold({6, 7})), RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(hold({6, 7, 8, 9, 10})), RefusalCode::InvalidRecord);
        const Hold held = *hold({0, 6, 7, 8, 9}).outcome->hold;
        QCOMPARE(codeOf(house.apply(ReleaseHold{held.id, gala, held.fence, seatsAt({8})})),
                 RefusalCode::InvalidRecord);
        QVERIFY(house.apply(ReleaseHold{held.id, gala, held.fence, seatsAt({0})}).outcome);
        QVERIFY(house.apply(KeepTickets{gala, seatsAt({11}), TicketUse::Blocked, {}, {}}).outcome);
        const AppliedOperation some = hold({1, 10, 11, 12, 13}, HoldMode::AsManyAsPossible);
        QCOMPARE(some.outcome->hold->seats, seatsAt({1}));
        QCOMPARE(some.outcome->leftOut.size(), 4);
        ConfirmBooking sale = house.sale(held);
        sale.event = gala;
        sale.tickets.removeFirst(); // it was let go
        sale.agreedTotal = sale.tendered = Money(10'000, Currency::of("EUR"));
        QVERIFY(house.apply(sale).outcome);
        CancelBooking cancel{sale.booking, gala, house.make<PaymentId>(), {}, seatsAt({7})};
        QCOMPARE(codeOf(house.apply(cancel)), RefusalCode::InvalidRecord);
        cancel.seats = {};
        QVERIFY(house.apply(cancel).outcome);
        QCOMPARE(house.firstContradiction(), QString());
    }

    // ---- best available
    void theHouseChoosesAndSaysWhy()
    {
        StaffedHouse house;
        const auto book = [&](qint32 quantity) {
            return BookTickets{.booking = house.make<BookingId>(),
                               .hold = house.make<HoldId>(),
                               .payment = house.make<PaymentId>(),
                               .event = house.event,
                               .quantity = quantity};
        };
        QVERIFY(house.hold(first, {0, 1, 2, 6, 7, 8, 9})); // another's cart leaves 3, 4, 5
        const AppliedOperation sold = house.apply(book(2), 1);
        QVERIFY(sold.outcome);
        QVERIFY(sold.outcome->booking->tickets.first().seat.value() >= 10); // 3, 4 or 5 stays whole
        QVERIFY(sold.outcome->why.contains(u"side by side"_s));
        QVERIFY(house.apply(KeepTickets{house.event, seatsAt({3}), TicketUse::Blocked, {}, {}})
                    .outcome);
        BookTickets standing = book(3);
        standing.zone = u"Floor"_s;
        QCOMPARE(house.apply(standing).outcome->booking->tickets.first().seat, SeatIndex(40));
        standing = book(3);
        standing.zone = u"Nowhere"_s;
        QCOMPARE(codeOf(house.apply(standing)), RefusalCode::TicketsTaken);
        standing = book(1);
        standing.isAccessible = true;
        QCOMPARE(codeOf(house.apply(standing)), RefusalCode::TicketsTaken); // there are none
        standing = book(1);
        standing.category = house.make<CategoryId>();
        QCOMPARE(codeOf(house.apply(standing)), RefusalCode::TicketsTaken);
        QCOMPARE(house.firstContradiction(), QString());
    }

    // ---- allotments
    void anAllotmentIsSoldInPartsByItsWindow()
    {
        StaffedHouse house;
        QCOMPARE(codeOf(house.as(house.seller, house.allotment({3, 4, 5}))),
                 RefusalCode::NotAllowed);
        const AppliedOperation leased = house.as(house.supervisor, house.allotment({3, 4, 5}));
        QVERIFY(leased.outcome);
        Hold hold = *leased.outcome->hold;
        QVERIFY(hold.isAllotment());
        QVERIFY(!house.ledger().writer().nextExpiry()); // it ends never
        house.clock().advance(Milliseconds(24LL * 3'600'000));
        hold.seats = seatsAt({4});
        QCOMPARE(codeOf(house.apply(house.sale(hold), 1)), RefusalCode::HoldNotYours);
        const AppliedOperation sold = house.apply(house.sale(hold), 2);
        QVERIFY(sold.outcome);
        QCOMPARE(sold.outcome->hold->seats, seatsAt({3, 5}));
        QCOMPARE(codeOf(house.apply(house.sale(hold), 2)), RefusalCode::InvalidRecord); // once
        QCOMPARE(house.counts(), (TicketCounts{47, 2, 1, 0}));
        hold.seats = seatsAt({3, 5});
        QVERIFY(house.apply(house.sale(hold), 2).outcome);
        QVERIFY(house.reader().allotments(house.event)->isEmpty());
        QCOMPARE(house.firstContradiction(), QString());
    }

    void anAllotmentIsReturnedInParts()
    {
        StaffedHouse house;
        const Hold hold = *house.apply(house.allotment({3, 4, 5})).outcome->hold;
        const ReturnAllotment part{first, house.event, hold.fence, seatsAt({4})};
        QCOMPARE(codeOf(house.apply(part, 1)), RefusalCode::HoldNotYours);
        QCOMPARE(house.apply(part, 2).outcome->hold->seats, seatsAt({3, 5}));
        QVERIFY(house.apply(part, 2).changes.isEmpty());
        QVERIFY(house.apply(ReturnAllotment{first, house.event, hold.fence, {}}, 2).outcome);
        QVERIFY(house.apply(ReturnAllotment{first, house.event, hold.fence, {}}, 2).outcome);
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aRevokedAllotmentSellsNothingMore()
    {
        StaffedHouse house;
        const Hold hold = *house.apply(house.allotment({3, 4})).outcome->hold;
        const RevokeAllotment revoke{first, house.event, u"the laptop is lost"_s, true};
        QCOMPARE(codeOf(house.as(house.supervisor, revoke)), RefusalCode::NotAllowed);
        const AppliedOperation revoked = house.apply(revoke);
        QVERIFY(revoked.outcome);
        QCOMPARE(house.ticket(3).status, TicketStatus::Blocked);
        QVERIFY(house.ticket(3).fence > hold.fence); // a new epoch
        QCOMPARE(codeOf(house.apply(house.sale(hold), 2)), RefusalCode::HoldEnded);
        QCOMPARE(codeOf(house.apply(revoke)), RefusalCode::HoldEnded);
        QVERIFY(
            house.apply(ReturnAllotment{first, house.event, hold.fence, {}}, 2).changes.isEmpty());
        QCOMPARE(house.firstContradiction(), QString());
    }

    void anAllotmentIsNoCart()
    {
        StaffedHouse house;
        const Hold hold = *house.apply(house.allotment({3, 4}, 0)).outcome->hold;
        QCOMPARE(codeOf(house.apply(PlaceHold{first, house.event, seatsAt({6})})),
                 RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(ExtendHold{first, house.event, hold.fence})),
                 RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(ReleaseHold{first, house.event, hold.fence, {}})),
                 RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(
                     TransferHold{first, house.event, hold.fence, house.windowActor(1).window})),
                 RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(house.allotment({8}))), RefusalCode::VersionConflict);
        const Hold cart = *house.hold(second, {7})->hold;
        QCOMPARE(codeOf(house.apply(ReturnAllotment{second, house.event, cart.fence, {}})),
                 RefusalCode::HoldUnknown);
        QCOMPARE(codeOf(house.apply(RevokeAllotment{second, house.event, u"no"_s, false})),
                 RefusalCode::HoldUnknown);
    }

    void nobodyElseTakesWhatIsAllotted()
    {
        StaffedHouse house;
        QVERIFY(house.apply(house.allotment({3})).outcome);
        house.clock().advance(Milliseconds(86'400'000));
        QVERIFY(house.ledger().writer().expireHolds(100)->isEmpty());
        QCOMPARE(codeOf(house.apply(PlaceHold{second, house.event, seatsAt({3})})),
                 RefusalCode::TicketsTaken);
        LeaseAllotment other = house.allotment({3, 4}, 1);
        other.hold = second;
        QCOMPARE(codeOf(house.apply(other)), RefusalCode::TicketsTaken);
        QCOMPARE(house.ticket(4).status, TicketStatus::Available);
    }
};

QTEST_GUILESS_MAIN(HouseHoldsTest)
#include "tst_households.moc"
