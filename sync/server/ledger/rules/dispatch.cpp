#include "sync/server/ledger/rules/dispatch.h"

#include "sync/server/ledger/rules/allotmentcommands.h"
#include "sync/server/ledger/rules/bookingcommands.h"
#include "sync/server/ledger/rules/exchangecommand.h"
#include "sync/server/ledger/rules/holdcommands.h"
#include "sync/server/ledger/rules/poolcommands.h"
#include "sync/server/ledger/rules/recordcommands.h"
#include "sync/server/ledger/rules/togethercommand.h"

namespace foyer {

namespace {

template <class... Cases>
struct OneOf : Cases...
{
    using Cases::operator()...;
};

} // namespace

Outcome dispatch(OperationScope &scope, const Command &command)
{
    const OneOf does{
        [&](const PlaceHold &asked) { return placeHold(scope, asked); },
        [&](const ExtendHold &asked) { return extendHold(scope, asked); },
        [&](const ReleaseHold &asked) { return releaseHold(scope, asked); },
        [&](const TransferHold &asked) { return transferHold(scope, asked); },
        [&](const ConfirmBooking &asked) { return confirmBooking(scope, asked); },
        [&](const CancelBooking &asked) { return cancelBooking(scope, asked); },
        [&](const ExchangeBooking &asked) { return exchangeBooking(scope, asked); },
        [&](const BookTickets &asked) { return bookTickets(scope, asked); },
        [&](const Together &asked) { return doTogether(scope, asked); },
        [&](const SavePool &asked) { return savePool(scope, asked); },
        [&](const KeepTickets &asked) { return keepTickets(scope, asked); },
        [&](const LeaseAllotment &asked) { return leaseAllotment(scope, asked); },
        [&](const ReturnAllotment &asked) { return returnAllotment(scope, asked); },
        [&](const RevokeAllotment &asked) { return revokeAllotment(scope, asked); },
        [&](const SaveVenue &asked) { return saveVenue(scope, asked); },
        [&](const PublishSeatMap &asked) { return publishSeatMap(scope, asked); },
        [&](const SavePerformer &asked) { return savePerformer(scope, asked); },
        [&](const SaveEvent &asked) { return saveEvent(scope, asked); },
        [&](const SaveCustomer &asked) { return saveCustomer(scope, asked); },
    };
    return std::visit(does, command);
}

} // namespace foyer
