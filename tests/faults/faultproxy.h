#pragma once

#include "models/domain/instant.h"
#include "tests/support/seededrandom.h"

#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <memory>
#include <vector>

class QTcpSocket;

namespace foyer {

/// What a line does to the bytes that go over it.
struct LineFault
{
    enum class Kind : quint8 {
        None,
        Cut,          ///< both ends are reset
        Stall,        ///< nothing comes through for a while, then all of it
        HalfOpen,     ///< nothing comes through any more, and nobody is told
        SingleBytes,  ///< every byte travels alone
        Throttle,     ///< a few bytes at a time
        Corrupt,      ///< a bit is turned over
        Twice,        ///< everything reaches the server a second time, on another connection
        DelayedClose, ///< the window's end is reset; the server gets what was on its way later,
                      ///< when the window has come back already, and only then the end
    };
    enum class Direction : quint8 { ToServer, ToWindow, Both };

    Kind kind = Kind::None;
    Direction direction = Direction::Both;
    /// How many bytes pass before it strikes, drawn anew each time from 0 to twice this.
    qint64 after = 0;
    Milliseconds length{300}; ///< of a stall and of a delayed close
};

/// Stands between windows and a server and does to their lines what networks do. Lives in the
/// event loop of the test's thread.
class FaultProxy final : public QObject
{
    Q_OBJECT

public:
    explicit FaultProxy(quint64 seed);
    ~FaultProxy() override;

    /// \return whether it listens; then address() is where windows go.
    [[nodiscard]] bool start(const QUrl &server);
    [[nodiscard]] QUrl address() const;

    /// From now on, for lines that stand and for new ones.
    void setFault(const LineFault &fault);
    /// Lines are good again. Those that are half open stay so: it is the windows' business to
    /// find that out.
    void heal() { setFault({}); }
    /// How often the fault has struck since setFault().
    [[nodiscard]] qint64 strikes() const { return m_strikes; }

private:
    class Wire;
    void accept();

    SeededRandom m_random;
    QTcpServer m_listener;
    QUrl m_server;
    LineFault m_fault;
    qint64 m_strikes = 0;
    std::vector<std::unique_ptr<Wire>> m_wires;
};

} // namespace foyer
