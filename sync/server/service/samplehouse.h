#pragma once

#include "models/domain/random.h"
#include "models/seatmap/seatgeometry.h"
#include "sync/server/accounts/passwords.h"
#include "sync/server/ledger/ledger.h"

#include <QHash>

#include <atomic>

namespace foyer {

/// A clock that stands where it is set. Thread-safe; tick() follows now().
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start)
        : m_now_ms(start.toMs())
    {}
    [[nodiscard]] Instant now() const override { return Instant::fromMs(m_now_ms); }
    [[nodiscard]] Tick tick() const override { return Tick::fromMs(m_now_ms); }
    void set(Instant now) { m_now_ms = now.toMs(); }

private:
    std::atomic<qint64> m_now_ms;
};

inline constexpr const char *samplePassword = "foyer-demo";

/// What the sample house is made of: the files of resources/samples.
struct SampleSources
{
    QByteArray programme;              ///< programme.json
    QHash<QString, QByteArray> venues; ///< file name -> content
};

/// The files compiled into the program.
[[nodiscard]] SampleSources embeddedSampleSources();

/// A venue of the sample house with the commands that make it.
struct SampleVenue
{
    Venue venue; ///< as saved first, without a map
    SeatMapId map;
    QByteArray document;                          ///< Foyer's JSON
    std::shared_ptr<const SeatGeometry> geometry; ///< of that document; immutable, so shared
};

/// Everything the sample house sells, before it is in a ledger.
struct SampleProgramme
{
    QList<SampleVenue> venues;
    QList<Performer> performers;
    QList<Event> events; ///< by start, all published
};

/// Makes the programme for a house that opens at \a now: every event in the coming twelve
/// months, weekday and hour of the venue kept, no two at one venue on the same evening. Pure: the
/// same input gives the same programme, ids included. \return why the sources cannot be read.
[[nodiscard]] Result<SampleProgramme> sampleProgramme(const SampleSources &sources, Instant now);

struct SampleSettings
{
    Instant now; ///< when the house opens; the filling ends here
    PasswordCost passwordCost;
    qint32 salesDays = 42; ///< how far back its sales begin
};

/// What `foyerd --sample` prints for strangers.
struct SampleCredentials
{
    QString token; ///< bearer token of ada, the administrator, good for 30 days
    CustomerId customer;
};

/// Fills an empty \a ledger: the operators anna (seller), sam (supervisor), olga (organizer), max
/// (manager) and ada (admin), the programme, a customer, and past sales. \a clock must be the
/// ledger's own and, since a ledger's time never runs back, stand at settings.now - salesDays or
/// before when the ledger is opened; it is moved on to settings.now. Takes a few seconds; call it
/// before anybody else uses the ledger.
[[nodiscard]] Result<SampleCredentials> fillSampleHouse(Ledger &ledger, ManualClock &clock,
                                                        RandomSource &random,
                                                        const SampleSources &sources,
                                                        const SampleSettings &settings);

} // namespace foyer
