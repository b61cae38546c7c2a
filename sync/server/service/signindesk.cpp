#include "sync/server/service/signindesk.h"

#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/service/serviceparts.h"

namespace foyer {

using namespace Qt::StringLiterals;

struct SignInDesk::Ticket
{
    Attempt attempt;
    Answer answer;
};

void SignInDesk::signIn(Attempt attempt, Answer answer)
{
    Result<void> admitted;
    {
        const std::lock_guard lock(m_mutex);
        admitted = m_delay.begin(attempt.name, attempt.address, m_parts.clock.tick());
    }
    if (!admitted) {
        answer(std::unexpected(admitted.error()));
        return;
    }
    const auto ticket = std::make_shared<Ticket>(Ticket{std::move(attempt), std::move(answer)});
    if (!m_parts.room->post([this, ticket](LedgerReader &reader) { lookUp(ticket, reader); }))
        undecided(ticket, m_parts.notAccepted());
}

void SignInDesk::lookUp(const std::shared_ptr<Ticket> &ticket, LedgerReader &reader)
{
    const Result<OperatorRecord> found = reader.operatorByName(ticket->attempt.name);
    if (!found && found.error().code != RefusalCode::NotFound) {
        undecided(ticket, found.error());
        return;
    }
    // Without such an operator the hash stays empty: it takes as long, and is refused.
    const OperatorRecord record = found.value_or(OperatorRecord());
    const bool accepted = m_parts.verifiers->verify(
        std::move(ticket->attempt.password), record.passwordHash,
        [this, ticket, person = record.person](bool isRight) { decided(ticket, person, isRight); });
    if (!accepted)
        undecided(ticket, m_parts.notAccepted());
}

void SignInDesk::decided(const std::shared_ptr<Ticket> &ticket, const Operator &person,
                         bool isRight)
{
    if (!isRight) {
        ticket->answer(std::unexpected(refusal(
            RefusalCode::WrongPassword, u"The name or the password is wrong. Type both again."_s)));
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_delay.succeeded(ticket->attempt.name, ticket->attempt.address);
    }
    const bool accepted = m_parts.writer->run(
        [this, ticket, person](LedgerWriter &writer) { open(ticket, person, writer); });
    if (!accepted)
        ticket->answer(std::unexpected(m_parts.notAccepted()));
}

void SignInDesk::open(const std::shared_ptr<Ticket> &ticket, const Operator &person,
                      LedgerWriter &writer)
{
    OpenedSession session{.token = makeToken(), .window = ticket->attempt.window};
    const Instant now = m_parts.ledger.now();
    session.hash = hashToken(session.token.reveal());
    session.info = {.operatorId = person.id,
                    .displayName = person.displayName,
                    .role = person.role,
                    .endsAt = now + limits::sessionLength};
    const Result<void> opened = writer.openSession({.token = session.hash,
                                                    .operatorId = person.id,
                                                    .window = session.window,
                                                    .startedAt = now,
                                                    .endsAt = session.info.endsAt});
    if (!opened)
        ticket->answer(std::unexpected(opened.error()));
    else
        ticket->answer(std::move(session));
}

void SignInDesk::undecided(const std::shared_ptr<Ticket> &ticket, const Refusal &why)
{
    {
        const std::lock_guard lock(m_mutex);
        m_delay.withdrawn(ticket->attempt.name, ticket->attempt.address);
    }
    ticket->answer(std::unexpected(why));
}

void SignInDesk::signOut(const TokenHash &token, std::function<void(Result<void>)> done)
{
    const auto sharedDone = std::make_shared<std::function<void(Result<void>)>>(std::move(done));
    const bool accepted = m_parts.writer->run([this, token, sharedDone](LedgerWriter &writer) {
        const Result<void> closed = writer.closeSession(token);
        if (closed)
            m_parts.sessions.ended(token);
        (*sharedDone)(closed);
    });
    if (!accepted)
        (*sharedDone)(std::unexpected(m_parts.notAccepted()));
}

} // namespace foyer
