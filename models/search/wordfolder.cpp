#include "models/search/wordfolder.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

struct WordFolder::Private
{
    /// Null when this ICU lacks the rules; then only case and accents are folded.
    std::unique_ptr<icu::Transliterator> rules;
};

namespace {

std::unique_ptr<icu::Transliterator> makeRules(const char16_t *id)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> rules(
        icu::Transliterator::createInstance(icu::UnicodeString(id), UTRANS_FORWARD, status));
    return U_SUCCESS(status) ? std::move(rules) : nullptr;
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar letter) { return letter.unicode() < 0x80; });
}

QString withoutAccents(const QString &text)
{
    QString plain;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD)) {
        if (!letter.isMark())
            plain += letter;
    }
    return plain;
}

} // namespace

WordFolder::WordFolder()
    : d(std::make_unique<Private>())
{
    d->rules = makeRules(u"Russian-Latin/BGN; Any-Latin; Latin-ASCII");
    if (!d->rules)
        d->rules = makeRules(u"Any-Latin; Latin-ASCII");
}

WordFolder::~WordFolder() = default;
WordFolder::WordFolder(WordFolder &&) noexcept = default;
WordFolder &WordFolder::operator=(WordFolder &&) noexcept = default;

QList<QString> WordFolder::words(const QString &text) const
{
    QString folded = text;
    if (!isAscii(text)) { // most names are plain: no need of the rules
        if (d->rules) {
            icu::UnicodeString converted(reinterpret_cast<const char16_t *>(text.utf16()),
                                         int32_t(text.size()));
            d->rules->transliterate(converted);
            folded = QString::fromUtf16(converted.getBuffer(), converted.length());
        }
        folded = withoutAccents(folded);
    }
    const bool isCyrillic = std::ranges::any_of(
        text, [](QChar letter) { return letter.script() == QChar::Script_Cyrillic; });
    QList<QString> words;
    QString word;
    const auto close = [&] {
        if (isCyrillic && word.endsWith(u"iy")) // written -y in English: Musorgsky
            word.remove(word.size() - 2, 1);
        if (!word.isEmpty())
            words.append(std::exchange(word, {}));
    };
    for (const QChar letter : folded) {
        if (letter.isLetterOrNumber() || letter.isSurrogate()) {
            if (word.size() < longestWord)
                word += letter.toLower();
        } else if (letter != u'\'' && letter != u'\u2019' && letter != u'\u02b9' &&
                   letter != u'\u02bc') {
            close();
        }
    }
    close();
    return words;
}

} // namespace foyer
