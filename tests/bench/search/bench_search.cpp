#include "models/search/eventindex.h"
#include "models/search/wordfolder.h"
#include "tests/bench/benchreport.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

// How long a search over 100,000 events takes, beside a plain scan of the same folded texts for
// the same words (std::string::find) in the same run, taken in turns.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int events = 100'000;
constexpr int rounds = 25;
constexpr double goal_ms = 5;
constexpr qint64 day_ms = 24LL * 3600 * 1000;

const Instant now = Instant::fromMs(1'795'000'000'000);

EventDocument documentNumber(int number)
{
    static const QStringList firstNames{u"Anna"_s,  u"Boris"_s, u"Clara"_s,
                                        u"David"_s, u"Elena"_s, u"Fritz"_s};
    EventDocument event;
    event.id = EventId(QUuid(uint(number) + 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    event.name = u"Concert %1 of the season"_s.arg(number);
    event.performers = {firstNames.at(number % firstNames.size()) +
                        u" Artist%1"_s.arg(number % 20'000)};
    event.venueName = u"Elbe Concert Hall"_s;
    event.city = number % 3 == 0 ? u"Bremen"_s : u"Hamburg"_s;
    event.startDate = now + Milliseconds((number * 7919LL % 900 - 200) * day_ms);
    event.endDate = event.startDate + Milliseconds(7'200'000);
    return event;
}

double milliseconds(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

class SearchBench final
{
public:
    SearchBench()
    {
        const WordFolder folder;
        for (int number = 0; number < events; ++number) {
            const EventDocument event = documentNumber(number);
            m_index.put(event);
            const QString all = event.name + u' ' + event.performers.join(u' ') + u' ' +
                                event.venueName + u' ' + event.city;
            m_texts.push_back(folder.words(all).join(u' ').toStdString());
        }
    }

    void measure(const QString &typed, bench::Report &report)
    {
        std::vector<std::string> words;
        for (const QString &word : WordFolder().words(typed))
            words.push_back(word.toStdString());
        std::vector<double> ours;
        std::vector<double> scans;
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(milliseconds([&] {
                const Result<EventPage> page = m_index.search({.text = typed}, now);
                m_found += page ? page->events.size() : 0;
            }));
            scans.push_back(milliseconds([&] { m_found += scan(words); }));
        }
        const double value = median(ours);
        const double reference = median(scans);
        report.add({.name = u"search "_s + typed,
                    .value = value,
                    .unit = u"ms"_s,
                    .reference = u"plain scan"_s,
                    .referenceValue = reference,
                    .ratio = value / reference,
                    .goal = u"<= %1 ms"_s.arg(goal_ms),
                    .holds = value <= goal_ms});
    }

    /// Keeps the compiler from leaving the work out.
    [[nodiscard]] qsizetype found() const { return m_found; }

private:
    [[nodiscard]] qsizetype scan(const std::vector<std::string> &words) const
    {
        return std::ranges::count_if(m_texts, [&](const std::string &text) {
            return std::ranges::all_of(words, [&](const std::string &word) {
                return text.find(word) != std::string::npos;
            });
        });
    }

    EventIndex m_index;
    std::vector<std::string> m_texts;
    qsizetype m_found = 0;
};

} // namespace

} // namespace foyer

int main(int argc, char *argv[])
{
    using namespace foyer;
    using namespace Qt::StringLiterals;
    const QCoreApplication application(argc, argv);
    bench::Report report(u"search"_s, QCoreApplication::arguments().value(1));
    SearchBench bench;
    for (const QString &typed :
         {u"concert"_s, u"the"_s, u"c"_s, u"hamburg"_s, u"concert of the season"_s,
          u"season concert hamburg"_s, u"the season 54321"_s, u"artsit12345"_s})
        bench.measure(typed, report);
    if (bench.found() == 0)
        return 1;
    return report.write() ? 0 : 1;
}
