#include "sync/protocol/jsonvalues.h"
#include "sync/protocol/offlinegrant.h"
#include "sync/server/accounts/signingkey.h"
#include "sync/server/net/edge.h"
#include "sync/server/service/requestrates.h"
#include "tests/server/service/servicehouse.h"
#include "tests/support/builders.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QHash<QByteArray, QByteArray> with(QHash<QByteArray, QByteArray> headers, const QByteArray &name,
                                   const QByteArray &value)
{
    headers.insert(name, value);
    return headers;
}

} // namespace

class TestRest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServiceHouse> m_house;

    QByteArray eventPath() const
    {
        return "/events/" + m_house->house.events[0].id.toString().toLatin1();
    }
    QJsonObject bookingOf(const QList<int> &seats) const
    {
        QJsonArray tickets;
        for (const int seat : seats)
            tickets.append(ticketIdFor(m_house->house.events[0].id, SeatIndex(seat)).toString());
        return {{u"user_id"_s, m_house->customer.toString()},
                {u"event_id"_s, m_house->house.events[0].id.toString()},
                {u"ticket_ids"_s, tickets}};
    }
    ServiceHouse::Answer book(const QJsonObject &body, const QByteArray &key,
                              Role role = Role::Seller) const
    {
        return m_house->rest("POST", "/bookings", body,
                             with(m_house->as(role), "idempotency-key", key));
    }

private Q_SLOTS:
    void init() { m_house = std::make_unique<ServiceHouse>(); }
    void cleanup() { m_house.reset(); }

    void an_event_is_shown_with_everything_in_it()
    {
        const auto answer = m_house->rest("GET", eventPath());
        QCOMPARE(answer.status, 200);
        const QJsonObject event = answer.json();
        QCOMPARE(event[u"tickets"_s].toArray().size(), 40);
        QCOMPARE(event[u"availability"_s][u"available"_s].toInt(), 40);
        QVERIFY(!event[u"venue"_s][u"name"_s].toString().isEmpty());
        const QJsonObject ticket = event[u"tickets"_s].toArray().first().toObject();
        QCOMPARE(ticket[u"status"_s].toString(), u"available"_s);
        QVERIFY(!ticket[u"row"_s].toString().isEmpty());
        QCOMPARE(ticket[u"price"_s].toObject(), toJson(m_house->house.price));
        QVERIFY(
            !m_house->rest("GET", eventPath() + "?tickets=false").json().contains(u"tickets"_s));
    }
    void an_unchanged_event_is_304_and_a_sale_changes_its_tag()
    {
        const QByteArray tag = m_house->rest("GET", eventPath()).headers["etag"];
        const auto same = m_house->rest("GET", eventPath(), QByteArray(), {{"if-none-match", tag}});
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QCOMPARE(book(bookingOf({3}), "one").status, 201);
        const auto changed =
            m_house->rest("GET", eventPath(), QByteArray(), {{"if-none-match", tag}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json()[u"tickets"_s].toArray()[3][u"status"_s].toString(), u"sold"_s);
    }
    void a_new_name_changes_the_tag_too()
    {
        const QByteArray tag = m_house->rest("GET", eventPath()).headers["etag"];
        Event event = m_house->house.events[0];
        event.name = u"Renamed"_s;
        const auto current = m_house->rest("GET", eventPath()).json()[u"version"_s].toInt();
        const auto saved = m_house->rest(
            "PUT", eventPath(), toJson(event),
            with(m_house->as(Role::Organizer), "if-match", QByteArray::number(current)));
        QCOMPARE(saved.status, 200);
        const auto changed =
            m_house->rest("GET", eventPath(), QByteArray(), {{"if-none-match", tag}});
        QCOMPARE(changed.json()[u"name"_s].toString(), u"Renamed"_s);
    }
    void a_draft_is_for_the_house_only()
    {
        Event draft = m_house->house.events[0];
        draft.id = m_house->make<EventId>();
        draft.status = EventStatus::Draft;
        const QByteArray path = "/events/" + draft.id.toString().toLatin1();
        QCOMPARE(m_house->rest("PUT", path, toJson(draft), m_house->as(Role::Organizer)).status,
                 201);
        QCOMPARE(m_house->rest("GET", path).status, 404);
        QCOMPARE(m_house->rest("GET", path, QByteArray(), m_house->as(Role::Seller)).status, 200);
        QCOMPARE(m_house->rest("GET", "/events/search").json()[u"events"_s].toArray().size(), 1);
        draft.status = EventStatus::Published;
        QCOMPARE(m_house
                     ->rest("PUT", path, toJson(draft),
                            with(m_house->as(Role::Organizer), "if-match", "\"1\""))
                     .status,
                 200);
        QTRY_COMPARE(m_house->rest("GET", path).json()[u"tickets"_s].toArray().size(), 40);
    }

    void booking_the_same_again_gives_the_same_answer()
    {
        const auto first = book(bookingOf({1, 2}), "my key");
        QCOMPARE(first.status, 201);
        QCOMPARE(first.json()[u"status"_s].toString(), u"confirmed"_s);
        QCOMPARE(first.json()[u"tickets"_s].toArray().size(), 2);
        QVERIFY(!first.headers.contains("idempotent-replayed"));
        const auto second = book(bookingOf({1, 2}), "my key");
        QCOMPARE(second.status, 201);
        QCOMPARE(second.body, first.body);
        QCOMPARE(second.headers["idempotent-replayed"], "true");
        const auto other = book(bookingOf({3}), "my key");
        QCOMPARE(other.status, 422);
        QCOMPARE(other.code(), u"operation_reused"_s);
        QCOMPARE(m_house->rest("GET", eventPath()).json()[u"availability"_s][u"sold"_s].toInt(), 2);
        const QByteArray path = first.headers["location"];
        QCOMPARE(m_house->rest("GET", path, QByteArray(), m_house->as(Role::Seller))
                     .json()[u"booking_id"_s]
                     .toString(),
                 first.json()[u"booking_id"_s].toString());
    }
    void keys_of_two_people_do_not_meet()
    {
        QCOMPARE(book(bookingOf({1}), "1", Role::Seller).status, 201);
        QCOMPARE(book(bookingOf({2}), "1", Role::Manager).status, 201);
    }
    void a_quantity_takes_the_best_that_are_free()
    {
        QJsonObject body = bookingOf({});
        body.remove(u"ticket_ids"_s);
        body[u"quantity"_s] = 4;
        body[u"kind"_s] = u"reserve"_s;
        const auto answer = book(body, "four");
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.json()[u"status"_s].toString(), u"pending"_s);
        QCOMPARE(answer.json()[u"tickets"_s].toArray().size(), 4);
        QVERIFY(!answer.json()[u"expires_at"_s].toString().isEmpty());
        body[u"quantity"_s] = 41;
        QCOMPARE(book(body, "too many").status, 409);
    }
    void taken_tickets_are_named()
    {
        QCOMPARE(book(bookingOf({5, 6}), "first").status, 201);
        const auto refused = book(bookingOf({6, 7}), "second");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.contentType, "application/problem+json");
        QCOMPARE(refused.json()[u"tickets"_s].toArray().size(), 1);
        QCOMPARE(refused.json()[u"tickets"_s].toArray()[0][u"ticket_id"_s].toString(),
                 ticketIdFor(m_house->house.events[0].id, SeatIndex(6)).toString());
    }
    void cancelling_frees_the_tickets_again()
    {
        const QByteArray path = book(bookingOf({8}), "one").headers["location"];
        QCOMPARE(m_house->rest("DELETE", path, QByteArray(), m_house->as(Role::Seller)).status,
                 403);
        const auto gone =
            m_house->rest("DELETE", path, QByteArray(), m_house->as(Role::Supervisor));
        QCOMPARE(gone.status, 200);
        QCOMPARE(gone.json()[u"status"_s].toString(), u"cancelled"_s);
        QCOMPARE(book(bookingOf({8}), "two").status, 201);
    }
    void a_session_comes_by_password_and_goes()
    {
        const auto in =
            m_house->rest("POST", "/sessions",
                          QJsonObject{{u"name"_s, u"sellerperson"_s}, {u"password"_s, u"pw"_s}});
        QCOMPARE(in.status, 201);
        const QHash<QByteArray, QByteArray> bearer{
            {"authorization", "Bearer " + in.json()[u"token"_s].toString().toLatin1()}};
        QVERIFY(m_house->rest("GET", "/bookings/x", QByteArray(), bearer).status == 400);
        QCOMPARE(m_house->rest("DELETE", "/sessions/current", QByteArray(), bearer).status, 204);
        QCOMPARE(m_house->rest("GET", "/bookings/x", QByteArray(), bearer).status, 401);
    }
    void wrong_passwords_are_slowed_down()
    {
        const QJsonObject wrong{{u"name"_s, u"sellerperson"_s}, {u"password"_s, u"no"_s}};
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_house->rest("POST", "/sessions", wrong).status, 401);
        const auto refused = m_house->rest("POST", "/sessions", wrong);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.headers["retry-after"], "1");
        m_house->clock.advance(Milliseconds(1000));
        QCOMPARE(m_house
                     ->rest("POST", "/sessions",
                            QJsonObject{{u"name"_s, u"sellerperson"_s}, {u"password"_s, u"pw"_s}})
                     .status,
                 201);
    }
    void an_address_that_asks_too_much_has_to_wait()
    {
        m_house->address = "192.0.2.7";
        for (int i = 0; i < limits::readsBurst; ++i)
            QCOMPARE(m_house->rest("GET", "/venues").status, 200);
        const auto refused = m_house->rest("GET", eventPath());
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.contentType, "application/problem+json");
        QCOMPARE(refused.code(), u"rate_limited"_s);
        QCOMPARE(refused.headers["retry-after"], "1");
        QCOMPARE(m_house->rest("GET", "/openapi.json").status, 429);
        QCOMPARE(m_house->rest("GET", "/healthz").status, 200);
        QCOMPARE(m_house->rest("GET", "/metrics").status, 200);
        m_house->address = "192.0.2.8";
        QCOMPARE(m_house->rest("GET", "/venues").status, 200);
        m_house->address = "192.0.2.7";
        m_house->clock.advance(Milliseconds(1000));
        for (int i = 0; i < limits::readsPerSecond; ++i)
            QCOMPARE(m_house->rest("HEAD", "/venues").status, 200);
        QCOMPARE(m_house->rest("HEAD", "/venues").status, 429);
    }
    void guessing_tokens_counts_as_the_address_asking()
    {
        m_house->address = "192.0.2.7";
        const QHash<QByteArray, QByteArray> guess{{"authorization", "Bearer guess"}};
        for (int i = 0; i < limits::readsBurst; ++i)
            QCOMPARE(m_house->rest("GET", "/reports/sales", QByteArray(), guess).status, 401);
        QCOMPARE(m_house->rest("GET", "/reports/sales", QByteArray(), guess).status, 429);
        const auto known =
            m_house->rest("GET", "/reports/sales", QByteArray(), m_house->as(Role::Manager));
        QCOMPARE(known.status, 200); // a session has a rate of its own
    }
    void this_machine_is_exempt()
    {
        for (const QByteArray address : {"127.0.0.1", "::1", "::ffff:127.0.0.1"}) {
            m_house->address = address;
            for (int i = 0; i <= limits::readsBurst; ++i)
                QCOMPARE(m_house->rest("GET", "/venues").status, 200);
        }
    }
    void rates_of_many_addresses_take_bounded_memory()
    {
        RequestRates rates(10, 20, 100);
        const Tick start(Milliseconds(1000));
        for (int i = 0; i < 20; ++i)
            QVERIFY(!rates.refused("busy", start));
        QVERIFY(rates.refused("busy", start));
        for (int i = 0; i < 99; ++i)
            QVERIFY(!rates.refused("once " + QByteArray::number(i), start));
        QCOMPARE(rates.size(), 100);
        // Whoever waited long enough is as if never seen; who is busy is remembered.
        const Tick later = start + Milliseconds(100);
        QVERIFY(!rates.refused("busy", later));
        QVERIFY(!rates.refused("new", later));
        QCOMPARE(rates.size(), 2);
        QVERIFY(rates.refused("busy", later));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!rates.refused("flood " + QByteArray::number(i), later));
        QVERIFY(rates.size() <= 100);
        RequestRates none(0, 0, 1);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!none.refused("anybody", start));
    }
    void sales_are_reported_by_category()
    {
        QCOMPARE(book(bookingOf({1, 2}), "one").status, 201);
        m_house->clock.advance(Milliseconds(1000));
        const auto report =
            m_house->rest("GET", "/reports/sales", QByteArray(), m_house->as(Role::Manager));
        const QJsonArray rows = report.json()[u"rows"_s].toArray();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0][u"tickets"_s].toInt(), 2);
        QCOMPARE(rows[0][u"category_name"_s].toString(), u"Standard"_s);
    }
    void metrics_are_prometheus_text()
    {
        const auto answer = m_house->rest("GET", "/metrics");
        QVERIFY(answer.contentType.startsWith("text/plain"));
        QVERIFY(answer.body.contains("\nfoyer_http_requests_total "));
    }

    void every_wrong_request_gets_its_problem_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *what, const char *method, const QByteArray &target,
                            const char *body, const char *header, int status, const char *says) {
            QTest::newRow(what) << QByteArray(method) << target << QByteArray(body)
                                << QByteArray(header) << status << QString::fromLatin1(says);
        };
        const char *json = "content-type: application/json";
        const char *id = "/018f3c5e-7a10-7c31-9b0e-0d5a6c1f2e01";
        const QByteArray venue = QByteArray("/venues") + id;
        const QByteArray event = QByteArray("/events") + id;
        row("an unknown place", "GET", "/nowhere", "", "", 404, "/openapi.json");
        row("a wrong method", "POST", "/venues", "", "", 405, "GET");
        row("an id that is none", "GET", "/events/first", "", "", 400, "event_id");
        row("an unknown event", "GET", event, "", "", 404, "");
        row("a broken escape", "GET", "/events/%zz", "", "", 400, "escape");
        row("a query name twice", "GET", "/events/search?limit=1&limit=2", "", "", 400, "limit");
        row("a limit too high", "GET", "/events/search?limit=101", "", "", 400, "limit");
        row("a limit in words", "GET", "/events/search?limit=ten", "", "", 400, "limit");
        row("a day that is none", "GET", "/events/search?start_date=2026-02-30", "", "", 400,
            "start_date");
        row("an end that is none", "GET", "/events/search?end_date=x", "", "", 400, "end_date");
        row("a cursor from nowhere", "GET", "/events/search?cursor=zzz", "", "", 400, "");
        row("a performer that is no id", "GET", "/events/search?performer_id=1", "", "", 400,
            "performer_id");
        row("a yes that is none", "GET", event + "?tickets=perhaps", "", "", 400, "tickets");
        row("no token", "POST", "/bookings", "{}", json, 401, "Bearer");
        row("a token of nobody", "POST", "/bookings", "{}", "authorization: Bearer nobody", 401,
            "");
        row("no content type", "POST", "/bookings", "{}", "as seller", 415, "application/json");
        row("no JSON", "POST", "/sessions", "{", json, 400, "JSON");
        row("a list for an object", "POST", "/sessions", "[]", json, 400, "object");
        row("no password", "POST", "/sessions", "{\"name\": \"x\"}", json, 400, "password");
        row("a password that is a number", "POST", "/sessions",
            "{\"name\": \"x\", \"password\": 1}", json, 400, "password");
        row("no idempotency key", "POST", "/bookings", "{}", "json as seller", 400,
            "Idempotency-Key");
        row("no user", "POST", "/bookings", "{}", "json as seller with key", 400, "user_id");
        row("a venue without a name", "PUT", venue, "{}", "json as manager", 400, "name");
        row("another id in the body", "PUT", venue, "{\"id\": \"x\", \"name\": \"y\"}",
            "json as manager", 400, "id");
        row("a venue saved by a seller", "PUT", venue, "{\"name\": \"y\"}", "json as seller", 403,
            "");
        row("an event without dates", "PUT", event, "{\"name\": \"x\"}", "json as manager", 400,
            "event");
        row("an unknown booking", "GET", (QByteArray("/bookings") + id), "", "json as seller", 404,
            "");
        row("bookings for an organizer", "GET", (QByteArray("/bookings") + id), "",
            "json as organizer", 403, "");
        row("a report for a seller", "GET", "/reports/sales", "", "json as seller", 403, "");
        row("a bucket of nothing", "GET", "/reports/sales?bucket_ms=0", "", "json as manager", 400,
            "bucket_ms");
        row("a report that ends before it starts", "GET", "/reports/sales?from=2&until=1", "",
            "json as manager", 400, "until");
        row("an email that is none", "POST", "/users", "{\"name\": \"x\", \"email\": \"y\"}",
            "json as seller", 400, "email");
        row("an unknown map", "GET", (QByteArray("/maps") + id), "", "", 404, "");
    }
    void every_wrong_request_gets_its_problem()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        QFETCH(QString, says);
        QHash<QByteArray, QByteArray> headers;
        for (const Role role : {Role::Seller, Role::Organizer, Role::Manager}) {
            if (header.contains("as " + roleName(role).toLatin1()))
                headers = m_house->as(role);
        }
        if (header.startsWith("json") || header.startsWith("content-type"))
            headers.insert("content-type", "application/json");
        if (header.contains("with key"))
            headers.insert("idempotency-key", "k");
        if (header.startsWith("authorization: "))
            headers.insert("authorization", header.mid(15));
        const auto answer = m_house->rest(method, target, body, headers);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.contentType, "application/problem+json");
        const QJsonObject problem = answer.json();
        QCOMPARE(problem[u"status"_s].toInt(), status);
        QVERIFY(refusalCodeFromName(problem[u"code"_s].toString()));
        QVERIFY(!problem[u"title"_s].toString().isEmpty());
        QVERIFY2(problem[u"detail"_s].toString().contains(says), answer.body.constData());
    }
    void a_body_over_the_limit_is_413()
    {
        QJsonObject body = bookingOf({1});
        body[u"x"_s] = QString(70'000, u'x');
        QCOMPARE(book(body, "large").status, 413);
    }
    void bad_bookings_name_their_field_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("a user in words") << u"user_id"_s << QJsonValue(u"mia"_s) << u"user_id"_s;
        QTest::newRow("no event") << u"event_id"_s << QJsonValue() << u"event_id"_s;
        QTest::newRow("tickets as text")
            << u"ticket_ids"_s << QJsonValue(u"x"_s) << u"ticket_ids"_s;
        QTest::newRow("no ticket at all")
            << u"ticket_ids"_s << QJsonValue(QJsonArray()) << u"ticket_ids"_s;
        QTest::newRow("a ticket of nothing")
            << u"ticket_ids"_s << QJsonValue(QJsonArray{u"018f3c5e-7a10-7c31-9b0e-0d5a6c1f2e01"_s})
            << u"ticket_ids[0]"_s;
        QTest::newRow("both ways at once") << u"quantity"_s << QJsonValue(2) << u"quantity"_s;
        QTest::newRow("a kind of its own") << u"kind"_s << QJsonValue(u"steal"_s) << u"kind"_s;
    }
    void bad_bookings_name_their_field()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, says);
        QJsonObject body = bookingOf({1});
        body[field] = value;
        const auto answer = book(body, "k");
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.json()[u"detail"_s].toString().contains(says), answer.body.constData());
    }
    void bad_quantities_are_refused()
    {
        QJsonObject body = bookingOf({});
        body.remove(u"ticket_ids"_s);
        for (const QJsonValue &quantity :
             {QJsonValue(0), QJsonValue(-1), QJsonValue(1.5), QJsonValue(201), QJsonValue(1e300),
              QJsonValue(u"2"_s), QJsonValue(true)}) {
            body[u"quantity"_s] = quantity;
            QCOMPARE(book(body, "k").status, 400);
        }
    }

    void a_window_gets_a_signed_grant_for_its_allotment()
    {
        const EventId event = m_house->house.events[0].id;
        const HoldId allotment = m_house->make<HoldId>();
        TestWindow manager(*m_house, Encoding::Cbor, m_house->windows[Role::Manager]);
        QVERIFY(manager.hello(m_house->tokens[Role::Manager]));
        const Outcome leased =
            manager.perform(LeaseAllotment{.hold = allotment,
                                           .event = event,
                                           .window = m_house->windows[Role::Seller],
                                           .seats = {SeatIndex(4), SeatIndex(5)}});
        QVERIFY(leased);
        const QByteArray path = eventPath() + "/allotments/" + allotment.toString().toLatin1();
        const auto answer =
            m_house->rest("GET", path + "/grant", QByteArray(), m_house->as(Role::Seller));
        QCOMPARE(answer.status, 200);
        const auto bytesAt = [json = answer.json()](const QString &name) {
            return QByteArray::fromBase64(json[name].toString().toLatin1(),
                                          QByteArray::Base64UrlEncoding);
        };
        QVERIFY(isSigned(bytesAt(u"grant"_s), bytesAt(u"signature"_s), bytesAt(u"public_key"_s)));
        const Result<OfflineGrant> grant = decodeOfflineGrant(bytesAt(u"grant"_s));
        QVERIFY(grant);
        QCOMPARE(grant->window, m_house->windows[Role::Seller]);
        QCOMPARE(grant->epoch, leased->hold->fence);
        QCOMPARE(grant->seats, (QList<SeatIndex>{SeatIndex(4), SeatIndex(5)}));
        QCOMPARE(grant->most, m_house->house.price.times(2));
        QVERIFY(grant->issuedAt < grant->validUntil);
        QCOMPARE(encode(*grant), bytesAt(u"grant"_s));
        QVERIFY(!decodeOfflineGrant(bytesAt(u"grant"_s).chopped(3)));

        QCOMPARE(
            m_house->rest("GET", path + "/grant", QByteArray(), m_house->as(Role::Manager)).code(),
            u"not_allowed"_s);
        QVERIFY(manager.perform(
            RevokeAllotment{.hold = allotment, .event = event, .reason = u"lost window"_s}));
        QCOMPARE(
            m_house->rest("GET", path + "/grant", QByteArray(), m_house->as(Role::Seller)).status,
            404);
    }

    void the_server_does_what_its_document_says()
    {
        const QString python = u"/usr/bin/python3"_s;
        if (!QFile::exists(python))
            QSKIP("python3 is not installed");
        ServiceHouse house(10, 20);
        Edge edge(*house.service, house.clock, {.port = 0});
        const Result<quint16> port = edge.start();
        QVERIFY(port);
        QProcess check;
        check.setProcessChannelMode(QProcess::MergedChannels);
        check.start(python,
                    {QString::fromUtf8(FOYER_SOURCE_DIR "/tests/server/service/openapi_check.py"),
                     u"http://127.0.0.1:%1"_s.arg(*port), house.tokens[Role::Admin],
                     house.customer.toString(), u"supervisorperson"_s, u"pw"_s});
        QVERIFY(check.waitForFinished(60'000));
        edge.stop();
        if (check.exitCode() == 77)
            QSKIP("python3-jsonschema is not installed");
        QVERIFY2(check.exitCode() == 0, check.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestRest)
#include "tst_rest.moc"
