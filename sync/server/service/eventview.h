#pragma once

#include "sync/server/service/serviceparts.h"

#include <QHash>
#include <QJsonObject>

#include <mutex>

namespace foyer {

/// An event's page as strangers read it.
struct EventPageView
{
    QByteArray etag; ///< strong, with its quotes
    QByteArray body; ///< JSON; empty when the caller has this etag already
    EventStatus status = EventStatus::Draft;
};

enum class TicketDetail : quint8 { Counts, Tickets };

/// GET /events/{id} from memory: what rarely changes is kept by the catalogue's stamp, the
/// availability comes from the feed's board and its sequence, never from a timer. A repeat with
/// a matching If-None-Match touches neither the database nor the tickets. Thread-safe.
class EventViews final
{
public:
    static constexpr qsizetype mostKept = 256; ///< finished pages

    /// \a parts must outlive the views.
    explicit EventViews(ServiceParts &parts)
        : m_parts(parts)
    {}

    /// \param known  the caller's If-None-Match; may be empty.
    /// \return NotFound for an event that is not there.
    [[nodiscard]] Result<EventPageView> page(LedgerReader &reader, const EventId &event,
                                             TicketDetail detail, const QByteArray &known);

private:
    struct Kept
    {
        QByteArray etag;
        QByteArray body;
    };
    using Key = std::pair<EventId, quint8>; ///< with the TicketDetail
    struct BoardView
    {
        Sequence sequence;
        TicketCounts counts;
        QList<TicketState> tickets;
    };
    [[nodiscard]] Result<QByteArray> madeBody(LedgerReader &reader, const EventRecords &records,
                                              const BoardView &board, TicketDetail detail);
    [[nodiscard]] QByteArray etagOf(CatalogueVersion stamp, Sequence sequence,
                                    TicketDetail detail) const;

    ServiceParts &m_parts;
    std::mutex m_mutex;
    QHash<Key, Kept> m_kept;
};

/// An event with its venue, performers and price range, without tickets; for lists.
[[nodiscard]] QJsonObject eventSummary(const EventRecords &records);
[[nodiscard]] QJsonObject toJson(const TicketCounts &counts);

} // namespace foyer
