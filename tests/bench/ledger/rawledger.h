#pragma once

#include "tests/bench/ledger/holdspeed.h"

#include <QString>

#include <memory>

namespace foyer {

/// The reference of the ledger's benchmark: what holding one ticket writes in the full schema
/// (ticket, hold, ledger row, outcome, and once per commit the event's head and the clock), as
/// bare calls of the SQLite library with synchronous=FULL in the same schema, committed in groups.
/// No rules, no look-ups, no encoding, no hashing: what the disk and the engine allow.
class RawLedger final
{
public:
    /// Opens \a path, a copy of a house made by the ledger itself, with the small numbers 1 to
    /// \a events of its events of \a seats tickets each. Ends the program when it cannot.
    RawLedger(const QString &path, int events, int seats);
    ~RawLedger();

    /// Holds one ticket after the other, \a group in each transaction, for about \a ms.
    [[nodiscard]] HoldSpeed run(int group, int ms);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
