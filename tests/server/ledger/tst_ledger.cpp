#include "sync/protocol/limits.h"
#include "tests/server/ledger/ledgerhouse.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

RefusalCode codeOf(const Outcome &outcome)
{
    return outcome ? RefusalCode::Internal : outcome.error().code;
}

const HoldId first = idNamed<HoldId>(u"first");
const HoldId second = idNamed<HoldId>(u"second");

} // namespace

/// What every ledger must do, whatever it is stored in.
class LedgerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreeTicketCanBeHeld()
    {
        LedgerHouse house;
        const AppliedOperation applied =
            house.apply(PlaceHold{first, house.event, seatsAt({3, 4})});
        QVERIFY(applied.outcome);
        QCOMPARE(applied.outcome->hold->seats, seatsAt({3, 4}));
        QCOMPARE(applied.outcome->holdRemaining, limits::holdLength);
        QCOMPARE(applied.changes.size(), 1);
        QCOMPARE(applied.changes.first().sequence, Sequence(1));
        QCOMPARE(applied.changes.first().versions, (QList<Version>{Version(1), Version(1)}));
        QCOMPARE(house.ticket(3).status, TicketStatus::Held);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
    }

    void aHeldTicketIsRefusedAndNamed()
    {
        LedgerHouse house;
        QVERIFY(house.hold(first, {3}));
        const Outcome no = house.hold(second, {2, 3, 4}, 1);
        QCOMPARE(codeOf(no), RefusalCode::TicketsTaken);
        QCOMPARE(no.error().tickets.size(), 1);
        const TicketObstacle &obstacle = no.error().tickets.first();
        QCOMPARE(obstacle.seat, SeatIndex(3));
        QCOMPARE(obstacle.status, TicketStatus::Held);
        QCOMPARE(obstacle.holder, u"Anna"_s);
        QCOMPARE(*obstacle.until, house.clock().now() + limits::holdLength);
        QCOMPARE(house.ticket(2).status, TicketStatus::Available); // all or nothing
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
        QCOMPARE(house.reader().tickets(house.event)->sequence, Sequence(1));
    }

    void asManyAsPossibleTakesTheRest()
    {
        LedgerHouse house;
        QVERIFY(house.hold(first, {3}));
        const Outcome some = house.hold(second, {2, 3, 4}, 1, HoldMode::AsManyAsPossible);
        QVERIFY(some);
        QCOMPARE(some->hold->seats, seatsAt({2, 4}));
        QCOMPARE(some->leftOut.size(), 1);
        QCOMPARE(codeOf(house.hold(idNamed<HoldId>(u"third"), {3}, 2, HoldMode::AsManyAsPossible)),
                 RefusalCode::TicketsTaken);
    }

    void aCartIsOneHold()
    {
        LedgerHouse house;
        const Outcome one = house.hold(first, {3});
        house.clock().advance(Milliseconds(1'000));
        const Outcome two = house.hold(first, {2, 3});
        QVERIFY(two);
        QCOMPARE(two->hold->seats, seatsAt({2, 3}));
        QCOMPARE(two->hold->fence, one->hold->fence);
        QCOMPARE(two->hold->expiresAt, one->hold->expiresAt);
        QCOMPARE(house.ticket(3).version, Version(1)); // held already: not touched
        const Outcome same = house.hold(first, {2});
        QVERIFY(same);
        QCOMPARE(same->sequence, two->sequence);
        QCOMPARE(codeOf(house.hold(first, {5}, 1)), RefusalCode::HoldNotYours);
    }

    void aHoldThatHasEndedBlocksNobody()
    {
        LedgerHouse house;
        const Outcome mine = house.hold(first, {3, 4});
        house.clock().advance(limits::holdLength - Milliseconds(1));
        QCOMPARE(codeOf(house.hold(second, {3}, 1)), RefusalCode::TicketsTaken);
        house.clock().advance(Milliseconds(1));
        const Outcome theirs = house.hold(second, {3}, 1);
        QVERIFY(theirs);
        QVERIFY(theirs->hold->fence > mine->hold->fence);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
        QCOMPARE(codeOf(house.apply(house.sale(*mine->hold)).outcome), RefusalCode::HoldEnded);
        QCOMPARE(codeOf(house.hold(first, {6})), RefusalCode::HoldEnded);
        QCOMPARE(*house.ledger().writer().nextExpiry(), mine->hold->expiresAt);
        const auto freed = house.ledger().writer().expireHolds(100);
        QVERIFY(freed);
        QCOMPARE(freed->size(), 1);
        QCOMPARE(freed->first().seats, seatsAt({4})); // 3 is another's by now
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
    }

    void aHoldIsExtendedAFewTimes()
    {
        LedgerHouse house;
        const Outcome held = house.hold(first, {3});
        const ExtendHold extend{first, house.event, held->hold->fence};
        for (int i = 0; i < limits::extensionsPerHold; ++i) {
            house.clock().advance(Milliseconds(60'000));
            const Outcome longer = house.apply(extend).outcome;
            QVERIFY(longer);
            QCOMPARE(longer->hold->expiresAt, house.clock().now() + limits::holdLength);
        }
        QCOMPARE(codeOf(house.apply(extend).outcome), RefusalCode::HoldLimit);
        QCOMPARE(codeOf(house.apply(extend, 1).outcome), RefusalCode::HoldNotYours);
        house.clock().advance(limits::holdLength);
        QCOMPARE(codeOf(house.apply(extend).outcome), RefusalCode::HoldEnded);
    }

    void releasingIsRepeatableAndMayBePartial()
    {
        LedgerHouse house;
        const Outcome held = house.hold(first, {3, 4, 5});
        const Fence fence = held->hold->fence;
        const Outcome part =
            house.apply(ReleaseHold{first, house.event, fence, seatsAt({5, 3})}).outcome;
        QVERIFY(part);
        QCOMPARE(part->hold->seats, seatsAt({4}));
        QCOMPARE(house.counts(), (TicketCounts{49, 1, 0, 0}));
        QVERIFY(house.apply(ReleaseHold{first, house.event, fence, {}}).outcome);
        QVERIFY(house.apply(ReleaseHold{first, house.event, fence, {}}).outcome);
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QCOMPARE(house.ticket(4).fence, fence);
        QCOMPARE(codeOf(house.apply(ReleaseHold{second, house.event, fence, {}}).outcome),
                 RefusalCode::HoldUnknown);
    }

    void aWindowHoldsOnlySoManyTickets()
    {
        LedgerHouse house;
        QList<int> tooMany(limits::ticketsPerHold + 1);
        for (int i = 0; i < tooMany.size(); ++i)
            tooMany[i] = i;
        QCOMPARE(codeOf(house.hold(first, tooMany)), RefusalCode::HoldLimit);
        QCOMPARE(codeOf(house.hold(first, {})), RefusalCode::Malformed);
        QCOMPARE(codeOf(house.hold(first, {4, 3})), RefusalCode::Malformed);
        QCOMPARE(codeOf(house.hold(first, {50})), RefusalCode::NotFound);
        QCOMPARE(codeOf(house.hold(first, {-1})), RefusalCode::NotFound);
    }

    void aHoldBecomesABooking()
    {
        LedgerHouse house;
        const Outcome held = house.hold(first, {3, 4});
        ConfirmBooking sale = house.sale(*held->hold);
        sale.tickets[1].ticketType = ticketTypeNamed(u"Child"_s);
        sale.agreedTotal = Money(4'000, Currency::of("EUR"));
        sale.tendered = Money(5'000, Currency::of("EUR"));
        const AppliedOperation sold = house.apply(sale);
        QVERIFY(sold.outcome);
        QCOMPARE(sold.outcome->change, Money(1'000, Currency::of("EUR")));
        const Result<Booking> booking = house.reader().booking(sale.booking);
        QVERIFY(booking);
        QCOMPARE(*booking, *sold.outcome->booking);
        QCOMPARE(booking->reference, bookingReferenceFor(sale.booking));
        QCOMPARE(booking->tickets[1].price, Money(1'500, Currency::of("EUR")));
        QCOMPARE(house.ticket(3).booking, sale.booking);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 2, 0}));
        QCOMPARE(codeOf(house.hold(second, {3}, 1)), RefusalCode::TicketsTaken);
        QCOMPARE(house.reader().bookingsOf(house.event, 10)->size(), 1);
    }

    void aSaleThatDoesNotFitIsRefused()
    {
        LedgerHouse house;
        const Hold held = *house.hold(first, {3, 4})->hold;
        ConfirmBooking cheap = house.sale(held);
        cheap.agreedTotal = Money(4'999, Currency::of("EUR"));
        QCOMPARE(codeOf(house.apply(cheap).outcome), RefusalCode::PriceChanged);
        cheap.agreedTotal = Money(5'000, Currency::of("USD"));
        QCOMPARE(codeOf(house.apply(cheap).outcome), RefusalCode::PriceChanged);
        ConfirmBooking poor = house.sale(held);
        poor.tendered = Money(4'999, Currency::of("EUR"));
        QCOMPARE(codeOf(house.apply(poor).outcome), RefusalCode::PaymentShort);
        ConfirmBooking part = house.sale(held);
        part.tickets.removeLast();
        QCOMPARE(codeOf(house.apply(part).outcome), RefusalCode::InvalidRecord);
        ConfirmBooking odd = house.sale(held);
        odd.tickets[0].ticketType = ticketTypeNamed(u"Dog"_s);
        QCOMPARE(codeOf(house.apply(odd).outcome), RefusalCode::InvalidRecord);
        ConfirmBooking old = house.sale(held);
        old.fence = Fence(held.fence.value() - 1);
        QCOMPARE(codeOf(house.apply(old).outcome), RefusalCode::HoldNotYours);
        ConfirmBooking stranger = house.sale(held);
        stranger.customer = house.make<CustomerId>();
        QCOMPARE(codeOf(house.apply(stranger).outcome), RefusalCode::NotFound);
        QCOMPARE(codeOf(house.apply(house.sale(held), 1).outcome), RefusalCode::HoldNotYours);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
        QVERIFY(house.apply(house.sale(held)).outcome);
    }

    void cancellingGivesTicketsAndMoneyBack()
    {
        LedgerHouse house;
        const Hold held = *house.hold(first, {3, 4})->hold;
        const ConfirmBooking sale = house.sale(held);
        QVERIFY(house.apply(sale).outcome);
        const CancelBooking cancel{sale.booking, house.event, house.make<PaymentId>(), u"ill"_s};
        const Outcome back = house.apply(cancel).outcome;
        QVERIFY(back);
        QCOMPARE(back->change, Money(5'000, Currency::of("EUR")));
        QCOMPARE(back->booking->status, BookingStatus::Cancelled);
        QCOMPARE(back->booking->payments.size(), 2);
        QCOMPARE(*house.reader().booking(sale.booking), *back->booking);
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QCOMPARE(codeOf(house.apply(cancel).outcome), RefusalCode::VersionConflict);
        QVERIFY(house.hold(second, {3}, 1));
    }

    void aRepeatHasNoSecondEffect()
    {
        LedgerHouse house;
        const Submission once = house.submission(PlaceHold{first, house.event, seatsAt({3})});
        const AppliedOperation done = house.apply(once);
        house.clock().advance(Milliseconds(5'000));
        const AppliedOperation again = house.apply(once);
        QVERIFY(again.isRepeat);
        QVERIFY(again.changes.isEmpty());
        QCOMPARE(again.outcome->hold, done.outcome->hold);
        QCOMPARE(again.outcome->holdRemaining, limits::holdLength - Milliseconds(5'000));
        Submission reused = once;
        reused.operation.command = PlaceHold{first, house.event, seatsAt({4})};
        QCOMPARE(codeOf(house.apply(reused).outcome), RefusalCode::OperationReused);
        const Submission refused =
            house.submission(PlaceHold{second, house.event, seatsAt({3})}, 1);
        QCOMPARE(codeOf(house.apply(refused).outcome), RefusalCode::TicketsTaken);
        house.clock().advance(limits::holdLength);
        const AppliedOperation still = house.apply(refused); // refused once, refused for ever
        QVERIFY(still.isRepeat);
        QCOMPARE(codeOf(still.outcome), RefusalCode::TicketsTaken);
    }

    void nobodyActsWithoutALiveSession()
    {
        LedgerHouse house;
        Submission asked = house.submission(PlaceHold{first, house.event, seatsAt({3})});
        asked.actor.session = QByteArray(32, 'z');
        QCOMPARE(codeOf(house.apply(asked).outcome), RefusalCode::NotSignedIn);
        asked.actor = house.windowActor(0);
        asked.actor.window = house.windowActor(1).window;
        QCOMPARE(codeOf(house.apply(asked).outcome), RefusalCode::NotSignedIn);
        asked.actor = house.windowActor(0);
        QVERIFY(house.ledger().writer().closeSession(asked.actor.session));
        QCOMPARE(codeOf(house.apply(asked).outcome), RefusalCode::NotSignedIn);
        QVERIFY(!house.reader().session(asked.actor.session));
        asked.actor = house.windowActor(1); // the very same operation after signing in again
        QVERIFY(house.apply(asked).outcome);
    }

    void aRoleMayDoOnlyWhatItsTableSays()
    {
        LedgerHouse house;
        const auto window = house.make<WindowId>();
        const Actor seller{house.signIn(u"ben"_s, Role::Seller, window), window};
        const Actor organizer{house.signIn(u"cy"_s, Role::Organizer, window), window};
        Submission asked = house.submission(SaveVenue{});
        asked.actor = seller;
        QCOMPARE(codeOf(house.apply(asked).outcome), RefusalCode::NotAllowed);
        asked = house.submission(PlaceHold{first, house.event, seatsAt({3})});
        asked.actor = organizer;
        QCOMPARE(codeOf(house.apply(asked).outcome), RefusalCode::NotAllowed);
        asked.operation.id = house.make<OperationId>();
        asked.actor = seller;
        QVERIFY(house.apply(asked).outcome);
        QVERIFY(!house.ledger().writer().addOperator(
            {.person = {.id = house.make<OperatorId>(), .name = u"BEN"_s}}));
        QCOMPARE(house.reader().operatorByName(u" Ben "_s)->person.role, Role::Seller);
    }

    void aStrangerBooksByQuantity()
    {
        LedgerHouse house;
        QVERIFY(house.hold(first, {0, 1, 2, 3, 4, 5, 6, 7}));
        const BookTickets book{.booking = house.make<BookingId>(),
                               .hold = second,
                               .payment = house.make<PaymentId>(),
                               .event = house.event,
                               .quantity = 3};
        const AppliedOperation sold = house.apply(book, 1);
        QVERIFY(sold.outcome);
        QCOMPARE(sold.outcome->booking->tickets.size(), 3);
        QCOMPARE(sold.outcome->booking->payments.first().method, PaymentMethod::Account);
        const int start = sold.outcome->booking->tickets.first().seat.value();
        QCOMPARE(sold.outcome->booking->tickets.last().seat.value(), start + 2);
        QCOMPARE(start / 10, (start + 2) / 10); // side by side in one row
        QCOMPARE(sold.changes.size(), 2);
        QCOMPARE(house.counts(), (TicketCounts{39, 8, 3, 0}));
    }

    void aReservationIsConfirmedOrEnds()
    {
        LedgerHouse house;
        BookTickets book{.booking = house.make<BookingId>(),
                         .hold = first,
                         .event = house.event,
                         .seats = seatsAt({3, 4}),
                         .kind = BookTickets::Kind::Reserve};
        const Outcome reserved = house.apply(book).outcome;
        QVERIFY(reserved);
        QCOMPARE(reserved->booking->status, BookingStatus::Pending);
        ConfirmBooking sale = house.sale(*reserved->hold);
        sale.booking = book.booking;
        QVERIFY(house.apply(sale).outcome);
        QCOMPARE(house.reader().booking(book.booking)->status, BookingStatus::Confirmed);
        book.booking = house.make<BookingId>();
        book.hold = second;
        book.seats = seatsAt({5});
        QVERIFY(house.apply(book).outcome);
        house.clock().advance(limits::holdLength);
        QVERIFY(house.ledger().writer().expireHolds(10));
        QCOMPARE(house.reader().booking(book.booking)->status, BookingStatus::Cancelled);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 2, 0}));
    }

    void recordsChangeOnlyAtTheExpectedVersion()
    {
        LedgerHouse house;
        Venue hall = *house.reader().venue(house.venue);
        QCOMPARE(hall.capacity, 50);
        QCOMPARE(hall.version, Version(2));
        hall.city = u"Bremen"_s;
        QCOMPARE(codeOf(house.apply(SaveVenue{hall, Version(1)}).outcome),
                 RefusalCode::VersionConflict);
        const AppliedOperation saved = house.apply(SaveVenue{hall, Version(2)});
        QVERIFY(saved.outcome);
        const auto delta =
            house.reader().catalogueSince(CatalogueVersion(saved.catalogue->value() - 1));
        QCOMPARE(delta->version, *saved.catalogue);
        QCOMPARE(delta->venues.size(), 1);
        QCOMPARE(delta->venues.first().city, u"Bremen"_s);
        QVERIFY(delta->events.isEmpty());
        QCOMPARE(codeOf(house.apply(SaveVenue{hall, Version()}).outcome),
                 RefusalCode::VersionConflict);
    }

    void aPublishedEventKeepsItsMap()
    {
        LedgerHouse house;
        Event event = *house.reader().event(house.event);
        event.status = EventStatus::Draft;
        QCOMPARE(codeOf(house.apply(SaveEvent{event, Version(1)}).outcome),
                 RefusalCode::InvalidRecord);
        event.status = EventStatus::Cancelled;
        QVERIFY(house.apply(SaveEvent{event, Version(1)}).outcome);
        QCOMPARE(codeOf(house.hold(first, {3})), RefusalCode::NotOnSale);
        Event unpriced = house.record;
        unpriced.id = house.make<EventId>();
        unpriced.prices.prices.clear();
        QCOMPARE(codeOf(house.apply(SaveEvent{unpriced, Version()}).outcome),
                 RefusalCode::InvalidRecord);
    }

    void theSalesReportCountsSalesAndCancellations()
    {
        LedgerHouse house;
        const Instant start = house.clock().now();
        const ConfirmBooking one = house.sale(*house.hold(first, {3, 4})->hold);
        QVERIFY(house.apply(one).outcome);
        house.clock().advance(Milliseconds(3'600'000));
        QVERIFY(house.apply(house.sale(*house.hold(second, {5})->hold)).outcome);
        QVERIFY(house.apply(CancelBooking{one.booking, house.event, house.make<PaymentId>(), {}})
                    .outcome);
        const auto points =
            house.reader().sales({.from = start, .until = start + Milliseconds(7'200'000)});
        QCOMPARE(points->size(), 2);
        QCOMPARE(points->at(0).tickets, 2);
        QCOMPARE(points->at(0).revenue, Money(5'000, Currency::of("EUR")));
        QCOMPARE(points->at(1).tickets, -1);
        QCOMPARE(points->at(1).revenue, Money(-2'500, Currency::of("EUR")));
    }

    void theFeedTellsEveryChangeOnce()
    {
        LedgerHouse house;
        const Outcome held = house.hold(first, {3});
        QVERIFY(house.apply(house.sale(*held->hold)).outcome);
        const auto all = house.reader().changesSince(house.event, Sequence(0), 10);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(0).after.status, TicketStatus::Held);
        QCOMPARE(all->at(0).after.fence, held->hold->fence);
        QCOMPARE(all->at(1).after.status, TicketStatus::Sold);
        QCOMPARE(all->at(1).versions, QList<Version>{Version(2)});
        QCOMPARE(house.reader().changesSince(house.event, Sequence(1), 10)->size(), 1);
    }
};

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
