#include "sync/server/ledger/rules/chain.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

#include <sodium.h>

namespace foyer {

namespace {

constexpr size_t hashBytes = 32;

void add(crypto_generichash_state &state, const QByteArray &bytes)
{
    const qint64 size = qToBigEndian<qint64>(bytes.size());
    crypto_generichash_update(&state, reinterpret_cast<const uchar *>(&size), sizeof size);
    crypto_generichash_update(&state, reinterpret_cast<const uchar *>(bytes.constData()),
                              quint64(bytes.size()));
}

void put(uchar *&at, qint64 number)
{
    qToBigEndian(number, at);
    at += sizeof number;
}

template <class Tag>
void put(uchar *&at, const Id<Tag> &id)
{
    const QUuid &uuid = id.uuid();
    qToBigEndian(uuid.data1, at);
    qToBigEndian(uuid.data2, at + 4);
    qToBigEndian(uuid.data3, at + 6);
    memcpy(at + 8, uuid.data4, 8);
    at += 16;
}

} // namespace

QByteArray packedSeats(const QList<SeatIndex> &seats)
{
    QByteArray packed(seats.size() * 4, Qt::Uninitialized);
    for (qsizetype i = 0; i < seats.size(); ++i)
        qToBigEndian<qint32>(seats[i].value(), packed.data() + i * 4);
    return packed;
}

QList<SeatIndex> unpackedSeats(const QByteArray &packed)
{
    QList<SeatIndex> seats;
    seats.reserve(packed.size() / 4);
    for (qsizetype at = 0; at + 4 <= packed.size(); at += 4)
        seats.append(SeatIndex(qFromBigEndian<qint32>(packed.constData() + at)));
    return seats;
}

QByteArray packedVersions(const QList<Version> &versions)
{
    QByteArray packed(versions.size() * 8, Qt::Uninitialized);
    for (qsizetype i = 0; i < versions.size(); ++i)
        qToBigEndian<qint64>(versions[i].value(), packed.data() + i * 8);
    return packed;
}

QList<Version> unpackedVersions(const QByteArray &packed)
{
    QList<Version> versions;
    versions.reserve(packed.size() / 8);
    for (qsizetype at = 0; at + 8 <= packed.size(); at += 8)
        versions.append(Version(qFromBigEndian<qint64>(packed.constData() + at)));
    return versions;
}

QByteArray packedSale(const StoredBooking &stored)
{
    const Booking &booking = stored.booking;
    QByteArray packed;
    QDataStream out(&packed, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << booking.id.uuid() << booking.version.value() << booking.reference
        << booking.customer.uuid() << stored.hold.uuid() << quint8(booking.status)
        << booking.total.currency().code() << booking.total.minorUnits() << booking.soldBy.uuid()
        << booking.soldAt.uuid() << booking.createdAt.toMs();
    out << qint32(stored.priced.size());
    for (const PricedTicket &priced : stored.priced)
        out << priced.ticket.seat.value() << priced.category.uuid()
            << priced.ticket.ticketType.uuid() << priced.ticket.price.minorUnits();
    out << qint32(booking.payments.size());
    for (const Payment &payment : booking.payments)
        out << payment.id.uuid() << quint8(payment.method) << payment.amount.minorUnits()
            << payment.tendered.minorUnits();
    // What the first ledgers did not have comes last, and only where it says something.
    for (const Payment &payment : booking.payments) {
        if (!payment.reference.isEmpty())
            out << payment.id.uuid() << payment.reference;
    }
    for (const PricedTicket &priced : stored.priced) {
        if (priced.ticket.isGivenBack)
            out << priced.ticket.seat.value() << priced.givenBackAt.toMs();
    }
    return packed;
}

std::optional<PackedSaleHead> packedSaleHead(const QByteArray &packed)
{
    QDataStream in(packed);
    in.setVersion(QDataStream::Qt_6_0);
    QUuid booking;
    QUuid id;
    QString text;
    qint64 number = 0;
    quint8 status = 0;
    in >> booking >> number >> text >> id >> id >> status >> text >> number >> id >> id >> number;
    qint32 tickets = 0;
    in >> tickets;
    for (qint32 i = 0; i < tickets && in.status() == QDataStream::Ok; ++i) {
        qint32 seat = 0;
        in >> seat >> id >> id >> number;
    }
    qint32 payments = 0;
    in >> payments;
    if (in.status() != QDataStream::Ok || booking.isNull())
        return std::nullopt;
    return PackedSaleHead{BookingId(booking), payments, BookingStatus(status)};
}

QByteArray digestOf(const QByteArray &bytes)
{
    QByteArray digest(qsizetype(hashBytes), Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<uchar *>(digest.data()), hashBytes,
                       reinterpret_cast<const uchar *>(bytes.constData()), quint64(bytes.size()),
                       nullptr, 0);
    return digest;
}

QByteArray chainHash(const QByteArray &previous, const EventId &event, const LedgerRow &row)
{
    uchar fixed[6 * 8 + 7 * 16];
    uchar *at = fixed;
    put(at, row.sequence.value());
    put(at, row.at.toMs());
    put(at, qint64(row.action));
    put(at, qint64(row.after.status));
    put(at, row.after.fence.value());
    put(at, row.after.expiresAt.toMs());
    put(at, event);
    put(at, row.operation);
    put(at, row.operatorId);
    put(at, row.window);
    put(at, row.after.hold);
    put(at, row.after.holder);
    put(at, row.after.booking);

    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hashBytes);
    add(state, previous);
    crypto_generichash_update(&state, fixed, sizeof fixed);
    add(state, row.seats);
    add(state, row.versions);
    add(state, row.detail);
    if (!row.after.pool.isNull()) // rows of the first ledgers had none
        add(state, row.after.pool.toBytes());
    QByteArray hash(qsizetype(hashBytes), Qt::Uninitialized);
    crypto_generichash_final(&state, reinterpret_cast<uchar *>(hash.data()), hashBytes);
    return hash;
}

QByteArray chainStart()
{
    return QByteArray(qsizetype(hashBytes), '\0');
}

} // namespace foyer
