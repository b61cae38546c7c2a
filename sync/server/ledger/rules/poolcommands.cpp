#include "sync/server/ledger/rules/poolcommands.h"

#include "sync/server/ledger/rules/inventory.h"

#include <QHash>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Refusal> noSuchPool()
{
    return refused(RefusalCode::NotFound, u"The event has no such pool, or it is closed."_s);
}

std::unexpected<Refusal> notYourPool()
{
    return refused(RefusalCode::NotAllowed, u"The pool belongs to a higher role than yours."_s);
}

/// What KeepTickets does, ticket by ticket.
struct Keeping
{
    NextTickets next;
    QList<SeatIndex> missed;
    QHash<PoolId, qint32> moved; ///< tickets that come to a pool, or leave it
};

/// Whether a ticket that nobody has may be taken out of where it is.
bool mayTakeOut(OperationScope &scope, const TicketState &ticket)
{
    if (ticket.pool.isNull())
        return true;
    const StoredPool *pool = scope.work.pool(ticket.pool);
    return !pool || !pool->isOpen || scope.asker.role >= pool->pool.owner;
}

Result<Keeping> kept(OperationScope &scope, const KeepTickets &command)
{
    Keeping keeping;
    const TicketAction action =
        command.use == TicketUse::Sale ? TicketAction::Unblock : TicketAction::Block;
    for (const SeatIndex seat : command.seats) {
        const TicketState ticket = scope.work.ticket(*scope.head, seat);
        const bool isThere =
            command.use == TicketUse::Sale
                ? ticket.status == TicketStatus::Available
                : ticket.status == TicketStatus::Blocked && ticket.pool == command.pool;
        if (isThere)
            continue;
        if (!mayTakeOut(scope, ticket))
            return notYourPool();
        const auto next = nextTicket(scope, seat, action, {.pool = command.pool});
        if (!next || !isChange(scope, seat, *next)) {
            keeping.missed.append(seat);
            continue;
        }
        keeping.next.emplace_back(seat, *next);
        if (!ticket.pool.isNull())
            --keeping.moved[ticket.pool];
        if (!command.pool.isNull())
            ++keeping.moved[command.pool];
    }
    return keeping;
}

Result<void> checkTarget(OperationScope &scope, const KeepTickets &command)
{
    if ((command.use == TicketUse::Pool) == command.pool.isNull())
        return refused(RefusalCode::Malformed, u"Name a pool when the use is pool."_s);
    if (command.pool.isNull())
        return {};
    const StoredPool *pool = scope.work.pool(command.pool);
    if (!pool || pool->pool.event != command.event || !pool->isOpen)
        return noSuchPool();
    if (scope.asker.role < pool->pool.owner)
        return notYourPool();
    return {};
}

Result<void> checkQuota(OperationScope &scope, const KeepTickets &command, const Keeping &keeping)
{
    if (command.pool.isNull())
        return {};
    const StoredPool &pool = *scope.work.pool(command.pool);
    if (pool.pool.quota > 0 && pool.tickets + keeping.moved.value(command.pool) > pool.pool.quota)
        return refused(RefusalCode::HoldLimit,
                       u"The pool \"%1\" may have at most %2 tickets."_s.arg(pool.pool.name)
                           .arg(pool.pool.quota));
    return {};
}

/// Gives all tickets the same new fence, so that one row of the ledger can tell of them.
void raiseFence(OperationScope &scope, NextTickets &next)
{
    const Fence fence = scope.work.rows().nextFence(*scope.head);
    for (auto &[seat, ticket] : next)
        ticket.fence = fence;
}

Result<void> checkSaved(OperationScope &scope, const SavePool &command, const StoredPool *before)
{
    const Pool &pool = command.pool;
    if (auto fine = checked(pool); !fine)
        return fine;
    if (!before && command.expected != Version())
        return refused(RefusalCode::NotFound, u"There is no such pool."_s);
    if (scope.asker.role < (before ? std::max(before->pool.owner, pool.owner) : pool.owner))
        return notYourPool();
    if (before && before->pool.version != command.expected)
        return refused(RefusalCode::VersionConflict,
                       u"Somebody changed the pool meanwhile. Look at it and try again."_s);
    if (before && (before->pool.event != pool.event || !before->isOpen))
        return refused(RefusalCode::InvalidRecord,
                       u"A pool stays with its event, and stays closed. Make a new one."_s);
    if (before && pool.quota > 0 && pool.quota < before->tickets)
        return refused(RefusalCode::InvalidRecord,
                       u"The pool has %1 tickets already."_s.arg(before->tickets));
    return {};
}

} // namespace

Outcome savePool(OperationScope &scope, const SavePool &command)
{
    if (auto entered = enterEvent(scope, command.pool.event); !entered)
        return std::unexpected(entered.error());
    if (!scope.work.rows().keepsPools())
        return refused(RefusalCode::UnknownOperation, u"This ledger keeps no pools."_s);
    const StoredPool *before = scope.work.pool(command.pool.id);
    if (auto fine = checkSaved(scope, command, before); !fine)
        return std::unexpected(fine.error());
    StoredPool stored = before ? *before : StoredPool();
    stored.pool = command.pool;
    stored.pool.version = command.expected.next();
    scope.work.setPool(*scope.head, stored);
    return Done{.event = command.pool.event,
                .sequence = scope.head->sequence,
                .version = stored.pool.version};
}

Outcome keepTickets(OperationScope &scope, const KeepTickets &command)
{
    if (auto entered = enterEvent(scope, command.event); !entered)
        return std::unexpected(entered.error());
    if (auto fine = checkSeats(scope, command.seats, limits::ticketsPerAllotment); !fine)
        return std::unexpected(fine.error());
    if (auto fine = checkTarget(scope, command); !fine)
        return std::unexpected(fine.error());
    readTickets(scope, command.seats);
    Result<Keeping> keeping = kept(scope, command);
    if (!keeping)
        return std::unexpected(keeping.error());
    if (!keeping->missed.isEmpty())
        return std::unexpected(ticketsTaken(scope, keeping->missed));
    if (auto fine = checkQuota(scope, command, *keeping); !fine)
        return std::unexpected(fine.error());
    if (!keeping->next.empty()) {
        raiseFence(scope, keeping->next);
        change(scope, command.use == TicketUse::Sale ? LedgerAction::Unblock : LedgerAction::Block,
               keeping->next, command.reason.toUtf8());
    }
    for (auto moved = keeping->moved.cbegin(); moved != keeping->moved.cend(); ++moved) {
        if (const StoredPool *pool = scope.work.pool(moved.key())) {
            StoredPool changed = *pool;
            changed.tickets += moved.value();
            changed.pool.version = changed.pool.version.next();
            scope.work.setPool(*scope.head, changed);
        }
    }
    return Done{.event = command.event, .sequence = scope.head->sequence};
}

qint32 releasePool(OperationScope &scope, StoredPool pool, qint32 most)
{
    const QList<SeatIndex> seats =
        scope.work.rows().blockedTickets(*scope.head, pool.pool.id, most);
    readTickets(scope, seats);
    NextTickets freed;
    for (const SeatIndex seat : seats) {
        const auto next = nextTicket(scope, seat, TicketAction::Unblock, {});
        if (next && isChange(scope, seat, *next))
            freed.emplace_back(seat, *next);
    }
    if (!freed.empty()) {
        raiseFence(scope, freed);
        change(scope, LedgerAction::Unblock, freed);
    }
    pool.tickets -= qint32(freed.size());
    pool.isOpen = seats.size() >= most;
    pool.pool.version = pool.pool.version.next();
    scope.work.setPool(*scope.head, pool);
    return qint32(freed.size());
}

} // namespace foyer
