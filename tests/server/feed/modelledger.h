#pragma once

#include "sync/server/ledger/ledger.h"

#include <mutex>

namespace foyer {

/// A ledger of one event as plain lists: the truth that feeds are compared with. Thread-safe.
class ModelLedger final
{
public:
    ModelLedger(const EventId &event, qint32 tickets)
    {
        m_now = {event, Sequence(0), {}};
        m_now.tickets.resize(tickets);
    }

    /// Commits one change of \a seats and returns it as the writer would.
    CommittedChange commit(const QList<SeatIndex> &seats, const TicketState &after)
    {
        const std::lock_guard lock(m_mutex);
        m_now.sequence = m_now.sequence.next();
        CommittedChange change{m_now.event, m_now.sequence, seats, after, {}};
        for (const SeatIndex seat : seats) {
            TicketState &ticket = m_now.tickets[seat.value()];
            const Version version = ticket.version.next();
            ticket = after;
            ticket.version = version;
            change.versions.append(version);
        }
        m_changes.append(change);
        return change;
    }
    /// The change with sequence n is at n - 1.
    [[nodiscard]] QList<CommittedChange> changes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_changes;
    }
    [[nodiscard]] EventTickets read() const
    {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }

private:
    mutable std::mutex m_mutex;
    EventTickets m_now;
    QList<CommittedChange> m_changes;
};

/// Reads a ModelLedger; what feeds do not ask for is not there.
class ModelReader final : public LedgerReader
{
public:
    explicit ModelReader(const ModelLedger &ledger)
        : m_ledger(ledger)
    {}
    /// Called after the tickets were read and before they are given: where a commit can slip in.
    std::function<void()> afterRead;
    CatalogueDelta delta; ///< answer to catalogueSince below its version

    Result<EventTickets> tickets(const EventId &event) override
    {
        const EventTickets tickets = m_ledger.read();
        if (!(tickets.event == event))
            return missing();
        if (afterRead)
            afterRead();
        return tickets;
    }
    Result<CatalogueDelta> catalogueSince(CatalogueVersion since) override
    {
        return since < delta.version ? delta : CatalogueDelta{.version = delta.version};
    }
    Result<QList<Availability::Entry>> availability() override
    {
        return QList<Availability::Entry>();
    }

    LedgerEpoch epoch() override { return {}; }
    QString houseName() override { return {}; }
    Result<Event> event(const EventId &) override { return missing(); }
    Result<Venue> venue(const VenueId &) override { return missing(); }
    Result<QByteArray> seatMap(const SeatMapId &) override { return missing(); }
    Result<QList<CommittedChange>> changesSince(const EventId &, Sequence since,
                                                qint32 limit) override
    {
        return m_ledger.changes().mid(since.value(), limit);
    }
    Result<Booking> booking(const BookingId &) override { return missing(); }
    Result<QList<Booking>> bookingsOf(const EventId &, qint32) override { return missing(); }
    Result<QList<SalesPoint>> sales(const SalesQuery &) override { return missing(); }
    Result<QList<PoolState>> pools(const EventId &) override { return missing(); }
    Result<QList<Hold>> allotments(const EventId &) override { return missing(); }
    Result<OperatorRecord> operatorByName(const QString &) override { return missing(); }
    Result<LiveSession> session(const TokenHash &) override { return missing(); }

private:
    static std::unexpected<Refusal> missing()
    {
        return std::unexpected(refusal(RefusalCode::NotFound, QStringLiteral("Not in the model.")));
    }
    const ModelLedger &m_ledger;
};

} // namespace foyer
