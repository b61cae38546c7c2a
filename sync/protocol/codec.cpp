#include "sync/protocol/codec.h"

#include "sync/protocol/cborreader.h"
#include "sync/protocol/cborwriter.h"
#include "sync/protocol/jsonreader.h"
#include "sync/protocol/jsonwriter.h"
#include "sync/protocol/messagefields.h"

#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Base64 and the fields around a seat map that is as large as HTTP lets in.
constexpr qsizetype operationBytes = limits::httpBodyBytes / 3 * 4 + limits::frameBytes;

std::optional<Refusal> tooLarge(QByteArrayView bytes, qsizetype most)
{
    if (bytes.size() <= most)
        return std::nullopt;
    return refusal(
        RefusalCode::TooLarge,
        u"The message has %1 bytes; it must have %2 at most."_s.arg(bytes.size()).arg(most));
}

Result<QJsonObject> parsed(QByteArrayView bytes)
{
    QJsonParseError error;
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()), &error);
    if (error.error != QJsonParseError::NoError) {
        return std::unexpected(refusal(RefusalCode::Malformed,
                                       u"The message must be JSON: %1 at byte %2."_s.arg(
                                           error.errorString(), QString::number(error.offset))));
    }
    if (!document.isObject())
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"The message must be an object."_s));
    return document.object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template <class Message>
QByteArray encodeChoice(const Message &message, Encoding encoding)
{
    if (encoding == Encoding::Json)
        return compact(JsonWriter::writtenChoice(message));
    QByteArray bytes;
    CborWriter(bytes).writeChoice(message);
    return bytes;
}

template <class Message>
Result<Message> decodeChoice(QByteArrayView frame, Encoding encoding, qsizetype most)
{
    if (auto refused = tooLarge(frame, most))
        return std::unexpected(std::move(*refused));
    if (encoding == Encoding::Cbor)
        return CborReader::readChoice<Message>(frame);
    const auto object = parsed(frame);
    if (!object)
        return std::unexpected(object.error());
    return JsonReader::readChoice<Message>(*object);
}

} // namespace

QByteArray encode(const ClientMessage &message, Encoding encoding)
{
    return encodeChoice(message, encoding);
}

QByteArray encode(const ServerMessage &message, Encoding encoding)
{
    return encodeChoice(message, encoding);
}

Result<ClientMessage> decodeClientMessage(QByteArrayView frame, Encoding encoding)
{
    return decodeChoice<ClientMessage>(frame, encoding, limits::frameBytes);
}

Result<ServerMessage> decodeServerMessage(QByteArrayView frame, Encoding encoding)
{
    return decodeChoice<ServerMessage>(frame, encoding, limits::serverFrameBytes);
}

QByteArray encode(const Operation &operation, Encoding encoding)
{
    if (encoding == Encoding::Json)
        return compact(JsonWriter::written(operation));
    QByteArray bytes;
    CborWriter(bytes).write(operation);
    return bytes;
}

Result<Operation> decodeOperation(QByteArrayView bytes, Encoding encoding)
{
    if (auto refused = tooLarge(bytes, operationBytes))
        return std::unexpected(std::move(*refused));
    if (encoding == Encoding::Cbor)
        return CborReader::read<Operation>(bytes);
    const auto object = parsed(bytes);
    if (!object)
        return std::unexpected(object.error());
    return JsonReader::read<Operation>(*object);
}

QByteArray encode(const Outcome &outcome, Encoding encoding)
{
    if (encoding == Encoding::Json)
        return compact(JsonWriter::writtenOutcome(outcome));
    QByteArray bytes;
    CborWriter(bytes).writeOutcome(outcome);
    return bytes;
}

Result<Outcome> decodeOutcome(QByteArrayView bytes, Encoding encoding)
{
    if (auto refused = tooLarge(bytes, limits::serverFrameBytes))
        return std::unexpected(std::move(*refused));
    if (encoding == Encoding::Cbor)
        return CborReader::readOutcome<Done>(bytes);
    const auto object = parsed(bytes);
    if (!object)
        return std::unexpected(object.error());
    return JsonReader::readOutcome<Done>(*object);
}

} // namespace foyer
