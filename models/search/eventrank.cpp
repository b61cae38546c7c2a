#include "models/search/eventrank.h"

#include <QDataStream>
#include <QIODevice>

namespace foyer {

namespace {

constexpr quint8 cursorVersion = 1;
constexpr QByteArray::Base64Options cursorEncoding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QString EventCursor::toText() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << cursorVersion << query << now.toMs() << stage << last.missing << last.typos
        << last.beginnings << last.field << last.distance << last.date << last.id;
    return QString::fromLatin1(bytes.toBase64(cursorEncoding));
}

std::optional<EventCursor> EventCursor::fromText(QStringView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), cursorEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    QDataStream in(*decoded);
    in.setVersion(QDataStream::Qt_6_4);
    EventCursor cursor;
    quint8 version = 0;
    qint64 now_ms = 0;
    EventRank &last = cursor.last;
    in >> version >> cursor.query >> now_ms >> cursor.stage >> last.missing >> last.typos >>
        last.beginnings >> last.field >> last.distance >> last.date >> last.id;
    if (in.status() != QDataStream::Ok || !in.atEnd() || version != cursorVersion ||
        cursor.stage > 2)
        return std::nullopt;
    cursor.now = Instant::fromMs(now_ms);
    return cursor;
}

} // namespace foyer
