#include "sync/server/ledger/sqlite/recordcommands.h"

#include "models/seatmap/seatgeometry.h"
#include "models/seatmap/seatmapformat.h"
#include "sync/protocol/limits.h"
#include "sync/server/ledger/sqlite/records.h"

#include <QTimeZone>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestCity = 100;
constexpr qsizetype longestEmail = 255;

std::unexpected<Refusal> invalid(const QString &why)
{
    return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
}

bool isName(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= limits::nameLength;
}

Result<void> checkVenue(const Venue &venue)
{
    if (venue.id.isNull() || !isName(venue.name))
        return invalid(u"A venue needs an id and a name of 1 to 200 characters."_s);
    if (venue.address.size() > limits::textLength || venue.city.size() > longestCity)
        return invalid(u"The address or the city is too long."_s);
    if (!QTimeZone::isTimeZoneIdAvailable(venue.timeZone.toUtf8()))
        return invalid(u"\"%1\" is no time zone. Choose one such as Europe/Berlin."_s.arg(
            venue.timeZone.left(limits::nameLength)));
    return {};
}

/// Why a conditional change of a venue found no row.
std::unexpected<Refusal> whyNotChanged(OperationScope &scope, const VenueId &venue)
{
    if (!scope.database.number("SELECT 1 FROM venues WHERE id = ?", venue))
        return std::unexpected(refusal(RefusalCode::NotFound, u"There is no such venue."_s));
    return std::unexpected(
        refusal(RefusalCode::VersionConflict,
                u"Somebody changed the venue meanwhile. Look at it and try again."_s));
}

void insertSeats(OperationScope &scope, qint64 mapNumber, const SeatGeometry &geometry)
{
    QHash<CategoryId, qint32> places;
    QList<qint32> tickets(geometry.categories().size(), 0);
    for (qint32 i = 0; i < qint32(geometry.categories().size()); ++i)
        places.insert(geometry.categories()[i].id, i);
    for (qint32 i = 0; i < geometry.ticketCount(); ++i) {
        const SeatIndex seat(i);
        const SeatLabel label = geometry.label(seat);
        const qint32 category = places.value(geometry.category(seat).id);
        ++tickets[category];
        scope.database.run("INSERT INTO seats (map_no, idx, category, section, \"row\", seat)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
                           mapNumber, i, category, label.section, label.row, label.number);
    }
    for (qint32 i = 0; i < qint32(geometry.categories().size()); ++i)
        scope.database.run("INSERT INTO map_categories (map_no, position, id, name, tickets)"
                           " VALUES (?, ?, ?, ?, ?)",
                           mapNumber, i, geometry.categories()[i].id, geometry.categories()[i].name,
                           tickets[i]);
}

} // namespace

CatalogueVersion raiseCatalogue(OperationScope &scope)
{
    scope.catalogue =
        CatalogueVersion(scope.database
                             .number("UPDATE house SET catalogue_version = catalogue_version + 1"
                                     " RETURNING catalogue_version")
                             .value_or(0));
    return *scope.catalogue;
}

Outcome saveVenue(OperationScope &scope, const SaveVenue &command)
{
    const Venue &venue = command.venue;
    if (auto fine = checkVenue(venue); !fine)
        return std::unexpected(fine.error());
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    qint64 changed = 0;
    if (command.expected == Version())
        changed = scope.database.run(
            "INSERT INTO venues (id, name, address, city, time_zone, created_at, version,"
            " catalogue_version) VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (id) DO NOTHING",
            venue.id, venue.name, venue.address, venue.city, venue.timeZone, scope.now,
            catalogue.value());
    else
        changed = scope.database.run(
            "UPDATE venues SET name = ?, address = ?, city = ?, time_zone = ?,"
            " version = version + 1, catalogue_version = ? WHERE id = ? AND version = ?",
            venue.name, venue.address, venue.city, venue.timeZone, catalogue.value(), venue.id,
            command.expected.value());
    if (changed == 0)
        return whyNotChanged(scope, venue.id);
    return Done{.version = command.expected.next(), .catalogue = catalogue};
}

Outcome publishSeatMap(OperationScope &scope, const PublishSeatMap &command)
{
    if (command.id.isNull() || command.note.size() > limits::textLength)
        return invalid(u"A seat map needs an id, and a note of at most 4000 characters."_s);
    if (scope.database.number("SELECT 1 FROM seat_maps WHERE id = ?", command.id))
        return std::unexpected(refusal(RefusalCode::VersionConflict,
                                       u"A seat map with that id is published already."_s));
    const Result<SeatMap> map = seatMapFromJson(command.document);
    if (!map)
        return std::unexpected(map.error());
    if (auto fine = checked(*map); !fine)
        return std::unexpected(fine.error());
    const auto geometry = SeatGeometry::compile(*map);
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    const qint64 changed =
        scope.database.run("UPDATE venues SET capacity = ?, seat_map_id = ?, version = version + 1,"
                           " catalogue_version = ? WHERE id = ? AND version = ?",
                           geometry->ticketCount(), command.id, catalogue.value(), command.venue,
                           command.expected.value());
    if (changed == 0)
        return whyNotChanged(scope, command.venue);
    scope.database.run(
        "INSERT INTO seat_maps (id, venue_id, number, capacity, note, published_at,"
        " catalogue_version, document) SELECT ?2, ?1, coalesce(max(number), 0) + 1, ?3, ?4, ?5,"
        " ?6, ?7 FROM seat_maps WHERE venue_id = ?1",
        command.venue, command.id, geometry->ticketCount(), command.note, scope.now,
        catalogue.value(), seatMapToJson(*map));
    insertSeats(scope, scope.database.lastRowNumber(), *geometry);
    return Done{.version = command.expected.next(), .catalogue = catalogue};
}

Outcome savePerformer(OperationScope &scope, const SavePerformer &command)
{
    const Performer &performer = command.performer;
    if (performer.id.isNull() || !isName(performer.name) ||
        performer.type.size() > limits::nameLength)
        return invalid(u"A performer needs an id and a name of 1 to 200 characters."_s);
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    scope.database.run(
        "INSERT INTO performers (id, name, type, created_at, catalogue_version)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " type = excluded.type, catalogue_version = excluded.catalogue_version",
        performer.id, performer.name, performer.type, scope.now, catalogue.value());
    return Done{.catalogue = catalogue};
}

Outcome saveCustomer(OperationScope &scope, const SaveCustomer &command)
{
    const Customer &customer = command.customer;
    if (customer.id.isNull() || !isName(customer.name) || customer.email.size() > longestEmail)
        return invalid(u"A customer needs an id, a name of 1 to 200 characters and an address of "
                       "at most 255."_s);
    const QString email = customer.email.trimmed().toLower();
    if (!email.isEmpty() && scope.database.number("SELECT 1 FROM users WHERE email = ? AND id <> ?",
                                                  email, customer.id))
        return invalid(u"Another customer has that e-mail address."_s);
    const std::optional<QString> stored = email.isEmpty() ? std::nullopt : std::optional(email);
    scope.database.run("INSERT INTO users (id, email, name, created_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET email = excluded.email,"
                       " name = excluded.name",
                       customer.id, stored, customer.name, scope.now);
    return Done{};
}

} // namespace foyer
