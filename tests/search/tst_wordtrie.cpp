#include "models/search/wordtrie.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// The textbook's table: insert, delete, replace, swap neighbours (optimal string alignment).
int typosBetween(QStringView a, QStringView b)
{
    std::vector<std::vector<int>> d(size_t(a.size()) + 1, std::vector<int>(size_t(b.size()) + 1));
    for (size_t i = 0; i <= size_t(a.size()); ++i) {
        for (size_t j = 0; j <= size_t(b.size()); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            const bool same = a.at(qsizetype(i) - 1) == b.at(qsizetype(j) - 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + int(!same)});
            if (i > 1 && j > 1 && a.at(qsizetype(i) - 1) == b.at(qsizetype(j) - 2) &&
                a.at(qsizetype(i) - 2) == b.at(qsizetype(j) - 1))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[size_t(a.size())][size_t(b.size())];
}

int typosOfBeginning(QStringView typed, QStringView word)
{
    int best = typosBetween(typed, word);
    for (qsizetype length = 1; length < word.size(); ++length)
        best = std::min(best, typosBetween(typed, word.first(length)));
    return best;
}

QString randomWord(QRandomGenerator &random)
{
    QString word;
    for (int length = random.bounded(1, 9); length > 0; --length)
        word += QChar(char16_t(u'a' + random.bounded(4)));
    return word;
}

} // namespace

class WordTrieTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_word_keeps_its_number();
    void it_finds_what_the_textbook_table_finds();
    void whole_words_come_before_beginnings();
};

void WordTrieTest::a_word_keeps_its_number()
{
    WordTrie trie;
    QCOMPARE(trie.insert(u"mahler"_s), 0);
    QCOMPARE(trie.insert(u"mahl"_s), 1);
    QCOMPARE(trie.insert(u"mahler"_s), 0);
    QCOMPARE(trie.size(), 2);
    QVERIFY(trie.find(u""_s, 2, WordTrie::Ending::MayBeBeginning).empty());
}

void WordTrieTest::it_finds_what_the_textbook_table_finds()
{
    QRandomGenerator random(3);
    WordTrie trie;
    std::map<qint32, QString> words;
    for (int i = 0; i < 400; ++i) {
        const QString word = randomWord(random);
        words[trie.insert(word)] = word;
    }
    for (int round = 0; round < 200; ++round) {
        const QString typed = randomWord(random);
        const int most = round % 3;
        for (const auto ending : {WordTrie::Ending::Whole, WordTrie::Ending::MayBeBeginning}) {
            std::map<qint32, int> expected;
            for (const auto &[number, word] : words) {
                const int typos = ending == WordTrie::Ending::Whole ? typosBetween(typed, word)
                                                                    : typosOfBeginning(typed, word);
                if (typos <= most)
                    expected[number] = typos;
            }
            std::map<qint32, int> found;
            for (const WordMatch &match : trie.find(typed, most, ending))
                found[match.word] = match.typos;
            QVERIFY2(found == expected, qPrintable(typed));
        }
    }
}

void WordTrieTest::whole_words_come_before_beginnings()
{
    WordTrie trie;
    trie.insert(u"langevin"_s);
    trie.insert(u"lang"_s);
    const std::vector<WordMatch> found = trie.find(u"lang"_s, 1, WordTrie::Ending::MayBeBeginning);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].word, 1);
    QVERIFY(!found[0].isBeginning);
    QVERIFY(found[1].isBeginning);
}

QTEST_GUILESS_MAIN(WordTrieTest)
#include "tst_wordtrie.moc"
