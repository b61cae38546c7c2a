#include "tests/bench/benchreport.h"
#include "tests/bench/load/benchhouse.h"
#include "tests/bench/load/statistics.h"
#include "tests/bench/load/synctimes.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <random>
#include <ranges>

namespace foyer::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int seats = 1'000;
constexpr int rounds = 3; ///< each on an event of its own
constexpr int slice_ms = 1'000;
constexpr int mostClients = 1'000;
constexpr qint64 attemptsInHand = 120'000;
constexpr double goal = 5;

/// Everybody wants any seat of the one event; every seat is wanted by somebody.
class Fight final
{
public:
    Fight(const QString &path, const TestHouse &house, int clients, Commits commits)
        : m_house(path, commits)
        , m_events(house.events)
        , m_windows(plan(house, clients))
        , m_attempts(attemptsInHand / clients)
    {
        if (!m_windows.connect())
            qFatal("bench: the windows could not connect");
    }

    /// \return attempts answered per second.
    double round(int number)
    {
        m_event = m_events[number].id;
        m_wished = 0;
        m_windows.prepare(m_attempts);
        const LoadFigures figures = m_windows.run(slice_ms);
        if (figures.unanswered > 0)
            qFatal("bench: attempts were not answered");
        proveOneWinnerEach(figures.granted);
        return figures.perSecondToTheEnd;
    }

private:
    LoadWindows::Plan plan(const TestHouse &house, int clients)
    {
        LoadWindows::Plan wanted = planFor(house, m_house.port(), seats, clients, 1);
        wanted.wish = [this](qint64) -> std::optional<LoadWindows::Wish> {
            // First every seat once, so that none is left over, then any.
            const auto seat = m_wished < seats ? m_wished : qint64(m_random() % seats);
            ++m_wished;
            return LoadWindows::Wish{.event = m_event, .seat = SeatIndex(qint32(seat))};
        };
        return wanted;
    }

    void proveOneWinnerEach(qint64 granted)
    {
        const auto reader = m_house.ledger().openReader();
        const Result<EventTickets> tickets = (*reader)->tickets(m_event);
        if (!tickets)
            qFatal("bench: %s", qPrintable(tickets.error().message));
        const auto held = std::ranges::count_if(tickets->tickets, [](const TicketState &ticket) {
            return ticket.status == TicketStatus::Held && ticket.version == Version(1);
        });
        if (held != granted || held > seats)
            qFatal("bench: %lld seats have a holder, %lld were told that they have one",
                   static_cast<long long>(held), static_cast<long long>(granted));
        m_winners = held;
    }

public:
    [[nodiscard]] qint64 winners() const { return m_winners; }

private:
    BenchHouse m_house;
    QList<Event> m_events;
    EventId m_event;
    qint64 m_wished = 0;
    qint64 m_winners = 0;
    std::mt19937 m_random{4711};
    LoadWindows m_windows;
    qint64 m_attempts;
};

void measure(int clients, const TestHouse &house, const QString &folder, Report &report)
{
    const QString grouped = folder + u"/grouped.sqlite"_s;
    const QString single = folder + u"/single.sqlite"_s;
    copyHouse(folder + u"/house.sqlite"_s, grouped);
    copyHouse(folder + u"/house.sqlite"_s, single);
    Fight fight(grouped, house, clients, Commits::Grouped);
    Fight other(single, house, clients, Commits::OneByOne);
    std::vector<double> attempts;
    std::vector<double> others;
    std::vector<double> ratios;
    std::vector<double> winners;
    for (int round = 0; round < rounds; ++round) {
        others.push_back(other.round(round));
        attempts.push_back(fight.round(round));
        ratios.push_back(attempts.back() / others.back());
        winners.push_back(double(fight.winners()));
    }
    const double ratio = median(ratios);
    report.add({.name = u"%1 clients, attempts"_s.arg(clients),
                .value = median(attempts),
                .unit = u"1/s"_s,
                .reference = u"a commit for each request"_s,
                .referenceValue = median(others),
                .ratio = ratio,
                .goal = u">= %1x"_s.arg(goal),
                .holds = ratio >= goal});
    const double fewest = *std::ranges::min_element(winners);
    report.add({.name = u"%1 clients, seats with exactly one winner"_s.arg(clients),
                .value = fewest,
                .unit = {},
                .reference = u"seats"_s,
                .referenceValue = seats,
                .ratio = fewest / seats,
                .goal = u"all of them"_s,
                .holds = fewest == seats});
}

} // namespace

} // namespace foyer::bench

/// One event that everybody wants: many clients, one thousand seats.
int main(int argc, char **argv)
{
    using namespace foyer::bench;
    QCoreApplication application(argc, argv);
    Report report(u"hot"_s, application.arguments().value(1));
    const QTemporaryDir folder(QDir::current().filePath(u"bench-hot-XXXXXX"_s));
    const foyer::TestHouse house =
        makeHouse(folder.filePath(u"house.sqlite"_s), seats, rounds, mostClients);
    report.add({.name = u"fdatasync, p50"_s,
                .value = median(syncTimes_us(folder.path(), 200)),
                .unit = u"us"_s});
    for (const int clients : {16, 1'000})
        measure(clients, house, folder.path(), report);
    return report.write() ? 0 : 1;
}
