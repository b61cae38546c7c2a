#include "sync/engine/outboxqueue.h"

#include "models/domain/invariant.h"

#include <QSet>

#include <algorithm>

namespace foyer {

namespace {

/// What an operation is about: operations about the same thing are done one after the other.
QList<QUuid> subjectsOf(const Command &command)
{
    QList<QUuid> subjects = std::visit(
        [](const auto &known) {
            QList<QUuid> ids;
            if constexpr (requires { known.hold; })
                ids.append(known.hold.uuid());
            if constexpr (requires { known.booking; })
                ids.append(known.booking.uuid());
            return ids;
        },
        command);
    if (subjects.isEmpty())
        subjects.append(QUuid()); // records of the house build on each other
    return subjects;
}

/// The fence an operation on a hold has to name; null for those without one.
Fence *fenceOf(Command &command, HoldId &hold)
{
    return std::visit(
        [&hold](auto &known) -> Fence * {
            if constexpr (requires { known.fence; }) {
                hold = known.hold;
                return &known.fence;
            } else {
                return nullptr;
            }
        },
        command);
}

} // namespace

OutboxQueue::OutboxQueue(QList<OutboxRow> rows, DeviceSequence last)
    : m_rows(std::move(rows))
    , m_last(last)
{
    std::ranges::sort(m_rows, {},
                      [](const OutboxRow &row) { return row.operation.deviceSequence; });
    for (const OutboxRow &row : std::as_const(m_rows)) {
        m_work.insert(row.operation.id, {.wasSent = row.state == OutboxState::Sent});
        m_last = std::max(m_last, row.operation.deviceSequence);
    }
}

// ------------------------------------------------------------------------------ in and out

const OutboxRow &OutboxQueue::append(const Command &command, const OperationId &id)
{
    FOYER_INVARIANT(!m_work.contains(id), "every operation has an id of its own");
    m_last = m_last.next();
    m_rows.append({.operation = {.id = id, .deviceSequence = m_last, .command = command}});
    m_work.insert(id, {.isDirty = true});
    return m_rows.constLast();
}

QList<OutboxRow> OutboxQueue::takeToStore()
{
    QList<OutboxRow> rows;
    for (const OutboxRow &row : std::as_const(m_rows)) {
        Work &work = m_work[row.operation.id];
        if (!work.isDirty || work.isStoring)
            continue;
        work.isDirty = false;
        work.isStoring = true;
        rows.append(row);
    }
    return rows;
}

bool OutboxQueue::stored(const OperationId &operation)
{
    const auto work = m_work.find(operation);
    if (work == m_work.end() || !work->isStoring)
        return false;
    work->isStoring = false;
    const qsizetype index = indexOf(operation);
    const OutboxState state = m_rows.at(index).state;
    if (!work->isDirty && (state == OutboxState::Applied || state == OutboxState::Resolved)) {
        m_rows.removeAt(index);
        m_work.remove(operation);
    }
    return true;
}

/// Names the fence in an operation that was submitted before the hold's outcome was there. Only
/// before it is sent for the first time: afterwards its content is part of its identity.
bool OutboxQueue::fillFence(OutboxRow &row)
{
    HoldId hold;
    Fence *fence = fenceOf(row.operation.command, hold);
    if (!fence || fence->value() != 0 || m_work[row.operation.id].wasSent)
        return false;
    *fence = m_fences.value(hold);
    return fence->value() != 0;
}

QList<Operation> OutboxQueue::takeToSend(Tick now)
{
    QList<Operation> operations;
    QSet<QUuid> blocked;
    qsizetype underWay = std::ranges::count_if(m_work, &Work::isInFlight);
    const qsizetype most = m_isOneByOne ? 1 : mostInFlight;
    for (OutboxRow &row : m_rows) {
        if (!row.isPending())
            continue;
        const QList<QUuid> subjects = subjectsOf(row.operation.command);
        const bool isFirst = std::ranges::none_of(
            subjects, [&blocked](const QUuid &subject) { return blocked.contains(subject); });
        for (const QUuid &subject : subjects)
            blocked.insert(subject);
        Work &work = m_work[row.operation.id];
        if (isFirst && !work.isInFlight && fillFence(row))
            work.isDirty = true;
        if (row.state == OutboxState::Queued && !work.wasSent && (work.isDirty || work.isStoring))
            break; // not on disk yet; nothing overtakes it
        const bool isUnanswered = work.isInFlight && now - work.sentAt >= patience;
        const bool isDue = !work.isInFlight && now >= work.retryAt && underWay < most;
        if (!isFirst || !(isUnanswered || isDue))
            continue;
        underWay += work.isInFlight ? 0 : 1;
        work.isInFlight = true;
        work.wasSent = true;
        work.sentAt = now;
        if (row.state != OutboxState::Sent)
            change(row, OutboxState::Sent);
        operations.append(row.operation);
    }
    return operations;
}

std::optional<Operation> OutboxQueue::settle(const Verdict &verdict, Milliseconds retryIn, Tick now)
{
    const qsizetype index = indexOf(verdict.operation);
    if (index < 0 || !m_rows.at(index).isPending())
        return std::nullopt;
    OutboxRow &row = m_rows[index];
    Work &work = m_work[verdict.operation];
    const bool wasInFlight = std::exchange(work.isInFlight, false);
    switch (verdict.kind) {
    case Verdict::Kind::Wait:
        work.isInFlight = wasInFlight;
        return std::nullopt;
    case Verdict::Kind::SignIn:
    case Verdict::Kind::Retry:
        if (verdict.outcome->error().code == RefusalCode::Internal)
            ++work.failures;
        work.retryAt = now + retryIn;
        change(row, OutboxState::Queued);
        return std::nullopt;
    case Verdict::Kind::Apply:
    case Verdict::Kind::Conflict:
        row.outcome = verdict.outcome;
        change(row,
               verdict.kind == Verdict::Kind::Apply ? OutboxState::Applied : OutboxState::Conflict);
        return row.operation;
    }
    return std::nullopt;
}

void OutboxQueue::resolve(const OperationId &operation)
{
    const qsizetype index = indexOf(operation);
    if (index >= 0 && m_rows.at(index).state == OutboxState::Conflict)
        change(m_rows[index], OutboxState::Resolved);
}

void OutboxQueue::change(OutboxRow &row, OutboxState state)
{
    FOYER_INVARIANT(mayFollow(row.state, state), "an outbox row keeps to its table of states");
    if (row.state == state && state != OutboxState::Applied)
        return;
    row.state = state;
    m_work[row.operation.id].isDirty = true;
}

// ------------------------------------------------------------------------------ the connection

void OutboxQueue::lineLost()
{
    m_isOneByOne = false;
    for (Work &work : m_work)
        work.isInFlight = false;
}

std::optional<OperationId> OutboxQueue::frameRefused()
{
    QList<OperationId> underWay;
    for (auto work = m_work.begin(); work != m_work.end(); ++work) {
        if (work->isInFlight)
            underWay.append(work.key());
        work->isInFlight = false;
    }
    const bool wasAlone = m_isOneByOne && underWay.size() == 1;
    m_isOneByOne = m_isOneByOne || !underWay.isEmpty();
    if (!wasAlone || ++m_work[underWay.constFirst()].failures < mostFailures)
        return std::nullopt;
    return underWay.constFirst();
}

// ------------------------------------------------------------------------------ what is known

qsizetype OutboxQueue::indexOf(const OperationId &operation) const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).operation.id == operation)
            return i;
    }
    return -1;
}

QList<PendingOperation> OutboxQueue::pending() const
{
    QList<PendingOperation> pending;
    for (const OutboxRow &row : m_rows) {
        if (row.isPending())
            pending.append({row.operation.id, m_work.value(row.operation.id).failures});
    }
    return pending;
}

QList<Operation> OutboxQueue::pendingFor(const EventId &event) const
{
    QList<Operation> operations;
    for (const OutboxRow &row : m_rows) {
        if (row.isPending() && eventOf(row.operation.command) == event)
            operations.append(row.operation);
    }
    return operations;
}

bool OutboxQueue::hasPending() const
{
    return std::ranges::any_of(m_rows, &OutboxRow::isPending);
}

std::optional<Tick> OutboxQueue::sentAt(const OperationId &operation) const
{
    const auto work = m_work.constFind(operation);
    return work != m_work.cend() && work->wasSent ? std::optional(work->sentAt) : std::nullopt;
}

bool OutboxQueue::isSafe(const OutboxRow &row) const
{
    const Work work = m_work.value(row.operation.id);
    return !row.isPending() && !work.isDirty && !work.isStoring;
}

DeviceSequence OutboxQueue::acknowledged() const
{
    for (const OutboxRow &row : m_rows) {
        if (!isSafe(row))
            return DeviceSequence(row.operation.deviceSequence.value() - 1);
    }
    return m_last;
}

void OutboxQueue::learnFence(const HoldId &hold, Fence fence)
{
    Fence &known = m_fences[hold];
    known = std::max(known, fence);
}

} // namespace foyer
