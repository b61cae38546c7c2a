#include "tests/simulation/witness.h"

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

} // namespace

Witness::Witness(const EventTickets &start)
    : m_event(start.event)
    , m_tickets(start.tickets)
    , m_sequence(start.sequence)
{}

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
    if (submission.operation.deviceSequence > watermark)
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
    if (!result.isRepeat)
        ++m_done[commandName(operation.command)];
    for (const CommittedChange &change : result.changes) {
        for (const SeatIndex seat : change.seats)
            judgeSeat(submission, seat, change.after, now);
        take(change);
    }
}

/// Judges what became of one ticket by what it was, whatever the command calls it.
void Witness::judgeSeat(const Submission &submission, SeatIndex seat, const TicketState &after,
                        Instant now)
{
    const TicketState &before = m_tickets.at(seat.value());
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
    } else if (!isHolder || (after.status == TicketStatus::Held && after.hold != before.hold)) {
        complain(u"I3c: seat %1 was taken from a live hold by %2"_s.arg(seat.value())
                     .arg(commandName(command)));
    }
}

void Witness::judgeRefusal(const PlaceHold &command, const Refusal &refusal, Instant now)
{
    Q_UNUSED(command);
    ++m_lostRaces;
    for (const TicketObstacle &obstacle : refusal.tickets) {
        if (m_tickets.at(obstacle.seat.value()).isFree(now))
            complain(u"I3b: seat %1 was refused although it was free"_s.arg(obstacle.seat.value()));
    }
}

void Witness::expired(const QList<CommittedChange> &changes, Instant now)
{
    ++m_revision;
    for (const CommittedChange &change : changes) {
        for (const SeatIndex seat : change.seats) {
            const TicketState &before = m_tickets.at(seat.value());
            if (before.status != TicketStatus::Held || now < before.expiresAt)
                complain(u"the reaper freed seat %1, whose hold had not ended"_s.arg(seat.value()));
        }
        take(change);
    }
}

void Witness::take(const CommittedChange &change)
{
    if (change.event != m_event)
        return;
    if (change.sequence != m_sequence.next())
        complain(u"I7: sequence %1 was committed after %2"_s.arg(change.sequence.value())
                     .arg(m_sequence.value()));
    m_sequence = change.sequence;
    for (qsizetype i = 0; i < change.seats.size(); ++i) {
        TicketState &ticket = m_tickets[change.seats.at(i).value()];
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
    if (!outcome)
        return;
    if (const auto *sale = std::get_if<ConfirmBooking>(&operation.command)) {
        QList<SeatIndex> seats;
        for (const TicketChoice &ticket : sale->tickets)
            seats.append(ticket.seat);
        m_acknowledgedSales.insert(sale->booking, seats);
    } else if (const auto *exchange = std::get_if<ExchangeBooking>(&operation.command)) {
        QList<SeatIndex> seats;
        for (const TicketChoice &ticket : exchange->tickets)
            seats.append(ticket.seat);
        m_acknowledgedSales.insert(exchange->newBooking, seats);
    }
}

void Witness::compare(const EventTickets &tickets)
{
    if (tickets.sequence != m_sequence)
        complain(
            u"the ledger is at sequence %1, its changes end at %2"_s.arg(tickets.sequence.value())
                .arg(m_sequence.value()));
    for (qsizetype i = 0; i < m_tickets.size(); ++i) {
        const TicketState &stored = tickets.tickets.at(i);
        const TicketState &known = m_tickets.at(i);
        if (stored.status != known.status || stored.version != known.version)
            complain(u"seat %1 is %2 in the ledger and %3 by its changes"_s.arg(i).arg(
                statusName(stored.status), statusName(known.status)));
    }
    QHash<SeatIndex, BookingId> owners;
    for (auto sale = m_acknowledgedSales.cbegin(); sale != m_acknowledgedSales.cend(); ++sale) {
        for (const SeatIndex seat : sale.value()) {
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
