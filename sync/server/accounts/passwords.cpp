#include "sync/server/accounts/passwords.h"

#include "models/domain/invariant.h"

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

void startSodium()
{
    static const int started = sodium_init();
    FOYER_INVARIANT(started >= 0, "libsodium can be started");
}

} // namespace

PasswordCost cheapestPasswordCost()
{
    return {.memoryBytes = crypto_pwhash_MEMLIMIT_MIN, .passes = crypto_pwhash_OPSLIMIT_MIN};
}

Result<QByteArray> hashPassword(const Secret &password, PasswordCost cost)
{
    startSodium();
    const QByteArrayView bytes = password.reveal();
    if (bytes.isEmpty() || bytes.size() > longestPasswordBytes) {
        return std::unexpected(
            refusal(RefusalCode::InvalidRecord,
                    u"A password needs 1 to %1 bytes."_s.arg(longestPasswordBytes)));
    }
    QByteArray text(crypto_pwhash_STRBYTES, '\0');
    const int failed = crypto_pwhash_str(text.data(), bytes.data(), quint64(bytes.size()),
                                         cost.passes, size_t(cost.memoryBytes));
    if (failed != 0) {
        return std::unexpected(
            refusal(RefusalCode::Overloaded, u"There is not enough memory to hash a password."_s));
    }
    text.truncate(qsizetype(qstrlen(text.constData())));
    return text;
}

bool passwordMatches(const Secret &password, const QByteArray &hash)
{
    startSodium();
    const QByteArrayView bytes = password.reveal();
    if (hash.isEmpty() || bytes.isEmpty() || hash.size() >= qsizetype(crypto_pwhash_STRBYTES) ||
        bytes.size() > longestPasswordBytes)
        return false;
    // libsodium reads the whole fixed field.
    QByteArray field(crypto_pwhash_STRBYTES, '\0');
    std::copy(hash.cbegin(), hash.cend(), field.begin());
    return crypto_pwhash_str_verify(field.constData(), bytes.data(), quint64(bytes.size())) == 0;
}

} // namespace foyer
