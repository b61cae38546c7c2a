#include "tests/faults/faultproxy.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr int throttleEvery_ms = 5;
constexpr qsizetype throttledBytes = 40;
} // namespace

/// One window's connection and the proxy's own to the server.
class FaultProxy::Wire final : public QObject
{
public:
    Wire(FaultProxy &proxy, QTcpSocket *window)
        : m_proxy(proxy)
        , m_window(window)
    {
        window->setParent(this);
        window->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(&m_server, &QTcpSocket::connected, this,
                [this] { m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        connect(m_window, &QTcpSocket::readyRead, this, [this] { pump(m_toServer); });
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { pump(m_toWindow); });
        connect(&m_second, &QTcpSocket::readyRead, this, [this] { m_second.readAll(); });
        connect(m_window, &QTcpSocket::disconnected, this, [this] { endOf(m_window); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { endOf(&m_server); });
        connect(&m_server, &QTcpSocket::errorOccurred, this, [this] { endOf(&m_server); });
        m_later.setSingleShot(true);
        connect(&m_later, &QTimer::timeout, this, [this] { goOn(); });
        m_server.connectToHost(proxy.m_server.host(), quint16(proxy.m_server.port()));
        meetFault();
    }

    /// The sockets tell of their ends while they are destroyed; nobody is there then.
    Q_DISABLE_COPY_MOVE(Wire)
    ~Wire() override
    {
        for (QTcpSocket *socket : {m_window, &m_server, &m_second})
            socket->disconnect(this);
    }

    /// The proxy's fault has changed.
    void meetFault()
    {
        for (Way *way : {&m_toServer, &m_toWindow})
            way->untilStrike = qint64(m_proxy.m_random.below(2 * quint64(fault().after) + 1));
        if (fault().kind == LineFault::Kind::Twice && !m_isDead &&
            m_second.state() == QAbstractSocket::UnconnectedState && m_passed == 0) {
            ++m_proxy.m_strikes;
            m_second.connectToHost(m_proxy.m_server.host(), quint16(m_proxy.m_server.port()));
        }
        if (fault().kind == LineFault::Kind::None && !m_later.isActive())
            goOn();
    }

    [[nodiscard]] bool isOver() const
    {
        return !m_later.isActive() && m_window->state() == QAbstractSocket::UnconnectedState &&
               m_server.state() == QAbstractSocket::UnconnectedState;
    }

private:
    struct Way
    {
        LineFault::Direction direction;
        QTcpSocket *from;
        QTcpSocket *to;
        qint64 untilStrike = 0;
        QByteArray waiting;
    };

    [[nodiscard]] const LineFault &fault() const { return m_proxy.m_fault; }
    [[nodiscard]] bool isMeant(const Way &way) const
    {
        return fault().kind != LineFault::Kind::None &&
               (fault().direction == LineFault::Direction::Both ||
                fault().direction == way.direction);
    }

    void pump(Way &way)
    {
        way.waiting += way.from->readAll();
        if (m_isDead)
            way.waiting.clear();
        else if (!m_later.isActive())
            carry(way);
    }

    void carry(Way &way)
    {
        while (!way.waiting.isEmpty() && !m_isDead && !m_later.isActive()) {
            if (!isMeant(way)) {
                pass(way, way.waiting.size());
            } else if (way.untilStrike >= way.waiting.size()) {
                way.untilStrike -= way.waiting.size();
                pass(way, way.waiting.size());
            } else {
                pass(way, std::exchange(way.untilStrike, 0));
                strike(way);
            }
        }
    }

    void pass(Way &way, qsizetype count)
    {
        const QByteArray bytes = way.waiting.first(count);
        way.waiting.remove(0, count);
        m_passed += count;
        way.to->write(bytes);
        if (&way == &m_toServer && m_second.state() != QAbstractSocket::UnconnectedState)
            m_second.write(bytes);
    }

    void strike(Way &way)
    {
        using enum LineFault::Kind;
        if (fault().kind != Twice)
            ++m_proxy.m_strikes;
        way.untilStrike = 1 + qint64(m_proxy.m_random.below(2 * quint64(fault().after) + 1));
        switch (fault().kind) {
        case None:
        case Twice:
            pass(way, way.waiting.size());
            break;
        case Cut:
            way.to->flush();
            end();
            break;
        case Stall:
            m_later.start(int(fault().length.count()));
            break;
        case HalfOpen:
            m_isDead = true;
            break;
        case SingleBytes:
            way.untilStrike = 0;
            while (!way.waiting.isEmpty() && !m_isDead) {
                pass(way, 1);
                way.to->flush();
            }
            break;
        case Throttle:
            way.untilStrike = 0;
            pass(way, std::min(throttledBytes, way.waiting.size()));
            m_later.start(throttleEvery_ms);
            break;
        case Corrupt:
            way.waiting[0] = char(way.waiting[0] ^ (1 << m_proxy.m_random.below(8)));
            pass(way, 1);
            break;
        case DelayedClose:
            m_isClosing = true;
            m_later.start(int(fault().length.count()));
            m_window->abort();
            break;
        }
    }

    /// A stall is over, or the next few bytes may pass, or the old line delivers what it had.
    void goOn()
    {
        if (m_isClosing) {
            m_server.write(m_toServer.waiting);
            m_server.flush();
            m_toServer.waiting.clear();
            m_server.disconnectFromHost();
            return;
        }
        carry(m_toServer);
        carry(m_toWindow);
    }

    void endOf(const QTcpSocket *end)
    {
        if (m_isDead || m_isClosing)
            return; // the other end is not told, or later
        (end == m_window ? &m_server : m_window)->abort();
        m_second.abort();
        m_later.stop();
    }

    void end()
    {
        m_isDead = true; // what comes now goes nowhere
        m_window->abort();
        m_server.abort();
        m_second.abort();
    }

    FaultProxy &m_proxy;
    QTcpSocket *m_window;
    QTcpSocket m_server;
    QTcpSocket m_second;
    QTimer m_later;
    Way m_toServer{LineFault::Direction::ToServer, m_window, &m_server, 0, {}};
    Way m_toWindow{LineFault::Direction::ToWindow, &m_server, m_window, 0, {}};
    qint64 m_passed = 0;
    bool m_isDead = false;
    bool m_isClosing = false;
};

FaultProxy::FaultProxy(quint64 seed)
    : m_random(seed)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::accept);
}

FaultProxy::~FaultProxy() = default;

bool FaultProxy::start(const QUrl &server)
{
    m_server = server;
    return m_listener.listen(QHostAddress::LocalHost);
}

QUrl FaultProxy::address() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener.serverPort()));
}

void FaultProxy::setFault(const LineFault &fault)
{
    m_fault = fault;
    m_strikes = 0;
    for (const auto &wire : m_wires)
        wire->meetFault();
}

void FaultProxy::accept()
{
    std::erase_if(m_wires, [](const auto &wire) { return wire->isOver(); });
    while (QTcpSocket *window = m_listener.nextPendingConnection())
        m_wires.push_back(std::make_unique<Wire>(*this, window));
}

} // namespace foyer
