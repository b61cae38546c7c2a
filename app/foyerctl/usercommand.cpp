#include "app/foyerctl/command.h"
#include "app/foyerctl/databasehouse.h"
#include "app/foyerctl/housefile.h"
#include "app/foyerctl/passwordinput.h"
#include "sync/protocol/machine.h"
#include "sync/server/accounts/passwords.h"
#include "sync/server/ledger/postgres/postgresledger.h"
#include "sync/server/ledger/sqlite/records.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<QList<QStringList>> operatorsOf(const StoreAddress &store)
{
    if (isDatabase(store))
        return operatorsIn(store.where);
    const auto house = HouseFile::open(store.where, HouseFile::Access::Read);
    if (!house)
        return std::unexpected(house.error());
    return house->rows("SELECT name, role, display_name FROM operators ORDER BY name");
}

ExitCode listUsers(const StoreAddress &store)
{
    const auto rows = operatorsOf(store);
    if (!rows)
        return failed(rows.error().message);
    for (const QStringList &row : *rows)
        say(u"%1\t%2\t%3"_s.arg(row[0], roleName(Role(row[1].toInt())), row[2]));
    return ExitCode::Fine;
}

Result<std::unique_ptr<Ledger>> openLedger(const StoreAddress &store, const Clock &clock)
{
    if (isDatabase(store))
        return openPostgresLedger(store.where, clock, {.houseName = {}, .epoch = {}});
    return openSqliteLedger(store.where, clock, {.houseName = {}, .epoch = {}});
}

/// Asks for a password; only its hash leaves here.
Result<QByteArray> newPasswordHash()
{
    const auto password = readNewPassword();
    if (!password)
        return std::unexpected(password.error());
    return hashPassword(*password);
}

ExitCode addUser(const StoreAddress &store, const QString &name, const Arguments &arguments)
{
    const auto role = roleFromName(arguments.options.value(u"--role"_s));
    if (!role)
        return misused(u"--role is seller, supervisor, organizer, manager or admin."_s);
    const SystemClock clock;
    SystemRandom random;
    const auto ledger = openLedger(store, clock);
    if (!ledger)
        return failed(ledger.error().message);
    const auto hash = newPasswordHash();
    if (!hash)
        return failed(hash.error().message);
    const Instant now = (*ledger)->now();
    const Operator person{.id = OperatorId::make(now, random),
                          .name = name,
                          .displayName = arguments.options.value(u"--display-name"_s, name),
                          .role = *role,
                          .createdAt = now};
    if (const auto added = (*ledger)->writer().addOperator({person, *hash}); !added)
        return failed(added.error().message);
    say(u"%1 may sign in now."_s.arg(name));
    return ExitCode::Fine;
}

ExitCode setPassword(const QString &path, const QString &name)
{
    const auto house = HouseFile::open(path, HouseFile::Access::Write);
    if (!house)
        return failed(house.error().message);
    const QByteArray key = operatorNameKey(name.trimmed()).toUtf8();
    const auto known =
        house->rows("SELECT id FROM operators WHERE name_key = CAST(?1 AS TEXT)", {key});
    if (!known || known->size() != 1)
        return failed(known ? u"Nobody here is called %1."_s.arg(name) : known.error().message);
    const auto hash = newPasswordHash();
    if (!hash)
        return failed(hash.error().message);
    // The old password's sessions end with it.
    const QByteArray id = QUuid::fromString(known->first().first()).toRfc4122();
    for (const auto &[statement, blobs] :
         {std::pair("BEGIN IMMEDIATE", QList<QByteArray>{}),
          std::pair("UPDATE operators SET password_hash = ?1 WHERE id = ?2",
                    QList<QByteArray>{*hash, id}),
          std::pair("UPDATE sessions SET closed_at = max(started_at, "
                    "CAST(strftime('%s', 'now') AS INTEGER) * 1000) "
                    "WHERE operator_id = ?1 AND closed_at IS NULL",
                    QList<QByteArray>{id}),
          std::pair("COMMIT", QList<QByteArray>{})}) {
        if (const auto done = house->rows(statement, blobs); !done)
            return failed(done.error().message);
    }
    say(u"%1 has a new password and has to sign in again."_s.arg(name));
    return ExitCode::Fine;
}

ExitCode setDatabasePassword(const QString &uri, const QString &name)
{
    const auto known = isOperatorIn(uri, name);
    if (!known || !*known)
        return failed(known ? u"Nobody here is called %1."_s.arg(name) : known.error().message);
    const auto hash = newPasswordHash();
    if (!hash)
        return failed(hash.error().message);
    if (const auto set = setPasswordIn(uri, name, *hash); !set)
        return failed(set.error().message);
    say(u"%1 has a new password and has to sign in again."_s.arg(name));
    return ExitCode::Fine;
}

} // namespace

ExitCode manageUsers(const QStringList &given)
{
    const auto arguments =
        parsed(given, {u"--data"_s, u"--store"_s, u"--role"_s, u"--display-name"_s});
    if (!arguments)
        return misused(arguments.error().message);
    const QString word = arguments->words.value(0);
    const QString name = arguments->words.value(1);
    const bool isNamed = arguments->words.size() == 2 && !name.trimmed().isEmpty();
    const bool isList = word == u"list"_s && arguments->words.size() == 1;
    if (!isList && !(isNamed && (word == u"add"_s || word == u"set-password"_s)))
        return misused(u"user list, user add NAME or user set-password NAME."_s);
    const auto store = houseOf(*arguments);
    if (!store)
        return failed(store.error().message);
    if (isList)
        return listUsers(*store);
    if (word == u"add"_s)
        return addUser(*store, name, *arguments);
    return isDatabase(*store) ? setDatabasePassword(store->where, name)
                              : setPassword(store->where, name);
}

} // namespace foyer
