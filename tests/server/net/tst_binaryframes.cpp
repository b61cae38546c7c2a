#include "sync/server/net/framescanner.h"

#include "rawclient.h"
#include "scriptededge.h"
#include "scriptedservice.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int continuation = 0;
constexpr int binary = 2;
constexpr int ping = 9;
constexpr int pong = 10;
const QByteArray cbor = "foyer.v1.cbor";

/// A binary frame whose length has two bytes although one would do.
QByteArray frameOfLongForm(const QByteArray &payload)
{
    QByteArray frame = clientFrame(binary, payload);
    frame[1] = char(0x80 | 126);
    frame.insert(2, QByteArray(1, '\0') + char(payload.size()));
    return frame;
}

} // namespace

/// Most messages of windows are taken without the WebSocket library; nobody may notice.
class TestBinaryFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { resetScript(); }
    void cleanup();

    void onlyPlainMessagesAreTaken_data();
    void onlyPlainMessagesAreTaken();
    void aMessageCutAnywhereIsNotTakenUntilItIsWhole();
    void allKindsOfFramesInOneSendKeepTheirOrder();
    void itDoesNotMatterWhereTheStreamIsCut();
    void badFramesAfterGoodOnesCloseTheConnection_data();
    void badFramesAfterGoodOnesCloseTheConnection();
    void theLimitGrowsWithinOneSend();
    void nothingIsHeardBehindAGoodbyeOfOurs();

private:
    /// Everything that has to come back as it is, in one stream.
    [[nodiscard]] static QByteArray mixedFrames();
    static void expectMixedAnswers(RawClient &client);

    ScriptedEdge m_edge;
};

void TestBinaryFrames::cleanup()
{
    m_edge.stop();
    QCOMPARE(script().living.load(), 0);
}

void TestBinaryFrames::onlyPlainMessagesAreTaken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("taken"); // of the payload; -1: it is left alone
    const auto row = [](const char *name, const QByteArray &bytes, qsizetype taken) {
        QTest::newRow(name) << bytes << taken;
    };
    row("nothing", {}, -1);
    row("empty", clientFrame(binary, {}), 0);
    row("short", clientFrame(binary, "abcdefg"), 7);
    row("the longest with one byte of length", clientFrame(binary, QByteArray(125, 'a')), 125);
    row("the shortest with two", clientFrame(binary, QByteArray(126, 'a')), 126);
    row("of the limit", clientFrame(binary, QByteArray(1000, 'a')), 1000);
    row("over the limit", clientFrame(binary, QByteArray(1001, 'a')), -1);
    row("text", clientFrame(1, "abc"), -1);
    row("the first of several", clientFrame(binary, "abc", false), -1);
    row("the last of several", clientFrame(continuation, "abc"), -1);
    row("not masked", clientFrame(binary, "abc", true, false), -1);
    row("a reserved bit", clientFrame(binary | 0x40, "abc"), -1);
    row("a ping", clientFrame(ping, "abc"), -1);
    row("a close", clientFrame(8, QByteArray("\x03\xe8", 2)), -1);
    row("a length longer than it need be", frameOfLongForm("abc"), -1);
    row("eight bytes of length", "\x82\xff" + QByteArray(7, '\0') + "\x03kkkkabc", -1);
}

void TestBinaryFrames::onlyPlainMessagesAreTaken()
{
    QFETCH(QByteArray, bytes);
    QFETCH(const qsizetype, taken);
    const QByteArray before = bytes;
    const QByteArray follows = "more";
    bytes += follows;
    std::span<char> input(bytes.data(), size_t(bytes.size()));
    const auto message = takeBinaryMessage(input, 1000);
    QCOMPARE(message.has_value(), taken >= 0);
    if (!message) {
        QCOMPARE(bytes, before + follows);
        QCOMPARE(qsizetype(input.size()), bytes.size());
        return;
    }
    const QByteArray payload(message->data(), qsizetype(message->size()));
    QCOMPARE(payload.size(), taken);
    QCOMPARE(clientFrame(binary, payload), before);
    QCOMPARE(QByteArray(input.data(), qsizetype(input.size())), follows);
}

void TestBinaryFrames::aMessageCutAnywhereIsNotTakenUntilItIsWhole()
{
    QByteArray whole = clientFrame(binary, QByteArray(200, 'x'));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        std::span<char> input(whole.data(), size_t(size));
        QVERIFY2(!takeBinaryMessage(input, 1000), qPrintable(QString::number(size)));
        QCOMPARE(qsizetype(input.size()), size);
    }
    std::span<char> input(whole.data(), size_t(whole.size()));
    QVERIFY(takeBinaryMessage(input, 1000));
}

QByteArray TestBinaryFrames::mixedFrames()
{
    return clientFrame(binary, "1") + clientFrame(binary, QByteArray(300, '2')) +
           clientFrame(binary, "3a", false) + clientFrame(ping, "p") +
           clientFrame(continuation, "3b") + clientFrame(binary, "4") + clientFrame(binary, {}) +
           clientFrame(binary, "6");
}

void TestBinaryFrames::expectMixedAnswers(RawClient &client)
{
    const QByteArrayList expected{"1", QByteArray(300, '2'), "3a3b", "4", {}, "6"};
    bool isPonged = false;
    for (const QByteArray &payload : expected) {
        RawClient::Frame frame = client.readFrame();
        if (frame.opcode == pong) { // it may overtake messages, not the other way round
            isPonged = true;
            frame = client.readFrame();
        }
        QCOMPARE(frame.opcode, binary);
        QCOMPARE(frame.payload, payload);
    }
    QVERIFY(isPonged);
}

void TestBinaryFrames::allKindsOfFramesInOneSendKeepTheirOrder()
{
    RawClient client(m_edge.start());
    client.upgrade(cbor);
    client.send(mixedFrames() + mixedFrames());
    for (int time = 0; time < 2 && !QTest::currentTestFailed(); ++time)
        expectMixedAnswers(client);
}

void TestBinaryFrames::itDoesNotMatterWhereTheStreamIsCut()
{
    const QByteArray frames = mixedFrames();
    RawClient client(m_edge.start());
    client.upgrade(cbor);
    // The first part is answered before the second is sent, so that it was read by itself.
    for (qsizetype cut = 0; cut <= frames.size() && !QTest::currentTestFailed(); ++cut) {
        client.send(clientFrame(binary, "before") + frames.first(cut));
        QCOMPARE(client.readFrame().payload, "before"_ba);
        client.send(frames.sliced(cut));
        expectMixedAnswers(client);
    }
}

void TestBinaryFrames::badFramesAfterGoodOnesCloseTheConnection_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<int>("code");
    QTest::newRow("not masked") << clientFrame(binary, "abc", true, false) << 1002;
    QTest::newRow("a reserved bit") << clientFrame(binary | 0x40, "abc") << 1002;
    QTest::newRow("a length longer than it need be") << frameOfLongForm("abc") << 1002;
    QTest::newRow("a continuation of nothing") << clientFrame(continuation, "abc") << 1002;
    QTest::newRow("a message inside a message")
        << clientFrame(binary, "a", false) + clientFrame(binary, "b") << 1002;
    QTest::newRow("too large") << clientFrame(binary, QByteArray(4097, 'x')) << 1009;
    QTest::newRow("text where binary was agreed") << clientFrame(1, "abc") << 1003;
    QTest::newRow("a goodbye") << clientFrame(8, QByteArray("\x03\xe8", 2)) << 1000;
}

void TestBinaryFrames::badFramesAfterGoodOnesCloseTheConnection()
{
    QFETCH(const QByteArray, bad);
    RawClient client(m_edge.start());
    client.upgrade(cbor);
    client.send(clientFrame(binary, "1") + clientFrame(binary, "2") + bad);
    QCOMPARE(client.readFrame().payload, "1"_ba);
    QCOMPARE(client.readFrame().payload, "2"_ba);
    const RawClient::Frame frame = client.readFrame();
    QTEST(frame.closeCode(), "code");
    client.send(clientFrame(8, frame.payload.first(2)));
    QCOMPARE(client.readAll(), QByteArray());
}

void TestBinaryFrames::theLimitGrowsWithinOneSend()
{
    script().receive = [](WindowLink &link, const QByteArray &frame) {
        script().frameLimit = 10'000; // as after a sign-in
        link.send(std::make_shared<QByteArray>(QByteArray::number(frame.size())));
    };
    RawClient client(m_edge.start());
    client.upgrade(cbor);
    client.send(clientFrame(binary, "sign in") + clientFrame(binary, QByteArray(9000, 'x')));
    QCOMPARE(client.readFrame().payload, "7"_ba);
    QCOMPARE(client.readFrame().payload, "9000"_ba);
}

void TestBinaryFrames::nothingIsHeardBehindAGoodbyeOfOurs()
{
    script().receive = [](WindowLink &link, const QByteArray &frame) {
        link.send(std::make_shared<QByteArray>(frame));
        if (frame == "out")
            link.close(1008, u"Please leave."_s);
    };
    RawClient client(m_edge.start());
    client.upgrade(cbor);
    client.send(clientFrame(binary, "in") + clientFrame(binary, "out"));
    QCOMPARE(client.readFrame().payload, "in"_ba);
    QCOMPARE(client.readFrame().payload, "out"_ba);
    const RawClient::Frame frame = client.readFrame();
    QCOMPARE(frame.closeCode(), 1008);
    client.send(clientFrame(binary, "still here") + clientFrame(8, frame.payload.first(2)));
    QCOMPARE(client.readAll(), QByteArray());
}

QTEST_GUILESS_MAIN(TestBinaryFrames)
#include "tst_binaryframes.moc"
