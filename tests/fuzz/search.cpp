#include "models/search/eventindex.h"
#include "tests/fuzz/targets.h"

#include <QSet>

namespace foyer::fuzz {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 aDay_ms = 24 * 60 * 60 * 1000;
const Instant today = Instant::fromMs(1'800'000'000'000);

EventDocument documentOf(const QString &name, quint32 number)
{
    return {.id = EventId(QUuid(number + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
            .name = name,
            .performers = {u"Gustav Mahler"_s, name.right(40)},
            .venueName = u"Große Halle"_s,
            .city = number % 2 == 0 ? u"Hamburg"_s : u"Łódź"_s,
            .venue = VenueId(QUuid(7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)),
            .performerIds = {},
            .startDate = today + Milliseconds(aDay_ms * number),
            .endDate = today + Milliseconds(aDay_ms * (number + 1))};
}

constexpr qsizetype mostNames = 20;

/// The same few events for every input; those of an input come and go.
EventIndex &sharedIndex()
{
    static EventIndex index;
    if (index.size() == 0) {
        quint32 number = mostNames;
        for (const QString &name :
             {u"Mahler: Symphony No. 5"_s, u"Dvořák and Janáček"_s, u"Чайковский. Щелкунчик"_s,
              u"Jazz at Noon"_s, u"The Rite of Spring"_s, u"Kinderkonzert"_s})
            index.put(documentOf(name, number++));
    }
    return index;
}

Finding searchAll(const EventIndex &index, EventQuery query)
{
    QSet<EventId> seen;
    for (int page = 0; page < 12; ++page) {
        const Result<EventPage> found = index.search(query, today);
        if (!found)
            return found.error().code == RefusalCode::Malformed && page == 0 ? Finding()
                                                                             : "a page is refused";
        if (found->events.size() > query.limit)
            return "more events than asked for";
        for (const EventId &event : found->events) {
            if (seen.contains(event))
                return "an event is on two pages";
            seen.insert(event);
        }
        if (found->nextCursor.isEmpty())
            return {};
        query.cursor = found->nextCursor;
    }
    return "the pages never end";
}

} // namespace

Finding search(QByteArrayView input)
{
    const QStringList lines = QString::fromUtf8(input).split(u'\n');
    const QStringList names = lines.mid(3, mostNames);
    EventIndex &index = sharedIndex();
    for (qsizetype i = 0; i < names.size(); ++i)
        index.put(documentOf(names[i], quint32(i)));
    const Finding finding = searchAll(
        index,
        {.text = lines.value(0), .location = lines.value(1), .limit = 5, .cursor = lines.value(2)});
    for (qsizetype i = 0; i < names.size(); ++i)
        index.remove(documentOf({}, quint32(i)).id);
    return finding;
}

} // namespace foyer::fuzz
