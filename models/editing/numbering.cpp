#include "models/editing/numbering.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 longestNumber = 200;

QStringView alphabetOf(const NumberingScheme &scheme)
{
    return scheme.skipsConfusing ? u"ABCDEFGHJKLMNPRSTUVWXYZ" : u"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
}

QString lettersOf(QStringView alphabet, qint32 n)
{
    QString text;
    while (n > 0) {
        --n;
        text.prepend(alphabet.at(n % alphabet.size()));
        n = qint32(n / alphabet.size());
    }
    return text;
}

QString doubledLettersOf(QStringView alphabet, qint32 n)
{
    const auto letters = qint32(alphabet.size());
    const qint32 times = (n - 1) / letters + 1;
    return times > longestNumber ? QString() : QString(times, alphabet.at((n - 1) % letters));
}

/// The first number of a row that follows \a scheme in steps of \a step.
qint32 firstNumber(const NumberingScheme &scheme, qint32 count, qint32 step)
{
    const bool isOdd = scheme.pattern == NumberPattern::Odd;
    const bool hasParity = isOdd || scheme.pattern == NumberPattern::Even;
    const auto isRight = [isOdd](qint32 n) { return (n % 2 != 0) == isOdd; };
    if (scheme.endsAtNumber) {
        const qint32 last = !hasParity || isRight(scheme.end) ? scheme.end : scheme.end - 1;
        return last - step * (count - 1);
    }
    return !hasParity || isRight(scheme.start) ? scheme.start : scheme.start + 1;
}

/// The number of the seat at \a index of a row numbered from its middle.
qint32 centreOutNumber(qint32 index, qint32 count)
{
    const qint32 middle = (count + 1) / 2;
    return index < middle ? 1 + 2 * (middle - 1 - index) : 2 * (index - middle + 1);
}

QList<qint32> valuesOf(const NumberingScheme &scheme, qint32 count, qint32 before)
{
    QList<qint32> values;
    values.reserve(count);
    if (scheme.pattern == NumberPattern::CentreOut) {
        for (qint32 i = 0; i < count; ++i)
            values.append(scheme.start - 1 + before + centreOutNumber(i, count));
        return values;
    }
    const qint32 step = scheme.pattern == NumberPattern::InOrder ? scheme.step : 2;
    const qint32 first =
        firstNumber(scheme, count, step) + (scheme.endsAtNumber ? 0 : step * before);
    for (qint32 i = 0; i < count; ++i)
        values.append(first + step * i);
    return values;
}

/// Labels taken apart into what they share and their numbers.
struct ReadLabels
{
    NumberingScheme scheme;
    QList<qint32> values;
};

qsizetype digitsAtEnd(const QString &label)
{
    qsizetype digits = 0;
    while (digits < label.size() && label.at(label.size() - 1 - digits) >= u'0' &&
           label.at(label.size() - 1 - digits) <= u'9')
        ++digits;
    return digits;
}

std::optional<ReadLabels> readNumbers(const QStringList &labels)
{
    ReadLabels read;
    read.scheme.prefix = labels.front().chopped(digitsAtEnd(labels.front()));
    for (const QString &label : labels) {
        if (!label.startsWith(read.scheme.prefix))
            return std::nullopt;
        bool isNumber = false;
        const QString rest = label.mid(read.scheme.prefix.size());
        const int value = rest.toInt(&isNumber);
        if (!isNumber || QString::number(value) != rest)
            return std::nullopt;
        read.values.append(value);
    }
    return read;
}

std::optional<ReadLabels> readLetters(const QStringList &labels)
{
    ReadLabels read;
    read.scheme.style = NumberStyle::Letters;
    for (const QString &label : labels) {
        qint32 value = 0;
        if (label.isEmpty() || label.size() > 4)
            return std::nullopt;
        for (const QChar letter : label) {
            if (letter < u'A' || letter > u'Z')
                return std::nullopt;
            value = value * 26 + (letter.unicode() - u'A' + 1);
        }
        read.values.append(value);
    }
    return read;
}

/// The schemes that could have made \a read, the simplest first.
QList<NumberingScheme> candidates(const ReadLabels &read)
{
    NumberingScheme inOrder = read.scheme;
    inOrder.start = read.values.front();
    if (read.values.size() > 1)
        inOrder.step = read.values.at(1) - read.values.front();
    NumberingScheme fromMiddle = read.scheme;
    fromMiddle.pattern = NumberPattern::CentreOut;
    fromMiddle.start = *std::ranges::min_element(read.values);
    NumberingScheme fromMiddleBack = fromMiddle;
    fromMiddleBack.direction = NumberDirection::Backward;
    return {inOrder, fromMiddle, fromMiddleBack};
}

} // namespace

QString numberText(const NumberingScheme &scheme, qint32 n)
{
    if (scheme.style == NumberStyle::Numbers)
        return scheme.prefix + QString::number(n);
    if (n < 1)
        return {};
    const QStringView alphabet = alphabetOf(scheme);
    return scheme.prefix + (scheme.style == NumberStyle::Letters ? lettersOf(alphabet, n)
                                                                 : doubledLettersOf(alphabet, n));
}

QStringList numbersOf(const NumberingScheme &scheme, qint32 count, qint32 before)
{
    const qint32 ahead = scheme.run == NumberRun::OverRows ? before : 0;
    QStringList labels;
    labels.reserve(count);
    for (const qint32 value : valuesOf(scheme, count, ahead))
        labels.append(numberText(scheme, value));
    if (scheme.direction == NumberDirection::Backward)
        std::ranges::reverse(labels);
    return labels;
}

QList<QStringList> numberPreview(const NumberingScheme &scheme, const QList<qint32> &rowCounts)
{
    QList<QStringList> rows;
    qint32 before = 0;
    for (const qint32 count : rowCounts) {
        rows.append(numbersOf(scheme, count, before));
        before += count;
    }
    return rows;
}

std::optional<NumberingScheme> schemeOf(const QStringList &labels)
{
    if (labels.isEmpty())
        return std::nullopt;
    for (const auto &read : {readNumbers(labels), readLetters(labels)}) {
        if (!read)
            continue;
        for (const NumberingScheme &scheme : candidates(*read)) {
            if (numbersOf(scheme, qint32(labels.size())) == labels)
                return scheme;
        }
    }
    return std::nullopt;
}

} // namespace foyer
