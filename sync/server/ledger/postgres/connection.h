#pragma once

#include "models/domain/refusal.h"
#include "sync/server/ledger/postgres/postgresresult.h"
#include "sync/server/ledger/postgres/postgresvalues.h"

#include <QHash>

#include <memory>
#include <vector>

struct pg_conn;

namespace foyer {

/// What PostgreSQL answered instead of doing its work.
struct PostgresError
{
    QByteArray state; ///< SQLSTATE, five characters
    QString message;

    /// The connection is gone, or the server is going or coming.
    [[nodiscard]] bool isLost() const;
    /// The same work may succeed when it is done again: the connection was lost, or another
    /// transaction was in the way.
    [[nodiscard]] bool mayRetry() const;
};

/// Says what \a error means for the house and what to do. \a doing completes "While ...".
/// ReadOnly when nothing can be written (full disk, standby, no connection), Internal for damage
/// and for our own mistakes.
[[nodiscard]] Refusal refusalFor(const PostgresError &error, const QString &doing);

/// One connection with its prepared statements; one thread at a time.
///
/// The first failure stays: everything after it does nothing and answers no rows, so a command
/// runs its statements in a row and its transaction looks once, with failure(), before it ends.
class PostgresConnection final
{
public:
    /// Connects to \a uri (postgresql://... or key=value pairs); waits a few seconds at most.
    [[nodiscard]] static std::expected<std::unique_ptr<PostgresConnection>, PostgresError>
    open(const QString &uri);
    ~PostgresConnection();
    Q_DISABLE_COPY_MOVE(PostgresConnection)

    [[nodiscard]] const std::optional<PostgresError> &failure() const { return m_failure; }
    void forgetFailure() { m_failure.reset(); }
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] bool isInTransaction() const;
    /// Connects again after the connection was lost. Forgets the failure when it succeeds.
    [[nodiscard]] bool reconnect();

    /// Runs statements without values, one after the other: schema and settings.
    void execute(const QByteArray &statements);

    /// Sends one statement without waiting for what it answers. \a sql must be a literal: it is
    /// prepared once and found by address.
    template <class... Values>
    void send(const char *sql, const Values &...values)
    {
        sendWith(sql, PostgresValues(values...));
    }
    /// Waits for the answers to everything sent since the last call, in order, in one round trip.
    /// After a failure the answers from there on have no rows.
    [[nodiscard]] std::vector<PostgresResult> receive();

    template <class... Values>
    [[nodiscard]] PostgresResult query(const char *sql, const Values &...values)
    {
        send(sql, values...);
        return std::move(receive().back());
    }
    /// \return the number of rows it changed.
    template <class... Values>
    qint64 run(const char *sql, const Values &...values)
    {
        return query(sql, values...).changedRows();
    }
    /// The first number of the first row; nothing without a row or for NULL.
    template <class... Values>
    [[nodiscard]] std::optional<qint64> number(const char *sql, const Values &...values)
    {
        PostgresResult rows = query(sql, values...);
        return rows.next() && !rows.isNull(0) ? std::optional(rows.number(0)) : std::nullopt;
    }

    /// To wait for notifications on; -1 without a connection.
    [[nodiscard]] int socket() const;
    /// The number of the server's process that serves it; 0 without a connection.
    [[nodiscard]] int serverPid() const;
    struct Notification
    {
        int sender = 0; ///< the serverPid() of who sent it
        QByteArray payload;
    };
    /// Takes in what has arrived, without waiting. \return what was notified.
    [[nodiscard]] std::vector<Notification> notifications();

    /// Keeps \a error unless there is one already.
    void fail(const PostgresError &error);

private:
    struct Sent
    {
        const char *sql = nullptr;
        bool isPreparing = false;
        bool isSkipped = false; ///< a failure was there already
    };

    explicit PostgresConnection(QString uri)
        : m_uri(std::move(uri))
    {}
    void connect();
    void failAsConnectionSays();
    void sendWith(const char *sql, const PostgresValues &values);
    [[nodiscard]] PostgresResult answerTo(const Sent &sent);
    [[nodiscard]] bool sendAll();
    [[nodiscard]] PostgresResult nextAnswer();
    void endOfAnswers();

    const QString m_uri;
    pg_conn *m_handle = nullptr;
    QHash<const char *, QByteArray> m_statements; ///< their names on the server
    qint64 m_names = 0;
    std::vector<Sent> m_sent;
    std::optional<PostgresError> m_failure;
};

} // namespace foyer
