#pragma once

#include "models/domain/instant.h"
#include "tests/support/seededrandom.h"

#include <QByteArray>
#include <QList>

#include <map>

namespace foyer {

/// One direction of a bad line: frames are lost, doubled, delayed and overtaken by seeded chance.
/// What arrives is what was sent, never something else. Time is the caller's.
class LossyLink final
{
public:
    /// Percentages of frames, and the longest delay.
    struct Weather
    {
        int loss = 0;
        int duplication = 0;
        int reordering = 0; ///< of frames that may overtake the one before
        Milliseconds longestDelay{0};
    };

    LossyLink(Weather weather, quint64 seed)
        : m_weather(weather)
        , m_random(seed)
    {}

    void send(const QByteArray &frame, Tick now)
    {
        ++m_sent;
        if (m_random.chance(m_weather.loss)) {
            ++m_lost;
            return;
        }
        const int copies = m_random.chance(m_weather.duplication) ? 2 : 1;
        for (int i = 0; i < copies; ++i) {
            const auto longest = quint64(m_weather.longestDelay.count());
            Tick at = now + Milliseconds(qint64(m_random.below(longest + 1)));
            if (!m_random.chance(m_weather.reordering))
                at = std::max(at, m_last);
            m_last = std::max(m_last, at);
            m_underWay.emplace(at, frame);
        }
    }

    /// The frames that have arrived by \a now, in order of arrival; each is given out once.
    [[nodiscard]] QList<QByteArray> arrived(Tick now)
    {
        QList<QByteArray> frames;
        while (!m_underWay.empty() && m_underWay.begin()->first <= now) {
            frames.append(m_underWay.begin()->second);
            m_underWay.erase(m_underWay.begin());
        }
        return frames;
    }

    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] qint64 lost() const { return m_lost; }

private:
    Weather m_weather;
    SeededRandom m_random;
    Tick m_last;
    std::multimap<Tick, QByteArray> m_underWay;
    qint64 m_sent = 0;
    qint64 m_lost = 0;
};

} // namespace foyer
