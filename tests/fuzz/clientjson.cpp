#include "tests/fuzz/roundtrip.h"

namespace foyer::fuzz {

Finding clientjson(QByteArrayView input)
{
    const Result<ClientMessage> message = decodeClientMessage(input, Encoding::Json);
    return message ? sameAfterBothWires(*message, decodeClientMessage, limits::frameBytes)
                   : fairRefusal(message.error());
}

} // namespace foyer::fuzz
