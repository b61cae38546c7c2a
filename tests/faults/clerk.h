#pragma once

#include "sync/client/houseclient.h"
#include "sync/protocol/machine.h"
#include "tests/faults/samplehall.h"
#include "tests/support/seededrandom.h"
#include "tests/support/tempstore.h"

#include <QTimer>

namespace foyer {

/// Somebody at a real window: signs in whenever the window asks, holds a few tickets, and sells
/// or releases them, one thing after the other.
class Clerk final : public QObject
{
    Q_OBJECT

public:
    Clerk(quint64 seed, const QUrl &server, SampleHall hall);

    void start() { m_client.start(); }
    [[nodiscard]] LinkState link() const { return m_client.link(); }
    /// Operations that the server has done.
    [[nodiscard]] qint64 done() const { return m_done; }
    /// How often the window gave up a line.
    [[nodiscard]] qint64 linesLost() const { return m_linesLost; }
    /// What it has sold, by the word of the server.
    [[nodiscard]] const QList<BookingId> &sales() const { return m_sales; }

private:
    void work();
    void onSettled(const Operation &operation, const Outcome &outcome);
    void onLinkChanged();
    [[nodiscard]] Command nextCommand();

    SystemClock m_clock;
    SeededRandom m_random;
    SampleHall m_hall;
    TempStore m_store;
    HouseClient m_client;
    QTimer m_work;
    std::optional<Hold> m_hold;
    bool m_isWaiting = false;
    bool m_wasLive = false;
    qint64 m_done = 0;
    qint64 m_linesLost = 0;
    QList<BookingId> m_sales;
};

} // namespace foyer
