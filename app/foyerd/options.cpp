#include "app/foyerd/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdlib>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void misused(const QString &what)
{
    std::fprintf(stderr, "foyerd: %s Try --help.\n", qPrintable(what));
    std::exit(2);
}

/// "127.0.0.1:8090", "[::1]:8090".
void readListen(const QString &text, EdgeSettings &edge)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (isBracketed)
        host = host.mid(1, host.size() - 2);
    if (colon < 1 || !isNumber || port > 65535 || host.isEmpty() ||
        (host.contains(u':') && !isBracketed))
        misused(u"--listen needs HOST:PORT such as 127.0.0.1:8090 or [::1]:8090, not \"%1\"."_s.arg(
            text));
    edge.address = host == u"localhost"_s ? u"127.0.0.1"_s : host;
    edge.port = quint16(port);
}

int readNumber(const QString &option, const QString &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        misused(u"--%1 needs a number from %2 to %3, not \"%4\"."_s.arg(option)
                    .arg(least)
                    .arg(most)
                    .arg(text));
    return number;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Foyer's booking server: keeps a house's seats, sales and money, and tells every window.\n"
        "\n"
        "It prints \"listening on http://HOST:PORT\" once it serves, and logs JSON lines on\n"
        "stderr. SIGTERM or Ctrl+C stops it: what was accepted is finished first.\n"
        "Exit codes: 0 stopped as asked, 1 cannot start or go on, 2 wrong use."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"data"_s, u"Folder of the house; made (for its owner only) when missing."_s, u"DIR"_s},
        {u"store"_s,
         u"Where the ledger is, instead of a file in --data: sqlite:PATH or postgres:URI, such as "
         "postgres:postgresql://foyer@db/foyer. Several foyerd may share one PostgreSQL database."_s,
         u"STORE"_s},
        {u"listen"_s,
         u"Address and port; port 0 takes any free one. Addresses other than this machine's "
         "loopback are unencrypted: put TLS in front."_s,
         u"HOST:PORT"_s, u"127.0.0.1:8090"_s},
        {u"sample"_s,
         u"Fill an empty folder with a sample house (password of everybody: foyer-demo) and "
         "print a demo token and user."_s},
        {u"house"_s, u"Name of the house, as windows show it."_s, u"NAME"_s},
        {u"key"_s,
         u"File of the key that signs what windows may do offline; made when missing. Servers of "
         u"one "
         "house need the same file. Default: signing.key beside the house."_s,
         u"FILE"_s},
        {u"log-level"_s, u"debug, info, warning or error."_s, u"LEVEL"_s, u"info"_s},
        {u"threads"_s, u"Threads for connections."_s, u"N"_s, u"1"_s},
        {u"allow-origin"_s, u"Let pages of this origin connect from browsers; repeatable."_s,
         u"ORIGIN"_s},
        {u"reads-per-second"_s,
         u"REST requests without a session of one address, five times that at once; 0: no limit."_s,
         u"N"_s, QString::number(limits::readsPerSecond)},
        {u"limit-loopback"_s,
         u"Limit connections and requests from this machine too; without it they are exempt, for "
         "a reverse proxy's all come from here."_s},
    });
}

} // namespace

bool isLoopback(const QString &address)
{
    return address.startsWith(u"127."_s) || address == u"::1"_s;
}

ServerOptions readOptions()
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        misused(parser.errorText() + u'.');
    if (parser.isSet(u"help"_s))
        parser.showHelp(0);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty())
        misused(u"\"%1\" is no option."_s.arg(parser.positionalArguments().first()));
    ServerOptions options;
    options.dataFolder = parser.value(u"data"_s);
    if (parser.isSet(u"store"_s)) {
        const auto store = storeAddressFrom(parser.value(u"store"_s));
        if (!store)
            misused(store.error().message);
        options.store = *store;
    } else if (options.dataFolder.isEmpty()) {
        misused(u"--data DIR is needed: the folder of the house; or --store."_s);
    }
    readListen(parser.value(u"listen"_s), options.edge);
    options.edge.threads = readNumber(u"threads"_s, parser.value(u"threads"_s), 1, 64);
    options.edge.limitsLoopbackToo = parser.isSet(u"limit-loopback"_s);
    options.readsPerSecond =
        readNumber(u"reads-per-second"_s, parser.value(u"reads-per-second"_s), 0, 1'000'000);
    options.edge.allowedOrigins = parser.values(u"allow-origin"_s);
    options.houseName = parser.value(u"house"_s);
    options.keyFile = parser.value(u"key"_s);
    options.isSample = parser.isSet(u"sample"_s);
    const auto level = logLevelFromName(parser.value(u"log-level"_s));
    if (!level)
        misused(u"--log-level is debug, info, warning or error."_s);
    options.logLevel = *level;
    return options;
}

} // namespace foyer
