#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

/// The source texts of a .ts file that have no finished translation, as "Context: text".
QStringList unfinishedIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {u"cannot open "_s + path};
    QXmlStreamReader xml(&file);
    QStringList unfinished;
    QString context;
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"name"_s)
            context = xml.readElementText();
        else if (xml.name() == u"source"_s)
            source = xml.readElementText();
        else if (xml.name() == u"translation"_s &&
                 xml.attributes().value(u"type"_s) == u"unfinished"_s)
            unfinished.append(context + u": "_s + source);
    }
    return unfinished;
}

} // namespace

/// Every word on screen is translated: lupdate runs over the sources into a copy of the .ts file,
/// and nothing may be new or unfinished in it.
class TranslationsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("German") << u"foyer_de.ts"_s;
        QTest::newRow("English plurals") << u"foyer_en.ts"_s;
    }

    void everyTextIsTranslated()
    {
        QFETCH(QString, file);
        QTemporaryDir folder;
        const QString copy = folder.filePath(file);
        QVERIFY(QFile::copy(QStringLiteral(FOYER_SOURCE_DIR "/translations/") + file, copy));
        QFile(copy).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QStringList arguments{u"-no-obsolete"_s, u"-locations"_s, u"none"_s};
        if (file.contains(u"_en"_s))
            arguments.append(u"-pluralonly"_s);
        QProcess lupdate;
        lupdate.start(QStringLiteral(FOYER_LUPDATE),
                      arguments + QStringList{QStringLiteral(FOYER_SOURCE_DIR "/ui"),
                                              QStringLiteral(FOYER_SOURCE_DIR "/app/foyer"),
                                              QStringLiteral(FOYER_SOURCE_DIR "/models/tables"),
                                              QStringLiteral(FOYER_SOURCE_DIR "/models/editing"),
                                              u"-ts"_s, copy});
        QVERIFY(lupdate.waitForFinished(60'000));
        QVERIFY2(lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        const QStringList unfinished = unfinishedIn(copy);
        QVERIFY2(unfinished.isEmpty(), qPrintable(unfinished.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
