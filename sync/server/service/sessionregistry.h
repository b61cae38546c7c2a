#pragma once

#include "sync/server/ledger/ledger.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>

namespace foyer {

/// Which connections speak for which session, so that ending a session reaches them at once.
/// Thread-safe.
class SessionRegistry final
{
public:
    /// Somebody to tell, as long as it lives; called under no lock of the registry.
    using Listener = std::function<void()>;

    /// \a listener is called when \a token ends; forget it by letting it go.
    void listen(const TokenHash &token, const std::weak_ptr<const Listener> &listener)
    {
        const std::lock_guard lock(m_mutex);
        m_listeners.insert(token, listener);
    }
    void forget(const TokenHash &token, const std::shared_ptr<const Listener> &listener)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_listeners.find(token); it != m_listeners.end() && it.key() == token;) {
            const std::shared_ptr<const Listener> known = it->lock();
            it = (!known || known == listener) ? m_listeners.erase(it) : std::next(it);
        }
    }
    void ended(const TokenHash &token)
    {
        QList<std::weak_ptr<const Listener>> told;
        {
            const std::lock_guard lock(m_mutex);
            told = m_listeners.values(token);
            m_listeners.remove(token);
        }
        for (const std::weak_ptr<const Listener> &listener : std::as_const(told)) {
            if (const std::shared_ptr<const Listener> alive = listener.lock())
                (*alive)();
        }
    }

private:
    std::mutex m_mutex;
    QMultiHash<TokenHash, std::weak_ptr<const Listener>> m_listeners;
};

} // namespace foyer
