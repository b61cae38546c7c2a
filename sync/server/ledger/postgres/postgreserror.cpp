#include "sync/server/ledger/postgres/connection.h"

namespace foyer {

using namespace Qt::StringLiterals;

bool PostgresError::isLost() const
{
    return state.startsWith("08") || state.startsWith("57P0");
}

bool PostgresError::mayRetry() const
{
    // Serialization, deadlock, lock not to be had in time; and a key that another transaction
    // inserted meanwhile: what it has left is found when the work is done again.
    return isLost() || state == "40001" || state == "40P01" || state == "55P03" || state == "23505";
}

Refusal refusalFor(const PostgresError &error, const QString &doing)
{
    const auto because = [&](RefusalCode code, const QString &advice) {
        return refusal(code, u"%1 (While %2: %3 [%4])"_s.arg(advice, doing, error.message,
                                                             QString::fromLatin1(error.state)));
    };
    const QByteArray &state = error.state;
    if (error.isLost())
        return because(RefusalCode::ReadOnly,
                       u"The database cannot be reached. Look whether PostgreSQL runs and the "
                       "network is up; work goes on by itself when it does."_s);
    if (state == "53100")
        return because(RefusalCode::ReadOnly,
                       u"The database's disk is full; nothing was written. Free space there."_s);
    if (state == "25006")
        return because(RefusalCode::ReadOnly,
                       u"The database is a standby or read-only. Name the primary."_s);
    if (state == "42501" || state.startsWith("28"))
        return because(RefusalCode::ReadOnly,
                       u"The database refuses this user. Give it the rights of the owner."_s);
    if (state == "3D000")
        return because(RefusalCode::ReadOnly, u"There is no such database. Make it first."_s);
    if (state.startsWith("53"))
        return because(RefusalCode::ReadOnly,
                       u"The database server has run out of memory or connections; nothing was "
                       "written."_s);
    if (state.startsWith("58"))
        return because(RefusalCode::ReadOnly,
                       u"The database's disk failed; nothing was written. Check it, then restart "
                       "PostgreSQL."_s);
    if (state.startsWith("XX"))
        return because(RefusalCode::Internal,
                       u"The database is damaged. Restore the newest backup."_s);
    if (state.startsWith("40") || state == "55P03")
        return because(RefusalCode::Overloaded,
                       u"Other transactions were in the way too often. Try again."_s);
    return because(RefusalCode::Internal, u"The ledger could not do that."_s);
}

} // namespace foyer
