#pragma once

#include "sync/client/houseclient.h"
#include "ui/events/eventdesk.h"

namespace foyer {

/// Events over a HouseClient. GUI thread; the client must outlive it.
class ClientEventDesk final : public EventDesk
{
    Q_OBJECT

public:
    explicit ClientEventDesk(HouseClient &client, QObject *parent = nullptr);

    [[nodiscard]] QList<Event> events(const QString &search) const override;
    [[nodiscard]] TicketCounts counts(const EventId &event) const override;
    [[nodiscard]] QList<Venue> venues() const override;
    [[nodiscard]] QList<Performer> performers(const QString &search, qint32 limit) const override;
    [[nodiscard]] std::optional<Performer> performer(const PerformerId &id) const override;
    [[nodiscard]] bool mayEdit() const override;
    void loadCategories(const SeatMapId &map, Callback<QList<Category>> then) override;
    void addPerformer(const QString &name, const QString &type,
                      Callback<PerformerId> then) override;
    void save(const Event &event, Callback<EventId> then) override;

private:
    HouseClient &m_client;
};

} // namespace foyer
