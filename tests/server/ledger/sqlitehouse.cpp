#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/server/ledger/housecheck.h"
#include "tests/support/tempstore.h"

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The file of each ledger: what is verified is read from a connection of its own.
QHash<const Ledger *, QString> &files()
{
    static QHash<const Ledger *, QString> known;
    return known;
}

QString freshFile()
{
    static const TempDir folder;
    static int number = 0;
    return folder.file(u"house%1.sqlite"_s.arg(++number));
}

} // namespace

Result<std::unique_ptr<Ledger>> openHouseLedger(const QString &path, const Clock &clock)
{
    const QString file = path == u":memory:"_s ? freshFile() : path;
    auto opened = openSqliteLedger(file, clock, {.houseName = u"House"_s});
    if (opened)
        files().insert(opened->get(), file);
    return opened;
}

QString firstContradictionIn(Ledger &ledger)
{
    return firstOf(verifyLedger(files().value(&ledger)));
}

} // namespace foyer
