#include "scriptededge.h"

namespace foyer {

namespace {

class NoLedger final : public Ledger
{
public:
    LedgerWriter &writer() override { qFatal("the edge has no business with the ledger"); }
    Result<std::unique_ptr<LedgerReader>> openReader() override { return nullptr; }
    [[nodiscard]] std::optional<LedgerFault> fault() const override { return std::nullopt; }
    [[nodiscard]] Instant now() const override { return {}; }
};

class NoRandom final : public RandomSource
{
public:
    quint64 next() override { return 4; }
};

} // namespace

struct ScriptedEdge::Private
{
    ManualClock clock;
    NoLedger ledger;
    NoRandom random;
    std::unique_ptr<BookingService> service;
    std::unique_ptr<Edge> edge;
};

ScriptedEdge::ScriptedEdge()
    : d(std::make_unique<Private>())
{}

ScriptedEdge::~ScriptedEdge()
{
    stop();
}

quint16 ScriptedEdge::start(EdgeSettings settings)
{
    stop();
    settings.port = 0;
    d->service =
        std::make_unique<BookingService>(d->ledger, d->clock, d->random, BookingServiceSettings{});
    d->edge = std::make_unique<Edge>(*d->service, d->clock, settings);
    const auto port = d->edge->start();
    if (!port)
        qFatal("%s", qPrintable(port.error().message));
    return *port;
}

void ScriptedEdge::stop()
{
    d->edge.reset();
    d->service.reset();
}

ManualClock &ScriptedEdge::clock()
{
    return d->clock;
}

Edge &ScriptedEdge::edge()
{
    return *d->edge;
}

BookingService &ScriptedEdge::service()
{
    return *d->service;
}

} // namespace foyer
