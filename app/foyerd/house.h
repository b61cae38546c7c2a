#pragma once

#include "app/foyerd/options.h"
#include "sync/server/accounts/signingkey.h"
#include "sync/server/ledger/ledger.h"

#include <memory>

namespace foyer {

/// Whose clock judges leases: the store's, or, while a sample house is filled with the sales of
/// past weeks, the one that is handed over.
enum class HouseClock : quint8 { OfTheStore, Given };

/// Opens the ledger at \a store, and makes it when there is none. \a clock must outlive it.
[[nodiscard]] Result<std::unique_ptr<Ledger>> openStore(const StoreAddress &store,
                                                        const Clock &clock,
                                                        const QString &houseName,
                                                        HouseClock whose = HouseClock::OfTheStore);

/// The key that the house signs with. \return nothing when the options say no place for it.
[[nodiscard]] Result<std::shared_ptr<const SigningKey>> openKey(const ServerOptions &options);

/// The ledger that \a options name, filled with the sample house when they ask for that; says on
/// standard output what a stranger needs to try it.
[[nodiscard]] Result<std::unique_ptr<Ledger>> openHouse(const ServerOptions &options,
                                                        const Clock &clock, RandomSource &random);

} // namespace foyer
