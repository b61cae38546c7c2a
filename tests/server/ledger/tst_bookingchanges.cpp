#include "tests/server/ledger/housecheck.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const HoldId first = idNamed<HoldId>(u"first");
const HoldId second = idNamed<HoldId>(u"second");

Money euros(qint64 cents)
{
    return Money(cents, Currency::of("EUR"));
}

qint64 paidIn(const Booking &booking)
{
    qint64 sum = 0;
    for (const Payment &payment : booking.payments)
        sum += payment.amount.minorUnits();
    return sum;
}

} // namespace

/// A house whose adult seats cost 25.00 and whose child seats 15.00.
class SellingHouse final : public CheckedHouse
{
public:
    Payment paid(PaymentMethod method, qint64 cents, const QString &reference = {})
    {
        return {.id = make<PaymentId>(),
                .method = method,
                .amount = euros(cents),
                .tendered = euros(cents),
                .reference = reference};
    }
    Hold held(const QList<int> &seats) { return *hold(make<HoldId>(), seats)->hold; }
    Booking sold(const QList<int> &seats)
    {
        const AppliedOperation done = apply(sale(held(seats)));
        return done.outcome ? *done.outcome->booking : Booking();
    }
    /// Exchanges whole bookings for adult tickets of a hold.
    ExchangeBooking exchange(const Booking &old, const Hold &hold, qint64 difference)
    {
        ExchangeBooking exchange{.booking = old.id,
                                 .event = event,
                                 .credit = make<PaymentId>(),
                                 .newBooking = make<BookingId>(),
                                 .payment = make<PaymentId>(),
                                 .refund = make<PaymentId>(),
                                 .hold = hold.id,
                                 .fence = hold.fence,
                                 .tickets = sale(hold).tickets,
                                 .agreedDifference = euros(difference)};
        if (difference > 0)
            exchange.payments = {paid(PaymentMethod::Cash, difference)};
        return exchange;
    }
    CancelBooking cancelling(const Booking &booking, const QList<int> &seats = {})
    {
        return {booking.id, event, make<PaymentId>(), {}, seatsAt(seats)};
    }
};

/// How bookings are paid, given back in part, exchanged, and made together.
class BookingChangesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- payments
    void aBookingIsPaidInSeveralWays()
    {
        SellingHouse house;
        ConfirmBooking sale = house.sale(house.held({3, 4}));
        sale.payments = {house.paid(PaymentMethod::Card, 2'000, u"T1-0042"_s),
                         house.paid(PaymentMethod::Voucher, 1'000, u"GIFT 7"_s),
                         house.paid(PaymentMethod::Cash, 2'000)};
        sale.payments[2].tendered = euros(5'000);
        const AppliedOperation sold = house.apply(sale);
        QVERIFY(sold.outcome);
        QCOMPARE(sold.outcome->change, euros(3'000));
        QCOMPARE(house.reader().booking(sale.booking)->payments, sale.payments);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void paymentsThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<RefusalCode>("code");
        QTest::newRow("too little") << 0 << RefusalCode::PaymentShort;
        QTest::newRow("too much") << 1 << RefusalCode::InvalidRecord;
        QTest::newRow("below zero") << 2 << RefusalCode::InvalidRecord;
        QTest::newRow("of another currency") << 3 << RefusalCode::InvalidRecord;
        QTest::newRow("a card without its reference") << 4 << RefusalCode::InvalidRecord;
        QTest::newRow("cash with a reference") << 5 << RefusalCode::InvalidRecord;
        QTest::newRow("a card's number") << 6 << RefusalCode::InvalidRecord;
        QTest::newRow("the same id twice") << 7 << RefusalCode::InvalidRecord;
        QTest::newRow("an exchange without one") << 8 << RefusalCode::InvalidRecord;
        QTest::newRow("less cash than it says") << 9 << RefusalCode::InvalidRecord;
    }

    void paymentsThatDoNotFitAreRefused()
    {
        QFETCH(int, fault);
        QFETCH(RefusalCode, code);
        SellingHouse house;
        ConfirmBooking sale = house.sale(house.held({3, 4}));
        sale.payments = {house.paid(PaymentMethod::Card, 2'500, u"T1-0042"_s),
                         house.paid(PaymentMethod::Cash, 2'500)};
        Payment &card = sale.payments[0];
        Payment &cash = sale.payments[1];
        const std::array<std::function<void()>, 10> faults{
            [&] { cash.amount = cash.tendered = euros(2'400); },
            [&] { cash.amount = cash.tendered = euros(2'600); },
            [&] { cash.amount = cash.tendered = euros(-1); },
            [&] { cash.amount = cash.tendered = Money(2'500, Currency::of("USD")); },
            [&] { card.reference.clear(); },
            [&] { cash.reference = u"x"_s; },
            [&] { card.reference = u"4111 1111 1111 1111"_s; },
            [&] { cash.id = card.id; },
            [&] { cash.method = PaymentMethod::Exchange; },
            [&] { cash.tendered = euros(2'000); }};
        faults[size_t(fault)]();
        QCOMPARE(codeOf(house.apply(sale)), code);
        QCOMPARE(house.counts(), (TicketCounts{48, 2, 0, 0}));
    }

    void aHoldIsPlacedForACustomer()
    {
        SellingHouse house;
        const Customer mia{.id = house.make<CustomerId>(), .email = {}, .name = u"Mia"_s};
        PlaceHold place{
            .hold = first, .event = house.event, .seats = seatsAt({3}), .customer = mia.id};
        QCOMPARE(codeOf(house.apply(place)), RefusalCode::NotFound);
        QVERIFY(house.apply(SaveCustomer{mia}).outcome);
        const Hold held = *house.apply(place).outcome->hold;
        QCOMPARE(held.customer, mia.id);
        const AppliedOperation sold = house.apply(house.sale(held));
        QCOMPARE(sold.outcome->booking->customer, mia.id);
        QCOMPARE(house.firstContradiction(), QString());
    }

    // ---- giving back in part
    void someTicketsAreGivenBack()
    {
        SellingHouse house;
        const Booking booking = house.sold({3, 4, 5});
        const AppliedOperation back = house.apply(house.cancelling(booking, {4}));
        QVERIFY(back.outcome);
        QCOMPARE(back.outcome->change, euros(2'500));
        QCOMPARE(back.outcome->booking->status, BookingStatus::Confirmed);
        QCOMPARE(back.outcome->booking->total, euros(5'000));
        QVERIFY(back.outcome->booking->tickets[1].isGivenBack);
        QCOMPARE(paidIn(*back.outcome->booking), 5'000);
        QCOMPARE(*house.reader().booking(booking.id), *back.outcome->booking);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 2, 0}));
        QCOMPARE(codeOf(house.apply(house.cancelling(booking, {4}))), RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(house.cancelling(booking, {8}))), RefusalCode::InvalidRecord);
        QCOMPARE(codeOf(house.apply(house.cancelling(booking, {5, 3}))),
                 RefusalCode::InvalidRecord);
        QCOMPARE(house.firstContradiction(), QString());
        house.clock().advance(Milliseconds(1'000));
        const AppliedOperation rest = house.apply(house.cancelling(booking));
        QCOMPARE(rest.outcome->change, euros(5'000));
        QCOMPARE(rest.outcome->booking->status, BookingStatus::Cancelled);
        QCOMPARE(paidIn(*rest.outcome->booking), 0);
        QCOMPARE(house.counts(), (TicketCounts{50, 0, 0, 0}));
        QCOMPARE(codeOf(house.apply(house.cancelling(booking))), RefusalCode::VersionConflict);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void whatIsGivenBackIsSoldAgain()
    {
        SellingHouse house;
        const Booking booking = house.sold({3, 4});
        QVERIFY(house.apply(house.cancelling(booking, {4})).outcome);
        const Booking other = house.sold({4});
        QVERIFY(!other.id.isNull());
        QVERIFY(house.apply(house.cancelling(booking, {3})).outcome);
        QCOMPARE(house.ticket(4).booking, other.id);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void theReportCountsWhatWasGivenBackWhenItWas()
    {
        SellingHouse house;
        const Instant start = house.clock().now();
        const Booking booking = house.sold({3, 4, 5});
        const Booking whole = house.sold({8, 9});
        house.clock().advance(Milliseconds(3'600'000));
        QVERIFY(house.apply(house.cancelling(booking, {4})).outcome);
        QVERIFY(house.apply(house.cancelling(whole)).outcome); // nothing of it was back before
        house.clock().advance(Milliseconds(3'600'000));
        QVERIFY(house.apply(house.cancelling(booking)).outcome); // without what is back already
        const auto points =
            house.reader().sales({.from = start, .until = start + Milliseconds(10'800'000)});
        QCOMPARE(points->size(), 3);
        QCOMPARE(points->at(0).tickets, 5);
        QCOMPARE(points->at(0).revenue, euros(12'500));
        QCOMPARE(points->at(1).tickets, -3);
        QCOMPARE(points->at(1).revenue, euros(-7'500));
        QCOMPARE(points->at(2).tickets, -2);
        QCOMPARE(points->at(2).revenue, euros(-5'000));
        QCOMPARE(points->at(2).from, start + Milliseconds(7'200'000));
        const auto last = house.reader().sales({.event = house.event,
                                                .from = start + Milliseconds(7'200'000),
                                                .until = start + Milliseconds(10'800'000)});
        QCOMPARE(last->size(), 1); // what was back before is not counted again
        QCOMPARE(last->first().tickets, -2);
    }

    // ---- exchange
    void dearerTicketsCostTheDifference()
    {
        SellingHouse house;
        const Booking old = house.sold({3});
        ExchangeBooking exchange = house.exchange(old, house.held({8, 9}), 2'500);
        exchange.payments[0].tendered = euros(3'000);
        const AppliedOperation done = house.apply(exchange);
        QVERIFY(done.outcome);
        QCOMPARE(done.outcome->change, euros(500));
        const Booking fresh = *done.outcome->booking;
        QCOMPARE(fresh.total, euros(5'000));
        QCOMPARE(fresh.payments[0].method, PaymentMethod::Exchange);
        QCOMPARE(fresh.payments[0].reference, old.reference);
        QCOMPARE(paidIn(fresh), 5'000);
        const auto given = house.reader().booking(old.id);
        QCOMPARE(given->status, BookingStatus::Cancelled);
        QCOMPARE(paidIn(*given), 0);
        QCOMPARE(given->payments.last().reference, fresh.reference);
        QCOMPARE(house.counts(), (TicketCounts{48, 0, 2, 0}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    void cheaperTicketsPayTheDifferenceBack()
    {
        SellingHouse house;
        const Booking old = house.sold({3, 4});
        ExchangeBooking exchange = house.exchange(old, house.held({8}), -3'500);
        exchange.tickets[0].ticketType = ticketTypeNamed(u"Child"_s);
        const AppliedOperation done = house.apply(exchange);
        QVERIFY(done.outcome);
        QCOMPARE(done.outcome->change, euros(3'500));
        QCOMPARE(paidIn(*done.outcome->booking), 1'500);
        QCOMPARE(paidIn(*house.reader().booking(old.id)), 0);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void oneTicketOfABookingIsExchanged()
    {
        SellingHouse house;
        const Booking old = house.sold({3, 4});
        ExchangeBooking exchange = house.exchange(old, house.held({8}), 0);
        exchange.seats = seatsAt({4});
        QVERIFY(house.apply(exchange).outcome);
        const auto kept = house.reader().booking(old.id);
        QCOMPARE(kept->status, BookingStatus::Confirmed);
        QCOMPARE(kept->total, euros(2'500));
        QCOMPARE(house.ticket(4).status, TicketStatus::Available);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void anExchangeThatCannotBeChangesNothing_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<RefusalCode>("code");
        QTest::newRow("another price") << 0 << RefusalCode::PriceChanged;
        QTest::newRow("not enough paid") << 1 << RefusalCode::PaymentShort;
        QTest::newRow("another's fence") << 2 << RefusalCode::HoldNotYours;
        QTest::newRow("not all of the hold") << 3 << RefusalCode::InvalidRecord;
        QTest::newRow("a ticket it does not have") << 4 << RefusalCode::InvalidRecord;
        QTest::newRow("a hold that has ended") << 5 << RefusalCode::HoldEnded;
        QTest::newRow("an id that is taken") << 6 << RefusalCode::VersionConflict;
        QTest::newRow("a booking that is not there") << 7 << RefusalCode::NotFound;
    }

    void anExchangeThatCannotBeChangesNothing()
    {
        QFETCH(int, fault);
        QFETCH(RefusalCode, code);
        SellingHouse house;
        const Booking old = house.sold({3});
        ExchangeBooking exchange = house.exchange(old, house.held({8, 9}), 2'500);
        const std::array<std::function<void()>, 8> faults{
            [&] { exchange.agreedDifference = euros(2'400); },
            [&] { exchange.payments.clear(); },
            [&] { exchange.fence = Fence(99); },
            [&] { exchange.tickets.removeLast(); },
            [&] { exchange.seats = seatsAt({5}); },
            [&] { house.clock().advance(Milliseconds(3'600'000)); },
            [&] { exchange.newBooking = old.id; },
            [&] { exchange.booking = house.make<BookingId>(); }};
        faults[size_t(fault)]();
        const AppliedOperation no = house.apply(exchange);
        QCOMPARE(codeOf(no), code);
        QVERIFY(no.changes.isEmpty());
        QCOMPARE(*house.reader().booking(old.id), old);
        QCOMPARE(house.ticket(3).status, TicketStatus::Sold);
        QCOMPARE(house.firstContradiction(), QString());
    }

    // ---- together
    void aPackageIsSoldWholeOverSeveralEvents()
    {
        SellingHouse house;
        Event other = house.record;
        other.id = house.make<EventId>();
        other.version = {};
        QVERIFY(house.apply(SaveEvent{other, Version()}).outcome);
        const AppliedOperation held =
            house.apply(Together{{{PlaceHold{first, house.event, seatsAt({3}), {}, {}, {}}},
                                  {PlaceHold{second, other.id, seatsAt({4}), {}, {}, {}}}}});
        QVERIFY(held.outcome);
        QCOMPARE(held.outcome->steps.size(), 2);
        QCOMPARE(held.changes.size(), 2);
        QCOMPARE(held.outcome->steps[1].sequence, Sequence(1));
        ConfirmBooking one = house.sale(*held.outcome->steps[0].hold);
        ConfirmBooking two = house.sale(*held.outcome->steps[1].hold);
        two.event = other.id;
        const AppliedOperation sold = house.apply(Together{{{one}, {two}}});
        QVERIFY(sold.outcome);
        QCOMPARE(sold.outcome->steps[1].booking->event, other.id);
        QCOMPARE(house.firstContradiction(), QString());
    }

    void aPackageOfWhichOnePartIsTakenIsNotHeld()
    {
        SellingHouse house;
        QVERIFY(house.hold(house.make<HoldId>(), {5}, 1));
        const std::array batch{
            house.submission(
                Together{{{PlaceHold{first, house.event, seatsAt({3}), {}, {}, {}}},
                          {PlaceHold{first, house.event, seatsAt({4}), {}, {}, {}}},
                          {PlaceHold{second, house.event, seatsAt({5}), {}, {}, {}}}}}),
            house.submission(PlaceHold{second, house.event, seatsAt({3, 4}), {}, {}, {}})};
        const auto applied = house.ledger().writer().apply(batch);
        QCOMPARE(codeOf(applied[0]), RefusalCode::TicketsTaken);
        QVERIFY(applied[0].changes.isEmpty());
        QCOMPARE(applied[1].changes.first().versions, (QList<Version>{Version(1), Version(1)}));
        QCOMPARE(house.counts(), (TicketCounts{47, 3, 0, 0}));
        QCOMPARE(house.firstContradiction(), QString());
    }

    void holdAndSaleInOnePackage()
    {
        SellingHouse house;
        const Hold held = house.held({3});
        const AppliedOperation done = house.apply(Together{
            {{PlaceHold{second, house.event, seatsAt({4}), {}, {}, {}}}, {house.sale(held)}}});
        QVERIFY(done.outcome);
        QCOMPARE(house.counts(), (TicketCounts{48, 1, 1, 0}));
        QCOMPARE(codeOf(house.apply(Together{})), RefusalCode::Malformed);
        QCOMPARE(house.firstContradiction(), QString());
    }
};

QTEST_GUILESS_MAIN(BookingChangesTest)
#include "tst_bookingchanges.moc"
