#pragma once

#include "sync/protocol/message.h"

#include <QByteArray>
#include <QList>

namespace foyer {

/// Packs the tickets of an event: two bits of status each, then every version as a varint
/// (delta to the smallest), then for the held ones runs of (gap, holder index, remaining ms) and
/// the table of holders. 100,000 tickets at one version: below 130 kB.
/// \a viewer sees its own hold ids and fences, nobody else does.
[[nodiscard]] QByteArray packTickets(const QList<TicketView> &tickets, const WindowId &viewer);

/// \return Malformed when \a packed is damaged; never reads beyond it, never makes more than
/// 300,000 tickets.
[[nodiscard]] Result<QList<TicketView>> unpackTickets(QByteArrayView packed);

} // namespace foyer
