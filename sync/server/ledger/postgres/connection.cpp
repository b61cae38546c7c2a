#include "sync/server/ledger/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QByteArray stateOf(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state ? QByteArray(state) : QByteArray("08006"); // libpq's own: the connection broke
}

QString textOf(const char *message)
{
    return QString::fromUtf8(message).simplified();
}

} // namespace

std::expected<std::unique_ptr<PostgresConnection>, PostgresError>
PostgresConnection::open(const QString &uri)
{
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(uri));
    connection->connect();
    if (connection->m_failure)
        return std::unexpected(*connection->m_failure);
    return connection;
}

PostgresConnection::~PostgresConnection()
{
    PQfinish(m_handle);
}

void PostgresConnection::connect()
{
    // The URI may say otherwise: what comes later counts.
    const QByteArray uri = m_uri.toUtf8();
    const char *keys[] = {"application_name", "client_encoding", "connect_timeout",
                          "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
                          "keepalives_count", "dbname",          nullptr};
    const char *values[] = {"foyer", "UTF8", "5", "10000", "5", "2", "3", uri.constData(), nullptr};
    m_handle = PQconnectdbParams(keys, values, 1);
    m_statements.clear();
    m_sent.clear();
    if (PQstatus(m_handle) != CONNECTION_OK)
        return failAsConnectionSays();
    PQsetnonblocking(m_handle, 1); // sendAll() sends and takes in at the same time
    PQsetNoticeProcessor(m_handle, [](void *, const char *) {}, nullptr);
    if (PQenterPipelineMode(m_handle) == 0)
        failAsConnectionSays();
}

bool PostgresConnection::reconnect()
{
    PQfinish(m_handle);
    m_handle = nullptr;
    m_failure.reset();
    connect();
    return !m_failure;
}

bool PostgresConnection::isConnected() const
{
    return PQstatus(m_handle) == CONNECTION_OK;
}

bool PostgresConnection::isInTransaction() const
{
    const PGTransactionStatusType status = PQtransactionStatus(m_handle);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

void PostgresConnection::fail(const PostgresError &error)
{
    if (!m_failure)
        m_failure = error;
}

void PostgresConnection::failAsConnectionSays()
{
    fail({.state = "08006", .message = textOf(PQerrorMessage(m_handle))});
}

void PostgresConnection::execute(const QByteArray &statements)
{
    if (m_failure)
        return;
    PQexitPipelineMode(m_handle);
    PGresult *result = PQexec(m_handle, statements.constData());
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        fail({.state = stateOf(result), .message = textOf(PQerrorMessage(m_handle))});
    PQclear(result);
    PQenterPipelineMode(m_handle);
}

void PostgresConnection::sendWith(const char *sql, const PostgresValues &values)
{
    if (m_failure) {
        m_sent.push_back({.sql = sql, .isSkipped = true});
        return;
    }
    QByteArray &name = m_statements[sql];
    const bool isNew = name.isEmpty();
    bool isSent = true;
    if (isNew) {
        name = "s" + QByteArray::number(++m_names);
        isSent = PQsendPrepare(m_handle, name.constData(), sql, int(values.count()),
                               values.types().data()) != 0;
    }
    isSent = isSent && PQsendQueryPrepared(m_handle, name.constData(), int(values.count()),
                                           values.pointers().data(), values.lengths().data(),
                                           values.formats().data(), 1) != 0;
    m_sent.push_back({.sql = sql, .isPreparing = isNew, .isSkipped = !isSent});
    if (!isSent)
        failAsConnectionSays();
}

std::vector<PostgresResult> PostgresConnection::receive()
{
    std::vector<PostgresResult> results;
    results.reserve(m_sent.size());
    const bool isSynced = isConnected() && PQpipelineSync(m_handle) != 0 && sendAll();
    if (!isSynced)
        failAsConnectionSays();
    for (const Sent &sent : m_sent)
        results.push_back(isSynced && !sent.isSkipped ? answerTo(sent) : PostgresResult());
    if (isSynced)
        endOfAnswers();
    m_sent.clear();
    return results;
}

/// Sends what is queued and takes in what comes meanwhile: a server whose answers nobody takes
/// reads nothing more, and PQgetResult() by itself would only wait for it to read.
bool PostgresConnection::sendAll()
{
    int left = PQflush(m_handle);
    while (left > 0) {
        pollfd waiting{.fd = socket(), .events = POLLIN | POLLOUT, .revents = 0};
        const bool isInterrupted = ::poll(&waiting, 1, -1) < 0;
        if (!isInterrupted && (waiting.revents & ~POLLOUT) != 0 && PQconsumeInput(m_handle) == 0)
            return false;
        left = PQflush(m_handle);
    }
    return left == 0;
}

PostgresResult PostgresConnection::answerTo(const Sent &sent)
{
    if (sent.isPreparing) {
        const bool hadFailed = m_failure.has_value();
        (void)nextAnswer();
        if (m_failure || hadFailed)
            m_statements.remove(sent.sql); // the server does not know it
    }
    return nextAnswer();
}

/// One answer of the pipeline, up to the null that ends it.
PostgresResult PostgresConnection::nextAnswer()
{
    PostgresResult answer;
    while (PGresult *result = PQgetResult(m_handle)) {
        switch (PQresultStatus(result)) {
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
            answer = PostgresResult(result);
            break;
        case PGRES_PIPELINE_ABORTED: // something before it has failed and said why
            PQclear(result);
            break;
        default:
            fail({.state = stateOf(result), .message = textOf(PQresultErrorMessage(result))});
            PQclear(result);
        }
        if (!isConnected())
            break;
    }
    if (!isConnected())
        failAsConnectionSays();
    return m_failure ? PostgresResult() : std::move(answer);
}

void PostgresConnection::endOfAnswers()
{
    while (isConnected()) {
        PGresult *result = PQgetResult(m_handle);
        const bool isEnd = result && PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
        if (isEnd)
            return;
    }
}

int PostgresConnection::socket() const
{
    return PQsocket(m_handle);
}

int PostgresConnection::serverPid() const
{
    return PQbackendPID(m_handle);
}

std::vector<PostgresConnection::Notification> PostgresConnection::notifications()
{
    std::vector<Notification> notified;
    if (PQconsumeInput(m_handle) == 0)
        failAsConnectionSays();
    while (PGnotify *notify = PQnotifies(m_handle)) {
        notified.push_back({notify->be_pid, notify->extra});
        PQfreemem(notify);
    }
    return notified;
}

} // namespace foyer
