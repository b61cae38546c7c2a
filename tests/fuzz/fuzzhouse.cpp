#include "tests/fuzz/fuzzhouse.h"

#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/ledger/sqlite/sqliteledger.h"
#include "tests/support/builders.h"

#include <array>
#include <future>

namespace foyer::fuzz {

using namespace Qt::StringLiterals;

namespace {

constexpr int inputsPerHouse = 1'000;
constexpr int fasterThanAnybody = 100'000'000;

std::unique_ptr<Ledger> makeFuzzLedger(const Clock &clock)
{
    auto opened = openSqliteLedger(u":memory:"_s, clock, {.houseName = u"Fuzz House"_s});
    FOYER_INVARIANT(opened.has_value(), "a ledger opens in memory");
    return std::move(*opened);
}

} // namespace

FuzzHouse::FuzzHouse()
    : ledger(makeFuzzLedger(clock))
    , house(
          fillTestHouse(*ledger, {.map = aSeatMap().withRows(3).ofSeats(8).build()}, clock, random))
    , customer(CustomerId::make(clock.now(), random))
{
    const Submission save{
        .actor = {.session = hashToken(house.tokens[0].toLatin1()), .window = house.windows[0]},
        .operation = {.id = OperationId::make(clock.now(), random),
                      .deviceSequence = {},
                      .command = SaveCustomer{{.id = customer,
                                               .email = u"mia@example.org"_s,
                                               .name = u"Mia"_s,
                                               .createdAt = clock.now()}}}};
    const auto saved = ledger->writer().apply(std::span(&save, 1));
    FOYER_INVARIANT(saved.front().outcome.has_value(), "a customer is saved");
    const auto session = ledger->openReader().value()->session(save.actor.session);
    FOYER_INVARIANT(session.has_value(), "the administrator is signed in");
    administrator = session->info.operatorId;
    service = std::make_unique<BookingService>(
        *ledger, clock, serviceRandom,
        BookingServiceSettings{.houseName = {},
                               .openApiDocument = "{}",
                               .asyncApiDocument = "asyncapi: 3.0.0\n",
                               .operationsPerSecond = fasterThanAnybody,
                               .readsPerSecond = 0,
                               .passwordThreads = 1,
                               .commitMode = GroupCommit::Mode::Manual});
    FOYER_INVARIANT(service->start().has_value(), "the service starts");
}

FuzzHouse &FuzzHouse::fresh()
{
    static std::unique_ptr<FuzzHouse> house;
    static int inputs = 0;
    if (!house || ++inputs % inputsPerHouse == 0) {
        house.reset();
        house = std::make_unique<FuzzHouse>();
    }
    return *house;
}

void FuzzHouse::signInAgain()
{
    house.tokens[0] = u"token-%1"_s.arg(random.next());
    const SessionRecord session{.token = hashToken(house.tokens[0].toLatin1()),
                                .operatorId = administrator,
                                .window = house.windows[0],
                                .startedAt = clock.now(),
                                .endsAt = clock.now() + limits::sessionLength};
    FOYER_INVARIANT(ledger->writer().openSession(session).has_value(), "a session is opened");
}

QByteArray FuzzHouse::filledIn(QByteArray text)
{
    const Event &event = house.events[0];
    const std::array<std::pair<const char *, QString>, 10> known{
        {{"{event}", event.id.toString()},
         {"{venue}", house.venue.toString()},
         {"{map}", house.seatMap.toString()},
         {"{hold}", HoldId::make(clock.now(), random).toString()},
         {"{ticket}", ticketIdFor(event.id, SeatIndex(3)).toString()},
         {"{type}", house.ticketType.toString()},
         {"{category}", house.category.toString()},
         {"{user}", customer.toString()},
         {"{token}", house.tokens[0]},
         {"{uuid}", BookingId::make(clock.now(), random).toString()}}};
    for (const auto &[name, value] : known)
        text.replace(name, value.toLatin1());
    return text;
}

HttpResponse FuzzHouse::ask(const HttpRequest &request)
{
    using namespace std::chrono_literals;
    const auto answer = std::make_shared<std::promise<HttpResponse>>();
    std::future<HttpResponse> future = answer->get_future();
    service->handle(request,
                    [answer](HttpResponse response) { answer->set_value(std::move(response)); });
    for (int i = 0; i < 5'000; ++i) {
        service->commitPending();
        if (future.wait_for(i == 0 ? 0ms : 1ms) == std::future_status::ready)
            return future.get();
    }
    return {.status = 0};
}

} // namespace foyer::fuzz
