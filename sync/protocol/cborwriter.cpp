#include "sync/protocol/cborwriter.h"

namespace foyer {

void CborWriter::uuid(const QUuid &uuid)
{
    if (uuid.isNull())
        m_cbor.appendNull();
    else
        m_cbor.append(uuid);
}

void CborWriter::number(const char *, qint64 value, Range, Presence)
{
    m_cbor.append(value);
}

void CborWriter::flag(const char *, bool value, Presence)
{
    m_cbor.appendFlag(value);
}

void CborWriter::text(const char *, const QString &text, Range, Presence)
{
    m_cbor.append(QStringView(text));
}

void CborWriter::bytes(const char *, const QByteArray &bytes, Range)
{
    m_cbor.append(bytes);
}

void CborWriter::instant(const char *, Instant instant, Presence)
{
    m_cbor.append(instant.toMs());
}

void CborWriter::instantOrNull(const char *, const std::optional<Instant> &instant)
{
    if (instant)
        m_cbor.append(instant->toMs());
    else
        m_cbor.appendNull();
}

void CborWriter::duration(const char *, Milliseconds length, Range, Presence)
{
    m_cbor.append(qint64(length.count()));
}

void CborWriter::money(const char *, const Money &money, Presence)
{
    m_cbor.startArray(2);
    m_cbor.append(money.minorUnits());
    m_cbor.append(money.currency().letters());
}

void CborWriter::currency(const char *, const Currency &currency)
{
    m_cbor.append(currency.letters());
}

void CborWriter::code(const char *, RefusalCode code)
{
    m_cbor.append(QStringView(refusalName(code)));
}

void CborWriter::seat(const char *, SeatIndex seat)
{
    m_cbor.append(qint64(seat.value()));
}

void CborWriter::seats(const char *, const QList<SeatIndex> &seats, Range, SeatOrder, Presence)
{
    m_cbor.startArray(quint64(seats.size()));
    for (const SeatIndex seat : seats)
        m_cbor.append(qint64(seat.value()));
}

} // namespace foyer
