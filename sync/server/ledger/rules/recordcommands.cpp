#include "sync/server/ledger/rules/recordcommands.h"

#include "models/seatmap/seatmapformat.h"
#include "sync/server/ledger/rules/inventory.h"

#include <QHash>
#include <QTimeZone>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestCity = 100;
constexpr qsizetype longestEmail = 255;

std::unexpected<Refusal> invalid(const QString &why)
{
    return refused(RefusalCode::InvalidRecord, why);
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

/// \a before is the venue as it is, \a expected the version somebody wants to change, 0 to make it.
Result<void> checkExpected(const std::optional<Venue> &before, Version expected)
{
    if (!before && expected != Version())
        return refused(RefusalCode::NotFound, u"There is no such venue."_s);
    if (before && before->version != expected)
        return refused(RefusalCode::VersionConflict,
                       u"Somebody changed the venue meanwhile. Look at it and try again."_s);
    return {};
}

void listSeats(SeatMapWrite &write, const SeatGeometry &geometry)
{
    QHash<CategoryId, qint32> places;
    for (const Category &category : geometry.categories()) {
        places.insert(category.id, qint32(write.categories.size()));
        write.categories.append({.id = category.id, .name = category.name});
    }
    const auto seats = std::make_shared<std::vector<SeatMapWrite::Seat>>();
    seats->reserve(size_t(geometry.ticketCount()));
    for (qint32 i = 0; i < geometry.ticketCount(); ++i) {
        const SeatIndex seat(i);
        const SeatLabel label = geometry.label(seat);
        const qint32 category = places.value(geometry.category(seat).id);
        ++write.categories[category].tickets;
        seats->push_back({category, label.section, label.row, label.number});
    }
    write.seats = seats;
}

/// The number of the venue's next map.
qint32 nextMapNumber(OperationScope &scope, const Venue &venue)
{
    if (venue.seatMap.isNull())
        return 1;
    const std::optional<SeatMapSummary> newest = scope.work.rows().seatMap(venue.seatMap);
    return newest ? newest->number + 1 : 1;
}

} // namespace

CatalogueVersion raiseCatalogue(OperationScope &scope)
{
    scope.catalogue = scope.work.rows().nextCatalogue();
    return *scope.catalogue;
}

/// Everything of a map but what only its venue and the clock can say.
std::shared_ptr<PreparedSeatMap> preparedSeatMap(const PublishSeatMap &command)
{
    const auto prepared = std::make_shared<PreparedSeatMap>();
    const Result<SeatMap> map = seatMapFromJson(command.document);
    const Result<void> fine = map ? checked(*map) : std::unexpected(map.error());
    if (!fine) {
        prepared->write = std::unexpected(fine.error());
        return prepared;
    }
    const auto geometry = SeatGeometry::compile(*map);
    prepared->write->summary = {.id = command.id,
                                .venue = command.venue,
                                .capacity = geometry->ticketCount(),
                                .note = command.note};
    prepared->write->document = seatMapToJson(*map);
    listSeats(*prepared->write, *geometry);
    return prepared;
}

Outcome saveVenue(OperationScope &scope, const SaveVenue &command)
{
    if (auto fine = checkVenue(command.venue); !fine)
        return std::unexpected(fine.error());
    const std::optional<Venue> before = scope.work.rows().venue(command.venue.id);
    if (auto fine = checkExpected(before, command.expected); !fine)
        return std::unexpected(fine.error());
    scope.readClock();
    Venue venue = command.venue;
    venue.capacity = before ? before->capacity : 0;
    venue.seatMap = before ? before->seatMap : SeatMapId();
    venue.createdAt = before ? before->createdAt : scope.now;
    venue.version = command.expected.next();
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    scope.work.save({.venue = venue, .catalogue = catalogue, .isNew = !before});
    return Done{.version = venue.version, .catalogue = catalogue};
}

Outcome publishSeatMap(OperationScope &scope, const PublishSeatMap &command)
{
    if (command.id.isNull() || command.note.size() > limits::textLength)
        return invalid(u"A seat map needs an id, and a note of at most 4000 characters."_s);
    if (scope.work.rows().seatMap(command.id))
        return refused(RefusalCode::VersionConflict,
                       u"A seat map with that id is published already."_s);
    const auto *known = dynamic_cast<const PreparedSeatMap *>(scope.prepared);
    const auto own = known ? nullptr : preparedSeatMap(command);
    const Result<SeatMapWrite> &prepared = (known ? *known : *own).write;
    if (!prepared)
        return std::unexpected(prepared.error());
    std::optional<Venue> venue = scope.work.rows().venue(command.venue);
    if (!venue)
        return refused(RefusalCode::NotFound, u"There is no such venue."_s);
    if (auto fine = checkExpected(venue, command.expected); !fine)
        return std::unexpected(fine.error());
    scope.readClock();
    SeatMapWrite write = *prepared;
    write.summary.number = nextMapNumber(scope, *venue);
    write.summary.publishedAt = scope.now;
    write.catalogue = raiseCatalogue(scope);
    venue->capacity = write.summary.capacity;
    venue->seatMap = command.id;
    venue->version = venue->version.next();
    scope.work.save(write);
    scope.work.save({.venue = *venue, .catalogue = write.catalogue, .isNew = false});
    return Done{.version = venue->version, .catalogue = write.catalogue};
}

Outcome savePerformer(OperationScope &scope, const SavePerformer &command)
{
    Performer performer = command.performer;
    if (performer.id.isNull() || !isName(performer.name) ||
        performer.type.size() > limits::nameLength)
        return invalid(u"A performer needs an id and a name of 1 to 200 characters."_s);
    scope.readClock();
    performer.createdAt = scope.now;
    const CatalogueVersion catalogue = raiseCatalogue(scope);
    scope.work.save({.performer = performer, .catalogue = catalogue});
    return Done{.catalogue = catalogue};
}

Outcome saveCustomer(OperationScope &scope, const SaveCustomer &command)
{
    Customer customer = command.customer;
    if (customer.id.isNull() || !isName(customer.name) || customer.email.size() > longestEmail)
        return invalid(u"A customer needs an id, a name of 1 to 200 characters and an address of "
                       "at most 255."_s);
    customer.email = customer.email.trimmed().toLower();
    if (!customer.email.isEmpty() &&
        scope.work.customerByEmail(customer.email).value_or(customer.id) != customer.id)
        return invalid(u"Another customer has that e-mail address."_s);
    scope.readClock();
    customer.createdAt = scope.now;
    scope.work.save(customer);
    return Done{};
}

} // namespace foyer
