#include "tests/fuzz/mutation.h"

#include <array>

namespace foyer::fuzz {

namespace {

constexpr qsizetype longest = 64 * 1024;

/// What JSON, CBOR, addresses, search words and spreadsheets trip over.
constexpr std::array<QByteArrayView, 34> nasty{"null",
                                               "true",
                                               "-1",
                                               "0",
                                               "9007199254740993",
                                               "1e400",
                                               "-0.0",
                                               "NaN",
                                               "18446744073709551615",
                                               "\"\"",
                                               "[]",
                                               "{}",
                                               "[[[[[[[[[[[[[[[[[[[[",
                                               "{\"a\":{\"a\":{\"a\":{\"a\":",
                                               "\\u0000",
                                               "\\ud800",
                                               "\xed\xa0\x80",
                                               "\xff\xfe",
                                               "\xe2\x80\xae",
                                               "%00",
                                               "%",
                                               "../",
                                               "' OR 1=1 --",
                                               "=1+1",
                                               "\r\n",
                                               "\x9f",
                                               "\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
                                               "\xfb\x7f\xf0",
                                               "\x5a\x7f\xff\xff\xff",
                                               "\xff\xff\xff\xff\x7f",
                                               "\x80\x80\x80\x80\x80\x80\x01",
                                               "\xc0",
                                               "\x7f",
                                               "\"type\":\"ping\""};

qsizetype placeIn(const QByteArray &bytes, SeededRandom &random)
{
    return qsizetype(random.below(quint64(bytes.size()) + 1));
}

qsizetype stretchAt(const QByteArray &bytes, qsizetype at, SeededRandom &random)
{
    const quint64 most = std::min<quint64>(quint64(bytes.size() - at), random.chance(80) ? 8 : 400);
    return qsizetype(random.below(most + 1));
}

void damage(QByteArray &bytes, const QList<QByteArray> &seeds, SeededRandom &random)
{
    const qsizetype at = placeIn(bytes, random);
    switch (random.below(6)) {
    case 0:
        if (at < bytes.size())
            bytes[at] = char(bytes[at] ^ (1 << random.below(8)));
        return;
    case 1:
        if (at < bytes.size())
            bytes[at] = char(random.below(256));
        return;
    case 2:
        bytes.remove(at, stretchAt(bytes, at, random));
        return;
    case 3:
        bytes.insert(at, bytes.mid(at, stretchAt(bytes, at, random)));
        return;
    case 4: {
        const QByteArrayView word = nasty.at(random.below(nasty.size()));
        bytes.replace(at, stretchAt(bytes, at, random), word.toByteArray());
        return;
    }
    default: {
        const QByteArray &other = seeds.at(qsizetype(random.below(quint64(seeds.size()))));
        const qsizetype from = placeIn(other, random);
        bytes.replace(at, stretchAt(bytes, at, random),
                      other.mid(from, stretchAt(other, from, random)));
    }
    }
}

} // namespace

QByteArray mutated(const QList<QByteArray> &seeds, SeededRandom &random)
{
    QByteArray bytes = seeds.at(qsizetype(random.below(quint64(seeds.size()))));
    for (quint64 i = 1 + random.below(6); i > 0; --i)
        damage(bytes, seeds, random);
    return bytes.left(longest);
}

} // namespace foyer::fuzz
