#include "sync/server/ledger/rules/togethercommand.h"

#include "sync/server/ledger/rules/bookingcommands.h"
#include "sync/server/ledger/rules/holdcommands.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

StepDone stepOf(const Done &done)
{
    return {.event = done.event,
            .sequence = done.sequence,
            .hold = done.hold,
            .holdRemaining = done.holdRemaining,
            .booking = done.booking,
            .change = done.change,
            .leftOut = done.leftOut};
}

} // namespace

Outcome doTogether(OperationScope &scope, const Together &command)
{
    if (command.steps.isEmpty() || command.steps.size() > limits::stepsTogether)
        return refused(RefusalCode::Malformed, u"Name 1 to %1 steps."_s.arg(limits::stepsTogether));
    const LedgerWork::Mark before = scope.work.mark();
    Done all;
    for (const TogetherStep &step : command.steps) {
        const auto *place = std::get_if<PlaceHold>(&step.command);
        const Outcome done = place ? placeHold(scope, *place)
                                   : confirmBooking(scope, std::get<ConfirmBooking>(step.command));
        if (!done) {
            if (!scope.rules.has(PlantedFault::HalfAPackage))
                scope.work.rollBackTo(before);
            return done;
        }
        all.steps.append(stepOf(*done));
    }
    return all;
}

} // namespace foyer
