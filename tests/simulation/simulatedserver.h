#pragma once

#include "sync/server/service/bookingservice.h"
#include "tests/simulation/recordingledger.h"
#include "tests/simulation/virtualworld.h"
#include "tests/support/testhouse.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace foyer {

using OpenLedger =
    std::function<Result<std::unique_ptr<Ledger>>(const QString &path, const Clock &clock)>;

/// The real booking service on the real ledger, in virtual time. It commits when the world says
/// so, and it can be killed at any moment and started again on the same file.
class SimulatedServer final
{
public:
    SimulatedServer(VirtualWorld &world, Witness &witness, OpenLedger open);
    ~SimulatedServer();

    /// Fills the empty ledger. Once, before start().
    [[nodiscard]] TestHouse fill(qint32 seats, qint32 windows);
    void start();
    /// As kill -9: what is not on disk is lost, nobody is told. \a death: where the commit that
    /// runs at that moment stands.
    void kill(RecordingLedger::Death death);
    /// Counts the starts.
    [[nodiscard]] int life() const { return m_life; }
    [[nodiscard]] bool isUp() const { return m_service != nullptr && !m_isDying; }
    /// Called while the server dies, before it is gone: every connection must drop its half.
    void onDeath(std::function<void()> drop) { m_dropConnections.push_back(std::move(drop)); }

    [[nodiscard]] std::unique_ptr<Conversation> converse(std::shared_ptr<WindowLink> link);
    /// A frame has arrived: the next commit follows within a few milliseconds.
    void scheduleCommit();
    [[nodiscard]] Result<EventTickets> tickets(const EventId &event);

private:
    void open();

    VirtualWorld &m_world;
    Witness &m_witness;
    OpenLedger m_open;
    QTemporaryDir m_folder;
    std::unique_ptr<RecordingLedger> m_ledger;
    std::unique_ptr<LedgerReader> m_reader;
    std::unique_ptr<BookingService> m_service;
    std::vector<std::function<void()>> m_dropConnections;
    bool m_commitPlanned = false;
    bool m_isDying = false;
    int m_life = 0; ///< so that plans of an earlier life do nothing
};

} // namespace foyer
