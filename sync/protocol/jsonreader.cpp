#include "sync/protocol/jsonreader.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "-12.50" exactly as toDecimal() writes it, without what people may type besides.
std::optional<Money> moneyFromDecimal(const QString &text, Currency currency)
{
    if (text.contains(u',') || text.contains(u' ') || text.size() > 24)
        return std::nullopt;
    const bool isNegative = text.startsWith(u'-');
    const auto size = Money::fromText(QStringView(text).mid(isNegative ? 1 : 0), currency);
    if (!size || size->minorUnits() > limits::largestNumber)
        return std::nullopt;
    return Money(isNegative ? -size->minorUnits() : size->minorUnits(), currency);
}

} // namespace

std::optional<QJsonValue> JsonReader::take(const char *name, Presence presence)
{
    if (m_state.refused)
        return std::nullopt;
    QJsonValue value = m_object.value(QLatin1StringView(name));
    const bool isThere = !value.isUndefined() && !value.isNull();
    if (!isThere && presence == Presence::Optional)
        return std::nullopt;
    m_state.path.push(name);
    if (isThere)
        return value;
    refuse(fieldMissing(m_state.path));
    m_state.path.pop();
    return std::nullopt;
}

void JsonReader::refuse(Refusal refused)
{
    if (!m_state.refused)
        m_state.refused = std::move(refused);
}

QUuid JsonReader::uuidOf(const QJsonValue &value)
{
    const auto id = LedgerEpoch::fromString(value.toString());
    if (id)
        return id->uuid();
    refuse(fieldWrong(m_state.path, u"a UUID as 36 characters of text, not all zero"_s));
    return {};
}

qint64 JsonReader::numberOf(const QJsonValue &value, Range range)
{
    // A default that is no valid value tells a fraction or another type from a whole number.
    const qint64 number = value.toInteger(range.least - 1);
    if (value.isDouble() && number >= range.least && number <= range.most)
        return number;
    refuse(fieldWrong(m_state.path, expectedNumber(range)));
    return range.least;
}

SeatIndex JsonReader::seatOf(const QJsonValue &value)
{
    return SeatIndex(qint32(numberOf(value, {0, limits::ticketsPerEvent - 1})));
}

Money JsonReader::moneyOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const auto currency = Currency::fromCode(object.value("currency"_L1).toString());
    const QString amount = object.value("amount"_L1).toString();
    const auto money = currency ? moneyFromDecimal(amount, *currency) : std::nullopt;
    if (money)
        return *money;
    refuse(
        fieldWrong(m_state.path, uR"(an amount such as {"amount": "68.00", "currency": "EUR"})"_s));
    return {};
}

Instant JsonReader::instantOf(const QJsonValue &value)
{
    const QString text = value.toString();
    const auto instant = text.size() <= 40 ? Instant::fromIso(text) : std::nullopt;
    if (instant && instant->toMs() >= 0 && instant->toMs() <= limits::latestInstant_ms)
        return *instant;
    refuse(fieldWrong(m_state.path, u"ISO 8601 text with Z or an offset, from 1970 to 9999"_s));
    return {};
}

QString JsonReader::textOf(const QJsonValue &value, Range size)
{
    const QString text = value.toString();
    if (value.isString() && text.size() > size.most)
        refuse(fieldTooLarge(m_state.path, expectedText(size.least, size.most)));
    else if (!value.isString() || text.size() < size.least || !isCleanText(text))
        refuse(fieldWrong(m_state.path, expectedText(size.least, size.most)));
    return text;
}

QJsonObject JsonReader::objectOf(const QJsonValue &value)
{
    if (!value.isObject())
        refuse(fieldWrong(m_state.path, u"an object"_s));
    return value.toObject();
}

QJsonArray JsonReader::arrayOf(const QJsonValue &value, Range size)
{
    QJsonArray array = value.toArray();
    if (value.isArray() && array.size() >= size.least && array.size() <= size.most)
        return array;
    const QString expected = expectedList(size.least, size.most);
    refuse(array.size() > size.most ? fieldTooLarge(m_state.path, expected)
                                    : fieldWrong(m_state.path, expected));
    return {};
}

bool JsonReader::readUuid(const char *name, QUuid &uuid, Presence presence)
{
    const auto found = take(name, presence);
    if (!found)
        return false;
    uuid = uuidOf(*found);
    m_state.path.pop();
    return true;
}

int JsonReader::readName(const char *name, ValueNames names, Presence presence)
{
    const auto found = take(name, presence);
    if (!found)
        return -1;
    const QString text = found->toString();
    for (size_t i = 0; i < names.size(); ++i) {
        if (text == QLatin1StringView(names[i])) {
            m_state.path.pop();
            return int(i);
        }
    }
    refuse(fieldWrong(m_state.path, expectedOneOf(names)));
    m_state.path.pop();
    return -1;
}

void JsonReader::number(const char *name, qint64 &value, Range range, Presence presence)
{
    if (const auto found = take(name, presence)) {
        value = numberOf(*found, range);
        m_state.path.pop();
    }
}

void JsonReader::number(const char *name, qint32 &value, Range range, Presence presence)
{
    qint64 wide = value;
    number(name, wide, range, presence);
    value = qint32(wide);
}

void JsonReader::flag(const char *name, bool &value, Presence presence)
{
    if (const auto found = take(name, presence)) {
        if (!found->isBool())
            refuse(fieldWrong(m_state.path, u"true or false"_s));
        value = found->toBool();
        m_state.path.pop();
    }
}

void JsonReader::text(const char *name, QString &text, Range size, Presence presence)
{
    if (const auto found = take(name, presence)) {
        text = textOf(*found, size);
        m_state.path.pop();
    }
}

void JsonReader::bytes(const char *name, QByteArray &bytes, Range size)
{
    const auto found = take(name, Presence::Required);
    if (!found)
        return;
    const auto decoded = QByteArray::fromBase64Encoding(found->toString().toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    bytes = decoded.decoded;
    const QString expected = u"base64 text of %1 to %2 bytes"_s.arg(size.least).arg(size.most);
    if (bytes.size() > size.most)
        refuse(fieldTooLarge(m_state.path, expected));
    else if (!found->isString() || !decoded || bytes.size() < size.least)
        refuse(fieldWrong(m_state.path, expected));
    m_state.path.pop();
}

void JsonReader::instant(const char *name, Instant &instant, Presence presence)
{
    if (const auto found = take(name, presence)) {
        instant = instantOf(*found);
        m_state.path.pop();
    }
}

void JsonReader::instantOrNull(const char *name, std::optional<Instant> &instant)
{
    if (const auto found = take(name, Presence::Optional)) {
        instant = instantOf(*found);
        m_state.path.pop();
    }
}

void JsonReader::duration(const char *name, Milliseconds &length, Range range, Presence presence)
{
    qint64 count = length.count();
    number(name, count, range, presence);
    length = Milliseconds(count);
}

void JsonReader::money(const char *name, Money &money, Presence presence)
{
    if (const auto found = take(name, presence)) {
        money = moneyOf(*found);
        m_state.path.pop();
    }
}

void JsonReader::currency(const char *name, Currency &currency)
{
    const auto found = take(name, Presence::Required);
    if (!found)
        return;
    if (const auto known = Currency::fromCode(found->toString()))
        currency = *known;
    else
        refuse(fieldWrong(m_state.path, u"three upper-case letters"_s));
    m_state.path.pop();
}

void JsonReader::code(const char *name, RefusalCode &code)
{
    const auto found = take(name, Presence::Required);
    if (!found)
        return;
    if (const auto known = refusalCodeFromName(found->toString()))
        code = *known;
    else
        refuse(fieldWrong(m_state.path, u"the name of a refusal"_s));
    m_state.path.pop();
}

void JsonReader::seat(const char *name, SeatIndex &seat)
{
    if (const auto found = take(name, Presence::Required)) {
        seat = seatOf(*found);
        m_state.path.pop();
    }
}

void JsonReader::seats(const char *name, QList<SeatIndex> &seats, Range size, SeatOrder order,
                       Presence presence)
{
    members(name, size, presence, [&](const QJsonValue &member) {
        const SeatIndex seat = seatOf(member);
        if (order == SeatOrder::Rising && !seats.isEmpty() && !(seats.last() < seat))
            refuse(fieldWrong(m_state.path, u"above the seat before it: rising, none twice"_s));
        seats.append(seat);
    });
}

void JsonReader::check(const char *name, bool holds, const char *expected)
{
    if (holds || m_state.refused)
        return;
    m_state.path.push(name);
    refuse(fieldWrong(m_state.path, QString::fromLatin1(expected)));
    m_state.path.pop();
}

Result<Money> JsonReader::readMoney(const QJsonValue &value, const QString &where)
{
    State state;
    const QByteArray name = where.toLatin1();
    state.path.push(name.constData());
    const QJsonObject nothing;
    JsonReader reader(nothing, state);
    return finished(reader.moneyOf(value), state);
}

} // namespace foyer
