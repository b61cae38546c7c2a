#include "sync/server/service/eventview.h"

#include "sync/protocol/jsonvalues.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// One ticket as the brief lists it; section is the area for general admission.
QJsonObject ticketJson(const EventRecords &records, const SeatGeometry &map, SeatIndex seat,
                       TicketStatus status)
{
    const SeatLabel label = map.label(seat);
    const Category &category = map.category(seat);
    QJsonObject ticket{{u"id"_s, ticketIdFor(records.event.id, seat).toString()},
                       {u"seat_index"_s, seat.value()},
                       {u"level"_s, textOrNull(label.level)},
                       {u"section"_s, textOrNull(label.section)},
                       {u"row"_s, textOrNull(label.row)},
                       {u"seat"_s, textOrNull(label.number)},
                       {u"category_id"_s, category.id.toString()},
                       {u"category"_s, category.name},
                       {u"status"_s, statusName(status)},
                       {u"price"_s, QJsonValue()}};
    const PriceList &prices = records.event.prices;
    if (!prices.ticketTypes.isEmpty()) {
        if (const auto price = prices.priceOf(category.id, prices.ticketTypes.first().id))
            ticket[u"price"_s] = toJson(*price);
    }
    return ticket;
}

QJsonArray ticketsJson(const EventRecords &records, const SeatGeometry &map,
                       const QList<TicketState> &tickets)
{
    QJsonArray array;
    for (qint32 i = 0; i < std::min(qint32(tickets.size()), map.ticketCount()); ++i)
        array.append(ticketJson(records, map, SeatIndex(i), tickets[i].status));
    return array;
}

QJsonArray categoriesJson(const SeatGeometry &map)
{
    QJsonArray array;
    for (const Category &category : map.categories())
        array.append(QJsonObject{{u"id"_s, category.id.toString()}, {u"name"_s, category.name}});
    return array;
}

QJsonArray performersJson(const QList<Performer> &performers)
{
    QJsonArray array;
    for (const Performer &performer : performers)
        array.append(toJson(performer));
    return array;
}

} // namespace

QJsonObject toJson(const TicketCounts &counts)
{
    return {{u"available"_s, counts.available},
            {u"held"_s, counts.held},
            {u"sold"_s, counts.sold},
            {u"blocked"_s, counts.blocked},
            {u"capacity"_s, counts.capacity()}};
}

QJsonObject eventSummary(const EventRecords &records)
{
    QJsonObject object = toJson(records.event);
    object.remove(u"prices"_s);
    object[u"venue"_s] = records.venue.id.isNull() ? QJsonValue() : toJson(records.venue);
    object[u"performers"_s] = performersJson(records.performers);
    object[u"price_from"_s] = QJsonValue();
    object[u"price_to"_s] = QJsonValue();
    if (const auto range = records.event.prices.range()) {
        object[u"price_from"_s] = toJson(range->first);
        object[u"price_to"_s] = toJson(range->second);
    }
    return object;
}

QByteArray EventViews::etagOf(CatalogueVersion stamp, Sequence sequence, TicketDetail detail) const
{
    return '"' + m_parts.epoch.toBytes().first(6).toHex() + '-' +
           QByteArray::number(stamp.value(), 36) + '-' + QByteArray::number(sequence.value(), 36) +
           (detail == TicketDetail::Tickets ? "-t\"" : "-c\"");
}

Result<QByteArray> EventViews::madeBody(LedgerReader &reader, const EventRecords &records,
                                        const BoardView &board, TicketDetail detail)
{
    QJsonObject object = eventSummary(records);
    object[u"prices"_s] = toJson(records.event.prices);
    object[u"availability"_s] = toJson(board.counts);
    object[u"sequence"_s] = board.sequence.value();
    object[u"categories"_s] = QJsonArray();
    if (detail == TicketDetail::Tickets)
        object[u"tickets"_s] = QJsonArray();
    if (!records.event.seatMap.isNull()) {
        const Result<GeometryPointer> map = m_parts.geometries.find(reader, records.event.seatMap);
        if (!map)
            return std::unexpected(map.error());
        object[u"categories"_s] = categoriesJson(**map);
        if (detail == TicketDetail::Tickets)
            object[u"tickets"_s] = ticketsJson(records, **map, board.tickets);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<EventPageView> EventViews::page(LedgerReader &reader, const EventId &event,
                                       TicketDetail detail, const QByteArray &known)
{
    // The stamp is read before the records: a change in between makes the page look older than
    // it is, so it is only made once more.
    const CatalogueVersion stamp = m_parts.mirror.stampOf(event);
    const std::optional<EventRecords> records = m_parts.mirror.event(event);
    if (!records) {
        return std::unexpected(
            refusal(RefusalCode::NotFound, u"There is no event %1."_s.arg(event.toString())));
    }
    EventPageView view{.status = records->event.status};
    BoardView board;
    const Result<void> looked = m_parts.feed->read(reader, event, [&board](const EventBoard &now) {
        board = {now.sequence(), now.counts(), now.tickets()}; // the list is shared, not copied
    });
    // A draft has no tickets yet; it is shown without.
    if (!looked && view.status != EventStatus::Draft)
        return std::unexpected(looked.error());
    view.etag = etagOf(stamp, board.sequence, detail);
    if (known == view.etag || known == "*") {
        ++m_parts.figures.notModified;
        return view;
    }
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = m_kept.constFind({event, quint8(detail)});
        if (kept != m_kept.cend() && kept->etag == view.etag) {
            ++m_parts.figures.viewHits;
            view.body = kept->body;
            return view;
        }
    }
    ++m_parts.figures.viewMisses;
    Result<QByteArray> body = madeBody(reader, *records, board, detail);
    if (!body)
        return std::unexpected(body.error());
    view.body = std::move(*body);
    const std::lock_guard lock(m_mutex);
    if (m_kept.size() >= mostKept)
        m_kept.erase(m_kept.cbegin());
    m_kept.insert({event, quint8(detail)}, {view.etag, view.body});
    return view;
}

} // namespace foyer
