#include "models/search/eventindex.h"

#include "models/search/eventpostings.h"
#include "models/search/eventsearch.h"

namespace foyer {

struct EventIndex::Private
{
    EventPostings postings;
};

EventIndex::EventIndex()
    : d(std::make_unique<Private>())
{}
EventIndex::~EventIndex() = default;
EventIndex::EventIndex(EventIndex &&) noexcept = default;
EventIndex &EventIndex::operator=(EventIndex &&) noexcept = default;

void EventIndex::put(const EventDocument &document)
{
    d->postings.put(document);
}

void EventIndex::remove(const EventId &id)
{
    d->postings.remove(id);
}

qsizetype EventIndex::size() const
{
    return d->postings.count();
}

Result<EventPage> EventIndex::search(const EventQuery &query, Instant now) const
{
    return EventSearch(d->postings, query, now).page();
}

} // namespace foyer
