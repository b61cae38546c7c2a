#include "sync/client/houseclient.h"
#include "sync/protocol/machine.h"
#include "tests/client/scriptedserver.h"
#include "tests/support/builders.h"
#include "tests/support/tempstore.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 20'000;
const LedgerEpoch epoch = idNamed<LedgerEpoch>(u"epoch");
const EventId concert = idNamed<EventId>(u"event");
const QString goodToken = u"good token"_s;

SessionInfo aSession(Instant now)
{
    return {.operatorId = idNamed<OperatorId>(u"sam"),
            .displayName = u"Sam"_s,
            .role = Role::Seller,
            .endsAt = now + Milliseconds(3'600'000)};
}

/// Answers like a server that knows one token, except that operations stay without an answer.
void hearOut(ScriptedServer &server, const ClientMessage &message)
{
    const Instant now = SystemClock().now();
    if (const auto *hello = std::get_if<Hello>(&message)) {
        Welcome welcome{.server = u"scripted"_s, .house = u"House"_s, .epoch = epoch};
        welcome.serverTime = now;
        if (hello->token == goodToken)
            welcome.session = aSession(now);
        server.send(welcome);
    } else if (const auto *signIn = std::get_if<SignIn>(&message)) {
        server.send(SignedIn{signIn->request, goodToken, aSession(now), now});
    } else if (const auto *ping = std::get_if<Ping>(&message)) {
        server.send(Pong{ping->echo, now});
    }
}

/// The same, and every operation is done.
void obey(ScriptedServer &server, const ClientMessage &message)
{
    hearOut(server, message);
    if (const auto *perform = std::get_if<Perform>(&message)) {
        server.send(OperationOutcome{perform->operation.id,
                                     Done{.event = concert, .sequence = Sequence(1)},
                                     SystemClock().now()});
    }
}

PlaceHold aHold(const HouseClient &client)
{
    return {.hold = client.make<HoldId>(), .event = concert, .seats = {SeatIndex(3)}};
}

} // namespace

/// The client against servers that vanish, refuse or speak another language.
class ClientFaultsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_store = std::make_unique<TempStore>(); }

    void aServerThatVanishesBeforeItsAnswerIsAskedAgainWithTheSameId();
    void anOperationSurvivesTheRestartOfItsWindow();
    void aSignInThatIsRefusedChangesNothing();
    void aTokenThatHasEndedAsksToSignInAgainAndKeepsTheWork();
    void aSessionThatEndsInTheMiddleKeepsTheWork();
    void anotherProtocolIsRefusedWithAdvice_data();
    void anotherProtocolIsRefusedWithAdvice();
    void aFrameThatCannotBeReadCostsOnlyTheConnection();

private:
    [[nodiscard]] std::unique_ptr<HouseClient> start(const ScriptedServer &server)
    {
        auto client = std::make_unique<HouseClient>(
            HouseClientSettings{
                .server = server.address(), .storePath = m_store->path(), .program = u"test 1"_s},
            m_clock, m_random);
        client->start();
        return client;
    }
    [[nodiscard]] static bool reaches(HouseClient &client, LinkState state)
    {
        return QTest::qWaitFor([&] { return client.link() == state; }, patience_ms);
    }
    [[nodiscard]] static bool signIn(HouseClient &client)
    {
        if (!reaches(client, LinkState::SignedOut))
            return false;
        client.signIn(u"sam"_s, u"secret"_s);
        return reaches(client, LinkState::Live);
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<TempStore> m_store;
};

void ClientFaultsTest::aServerThatVanishesBeforeItsAnswerIsAskedAgainWithTheSameId()
{
    ScriptedServer server([](ScriptedServer &self, const ClientMessage &message) {
        hearOut(self, message);
        if (std::holds_alternative<Perform>(message))
            self.breakLine(); // it may have been done, or not
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QSignalSpy settled(client.get(), &HouseClient::operationSettled);
    QVERIFY(signIn(*client));
    const OperationId id = client->submit(aHold(*client));
    QTRY_VERIFY_WITH_TIMEOUT(server.heard<Perform>().size() >= 2, patience_ms);
    QCOMPARE(client->pendingOperations(), 1);
    QCOMPARE(settled.size(), 0);

    server.setAnswer(obey);
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patience_ms);
    for (const Perform &perform : server.heard<Perform>())
        QCOMPARE(perform.operation, server.heard<Perform>().constFirst().operation);
    QCOMPARE(server.heard<Perform>().constFirst().operation.id, id);
    QVERIFY(server.connections() >= 3);
    QCOMPARE(client->pendingOperations(), 0);
}

void ClientFaultsTest::anOperationSurvivesTheRestartOfItsWindow()
{
    ScriptedServer server(hearOut);
    OperationId id;
    {
        const std::unique_ptr<HouseClient> client = start(server);
        QVERIFY(signIn(*client));
        id = client->submit(aHold(*client));
        QTRY_COMPARE_WITH_TIMEOUT(server.heard<Perform>().size(), 1, patience_ms);
    }
    server.setAnswer(obey);
    {
        const std::unique_ptr<HouseClient> client = start(server);
        QSignalSpy settled(client.get(), &HouseClient::operationSettled);
        QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patience_ms);
        QCOMPARE(settled.first().first().value<Operation>().id, id);
        // The next one is numbered after it, not like it.
        client->submit(aHold(*client));
        QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 2, patience_ms);
        // Told at once, but done only when it is on disk: one that was not would be asked again.
        QTRY_VERIFY_WITH_TIMEOUT(client->outbox().isEmpty(), patience_ms);
    }
    const QList<Perform> heard = server.heard<Perform>();
    QCOMPARE(heard.size(), 3);
    QCOMPARE(encode(heard.at(1).operation, Encoding::Cbor),
             encode(heard.at(0).operation, Encoding::Cbor)); // to the byte
    QCOMPARE(heard.at(2).operation.deviceSequence, heard.at(0).operation.deviceSequence.next());

    const std::unique_ptr<HouseClient> third = start(server);
    QVERIFY(reaches(*third, LinkState::Live));
    QVERIFY(third->outbox().isEmpty()); // what is done is not sent a third time
    QCOMPARE(server.heard<Perform>().size(), 3);
}

void ClientFaultsTest::aSignInThatIsRefusedChangesNothing()
{
    ScriptedServer server([](ScriptedServer &self, const ClientMessage &message) {
        if (const auto *signIn = std::get_if<SignIn>(&message)) {
            self.send(Refused{signIn->request,
                              refusal(RefusalCode::RateLimited, u"Wait a minute."_s),
                              SystemClock().now()});
        } else {
            hearOut(self, message);
        }
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QSignalSpy refused(client.get(), &HouseClient::signInRefused);
    QVERIFY(reaches(*client, LinkState::SignedOut));
    client->signIn(u"sam"_s, u"secret"_s);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience_ms);
    QCOMPARE(refused.first().first().value<Refusal>().code, RefusalCode::RateLimited);
    QCOMPARE(refused.first().first().value<Refusal>().message, u"Wait a minute."_s);
    QCOMPARE(client->link(), LinkState::SignedOut);
    QVERIFY(!client->session());
    QCOMPARE(server.connections(), 1);

    server.setAnswer(hearOut);
    QVERIFY(signIn(*client));
    QCOMPARE(server.connections(), 1);
}

void ClientFaultsTest::aTokenThatHasEndedAsksToSignInAgainAndKeepsTheWork()
{
    ScriptedServer server(hearOut);
    OperationId id;
    {
        const std::unique_ptr<HouseClient> client = start(server);
        QVERIFY(signIn(*client));
        id = client->submit(aHold(*client));
        QTRY_COMPARE_WITH_TIMEOUT(server.heard<Perform>().size(), 1, patience_ms);
    }
    server.setAnswer([](ScriptedServer &self, const ClientMessage &message) {
        if (std::holds_alternative<Hello>(message))
            hearOut(self, Hello{}); // the token counts for nothing
        else
            obey(self, message);
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QSignalSpy settled(client.get(), &HouseClient::operationSettled);
    QVERIFY(reaches(*client, LinkState::SignedOut));
    QCOMPARE(server.heard<Hello>().constLast().token, goodToken);
    QVERIFY(!client->session());
    QCOMPARE(client->pendingOperations(), 1);
    QCOMPARE(server.heard<Perform>().size(), 1); // not without a session
    QVERIFY(signIn(*client));
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patience_ms);
    QCOMPARE(settled.first().first().value<Operation>().id, id);
}

void ClientFaultsTest::aSessionThatEndsInTheMiddleKeepsTheWork()
{
    ScriptedServer server([](ScriptedServer &self, const ClientMessage &message) {
        hearOut(self, message);
        if (const auto *perform = std::get_if<Perform>(&message)) {
            self.send(OperationOutcome{
                perform->operation.id,
                std::unexpected(refusal(RefusalCode::NotSignedIn, u"The session has ended."_s)),
                SystemClock().now()});
        }
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QSignalSpy settled(client.get(), &HouseClient::operationSettled);
    QVERIFY(signIn(*client));
    const OperationId id = client->submit(aHold(*client));
    QVERIFY(reaches(*client, LinkState::SignedOut));
    QCOMPARE(client->pendingOperations(), 1);
    QCOMPARE(settled.size(), 0);
    server.setAnswer(obey);
    QVERIFY(signIn(*client));
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patience_ms);
    QCOMPARE(settled.first().first().value<Operation>().id, id);
    QVERIFY(settled.first().at(1).value<Outcome>());
}

void ClientFaultsTest::anotherProtocolIsRefusedWithAdvice_data()
{
    QTest::addColumn<bool>("isWelcome");
    QTest::addColumn<int>("version");
    // There is no older server: version 1 is the first.
    QTest::newRow("a newer server welcomes in its version") << true << protocolVersion + 1;
    QTest::newRow("the server refuses ours") << false << 0;
}

void ClientFaultsTest::anotherProtocolIsRefusedWithAdvice()
{
    QFETCH(bool, isWelcome);
    QFETCH(int, version);
    ScriptedServer server([=](ScriptedServer &self, const ClientMessage &message) {
        if (!std::holds_alternative<Hello>(message))
            return;
        if (isWelcome)
            self.send(Welcome{.version = version, .epoch = epoch});
        else
            self.send(Refused{.refusal = refusal(RefusalCode::UnsupportedVersion,
                                                 u"Install the matching program."_s)});
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QVERIFY(reaches(*client, LinkState::Refused));
    QVERIFY(client->linkRefusal());
    QCOMPARE(client->linkRefusal()->code, RefusalCode::UnsupportedVersion);
    QVERIFY(client->linkRefusal()->message.contains(u"Install the"_s));
    QVERIFY(client->retryIn() >= Milliseconds(30'000)); // no storm
    client->submit(aHold(*client));
    QTRY_COMPARE_WITH_TIMEOUT(client->pendingOperations(), 1, patience_ms);
    QCOMPARE(server.heard<Perform>().size(), 0);
    QCOMPARE(server.connections(), 1);
}

void ClientFaultsTest::aFrameThatCannotBeReadCostsOnlyTheConnection()
{
    ScriptedServer server([](ScriptedServer &self, const ClientMessage &message) {
        if (std::holds_alternative<Perform>(message))
            self.sendRaw(QByteArray("\xff\x00nonsense", 10));
        else
            hearOut(self, message);
    });
    const std::unique_ptr<HouseClient> client = start(server);
    QSignalSpy settled(client.get(), &HouseClient::operationSettled);
    QVERIFY(signIn(*client));
    client->submit(aHold(*client));
    QTRY_VERIFY_WITH_TIMEOUT(server.connections() >= 2, patience_ms);
    QCOMPARE(settled.size(), 0);
    server.setAnswer(obey);
    QTRY_COMPARE_WITH_TIMEOUT(settled.size(), 1, patience_ms);
}

QTEST_GUILESS_MAIN(ClientFaultsTest)
#include "tst_clientfaults.moc"
