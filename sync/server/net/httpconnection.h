#pragma once

#include "sync/server/net/edgesocket.h"
#include "sync/server/net/edgeworker.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>

namespace foyer {

/// Reads HTTP/1.1 requests one after the other (pipelined ones wait in the buffer), hands them
/// to the service and sends the answers; turns into a WindowSocket at /ws.
class HttpConnection final : public EdgeConnection,
                             public std::enable_shared_from_this<HttpConnection>
{
public:
    using Socket = EdgeSocket;

    HttpConnection(std::shared_ptr<EdgeWorker> worker, Socket socket, QByteArray remoteAddress,
                   Counted slot);

    /// Begins; the worker has it already.
    void start();
    /// Says 503 and goes.
    void turnAway();

    void sweep(Tick now) override;
    void stop() override;
    void abort() override;

private:
    using Error = boost::system::error_code;
    using Request = boost::beast::http::request<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::span_body<const char>>;
    enum class Phase : quint8 { Header, Body, Answer, Send, Linger };

    void readHeader();
    void headerRead(Error error);
    void readBody();
    void bodyRead(Error error);
    void readFailed(Error error);
    /// Answers what needs no body and no service. \return whether it did.
    [[nodiscard]] bool refusedByHeader();
    [[nodiscard]] bool isUpgrade() const;
    void upgrade();
    void ask();
    void answer(HttpResponse response);
    /// Tells a browser what a page of an allowed origin may send.
    void answerPreflight();
    /// Answers and closes, for requests that cannot be trusted to end where we think.
    void refuse(int status, RefusalCode code, const QString &message);
    void addHeaders(const HttpResponse &from);
    void send();
    void sent(Error error);
    void linger();
    void finish();
    void waitUntil(Phase phase, Milliseconds atMost);
    [[nodiscard]] const Request &request() const { return m_parser->get(); }
    [[nodiscard]] std::optional<QByteArray> header(boost::beast::http::field field) const;

    std::shared_ptr<EdgeWorker> m_worker;
    Socket m_socket;
    QByteArray m_remoteAddress;
    Counted m_slot;
    Counted m_largeBody;
    boost::beast::flat_buffer m_buffer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> m_parser;
    std::optional<Response> m_response;
    QByteArray m_body; ///< what m_response sends
    Phase m_phase = Phase::Header;
    Tick m_deadline;
    bool m_isFirst = true;
    bool m_isHead = false;
};

} // namespace foyer
