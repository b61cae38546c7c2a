#pragma once

#include "sync/protocol/message.h"

#include <QByteArray>

namespace foyer {

/// How messages are written. Windows use Cbor (subprotocol "foyer.v1.cbor": positional arrays);
/// people and strangers may use Json (subprotocol "foyer.v1.json": objects with named fields).
enum class Encoding : quint8 { Json, Cbor };

inline constexpr const char *cborSubprotocol = "foyer.v1.cbor";
inline constexpr const char *jsonSubprotocol = "foyer.v1.json";

// Both directions on both ends. Decoding never asserts on what came from outside: a refusal
// (Malformed, TooLarge, UnknownOperation) says which field was wrong and what it should be.
// Unknown fields are ignored in Json; extra array members are ignored in Cbor.

[[nodiscard]] QByteArray encode(const ClientMessage &message, Encoding encoding);
[[nodiscard]] QByteArray encode(const ServerMessage &message, Encoding encoding);
[[nodiscard]] Result<ClientMessage> decodeClientMessage(QByteArrayView frame, Encoding encoding);
[[nodiscard]] Result<ServerMessage> decodeServerMessage(QByteArrayView frame, Encoding encoding);

// For the ledger and the outbox, which keep operations and outcomes as bytes. The Cbor form is
// canonical: equal operations give equal bytes, so a digest of it tells "same content".

[[nodiscard]] QByteArray encode(const Operation &operation, Encoding encoding);
[[nodiscard]] Result<Operation> decodeOperation(QByteArrayView bytes, Encoding encoding);
[[nodiscard]] QByteArray encode(const Outcome &outcome, Encoding encoding);
[[nodiscard]] Result<Outcome> decodeOutcome(QByteArrayView bytes, Encoding encoding);

} // namespace foyer
