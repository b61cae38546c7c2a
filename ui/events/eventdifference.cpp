#include "ui/events/eventdifference.h"

#include "models/tables/eventtablemodel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 160;

struct DifferenceWords
{
    Q_DECLARE_TR_FUNCTIONS(foyer::EventDifference)
};

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

QString cut(const QString &text)
{
    return text.size() <= longestText ? text : text.left(longestText).trimmed() + u'…';
}

std::optional<Venue> venueOf(const Event &event, const EventDesk &desk)
{
    const QList<Venue> venues = desk.venues();
    const auto found = std::ranges::find(venues, event.venue, &Venue::id);
    return found == venues.cend() ? std::nullopt : std::optional(*found);
}

QString timeText(Instant at, const std::optional<Venue> &venue)
{
    const QTimeZone zone(venue ? venue->timeZone.toLatin1() : QByteArray());
    const QDateTime local =
        at.toDateTime().toTimeZone(zone.isValid() ? zone : QTimeZone::systemTimeZone());
    const QLocale locale;
    return locale.toString(local.date(), QLocale::ShortFormat) + u"  "_s +
           locale.toString(local.time(), shortTimeFormat(locale));
}

QString performersText(const Event &event, const EventDesk &desk)
{
    QStringList names;
    for (const PerformerId &id : event.performers) {
        if (const std::optional<Performer> performer = desk.performer(id))
            names.append(performer->name);
    }
    return names.join(u", "_s);
}

QString pricesText(const PriceList &prices)
{
    const auto range = prices.range();
    if (!range)
        return {};
    const QLocale locale;
    const QString first = range->first.toText(locale);
    return range->first == range->second
               ? first
               : DifferenceWords::tr("%1 to %2").arg(first, range->second.toText(locale));
}

int differingPrices(const PriceList &theirs, const PriceList &mine)
{
    const auto missingIn = [](const PriceList &all, const PriceList &list) {
        return int(std::ranges::count_if(all.prices, [&list](const Price &price) {
            return list.priceOf(price.category, price.ticketType) != price.amount;
        }));
    };
    return std::max(missingIn(theirs, mine), missingIn(mine, theirs));
}

} // namespace

QList<EventDifference> eventDifferences(const Event &theirs, const Event &mine,
                                        const EventDesk &desk)
{
    QList<EventDifference> found;
    const auto compare = [&found](const QString &field, const QString &a, const QString &b) {
        if (a != b)
            found.append({field, orDash(cut(a)), orDash(cut(b))});
    };
    const std::optional<Venue> theirVenue = venueOf(theirs, desk);
    const std::optional<Venue> myVenue = venueOf(mine, desk);
    compare(DifferenceWords::tr("Status"), eventStatusText(theirs.status),
            eventStatusText(mine.status));
    compare(DifferenceWords::tr("Name"), theirs.name, mine.name);
    compare(DifferenceWords::tr("Venue"), theirVenue ? theirVenue->name : QString(),
            myVenue ? myVenue->name : QString());
    compare(DifferenceWords::tr("Starts"), timeText(theirs.startDate, theirVenue),
            timeText(mine.startDate, myVenue));
    compare(DifferenceWords::tr("Ends"), timeText(theirs.endDate, theirVenue),
            timeText(mine.endDate, myVenue));
    compare(DifferenceWords::tr("Performers"), performersText(theirs, desk),
            performersText(mine, desk));
    if (theirs.prices != mine.prices) {
        const int count = differingPrices(theirs.prices, mine.prices);
        found.append({count > 0 ? DifferenceWords::tr("Prices, %Ln different", nullptr, count)
                                : DifferenceWords::tr("Ticket types"),
                      orDash(pricesText(theirs.prices)), orDash(pricesText(mine.prices))});
    }
    compare(DifferenceWords::tr("Description"), theirs.description, mine.description);
    return found;
}

} // namespace foyer
