#include "sync/server/service/herald.h"

#include "sync/server/service/serviceparts.h"

#include <condition_variable>
#include <future>
#include <thread>

namespace foyer {

struct Herald::Private
{
    ServiceParts &parts;
    std::mutex mutex;
    std::condition_variable woken;
    bool stopping = false;
    bool catalogue = false;
    bool tickets = false;
    QSet<EventId> gaps;
    std::thread thread;

    void run(std::promise<Result<void>> opened);
    void tell(LedgerReader &reader, bool isCatalogue, const QSet<EventId> &moved);
    void tellAvailability(LedgerReader &reader);
};

void Herald::Private::run(std::promise<Result<void>> opened)
{
    const Result<std::unique_ptr<LedgerReader>> reader = parts.ledger.openReader();
    if (!reader) {
        opened.set_value(std::unexpected(reader.error()));
        return;
    }
    opened.set_value({});
    auto nextAvailability = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex);
    while (!stopping) {
        const auto isUrgent = [this] { return stopping || catalogue || !gaps.isEmpty(); };
        if (!tickets)
            woken.wait(lock, [&] { return isUrgent() || tickets; });
        else
            woken.wait_until(lock, nextAvailability, isUrgent);
        const bool isCatalogue = std::exchange(catalogue, false);
        const QSet<EventId> moved = std::exchange(gaps, {});
        const auto now = std::chrono::steady_clock::now();
        const bool isTime = tickets && now >= nextAvailability;
        if (isTime) {
            tickets = false;
            nextAvailability = now + betweenAvailabilities;
        }
        lock.unlock();
        tell(**reader, isCatalogue, moved);
        if (isTime)
            tellAvailability(**reader);
        lock.lock();
    }
}

void Herald::Private::tell(LedgerReader &reader, bool isCatalogue, const QSet<EventId> &moved)
{
    if (isCatalogue)
        (void)parts.catalogue->advance(reader); // a failing read shows in the ledger's own fault
    for (const EventId &event : moved)
        parts.feed->refresh(reader, event);
}

void Herald::Private::tellAvailability(LedgerReader &reader)
{
    QSet<EventId> events = parts.feed->takeChanged();
    if (events.isEmpty() || parts.catalogue->watcherCount() == 0)
        return;
    Availability availability;
    const QHash<EventId, TicketCounts> counts = parts.feed->countsOf(events);
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        availability.events.append({count.key(), count.value()});
        events.remove(count.key());
    }
    if (!events.isEmpty()) { // sold without anybody looking: no board, so ask the ledger
        for (const Availability::Entry &entry :
             reader.availability().value_or(QList<Availability::Entry>())) {
            if (events.contains(entry.event))
                availability.events.append(entry);
        }
    }
    parts.catalogue->send(availability);
}

Herald::Herald(ServiceParts &parts)
    : d(new Private{.parts = parts})
{}

Herald::~Herald()
{
    stop();
}

Result<void> Herald::start()
{
    std::promise<Result<void>> opened;
    std::future<Result<void>> answer = opened.get_future();
    d->thread =
        std::thread([this, promise = std::move(opened)]() mutable { d->run(std::move(promise)); });
    return answer.get();
}

void Herald::stop()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->woken.notify_all();
    if (d->thread.joinable())
        d->thread.join();
}

void Herald::catalogueChanged()
{
    {
        const std::lock_guard lock(d->mutex);
        d->catalogue = true;
    }
    d->woken.notify_all();
}

void Herald::ticketsChanged()
{
    {
        const std::lock_guard lock(d->mutex);
        d->tickets = true;
    }
    d->woken.notify_all();
}

void Herald::refresh(const EventId &event)
{
    if (!d->thread.joinable()) {
        (void)d->parts.room->post(
            [this, event](LedgerReader &reader) { d->parts.feed->refresh(reader, event); });
        return;
    }
    {
        const std::lock_guard lock(d->mutex);
        d->gaps.insert(event);
    }
    d->woken.notify_all();
}

} // namespace foyer
