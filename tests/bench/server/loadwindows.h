#pragma once

#include "models/domain/id.h"

#include <QList>
#include <QString>

#include <memory>
#include <vector>

namespace foyer {

/// What one slice of load achieved.
struct LoadFigures
{
    double perSecond = 0; ///< acknowledged holds
    double p50_ms = 0;    ///< from sending to the acknowledgement
    double p99_ms = 0;
    qint64 refused = 0;
};

/// Many ticket windows on one thread (Boost.Beast, CBOR), each with its own session and a fixed
/// number of holds under way: as soon as one is acknowledged, the next is sent. Each takes one
/// seat that nobody else wants, so that the figures are of commits, not of races.
class LoadWindows final
{
public:
    struct Plan
    {
        quint16 port = 0;
        QList<WindowId> windows;
        QStringList tokens; ///< of each window
        QList<EventId> events;
        qint32 seatsPerEvent = 0;
        int outstanding = 1;
    };

    explicit LoadWindows(Plan plan);
    ~LoadWindows();

    /// Connects and says hello. \return false, with a line on stderr, when a window is refused.
    [[nodiscard]] bool connect();
    /// Keeps holding for about \a ms, then waits for what is under way.
    [[nodiscard]] LoadFigures run(int ms);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer
