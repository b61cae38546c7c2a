#include "sync/server/ledger/postgres/postgresnotice.h"

namespace foyer {

namespace {

constexpr size_t spansPerPayload = 80; // of at most 76 bytes each
constexpr auto catalogueWord = "catalogue";

QByteArray wordFor(const PostgresNotice::Span &span)
{
    return span.event.toString().toLatin1() + ':' + QByteArray::number(span.first.value()) + '-' +
           QByteArray::number(span.last.value());
}

std::optional<PostgresNotice::Span> spanFrom(const QByteArray &word)
{
    const qsizetype colon = word.indexOf(':');
    const qsizetype dash = word.indexOf('-', colon);
    if (colon < 0 || dash < 0)
        return std::nullopt;
    const auto event = EventId::fromString(QString::fromLatin1(word.first(colon)));
    bool hasFirst = false;
    bool hasLast = false;
    const Sequence first(word.sliced(colon + 1, dash - colon - 1).toLongLong(&hasFirst));
    const Sequence last(word.sliced(dash + 1).toLongLong(&hasLast));
    if (!event || !hasFirst || !hasLast || first > last)
        return std::nullopt;
    return PostgresNotice::Span{*event, first, last};
}

} // namespace

QList<QByteArray> encodeNotices(const PostgresNotice &notice)
{
    QList<QByteArray> payloads;
    if (notice.isCatalogue)
        payloads.append(catalogueWord);
    for (size_t i = 0; i < notice.spans.size(); ++i) {
        if (i % spansPerPayload == 0)
            payloads.append(wordFor(notice.spans[i]));
        else
            payloads.last() += ' ' + wordFor(notice.spans[i]);
    }
    return payloads;
}

std::optional<PostgresNotice> decodeNotice(const QByteArray &payload)
{
    if (payload == catalogueWord)
        return PostgresNotice{.isCatalogue = true};
    PostgresNotice notice;
    for (const QByteArray &word : payload.split(' ')) {
        const std::optional<PostgresNotice::Span> span = spanFrom(word);
        if (!span)
            return std::nullopt;
        notice.spans.push_back(*span);
    }
    return notice;
}

} // namespace foyer
