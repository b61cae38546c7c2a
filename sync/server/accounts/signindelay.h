#pragma once

#include "models/domain/instant.h"
#include "models/domain/refusal.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace foyer {

/// Slows guessing down: after a few failures an account, and an address, must wait before the
/// next try, twice as long each time. Everything is forgotten after a quiet while.
///
/// A try counts as failed from its start until it succeeded, so that many tries at once gain
/// nothing. Pure but for its table; no clock of its own; not thread-safe.
class SignInDelay final
{
public:
    static constexpr int freeTriesPerAccount = 3;
    static constexpr int freeTriesPerAddress = 20;
    static constexpr Milliseconds firstDelay{1000};
    static constexpr Milliseconds longestDelay{60 * 1000};
    static constexpr Milliseconds forgottenAfter{15 * 60 * 1000};
    static constexpr qsizetype mostRemembered = 20'000; ///< accounts and addresses together

    /// Admits one try. \return RateLimited with retryAfter while account or address must wait.
    [[nodiscard]] Result<void> begin(const QString &account, const QByteArray &address, Tick now);
    /// The try was right: the account starts afresh, the address gets this try back.
    void succeeded(const QString &account, const QByteArray &address);
    /// The try could not be decided (overload): it does not count.
    void withdrawn(const QString &account, const QByteArray &address);

private:
    struct Record
    {
        int tries = 0;
        Tick notBefore;
        Tick last;
    };
    [[nodiscard]] Milliseconds waitOf(const QByteArray &key, Tick now) const;
    void count(const QByteArray &key, int freeTries, Tick now);
    void giveBack(const QByteArray &key);
    void makeRoom(Tick now);

    QHash<QByteArray, Record> m_records;
};

} // namespace foyer
