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
