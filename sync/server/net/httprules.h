#pragma once

#include "sync/protocol/codec.h"
#include "sync/server/service/bookingservice.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

/// The edge's decisions about HTTP, without a socket.
namespace foyer {

/// Whether a browser page of \a origin may talk to us. Not a browser's request (no Origin): yes.
[[nodiscard]] bool isOriginAllowed(const std::optional<QByteArray> &origin,
                                   const QStringList &allowed);

/// The first of ours in a Sec-WebSocket-Protocol header ("a, b").
[[nodiscard]] std::optional<Encoding> chosenEncoding(const QByteArray &offered);
[[nodiscard]] QByteArray subprotocolOf(Encoding encoding);

/// Path of \a target, without its query.
[[nodiscard]] QByteArray pathOf(const QByteArray &target);

/// How large a body of \a method may be: seat maps come by PUT from somebody with a token,
/// everything else is small.
[[nodiscard]] quint64 bodyLimit(const QByteArray &method, bool hasAuthorization);

/// A refusal as problem details (RFC 9457), like every other one.
[[nodiscard]] HttpResponse refusedResponse(int status, RefusalCode code, const QString &message);

} // namespace foyer
