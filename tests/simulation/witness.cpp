#include "tests/simulation/witness.h"

#include "sync/protocol/limits.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Whether a command is one that gives a sold ticket of that booking back.
bool mayGiveBack(const Command &command, const BookingId &booking, SeatIndex seat)
{
    const auto names = [seat](const QList<SeatIndex> &seats) {
        return seats.isEmpty() || seats.contains(seat);
    };
    if (const auto *cancel = std::get_if<CancelBooking>(&command))
        return cancel->booking == booking && names(cancel->seats);
    if (const auto *exchange = std::get_if<ExchangeBooking>(&command))
        return exchange->booking == booking && names(exchange->seats);
    return false;
}

/// Whether the same question later gets the same answer.
bool isForGood(const Outcome &outcome)
{
    if (outcome)
        return true;
    const RefusalCode code = outcome.error().code;
    return !isTransient(code) && code != RefusalCode::NotSignedIn && code != RefusalCode::Internal;
}

/// But for what is left of a hold, which is less each time.
bool isTheSame(const Outcome &first, const Outcome &second)
{
    if (!first || !second)
        return first == second;
    Done again = *second;
    again.holdRemaining = first->holdRemaining;
    return *first == again;
}

} // namespace

void Witness::watch(const EventTickets &start, Money price)
{
    m_halls.insert_or_assign(
        start.event, Hall{.tickets = start.tickets, .sequence = start.sequence, .price = price});
}

void Witness::complain(const QString &what)
{
    m_complaints.append(what);
}

void Witness::applied(std::span<const Submission> batch,
                      const std::vector<AppliedOperation> &results, Instant now)
{
    ++m_revision;
    if (batch.size() != results.size()) {
        complain(
            u"a batch of %1 operations has %2 outcomes"_s.arg(batch.size()).arg(results.size()));
        return;
    }
    for (size_t i = 0; i < batch.size(); ++i)
        judge(batch[i], results[i], now);
}

/// What a window has acknowledged must never have an effect again, pruned or not.
void Witness::judgeRepeat(const Submission &submission, const AppliedOperation &result)
{
    DeviceSequence &watermark = m_watermarks[submission.actor.window];
    watermark = std::max(watermark, submission.acknowledged);
    const DeviceSequence number = submission.operation.deviceSequence;
    if (number.value() == 0 || number > watermark)
        return;
    ++m_lateRepeats;
    if (!result.changes.isEmpty())
        complain(u"I5: operation %1 had an effect after its window had acknowledged it"_s.arg(
            submission.operation.id.toString()));
}

void Witness::judge(const Submission &submission, const AppliedOperation &result, Instant now)
{
    const Operation &operation = submission.operation;
    judgeRepeat(submission, result);
    judgeIdentity(submission, result);
    if (!result.changes.isEmpty()) {
        if (m_effective.contains(operation.id))
            complain(u"I5: operation %1 had an effect twice"_s.arg(operation.id.toString()));
        m_effective.insert(operation.id);
    }
    if (!result.outcome) {
        if (!result.changes.isEmpty())
            complain(u"a refused operation changed tickets"_s);
        const auto *hold = std::get_if<PlaceHold>(&operation.command);
        if (hold && !result.isRepeat && result.outcome.error().code == RefusalCode::TicketsTaken)
            judgeRefusal(*hold, result.outcome.error(), now);
        return;
    }
    for (const CommittedChange &change : result.changes) {
        for (const SeatIndex seat : change.seats)
            judgeSeat(submission, change.event, seat, change.after, now);
        take(change);
    }
    learn(operation.command);
    if (result.isRepeat)
        return;
    ++m_done[commandName(operation.command)];
    judgeSession(submission, now);
    if (const auto *extension = std::get_if<ExtendHold>(&operation.command))
        judgeExtension(*extension, !result.changes.isEmpty());
    judgeDone(submission, *result.outcome);
}

/// I12: only a live session of a role that may.
void Witness::judgeSession(const Submission &submission, Instant now)
{
    const auto session = m_sessions.constFind(submission.actor.session);
    const QString name = commandName(submission.operation.command);
    if (session == m_sessions.cend())
        complain(u"I12: somebody unknown did %1"_s.arg(name));
    else if (now >= session->endsAt)
        complain(u"I12: a session that has ended did %1"_s.arg(name));
    else if (!isAllowed(session->role, permissionFor(submission.operation.command)))
        complain(u"I12: the role %1 did %2"_s.arg(roleName(session->role), name));
}

/// An id stands for one command, and what was refused for now may be asked again.
void Witness::judgeIdentity(const Submission &submission, const AppliedOperation &result)
{
    const Operation &operation = submission.operation;
    if (!isForGood(result.outcome)) {
        if (result.isRepeat)
            complain(u"operation %1 is refused for ever by what was only true then"_s.arg(
                operation.id.toString()));
        return;
    }
    const auto known = m_final.constFind(operation.id);
    if (known == m_final.cend())
        m_final.insert(operation.id, {operation.command, result.outcome});
    else if (result.outcome && known->command != operation.command)
        complain(
            u"I5: the outcome of operation %1 was given to another"_s.arg(operation.id.toString()));
    else if (result.isRepeat && known->command == operation.command &&
             !isTheSame(known->outcome, result.outcome))
        complain(u"I5: operation %1 was answered in two ways"_s.arg(operation.id.toString()));
}

/// Keeps in mind what was done, now or before.
void Witness::learn(const Command &command)
{
    if (const auto *lease = std::get_if<LeaseAllotment>(&command))
        m_allotments.insert(lease->hold);
    else if (const auto *booking = std::get_if<BookTickets>(&command))
        m_reservations.insert(booking->booking, booking->hold);
    else if (const auto *revocation = std::get_if<RevokeAllotment>(&command))
        m_revoked.insert(revocation->hold);
}

/// Whether what is said to be done is.
void Witness::judgeDone(const Submission &submission, const Done &done)
{
    const Command &command = submission.operation.command;
    if (const auto *revocation = std::get_if<RevokeAllotment>(&command))
        judgeRevocation(*revocation);
    else if (const auto *sale = std::get_if<ConfirmBooking>(&command))
        judgeSold(sale->event, sale->booking, sale->tickets);
    else if (const auto *exchange = std::get_if<ExchangeBooking>(&command))
        judgeSold(exchange->event, exchange->newBooking, exchange->tickets);
    if (done.booking)
        judgeMoney(*done.booking);
    if (done.hold && done.hold->isAllotment() && done.holdRemaining <= Milliseconds(0))
        complain(u"I2': an allotment that does not end is said to be over"_s);
    for (const StepDone &step : done.steps) {
        if (step.booking)
            judgeMoney(*step.booking);
    }
}

void Witness::judgeExtension(const ExtendHold &command, bool hasEffect)
{
    if (hasEffect && ++m_extensions[command.hold] > limits::extensionsPerHold)
        complain(u"a hold was extended %1 times"_s.arg(m_extensions.value(command.hold)));
}

void Witness::judgeRevocation(const RevokeAllotment &command)
{
    for (const TicketState &ticket : m_halls.at(command.event).tickets) {
        if (ticket.status == TicketStatus::Held && ticket.hold == command.hold)
            return complain(u"an allotment was revoked and still has tickets"_s);
    }
}

void Witness::judgeSold(const EventId &event, const BookingId &booking,
                        const QList<TicketChoice> &tickets)
{
    const Hall &hall = m_halls.at(event);
    for (const TicketChoice &choice : tickets) {
        const TicketState &ticket = hall.tickets.at(choice.seat.value());
        if (ticket.status != TicketStatus::Sold || ticket.booking != booking)
            complain(u"seat %1 is said to be sold and is not"_s.arg(choice.seat.value()));
    }
}

/// I6: what was paid for a booking and not given back is what its tickets cost.
void Witness::judgeMoney(const Booking &booking)
{
    const Hall &hall = m_halls.at(booking.event);
    const auto tickets = std::ranges::count_if(hall.tickets, [&](const TicketState &ticket) {
        return ticket.status == TicketStatus::Sold && ticket.booking == booking.id;
    });
    Money paid = Money::zero(hall.price.currency());
    for (const Payment &payment : booking.payments)
        paid += payment.amount;
    const Money due = hall.price.times(tickets);
    if (paid != due)
        complain(u"I6: %1 was paid for tickets of %2"_s.arg(paid.toDecimal(), due.toDecimal()));
}

/// Judges what became of one ticket by what it was, whatever the command calls it.
void Witness::judgeSeat(const Submission &submission, const EventId &event, SeatIndex seat,
                        const TicketState &after, Instant now)
{
    const TicketState &before = m_halls.at(event).tickets.at(seat.value());
    if (after.status == TicketStatus::Sold)
        return judgeSale(submission.actor.window, seat, before, after, now);
    if (before.status == TicketStatus::Sold) {
        if (after.status == TicketStatus::Held)
            complain(u"I1: a hold took seat %1, which is sold"_s.arg(seat.value()));
        else if (!mayGiveBack(submission.operation.command, before.booking, seat))
            complain(u"I2: the sale of seat %1 was undone by %2"_s.arg(seat.value())
                         .arg(commandName(submission.operation.command)));
        m_givenBack.insert({before.booking, seat});
        return;
    }
    if (before.status == TicketStatus::Held && now < before.expiresAt)
        return judgeLiveHold(submission, seat, before, after);
    if (before.status == TicketStatus::Blocked && after.status == TicketStatus::Held)
        judgeKept(submission, seat, before);
}

/// What the house keeps back goes to those who may sell from that pool and ask for it.
void Witness::judgeKept(const Submission &submission, SeatIndex seat, const TicketState &before)
{
    PoolId asked;
    if (const auto *hold = std::get_if<PlaceHold>(&submission.operation.command))
        asked = hold->pool;
    else if (const auto *lease = std::get_if<LeaseAllotment>(&submission.operation.command))
        asked = lease->pool;
    const Role role = m_sessions.value(submission.actor.session).role;
    if (asked.isNull() || asked != before.pool || !m_pools.value(asked).maySell(role))
        complain(u"a hold took seat %1, which is not for sale"_s.arg(seat.value()));
}

void Witness::judgeSale(const WindowId &seller, SeatIndex seat, const TicketState &before,
                        const TicketState &after, Instant now)
{
    if (before.status == TicketStatus::Sold)
        complain(u"I1: seat %1 was sold twice"_s.arg(seat.value()));
    else if (before.status == TicketStatus::Held && now >= before.expiresAt)
        complain(u"I3a: seat %1 was sold after its hold had ended"_s.arg(seat.value()));
    else if (!before.isHeldBy(after.hold, after.fence, now) || before.holder != seller)
        complain(u"I3c: seat %1 was sold by a window that did not hold it"_s.arg(seat.value()));
}

/// A live hold serves its holder only, until the house takes it away and says so.
void Witness::judgeLiveHold(const Submission &submission, SeatIndex seat, const TicketState &before,
                            const TicketState &after)
{
    const Command &command = submission.operation.command;
    const bool isHolder = submission.actor.window == before.holder;
    if (const auto *transfer = std::get_if<TransferHold>(&command)) {
        if (!isHolder || transfer->hold != before.hold || after.fence <= before.fence)
            complain(u"I3c: seat %1 was handed on by whoever did not have it"_s.arg(seat.value()));
    } else if (const auto *revocation = std::get_if<RevokeAllotment>(&command)) {
        if (revocation->hold != before.hold || after.fence <= before.fence)
            complain(u"I3c: seat %1 was taken from a hold nobody named"_s.arg(seat.value()));
    } else if (const auto *cancel = std::get_if<CancelBooking>(&command)) {
        // A reservation that anybody who may cancel gives up.
        if (m_reservations.value(cancel->booking) != before.hold)
            complain(
                u"I3c: seat %1 was let go with a booking that is not its own"_s.arg(seat.value()));
    } else if (!isHolder || (after.status == TicketStatus::Held && after.hold != before.hold)) {
        complain(u"I3c: seat %1 was taken from a live hold by %2"_s.arg(seat.value())
                     .arg(commandName(command)));
    }
}

void Witness::judgeRefusal(const PlaceHold &command, const Refusal &refusal, Instant now)
{
    ++m_lostRaces;
    const Hall &hall = m_halls.at(command.event);
    for (const TicketObstacle &obstacle : refusal.tickets) {
        const TicketState &ticket = hall.tickets.at(obstacle.seat.value());
        const bool isKept = !ticket.pool.isNull() && ticket.pool != command.pool;
        if (ticket.isFree(now) && !isKept)
            complain(u"I3b: seat %1 was refused although it was free"_s.arg(obstacle.seat.value()));
    }
}

void Witness::expired(const QList<CommittedChange> &changes, Instant now)
{
    ++m_revision;
    for (const CommittedChange &change : changes) {
        for (const SeatIndex seat : change.seats)
            judgeEnd(seat, m_halls.at(change.event).tickets.at(seat.value()), now);
        take(change);
    }
}

/// A ticket that was freed by the passing of time.
void Witness::judgeEnd(SeatIndex seat, const TicketState &before, Instant now)
{
    const std::optional<Instant> release = m_pools.value(before.pool).releaseAt;
    if (before.status == TicketStatus::Blocked && release && now >= *release)
        return;
    if (before.status != TicketStatus::Held || now < before.expiresAt)
        complain(u"the reaper freed seat %1, whose hold had not ended"_s.arg(seat.value()));
    else if (m_allotments.contains(before.hold))
        complain(u"I2': the house took seat %1 of an allotment back"_s.arg(seat.value()));
}

void Witness::recovered(const QList<CommittedChange> &changes)
{
    ++m_revision;
    for (const CommittedChange &change : changes) {
        for (const SeatIndex seat : change.seats) {
            const TicketState &before = m_halls.at(change.event).tickets.at(seat.value());
            if (before.status == TicketStatus::Sold && change.after.status != TicketStatus::Sold)
                m_givenBack.insert({before.booking, seat});
        }
        take(change);
    }
}

std::map<EventId, Sequence> Witness::sequences() const
{
    std::map<EventId, Sequence> newest;
    for (const auto &[event, hall] : m_halls)
        newest.emplace(event, hall.sequence);
    return newest;
}

void Witness::take(const CommittedChange &change)
{
    const auto found = m_halls.find(change.event);
    if (found == m_halls.end())
        return complain(u"a change of an unknown event"_s);
    Hall &hall = found->second;
    if (change.sequence != hall.sequence.next())
        complain(u"I7: sequence %1 was committed after %2"_s.arg(change.sequence.value())
                     .arg(hall.sequence.value()));
    hall.sequence = change.sequence;
    for (qsizetype i = 0; i < change.seats.size(); ++i) {
        TicketState &ticket = hall.tickets[change.seats.at(i).value()];
        if (change.versions.at(i) <= ticket.version)
            complain(u"the version of seat %1 did not grow"_s.arg(change.seats.at(i).value()));
        ticket = change.after;
        ticket.version = change.versions.at(i);
    }
}

void Witness::acknowledged(const Operation &operation, const Outcome &outcome, int life)
{
    ++m_revision;
    const Settled now{.life = life,
                      .isDone = outcome.has_value(),
                      .sequence = outcome ? outcome->sequence : Sequence()};
    if (const auto before = m_settled.constFind(operation.id); before != m_settled.cend()) {
        if (before->life == life)
            complain(
                u"I5: operation %1 was settled twice at its window"_s.arg(operation.id.toString()));
        if (before->isDone != now.isDone || before->sequence != now.sequence)
            complain(u"I5: operation %1 was settled in two ways"_s.arg(operation.id.toString()));
    }
    m_settled.insert(operation.id, now);
    judgeAllotmentSale(operation, outcome);
    if (!outcome)
        return;
    if (const auto *sale = std::get_if<ConfirmBooking>(&operation.command)) {
        QList<SeatIndex> seats;
        for (const TicketChoice &ticket : sale->tickets)
            seats.append(ticket.seat);
        m_acknowledgedSales.insert(sale->booking, {sale->event, seats});
    } else if (const auto *exchange = std::get_if<ExchangeBooking>(&operation.command)) {
        QList<SeatIndex> seats;
        for (const TicketChoice &ticket : exchange->tickets)
            seats.append(ticket.seat);
        m_acknowledgedSales.insert(exchange->newBooking, {exchange->event, seats});
    }
}

/// I2': what a window sold of tickets that were its own is never refused, unless the house has
/// taken them away and said so.
void Witness::judgeAllotmentSale(const Operation &operation, const Outcome &outcome)
{
    const auto *sale = std::get_if<ConfirmBooking>(&operation.command);
    if (sale && !outcome && m_allotments.contains(sale->hold) && !m_revoked.contains(sale->hold))
        complain(u"I2': a sale of an allotment was refused: "_s + outcome.error().message);
}

void Witness::compare(const EventTickets &tickets)
{
    const Hall &hall = m_halls.at(tickets.event);
    if (tickets.sequence != hall.sequence)
        complain(
            u"the ledger is at sequence %1, its changes end at %2"_s.arg(tickets.sequence.value())
                .arg(hall.sequence.value()));
    for (qsizetype i = 0; i < hall.tickets.size(); ++i) {
        const TicketState &stored = tickets.tickets.at(i);
        const TicketState &known = hall.tickets.at(i);
        if (stored.status != known.status || stored.version != known.version)
            complain(u"seat %1 is %2 in the ledger and %3 by its changes"_s.arg(i).arg(
                statusName(stored.status), statusName(known.status)));
    }
    QHash<SeatIndex, BookingId> owners;
    for (auto sale = m_acknowledgedSales.cbegin(); sale != m_acknowledgedSales.cend(); ++sale) {
        if (sale->event != tickets.event)
            continue;
        for (const SeatIndex seat : sale->seats) {
            if (m_givenBack.contains({sale.key(), seat}))
                continue;
            const TicketState &stored = tickets.tickets.at(seat.value());
            if (stored.status != TicketStatus::Sold || stored.booking != sale.key())
                complain(u"I2: the acknowledged sale of seat %1 is not in the ledger"_s.arg(
                    seat.value()));
            if (owners.contains(seat))
                complain(u"I1: seat %1 has two acknowledged sales"_s.arg(seat.value()));
            owners.insert(seat, sale.key());
        }
    }
}

void Witness::conserve(const QSet<OperationId> &inOutboxes)
{
    for (const OperationId &operation : std::as_const(m_accepted)) {
        if (!m_settled.contains(operation) && !inOutboxes.contains(operation))
            complain(u"I4: operation %1 was accepted and has vanished"_s.arg(operation.toString()));
    }
}

} // namespace foyer
