#pragma once

#include "models/seatmap/pretiximport.h"
#include "ui/designer/venuedesk.h"
#include "ui/events/eventdesk.h"
#include "ui/reports/reportdesk.h"

#include <QFile>

#include <algorithm>

namespace foyer::fakes {

using namespace Qt::StringLiterals;

/// Answers of the fakes: at once, or kept until the test lets them go.
template <class T>
using Answer = std::function<void(const Result<T> &)>;

template <class AnyId>
[[nodiscard]] AnyId freshId()
{
    return AnyId(QUuid::createUuid());
}

[[nodiscard]] inline QString samplePlan(const QString &name)
{
    return QStringLiteral(FOYER_SOURCE_DIR "/resources/samples/venues/") + name;
}

class FakeVenueDesk final : public VenueDesk
{
public:
    [[nodiscard]] QList<Venue> venues() const override { return stored; }
    [[nodiscard]] QList<SeatMapSummary> versions(const VenueId &venue) const override
    {
        return summaries.value(venue);
    }
    [[nodiscard]] bool mayEdit() const override { return isAllowed; }
    void loadMap(const SeatMapId &map, Callback<std::shared_ptr<const SeatGeometry>> then) override
    {
        if (maps.contains(map))
            then(maps.value(map));
        else
            then(std::unexpected(refusal(RefusalCode::NotFound, u"The map is not here."_s)));
    }
    void save(const Venue &venue, Callback<VenueId> then) override
    {
        saved.append(venue);
        if (refuseWith) {
            then(std::unexpected(*refuseWith));
            return;
        }
        Venue kept = venue;
        if (kept.id.isNull())
            kept.id = freshId<VenueId>();
        stored.removeIf([&kept](const Venue &v) { return v.id == kept.id; });
        stored.append(kept);
        then(kept.id);
        Q_EMIT venuesChanged();
    }
    void publish(const VenueId &venue, const SeatMap &map, const QString &note,
                 Callback<qint32> then) override
    {
        if (refuseWith) {
            then(std::unexpected(*refuseWith));
            return;
        }
        const qint32 number = qint32(summaries.value(venue).size()) + 1;
        add(venue, map, note, Instant::fromMs(1'790'000'000'000), number);
        then(number);
        Q_EMIT venuesChanged();
    }
    void add(const VenueId &venue, const SeatMap &map, const QString &note, Instant at,
             qint32 number)
    {
        const auto geometry = SeatGeometry::compile(map);
        const SeatMapSummary summary{.id = freshId<SeatMapId>(),
                                     .venue = venue,
                                     .number = number,
                                     .capacity = geometry->ticketCount(),
                                     .note = note,
                                     .publishedAt = at};
        maps.insert(summary.id, geometry);
        summaries[venue].prepend(summary);
        for (Venue &kept : stored) {
            if (kept.id == venue) {
                kept.seatMap = summary.id;
                kept.capacity = summary.capacity;
            }
        }
    }

    QList<Venue> stored;
    QHash<VenueId, QList<SeatMapSummary>> summaries;
    QHash<SeatMapId, std::shared_ptr<const SeatGeometry>> maps;
    QList<Venue> saved;
    std::optional<Refusal> refuseWith;
    bool isAllowed = true;
};

class FakeEventDesk final : public EventDesk
{
public:
    [[nodiscard]] QList<Event> events(const QString &search) const override
    {
        QList<Event> found;
        for (const Event &event : stored) {
            if (event.name.contains(search, Qt::CaseInsensitive))
                found.append(event);
        }
        return found;
    }
    [[nodiscard]] TicketCounts counts(const EventId &event) const override
    {
        return ticketCounts.value(event);
    }
    [[nodiscard]] QList<Venue> venues() const override { return places; }
    [[nodiscard]] QList<Performer> performers(const QString &search, qint32 limit) const override
    {
        QList<Performer> found;
        for (const Performer &performer : people) {
            if (performer.name.contains(search, Qt::CaseInsensitive) && found.size() < limit)
                found.append(performer);
        }
        return found;
    }
    [[nodiscard]] std::optional<Performer> performer(const PerformerId &id) const override
    {
        const auto found = std::ranges::find(people, id, &Performer::id);
        return found == people.cend() ? std::nullopt : std::optional(*found);
    }
    [[nodiscard]] bool mayEdit() const override { return isAllowed; }
    void loadCategories(const SeatMapId &, Callback<QList<Category>> then) override
    {
        then(categories);
    }
    void addPerformer(const QString &name, const QString &type, Callback<PerformerId> then) override
    {
        people.append({.id = freshId<PerformerId>(), .name = name, .type = type});
        then(people.last().id);
    }
    void save(const Event &event, Callback<EventId> then) override
    {
        saved.append(event);
        if (refuseWith) {
            then(std::unexpected(*refuseWith));
            return;
        }
        Event kept = event;
        if (kept.id.isNull())
            kept.id = freshId<EventId>();
        kept.version = kept.version.next();
        stored.removeIf([&kept](const Event &e) { return e.id == kept.id; });
        stored.append(kept);
        then(kept.id);
        Q_EMIT eventsChanged();
    }

    QList<Event> stored;
    QHash<EventId, TicketCounts> ticketCounts;
    QList<Venue> places;
    QList<Performer> people;
    QList<Category> categories;
    QList<Event> saved;
    std::optional<Refusal> refuseWith;
    bool isAllowed = true;
};

class FakeReportDesk final : public ReportDesk
{
public:
    [[nodiscard]] QList<Event> events() const override { return stored; }
    [[nodiscard]] TicketCounts counts(const EventId &event) const override
    {
        return ticketCounts.value(event);
    }
    [[nodiscard]] Instant now() const override { return at; }
    void fetchSales(std::optional<EventId> event, Instant from, Instant until, Milliseconds bucket,
                    Callback then) override
    {
        ++asked;
        if (refuseWith) {
            then(std::unexpected(*refuseWith));
            return;
        }
        QList<SalesFigure> answer;
        for (SalesFigure figure : figures) {
            if (figure.from < from || figure.from >= until || (event && figure.event != *event))
                continue;
            figure.from = from + bucket * ((figure.from - from) / bucket);
            answer.append(figure);
        }
        then(answer);
    }

    QList<Event> stored;
    QHash<EventId, TicketCounts> ticketCounts;
    QList<SalesFigure> figures;
    Instant at;
    int asked = 0;
    std::optional<Refusal> refuseWith;
};

} // namespace foyer::fakes
