#include "sync/server/accounts/verifierpool.h"

#include "models/domain/invariant.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace foyer {

struct VerifierPool::Private
{
    struct Check
    {
        Secret password;
        QByteArray hash;
        std::function<void(bool)> then;
    };

    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Check> waiting;
    bool stopping = false;
    PasswordCost cost;
    std::once_flag decoyMade;
    QByteArray decoy;
    std::vector<std::thread> threads;

    void work();
    bool isRight(const Check &check);
};

void VerifierPool::Private::work()
{
    while (true) {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty())
            return;
        Check check = std::move(waiting.front());
        waiting.pop_front();
        lock.unlock();
        check.then(isRight(check));
    }
}

bool VerifierPool::Private::isRight(const Check &check)
{
    if (!check.hash.isEmpty())
        return passwordMatches(check.password, check.hash);
    std::call_once(decoyMade, [this] {
        decoy = hashPassword(Secret(QByteArrayView("nobody")), cost).value_or(QByteArray());
    });
    (void)passwordMatches(check.password, decoy);
    return false;
}

VerifierPool::VerifierPool(int threads, PasswordCost cost)
    : d(std::make_unique<Private>())
{
    FOYER_INVARIANT(threads > 0, "a verifier pool has a thread");
    d->cost = cost;
    for (int i = 0; i < threads; ++i)
        d->threads.emplace_back([this] { d->work(); });
}

VerifierPool::~VerifierPool()
{
    stop();
}

void VerifierPool::stop()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->arrived.notify_all();
    for (std::thread &thread : d->threads)
        thread.join();
    d->threads.clear();
}

bool VerifierPool::verify(Secret password, const QByteArray &hash, std::function<void(bool)> then)
{
    {
        const std::lock_guard lock(d->mutex);
        if (d->stopping || qsizetype(d->waiting.size()) >= mostWaiting)
            return false;
        d->waiting.push_back({std::move(password), hash, std::move(then)});
    }
    d->arrived.notify_one();
    return true;
}

} // namespace foyer
