#pragma once

#include "models/domain/random.h"
#include "models/editing/elementids.h"
#include "models/seatmap/seatmap.h"

#include <QList>
#include <QMap>
#include <QPoint>
#include <QUuid>

#include <optional>

class QJsonObject;
class QJsonValue;

namespace foyer {

/// Most seats of one row.
inline constexpr qint32 mostSeatsInLine = 10'000;
/// Most rows of one block.
inline constexpr qint32 mostLinesInBlock = 1'000;

/// Which seats a row has, from one end to the other, by their serials: a few runs instead of a
/// list. Knows nothing of places. Copies are cheap (shared until changed).
class SeatLine final
{
public:
    SeatLine() = default;
    /// Serials 0 up to \a count of line \a line.
    explicit SeatLine(qint32 count, quint16 line = 0);

    [[nodiscard]] quint16 line() const { return m_line; }
    [[nodiscard]] qint32 count() const { return m_count; }
    /// O(runs).
    [[nodiscard]] SeatSerial at(qint32 index) const;
    [[nodiscard]] std::optional<qint32> indexOf(SeatSerial serial) const;
    /// O(count).
    [[nodiscard]] QList<SeatSerial> serials() const;

    /// Makes the line longer or shorter at its end. What grows back gets the serial that it had.
    void setCount(qint32 count);
    /// The same at its beginning.
    void setCountFromStart(qint32 count);
    /// New seats before \a index; their serials were never used before.
    /// Only while canInsert().
    void insert(qint32 index, qint32 count);
    [[nodiscard]] bool canInsert(qint32 count) const;
    void remove(qint32 index);
    /// The seats turned round: the last is the first.
    void reverse();

    bool operator==(const SeatLine &) const = default;

private:
    friend QJsonObject seatLineToJson(const SeatLine &line);
    friend bool readSeatLine(const QJsonValue &json, SeatLine &line);
    /// Serials first, first + step, ...: count of them.
    struct Run
    {
        quint16 first = 0;
        quint16 count = 0;
        qint8 step = 1;
        bool operator==(const Run &) const = default;
    };
    [[nodiscard]] bool isUsed(qint32 number) const;
    void append(quint16 number);
    void setSerials(const QList<SeatSerial> &serials);

    QList<Run> m_runs;
    qint32 m_count = 0;
    quint16 m_line = 0;
    qint32 m_next = 0; ///< never used yet
};

/// Where the stable ids of an element's seats come from.
struct SeatIdentity
{
    QUuid key;           ///< of the element; random
    QList<SeatId> known; ///< ids that seats brought with them: known[n] is serial n of line 0
    bool operator==(const SeatIdentity &) const = default;
    /// The id of a seat: a known one, else a version 8 UUID made of the key and the serial.
    [[nodiscard]] SeatId idOf(SeatSerial serial) const;
};

/// What one seat has of its own. It outlives every change of the element's parameters.
struct SeatException
{
    bool isRemoved = false; ///< a gap is left in its place
    std::optional<CategoryId> category;
    std::optional<SeatKind> kind;
    std::optional<SeatAttributes> attributes;
    std::optional<QString> label; ///< its number
    QPoint displaced;             ///< mm away from its place, in the element's own directions
    bool operator==(const SeatException &) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == SeatException(); }
};

/// A random version 4 UUID.
[[nodiscard]] QUuid randomKey(RandomSource &random);

using SeatExceptions = QMap<SeatSerial, SeatException>;

} // namespace foyer
