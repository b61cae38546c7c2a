#pragma once

#include "sync/client/houseclient.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace foyer {

class ClientConnection;
class ClientEventDesk;
class ClientReportDesk;
class ClientSaleDesk;
class ClientVenueDesk;
class EventsWorkspace;
class MainWindow;
class PlaceKeeper;
class ReportsWorkspace;
class SellWorkspace;
class VenuesWorkspace;

/// One ticket window put together: its client and store, the desks over them, the workspaces over
/// the desks, and the frame. GUI thread.
class OperatorWindow final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        QUrl server;
        QString folder; ///< of the window's store; made when it is not there
        QString name;   ///< "Window 1"
    };

    /// \a clock and \a random must outlive the window.
    OperatorWindow(const Settings &settings, const Clock &clock, RandomSource &random);
    ~OperatorWindow() override;

    /// Opens the store, shows the frame, connects.
    void open();

    [[nodiscard]] MainWindow &frame() { return *m_frame; }
    [[nodiscard]] HouseClient &client() { return *m_client; }
    [[nodiscard]] ClientSaleDesk &saleDesk() { return *m_saleDesk; }
    [[nodiscard]] SellWorkspace &selling() { return *m_selling; }
    [[nodiscard]] EventsWorkspace &events() { return *m_events; }
    [[nodiscard]] VenuesWorkspace &venues() { return *m_venues; }
    [[nodiscard]] ReportsWorkspace &reports() { return *m_reports; }

Q_SIGNALS:
    /// The window cannot work: its store cannot be used.
    void failed(const foyer::Refusal &refusal);
    void languageChosen(const QString &code);

private:
    void addWorkspaces();

    std::unique_ptr<HouseClient> m_client;
    std::unique_ptr<ClientConnection> m_connection;
    std::unique_ptr<ClientSaleDesk> m_saleDesk;
    std::unique_ptr<ClientVenueDesk> m_venueDesk;
    std::unique_ptr<ClientEventDesk> m_eventDesk;
    std::unique_ptr<ClientReportDesk> m_reportDesk;
    std::unique_ptr<MainWindow> m_frame; ///< owns the workspaces; goes before the desks
    SellWorkspace *m_selling = nullptr;
    EventsWorkspace *m_events = nullptr;
    VenuesWorkspace *m_venues = nullptr;
    ReportsWorkspace *m_reports = nullptr;
    std::unique_ptr<PlaceKeeper> m_place; ///< goes before the frame it keeps the place of
};

} // namespace foyer
