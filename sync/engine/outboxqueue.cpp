#include "sync/engine/outboxqueue.h"

#include "models/domain/invariant.h"

#include <algorithm>

namespace foyer {

OutboxQueue::OutboxQueue(const QList<OutboxRow> &rows, DeviceSequence last)
    : m_rows(rows), m_travels(size_t(rows.size()), Travel{.isStored = true}), m_last(last)
{
    for (OutboxRow &row : m_rows) {
        if (row.state == OutboxState::Sent)
            row.state = OutboxState::Queued;
        m_last = std::max(m_last, row.operation.deviceSequence);
    }
}

qsizetype OutboxQueue::indexOf(const OperationId &id) const
{
    const auto found = std::ranges::find(m_rows, id, [](const OutboxRow &row) { return row.operation.id; });
    return found == m_rows.cend() ? -1 : found - m_rows.cbegin();
}

void OutboxQueue::remove(qsizetype index)
{
    m_rows.removeAt(index);
    m_travels.erase(m_travels.begin() + index);
}

OutboxRow OutboxQueue::add(const Command &command, const OperationId &id)
{
    FOYER_INVARIANT(!has(id), "an operation is put into the outbox once");
    m_last = m_last.next();
    m_rows.append({.operation = {.id = id, .deviceSequence = m_last, .command = command}});
    m_travels.emplace_back();
    return m_rows.constLast();
}

void OutboxQueue::stored(const OperationId &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0)
        return;
    m_travels[size_t(index)].isStored = true;
    const OutboxState state = m_rows.at(index).state;
    if (state == OutboxState::Applied || state == OutboxState::Resolved)
        remove(index);
}

QList<Operation> OutboxQueue::takeSendable(Tick now)
{
    const auto underWay = std::ranges::count(m_rows, OutboxState::Sent, &OutboxRow::state);
    qsizetype room = mostUnderWay - underWay;
    QList<Operation> sendable;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        OutboxRow &row = m_rows[i];
        Travel &travel = m_travels[size_t(i)];
        const bool isLate = row.state == OutboxState::Sent && now - travel.sentAt > patience;
        const bool isReady = row.state == OutboxState::Queued && travel.isStored
            && now >= travel.notBefore && room > 0;
        if (!isLate && !isReady)
            continue;
        room -= isReady ? 1 : 0;
        row.state = OutboxState::Sent;
        travel.sentAt = now;
        sendable.append(row.operation);
    }
    return sendable;
}

void OutboxQueue::lineBroke()
{
    for (OutboxRow &row : m_rows) {
        if (row.state == OutboxState::Sent)
            row.state = OutboxState::Queued;
    }
}

std::optional<OutboxRow> OutboxQueue::settle(const OperationId &id, const Outcome &outcome)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !m_rows.at(index).isPending())
        return std::nullopt;
    OutboxRow &row = m_rows[index];
    row.state = outcome ? OutboxState::Applied : OutboxState::Conflict;
    row.outcome = outcome;
    m_travels[size_t(index)].isStored = false;
    return row;
}

void OutboxQueue::postpone(const OperationId &id, Tick at)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !m_rows.at(index).isPending())
        return;
    m_rows[index].state = OutboxState::Queued;
    m_travels[size_t(index)].notBefore = at;
}

std::optional<OutboxRow> OutboxQueue::resolve(const OperationId &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_rows.at(index).state != OutboxState::Conflict)
        return std::nullopt;
    m_rows[index].state = OutboxState::Resolved;
    m_travels[size_t(index)].isStored = false;
    return m_rows.at(index);
}

DeviceSequence OutboxQueue::acknowledged() const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const bool isSettledOnDisk = !m_rows.at(i).isPending() && m_travels[size_t(i)].isStored;
        if (!isSettledOnDisk)
            return DeviceSequence(m_rows.at(i).operation.deviceSequence.value() - 1);
    }
    return m_last;
}

} // namespace foyer
