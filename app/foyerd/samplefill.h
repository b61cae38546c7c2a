#pragma once

#include "app/foyerd/datafolder.h"
#include "sync/server/ledger/ledger.h"

namespace foyer {

/// What a stranger needs to try a sample house.
struct DemoAccess
{
    QString token;
    CustomerId customer;
};

/// Makes the sample house in an empty \a folder. Takes a few seconds.
/// \return why not; the half-made ledger is removed again.
[[nodiscard]] Result<DemoAccess> fillSample(const DataFolder &folder, const QString &houseName,
                                            const Clock &clock, RandomSource &random);

/// A fresh token of the administrator of a sample house that is there already, and its customer.
/// \return NotFound when \a folder holds no sample house.
[[nodiscard]] Result<DemoAccess> reopenSample(const DataFolder &folder, Ledger &ledger,
                                              RandomSource &random);

} // namespace foyer
