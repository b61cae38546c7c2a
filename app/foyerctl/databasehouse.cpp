#include "app/foyerctl/databasehouse.h"

#include "sync/server/ledger/postgres/postgresmigrations.h"
#include "sync/server/ledger/postgres/postgresrecords.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Connects to a house that is there; makes none.
Result<std::unique_ptr<PostgresConnection>> enter(const QString &uri)
{
    auto opened = PostgresConnection::open(uri);
    if (!opened)
        return std::unexpected(refusalFor(opened.error(), u"connecting"_s));
    if (const Result<void> known = checkVersion(**opened); !known)
        return std::unexpected(known.error());
    return *std::move(opened);
}

Result<QList<QStringList>> textsOf(const PostgresConnection &connection, PostgresResult rows,
                                   int columns)
{
    if (connection.failure())
        return std::unexpected(refusalFor(*connection.failure(), u"reading the ledger"_s));
    QList<QStringList> texts;
    while (rows.next()) {
        QStringList &row = texts.emplaceBack();
        for (int column = 0; column < columns; ++column)
            row.append(rows.text(column));
    }
    return texts;
}

} // namespace

Result<QList<QStringList>> operatorsIn(const QString &uri)
{
    const auto house = enter(uri);
    if (!house)
        return std::unexpected(house.error());
    return textsOf(
        **house,
        (*house)->query("SELECT name, role::text, display_name FROM operators ORDER BY name"), 3);
}

Result<QList<QStringList>> holdsIn(const QString &uri, const std::optional<EventId> &event)
{
    const auto house = enter(uri);
    if (!house)
        return std::unexpected(house.error());
    return textsOf(
        **house,
        (*house)->query(
            "SELECT h.id::text, e.name, cardinality(h.seats)::text, coalesce(o.display_name, ''),"
            " h.window_id::text, to_char(to_timestamp(h.ends_at / 1000) AT TIME ZONE 'UTC',"
            " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
            " FROM holds h JOIN events e ON e.no = h.event_no"
            " LEFT JOIN operators o ON o.id = h.operator_id WHERE h.state = 0"
            // The house's time never runs back, whatever the machine's clock does.
            " AND h.ends_at > greatest(floor(extract(epoch FROM clock_timestamp()) * 1000),"
            " (SELECT last_value FROM store_clock)) AND ($1::uuid IS NULL OR e.id = $1)"
            " ORDER BY h.ends_at",
            event),
        6);
}

Result<bool> isOperatorIn(const QString &uri, const QString &name)
{
    const auto house = enter(uri);
    if (!house)
        return std::unexpected(house.error());
    const bool isKnown =
        (*house)
            ->number("SELECT 1 FROM operators WHERE name_key = $1", operatorNameKeyOf(name))
            .has_value();
    if ((*house)->failure())
        return std::unexpected(refusalFor(*(*house)->failure(), u"reading the ledger"_s));
    return isKnown;
}

Result<void> setPasswordIn(const QString &uri, const QString &name, const QByteArray &hash)
{
    const auto house = enter(uri);
    if (!house)
        return std::unexpected(house.error());
    PostgresConnection &connection = **house;
    connection.send("BEGIN");
    connection.send("UPDATE operators SET password_hash = $1 WHERE name_key = $2", hash,
                    operatorNameKeyOf(name));
    // The old password's sessions end with it.
    connection.send("UPDATE sessions SET closed_at = greatest(started_at,"
                    " floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)"
                    " WHERE closed_at IS NULL"
                    " AND operator_id = (SELECT id FROM operators WHERE name_key = $1)",
                    operatorNameKeyOf(name));
    connection.send("COMMIT");
    const std::vector<PostgresResult> answers = connection.receive();
    if (connection.failure())
        return std::unexpected(refusalFor(*connection.failure(), u"writing the ledger"_s));
    if (answers[1].changedRows() == 0)
        return std::unexpected(
            refusal(RefusalCode::NotFound, u"Nobody here is called %1."_s.arg(name)));
    return {};
}

} // namespace foyer
