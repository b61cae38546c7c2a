#include "tests/bench/postgres/rawpostgres.h"

#include "models/domain/id.h"
#include "sync/protocol/machine.h"
#include "tests/bench/load/processortime.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace foyer::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// An array in PostgreSQL's own notation, grown value by value.
struct Array
{
    std::string text = "{";
    void add(const std::string &value)
    {
        if (text.size() > 1)
            text += ',';
        text += value;
    }
    [[nodiscard]] std::string whole() const { return text + "}"; }
};

/// In the order of time, as the ledger's own: random ones would touch many more pages.
std::string uuid()
{
    static SystemRandom random;
    static const SystemClock clock;
    return makeUuid7(clock.now(), random).toString(QUuid::WithoutBraces).toStdString();
}

std::string bytes(int count)
{
    return "\"\\\\x" + std::string(size_t(count) * 2, '7') + "\"";
}

enum Column {
    EventNumber,
    Seat,
    Fence,
    HoldId,
    Window,
    Person,
    EndsAt,
    Operation,
    Sequence,
    OfDevice,
    Last
};

struct Group
{
    std::array<std::string, Last> columns;
    std::string digests;
    std::string outcomes;
    std::string seats;
    std::string versions;
    std::string headNumbers;
    std::string headCounts;
};

} // namespace

struct RawPostgres::Private
{
    PGconn *connection = nullptr;
    int events = 0;
    int seats = 0;
    qint64 next = 0;
    std::vector<std::string> windowIds;
    std::vector<std::string> persons;

    [[noreturn]] void fail() const
    {
        std::fprintf(stderr, "bench: PostgreSQL: %s\n", PQerrorMessage(connection));
        std::exit(1);
    }
    void send(const char *sql, const std::vector<const std::string *> &values = {}) const;
    void receive(int count) const;
    [[nodiscard]] Group makeGroup(int count);
    void hold(const Group &group) const;
};

void RawPostgres::Private::send(const char *sql,
                                const std::vector<const std::string *> &values) const
{
    std::vector<const char *> texts;
    for (const std::string *value : values)
        texts.push_back(value->c_str());
    if (!PQsendQueryParams(connection, sql, int(texts.size()), nullptr, texts.data(), nullptr,
                           nullptr, 0))
        fail();
}

void RawPostgres::Private::receive(int count) const
{
    for (int i = 0; i < count + 1; ++i) { // and the end of the pipeline
        PGresult *result = PQgetResult(connection);
        const ExecStatusType status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC)
            fail();
        PQclear(result);
        if (status == PGRES_COMMAND_OK)
            PQclear(PQgetResult(connection)); // the end of its results
    }
}

Group RawPostgres::Private::makeGroup(int count)
{
    std::array<Array, Last> columns;
    Array digests;
    Array outcomes;
    Array seatBytes;
    Array versions;
    Array headNumbers;
    Array headCounts;
    const qint64 last = std::min(next + count, qint64(events) * seats);
    const auto windows = qint64(windowIds.size());
    for (; next < last; ++next) {
        const qint64 sequence = next / events + 1;
        columns[EventNumber].add(std::to_string(next % events + 1));
        columns[Seat].add(std::to_string(sequence - 1));
        columns[Fence].add(std::to_string(next + 1));
        columns[HoldId].add(uuid());
        columns[Window].add(windowIds[size_t(next % windows)]);
        columns[Person].add(persons[size_t(next % windows)]);
        columns[EndsAt].add("4000000000000");
        columns[Operation].add(uuid());
        columns[Sequence].add(std::to_string(sequence));
        columns[OfDevice].add(std::to_string(next / windows + 1));
        digests.add(bytes(32));
        outcomes.add(bytes(120));
        seatBytes.add(bytes(4));
        versions.add(bytes(8));
    }
    for (int event = 0; event < events; ++event) {
        headNumbers.add(std::to_string(event + 1));
        headCounts.add(std::to_string((next - event + events - 1) / events));
    }
    Group group{.columns = {},
                .digests = digests.whole(),
                .outcomes = outcomes.whole(),
                .seats = seatBytes.whole(),
                .versions = versions.whole(),
                .headNumbers = headNumbers.whole(),
                .headCounts = headCounts.whole()};
    for (size_t i = 0; i < columns.size(); ++i)
        group.columns[i] = columns[i].whole();
    return group;
}

void RawPostgres::Private::hold(const Group &group) const
{
    const auto &of = group.columns;
    send("BEGIN");
    send("UPDATE tickets t SET status = 1, version = t.version + 1, fence = w.fence,"
         " hold = w.hold, holder = w.holder, expires_at = w.ends_at"
         " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[],"
         " $6::bigint[]) w (event_no, idx, fence, hold, holder, ends_at)"
         " WHERE t.event_no = w.event_no AND t.idx = w.idx AND t.status = 0",
         {&of[EventNumber], &of[Seat], &of[Fence], &of[HoldId], &of[Window], &of[EndsAt]});
    send("INSERT INTO holds (id, event_no, fence, window_id, operator_id, seats, ends_at)"
         " SELECT w.id, w.event_no, w.fence, w.window_id, w.operator_id, ARRAY[w.seat::integer],"
         " w.ends_at FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[],"
         " $6::bigint[], $7::bigint[]) w (id, event_no, fence, window_id, operator_id, seat,"
         " ends_at)",
         {&of[HoldId], &of[EventNumber], &of[Fence], &of[Window], &of[Person], &of[Seat],
          &of[EndsAt]});
    send("INSERT INTO ledger (event_no, sequence, at_ms, action, operation, operator_id,"
         " window_id, seats, versions, status, hold, fence, holder, expires_at, detail, hash)"
         " SELECT w.event_no, w.sequence, 1, 1, w.operation, w.person, w.holder, w.seats,"
         " w.versions, 1, w.hold, w.fence, w.holder, w.ends_at, '', w.hash"
         " FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[],"
         " $6::bytea[], $7::bytea[], $8::uuid[], $9::bigint[], $10::bigint[], $11::bytea[])"
         " w (event_no, sequence, operation, person, holder, seats, versions, hold, fence,"
         " ends_at, hash)",
         {&of[EventNumber], &of[Sequence], &of[Operation], &of[Person], &of[Window], &group.seats,
          &group.versions, &of[HoldId], &of[Fence], &of[EndsAt], &group.digests});
    send("INSERT INTO operations (id, digest, outcome, window_id, device_sequence)"
         " SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[], $5::bigint[])",
         {&of[Operation], &group.digests, &group.outcomes, &of[Window], &of[OfDevice]});
    send("UPDATE inventory i SET sequence = w.held, available = i.capacity - w.held,"
         " held = w.held FROM unnest($1::bigint[], $2::bigint[]) w (event_no, held)"
         " WHERE i.event_no = w.event_no",
         {&group.headNumbers, &group.headCounts});
    send("COMMIT");
    if (!PQpipelineSync(connection))
        fail();
    constexpr int statements = 7;
    receive(statements);
}

RawPostgres::RawPostgres(const QString &uri, int events, int seats, int windows)
    : d(std::make_unique<Private>())
{
    d->events = events;
    d->seats = seats;
    for (int i = 0; i < windows; ++i) {
        d->windowIds.push_back(uuid());
        d->persons.push_back(uuid());
    }
    d->connection = PQconnectdb(uri.toUtf8().constData());
    if (PQstatus(d->connection) != CONNECTION_OK || !PQenterPipelineMode(d->connection))
        d->fail();
}

RawPostgres::~RawPostgres()
{
    PQfinish(d->connection);
}

HoldSpeed RawPostgres::run(int group, int ms)
{
    SteadyClock::duration took{};
    double processor_us = 0;
    const qint64 first = d->next;
    while (took < std::chrono::milliseconds(ms) && d->next < qint64(d->events) * d->seats) {
        const Group made = d->makeGroup(group);
        const double before_us = threadTime_us();
        const auto start = SteadyClock::now();
        d->hold(made);
        took += SteadyClock::now() - start;
        processor_us += threadTime_us() - before_us;
    }
    const auto held = double(d->next - first);
    return {.perSecond = held / std::chrono::duration<double>(took).count(),
            .processor_us = processor_us / held};
}

void analyze(const QString &uri)
{
    PGconn *connection = PQconnectdb(uri.toUtf8().constData());
    PQclear(PQexec(connection, "ANALYZE"));
    PQfinish(connection);
}

} // namespace foyer::bench
