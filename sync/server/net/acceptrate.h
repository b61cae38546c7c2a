#pragma once

#include "models/domain/instant.h"

#include <QByteArray>
#include <QHash>

namespace foyer {

/// A token bucket for each address that connects. One thread.
class AcceptRate final
{
public:
    AcceptRate(qint32 perSecond, qint32 burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
    {}

    /// Takes one token of \a address. \return false when it has none left.
    [[nodiscard]] bool admits(const QByteArray &address, Tick now);
    /// Addresses it keeps; at most edgelimits::addressesRemembered.
    [[nodiscard]] qsizetype size() const { return m_buckets.size(); }

private:
    struct Bucket
    {
        double tokens = 0;
        Tick filledAt;
    };
    void forgetFull(Tick now);
    [[nodiscard]] double filled(const Bucket &bucket, Tick now) const;

    qint32 m_perSecond;
    qint32 m_burst;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace foyer
