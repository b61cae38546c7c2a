#pragma once

#include "tests/bench/ledger/holdspeed.h"

#include <QString>

#include <memory>

namespace foyer::bench {

/// The reference of the ledger over PostgreSQL: what holding one ticket writes in the full schema
/// (ticket, hold, ledger row, outcome, and once per commit each event's head), as bare unnest
/// batches over one pipelined connection. No rules, no locks asked for, no look-ups, no hashing.
class RawPostgres final
{
public:
    /// The database at \a uri is a copy of a house made by the ledger itself, with the small
    /// numbers 1 to \a events of its events. Each of the \a windows has a person of its own.
    /// Ends the program when it cannot connect.
    RawPostgres(const QString &uri, int events, int seats, int windows);
    ~RawPostgres();

    /// Holds one ticket after the other, \a group in each transaction, for about \a ms. What is
    /// sent is made up beforehand, unmeasured.
    [[nodiscard]] HoldSpeed run(int group, int ms);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Counts the tables of the database at \a uri, as PostgreSQL does by itself a minute after much
/// has changed: until then it does not know how large they are.
void analyze(const QString &uri);

} // namespace foyer::bench
