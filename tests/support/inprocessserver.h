#pragma once

#include "models/domain/random.h"
#include "sync/server/net/edge.h"
#include "sync/server/service/bookingservice.h"
#include "tests/support/tempstore.h"
#include "tests/support/testhouse.h"

#include <QUrl>

#include <memory>

namespace foyer {

/// A booking server inside the test: the ledger on SQLite, the service and the network edge as in
/// foyerd, on a free loopback port, with a filled test house. Ends the program when it cannot be
/// started.
class InProcessServer final
{
public:
    static constexpr const char *sellerName = "sam";
    static constexpr const char *sellerPassword = "correct horse";

    /// Fills the house; start() serves it. \a clock and \a random must outlive the server and be
    /// usable from any thread.
    InProcessServer(const TestHousePlan &plan, const Clock &clock, RandomSource &random);
    ~InProcessServer();

    [[nodiscard]] QUrl address() const;
    [[nodiscard]] const TestHouse &house() const { return m_house; }
    /// As a power cut of the service: connections break, the ledger stays.
    void stop();
    /// On the same port as before, so that windows find it again.
    void start();
    [[nodiscard]] Result<EventTickets> tickets(const EventId &event);

private:
    const Clock &m_clock;
    RandomSource &m_random;
    TempDir m_folder;
    TestHouse m_house;
    quint16 m_port = 0;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<BookingService> m_service;
    std::unique_ptr<Edge> m_edge;
};

} // namespace foyer
