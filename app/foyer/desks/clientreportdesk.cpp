#include "app/foyer/desks/clientreportdesk.h"

#include <algorithm>

namespace foyer {

namespace {
constexpr Milliseconds salesPause{500};
}

ClientReportDesk::ClientReportDesk(HouseClient &client, QObject *parent)
    : ReportDesk(parent)
    , m_client(client)
{
    m_salesPause.setSingleShot(true);
    m_salesPause.setInterval(salesPause);
    connect(&m_salesPause, &QTimer::timeout, this, &ReportDesk::salesChanged);
    connect(&m_client, &HouseClient::catalogueChanged, this, &ReportDesk::eventsChanged);
    connect(&m_client, &HouseClient::availabilityChanged, this, [this] {
        if (!m_salesPause.isActive())
            m_salesPause.start();
    });
}

QList<Event> ClientReportDesk::events() const
{
    QList<Event> events;
    for (const Event &event : m_client.catalogue().events) {
        if (event.status == EventStatus::Published)
            events.append(event);
    }
    std::ranges::sort(events, {}, &Event::startDate);
    return events;
}

TicketCounts ClientReportDesk::counts(const EventId &event) const
{
    return m_client.catalogue().counts.value(event);
}

Instant ClientReportDesk::now() const
{
    return m_client.serverTime();
}

void ClientReportDesk::fetchSales(std::optional<EventId> event, Instant from, Instant until,
                                  Milliseconds bucket, Callback then)
{
    const SalesReportQuery query{.event = event, .from = from, .until = until, .bucket = bucket};
    m_client.fetchSales(query, [this, then = std::move(then)](const Result<SalesReport> &report) {
        if (!report) {
            then(std::unexpected(report.error()));
            return;
        }
        QList<SalesFigure> figures;
        for (const SalesReportRow &row : report->rows)
            figures.append({.from = row.from,
                            .event = row.event,
                            .eventName = m_client.catalogue().events.value(row.event).name,
                            .category = row.category,
                            .categoryName = row.categoryName,
                            .tickets = row.tickets,
                            .revenue = row.revenue});
        then(figures);
    });
}

} // namespace foyer
