#pragma once

#include "sync/server/accounts/passwords.h"

#include <functional>
#include <memory>

namespace foyer {

/// Checks passwords on a few threads of its own, because each check takes 64 MiB and a tenth of
/// a second: a flood of sign-ins cannot take the whole machine.
class VerifierPool final
{
public:
    static constexpr qsizetype mostWaiting = 64;

    explicit VerifierPool(int threads = 2, PasswordCost cost = {});
    ~VerifierPool(); ///< as stop()

    /// Compares \a password with \a hash and calls \a then on one of the pool's threads.
    /// An empty \a hash (no such account) takes as long as a wrong password and gives false, so
    /// that the time tells nobody which names exist.
    /// \return false when mostWaiting checks wait already, or after stop(); then \a then is never
    /// called.
    [[nodiscard]] bool verify(Secret password, const QByteArray &hash,
                              std::function<void(bool)> then);
    /// Checks what was accepted, then ends the threads; verify() gives false from now on.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
