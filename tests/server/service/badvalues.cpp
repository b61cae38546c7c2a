#include "tests/server/service/badvalues.h"

#include "sync/protocol/limits.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonArray>
#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype farTooLong = 100'000;
constexpr int deepNest = 3'000;

QByteArray jsonOf(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

BadValue bad(const char *what, const QJsonValue &json, const QCborValue &cbor)
{
    return {.what = what, .json = jsonOf(json), .cbor = cbor.toCbor()};
}

BadValue raw(const char *what, const QByteArray &json, const QByteArray &cbor)
{
    return {.what = what, .json = json, .cbor = cbor};
}

BadValue text(const char *what, const QString &value)
{
    return bad(what, value, value);
}

BadValue legal(BadValue value)
{
    value.isLegal = true;
    return value;
}

bool isList(FieldKind kind)
{
    return kind == FieldKind::Seats || kind == FieldKind::List;
}

bool isCborText(FieldKind kind)
{
    return kind == FieldKind::Text || kind == FieldKind::Currency;
}

bool isJsonText(FieldKind kind)
{
    return kind != FieldKind::Number && kind != FieldKind::Flag && kind != FieldKind::Money &&
           kind != FieldKind::Seat && kind != FieldKind::Object && kind != FieldKind::Choice &&
           !isList(kind);
}

/// What no field takes, whatever it is.
QList<BadValue> forEverybody()
{
    const QByteArray open(deepNest, '[');
    const QByteArray deepJson = open + QByteArray(deepNest, ']');
    const QByteArray deepCbor = QByteArray(deepNest, '\x81') + '\0';
    return {raw("NaN", "NaN", QByteArray::fromHex("f97e00")),
            raw("infinity", "1e999", QByteArray::fromHex("f97c00")),
            raw("a number of many digits", QByteArray(400, '9'),
                QByteArray::fromHex("c249010000000000000000")),
            raw("a fraction", "1.5", QByteArray::fromHex("f93e00")),
            raw("text of bad UTF-8", "\"\xff\xfe\"", QByteArray::fromHex("62fffe")),
            raw("text of half a surrogate in UTF-8", "\"\xed\xa0\x80\"",
                QByteArray::fromHex("63eda080")),
            raw("deep nesting", deepJson, deepCbor),
            raw("nesting that never ends", open, QByteArray(deepNest, '\x9f')),
            raw("far too long", '"' + QByteArray(farTooLong, 'x') + '"',
                QByteArray::fromHex("7a000186a0") + QByteArray(farTooLong, 'x')),
            raw("nothing at all", " ", QByteArray::fromHex("ff")),
            raw("a text without its end", "\"abc", QByteArray::fromHex("7bffffffffffffffff")),
            raw("bytes without their end", "'abc'", QByteArray::fromHex("5b7fffffffffffffff")),
            raw("a list of endless length", "[1,", QByteArray::fromHex("9b7fffffffffffffff")),
            raw("undefined", "undefined", QByteArray::fromHex("f7")),
            raw("a tagged value", "0x10", QByteArray::fromHex("c000")),
            raw("a simple value that is none", "", QByteArray::fromHex("fc"))};
}

QList<BadValue> wrongTypes(const FieldFacts &field)
{
    const FieldKind kind = field.kind;
    QList<BadValue> found;
    if (kind != FieldKind::Flag)
        found += bad("true", true, true);
    found += {raw("an object", "{\"a\":1}", QByteArray::fromHex("a1616101")),
              raw("an empty object", "{}", QByteArray::fromHex("a0"))};
    if (!isList(kind)) {
        found += bad("an empty list", QJsonArray(), QCborArray());
        found += bad("a list", QJsonArray{1, u"a"_s}, QCborArray{1, u"a"_s});
    }
    if (kind == FieldKind::Object || kind == FieldKind::Choice)
        found += raw("true of text", "\"{}\"", "\x62{}");
    // A number is right for numbers; in Cbor for names of enumerations and instants as well.
    if (kind != FieldKind::Number && kind != FieldKind::Seat) {
        const bool isRight = kind == FieldKind::Instant || kind == FieldKind::Name;
        found += raw("a number", "0", isRight ? "" : QByteArray(1, '\0'));
    }
    if (!isJsonText(kind))
        found += raw("text", "\"7\"", "");
    if (!isCborText(kind))
        found += raw("text", "",
                     "\x61"
                     "7");
    const bool isBytes = kind == FieldKind::Bytes || kind == FieldKind::Id;
    if (!isBytes)
        found += raw("bytes", "", QByteArray::fromHex("4101"));
    BadValue null = raw("null", "null", QByteArray::fromHex("f6"));
    null.isLegal = field.isOptional;
    return found += null;
}

QList<BadValue> numbersFor(Range range)
{
    return {
        bad("one below the least", range.least - 1, range.least - 1),
        bad("one above the most", range.most + 1, range.most + 1),
        bad("far below", -9'000'000'000'000'000'000.0, QCborValue(qint64(-(1LL << 62)))),
        bad("far above", 9'000'000'000'000'000'000.0, QCborValue(qint64(1LL << 62))),
        raw("the largest of 64 bits", "18446744073709551615",
            QByteArray::fromHex("1bffffffffffffffff")),
        raw("the least of 64 bits", "-18446744073709551616",
            QByteArray::fromHex("3bffffffffffffffff")),
        raw("beyond exact numbers", "9007199254740992", QByteArray::fromHex("1b0020000000000000")),
        raw("a leading zero", "007", ""),
        raw("an exponent", "1e30", QByteArray::fromHex("fb46293e5939a08cea"))};
}

QList<BadValue> textsFor(Range size)
{
    QList<BadValue> found{
        text("too long", QString(size.most + 1, u'x')), text("NUL inside", u"a\0b"_s),
        raw("half a surrogate", "\"\\ud800\"", QByteArray::fromHex("63edb080")),
        raw("half a surrogate at the end", "\"a\\udc00\"", QByteArray::fromHex("6461edb080"))};
    if (size.least > 0)
        found += text("too short", QString());
    for (const QString &strange :
         {u"'; DROP TABLE tickets; --"_s, u"\" OR 1=1 --"_s, u"\u202egnol\u202c"_s,
          u"../../etc/passwd"_s, u"%n%s%x"_s, u"<script>alert(1)</script>"_s,
          u"=cmd|' /C calc'!A0"_s, u"a\u0301\U0001F3AD\u200b"_s})
        found += legal(text("strange text", strange.left(size.most)));
    return found;
}

QList<BadValue> idsFor(const FieldFacts &field)
{
    QList<BadValue> found;
    for (const QString &no :
         {u""_s, u"1"_s, u"0190aaaa-0000-7000-8000-00000000000"_s, u"' OR 1=1 --"_s,
          u"0190aaaa-0000-7000-8000-0000000000zz"_s, u"\u202e0190aaaa-0000-7000-8000-00000000"_s})
        found += raw("no UUID", jsonOf(no), QCborValue(no.toUtf8()).toCbor());
    BadValue zero = raw("the null UUID", "\"00000000-0000-0000-0000-000000000000\"",
                        "\x50" + QByteArray(16, '\0'));
    zero.isLegal = field.isOptional;
    found += zero;
    return found += raw("17 bytes", "", "\x51" + QByteArray(17, '\1'));
}

QList<BadValue> moneyFor()
{
    const auto json = [](const char *what, const QJsonValue &amount, const QString &currency,
                         qint64 minor) {
        return bad(what, QJsonObject{{u"amount"_s, amount}, {u"currency"_s, currency}},
                   QCborArray{minor, currency});
    };
    const qint64 some = 100;
    return {json("no currency of three letters", u"1.00"_s, u"eur"_s, some),
            json("a currency of four letters", u"1.00"_s, u"EURO"_s, some),
            json("an amount beyond exact numbers", u"90071992547409.92"_s, u"EUR"_s,
                 limits::largestNumber + 1),
            json("an amount of many digits", u"9"_s.repeated(60), u"EUR"_s, qint64(1LL << 62)),
            raw("a fraction of a cent", R"({"amount":"1.001","currency":"EUR"})", ""),
            raw("an exponent", R"({"amount":"1e2","currency":"EUR"})", ""),
            raw("NaN of money", R"({"amount":"NaN","currency":"EUR"})",
                QByteArray::fromHex("82f97e0063455552")),
            raw("an amount as a number", R"({"amount":1,"currency":"EUR"})",
                QByteArray::fromHex("82613163455552")),
            raw("no amount", R"({"currency":"EUR"})", QByteArray::fromHex("8163455552")),
            raw("no currency", R"({"amount":"1.00"})", QByteArray::fromHex("811864"))};
}

QList<BadValue> instantsFor()
{
    return {text("no time", u"yesterday"_s),
            text("the 13th month", u"2026-13-01T00:00:00Z"_s),
            text("no offset", u"2026-12-01T00:00:00"_s),
            text("SQL", u"2026-12-01'; DROP TABLE tickets; --"_s),
            bad("before 1970", u"1969-12-31T23:59:59Z"_s, -1),
            bad("after 9999", u"+10000-01-01T00:00:00Z"_s, limits::latestInstant_ms + 1)};
}

QList<BadValue> namesFor()
{
    return {bad("no such name", u"nonsense"_s, 99), bad("an empty name", u""_s, -1),
            bad("a name in capitals", u"SELL"_s, 1'000'000'007),
            bad("a name and more", u"sell'; --"_s, u"sell"_s)};
}

QList<BadValue> seatListsFor(const FieldFacts &field)
{
    QJsonArray many;
    QCborArray manyCbor;
    for (int i = 0; i <= field.range.most; ++i) {
        many.append(i);
        manyCbor.append(i);
    }
    QList<BadValue> found{
        bad("one seat too many", many, manyCbor),
        bad("a seat below 0", QJsonArray{-1}, QCborArray{-1}),
        bad("a seat beyond every hall", QJsonArray{limits::ticketsPerEvent},
            QCborArray{limits::ticketsPerEvent}),
        bad("half a seat", QJsonArray{1.5}, QCborArray{1.5}),
        bad("a seat of text", QJsonArray{u"1"_s}, QCborArray{u"1"_s}),
        bad("a list in the list", QJsonArray{QJsonArray{1}}, QCborArray{QCborArray{1}})};
    if (field.mustRise) {
        found += bad("falling seats", QJsonArray{2, 1}, QCborArray{2, 1});
        found += bad("a seat twice", QJsonArray{1, 1}, QCborArray{1, 1});
    }
    if (field.range.least > 0)
        found += bad("no seat", QJsonArray(), QCborArray());
    return found;
}

QList<BadValue> listsFor(Range size)
{
    QList<BadValue> found{
        bad("members that are null", QJsonArray{QJsonValue()}, QCborArray{QCborValue(nullptr)}),
        bad("members of the wrong type", QJsonArray{true}, QCborArray{true}),
        bad("a list in the list", QJsonArray{QJsonArray{}}, QCborArray{QCborArray{}})};
    if (size.least > 0)
        found += bad("an empty list", QJsonArray(), QCborArray());
    return found;
}

QList<BadValue> ofKind(const FieldFacts &field)
{
    switch (field.kind) {
    case FieldKind::Id:
        return idsFor(field);
    case FieldKind::Number:
        return numbersFor(field.range);
    case FieldKind::Seat:
        return numbersFor({0, limits::ticketsPerEvent - 1});
    case FieldKind::Text:
        return textsFor(field.range);
    case FieldKind::Instant:
        return instantsFor();
    case FieldKind::Money:
        return moneyFor();
    case FieldKind::Currency:
        return {text("small letters", u"eur"_s), text("four letters", u"EURO"_s),
                text("no letters", u"1$!"_s)};
    case FieldKind::Name:
        return namesFor();
    case FieldKind::Seats:
        return seatListsFor(field);
    case FieldKind::List:
        return listsFor(field.range);
    case FieldKind::Bytes:
        return {raw("no base64", "\"%%%\"", QByteArray::fromHex("5f")),
                raw("base64 with NUL", "\"QQ\\u0000==\"", "")};
    case FieldKind::Choice:
        return {raw("no such type", R"({"type":"nonsense"})", QByteArray::fromHex("811903e7")),
                raw("a type of another kind", R"({"type":7})", QByteArray::fromHex("8120"))};
    case FieldKind::Flag:
    case FieldKind::Object:
        return {};
    }
    return {};
}

} // namespace

QList<BadValue> badValuesFor(const FieldFacts &field)
{
    return forEverybody() + wrongTypes(field) + ofKind(field);
}

} // namespace foyer
