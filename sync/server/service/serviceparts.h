#pragma once

#include "sync/server/accounts/verifierpool.h"
#include "sync/server/feed/cataloguefeed.h"
#include "sync/server/feed/feed.h"
#include "sync/server/service/bookingservice.h"
#include "sync/server/service/cataloguemirror.h"
#include "sync/server/service/geometryshelf.h"
#include "sync/server/service/readingroom.h"
#include "sync/server/service/sessionregistry.h"
#include "sync/server/service/signindesk.h"

#include <atomic>
#include <mutex>

namespace foyer {

/// Makes a random source safe to share between threads.
class SharedRandom final : public RandomSource
{
public:
    explicit SharedRandom(RandomSource &source)
        : m_source(source)
    {}
    [[nodiscard]] quint64 next() override
    {
        const std::lock_guard lock(m_mutex);
        return m_source.next();
    }

private:
    RandomSource &m_source;
    std::mutex m_mutex;
};

/// What the service has counted; read by /metrics.
struct ServiceFigures
{
    std::atomic<qint64> connections = 0;
    std::atomic<qint64> messages = 0;
    std::atomic<qint64> malformed = 0;
    std::atomic<qint64> rateLimited = 0;
    std::atomic<qint64> requests = 0;
    std::atomic<qint64> requestsRefused = 0; ///< answered 4xx
    std::atomic<qint64> requestsFailed = 0;  ///< answered 5xx
    std::atomic<qint64> viewHits = 0;
    std::atomic<qint64> viewMisses = 0;
    std::atomic<qint64> notModified = 0;
};

/// What conversations and REST share; owned by BookingService, which makes and ends it in order.
/// Every member is thread-safe.
struct ServiceParts
{
    Ledger &ledger;
    const Clock &clock;
    SharedRandom random;
    BookingServiceSettings settings;
    ServiceFigures figures{};
    LedgerEpoch epoch{};
    QString house{};
    std::atomic<bool> stopping = false;

    SessionRegistry sessions{};
    GeometryShelf geometries{};
    CatalogueMirror mirror{};
    std::unique_ptr<CatalogueFeed> catalogue{};
    std::unique_ptr<Feed> feed{};
    std::unique_ptr<ReadingRoom> room{};
    std::unique_ptr<GroupCommit> writer{};
    std::unique_ptr<SignInDesk> signIns{};
    std::unique_ptr<VerifierPool> verifiers{};

    /// Why a write was not even accepted.
    [[nodiscard]] Refusal notAccepted() const;
};

} // namespace foyer
