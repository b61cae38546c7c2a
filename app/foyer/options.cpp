#include "app/foyer/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int usageError = 2;
const QString defaultServer = u"http://127.0.0.1:8090"_s;

[[noreturn]] void refuse(const QString &sentence)
{
    std::fprintf(stderr, "foyer: %s\n", qPrintable(sentence));
    std::exit(usageError);
}

QString ownFolder(const QString &name)
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u'/' + name;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QCoreApplication::translate("ProgramOptions", "Box office and venue management."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"server"_s, u"Booking server to work with (default %1)."_s.arg(defaultServer), u"url"_s},
        {u"embedded"_s, u"Start a booking server of its own, with a sample house."_s},
        {u"house"_s, u"Folder of the embedded server's books."_s, u"folder"_s},
        {u"window"_s, u"Folder of this window's store; one for each window."_s, u"folder"_s},
        {u"language"_s, u"Language of the program, such as de or en."_s, u"code"_s},
        {u"theme"_s, u"light, dark or high-contrast."_s, u"name"_s},
        {u"touch"_s, u"Larger targets for touch screens."_s},
        {u"tour"_s, u"Take the guided tour and write its pictures to this folder."_s, u"folder"_s},
        {u"picture"_s, u"Save a picture of the first screen and end."_s, u"file"_s},
    });
}

std::optional<ThemeMode> themeNamed(const QString &name)
{
    if (name == u"light"_s)
        return ThemeMode::Light;
    if (name == u"dark"_s)
        return ThemeMode::Dark;
    if (name == u"high-contrast"_s)
        return ThemeMode::HighContrast;
    refuse(u"'%1' is no theme; choose light, dark or high-contrast."_s.arg(name));
}

QUrl serverAt(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() ||
        (url.scheme() != u"http"_s && url.scheme() != u"https"_s))
        refuse(u"'%1' is no server address; write it like %2."_s.arg(text, defaultServer));
    return url;
}

} // namespace

ProgramOptions parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        refuse(parser.errorText() + u" See foyer --help."_s);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        refuse(u"'%1' is not understood. See foyer --help."_s.arg(
            parser.positionalArguments().constFirst()));

    ProgramOptions options;
    options.embedded = parser.isSet(u"embedded"_s);
    if (options.embedded && parser.isSet(u"server"_s))
        refuse(u"--embedded and --server exclude each other."_s);
    options.server =
        serverAt(parser.isSet(u"server"_s) ? parser.value(u"server"_s) : defaultServer);
    options.houseFolder =
        parser.isSet(u"house"_s) ? parser.value(u"house"_s) : ownFolder(u"house"_s);
    options.windowFolder =
        parser.isSet(u"window"_s) ? parser.value(u"window"_s) : ownFolder(u"window"_s);
    if (parser.isSet(u"language"_s))
        options.language = parser.value(u"language"_s);
    if (parser.isSet(u"theme"_s))
        options.theme = themeNamed(parser.value(u"theme"_s));
    if (parser.isSet(u"touch"_s))
        options.density = Density::Touch;
    options.tourFolder = parser.value(u"tour"_s);
    options.pictureFile = parser.value(u"picture"_s);
    return options;
}

} // namespace foyer
