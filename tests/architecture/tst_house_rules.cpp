#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLinesInSource = 700;
constexpr int mostLinesInHeader = 300;

QStringList filesOf(const QStringList &tops, const QStringList &patterns)
{
    QStringList paths;
    for (const QString &top : tops) {
        QDirIterator files(QStringLiteral(FOYER_SOURCE_DIR "/") + top, patterns, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(files.next());
    }
    return paths;
}

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// Rules of the house that a compiler does not know.
class HouseRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesStayReadable()
    {
        QStringList tooLong;
        for (const QString &path : filesOf({u"app"_s, u"models"_s, u"sync"_s, u"ui"_s, u"tests"_s},
                                           {u"*.cpp"_s, u"*.h"_s})) {
            const qsizetype lines = contentOf(path).count(u'\n');
            if (lines > (path.endsWith(u".h"_s) ? mostLinesInHeader : mostLinesInSource))
                tooLong.append(u"%1: %2 lines"_s.arg(path).arg(lines));
        }
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(u'\n')));
    }

    void noFolderOrFileIsAMagnet()
    {
        static const QRegularExpression magnet(
            u"/(utils?|common|helpers?|managers?|misc)(/|\\.|$)"_s);
        for (const QString &path :
             filesOf({u"app"_s, u"models"_s, u"sync"_s, u"ui"_s, u"tests"_s}, {u"*"_s}))
            QVERIFY2(!path.mid(qsizetype(sizeof FOYER_SOURCE_DIR) - 1).contains(magnet),
                     qPrintable(path));
    }

    void onlyTheFixedFoldersAreAtTheTop()
    {
        const QStringList allowed{u"CMakeLists.txt"_s,
                                  u"CMakePresets.json"_s,
                                  u"LICENSE"_s,
                                  u"README.md"_s,
                                  u"app"_s,
                                  u"installer"_s,
                                  u"models"_s,
                                  u"resources"_s,
                                  u"sync"_s,
                                  u"tests"_s,
                                  u"translations"_s,
                                  u"ui"_s,
                                  u"build"_s};
        for (const QString &entry : QDir(QStringLiteral(FOYER_SOURCE_DIR))
                                        .entryList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot))
            QVERIFY2(allowed.contains(entry), qPrintable(entry));
    }

    void noSqlIsPutTogetherFromText()
    {
        // A statement is a literal; values are bound. A plus or .arg() beside SQL is a leak.
        static const QRegularExpression glued(
            u"\"\\s*(SELECT|INSERT|UPDATE|DELETE)\\b[^\"]*\"(_s)?\\s*(\\+|\\.arg\\()"_s,
            QRegularExpression::CaseInsensitiveOption);
        // Made of the constants of housetables.cpp and of nothing that comes from outside.
        const QStringList ofConstants{u"/sync/server/ledger/sqlite/sqlitehousetables.cpp"_s,
                                      u"/sync/server/ledger/postgres/postgreshousetables.cpp"_s};
        for (const QString &path : filesOf({u"app"_s, u"models"_s, u"sync"_s}, {u"*.cpp"_s})) {
            if (ofConstants.contains(path.mid(qsizetype(sizeof FOYER_SOURCE_DIR) - 1)))
                continue;
            const auto match = glued.match(contentOf(path));
            QVERIFY2(!match.hasMatch(), qPrintable(path + u": "_s + match.captured()));
        }
    }

    void tlsErrorsAreNeverIgnored()
    {
        for (const QString &path :
             filesOf({u"app"_s, u"models"_s, u"sync"_s, u"ui"_s}, {u"*.cpp"_s}))
            QVERIFY2(!contentOf(path).contains(u"ignoreSslErrors"_s), qPrintable(path));
    }
};

QTEST_GUILESS_MAIN(HouseRulesTest)
#include "tst_house_rules.moc"
