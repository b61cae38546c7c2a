#include "sync/server/ledger/sqlite/sqliteledger.h"

#include "sync/protocol/limits.h"
#include "sync/server/ledger/rules/ledgercore.h"
#include "sync/server/ledger/sqlite/checkpointer.h"
#include "sync/server/ledger/sqlite/migrations.h"
#include "sync/server/ledger/sqlite/processlock.h"
#include "sync/server/ledger/sqlite/sqlitereader.h"
#include "sync/server/ledger/sqlite/sqliterows.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <sodium.h>
#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The log is longer than this (1 GB) only when the checkpointer cannot keep up; then the writer
/// stops once and does it itself.
constexpr int mostPagesInLog = 262'144;
/// The same on a VFS of a test, which wants to see this often.
constexpr int mostPagesInTestLog = 24;

class SodiumRandom final : public RandomSource
{
public:
    [[nodiscard]] quint64 next() override
    {
        quint64 number = 0;
        randombytes_buf(&number, sizeof number);
        return number;
    }
};

std::unexpected<Refusal> failed(const Database &database, const QString &doing)
{
    return std::unexpected(refusalFor(*database.failure(), doing));
}

bool isInMemory(const QString &path)
{
    return path == u":memory:";
}

/// The settings that durability rests on; asks back what SQLite made of them.
Result<void> makeDurable(Database &database, bool inMemory,
                         SqliteLedgerSettings::Synchronous wanted)
{
    database.execute("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"
                     "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
    // EXTRA while a new file changes to the log: SQLite then syncs the folder after it has removed
    // the journal of that change. Else a power cut can bring the journal back, and it undoes
    // whatever the file has become since.
    database.execute("PRAGMA synchronous=EXTRA");
    // To its end, where it writes: its first row names the log even if the disk then refuses it.
    database.run("PRAGMA journal_mode=WAL");
    QString journal;
    {
        Rows rows = database.query("PRAGMA journal_mode");
        journal = rows.next() ? rows.text(0) : QString();
    }
    database.execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;");
    if (wanted == SqliteLedgerSettings::Synchronous::Normal)
        database.execute("PRAGMA synchronous=NORMAL");
    const std::optional<qint64> synchronous = database.number("PRAGMA synchronous");
    if (database.failure())
        return failed(database, u"opening the ledger"_s);
    if (!inMemory && (journal != u"wal" || synchronous != qint64(wanted)))
        return std::unexpected(refusal(RefusalCode::Internal,
                                       u"The disk does not take the ledger's safe settings "
                                       "(journal %1, synchronous %2). Move the ledger to a local "
                                       "disk."_s.arg(journal)
                                           .arg(synchronous.value_or(-1))));
    return {};
}

/// Proves that the file can be written, keeps the house's name, and reads the clock's last time.
Result<void> enterHouse(Database &database, LedgerStorage &storage,
                        const SqliteLedgerSettings &settings)
{
    SodiumRandom random;
    const LedgerEpoch epoch =
        settings.epoch.isNull() ? LedgerEpoch::make(storage.clock.now(), random) : settings.epoch;
    database.execute("BEGIN IMMEDIATE");
    database.run("INSERT INTO house (one, epoch, name, clock_ms, catalogue_version)"
                 " VALUES (1, ?, '', 0, 0) ON CONFLICT (one) DO NOTHING",
                 epoch);
    if (!settings.houseName.isEmpty())
        database.run("UPDATE house SET name = ?", settings.houseName);
    const std::optional<qint64> seen = database.number("SELECT clock_ms FROM house");
    storage.clock.hasSeen(Instant::fromMs(seen.value_or(0)));
    database.run("UPDATE house SET clock_ms = max(clock_ms, ?)", storage.clock.now());
    database.execute("COMMIT");
    if (!database.failure())
        return {};
    return failed(database, u"opening the ledger"_s);
}

LedgerRules rulesFrom(const SqliteLedgerSettings &settings)
{
    LedgerRules rules;
    rules.ticketsHeldPerWindow = settings.ticketsHeldPerWindow;
    rules.holdLength = settings.holdLength.count() > 0 ? settings.holdLength : limits::holdLength;
#ifdef FOYER_PLANTED_FAULTS
    rules.fault = settings.fault;
#endif
    return rules;
}

class SqliteLedger final : public Ledger
{
public:
    SqliteLedger(QString path, const Clock &clock, SqliteLedgerSettings settings)
        : m_path(std::move(path))
        , m_settings(std::move(settings))
        , m_storage(clock)
    {}

    [[nodiscard]] Result<void> open()
    {
        if (!m_settings.vfs.isEmpty() && isInMemory(m_path))
            return std::unexpected(refusal(RefusalCode::Internal, u"A VFS needs a file."_s));
        if (m_settings.vfs.isEmpty() &&
            m_settings.synchronous != SqliteLedgerSettings::Synchronous::Full)
            return std::unexpected(
                refusal(RefusalCode::Internal, u"A ledger is always opened with FULL."_s));
        if (isOnTheMachine()) {
            Result<ProcessLock> lock = ProcessLock::take(m_path + u".lock"_s);
            if (!lock)
                return std::unexpected(lock.error());
            m_lock = *std::move(lock);
            makePrivateFile(m_path);
        }
        auto opened = openDatabase(Database::Access::ReadWrite);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"opening "_s + m_path));
        m_database = *std::move(opened);
        if (auto done = makeDurable(*m_database, isInMemory(m_path), m_settings.synchronous); !done)
            return done;
        if (auto done = migrate(*m_database, ledgerMigrations()); !done)
            return done;
        if (auto done = enterHouse(*m_database, m_storage, m_settings); !done)
            return done;
        limitSize();
        m_rows = std::make_unique<SqliteRows>(*m_database, m_storage);
        m_writer = std::make_unique<LedgerCore>(*m_rows, rulesFrom(m_settings));
        if (isInMemory(m_path))
            return shareConnection();
        return watchLog();
    }

    [[nodiscard]] LedgerWriter &writer() override { return *m_writer; }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return m_storage.fault(); }
    [[nodiscard]] Instant now() const override { return m_storage.clock.now(); }

    [[nodiscard]] Result<std::unique_ptr<LedgerReader>> openReader() override
    {
        if (isInMemory(m_path))
            return std::make_unique<SqliteLedgerReader>(m_database.get(), nullptr, m_storage);
        auto opened = openDatabase(Database::Access::ReadOnly);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"opening a reader"_s));
        Database *database = opened->get();
        return std::make_unique<SqliteLedgerReader>(database, *std::move(opened), m_storage);
    }

private:
    /// Neither in memory nor on a VFS of a test.
    [[nodiscard]] bool isOnTheMachine() const
    {
        return !isInMemory(m_path) && m_settings.vfs.isEmpty();
    }

    [[nodiscard]] std::expected<std::unique_ptr<Database>, StorageError>
    openDatabase(Database::Access access) const
    {
        return Database::open(m_path, access, m_settings.busyTimeout, m_settings.vfs);
    }

    void limitSize()
    {
        if (m_settings.mostPages <= 0)
            return;
        // A pragma takes no bound values; the number is a whole number of ours.
        const QByteArray pragma =
            "PRAGMA max_page_count=" + QByteArray::number(m_settings.mostPages);
        m_database->execute(pragma.constData());
    }

    [[nodiscard]] Result<void> shareConnection()
    {
        m_storage.gate = std::make_unique<std::mutex>();
        return {};
    }

    /// From now on the log is shortened after commits that made it long.
    [[nodiscard]] Result<void> watchLog()
    {
        sqlite3_wal_hook(m_database->handle(), &SqliteLedger::logGrew, this);
        m_rows->committed = [this] { keepLogShort(); };
        if (!isOnTheMachine())
            return {};
        auto opened = openDatabase(Database::Access::ReadWrite);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"opening the ledger"_s));
        (*opened)->execute("PRAGMA synchronous=FULL");
        m_checkpointer = std::make_unique<Checkpointer>(*std::move(opened), m_storage);
        return {};
    }

    static int logGrew(void *self, sqlite3 *, const char *, int pages)
    {
        static_cast<SqliteLedger *>(self)->m_pagesInLog = pages;
        return SQLITE_OK;
    }

    void keepLogShort()
    {
        if (m_checkpointer)
            m_checkpointer->logHas(m_pagesInLog);
        else if (m_pagesInLog > mostPagesInTestLog)
            shortenLog(*m_database, m_storage);
        if (m_pagesInLog > mostPagesInLog)
            sqlite3_wal_checkpoint_v2(m_database->handle(), nullptr, SQLITE_CHECKPOINT_RESTART,
                                      nullptr, nullptr);
    }

    const QString m_path;
    const SqliteLedgerSettings m_settings;
    ProcessLock m_lock; // first: given back last
    LedgerStorage m_storage;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<SqliteRows> m_rows;
    std::unique_ptr<LedgerCore> m_writer;
    int m_pagesInLog = 0;
    std::unique_ptr<Checkpointer> m_checkpointer; // its thread ends first
};

} // namespace

Result<std::unique_ptr<Ledger>> openSqliteLedger(const QString &path, const Clock &clock,
                                                 const SqliteLedgerSettings &settings)
{
    if (sodium_init() < 0)
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The machine has no source of random numbers."_s));
    auto ledger = std::make_unique<SqliteLedger>(path, clock, settings);
    if (auto opened = ledger->open(); !opened)
        return std::unexpected(opened.error());
    return ledger;
}

} // namespace foyer
