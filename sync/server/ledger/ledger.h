#pragma once

#include "models/domain/pool.h"
#include "models/domain/role.h"
#include "sync/protocol/message.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace foyer {

/// BLAKE2b-256 of a bearer token; the token itself is never stored.
using TokenHash = QByteArray;

/// Who asks. Looked up again inside the transaction that does the work, so that a session that
/// ended a moment ago has no effect.
struct Actor
{
    TokenHash session;
    WindowId window;
};

/// What of an operation could be worked out before its turn; the ledger that made it knows what.
class PreparedCommand
{
public:
    PreparedCommand() = default;
    virtual ~PreparedCommand() = default;
    Q_DISABLE_COPY_MOVE(PreparedCommand)
    QByteArray digest; ///< of the whole operation; empty: not known yet
};

struct Submission
{
    Actor actor;
    Operation operation;
    /// The window has the outcomes of its operations up to this device_sequence safe and will
    /// never ask for them again; 0 for those that keep no outbox. Never lowers what is known.
    DeviceSequence acknowledged{};
    /// Of LedgerWriter::digest() with the same operation; empty: it is made in its turn.
    QByteArray digest{};
    /// Of prepare() with the same operation; null: all of it is done in its turn.
    std::shared_ptr<const PreparedCommand> prepared{};
};

/// A change of tickets that a transaction committed, for the feed.
struct CommittedChange
{
    EventId event;
    Sequence sequence;
    QList<SeatIndex> seats;
    /// Status, hold, fence, holder and expiry that all these tickets have now.
    TicketState after;
    QList<Version> versions; ///< of each seat
};

/// Records a transaction committed: ask catalogueSince(version - 1).
struct AppliedOperation
{
    Outcome outcome;
    /// The op_id was known: the stored outcome, and no change.
    bool isRepeat = false;
    QList<CommittedChange> changes;
    /// Set when records of the catalogue changed.
    std::optional<CatalogueVersion> catalogue;
};

struct OperatorRecord
{
    Operator person;
    QByteArray passwordHash; ///< libsodium's crypto_pwhash_str text
};

struct SessionRecord
{
    TokenHash token;
    OperatorId operatorId;
    WindowId window;
    Instant startedAt;
    Instant endsAt;
};

/// A live session with its operator.
struct LiveSession
{
    SessionInfo info;
    WindowId window;
};

/// Everything one event's tickets are, at one sequence.
struct EventTickets
{
    EventId event;
    Sequence sequence;
    QList<TicketState> tickets; ///< by SeatIndex
};

/// A pool of the house as it stands.
struct PoolState
{
    Pool pool;
    qint32 tickets = 0; ///< that belong to it, free or not
    bool isOpen = true; ///< false for ever once it was released
};

/// One point of a sales report: confirmed minus cancelled within a bucket of time.
struct SalesPoint
{
    Instant from;
    EventId event;
    CategoryId category;
    qint32 tickets = 0;
    Money revenue;
};

struct SalesQuery
{
    std::optional<EventId> event;
    Instant from;
    Instant until;
    Milliseconds bucket{60 * 60 * 1000};
};

/// What the ledger's storage is and how to tell its owner that it has a problem.
struct LedgerFault
{
    RefusalCode code = RefusalCode::Internal; ///< ReadOnly when nothing can be written
    QString message; ///< what happened and what to do, for the log and for /healthz
};

/// The one authority over tickets, money, records and sessions: a transactional store. This is
/// the port; adapters live in folders beside this file.
///
/// Threads: the write half is called from one thread only (the group-commit writer). The read
/// half is a LedgerReader of its own per thread. Nothing here throws.
class LedgerWriter
{
public:
    virtual ~LedgerWriter() = default;

    /// What tells this operation from others under its id. Any thread, also while apply() runs.
    /// \return empty when the ledger has no use for it.
    [[nodiscard]] virtual QByteArray digest(const Operation &operation) const
    {
        Q_UNUSED(operation);
        return {};
    }
    /// Does what takes long and needs nothing of the store, such as reading a seat map. Any thread,
    /// also while apply() runs. \return null when there is nothing to prepare.
    [[nodiscard]] virtual std::shared_ptr<const PreparedCommand>
    prepare(const Operation &operation) const
    {
        Q_UNUSED(operation);
        return nullptr;
    }

    /// Applies the operations in order in one durable transaction: for each, op_id look-up,
    /// session and role, lock, the store's clock, conditional update, ledger row, op_id outcome.
    /// A refused operation leaves no trace but its outcome. When this returns, all outcomes are
    /// on disk; when the transaction itself fails, every outcome is ReadOnly or Internal and
    /// nothing has changed.
    ///
    /// A store with watermarks (see pruneOutcomes) first raises the window's to \a acknowledged.
    /// An operation at or below the watermark has had its outcome: it is refused (OperationReused)
    /// and does nothing, whether the outcome is still stored or pruned.
    /// \return one entry per submission, in order.
    [[nodiscard]] virtual std::vector<AppliedOperation>
    apply(std::span<const Submission> batch) = 0;

    /// Frees up to \a limit tickets whose leases have ended, one change per hold, and records it.
    [[nodiscard]] virtual Result<QList<CommittedChange>> expireHolds(qint32 limit) = 0;
    /// When the next lease ends; nothing when none is alive.
    [[nodiscard]] virtual std::optional<Instant> nextExpiry() = 0;

    /// Deletes up to \a limit stored outcomes at or below the watermarks of their windows, in one
    /// durable transaction that writes those watermarks too. Never by age; outcomes of operations
    /// without a device_sequence stay for ever.
    /// \return how many; less than \a limit when no more can go. A store without watermarks keeps
    /// every outcome and says 0.
    [[nodiscard]] virtual Result<qint32> pruneOutcomes(qint32 limit)
    {
        Q_UNUSED(limit);
        return 0;
    }

    [[nodiscard]] virtual Result<void> openSession(const SessionRecord &session) = 0;
    [[nodiscard]] virtual Result<void> closeSession(const TokenHash &token) = 0;
    /// \return InvalidRecord when the name is taken.
    [[nodiscard]] virtual Result<void> addOperator(const OperatorRecord &person) = 0;
};

class LedgerReader
{
public:
    virtual ~LedgerReader() = default;

    [[nodiscard]] virtual LedgerEpoch epoch() = 0;
    [[nodiscard]] virtual QString houseName() = 0;
    /// Records changed after \a since, at most limits::eventsPerCataloguePart of each kind.
    [[nodiscard]] virtual Result<CatalogueDelta> catalogueSince(CatalogueVersion since) = 0;
    [[nodiscard]] virtual Result<Event> event(const EventId &id) = 0;
    [[nodiscard]] virtual Result<Venue> venue(const VenueId &id) = 0;
    /// Foyer's JSON of a published map.
    [[nodiscard]] virtual Result<QByteArray> seatMap(const SeatMapId &id) = 0;
    [[nodiscard]] virtual Result<EventTickets> tickets(const EventId &event) = 0;
    /// Changes with sequences after \a since, oldest first, at most \a limit.
    [[nodiscard]] virtual Result<QList<CommittedChange>>
    changesSince(const EventId &event, Sequence since, qint32 limit) = 0;
    /// Counts of every published event, for lists.
    [[nodiscard]] virtual Result<QList<Availability::Entry>> availability() = 0;
    [[nodiscard]] virtual Result<Booking> booking(const BookingId &id) = 0;
    [[nodiscard]] virtual Result<QList<Booking>> bookingsOf(const EventId &event, qint32 limit) = 0;
    [[nodiscard]] virtual Result<QList<SalesPoint>> sales(const SalesQuery &query) = 0;
    /// The pools of an event, open and closed, by name.
    [[nodiscard]] virtual Result<QList<PoolState>> pools(const EventId &event) = 0;
    /// The event's allotments that have tickets left (holds that end never), oldest first.
    [[nodiscard]] virtual Result<QList<Hold>> allotments(const EventId &event) = 0;
    [[nodiscard]] virtual Result<OperatorRecord> operatorByName(const QString &name) = 0;
    /// \return NotSignedIn when the session is unknown, closed or over.
    [[nodiscard]] virtual Result<LiveSession> session(const TokenHash &token) = 0;
};

/// What servers elsewhere have committed to the same storage. Who has a board reads what it
/// misses by sequence, so news may be late, doubled or out of order.
struct NewsFromElsewhere
{
    QHash<EventId, Sequence> events; ///< whose tickets moved, and the newest sequence
    bool isCatalogue = false;        ///< records changed too
    bool mayHaveMissed = false;      ///< the line was down: anything may have changed
};

/// Opens both halves on one storage.
class Ledger
{
public:
    virtual ~Ledger() = default;
    [[nodiscard]] virtual LedgerWriter &writer() = 0;
    /// A reader for the calling thread; several may live at once beside the writer.
    [[nodiscard]] virtual Result<std::unique_ptr<LedgerReader>> openReader() = 0;
    /// Set once writing has become impossible.
    [[nodiscard]] virtual std::optional<LedgerFault> fault() const = 0;
    /// The store's clock: max(machine's clock, last seen), never runs back. Any thread.
    [[nodiscard]] virtual Instant now() const = 0;
    /// From now on \a heard is called, on any thread, whenever another server has committed; an
    /// empty one ends that: it is not running any more when this returns. A storage of one
    /// server alone never calls.
    virtual void hearOthers(std::function<void(const NewsFromElsewhere &)> /*heard*/) {} // NOLINT
};

/// A row that contradicts another one.
struct LedgerContradiction
{
    EventId event;
    qint64 row = 0; ///< number in the event's chain
    QString what;
};

/// Replays every event's chain: hashes, at most one owner of a ticket at any time, tickets and
/// counters against the ledger, money against tickets. Reads only.
/// \return the first contradictions (at most 100); empty when all is well.
[[nodiscard]] Result<QList<LedgerContradiction>> verifyLedger(const QString &databasePath);

} // namespace foyer
