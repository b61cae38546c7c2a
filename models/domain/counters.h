#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QtGlobal>

#include <compare>

namespace foyer {

/// A counter that only grows. The tag keeps a Version from being passed as a Sequence.
template <class Tag>
class Counter final
{
public:
    constexpr Counter() = default;
    constexpr explicit Counter(qint64 value)
        : m_value(value)
    {}

    [[nodiscard]] constexpr qint64 value() const { return m_value; }
    [[nodiscard]] constexpr Counter next() const { return Counter(m_value + 1); }

    constexpr auto operator<=>(const Counter &) const = default;
    friend size_t qHash(Counter counter, size_t seed = 0) { return ::qHash(counter.m_value, seed); }

private:
    qint64 m_value = 0;
};

/// Raised by every change of one ticket or record: what a conditional update compares.
using Version = Counter<struct VersionTag>;
/// Raised by every committed change of one event: what a change feed counts in. 0 = nothing yet.
using Sequence = Counter<struct SequenceTag>;
/// Grows with every hold of an event; confirming needs the fence of one's own hold.
using Fence = Counter<struct FenceTag>;
/// Raised by every committed change of a venue, event, performer or price list of the house.
using CatalogueVersion = Counter<struct CatalogueVersionTag>;
/// Counts the operations of one window, from 1, without a gap.
using DeviceSequence = Counter<struct DeviceSequenceTag>;

/// The place of a ticket in its event, from 0: first the seats of the published map in the
/// order of SeatGeometry, then the places of its GA areas, area by area.
class SeatIndex final
{
public:
    constexpr SeatIndex() = default;
    constexpr explicit SeatIndex(qint32 value)
        : m_value(value)
    {}
    [[nodiscard]] constexpr qint32 value() const { return m_value; }

    constexpr auto operator<=>(const SeatIndex &) const = default;
    friend size_t qHash(SeatIndex index, size_t seed = 0) { return ::qHash(index.m_value, seed); }

private:
    qint32 m_value = -1;
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::SeatIndex)
