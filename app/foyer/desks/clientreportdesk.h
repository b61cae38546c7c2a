#pragma once

#include "sync/client/houseclient.h"
#include "ui/reports/reportdesk.h"

#include <QTimer>

namespace foyer {

/// Sales figures over a HouseClient. GUI thread; the client must outlive it.
class ClientReportDesk final : public ReportDesk
{
    Q_OBJECT

public:
    explicit ClientReportDesk(HouseClient &client, QObject *parent = nullptr);

    [[nodiscard]] QList<Event> events() const override;
    [[nodiscard]] TicketCounts counts(const EventId &event) const override;
    [[nodiscard]] Instant now() const override;
    void fetchSales(std::optional<EventId> event, Instant from, Instant until, Milliseconds bucket,
                    Callback then) override;

private:
    HouseClient &m_client;
    QTimer m_salesPause; ///< gathers changes, so that a busy evening asks twice a second
};

} // namespace foyer
