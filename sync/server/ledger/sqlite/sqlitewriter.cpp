#include "sync/server/ledger/sqlite/sqlitewriter.h"

#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "sync/server/ledger/sqlite/recordcommands.h"
#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <algorithm>
#include <type_traits>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Whether an outcome is the operation's for ever. One that says "not now" is not: the same
/// operation comes again once the reason has gone.
bool isFinal(const Outcome &outcome)
{
    if (outcome)
        return true;
    const RefusalCode code = outcome.error().code;
    return !isTransient(code) && code != RefusalCode::NotSignedIn && code != RefusalCode::Internal;
}

std::unexpected<Refusal> notSignedIn()
{
    return std::unexpected(
        refusal(RefusalCode::NotSignedIn, u"The session has ended. Sign in again."_s));
}

Refusal alreadyAcknowledged(DeviceSequence number)
{
    return refusal(
        RefusalCode::OperationReused,
        u"The outcome of device_sequence %1 has been acknowledged; it is not done again. "
        "Take the next number."_s.arg(number.value()));
}

} // namespace

SqliteLedgerWriter::SqliteLedgerWriter(Database &database, LedgerStorage &storage,
                                       const LedgerRules &rules)
    : m_database(database)
    , m_storage(storage)
    , m_rules(rules)
    , m_watermarks(database)
{}

Result<void> SqliteLedgerWriter::begin()
{
    if (const std::optional<LedgerFault> fault = m_storage.fault())
        return std::unexpected(refusal(fault->code, fault->message));
    m_sessions.clear();
    m_database.run("BEGIN IMMEDIATE");
    if (m_database.failure())
        return std::unexpected(giveUp());
    return {};
}

/// Writes what the transaction has seen of the time, and ends it on disk.
Result<void> SqliteLedgerWriter::commit()
{
    m_database.run("UPDATE house SET clock_ms = max(clock_ms, ?)", m_storage.clock.now());
    m_database.run("COMMIT");
    if (m_database.failure())
        return std::unexpected(giveUp());
    if (committed)
        committed();
    return {};
}

/// Undoes the transaction and says why. After a failure of the disk nothing is written again
/// until a restart: what a failed sync has left behind nobody knows.
Refusal SqliteLedgerWriter::giveUp()
{
    const StorageError error = *m_database.failure();
    m_database.forgetFailure();
    if (m_database.isInTransaction())
        m_database.execute("ROLLBACK");
    m_database.forgetFailure();
    const Refusal why = refusalFor(error, u"writing the ledger"_s);
    if (endsWriting(error))
        m_storage.setFault(why.message);
    return why;
}

Result<void> SqliteLedgerWriter::inTransaction(const std::function<Result<void>()> &work)
{
    if (auto begun = begin(); !begun)
        return begun;
    const Result<void> worked = work();
    if (m_database.failure())
        return std::unexpected(giveUp());
    if (!worked) {
        m_database.execute("ROLLBACK");
        return worked;
    }
    return commit();
}

std::vector<AppliedOperation> SqliteLedgerWriter::apply(std::span<const Submission> batch)
{
    const GateLock gate(m_storage);
    const auto refuseAll = [&](const Refusal &why) {
        return std::vector<AppliedOperation>(batch.size(), {.outcome = std::unexpected(why)});
    };
    if (auto begun = begin(); !begun)
        return refuseAll(begun.error());
    std::vector<AppliedOperation> applied;
    applied.reserve(batch.size());
    EventHeads heads(m_database);
    for (const Submission &submission : batch) {
        applied.push_back(applyOne(submission, heads));
        if (m_database.failure())
            return refuseAll(giveUp());
    }
    heads.writeBack();
    if (auto done = commit(); !done)
        return refuseAll(done.error());
    return applied;
}

AppliedOperation SqliteLedgerWriter::applyOne(const Submission &submission, EventHeads &heads)
{
    const Operation &operation = submission.operation;
    const Instant now = m_storage.clock.now();
    const Result<Asker> asker = askerOf(submission.actor, now);
    if (!asker)
        return {.outcome = std::unexpected(asker.error())};
    if (operation.id.isNull())
        return {.outcome = std::unexpected(
                    refusal(RefusalCode::Malformed, u"An operation needs an id."_s))};
    if (isAcknowledged(submission, *asker))
        return {.outcome = std::unexpected(alreadyAcknowledged(operation.deviceSequence))};
    const QByteArray digest = digestOf(encode(operation, Encoding::Cbor));
    if (const std::optional<Outcome> known = outcomeOf(operation, digest, now))
        return {.outcome = *known, .isRepeat = true};
    AppliedOperation applied;
    if (isAllowed(asker->role, permissionFor(operation.command)))
        applied = perform(operation, *asker, heads, now);
    else
        applied.outcome =
            std::unexpected(refusal(RefusalCode::NotAllowed, u"Your role does not allow that."_s));
    if (isFinal(applied.outcome))
        store(operation, digest, *asker, applied.outcome);
    return applied;
}

/// Runs the command inside a savepoint: what is refused leaves no trace.
AppliedOperation SqliteLedgerWriter::perform(const Operation &operation, const Asker &asker,
                                             EventHeads &heads, Instant now)
{
    if (std::holds_alternative<SaveEvent>(operation.command))
        heads.writeBack(); // the event may change beneath the heads
    OperationScope scope{.database = m_database,
                         .heads = heads,
                         .rules = m_rules,
                         .now = now,
                         .operation = operation.id,
                         .asker = asker,
                         .head = {}};
    m_database.run("SAVEPOINT operation");
    Outcome outcome = dispatch(scope, operation.command);
    if (const auto failure = m_database.failure(); failure && !endsWriting(*failure)) {
        // A rule of the schema or a bug of ours: this operation is wrong, not the disk.
        m_database.forgetFailure();
        outcome = std::unexpected(refusalFor(*failure, commandName(operation.command)));
    }
    if (!outcome) {
        m_database.run("ROLLBACK TO operation");
        m_database.run("RELEASE operation");
        return {.outcome = std::move(outcome)};
    }
    m_database.run("RELEASE operation");
    if (!scope.head.event.isNull())
        heads.keep(scope.head);
    return {.outcome = std::move(outcome),
            .changes = std::move(scope.changes),
            .catalogue = scope.catalogue};
}

Outcome SqliteLedgerWriter::dispatch(OperationScope &scope, const Command &command)
{
    return std::visit(
        [&](const auto &asked) -> Outcome {
            using Asked = std::decay_t<decltype(asked)>;
            if constexpr (std::is_same_v<Asked, PlaceHold>)
                return placeHold(scope, asked, m_loads);
            else if constexpr (std::is_same_v<Asked, ExtendHold>)
                return extendHold(scope, asked);
            else if constexpr (std::is_same_v<Asked, ReleaseHold>)
                return releaseHold(scope, asked);
            else if constexpr (std::is_same_v<Asked, ConfirmBooking>)
                return confirmBooking(scope, asked);
            else if constexpr (std::is_same_v<Asked, CancelBooking>)
                return cancelBooking(scope, asked);
            else if constexpr (std::is_same_v<Asked, BookTickets>)
                return bookTickets(scope, asked, m_loads, m_maps);
            else if constexpr (std::is_same_v<Asked, SaveVenue>)
                return saveVenue(scope, asked);
            else if constexpr (std::is_same_v<Asked, PublishSeatMap>)
                return publishSeatMap(scope, asked);
            else if constexpr (std::is_same_v<Asked, SavePerformer>)
                return savePerformer(scope, asked);
            else if constexpr (std::is_same_v<Asked, SaveEvent>)
                return saveEvent(scope, asked);
            else if constexpr (std::is_same_v<Asked, SaveCustomer>)
                return saveCustomer(scope, asked);
            else
                return std::unexpected(
                    refusal(RefusalCode::UnknownOperation, u"This ledger cannot do that."_s));
        },
        command);
}

Result<Asker> SqliteLedgerWriter::askerOf(const Actor &actor, Instant now)
{
    auto known = m_sessions.constFind(actor.session);
    if (known == m_sessions.cend()) {
        const std::optional<FoundAsker> found = findSession(actor.session);
        if (!found)
            return notSignedIn();
        known = m_sessions.insert(actor.session, *found);
    }
    const bool isFromItsWindow = actor.window.isNull() || actor.window == known->sessionWindow;
    if (now >= known->endsAt || !isFromItsWindow)
        return notSignedIn();
    return known->asker;
}

std::optional<SqliteLedgerWriter::FoundAsker>
SqliteLedgerWriter::findSession(const TokenHash &token)
{
    Rows rows = m_database.query("SELECT s.operator_id, s.window_id, s.ends_at, o.role"
                                 " FROM sessions s JOIN operators o ON o.id = s.operator_id"
                                 " WHERE s.token = ? AND s.closed_at IS NULL",
                                 token);
    if (!rows.next())
        return std::nullopt;
    return FoundAsker{.asker = {.operatorId = rows.id<OperatorId>(0),
                                .window = rows.id<WindowId>(1),
                                .role = Role(rows.small(3))},
                      .sessionWindow = rows.id<WindowId>(1),
                      .endsAt = rows.instant(2)};
}

std::optional<Outcome> SqliteLedgerWriter::outcomeOf(const Operation &operation,
                                                     const QByteArray &digest, Instant now)
{
#ifdef FOYER_PLANTED_FAULTS
    if (m_rules.ignoresRepeats)
        return std::nullopt;
#endif
    Rows rows =
        m_database.query("SELECT digest, outcome FROM operations WHERE id = ?", operation.id);
    if (!rows.next())
        return std::nullopt;
    if (rows.bytes(0) != digest)
        return std::unexpected(refusal(RefusalCode::OperationReused,
                                       u"That operation id was used for something else. Make a "
                                       "new one."_s));
    Result<Outcome> outcome = decodeOutcome(rows.bytes(1), Encoding::Cbor);
    FOYER_INVARIANT(outcome.has_value(), "a stored outcome can be read again");
    if (*outcome && (*outcome)->hold)
        (*outcome)->holdRemaining = std::max(Milliseconds(0), (*outcome)->hold->expiresAt - now);
    return *outcome;
}

/// Learns what the window has acknowledged. \return whether this operation is among that.
bool SqliteLedgerWriter::isAcknowledged(const Submission &submission, const Asker &asker)
{
    const DeviceSequence number = submission.operation.deviceSequence;
    if (number.value() <= 0)
        return false;
    m_watermarks.raise(asker.window, submission.acknowledged);
#ifdef FOYER_PLANTED_FAULTS
    if (m_rules.ignoresRepeats)
        return false;
#endif
    return number <= m_watermarks.of(asker.window);
}

void SqliteLedgerWriter::store(const Operation &operation, const QByteArray &digest,
                               const Asker &asker, const Outcome &outcome)
{
    m_database.run("INSERT INTO operations (id, digest, outcome, window_id, device_sequence)"
                   " VALUES (?, ?, ?, ?, ?)"
#ifdef FOYER_PLANTED_FAULTS
                   " ON CONFLICT (id) DO NOTHING"
#endif
                   ,
                   operation.id, digest, encode(outcome, Encoding::Cbor), asker.window,
                   operation.deviceSequence.value());
}

QList<HoldId> SqliteLedgerWriter::endedHolds(Instant now)
{
    QList<HoldId> ended;
    Rows rows = m_database.query(
        "SELECT id FROM holds WHERE state = 0 AND ends_at <= ? ORDER BY ends_at, id LIMIT 1000",
        now);
    while (rows.next())
        ended.append(rows.id<HoldId>(0));
    return ended;
}

Result<QList<CommittedChange>> SqliteLedgerWriter::expireHolds(qint32 limit)
{
    const GateLock gate(m_storage);
    QList<CommittedChange> changes;
    const auto done = inTransaction([&]() -> Result<void> {
        const Instant now = m_storage.clock.now();
        EventHeads heads(m_database);
        qsizetype freed = 0;
        for (const HoldId &id : endedHolds(now)) {
            OperationScope scope{.database = m_database,
                                 .heads = heads,
                                 .rules = m_rules,
                                 .now = now,
                                 .operation = {},
                                 .asker = {},
                                 .head = {}};
            const std::optional<StoredHold> hold = findHold(scope, id);
            if (!hold || !enterEvent(scope, hold->hold.event)) {
                endHold(scope, id, HoldState::Expired); // or it would come again for ever
                continue;
            }
            if (freed > 0 && freed + hold->hold.seats.size() > limit)
                break;
            freed += hold->hold.seats.size();
            expireHold(scope, *hold);
            heads.keep(scope.head);
            changes += scope.changes;
        }
        heads.writeBack();
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return changes;
}

Result<qint32> SqliteLedgerWriter::pruneOutcomes(qint32 limit)
{
    const GateLock gate(m_storage);
    qint32 deleted = 0;
    const auto done = inTransaction([&]() -> Result<void> {
        deleted = m_watermarks.prune(limit);
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    m_watermarks.settle();
    return deleted;
}

std::optional<Instant> SqliteLedgerWriter::nextExpiry()
{
    const GateLock gate(m_storage);
    const std::optional<qint64> ms =
        m_database.number("SELECT min(ends_at) FROM holds WHERE state = 0");
    m_database.forgetFailure(); // a write will meet it again and say so
    return ms ? std::optional(Instant::fromMs(*ms)) : std::nullopt;
}

Result<void> SqliteLedgerWriter::openSession(const SessionRecord &session)
{
    const GateLock gate(m_storage);
    return inTransaction([&]() -> Result<void> {
        if (!m_database.number("SELECT 1 FROM operators WHERE id = ?", session.operatorId))
            return std::unexpected(refusal(RefusalCode::NotFound, u"There is no such operator."_s));
        m_database.run("INSERT INTO sessions (token, operator_id, window_id, started_at, ends_at)"
                       " VALUES (?, ?, ?, ?, ?)",
                       session.token, session.operatorId, session.window, session.startedAt,
                       session.endsAt);
        return {};
    });
}

Result<void> SqliteLedgerWriter::closeSession(const TokenHash &token)
{
    const GateLock gate(m_storage);
    return inTransaction([&]() -> Result<void> {
        m_database.run("UPDATE sessions SET closed_at = ? WHERE token = ? AND closed_at IS NULL",
                       m_storage.clock.now(), token);
        return {};
    });
}

Result<void> SqliteLedgerWriter::addOperator(const OperatorRecord &record)
{
    const GateLock gate(m_storage);
    const Operator &person = record.person;
    const QString name = person.name.trimmed();
    if (name.isEmpty() || person.id.isNull()) // without a password nobody can sign in: allowed
        return std::unexpected(
            refusal(RefusalCode::InvalidRecord, u"An operator needs an id and a name."_s));
    return inTransaction([&]() -> Result<void> {
        const qint64 added = m_database.run(
            "INSERT INTO operators (id, name, name_key, display_name, role, password_hash,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name_key) DO NOTHING",
            person.id, name, operatorNameKey(name), person.displayName, int(person.role),
            record.passwordHash, person.createdAt);
        if (added == 0)
            return std::unexpected(
                refusal(RefusalCode::InvalidRecord,
                        u"Another operator is called \"%1\". Choose another name."_s.arg(name)));
        return {};
    });
}

} // namespace foyer
