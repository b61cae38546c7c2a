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

void fillIndex(EventIndex &index, const QStringList &names)
{
    static const QStringList known{u"Mahler: Symphony No. 5"_s, u"Dvořák and Janáček"_s,
                                   u"Чайковский. Щелкунчик"_s,  u"Jazz at Noon"_s,
                                   u"The Rite of Spring"_s,     u"Kinderkonzert"_s};
    quint32 number = 0;
    for (const QString &name : known)
        index.put(documentOf(name, number++));
    for (const QString &name : names.first(qMin(names.size(), qsizetype(40))))
        index.put(documentOf(name, number++));
}

} // namespace

Finding search(QByteArrayView input)
{
    const QStringList lines = QString::fromUtf8(input).split(u'\n');
    EventIndex index;
    fillIndex(index, lines.mid(3));
    EventQuery query{
        .text = lines.value(0), .location = lines.value(1), .limit = 5, .cursor = lines.value(2)};
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

} // namespace foyer::fuzz
