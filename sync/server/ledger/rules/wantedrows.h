#pragma once

#include "sync/server/ledger/rules/ledgerrows.h"

#include <QUuid>

namespace foyer {

class LedgerWork;

/// What \a batch names, without the heads and tickets that \a work need not ask the store for.
[[nodiscard]] WantedRows wantedRows(std::span<const Submission> batch, const LedgerWork &work);

/// How many operations from the front of \a batch may share a transaction: up to the first one that
/// names a record (venue, map, performer, event, customer) which one before it saves.
[[nodiscard]] size_t runLength(std::span<const Submission> batch);

} // namespace foyer
