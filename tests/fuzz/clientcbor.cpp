#include "tests/fuzz/roundtrip.h"

namespace foyer::fuzz {

Finding clientcbor(QByteArrayView input)
{
    const Result<ClientMessage> message = decodeClientMessage(input, Encoding::Cbor);
    return message ? sameAfterBothWires(*message, decodeClientMessage, limits::frameBytes)
                   : fairRefusal(message.error());
}

} // namespace foyer::fuzz
