#include "tests/bench/server/rawstore.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace foyer {

namespace {

using SteadyClock = std::chrono::steady_clock;

double secondsSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

void must(sqlite3 *database, int result)
{
    if (result == SQLITE_OK || result == SQLITE_DONE)
        return;
    std::fprintf(stderr, "bench: sqlite: %s\n", sqlite3_errmsg(database));
    std::exit(1);
}

void execute(sqlite3 *database, const char *sql)
{
    must(database, sqlite3_exec(database, sql, nullptr, nullptr, nullptr));
}

} // namespace

struct RawStore::Private
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *take = nullptr;
    int tickets = 0;
    int next = 0;
};

RawStore::RawStore(const QString &path, int tickets)
    : d(std::make_unique<Private>())
{
    QFile::remove(path);
    d->tickets = tickets;
    must(nullptr, sqlite3_open(path.toUtf8().constData(), &d->database));
    execute(d->database, "PRAGMA journal_mode=WAL");
    execute(d->database, "PRAGMA synchronous=FULL");
    execute(d->database,
            "CREATE TABLE tickets(event INTEGER, idx INTEGER, status INTEGER, version INTEGER,"
            " hold BLOB, expires INTEGER, PRIMARY KEY(event, idx)) WITHOUT ROWID");
    execute(d->database, "BEGIN");
    sqlite3_stmt *insert = nullptr;
    must(d->database,
         sqlite3_prepare_v2(d->database, "INSERT INTO tickets VALUES(1, ?1, 0, 1, NULL, 0)", -1,
                            &insert, nullptr));
    for (int i = 0; i < tickets; ++i) {
        sqlite3_bind_int(insert, 1, i);
        must(d->database, sqlite3_step(insert));
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    execute(d->database, "COMMIT");
    must(d->database, sqlite3_prepare_v2(
                          d->database,
                          "UPDATE tickets SET status=1, version=version+1, hold=?2, expires=?3"
                          " WHERE event=1 AND idx=?1 AND (status=0 OR (status=1 AND expires<=?4))",
                          -1, &d->take, nullptr));
}

RawStore::~RawStore()
{
    sqlite3_finalize(d->take);
    sqlite3_close(d->database);
}

double RawStore::run(int group, int ms)
{
    const auto start = SteadyClock::now();
    qint64 taken = 0;
    while (secondsSince(start) * 1000 < ms) {
        execute(d->database, "BEGIN IMMEDIATE");
        for (int i = 0; i < group; ++i) {
            const char hold[16] = {};
            sqlite3_bind_int(d->take, 1, d->next);
            sqlite3_bind_blob(d->take, 2, hold, sizeof hold, SQLITE_STATIC);
            // Times go on with every round, so that tickets taken before are free again.
            sqlite3_bind_int64(d->take, 3, taken + 1);
            sqlite3_bind_int64(d->take, 4, taken);
            must(d->database, sqlite3_step(d->take));
            sqlite3_reset(d->take);
            d->next = (d->next + 1) % d->tickets;
            ++taken;
        }
        execute(d->database, "COMMIT");
    }
    return double(taken) / secondsSince(start);
}

std::vector<double> syncTimes_us(const QString &path, int count)
{
    const QByteArray file = (QFileInfo(path).path() + QStringLiteral("/sync-probe")).toUtf8();
    const int descriptor = ::open(file.constData(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    std::vector<double> times;
    char block[4096] = {};
    for (int i = 0; descriptor >= 0 && i < count; ++i) {
        block[0] = char(i);
        if (::pwrite(descriptor, block, sizeof block, off_t(i % 64) * 4096) < 0)
            break;
        const auto start = SteadyClock::now();
        ::fdatasync(descriptor);
        times.push_back(secondsSince(start) * 1e6);
    }
    ::close(descriptor);
    ::unlink(file.constData());
    std::ranges::sort(times);
    return times;
}

} // namespace foyer
