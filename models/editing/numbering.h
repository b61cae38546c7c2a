#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace foyer {

enum class NumberStyle : quint8 {
    Numbers,        ///< 1 2 3
    Letters,        ///< A B ... Z AA AB
    DoubledLetters, ///< A B ... Z AA BB
};

/// How numbers run along a row (or labels over the rows of a block).
enum class NumberPattern : quint8 {
    InOrder,   ///< 1 2 3 4 5
    Odd,       ///< 1 3 5 7 9
    Even,      ///< 2 4 6 8 10
    CentreOut, ///< 5 3 1 2 4: odd to one side of the middle, even to the other
};

enum class NumberDirection : quint8 { Forward, Backward };

/// What a scheme does where one row follows another.
enum class NumberRun : quint8 {
    EachRowAnew,
    OverRows, ///< the next row goes on where this one ended
};

/// How seats or rows are numbered: a value. Pure functions below turn it into labels.
struct NumberingScheme
{
    NumberStyle style = NumberStyle::Numbers;
    NumberPattern pattern = NumberPattern::InOrder;
    NumberDirection direction = NumberDirection::Forward;
    NumberRun run = NumberRun::EachRowAnew;
    qint32 start = 1; ///< the first number; for letters 1 is A
    qint32 step = 1;  ///< between neighbours, below zero counts down; 1 in Odd, Even, CentreOut
    /// The last number: start is chosen so that the row ends there (Odd and Even: at the nearest
    /// that fits below). Nothing: the row begins at start. Not for CentreOut.
    bool endsAtNumber = false;
    qint32 end = 0;
    bool skipsConfusing = false; ///< letters only: never I, O or Q, which read like digits
    QString prefix;              ///< before every number
    bool operator==(const NumberingScheme &) const = default;
};

/// "A", "12", "P-7": what \a scheme calls number \a n, 1 being the first. Empty when there is no
/// such number (letters below 1).
[[nodiscard]] QString numberText(const NumberingScheme &scheme, qint32 n);

/// The labels of \a count neighbours from one end to the other. \a before neighbours went ahead
/// of them in the run (0 unless the scheme runs over rows). Cost: O(count).
[[nodiscard]] QStringList numbersOf(const NumberingScheme &scheme, qint32 count, qint32 before = 0);

/// The labels of several rows; what a dialog shows before anything is applied. The seats of row
/// i are rowCounts[i] many.
[[nodiscard]] QList<QStringList> numberPreview(const NumberingScheme &scheme,
                                               const QList<qint32> &rowCounts);

/// The simplest scheme that gives exactly \a labels (in order, odd, even, centre-out or with
/// another step; numbers or letters; forwards or backwards; a prefix); nothing when none does.
[[nodiscard]] std::optional<NumberingScheme> schemeOf(const QStringList &labels);

} // namespace foyer
