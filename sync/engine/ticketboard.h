#pragma once

#include "models/domain/seatlook.h"
#include "sync/engine/outbox.h"
#include "sync/protocol/message.h"

#include <QHash>
#include <QList>

namespace foyer {

/// The tickets of one event as this window should show them: the confirmed state (base, with its
/// sequence) and the window's pending operations replayed over it. The fold is pure: the same
/// base and the same operations always give the same view.
///
/// A Held ticket whose lease is known to have ended (serverNow >= end) shows Available.
class TicketBoard final
{
public:
    TicketBoard(EventId event, WindowId mine);

    // ---- the base
    void replaceBase(Sequence sequence, QList<TicketView> tickets, Tick receivedAt);
    /// \return false when \a change is not the next one (a gap): nothing was applied. A change
    /// that is already in the base is ignored and returns true.
    [[nodiscard]] bool apply(const Change &change, Tick receivedAt);
    [[nodiscard]] Sequence sequence() const { return m_sequence; }
    [[nodiscard]] const QList<TicketView> &base() const { return m_base; }

    // ---- the pending operations of this window for this event, oldest first
    /// Replays; \return the seats whose look changed.
    QList<SeatIndex> setPending(const QList<Operation> &pending);

    // ---- the view
    [[nodiscard]] qint32 size() const { return qint32(m_base.size()); }
    [[nodiscard]] SeatLook look(SeatIndex seat) const;
    /// Every look, by SeatIndex, for the map.
    [[nodiscard]] const QList<SeatLook> &looks() const { return m_looks; }
    /// True for a seat that is Mine only by a pending operation.
    [[nodiscard]] bool isProvisional(SeatIndex seat) const;
    /// When the lease of a held seat ends, on this machine's tick.
    [[nodiscard]] std::optional<Tick> leaseEnd(SeatIndex seat) const;
    [[nodiscard]] TicketCounts counts() const;

private:
    EventId m_event;
    WindowId m_mine;
    Sequence m_sequence;
    QList<TicketView> m_base;
    QHash<SeatIndex, Tick> m_leaseEnds;
    QList<Operation> m_pending;
    QHash<SeatIndex, SeatLook> m_overlay;
    QList<SeatLook> m_looks;
};

} // namespace foyer
