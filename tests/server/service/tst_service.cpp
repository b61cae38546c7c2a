#include "sync/protocol/limits.h"
#include "sync/protocol/snapshot.h"
#include "tests/server/service/servicehouse.h"
#include "tests/support/builders.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class TestService final : public QObject
{
    Q_OBJECT

private:
    static void encodings()
    {
        QTest::addColumn<Encoding>("encoding");
        QTest::newRow("in Json") << Encoding::Json;
        QTest::newRow("in Cbor") << Encoding::Cbor;
    }
    static PlaceHold holdOf(ServiceHouse &house, const QList<SeatIndex> &seats)
    {
        return {.hold = house.make<HoldId>(), .event = house.house.events[0].id, .seats = seats};
    }
    static TestWindow windowOf(ServiceHouse &house, Role role, Encoding encoding = Encoding::Cbor)
    {
        TestWindow window(house, encoding, house.windows[role]);
        const auto welcome = window.hello(house.tokens[role]);
        if (!welcome || !welcome->session)
            qFatal("a good token resumes its session");
        return window;
    }

private Q_SLOTS:
    void a_stranger_is_welcomed_and_signs_in_data() { encodings(); }
    void a_stranger_is_welcomed_and_signs_in()
    {
        QFETCH(Encoding, encoding);
        ServiceHouse house;
        TestWindow window(house, encoding, house.make<WindowId>());
        QCOMPARE(window.conversation->frameLimit(), limits::frameBytesBeforeSignIn);
        const auto welcome = window.hello();
        QVERIFY(welcome);
        QCOMPARE(welcome->house, u"Test House"_s);
        QVERIFY(!welcome->session);
        QCOMPARE(welcome->serverTime, house.clock.now());
        window.say(SignIn{RequestId(5), u"Sellerperson"_s, u"pw"_s});
        const auto signedIn = window.next<SignedIn>();
        QVERIFY(signedIn);
        QCOMPARE(signedIn->request, RequestId(5));
        QCOMPARE(signedIn->session.role, Role::Seller);
        QCOMPARE(signedIn->token.size(), 43);
        QCOMPARE(window.conversation->frameLimit(), limits::frameBytes);
        TestWindow again(house, encoding, window.window);
        QVERIFY(again.hello(signedIn->token)->session);
        TestWindow elsewhere(house, encoding, house.make<WindowId>());
        QVERIFY(!elsewhere.hello(signedIn->token)->session);
    }

    void anything_before_hello_is_refused()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Json, house.make<WindowId>());
        window.say(Ping{1});
        QCOMPARE(window.next<Refused>()->refusal.code, RefusalCode::Malformed);
        QVERIFY(window.hello());
    }
    void another_version_is_told_and_closed()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Json, house.make<WindowId>());
        window.say(Hello{
            .oldestVersion = 7, .newestVersion = 9, .client = u"t"_s, .window = window.window});
        QCOMPARE(window.next<Refused>()->refusal.code, RefusalCode::UnsupportedVersion);
        QCOMPARE(window.link->closed(), quint16(1002));
    }
    void nonsense_is_refused_and_at_last_closed_data() { encodings(); }
    void nonsense_is_refused_and_at_last_closed()
    {
        QFETCH(Encoding, encoding);
        ServiceHouse house;
        TestWindow window(house, encoding, house.make<WindowId>());
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(window.link->closedNow(), quint16(0));
            window.sayRaw("\x9f{]nonsense");
            QVERIFY(window.next<Refused>());
        }
        QCOMPARE(window.link->closed(), quint16(1008));
    }
    void a_frame_over_the_limit_is_refused()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Json, house.make<WindowId>());
        window.sayRaw(QByteArray(limits::frameBytesBeforeSignIn + 1, ' '));
        QCOMPARE(window.next<Refused>()->refusal.code, RefusalCode::TooLarge);
    }

    void three_wrong_passwords_then_one_waits()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Cbor, house.make<WindowId>());
        QVERIFY(window.hello());
        const auto tryWith = [&window](const QString &password) {
            window.say(SignIn{RequestId(1), u"samplename"_s, password});
            return window.next<Refused>()->refusal;
        };
        for (int i = 0; i < 3; ++i)
            QCOMPARE(tryWith(u"wrong"_s).code, RefusalCode::WrongPassword);
        const Refusal refused = tryWith(u"wrong"_s);
        QCOMPARE(refused.code, RefusalCode::RateLimited);
        house.clock.advance(refused.retryAfter);
        QCOMPARE(tryWith(u"wrong"_s).code, RefusalCode::WrongPassword);
    }

    void a_hold_is_seen_by_everybody_and_known_to_its_window_data() { encodings(); }
    void a_hold_is_seen_by_everybody_and_known_to_its_window()
    {
        QFETCH(Encoding, encoding);
        ServiceHouse house;
        const EventId event = house.house.events[0].id;
        TestWindow seller = windowOf(house, Role::Seller, encoding);
        TestWindow other = windowOf(house, Role::Supervisor, encoding);
        for (TestWindow *window : {&seller, &other}) {
            window->say(WatchEvent{RequestId(1), event, Sequence()});
            const auto snapshot = window->next<Snapshot>();
            QVERIFY(snapshot);
            QCOMPARE(unpackTickets(snapshot->packed)->size(), 40);
        }
        const PlaceHold place = holdOf(house, {SeatIndex(3), SeatIndex(4)});
        seller.say(Perform{{house.make<OperationId>(), DeviceSequence(1), place}, {}});
        const auto own = seller.next<Changes>();
        QCOMPARE(own->changes.first().after.hold, place.hold);
        const auto outcome = seller.next<OperationOutcome>();
        QVERIFY(outcome->outcome);
        QCOMPARE(outcome->outcome->hold->seats, place.seats);
        QCOMPARE(outcome->outcome->hold->fence, own->changes.first().after.fence);
        const auto seen = other.next<Changes>();
        QCOMPARE(seen->changes.first().after.status, TicketStatus::Held);
        QCOMPARE(seen->changes.first().after.holder, seller.window);
        QVERIFY(seen->changes.first().after.hold.isNull());
        const Outcome taken = other.perform(holdOf(house, {SeatIndex(4)}));
        QCOMPARE(taken.error().code, RefusalCode::TicketsTaken);
        QCOMPARE(taken.error().tickets.first().seat, SeatIndex(4));
    }
    void a_window_that_returns_gets_the_changes_it_missed()
    {
        ServiceHouse house;
        const EventId event = house.house.events[0].id;
        TestWindow seller = windowOf(house, Role::Seller);
        QVERIFY(seller.perform(holdOf(house, {SeatIndex(9)}))); // 0 would ask for a snapshot
        seller.say(WatchEvent{RequestId(1), event, Sequence()});
        const Sequence known = seller.next<Snapshot>()->sequence;
        QVERIFY(seller.perform(holdOf(house, {SeatIndex(0)})));
        TestWindow back = windowOf(house, Role::Supervisor);
        back.say(WatchEvent{RequestId(1), event, known});
        QVERIFY(seller.perform(holdOf(house, {SeatIndex(1)})));
        Sequence expected = known;
        while (expected.value() < known.value() + 2) {
            const auto changes = back.next<Changes>();
            QVERIFY(changes);
            for (const Change &change : changes->changes) {
                QCOMPARE(change.sequence, expected.next());
                expected = change.sequence;
            }
        }
    }

    void without_a_session_nothing_happens()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Cbor, house.make<WindowId>());
        QVERIFY(window.hello());
        QCOMPARE(window.perform(holdOf(house, {SeatIndex(1)})).error().code,
                 RefusalCode::NotSignedIn);
        window.say(WatchEvent{RequestId(3), house.house.events[0].id, Sequence()});
        QCOMPARE(window.next<Refused>()->request, RequestId(3));
        window.say(WatchCatalogue{RequestId(4), {}});
        QCOMPARE(window.next<Refused>()->refusal.code, RefusalCode::NotSignedIn);
        window.say(Ping{9});
        QCOMPARE(window.next<Pong>()->echo, 9);
    }
    void a_repeated_operation_has_one_effect_and_the_same_outcome()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        const Operation operation{house.make<OperationId>(), DeviceSequence(1),
                                  holdOf(house, {SeatIndex(1)})};
        const Outcome first = seller.perform(operation);
        const Outcome second = seller.perform(operation);
        QVERIFY(first && second);
        QCOMPARE(first->sequence, second->sequence);
        QCOMPARE(first->hold, second->hold);
        Operation other = operation;
        other.command = holdOf(house, {SeatIndex(2)});
        QCOMPARE(seller.perform(other).error().code, RefusalCode::OperationReused);
    }
    void an_acknowledged_operation_is_not_done_again()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        const Operation old{house.make<OperationId>(), DeviceSequence(4),
                            holdOf(house, {SeatIndex(1)})};
        QCOMPARE(seller.perform(old, DeviceSequence(4)).error().code, RefusalCode::OperationReused);
        const Operation next{house.make<OperationId>(), DeviceSequence(5),
                             holdOf(house, {SeatIndex(1)})};
        QVERIFY(seller.perform(next, DeviceSequence(4)));
        QCOMPARE(seller.perform(old).error().code, RefusalCode::OperationReused);
    }
    void more_than_the_burst_waits_for_the_rate()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        for (qint64 i = 1; i < limits::operationsBurst; ++i) // hello took one
            seller.say(Ping{i});
        for (qint64 i = 1; i < limits::operationsBurst; ++i)
            QVERIFY(seller.next<Pong>());
        const Outcome refused = seller.perform(holdOf(house, {SeatIndex(1)}));
        QCOMPARE(refused.error().code, RefusalCode::RateLimited);
        house.clock.advance(refused.error().retryAfter);
        QVERIFY(seller.perform(holdOf(house, {SeatIndex(1)})));
    }

    void signing_out_ends_the_session_and_what_is_watched()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        seller.say(SignOut{RequestId(2)});
        QVERIFY(seller.next<SignedOut>());
        QCOMPARE(seller.perform(holdOf(house, {SeatIndex(1)})).error().code,
                 RefusalCode::NotSignedIn);
        TestWindow again(house, Encoding::Cbor, house.windows[Role::Seller]);
        QVERIFY(!again.hello(house.tokens[Role::Seller])->session);
    }
    void ending_a_session_by_rest_closes_its_window()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        TestWindow other = windowOf(house, Role::Supervisor);
        QCOMPARE(
            house.rest("DELETE", "/sessions/current", QByteArray(), house.as(Role::Seller)).status,
            204);
        QCOMPARE(seller.link->closed(), quint16(1008));
        QCOMPARE(other.link->closedNow(), quint16(0));
    }
    void a_session_over_its_time_is_nothing()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        QVERIFY(!seller.conversation->overdue(house.clock.tick()));
        house.clock.advance(Milliseconds(3'600'000));
        QVERIFY(seller.conversation->overdue(house.clock.tick()));
        QCOMPARE(seller.perform(holdOf(house, {SeatIndex(1)})).error().code,
                 RefusalCode::NotSignedIn);
    }
    void every_wait_of_a_connection_ends()
    {
        ServiceHouse house;
        TestWindow silent(house, Encoding::Cbor, house.make<WindowId>());
        TestWindow signedOut(house, Encoding::Cbor, house.make<WindowId>());
        QVERIFY(signedOut.hello());
        TestWindow idle = windowOf(house, Role::Seller);
        house.clock.advance(limits::timeToSayHello - Milliseconds(1));
        QVERIFY(!silent.conversation->overdue(house.clock.tick()));
        house.clock.advance(Milliseconds(1));
        QVERIFY(silent.conversation->overdue(house.clock.tick()));
        house.clock.advance(limits::idleTimeout - limits::timeToSayHello - Milliseconds(1));
        QVERIFY(!idle.conversation->overdue(house.clock.tick()));
        signedOut.say(Ping{1});
        house.clock.advance(Milliseconds(1));
        QVERIFY(idle.conversation->overdue(house.clock.tick()));
        QVERIFY(!signedOut.conversation->overdue(house.clock.tick()));
        for (Milliseconds gone = limits::idleTimeout; gone < limits::timeToSignIn;
             gone += Milliseconds(10'000)) {
            QVERIFY(!signedOut.conversation->overdue(house.clock.tick()));
            house.clock.advance(Milliseconds(10'000));
            signedOut.say(Ping{1});
        }
        QVERIFY(signedOut.conversation->overdue(house.clock.tick()));
    }

    void who_watches_the_catalogue_hears_of_records_and_of_availability()
    {
        ServiceHouse house;
        TestWindow manager = windowOf(house, Role::Manager);
        manager.say(WatchCatalogue{RequestId(1), {}});
        const auto all = manager.next<CatalogueDelta>();
        QCOMPARE(all->events.size(), 1);
        QCOMPARE(manager.next<Availability>()->events.first().counts.available, 40);
        Venue venue = aVenue().named(u"New Place"_s).build();
        venue.id = house.make<VenueId>();
        const auto saved =
            house.rest("PUT", "/venues/" + venue.id.toString().toLatin1(),
                       QJsonObject{{u"name"_s, venue.name}, {u"time_zone"_s, u"Europe/Berlin"_s}},
                       house.as(Role::Manager));
        QVERIFY2(saved.status == 201, saved.body.constData());
        const auto delta = manager.next<CatalogueDelta>();
        QCOMPARE(delta->venues.first().name, venue.name);
        manager.say(Perform{
            {house.make<OperationId>(), {}, holdOf(house, {SeatIndex(1), SeatIndex(2)})}, {}});
        TicketCounts counts;
        while (counts.held != 2) {
            const auto availability = manager.next<Availability>();
            QVERIFY(availability);
            if (!availability->events.isEmpty())
                counts = availability->events.first().counts;
        }
        QCOMPARE(counts.available, 38);
    }
    void unknown_events_and_too_many_are_refused()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        seller.say(WatchEvent{RequestId(8), house.make<EventId>(), Sequence()});
        const auto refused = seller.next<Refused>();
        QCOMPARE(refused->request, RequestId(8));
        QCOMPARE(refused->refusal.code, RefusalCode::NotFound);
    }
    void messages_pipelined_behind_a_hello_are_answered_in_order()
    {
        ServiceHouse house;
        TestWindow window(house, Encoding::Cbor, house.windows[Role::Seller]);
        window.say(
            Hello{.client = u"t"_s, .window = window.window, .token = house.tokens[Role::Seller]});
        window.say(WatchEvent{RequestId(1), house.house.events[0].id, Sequence()});
        window.say(Perform{{house.make<OperationId>(), {}, holdOf(house, {SeatIndex(1)})}, {}});
        QVERIFY(window.next<Welcome>()->session);
        QVERIFY(window.next<Snapshot>());
        QVERIFY(window.next<Changes>());
        QVERIFY(window.next<OperationOutcome>()->outcome);
    }
    void a_service_that_stops_says_so()
    {
        ServiceHouse house;
        TestWindow seller = windowOf(house, Role::Seller);
        house.service->stop();
        QCOMPARE(seller.perform(holdOf(house, {SeatIndex(1)})).error().code,
                 RefusalCode::ShuttingDown);
        QVERIFY(!house.service->health().isWell);
        QCOMPARE(house.rest("GET", "/venues").code(), u"shutting_down"_s);
        QCOMPARE(house.rest("GET", "/healthz").status, 503);
    }

    void each_role_does_what_the_table_says_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<bool>("sells");
        QTest::addColumn<bool>("cancels");
        QTest::addColumn<bool>("organizes");
        QTest::newRow("a seller sells") << Role::Seller << true << false << false;
        QTest::newRow("a supervisor cancels too") << Role::Supervisor << true << true << false;
        QTest::newRow("an organizer only organizes") << Role::Organizer << false << false << true;
        QTest::newRow("a manager does all of it") << Role::Manager << true << true << true;
        QTest::newRow("an admin does all of it") << Role::Admin << true << true << true;
    }
    void each_role_does_what_the_table_says()
    {
        QFETCH(Role, role);
        QFETCH(bool, sells);
        QFETCH(bool, cancels);
        QFETCH(bool, organizes);
        ServiceHouse house;
        TestWindow window = windowOf(house, role);
        const Event &event = house.house.events[0];
        const Outcome held = window.perform(holdOf(house, {SeatIndex(0)}));
        const HoldId hold = held ? held->hold->id : house.make<HoldId>();
        const Fence fence = held ? held->hold->fence : Fence(1);
        Venue venue = aVenue().named(u"Elsewhere"_s).build();
        Event changed = event;
        changed.name = u"Renamed"_s;
        const BookTickets book{.booking = house.make<BookingId>(),
                               .hold = house.make<HoldId>(),
                               .payment = house.make<PaymentId>(),
                               .event = event.id,
                               .customer = house.customer,
                               .quantity = 1};
        struct Cell
        {
            const char *what;
            Command command;
            bool allowed;
        };
        const std::vector<Cell> cells = {
            {"place_hold", holdOf(house, {SeatIndex(1)}), sells},
            {"extend_hold", ExtendHold{hold, event.id, fence}, sells},
            {"confirm_booking",
             ConfirmBooking{.booking = house.make<BookingId>(),
                            .payment = house.make<PaymentId>(),
                            .hold = hold,
                            .event = event.id,
                            .fence = fence,
                            .customer = {},
                            .tickets = {{SeatIndex(0), house.house.ticketType}},
                            .agreedTotal = house.house.price,
                            .tendered = house.house.price},
             sells},
            {"book_tickets", book, sells},
            {"cancel_booking", CancelBooking{book.booking, event.id, house.make<PaymentId>(), {}},
             cancels},
            {"release_hold", ReleaseHold{house.make<HoldId>(), event.id, Fence(1), {}}, sells},
            {"save_customer", SaveCustomer{{.id = house.make<CustomerId>(), .email = u"a@b.c"_s}},
             sells},
            {"save_venue", SaveVenue{venue, Version(0)}, organizes},
            {"publish_seat_map",
             PublishSeatMap{house.make<SeatMapId>(), house.house.venue, "{}", {}, Version(2)},
             organizes},
            {"save_performer", SavePerformer{aPerformer().named(u"Band"_s).build()}, organizes},
            {"save_event", SaveEvent{changed, event.version}, organizes},
        };
        for (const Cell &cell : cells) {
            const Outcome outcome = window.perform(cell.command);
            const bool denied = !outcome && outcome.error().code == RefusalCode::NotAllowed;
            QVERIFY2(denied == !cell.allowed,
                     qPrintable(u"%1: %2"_s.arg(QLatin1StringView(cell.what),
                                                outcome ? u"done"_s : outcome.error().message)));
        }
        const bool reads =
            house.rest("GET", "/reports/sales", QByteArray(), house.as(role)).status == 200;
        QCOMPARE(reads, cancels || organizes);
    }
};

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"
