#pragma once

#include "sync/protocol/codec.h"
#include "sync/protocol/limits.h"
#include "tests/fuzz/targets.h"

namespace foyer::fuzz {

/// What can be read can be written and read again, in both encodings, and is the same.
/// \param most  bytes that a frame of this direction may have
template <class Message>
[[nodiscard]] Finding sameAfterBothWires(const Message &message,
                                         Result<Message> (*decode)(QByteArrayView, Encoding),
                                         qsizetype most)
{
    for (const Encoding encoding : {Encoding::Json, Encoding::Cbor}) {
        const QByteArray frame = encode(message, encoding);
        if (frame.size() > most)
            continue; // the other encoding was shorter
        const Result<Message> again = decode(frame, encoding);
        if (!again)
            return "what was read is refused when written: " + again.error().message.toUtf8();
        if (*again != message)
            return "what was read is something else when written: " + frame;
        if (encode(*again, encoding) != frame)
            return "equal messages give different bytes: " + frame;
    }
    return {};
}

/// A refusal says what was wrong and is one that a frame can have.
[[nodiscard]] inline Finding fairRefusal(const Refusal &refused)
{
    const bool isKnown = refused.code == RefusalCode::Malformed ||
                         refused.code == RefusalCode::TooLarge ||
                         refused.code == RefusalCode::UnknownOperation;
    if (!isKnown || refused.message.isEmpty())
        return "refused in a way no frame is: " + refused.message.toUtf8();
    return {};
}

} // namespace foyer::fuzz
