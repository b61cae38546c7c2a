#include "tests/fuzz/mutation.h"
#include "tests/fuzz/targets.h"

#include <QDir>
#include <QTest>

using namespace foyer;
using namespace foyer::fuzz;
using namespace Qt::StringLiterals;

namespace {

constexpr int mutationsEach = 2'000;

QList<std::pair<QString, QByteArray>> corpusOf(const char *target)
{
    const QDir folder(QStringLiteral(FOYER_SOURCE_DIR "/tests/fuzz/corpus/") +
                      QLatin1StringView(target));
    QList<std::pair<QString, QByteArray>> inputs;
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            inputs.append({name, file.readAll()});
    }
    return inputs;
}

} // namespace

/// What the fuzzers know so far, in every test run: each file of the corpus, and as many damaged
/// copies as there is time for. The fuzzers themselves: ./installer/dev.sh fuzz.
class FuzzCorpusTest final : public QObject
{
    Q_OBJECT

private:
    static void addTargets()
    {
        QTest::addColumn<int>("target");
        for (size_t i = 0; i < targets.size(); ++i)
            QTest::newRow(targets.at(i).name) << int(i);
    }

private Q_SLOTS:
    void every_input_of_the_corpus_is_borne_data() { addTargets(); }
    void every_input_of_the_corpus_is_borne()
    {
        QFETCH(const int, target);
        const Target &tried = targets.at(size_t(target));
        const auto corpus = corpusOf(tried.name);
        QVERIFY2(corpus.size() >= 3, "a target without a corpus");
        for (const auto &[name, input] : corpus) {
            const Finding finding = tried.tryInput(input);
            QVERIFY2(finding.isEmpty(), name.toUtf8() + ": " + finding);
        }
    }

    void damaged_copies_are_borne_too_data() { addTargets(); }
    void damaged_copies_are_borne_too()
    {
        QFETCH(const int, target);
        const Target &tried = targets.at(size_t(target));
        QList<QByteArray> seeds;
        for (const auto &[name, input] : corpusOf(tried.name))
            seeds.append(input);
        bool isNumber = false;
        const qulonglong given = qEnvironmentVariable("FOYER_FUZZ_SEED").toULongLong(&isNumber);
        const quint64 seed = isNumber ? given : 1;
        SeededRandom random(seed);
        for (int i = 0; i < mutationsEach; ++i) {
            const QByteArray input = mutated(seeds, random);
            const Finding finding = tried.tryInput(input);
            QVERIFY2(finding.isEmpty(), "seed " + QByteArray::number(seed) + ", copy " +
                                            QByteArray::number(i) + ": " + finding + "\n" +
                                            input.left(2'000).toPercentEncoding());
        }
    }
};

QTEST_GUILESS_MAIN(FuzzCorpusTest)
#include "tst_fuzz_corpus.moc"
