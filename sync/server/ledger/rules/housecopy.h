#pragma once

#include "models/domain/id.h"
#include "sync/server/ledger/rules/housetables.h"

#include <QString>

namespace foyer {

/// What a table has: how many rows, and BLAKE2b-256 over all of them in the order of their keys.
struct TableDigest
{
    QString table;
    qint64 rows = 0;
    QByteArray digest;
};

/// Reads a whole house; the same house in another kind of store has the same digests.
/// \return NotFound when there is no house, else what the source failed with.
[[nodiscard]] Result<std::vector<TableDigest>> digestHouse(HouseSource &source);

/// The names of the tables in which two houses differ; empty: they are equal.
[[nodiscard]] QStringList differences(const std::vector<TableDigest> &one,
                                      const std::vector<TableDigest> &other);

/// Copies all of \a source into the empty \a target, in one transaction and in bounded memory,
/// reads it back from there, and commits only when every table reads the same. With an \a epoch
/// the copy has that one instead of the source's: windows then forget what they have seen.
/// \return what was copied. InvalidRecord when the target is not empty or is the source itself,
/// Internal when it does not read the same; nothing has changed then.
[[nodiscard]] Result<std::vector<TableDigest>>
copyHouse(HouseSource &source, HouseTarget &target, const std::optional<LedgerEpoch> &epoch = {});

} // namespace foyer
