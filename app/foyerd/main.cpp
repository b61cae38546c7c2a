// foyerd: one house's booking server. Composition only; see --help.
#include "app/foyerd/datafolder.h"
#include "app/foyerd/options.h"
#include "app/foyerd/samplefill.h"
#include "app/foyerd/stopsignals.h"
#include "sync/protocol/machine.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "sync/server/net/edge.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>

#include <cstdio>
#include <sys/stat.h>

Q_LOGGING_CATEGORY(logServer, "foyer.server", QtInfoMsg)

namespace {

using namespace foyer;
using namespace Qt::StringLiterals;

int failed(const Refusal &why)
{
    std::fprintf(stderr, "foyerd: %s\n", qPrintable(why.message));
    return 1;
}

void say(const QString &line)
{
    std::fprintf(stdout, "%s\n", qPrintable(line));
    std::fflush(stdout);
}

QByteArray document(const QString &name)
{
    QFile file(u":/documents/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void sayAccess(const DemoAccess &access)
{
    say(u"demo token "_s + access.token);
    say(u"demo user "_s + access.customer.toString());
}

/// The ledger of \a folder, made and filled when asked for.
Result<std::unique_ptr<Ledger>> openHouse(const DataFolder &folder, const ServerOptions &options,
                                          const Clock &clock, RandomSource &random)
{
    std::optional<DemoAccess> access;
    if (options.isSample && folder.isEmpty()) {
        const QString name = options.houseName.isEmpty() ? u"Sample house"_s : options.houseName;
        auto made = fillSample(folder, name, clock, random);
        if (!made)
            return std::unexpected(made.error());
        access = std::move(*made);
    }
    auto ledger =
        openSqliteLedger(folder.ledgerPath(), clock, {.houseName = options.houseName, .epoch = {}});
    if (!ledger)
        return ledger;
    if (options.isSample && !access) {
        auto again = reopenSample(folder, **ledger, random);
        if (!again && again.error().code != RefusalCode::NotFound)
            return std::unexpected(again.error());
        if (again)
            access = std::move(*again);
        else
            say(u"this folder has a house already; it was left alone"_s);
    }
    if (access)
        sayAccess(*access);
    return ledger;
}

int serve(const ServerOptions &options)
{
    const SystemClock clock;
    SystemRandom random;
    const auto folder = DataFolder::open(options.dataFolder);
    if (!folder)
        return failed(folder.error());
    const auto ledger = openHouse(*folder, options, clock, random);
    if (!ledger)
        return failed(ledger.error());
    BookingService service(**ledger, clock, random,
                           {.houseName = options.houseName,
                            .openApiDocument = document(u"openapi.json"_s),
                            .asyncApiDocument = document(u"asyncapi.yaml"_s),
                            .readsPerSecond = options.readsPerSecond,
                            .limitsLoopbackToo = options.edge.limitsLoopbackToo});
    if (const auto started = service.start(); !started)
        return failed(started.error());
    Edge edge(service, clock, options.edge);
    const auto port = edge.start();
    if (!port)
        return failed(port.error());
    if (!isLoopback(options.edge.address))
        std::fprintf(stderr, "foyerd: warning: traffic to %s is not encrypted; put TLS in front.\n",
                     qPrintable(options.edge.address));
    const bool isVersion6 = options.edge.address.contains(u':');
    say(u"listening on http://%1:%2"_s.arg(isVersion6 ? u'[' + options.edge.address + u']'
                                                      : options.edge.address,
                                           QString::number(*port)));
    qCInfo(logServer).noquote() << withFields(
        u"Serving"_s, {{u"port"_s, *port}, {u"version"_s, QString::fromLatin1(FOYER_VERSION)}});
    waitForStop();
    qCInfo(logServer, "Stopping");
    // First the writes that were accepted, whose answers then still reach their windows.
    service.stop();
    edge.stop();
    qCInfo(logServer, "Stopped");
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    ::umask(0077);
    blockStopSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"foyerd"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(FOYER_VERSION));
    const ServerOptions options = readOptions();
    installJsonLog(options.logLevel);
    return serve(options);
}
