#include "sync/engine/ticketboard.h"
#include "tests/support/builders.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const EventId concert = idNamed<EventId>(u"event");
const WindowId mine = idNamed<WindowId>(u"mine");
const WindowId other = idNamed<WindowId>(u"other");
const HoldId cart = idNamed<HoldId>(u"cart");
constexpr Tick start = Tick::fromMs(1'000);
constexpr Milliseconds lease{60'000};

TicketView held(const WindowId &by)
{
    return {.status = TicketStatus::Held,
            .version = Version(1),
            .holder = by,
            .hold = by == mine ? cart : HoldId(),
            .fence = by == mine ? Fence(1) : Fence(),
            .remaining = lease};
}

TicketView being(TicketStatus status)
{
    return {.status = status, .version = Version(1)};
}

Operation operation(const Command &command)
{
    return {
        .id = idNamed<OperationId>(u"op"), .deviceSequence = DeviceSequence(1), .command = command};
}

Change change(qint64 sequence, int seat, const TicketView &after)
{
    return {.sequence = Sequence(sequence),
            .seats = {SeatIndex(seat)},
            .after = after,
            .versions = {Version(sequence)}};
}

const PlaceHold hold{.hold = cart, .event = concert, .seats = {SeatIndex(0)}};
const ReleaseHold release{.hold = cart, .event = concert, .fence = Fence(1)};
const ConfirmBooking sale{
    .hold = cart, .event = concert, .tickets = {{SeatIndex(0), TicketTypeId()}}};

} // namespace

class TicketBoardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPendingOperationIsReplayedOverTheBase_data();
    void aPendingOperationIsReplayedOverTheBase();
    void gapsAreToldAndRepeatsIgnored();
    void aDoneOperationDoesNotFlickerUntilTheBaseShowsIt();
    void aLeaseEndsOnTheTick();
    void afterAnyOrderOfNewsTheViewIsTheServers();
};

void TicketBoardTest::aPendingOperationIsReplayedOverTheBase_data()
{
    QTest::addColumn<TicketView>("base");
    QTest::addColumn<Command>("command");
    QTest::addColumn<SeatLook>("look");
    QTest::addColumn<bool>("isProvisional");
    const TicketView available = being(TicketStatus::Available);
    QTest::newRow("a free seat being held is mine")
        << available << Command(hold) << SeatLook::Mine << true;
    QTest::newRow("a seat of another stays theirs")
        << held(other) << Command(hold) << SeatLook::Held << false;
    QTest::newRow("a sold seat stays sold")
        << being(TicketStatus::Sold) << Command(hold) << SeatLook::Sold << false;
    QTest::newRow("holding what is mine changes nothing")
        << held(mine) << Command(hold) << SeatLook::Mine << false;
    QTest::newRow("a seat being let go is free")
        << held(mine) << Command(release) << SeatLook::Available << true;
    QTest::newRow("letting go does not free another's")
        << held(other) << Command(release) << SeatLook::Held << false;
    QTest::newRow("a seat being sold looks sold")
        << held(mine) << Command(sale) << SeatLook::Sold << true;
    QTest::newRow("selling what is not mine shows nothing")
        << available << Command(sale) << SeatLook::Available << false;
    QTest::newRow("extending changes no look")
        << held(mine) << Command(ExtendHold{.hold = cart, .event = concert}) << SeatLook::Mine
        << false;
}

void TicketBoardTest::aPendingOperationIsReplayedOverTheBase()
{
    QFETCH(TicketView, base);
    QFETCH(Command, command);
    QFETCH(SeatLook, look);
    QFETCH(bool, isProvisional);
    TicketBoard board(concert, mine);
    board.replaceBase(Sequence(1), {base, being(TicketStatus::Available)}, start);
    const SeatLook before = board.look(SeatIndex(0));
    board.setPending({operation(command)});
    QCOMPARE(board.look(SeatIndex(0)), look);
    QCOMPARE(board.isProvisional(SeatIndex(0)), isProvisional);
    board.setPending({});
    QCOMPARE(board.look(SeatIndex(0)), before);
}

void TicketBoardTest::gapsAreToldAndRepeatsIgnored()
{
    TicketBoard board(concert, mine);
    QVERIFY(!board.apply(change(1, 0, held(other)), start)); // nothing to apply it to
    board.replaceBase(Sequence(1), QList<TicketView>(2), start);
    QVERIFY(!board.apply(change(3, 0, held(other)), start));
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Available);
    QVERIFY(board.apply(change(2, 0, held(other)), start));
    QVERIFY(board.apply(change(2, 0, being(TicketStatus::Sold)), start));
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Held);
    QVERIFY(!board.apply(change(3, 2, held(other)), start)); // no such seat
    QCOMPARE(board.sequence(), Sequence(2));
}

void TicketBoardTest::aDoneOperationDoesNotFlickerUntilTheBaseShowsIt()
{
    TicketBoard board(concert, mine);
    board.replaceBase(Sequence(1), QList<TicketView>(2), start);
    board.setPending({operation(hold)});
    const Hold granted{.id = cart, .event = concert, .fence = Fence(1), .seats = {SeatIndex(0)}};
    board.setDone(
        operation(hold),
        {.event = concert, .sequence = Sequence(3), .hold = granted, .holdRemaining = lease},
        start);
    board.setPending({});
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Mine);
    QVERIFY(!board.isProvisional(SeatIndex(0)));
    QCOMPARE(board.leaseEnd(SeatIndex(0)), std::optional(start + lease));
    QVERIFY(board.apply(change(2, 1, held(other)), start));
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Mine);
    QVERIFY(board.apply(change(3, 0, held(mine)), start));
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Mine);
    QVERIFY(board.apply(change(4, 0, being(TicketStatus::Available)), start));
    QCOMPARE(board.look(SeatIndex(0)), SeatLook::Available);
}

void TicketBoardTest::aLeaseEndsOnTheTick()
{
    TicketBoard board(concert, mine);
    board.replaceBase(Sequence(1), {held(other), held(mine)}, start);
    board.endLeases(start + lease - Milliseconds(1));
    (void)board.takeChanged();
    QCOMPARE(board.look(SeatIndex(1)), SeatLook::Mine);
    board.endLeases(start + lease);
    QCOMPARE(board.takeChanged(), (QList<SeatIndex>{SeatIndex(0), SeatIndex(1)}));
    QCOMPARE(board.counts().available, 2);
}

/// Changes arrive repeated, late and out of order; operations come and go. Once every change has
/// been told in order, the view is the server's state.
void TicketBoardTest::afterAnyOrderOfNewsTheViewIsTheServers()
{
    for (quint64 seed = 1; seed <= 300; ++seed) {
        SeededRandom random(seed);
        constexpr int size = 12;
        QList<TicketView> server(size);
        QList<Change> told;
        TicketBoard board(concert, mine);
        board.replaceBase(Sequence(1), server, start);
        for (qint64 sequence = 2; sequence < 40; ++sequence) {
            const QList<TicketView> states{being(TicketStatus::Available), held(mine), held(other),
                                           being(TicketStatus::Sold)};
            told.append(
                change(sequence, int(random.below(size)), states.at(qsizetype(random.below(4)))));
            TicketView after = told.constLast().after;
            after.version = told.constLast().versions.constFirst();
            server[told.constLast().seats.constFirst().value()] = after;
            for (int copies = int(random.below(3)); copies > 0; --copies)
                (void)board.apply(told.at(qsizetype(random.below(quint64(told.size())))), start);
            PlaceHold wanted = hold;
            wanted.seats = {SeatIndex(qint32(random.below(size)))};
            board.setPending(random.chance(50) ? QList<Operation>{operation(wanted)}
                                               : QList<Operation>{operation(release)});
        }
        for (const Change &change : std::as_const(told))
            QVERIFY2(board.apply(change, start), qPrintable(u"seed %1"_s.arg(seed)));
        board.setPending({});
        TicketBoard fresh(concert, mine);
        fresh.replaceBase(board.sequence(), server, start);
        QVERIFY2(board.looks() == fresh.looks() && board.base() == server,
                 qPrintable(u"seed %1"_s.arg(seed)));
    }
}

QTEST_APPLESS_MAIN(TicketBoardTest)
#include "tst_ticketboard.moc"
