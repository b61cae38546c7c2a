#include "models/search/wordfolder.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class WordFolderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_are_folded_data();
    void words_are_folded();
};

void WordFolderTest::words_are_folded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const QString &text, const QStringList &words) {
        QTest::newRow(name) << text << words;
    };
    row("nothing", u""_s, {});
    row("signs only", u" --- ... "_s, {});
    row("case and signs", u"MAHLER: Symphony No.5"_s,
        {u"mahler"_s, u"symphony"_s, u"no"_s, u"5"_s});
    row("accents", u"Dvořák, Bartók, Saint-Saëns"_s,
        {u"dvorak"_s, u"bartok"_s, u"saint"_s, u"saens"_s});
    row("letters that are no accents", u"Straße Łódź Ærø"_s, {u"strasse"_s, u"lodz"_s, u"aero"_s});
    row("apostrophes join", u"O'Connor L’Arlésienne"_s, {u"oconnor"_s, u"larlesienne"_s});
    row("Cyrillic", u"Чайковский, Мусоргский"_s, {u"chaykovsky"_s, u"musorgsky"_s});
    row("a soft sign vanishes", u"Кольцо"_s, {u"koltso"_s});
    row("Greek", u"Θεοδωράκης"_s, {u"theodorakes"_s});
    row("decomposed accents", QString(u"Dvor\u030ca\u0301k"_s), {u"dvorak"_s});
    row("a long word is cut", QString(100, u'a'), {QString(32, u'a')});
}

void WordFolderTest::words_are_folded()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    const WordFolder folder;
    QCOMPARE(QStringList(folder.words(text)), words);
}

QTEST_GUILESS_MAIN(WordFolderTest)
#include "tst_wordfolder.moc"
