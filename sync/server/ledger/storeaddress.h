#pragma once

#include "models/domain/refusal.h"

#include <QString>

namespace foyer {

/// Where a house's ledger is, as an operator writes it: "sqlite:PATH" or "postgres:URI".
struct StoreAddress
{
    enum class Kind : quint8 { Sqlite, Postgres };
    Kind kind = Kind::Sqlite;
    /// The file; or what libpq takes, "postgres://..." or "postgresql://..." or "host=... ...".
    QString where;
};

/// Reads "sqlite:PATH", "postgres:URI" and libpq's own "postgres://..." and "postgresql://...".
/// \return Malformed for anything else; the message never shows a password.
[[nodiscard]] Result<StoreAddress> storeAddressFrom(const QString &text);

/// The ledger's file in a data folder.
[[nodiscard]] StoreAddress storeInFolder(const QString &folder);

} // namespace foyer
