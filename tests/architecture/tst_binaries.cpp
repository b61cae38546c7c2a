#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString programPath(const QString &name)
{
    return QStringLiteral(FOYER_BINARY_DIR "/bin/") + name;
}

/// Libraries that the loader brings in for \a program, all of them, from ldd.
QStringList librariesOf(const QString &program)
{
    QProcess ldd;
    ldd.start(u"ldd"_s, {programPath(program)});
    if (!ldd.waitForFinished() || ldd.exitCode() != 0)
        return {};
    QStringList names;
    for (const QString &line : QString::fromUtf8(ldd.readAllStandardOutput()).split(u'\n'))
        names.append(line.trimmed().section(u' ', 0, 0));
    return names;
}

} // namespace

class BinariesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverProgramsLinkNoGuiLibrary_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("the booking server") << u"foyerd"_s;
        QTest::newRow("the operator's tool") << u"foyerctl"_s;
    }

    void serverProgramsLinkNoGuiLibrary()
    {
        QFETCH(QString, program);
        const QStringList libraries = librariesOf(program);
        QVERIFY(libraries.filter(u"libQt6Core"_s).size() == 1);
        static const QRegularExpression gui(
            u"Qt6(Gui|Widgets|Svg|PrintSupport|WebSockets|Network)|libX11|libxcb|libGL"_s);
        const QStringList found = libraries.filter(gui);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u", "_s)));
    }

    void everyProgramTellsItsVersionAndHelp_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("foyerd") << u"foyerd"_s;
        QTest::newRow("foyerctl") << u"foyerctl"_s;
        if (QFile::exists(programPath(u"foyer"_s)))
            QTest::newRow("foyer") << u"foyer"_s;
    }

    void everyProgramTellsItsVersionAndHelp()
    {
        QFETCH(QString, program);
        for (const QString &option : {u"--version"_s, u"--help"_s}) {
            QProcess process;
            process.start(programPath(program), {option});
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitCode(), 0);
            const QString text = QString::fromUtf8(process.readAllStandardOutput());
            QVERIFY2(text.contains(option == u"--version"_s ? u"" FOYER_VERSION ""_s : program),
                     qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(BinariesTest)
#include "tst_binaries.moc"
