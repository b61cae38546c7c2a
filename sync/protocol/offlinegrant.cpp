#include "sync/protocol/offlinegrant.h"

#include "sync/protocol/cborreader.h"
#include "sync/protocol/cborwriter.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/recordfields.h"

namespace foyer {

using namespace Qt::StringLiterals;

template <class Wire>
void describe(Wire &wire, Described<Wire, OfflineGrant> &grant)
{
    wire.id("house", grant.house);
    wire.id("event_id", grant.event);
    wire.id("hold_id", grant.allotment);
    wire.counter("fence", grant.epoch, anyCount);
    wire.id("window_id", grant.window);
    wire.idOrNull("operator_id", grant.leasedBy);
    wire.seats("seats", grant.seats, anyTickets, SeatOrder::Rising);
    wire.money("most", grant.most);
    wire.instant("issued_at", grant.issuedAt);
    wire.instant("valid_until", grant.validUntil);
}

QByteArray encode(const OfflineGrant &grant)
{
    QByteArray bytes;
    CborWriter(bytes).write(grant);
    return bytes;
}

Result<OfflineGrant> decodeOfflineGrant(QByteArrayView bytes)
{
    if (bytes.size() > limits::serverFrameBytes) {
        return std::unexpected(
            refusal(RefusalCode::TooLarge,
                    u"A grant must have %1 bytes at most, not %2."_s.arg(limits::serverFrameBytes)
                        .arg(bytes.size())));
    }
    return CborReader::read<OfflineGrant>(bytes);
}

} // namespace foyer
