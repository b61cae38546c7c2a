#include "sync/server/service/metricstext.h"

namespace foyer {

namespace {

class MetricsWriter final
{
public:
    void counter(const char *name, const char *what, qint64 value)
    {
        add(name, what, "counter", value);
    }
    void gauge(const char *name, const char *what, qint64 value)
    {
        add(name, what, "gauge", value);
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void add(const char *name, const char *what, const char *type, qint64 value)
    {
        m_text += QByteArray("# HELP foyer_") + name + ' ' + what + "\n# TYPE foyer_" + name + ' ' +
                  type + "\nfoyer_" + name + ' ' + QByteArray::number(value) + '\n';
    }
    QByteArray m_text;
};

} // namespace

QByteArray metricsText(const ServiceParts &parts)
{
    MetricsWriter out;
    const GroupCommitFigures writer = parts.writer->figures();
    out.counter("operations_total", "Operations decided by the writer", writer.operations);
    out.counter("operations_repeated_total", "Operations answered from their stored outcome",
                writer.repeats);
    out.counter("operations_refused_total", "Operations refused", writer.refused);
    out.counter("commits_total", "Durable transactions", writer.commits);
    out.counter("outcomes_pruned_total", "Outcomes deleted after their windows had them safe",
                writer.pruned);
    out.gauge("commit_batch_largest", "Most operations in one transaction", writer.largestBatch);
    out.gauge("write_queue", "Operations waiting for the writer", writer.waiting);
    out.gauge("commit_last_microseconds", "Length of the last commit", writer.lastCommit_us);
    const FeedFigures feed = parts.feed->figures();
    out.gauge("event_boards", "Events kept in memory", feed.boards);
    out.gauge("event_watchers", "Subscriptions to events", feed.watchers);
    out.counter("feed_snapshots_total", "Watchers that got a snapshot", feed.snapshots);
    out.counter("feed_resumes_total", "Watchers that caught up by changes", feed.resumes);
    out.counter("feed_reloads_total", "Boards read again because of a gap", feed.reloads);
    out.gauge("catalogue_watchers", "Connections that watch the catalogue",
              parts.catalogue->watcherCount());
    out.gauge("catalogue_events", "Events in the catalogue", parts.mirror.eventCount());
    const ServiceFigures &figures = parts.figures;
    out.gauge("conversations", "Connected windows", figures.connections);
    out.counter("messages_total", "Messages from windows", figures.messages);
    out.counter("messages_malformed_total", "Messages that could not be read", figures.malformed);
    out.counter("rate_limited_total", "Messages and requests over the rate", figures.rateLimited);
    out.counter("http_requests_total", "HTTP requests", figures.requests);
    out.counter("http_refused_total", "HTTP requests answered 4xx", figures.requestsRefused);
    out.counter("http_failed_total", "HTTP requests answered 5xx", figures.requestsFailed);
    out.counter("event_view_hits_total", "Event pages from the cache", figures.viewHits);
    out.counter("event_view_misses_total", "Event pages made anew", figures.viewMisses);
    out.counter("event_view_not_modified_total", "Event pages answered 304", figures.notModified);
    return out.text();
}

} // namespace foyer
