#pragma once

#include "sync/protocol/message.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace foyer {

/// Packs the tickets of an event, one after the other in the order of their seats: two bits of
/// status each, then every version as a varint (delta to the smallest), then for the held ones
/// runs of (gap, holder index, remaining ms) and the table of holders. 100,000 tickets at one
/// version: below 130 kB.
class TicketPacker final
{
public:
    /// \a viewer sees its own hold ids and fences, nobody else does.
    TicketPacker(qsizetype count, const WindowId &viewer);
    ~TicketPacker();
    Q_DISABLE_COPY_MOVE(TicketPacker)

    /// The next ticket, which nobody holds.
    void add(TicketStatus status, Version version)
    {
        const auto place = size_t(m_added++);
        m_versions[place] = version.value();
        m_statuses[place / 4] = char(m_statuses[place / 4] | int(status) << place % 4 * 2);
    }
    /// The next ticket, whoever holds it.
    void add(const TicketView &ticket);
    /// All of them, once as many as were promised have been added.
    [[nodiscard]] QByteArray pack();

private:
    struct Holders;
    qsizetype m_added = 0;
    std::vector<qint64> m_versions;
    std::vector<char> m_statuses;
    std::unique_ptr<Holders> m_holders;
};

[[nodiscard]] QByteArray packTickets(const QList<TicketView> &tickets, const WindowId &viewer);

/// \return Malformed when \a packed is damaged; never reads beyond it, never makes more than
/// 300,000 tickets.
[[nodiscard]] Result<QList<TicketView>> unpackTickets(QByteArrayView packed);

} // namespace foyer
