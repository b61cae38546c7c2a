#pragma once

#include "sync/server/service/bookingservice.h"
#include "tests/simulation/recordingledger.h"
#include "tests/simulation/virtualworld.h"

#include <functional>
#include <optional>

namespace foyer {

/// Opens the ledger of one server on a house's storage; \a isAlone: no other one is there.
using OpenLedger = std::function<Result<std::unique_ptr<Ledger>>(const Clock &clock, bool isAlone)>;

/// The mains of the machine that has a house's storage; empty when a server that dies takes
/// nothing with it.
struct SimulatedPower
{
    /// It goes at that write or sync from now on, the first is 1.
    std::function<void(qint64 point)> failAt;
    std::function<void()> cut;
    /// \a seed decides what of the unsynced has survived.
    std::function<void(qint64 seed)> restore;
    [[nodiscard]] bool isThere() const { return bool(cut); }
};

/// A booking server in virtual time: the real service over a real ledger, committing when the
/// world says so, dying without notice.
class SimulatedServer final
{
public:
    /// The server's end of a connection, whose window may be gone already. Dies with the server.
    struct Half
    {
        std::unique_ptr<Conversation> conversation;
    };

    SimulatedServer(VirtualWorld &world, Witness &witness, OpenLedger open, SimulatedPower power,
                    bool isAlone);
    ~SimulatedServer();

    void start();
    /// As kill -9: what is not on disk is lost, nobody is told. \a death: where the commit that
    /// runs at that moment stands.
    void kill(RecordingLedger::Death death);
    /// The same in the middle of the next commit, and up again a while later. Needs a power that
    /// can be cut.
    void failInNextCommit() { m_isFailing = true; }
    void startLater();
    /// Counts the starts.
    [[nodiscard]] int life() const { return m_life; }
    [[nodiscard]] bool isUp() const { return m_service != nullptr && !m_isDying; }
    /// Called while the server dies, before it is gone.
    void onDeath(std::function<void()> tell) { m_tellDeath.push_back(std::move(tell)); }
    /// Called after each commit, even when the server dies at it.
    std::function<void(const NewsFromElsewhere &)> committed;
    /// The machine's clock goes wrong, and stays so when the server is started again.
    void jumpClock(Milliseconds by) { m_clock.jump(by); }
    /// It hears nothing of the other servers; when that ends, only that it has missed something.
    void setApart(bool isApart);
    /// Another server of the house has committed.
    void hear(const NewsFromElsewhere &news);

    [[nodiscard]] std::shared_ptr<Half> converse(std::shared_ptr<WindowLink> link);
    /// A frame has arrived: the next commit follows within a few milliseconds.
    void scheduleCommit();
    [[nodiscard]] Result<EventTickets> tickets(const EventId &event);
    /// One request of a program that is no window, in a transaction of its own; nothing when the
    /// server is down.
    [[nodiscard]] std::optional<Outcome> request(const Submission &submission);
    [[nodiscard]] bool openSession(const SessionRecord &session);

private:
    void hangUp();
    void keepReaping();
    void findOut();

    VirtualWorld &m_world;
    MachineClock m_clock;
    bool m_isApart = false;
    bool m_isFailing = false;
    Witness &m_witness;
    OpenLedger m_open;
    SimulatedPower m_power;
    bool m_isAlone;
    bool m_isInDoubt = false; ///< what the last commit of the last life came to
    std::unique_ptr<RecordingLedger> m_ledger;
    std::unique_ptr<LedgerReader> m_reader;
    std::unique_ptr<BookingService> m_service;
    std::vector<std::function<void()>> m_tellDeath;
    std::vector<std::weak_ptr<Half>> m_halves;
    bool m_commitPlanned = false;
    bool m_isDying = false;
    int m_life = 0; ///< so that plans of an earlier life do nothing
};

} // namespace foyer
