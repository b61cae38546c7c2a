#include "sync/server/ledger/rules/wantedrows.h"

#include "sync/server/ledger/rules/ledgerwork.h"

#include <QSet>

#include <type_traits>

namespace foyer {

namespace {

/// Adds what one command names to the rows that are wanted.
class WantedBy final
{
public:
    WantedBy(WantedRows &wanted, const LedgerWork &work)
        : m_wanted(wanted)
        , m_work(work)
    {}

    void operator()(const PlaceHold &place)
    {
        m_wanted.holds.push_back(place.hold);
        tickets(place.event, place.seats);
    }
    void operator()(const ExtendHold &extend) { m_wanted.holds.push_back(extend.hold); }
    void operator()(const ReleaseHold &release) { m_wanted.holds.push_back(release.hold); }
    void operator()(const ConfirmBooking &confirm)
    {
        m_wanted.holds.push_back(confirm.hold);
        m_wanted.bookings.push_back(confirm.booking);
        for (const TicketChoice &choice : confirm.tickets)
            ticket(confirm.event, choice.seat);
    }
    void operator()(const CancelBooking &cancel) { m_wanted.bookings.push_back(cancel.booking); }
    void operator()(const BookTickets &book)
    {
        m_wanted.holds.push_back(book.hold);
        m_wanted.bookings.push_back(book.booking);
        tickets(book.event, book.seats);
    }
    void operator()(const TransferHold &transfer) { m_wanted.holds.push_back(transfer.hold); }
    void operator()(const KeepTickets &keep) { tickets(keep.event, keep.seats); }
    void operator()(const LeaseAllotment &lease)
    {
        m_wanted.holds.push_back(lease.hold);
        tickets(lease.event, lease.seats);
    }
    void operator()(const ReturnAllotment &back) { m_wanted.holds.push_back(back.hold); }
    void operator()(const RevokeAllotment &revoke) { m_wanted.holds.push_back(revoke.hold); }
    void operator()(const ExchangeBooking &exchange)
    {
        m_wanted.holds.push_back(exchange.hold);
        m_wanted.bookings.push_back(exchange.booking);
        m_wanted.bookings.push_back(exchange.newBooking);
    }
    void operator()(const Together &together)
    {
        for (const TogetherStep &step : together.steps) {
            const auto event =
                std::visit([](const auto &asked) { return asked.event; }, step.command);
            if (!m_work.knows(event))
                m_wanted.events.push_back(event);
            std::visit(*this, step.command);
        }
    }
    template <class OfRecords>
    void operator()(const OfRecords &)
    {}

private:
    void ticket(const EventId &event, SeatIndex seat)
    {
        if (!m_work.knows(event, seat))
            m_wanted.tickets.emplace_back(event, seat);
    }
    void tickets(const EventId &event, const QList<SeatIndex> &seats)
    {
        for (const SeatIndex seat : seats)
            ticket(event, seat);
    }

    WantedRows &m_wanted;
    const LedgerWork &m_work;
};

/// The record that a command saves; null for those about tickets.
QUuid savedBy(const Command &command)
{
    return std::visit(
        [](const auto &asked) -> QUuid {
            using Asked = std::decay_t<decltype(asked)>;
            if constexpr (std::is_same_v<Asked, SaveVenue>)
                return asked.venue.id.uuid();
            else if constexpr (std::is_same_v<Asked, PublishSeatMap>)
                return asked.id.uuid();
            else if constexpr (std::is_same_v<Asked, SavePerformer>)
                return asked.performer.id.uuid();
            else if constexpr (std::is_same_v<Asked, SaveEvent>)
                return asked.event.id.uuid();
            else if constexpr (std::is_same_v<Asked, SaveCustomer>)
                return asked.customer.id.uuid();
            else
                return {};
        },
        command);
}

/// Every record that a command reads.
QList<QUuid> namedBy(const Command &command)
{
    QList<QUuid> named{eventOf(command).uuid(), savedBy(command)};
    if (const auto *together = std::get_if<Together>(&command)) {
        for (const TogetherStep &step : together->steps)
            std::visit(
                [&](const auto &asked) { named += {asked.event.uuid(), asked.customer.uuid()}; },
                step.command);
    }
    if (const auto *save = std::get_if<SaveEvent>(&command)) {
        named += {save->event.venue.uuid(), save->event.seatMap.uuid()};
        for (const PerformerId &performer : save->event.performers)
            named.append(performer.uuid());
    } else if (const auto *publish = std::get_if<PublishSeatMap>(&command)) {
        named.append(publish->venue.uuid());
    } else if (const auto *place = std::get_if<PlaceHold>(&command)) {
        named.append(place->customer.uuid());
    } else if (const auto *pool = std::get_if<SavePool>(&command)) {
        named.append(pool->pool.event.uuid());
    } else if (const auto *confirm = std::get_if<ConfirmBooking>(&command)) {
        named.append(confirm->customer.uuid());
    } else if (const auto *book = std::get_if<BookTickets>(&command)) {
        named.append(book->customer.uuid());
    }
    return named;
}

} // namespace

WantedRows wantedRows(std::span<const Submission> batch, const LedgerWork &work)
{
    WantedRows wanted;
    wanted.operations.reserve(batch.size());
    WantedBy collect(wanted, work);
    for (const Submission &submission : batch) {
        const Command &command = submission.operation.command;
        wanted.operations.push_back(submission.operation.id);
        if (wanted.sessions.empty() || wanted.sessions.back() != submission.actor.session)
            wanted.sessions.push_back(submission.actor.session);
        const EventId event = eventOf(command);
        const bool isListed = !wanted.events.empty() && wanted.events.back() == event;
        if (!event.isNull() && !isListed && !work.knows(event))
            wanted.events.push_back(event);
        std::visit(collect, command);
    }
    return wanted;
}

size_t runLength(std::span<const Submission> batch)
{
    QSet<QUuid> saved;
    for (size_t i = 0; i < batch.size(); ++i) {
        const Command &command = batch[i].operation.command;
        if (!saved.isEmpty()) {
            for (const QUuid &named : namedBy(command)) {
                if (!named.isNull() && saved.contains(named))
                    return i;
            }
        }
        if (const QUuid record = savedBy(command); !record.isNull())
            saved.insert(record);
        if (const auto *publish = std::get_if<PublishSeatMap>(&command))
            saved.insert(publish->venue.uuid()); // its current map is another one now
    }
    return batch.size();
}

} // namespace foyer
