#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <functional>
#include <memory>

namespace foyer::bench {

/// Many WebSocket clients of 127.0.0.1 on one thread and one epoll, as cheap as can be: the load
/// must not be what is measured. Messages are masked with zeros and must arrive unfragmented;
/// all that a turn queues for a client leaves in one send. Not for anything but load.
class WirePool final
{
public:
    struct Settings
    {
        quint16 port = 0;
        QByteArray subprotocol; ///< offered when not empty
        bool isBinary = true;
    };
    /// \a message is valid during the call only.
    using Received = std::function<void(int client, QByteArrayView message)>;

    WirePool(Settings settings, Received received);
    ~WirePool(); ///< hangs up

    /// Connects \a count more clients, a few at a time, and upgrades them.
    /// \return false, with a line on stderr, when one is not let in.
    [[nodiscard]] bool open(int count);
    [[nodiscard]] int size() const;
    /// How many the server has hung up on.
    [[nodiscard]] int lost() const;

    /// Queues one message; it leaves at the end of the turn.
    void send(int client, QByteArrayView message);
    /// Sends what is queued, waits at most \a most for input, hands it over and sends again.
    void turn(std::chrono::milliseconds most);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace foyer::bench
