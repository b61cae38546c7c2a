#include "sync/server/service/operationids.h"

#include "sync/server/accounts/tokens.h"

namespace foyer {

namespace {

/// A version 8 UUID of the first 122 bits of a digest.
QUuid uuidOf(QByteArrayView text)
{
    QByteArray bytes = digestOf(text).first(16);
    bytes[6] = char((bytes[6] & 0x0f) | 0x80);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

} // namespace

OperationId operationIdFor(const QByteArray &key, const OperatorId &owner)
{
    if (const auto given = OperationId::fromString(QString::fromLatin1(key)))
        return *given;
    return OperationId(uuidOf("foyer idempotency key\n" + owner.toBytes() + key));
}

QUuid derivedUuid(const OperationId &operation, QByteArrayView purpose)
{
    QByteArray text = "foyer derived id\n" + operation.toBytes();
    text.append(purpose);
    return uuidOf(text);
}

} // namespace foyer
