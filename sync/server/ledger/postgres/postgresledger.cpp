#include "sync/server/ledger/postgres/postgresledger.h"

#include "sync/server/ledger/postgres/postgreslistener.h"
#include "sync/server/ledger/postgres/postgresmigrations.h"
#include "sync/server/ledger/postgres/postgresreader.h"
#include "sync/server/ledger/postgres/postgresrows.h"
#include "sync/server/ledger/postgres/postgresstatements.h"
#include "sync/server/ledger/rules/ledgercore.h"

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

class PostgresRandom final : public RandomSource
{
public:
    [[nodiscard]] quint64 next() override
    {
        quint64 number = 0;
        randombytes_buf(&number, sizeof number);
        return number;
    }
};

QString setting(PostgresConnection &connection, const char *sql)
{
    PostgresResult rows = connection.query(sql);
    return rows.next() ? rows.text(0) : QString();
}

LedgerRules rulesFrom(const PostgresLedgerSettings &settings)
{
    LedgerRules rules;
    rules.ticketsHeldPerWindow = settings.ticketsHeldPerWindow;
    if (settings.holdLength.count() > 0)
        rules.holdLength = settings.holdLength;
    return rules;
}

class PostgresLedger final : public Ledger
{
public:
    PostgresLedger(QString uri, const Clock &clock, PostgresLedgerSettings settings)
        : m_uri(std::move(uri))
        , m_settings(std::move(settings))
        , m_storage(clock, m_settings.whose)
    {}

    [[nodiscard]] Result<void> open()
    {
        auto opened = PostgresConnection::open(m_uri);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"connecting"_s));
        m_connection = *std::move(opened);
        if (auto done = enterWritingSession(*m_connection); !done)
            return done;
        if (auto done = migrate(*m_connection, postgresMigrations()); !done)
            return done;
        if (auto done = enterHouse(); !done)
            return done;
        m_storage.setWriterPid(m_connection->serverPid());
        m_rows = std::make_unique<PostgresRows>(*m_connection, m_storage);
        m_rows->reconnected = [this] {
            const std::lock_guard lock(m_listenerMutex);
            if (m_listener)
                m_listener->missed();
        };
        m_core = std::make_unique<LedgerCore>(*m_rows, rulesFrom(m_settings));
        return {};
    }

    [[nodiscard]] LedgerWriter &writer() override { return *m_core; }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return m_storage.fault(); }
    [[nodiscard]] Instant now() const override { return m_storage.now(); }

    void hearOthers(std::function<void(const NewsFromElsewhere &)> heard) override
    {
        std::unique_ptr<PostgresListener> next;
        if (heard)
            next = std::make_unique<PostgresListener>(m_uri, m_storage, std::move(heard));
        {
            const std::lock_guard lock(m_listenerMutex);
            m_listener.swap(next);
        } // the one before ends outside, because it may be about to tell of a miss
    }

    [[nodiscard]] Result<std::unique_ptr<LedgerReader>> openReader() override
    {
        auto opened = PostgresConnection::open(m_uri);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"opening a reader"_s));
        return std::make_unique<PostgresReader>(*std::move(opened), m_storage);
    }

private:
    /// Proves that the database can be written, keeps the house's name, and reads the clock.
    [[nodiscard]] Result<void> enterHouse()
    {
        PostgresRandom random;
        const LedgerEpoch epoch = m_settings.epoch.isNull()
                                      ? LedgerEpoch::make(m_storage.now(), random)
                                      : m_settings.epoch;
        m_connection->send("BEGIN");
        m_connection->send("INSERT INTO house (one, epoch, name, catalogue_version)"
                           " VALUES (1, $1, '', 0) ON CONFLICT (one) DO NOTHING",
                           epoch);
        m_connection->send("UPDATE house SET name = $1 WHERE $1 NOT IN ('', name)",
                           m_settings.houseName);
        m_connection->send(postgres::clock, m_storage.given_ms());
        m_connection->send("COMMIT");
        std::vector<PostgresResult> answers = m_connection->receive();
        if (m_connection->failure())
            return std::unexpected(refusalFor(*m_connection->failure(), u"opening the ledger"_s));
        if (answers[3].next())
            m_storage.hasRead(answers[3].instant(0));
        return {};
    }

    const QString m_uri;
    const PostgresLedgerSettings m_settings;
    PostgresStorage m_storage;
    std::unique_ptr<PostgresConnection> m_connection;
    std::unique_ptr<PostgresRows> m_rows;
    std::unique_ptr<LedgerCore> m_core;
    std::mutex m_listenerMutex;
    std::unique_ptr<PostgresListener> m_listener; // its thread ends first
};

} // namespace

Result<void> enterWritingSession(PostgresConnection &connection)
{
    // Whole plans that use the keys, whatever the planner thinks of tables it has not counted
    // yet; and nobody waits for a node that hangs.
    connection.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;"
                       "SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;"
                       "SET lock_timeout = '10s';"
                       "SET idle_in_transaction_session_timeout = '30s'");
    const QString fsync = setting(connection, "SHOW fsync");
    const QString synchronous = setting(connection, "SHOW synchronous_commit");
    const qint64 version =
        connection.number("SELECT current_setting('server_version_num')::bigint").value_or(0);
    const bool isStandby = connection
                               .number("SELECT 1 WHERE pg_is_in_recovery()"
                                       " OR current_setting('transaction_read_only')::boolean")
                               .has_value();
    if (connection.failure())
        return std::unexpected(refusalFor(*connection.failure(), u"opening the ledger"_s));
    if (isStandby)
        return std::unexpected(refusal(
            RefusalCode::ReadOnly, u"The database is a standby or read-only. Name the primary."_s));
    if (version < 150'000)
        return std::unexpected(refusal(RefusalCode::UnsupportedVersion,
                                       u"The ledger needs PostgreSQL 15 or newer."_s));
    const bool isDurable =
        fsync == u"on" && (synchronous == u"on" || synchronous == u"remote_apply");
    if (!isDurable)
        return std::unexpected(
            refusal(RefusalCode::Internal,
                    u"The database does not keep what it acknowledges (fsync %1, "
                    "synchronous_commit %2). Set both to on."_s.arg(fsync, synchronous)));
    return {};
}

Result<std::unique_ptr<Ledger>> openPostgresLedger(const QString &uri, const Clock &clock,
                                                   const PostgresLedgerSettings &settings)
{
    if (sodium_init() < 0)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The machine has no source of random numbers."_s));
    auto ledger = std::make_unique<PostgresLedger>(uri, clock, settings);
    if (auto opened = ledger->open(); !opened)
        return std::unexpected(opened.error());
    return ledger;
}

} // namespace foyer
