#include "models/domain/ticket.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const Instant now = Instant::fromMs(1'000'000);

template <class IdType>
IdType numbered(uint number)
{
    return IdType(QUuid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

const Lease mine{.hold = numbered<HoldId>(1),
                 .fence = Fence(5),
                 .holder = numbered<WindowId>(1),
                 .expiresAt = now + Milliseconds(300'000),
                 .booking = numbered<BookingId>(1)};

TicketState heldBy(uint hold, qint64 fence, qint64 left_ms)
{
    return {.status = TicketStatus::Held,
            .version = Version(7),
            .hold = numbered<HoldId>(hold),
            .fence = Fence(fence),
            .holder = numbered<WindowId>(hold),
            .expiresAt = now + Milliseconds(left_ms)};
}

TicketState soldTo(uint booking, uint hold)
{
    TicketState sold = heldBy(hold, 5, 0);
    sold.status = TicketStatus::Sold;
    sold.expiresAt = {};
    sold.booking = numbered<BookingId>(booking);
    return sold;
}

struct Start
{
    const char *name;
    TicketState ticket;
};

const Start starts[] = {
    {"free", {.version = Version(7), .fence = Fence(4)}},
    {"mine", heldBy(1, 5, 1)},
    {"mine but over", heldBy(1, 5, 0)},
    {"another's", heldBy(2, 5, 1)},
    {"another's but over", heldBy(2, 5, 0)},
    {"mine by another fence", heldBy(1, 6, 1)},
    {"sold to me", soldTo(1, 1)},
    {"sold to another", soldTo(2, 2)},
    {"blocked", {.status = TicketStatus::Blocked, .version = Version(7), .fence = Fence(4)}},
};

struct Row
{
    TicketAction action;
    const char *name;
    std::array<const char *, 9> results; ///< in the order of starts
};

const Row table[] = {
    //                                free        mine        mine over   another's   a. over fence
    //                                sold to me  sold to a.  blocked
    {TicketAction::Hold,
     "hold",
     {"held", "Taken", "held", "Taken", "held", "Taken", "Taken", "Taken", "Blocked"}},
    {TicketAction::Extend,
     "extend",
     {"NotHeld", "extended", "HoldEnded", "NotYours", "NotYours", "NotYours", "NotHeld", "NotHeld",
      "NotHeld"}},
    {TicketAction::Release,
     "release",
     {"same", "freed", "same", "same", "same", "same", "NotHeld", "same", "same"}},
    {TicketAction::Confirm,
     "confirm",
     {"NotHeld", "sold", "HoldEnded", "NotYours", "NotYours", "NotYours", "NotHeld", "NotHeld",
      "NotHeld"}},
    {TicketAction::Cancel,
     "cancel",
     {"NotSold", "NotSold", "NotSold", "NotSold", "NotSold", "NotSold", "freed", "NotSold",
      "NotSold"}},
    {TicketAction::Expire,
     "expire",
     {"same", "StillAlive", "freed", "StillAlive", "freed", "StillAlive", "same", "same", "same"}},
    {TicketAction::Block,
     "block",
     {"blocked", "Taken", "blocked", "Taken", "blocked", "Taken", "Taken", "Taken", "Taken"}},
    {TicketAction::Unblock,
     "unblock",
     {"same", "same", "same", "same", "same", "same", "same", "same", "freed"}},
};

QString refusalText(TicketRefusal refusal)
{
    static const char *const names[] = {"Taken",   "NotHeld", "HoldEnded", "NotYours",
                                        "NotSold", "Blocked", "StillAlive"};
    return QString::fromLatin1(names[int(refusal)]);
}

QString nameOf(const TicketState &before, const std::expected<TicketState, TicketRefusal> &after)
{
    if (!after)
        return refusalText(after.error());
    if (*after == before)
        return u"same"_s;
    TicketState expected{.version = before.version.next(), .fence = before.fence};
    if (*after == expected)
        return u"freed"_s;
    expected.status = TicketStatus::Blocked;
    if (*after == expected)
        return u"blocked"_s;
    expected = {.status = TicketStatus::Held,
                .version = before.version.next(),
                .hold = mine.hold,
                .fence = mine.fence,
                .holder = mine.holder,
                .expiresAt = mine.expiresAt};
    if (*after == expected)
        return before.isHeldBy(mine.hold, mine.fence, now) ? u"extended"_s : u"held"_s;
    expected.status = TicketStatus::Sold;
    expected.booking = mine.booking;
    expected.expiresAt = {};
    return *after == expected ? u"sold"_s : u"something else"_s;
}

} // namespace

class NextStateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_action_on_every_ticket_data();
    void every_action_on_every_ticket();
    void a_lease_ends_at_its_expiry();
    void a_pools_ticket_is_sold_from_its_pool_only();
    void a_pools_ticket_returns_while_its_pool_stands();
    void a_transfer_needs_the_hold_and_gives_a_new_fence();
    void a_revocation_asks_no_clock();
    void status_names_lead_back();
};

void NextStateTest::every_action_on_every_ticket_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("start");
    QTest::addColumn<QString>("result");
    for (const Row &row : table) {
        for (int start = 0; start < 9; ++start)
            QTest::addRow("%s what is %s", row.name, starts[start].name)
                << int(row.action) << start << QString::fromLatin1(row.results.at(size_t(start)));
    }
}

void NextStateTest::every_action_on_every_ticket()
{
    QFETCH(int, action);
    QFETCH(int, start);
    QFETCH(QString, result);
    const TicketState &before = starts[start].ticket;
    QCOMPARE(nameOf(before, nextState(before, TicketAction(action), mine, now)), result);
}

void NextStateTest::a_lease_ends_at_its_expiry()
{
    const TicketState ticket = heldBy(1, 5, 10);
    QVERIFY(!ticket.isFree(now + Milliseconds(9)));
    QVERIFY(ticket.isFree(now + Milliseconds(10)));
    QVERIFY(ticket.isHeldBy(mine.hold, mine.fence, now + Milliseconds(9)));
    QVERIFY(!ticket.isHeldBy(mine.hold, mine.fence, now + Milliseconds(10)));
    QVERIFY(!ticket.isHeldBy(mine.hold, Fence(4), now));
}

void NextStateTest::a_pools_ticket_is_sold_from_its_pool_only()
{
    const auto pool = numbered<PoolId>(1);
    const TicketState kept{
        .status = TicketStatus::Blocked, .version = Version(7), .fence = Fence(4), .pool = pool};
    Lease lease = mine;
    QCOMPARE(nextState(kept, TicketAction::Hold, lease, now).error(), TicketRefusal::Blocked);
    lease.pool = numbered<PoolId>(2);
    QCOMPARE(nextState(kept, TicketAction::Hold, lease, now).error(), TicketRefusal::Blocked);
    lease.pool = pool;
    const auto held = nextState(kept, TicketAction::Hold, lease, now);
    QVERIFY(held && held->status == TicketStatus::Held && held->pool == pool);
    TicketState lapsed = heldBy(2, 5, 0);
    lapsed.pool = pool;
    QVERIFY(nextState(lapsed, TicketAction::Hold, lease, now).has_value());
    lease.pool = {};
    QCOMPARE(nextState(lapsed, TicketAction::Hold, lease, now).error(), TicketRefusal::Blocked);
    // What is in no pool can be taken by those who ask of one.
    lease.pool = pool;
    QVERIFY(nextState(starts[0].ticket, TicketAction::Hold, lease, now)->pool.isNull());
}

void NextStateTest::a_pools_ticket_returns_while_its_pool_stands()
{
    const auto pool = numbered<PoolId>(1);
    TicketState held = heldBy(1, 5, 1);
    held.pool = pool;
    const auto back = nextState(held, TicketAction::Release, mine, now);
    QVERIFY(back && back->status == TicketStatus::Blocked && back->pool == pool);
    Lease closed = mine;
    closed.isPoolOpen = false;
    const auto freed = nextState(held, TicketAction::Release, closed, now);
    QVERIFY(freed && freed->status == TicketStatus::Available && freed->pool.isNull());
    Lease other{.nextFence = Fence(9), .pool = numbered<PoolId>(2)};
    const auto moved = nextState(*back, TicketAction::Block, other, now);
    QVERIFY(moved && moved->pool == other.pool && moved->fence == Fence(9));
    QCOMPARE(nextState(*moved, TicketAction::Block, other, now).error(), TicketRefusal::Taken);
    QVERIFY(nextState(*moved, TicketAction::Unblock, {}, now)->pool.isNull());
}

void NextStateTest::a_transfer_needs_the_hold_and_gives_a_new_fence()
{
    Lease lease = mine;
    lease.holder = numbered<WindowId>(3);
    lease.nextFence = Fence(8);
    const auto moved = nextState(heldBy(1, 5, 1), TicketAction::Transfer, lease, now);
    QVERIFY(moved);
    QCOMPARE(moved->holder, lease.holder);
    QCOMPARE(moved->fence, Fence(8));
    QCOMPARE(moved->expiresAt, heldBy(1, 5, 1).expiresAt);
    QCOMPARE(nextState(heldBy(1, 5, 0), TicketAction::Transfer, lease, now).error(),
             TicketRefusal::HoldEnded);
    QCOMPARE(nextState(heldBy(1, 6, 1), TicketAction::Transfer, lease, now).error(),
             TicketRefusal::NotYours);
    QCOMPARE(nextState(starts[0].ticket, TicketAction::Transfer, lease, now).error(),
             TicketRefusal::NotHeld);
}

void NextStateTest::a_revocation_asks_no_clock()
{
    Lease lease = mine;
    lease.nextFence = Fence(8);
    for (const qint64 left_ms : {-1, 1}) {
        const auto freed = nextState(heldBy(1, 5, left_ms), TicketAction::Revoke, lease, now);
        QVERIFY(freed && freed->status == TicketStatus::Available && freed->fence == Fence(8));
    }
    lease.isInDoubt = true;
    const auto kept = nextState(heldBy(1, 5, 1), TicketAction::Revoke, lease, now);
    QVERIFY(kept && kept->status == TicketStatus::Blocked && kept->pool.isNull());
    QCOMPARE(nextState(heldBy(2, 5, 1), TicketAction::Revoke, lease, now).error(),
             TicketRefusal::NotYours);
    QCOMPARE(nextState(soldTo(1, 1), TicketAction::Revoke, lease, now).error(),
             TicketRefusal::NotHeld);
}

void NextStateTest::status_names_lead_back()
{
    for (int status = 0; status < 4; ++status)
        QCOMPARE(statusFromName(statusName(TicketStatus(status))),
                 std::optional(TicketStatus(status)));
    QVERIFY(!statusFromName(u"Sold"));
    QVERIFY(!statusFromName(u""));
}

QTEST_GUILESS_MAIN(NextStateTest)
#include "tst_nextstate.moc"
