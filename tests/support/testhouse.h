#pragma once

#include "models/domain/event.h"
#include "models/seatmap/seatmap.h"
#include "sync/server/ledger/ledger.h"

#include <QStringList>

namespace foyer {

/// What a house for tests and benchmarks shall hold.
struct TestHousePlan
{
    SeatMap map;
    int events = 1;
    int windows = 1;   ///< each gets a session of its own, as admin
    int operators = 1; ///< who sit at the windows in turn
};

/// A venue on its published map with published events, all with one price, and open sessions.
struct TestHouse
{
    VenueId venue;
    SeatMapId seatMap;
    QList<Event> events;
    CategoryId category; ///< the map's first
    TicketTypeId ticketType;
    Money price;
    QList<WindowId> windows;
    QStringList tokens; ///< bearer token of each window
};

/// Fills an empty ledger through its own commands, so that nothing in it is made up.
/// Ends the program when the ledger refuses any of them.
[[nodiscard]] TestHouse fillTestHouse(Ledger &ledger, const TestHousePlan &plan, const Clock &clock,
                                      RandomSource &random);

} // namespace foyer
