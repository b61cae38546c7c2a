#include "tests/server/ledger/postgreshouse.h"

#include "models/domain/invariant.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "tests/server/ledger/housecheck.h"
#include "tests/support/postgres/privatepostgres.h"

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// A database with the tables of a house; each house is a copy of it, which is quick.
const QString &emptyHouse()
{
    static const QString uri = [] {
        const QString fresh = PrivatePostgres::instance().freshDatabase();
        const FakeClock clock;
        const auto made = openPostgresLedger(fresh, clock, {.whose = PostgresClock::Given});
        FOYER_INVARIANT(made.has_value(), "a house is made in a database");
        return fresh;
    }();
    return uri;
}

QHash<QString, QString> &databases()
{
    static QHash<QString, QString> byPath;
    return byPath;
}

QHash<const Ledger *, QString> &databasesInUse()
{
    static QHash<const Ledger *, QString> byLedger;
    return byLedger;
}

} // namespace

QString databaseOf(const QString &path)
{
    return databases().value(path);
}

QString firstContradictionIn(Ledger &ledger)
{
    return firstOf(verifyPostgresLedger(databasesInUse().value(&ledger)));
}

/// ":memory:" is a database of its own; other paths name one.
Result<std::unique_ptr<Ledger>> openHouseLedger(const QString &path, const Clock &clock)
{
    QString &uri = databases()[path];
    if (uri.isEmpty() || path == u":memory:")
        uri = PrivatePostgres::instance().copyOf(emptyHouse());
    auto opened =
        openPostgresLedger(uri, clock, {.houseName = u"House"_s, .whose = PostgresClock::Given});
    if (opened)
        databasesInUse().insert(opened->get(), uri);
    return opened;
}

} // namespace foyer
