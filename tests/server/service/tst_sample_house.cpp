#include "sync/server/accounts/tokens.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "sync/server/service/samplehouse.h"
#include "tests/support/seededrandom.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant opening = Instant::fromMs(1'795'000'000'000); // 2026-11-18
constexpr Milliseconds day{qint64(24) * 60 * 60 * 1000};

} // namespace

class TestSampleHouse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_programme_fills_the_coming_year()
    {
        const auto programme = sampleProgramme(embeddedSampleSources(), opening);
        QVERIFY2(programme, qPrintable(programme ? QString() : programme.error().message));
        QVERIFY(programme->events.size() >= 240);
        QCOMPARE(programme->venues.size(), 3);
        QSet<QString> slots_;
        for (const Event &event : programme->events) {
            QVERIFY(checked(event));
            QVERIFY(event.startDate > opening);
            QVERIFY(event.startDate < opening + day * 366);
            const auto venue =
                std::ranges::find(programme->venues, event.seatMap, &SampleVenue::map);
            const QTimeZone zone(venue->venue.timeZone.toLatin1());
            const QTime local = event.startDate.toDateTime().toTimeZone(zone).time();
            QVERIFY2(local.hour() >= 9 && local.hour() <= 22, qPrintable(local.toString()));
            const QString slot = event.venue.toString() + event.startDate.toIso();
            QVERIFY(!slots_.contains(slot));
            slots_.insert(slot);
            for (const Category &category : venue->geometry->categories())
                QVERIFY(event.prices.priceOf(category.id, event.prices.ticketTypes.first().id));
        }
        QVERIFY(programme->events.first().startDate < opening + day * 14);
    }
    void weekdays_and_hours_stay()
    {
        // The first concert of the source is on a Wednesday at half past seven.
        const auto programme = sampleProgramme(embeddedSampleSources(), opening);
        const auto first =
            std::ranges::find(programme->events, u"Messiaen: Poemes Pour Mi"_s, &Event::name);
        QVERIFY(first != programme->events.end());
        const auto venue = std::ranges::find(programme->venues, first->seatMap, &SampleVenue::map);
        const QDateTime local =
            first->startDate.toDateTime().toTimeZone(QTimeZone(venue->venue.timeZone.toLatin1()));
        QCOMPARE(local.date().dayOfWeek(), 3);
        QCOMPARE(local.time(), QTime(19, 30));
    }
    void the_house_is_filled_and_sells_already()
    {
        ManualClock clock(opening - day * SampleSettings().salesDays);
        SeededRandom random(11);
        const auto ledger = openSqliteLedger(u":memory:"_s, clock, {.houseName = u"Sample"_s});
        QVERIFY(ledger);
        const auto credentials =
            fillSampleHouse(**ledger, clock, random, embeddedSampleSources(),
                            {.now = opening, .passwordCost = cheapestPasswordCost()});
        QVERIFY2(credentials, qPrintable(credentials ? QString() : credentials.error().message));
        QCOMPARE((*ledger)->now(), opening);
        const auto reader = (*ledger)->openReader().value();
        const auto session = reader->session(hashToken(credentials->token.toLatin1()));
        QVERIFY(session);
        QCOMPARE(session->info.role, Role::Admin);
        QCOMPARE(session->info.endsAt, opening + day * 30);
        for (const QString &name : {u"anna"_s, u"sam"_s, u"olga"_s, u"max"_s, u"ada"_s})
            QVERIFY(passwordMatches(Secret(QByteArrayView(samplePassword)),
                                    reader->operatorByName(name)->passwordHash));
        const auto counts = reader->availability().value();
        QVERIFY(counts.size() >= 240);
        qint32 sold = 0;
        for (const Availability::Entry &entry : counts) {
            sold += entry.counts.sold;
            QCOMPARE(entry.counts.held, 0);
        }
        QVERIFY(sold > 1000);
        const auto sales =
            reader->sales({.from = opening - day * 60, .until = opening, .bucket = day}).value();
        QSet<qint64> days;
        for (const SalesPoint &point : sales)
            days.insert(point.from.toMs() / day.count());
        QVERIFY2(
            days.size() >= 35,
            qPrintable(
                u"%1 days, %2 points, %3 sold"_s.arg(days.size()).arg(sales.size()).arg(sold)));
    }
};

QTEST_GUILESS_MAIN(TestSampleHouse)
#include "tst_sample_house.moc"
