#pragma once

#include <QString>

#include <vector>

namespace foyer {

/// A word of the vocabulary that fits a typed one.
struct WordMatch
{
    qint32 word = -1;
    quint8 typos = 0;
    bool isBeginning = false; ///< the typed word is only its beginning
};

/// Every word that was ever indexed, as a tree of letters, searched with typos: one row of the
/// edit-distance table a letter, branches over the limit are cut (a typo is a wrong, missing or
/// additional letter, or two neighbours swapped).
/// Memory: 16 bytes a letter that is not shared. Not thread-safe.
class WordTrie final
{
public:
    WordTrie();

    /// The number of \a word, counted from 0; adds it when it is new.
    qint32 insert(const QString &word);
    [[nodiscard]] qint32 size() const { return m_words; }

    enum class Ending { Whole, MayBeBeginning };
    /// Every word at most \a mostTypos from \a typed (or beginning so), best first: fewer typos,
    /// then whole words, then by number. Cost: grows with the vocabulary and steeply with
    /// \a mostTypos; 50,000 words and 2 typos take about a millisecond.
    [[nodiscard]] std::vector<WordMatch> find(const QString &typed, int mostTypos,
                                              Ending ending) const;

private:
    struct Node
    {
        char16_t letter = 0;
        qint32 firstChild = -1;
        qint32 nextSibling = -1;
        qint32 word = -1;
    };
    class Search;

    std::vector<Node> m_nodes;
    qint32 m_words = 0;
};

} // namespace foyer
