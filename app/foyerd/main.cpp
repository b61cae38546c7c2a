// foyerd: one house's booking server. Composition only; see --help.
#include "app/foyerd/house.h"
#include "app/foyerd/options.h"
#include "app/foyerd/stopsignals.h"
#include "sync/protocol/machine.h"
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

int serve(const ServerOptions &options)
{
    const SystemClock clock;
    SystemRandom random;
    const auto ledger = openHouse(options, clock, random);
    if (!ledger)
        return failed(ledger.error());
    const auto key = openKey(options);
    if (!key)
        return failed(key.error());
    BookingService service(**ledger, clock, random,
                           {.houseName = options.houseName,
                            .openApiDocument = document(u"openapi.json"_s),
                            .asyncApiDocument = document(u"asyncapi.yaml"_s),
                            .signingKey = *key,
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
