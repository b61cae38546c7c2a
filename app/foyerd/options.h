#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/ledger/storeaddress.h"
#include "sync/server/net/edge.h"
#include "sync/server/net/jsonlog.h"

#include <QString>

#include <optional>

namespace foyer {

/// What foyerd was asked to do.
struct ServerOptions
{
    QString dataFolder; ///< empty only when the store is named
    std::optional<StoreAddress> store;
    EdgeSettings edge;
    qint32 readsPerSecond = limits::readsPerSecond;
    QString houseName; ///< empty: the one it has
    QString keyFile;   ///< empty: signing.key beside the house
    bool isSample = false;
    LogLevel logLevel = LogLevel::Info;
};

/// Reads the command line; answers --help and --version and ends the program on a mistake
/// (exit code 2) by itself. Needs a QCoreApplication.
[[nodiscard]] ServerOptions readOptions();

/// Whether \a address is this machine only.
[[nodiscard]] bool isLoopback(const QString &address);

} // namespace foyer
