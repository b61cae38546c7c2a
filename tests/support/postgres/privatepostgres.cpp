#include "tests/support/postgres/privatepostgres.h"

#include "models/domain/invariant.h"

#include <QProcess>

#include <libpq-fe.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int startsWithin_ms = 60'000;

QByteArray nameIn(const QString &uri)
{
    return uri.section(u'/', 3).section(u'?', 0, 0).toUtf8();
}

} // namespace

struct PrivatePostgres::Private
{
    QProcess server;
    QString directory;
    PGconn *connection = nullptr;
    int databases = 0;
};

PrivatePostgres &PrivatePostgres::instance()
{
    static PrivatePostgres postgres;
    return postgres;
}

PrivatePostgres::PrivatePostgres()
    : d(std::make_unique<Private>())
{
    d->server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    d->server.start(QStringLiteral(FOYER_SOURCE_DIR "/tests/support/postgres/private_postgres.sh"),
                    {QStringLiteral(FOYER_BINARY_DIR "/postgres-template")});
    while (!d->server.canReadLine() && d->server.waitForReadyRead(startsWithin_ms)) {
    }
    const QString line = QString::fromUtf8(d->server.readLine()).trimmed();
    FOYER_INVARIANT(line.startsWith(u"ready "), "PostgreSQL starts");
    d->directory = line.sliced(6);
    d->connection = PQconnectdb(uriOf(u"postgres"_s).toUtf8().constData());
    FOYER_INVARIANT(PQstatus(d->connection) == CONNECTION_OK, "PostgreSQL answers");
}

PrivatePostgres::~PrivatePostgres()
{
    PQfinish(d->connection);
    d->server.closeWriteChannel(); // the script stops the server and removes its directory
    d->server.waitForFinished();
}

QString PrivatePostgres::uriOf(const QString &name) const
{
    return u"postgresql:///%1?host=%2&user=postgres"_s.arg(name, d->directory);
}

void PrivatePostgres::execute(const QByteArray &statement)
{
    PGresult *result = PQexec(d->connection, statement.constData());
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        qWarning("%s: %s", statement.constData(), PQerrorMessage(d->connection));
    FOYER_INVARIANT(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
                    "the test's PostgreSQL obeys");
    PQclear(result);
}

QString PrivatePostgres::freshDatabase()
{
    const QString name = u"house%1"_s.arg(++d->databases);
    execute("CREATE DATABASE " + name.toUtf8());
    return uriOf(name);
}

void PrivatePostgres::shut(const QString &uri)
{
    execute("ALTER DATABASE " + nameIn(uri) + " WITH ALLOW_CONNECTIONS false");
    dropConnections();
}

void PrivatePostgres::open(const QString &uri)
{
    execute("ALTER DATABASE " + nameIn(uri) + " WITH ALLOW_CONNECTIONS true");
}

QString PrivatePostgres::copyOf(const QString &uri)
{
    const QString name = u"house%1"_s.arg(++d->databases);
    execute("CREATE DATABASE " + name.toUtf8() + " TEMPLATE " + nameIn(uri));
    return uriOf(name);
}

void PrivatePostgres::dropConnections()
{
    execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
}

} // namespace foyer
