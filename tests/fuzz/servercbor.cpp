#include "tests/fuzz/roundtrip.h"

namespace foyer::fuzz {

Finding servercbor(QByteArrayView input)
{
    const Result<ServerMessage> message = decodeServerMessage(input, Encoding::Cbor);
    return message ? sameAfterBothWires(*message, decodeServerMessage, limits::serverFrameBytes)
                   : fairRefusal(message.error());
}

} // namespace foyer::fuzz
