#include "sync/server/net/windowsocket.h"

#include "sync/protocol/limits.h"
#include "sync/server/net/edgelimits.h"
#include "sync/server/net/httprules.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <iterator>

namespace foyer {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using namespace Qt::StringLiterals;

namespace {

/// A close frame has room for 123 bytes of reason.
std::string shortened(const QString &reason)
{
    QString text = reason;
    while (text.toUtf8().size() > 123)
        text.chop(1);
    return text.toStdString();
}

} // namespace

WindowSocket::WindowSocket(std::shared_ptr<EdgeWorker> worker, Socket socket,
                           QByteArray remoteAddress, Counted slot, Encoding encoding)
    : m_worker(std::move(worker))
    , m_stream(std::move(socket))
    , m_remoteAddress(std::move(remoteAddress))
    , m_slot(std::move(slot))
    , m_window(m_worker->shared().windows)
    , m_encoding(encoding)
{}

WindowSocket::~WindowSocket() = default;

void WindowSocket::accept(Request request)
{
    m_request = std::move(request);
    m_deadline = m_worker->now() + edgelimits::headerTime;
    // Deadlines are ours (sweep), so that they follow the server's clock.
    m_stream.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                        websocket::stream_base::none(), false});
    m_stream.set_option(websocket::stream_base::decorator([encoding = m_encoding](
                                                              websocket::response_type &response) {
        response.set(http::field::server, "foyerd");
        response.set(http::field::sec_websocket_protocol, subprotocolOf(encoding).toStdString());
    }));
    m_stream.auto_fragment(false);
    m_stream.binary(m_encoding == Encoding::Cbor);
    m_stream.read_message_max(size_t(limits::frameBytesBeforeSignIn));
    m_stream.control_callback(
        [this](websocket::frame_type, beast::string_view) { watchControls(); });
    m_stream.async_accept(m_request,
                          [self = shared_from_this()](Error error) { self->accepted(error); });
}

void WindowSocket::accepted(Error error)
{
    m_request = {};
    if (error || m_isFinished)
        return finish();
    m_isOpen = true;
    m_stream.next_layer().onSent([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->sent();
    });
    m_link = std::make_shared<QueuedLink>([worker = m_worker, weak = weak_from_this()] {
        auto self = weak.lock();
        if (!self)
            return;
        // What is answered at once leaves without another turn.
        if (worker->isHere() && self->m_isReceiving)
            self->m_isAnswered = true;
        else
            worker->wake(std::move(self));
    });
    m_conversation =
        m_worker->shared().service.converse(m_link, m_encoding, m_remoteAddress, m_worker->now());
    if (m_worker->shared().isStopping)
        stop();
    readNext();
}

void WindowSocket::sweep(Tick now)
{
    if (!m_isOpen || m_closing) {
        if (now >= m_deadline)
            abort();
        return;
    }
    if (const auto why = m_conversation->overdue(now))
        closeLater({websocket::close_code::policy_error, *why});
}

void WindowSocket::stop()
{
    if (m_isOpen)
        closeLater({websocket::close_code::going_away, u"The server is stopping."_s});
}

void WindowSocket::abort()
{
    finish();
}

void WindowSocket::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_isOpen = false;
    const auto self = shared_from_this(); // the worker may hold the last one
    if (m_link)
        m_link->detach();
    m_conversation.reset();
    clearQueue();
    m_worker->shared().sends += m_stream.next_layer().sends();
    Error ignored;
    m_stream.next_layer().next_layer().close(ignored);
    m_worker->remove(this);
}

// ---------------------------------------------------------------- reading

void WindowSocket::readNext()
{
    if (m_conversation)
        m_stream.read_message_max(size_t(m_conversation->frameLimit()));
    m_stream.async_read(
        m_buffer, [self = shared_from_this()](Error error, std::size_t) { self->read(error); });
}

void WindowSocket::read(Error error)
{
    // Beast has answered broken frames and a peer's close by itself.
    if (error || m_isFinished)
        return m_isClosing && error == asio::error::operation_aborted ? void() : finish();
    const auto data = m_buffer.cdata();
    received({static_cast<const char *>(data.data()), data.size()}, m_stream.got_binary());
    m_buffer.consume(m_buffer.size());
    while (m_isOpen && !m_closing) {
        const auto next =
            m_stream.next_layer().takeBinaryMessage(size_t(m_conversation->frameLimit()));
        if (!next)
            break;
        received(*next, true);
    }
    // Before the next frame, which Beast may answer by itself: with a close, for instance.
    if (std::exchange(m_isAnswered, false))
        drain();
    readNext();
}

void WindowSocket::received(std::span<const char> message, bool isBinary)
{
    ++m_worker->shared().framesIn;
    if (isBinary != (m_encoding == Encoding::Cbor)) {
        closeLater({websocket::close_code::unknown_data,
                    m_encoding == Encoding::Cbor ? u"This subprotocol has binary messages."_s
                                                 : u"This subprotocol has text messages."_s});
    } else if (!m_closing) {
        m_isReceiving = true;
        m_conversation->received(QByteArrayView(message.data(), qsizetype(message.size())),
                                 m_worker->now());
        m_isReceiving = false;
    }
}

void WindowSocket::watchControls()
{
    // Every ping makes a pong; somebody who sends pings and reads nothing would fill the memory.
    if (m_stream.next_layer().unsentBytes() <= limits::outgoingBytes)
        m_controlsWhileBehind = 0;
    else if (++m_controlsWhileBehind > edgelimits::controlsWhileBehind)
        asio::post(m_worker->context(), [self = shared_from_this()] { self->abort(); });
}

// ---------------------------------------------------------------- writing

void WindowSocket::drain()
{
    if (!m_isOpen)
        return;
    QueuedLink::Taken taken = m_link->take();
    if (taken.isBehind && !m_closing) {
        ++m_worker->shared().droppedBehind;
        clearQueue();
        closeLater({websocket::close_code::try_again_later,
                    u"This window reads too slowly; connect again."_s});
        return;
    }
    for (const auto &frame : taken.frames)
        m_queuedBytes += frame->size();
    if (m_queue.empty())
        m_queue = std::move(taken.frames);
    else
        std::ranges::move(taken.frames, std::back_inserter(m_queue));
    // A sign-in that has succeeded elsewhere meanwhile allows larger messages.
    m_stream.read_message_max(size_t(m_conversation->frameLimit()));
    if (taken.closing)
        closeLater(std::move(*taken.closing));
    pump();
}

void WindowSocket::pump()
{
    CoalescingStream &layer = m_stream.next_layer();
    if (!m_isOpen)
        return;
    // A peer's close has been answered by Beast: nothing may follow that.
    for (; m_queueAt < m_queue.size() && m_stream.is_open(); ++m_queueAt) {
        if (layer.unsentBytes() > edgelimits::coalescedBytes)
            return; // sent() goes on
        const auto frame = std::exchange(m_queue[m_queueAt], nullptr);
        m_queuedBytes -= frame->size();
        ++m_worker->shared().framesOut;
        layer.append(*frame, m_encoding == Encoding::Cbor);
    }
    clearQueue();
    if (m_closing)
        close();
}

void WindowSocket::clearQueue()
{
    m_queue = {}; // an idle window needs no room
    m_queueAt = 0;
    m_queuedBytes = 0;
}

void WindowSocket::sent()
{
    if (!m_isOpen)
        return;
    m_link->setUnsent(m_queuedBytes + m_stream.next_layer().unsentBytes());
    pump();
}

void WindowSocket::closeLater(QueuedLink::Closing closing)
{
    if (m_closing || !m_isOpen)
        return;
    m_closing = std::move(closing);
    // However slowly the rest leaves, this is how long we wait for it and the peer's answer.
    m_deadline = m_worker->now() + edgelimits::closeTime;
    pump();
}

void WindowSocket::close()
{
    m_isOpen = false;
    m_isClosing = true;
    // The peer may take its time to answer; the service need not wait for that.
    m_link->detach();
    m_conversation.reset();
    const websocket::close_reason reason(websocket::close_code(m_closing->code),
                                         shortened(m_closing->reason));
    m_stream.async_close(reason, [self = shared_from_this()](Error) { self->finish(); });
}

} // namespace foyer
