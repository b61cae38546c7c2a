#include "app/foyer/embeddedserver.h"
#include "app/foyer/languages.h"
#include "app/foyer/operatorwindow.h"
#include "app/foyer/options.h"
#include "app/foyer/tour/tour.h"
#include "sync/protocol/machine.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QTimer>

#include <cstdio>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int picturePatience_ms = 4'000;

/// A picture of the first screen, for people who test packages.
void takePicture(OperatorWindow &window, const QString &file)
{
    QTimer::singleShot(picturePatience_ms, &window, [&window, file] {
        const bool isSaved = window.frame().grab().save(file);
        if (!isSaved)
            std::fprintf(stderr, "foyer: the picture %s cannot be saved.\n", qPrintable(file));
        QCoreApplication::exit(isSaved ? 0 : 1);
    });
}

/// Once: a disk that is full refuses every write that follows as well.
void tellAndEnd(const Refusal &refusal)
{
    static bool isTold = false;
    if (isTold)
        return;
    isTold = true;
    std::fprintf(stderr, "foyer: %s\n", qPrintable(refusal.message));
    // Without a screen nobody could close the message, and the program would never end.
    if (QGuiApplication::platformName() != u"offscreen"_s) {
        QMessageBox::critical(nullptr, QCoreApplication::translate("Program", "Foyer cannot go on"),
                              refusal.message);
    }
    QCoreApplication::exit(1);
}

int runTour(const ProgramOptions &options)
{
    Tour tour(options.tourFolder);
    QObject::connect(&tour, &Tour::finished, qApp, [](int code) { QCoreApplication::exit(code); });
    tour.start();
    return QApplication::exec();
}

int runWindow(const ProgramOptions &options)
{
    SystemClock clock;
    SystemRandom random;
    EmbeddedServer server(options.houseFolder);
    std::unique_ptr<OperatorWindow> window;
    const auto open = [&](const QUrl &address) {
        window = std::make_unique<OperatorWindow>(
            OperatorWindow::Settings{.server = address,
                                     .folder = options.windowFolder,
                                     .name = QCoreApplication::translate("Program", "Window 1")},
            clock, random);
        QObject::connect(window.get(), &OperatorWindow::failed, qApp, tellAndEnd);
        QObject::connect(window.get(), &OperatorWindow::languageChosen, qApp, rememberLanguage);
        window->open();
        if (!options.pictureFile.isEmpty())
            takePicture(*window, options.pictureFile);
    };
    QObject::connect(&server, &EmbeddedServer::started, qApp, open);
    QObject::connect(&server, &EmbeddedServer::failed, qApp, tellAndEnd);
    if (options.embedded)
        server.start();
    else
        open(options.server);
    return QApplication::exec();
}

} // namespace

} // namespace foyer

int main(int argc, char **argv)
{
    using namespace foyer;
    QApplication::setApplicationName(QStringLiteral("foyer"));
    QApplication::setOrganizationName(QStringLiteral("foyer"));
    QApplication::setApplicationVersion(QStringLiteral(FOYER_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.foyer.Foyer"));
    // --help and --version work without a display.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    ProgramOptions options;
    {
        QCoreApplication early(argc, argv);
        options = parseOptions(arguments);
    }
    QApplication application(argc, argv);
    const bool isTour = !options.tourFolder.isEmpty();
    useLanguage(application,
                options.language.value_or(isTour ? QStringLiteral("en") : preferredLanguage()));
    Theme::install(application, options.theme.value_or(ThemeMode::Light),
                   options.density.value_or(Density::Comfortable));
    return isTour ? runTour(options) : runWindow(options);
}
