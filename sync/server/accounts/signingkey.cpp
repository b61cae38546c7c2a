#include "sync/server/accounts/signingkey.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <sodium.h>

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                            QFileDevice::ReadOther | QFileDevice::WriteOther;
/// The file holds the seed in hexadecimal digits, then the end of the line.
constexpr qsizetype digits = 2 * qsizetype(crypto_sign_SEEDBYTES);

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

std::unexpected<Refusal> unusable(const QString &path, const QString &why)
{
    return std::unexpected(
        refusal(RefusalCode::InvalidRecord, u"The signing key %1 %2"_s.arg(path, why)));
}

Result<void> make(const QString &path)
{
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    randombytes_buf(seed.data(), seed.size());
    std::array<char, digits + 1> text{};
    sodium_bin2hex(text.data(), text.size(), seed.data(), seed.size());
    text.back() = '\n';
    QSaveFile file(path); // a half-written key is never left behind
    const bool isMade = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) &&
                        file.write(text.data(), text.size()) == qint64(text.size()) &&
                        file.commit();
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(text.data(), text.size());
    if (!isMade)
        return unusable(path, u"cannot be made: %1"_s.arg(file.errorString()));
    return {};
}

} // namespace

SigningKey::SigningKey(Secret secret, QByteArray publicKey)
    : m_secret(std::move(secret))
    , m_public(std::move(publicKey))
{}

Result<SigningKey> SigningKey::open(const QString &path)
{
    if (sodium_init() < 0)
        return unusable(path, u"is of no use: libsodium cannot start on this machine."_s);
    if (!QFileInfo::exists(path)) {
        if (const Result<void> made = make(path); !made)
            return std::unexpected(made.error());
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, u"cannot be read: %1"_s.arg(file.errorString()));
    if (file.permissions() & others)
        return unusable(path,
                        u"may be read by others than its owner. Take that away: chmod 600."_s);
    QByteArray text = file.read(digits + 2);
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    size_t size = 0;
    const bool isKey = text.trimmed().size() == digits &&
                       sodium_hex2bin(seed.data(), seed.size(), text.constData(), size_t(digits),
                                      nullptr, &size, nullptr) == 0 &&
                       size == seed.size();
    sodium_memzero(text.data(), size_t(text.size()));
    if (!isKey)
        return unusable(path, u"does not hold a key. Put the copy of it back; a new one makes the "
                              "codes signed until now worthless."_s);
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    QByteArray publicKey(qsizetype(crypto_sign_PUBLICKEYBYTES), '\0');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(publicKey.data()), secret.data(),
                             seed.data());
    Secret kept(QByteArrayView(reinterpret_cast<const char *>(secret.data()), secret.size()));
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(secret.data(), secret.size());
    return SigningKey(std::move(kept), std::move(publicKey));
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    QByteArray signature(qsizetype(crypto_sign_BYTES), '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr, raw(message),
                         size_t(message.size()), raw(m_secret.reveal()));
    return signature;
}

bool isSigned(QByteArrayView message, QByteArrayView signature, QByteArrayView publicKey)
{
    return signature.size() == qsizetype(crypto_sign_BYTES) &&
           publicKey.size() == qsizetype(crypto_sign_PUBLICKEYBYTES) &&
           crypto_sign_verify_detached(raw(signature), raw(message), size_t(message.size()),
                                       raw(publicKey)) == 0;
}

} // namespace foyer
