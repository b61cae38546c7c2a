#include "sync/server/service/samplehouse.h"

#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/server/accounts/tokens.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int daysOfProgramme = 51 * 7; ///< whole weeks, so that weekdays stay

/// What is known of a venue besides its drawing.
struct VenueFacts
{
    const char *file;
    const char *name;
    const char *address;
    const char *city;
    const char *timeZone;
    Currency currency;
    QList<int> adultPrices; ///< whole units, by category in the drawing's order
};

const QList<VenueFacts> &venueFacts()
{
    static const QList<VenueFacts> facts = {
        {"elbe-concert-hall.foyer.json",
         "Elbe Concert Hall",
         "Am Sandtorkai 12, 20457 Hamburg",
         "Hamburg",
         "Europe/Berlin",
         Currency::of("EUR"),
         {64, 118, 79, 52, 28}},
        {"ticketland-hall.pretix.json",
         "Lindenhof Ballroom",
         "Lindengasse 4, 1070 Wien",
         "Vienna",
         "Europe/Vienna",
         Currency::of("EUR"),
         {35, 58, 69, 84, 105, 140}},
        {"seatmap-canvas-stadium.json",
         "Harbour Park Arena",
         "210 Harbour Street, New York, NY",
         "New York",
         "America/New_York",
         Currency::of("USD"),
         {95, 75, 55, 40, 25}},
    };
    return facts;
}

/// A stable id of a thing of the sample house: version 8, from its name.
QUuid sampleUuid(const QString &what)
{
    QByteArray bytes = digestOf("foyer sample house\n" + what.toUtf8()).first(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x80);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

Result<SeatMap> drawingFrom(const QString &file, const QByteArray &content)
{
    if (!file.endsWith(".foyer.json"_L1)) {
        Result<ImportedMap> imported = importPretixPlan(content);
        if (!imported)
            return std::unexpected(imported.error());
        return std::move(imported->map);
    }
    return seatMapFromJson(content);
}

Result<SampleVenue> venueFrom(const VenueFacts &facts, const SampleSources &sources)
{
    const QString file = QString::fromLatin1(facts.file);
    Result<SeatMap> drawing = drawingFrom(file, sources.venues.value(file));
    if (!drawing)
        return std::unexpected(drawing.error());
    if (const Result<void> valid = checked(*drawing); !valid)
        return std::unexpected(valid.error());
    const QString name = QString::fromLatin1(facts.name);
    drawing->name = name;
    return SampleVenue{.venue = {.id = VenueId(sampleUuid(u"venue "_s + name)),
                                 .name = name,
                                 .address = QString::fromLatin1(facts.address),
                                 .city = QString::fromLatin1(facts.city),
                                 .timeZone = QString::fromLatin1(facts.timeZone)},
                       .map = SeatMapId(sampleUuid(u"map "_s + name)),
                       .document = seatMapToJson(*drawing),
                       .geometry = SeatGeometry::compile(*drawing)};
}

int percentFor(const QString &series)
{
    if (series == "Young People's Concert"_L1)
        return 40;
    if (series == "Summertime Classics"_L1 || series == "Saturday Matinee"_L1)
        return 70;
    return series == "Tour"_L1 ? 120 : 100;
}

PriceList pricesFor(const VenueFacts &facts, const SampleVenue &venue, const QString &series)
{
    struct Kind
    {
        const char *name;
        int percent;
    };
    constexpr Kind kinds[] = {
        {"Adult", 100}, {"Concession", 75}, {"Child", 50}, {"Complimentary", 0}};
    PriceList list{.currency = facts.currency, .ticketTypes = {}, .prices = {}};
    const QList<Category> &categories = venue.geometry->categories();
    for (const Kind &kind : kinds) {
        const QString name = QString::fromLatin1(kind.name);
        const TicketTypeId type(sampleUuid(u"ticket type "_s + name));
        list.ticketTypes.append({type, name});
        for (qsizetype i = 0; i < categories.size(); ++i) {
            const int adult = facts.adultPrices[std::min(i, facts.adultPrices.size() - 1)];
            // To the next half unit: prices people know.
            const qint64 minor =
                (qint64(adult) * percentFor(series) * kind.percent / 100 + 49) / 50 * 50;
            list.prices.append({categories[i].id, type, Money(minor, facts.currency)});
        }
    }
    return list;
}

/// Spreads events over venues and moves them into the coming year.
class Season final
{
public:
    Season(SampleProgramme &programme, Instant now, QDate firstDay)
        : m_programme(programme)
        , m_firstDay(firstDay)
        , m_opening(now.toDateTime().date().addDays(1))
    {
        m_opening = m_opening.addDays((firstDay.dayOfWeek() - m_opening.dayOfWeek() + 7) % 7);
    }

    void add(const QJsonObject &concert, qsizetype place)
    {
        const QDateTime start = QDateTime::fromString(concert[u"start"_s].toString(), Qt::ISODate);
        const qint64 offset = m_firstDay.daysTo(start.date()) % daysOfProgramme;
        const QDate date = m_opening.addDays(offset);
        const std::optional<qsizetype> venue = freeVenue(date, start.time(), place);
        if (venue)
            m_programme.events.append(made(concert, *venue, date, start.time(), place));
    }

private:
    /// Every fifth concert in the arena, the others by turns; elsewhere when that is taken.
    std::optional<qsizetype> freeVenue(QDate date, QTime time, qsizetype place)
    {
        constexpr std::array<qsizetype, 5> turns{0, 1, 0, 1, 2};
        const QString half = time.hour() < 17 ? u"day"_s : u"evening"_s;
        for (qsizetype i = 0; i < m_programme.venues.size(); ++i) {
            const qsizetype venue =
                (turns[size_t(place) % turns.size()] + i) % m_programme.venues.size();
            const QString slot = u"%1 %2 %3"_s.arg(venue).arg(date.toString(Qt::ISODate), half);
            if (m_taken.contains(slot))
                continue;
            m_taken.insert(slot);
            return venue;
        }
        return std::nullopt;
    }

    Event made(const QJsonObject &concert, qsizetype place, QDate date, QTime time,
               qsizetype number)
    {
        const SampleVenue &venue = m_programme.venues[place];
        const QDateTime start(date, time, QTimeZone(venue.venue.timeZone.toLatin1()));
        const Instant startDate = Instant::fromMs(start.toMSecsSinceEpoch());
        const QString subtitle = concert[u"subtitle"_s].toString();
        const QString description = concert[u"description"_s].toString();
        const auto minutes = std::max<qint64>(concert[u"minutes"_s].toInt(), 30);
        Event event{
            .id = EventId(sampleUuid(u"event %1"_s.arg(number))),
            .venue = venue.venue.id,
            .seatMap = venue.map,
            .name = concert[u"title"_s].toString(),
            .description = subtitle.isEmpty() ? description : subtitle + u"\n\n"_s + description,
            .startDate = startDate,
            .endDate = startDate + Milliseconds(minutes * 60 * 1000),
            .performers = {},
            .prices = pricesFor(venueFacts()[place], venue, concert[u"series"_s].toString()),
            .status = EventStatus::Published};
        for (const auto &performer : concert[u"performers"_s].toArray())
            event.performers.append(performerFor(performer.toObject()));
        return event;
    }

    PerformerId performerFor(const QJsonObject &performer)
    {
        const QString name = performer[u"name"_s].toString();
        const PerformerId id(sampleUuid(u"performer "_s + name));
        if (!m_known.contains(id)) {
            m_known.insert(id);
            m_programme.performers.append(
                {.id = id, .name = name, .type = performer[u"type"_s].toString()});
        }
        return id;
    }

    SampleProgramme &m_programme;
    QDate m_firstDay;
    QDate m_opening;
    QSet<QString> m_taken;
    QSet<PerformerId> m_known;
};

} // namespace

Result<SampleProgramme> sampleProgramme(const SampleSources &sources, Instant now)
{
    SampleProgramme programme;
    for (const VenueFacts &facts : venueFacts()) {
        Result<SampleVenue> venue = venueFrom(facts, sources);
        if (!venue)
            return std::unexpected(venue.error());
        programme.venues.append(std::move(*venue));
    }
    const QJsonArray concerts =
        QJsonDocument::fromJson(sources.programme).object()[u"events"_s].toArray();
    if (concerts.isEmpty()) {
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"The sample programme cannot be read."_s));
    }
    const QDateTime first =
        QDateTime::fromString(concerts.first().toObject()[u"start"_s].toString(), Qt::ISODate);
    Season season(programme, now, first.date());
    for (qsizetype i = 0; i < concerts.size(); ++i)
        season.add(concerts[i].toObject(), i);
    std::ranges::sort(programme.events, {}, &Event::startDate);
    return programme;
}

} // namespace foyer
