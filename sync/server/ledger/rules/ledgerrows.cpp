#include "sync/server/ledger/rules/ledgerrows.h"

namespace foyer {

// What a store answers that keeps the older part of a ledger only.

void LedgerRows::guardHeld(const QUuid &owner, bool isNear)
{
    Q_UNUSED(owner);
    Q_UNUSED(isNear);
}

qint64 LedgerRows::ticketsHeldByOperator(const OperatorId &holder, Instant now)
{
    Q_UNUSED(holder);
    Q_UNUSED(now);
    return 0;
}

bool LedgerRows::keepsPools() const
{
    return false;
}

std::optional<StoredPool> LedgerRows::pool(const PoolId &id)
{
    Q_UNUSED(id);
    return std::nullopt;
}

std::vector<PoolId> LedgerRows::duePools(Instant now, qint32 limit)
{
    Q_UNUSED(now);
    Q_UNUSED(limit);
    return {};
}

QList<SeatIndex> LedgerRows::blockedTickets(const EventHead &head, const PoolId &pool, qint32 limit)
{
    Q_UNUSED(head);
    Q_UNUSED(pool);
    Q_UNUSED(limit);
    return {};
}

DeviceSequence LedgerRows::acknowledged(const WindowId &window)
{
    Q_UNUSED(window);
    return {};
}

qint32 LedgerRows::pruneOutcomes(const WindowId &window, DeviceSequence acknowledged, qint32 limit)
{
    Q_UNUSED(window);
    Q_UNUSED(acknowledged);
    Q_UNUSED(limit);
    return 0;
}

} // namespace foyer
