#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QtGlobal>

#include <compare>

namespace foyer {

/// Names something inside one document, from 1; 0 names nothing. Never used twice in a document,
/// so an undone and redone element is the same element.
template <class Tag>
class DocumentKey final
{
public:
    constexpr DocumentKey() = default;
    constexpr explicit DocumentKey(quint32 value)
        : m_value(value)
    {}
    [[nodiscard]] constexpr quint32 value() const { return m_value; }
    [[nodiscard]] constexpr bool isNull() const { return m_value == 0; }

    constexpr auto operator<=>(const DocumentKey &) const = default;
    friend size_t qHash(DocumentKey key, size_t seed = 0) { return ::qHash(key.m_value, seed); }

private:
    quint32 m_value = 0;
};

/// Something drawn: a row, block, table, area, section or shape.
using ElementId = DocumentKey<struct ElementTag>;
/// A floor of the house.
using LevelId = DocumentKey<struct LevelTag>;
/// Elements that are picked together.
using GroupId = DocumentKey<struct GroupTag>;
/// One gesture of the hand, from press to release: its edits undo as one step.
using GestureId = DocumentKey<struct GestureTag>;

/// The place of a seat within its element that every edit keeps which keeps the seat: the line
/// (row of a block) in the upper 16 bits, a running number in the lower ones. Not an index:
/// after a seat was inserted the numbers are no longer in order.
class SeatSerial final
{
public:
    constexpr SeatSerial() = default;
    constexpr SeatSerial(quint16 line, quint16 number)
        : m_value(quint32(line) << 16 | number)
    {}
    constexpr explicit SeatSerial(quint32 value)
        : m_value(value)
    {}
    [[nodiscard]] constexpr quint16 line() const { return quint16(m_value >> 16); }
    [[nodiscard]] constexpr quint16 number() const { return quint16(m_value); }
    [[nodiscard]] constexpr quint32 value() const { return m_value; }

    constexpr auto operator<=>(const SeatSerial &) const = default;
    friend size_t qHash(SeatSerial serial, size_t seed = 0)
    {
        return ::qHash(serial.m_value, seed);
    }

private:
    quint32 m_value = 0;
};

/// One seat of a document.
struct SeatRef
{
    ElementId element;
    SeatSerial serial;
    auto operator<=>(const SeatRef &) const = default;
    friend size_t qHash(const SeatRef &seat, size_t seed = 0)
    {
        return qHashMulti(seed, seat.element, seat.serial);
    }
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::ElementId)
Q_DECLARE_METATYPE(foyer::SeatRef)
