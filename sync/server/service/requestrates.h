#pragma once

#include "sync/server/service/tokenbucket.h"

#include <QByteArray>
#include <QHash>

#include <mutex>
#include <optional>

namespace foyer {

/// A token bucket for each asker: an address, or a session. Thread-safe.
class RequestRates final
{
public:
    /// Keeps at most \a mostAskers: then whoever has a full bucket is forgotten, and everybody
    /// when nobody has one. \a perSecond 0 lets everything pass.
    RequestRates(qint32 perSecond, qint32 burst, qsizetype mostAskers);

    /// Takes one of \a asker's tokens. \return how long to wait when there is none.
    [[nodiscard]] std::optional<Milliseconds> refused(const QByteArray &asker, Tick now);
    [[nodiscard]] qsizetype size() const;

private:
    void makeRoom(Tick now);

    const qint32 m_perSecond;
    const qint32 m_burst;
    const qsizetype m_mostAskers;
    mutable std::mutex m_mutex;
    QHash<QByteArray, TokenBucket> m_buckets;
};

/// Whether \a address, as sockets write it, is this machine's own.
[[nodiscard]] bool isLoopbackAddress(const QByteArray &address);

} // namespace foyer
