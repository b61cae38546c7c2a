#include "sync/server/service/readingroom.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace foyer {

struct ReadingRoom::Private
{
    Ledger &ledger;
    int threadCount;
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Task> waiting;
    bool stopping = false;
    std::vector<std::thread> threads;
    std::unique_ptr<LedgerReader> inlineReader; ///< of a room without threads

    void work(std::promise<Result<void>> opened);
};

void ReadingRoom::Private::work(std::promise<Result<void>> opened)
{
    const Result<std::unique_ptr<LedgerReader>> reader = ledger.openReader();
    if (!reader) {
        opened.set_value(std::unexpected(reader.error()));
        return;
    }
    opened.set_value({});
    while (true) {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty())
            return;
        const Task task = std::move(waiting.front());
        waiting.pop_front();
        lock.unlock();
        task(**reader);
    }
}

ReadingRoom::ReadingRoom(Ledger &ledger, int threads)
    : d(new Private{.ledger = ledger, .threadCount = threads})
{}

ReadingRoom::~ReadingRoom()
{
    stop();
}

Result<void> ReadingRoom::start()
{
    Result<void> all;
    if (d->threadCount == 0) {
        Result<std::unique_ptr<LedgerReader>> reader = d->ledger.openReader();
        if (!reader)
            return std::unexpected(reader.error());
        d->inlineReader = *std::move(reader);
    }
    for (int i = 0; i < d->threadCount; ++i) {
        std::promise<Result<void>> opened;
        std::future<Result<void>> answer = opened.get_future();
        d->threads.emplace_back(
            [this, promise = std::move(opened)]() mutable { d->work(std::move(promise)); });
        if (const Result<void> one = answer.get(); !one)
            all = one;
    }
    return all;
}

bool ReadingRoom::post(Task task)
{
    if (d->inlineReader) {
        if (d->stopping)
            return false;
        task(*d->inlineReader);
        return true;
    }
    {
        const std::lock_guard lock(d->mutex);
        if (d->stopping || d->threads.empty() || qsizetype(d->waiting.size()) >= mostWaiting)
            return false;
        d->waiting.push_back(std::move(task));
    }
    d->arrived.notify_one();
    return true;
}

void ReadingRoom::stop()
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

} // namespace foyer
