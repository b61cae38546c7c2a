#include "sync/server/ledger/rules/ledgercore.h"

#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "sync/server/ledger/rules/chain.h"
#include "sync/server/ledger/rules/dispatch.h"
#include "sync/server/ledger/rules/holdcommands.h"
#include "sync/server/ledger/rules/inventory.h"
#include "sync/server/ledger/rules/poolcommands.h"
#include "sync/server/ledger/rules/recordcommands.h"
#include "sync/server/ledger/rules/wantedrows.h"

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTries = 5;
/// Ended holds looked at in one pass of the reaper.
constexpr qint32 endedHoldsPerPass = 1'000;
constexpr qint32 duePoolsPerPass = 100;

std::unexpected<Refusal> notSignedIn()
{
    return refused(RefusalCode::NotSignedIn, u"The session has ended. Sign in again."_s);
}

std::unexpected<Refusal> reused()
{
    return refused(RefusalCode::OperationReused,
                   u"That operation id was used for something else. Make a new one."_s);
}

std::unexpected<Refusal> acknowledgedBefore(DeviceSequence number)
{
    return refused(
        RefusalCode::OperationReused,
        u"The outcome of device_sequence %1 has been acknowledged; it is not done again. "
        "Take the next number."_s.arg(number.value()));
}

bool isEmpty(const LedgerWrites &writes)
{
    return writes.customers.empty() && writes.performers.empty() && writes.venues.empty() &&
           writes.seatMaps.empty() && writes.events.empty() && writes.pools.empty() &&
           writes.holds.empty() && writes.bookings.empty() && writes.rows.empty() &&
           writes.outcomes.empty();
}

} // namespace

bool isFinal(const Outcome &outcome)
{
    if (outcome)
        return true;
    const RefusalCode code = outcome.error().code;
    return !isTransient(code) && code != RefusalCode::NotSignedIn && code != RefusalCode::Internal;
}

LedgerCore::LedgerCore(LedgerRows &rows, const LedgerRules &rules)
    : m_rows(rows)
    , m_rules(rules)
    , m_work(rows, m_rules)
    , m_watermarks(rows)
{}

/// Does \a work in a transaction, again when another one was in the way. \a work may be called
/// several times, each time on an empty working set.
Result<void> LedgerCore::inTransaction(const WantedRows &wanted, const Work &work)
{
    Result<void> done = tryTransaction(wanted, work);
    for (int tries = 1; !done && m_mayRetry && tries < mostTries; ++tries)
        done = tryTransaction(wanted, work);
    return done;
}

Result<void> LedgerCore::tryTransaction(const WantedRows &wanted, const Work &work)
{
    m_mayRetry = false;
    m_sessions.clear();
    m_operations.clear();
    m_rows.begin(wanted);
    if (m_rules.has(PlantedFault::EarlyAnswer) && !m_late.empty()) {
        for (const LedgerWrites &writes : std::exchange(m_late, {}))
            m_rows.write(writes);
        (void)m_rows.commit();
        m_rows.begin(wanted);
    }
    m_work.start();
    m_watermarks.start();
    const Result<void> worked = m_rows.failure() ? Result<void>() : work();
    bool isCommitted = false;
    if (worked && !m_rows.failure())
        isCommitted = m_rows.commit();
    if (isCommitted) {
        m_work.keep();
        if (committed)
            committed();
        return {};
    }
    const std::optional<Refusal> why = m_rows.failure();
    m_mayRetry = why && m_rows.mayRetry();
    m_rows.rollBack();
    if (why || worked)
        m_work.forget();
    if (why)
        return std::unexpected(*why);
    return worked ? Result<void>(refused(RefusalCode::Internal, u"The ledger could not do that."_s))
                  : worked;
}

/// Writes what the working set has become.
void LedgerCore::writeDown(std::span<PendingOperation> operations)
{
    const LedgerWrites writes = m_work.finish(operations);
    const bool isOfTickets = writes.venues.empty() && writes.seatMaps.empty() &&
                             writes.events.empty() && writes.pools.empty();
    if (m_rules.has(PlantedFault::EarlyAnswer) && isOfTickets)
        m_late.push_back(writes);
    else if (!m_rows.failure() && !isEmpty(writes))
        m_rows.write(writes);
}

std::shared_ptr<const PreparedCommand> LedgerCore::prepare(const Operation &operation) const
{
    const auto *publish = std::get_if<PublishSeatMap>(&operation.command);
    const auto prepared = publish ? std::shared_ptr<PreparedCommand>(preparedSeatMap(*publish))
                                  : std::make_shared<PreparedCommand>();
    prepared->digest = digest(operation);
    return prepared;
}

QByteArray LedgerCore::digest(const Operation &operation) const
{
    return foyer::digestOf(encode(operation, Encoding::Cbor));
}

/// Made here only when nobody has made it before.
QByteArray LedgerCore::digestOf(const Submission &submission) const
{
    if (submission.prepared && !submission.prepared->digest.isEmpty())
        return submission.prepared->digest;
    return submission.digest.isEmpty() ? digest(submission.operation) : submission.digest;
}

std::vector<AppliedOperation> LedgerCore::apply(std::span<const Submission> batch)
{
    std::vector<AppliedOperation> applied;
    applied.reserve(batch.size());
    while (applied.size() < batch.size()) {
        const Batch rest = batch.subspan(applied.size());
        const Batch run = rest.first(runLength(rest));
        std::vector<PendingOperation> operations;
        const Result<void> done = applyRun(run, operations);
        if (done) {
            for (PendingOperation &operation : operations)
                applied.push_back(std::move(operation.applied));
        } else if (done.error().code == RefusalCode::Internal && run.size() > 1) {
            applyEach(run, applied);
        } else {
            // What comes after an operation must not be done without it.
            applied.resize(batch.size(), {.outcome = std::unexpected(done.error())});
        }
    }
    return applied;
}

Result<void> LedgerCore::applyRun(Batch run, std::vector<PendingOperation> &operations)
{
    // Where nobody else writes there is nothing to lock, and what is missing is read when it is
    // needed.
    const WantedRows wanted = m_rows.isOnlyWriter() ? WantedRows() : wantedRows(run, m_work);
    return inTransaction(wanted, [&]() -> Result<void> {
        operations.clear();
        operations.reserve(run.size());
        for (const Submission &submission : run) {
            operations.push_back(applyOne(submission, operations));
            if (m_rows.failure())
                return {};
        }
        writeDown(operations);
        return {};
    });
}

/// Something in the batch is not as the store demands it: each operation stands for itself.
void LedgerCore::applyEach(Batch run, std::vector<AppliedOperation> &applied)
{
    for (const Submission &submission : run) {
        std::vector<PendingOperation> alone;
        const Result<void> done = applyRun({&submission, 1}, alone);
        if (done)
            applied.push_back(std::move(alone.front().applied));
        else
            applied.push_back({.outcome = std::unexpected(done.error())});
    }
}

PendingOperation LedgerCore::applyOne(const Submission &submission,
                                      std::span<const PendingOperation> before)
{
    const Operation &operation = submission.operation;
    PendingOperation pending{.id = operation.id,
                             .deviceSequence = operation.deviceSequence,
                             .firstRow = m_work.rowCount(),
                             .endRow = m_work.rowCount()};
    Outcome &outcome = pending.applied.outcome;
    const Result<Asker> asker = askerOf(submission.actor);
    if (!asker) {
        outcome = std::unexpected(asker.error());
        if (m_rules.has(PlantedFault::RefusalTooFinal) && !m_rows.outcome(operation.id))
            pending.digest = digest(operation);
        return pending;
    }
    if (operation.id.isNull()) {
        outcome = refused(RefusalCode::Malformed, u"An operation needs an id."_s);
        return pending;
    }
    pending.window = asker->window;
    pending.digest = digestOf(submission);
    const bool isRepeat = isKnown(pending, before);
    if (isAcknowledged(submission, asker->window)) {
        pending.applied.isRepeat = false;
        pending.repeats.reset();
        pending.digest.clear();
        outcome = acknowledgedBefore(operation.deviceSequence);
        return pending;
    }
    if (isRepeat)
        return pending;
    if (isAllowed(asker->role, permissionFor(operation.command)) ||
        m_rules.has(PlantedFault::RoleIgnored))
        perform(submission, *asker, pending);
    else
        outcome = refused(RefusalCode::NotAllowed, u"Your role does not allow that."_s);
    if (isFinal(outcome) || m_rules.has(PlantedFault::RefusalTooFinal))
        m_operations.insert(operation.id, before.size());
    else
        pending.digest.clear();
    if (m_rules.has(PlantedFault::NoIdempotency) && m_rows.outcome(operation.id))
        pending.digest.clear();
    return pending;
}

/// Learns what the window has acknowledged. \return whether this operation is among that.
bool LedgerCore::isAcknowledged(const Submission &submission, const WindowId &window)
{
    const DeviceSequence number = submission.operation.deviceSequence;
    if (number.value() <= 0)
        return false;
    const bool isTooHigh = m_rules.has(PlantedFault::WatermarkTooHigh);
    m_watermarks.raise(window, isTooHigh ? number : submission.acknowledged);
    if (isTooHigh)
        return false; // this one is still done, but nobody will hear of it again
    if (m_rules.has(PlantedFault::NoIdempotency))
        return false;
    return number <= m_watermarks.of(window);
}

void LedgerCore::perform(const Submission &submission, const Asker &asker,
                         PendingOperation &pending)
{
    const Operation &operation = submission.operation;
    OperationScope scope{.work = m_work,
                         .rules = m_rules,
                         .operation = operation.id,
                         .asker = asker,
                         .now = m_work.now(),
                         .prepared = submission.prepared.get()};
    pending.applied.outcome = dispatch(scope, operation.command);
    m_work.forgetMarks();
    pending.endRow = m_work.rowCount();
    if (pending.applied.outcome)
        pending.applied.catalogue = scope.catalogue;
}

Result<Asker> LedgerCore::askerOf(const Actor &actor)
{
    auto known = m_sessions.constFind(actor.session);
    if (known == m_sessions.cend())
        known = m_sessions.insert(actor.session, m_work.rows().session(actor.session));
    if (!known->has_value())
        return notSignedIn();
    const FoundSession &session = **known;
    const bool isFromItsWindow = actor.window.isNull() || actor.window == session.asker.window;
    const bool hasEnded =
        m_work.now() >= session.endsAt && !m_rules.has(PlantedFault::SessionEndIgnored);
    if (hasEnded || !isFromItsWindow)
        return notSignedIn();
    return session.asker;
}

/// Whether the operation has been done before, or earlier in the same batch; then \a pending says
/// what became of it.
bool LedgerCore::isKnown(PendingOperation &pending, std::span<const PendingOperation> before)
{
    if (m_rules.has(PlantedFault::NoIdempotency))
        return false;
    const QByteArray digest = std::exchange(pending.digest, {});
    pending.applied.isRepeat = true;
    Outcome &outcome = pending.applied.outcome;
    const auto earlier = m_operations.constFind(pending.id);
    if (earlier != m_operations.cend()) {
        if (before[*earlier].digest == digest || m_rules.has(PlantedFault::DigestIgnored))
            pending.repeats = *earlier;
        else
            outcome = reused();
        return true;
    }
    const std::optional<StoredOutcome> stored = m_rows.outcome(pending.id);
    if (!stored) {
        pending.applied.isRepeat = false;
        pending.digest = digest;
        return false;
    }
    if (stored->digest != digest && !m_rules.has(PlantedFault::DigestIgnored)) {
        outcome = reused();
        return true;
    }
    Result<Outcome> decoded = decodeOutcome(stored->outcome, Encoding::Cbor);
    FOYER_INVARIANT(decoded.has_value(), "a stored outcome can be read again");
    outcome = *std::move(decoded);
    if (outcome && outcome->hold)
        outcome->holdRemaining = std::max(Milliseconds(0), outcome->hold->expiresAt - m_work.now());
    return true;
}

Result<QList<CommittedChange>> LedgerCore::expireHolds(qint32 limit)
{
    std::vector<PendingOperation> passes;
    const Result<void> done = inTransaction({}, [&]() -> Result<void> {
        passes.clear();
        expireEnded(limit, passes);
        if (!m_rows.failure())
            writeDown(passes);
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    QList<CommittedChange> changes;
    for (const PendingOperation &pass : passes)
        changes += pass.applied.changes;
    return changes;
}

void LedgerCore::expireEnded(qint32 limit, std::vector<PendingOperation> &passes)
{
    const Instant now = m_work.now();
    qsizetype freed = releaseDuePools(now, limit, passes);
    const Milliseconds early =
        m_rules.has(PlantedFault::ReaperTooEarly) ? m_rules.holdLength / 2 : Milliseconds(0);
    for (const HoldId &id : m_work.rows().endedHolds(now + early, endedHoldsPerPass)) {
        const StoredHold *found = m_work.hold(id);
        if (!found)
            continue;
        const StoredHold hold = *found;
        if (freed > 0 && freed + hold.hold.seats.size() > limit)
            break;
        OperationScope scope{.work = m_work,
                             .rules = m_rules,
                             .operation = {},
                             .asker = {},
                             .now = now + early,
                             .head = m_work.head(hold.hold.event)};
        FOYER_INVARIANT(scope.head || m_rows.failure(), "a hold belongs to an event");
        if (!scope.head)
            return;
        freed += hold.hold.seats.size();
        PendingOperation pass{.firstRow = m_work.rowCount()};
        expireHold(scope, hold);
        pass.endRow = m_work.rowCount();
        passes.push_back(std::move(pass));
    }
}

/// Before the holds, so that what they let go of a pool that closes now goes on sale.
qsizetype LedgerCore::releaseDuePools(Instant now, qint32 limit,
                                      std::vector<PendingOperation> &passes)
{
    qint32 freed = 0;
    for (const PoolId &id : m_work.rows().duePools(now, duePoolsPerPass)) {
        const StoredPool *found = m_work.pool(id);
        const EventHead *head = found ? m_work.head(found->pool.event) : nullptr;
        if (!head || freed >= limit)
            break;
        OperationScope scope{.work = m_work,
                             .rules = m_rules,
                             .operation = {},
                             .asker = {},
                             .now = now,
                             .head = head};
        PendingOperation pass{.firstRow = m_work.rowCount()};
        freed += releasePool(scope, *found, limit - freed);
        pass.endRow = m_work.rowCount();
        passes.push_back(std::move(pass));
    }
    return freed;
}

std::optional<Instant> LedgerCore::nextExpiry()
{
    const std::optional<Instant> next = m_rows.nextExpiry();
    return next && *next < never ? next : std::nullopt;
}

Result<qint32> LedgerCore::pruneOutcomes(qint32 limit)
{
    qint32 deleted = 0;
    const Result<void> done = inTransaction({}, [&]() -> Result<void> {
        deleted = m_watermarks.prune(limit);
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    m_watermarks.settle();
    return deleted;
}

Result<void> LedgerCore::openSession(const SessionRecord &session)
{
    return inTransaction({}, [&]() -> Result<void> {
        if (!m_rows.hasOperator(session.operatorId))
            return refused(RefusalCode::NotFound, u"There is no such operator."_s);
        m_rows.openSession(session);
        return {};
    });
}

Result<void> LedgerCore::closeSession(const TokenHash &token)
{
    return inTransaction({}, [&]() -> Result<void> {
        m_rows.closeSession(token, m_work.now());
        return {};
    });
}

Result<void> LedgerCore::addOperator(const OperatorRecord &record)
{
    OperatorRecord kept = record;
    kept.person.name = record.person.name.trimmed();
    if (kept.person.name.isEmpty() || kept.person.id.isNull())
        return refused( // without a password nobody can sign in: allowed
            RefusalCode::InvalidRecord, u"An operator needs an id and a name."_s);
    return inTransaction({}, [&]() -> Result<void> {
        if (!m_rows.addOperator(kept))
            return refused(
                RefusalCode::InvalidRecord,
                u"Another operator is called \"%1\". Choose another name."_s.arg(kept.person.name));
        return {};
    });
}

} // namespace foyer
