#pragma once

#include "sync/server/accounts/secret.h"

#include <QByteArray>

namespace foyer {

/// A bearer token: 256 unpredictable bits of libsodium as 43 characters of base64url.
[[nodiscard]] Secret makeToken();

/// BLAKE2b-256 of a token's text: what is stored and compared instead of it.
[[nodiscard]] QByteArray hashToken(QByteArrayView token);

/// BLAKE2b-256 of any bytes; for names that must not collide.
[[nodiscard]] QByteArray digestOf(QByteArrayView bytes);

} // namespace foyer
