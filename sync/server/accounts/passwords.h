#pragma once

#include "models/domain/refusal.h"
#include "sync/server/accounts/secret.h"

#include <QByteArray>

namespace foyer {

/// What one password hash costs. The default is Argon2id with 64 MiB in two passes: about a
/// tenth of a second. Tests pass cheapestPasswordCost().
struct PasswordCost
{
    quint64 memoryBytes = 64ULL * 1024 * 1024;
    quint64 passes = 2;
};

/// The least libsodium accepts; for tests only.
[[nodiscard]] PasswordCost cheapestPasswordCost();

inline constexpr qsizetype longestPasswordBytes = 1024;

/// A salted Argon2id hash as crypto_pwhash_str writes it; the cost is part of the text.
/// Takes as long as \a cost says. Any thread.
/// \return InvalidRecord for an empty or over-long password, Overloaded without the memory.
[[nodiscard]] Result<QByteArray> hashPassword(const Secret &password, PasswordCost cost = {});

/// Whether \a password is the one \a hash was made of; false for a damaged or empty \a hash.
/// Takes the time the hash's own cost says. Any thread.
[[nodiscard]] bool passwordMatches(const Secret &password, const QByteArray &hash);

} // namespace foyer
