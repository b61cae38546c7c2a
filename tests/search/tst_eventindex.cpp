#include "models/search/eventindex.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const Instant now = *Instant::fromIso(u"2026-11-24T12:00:00Z");
constexpr qint64 day_ms = 24LL * 3600 * 1000;

template <class IdType>
IdType numbered(int number)
{
    return IdType(QUuid(uint(number) + 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

EventDocument anEvent(int number, const QString &name, const QStringList &performers = {},
                      int days = 1)
{
    EventDocument event;
    event.id = numbered<EventId>(number);
    event.name = name;
    event.performers = performers;
    event.venueName = u"Elbe Concert Hall"_s;
    event.city = u"Hamburg"_s;
    event.venue = numbered<VenueId>(1);
    event.startDate = Instant::fromMs(now.toMs() + days * day_ms);
    event.endDate = Instant::fromMs(event.startDate.toMs() + 7'200'000);
    return event;
}

EventQuery text(const QString &typed)
{
    return {.text = typed};
}

/// The numbers of the events found.
QList<int> numbers(const EventIndex &index, const EventQuery &query)
{
    const Result<EventPage> page = index.search(query, now);
    QList<int> found;
    if (page) {
        for (const EventId &id : page->events)
            found.append(int(id.uuid().data1) - 1);
    }
    return found;
}

} // namespace

Q_DECLARE_METATYPE(foyer::EventQuery)

class EventIndexTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void real_names_are_found_in_spite_of_typos_data();
    void real_names_are_found_in_spite_of_typos();
    void rank_follows_its_order_data();
    void rank_follows_its_order();
    void the_next_date_comes_first_and_the_past_last();
    void without_text_events_come_by_date();
    void filters_narrow_the_result();
    void a_location_forgives_typos();
    void replacing_and_removing_leave_nothing_behind();
    void pages_join_without_gap_or_repeat();
    void pages_stay_stable_while_events_come_and_go();
    void a_foreign_cursor_is_refused_data();
    void a_foreign_cursor_is_refused();
    void a_hundred_thousand_events_answer_sensibly();
};

void EventIndexTest::real_names_are_found_in_spite_of_typos_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant"); ///< a part of the title or of a performer's name
    const std::pair<QString, QString> rows[] = {
        {u"malher"_s, u"Mahler"_s},
        {u"mahlr 5"_s, u"Mahler: Symphony No. 5"_s},
        {u"bethoven"_s, u"Beethoven"_s},
        {u"beethovn eroica"_s, u"Eroica"_s},
        {u"tchaikowsky"_s, u"Tchaikovsky"_s},
        {u"chaikovsky"_s, u"Tchaikovsky"_s},
        {u"dvorak"_s, u"Dvořák"_s},
        {u"dvroak"_s, u"Dvořák"_s},
        {u"rachmaninov"_s, u"Rachmaninoff"_s},
        {u"shostakovitch"_s, u"Shostakovich"_s},
        {u"brams violin"_s, u"Brahms: Violin"_s},
        {u"stravinski"_s, u"Stravinsky"_s},
        {u"brukner"_s, u"Bruckner"_s},
        {u"handl messia"_s, u"Messiah"_s},
        {u"mozrat jupiter"_s, u"Jupiter"_s},
        {u"bartok violin"_s, u"Bartók"_s},
        {u"Чайковский"_s, u"Tchaikovsky"_s},
        {u"janaceck"_s, u"Janácek"_s},
        {u"emanuel axx"_s, u"Emanuel Ax"_s},
        {u"itzak perlman"_s, u"Itzhak Perlman"_s},
        {u"joshua bel"_s, u"Joshua Bell"_s},
        {u"andras schif"_s, u"András Schiff"_s},
        {u"anne sophie muter"_s, u"Anne-Sophie Mutter"_s},
        {u"deborah voight"_s, u"Deborah Voigt"_s},
        {u"esa peka salonen"_s, u"Esa-Pekka Salonen"_s},
        {u"kavakoss"_s, u"Leonidas Kavakos"_s},
        {u"gilbret"_s, u"Alan Gilbert"_s},
        {u"roschman"_s, u"Dorothea Röschmann"_s},
        {u"gerghiev"_s, u"Valery Gergiev"_s},
        {u"ricardo muti"_s, u"Riccardo Muti"_s},
    };
    for (const auto &[typed, meant] : rows)
        QTest::newRow(qPrintable(typed)) << typed << meant;
}

void EventIndexTest::real_names_are_found_in_spite_of_typos()
{
    QFETCH(QString, typed);
    QFETCH(QString, meant);
    QFile file(QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/programme.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray events = QJsonDocument::fromJson(file.readAll())["events"_L1].toArray();
    QVERIFY(events.size() >= 240);
    EventIndex index;
    QStringList texts;
    for (const QJsonValue event : events) {
        QStringList performers;
        for (const QJsonValue performer : event["performers"_L1].toArray())
            performers.append(performer["name"_L1].toString());
        index.put(anEvent(int(texts.size()), event["title"_L1].toString(), performers,
                          int(texts.size()) + 1));
        texts.append(event["title"_L1].toString() + u'\n' + performers.join(u'\n'));
    }
    const QList<int> found = numbers(index, text(typed));
    const QList<int> top = found.first(std::min<qsizetype>(3, found.size()));
    QVERIFY2(std::ranges::any_of(top, [&](int number) { return texts.at(number).contains(meant); }),
             qPrintable(top.isEmpty() ? u"nothing was found"_s : texts.at(top.front())));
}

void EventIndexTest::rank_follows_its_order_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("all words only") << u"mahler five"_s << QList<int>{1};
    QTest::newRow("a word that nobody has is passed over")
        << u"mahler zzzzzz"_s << QList<int>{0, 1};
    QTest::newRow("right before wrong") << u"lange"_s << QList<int>{3, 2};
    QTest::newRow("whole words before beginnings") << u"sea"_s << QList<int>{5, 4};
    QTest::newRow("the title before the performer, the performer before the city")
        << u"hamburg"_s << QList<int>{7, 6, 0, 1, 2, 3, 4, 5};
    QTest::newRow("only the last word may be a beginning") << u"mah symphony"_s << QList<int>{0};
    QTest::newRow("words side by side come first") << u"blue moon"_s << QList<int>{9, 8};
}

void EventIndexTest::rank_follows_its_order()
{
    QFETCH(QString, typed);
    QFETCH(QList<int>, order);
    EventIndex index;
    index.put(anEvent(0, u"Mahler symphony one"_s, {}, 1));
    index.put(anEvent(1, u"Mahler song five"_s, {}, 2));
    index.put(anEvent(2, u"Evening with Langa"_s, {}, 3));
    index.put(anEvent(3, u"Evening with Lange"_s, {}, 4));
    index.put(anEvent(4, u"Seasons"_s, {}, 5));
    index.put(anEvent(5, u"The sea"_s, {}, 6));
    EventDocument band = anEvent(6, u"Night"_s, {u"Hamburg Players"_s}, 7);
    band.city = u"Bremen"_s;
    index.put(band);
    EventDocument named = anEvent(7, u"Hamburg sings"_s, {}, 8);
    named.city = u"Bremen"_s;
    index.put(named);
    for (int number : {8, 9}) {
        EventDocument blue =
            anEvent(number, number == 8 ? u"Moon over a very blue lake"_s : u"Blue moon"_s);
        blue.city = u"Bremen"_s;
        index.put(blue);
    }
    QCOMPARE(numbers(index, text(typed)), order);
}

void EventIndexTest::the_next_date_comes_first_and_the_past_last()
{
    EventIndex index;
    index.put(anEvent(0, u"Tosca"_s, {}, 30));
    index.put(anEvent(1, u"Tosca"_s, {}, -2));
    index.put(anEvent(2, u"Tosca"_s, {}, 3));
    index.put(anEvent(3, u"Tosca"_s, {}, -1));
    QCOMPARE(numbers(index, text(u"tosca"_s)), (QList<int>{2, 0, 3, 1}));
}

void EventIndexTest::without_text_events_come_by_date()
{
    EventIndex index;
    index.put(anEvent(0, u"B"_s, {}, 3));
    index.put(anEvent(1, u"A"_s, {}, -4));
    index.put(anEvent(2, u"C"_s, {}, 1));
    QCOMPARE(numbers(index, text(u"  - "_s)), (QList<int>{1, 2, 0}));
}

void EventIndexTest::filters_narrow_the_result()
{
    EventIndex index;
    for (int number = 0; number < 6; ++number) {
        EventDocument event = anEvent(number, u"Tosca"_s, {}, number);
        event.venue = numbered<VenueId>(number % 2);
        event.performerIds = {numbered<PerformerId>(number / 3)};
        index.put(event);
    }
    EventQuery query = text(u"tosca"_s);
    query.from = Instant::fromMs(now.toMs() + day_ms);
    query.until = Instant::fromMs(now.toMs() + 4 * day_ms);
    QCOMPARE(numbers(index, query), (QList<int>{1, 2, 3, 4}));
    query.venue = numbered<VenueId>(0);
    QCOMPARE(numbers(index, query), (QList<int>{2, 4}));
    query.performer = numbered<PerformerId>(1);
    QCOMPARE(numbers(index, query), (QList<int>{4}));
    query.text.clear();
    QCOMPARE(numbers(index, query), (QList<int>{4}));
    query.location = u"Paris"_s;
    QVERIFY(numbers(index, query).isEmpty());
}

void EventIndexTest::a_location_forgives_typos()
{
    EventIndex index;
    index.put(anEvent(0, u"Bremen by night"_s));
    EventDocument bremen = anEvent(1, u"Tosca"_s);
    bremen.city = u"Bremen"_s;
    bremen.venueName = u"Die Glocke"_s;
    index.put(bremen);
    for (const QString &typed : {u"bremen"_s, u"Bremne"_s, u"bre"_s, u"glocke bremen"_s})
        QCOMPARE(numbers(index, {.location = typed}), (QList<int>{1}));
    QCOMPARE(numbers(index, {.location = u"Hambrug"_s}), (QList<int>{0}));
}

void EventIndexTest::replacing_and_removing_leave_nothing_behind()
{
    EventIndex index;
    index.put(anEvent(0, u"Tosca"_s));
    index.put(anEvent(1, u"Aida"_s));
    index.put(anEvent(0, u"Salome"_s));
    QCOMPARE(index.size(), 2);
    QVERIFY(numbers(index, text(u"tosca"_s)).isEmpty());
    QCOMPARE(numbers(index, text(u"salome"_s)), (QList<int>{0}));
    EventDocument later = anEvent(0, u"Salome"_s, {}, 9);
    later.venue = numbered<VenueId>(5);
    index.put(later); // the same words, another venue
    QCOMPARE(numbers(index, {.text = u"salome"_s, .venue = numbered<VenueId>(5)}), (QList<int>{0}));
    index.remove(numbered<EventId>(0));
    index.remove(numbered<EventId>(0));
    QCOMPARE(index.size(), 1);
    QVERIFY(numbers(index, text(u"salome"_s)).isEmpty());
    index.put(anEvent(2, u"Elektra"_s));
    QCOMPARE(numbers(index, text(u"elektra"_s)), (QList<int>{2}));
    QCOMPARE(numbers(index, text(u""_s)), (QList<int>{1, 2}));
}

void EventIndexTest::pages_join_without_gap_or_repeat()
{
    EventIndex index;
    for (int number = 0; number < 57; ++number)
        index.put(anEvent(number, u"Tosca"_s, {}, number % 5));
    for (const QString &typed : {u"tosca"_s, u"tsoca"_s, u""_s}) {
        EventQuery query = text(typed);
        query.limit = 100;
        const QList<int> all = numbers(index, query);
        QCOMPARE(all.size(), 57);
        query.limit = 10;
        QList<int> joined;
        for (int page = 0; page < 6; ++page) {
            joined += numbers(index, query);
            query.cursor = index.search(query, now)->nextCursor;
            QCOMPARE(query.cursor.isEmpty(), page == 5);
        }
        QCOMPARE(joined, all);
    }
}

void EventIndexTest::pages_stay_stable_while_events_come_and_go()
{
    EventIndex index;
    for (int number = 0; number < 40; ++number)
        index.put(anEvent(number, u"Tosca"_s, {}, number + 1));
    EventQuery query = text(u"tosca"_s);
    query.limit = 10;
    const Result<EventPage> first = index.search(query, now);
    index.put(anEvent(100, u"Tosca"_s, {}, 0)); // before the first page
    index.remove(numbered<EventId>(3));         // on it
    index.remove(numbered<EventId>(9));         // its last one
    index.remove(numbered<EventId>(12));        // on the next
    query.cursor = first->nextCursor;
    // A day later; the cursor keeps the time of the first page.
    const Result<EventPage> second = index.search(query, Instant::fromMs(now.toMs() + 20 * day_ms));
    QVERIFY(second.has_value());
    QCOMPARE(second->events.size(), 10);
    QCOMPARE(second->events.first(), numbered<EventId>(10));
    QCOMPARE(second->events.last(), numbered<EventId>(20));
}

void EventIndexTest::a_foreign_cursor_is_refused_data()
{
    QTest::addColumn<EventQuery>("query");
    const auto row = [](const char *name, const EventQuery &query) {
        QTest::newRow(name) << query;
    };
    EventIndex index;
    for (int number = 0; number < 5; ++number)
        index.put(anEvent(number, u"Tosca"_s));
    const QString cursor = index.search({.text = u"tosca"_s, .limit = 2}, now)->nextCursor;
    row("of another text", {.text = u"aida"_s, .limit = 2, .cursor = cursor});
    row("of another venue",
        {.text = u"tosca"_s, .venue = numbered<VenueId>(1), .limit = 2, .cursor = cursor});
    row("cut", {.text = u"tosca"_s, .cursor = cursor.chopped(3)});
    row("longer", {.text = u"tosca"_s, .cursor = cursor + u"AAAA"_s});
    row("nonsense", {.text = u"tosca"_s, .cursor = u"%%%"_s});
    row("other letters", {.text = u"tosca"_s, .cursor = u"Ω"_s});
    row("limit 0", {.text = u"tosca"_s, .limit = 0});
    row("limit 101", {.text = u"tosca"_s, .limit = 101});
}

void EventIndexTest::a_foreign_cursor_is_refused()
{
    QFETCH(EventQuery, query);
    EventIndex index;
    index.put(anEvent(0, u"Tosca"_s));
    const Result<EventPage> page = index.search(query, now);
    QVERIFY(!page);
    QCOMPARE(page.error().code, RefusalCode::Malformed);
}

void EventIndexTest::a_hundred_thousand_events_answer_sensibly()
{
    static const QStringList first{u"Anna"_s,  u"Boris"_s, u"Clara"_s,
                                   u"David"_s, u"Elena"_s, u"Fritz"_s};
    QRandomGenerator random(5);
    EventIndex index;
    for (int number = 0; number < 100'000; ++number) {
        const QString family = u"Artist%1"_s.arg(number % 20'000);
        index.put(anEvent(number, u"Concert %1 of the season"_s.arg(number),
                          {first.at(number % first.size()) + u' ' + family}, number % 700));
    }
    QCOMPARE(index.size(), 100'000);
    QCOMPARE(numbers(index, text(u"concert 54321"_s)), (QList<int>{54'321}));
    const QList<int> artist = numbers(index, text(u"artsit12345"_s));
    QVERIFY(!artist.isEmpty());
    QCOMPARE(artist.front() % 20'000, 12'345);
    QCOMPARE(numbers(index, text(u"concert of the season"_s)).size(), 20);
    QVERIFY(numbers(index, text(u"c"_s)).size() == 20);
    QVERIFY(numbers(index, text(QString(10'000, u'x'))).isEmpty());
    QVERIFY(index.search(text(QStringList(2'000, u"concert"_s).join(u' ')), now).has_value());
    for (int number = 0; number < 100'000; number += 2)
        index.remove(numbered<EventId>(number));
    QCOMPARE(index.size(), 50'000);
    QVERIFY(!numbers(index, text(u"concert 54322"_s)).contains(54'322));
}

QTEST_GUILESS_MAIN(EventIndexTest)
#include "tst_eventindex.moc"
