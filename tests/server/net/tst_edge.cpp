#include "rawclient.h"
#include "scriptededge.h"
#include "scriptedservice.h"
#include "sync/protocol/limits.h"
#include "sync/server/net/edgelimits.h"

#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QByteArray get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

int statusOf(const QByteArray &response)
{
    return response.mid(9, 3).toInt();
}

} // namespace

class TestEdge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { resetScript(); }
    void cleanup();

    // HTTP
    void requestsAreAnsweredOneAfterTheOther();
    void headHasTheLengthButNoBody();
    void aBodyReachesTheServiceAlsoInChunks();
    void aHalfClosedConnectionStillGetsItsAnswer();
    void anAnswerMayComeFromAnotherThread();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void largeBodiesNeedAToken();
    void originsAreChecked();
    void aHeaderThatDripsIsCutOff();
    void anAnswerThatNeverComesIs504();
    void metricsNameTheEdge();

    // WebSocket
    void theSubprotocolIsAgreed();
    void badUpgradesAreRefused_data();
    void badUpgradesAreRefused();
    void badFramesCloseTheConnection_data();
    void badFramesCloseTheConnection();
    void aPingBetweenFragmentsIsAnsweredAtOnce();
    void theFrameLimitGrowsWithTheSignIn();
    void manyFramesOfOneTurnKeepTheirOrderAndLeaveInFewSends();
    void framesOfSeveralThreadsNeverMix();
    void aCloseNeverOvertakesReplies();
    void aWindowThatReadsTooSlowlyIsDropped();
    void aLargeSnapshotIsNotTooSlow();
    void anOverdueWindowIsToldWhy();
    void aWindowThatVanishesEndsItsConversation();
    void framesAfterTheEndAreDropped();

    // limits and life
    void threeHundredWindowsTalkAtOnce();
    void connectionsOverTheCapAreTold();
    void anAddressThatConnectsTooFastIsClosed();
    void stoppingFinishesWhatIsInFlight();
    void stoppingDoesNotWaitForADeafWindow();
    void aPortInUseIsExplained();
    void aBadAddressIsExplained();
    void ipVersion6LoopbackWorks();

private:
    quint16 start(EdgeSettings settings = {});

    ScriptedEdge m_edge;
};

void TestEdge::cleanup()
{
    m_edge.stop();
    QCOMPARE(script().living.load(), 0);
}

quint16 TestEdge::start(EdgeSettings settings)
{
    return m_edge.start(std::move(settings));
}

// ---------------------------------------------------------------- HTTP

void TestEdge::requestsAreAnsweredOneAfterTheOther()
{
    RawClient client(start());
    client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 3\r\n\r\nabcGET /3?q=%20 HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(client.readResponse().endsWith("GET /1 0"));
    QVERIFY(client.readResponse().endsWith("POST /2 3"));
    QVERIFY(client.readResponse().endsWith("GET /3?q=%20 0"));
    client.send("GET /4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QVERIFY(client.readAll().endsWith("GET /4 0"));
}

void TestEdge::headHasTheLengthButNoBody()
{
    RawClient client(start());
    client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + get);
    const QByteArray both = client.readUntil("GET /a 0");
    QVERIFY(both.startsWith("HTTP/1.1 200"));
    QCOMPARE(both.count("Content-Length: 8"), 2);
    QCOMPARE(both.count("GET /a 0"), 1);
}

void TestEdge::aBodyReachesTheServiceAlsoInChunks()
{
    RawClient client(start());
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n");
    QVERIFY(client.readResponse().endsWith("POST /a 7"));
    client.send("POST /b HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    client.send("ab");
    QVERIFY(client.readResponse().endsWith("POST /b 2"));
}

void TestEdge::aHalfClosedConnectionStillGetsItsAnswer()
{
    RawClient client(start());
    client.send(get);
    client.closeWriting();
    QVERIFY(client.readAll().endsWith("GET /a 0"));
}

void TestEdge::anAnswerMayComeFromAnotherThread()
{
    std::thread thread;
    script().handle = [&](const HttpRequest &, std::function<void(HttpResponse)> done) {
        thread = std::thread([done = std::move(done)] { done({.status = 201, .body = "late"}); });
    };
    RawClient client(start());
    client.send(get);
    const QByteArray response = client.readResponse();
    thread.join();
    QCOMPARE(statusOf(response), 201);
    QVERIFY(response.endsWith("late"));
}

void TestEdge::badRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP at all") << "\x16\x03\x01 hello\r\n\r\n"_ba << 400;
    QTest::newRow("a header without a colon") << "GET / HTTP/1.1\r\nnonsense\r\n\r\n"_ba << 400;
    QTest::newRow("an unknown version") << "GET / HTTP/3.7\r\n\r\n"_ba << 400;
    QTest::newRow("two lengths")
        << "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"_ba << 400;
    QTest::newRow("a length and chunks")
        << "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"_ba << 400;
    QTest::newRow("a huge header") << "GET / HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') + "\r\n\r\n"
                                   << 431;
    QTest::newRow("a body over the limit")
        << "POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n"_ba << 413;
    QTest::newRow("a body far over any limit")
        << "PUT / HTTP/1.1\r\nAuthorization: x\r\nContent-Length: 99999999999\r\n\r\n"_ba << 413;
    QTest::newRow("chunks over the limit")
        << "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n"_ba +
               QByteArray(0x10001, 'x')
        << 413;
}

void TestEdge::badRequestsAreRefused()
{
    QFETCH(const QByteArray, request);
    RawClient client(start());
    client.send(request);
    const QByteArray response = client.readAll(); // and the connection ends
    QTEST(statusOf(response), "status");
    QVERIFY(response.contains("\"code\":"));
}

void TestEdge::largeBodiesNeedAToken()
{
    const quint16 port = start();
    const QByteArray body(100'000, 'x');
    const QByteArray length = "Content-Length: 100000\r\n\r\n";
    RawClient stranger(port);
    stranger.send("PUT /map HTTP/1.1\r\n" + length);
    QCOMPARE(statusOf(stranger.readAll()), 413);
    RawClient known(port);
    known.send("PUT /map HTTP/1.1\r\nAuthorization: Bearer t\r\n" + length + body);
    QVERIFY(known.readResponse().endsWith("PUT /map 100000"));
}

void TestEdge::originsAreChecked()
{
    const quint16 port = start({.allowedOrigins = {u"https://desk.example"_s}});
    RawClient bad(port);
    bad.send("GET / HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n\r\n");
    QCOMPARE(statusOf(bad.readAll()), 403);
    RawClient badWindow(port);
    QCOMPARE(statusOf(badWindow.upgrade("foyer.v1.json", "Origin: null\r\n")), 403);
    RawClient good(port);
    QCOMPARE(statusOf(good.upgrade("foyer.v1.json", "Origin: https://desk.example\r\n")), 101);
    RawClient preflight(port);
    preflight.send("OPTIONS /a HTTP/1.1\r\nOrigin: https://desk.example\r\n\r\n" + get);
    QVERIFY(preflight.readResponse().contains("Access-Control-Allow-Origin: https://desk.example"));
    QVERIFY(preflight.readResponse().endsWith("GET /a 0")); // the connection lives on
}

void TestEdge::aHeaderThatDripsIsCutOff()
{
    RawClient client(start());
    client.send("GET / HTTP/1.1\r\nX-Slow: ");
    QVERIFY(!client.hasEnded(std::chrono::milliseconds(300)));
    // However often it sends one more byte, the header as a whole is late. (The server may see
    // the connection only after the first step of the clock.)
    const auto isCutOff = [&] {
        m_edge.clock().advance(edgelimits::headerTime / 2);
        client.send("a");
        return client.hasEnded(std::chrono::milliseconds(300));
    };
    QTRY_VERIFY(isCutOff());
}

void TestEdge::anAnswerThatNeverComesIs504()
{
    std::function<void(HttpResponse)> late;
    std::atomic<bool> isAsked = false;
    script().handle = [&](const HttpRequest &, std::function<void(HttpResponse)> done) {
        late = std::move(done);
        isAsked = true;
    };
    RawClient client(start());
    client.send(get);
    QTRY_VERIFY(isAsked);
    m_edge.clock().advance(2 * edgelimits::answerTime);
    QCOMPARE(statusOf(client.readAll()), 504);
    late({}); // nobody listens any more
}

void TestEdge::metricsNameTheEdge()
{
    RawClient client(start());
    client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    const QByteArray response = client.readResponse();
    QVERIFY(response.contains("\nfoyer_edge_connections 1\n"));
    QVERIFY(response.contains("# TYPE foyer_edge_requests_total counter"));
}

// ---------------------------------------------------------------- WebSocket

void TestEdge::theSubprotocolIsAgreed()
{
    const quint16 port = start();
    RawClient client(port);
    const QByteArray response = client.upgrade("other, foyer.v1.cbor, foyer.v1.json");
    QCOMPARE(statusOf(response), 101);
    QVERIFY(response.contains("Sec-WebSocket-Protocol: foyer.v1.cbor\r\n"));
    // The RFC's own example of key and answer.
    QVERIFY(response.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    client.send(clientFrame(2, "abc"));
    const RawClient::Frame frame = client.readFrame();
    QCOMPARE(frame.opcode, 2);
    QCOMPARE(frame.payload, "abc"_ba);
}

void TestEdge::badUpgradesAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray head = "GET /ws HTTP/1.1\r\nHost: x\r\n";
    const QByteArray upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const QByteArray key =
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QTest::newRow("no upgrade") << head + "\r\n" << 426;
    QTest::newRow("no subprotocol") << head + upgrade + key + "\r\n" << 400;
    QTest::newRow("an unknown subprotocol")
        << head + upgrade + key + "Sec-WebSocket-Protocol: foyer.v2\r\n\r\n"
        << 400;
    QTest::newRow("frames before the answer")
        << head + upgrade + key + "Sec-WebSocket-Protocol: foyer.v1.json\r\n\r\n" +
               clientFrame(1, "early")
        << 400;
}

void TestEdge::badUpgradesAreRefused()
{
    QFETCH(const QByteArray, request);
    RawClient client(start());
    client.send(request);
    const QByteArray response = client.readAll();
    QTEST(statusOf(response), "status");
    if (request.contains("foyer.v2"))
        QVERIFY(response.contains("foyer.v1.cbor or foyer.v1.json"));
}

void TestEdge::badFramesCloseTheConnection_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<int>("code");
    QTest::newRow("not masked") << clientFrame(1, "abc", true, false) << 1002;
    QTest::newRow("a reserved opcode") << clientFrame(3, "abc") << 1002;
    QTest::newRow("a reserved bit") << clientFrame(1 | 0x40, "abc") << 1002;
    QTest::newRow("a continuation of nothing") << clientFrame(0, "abc") << 1002;
    QTest::newRow("a text inside a text")
        << clientFrame(1, "a", false) + clientFrame(1, "b") << 1002;
    QTest::newRow("a long ping") << clientFrame(9, QByteArray(126, 'p')) << 1002;
    QTest::newRow("a ping in parts") << clientFrame(9, "p", false) << 1002;
    QTest::newRow("bad UTF-8") << clientFrame(1, "\xc3\x28") << 1007;
    QTest::newRow("binary where text was agreed") << clientFrame(2, "abc") << 1003;
    QTest::newRow("too large") << clientFrame(1, QByteArray(4097, 'x')) << 1009;
    QTest::newRow("too large in parts")
        << clientFrame(1, QByteArray(4000, 'x'), false) + clientFrame(0, QByteArray(97, 'x'))
        << 1009;
    QTest::newRow("too large by its head alone")
        << QByteArray("\x81\xff\x00\x00\x7f\xff\xff\xff\xff\xff\x12\x34\x56\x78", 14) << 1009;
    QTest::newRow("a goodbye") << clientFrame(8, QByteArray("\x03\xe8", 2)) << 1000;
}

void TestEdge::badFramesCloseTheConnection()
{
    QFETCH(const QByteArray, frames);
    RawClient client(start());
    QCOMPARE(statusOf(client.upgrade()), 101);
    client.send(frames);
    const RawClient::Frame frame = client.readFrame();
    QTEST(frame.closeCode(), "code");
    client.send(clientFrame(8, frame.payload.first(2)));
    QCOMPARE(client.readAll(), QByteArray());
}

void TestEdge::aPingBetweenFragmentsIsAnsweredAtOnce()
{
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "one ", false) + clientFrame(9, "p1") +
                clientFrame(0, "two ", false));
    RawClient::Frame frame = client.readFrame();
    QCOMPARE(frame.opcode, 10);
    QCOMPARE(frame.payload, "p1"_ba);
    client.send(clientFrame(0, "three"));
    frame = client.readFrame();
    QCOMPARE(frame.opcode, 1);
    QCOMPARE(frame.payload, "one two three"_ba);
}

void TestEdge::theFrameLimitGrowsWithTheSignIn()
{
    script().receive = [](WindowLink &link, const QByteArray &frame) {
        script().frameLimit = 10'000; // as after a sign-in
        link.send(std::make_shared<QByteArray>(QByteArray::number(frame.size())));
    };
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "sign in"));
    QCOMPARE(client.readFrame().payload, "7"_ba);
    client.send(clientFrame(1, QByteArray(9000, 'x')));
    QCOMPARE(client.readFrame().payload, "9000"_ba);
}

void TestEdge::manyFramesOfOneTurnKeepTheirOrderAndLeaveInFewSends()
{
    constexpr int count = 1000;
    script().receive = [](WindowLink &link, const QByteArray &) {
        for (int i = 0; i < count; ++i)
            link.send(std::make_shared<QByteArray>(QByteArray::number(i)));
    };
    const quint16 port = start();
    {
        RawClient client(port);
        client.upgrade();
        client.send(clientFrame(1, "go") + clientFrame(1, "go"));
        for (int i = 0; i < 2 * count; ++i)
            QCOMPARE(client.readFrame().payload, QByteArray::number(i % count));
    }
    QTRY_COMPARE(script().living.load(), 0);
    RawClient http(port);
    http.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    const QString metrics = QString::fromUtf8(http.readResponse());
    const auto match = QRegularExpression(u"\nfoyer_edge_sends_total (\\d+)"_s).match(metrics);
    QVERIFY(match.hasMatch());
    // Counted work, not time: 2,000 messages in a handful of sends.
    QVERIFY2(match.captured(1).toInt() <= 8, qPrintable(match.captured(1)));
}

void TestEdge::framesOfSeveralThreadsNeverMix()
{
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "here"));
    QCOMPARE(client.readFrame().payload, "here"_ba);
    const std::shared_ptr<WindowLink> link = firstLink();
    constexpr int threads = 4;
    constexpr int each = 500;
    std::vector<std::thread> callers;
    for (int t = 0; t < threads; ++t) {
        callers.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                link->send(std::make_shared<QByteArray>(QByteArray::number(t) + ' ' +
                                                        QByteArray::number(i)));
        });
    }
    std::array<int, threads> next{};
    for (int i = 0; i < threads * each; ++i) {
        const QByteArrayList words = client.readFrame().payload.split(' ');
        QCOMPARE(words.size(), 2);
        QCOMPARE(words[1].toInt(), next.at(size_t(words[0].toInt()))++);
    }
    for (std::thread &caller : callers)
        caller.join();
}

void TestEdge::aCloseNeverOvertakesReplies()
{
    script().receive = [](WindowLink &link, const QByteArray &) {
        for (int i = 0; i < 200; ++i)
            link.send(std::make_shared<QByteArray>(QByteArray(1000, 'r')));
        link.close(4000, u"Enough."_s);
        link.send(std::make_shared<QByteArray>("after the end"));
    };
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "go"));
    for (int i = 0; i < 200; ++i)
        QCOMPARE(client.readFrame().payload.size(), 1000);
    const RawClient::Frame last = client.readFrame();
    QCOMPARE(last.closeCode(), 4000);
    QCOMPARE(last.payload.mid(2), "Enough."_ba);
    client.send(clientFrame(8, last.payload.first(2)));
    QCOMPARE(client.readAll(), QByteArray());
}

void TestEdge::aWindowThatReadsTooSlowlyIsDropped()
{
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "here"));
    QCOMPARE(client.readFrame().payload, "here"_ba);
    const std::shared_ptr<WindowLink> link = firstLink();
    // More than the kernels on both sides and our bound hold together.
    for (int i = 0; i < 400; ++i) {
        link->send(std::make_shared<QByteArray>(QByteArray(100'000, 'x')));
        if (i % 5 == 0)
            QTest::qWait(1); // so that it is no burst of one turn
    }
    // The queue was thrown away, the kernel's part still arrives, then the reason.
    int whole = 0;
    RawClient::Frame frame = client.readFrame();
    for (; frame.opcode == 1; frame = client.readFrame())
        ++whole;
    QVERIFY(whole < 400);
    QCOMPARE(frame.closeCode(), 1013);
    client.send(clientFrame(8, frame.payload.first(2)));
    QTRY_COMPARE(script().living.load(), 0);
}

void TestEdge::aLargeSnapshotIsNotTooSlow()
{
    script().receive = [](WindowLink &link, const QByteArray &) {
        link.send(std::make_shared<QByteArray>(QByteArray(3 * limits::outgoingBytes, 's')));
    };
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "go"));
    QCOMPARE(client.readFrame().payload.size(), 3 * limits::outgoingBytes);
}

void TestEdge::anOverdueWindowIsToldWhy()
{
    RawClient client(start());
    client.upgrade();
    client.send(clientFrame(1, "here"));
    QCOMPARE(client.readFrame().payload, "here"_ba);
    {
        const std::lock_guard lock(script().mutex);
        script().overdue = u"No sign-in within a minute."_s;
    }
    const RawClient::Frame frame = client.readFrame();
    QCOMPARE(frame.closeCode(), 1008);
    QCOMPARE(frame.payload.mid(2), "No sign-in within a minute."_ba);
    // It does not answer the close: cut off after a while.
    m_edge.clock().advance(edgelimits::closeTime);
    QCOMPARE(client.readAll(), QByteArray());
}

void TestEdge::aWindowThatVanishesEndsItsConversation()
{
    const quint16 port = start();
    RawClient halfClosed(port);
    halfClosed.upgrade();
    {
        RawClient vanishing(port);
        vanishing.upgrade();
        QTRY_COMPARE(script().living.load(), 2);
    }
    QTRY_COMPARE(script().living.load(), 1);
    halfClosed.closeWriting();
    QTRY_COMPARE(script().living.load(), 0);
}

void TestEdge::framesAfterTheEndAreDropped()
{
    const quint16 port = start();
    {
        RawClient client(port);
        client.upgrade();
        QTRY_COMPARE(script().living.load(), 1);
    }
    QTRY_COMPARE(script().living.load(), 0);
    const std::shared_ptr<WindowLink> link = firstLink();
    link->send(std::make_shared<QByteArray>("nobody"));
    m_edge.stop();
    link->send(std::make_shared<QByteArray>("not even an edge"));
    link->close(1000, {});
}

// ---------------------------------------------------------------- limits and life

void TestEdge::threeHundredWindowsTalkAtOnce()
{
    const quint16 port = start({.threads = 2});
    std::vector<RawClient> clients;
    for (int i = 0; i < 300; ++i)
        QVERIFY(clients.emplace_back(port).isConnected());
    for (RawClient &client : clients)
        QCOMPARE(statusOf(client.upgrade()), 101);
    for (size_t i = 0; i < clients.size(); ++i)
        clients[i].send(clientFrame(1, QByteArray::number(int(i))));
    for (size_t i = 0; i < clients.size(); ++i)
        QCOMPARE(clients[i].readFrame().payload, QByteArray::number(int(i)));
    QCOMPARE(script().living.load(), 300);
}

void TestEdge::connectionsOverTheCapAreTold()
{
    const quint16 port = start({.connections = 2});
    auto first = std::make_unique<RawClient>(port);
    RawClient second(port);
    first->upgrade();
    second.upgrade();
    RawClient third(port);
    const QByteArray response = third.readAll();
    QCOMPARE(statusOf(response), 503);
    QVERIFY(response.contains("Retry-After: "));
    first.reset();
    QTRY_COMPARE(script().living.load(), 1);
    const auto isLetIn = [&] { return statusOf(RawClient(port).upgrade()) == 101; };
    QTRY_VERIFY(isLetIn());
}

void TestEdge::anAddressThatConnectsTooFastIsClosed()
{
    const quint16 port =
        start({.acceptsPerSecond = 1, .acceptsBurst = 3, .limitsLoopbackToo = true});
    const auto isServed = [&] {
        RawClient client(port);
        client.send(get);
        return !client.readResponse().isEmpty();
    };
    for (int i = 0; i < 3; ++i)
        QVERIFY(isServed());
    QVERIFY(!isServed());
    m_edge.clock().advance(Milliseconds(1000));
    QVERIFY(isServed());
    QVERIFY(!isServed());
}

void TestEdge::stoppingFinishesWhatIsInFlight()
{
    std::function<void(HttpResponse)> answer;
    std::atomic<bool> isAsked = false;
    script().handle = [&](const HttpRequest &, std::function<void(HttpResponse)> done) {
        answer = std::move(done);
        isAsked = true;
    };
    const quint16 port = start();
    RawClient http(port);
    http.send(get);
    auto window = std::make_unique<RawClient>(port);
    window->upgrade();
    QTRY_VERIFY(isAsked && script().living == 1);
    firstLink()->send(std::make_shared<QByteArray>("committed"));
    std::thread stopping([this] { m_edge.edge().stop(); });
    // The window gets what was queued, then the reason.
    QCOMPARE(window->readFrame().payload, "committed"_ba);
    const RawClient::Frame last = window->readFrame();
    QCOMPARE(last.closeCode(), 1001);
    window->send(clientFrame(8, last.payload.first(2)));
    window.reset();
    answer({.status = 200, .body = "done"});
    const QByteArray response = http.readAll();
    QVERIFY(response.endsWith("done"));
    QVERIFY(response.contains("Connection: close"));
    stopping.join();
    QVERIFY(!RawClient(port).isConnected());
}

void TestEdge::stoppingDoesNotWaitForADeafWindow()
{
    const quint16 port = start();
    RawClient deaf(port);
    deaf.upgrade();
    QTRY_COMPARE(script().living.load(), 1);
    std::thread stopping([this] { m_edge.edge().stop(); });
    QCOMPARE(deaf.readFrame().closeCode(), 1001);
    m_edge.clock().advance(edgelimits::closeTime); // it never answers
    stopping.join();
    QCOMPARE(script().living.load(), 0);
}

void TestEdge::aPortInUseIsExplained()
{
    const quint16 port = start();
    Edge second(m_edge.service(), m_edge.clock(), {.port = port});
    const auto refused = second.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
             u"127.0.0.1 port %1 is in use by another program; stop that one or listen on "
             "another port."_s.arg(port));
}

void TestEdge::aBadAddressIsExplained()
{
    start();
    Edge named(m_edge.service(), m_edge.clock(), {.address = u"house.example"_s, .port = 0});
    QVERIFY(named.start().error().message.contains(u"is no IP address"_s));
    Edge foreign(m_edge.service(), m_edge.clock(), {.address = u"203.0.113.7"_s, .port = 0});
    QVERIFY(foreign.start().error().message.startsWith(u"Cannot listen on 203.0.113.7"_s));
}

void TestEdge::ipVersion6LoopbackWorks()
{
    start();
    Edge six(m_edge.service(), m_edge.clock(), {.address = u"::1"_s, .port = 0});
    const auto port = six.start();
    if (!port)
        QSKIP("this machine has no IPv6 loopback");
    QVERIFY(*port > 0);
}

QTEST_GUILESS_MAIN(TestEdge)
#include "tst_edge.moc"
