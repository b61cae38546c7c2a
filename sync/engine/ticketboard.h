#pragma once

#include "models/domain/seatlook.h"
#include "sync/engine/outbox.h"
#include "sync/protocol/message.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace foyer {

/// The tickets of one event as this window should show them: the confirmed state (base, with its
/// sequence) and the window's operations replayed over it: first those that the server has done
/// but the base does not show yet, then the pending ones. The fold is pure: the same base and
/// the same operations always give the same view.
///
/// A Held ticket whose lease is known to have ended (serverNow >= end) shows Available.
class TicketBoard final
{
public:
    TicketBoard(EventId event, WindowId mine);

    // ---- the base
    /// \a receivedAt: where the lease of a held ticket starts to be counted; a negative
    /// remaining time means that its end is not known. All seats may look different then.
    void replaceBase(Sequence sequence, QList<TicketView> tickets, Tick receivedAt);
    /// \return false when \a change is not the next one (a gap) or names a seat that is not
    /// there: nothing was applied. A change that is already in the base is ignored and returns
    /// true.
    [[nodiscard]] bool apply(const Change &change, Tick receivedAt);
    /// Nothing is known any more: no tickets, no operations that were done.
    void forgetBase();
    [[nodiscard]] bool hasBase() const { return m_hasBase; }
    /// Whether some lease's end is not known: a resumed base needs a snapshot to learn it.
    [[nodiscard]] bool hasUnknownLease() const;
    [[nodiscard]] Sequence sequence() const { return m_sequence; }
    [[nodiscard]] const QList<TicketView> &base() const { return m_base; }

    // ---- the operations of this window for this event, oldest first
    /// Replays; \return the seats whose look (or being provisional) changed.
    QList<SeatIndex> setPending(const QList<Operation> &pending);
    /// The server has done \a operation: shown as certain from now on, until the base has reached
    /// done.sequence. \a leaseFrom: where the remaining time of done.hold starts.
    void setDone(const Operation &operation, const Done &done, Tick leaseFrom);
    /// Seats that changed since the last call of this or of setPending(), in index order.
    [[nodiscard]] QList<SeatIndex> takeChanged();
    /// Time has come to \a now: ended leases show as free. Seats are told by takeChanged().
    void endLeases(Tick now);

    // ---- the view
    [[nodiscard]] qint32 size() const { return qint32(m_base.size()); }
    [[nodiscard]] SeatLook look(SeatIndex seat) const;
    /// Every look, by SeatIndex, for the map.
    [[nodiscard]] const QList<SeatLook> &looks() const { return m_looks; }
    /// True for a seat whose look comes from an operation that the server has not decided yet.
    [[nodiscard]] bool isProvisional(SeatIndex seat) const;
    /// When the lease of a held seat ends, on this machine's tick.
    [[nodiscard]] std::optional<Tick> leaseEnd(SeatIndex seat) const;
    [[nodiscard]] TicketCounts counts() const;

private:
    /// How one seat looks when operations are replayed.
    struct Overlaid
    {
        SeatLook look = SeatLook::Available;
        bool isProvisional = false;
        HoldId hold;
        std::optional<Tick> leaseEnd;
        bool operator==(const Overlaid &) const = default;
    };
    struct DoneOperation
    {
        Command command;
        Done done;
        Tick leaseEnd;
    };
    using Overlay = QHash<SeatIndex, Overlaid>;

    [[nodiscard]] bool isSeat(SeatIndex seat) const;
    [[nodiscard]] bool hasEnded(const std::optional<Tick> &lease) const;
    [[nodiscard]] Overlaid confirmed(SeatIndex seat) const;
    [[nodiscard]] Overlaid seen(const Overlay &overlay, SeatIndex seat) const;
    [[nodiscard]] QList<SeatIndex> seatsOf(const HoldId &hold, const Overlay &overlay) const;
    void takeTicket(SeatIndex seat, const TicketView &ticket, Tick receivedAt);
    void forgetShownDone();
    void fold();
    void refresh(SeatIndex seat);

    void replayDone(Overlay &overlay, const DoneOperation &done) const;
    void replayPending(Overlay &overlay, const Command &command) const;

    EventId m_event;
    WindowId m_mine;
    bool m_hasBase = false;
    Sequence m_sequence;
    QList<TicketView> m_base;
    QHash<SeatIndex, std::optional<Tick>> m_held; ///< every held ticket, and its lease's end
    QList<DoneOperation> m_done;
    QList<Command> m_pending;
    Overlay m_overlay;
    QList<SeatLook> m_looks;
    QSet<SeatIndex> m_changed;
    Tick m_now;
};

} // namespace foyer
