#pragma once

#include "sync/server/ledger/sqlite/database.h"

namespace foyer {

/// Says what SQLite's \a error means for the house and what to do. \a doing completes "While ...".
/// ReadOnly when nothing can be written (full, failing or write-protected disk, another writer),
/// Internal for damage and for our own mistakes.
[[nodiscard]] Refusal refusalFor(const StorageError &error, const QString &doing);

/// Whether nothing may be written after \a error until the program has been started again. A
/// failed sync must never be tried again and called good; a busy file may.
[[nodiscard]] bool endsWriting(const StorageError &error);

} // namespace foyer
