#include "sync/server/service/bookingservice.h"

#include "sync/server/service/herald.h"
#include "sync/server/service/metricstext.h"
#include "sync/server/service/problem.h"
#include "sync/server/service/restapi.h"
#include "sync/server/service/sendburst.h"
#include "sync/server/service/talk.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int readerThreads = 2;

class TalkConversation final : public Conversation
{
public:
    explicit TalkConversation(std::shared_ptr<Talk> talk)
        : m_talk(std::move(talk))
    {}
    ~TalkConversation() override { m_talk->gone(); }
    void received(QByteArrayView frame, Tick now) override { m_talk->received(frame, now); }
    [[nodiscard]] qsizetype frameLimit() const override { return m_talk->frameLimit(); }
    [[nodiscard]] std::optional<QString> overdue(Tick now) const override
    {
        return m_talk->overdue(now);
    }

private:
    std::shared_ptr<Talk> m_talk;
};

} // namespace

Refusal ServiceParts::notAccepted() const
{
    if (stopping) {
        return refusal(RefusalCode::ShuttingDown,
                       u"The server is shutting down. Try again when it is back."_s);
    }
    Refusal full = refusal(RefusalCode::Overloaded,
                           u"Too many requests are waiting. Try again in a second."_s);
    full.retryAfter = Milliseconds(1000);
    return full;
}

struct BookingService::Private
{
    ServiceParts parts;
    RestApi rest{parts};
    Herald herald{parts};

    void committed(const QList<CommittedChange> &changes,
                   std::optional<CatalogueVersion> catalogue);
    void catalogueMoved(const CatalogueDelta &delta);
    void heard(const NewsFromElsewhere &news);
    Result<void> readStart();
};

/// After the commit and before its answers: a window sees the change no
/// later than the one who made it gets the outcome.
void BookingService::Private::committed(const QList<CommittedChange> &changes,
                                        std::optional<CatalogueVersion> catalogue)
{
    if (!changes.isEmpty()) {
        parts.feed->committed(changes);
        herald.ticketsChanged();
    }
    if (catalogue)
        herald.catalogueChanged();
}

void BookingService::Private::catalogueMoved(const CatalogueDelta &delta)
{
    parts.mirror.apply(delta);
    // Publishing a draft makes its tickets, which no change of the feed announces.
    for (const Event &event : delta.events) {
        const QHash<EventId, TicketCounts> counts = parts.feed->countsOf({event.id});
        if (counts.contains(event.id) && counts[event.id].capacity() == 0)
            herald.refresh(event.id);
    }
}

/// On a thread of the ledger's.
void BookingService::Private::heard(const NewsFromElsewhere &news)
{
    if (news.isCatalogue || news.mayHaveMissed)
        herald.catalogueChanged();
    QSet<EventId> moved;
    for (auto event = news.events.cbegin(); event != news.events.cend(); ++event) {
        parts.feed->changedElsewhere(event.key());
        const std::optional<Sequence> have = parts.feed->sequenceOf(event.key());
        if (!have || *have < event.value()) // one that is being read may be too old
            moved.insert(event.key());
    }
    if (news.mayHaveMissed) {
        for (const EventId &event : parts.feed->boards())
            moved.insert(event);
    }
    for (const EventId &event : std::as_const(moved))
        herald.refresh(event);
    if (!news.events.isEmpty())
        herald.ticketsChanged();
}

Result<void> BookingService::Private::readStart()
{
    const Result<std::unique_ptr<LedgerReader>> reader = parts.ledger.openReader();
    if (!reader)
        return std::unexpected(reader.error());
    parts.epoch = (*reader)->epoch();
    parts.house = (*reader)->houseName();
    if (!parts.settings.houseName.isEmpty())
        parts.house = parts.settings.houseName;
    return parts.catalogue->advance(**reader);
}

BookingService::BookingService(Ledger &ledger, const Clock &clock, RandomSource &random,
                               BookingServiceSettings settings)
    : d(new Private{.parts = {.ledger = ledger,
                              .clock = clock,
                              .random = SharedRandom(random),
                              .settings = std::move(settings)}})
{
    Private *const p = d.get();
    ServiceParts &parts = d->parts;
    parts.feed = std::make_unique<Feed>([&ledger] { return ledger.now(); },
                                        [p](const EventId &event) { p->herald.refresh(event); });
    parts.catalogue = std::make_unique<CatalogueFeed>(
        [p](const CatalogueDelta &delta) { p->catalogueMoved(delta); });
    const GroupCommit::Mode mode = parts.settings.commitMode;
    parts.room = std::make_unique<ReadingRoom>(
        ledger, mode == GroupCommit::Mode::Manual ? 0 : readerThreads);
    parts.signIns = std::make_unique<SignInDesk>(parts);
    parts.verifiers = std::make_unique<VerifierPool>(std::max(1, parts.settings.passwordThreads));
    parts.writer = std::make_unique<GroupCommit>(
        ledger,
        [p](const QList<CommittedChange> &changes, std::optional<CatalogueVersion> version) {
            p->committed(changes, version);
        },
        mode,
        [](const std::function<void()> &tell) {
            const SendBurst burst;
            tell();
        });
    d->rest.metrics = [this] {
        return HttpResponse{
            .contentType = "text/plain; version=0.0.4", .headers = {}, .body = metrics()};
    };
    d->rest.health = [this] {
        const Health now = health();
        QJsonObject object{{u"status"_s, now.isWell ? u"ok"_s : u"failing"_s}};
        if (!now.isWell)
            object[u"problem"_s] = now.problem;
        return jsonResponse(object, now.isWell ? 200 : 503);
    };
}

BookingService::~BookingService()
{
    stop();
}

Result<void> BookingService::start()
{
    if (const Result<void> read = d->readStart(); !read)
        return read;
    if (const Result<void> opened = d->parts.room->start(); !opened)
        return opened;
    if (d->parts.settings.commitMode == GroupCommit::Mode::Threaded) {
        if (const Result<void> heralded = d->herald.start(); !heralded)
            return heralded;
    }
    d->parts.ledger.hearOthers([this](const NewsFromElsewhere &news) { d->heard(news); });
    return {};
}

void BookingService::commitPending()
{
    d->parts.writer->commitPending();
}

void BookingService::stop()
{
    d->parts.stopping = true;
    d->parts.ledger.hearOthers({});
    // In the order of the work: passwords lead to writes, writes to answers that read.
    d->parts.verifiers->stop();
    d->parts.writer->stop();
    d->parts.room->stop();
    d->herald.stop();
}

std::unique_ptr<Conversation> BookingService::converse(std::shared_ptr<WindowLink> link,
                                                       Encoding encoding,
                                                       const QByteArray &remoteAddress, Tick now)
{
    return std::make_unique<TalkConversation>(
        std::make_shared<Talk>(d->parts, std::move(link), encoding, remoteAddress, now));
}

void BookingService::handle(const HttpRequest &request, std::function<void(HttpResponse)> done)
{
    d->rest.handle(request, std::move(done));
}

Health BookingService::health() const
{
    if (const std::optional<LedgerFault> fault = d->parts.ledger.fault())
        return {.isWell = false, .problem = fault->message};
    if (d->parts.stopping)
        return {.isWell = false, .problem = d->parts.notAccepted().message};
    return {};
}

QByteArray BookingService::metrics() const
{
    return metricsText(d->parts);
}

} // namespace foyer
