#include "tests/faults/crashtrial.h"

#include "models/domain/invariant.h"
#include "sync/protocol/codec.h"
#include "tests/support/fakeclock.h"

#include <QDataStream>
#include <QIODevice>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint32 everything = 10'000;
/// Opening a ledger whose log has to be read passes a few points only.
constexpr quint64 pointsOfRecovery = 24;

void put(QDataStream &to, const TicketState &ticket)
{
    to << quint8(ticket.status) << ticket.version.value() << ticket.hold.toString()
       << ticket.fence.value() << ticket.holder.toString() << ticket.expiresAt.toMs()
       << ticket.booking.toString();
}

void put(QDataStream &to, LedgerReader &reader, const EventId &event)
{
    const Result<EventTickets> tickets = reader.tickets(event);
    if (!tickets)
        return; // no house yet
    to << tickets->sequence.value();
    for (const TicketState &ticket : tickets->tickets)
        put(to, ticket);
    if (const auto changes = reader.changesSince(event, Sequence(0), everything)) {
        for (const CommittedChange &change : *changes) {
            to << change.sequence.value() << change.seats.size();
            put(to, change.after);
        }
    }
    if (const auto bookings = reader.bookingsOf(event, everything)) {
        for (const Booking &booking : *bookings)
            to << encode(Outcome(Done{.booking = booking}), Encoding::Cbor);
    }
}

} // namespace

CrashTrials::CrashTrials(CrashVfs &vfs, const CrashScenario &scenario)
    : m_vfs(vfs)
    , m_scenario(scenario)
{
    m_vfs.disk().load(scenario.before);
    const FakeClock clock(scenario.now);
    {
        const auto ledger = openCrashLedger(m_vfs.name(), clock);
        FOYER_INVARIANT(ledger.has_value(), "without a fault the ledger opens");
        m_states.push_back(stateOf(**ledger));
        for (const CrashStep &step : scenario.steps) {
            const Result<QByteArray> answer = step.ask((*ledger)->writer());
            if (!answer)
                qCritical("%s: %s", scenario.name.constData(), qPrintable(answer.error().message));
            FOYER_INVARIANT(answer.has_value(), "without a fault every step is done");
            m_answers.push_back(*answer);
            m_states.push_back(stateOf(**ledger));
        }
    }
    m_points = m_vfs.disk().points();
}

QByteArray CrashTrials::stateOf(Ledger &ledger) const
{
    QByteArray state;
    QDataStream to(&state, QIODevice::WriteOnly);
    const auto reader = ledger.openReader();
    if (!reader)
        return "no reader: " + reader.error().message.toUtf8();
    to << (*reader)->epoch().toString() << (*reader)->houseName();
    if (const auto catalogue = (*reader)->catalogueSince(CatalogueVersion(0)))
        to << encode(ServerMessage(*catalogue), Encoding::Cbor);
    put(to, **reader, m_scenario.event);
    for (const TokenHash &session : m_scenario.sessions)
        to << (*reader)->session(session).has_value();
    for (const char *name : {"anna", "berta"})
        to << (*reader)->operatorByName(QString::fromLatin1(name)).has_value();
    return state;
}

QStringList CrashTrials::run(const CrashPlan &plan)
{
    QStringList complaints;
    m_vfs.disk().load(m_scenario.before);
    if (plan.fault == CrashDisk::Fault::None)
        m_vfs.disk().planCrash(plan.point);
    else
        m_vfs.disk().planFault(plan.point, plan.fault, plan.faultTimes);
    const size_t acknowledged = performUntilFault(plan, complaints);
    m_vfs.disk().cutPower();
    m_vfs.disk().powerUp(plan.seed);
    crashInRecovery(plan.seed);
    checkRecovered(acknowledged, complaints);
    return complaints;
}

/// \return how many steps were acknowledged before the fault.
size_t CrashTrials::performUntilFault(const CrashPlan &plan, QStringList &complaints)
{
    const FakeClock clock(m_scenario.now);
    const auto ledger = openCrashLedger(m_vfs.name(), clock, plan.syncsEveryCommit);
    if (!ledger) {
        checkRefusal(ledger.error(), plan, complaints);
        return 0;
    }
    size_t acknowledged = 0;
    bool isRefusing = false;
    for (const CrashStep &step : m_scenario.steps) {
        const Result<QByteArray> answer = step.ask((*ledger)->writer());
        if (!m_vfs.disk().hasPower())
            break; // nobody is there any more to hear the answer
        if (answer && isRefusing)
            complaints.append(u"something was done after a failure of the disk"_s);
        if (!answer) {
            isRefusing = true;
            checkRefusal(answer.error(), plan, complaints);
            if (!(*ledger)->fault())
                complaints.append(u"the ledger does not say that it is read-only"_s);
        } else if (*answer == m_answers[acknowledged]) {
            ++acknowledged;
        } else {
            complaints.append(u"another answer than without a fault"_s);
        }
    }
    return acknowledged;
}

/// A refusal says that nothing can be written, why, and what to do.
void CrashTrials::checkRefusal(const Refusal &refusal, const CrashPlan &plan,
                               QStringList &complaints) const
{
    if (!m_vfs.disk().hasPower())
        return;
    if (!m_vfs.disk().hasFailed())
        complaints.append(u"refused without a reason: "_s + refusal.message);
    if (refusal.code != RefusalCode::ReadOnly)
        complaints.append(u"not refused as read-only: "_s + refusal.message);
    const QString advice = plan.fault == CrashDisk::Fault::Full
                               ? u"The disk is full; nothing was written. Free space"_s
                               : u"The disk failed; nothing was written. Check the disk"_s;
    if (!refusal.message.startsWith(advice))
        complaints.append(u"not said clearly: "_s + refusal.message);
}

/// The power goes again while the ledger opens or just after.
void CrashTrials::crashInRecovery(quint64 seed)
{
    SeededRandom random(seed ^ 0x9E3779B97F4A7C15U);
    m_vfs.disk().planCrash(1 + qint64(random.below(pointsOfRecovery)));
    {
        const FakeClock clock(m_scenario.now);
        const auto ledger = openCrashLedger(m_vfs.name(), clock);
    }
    m_vfs.disk().cutPower();
    m_vfs.disk().powerUp(random.next());
}

void CrashTrials::checkRecovered(size_t acknowledged, QStringList &complaints)
{
    const FakeClock clock(m_scenario.now);
    const auto ledger = openCrashLedger(m_vfs.name(), clock);
    if (!ledger) {
        complaints.append(u"the ledger does not open again: "_s + ledger.error().message);
        return;
    }
    const QByteArray state = stateOf(**ledger);
    size_t done = acknowledged;
    if (state != m_states[done] && done + 1 < m_states.size())
        ++done; // the step under way may have happened, wholly
    if (state != m_states[done]) {
        complaints.append(
            u"after %1 acknowledged steps the ledger is in another state"_s.arg(acknowledged));
        return;
    }
    checkChain(complaints);
    goOn(**ledger, done, complaints);
    checkChain(complaints);
}

/// Repeats what is done and does what is not, as the windows do that come back.
void CrashTrials::goOn(Ledger &ledger, size_t done, QStringList &complaints) const
{
    for (size_t i = 0; i < m_scenario.steps.size(); ++i) {
        const CrashStep &step = m_scenario.steps[i];
        if (i < done && !step.isRepeatable)
            continue;
        const Result<QByteArray> answer = step.ask(ledger.writer());
        if (!answer)
            complaints.append(u"step %1 is refused: "_s.arg(i) + answer.error().message);
        else if (*answer != m_answers[i])
            complaints.append(u"step %1 has another answer"_s.arg(i));
    }
    if (stateOf(ledger) != m_states.back())
        complaints.append(u"the end is another one"_s);
}

void CrashTrials::checkChain(QStringList &complaints)
{
    const auto found = verifyLedger(QString::fromLatin1(crashLedgerFile));
    if (!found)
        complaints.append(u"the ledger cannot be verified: "_s + found.error().message);
    else if (!found->isEmpty())
        complaints.append(u"the ledger contradicts itself: "_s + found->constFirst().what);
}

} // namespace foyer
