#include "tests/server/service/servicehouse.h"

#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "sync/server/accounts/passwords.h"
#include "sync/server/accounts/signingkey.h"
#include "sync/server/accounts/tokens.h"
#include "tests/support/builders.h"

#include <QFile>
#include <QJsonDocument>

#include <chrono>
#include <future>

namespace foyer {

using namespace Qt::StringLiterals;

void RecordingLink::send(std::shared_ptr<const QByteArray> frame)
{
    const Result<ServerMessage> message = decodeServerMessage(*frame, m_encoding);
    FOYER_INVARIANT(message.has_value(), "the service sends what a window can read");
    const std::lock_guard lock(m_mutex);
    m_messages.append(*message);
    m_changed.notify_all();
}

void RecordingLink::close(quint16 code, const QString &)
{
    const std::lock_guard lock(m_mutex);
    m_closeCode = code;
    m_changed.notify_all();
}

bool RecordingLink::waitFor(const std::function<bool()> &condition)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), condition);
}

quint16 RecordingLink::closed()
{
    waitFor([this] { return m_closeCode != 0; });
    return closedNow();
}

quint16 RecordingLink::closedNow()
{
    const std::lock_guard lock(m_mutex);
    return m_closeCode;
}

TestWindow::TestWindow(ServiceHouse &at, Encoding how, const WindowId &which)
    : house(at)
    , encoding(how)
    , window(which)
    , link(std::make_shared<RecordingLink>(how))
    , conversation(at.service->converse(link, how, "127.0.0.1", at.clock.tick()))
{}

void TestWindow::say(const ClientMessage &message)
{
    sayRaw(encode(message, encoding));
}

void TestWindow::sayRaw(const QByteArray &frame)
{
    conversation->received(frame, house.clock.tick());
}

std::optional<Welcome> TestWindow::hello(const QString &token)
{
    say(Hello{.client = u"test"_s, .window = window, .token = token});
    return next<Welcome>();
}

Outcome TestWindow::perform(const Command &command, DeviceSequence sequence)
{
    return perform(Operation{house.make<OperationId>(), sequence, command});
}

Outcome TestWindow::perform(const Operation &operation, DeviceSequence acknowledged)
{
    say(Perform{operation, acknowledged});
    const auto outcome = next<OperationOutcome>();
    FOYER_INVARIANT(outcome && outcome->operation == operation.id, "every operation is answered");
    return outcome->outcome;
}

ServiceHouse::ServiceHouse(int rows, int seats)
{
    auto opened = openSqliteLedger(u":memory:"_s, clock, {.houseName = u"Test House"_s});
    FOYER_INVARIANT(opened.has_value(), "a ledger opens in memory");
    ledger = std::move(*opened);
    house = fillTestHouse(*ledger, {.map = aSeatMap().withRows(rows).ofSeats(seats).build()}, clock,
                          random);
    const QByteArray hash =
        hashPassword(Secret(QByteArrayView("pw")), cheapestPasswordCost()).value();
    for (const Role role :
         {Role::Seller, Role::Supervisor, Role::Organizer, Role::Manager, Role::Admin}) {
        const Operator person{.id = make<OperatorId>(),
                              .name = roleName(role) + u"person"_s,
                              .displayName = roleName(role),
                              .role = role,
                              .createdAt = clock.now()};
        FOYER_INVARIANT(ledger->writer().addOperator({person, hash}).has_value(), "adds people");
        const Secret token = makeToken();
        windows[role] = make<WindowId>();
        tokens[role] = QString::fromLatin1(token.reveal());
        FOYER_INVARIANT(ledger->writer()
                            .openSession({hashToken(token.reveal()), person.id, windows[role],
                                          clock.now(), clock.now() + Milliseconds(3'600'000)})
                            .has_value(),
                        "opens sessions");
    }
    QFile openApi(QString::fromUtf8(FOYER_SOURCE_DIR "/resources/openapi/openapi.json"));
    FOYER_INVARIANT(openApi.open(QIODevice::ReadOnly), "the OpenAPI document is there");
    auto key = SigningKey::open(folder.filePath(u"signing.key"_s));
    FOYER_INVARIANT(key.has_value(), "a signing key is made");
    service = std::make_unique<BookingService>(
        *ledger, clock, serviceRandom,
        BookingServiceSettings{.openApiDocument = openApi.readAll(),
                               .asyncApiDocument = "asyncapi: 3.0.0\n",
                               .signingKey = std::make_shared<const SigningKey>(*std::move(key))});
    FOYER_INVARIANT(service->start().has_value(), "the service starts");
    const Answer made = rest("POST", "/users",
                             QJsonObject{{u"email"_s, u"mia@example.org"_s}, {u"name"_s, u"Mia"_s}},
                             as(Role::Admin));
    const auto id = CustomerId::fromString(made.json()[u"user_id"_s].toString());
    FOYER_INVARIANT(id.has_value(), "a customer can be registered");
    customer = *id;
}

QJsonObject ServiceHouse::Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

ServiceHouse::Answer ServiceHouse::rest(const QByteArray &method, const QByteArray &target,
                                        const QByteArray &body,
                                        QHash<QByteArray, QByteArray> headers)
{
    std::promise<HttpResponse> promise;
    service->handle({method, target, std::move(headers), body, address},
                    [&promise](HttpResponse response) { promise.set_value(std::move(response)); });
    std::future<HttpResponse> future = promise.get_future();
    FOYER_INVARIANT(future.wait_for(std::chrono::seconds(20)) == std::future_status::ready,
                    "every request is answered");
    HttpResponse response = future.get();
    Answer answer{response.status, response.contentType, {}, response.body};
    for (const auto &[name, value] : response.headers)
        answer.headers.insert(name.toLower(), value);
    return answer;
}

ServiceHouse::Answer ServiceHouse::rest(const QByteArray &method, const QByteArray &target,
                                        const QJsonObject &body,
                                        QHash<QByteArray, QByteArray> headers)
{
    if (!headers.contains("content-type"))
        headers.insert("content-type", "application/json");
    return rest(method, target, QJsonDocument(body).toJson(QJsonDocument::Compact), headers);
}

QHash<QByteArray, QByteArray> ServiceHouse::as(Role role) const
{
    return {{"authorization", "Bearer " + tokens[role].toLatin1()}};
}

} // namespace foyer
