#pragma once

#include "models/domain/counters.h"
#include "models/domain/instant.h"
#include "models/domain/random.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QUuid>

#include <optional>

namespace foyer {

/// A version 7 UUID (RFC 9562): 48 bits of \a at in milliseconds, then 74 random bits. Ids made
/// later sort later, which keeps database pages warm.
[[nodiscard]] QUuid makeUuid7(Instant at, RandomSource &random);

/// The identity of a record. The tag keeps an EventId from being passed as a VenueId.
/// A default-made id is null and names nothing.
template <class Tag>
class Id final
{
public:
    Id() = default;
    explicit Id(const QUuid &uuid)
        : m_uuid(uuid)
    {}

    /// A fresh id, see makeUuid7().
    [[nodiscard]] static Id make(Instant at, RandomSource &random)
    {
        return Id(makeUuid7(at, random));
    }
    /// Reads the 36 characters of 8-4-4-4-12, upper or lower case, without braces.
    [[nodiscard]] static std::optional<Id> fromString(QStringView text)
    {
        if (text.size() != 36)
            return std::nullopt;
        const QUuid uuid = QUuid::fromString(text);
        return uuid.isNull() ? std::nullopt : std::optional(Id(uuid));
    }
    /// Reads exactly 16 bytes in network order.
    [[nodiscard]] static std::optional<Id> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != 16)
            return std::nullopt;
        const QUuid uuid = QUuid::fromRfc4122(bytes);
        return uuid.isNull() ? std::nullopt : std::optional(Id(uuid));
    }

    [[nodiscard]] bool isNull() const { return m_uuid.isNull(); }
    [[nodiscard]] const QUuid &uuid() const { return m_uuid; }
    /// 36 characters, lower case, without braces.
    [[nodiscard]] QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    /// 16 bytes in network order.
    [[nodiscard]] QByteArray toBytes() const { return m_uuid.toRfc4122(); }

    friend bool operator==(const Id &a, const Id &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using VenueId = Id<struct VenueTag>;
/// One published version of a seat map; published versions never change.
using SeatMapId = Id<struct SeatMapTag>;
using PerformerId = Id<struct PerformerTag>;
using SeriesId = Id<struct SeriesTag>;
using EventId = Id<struct EventTag>;
using TicketId = Id<struct TicketTag>;
using HoldId = Id<struct HoldTag>;
/// A named set of tickets that the house keeps back.
using PoolId = Id<struct PoolTag>;
using BookingId = Id<struct BookingTag>;
using PaymentId = Id<struct PaymentTag>;
/// Made by the window once for each write and kept through every retry.
using OperationId = Id<struct OperationTag>;
using OperatorId = Id<struct OperatorTag>;
/// An installation of the desktop program; also called the device.
using WindowId = Id<struct WindowTag>;
/// A customer ("user" in the REST interface).
using CustomerId = Id<struct CustomerTag>;
/// A ledger's identity; a different one means that everything known before is void.
using LedgerEpoch = Id<struct LedgerEpochTag>;
/// The stable key of a seat within its venue, kept from one published version to the next.
using SeatId = Id<struct SeatTag>;
using CategoryId = Id<struct CategoryTag>;
using TicketTypeId = Id<struct TicketTypeTag>;

/// The id of the ticket at \a index of \a event: a version 8 UUID (RFC 9562) made of 90 bits of
/// the event's id and the index, so that neither a table nor a look-up is needed.
[[nodiscard]] TicketId ticketIdFor(const EventId &event, SeatIndex index);

/// The place of \a ticket in \a event; nothing when the ticket is not one of that event.
[[nodiscard]] std::optional<SeatIndex> seatIndexOf(const EventId &event, const TicketId &ticket);

} // namespace foyer

Q_DECLARE_METATYPE(foyer::EventId)
Q_DECLARE_METATYPE(foyer::VenueId)
Q_DECLARE_METATYPE(foyer::HoldId)
Q_DECLARE_METATYPE(foyer::BookingId)
