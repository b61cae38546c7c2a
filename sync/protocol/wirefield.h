#pragma once

#include "models/domain/refusal.h"

#include <QString>

#include <algorithm>
#include <array>
#include <span>

/// What the four wires (reading and writing, Json and Cbor) share. A message is described once,
/// by a function template describe(wire, value) that names its fields in order (recordfields.h,
/// commandfields.h, messagefields.h); every wire walks that description. So the two encodings
/// and both directions cannot disagree.
namespace foyer {

/// The value as a wire takes it: writable only for wires that read into it.
template <class Wire, class T>
using Described = std::conditional_t<Wire::isReading, T, const T>;

/// Whether a Json object may leave a field out (or null), which leaves its default. Cbor arrays
/// always carry every member.
enum class Presence : quint8 { Required, Optional };

/// What order the seats of a list must have.
enum class SeatOrder : quint8 { Rising, Any };

/// Whole numbers a field may hold.
struct Range
{
    qint64 least = 0;
    qint64 most = 0;
};

/// Names of an enumeration's values, at the index of the value; the index is the Cbor form.
using ValueNames = std::span<const char *const>;

/// Where in a message a reader is, for refusals such as "perform.operation.id must be ...".
class WirePath final
{
public:
    void push(const char *name) { push({name, -1}); }
    void push(qsizetype index) { push({nullptr, index}); }
    void pop() { --m_depth; }
    [[nodiscard]] QString toString() const;

private:
    struct Step
    {
        const char *name;
        qsizetype index;
    };
    void push(Step step);

    // The deepest description has 9 steps; a description is code, not input.
    std::array<Step, 16> m_steps;
    size_t m_depth = 0;
};

[[nodiscard]] Refusal fieldMissing(const WirePath &path);
/// \a expected completes "<field> must be ...".
[[nodiscard]] Refusal fieldWrong(const WirePath &path, const QString &expected);
[[nodiscard]] Refusal fieldTooLarge(const WirePath &path, const QString &expected);

// The words after "must be", so that every wire says the same.
[[nodiscard]] QString expectedNumber(Range range);
[[nodiscard]] QString expectedText(qsizetype least, qsizetype most);
[[nodiscard]] QString expectedOneOf(ValueNames names);
[[nodiscard]] QString expectedList(qsizetype least, qsizetype most);

/// Text for people and machines never holds NUL or half a surrogate pair.
[[nodiscard]] bool isCleanText(QStringView text);

/// Whether the members' seats rise, none twice.
template <class List>
[[nodiscard]] bool risesStrictly(const List &members)
{
    const auto falls = [](const auto &a, const auto &b) { return !(a.seat < b.seat); };
    return std::ranges::adjacent_find(members, falls) == members.end();
}

extern const std::array<const char *, 2> holdModeNames;
extern const std::array<const char *, 2> bookKindNames;
extern const std::array<const char *, 3> bookingStatusNames;
extern const std::array<const char *, 3> eventStatusWireNames;
extern const std::array<const char *, 4> ticketStatusNames;
extern const std::array<const char *, 5> roleNames;
extern const std::array<const char *, 5> paymentMethodNames;
extern const std::array<const char *, 3> ticketUseNames;

} // namespace foyer
