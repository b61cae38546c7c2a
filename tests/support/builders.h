#pragma once

#include "models/domain/event.h"
#include "models/seatmap/seatmap.h"

/// Records for tests, valid as they come; a test says only what it is about:
/// `aSeatMap().withRows(10).ofSeats(20).build()`. Ids are derived from names, so that equal
/// builders give equal records.
namespace foyer {

/// A hall of straight rows in one section, one category "Standard" unless told otherwise.
class SeatMapBuilder final
{
public:
    SeatMapBuilder &named(const QString &name);
    SeatMapBuilder &withRows(int rows);
    SeatMapBuilder &ofSeats(int seatsPerRow);
    /// The rows are shared out among \a names, front to back, in equal parts.
    SeatMapBuilder &inCategories(const QStringList &names);
    SeatMapBuilder &withStanding(const QString &area, int places);
    /// Seats of two neighbouring rows stand \a pitch_mm apart; 500 apart within a row.
    SeatMapBuilder &rowPitch(int pitch_mm);
    [[nodiscard]] SeatMap build() const;

private:
    [[nodiscard]] Row row(int index) const;

    QString m_name = QStringLiteral("Hall");
    int m_rows = 4;
    int m_seats = 10;
    int m_pitch_mm = 900;
    QStringList m_categories{QStringLiteral("Standard")};
    QList<GaArea> m_areas;
};

[[nodiscard]] SeatMapBuilder aSeatMap();

/// The id a builder gives to the category called \a name.
[[nodiscard]] CategoryId categoryNamed(const QString &name);
/// The id a builder gives to the ticket type called \a name.
[[nodiscard]] TicketTypeId ticketTypeNamed(const QString &name);

class VenueBuilder final
{
public:
    VenueBuilder &named(const QString &name);
    VenueBuilder &in(const QString &city);
    VenueBuilder &withMap(const SeatMapId &map, qint32 capacity);
    [[nodiscard]] Venue build() const { return m_venue; }

private:
    friend VenueBuilder aVenue();
    Venue m_venue;
};

[[nodiscard]] VenueBuilder aVenue();

class PerformerBuilder final
{
public:
    PerformerBuilder &named(const QString &name);
    PerformerBuilder &ofType(const QString &type);
    [[nodiscard]] Performer build() const { return m_performer; }

private:
    friend PerformerBuilder aPerformer();
    Performer m_performer;
};

[[nodiscard]] PerformerBuilder aPerformer();

/// In EUR: ticket type "Adult" at 25.00 in category "Standard" until the first price is given.
class PriceListBuilder final
{
public:
    PriceListBuilder &in(Currency currency);
    PriceListBuilder &price(const QString &category, const QString &ticketType, qint64 minorUnits);
    [[nodiscard]] PriceList build() const;

private:
    struct Line
    {
        QString category;
        QString ticketType;
        qint64 minorUnits;
    };
    Currency m_currency = Currency::of("EUR");
    QList<Line> m_lines;
};

[[nodiscard]] PriceListBuilder aPriceList();

/// A published concert of two hours, 30 days after 2027-01-15 (where FakeClock starts).
class EventBuilder final
{
public:
    EventBuilder &named(const QString &name);
    EventBuilder &at(const VenueId &venue, const SeatMapId &map);
    EventBuilder &starting(Instant start);
    EventBuilder &priced(const PriceList &prices);
    EventBuilder &by(const QList<PerformerId> &performers);
    EventBuilder &withStatus(EventStatus status);
    [[nodiscard]] Event build() const { return m_event; }

private:
    friend EventBuilder anEvent();
    Event m_event;
};

[[nodiscard]] EventBuilder anEvent();

/// An id that is always the same for the same name: idNamed<HoldId>(u"first").
template <class AnyId>
[[nodiscard]] AnyId idNamed(QStringView name)
{
    static const QUuid space =
        QUuid(0x8c1f32a4, 0x5b0d, 0x4e7a, 0x9d, 0x11, 0x6a, 0x2f, 0x04, 0x77, 0xee, 0x3b);
    return AnyId(QUuid::createUuidV5(space, name.toString()));
}

} // namespace foyer
