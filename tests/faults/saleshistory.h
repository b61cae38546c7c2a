#pragma once

#include "models/domain/ticket.h"
#include "sync/protocol/command.h"
#include "tests/support/historychecker.h"

#include <QHash>
#include <QUuid>

#include <vector>

namespace foyer {

/// Writes down what windows asked of the tickets of one event and what they heard, for
/// checkHistory(). One thread, which all the windows share.
class SalesHistory final
{
public:
    /// What the tickets are before anybody asks.
    void begin(const QList<TicketState> &tickets);
    /// A window is about to send \a operation for the first time.
    void asked(const Operation &operation);
    /// It has its answer, for good.
    void answered(const Operation &operation, const Outcome &outcome);

    /// What was heard, what was not, and in the end the \a tickets.
    [[nodiscard]] HistoryVerdict judge(const QList<TicketState> &tickets) const;
    [[nodiscard]] qsizetype acts() const { return m_acts.size(); }

private:
    struct Asked
    {
        qint64 at = 0;
        Operation operation;
    };

    [[nodiscard]] QList<TicketAct> actsOf(const Operation &operation) const;
    [[nodiscard]] quint32 ownerOf(const QUuid &holdOrBooking) const
    {
        return m_owners.value(holdOrBooking);
    }
    [[nodiscard]] TicketAct sightOf(SeatIndex seat, const TicketState &ticket, qint64 at) const;
    void keep(TicketAct act, TicketAct::Answer answer, qint64 called);

    std::vector<TicketAct> m_acts;
    QHash<OperationId, Asked> m_underWay;
    QHash<QUuid, quint32> m_owners;         ///< of holds and of their bookings
    QHash<QUuid, QList<SeatIndex>> m_seats; ///< of the same
    quint32 m_lastOwner = 0;
    qint64 m_moments = 0; ///< calls and answers so far: all the time that the checker needs
};

} // namespace foyer
