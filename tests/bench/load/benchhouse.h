#pragma once

#include "sync/protocol/machine.h"
#include "sync/server/net/edge.h"
#include "sync/server/service/bookingservice.h"
#include "tests/bench/load/loadwindows.h"
#include "tests/support/testhouse.h"

#include <memory>

namespace foyer::bench {

/// How the ledger commits.
enum class Commits : quint8 {
    Grouped,  ///< as shipped: what has come meanwhile is one transaction
    OneByOne, ///< every request is a transaction of its own
};

/// Makes a house in the file \a path. \a seats are those of each event.
[[nodiscard]] TestHouse makeHouse(const QString &path, int seats, int events, int windows);

/// Copies a house that nobody has open.
void copyHouse(const QString &from, const QString &to);

/// Ledger, service and edge as in foyerd on a house, without the limits that keep one window from
/// taking all of it. Ends the program when it cannot be.
class BenchHouse final
{
public:
    explicit BenchHouse(const QString &path, Commits commits = Commits::Grouped);
    /// On a ledger of the caller's.
    explicit BenchHouse(std::unique_ptr<Ledger> ledger, Commits commits = Commits::Grouped);
    ~BenchHouse();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] Ledger &ledger() { return *m_ledger; }
    [[nodiscard]] BookingService &service() { return *m_service; }

private:
    void start();

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<BookingService> m_service;
    std::unique_ptr<Edge> m_edge;
    quint16 m_port = 0;
};

/// The first \a windows of the house, each with \a outstanding holds under way, who want one
/// ticket after the other, event by event in turn, so that nobody is in another's way.
[[nodiscard]] LoadWindows::Plan planFor(const TestHouse &house, quint16 port, int seats,
                                        int windows, int outstanding);

} // namespace foyer::bench
