#include "tests/server/feed/modelledger.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/snapshot.h"
#include "sync/server/feed/cataloguefeed.h"
#include "sync/server/feed/feed.h"

#include <QTest>

#include <random>
#include <thread>

using namespace foyer;

namespace {

constexpr Instant now = Instant::fromMs(1'800'000'000'000);

QUuid uuid(quint32 n)
{
    return QUuid(n, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
const EventId concert(uuid(1));

/// A window that applies what the feed sends and notices every fault in it.
class Follower final
{
public:
    explicit Follower(const WindowId &window, Encoding encoding = Encoding::Cbor)
        : watcher(std::make_shared<FeedWatcher>())
    {
        watcher->encoding = encoding;
        watcher->window = window;
        watcher->send = [this](const Frame &frame) { take(*frame); };
    }

    void take(const QByteArray &frame)
    {
        const std::lock_guard lock(mutex);
        const Result<ServerMessage> message = decodeServerMessage(frame, watcher->encoding);
        if (!message)
            return fail("a frame that cannot be read: " + message.error().message.toUtf8());
        ++frames;
        if (const auto *snapshot = std::get_if<Snapshot>(&*message)) {
            ++snapshots;
            sequence = snapshot->sequence;
            tickets = unpackTickets(snapshot->packed).value_or(QList<TicketView>());
        } else if (const auto *changes = std::get_if<Changes>(&*message)) {
            for (const Change &change : changes->changes)
                apply(change);
        }
    }
    void apply(const Change &change)
    {
        if (change.sequence != sequence.next())
            return fail("a gap or a repeat in the sequence");
        sequence = change.sequence;
        for (qsizetype i = 0; i < change.seats.size(); ++i) {
            if (tickets.size() <= change.seats[i].value())
                return fail("a change before the snapshot");
            TicketView &ticket = tickets[change.seats[i].value()];
            ticket = change.after;
            ticket.version = change.versions[i];
        }
        if (!change.after.hold.isNull() && !(change.after.holder == watcher->window))
            fail("a hold id of somebody else");
    }
    void fail(const QByteArray &why)
    {
        if (fault.isEmpty())
            fault = why;
    }
    /// Empty when this window knows exactly what the ledger has.
    QByteArray differenceTo(const EventTickets &truth)
    {
        const std::lock_guard lock(mutex);
        if (!fault.isEmpty())
            return fault;
        if (sequence != truth.sequence)
            return "another sequence";
        if (tickets.size() != truth.tickets.size())
            return "another number of tickets";
        for (qsizetype i = 0; i < tickets.size(); ++i) {
            const TicketState &ticket = truth.tickets[i];
            const bool isHeld = ticket.status == TicketStatus::Held;
            const bool isMine = isHeld && ticket.holder == watcher->window;
            if (tickets[i].status != ticket.status || tickets[i].version != ticket.version ||
                (isHeld && !(tickets[i].holder == ticket.holder)) ||
                !(tickets[i].hold == (isMine ? ticket.hold : HoldId())))
                return "ticket " + QByteArray::number(i) + " differs";
        }
        return {};
    }

    std::mutex mutex;
    FeedWatcherPointer watcher;
    Sequence sequence;
    QList<TicketView> tickets;
    int snapshots = 0;
    int frames = 0;
    QByteArray fault;
};

/// A random change as a house makes them: hold, release, sell, by one of three windows.
CommittedChange anyChange(ModelLedger &ledger, std::mt19937 &random, qint32 tickets)
{
    QList<SeatIndex> seats;
    const qint32 first = qint32(random() % quint32(tickets));
    for (qint32 i = first; i < tickets && i < first + 1 + qint32(random() % 4); ++i)
        seats.append(SeatIndex(i));
    TicketState after;
    after.status = TicketStatus(random() % 4);
    after.fence = Fence(qint64(random() % 100));
    if (after.status == TicketStatus::Held) {
        after.holder = WindowId(uuid(100 + random() % 3));
        after.hold = HoldId(uuid(200 + random() % 50));
        after.expiresAt = now + Milliseconds(60'000);
    }
    return ledger.commit(seats, after);
}

} // namespace

class TestFeed final : public QObject
{
    Q_OBJECT

private:
    QList<EventId> m_gaps;
    std::unique_ptr<Feed> makeFeed()
    {
        m_gaps.clear();
        return std::make_unique<Feed>([] { return now; },
                                      [this](const EventId &event) { m_gaps.append(event); });
    }

private Q_SLOTS:
    void a_watcher_gets_a_snapshot_then_every_change()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        QCOMPARE(follower.snapshots, 1);
        std::mt19937 random(1);
        for (int i = 0; i < 50; ++i)
            feed->committed({anyChange(ledger, random, 20)});
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
        QCOMPARE(follower.snapshots, 1);
    }

    void a_watcher_that_was_away_gets_what_it_missed()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        std::mt19937 random(2);
        feed->committed({anyChange(ledger, random, 20)});
        feed->unwatch(concert, follower.watcher);
        for (int i = 0; i < 600; ++i)
            feed->committed({anyChange(ledger, random, 20)});
        QVERIFY(!follower.differenceTo(ledger.read()).isEmpty());
        QVERIFY(feed->watch(reader, concert, follower.sequence, follower.watcher));
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
        QCOMPARE(follower.snapshots, 1);
        QCOMPARE(feed->figures().resumes, 1);
    }

    void one_too_far_behind_gets_a_snapshot()
    {
        ModelLedger ledger(concert, 4);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        std::mt19937 random(3);
        feed->committed({anyChange(ledger, random, 4)});
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        feed->unwatch(concert, follower.watcher);
        for (int i = 0; i <= limits::changesKeptPerEvent; ++i)
            feed->committed({anyChange(ledger, random, 4)});
        QVERIFY(feed->watch(reader, concert, follower.sequence, follower.watcher));
        QCOMPARE(follower.snapshots, 2);
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
    }

    void one_from_another_future_gets_a_snapshot()
    {
        ModelLedger ledger(concert, 4);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(99), follower.watcher));
        QCOMPARE(follower.snapshots, 1);
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
    }

    void a_commit_while_the_board_is_read_is_not_lost()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        std::mt19937 random(4);
        reader.afterRead = [&] {
            feed->committed({anyChange(ledger, random, 20), anyChange(ledger, random, 20)});
        };
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
        QCOMPARE(follower.sequence, Sequence(2));
    }

    void a_gap_is_reported_and_filled_with_the_changes_missed()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        std::mt19937 random(5);
        (void)anyChange(ledger, random, 20); // committed, but never told
        feed->committed({anyChange(ledger, random, 20)});
        QCOMPARE(m_gaps, QList<EventId>{concert});
        feed->refresh(reader, concert);
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
        QCOMPARE(follower.snapshots, 1); // the first; the gap came as changes
        QCOMPARE(feed->figures().gapsFilled, 1);
    }

    void who_misses_too_much_gets_a_snapshot()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        std::mt19937 random(6);
        for (qint32 i = 0; i < limits::changesKeptPerEvent; ++i)
            (void)anyChange(ledger, random, 20);
        feed->refresh(reader, concert);
        QCOMPARE(follower.snapshots, 2);
        QCOMPARE(feed->figures().reloads, 1);
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
    }

    void news_that_overtake_each_other_lose_nothing()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        std::mt19937 random(7);
        (void)anyChange(ledger, random, 20); // of another server
        const CommittedChange ours = anyChange(ledger, random, 20);
        feed->refresh(reader, concert); // its news, after both are committed
        feed->committed({ours});        // then our own
        QVERIFY(m_gaps.isEmpty());
        QCOMPARE(follower.sequence, Sequence(2));
        QCOMPARE(follower.differenceTo(ledger.read()), QByteArray());
    }

    void frames_are_shared_but_the_holder_has_its_own()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        QList<Frame> frames[3];
        FeedWatcherPointer watchers[3];
        for (quint32 i = 0; i < 3; ++i) {
            watchers[i] = std::make_shared<FeedWatcher>();
            watchers[i]->encoding = Encoding::Cbor;
            watchers[i]->window = WindowId(uuid(100 + i));
            watchers[i]->send = [&frames, i](const Frame &frame) { frames[i].append(frame); };
            QVERIFY(feed->watch(reader, concert, Sequence(), watchers[i]));
        }
        TicketState held{.status = TicketStatus::Held,
                         .hold = HoldId(uuid(200)),
                         .fence = Fence(7),
                         .holder = WindowId(uuid(100)),
                         .expiresAt = now + Milliseconds(5000)};
        feed->committed({ledger.commit({SeatIndex(3)}, held)});
        QCOMPARE(frames[1].last().get(), frames[2].last().get());
        QVERIFY(frames[0].last() != frames[1].last());
        const auto own =
            std::get<Changes>(decodeServerMessage(*frames[0].last(), Encoding::Cbor).value());
        const auto other =
            std::get<Changes>(decodeServerMessage(*frames[1].last(), Encoding::Cbor).value());
        QCOMPARE(own.changes.first().after.hold, held.hold);
        QCOMPARE(own.changes.first().after.fence, held.fence);
        QVERIFY(other.changes.first().after.hold.isNull());
        QCOMPARE(other.changes.first().after.remaining, Milliseconds(5000));
    }

    void a_connection_that_ended_gets_nothing_more()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        follower.watcher->gone = true;
        std::mt19937 random(6);
        feed->committed({anyChange(ledger, random, 20)});
        QCOMPARE(follower.frames, 1);
        QVERIFY(feed->watch(reader, concert, Sequence(), follower.watcher));
        QCOMPARE(follower.frames, 1);
        QCOMPARE(feed->figures().watchers, 0);
    }

    void an_unknown_event_is_refused_and_forgotten()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        Follower follower(WindowId(uuid(100)));
        const auto watched = feed->watch(reader, EventId(uuid(9)), Sequence(), follower.watcher);
        QVERIFY(!watched);
        QCOMPARE(watched.error().code, RefusalCode::NotFound);
        QCOMPARE(feed->figures().boards, 0);
    }

    void counts_follow_the_board()
    {
        ModelLedger ledger(concert, 20);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        QVERIFY(feed->read(reader, concert, [](const EventBoard &) {}));
        feed->committed(
            {ledger.commit({SeatIndex(1), SeatIndex(2)}, {.status = TicketStatus::Sold})});
        QCOMPARE(feed->takeChanged(), QSet<EventId>{concert});
        QVERIFY(feed->takeChanged().isEmpty());
        const TicketCounts expected{.available = 18, .sold = 2};
        QCOMPARE(feed->countsOf({concert}).value(concert), expected);
    }

    void whoever_comes_and_goes_ends_equal_to_the_ledger_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void whoever_comes_and_goes_ends_equal_to_the_ledger()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        ModelLedger ledger(concert, 40);
        ModelReader reader(ledger);
        const auto feed = makeFeed();
        std::vector<std::unique_ptr<Follower>> followers;
        for (quint32 i = 0; i < 6; ++i) {
            followers.push_back(std::make_unique<Follower>(
                WindowId(uuid(100 + i)), i % 2 == 0 ? Encoding::Cbor : Encoding::Json));
        }
        for (int step = 0; step < 150; ++step) {
            Follower &one = *followers[random() % followers.size()];
            switch (random() % 6) {
            case 0:
                QVERIFY(feed->watch(reader, concert, one.sequence, one.watcher));
                break;
            case 1:
                feed->unwatch(concert, one.watcher);
                break;
            case 2:
                feed->refresh(reader, concert);
                break;
            default: {
                QList<CommittedChange> batch;
                for (quint32 i = random() % 5 + 1; i > 0; --i)
                    batch.append(anyChange(ledger, random, 40));
                feed->committed(batch);
            }
            }
        }
        for (const auto &follower : followers) {
            QVERIFY(feed->watch(reader, concert, follower->sequence, follower->watcher));
            QCOMPARE(follower->differenceTo(ledger.read()), QByteArray());
        }
        QVERIFY(m_gaps.isEmpty());
    }

    void commits_and_watchers_on_many_threads_stay_in_order()
    {
        ModelLedger ledger(concert, 40);
        const auto feed = makeFeed();
        std::atomic<bool> stop = false;
        std::thread writer([&] {
            std::mt19937 random(7);
            for (int i = 0; i < 3000; ++i)
                feed->committed({anyChange(ledger, random, 40)});
            stop = true;
        });
        std::vector<std::unique_ptr<Follower>> followers;
        std::vector<std::thread> threads;
        for (quint32 i = 0; i < 3; ++i) {
            followers.push_back(std::make_unique<Follower>(WindowId(uuid(100 + i))));
            threads.emplace_back([&, follower = followers.back().get()] {
                ModelReader reader(ledger);
                while (!stop) {
                    Sequence known;
                    {
                        const std::lock_guard lock(follower->mutex);
                        known = follower->sequence;
                    }
                    if (!feed->watch(reader, concert, known, follower->watcher))
                        follower->fail("cannot watch");
                    std::this_thread::yield();
                    feed->unwatch(concert, follower->watcher);
                }
                if (!feed->watch(reader, concert, follower->sequence, follower->watcher))
                    follower->fail("cannot watch");
            });
        }
        writer.join();
        for (std::thread &thread : threads)
            thread.join();
        for (const auto &follower : followers)
            QCOMPARE(follower->differenceTo(ledger.read()), QByteArray());
    }

    void catalogue_watchers_get_the_records_then_every_later_delta()
    {
        ModelLedger ledger(concert, 1);
        ModelReader reader(ledger);
        reader.delta = {.version = CatalogueVersion(3),
                        .venues = {{.id = VenueId(uuid(5)), .name = QStringLiteral("A")}}};
        QList<CatalogueVersion> moved;
        CatalogueFeed feed([&moved](const CatalogueDelta &delta) { moved.append(delta.version); });
        QList<ServerMessage> got;
        const auto watcher = std::make_shared<FeedWatcher>();
        watcher->send = [&got](const Frame &frame) {
            got.append(decodeServerMessage(*frame, Encoding::Json).value());
        };
        QVERIFY(feed.watch(reader, CatalogueVersion(0), watcher));
        QCOMPARE(std::get<CatalogueDelta>(got[0]).version, CatalogueVersion(3));
        QVERIFY(std::holds_alternative<Availability>(got[1]));
        reader.delta.version = CatalogueVersion(4);
        QVERIFY(feed.advance(reader));
        QVERIFY(feed.advance(reader));
        QCOMPARE(std::get<CatalogueDelta>(got[2]).version, CatalogueVersion(4));
        QCOMPARE(got.size(), 3);
        QCOMPARE(moved.size(), 2);
        feed.unwatch(watcher);
        reader.delta.version = CatalogueVersion(5);
        QVERIFY(feed.advance(reader));
        QCOMPARE(got.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
