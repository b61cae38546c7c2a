#pragma once

#include "models/domain/refusal.h"
#include "sync/server/accounts/secret.h"

#include <QByteArray>
#include <QString>

namespace foyer {

/// A house's key pair for what it signs (Ed25519 of libsodium). The private half never leaves the
/// server's disk and memory. Immutable, so any thread may sign.
class SigningKey final
{
public:
    /// The key in the file \a path, which is made (for its owner only) when there is none. Servers
    /// of one house share one file's content.
    /// \return InvalidRecord when the file cannot be read or made, is not a key, or may be read by
    /// others; the message says what to do.
    [[nodiscard]] static Result<SigningKey> open(const QString &path);

    [[nodiscard]] QByteArray sign(QByteArrayView message) const;    ///< 64 bytes
    [[nodiscard]] QByteArray publicKey() const { return m_public; } ///< 32 bytes

private:
    SigningKey(Secret secret, QByteArray publicKey);
    Secret m_secret;
    QByteArray m_public;
};

/// Whether the owner of \a publicKey signed exactly \a message. False for keys and signatures of
/// the wrong length.
[[nodiscard]] bool isSigned(QByteArrayView message, QByteArrayView signature,
                            QByteArrayView publicKey);

} // namespace foyer
