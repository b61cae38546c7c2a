#include "tests/bench/load/loadwindows.h"

#include "sync/protocol/codec.h"
#include "sync/protocol/machine.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/wirepool.h"

#include <chrono>
#include <cstdio>
#include <deque>

namespace foyer::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// An edge that echoes gets the same messages over and over.
constexpr qint64 echoedMessages = 16;
constexpr auto longestTail = 10s;

double msSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

} // namespace

struct LoadWindows::Private
{
    struct Window
    {
        std::vector<QByteArray> frames;
        size_t next = 0;
        DeviceSequence sequence;
        std::deque<SteadyClock::time_point>
            sentAt; ///< outcomes come in the order of the operations
    };

    Plan plan;
    std::unique_ptr<WirePool> pool;
    std::vector<Window> windows;
    SystemClock clock;
    SystemRandom random;
    qint64 wished = 0;
    int welcomed = 0;
    bool isFlowing = false; ///< an answer is followed by the next hold
    qint64 underWay = 0;
    qint64 granted = 0;
    qint64 refused = 0;
    std::vector<float> times_ms;

    void received(int number, QByteArrayView message);
    void judge(QByteArrayView message);
    void greeted(const ServerMessage &message);
    bool sendNext(int number, SteadyClock::time_point since);
    [[nodiscard]] std::optional<QByteArray> makeFrame(int number);
    void begin();
    [[nodiscard]] LoadFigures end(SteadyClock::time_point start);
};

void LoadWindows::Private::received(int number, QByteArrayView message)
{
    Window &window = windows[size_t(number)];
    if (window.sentAt.empty()) {
        if (const Result<ServerMessage> greeting = decodeServerMessage(message, Encoding::Cbor))
            greeted(*greeting);
        return;
    }
    judge(message);
    times_ms.push_back(float(msSince(window.sentAt.front())));
    window.sentAt.pop_front();
    --underWay;
    if (isFlowing)
        sendNext(number, SteadyClock::now());
}

/// Reading an answer costs a window the same, whoever answers.
void LoadWindows::Private::judge(QByteArrayView message)
{
    if (plan.isEcho) {
        ++(decodeClientMessage(message, Encoding::Cbor) ? granted : refused);
        return;
    }
    const Result<ServerMessage> answer = decodeServerMessage(message, Encoding::Cbor);
    const auto *outcome = answer ? std::get_if<OperationOutcome>(&*answer) : nullptr;
    ++(outcome && outcome->outcome ? granted : refused);
}

void LoadWindows::Private::greeted(const ServerMessage &message)
{
    const auto *welcome = std::get_if<Welcome>(&message);
    if (welcome && welcome->session)
        ++welcomed;
}

std::optional<QByteArray> LoadWindows::Private::makeFrame(int number)
{
    const std::optional<Wish> wish = plan.wish(wished);
    if (!wish)
        return std::nullopt;
    ++wished;
    Window &window = windows[size_t(number)];
    window.sequence = window.sequence.next();
    const Operation operation{.id = OperationId::make(clock.now(), random),
                              .deviceSequence = window.sequence,
                              .command = PlaceHold{.hold = HoldId::make(clock.now(), random),
                                                   .event = wish->event,
                                                   .seats = {wish->seat}}};
    return encode(ClientMessage(Perform{.operation = operation, .acknowledged = {}}),
                  Encoding::Cbor);
}

bool LoadWindows::Private::sendNext(int number, SteadyClock::time_point since)
{
    Window &window = windows[size_t(number)];
    if (window.next == window.frames.size()) {
        if (!plan.isEcho || window.frames.empty())
            return false;
        window.next = 0;
    }
    pool->send(number, window.frames[window.next++]);
    window.sentAt.push_back(since);
    ++underWay;
    return true;
}

void LoadWindows::Private::begin()
{
    times_ms.clear();
    granted = 0;
    refused = 0;
}

LoadFigures LoadWindows::Private::end(SteadyClock::time_point start)
{
    isFlowing = false;
    const double seconds = msSince(start) / 1000;
    const auto answered = double(times_ms.size());
    const auto stopped = SteadyClock::now();
    while (underWay > 0 && pool->lost() == 0 && SteadyClock::now() - stopped < longestTail)
        pool->turn(50ms);
    return {.seconds = seconds,
            .perSecond = answered / seconds,
            .perSecondToTheEnd = double(times_ms.size()) / msSince(start) * 1000,
            .granted = granted,
            .refused = refused,
            .unanswered = underWay,
            .p50_ms = median(times_ms),
            .p99_ms = quantile(times_ms, 0.99),
            .p999_ms = quantile(times_ms, 0.999)};
}

LoadWindows::LoadWindows(Plan plan)
    : d(std::make_unique<Private>())
{
    d->plan = std::move(plan);
    d->windows.resize(size_t(d->plan.windows.size()));
    d->pool = std::make_unique<WirePool>(
        WirePool::Settings{.port = d->plan.port, .subprotocol = cborSubprotocol},
        [this](int number, QByteArrayView message) { d->received(number, message); });
}

LoadWindows::~LoadWindows() = default;

bool LoadWindows::connect()
{
    const auto all = int(d->windows.size());
    // A few at a time: who connects has to say hello within seconds.
    constexpr int atOnce = 500;
    const auto deadline = SteadyClock::now() + 60s;
    while (d->pool->size() < all && SteadyClock::now() < deadline) {
        const int first = d->pool->size();
        if (!d->pool->open(std::min(atOnce, all - first)))
            return false;
        if (d->plan.isEcho)
            continue;
        for (int number = first; number < d->pool->size(); ++number)
            d->pool->send(number, encode(ClientMessage(Hello{.client = QStringLiteral("load"),
                                                             .window = d->plan.windows[number],
                                                             .token = d->plan.tokens[number]}),
                                         Encoding::Cbor));
        while (d->welcomed < d->pool->size() && SteadyClock::now() < deadline)
            d->pool->turn(50ms);
    }
    if (d->plan.isEcho || d->welcomed == all)
        return true;
    std::fprintf(stderr, "bench: only %d of %d windows were welcomed\n", d->welcomed, all);
    return false;
}

void LoadWindows::prepare(qint64 holds)
{
    const auto wanted = size_t(d->plan.isEcho ? echoedMessages : holds);
    for (Private::Window &window : d->windows) {
        window.frames.clear();
        window.next = 0;
    }
    // Number after number, so that what all windows want next lies close together.
    for (size_t i = 0; i < wanted; ++i) {
        for (int number = 0; number < int(d->windows.size()); ++number) {
            std::optional<QByteArray> frame = d->makeFrame(number);
            if (!frame)
                return;
            d->windows[size_t(number)].frames.push_back(*std::move(frame));
        }
    }
}

LoadFigures LoadWindows::run(int ms)
{
    d->begin();
    d->isFlowing = true;
    const auto start = SteadyClock::now();
    for (int number = 0; number < int(d->windows.size()); ++number) {
        for (int i = 0; i < d->plan.outstanding; ++i)
            d->sendNext(number, start);
    }
    while (msSince(start) < ms && d->underWay > 0 && d->pool->lost() == 0)
        d->pool->turn(10ms);
    return d->end(start);
}

LoadFigures LoadWindows::runAtRate(double perSecond, int ms)
{
    d->begin();
    const auto start = SteadyClock::now();
    qint64 sent = 0;
    int number = 0;
    while (msSince(start) < ms && d->pool->lost() == 0) {
        const auto due = qint64(msSince(start) / 1000 * perSecond);
        for (; sent < due; ++sent) {
            const std::chrono::duration<double> at(double(sent) / perSecond);
            d->sendNext(number, start + std::chrono::duration_cast<SteadyClock::duration>(at));
            number = (number + 1) % int(d->windows.size());
        }
        d->pool->turn(1ms);
    }
    return d->end(start);
}

} // namespace foyer::bench
