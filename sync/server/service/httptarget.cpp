#include "sync/server/service/httptarget.h"

#include <QStringDecoder>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTarget = 4 * 1024;

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    const char lower = char(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<QString> decoded(QByteArrayView text, bool isQuery)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && isQuery) {
            bytes += ' ';
        } else if (text[i] != '%') {
            bytes += text[i];
        } else {
            const bool isWhole = i + 2 < text.size();
            const int high = isWhole ? hexValue(text[i + 1]) : -1;
            const int low = isWhole ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            bytes += char(high * 16 + low);
            i += 2;
        }
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString result = decoder(bytes);
    return decoder.hasError() || result.contains(u'\0') ? std::nullopt : std::optional(result);
}

std::unexpected<Refusal> malformed(const QString &why)
{
    return std::unexpected(refusal(RefusalCode::Malformed, why));
}

} // namespace

Result<HttpTarget> parsedTarget(const QByteArray &target)
{
    if (target.size() > longestTarget)
        return malformed(u"The address is longer than %1 bytes."_s.arg(longestTarget));
    if (!target.startsWith('/'))
        return malformed(u"The address must start with a slash."_s);
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = target.left(mark < 0 ? target.size() : mark);
    HttpTarget result;
    for (const QByteArray &segment : path.mid(1).split('/')) {
        const std::optional<QString> text = decoded(segment, false);
        if (!text)
            return malformed(u"The address has a broken % escape."_s);
        if (!text->isEmpty())
            result.path.append(*text);
    }
    if (mark < 0)
        return result;
    for (const QByteArray &pair : target.mid(mark + 1).split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.left(equals), true);
        const auto value = decoded(equals < 0 ? QByteArray() : pair.mid(equals + 1), true);
        if (!name || !value)
            return malformed(u"The query has a broken % escape."_s);
        if (result.query.contains(*name))
            return malformed(u"%1 is given twice."_s.arg(*name));
        result.query.insert(*name, *value);
    }
    return result;
}

} // namespace foyer
