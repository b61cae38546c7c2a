#pragma once

#include "sync/server/ledger/ledger.h"
#include "sync/server/ledger/storeaddress.h"

namespace foyer {

/// What a stranger needs to try a sample house.
struct DemoAccess
{
    QString token;
    CustomerId customer;
};

/// Makes the sample house in an empty \a store and remembers in the file \a samplePath (empty: not
/// at all) that it is one. Takes a few seconds.
/// \return why not; a half-made file is removed again.
[[nodiscard]] Result<DemoAccess> fillSample(const StoreAddress &store, const QString &samplePath,
                                            const QString &houseName, const Clock &clock,
                                            RandomSource &random);

/// A fresh token of the administrator of a sample house that is there already, and its customer.
/// \return NotFound when \a samplePath does not say that it is a sample house.
[[nodiscard]] Result<DemoAccess> reopenSample(const QString &samplePath, Ledger &ledger,
                                              RandomSource &random);

} // namespace foyer
