#pragma once

#include "sync/protocol/command.h"
#include "sync/server/ledger/rules/ledgerwork.h"

#include <memory>

namespace foyer {

// Records of the house. Each success raises the catalogue's version (customers do not: they are
// no part of it).

/// A map read, checked and listed seat by seat: seconds for a large one, without the store.
class PreparedSeatMap final : public PreparedCommand
{
public:
    /// Without its number, time and catalogue version; or why the map cannot be published.
    Result<SeatMapWrite> write;
};
[[nodiscard]] std::shared_ptr<PreparedSeatMap> preparedSeatMap(const PublishSeatMap &command);

[[nodiscard]] Outcome saveVenue(OperationScope &scope, const SaveVenue &command);
[[nodiscard]] Outcome publishSeatMap(OperationScope &scope, const PublishSeatMap &command);
[[nodiscard]] Outcome savePerformer(OperationScope &scope, const SavePerformer &command);
[[nodiscard]] Outcome saveCustomer(OperationScope &scope, const SaveCustomer &command);
/// Publishing makes the event's tickets and the first row of its ledger.
[[nodiscard]] Outcome saveEvent(OperationScope &scope, const SaveEvent &command);

/// The catalogue's next version, for the record that is being changed.
[[nodiscard]] CatalogueVersion raiseCatalogue(OperationScope &scope);

} // namespace foyer
