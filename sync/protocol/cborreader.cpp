#include "sync/protocol/cborreader.h"

#include <QStringList>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// How deep members that this version does not know may nest; they are skipped.
constexpr int deepestUnknown = 16;

} // namespace

void CborReader::refuse(Refusal refused)
{
    if (!m_refused)
        m_refused = std::move(refused);
}

void CborReader::refuseUnknown(std::initializer_list<std::pair<const char *, qint32>> known)
{
    QStringList names;
    for (const auto &[name, number] : known)
        names += u"%1 (%2)"_s.arg(number).arg(QLatin1StringView(name));
    m_path.push("type");
    Refusal refused = fieldWrong(m_path, u"one of "_s + names.join(u", "_s));
    m_path.pop();
    refused.code = RefusalCode::UnknownOperation;
    refuse(std::move(refused));
}

void CborReader::checkEnd()
{
    if (m_cbor.lastError() != QCborError::NoError || m_cbor.currentOffset() != m_size)
        refuse(fieldWrong(m_path, u"one whole CBOR array and nothing after it"_s));
}

qint64 CborReader::alternativeNumber()
{
    if (m_refused || !m_cbor.hasNext() || !m_cbor.isUnsignedInteger())
        return -1;
    const quint64 number = m_cbor.toUnsignedInteger();
    m_cbor.next();
    return number < 1'000'000 ? qint64(number) : -1;
}

void CborReader::enter()
{
    if (m_refused)
        return;
    if (!m_cbor.isArray() || !m_cbor.isLengthKnown() || !m_cbor.enterContainer())
        refuse(fieldWrong(m_path, u"a CBOR array of known length"_s));
}

qsizetype CborReader::enterList(Range size)
{
    if (m_refused)
        return 0;
    if (!m_cbor.isArray() || !m_cbor.isLengthKnown()) {
        refuse(fieldWrong(m_path, expectedList(size.least, size.most)));
        return 0;
    }
    const quint64 count = m_cbor.length();
    if (count > quint64(size.most))
        refuse(fieldTooLarge(m_path, expectedList(size.least, size.most)));
    else if (count < quint64(size.least) || count > quint64(m_size - m_cbor.currentOffset()) ||
             !m_cbor.enterContainer())
        refuse(fieldWrong(m_path, expectedList(size.least, size.most)));
    return m_refused ? 0 : qsizetype(count);
}

void CborReader::leave()
{
    while (!m_refused && m_cbor.hasNext()) {
        if (!m_cbor.next(deepestUnknown))
            refuse(fieldWrong(m_path, u"whole and not deeply nested"_s));
    }
    if (!m_refused && !m_cbor.leaveContainer())
        refuse(fieldWrong(m_path, u"a whole CBOR array"_s));
}

bool CborReader::skippedNull()
{
    return m_cbor.isNull() && m_cbor.next();
}

qint64 CborReader::integer(Range range)
{
    if (m_refused)
        return range.least;
    constexpr quint64 largest = quint64(limits::largestNumber);
    std::optional<qint64> value;
    if (m_cbor.isUnsignedInteger() && m_cbor.toUnsignedInteger() <= largest)
        value = qint64(m_cbor.toUnsignedInteger());
    // The enumeration's value is the number's size; it wraps to 0 for -2^64.
    else if (m_cbor.isNegativeInteger() && quint64(m_cbor.toNegativeInteger()) - 1 < largest)
        value = -qint64(m_cbor.toNegativeInteger());
    if (value && *value >= range.least && *value <= range.most && m_cbor.next())
        return *value;
    refuse(fieldWrong(m_path, expectedNumber(range)));
    return range.least;
}

QUuid CborReader::uuid()
{
    const bool fits =
        !m_refused && m_cbor.isByteArray() && m_cbor.isLengthKnown() && m_cbor.length() == 16;
    const QUuid uuid = fits ? QUuid::fromRfc4122(bytesMember({16, 16})) : QUuid();
    if (uuid.isNull())
        refuse(fieldWrong(m_path, u"a UUID as 16 bytes, not all zero"_s));
    return uuid;
}

SeatIndex CborReader::seatMember()
{
    return SeatIndex(qint32(integer({0, limits::ticketsPerEvent - 1})));
}

Currency CborReader::currencyMember()
{
    if (const auto known = Currency::fromCode(textMember({0, 3})))
        return *known;
    refuse(fieldWrong(m_path, u"three upper-case letters"_s));
    return {};
}

QString CborReader::textMember(Range size)
{
    const auto expected = [size] { return expectedText(size.least, size.most); };
    if (m_refused || !m_cbor.isString() || !m_cbor.isLengthKnown()) {
        refuse(fieldWrong(m_path, expected()));
        return {};
    }
    // No character takes more than three bytes of UTF-8 for one code unit of UTF-16.
    if (m_cbor.length() > quint64(size.most) * 3) {
        refuse(fieldTooLarge(m_path, expected()));
        return {};
    }
    const auto read = m_cbor.readString();
    const bool isWhole = read.status != QCborStreamReader::Error &&
                         (read.status == QCborStreamReader::EndOfString ||
                          m_cbor.readString().status == QCborStreamReader::EndOfString);
    if (isWhole && read.data.size() > size.most)
        refuse(fieldTooLarge(m_path, expected()));
    else if (!isWhole || read.data.size() < size.least || !isCleanText(read.data))
        refuse(fieldWrong(m_path, expected()));
    return read.data;
}

QByteArray CborReader::bytesMember(Range size)
{
    // Every id goes through here, so the words are only made for those who need them.
    const auto expected = [size] { return u"%1 to %2 bytes"_s.arg(size.least).arg(size.most); };
    if (m_refused || !m_cbor.isByteArray() || !m_cbor.isLengthKnown()) {
        refuse(fieldWrong(m_path, expected()));
        return {};
    }
    if (m_cbor.length() > quint64(size.most)) {
        refuse(fieldTooLarge(m_path, expected()));
        return {};
    }
    const auto read = m_cbor.readByteArray();
    const bool isWhole = read.status != QCborStreamReader::Error &&
                         (read.status == QCborStreamReader::EndOfString ||
                          m_cbor.readByteArray().status == QCborStreamReader::EndOfString);
    if (!isWhole || read.data.size() < size.least)
        refuse(fieldWrong(m_path, expected()));
    return read.data;
}

void CborReader::flag(const char *name, bool &value, Presence)
{
    member(name, [&] {
        if (m_cbor.isBool()) {
            value = m_cbor.toBool();
            m_cbor.next();
        } else {
            refuse(fieldWrong(m_path, u"true or false"_s));
        }
    });
}

void CborReader::text(const char *name, QString &text, Range size, Presence)
{
    member(name, [&] { text = textMember(size); });
}

void CborReader::bytes(const char *name, QByteArray &bytes, Range size)
{
    member(name, [&] { bytes = bytesMember(size); });
}

void CborReader::instant(const char *name, Instant &instant, Presence)
{
    member(name, [&] { instant = Instant::fromMs(integer({0, limits::latestInstant_ms})); });
}

void CborReader::instantOrNull(const char *name, std::optional<Instant> &instant)
{
    memberOrNull(name, [&] { instant = Instant::fromMs(integer({0, limits::latestInstant_ms})); });
}

void CborReader::duration(const char *name, Milliseconds &length, Range range, Presence)
{
    member(name, [&] { length = Milliseconds(integer(range)); });
}

void CborReader::money(const char *name, Money &money, Presence)
{
    member(name, [&] {
        enter();
        qint64 amount = 0;
        Currency unit;
        number("amount", amount, {-limits::largestNumber, limits::largestNumber});
        currency("currency", unit);
        money = Money(amount, unit);
        leave();
    });
}

void CborReader::currency(const char *name, Currency &currency)
{
    member(name, [&] { currency = currencyMember(); });
}

void CborReader::code(const char *name, RefusalCode &code)
{
    member(name, [&] {
        if (const auto known = refusalCodeFromName(textMember({1, limits::nameLength})))
            code = *known;
        else
            refuse(fieldWrong(m_path, u"the name of a refusal"_s));
    });
}

void CborReader::seat(const char *name, SeatIndex &seat)
{
    member(name, [&] { seat = seatMember(); });
}

void CborReader::seats(const char *name, QList<SeatIndex> &seats, Range size, SeatOrder order,
                       Presence)
{
    members(name, size, seats, [&] {
        const SeatIndex seat = seatMember();
        if (order == SeatOrder::Rising && !seats.isEmpty() && !(seats.last() < seat))
            refuse(fieldWrong(m_path, u"above the seat before it: rising, none twice"_s));
        seats.append(seat);
    });
}

void CborReader::check(const char *name, bool holds, const char *expected)
{
    if (holds || m_refused)
        return;
    m_path.push(name);
    refuse(fieldWrong(m_path, QString::fromLatin1(expected)));
    m_path.pop();
}

} // namespace foyer
