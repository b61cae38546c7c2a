#include "sync/server/ledger/postgres/postgreslistener.h"

#include "models/domain/invariant.h"
#include "sync/server/ledger/postgres/postgresnotice.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace foyer {

namespace {

constexpr Milliseconds untilNextTry{250};
/// Nothing is expected then; the connection is only looked at.
constexpr Milliseconds longestSilence{30'000};

} // namespace

PostgresListener::PostgresListener(QString uri, const PostgresStorage &storage, Heard heard)
    : m_uri(std::move(uri))
    , m_storage(storage)
    , m_heard(std::move(heard))
    , m_wakeUp(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    FOYER_INVARIANT(m_wakeUp >= 0, "a thread can be woken");
    m_thread = std::thread([this] { work(); });
}

PostgresListener::~PostgresListener()
{
    m_isEnding = true;
    wake();
    m_thread.join();
    close(m_wakeUp);
}

void PostgresListener::missed()
{
    m_hasMissed = true;
    wake();
}

void PostgresListener::wake()
{
    eventfd_write(m_wakeUp, 1);
}

void PostgresListener::wait(int socket, Milliseconds atMost)
{
    pollfd sources[] = {{m_wakeUp, POLLIN, 0}, {socket, POLLIN, 0}}; // poll passes over -1
    poll(sources, 2, int(atMost.count()));
    eventfd_t woken = 0;
    eventfd_read(m_wakeUp, &woken);
}

void PostgresListener::work()
{
    while (!m_isEnding) {
        if (connect())
            listen();
        else
            wait(-1, untilNextTry);
    }
}

bool PostgresListener::connect()
{
    if (!m_connection) {
        auto opened = PostgresConnection::open(m_uri);
        if (!opened)
            return false;
        m_connection = *std::move(opened);
    } else if (!m_connection->reconnect()) {
        return false;
    }
    m_connection->execute("LISTEN foyer_changes");
    return !m_connection->failure();
}

/// Until the connection is lost. What was committed before LISTEN nobody has told us.
void PostgresListener::listen()
{
    m_hasMissed = true;
    while (!m_isEnding && !m_connection->failure()) {
        hear();
        if (!m_connection->failure() && !m_hasMissed)
            wait(m_connection->socket(), longestSilence);
    }
}

void PostgresListener::hear()
{
    NewsFromElsewhere news{.mayHaveMissed = m_hasMissed.exchange(false)};
    for (const PostgresConnection::Notification &heard : m_connection->notifications()) {
        if (heard.sender == m_storage.writerPid())
            continue; // our own, told already
        const std::optional<PostgresNotice> notice = decodeNotice(heard.payload);
        if (!notice) {
            news.mayHaveMissed = true;
            continue;
        }
        news.isCatalogue |= notice->isCatalogue;
        for (const PostgresNotice::Span &span : notice->spans) {
            Sequence &newest = news.events[span.event];
            newest = std::max(newest, span.last);
        }
    }
    if (!m_isEnding && (!news.events.isEmpty() || news.isCatalogue || news.mayHaveMissed))
        m_heard(news);
}

} // namespace foyer
