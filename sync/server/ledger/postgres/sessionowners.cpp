#include "sync/server/ledger/postgres/sessionowners.h"

#include <algorithm>

namespace foyer {

namespace {

constexpr qsizetype mostSessionsKnown = 100'000;

template <class AnyId>
void keepOneOfEach(std::vector<AnyId> &ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

} // namespace

void SessionOwners::find(PostgresConnection &connection, const std::vector<TokenHash> &sessions)
{
    if (m_known.size() > mostSessionsKnown)
        m_known.clear();
    std::vector<TokenHash> unknown;
    for (const TokenHash &token : sessions) {
        if (!m_known.contains(token))
            unknown.push_back(token);
    }
    if (unknown.empty())
        return;
    PostgresResult rows = connection.query(
        "SELECT token, window_id, operator_id FROM sessions WHERE token = ANY ($1)", unknown);
    while (rows.next())
        m_known.insert(rows.bytes(0), {rows.id<WindowId>(1), rows.id<OperatorId>(2)});
}

SessionOwners::Owners SessionOwners::of(const std::vector<TokenHash> &sessions) const
{
    Owners owners;
    for (const TokenHash &token : sessions) {
        const auto known = m_known.constFind(token);
        if (known == m_known.cend())
            continue;
        owners.windows.push_back(known->window);
        owners.operators.push_back(known->person);
    }
    keepOneOfEach(owners.windows);
    keepOneOfEach(owners.operators);
    return owners;
}

} // namespace foyer
