#include "sync/server/net/httpconnection.h"

#include "sync/protocol/limits.h"
#include "sync/server/net/edgelimits.h"
#include "sync/server/net/edgemetrics.h"
#include "sync/server/net/httprules.h"
#include "sync/server/net/windowsocket.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace foyer {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

beast::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

} // namespace

HttpConnection::HttpConnection(std::shared_ptr<EdgeWorker> worker, Socket socket,
                               QByteArray remoteAddress, Counted slot)
    : m_worker(std::move(worker))
    , m_socket(std::move(socket))
    , m_remoteAddress(std::move(remoteAddress))
    , m_slot(std::move(slot))
{
    Error ignored;
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void HttpConnection::start()
{
    readHeader();
}

void HttpConnection::turnAway()
{
    ++m_worker->shared().turnedAway;
    refuse(503, RefusalCode::Overloaded, u"Too many connections; try again in a minute."_s);
}

void HttpConnection::waitUntil(Phase phase, Milliseconds atMost)
{
    m_phase = phase;
    m_deadline = m_worker->now() + atMost;
}

void HttpConnection::sweep(Tick now)
{
    if (now < m_deadline)
        return;
    if (m_phase == Phase::Answer)
        refuse(504, RefusalCode::Overloaded, u"The answer took too long; try again."_s);
    else
        abort();
}

void HttpConnection::stop()
{
    // Between two requests there is nothing to finish; otherwise the answer says "close".
    if (m_phase == Phase::Header || m_phase == Phase::Linger)
        abort();
}

void HttpConnection::abort()
{
    finish();
}

void HttpConnection::finish()
{
    Error ignored;
    m_socket.close(ignored);
    m_worker->remove(this);
}

// ---------------------------------------------------------------- reading

void HttpConnection::readHeader()
{
    const bool isFirst = std::exchange(m_isFirst, false);
    waitUntil(Phase::Header, isFirst ? edgelimits::headerTime : edgelimits::keepAliveTime);
    m_parser.emplace();
    m_parser->header_limit(edgelimits::headerBytes);
    m_parser->body_limit(quint64(limits::httpBodyBytes));
    http::async_read_header(
        m_socket, m_buffer, *m_parser,
        [self = shared_from_this()](Error error, std::size_t) { self->headerRead(error); });
}

void HttpConnection::headerRead(Error error)
{
    if (error)
        return readFailed(error);
    ++m_worker->shared().requests;
    m_isHead = request().method() == http::verb::head;
    if (refusedByHeader())
        return;
    if (isUpgrade())
        return upgrade();
    readBody();
}

bool HttpConnection::refusedByHeader()
{
    if (!isOriginAllowed(header(http::field::origin), m_worker->shared().settings.allowedOrigins)) {
        refuse(403, RefusalCode::NotAllowed,
               u"This origin may not connect; the server allows it with --allow-origin."_s);
        return true;
    }
    if (request().method() == http::verb::options) {
        answerPreflight();
        return true;
    }
    const bool isSigned = header(http::field::authorization).has_value();
    const quint64 most = bodyLimit(bytesOf(request().method_string()), isSigned);
    m_parser->body_limit(most);
    const auto length = m_parser->content_length();
    if (length && *length > most) {
        refuse(413, RefusalCode::TooLarge,
               u"The body has %1 bytes; at most %2 are taken."_s.arg(*length).arg(most));
        return true;
    }
    const bool mayBeLarge =
        most > edgelimits::bodyBytes && (!length || *length > edgelimits::bodyBytes);
    if (mayBeLarge && m_worker->shared().largeBodies >= edgelimits::largeBodies) {
        refuse(503, RefusalCode::Overloaded, u"Other uploads are under way; try again."_s);
        return true;
    }
    m_largeBody = mayBeLarge ? Counted(m_worker->shared().largeBodies) : Counted();
    return false;
}

void HttpConnection::readBody()
{
    waitUntil(Phase::Body, edgelimits::bodyTime);
    const auto read = [self = shared_from_this()](Error error, std::size_t) {
        if (error)
            return self->readFailed(error);
        http::async_read(self->m_socket, self->m_buffer, *self->m_parser,
                         [self](Error failed, std::size_t) { self->bodyRead(failed); });
    };
    if (!beast::iequals(request()[http::field::expect], "100-continue"))
        return read({}, 0);
    static constexpr beast::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(m_socket, asio::buffer(goOn.data(), goOn.size()), read);
}

void HttpConnection::bodyRead(Error error)
{
    if (error)
        return readFailed(error);
    ask();
}

void HttpConnection::readFailed(Error error)
{
    if (error == http::error::header_limit)
        return refuse(431, RefusalCode::TooLarge,
                      u"The header is larger than %1 bytes."_s.arg(edgelimits::headerBytes));
    if (error == http::error::body_limit)
        return refuse(413, RefusalCode::TooLarge, u"The body is larger than allowed."_s);
    const bool isSyntax = error.category() == make_error_code(http::error::bad_method).category();
    if (isSyntax && error != http::error::end_of_stream && error != http::error::partial_message)
        return refuse(
            400, RefusalCode::Malformed,
            u"Not an HTTP/1.1 request: %1."_s.arg(QString::fromStdString(error.message())));
    finish();
}

std::optional<QByteArray> HttpConnection::header(http::field field) const
{
    const auto found = request().find(field);
    if (found == request().end())
        return std::nullopt;
    return bytesOf(found->value());
}

// ---------------------------------------------------------------- answering

bool HttpConnection::isUpgrade() const
{
    return pathOf(bytesOf(request().target())) == "/ws";
}

void HttpConnection::upgrade()
{
    if (!beast::websocket::is_upgrade(request()))
        return refuse(426, RefusalCode::Malformed, u"/ws speaks WebSocket only."_s);
    const QByteArray offered = header(http::field::sec_websocket_protocol).value_or(QByteArray());
    const auto encoding = chosenEncoding(offered);
    if (!encoding) {
        return refuse(400, RefusalCode::UnsupportedVersion,
                      u"Sec-WebSocket-Protocol must be %1 or %2."_s.arg(
                          QLatin1StringView(cborSubprotocol), QLatin1StringView(jsonSubprotocol)));
    }
    if (m_buffer.size() > 0)
        return refuse(400, RefusalCode::Malformed, u"Frames came before the handshake."_s);
    if (m_worker->shared().isStopping)
        return refuse(503, RefusalCode::ShuttingDown, u"The server is stopping; try again."_s);
    const auto self = shared_from_this(); // the worker lets go of it below
    auto window = std::make_shared<WindowSocket>(m_worker, std::move(m_socket), m_remoteAddress,
                                                 std::move(m_slot), *encoding);
    m_worker->remove(this);
    m_worker->add(window);
    window->accept(m_parser->release());
}

void HttpConnection::ask()
{
    waitUntil(Phase::Answer, edgelimits::answerTime);
    HttpRequest question;
    question.method = m_isHead ? "GET"_ba : bytesOf(request().method_string());
    question.target = bytesOf(request().target());
    question.remoteAddress = m_remoteAddress;
    for (const auto &field : request())
        question.headers.insert(bytesOf(field.name_string()).toLower(), bytesOf(field.value()));
    question.body = QByteArray(request().body().data(), qsizetype(request().body().size()));
    const bool isMetrics = pathOf(question.target) == "/metrics";
    m_worker->shared().service.handle(
        question, [worker = m_worker, weak = weak_from_this(), isMetrics](HttpResponse response) {
            auto self = weak.lock();
            if (!self)
                return;
            if (isMetrics && response.status == 200)
                response.body += edgeMetrics(worker->shared());
            asio::post(worker->context(),
                       [self = std::move(self), response = std::move(response)]() mutable {
                           if (self->m_phase == Phase::Answer)
                               self->answer(std::move(response));
                       });
        });
}

void HttpConnection::answerPreflight()
{
    HttpResponse response;
    response.status = 204;
    response.headers = {{"Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"},
                        {"Access-Control-Allow-Headers",
                         "authorization, content-type, idempotency-key, if-match, if-none-match"},
                        {"Access-Control-Max-Age", "600"}};
    answer(std::move(response));
}

void HttpConnection::refuse(int status, RefusalCode code, const QString &message)
{
    const HttpResponse response = refusedResponse(status, code, message);
    m_response.emplace();
    m_response->keep_alive(false);
    m_body = response.body;
    m_response->result(unsigned(status));
    addHeaders(response);
    send();
}

void HttpConnection::answer(HttpResponse response)
{
    m_response.emplace();
    m_response->version(request().version());
    m_response->keep_alive(request().keep_alive() && !m_worker->shared().isStopping);
    m_body = std::move(response.body);
    m_response->result(unsigned(response.status));
    addHeaders(response);
    send();
}

void HttpConnection::addHeaders(const HttpResponse &from)
{
    Response &response = *m_response;
    response.set(http::field::server, "foyerd");
    if (!m_body.isEmpty())
        response.set(http::field::content_type, viewOf(from.contentType));
    response.set(http::field::cache_control, "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    if (const auto origin = m_parser ? header(http::field::origin) : std::nullopt) {
        response.set(http::field::vary, "Origin");
        if (from.status != 403)
            response.set(http::field::access_control_allow_origin, viewOf(*origin));
    }
    for (const auto &[name, value] : from.headers)
        response.set(viewOf(name), viewOf(value));
    const bool hasBody = from.status >= 200 && from.status != 204 && from.status != 304;
    response.body() = beast::span<const char>(m_body.constData(),
                                              hasBody && !m_isHead ? size_t(m_body.size()) : 0);
    if (hasBody)
        response.content_length(quint64(m_body.size()));
}

void HttpConnection::send()
{
    waitUntil(Phase::Send, edgelimits::sendTime);
    http::async_write(m_socket, *m_response,
                      [self = shared_from_this()](Error error, std::size_t) { self->sent(error); });
}

void HttpConnection::sent(Error error)
{
    if (error)
        return finish();
    m_largeBody = Counted();
    if (m_response->need_eof() || !m_response->keep_alive())
        return linger();
    if (m_worker->shared().isStopping)
        return finish();
    readHeader();
}

void HttpConnection::linger()
{
    if (m_worker->shared().isStopping)
        return finish();
    // Closing with unread bytes would reset the connection, and the answer could be lost.
    waitUntil(Phase::Linger, Milliseconds(1000));
    Error ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    m_buffer.clear();
    m_socket.async_read_some(
        m_buffer.prepare(4096),
        [self = shared_from_this(), deadline = m_deadline](Error error, std::size_t) {
            if (error)
                return self->finish();
            self->linger();
            self->m_deadline = deadline;
        });
}

} // namespace foyer
