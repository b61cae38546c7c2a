#pragma once

#include "sync/server/accounts/secret.h"
#include "sync/server/accounts/signindelay.h"
#include "sync/server/ledger/ledger.h"

#include <functional>
#include <mutex>

namespace foyer {

struct ServiceParts;

/// A session just opened. The token is told once and never stored.
struct OpenedSession
{
    Secret token;
    TokenHash hash;
    SessionInfo info;
    WindowId window;
};

/// Signs operators in and out: delay, operator, password, session; each step on the thread that
/// may do it. Thread-safe.
class SignInDesk final
{
public:
    using Answer = std::function<void(Result<OpenedSession>)>;

    /// \a parts must outlive the desk.
    explicit SignInDesk(ServiceParts &parts)
        : m_parts(parts)
    {}

    struct Attempt
    {
        QString name;
        Secret password;
        WindowId window;
        QByteArray address;
    };
    /// \a answer is called exactly once, perhaps on another thread, perhaps at once. Refusals:
    /// WrongPassword, RateLimited, Overloaded, ShuttingDown, ReadOnly.
    void signIn(Attempt attempt, Answer answer);
    /// Ends a session and tells every connection that speaks for it. \a done when it is on disk.
    void signOut(const TokenHash &token, std::function<void(Result<void>)> done);

private:
    struct Ticket; ///< one attempt on its way
    void lookUp(const std::shared_ptr<Ticket> &ticket, LedgerReader &reader);
    void decided(const std::shared_ptr<Ticket> &ticket, const Operator &person, bool isRight);
    void open(const std::shared_ptr<Ticket> &ticket, const Operator &person, LedgerWriter &writer);
    void undecided(const std::shared_ptr<Ticket> &ticket, const Refusal &why);

    ServiceParts &m_parts;
    std::mutex m_mutex; ///< guards m_delay
    SignInDelay m_delay;
};

} // namespace foyer
