#include "sync/server/ledger/postgres/postgresrows.h"

#include "sync/server/ledger/postgres/postgresstatements.h"

#include <algorithm>
#include <bit>
#include <thread>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// How long a transaction waits for the database to come back.
constexpr int triesToReconnect = 20;
constexpr Milliseconds reconnectNap{100};

/// Transactions after which the database plans its statements again, when it comes to it.
constexpr quint64 transactionsPerPlan = 1'024;

/// $1: guards, in the order of their numbers; $2: those of them that nobody may share. "hold" in
/// ASCII keeps them apart from other advisory locks.
constexpr auto lockGuards =
    "SELECT CASE WHEN guard = ANY ($2) THEN pg_advisory_xact_lock(1752132708, guard::integer)::text"
    " ELSE pg_advisory_xact_lock_shared(1752132708, guard::integer)::text END"
    " FROM unnest($1::bigint[]) g (guard)";

size_t guardOf(const QUuid &owner)
{
    return owner.data4[7];
}

} // namespace

PostgresRows::PostgresRows(PostgresConnection &connection, PostgresStorage &storage)
    : m_connection(connection)
    , m_storage(storage)
{}

void PostgresRows::forgetTransaction()
{
    m_outcomes.clear();
    m_sessions.clear();
    m_heads.clear();
    m_tickets.clear();
    m_holds.clear();
    m_bookings.clear();
    m_reservations.clear();
    m_heldByWindows.clear();
    m_heldByOperators.clear();
    m_acknowledged.clear();
    m_fences.clear();
    m_expected.clear();
    m_hasLockedSinceClock = true;
    m_shared.reset();
    m_exclusive.reset();
    m_near.reset();
}

void PostgresRows::begin(const WantedRows &wanted)
{
    forgetTransaction();
    m_failure.reset();
    m_mayRetry = false;
    m_connection.forgetFailure();
    if (!isReady())
        return;
    m_owners.find(m_connection, wanted.sessions);
    if (!failure())
        lookUp(wanted);
}

/// Connected; waits a little for a database that is being restarted.
bool PostgresRows::isReady()
{
    for (int tries = 0; !m_connection.isConnected(); ++tries) {
        if (tries == triesToReconnect)
            break;
        if (tries > 0)
            std::this_thread::sleep_for(reconnectNap);
        if (!m_connection.reconnect())
            continue;
        if (const Result<void> entered = enterWritingSession(m_connection); !entered) {
            m_failure = entered.error();
            m_storage.setFault(m_failure->message);
            return false;
        }
        m_storage.setWriterPid(m_connection.serverPid());
        if (reconnected)
            reconnected();
    }
    if (m_connection.isConnected()) {
        m_storage.clearFault();
        return true;
    }
    m_failure = refusalFor(*m_connection.failure(), u"connecting"_s);
    m_storage.setFault(m_failure->message);
    return false;
}

bool PostgresRows::commit()
{
    if (failure())
        return false;
    const PostgresResult done = m_connection.query("COMMIT");
    if (!failure() && done.command() != "COMMIT") // it says ROLLBACK when it could not
        m_failure = refusal(RefusalCode::Internal,
                            u"The database did not commit what it had taken. Try again."_s);
    if (!failure())
        m_crowded = m_near;
    return !failure();
}

void PostgresRows::rollBack()
{
    (void)failure(); // keeps what it was
    m_connection.forgetFailure();
    if (m_connection.isConnected() && m_connection.isInTransaction())
        m_connection.run("ROLLBACK");
    m_connection.forgetFailure();
}

const std::optional<Refusal> &PostgresRows::failure() const
{
    if (!m_failure && m_connection.failure()) {
        m_failure = refusalFor(*m_connection.failure(), u"writing the ledger"_s);
        m_mayRetry = m_connection.failure()->mayRetry();
    }
    return m_failure;
}

bool PostgresRows::mayRetry() const
{
    return failure() && m_mayRetry;
}

/// Everything that is wanted in one round trip: locks first, the clock last.
void PostgresRows::lookUp(const WantedRows &wanted)
{
    const Owners owners = m_owners.of(wanted.sessions);
    m_takers.clear();
    ask([](PostgresResult &) {}, "BEGIN");
    // Plans that were made for small tables are kept otherwise until somebody counts them.
    const bool isYoung =
        m_transactions < transactionsPerPlan && std::has_single_bit(m_transactions);
    if (isYoung || m_transactions % transactionsPerPlan == 0)
        ask([](PostgresResult &) {}, "DISCARD PLANS");
    ++m_transactions;
    askForGuards(owners);
    askForLocked(wanted);
    askForOthers(wanted, owners);
    askForClock();
    std::vector<PostgresResult> answers = m_connection.receive();
    if (failure())
        return;
    for (size_t i = 0; i < answers.size(); ++i)
        m_takers[i](answers[i]);
    m_takers.clear();
}

template <class... Values>
void PostgresRows::ask(Taker taker, const char *sql, const Values &...values)
{
    m_connection.send(sql, values...);
    m_takers.push_back(std::move(taker));
}

/// Before everything else: who has a guard waits for nobody who waits for it, and what is counted
/// is counted after.
void PostgresRows::askForGuards(const Owners &owners)
{
    for (const WindowId &window : owners.windows)
        m_shared.set(guardOf(window.uuid()));
    for (const OperatorId &person : owners.operators)
        m_shared.set(guardOf(person.uuid()));
    m_exclusive = m_crowded;
    std::vector<int> all;
    std::vector<int> alone;
    for (size_t guard = 0; guard < m_crowded.size(); ++guard) {
        if (m_shared[guard] || m_exclusive[guard])
            all.push_back(int(guard));
        if (m_exclusive[guard])
            alone.push_back(int(guard));
    }
    if (!all.empty())
        ask([](PostgresResult &) {}, lockGuards, all, alone);
}

/// Far from what is allowed, a guard that is shared is enough; one that was not taken in time makes
/// the transaction start again.
void PostgresRows::guardHeld(const QUuid &owner, bool isNear)
{
    const size_t guard = guardOf(owner);
    if (!isNear && (m_shared[guard] || m_exclusive[guard]))
        return;
    m_near.set(guard);
    if (m_exclusive[guard] || failure())
        return;
    m_crowded.set(guard);
    m_connection.fail({"40001", u"another node may let this window hold tickets too"_s});
}

void PostgresRows::askForLocked(const WantedRows &wanted)
{
    if (!wanted.tickets.empty() || !wanted.holds.empty() || !wanted.bookings.empty()) {
        std::vector<EventId> events;
        std::vector<SeatIndex> seats;
        for (const auto &[event, seat] : wanted.tickets) {
            events.push_back(event);
            seats.push_back(seat);
        }
        ask([this](PostgresResult &rows) { takeTickets(rows); }, postgres::lockTickets, events,
            seats, wanted.holds, wanted.bookings);
    }
    if (!wanted.holds.empty())
        ask([this, &wanted](PostgresResult &rows) { takeHolds(rows, wanted.holds); },
            postgres::lockHolds, wanted.holds);
    if (wanted.bookings.empty() && wanted.holds.empty())
        return;
    ask([this, &wanted](PostgresResult &rows) { takeBookings(rows, wanted); },
        postgres::lockBookings, wanted.bookings, wanted.holds);
    ask([this](PostgresResult &rows) { takeBookingTickets(rows); }, postgres::bookingTickets,
        wanted.bookings, wanted.holds);
    ask([this](PostgresResult &rows) { takePayments(rows); }, postgres::bookingPayments,
        wanted.bookings, wanted.holds);
}

void PostgresRows::askForOthers(const WantedRows &wanted, const Owners &owners)
{
    if (!wanted.operations.empty())
        ask([this, &wanted](PostgresResult &rows) { takeOutcomes(rows, wanted.operations); },
            postgres::outcomes, wanted.operations);
    if (!wanted.sessions.empty()) {
        ask([this, &wanted](PostgresResult &rows) { takeSessions(rows, wanted.sessions); },
            postgres::sessions, wanted.sessions);
        ask([this, &owners](PostgresResult &rows) { takeHeld(rows, owners); }, postgres::held,
            owners.windows, owners.operators, m_now);
        ask([this, &owners](PostgresResult &rows) { takeWatermarks(rows, owners.windows); },
            postgres::watermarks, owners.windows);
    }
    if (!wanted.events.empty())
        ask([this, &wanted](PostgresResult &rows) { takeHeads(rows, wanted.events); },
            postgres::heads, wanted.events);
    // Drawn while the tickets are locked, so that a ticket's fences grow.
    if (!wanted.operations.empty())
        ask([this](PostgresResult &rows) { takeFences(rows); }, postgres::fences,
            qint64(wanted.operations.size()));
}

void PostgresRows::askForClock()
{
    ask([this](PostgresResult &rows) { takeClock(rows); }, postgres::clock, m_storage.given_ms());
}

void PostgresRows::takeTickets(PostgresResult &rows)
{
    while (rows.next())
        m_tickets.insert(TicketKey(rows.number(0), rows.small(1)), ticketAt(rows, 2));
}

void PostgresRows::takeHolds(PostgresResult &rows, const std::vector<HoldId> &asked)
{
    for (const HoldId &id : asked) {
        m_holds.insert(id, std::nullopt);
        m_reservations.insert(id, std::nullopt);
    }
    while (rows.next())
        m_holds.insert(rows.id<HoldId>(0), holdFrom(rows));
}

void PostgresRows::takeBookings(PostgresResult &rows, const WantedRows &wanted)
{
    for (const BookingId &id : wanted.bookings)
        m_bookings.insert(id, std::nullopt);
    while (rows.next()) {
        const StoredBooking stored = bookingFrom(rows);
        m_bookings.insert(stored.booking.id, stored);
        if (stored.booking.status == BookingStatus::Pending)
            m_reservations.insert(stored.hold, stored.booking.id);
    }
}

void PostgresRows::takeBookingTickets(PostgresResult &rows)
{
    while (rows.next()) {
        if (std::optional<StoredBooking> &stored = m_bookings[rows.id<BookingId>(0)])
            addTicket(*stored, rows);
    }
}

void PostgresRows::takePayments(PostgresResult &rows)
{
    while (rows.next()) {
        if (std::optional<StoredBooking> &stored = m_bookings[rows.id<BookingId>(0)])
            addPayment(*stored, rows);
    }
}

void PostgresRows::takeOutcomes(PostgresResult &rows, const std::vector<OperationId> &asked)
{
    for (const OperationId &id : asked)
        m_outcomes.insert(id, std::nullopt);
    while (rows.next()) {
        const auto id = rows.id<OperationId>(0);
        m_outcomes.insert(id, StoredOutcome{.operation = id,
                                            .digest = rows.bytes(1),
                                            .outcome = rows.bytes(2),
                                            .window = rows.id<WindowId>(3),
                                            .deviceSequence = DeviceSequence(rows.number(4))});
    }
}

void PostgresRows::takeSessions(PostgresResult &rows, const std::vector<TokenHash> &asked)
{
    for (const TokenHash &token : asked)
        m_sessions.insert(token, std::nullopt);
    while (rows.next()) {
        const FoundSession found{.asker = {.operatorId = rows.id<OperatorId>(1),
                                           .window = rows.id<WindowId>(2),
                                           .role = Role(rows.small(4))},
                                 .endsAt = rows.instant(3)};
        m_sessions.insert(rows.bytes(0), found);
    }
}

/// Of those who are asked for, whoever is not in the answer holds nothing. Windows of operators and
/// operators of windows are in it, too, with a part of theirs only.
void PostgresRows::takeHeld(PostgresResult &rows, const Owners &asked)
{
    for (const WindowId &window : asked.windows)
        m_heldByWindows.insert(window, {});
    for (const OperatorId &person : asked.operators)
        m_heldByOperators.insert(person, {});
    const auto isAsked = [](const auto &ids, const auto &id) {
        return std::binary_search(ids.begin(), ids.end(), id);
    };
    while (rows.next()) {
        const HeldTickets held{rows.instant(2), rows.number(3)};
        const auto window = rows.id<WindowId>(0);
        if (isAsked(asked.windows, window))
            m_heldByWindows.insert(window, held);
        const auto person = rows.id<OperatorId>(1);
        if (isAsked(asked.operators, person))
            m_heldByOperators.insert(person, held);
    }
}

void PostgresRows::takeWatermarks(PostgresResult &rows, const std::vector<WindowId> &asked)
{
    for (const WindowId &window : asked)
        m_acknowledged.insert(window, {});
    while (rows.next())
        m_acknowledged.insert(rows.id<WindowId>(0), DeviceSequence(rows.number(1)));
}

void PostgresRows::takeHeads(PostgresResult &rows, const std::vector<EventId> &asked)
{
    for (const EventId &id : asked)
        m_heads.insert(id, std::nullopt);
    while (rows.next())
        m_heads.insert(rows.id<EventId>(0),
                       VersionedHead{headFrom(rows), Version(rows.number(12))});
}

void PostgresRows::takeFences(PostgresResult &rows)
{
    while (rows.next())
        m_fences.push_back(rows.number(0));
    std::ranges::sort(m_fences, std::greater());
}

void PostgresRows::takeClock(PostgresResult &rows)
{
    if (!rows.next())
        return;
    m_now = rows.instant(0);
    if (const std::optional<qint64> given_ms = m_storage.given_ms()) // it was sent before the locks
        m_now = std::max(m_now, Instant::fromMs(*given_ms));
    m_storage.hasRead(m_now);
    m_hasLockedSinceClock = false;
}

/// The clock is asked again only when something was locked after it had been read.
Instant PostgresRows::now()
{
    if (m_hasLockedSinceClock && !failure()) {
        PostgresResult rows = m_connection.query(postgres::clock, m_storage.given_ms());
        takeClock(rows);
    }
    return m_now;
}

EventHead PostgresRows::headFrom(const PostgresResult &rows)
{
    return {.number = rows.number(1),
            .event = rows.id<EventId>(0),
            .status = EventStatus(rows.small(2)),
            .endDate = rows.instant(3),
            .mapNumber = rows.number(5), // of NULL: 0
            .currency = currencyOf(rows, 4),
            .sequence = Sequence(rows.number(6)),
            .chain = rows.bytes(7),
            .counts = {rows.small(8), rows.small(9), rows.small(10), rows.small(11)}};
}

/// The sequences are those of this moment, whatever was committed since begin().
std::vector<EventHead> PostgresRows::lockHeads(std::span<const EventId> events)
{
    const std::vector<EventId> asked(events.begin(), events.end());
    PostgresResult rows = m_connection.query(postgres::lockHeads, asked);
    std::vector<EventHead> heads;
    heads.reserve(events.size());
    while (rows.next()) {
        const EventHead head = headFrom(rows);
        const auto judged = m_heads.constFind(head.event);
        const bool isSame =
            judged == m_heads.cend() || !*judged || (*judged)->version == Version(rows.number(12));
        if (!isSame)
            m_connection.fail({"40001", u"the event's record has changed meanwhile"_s});
        heads.push_back(head);
    }
    return heads;
}

Fence PostgresRows::nextFence(const EventHead &)
{
    if (m_fences.empty()) {
        PostgresResult rows = m_connection.query(postgres::fences, qint64(1));
        takeFences(rows);
    }
    if (m_fences.empty())
        return {};
    const Fence next(m_fences.back());
    m_fences.pop_back();
    return next;
}

CatalogueVersion PostgresRows::nextCatalogue()
{
    return CatalogueVersion(m_connection
                                .number("UPDATE house SET catalogue_version = catalogue_version + 1"
                                        " RETURNING catalogue_version")
                                .value_or(0));
}

} // namespace foyer
