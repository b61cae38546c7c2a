#include "sync/protocol/jsonvalues.h"
#include "sync/protocol/wirename.h"
#include "sync/server/accounts/tokens.h"
#include "tests/server/service/workinghouse.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array roles{Role::Seller, Role::Supervisor, Role::Organizer, Role::Manager,
                           Role::Admin};

/// Who may do what, written by hand: it shall not follow from the code that it judges.
struct CommandRow
{
    const char *name;
    std::array<bool, 5> mayDo; ///< seller, supervisor, organizer, manager, admin
    bool isOfHold;             ///< only the window that has the hold may
};

constexpr bool x = true;
constexpr bool o = false;
constexpr CommandRow commandTable[]{
    {"place_hold", {x, x, o, x, x}, false},       {"extend_hold", {x, x, o, x, x}, true},
    {"release_hold", {x, x, o, x, x}, true},      {"confirm_booking", {x, x, o, x, x}, true},
    {"cancel_booking", {o, x, o, x, x}, false},   {"book_tickets", {x, x, o, x, x}, false},
    {"save_venue", {o, o, x, x, x}, false},       {"publish_seat_map", {o, o, x, x, x}, false},
    {"save_performer", {o, o, x, x, x}, false},   {"save_event", {o, o, x, x, x}, false},
    {"save_customer", {x, x, o, x, x}, false},    {"transfer_hold", {x, x, o, x, x}, true},
    {"save_pool", {o, x, x, x, x}, false},        {"keep_tickets", {o, x, x, x, x}, false},
    {"lease_allotment", {o, x, o, x, x}, false},  {"return_allotment", {x, x, o, x, x}, true},
    {"revoke_allotment", {o, o, o, x, x}, false}, {"exchange_booking", {o, x, o, x, x}, true},
    {"together", {x, x, o, x, x}, false},
};

struct RouteRow
{
    const char *method;
    const char *path; ///< as /openapi.json spells it
    std::array<bool, 5> mayDo;
    bool isPublic;
    int status;       ///< when it is done
    const char *body; ///< with the places of FuzzHouse::filledIn; "map", "event": that record
};

constexpr std::array everybody{x, x, x, x, x};
constexpr RouteRow routeTable[]{
    {"GET", "/", everybody, true, 200, ""},
    {"GET", "/events/search", everybody, true, 200, ""},
    {"GET", "/events/{event_id}", everybody, true, 200, ""},
    {"PUT", "/events/{event_id}", {o, o, x, x, x}, false, 200, "event"},
    // This house has no key to sign with: it grants nothing, whoever asks.
    {"GET", "/events/{event_id}/allotments/{hold_id}/grant", everybody, false, 404, ""},
    {"GET", "/venues", everybody, true, 200, ""},
    {"GET", "/venues/{venue_id}", everybody, true, 200, ""},
    {"PUT",
     "/venues/{venue_id}",
     {o, o, x, x, x},
     false,
     200,
     R"({"name":"Hall","time_zone":"Europe/Berlin"})"},
    {"PUT", "/venues/{venue_id}/maps/{map_id}", {o, o, x, x, x}, false, 200, "map"},
    {"GET", "/maps/{map_id}", everybody, true, 200, ""},
    {"PUT", "/performers/{performer_id}", {o, o, x, x, x}, false, 201, R"({"name":"Trio"})"},
    {"POST",
     "/bookings",
     {x, x, o, x, x},
     false,
     201,
     R"({"user_id":"{user}","event_id":"{event}","quantity":1})"},
    {"GET", "/bookings/{booking_id}", {x, x, o, x, x}, false, 200, ""},
    {"DELETE", "/bookings/{booking_id}", {o, x, o, x, x}, false, 200, ""},
    {"POST", "/users", {x, x, o, x, x}, false, 201, R"({"email":"u@example.org","name":"U"})"},
    // Nobody needs to be anybody to sign in; a name that there is not is refused all the same.
    {"POST", "/sessions", everybody, true, 401, R"({"name":"nobody","password":"x"})"},
    {"DELETE", "/sessions/current", everybody, false, 204, ""},
    {"GET", "/reports/sales", {o, x, x, x, x}, false, 200, ""},
    {"GET", "/healthz", everybody, true, 200, ""},
    {"GET", "/metrics", everybody, true, 200, ""},
    {"GET", "/openapi.json", everybody, true, 200, ""},
    {"GET", "/asyncapi.yaml", everybody, true, 200, ""},
};

enum class SessionKind : quint8 { Live, Expired, Revoked, None };
constexpr std::array sessionKinds{SessionKind::Live, SessionKind::Expired, SessionKind::Revoked,
                                  SessionKind::None};

QByteArray wordOf(SessionKind kind)
{
    static constexpr std::array words{"live", "expired", "revoked", "no"};
    return QByteArray(words.at(size_t(kind))) + " session";
}

template <class... T>
QStringList namesOf(const std::variant<T...> *)
{
    return {QString::fromLatin1(wireName<T>.name)...};
}

} // namespace

/// Roles x commands and REST routes x sessions x own and other windows: every cell.
class RoleMatrixTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WorkingHouse> m_house;
    int m_cells = 0;

    /// A session of \a role at \a window. \return its token; empty for none.
    QString sessionOf(Role role, const WindowId &window, SessionKind kind)
    {
        if (kind == SessionKind::None)
            return {};
        WorkingHouse &house = *m_house;
        const Instant now = house.house.clock.now();
        const QString token = u"%1-%2"_s.arg(roleName(role)).arg(house.house.random.next());
        const Operator person{.id = house.make<OperatorId>(),
                              .name = token,
                              .displayName = roleName(role),
                              .role = role,
                              .createdAt = now};
        LedgerWriter &writer = house.house.ledger->writer();
        const Milliseconds hour(3'600'000);
        const bool isOver = kind == SessionKind::Expired;
        const SessionRecord session{.token = hashToken(token.toLatin1()),
                                    .operatorId = person.id,
                                    .window = window,
                                    .startedAt = isOver ? now - 2 * hour : now,
                                    .endsAt = isOver ? now - hour : now + hour};
        const bool isMade =
            writer.addOperator({person, {}}).has_value() &&
            writer.openSession(session).has_value() &&
            (kind != SessionKind::Revoked || writer.closeSession(session.token).has_value());
        if (!isMade)
            qFatal("a session cannot be made");
        return token;
    }

    void openHouse()
    {
        m_house.reset();
        m_house = std::make_unique<WorkingHouse>();
    }

    void tryCommand(int alternative, size_t role, SessionKind kind, bool isOwnWindow,
                    bool isItsToken)
    {
        ++m_cells;
        const CommandRow &row = commandTable[alternative];
        const WindowId own = m_house->house.house.windows[0];
        const WindowId other = m_house->make<WindowId>();
        const WindowId window = isOwnWindow ? own : other;
        const QString token =
            sessionOf(roles.at(role), isItsToken ? window : m_house->make<WindowId>(), kind);
        const Command command = m_house->workingCommand(alternative);
        const HouseState before = m_house->state();
        const Outcome outcome = m_house->perform(command, window, token);
        const QByteArray cell = QByteArray(row.name) + " as " +
                                roleName(roles.at(role)).toLatin1() + ", " + wordOf(kind) +
                                (isOwnWindow ? ", own window" : ", another's hold") +
                                (isItsToken ? "" : ", a token of another window") + ": " +
                                (outcome ? "done" : outcome.error().message.toUtf8());
        if (kind != SessionKind::Live || !isItsToken) {
            QVERIFY2(!outcome && outcome.error().code == RefusalCode::NotSignedIn, cell);
        } else if (!row.mayDo.at(role)) {
            QVERIFY2(!outcome && outcome.error().code == RefusalCode::NotAllowed, cell);
        } else if (row.isOfHold && !isOwnWindow) {
            QVERIFY2(!outcome && outcome.error().code == RefusalCode::HoldNotYours, cell);
        } else {
            QVERIFY2(outcome, cell);
        }
        if (outcome)
            openHouse();
        else
            QVERIFY2(m_house->state() == before, cell);
    }

    HttpRequest requestFor(const RouteRow &row, const QString &token)
    {
        WorkingHouse &house = *m_house;
        QByteArray body = row.body;
        HttpRequest request{.method = row.method,
                            .target = row.path,
                            .headers = {},
                            .body = {},
                            .remoteAddress = "192.0.2.8"};
        const auto reader = house.house.ledger->openReader().value();
        const Venue venue = reader->venue(house.house.house.venue).value();
        Version version = venue.version;
        const bool isNewMap = body == "map";
        if (body == "event") {
            version = house.event().version;
            body = QJsonDocument(toJson(house.event())).toJson();
        } else if (isNewMap) {
            body = reader->seatMap(house.house.house.seatMap).value();
        }
        const bool isVersioned = request.method == "PUT" && !request.target.startsWith("/perf");
        if (isVersioned)
            request.headers.insert("if-match", QByteArray::number(version.value()));
        const QByteArray map = isNewMap ? "{uuid}" : "{map}";
        request.target.replace("{event_id}", "{event}")
            .replace("{venue_id}", "{venue}")
            .replace("{map_id}", map)
            .replace("{hold_id}", house.allotment.id.toString().toLatin1())
            .replace("{performer_id}", "{uuid}")
            .replace("{booking_id}", house.booking.id.toString().toLatin1());
        request.target = house.house.filledIn(request.target);
        request.body = house.house.filledIn(body);
        request.headers.insert("content-type", "application/json");
        request.headers.insert("idempotency-key", house.make<OperationId>().toString().toLatin1());
        if (!token.isEmpty())
            request.headers.insert("authorization", "Bearer " + token.toLatin1());
        return request;
    }

    void tryRoute(const RouteRow &row, size_t role, SessionKind kind)
    {
        ++m_cells;
        const QString token = sessionOf(roles.at(role), m_house->make<WindowId>(), kind);
        const HttpRequest request = requestFor(row, token);
        const HouseState before = m_house->state();
        const HttpResponse answer = m_house->house.ask(request);
        const int expected = row.isPublic                ? row.status
                             : kind != SessionKind::Live ? 401
                             : row.mayDo.at(role)        ? row.status
                                                         : 403;
        // After a few wrong passwords the next attempts have to wait.
        const bool isLater = row.status == 401 && answer.status == 429;
        QVERIFY2(answer.status == expected || isLater,
                 QByteArray(row.method) + ' ' + row.path + " as " +
                     roleName(roles.at(role)).toLatin1() + ", " + wordOf(kind) + ": " +
                     QByteArray::number(answer.status) + " instead of " +
                     QByteArray::number(expected) + ' ' + answer.body.left(300));
        const bool isDone = answer.status < 400 && request.method != "GET";
        if (isDone)
            openHouse();
        else
            QVERIFY2(m_house->state() == before, row.path);
    }

private Q_SLOTS:
    void init()
    {
        m_cells = 0;
        openHouse();
    }
    void cleanup()
    {
        qInfo("%d cells", m_cells);
        m_house.reset();
    }

    void the_table_names_every_command()
    {
        QStringList named;
        for (const CommandRow &row : commandTable)
            named.append(QString::fromLatin1(row.name));
        QCOMPARE(named, namesOf(static_cast<const Command *>(nullptr)));
    }
    void the_table_names_every_route()
    {
        QFile file(QStringLiteral(FOYER_SOURCE_DIR "/resources/openapi/openapi.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject paths = document[u"paths"_s].toObject();
        QSet<QString> there;
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QStringList methods = path->toObject().keys();
            for (const QString &method : methods) {
                if (method != u"parameters")
                    there.insert(method.toUpper() + u' ' + path.key());
            }
        }
        QSet<QString> named;
        for (const RouteRow &row : routeTable)
            named.insert(QLatin1StringView(row.method) + u' ' + QLatin1StringView(row.path));
        QCOMPARE(named, there);
    }

    void every_command_asks_for_its_role()
    {
        for (int command = 0; command < int(std::variant_size_v<Command>); ++command) {
            for (size_t role = 0; role < roles.size(); ++role) {
                for (const SessionKind kind : sessionKinds) {
                    for (const bool isOwnWindow : {true, false}) {
                        for (const bool isItsToken : {true, false}) {
                            tryCommand(command, role, kind, isOwnWindow, isItsToken);
                            if (QTest::currentTestFailed())
                                return;
                        }
                    }
                }
            }
        }
    }

    void every_route_asks_for_its_role()
    {
        for (const RouteRow &row : routeTable) {
            for (size_t role = 0; role < roles.size(); ++role) {
                for (const SessionKind kind : sessionKinds) {
                    tryRoute(row, role, kind);
                    if (QTest::currentTestFailed())
                        return;
                }
            }
        }
    }

    void only_who_is_signed_in_watches()
    {
        const QList<ClientMessage> watches{WatchCatalogue{RequestId(4), {}},
                                           WatchEvent{RequestId(4), m_house->event().id, {}}};
        for (const ClientMessage &watch : watches) {
            for (const Role role : roles) {
                for (const SessionKind kind : sessionKinds) {
                    ++m_cells;
                    const WindowId window = m_house->make<WindowId>();
                    const auto link = std::make_shared<KeepingLink>(Encoding::Json);
                    const auto talk = m_house->converse(link, Encoding::Json, window,
                                                        sessionOf(role, window, kind));
                    link->messages.clear();
                    talk->received(encode(watch, Encoding::Json), m_house->house.clock.tick());
                    QVERIFY(!link->messages.isEmpty());
                    const auto *refused = std::get_if<Refused>(&link->messages.first());
                    QCOMPARE(refused != nullptr, kind != SessionKind::Live);
                    if (refused)
                        QCOMPARE(refused->refusal.code, RefusalCode::NotSignedIn);
                }
            }
        }
    }

    void a_session_that_ends_while_connected_does_nothing_more()
    {
        for (const Role role : roles) {
            ++m_cells;
            const WindowId window = m_house->make<WindowId>();
            const QString token = sessionOf(role, window, SessionKind::Live);
            const auto link = std::make_shared<KeepingLink>(Encoding::Cbor);
            const auto talk = m_house->converse(link, Encoding::Cbor, window, token);
            QVERIFY(m_house->house.ledger->writer().closeSession(hashToken(token.toLatin1())));
            const HouseState before = m_house->state();
            const ClientMessage perform =
                Perform{{m_house->make<OperationId>(), {}, m_house->workingCommand(0)}, {}};
            talk->received(encode(perform, Encoding::Cbor), m_house->house.clock.tick());
            m_house->house.service->commitPending();
            const auto *answer = std::get_if<OperationOutcome>(&link->messages.last());
            QVERIFY(answer && !answer->outcome);
            QCOMPARE(answer->outcome.error().code, RefusalCode::NotSignedIn);
            QVERIFY(m_house->state() == before);
        }
    }
};

QTEST_GUILESS_MAIN(RoleMatrixTest)
#include "tst_role_matrix.moc"
