#pragma once

#include "sync/server/net/coalescingstream.h"
#include "sync/server/net/edgeworker.h"
#include "sync/server/net/windowlink.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <vector>

namespace foyer {

/// One window's WebSocket: whole messages in order to its conversation, queued frames out in as
/// few sends as can be, a close only after everything queued before it.
class WindowSocket final : public EdgeConnection, public std::enable_shared_from_this<WindowSocket>
{
public:
    using Socket = EdgeSocket;
    using Request = boost::beast::http::request<boost::beast::http::string_body>;

    WindowSocket(std::shared_ptr<EdgeWorker> worker, Socket socket, QByteArray remoteAddress,
                 Counted slot, Encoding encoding);
    ~WindowSocket() override;

    /// Answers the upgrade and begins; the worker has it already.
    void accept(Request request);

    void sweep(Tick now) override;
    void stop() override;
    void abort() override;
    void collect() override { drain(); }

private:
    using Error = boost::system::error_code;

    void accepted(Error error);
    void readNext();
    void read(Error error);
    void received(std::span<const char> message, bool isBinary);
    /// Takes what the service queued meanwhile.
    void drain();
    /// Hands the queued frames down unless the kernel is behind.
    void pump();
    void clearQueue();
    void sent();
    /// Closes once the queue is empty.
    void closeLater(QueuedLink::Closing closing);
    void close();
    void finish();
    void watchControls();

    std::shared_ptr<EdgeWorker> m_worker;
    boost::beast::websocket::stream<CoalescingStream, false> m_stream; ///< uncompressed
    QByteArray m_remoteAddress;
    Counted m_slot;
    Counted m_window;
    Encoding m_encoding;
    Request m_request; ///< until the upgrade is answered
    boost::beast::flat_buffer m_buffer;
    std::vector<std::shared_ptr<const QByteArray>> m_queue;
    size_t m_queueAt = 0; ///< of the next one to be handed down
    qsizetype m_queuedBytes = 0;
    std::optional<QueuedLink::Closing> m_closing;
    bool m_isOpen = false;    ///< accepted, not closing
    bool m_isClosing = false; ///< the close frame is on its way
    bool m_isFinished = false;
    bool m_isReceiving = false; ///< the conversation has a message in hand
    bool m_isAnswered = false;  ///< and has queued something meanwhile
    Tick m_deadline;            ///< of the handshake, then of the close
    qint32 m_controlsWhileBehind = 0;
    std::shared_ptr<QueuedLink> m_link;
    std::unique_ptr<Conversation> m_conversation; ///< goes before its link
};

} // namespace foyer
