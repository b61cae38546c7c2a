#pragma once

#include "sync/server/ledger/postgres/connection.h"
#include "sync/server/ledger/rules/rows.h"

#include <QHash>

#include <vector>

namespace foyer {

/// Whose a session is: a window and an operator. That never changes, so it is asked once; whether
/// the session still stands is not known here. One thread.
class SessionOwners final
{
public:
    struct Owners ///< each once, in order
    {
        std::vector<WindowId> windows;
        std::vector<OperatorId> operators;
    };

    /// Asks for those of \a sessions that are not known yet, in one round trip.
    void find(PostgresConnection &connection, const std::vector<TokenHash> &sessions);
    /// Of the sessions that were found.
    [[nodiscard]] Owners of(const std::vector<TokenHash> &sessions) const;

private:
    struct Pair
    {
        WindowId window;
        OperatorId person;
    };
    QHash<TokenHash, Pair> m_known;
};

} // namespace foyer
