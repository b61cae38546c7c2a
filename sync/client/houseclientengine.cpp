#include "sync/client/houseclientprivate.h"

#include <QMetaMethod>

// What the engine decides is carried out here, and what it notices is told.
namespace foyer {

void HouseClient::Private::drive(const EngineStep &step)
{
    for (const EngineAction &action : step.actions)
        carryOut(action);
    for (const EngineNotice &notice : step.notices)
        tell(notice);
}

/// For writes whose loss the server makes good; a failing disk has to be told all the same.
WindowStore::Written HouseClient::Private::orComplain()
{
    return [this](const Result<void> &written) {
        if (!written)
            Q_EMIT q.failed(written.error());
    };
}

void HouseClient::Private::carryOut(const EngineAction &action)
{
    if (const auto *sending = std::get_if<SendMessage>(&action)) {
        line.send(sending->message);
    } else if (const auto *row = std::get_if<StoreOutboxRow>(&action)) {
        store->putOutboxRow(row->row, [this, id = row->row.operation.id](const Result<void> &done) {
            if (done)
                drive(engine->stored(id, q.tick()));
            else
                Q_EMIT q.failed(done.error()); // not on disk: it is not sent
        });
        Q_EMIT q.pendingChanged();
    } else if (const auto *tickets = std::get_if<StoreTickets>(&action)) {
        store->putTickets(tickets->event, tickets->sequence, tickets->tickets, orComplain());
    } else if (const auto *changes = std::get_if<StoreChanges>(&action)) {
        store->putChanges(changes->event, changes->changes, orComplain());
    } else if (const auto *catalogue = std::get_if<StoreCatalogue>(&action)) {
        store->putCatalogue(catalogue->delta, orComplain());
    } else if (const auto *forget = std::get_if<ForgetConfirmed>(&action)) {
        store->forgetConfirmed(forget->epoch, orComplain());
        Q_EMIT q.catalogueChanged(shelf.clear());
    } else if (const auto *open = std::get_if<OpenConnection>(&action)) {
        line.openAfter(open->after);
    } else {
        line.close();
    }
}

void HouseClient::Private::tell(const EngineNotice &notice)
{
    if (const auto *link = std::get_if<LinkChanged>(&notice)) {
        linkRefusal = link->refusal;
        retryIn = link->retryIn;
        Q_EMIT q.linkChanged();
    } else if (const auto *session = std::get_if<SessionChanged>(&notice)) {
        documents.setToken(session->token);
        store->putToken(session->token, orComplain());
        Q_EMIT q.sessionChanged();
    } else if (const auto *refused = std::get_if<SignInRefused>(&notice)) {
        Q_EMIT q.signInRefused(refused->refusal);
    } else if (const auto *seats = std::get_if<SeatsChanged>(&notice)) {
        Q_EMIT q.boardChanged(seats->event, seats->seats, seats->all);
    } else if (const auto *done = std::get_if<OperationSettled>(&notice)) {
        settled(*done);
    } else if (const auto *catalogue = std::get_if<CatalogueChanged>(&notice)) {
        Q_EMIT q.catalogueChanged(shelf.put(catalogue->delta));
    } else if (const auto *availability = std::get_if<AvailabilityChanged>(&notice)) {
        Q_EMIT q.availabilityChanged(shelf.put(availability->availability));
    } else if (const auto *missing = std::get_if<WatchRefused>(&notice)) {
        Q_EMIT q.watchRefused(missing->event, missing->refusal);
    }
}

/// A refusal counts as seen once somebody was there to show it; until then it is told again at
/// the next start.
void HouseClient::Private::settled(const OperationSettled &told)
{
    Q_EMIT q.pendingChanged();
    Q_EMIT q.operationSettled(told.operation, told.outcome);
    static const QMetaMethod signal = QMetaMethod::fromSignal(&HouseClient::operationSettled);
    if (!told.outcome && q.isSignalConnected(signal))
        drive(engine->resolve(told.operation.id));
}

} // namespace foyer
