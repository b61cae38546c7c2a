#include "sync/server/accounts/tokens.h"

#include <sodium.h>

#include <array>

namespace foyer {

Secret makeToken()
{
    std::array<char, 32> bits{};
    randombytes_buf(bits.data(), bits.size());
    QByteArray text = QByteArray::fromRawData(bits.data(), qsizetype(bits.size()))
                          .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    Secret token{QByteArrayView(text)};
    sodium_memzero(text.data(), size_t(text.size()));
    sodium_memzero(bits.data(), bits.size());
    return token;
}

QByteArray hashToken(QByteArrayView token)
{
    return digestOf(token);
}

QByteArray digestOf(QByteArrayView bytes)
{
    QByteArray digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<uchar *>(digest.data()), size_t(digest.size()),
                       reinterpret_cast<const uchar *>(bytes.data()), quint64(bytes.size()),
                       nullptr, 0);
    return digest;
}

} // namespace foyer
