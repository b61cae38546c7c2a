#include "sync/server/ledger/postgres/postgreshousetables.h"

#include "sync/server/ledger/postgres/postgresmigrations.h"
#include "sync/server/ledger/postgres/postgresrows.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

using Kind = HouseColumn::Kind;

QByteArray columnsOf(const HouseTable &table, int count)
{
    QByteArray names;
    for (int i = 0; i < count; ++i)
        names += (i == 0 ? "\"" : ", \"") + QByteArray(table.columns[size_t(i)].name) + '"';
    return names;
}

QByteArray columnsOf(const HouseTable &table)
{
    return columnsOf(table, int(table.columns.size()));
}

/// The rows of a table as every store shows them.
QByteArray selectionOf(const HouseTable &table)
{
    const QByteArray name = table.name;
    if (name == "house")
        return "SELECT epoch, name, catalogue_version, (SELECT last_value FROM store_clock),"
               " (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM fences) FROM house";
    const QByteArray order = " ORDER BY " + columnsOf(table, table.keys);
    QByteArray columns = columnsOf(table);
    if (name == "holds")
        columns.replace("\"seats\"", "(SELECT coalesce(string_agg(int4send(seat), ''::bytea"
                                     " ORDER BY place), ''::bytea)"
                                     " FROM unnest(seats) WITH ORDINALITY u (seat, place))");
    if (name == "booking_tickets")
        columns.replace("\"given_back_at\"", "CASE WHEN alone = 1 THEN given_back_at END");
    const QByteArray touched =
        name == "tickets" ? " WHERE version <> 0 OR status <> 0 OR pool IS NOT NULL" : "";
    return "SELECT " + columns + " FROM " + name + touched + order;
}

QByteArray arrayOf(Kind kind)
{
    switch (kind) {
    case Kind::Number:
        return "bigint[]";
    case Kind::Text:
        return "text[]";
    case Kind::Bytes:
        return "bytea[]";
    case Kind::Uuid:
        break;
    }
    return "uuid[]";
}

/// Takes rows of a table, each column as a list.
QByteArray insertionInto(const HouseTable &table)
{
    const QByteArray name = table.name;
    QByteArray lists;
    for (size_t i = 0; i < table.columns.size(); ++i)
        lists += (i == 0 ? "$" : ", $") + QByteArray::number(qint64(i) + 1) +
                 "::" + arrayOf(table.columns[i].kind);
    const QByteArray given = " FROM unnest(" + lists + ") w (" + columnsOf(table) + ')';
    if (name == "house")
        return "INSERT INTO house (one, epoch, name, catalogue_version)"
               " SELECT 1, w.epoch, w.name, w.catalogue_version" +
               given;
    QByteArray columns = columnsOf(table);
    QByteArray values = columns;
    if (name == "holds")
        values.replace("\"seats\"", "ARRAY(SELECT (get_byte(w.seats, 4 * i) << 24)"
                                    " | (get_byte(w.seats, 4 * i + 1) << 16)"
                                    " | (get_byte(w.seats, 4 * i + 2) << 8)"
                                    " | get_byte(w.seats, 4 * i + 3)"
                                    " FROM generate_series(0, length(w.seats) / 4 - 1) i)");
    if (name == "booking_tickets") {
        values.replace("\"given_back_at\"",
                       "CASE WHEN w.live = 1 THEN NULL ELSE coalesce(w.given_back_at, (SELECT"
                       " b.cancelled_at FROM bookings b WHERE b.id = w.booking_id"
                       " AND b.confirmed_at IS NOT NULL)) END,"
                       " CASE WHEN w.given_back_at IS NULL THEN 0 ELSE 1 END");
        columns += ", alone";
    }
    return "INSERT INTO " + name + " (" + columns + ") SELECT " + values + given;
}

/// One column of \a rows.
template <class Value, class Read>
void addColumn(PostgresValues &values, std::span<const HouseRow> rows, size_t column, Read read)
{
    std::vector<std::optional<Value>> list;
    list.reserve(rows.size());
    for (const HouseRow &row : rows)
        list.push_back(row[column].isNull ? std::nullopt : std::optional<Value>(read(row[column])));
    values.add(list);
}

PostgresValues listsOf(const HouseTable &table, std::span<const HouseRow> rows)
{
    PostgresValues values;
    for (size_t i = 0; i < table.columns.size(); ++i) {
        switch (table.columns[i].kind) {
        case Kind::Number:
            addColumn<qint64>(values, rows, i, [](const HouseValue &v) { return v.number; });
            break;
        case Kind::Text:
            addColumn<QString>(values, rows, i,
                               [](const HouseValue &v) { return QString::fromUtf8(v.bytes); });
            break;
        case Kind::Bytes:
            addColumn<QByteArray>(values, rows, i, [](const HouseValue &v) { return v.bytes; });
            break;
        case Kind::Uuid:
            addColumn<QUuid>(values, rows, i,
                             [](const HouseValue &v) { return QUuid::fromRfc4122(v.bytes); });
            break;
        }
    }
    return values;
}

class PostgresHouse final : public HouseTarget
{
public:
    PostgresHouse() = default;

    [[nodiscard]] Result<void> openSource(const QString &uri)
    {
        if (auto done = open(uri); !done)
            return done;
        if (const Result<void> known = checkVersion(*m_connection); !known)
            return known;
        m_connection->execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        return {};
    }

    [[nodiscard]] Result<void> openTarget(const QString &uri)
    {
        if (auto done = open(uri); !done)
            return done;
        if (auto done = enterWritingSession(*m_connection); !done)
            return done;
        m_connection->execute("RESET ALL"); // plans for whole tables, and time between them
        m_connection->execute("SET lock_timeout = '10s'");
        return migrate(*m_connection, postgresMigrations());
    }

    void visit(const HouseTable &table, const SeeRow &see) override
    {
        const QByteArray cursor = QByteArray("all_of_") + table.name;
        m_connection->execute("DECLARE " + cursor + " CURSOR FOR " + selectionOf(table));
        // The connection knows statements by address.
        QByteArray &fetch = m_statements["FETCH 2000 FROM " + cursor];
        fetch = "FETCH 2000 FROM " + cursor;
        HouseRow row(table.columns.size());
        for (bool isMore = true; isMore && !m_connection->failure();) {
            PostgresResult rows = m_connection->query(fetch.constData());
            isMore = rows.rowCount() > 0;
            while (rows.next()) {
                for (int i = 0; i < int(row.size()); ++i)
                    read(rows, i, table.columns[size_t(i)].kind, row[size_t(i)]);
                see(row);
            }
        }
        m_connection->execute("CLOSE " + cursor);
    }

    [[nodiscard]] std::optional<Refusal> failure() const override
    {
        if (!m_connection->failure())
            return std::nullopt;
        return refusalFor(*m_connection->failure(), u"copying the house"_s);
    }

    [[nodiscard]] QByteArray identity() override
    {
        PostgresResult rows = m_connection->query(
            "SELECT oid::text || '@' || pg_postmaster_start_time()::text FROM pg_database"
            " WHERE datname = current_database()");
        return rows.next() ? "database:" + rows.bytes(0) : QByteArray();
    }

    [[nodiscard]] bool isServed() override
    {
        return m_connection
            ->number("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                     " AND application_name = 'foyer' AND pid <> pg_backend_pid() LIMIT 1")
            .has_value();
    }

    [[nodiscard]] Result<void> begin() override
    {
        m_connection->execute("BEGIN");
        m_connection->execute("LOCK TABLE house IN ACCESS EXCLUSIVE MODE");
        for (const HouseTable &table : houseTables()) {
            QByteArray &look = m_statements[QByteArray("look ") + table.name];
            look = "SELECT 1 FROM " + QByteArray(table.name) + " LIMIT 1";
            const bool isFull = m_connection->number(look.constData()).has_value();
            if (failure())
                return std::unexpected(*failure());
            if (isFull)
                return std::unexpected(
                    refusal(RefusalCode::InvalidRecord,
                            u"The database has a house already (%1); name an empty one."_s.arg(
                                QString::fromLatin1(table.name))));
        }
        return {};
    }

    void add(const HouseTable &table, std::span<const HouseRow> rows) override
    {
        QByteArray &insertion = m_statements[table.name];
        if (insertion.isEmpty())
            insertion = insertionInto(table);
        const PostgresValues lists = listsOf(table, rows);
        m_connection->send(insertion.constData(), lists);
        (void)m_connection->receive();
        if (&table == &houseTables().front()) {
            m_clock_ms = rows.front()[3].number;
            m_fence = rows.front()[4].number;
        }
    }

    void complete() override
    {
        m_connection->run("INSERT INTO tickets (event_no, idx)"
                          " SELECT i.event_no, s.idx FROM inventory i"
                          " JOIN seats s ON s.map_no = i.map_no ON CONFLICT DO NOTHING");
        // Numbers of the next event and map.
        m_connection->run("SELECT setval(pg_get_serial_sequence('events', 'no'), max(no))"
                          " FROM events HAVING max(no) IS NOT NULL");
        m_connection->run("SELECT setval(pg_get_serial_sequence('seat_maps', 'no'), max(no))"
                          " FROM seat_maps HAVING max(no) IS NOT NULL");
        m_connection->run("SELECT setval('store_clock', $1)", m_clock_ms);
        if (m_fence > 0)
            m_connection->run("SELECT setval('fences', $1)", m_fence);
        m_connection->execute("ANALYZE");
    }

    [[nodiscard]] Result<void> commit() override
    {
        PostgresResult done = m_connection->query("COMMIT");
        if (failure())
            return std::unexpected(*failure());
        if (done.command() != "COMMIT")
            return std::unexpected(
                refusal(RefusalCode::Internal, u"The database did not take the house."_s));
        return {};
    }

private:
    [[nodiscard]] Result<void> open(const QString &uri)
    {
        auto opened = PostgresConnection::open(uri);
        if (!opened)
            return std::unexpected(refusalFor(opened.error(), u"connecting"_s));
        m_connection = *std::move(opened);
        return {};
    }

    static void read(const PostgresResult &rows, int column, Kind kind, HouseValue &value)
    {
        value = {.isNull = rows.isNull(column), .number = 0, .bytes = {}};
        if (value.isNull)
            return;
        if (kind == Kind::Number)
            value.number = rows.number(column);
        else
            value.bytes = rows.bytes(column);
    }

    QHash<QByteArray, QByteArray> m_statements;
    std::unique_ptr<PostgresConnection> m_connection;
    qint64 m_clock_ms = 0;
    qint64 m_fence = 0;
};

} // namespace

Result<std::unique_ptr<HouseSource>> openPostgresHouse(const QString &uri)
{
    auto house = std::make_unique<PostgresHouse>();
    if (auto opened = house->openSource(uri); !opened)
        return std::unexpected(opened.error());
    return house;
}

Result<std::unique_ptr<HouseTarget>> openPostgresTarget(const QString &uri)
{
    auto house = std::make_unique<PostgresHouse>();
    if (auto opened = house->openTarget(uri); !opened)
        return std::unexpected(opened.error());
    return house;
}

} // namespace foyer
