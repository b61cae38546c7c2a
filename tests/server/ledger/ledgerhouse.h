#pragma once

#include "sync/server/ledger/ledger.h"
#include "tests/support/builders.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

namespace foyer {

/// Opens the ledger that is tested, or makes it; its house is called "House". ":memory:" is a new
/// one each time. Each adapter's tests link their own.
[[nodiscard]] Result<std::unique_ptr<Ledger>> openHouseLedger(const QString &path,
                                                              const Clock &clock);

/// A small house on a ledger: a hall of 4 rows of 10 seats and a standing area of 10, one
/// published event at 25.00 for adults and 15.00 for children, two windows with sessions.
/// Every step goes through the ledger's own commands.
class LedgerHouse
{
public:
    /// In memory, or in a file that may exist already (then nothing is made anew).
    explicit LedgerHouse(const QString &path = QStringLiteral(":memory:"));

    /// Closes and opens the file again, as after a crash.
    void reopen();

    [[nodiscard]] Ledger &ledger() { return *m_ledger; }
    [[nodiscard]] FakeClock &clock() { return m_clock; }
    [[nodiscard]] LedgerReader &reader() { return *m_reader; }

    [[nodiscard]] Submission submission(const Command &command, int window = 0);
    AppliedOperation apply(const Command &command, int window = 0);
    AppliedOperation apply(const Submission &submission);
    /// Holds seats for a window. \return the outcome.
    Outcome hold(const HoldId &id, const QList<int> &seats, int window = 0,
                 HoldMode mode = HoldMode::AllOrNothing);
    /// Sells a hold to an adult at each seat.
    [[nodiscard]] ConfirmBooking sale(const Hold &hold);
    [[nodiscard]] TicketState ticket(int seat);
    [[nodiscard]] TicketCounts counts();
    [[nodiscard]] Actor windowActor(int window) const;
    [[nodiscard]] TokenHash signIn(const QString &name, Role role, const WindowId &window);

    template <class AnyId>
    [[nodiscard]] AnyId make()
    {
        return AnyId::make(m_clock.now(), m_random);
    }

    EventId event;
    VenueId venue;
    SeatMapId map;
    Event record;

private:
    void open();
    void build();

    FakeClock m_clock;
    SeededRandom m_random{7};
    QString m_path;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<LedgerReader> m_reader;
};

[[nodiscard]] QList<SeatIndex> seatsAt(const QList<int> &seats);

} // namespace foyer
