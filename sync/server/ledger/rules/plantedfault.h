#pragma once

#include <QtGlobal>

namespace foyer {

/// Mistakes that the rules could make, to prove that the simulator and the verifier find them. Only
/// the library variant for tests, foyer_server_ledger_rules_faulty, can make them; everywhere else
/// LedgerRules::has() is false when the program is compiled.
enum class PlantedFault : quint8 {
    None,
    ReadThenWrite,     ///< decides by what it read, not by what is there when it writes
    NoFence,           ///< a confirm sells what is held, whoever holds it
    NoIdempotency,     ///< a repeat is done again
    LateExpiry,        ///< a hold that has ended serves until the reaper comes
    EarlyAnswer,       ///< answers before it is written down
    SellsAfterRelease, ///< a hold that was let go can still be sold
    ReaperTooEarly,    ///< the reaper frees holds that are alive
    EndlessExtension,  ///< a hold can be extended as often as one likes
    FenceStays,        ///< a new hold has the fence of the one before
    TakesWhatIsTaken,  ///< as many as possible takes others' tickets too
    CancelKeepsTicket, ///< the money goes back, the tickets stay sold
    CancelPaysTwice,   ///< a cancelled booking can be cancelled again
    HalfAnExchange,    ///< the old tickets go even when the new ones are refused
    CountsStay,        ///< a sale does not move the counters
    ChangeNotTold,     ///< what is let go is not told to the feed
    RefusalTooFinal,   ///< "not now" is stored as the answer for ever
    DigestIgnored,     ///< an operation id serves for another operation
    RoleIgnored,       ///< everybody may do everything
    SessionEndIgnored, ///< a session that has ended still acts
    ClockRunsBack,     ///< a later row tells an earlier time
    WatermarkTooHigh,  ///< an outcome is given up before the window has it
    PoolIgnored,       ///< everybody takes what the house keeps back
    RevokedStillSells, ///< an allotment that was revoked goes on selling
    HalfAPackage,      ///< the first steps stay when a later one is refused
    PriceBelieved,     ///< whatever the window says is the price
    PaymentsUnchecked, ///< payments need not add up
    AllotmentEnds,     ///< an allotment ends by itself, as a hold does
};

} // namespace foyer
