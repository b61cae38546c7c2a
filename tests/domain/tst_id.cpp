#include "models/domain/id.h"

#include "tests/domain/seededrandom.h"

#include <QSet>
#include <QTest>

#include <limits>

using namespace foyer;
using namespace Qt::StringLiterals;

class IdTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_made_id_is_a_version_7_uuid_with_its_time();
    void ids_made_later_sort_later();
    void ids_of_one_millisecond_differ();
    void text_and_bytes_lead_back_to_the_id();
    void what_is_no_id_is_not_read_data();
    void what_is_no_id_is_not_read();
    void a_ticket_id_leads_back_to_its_seat();
    void tickets_of_events_never_share_an_id();
    void a_foreign_ticket_is_not_of_the_event();
};

void IdTest::a_made_id_is_a_version_7_uuid_with_its_time()
{
    SeededRandom random;
    const Instant at = Instant::fromMs(0x0123456789ab);
    const EventId id = EventId::make(at, random);
    QCOMPARE(id.toString().at(14), u'7'); // QUuid 6.4 knows versions up to 5 only
    QCOMPARE(id.uuid().variant(), QUuid::DCE);
    QVERIFY(id.toString().startsWith(u"01234567-89ab-7"));
}

void IdTest::ids_made_later_sort_later()
{
    SeededRandom random;
    const Instant start = *Instant::fromIso(u"2026-11-24T08:00:00Z");
    EventId before = EventId::make(start, random);
    for (int ms = 1; ms < 2000; ++ms) {
        const EventId id = EventId::make(start + Milliseconds(ms), random);
        QVERIFY(before < id);
        QVERIFY(before.toBytes() < id.toBytes());
        QVERIFY(before.toString() < id.toString());
        before = id;
    }
}

void IdTest::ids_of_one_millisecond_differ()
{
    SeededRandom random;
    QSet<EventId> ids;
    for (int i = 0; i < 20'000; ++i)
        ids.insert(EventId::make(Instant::fromMs(1), random));
    QCOMPARE(ids.size(), 20'000);
}

void IdTest::text_and_bytes_lead_back_to_the_id()
{
    SeededRandom random;
    const EventId id = EventId::make(Instant::fromMs(77), random);
    QCOMPARE(EventId::fromString(id.toString()), std::optional(id));
    QCOMPARE(EventId::fromString(id.toString().toUpper()), std::optional(id));
    QCOMPARE(EventId::fromBytes(id.toBytes()), std::optional(id));
    QCOMPARE(id.toBytes().size(), 16);
    QCOMPARE(qHash(*EventId::fromString(id.toString()), 5), qHash(id, 5));
}

void IdTest::what_is_no_id_is_not_read_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("the null id") << u"00000000-0000-0000-0000-000000000000"_s;
    QTest::newRow("in braces") << u"{01234567-89ab-7def-8123-456789abcdef}"_s;
    QTest::newRow("without hyphens") << u"0123456789ab7def8123456789abcdef"_s;
    QTest::newRow("a letter too many") << u"01234567-89ab-7def-8123-456789abcdef0"_s;
    QTest::newRow("a letter that is no digit") << u"0123456g-89ab-7def-8123-456789abcdef"_s;
    QTest::newRow("36 blanks") << QString(36, u' ');
    QTest::newRow("hyphens elsewhere") << u"0123456-789ab-7def-8123-456789abcdef"_s;
}

void IdTest::what_is_no_id_is_not_read()
{
    QFETCH(QString, text);
    QVERIFY(!EventId::fromString(text));
    QVERIFY(!EventId::fromBytes(QByteArray(15, 'x')));
    QVERIFY(!EventId::fromBytes(QByteArray(17, 'x')));
}

void IdTest::a_ticket_id_leads_back_to_its_seat()
{
    SeededRandom random;
    const EventId event = EventId::make(Instant::fromMs(1'700'000'000'000), random);
    for (const qint32 index : {0, 1, 2, 99'999, 299'999, std::numeric_limits<qint32>::max()}) {
        const TicketId ticket = ticketIdFor(event, SeatIndex(index));
        QCOMPARE(ticket.toString().at(14), u'8');
        QCOMPARE(ticket.uuid().variant(), QUuid::DCE);
        QCOMPARE(ticketIdFor(event, SeatIndex(index)), ticket);
        QCOMPARE(seatIndexOf(event, ticket), std::optional(SeatIndex(index)));
    }
}

void IdTest::tickets_of_events_never_share_an_id()
{
    SeededRandom random;
    QSet<TicketId> tickets;
    for (int event = 0; event < 200; ++event) {
        const EventId id = EventId::make(Instant::fromMs(event / 10), random);
        for (qint32 index = 0; index < 100; ++index)
            tickets.insert(ticketIdFor(id, SeatIndex(index)));
    }
    QCOMPARE(tickets.size(), 20'000);
}

void IdTest::a_foreign_ticket_is_not_of_the_event()
{
    SeededRandom random;
    const EventId mine = EventId::make(Instant::fromMs(5), random);
    const EventId other = EventId::make(Instant::fromMs(5), random);
    const TicketId ticket = ticketIdFor(mine, SeatIndex(3));
    QVERIFY(!seatIndexOf(other, ticket));
    QVERIFY(!seatIndexOf(mine, TicketId()));
    QVERIFY(!seatIndexOf(mine, TicketId::make(Instant::fromMs(5), random)));
    // Every bit counts, except those of the index: they name another seat of the event.
    const QByteArray bytes = ticket.toBytes();
    for (int bit = 0; bit < 128; ++bit) {
        QByteArray changed = bytes;
        changed[bit / 8] = char(changed.at(bit / 8) ^ (1 << (7 - bit % 8)));
        const std::optional<SeatIndex> index = seatIndexOf(mine, *TicketId::fromBytes(changed));
        QCOMPARE(index.has_value(), bit > 96);
        QVERIFY(index != std::optional(SeatIndex(3)));
    }
}

QTEST_GUILESS_MAIN(IdTest)
#include "tst_id.moc"
