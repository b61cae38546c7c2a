#include "models/domain/id.h"

#include <QtEndian>

#include <array>

namespace foyer {

namespace {

using UuidBytes = std::array<uchar, 16>;

QUuid uuidFromBytes(const UuidBytes &bytes)
{
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
}

/// Mixes the 122 free bits of an event's id into 90 bits (splitmix64's finalizer, by Vigna).
quint64 mixed(quint64 bits)
{
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
    return bits ^ (bits >> 31);
}

} // namespace

QUuid makeUuid7(Instant at, RandomSource &random)
{
    const quint64 high = (quint64(at.toMs()) << 16) | 0x7000U | (random.next() & 0x0fffU);
    const quint64 low = 0x8000000000000000ULL | (random.next() >> 2);
    UuidBytes bytes{};
    qToBigEndian(high, bytes.data());
    qToBigEndian(low, bytes.data() + 8);
    return uuidFromBytes(bytes);
}

TicketId ticketIdFor(const EventId &event, SeatIndex index)
{
    const QByteArray source = event.toBytes();
    const quint64 a = qFromBigEndian<quint64>(source.constData());
    const quint64 b = qFromBigEndian<quint64>(source.constData() + 8);
    const quint64 first = mixed(a ^ mixed(b));
    const quint64 second = mixed(b + 0x9e3779b97f4a7c15ULL + mixed(a));
    UuidBytes bytes{};
    qToBigEndian((first & ~quint64(0xf000)) | 0x8000U, bytes.data());
    const quint64 low =
        0x8000000000000000ULL | ((second << 32) & 0x3fffffff00000000ULL) | quint32(index.value());
    qToBigEndian(low, bytes.data() + 8);
    return TicketId(uuidFromBytes(bytes));
}

std::optional<SeatIndex> seatIndexOf(const EventId &event, const TicketId &ticket)
{
    const QByteArray bytes = ticket.toBytes();
    const SeatIndex index(qFromBigEndian<qint32>(bytes.constData() + 12));
    if (index.value() < 0 || !(ticketIdFor(event, index) == ticket))
        return std::nullopt;
    return index;
}

} // namespace foyer
