#pragma once

#include "tests/ui/workspaces/fakes/fakedesks.h"

namespace foyer::fakes {

/// A house of three venues, a dozen events and two months of sales, always the same.
struct House
{
    FakeVenueDesk venues;
    FakeEventDesk events;
    FakeReportDesk reports;

    House()
    {
        fillVenues();
        fillEvents();
        fillSales();
    }

private:
    void fillVenues()
    {
        const auto add = [this](const QString &name, const QString &address, const QString &city) {
            venues.stored.append({.id = freshId<VenueId>(),
                                  .name = name,
                                  .address = address,
                                  .city = city,
                                  .timeZone = u"Europe/Berlin"_s});
            return venues.stored.last().id;
        };
        const VenueId hall = add(u"Grand Hall"_s, u"1 Theatre Square"_s, u"Berlin"_s);
        const VenueId arena = add(u"Lakeside Arena"_s, u"44 Shore Road"_s, u"Hamburg"_s);
        add(u"Studio in the Old Gasworks"_s, u"7 Mill Lane"_s, u"Leipzig"_s);
        publish(hall, u"ticketland-hall.pretix.json"_s, u"First plan"_s, 1);
        publish(hall, u"ticketland-hall.pretix.json"_s, u"Dance floor opened"_s, 2);
        publish(arena, u"seatmap-canvas-stadium.json"_s, {}, 1);
    }

    void publish(const VenueId &venue, const QString &plan, const QString &note, qint32 number)
    {
        QFile file(samplePlan(plan));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("a sample plan is missing");
        const Result<ImportedMap> imported = importPretixPlan(file.readAll());
        if (!imported)
            qFatal("a sample plan cannot be read");
        venues.add(venue, imported->map, note,
                   Instant::fromMs(1'780'000'000'000 + number * 864'000'000LL), number);
    }

    void fillEvents()
    {
        events.places = venues.stored;
        events.categories = venues.maps.value(venues.stored.first().seatMap)->categories();
        for (const QString &name : {u"Anna Weber"_s, u"Luca Moretti"_s, u"City Philharmonic"_s})
            events.people.append(
                {.id = freshId<PerformerId>(), .name = name, .type = u"soloist"_s});
        const QString names[] = {u"La Traviata"_s,
                                 u"Jazz at the Lake"_s,
                                 u"The Magic Flute"_s,
                                 u"New Year's Gala"_s,
                                 u"Mahler, Symphony No. 2 with the City Choir and soloists"_s,
                                 u"Swan Lake"_s,
                                 u"Stand-up Night"_s,
                                 u"Brahms Requiem"_s,
                                 u"Children's Concert"_s,
                                 u"Tango Evening"_s,
                                 u"Film Night: Metropolis"_s,
                                 u"Spring Opening"_s};
        qint32 i = 0;
        for (const QString &name : names)
            events.stored.append(makeEvent(name, i++));
    }

    Event makeEvent(const QString &name, qint32 i)
    {
        const TicketTypeId adult = freshId<TicketTypeId>();
        const TicketTypeId child = freshId<TicketTypeId>();
        Event event{.id = freshId<EventId>(),
                    .venue = venues.stored.at(i % 2).id,
                    .seatMap = venues.stored.at(i % 2).seatMap,
                    .name = name,
                    .description = u"An evening of music."_s,
                    .startDate = Instant::fromMs(1'795'804'200'000 + i * 190'000'000LL)};
        event.endDate = event.startDate + std::chrono::minutes(150);
        event.status = i % 5 == 3 ? EventStatus::Draft : EventStatus::Published;
        if (i == 6)
            event.status = EventStatus::Cancelled;
        event.performers = {events.people.at(0).id, events.people.at(2).id};
        event.prices = {Currency::of("EUR"), {{adult, u"Adult"_s}, {child, u"Child"_s}}, {}};
        qint64 price = 6800;
        for (const Category &category : std::as_const(events.categories)) {
            event.prices.prices.append({category.id, adult, {price, Currency::of("EUR")}});
            event.prices.prices.append({category.id, child, {price / 2, Currency::of("EUR")}});
            price = qMax<qint64>(1200, price - 1400);
        }
        const qint32 capacity = venues.stored.at(i % 2).capacity;
        const qint32 sold =
            event.status == EventStatus::Draft ? 0 : capacity * ((i * 37) % 101) / 100;
        events.ticketCounts.insert(event.id, {.available = capacity - sold, .sold = sold});
        return event;
    }

    void fillSales()
    {
        constexpr Milliseconds hour = std::chrono::hours(1);
        reports.at = Instant::fromMs(1'795'789'800'000); // Friday 27 November 2026, 13:30 UTC
        for (const Event &event : std::as_const(events.stored)) {
            if (event.status == EventStatus::Published)
                reports.stored.append(event);
        }
        reports.ticketCounts = events.ticketCounts;
        quint32 noise = 7;
        for (int back = 0; back < 24 * 64; ++back) {
            noise = noise * 1'664'525 + 1'013'904'223;
            const Instant from = reports.at - hour * back;
            const int clock = int((from.toMs() / hour.count()) % 24);
            if (clock < 7 || clock > 21)
                continue;
            const auto category = qsizetype((noise >> 8) % quint32(events.categories.size()));
            const qint32 tickets = qint32((noise >> 20) % 9) + (back < 24 * 8 ? 2 : 0);
            const Event &event = reports.stored.at(qsizetype(noise >> 26) % reports.stored.size());
            reports.figures.append(
                {.from = from,
                 .event = event.id,
                 .eventName = event.name,
                 .category = events.categories.at(category).id,
                 .categoryName = events.categories.at(category).name,
                 .tickets = tickets,
                 .revenue = Money(tickets * (6800 - category * 900), Currency::of("EUR"))});
        }
    }
};

} // namespace foyer::fakes
