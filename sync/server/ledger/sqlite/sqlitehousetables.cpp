#include "sync/server/ledger/sqlite/sqlitehousetables.h"

#include "sync/server/ledger/sqlite/database.h"
#include "sync/server/ledger/sqlite/migrations.h"
#include "sync/server/ledger/sqlite/processlock.h"
#include "sync/server/ledger/sqlite/storagefault.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds lockPatience{5'000};

QByteArray columnsOf(const HouseTable &table)
{
    QByteArray names;
    for (const HouseColumn &column : table.columns)
        names += (names.isEmpty() ? "\"" : ", \"") + QByteArray(column.name) + '"';
    return names;
}

/// The rows of a table as every store shows them.
QByteArray selectionOf(const HouseTable &table)
{
    const QByteArray name = table.name;
    if (name == "house")
        return "SELECT epoch, name, catalogue_version, clock_ms,"
               " (SELECT coalesce(max(fence), 0) FROM inventory) FROM house";
    if (name == "seats") // each list of labels is in the order of its seats
        return "SELECT l.map_no, l.first + s.key, json_extract(s.value, '$[3]'),"
               " json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]'),"
               " json_extract(s.value, '$[2]')"
               " FROM (SELECT * FROM seat_labels ORDER BY map_no, first) l, json_each(l.labels) s";
    QByteArray order;
    for (int i = 0; i < table.keys; ++i)
        order += (i == 0 ? "\"" : ", \"") + QByteArray(table.columns[size_t(i)].name) + '"';
    return "SELECT " + columnsOf(table) + " FROM " + name + " ORDER BY " + order;
}

/// Takes one row of a table. Labels wait in a table of their own for the rest of their list.
QByteArray insertionInto(const HouseTable &table)
{
    const QByteArray name = table.name;
    if (name == "house")
        return "INSERT INTO house (one, epoch, name, catalogue_version, clock_ms)"
               " SELECT 1, ?1, ?2, ?3, ?4 WHERE ?5 >= 0";
    if (name == "inventory")
        return "INSERT INTO inventory (fence, " + columnsOf(table) +
               ") VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    QByteArray places = "?";
    for (size_t i = 1; i < table.columns.size(); ++i)
        places += ", ?";
    return "INSERT INTO " + (name == "seats" ? QByteArray("arriving_seats") : name) + " (" +
           columnsOf(table) + ") VALUES (" + places + ')';
}

class SqliteHouse final : public HouseTarget
{
public:
    [[nodiscard]] Result<void> openSource(const QString &path)
    {
        m_path = path;
        if (!QFileInfo::exists(path))
            return std::unexpected(
                refusal(RefusalCode::NotFound, u"There is no file %1."_s.arg(path)));
        if (auto done = open(Database::Access::ReadOnly); !done)
            return done;
        m_database->execute("BEGIN");
        const qint64 version = m_database->number("PRAGMA user_version").value_or(0);
        const qint64 tables = m_database->number("SELECT count(*) FROM sqlite_schema").value_or(0);
        const auto known = qint64(ledgerMigrations().size());
        if (failure())
            return std::unexpected(*failure());
        if (tables == 0)
            return std::unexpected(
                refusal(RefusalCode::NotFound, u"There is no house in there."_s));
        if (version != known)
            return std::unexpected(refusal(
                RefusalCode::UnsupportedVersion,
                (version > known
                     ? u"The source was written by a newer program (version %1, this one knows "
                       "%2). Use that program."_s
                     : u"The source has version %1, this program knows %2. Run foyerctl migrate "
                       "on it."_s)
                    .arg(version)
                    .arg(known)));
        return {};
    }

    [[nodiscard]] Result<void> openTarget(const QString &path)
    {
        m_path = path;
        auto lock = ProcessLock::take(path + u".lock"_s);
        if (!lock)
            return std::unexpected(lock.error());
        m_lock = *std::move(lock);
        m_isMade = !QFileInfo::exists(path);
        makePrivateFile(path);
        if (auto done = open(Database::Access::ReadWrite); !done)
            return done;
        m_database->execute("PRAGMA foreign_keys=ON; PRAGMA synchronous=EXTRA;"
                            " PRAGMA trusted_schema=OFF");
        return migrate(*m_database, ledgerMigrations());
    }

    SqliteHouse() = default;
    Q_DISABLE_COPY_MOVE(SqliteHouse)
    ~SqliteHouse() override
    {
        for (sqlite3_stmt *statement : std::as_const(m_insertions))
            sqlite3_finalize(statement);
        if (!m_database)
            return;
        m_database->forgetFailure();
        if (m_database->isInTransaction())
            m_database->execute("ROLLBACK");
        m_database.reset();
        if (m_isMade) {
            for (const QString &more : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
                QFile::remove(m_path + more);
        }
    }

    void visit(const HouseTable &table, const SeeRow &see) override
    {
        QByteArray &selection = m_selections[table.name];
        if (selection.isEmpty())
            selection = selectionOf(table);
        HouseRow row(table.columns.size());
        Rows rows = m_database->query(selection.constData());
        while (rows.next()) {
            for (int i = 0; i < int(row.size()); ++i) {
                HouseValue &value = row[size_t(i)];
                const bool isNumber = table.columns[size_t(i)].kind == HouseColumn::Kind::Number;
                value = {.isNull = rows.isNull(i), .number = 0, .bytes = {}};
                if (!value.isNull && isNumber)
                    value.number = rows.number(i);
                else if (!value.isNull)
                    value.bytes = rows.bytes(i);
            }
            see(row);
        }
    }

    [[nodiscard]] std::optional<Refusal> failure() const override
    {
        if (!m_database->failure())
            return std::nullopt;
        return refusalFor(*m_database->failure(), u"copying the house"_s);
    }

    [[nodiscard]] QByteArray identity() override
    {
        return "file:" + QFileInfo(m_path).canonicalFilePath().toUtf8();
    }

    [[nodiscard]] bool isServed() override
    {
        const QString lock = m_path + u".lock"_s;
        return QFileInfo::exists(lock) && !ProcessLock::take(lock);
    }

    [[nodiscard]] Result<void> begin() override
    {
        m_database->execute("CREATE TEMP TABLE arriving_seats (map_no INTEGER, idx INTEGER,"
                            " category INTEGER, section TEXT, \"row\" TEXT, seat TEXT,"
                            " PRIMARY KEY (map_no, idx)) WITHOUT ROWID");
        m_database->execute("BEGIN IMMEDIATE");
        for (const HouseTable &table : houseTables()) {
            const bool isFull = hasRows(table);
            if (failure())
                return std::unexpected(*failure());
            if (isFull)
                return std::unexpected(
                    refusal(RefusalCode::InvalidRecord,
                            u"%1 has a house already (%2); name an empty one."_s.arg(
                                m_path, QString::fromLatin1(table.name))));
        }
        return {};
    }

    void add(const HouseTable &table, std::span<const HouseRow> rows) override
    {
        sqlite3_stmt *statement = insertion(table);
        for (const HouseRow &row : rows) {
            if (!statement || m_database->failure())
                return;
            for (int i = 0; i < int(row.size()); ++i)
                bind(statement, i + 1, row[size_t(i)], table.columns[size_t(i)].kind);
            const int code = sqlite3_step(statement);
            if (code != SQLITE_DONE)
                m_database->fail(code);
            sqlite3_reset(statement);
            if (&table == &houseTables().front())
                m_fence = row.back().number;
        }
    }

    void complete() override
    {
        m_database->run("UPDATE inventory SET fence = ?", m_fence);
        m_database->run("INSERT INTO seat_labels (map_no, first, labels)"
                        " SELECT map_no, min(idx),"
                        " json_group_array(json_array(section, \"row\", seat, category))"
                        " FROM (SELECT * FROM arriving_seats ORDER BY map_no, idx)"
                        " GROUP BY map_no, idx / 1000");
    }

    [[nodiscard]] Result<void> commit() override
    {
        m_database->execute("COMMIT");
        if (failure())
            return std::unexpected(*failure());
        m_isMade = false;
        return {};
    }

private:
    [[nodiscard]] Result<void> open(Database::Access access)
    {
        auto opened = Database::open(m_path, access, lockPatience);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"opening "_s + m_path));
        m_database = *std::move(opened);
        return {};
    }

    [[nodiscard]] bool hasRows(const HouseTable &table)
    {
        const QByteArray name = table.name;
        QByteArray &sql = m_looks[name];
        sql = "SELECT 1 FROM " + (name == "seats" ? QByteArray("seat_labels") : name) + " LIMIT 1";
        return m_database->number(sql.constData()).has_value();
    }

    [[nodiscard]] sqlite3_stmt *insertion(const HouseTable &table)
    {
        sqlite3_stmt *&statement = m_insertions[table.name];
        if (statement || m_database->failure())
            return statement;
        const int code = sqlite3_prepare_v2(m_database->handle(), insertionInto(table).constData(),
                                            -1, &statement, nullptr);
        if (code != SQLITE_OK)
            m_database->fail(code);
        return statement;
    }

    /// The value stays where it is until the statement is done.
    static void bind(sqlite3_stmt *statement, int place, const HouseValue &value,
                     HouseColumn::Kind kind)
    {
        const char *bytes = value.bytes.isEmpty() ? "" : value.bytes.constData();
        if (value.isNull)
            sqlite3_bind_null(statement, place);
        else if (kind == HouseColumn::Kind::Number)
            sqlite3_bind_int64(statement, place, value.number);
        else if (kind == HouseColumn::Kind::Text)
            sqlite3_bind_text64(statement, place, bytes, quint64(value.bytes.size()), SQLITE_STATIC,
                                SQLITE_UTF8);
        else
            sqlite3_bind_blob64(statement, place, bytes, quint64(value.bytes.size()),
                                SQLITE_STATIC);
    }

    QString m_path;
    ProcessLock m_lock;                         // first: given back last
    QHash<QByteArray, QByteArray> m_selections; // the connection knows statements by address
    QHash<QByteArray, QByteArray> m_looks;
    std::unique_ptr<Database> m_database;
    QHash<QByteArray, sqlite3_stmt *> m_insertions;
    qint64 m_fence = 0;
    bool m_isMade = false;
};

} // namespace

Result<std::unique_ptr<HouseSource>> openSqliteHouse(const QString &path)
{
    auto house = std::make_unique<SqliteHouse>();
    if (auto opened = house->openSource(path); !opened)
        return std::unexpected(opened.error());
    return house;
}

Result<std::unique_ptr<HouseTarget>> openSqliteTarget(const QString &path)
{
    auto house = std::make_unique<SqliteHouse>();
    if (auto opened = house->openTarget(path); !opened)
        return std::unexpected(opened.error());
    return house;
}

} // namespace foyer
