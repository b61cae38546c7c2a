#pragma once

#include "sync/engine/outbox.h"

#include <QList>

namespace foyer {

/// An operation whose outcome is not known yet, as reconcile() needs it.
struct PendingOperation
{
    OperationId id;
    /// How often the server failed (Internal) over it so far.
    int failures = 0;
};

/// What the server says of one operation.
struct ServerFact
{
    OperationId operation;
    Outcome outcome;
};

/// What becomes of one pending operation.
struct Verdict
{
    enum class Kind : quint8 {
        Wait,     ///< nothing is known of it yet
        Apply,    ///< done; it leaves the outbox once that is stored
        Retry,    ///< not done; the same operation may succeed later
        SignIn,   ///< not done; waits for somebody to sign in
        Conflict, ///< refused for good; a person has to see it
    };
    OperationId operation;
    Kind kind = Kind::Wait;
    std::optional<Outcome> outcome; ///< for all but Wait
    bool operator==(const Verdict &) const = default;
};

/// The server may fail so often over one operation before a person is asked.
inline constexpr int mostFailures = 3;

/// Decides what becomes of every operation whose outcome was open.
///
/// Pure: no clock, no network, no database. The same input always gives the same verdicts, and
/// the verdicts of a fact that is told twice are the same, so a repeated outcome does no harm.
/// An operation without a fact waits: nothing is ever dropped because the server is silent.
///
/// \param pending  operations in the order in which they were submitted (n >= 0), ids distinct.
/// \param facts    what the server says, in any order (m >= 0). Facts about operations that are
///                 not pending are ignored; of several about one, the first final one counts.
/// \return n verdicts, in the order of \a pending. Cost: O(n + m).
[[nodiscard]] QList<Verdict> reconcile(const QList<PendingOperation> &pending,
                                       const QList<ServerFact> &facts);

} // namespace foyer
