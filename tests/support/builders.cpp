#include "tests/support/builders.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int seatPitch_mm = 500;
constexpr Milliseconds aDay{24 * 60 * 60 * 1000};
constexpr Milliseconds twoHours{2 * 60 * 60 * 1000};
constexpr Instant fakeClockStart = Instant::fromMs(1'800'000'000'000);

} // namespace

CategoryId categoryNamed(const QString &name)
{
    return idNamed<CategoryId>(QString(u"category "_s + name));
}

TicketTypeId ticketTypeNamed(const QString &name)
{
    return idNamed<TicketTypeId>(QString(u"ticket type "_s + name));
}

// ------------------------------------------------------------------------------ seat map

SeatMapBuilder aSeatMap()
{
    return {};
}

SeatMapBuilder &SeatMapBuilder::named(const QString &name)
{
    m_name = name;
    return *this;
}

SeatMapBuilder &SeatMapBuilder::withRows(int rows)
{
    m_rows = rows;
    return *this;
}

SeatMapBuilder &SeatMapBuilder::ofSeats(int seatsPerRow)
{
    m_seats = seatsPerRow;
    return *this;
}

SeatMapBuilder &SeatMapBuilder::inCategories(const QStringList &names)
{
    m_categories = names;
    return *this;
}

SeatMapBuilder &SeatMapBuilder::withStanding(const QString &area, int places)
{
    m_areas.append({.name = area,
                    .capacity = places,
                    .outline = {{0, -6'000}, {8'000, -6'000}, {8'000, -3'000}, {0, -3'000}}});
    return *this;
}

SeatMapBuilder &SeatMapBuilder::rowPitch(int pitch_mm)
{
    m_pitch_mm = pitch_mm;
    return *this;
}

Row SeatMapBuilder::row(int index) const
{
    Row row{.label = QString::number(index + 1)};
    const qsizetype category = index * m_categories.size() / std::max(m_rows, 1);
    for (int i = 0; i < m_seats; ++i) {
        const QString name = u"seat %1 %2 %3"_s.arg(m_name).arg(index).arg(i);
        row.seats.append({.id = idNamed<SeatId>(name),
                          .number = QString::number(i + 1),
                          .position = {i * seatPitch_mm, index * m_pitch_mm},
                          .category = categoryNamed(m_categories.at(category))});
    }
    return row;
}

SeatMap SeatMapBuilder::build() const
{
    SeatMap map{.name = m_name, .focalPoint = {m_seats * seatPitch_mm / 2, -2'000}};
    for (qsizetype i = 0; i < m_categories.size(); ++i) {
        map.categories.append({.id = categoryNamed(m_categories.at(i)),
                               .name = m_categories.at(i),
                               .color = quint32(0x3366CC + i * 0x112200)});
    }
    Section section{.name = u"Stalls"_s};
    for (int i = 0; i < m_rows; ++i)
        section.rows.append(row(i));
    Level level{.name = u"Ground floor"_s, .sections = {section}, .areas = m_areas};
    for (GaArea &area : level.areas)
        area.category = categoryNamed(m_categories.constFirst());
    map.levels.append(level);
    return map;
}

// ------------------------------------------------------------------------------ venue

VenueBuilder aVenue()
{
    VenueBuilder builder;
    builder.m_venue.timeZone = u"Europe/Berlin"_s;
    builder.m_venue.createdAt = fakeClockStart;
    return builder.named(u"Town hall"_s).in(u"Hamburg"_s);
}

VenueBuilder &VenueBuilder::named(const QString &name)
{
    m_venue.name = name;
    m_venue.id = idNamed<VenueId>(QString(u"venue "_s + name));
    return *this;
}

VenueBuilder &VenueBuilder::in(const QString &city)
{
    m_venue.city = city;
    return *this;
}

VenueBuilder &VenueBuilder::withMap(const SeatMapId &map, qint32 capacity)
{
    m_venue.seatMap = map;
    m_venue.capacity = capacity;
    return *this;
}

PerformerBuilder aPerformer()
{
    PerformerBuilder builder;
    builder.m_performer.createdAt = fakeClockStart;
    return builder.named(u"City orchestra"_s).ofType(u"orchestra"_s);
}

PerformerBuilder &PerformerBuilder::named(const QString &name)
{
    m_performer.name = name;
    m_performer.id = idNamed<PerformerId>(QString(u"performer "_s + name));
    return *this;
}

PerformerBuilder &PerformerBuilder::ofType(const QString &type)
{
    m_performer.type = type;
    return *this;
}

// ------------------------------------------------------------------------------ prices

PriceListBuilder aPriceList()
{
    return {};
}

PriceListBuilder &PriceListBuilder::in(Currency currency)
{
    m_currency = currency;
    return *this;
}

PriceListBuilder &PriceListBuilder::price(const QString &category, const QString &ticketType,
                                          qint64 minorUnits)
{
    m_lines.append({category, ticketType, minorUnits});
    return *this;
}

PriceList PriceListBuilder::build() const
{
    PriceList list{.currency = m_currency};
    const QList<Line> lines =
        m_lines.isEmpty() ? QList<Line>{{u"Standard"_s, u"Adult"_s, 2'500}} : m_lines;
    for (const Line &line : lines) {
        const TicketType type{.id = ticketTypeNamed(line.ticketType), .name = line.ticketType};
        if (!list.ticketTypes.contains(type))
            list.ticketTypes.append(type);
        list.prices.append({.category = categoryNamed(line.category),
                            .ticketType = type.id,
                            .amount = Money(line.minorUnits, m_currency)});
    }
    return list;
}

// ------------------------------------------------------------------------------ event

EventBuilder anEvent()
{
    EventBuilder builder;
    builder.m_event.prices = aPriceList().build();
    builder.m_event.status = EventStatus::Published;
    builder.m_event.createdAt = fakeClockStart;
    return builder.named(u"Concert"_s)
        .at(aVenue().build().id, idNamed<SeatMapId>(u"map"))
        .starting(fakeClockStart + 30 * aDay);
}

EventBuilder &EventBuilder::named(const QString &name)
{
    m_event.name = name;
    m_event.id = idNamed<EventId>(QString(u"event "_s + name));
    return *this;
}

EventBuilder &EventBuilder::at(const VenueId &venue, const SeatMapId &map)
{
    m_event.venue = venue;
    m_event.seatMap = map;
    return *this;
}

EventBuilder &EventBuilder::starting(Instant start)
{
    m_event.startDate = start;
    m_event.endDate = start + twoHours;
    return *this;
}

EventBuilder &EventBuilder::priced(const PriceList &prices)
{
    m_event.prices = prices;
    return *this;
}

EventBuilder &EventBuilder::by(const QList<PerformerId> &performers)
{
    m_event.performers = performers;
    return *this;
}

EventBuilder &EventBuilder::withStatus(EventStatus status)
{
    m_event.status = status;
    return *this;
}

} // namespace foyer
