#include "sync/protocol/codec.h"

#include "randomfill.h"
#include "sync/protocol/jsonvalues.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonDocument>
#include <QTest>

#include <array>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array encodings{Encoding::Json, Encoding::Cbor};
constexpr int randomValues = 300;

template <class Variant>
Variant randomMessage(int alternative, quint32 seed)
{
    Variant message;
    RandomFill(seed).fillAlternative(message, alternative);
    return message;
}

template <class Variant>
const char *nameOf(const Variant &value)
{
    return std::visit([](const auto &it) { return wireName<std::decay_t<decltype(it)>>.name; },
                      value);
}

template <class Variant>
void addAlternatives()
{
    QTest::addColumn<int>("alternative");
    for (int i = 0; i < int(std::variant_size_v<Variant>); ++i)
        QTest::newRow(nameOf(randomMessage<Variant>(i, 1))) << i;
}

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyClientMessageComesBackAsItWas_data() { addAlternatives<ClientMessage>(); }
    void everyClientMessageComesBackAsItWas();
    void everyServerMessageComesBackAsItWas_data() { addAlternatives<ServerMessage>(); }
    void everyServerMessageComesBackAsItWas();
    void everyCommandComesBackAsItWas_data() { addAlternatives<Command>(); }
    void everyCommandComesBackAsItWas();
    void outcomesComeBackAsTheyWere();
    void equalOperationsGiveEqualBytes();
    void everyHeadOfCborIsTheShortest();
    void unknownFieldsAreIgnored();
    void leftOutOptionalFieldsHaveTheirDefaults();
    void whatCameLaterIsLeftOutWhereItSaysNothing();
    void commandsAreNamedAndPermitted();
    void recordsOfRestComeBackAsTheyWere();
};

void TestCodec::everyClientMessageComesBackAsItWas()
{
    QFETCH(const int, alternative);
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        const auto message = randomMessage<ClientMessage>(alternative, seed);
        for (const Encoding encoding : encodings) {
            const QByteArray frame = encode(message, encoding);
            if (frame.size() > limits::frameBytes)
                continue;
            const auto back = decodeClientMessage(frame, encoding);
            QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
            QVERIFY2(*back == message, frame.constData());
        }
    }
}

void TestCodec::everyServerMessageComesBackAsItWas()
{
    QFETCH(const int, alternative);
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        const auto message = randomMessage<ServerMessage>(alternative, seed);
        for (const Encoding encoding : encodings) {
            const QByteArray frame = encode(message, encoding);
            const auto back = decodeServerMessage(frame, encoding);
            QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
            QVERIFY2(*back == message, frame.constData());
        }
    }
}

void TestCodec::everyCommandComesBackAsItWas()
{
    QFETCH(const int, alternative);
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        const Operation operation{OperationId(QUuid::createUuid()), DeviceSequence(seed),
                                  randomMessage<Command>(alternative, seed)};
        for (const Encoding encoding : encodings) {
            const auto back = decodeOperation(encode(operation, encoding), encoding);
            QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
            QVERIFY(*back == operation);
        }
    }
}

void TestCodec::outcomesComeBackAsTheyWere()
{
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        Outcome outcome;
        RandomFill(seed).outcome("outcome", outcome);
        for (const Encoding encoding : encodings) {
            const auto back = decodeOutcome(encode(outcome, encoding), encoding);
            QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
            QVERIFY(*back == outcome);
        }
    }
}

void TestCodec::equalOperationsGiveEqualBytes()
{
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        const auto one = RandomFill(seed).make<Operation>();
        const QByteArray bytes = encode(one, Encoding::Cbor);
        QCOMPARE(encode(RandomFill(seed).make<Operation>(), Encoding::Cbor), bytes);
        // Also when it went through the other encoding on its way.
        const auto viaJson = decodeOperation(encode(one, Encoding::Json), Encoding::Json);
        QVERIFY(viaJson);
        QCOMPARE(encode(*viaJson, Encoding::Cbor), bytes);
        QVERIFY(encode(RandomFill(seed + 100'000).make<Operation>(), Encoding::Cbor) != bytes);
    }
}

void TestCodec::everyHeadOfCborIsTheShortest()
{
    // QCborValue writes definite lengths and shortest heads: an independent oracle.
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        const QByteArray bytes = encode(RandomFill(seed).make<Operation>(), Encoding::Cbor);
        QCOMPARE(QCborValue::fromCbor(bytes).toCbor(), bytes);
    }
}

void TestCodec::unknownFieldsAreIgnored()
{
    const ClientMessage ping = Ping{.echo = 7};
    const auto json =
        decodeClientMessage(R"({"type":"ping","echo":7,"later":{"a":[1]}})", Encoding::Json);
    QVERIFY(json && *json == ping);
    const QByteArray cbor = QCborArray{8, 7, QCborArray{1, u"later"_s}}.toCborValue().toCbor();
    const auto back = decodeClientMessage(cbor, Encoding::Cbor);
    QVERIFY(back && *back == ping);
}

void TestCodec::leftOutOptionalFieldsHaveTheirDefaults()
{
    const auto message = decodeClientMessage(
        R"({"type":"perform","operation":{"op_id":"01900000-0000-7000-8000-000000000001",
            "command":{"type":"book_tickets","booking_id":"01900000-0000-7000-8000-000000000002",
            "hold_id":"01900000-0000-7000-8000-000000000003",
            "event_id":"01900000-0000-7000-8000-000000000004","quantity":2,"customer_id":null}}})",
        Encoding::Json);
    QVERIFY2(message, qPrintable(message ? QString() : message.error().message));
    const auto &operation = std::get<Perform>(*message).operation;
    QCOMPARE(operation.deviceSequence.value(), 0);
    const auto &book = std::get<BookTickets>(operation.command);
    QCOMPARE(book.quantity, 2);
    QVERIFY(book.kind == BookTickets::Kind::Sell && book.customer.isNull());
}

void TestCodec::whatCameLaterIsLeftOutWhereItSaysNothing()
{
    const PlaceHold plain{.hold = HoldId(QUuid::createUuid()),
                          .event = EventId(QUuid::createUuid()),
                          .seats = {SeatIndex(3)}};
    const auto membersOf = [](const PlaceHold &place) {
        const Operation operation{.id = OperationId(QUuid::createUuid()), .command = place};
        const QCborArray all = QCborValue::fromCbor(encode(operation, Encoding::Cbor)).toArray();
        return all.at(2).toArray().size();
    };
    QCOMPARE(membersOf(plain), 5); // the number and four fields, as ever
    PlaceHold later = plain;
    later.pool = PoolId(QUuid::createUuid());
    QCOMPARE(membersOf(later), 7);
}

void TestCodec::commandsAreNamedAndPermitted()
{
    QCOMPARE(commandName(PlaceHold{}), u"place_hold"_s);
    QCOMPARE(commandName(SaveCustomer{}), u"save_customer"_s);
    QCOMPARE(permissionFor(ConfirmBooking{}), Permission::SellTickets);
    QCOMPARE(permissionFor(CancelBooking{}), Permission::CancelBookings);
    QCOMPARE(permissionFor(PublishSeatMap{}), Permission::EditVenues);
    QCOMPARE(permissionFor(SaveEvent{}), Permission::EditEvents);
    const EventId event(QUuid::createUuid());
    QCOMPARE(eventOf(ReleaseHold{.hold = {}, .event = event, .fence = {}, .seats = {}}), event);
    QVERIFY(eventOf(SaveVenue{}).isNull());
}

void TestCodec::recordsOfRestComeBackAsTheyWere()
{
    for (quint32 seed = 0; seed < randomValues; ++seed) {
        RandomFill fill(seed);
        const auto venue = fill.make<Venue>();
        const auto performer = fill.make<Performer>();
        const auto event = fill.make<Event>();
        const auto done = fill.make<Done>();
        const auto refused = fill.make<Refusal>();
        const Money money(-1250, Currency::of("EUR"));
        QVERIFY(venueFromJson(toJson(venue)) == venue);
        QVERIFY(performerFromJson(toJson(performer)) == performer);
        QVERIFY(eventFromJson(toJson(event)) == event);
        QVERIFY(doneFromJson(toJson(done)) == done);
        QVERIFY(refusalFromJson(toJson(refused)) == refused);
        QVERIFY(moneyFromJson(toJson(money), u"price"_s) == money);
    }
    QCOMPARE(moneyFromJson(u"12"_s, u"price"_s).error().message.left(13), u"price must be"_s);
    QCOMPARE(eventFromJson({}).error().message, u"event.id is missing."_s);
}

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
