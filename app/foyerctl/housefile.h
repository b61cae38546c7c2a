#pragma once

#include "sync/server/ledger/storeaddress.h"

#include <QHash>
#include <QStringList>

#include <utility>

struct sqlite3;

namespace foyer {

/// What was written after a command: words and --option values.
struct Arguments
{
    QStringList words;
    QHash<QString, QString> options; ///< "--data" -> "DIR"
};

/// Splits \a given. \return Malformed for an option that is not among \a known or has no value.
[[nodiscard]] Result<Arguments> parsed(const QStringList &given, const QStringList &known);

/// The store of --store, or the one in the folder of --data, there or not.
[[nodiscard]] Result<StoreAddress> storeOf(const Arguments &arguments);

[[nodiscard]] inline bool isDatabase(const StoreAddress &store)
{
    return store.kind == StoreAddress::Kind::Postgres;
}

/// The store of --store or --data, where a file has to be there already.
[[nodiscard]] Result<StoreAddress> houseOf(const Arguments &arguments);

/// The ledger's file in the folder of --data or of --store sqlite:PATH. \return why there is none.
[[nodiscard]] Result<QString> ledgerPathOf(const Arguments &arguments);

/// A house's ledger opened beside a foyerd that may be running: for what an operator looks up,
/// and for the one thing changed here, a forgotten password.
class HouseFile final
{
public:
    enum class Access : quint8 { Read, Write };
    [[nodiscard]] static Result<HouseFile> open(const QString &path, Access access);
    HouseFile(HouseFile &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {}
    HouseFile &operator=(HouseFile &&) = delete;
    ~HouseFile();

    /// The rows of \a statement, every value as text (ids as UUIDs).
    [[nodiscard]] Result<QList<QStringList>> rows(const char *statement,
                                                  const QList<QByteArray> &blobs = {}) const;
    /// How many rows the last statement changed.
    [[nodiscard]] int changed() const;

private:
    HouseFile() = default;
    sqlite3 *m_database = nullptr;
};

} // namespace foyer
