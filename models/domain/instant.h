#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <compare>
#include <optional>

namespace foyer {

using Milliseconds = std::chrono::milliseconds;

/// A point in time, in whole milliseconds since 1970-01-01T00:00Z.
///
/// On the server it is read from the ledger's clock, which never runs back. A plain value.
class Instant final
{
public:
    constexpr Instant() = default;
    constexpr explicit Instant(Milliseconds sinceEpoch)
        : m_sinceEpoch(sinceEpoch)
    {}
    [[nodiscard]] static constexpr Instant fromMs(qint64 sinceEpoch_ms)
    {
        return Instant(Milliseconds(sinceEpoch_ms));
    }
    /// Reads ISO 8601 with an offset or Z ("2026-11-27T19:30:00Z"); nothing else.
    [[nodiscard]] static std::optional<Instant> fromIso(QStringView text);

    [[nodiscard]] constexpr qint64 toMs() const { return m_sinceEpoch.count(); }
    /// ISO 8601 in UTC with milliseconds only where there are any.
    [[nodiscard]] QString toIso() const;
    [[nodiscard]] QDateTime toDateTime() const
    {
        return QDateTime::fromMSecsSinceEpoch(toMs(), Qt::UTC);
    }

    constexpr auto operator<=>(const Instant &) const = default;
    friend constexpr Instant operator+(Instant at, Milliseconds by)
    {
        return Instant(at.m_sinceEpoch + by);
    }
    friend constexpr Instant operator-(Instant at, Milliseconds by)
    {
        return Instant(at.m_sinceEpoch - by);
    }
    friend constexpr Milliseconds operator-(Instant a, Instant b)
    {
        return a.m_sinceEpoch - b.m_sinceEpoch;
    }

private:
    Milliseconds m_sinceEpoch{0};
};

/// The end of what does not end by itself, such as an allotment: the last moment of the year 9999.
inline constexpr Instant never = Instant::fromMs(253'402'300'799'999);

/// A reading of a clock that never jumps and goes on while the machine sleeps, in milliseconds
/// since an unknown start. Only differences mean anything, only within one run of a machine.
class Tick final
{
public:
    constexpr Tick() = default;
    constexpr explicit Tick(Milliseconds sinceStart)
        : m_sinceStart(sinceStart)
    {}
    [[nodiscard]] static constexpr Tick fromMs(qint64 ms) { return Tick(Milliseconds(ms)); }
    [[nodiscard]] constexpr qint64 toMs() const { return m_sinceStart.count(); }

    constexpr auto operator<=>(const Tick &) const = default;
    friend constexpr Tick operator+(Tick at, Milliseconds by) { return Tick(at.m_sinceStart + by); }
    friend constexpr Tick operator-(Tick at, Milliseconds by) { return Tick(at.m_sinceStart - by); }
    friend constexpr Milliseconds operator-(Tick a, Tick b)
    {
        return a.m_sinceStart - b.m_sinceStart;
    }

private:
    Milliseconds m_sinceStart{0};
};

/// The time, as a port. Programs pass the machine's clock, tests and the simulator their own.
/// Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    /// The wall clock. May jump; whoever needs it steady keeps the maximum.
    [[nodiscard]] virtual Instant now() const = 0;
    /// CLOCK_BOOTTIME or the like.
    [[nodiscard]] virtual Tick tick() const = 0;
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::Instant)
