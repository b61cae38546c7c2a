#include "sync/protocol/codec.h"

#include "randomfill.h"
#include "schemawire.h"
#include "sync/protocol/limits.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

std::optional<Refusal> refusalOf(const QByteArray &frame, Encoding encoding, bool isFromClient)
{
    if (isFromClient) {
        const auto message = decodeClientMessage(frame, encoding);
        return message ? std::nullopt : std::optional(message.error());
    }
    const auto message = decodeServerMessage(frame, encoding);
    return message ? std::nullopt : std::optional(message.error());
}

/// Calls \a visit with every way to replace one value somewhere inside \a value: the whole with
/// the replacement in it, and what was replaced.
void eachPlace(
    const QJsonValue &value, const QString &path,
    const std::function<void(const QString &, const QJsonValue &,
                             const std::function<QJsonValue(const QJsonValue &)> &)> &visit)
{
    visit(path, value, [](const QJsonValue &with) { return with; });
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        eachPlace(*it, path.isEmpty() ? key : path + u'.' + key,
                  [&](const QString &where, const QJsonValue &old, const auto &put) {
                      visit(where, old, [&](const QJsonValue &with) -> QJsonValue {
                          QJsonObject changed = object;
                          changed.insert(key, put(with));
                          return changed;
                      });
                  });
    }
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < qMin(array.size(), qsizetype(2)); ++i) {
        eachPlace(array[i], path + u"[%1]"_s.arg(i),
                  [&](const QString &where, const QJsonValue &old, const auto &put) {
                      visit(where, old, [&](const QJsonValue &with) -> QJsonValue {
                          QJsonArray changed = array;
                          changed[i] = put(with);
                          return changed;
                      });
                  });
    }
}

/// What no field of the kind of \a old takes.
QList<QJsonValue> wrongFor(const QJsonValue &old)
{
    static const QString nul = u"a\0b"_s;
    static const QString half(QChar(0xd800));
    static const QString endless(100'000, u'%');
    QList<QJsonValue> wrong{nul, half, endless, 1.5, -1e300, 9007199254740993.0};
    if (!old.isBool())
        wrong += true;
    if (!old.isString())
        wrong += u"text"_s;
    if (!old.isDouble())
        wrong += 7;
    if (!old.isArray())
        wrong += QJsonArray{1, 2};
    if (!old.isObject())
        wrong += QJsonObject{{u"a"_s, 1}};
    return wrong;
}

template <class Variant>
void addAlternatives(bool isFromClient)
{
    for (int i = 0; i < int(std::variant_size_v<Variant>); ++i) {
        Variant message;
        RandomFill(quint32(i) + 5).fillAlternative(message, i);
        const char *name = std::visit(
            [](const auto &it) { return wireName<std::decay_t<decltype(it)>>.name; }, message);
        QTest::newRow(name) << i << isFromClient;
    }
}

template <class Variant>
QByteArray randomFrame(int alternative, quint32 seed, Encoding encoding)
{
    Variant message;
    RandomFill(seed).fillAlternative(message, alternative);
    return encode(message, encoding);
}

QByteArray frameOf(int alternative, bool isFromClient, quint32 seed, Encoding encoding)
{
    return isFromClient ? randomFrame<ClientMessage>(alternative, seed, encoding)
                        : randomFrame<ServerMessage>(alternative, seed, encoding);
}

} // namespace

class TestMalformed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongValueAnywhereIsRefusedByName_data() { addMessages(); }
    void aWrongValueAnywhereIsRefusedByName();
    void everyRequiredFieldIsMissed_data() { addMessages(); }
    void everyRequiredFieldIsMissed();
    void damagedCborNeverHarms_data() { addMessages(); }
    void damagedCborNeverHarms();
    void boundsAreExact_data();
    void boundsAreExact();
    void strangeBytesAreRefused_data();
    void strangeBytesAreRefused();

private:
    static void addMessages();
};

void TestMalformed::addMessages()
{
    QTest::addColumn<int>("alternative");
    QTest::addColumn<bool>("isFromClient");
    addAlternatives<ClientMessage>(true);
    addAlternatives<ServerMessage>(false);
}

void TestMalformed::aWrongValueAnywhereIsRefusedByName()
{
    QFETCH(const int, alternative);
    QFETCH(const bool, isFromClient);
    for (quint32 seed = 0; seed < 8; ++seed) {
        const QByteArray good = frameOf(alternative, isFromClient, seed, Encoding::Json);
        if (good.size() > 20'000)
            continue;
        eachPlace(QJsonDocument::fromJson(good).object(), {},
                  [&](const QString &path, const QJsonValue &old, const auto &put) {
                      if (path.isEmpty() || old.isNull())
                          return;
                      for (const QJsonValue &wrong : wrongFor(old)) {
                          const QByteArray frame = QJsonDocument(put(wrong).toObject()).toJson();
                          if (isFromClient && frame.size() > limits::frameBytes)
                              continue;
                          const auto refused = refusalOf(frame, Encoding::Json, isFromClient);
                          const QByteArray shown = path.toUtf8() + " in " + frame.left(400);
                          QVERIFY2(refused, shown.constData());
                          QVERIFY2(refused->message.contains(path.section(u'.', -1)) ||
                                       refused->message.contains(path.section(u'[', 0, 0)),
                                   qPrintable(refused->message + u" <- "_s + path));
                      }
                  });
    }
}

void TestMalformed::everyRequiredFieldIsMissed()
{
    QFETCH(const int, alternative);
    QFETCH(const bool, isFromClient);
    static const QJsonObject schemas = allSchemas();
    const QJsonObject good =
        QJsonDocument::fromJson(frameOf(alternative, isFromClient, 3, Encoding::Json)).object();
    QJsonArray required;
    for (const QJsonValue &schema : schemas) {
        const QJsonObject type = schema[u"properties"][u"type"].toObject();
        if (type[u"const"] == good[u"type"])
            required = schema[u"required"].toArray();
    }
    QVERIFY(!required.isEmpty());
    for (const QJsonValue &field : std::as_const(required)) {
        for (const bool asNull : {false, true}) {
            QJsonObject less = good;
            less.remove(field.toString());
            if (asNull)
                less.insert(field.toString(), QJsonValue::Null);
            const auto refused =
                refusalOf(QJsonDocument(less).toJson(), Encoding::Json, isFromClient);
            QVERIFY(refused);
            QCOMPARE(refused->message, field.toString() + u" is missing."_s);
        }
    }
    // In Cbor every member is there: none may be left off the end.
    const QByteArray bytes = frameOf(alternative, isFromClient, 3, Encoding::Cbor);
    QCborArray members = QCborValue::fromCbor(bytes).toArray();
    while (members.size() > 1) {
        members.removeLast();
        QVERIFY(refusalOf(members.toCborValue().toCbor(), Encoding::Cbor, isFromClient));
    }
}

void TestMalformed::damagedCborNeverHarms()
{
    QFETCH(const int, alternative);
    QFETCH(const bool, isFromClient);
    for (quint32 seed = 0; seed < 60; ++seed) {
        const QByteArray good = frameOf(alternative, isFromClient, seed, Encoding::Cbor);
        QRandomGenerator random(seed);
        for (qsizetype cut = 0; cut < qMin(good.size(), qsizetype(200)); ++cut)
            QVERIFY(refusalOf(good.first(cut), Encoding::Cbor, isFromClient));
        QVERIFY(refusalOf(good + '\0', Encoding::Cbor, isFromClient));
        for (int i = 0; i < 60; ++i) {
            QByteArray damaged = good;
            for (int n = random.bounded(1, 4); n > 0; --n)
                damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
            // The sanitizers watch; what is accepted by chance must be a message.
            const auto refused = refusalOf(damaged, Encoding::Cbor, isFromClient);
            QVERIFY(!refused || !refused->message.isEmpty());
        }
    }
}

void TestMalformed::boundsAreExact_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("field"); ///< of the refusal; empty: accepted
    const auto hold = [](const QString &seats) {
        return uR"({"type":"place_hold","hold_id":"$1","event_id":"$2","seats":[%1]})"_s.arg(seats);
    };
    const auto seats = [&](int count) {
        QStringList list;
        for (int i = 0; i < count; ++i)
            list += QString::number(i);
        return hold(list.join(u','));
    };
    const QString cancel = uR"({"type":"cancel_booking","booking_id":"$1","event_id":"$2",)"_s +
                           uR"("refund_id":"$3","reason":"%1"})"_s;
    const auto book = [](const QString &rest) {
        return uR"({"type":"book_tickets","booking_id":"$1","hold_id":"$2","event_id":"$3"%1})"_s
            .arg(rest);
    };
    QTest::newRow("one ticket is enough") << seats(1) << u""_s;
    QTest::newRow("no ticket is too few") << seats(0) << u"command.seats"_s;
    QTest::newRow("200 tickets fit") << seats(200) << u""_s;
    QTest::newRow("201 tickets are too many") << seats(201) << u"command.seats"_s;
    QTest::newRow("the last seat of the largest map") << hold(u"299999"_s) << u""_s;
    QTest::newRow("a seat beyond") << hold(u"300000"_s) << u"command.seats[0]"_s;
    QTest::newRow("a seat below 0") << hold(u"-1"_s) << u"command.seats[0]"_s;
    QTest::newRow("a seat twice") << hold(u"4,4"_s) << u"command.seats[1]"_s;
    QTest::newRow("seats that fall") << hold(u"5,4"_s) << u"command.seats[1]"_s;
    QTest::newRow("seats or a quantity") << book(uR"(,"seats":[1])"_s) << u""_s;
    QTest::newRow("not both") << book(uR"(,"seats":[1],"quantity":1)"_s) << u"command.quantity"_s;
    QTest::newRow("not neither") << book({}) << u"command.quantity"_s;
    QTest::newRow("a null id where none may be")
        << uR"({"type":"extend_hold","hold_id":"00000000-0000-0000-0000-000000000000"})"_s
        << u"command.hold_id"_s;
    QTest::newRow("an id in braces")
        << uR"({"type":"extend_hold","hold_id":"{$1}"})"_s << u"command.hold_id"_s;
    QTest::newRow("an unknown command") << uR"({"type":"drop_table"})"_s << u"command.type"_s;
    QTest::newRow("text of 4,000 fits") << cancel.arg(QString(4000, u'x')) << u""_s;
    QTest::newRow("text of 4,001 does not")
        << cancel.arg(QString(4001, u'x')) << u"command.reason"_s;
}

void TestMalformed::boundsAreExact()
{
    QFETCH(QString, command);
    QFETCH(const QString, field);
    for (const auto &n : {u"1"_s, u"2"_s, u"3"_s})
        command.replace(u'$' + n, u"01900000-0000-7000-8000-00000000000"_s + n);
    const QByteArray frame =
        uR"({"op_id":"01900000-0000-7000-8000-000000000009","command":%1})"_s.arg(command).toUtf8();
    const auto operation = decodeOperation(frame, Encoding::Json);
    if (field.isEmpty()) {
        QVERIFY2(operation, qPrintable(operation ? QString() : operation.error().message));
        // The other encoding keeps the same bounds.
        QVERIFY(decodeOperation(encode(*operation, Encoding::Cbor), Encoding::Cbor) == *operation);
        return;
    }
    QVERIFY(!operation);
    QVERIFY2(operation.error().message.startsWith(field + u' '),
             qPrintable(operation.error().message));
}

void TestMalformed::strangeBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("isCbor");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("nothing in CBOR") << QByteArray() << true;
    QTest::newRow("a list") << "[1,2]"_ba << false;
    QTest::newRow("NaN") << R"({"type":"ping","echo":NaN})"_ba << false;
    QTest::newRow("bad UTF-8") << "{\"type\":\"ping\xff\"}"_ba << false;
    QTest::newRow("deep nesting") << QByteArray(30'000, '[') << false;
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(10'000) << false;
    QTest::newRow("too large") << QByteArray(limits::frameBytes + 1, ' ') << false;
    QTest::newRow("deep nesting in CBOR") << QByteArray(60'000, '\x81') << true;
    QTest::newRow("deep nesting in an unknown member")
        << "\x83\x08\x07"_ba + QByteArray(60'000, '\x81') << true;
    QTest::newRow("an endless array") << "\x9f\x08\x07\xff"_ba << true;
    QTest::newRow("a tag") << "\xc1\x82\x08\x07"_ba << true;
    QTest::newRow("a claim of a huge array")
        << "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff\x08"_ba << true;
    QTest::newRow("a claim of huge text")
        << "\x84\x02\x01\x7b\x7f\xff\xff\xff\xff\xff\xff\xff"_ba << true;
    QTest::newRow("text in chunks") << "\x84\x02\x01\x7f\x61\x61\xff\x61\x62"_ba << true;
    QTest::newRow("bad UTF-8 in CBOR") << "\x84\x02\x01\x62\xc3\x28\x61\x62"_ba << true;
    QTest::newRow("a float for a number") << "\x82\x08\xf9\x3c\x00"_ba << true;
    QTest::newRow("NaN in CBOR") << "\x82\x08\xf9\x7e\x00"_ba << true;
    QTest::newRow("the smallest integer")
        << "\x82\x08\x3b\xff\xff\xff\xff\xff\xff\xff\xff"_ba << true;
    QTest::newRow("the largest integer")
        << "\x82\x08\x1b\xff\xff\xff\xff\xff\xff\xff\xff"_ba << true;
    QTest::newRow("a map") << "\xa1\x08\x07"_ba << true;
    QTest::newRow("an unknown message") << "\x82\x18\x63\x07"_ba << true;
}

void TestMalformed::strangeBytesAreRefused()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const bool, isCbor);
    const Encoding encoding = isCbor ? Encoding::Cbor : Encoding::Json;
    for (const bool isFromClient : {true, false}) {
        if (!isFromClient && frame.size() > limits::frameBytes)
            continue;
        const auto refused = refusalOf(frame, encoding, isFromClient);
        QVERIFY(refused);
        const bool isExpected = refused->code == RefusalCode::Malformed ||
                                refused->code == RefusalCode::TooLarge ||
                                refused->code == RefusalCode::UnknownOperation;
        QVERIFY(isExpected && !refused->message.isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestMalformed)
#include "tst_malformed.moc"
