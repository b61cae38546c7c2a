#include "sync/server/net/httprules.h"

#include "sync/protocol/limits.h"
#include "sync/server/net/edgelimits.h"
#include "sync/server/service/problem.h"

#include <array>

namespace foyer {

bool isOriginAllowed(const std::optional<QByteArray> &origin, const QStringList &allowed)
{
    if (!origin)
        return true;
    const QString text = QString::fromUtf8(*origin);
    return allowed.contains(text, Qt::CaseInsensitive);
}

QByteArray subprotocolOf(Encoding encoding)
{
    return encoding == Encoding::Cbor ? cborSubprotocol : jsonSubprotocol;
}

std::optional<Encoding> chosenEncoding(const QByteArray &offered)
{
    for (const QByteArray &part : offered.split(',')) {
        for (const Encoding encoding : {Encoding::Cbor, Encoding::Json}) {
            if (part.trimmed() == subprotocolOf(encoding))
                return encoding;
        }
    }
    return std::nullopt;
}

QByteArray pathOf(const QByteArray &target)
{
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

quint64 bodyLimit(const QByteArray &method, bool hasAuthorization)
{
    return method == "PUT" && hasAuthorization ? quint64(limits::httpBodyBytes)
                                               : edgelimits::bodyBytes;
}

HttpResponse refusedResponse(int status, RefusalCode code, const QString &message)
{
    Refusal why = refusal(code, message);
    if (status == 503)
        why.retryAfter = Milliseconds(5'000);
    return problem(why, {}, status);
}

} // namespace foyer
