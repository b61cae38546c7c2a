#include "tests/bench/ledger/rawledger.h"

#include "tests/bench/load/processortime.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace foyer {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int digestBytes = 32;
constexpr int outcomeBytes = 120; ///< of a hold of one ticket
constexpr int windows = 64;
constexpr int pagesPerCheckpoint = 4'096; ///< as the ledger's own

/// An id of version 7: a time, then what tells it apart.
struct RawId
{
    unsigned char bytes[16] = {};
    RawId(qint64 ms, quint64 number)
    {
        for (int i = 0; i < 6; ++i)
            bytes[i] = static_cast<unsigned char>(ms >> (40 - 8 * i));
        bytes[6] = 0x70;
        number *= 0x9e3779b97f4a7c15ULL; // spread, as random bits are
        std::memcpy(bytes + 8, &number, sizeof number);
    }
};

void bindId(sqlite3_stmt *statement, int place, const RawId &id)
{
    sqlite3_bind_blob(statement, place, id.bytes, sizeof id.bytes, SQLITE_STATIC);
}

qint64 now_ms()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

struct RawLedger::Private
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *take = nullptr;
    sqlite3_stmt *hold = nullptr;
    sqlite3_stmt *row = nullptr;
    sqlite3_stmt *outcome = nullptr;
    sqlite3_stmt *head = nullptr;
    sqlite3_stmt *house = nullptr;
    int events = 0;
    int seats = 0;
    qint64 next = 0;

    void must(int result) const
    {
        if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW)
            return;
        std::fprintf(stderr, "bench: sqlite: %s\n", sqlite3_errmsg(database));
        std::exit(1);
    }
    void execute(const char *sql) const
    {
        must(sqlite3_exec(database, sql, nullptr, nullptr, nullptr));
    }
    sqlite3_stmt *prepared(const char *sql) const
    {
        sqlite3_stmt *statement = nullptr;
        must(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        return statement;
    }
    void step(sqlite3_stmt *statement) const
    {
        must(sqlite3_step(statement));
        sqlite3_reset(statement);
    }
    void prepareAll();
    void holdOne(qint64 number, qint64 at_ms) const;
    void endGroup(qint64 from, qint64 to, qint64 at_ms) const;
};

void RawLedger::Private::prepareAll()
{
    take = prepared("INSERT INTO tickets (event_no, idx, status, version, fence, hold, holder,"
                    " expires_at) VALUES (?1, ?2, 1, 1, ?3, ?4, ?5, ?6)"
                    " ON CONFLICT (event_no, idx) DO UPDATE SET status = 1, version = version + 1,"
                    " fence = ?3, hold = ?4, holder = ?5, expires_at = ?6"
                    " WHERE status = 0 OR (status = 1 AND expires_at <= ?7)");
    hold = prepared("INSERT INTO holds (id, event_no, fence, window_id, operator_id, seats,"
                    " ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    row = prepared(
        "INSERT INTO ledger (event_no, sequence, at_ms, action, operation, operator_id, window_id,"
        " seats, versions, status, hold, fence, holder, expires_at, detail, hash)"
        " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, x'', ?)");
    outcome = prepared("INSERT INTO operations (id, digest, outcome, window_id, device_sequence)"
                       " VALUES (?, ?, ?, ?, ?)");
    head = prepared("UPDATE inventory SET sequence = ?2, fence = ?2, chain = ?3,"
                    " available = capacity - ?2, held = ?2 WHERE event_no = ?1");
    house = prepared("UPDATE house SET clock_ms = max(clock_ms, ?)");
}

/// One ticket of each event in turn; sequence and fence of an event count them.
void RawLedger::Private::holdOne(qint64 number, qint64 at_ms) const
{
    const qint64 event = number % events + 1;
    const qint64 sequence = number / events + 1;
    const RawId holdId(at_ms, quint64(number) * 2);
    const RawId operation(at_ms, quint64(number) * 2 + 1);
    const RawId window(1'000'000, quint64(number % windows));
    const RawId person(1'000'000, 1'000);
    const char bytes[outcomeBytes] = {};
    const qint64 end_ms = at_ms + 600'000;
    int changed = sqlite3_total_changes(database);

    sqlite3_bind_int64(take, 1, event);
    sqlite3_bind_int64(take, 2, sequence - 1);
    sqlite3_bind_int64(take, 3, sequence);
    bindId(take, 4, holdId);
    bindId(take, 5, window);
    sqlite3_bind_int64(take, 6, end_ms);
    sqlite3_bind_int64(take, 7, at_ms);
    step(take);
    changed = sqlite3_total_changes(database) - changed;
    if (changed != 1)
        must(SQLITE_MISUSE);

    bindId(hold, 1, holdId);
    sqlite3_bind_int64(hold, 2, event);
    sqlite3_bind_int64(hold, 3, sequence);
    bindId(hold, 4, window);
    bindId(hold, 5, person);
    sqlite3_bind_blob(hold, 6, bytes, 4, SQLITE_STATIC);
    sqlite3_bind_int64(hold, 7, end_ms);
    step(hold);

    sqlite3_bind_int64(row, 1, event);
    sqlite3_bind_int64(row, 2, sequence);
    sqlite3_bind_int64(row, 3, at_ms);
    bindId(row, 4, operation);
    bindId(row, 5, person);
    bindId(row, 6, window);
    sqlite3_bind_blob(row, 7, bytes, 4, SQLITE_STATIC);
    sqlite3_bind_blob(row, 8, bytes, 8, SQLITE_STATIC);
    bindId(row, 9, holdId);
    sqlite3_bind_int64(row, 10, sequence);
    bindId(row, 11, window);
    sqlite3_bind_int64(row, 12, end_ms);
    sqlite3_bind_blob(row, 13, bytes, digestBytes, SQLITE_STATIC);
    step(row);

    bindId(outcome, 1, operation);
    sqlite3_bind_blob(outcome, 2, bytes, digestBytes, SQLITE_STATIC);
    sqlite3_bind_blob(outcome, 3, bytes, outcomeBytes, SQLITE_STATIC);
    bindId(outcome, 4, window);
    sqlite3_bind_int64(outcome, 5, number / windows);
    step(outcome);
}

void RawLedger::Private::endGroup(qint64 from, qint64 to, qint64 at_ms) const
{
    const char hash[digestBytes] = {};
    for (qint64 event = 0; event < events; ++event) {
        const qint64 held = (to - event + events - 1) / events;
        if (held == (from - event + events - 1) / events)
            continue; // none in this group
        sqlite3_bind_int64(head, 1, event + 1);
        sqlite3_bind_int64(head, 2, held);
        sqlite3_bind_blob(head, 3, hash, digestBytes, SQLITE_STATIC);
        step(head);
    }
    sqlite3_bind_int64(house, 1, at_ms);
    step(house);
}

RawLedger::RawLedger(const QString &path, int events, int seats)
    : d(std::make_unique<Private>())
{
    d->events = events;
    d->seats = seats;
    d->must(sqlite3_open(path.toUtf8().constData(), &d->database));
    d->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
    sqlite3_wal_autocheckpoint(d->database, pagesPerCheckpoint);
    d->prepareAll();
}

RawLedger::~RawLedger()
{
    for (sqlite3_stmt *statement : {d->take, d->hold, d->row, d->outcome, d->head, d->house})
        sqlite3_finalize(statement);
    sqlite3_close(d->database);
}

HoldSpeed RawLedger::run(int group, int ms)
{
    const qint64 all = qint64(d->events) * d->seats;
    const auto start = SteadyClock::now();
    const double before_us = bench::threadTime_us();
    const qint64 first = d->next;
    std::chrono::duration<double> took{};
    while (took.count() * 1000 < ms && d->next < all) {
        const qint64 at_ms = now_ms();
        const qint64 from = d->next;
        const qint64 to = std::min(from + group, all);
        d->execute("BEGIN IMMEDIATE");
        for (; d->next < to; ++d->next)
            d->holdOne(d->next, at_ms);
        d->endGroup(from, to, at_ms);
        d->execute("COMMIT");
        took = SteadyClock::now() - start;
    }
    const auto held = double(d->next - first);
    return {.perSecond = held / took.count(),
            .processor_us = (bench::threadTime_us() - before_us) / held};
}

} // namespace foyer
