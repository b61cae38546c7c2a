#include "sync/protocol/machine.h"
#include "sync/server/net/edge.h"
#include "tests/bench/echo/echoservers.h"

#include <unistd.h>

// This program defines the members of the service itself: the edge without anything behind it.
namespace foyer {

namespace {

class EchoingConversation final : public Conversation
{
public:
    explicit EchoingConversation(std::shared_ptr<WindowLink> link)
        : m_link(std::move(link))
    {}
    void received(QByteArrayView frame, Tick) override
    {
        m_link->send(std::make_shared<const QByteArray>(frame.toByteArray()));
    }
    [[nodiscard]] qsizetype frameLimit() const override { return limits::frameBytes; }
    [[nodiscard]] std::optional<QString> overdue(Tick) const override { return std::nullopt; }

private:
    std::shared_ptr<WindowLink> m_link;
};

/// Of which the service keeps no more than the reference.
class NoLedger final : public Ledger
{
public:
    LedgerWriter &writer() override { qFatal("there is no ledger"); }
    Result<std::unique_ptr<LedgerReader>> openReader() override { qFatal("there is no ledger"); }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return std::nullopt; }
    [[nodiscard]] Instant now() const override { return {}; }
};

} // namespace

struct BookingService::Private
{};

BookingService::BookingService(Ledger &, const Clock &, RandomSource &, BookingServiceSettings) {}
BookingService::~BookingService() = default;

std::unique_ptr<Conversation> BookingService::converse(std::shared_ptr<WindowLink> link, Encoding,
                                                       const QByteArray &, Tick)
{
    return std::make_unique<EchoingConversation>(std::move(link));
}

void BookingService::handle(const HttpRequest &, std::function<void(HttpResponse)> done)
{
    done({});
}

namespace bench {

void echoByEdge()
{
    NoLedger ledger;
    SystemClock clock;
    SystemRandom random;
    BookingService service(ledger, clock, random, {});
    Edge edge(service, clock, EdgeSettings{.port = 0});
    const Result<quint16> port = edge.start();
    if (!port)
        qFatal("%s", qPrintable(port.error().message));
    printPort(*port);
    for (;;)
        ::pause();
}

} // namespace bench

} // namespace foyer
