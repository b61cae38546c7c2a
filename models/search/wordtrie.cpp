#include "models/search/wordtrie.h"

#include "models/search/wordfolder.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace foyer {

/// One walk over the tree for one typed word.
class WordTrie::Search final
{
public:
    Search(const WordTrie &trie, const QString &typed, int mostTypos, Ending ending)
        : m_trie(trie)
        , m_typed(typed)
        , m_most(mostTypos)
        , m_ending(ending)
    {}
    [[nodiscard]] std::vector<WordMatch> matches();

private:
    using Distances = std::array<quint8, size_t(longestWord) + 1>;

    void visit(qint32 node, int depth, int bestBeginning);
    int fillRow(int depth, char16_t letter);
    void take(qint32 word, int typos, int beginningTypos);

    const WordTrie &m_trie;
    QStringView m_typed;
    int m_most;
    Ending m_ending;
    // Row d holds the distances of the first d letters of the branch to each beginning of the
    // typed word.
    std::array<Distances, size_t(longestWord) + 1> m_rows{};
    std::array<char16_t, size_t(longestWord) + 1> m_letters{};
    std::array<int, size_t(longestWord) + 1> m_least{}; ///< smallest distance of each row
    std::vector<WordMatch> m_matches;
};

std::vector<WordMatch> WordTrie::Search::matches()
{
    for (qsizetype i = 0; i <= m_typed.size(); ++i)
        m_rows[0].at(size_t(i)) = quint8(i);
    for (qint32 child = m_trie.m_nodes[0].firstChild; child >= 0;
         child = m_trie.m_nodes[size_t(child)].nextSibling)
        visit(child, 1, m_most + 1);
    std::ranges::sort(m_matches, {}, [](const WordMatch &match) {
        return std::tuple(match.typos, match.isBeginning, match.word);
    });
    return std::move(m_matches);
}

/// \return the smallest distance in the row.
int WordTrie::Search::fillRow(int depth, char16_t letter)
{
    const Distances &above = m_rows.at(size_t(depth) - 1);
    Distances &row = m_rows.at(size_t(depth));
    row[0] = quint8(depth);
    int least = depth;
    for (size_t i = 1; i <= size_t(m_typed.size()); ++i) {
        const char16_t typed = m_typed.at(qsizetype(i) - 1).unicode();
        int distance = above.at(i - 1) + (typed == letter ? 0 : 1);
        distance = std::min({distance, above.at(i) + 1, row.at(i - 1) + 1});
        const bool isSwapped = depth > 1 && i > 1 && typed == m_letters.at(size_t(depth) - 1) &&
                               m_typed.at(qsizetype(i) - 2).unicode() == letter;
        if (isSwapped)
            distance = std::min(distance, m_rows.at(size_t(depth) - 2).at(i - 2) + 1);
        row.at(i) = quint8(distance);
        least = std::min(least, distance);
    }
    return least;
}

void WordTrie::Search::take(qint32 word, int typos, int beginningTypos)
{
    if (m_ending == Ending::MayBeBeginning && beginningTypos < typos && beginningTypos <= m_most)
        m_matches.push_back({word, quint8(beginningTypos), true});
    else if (typos <= m_most)
        m_matches.push_back({word, quint8(typos), false});
}

void WordTrie::Search::visit(qint32 at, int depth, int bestBeginning)
{
    const Node &node = m_trie.m_nodes[size_t(at)];
    m_letters.at(size_t(depth)) = node.letter;
    const int least = fillRow(depth, node.letter);
    const int typos = m_rows.at(size_t(depth)).at(size_t(m_typed.size()));
    const int beginning = std::min(bestBeginning, typos);
    if (node.word >= 0)
        take(node.word, typos, bestBeginning);
    // The row above counts as well: a swap reaches back over it.
    m_least.at(size_t(depth)) = least;
    const bool isHopeless = least > m_most && m_least.at(size_t(depth) - 1) > m_most;
    const bool hasBegun = m_ending == Ending::MayBeBeginning && beginning <= m_most;
    if (isHopeless && !hasBegun)
        return;
    for (qint32 child = node.firstChild; child >= 0;
         child = m_trie.m_nodes[size_t(child)].nextSibling)
        visit(child, depth + 1, beginning);
}

WordTrie::WordTrie()
    : m_nodes(1)
{}

qint32 WordTrie::insert(const QString &word)
{
    qint32 at = 0;
    for (const QChar letter : QStringView(word).first(std::min(word.size(), longestWord))) {
        qint32 child = m_nodes[size_t(at)].firstChild;
        while (child >= 0 && m_nodes[size_t(child)].letter != letter.unicode())
            child = m_nodes[size_t(child)].nextSibling;
        if (child < 0) {
            child = qint32(m_nodes.size());
            m_nodes.push_back({letter.unicode(), -1, m_nodes[size_t(at)].firstChild, -1});
            m_nodes[size_t(at)].firstChild = child;
        }
        at = child;
    }
    if (m_nodes[size_t(at)].word < 0)
        m_nodes[size_t(at)].word = m_words++;
    return m_nodes[size_t(at)].word;
}

std::vector<WordMatch> WordTrie::find(const QString &typed, int mostTypos, Ending ending) const
{
    const QString cut = typed.left(longestWord);
    return cut.isEmpty() ? std::vector<WordMatch>()
                         : Search(*this, cut, mostTypos, ending).matches();
}

} // namespace foyer
