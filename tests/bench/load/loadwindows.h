#pragma once

#include "models/domain/counters.h"
#include "models/domain/id.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace foyer::bench {

/// What one slice of load achieved. Times are from sending (or, at a fixed rate, from when it was
/// due) to the acknowledgement.
struct LoadFigures
{
    double seconds = 0;
    double perSecond = 0; ///< answered, whatever the answer
    /// The same with the end, in which only what was under way is answered: for who answers in
    /// large heaps.
    double perSecondToTheEnd = 0;
    qint64 granted = 0;
    qint64 refused = 0;
    qint64 unanswered = 0; ///< still, ten seconds after the end
    double p50_ms = 0;
    double p99_ms = 0;
    double p999_ms = 0;
};

/// Many ticket windows (CBOR, each with a session of its own) that hold one ticket after the
/// other. What is sent has been encoded before, so that making it up is not measured.
class LoadWindows final
{
public:
    struct Wish
    {
        EventId event;
        SeatIndex seat;
    };
    struct Plan
    {
        quint16 port = 0;
        QList<WindowId> windows;
        QStringList tokens;  ///< of each window
        int outstanding = 1; ///< holds that each window has under way
        /// What the hold of that number wants; nothing any more: the windows stop.
        std::function<std::optional<Wish>(qint64 number)> wish;
        /// Whoever listens is an edge that sends back what it gets: no hello, and the messages
        /// repeat themselves.
        bool isEcho = false;
    };

    explicit LoadWindows(Plan plan);
    ~LoadWindows();

    /// Connects and says hello. \return false, with a line on stderr, when a window is refused.
    [[nodiscard]] bool connect();
    /// Encodes \a holds for each window; what is left of those before is thrown away.
    void prepare(qint64 holds);
    /// As soon as one is answered, the next is sent, for about \a ms or until no window has any
    /// left; then waits for what is under way.
    [[nodiscard]] LoadFigures run(int ms);
    /// Sends \a perSecond in all, window after window, whether answers come or not.
    [[nodiscard]] LoadFigures runAtRate(double perSecond, int ms);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::bench
