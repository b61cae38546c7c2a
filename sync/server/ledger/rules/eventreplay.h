#pragma once

#include "sync/server/ledger/rules/ledgerverifier.h"

#include <QHash>

namespace foyer {

/// Replays the ledger of one event and compares what it says with what the store says.
class EventReplay final
{
public:
    /// All must outlive the replay.
    EventReplay(LedgerAudit &audit, const AuditedEvent &event,
                QList<LedgerContradiction> &contradictions);
    void run();

private:
    /// What the rows of a booking say.
    struct Sale
    {
        QByteArray detail; ///< of the newest row
        std::optional<Instant> confirmedAt;
        std::optional<Instant> cancelledAt;
        QList<Instant> paidAt; ///< of each payment
    };

    void complain(const QString &what);
    void checkRow(const LedgerRow &row);
    void moveTickets(const LedgerRow &row);
    void moveTicket(const LedgerRow &row, SeatIndex seat, Version version);
    void noteSale(const LedgerRow &row);
    void compareHead();
    void compareTickets();
    void compareHolds();
    void compareBookings();
    void compareBooking(const AuditedBooking &audited);
    void compareSold(const AuditedBooking &audited, const Sale &sale);
    void compareUnsold(const AuditedBooking &audited);

    LedgerAudit &m_audit;
    const AuditedEvent &m_event;
    QList<LedgerContradiction> &m_contradictions;
    std::vector<TicketState> m_tickets;
    QByteArray m_chain;
    Fence m_fence;
    Instant m_latest;
    qint64 m_row = -1;
    QHash<BookingId, Sale> m_sales;
};

/// The first contradictions are enough to act on.
inline constexpr qsizetype mostContradictions = 100;

} // namespace foyer
