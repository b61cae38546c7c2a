#include "tests/bench/general/places.h"

#include <QByteArray>

#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace foyer::bench {

namespace {

constexpr const char *schema = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE tickets (
    event_no INTEGER NOT NULL, idx INTEGER NOT NULL, status INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0, fence INTEGER NOT NULL DEFAULT 0, hold BLOB,
    expires_at INTEGER, booking BLOB, PRIMARY KEY (event_no, idx)) WITHOUT ROWID;
CREATE TABLE areas (
    event_no INTEGER PRIMARY KEY, capacity INTEGER NOT NULL, sold INTEGER NOT NULL,
    held INTEGER NOT NULL, allotted INTEGER NOT NULL, version INTEGER NOT NULL,
    CHECK (sold >= 0 AND held >= 0 AND allotted >= 0),
    CHECK (sold + held + allotted <= capacity));
CREATE TABLE holds (
    id BLOB PRIMARY KEY, event_no INTEGER, fence INTEGER, places INTEGER, first INTEGER,
    ends_at INTEGER, state INTEGER) WITHOUT ROWID;
CREATE TABLE booking_tickets (
    booking BLOB, position INTEGER, place INTEGER, price INTEGER,
    PRIMARY KEY (booking, position)) WITHOUT ROWID;
CREATE TABLE ledger (sequence INTEGER PRIMARY KEY, action INTEGER, hold BLOB, places INTEGER,
    chain BLOB);
CREATE TABLE outcomes (operation BLOB PRIMARY KEY, answer BLOB) WITHOUT ROWID;
)sql";

enum Statement {
    Begin,
    Commit,
    TakeTicket,
    TakeCounted,
    PutHold,
    SellTicket,
    SellCounted,
    EndHold,
    PutSold,
    PutRow,
    PutOutcome,
    StatementCount,
};

constexpr std::array<const char *, StatementCount> statements{
    "BEGIN IMMEDIATE",
    "COMMIT",
    "UPDATE tickets SET status = 1, version = version + 1, fence = ?3, hold = ?4, expires_at = ?5"
    " WHERE event_no = 1 AND idx = ?2 AND (status = 0 OR (status = 1 AND expires_at <= ?1))",
    "UPDATE areas SET held = held + ?2, version = version + 1"
    " WHERE event_no = 1 AND sold + held + allotted + ?2 <= capacity",
    "INSERT INTO holds VALUES (?4, 1, ?3, ?2, ?6, ?5, 0)",
    "UPDATE tickets SET status = 2, version = version + 1, expires_at = NULL, booking = ?4"
    " WHERE event_no = 1 AND idx = ?2 AND status = 1 AND fence = ?3 AND hold = ?4",
    "UPDATE areas SET held = held - ?2, sold = sold + ?2, version = version + 1"
    " WHERE event_no = 1",
    "UPDATE holds SET state = 2 WHERE id = ?4 AND state = 0",
    "INSERT INTO booking_tickets VALUES (?4, ?2, ?3, 2500)",
    "INSERT INTO ledger (action, hold, places, chain) VALUES (?2, ?4, ?3, zeroblob(32))",
    "INSERT INTO outcomes VALUES (?4, zeroblob(120))",
};

[[noreturn]] void giveUp(sqlite3 *database)
{
    std::fprintf(stderr, "bench: %s\n", sqlite3_errmsg(database));
    std::exit(1);
}

} // namespace

struct Places::Private
{
    PlacesKept kept;
    QString path;
    int capacity;
    sqlite3 *database = nullptr;
    std::array<sqlite3_stmt *, StatementCount> prepared{};
    int nextPlace = 0;
    qint64 nextFence = 0;

    /// \return the rows changed. The first three parameters are numbers, the fourth an id.
    int step(Statement which, qint64 second = 0, qint64 third = 0, qint64 sixth = 0)
    {
        sqlite3_stmt *statement = prepared.at(which);
        const int parameters = sqlite3_bind_parameter_count(statement);
        const std::array<qint64, 6> values{now_ms, second, third, 0, now_ms + 120'000, sixth};
        for (int i = 1; i <= parameters; ++i) {
            if (i == 4)
                sqlite3_bind_blob(statement, i, id.constData(), int(id.size()), SQLITE_STATIC);
            else
                sqlite3_bind_int64(statement, i, values.at(size_t(i) - 1));
        }
        if (sqlite3_step(statement) != SQLITE_DONE)
            giveUp(database);
        sqlite3_reset(statement);
        return sqlite3_changes(database);
    }

    /// A new id, spread as random ones are.
    void newId()
    {
        quint64 number = quint64(++nextFence) * 0x9e3779b97f4a7c15ULL;
        id = QByteArray(16, '\0');
        for (char &byte : id) {
            byte = char(number >> 56);
            number = number * 6364136223846793005ULL + 1442695040888963407ULL;
        }
    }

    bool take(int quantity)
    {
        if (kept == PlacesKept::AsCounter)
            return step(TakeCounted, quantity) == 1;
        if (nextPlace + quantity > capacity)
            return false;
        for (int i = 0; i < quantity; ++i) {
            if (step(TakeTicket, nextPlace + i, nextFence) != 1)
                return false;
        }
        return true;
    }

    void writeDown(int action, int quantity)
    {
        step(PutRow, action, quantity);
        newId();
        step(PutOutcome);
    }

    void sellHeld(int quantity)
    {
        if (kept == PlacesKept::AsCounter) {
            step(SellCounted, quantity);
        } else {
            for (int i = 0; i < quantity; ++i)
                step(SellTicket, nextPlace + i, fence);
        }
        step(EndHold);
        for (int i = 0; i < quantity; ++i)
            step(PutSold, i, kept == PlacesKept::AsCounter ? 0 : nextPlace + i);
    }

    QByteArray id;
    qint64 fence = 0;
    qint64 now_ms = 1'800'000'000'000;
};

Places::Places(PlacesKept kept, const QString &path, int capacity)
    : d(std::make_unique<Private>(kept, path, capacity))
{
    if (sqlite3_open(path.toUtf8().constData(), &d->database) != SQLITE_OK ||
        sqlite3_exec(d->database, schema, nullptr, nullptr, nullptr) != SQLITE_OK)
        giveUp(d->database);
    const QByteArray fill =
        kept == PlacesKept::AsTickets
            ? "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " +
                  QByteArray::number(capacity) +
                  ") INSERT INTO tickets (event_no, idx) SELECT 1, i FROM n"
            : "INSERT INTO areas VALUES (1, " + QByteArray::number(capacity) + ", 0, 0, 0, 0)";
    if (sqlite3_exec(d->database, fill.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        giveUp(d->database);
    for (size_t i = 0; i < statements.size(); ++i) {
        if (sqlite3_prepare_v2(d->database, statements.at(i), -1, &d->prepared.at(i), nullptr) !=
            SQLITE_OK)
            giveUp(d->database);
    }
}

Places::~Places()
{
    for (sqlite3_stmt *statement : d->prepared)
        sqlite3_finalize(statement);
    sqlite3_close(d->database);
}

int Places::sell(int times, int quantity, int group)
{
    int refused = 0;
    for (int i = 0; i < times; ++i) {
        if (i % group == 0)
            d->step(Begin);
        d->newId();
        d->fence = d->nextFence;
        const QByteArray hold = d->id;
        if (!d->take(quantity)) {
            ++refused;
        } else {
            d->step(PutHold, quantity, d->fence, d->nextPlace);
            d->writeDown(1, quantity);
            d->id = hold;
            d->sellHeld(quantity);
            d->writeDown(2, quantity);
            d->nextPlace += quantity;
        }
        if (i % group == group - 1 || i == times - 1)
            d->step(Commit);
    }
    return refused;
}

qint64 Places::bytes()
{
    sqlite3_exec(d->database, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
    sqlite3_stmt *ask = nullptr;
    sqlite3_prepare_v2(d->database,
                       "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", -1,
                       &ask, nullptr);
    const qint64 size = sqlite3_step(ask) == SQLITE_ROW ? sqlite3_column_int64(ask, 0) : 0;
    sqlite3_finalize(ask);
    return size;
}

} // namespace foyer::bench
