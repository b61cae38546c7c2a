#pragma once

#include <QList>
#include <QString>

#include <memory>

namespace foyer {

/// Longest word that is kept, in letters; what is longer is cut.
inline constexpr qsizetype longestWord = 32;

/// Turns text into words that can be compared: lower case, no accents, Latin letters. Cyrillic
/// is written as English readers would spell it (BGN), Greek and other scripts by ICU's rules.
/// Not thread-safe; making one costs some milliseconds.
class WordFolder final
{
public:
    WordFolder();
    ~WordFolder();
    WordFolder(WordFolder &&) noexcept;
    WordFolder &operator=(WordFolder &&) noexcept;

    /// "Dvořák: Symphony No. 9" -> dvorak, symphony, no, 9. Apostrophes join ("O'Connor" ->
    /// oconnor), everything else that is no letter or digit separates.
    [[nodiscard]] QList<QString> words(const QString &text) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
