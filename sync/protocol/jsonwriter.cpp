#include "sync/protocol/jsonwriter.h"

namespace foyer {

using namespace Qt::StringLiterals;

void JsonWriter::put(const char *name, const QJsonValue &value)
{
    m_object.insert(QLatin1StringView(name), value);
}

void JsonWriter::uuid(const char *name, const QUuid &uuid)
{
    put(name, uuid.isNull() ? QJsonValue(QJsonValue::Null)
                            : QJsonValue(uuid.toString(QUuid::WithoutBraces)));
}

void JsonWriter::number(const char *name, qint64 value, Range, Presence)
{
    put(name, value);
}

void JsonWriter::flag(const char *name, bool value, Presence)
{
    put(name, value);
}

void JsonWriter::text(const char *name, const QString &text, Range, Presence)
{
    put(name, text);
}

void JsonWriter::bytes(const char *name, const QByteArray &bytes, Range)
{
    put(name, QLatin1StringView(bytes.toBase64()));
}

void JsonWriter::instant(const char *name, Instant instant, Presence)
{
    put(name, instant.toIso());
}

void JsonWriter::instantOrNull(const char *name, const std::optional<Instant> &instant)
{
    put(name, instant ? QJsonValue(instant->toIso()) : QJsonValue(QJsonValue::Null));
}

void JsonWriter::duration(const char *name, Milliseconds length, Range, Presence)
{
    put(name, qint64(length.count()));
}

void JsonWriter::money(const char *name, const Money &money, Presence)
{
    put(name,
        QJsonObject{{u"amount"_s, money.toDecimal()}, {u"currency"_s, money.currency().code()}});
}

void JsonWriter::currency(const char *name, const Currency &currency)
{
    put(name, currency.code());
}

void JsonWriter::code(const char *name, RefusalCode code)
{
    put(name, refusalName(code));
}

void JsonWriter::seat(const char *name, SeatIndex seat)
{
    put(name, seat.value());
}

void JsonWriter::seats(const char *name, const QList<SeatIndex> &seats, Range, SeatOrder, Presence)
{
    QJsonArray array;
    for (const SeatIndex seat : seats)
        array.append(seat.value());
    put(name, array);
}

} // namespace foyer
