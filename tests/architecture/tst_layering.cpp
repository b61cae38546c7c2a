#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Layer
{
    QString name;
    QString folder;
    QSet<QString> uses;
};

/// What a layer may use at most, written by hand: the architecture. A layer that is not named
/// here must not exist.
const QHash<QString, QString> &architecture()
{
    static const QHash<QString, QString> allowed{
        {u"domain"_s, u""_s},
        {u"seatmap"_s, u"domain"_s},
        {u"editing"_s, u"domain seatmap"_s},
        {u"search"_s, u"domain"_s},
        {u"tables"_s, u"domain seatmap"_s},
        {u"protocol"_s, u"domain seatmap"_s},
        {u"engine"_s, u"domain protocol"_s},
        {u"store"_s, u"domain seatmap search engine protocol"_s},
        {u"client"_s, u"domain seatmap search protocol engine store"_s},
        {u"server/ledger"_s, u"domain seatmap protocol"_s},
        {u"server/ledger/rules"_s, u"domain seatmap protocol server/ledger"_s},
        {u"server/ledger/sqlite"_s, u"domain seatmap protocol server/ledger server/ledger/rules"_s},
        {u"server/ledger/postgres"_s,
         u"domain seatmap protocol server/ledger server/ledger/rules"_s},
        {u"server/accounts"_s, u"domain"_s},
        {u"server/feed"_s, u"domain seatmap protocol server/ledger"_s},
        {u"server/service"_s,
         u"domain seatmap search protocol server/ledger server/accounts server/feed"_s},
        {u"server/net"_s, u"domain protocol server/service"_s},
        {u"ui/widgets"_s, u"domain"_s},
        {u"ui/seatmap"_s, u"domain seatmap ui/widgets"_s},
        {u"ui/selling"_s, u"domain seatmap tables ui/widgets ui/seatmap"_s},
        {u"ui/events"_s, u"domain seatmap tables ui/widgets ui/seatmap"_s},
        {u"ui/designer"_s, u"domain seatmap editing tables ui/widgets ui/seatmap"_s},
        {u"ui/reports"_s, u"domain seatmap tables ui/widgets ui/seatmap"_s},
        {u"ui/shell"_s, u"domain ui/widgets"_s},
    };
    return allowed;
}

QSet<QString> words(const QString &text)
{
    const QStringList list = text.split(u' ', Qt::SkipEmptyParts);
    return {list.cbegin(), list.cend()};
}

QList<Layer> layersOfTheBuild()
{
    QList<Layer> layers;
    QFile file(QStringLiteral(FOYER_BINARY_DIR "/layers.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return layers;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QStringList parts = line.split(u'\t');
        layers.append({parts.value(0), parts.value(1), words(parts.value(2))});
    }
    return layers;
}

/// Project headers that a file includes, each with the folder it lies in.
QStringList includedFolders(const QString &path)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s,
                                            QRegularExpression::MultilineOption);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList folders;
    auto match = include.globalMatch(QString::fromUtf8(file.readAll()));
    while (match.hasNext()) {
        const QString header = match.next().captured(1);
        if (header.endsWith(u".moc"_s) || header.startsWith(u"moc_"_s))
            continue;
        folders.append(header.left(qMax<qsizetype>(0, header.lastIndexOf(u'/'))));
    }
    return folders;
}

/// The layer that \a folder lies in: its own, or that of the nearest folder above (programs have
/// subfolders).
QString layerAt(QString folder, const QHash<QString, QString> &layerOfFolder)
{
    while (!folder.isEmpty() && !layerOfFolder.contains(folder))
        folder = folder.left(qMax<qsizetype>(0, folder.lastIndexOf(u'/')));
    return layerOfFolder.value(folder);
}

QHash<QString, QString> foldersOf(const QList<Layer> &layers)
{
    QHash<QString, QString> folders;
    for (const Layer &layer : layers)
        folders.insert(layer.folder, layer.name);
    return folders;
}

QStringList sourcesIn(const QString &folder)
{
    QStringList paths;
    QDirIterator files(QStringLiteral(FOYER_SOURCE_DIR "/") + folder, {u"*.h"_s, u"*.cpp"_s},
                       QDir::Files);
    while (files.hasNext())
        paths.append(files.next());
    return paths;
}

} // namespace

class LayeringTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLayerUsesOnlyWhatTheArchitectureAllows()
    {
        const QList<Layer> layers = layersOfTheBuild();
        QVERIFY(layers.size() > 10);
        for (const Layer &layer : layers) {
            if (layer.name.startsWith(u"app/"_s))
                continue; // programs plug everything together
            QVERIFY2(architecture().contains(layer.name), qPrintable(layer.name));
            const QSet<QString> tooMuch = layer.uses - words(architecture().value(layer.name));
            QVERIFY2(tooMuch.isEmpty(), qPrintable(layer.name + u" uses "_s +
                                                   QStringList(tooMuch.values()).join(u", "_s)));
        }
    }

    void noFileIncludesFromOutsideItsUsesLine()
    {
        const QList<Layer> layers = layersOfTheBuild();
        const QHash<QString, QString> layerOfFolder = foldersOf(layers);
        QStringList wrong;
        for (const Layer &layer : layers) {
            for (const QString &path : sourcesIn(layer.folder)) {
                for (const QString &folder : includedFolders(path)) {
                    const QString other = layerAt(folder, layerOfFolder);
                    if (other != layer.name && !layer.uses.contains(other))
                        wrong.append(u"%1 includes from %2"_s.arg(path, folder));
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everySourceFolderIsALayer()
    {
        const QHash<QString, QString> known = foldersOf(layersOfTheBuild());
        for (const QString &top : {u"models"_s, u"sync"_s, u"ui"_s, u"app"_s}) {
            QDirIterator files(QStringLiteral(FOYER_SOURCE_DIR "/") + top, {u"*.cpp"_s},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString folder = QDir(QStringLiteral(FOYER_SOURCE_DIR))
                                           .relativeFilePath(QFileInfo(files.next()).path());
                // Only programs have folders of their own below them.
                QVERIFY2(known.contains(folder) || folder.startsWith(u"app/"_s),
                         qPrintable(folder));
            }
        }
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
