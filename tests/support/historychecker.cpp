#include "tests/support/historychecker.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// What a ticket is in the eyes of the checker.
struct RegisterState
{
    TicketStatus status = TicketStatus::Available;
    quint32 owner = 0;
    auto operator<=>(const RegisterState &) const = default;

    [[nodiscard]] bool isFree() const { return status == TicketStatus::Available; }
    [[nodiscard]] bool isHeldBy(quint32 who) const
    {
        return status == TicketStatus::Held && owner == who;
    }
    [[nodiscard]] bool isSoldTo(quint32 who) const
    {
        return status == TicketStatus::Sold && owner == who;
    }
    [[nodiscard]] QString text() const
    {
        return isFree() ? u"free"_s : u"%1 (%2)"_s.arg(statusName(status)).arg(owner);
    }
};

constexpr RegisterState freeTicket;

/// The state after an act that was done; nothing when it cannot be done there.
std::optional<RegisterState> done(const RegisterState &state, const TicketAct &act)
{
    using Action = TicketAct::Action;
    const auto only = [&](bool isPossible, const RegisterState &after) {
        return isPossible ? std::optional(after) : std::nullopt;
    };
    switch (act.action) {
    case Action::Hold:
        return only(state.isFree() || state.isHeldBy(act.owner), {TicketStatus::Held, act.owner});
    case Action::Release:
        return only(!state.isSoldTo(act.owner), state.isHeldBy(act.owner) ? freeTicket : state);
    case Action::Confirm:
        return only(state.isHeldBy(act.owner) && act.called < act.holdEnds,
                    {TicketStatus::Sold, act.owner});
    case Action::Cancel:
        return only(state.isSoldTo(act.owner), freeTicket);
    case Action::Expire:
        return only(state.isHeldBy(act.owner), freeTicket);
    case Action::SeeFree:
        return only(state.isFree(), state);
    case Action::SeeHeld:
        return only(state.isHeldBy(act.owner), state);
    case Action::SeeSold:
        return only(state.isSoldTo(act.owner), state);
    }
    return std::nullopt;
}

/// Whether an act can have been refused because of the state; it stays as it is.
bool isRefusable(const RegisterState &state, const TicketAct &act)
{
    switch (act.action) {
    case TicketAct::Action::Hold:
        return !state.isFree() && !state.isHeldBy(act.owner);
    case TicketAct::Action::Cancel:
        return !state.isSoldTo(act.owner);
    case TicketAct::Action::Confirm:
        return !state.isHeldBy(act.owner) || act.answered >= act.holdEnds;
    default:
        return !state.isHeldBy(act.owner);
    }
}

std::optional<RegisterState> after(const RegisterState &state, const TicketAct &act)
{
    if (act.answer != TicketAct::Answer::Refused)
        return done(state, act);
    return isRefusable(state, act) ? std::optional(state) : std::nullopt;
}

QString describe(const TicketAct &act)
{
    static constexpr std::array names{u"hold",   u"release",  u"confirm",  u"cancel",
                                      u"expire", u"see free", u"see held", u"see sold"};
    static constexpr std::array answers{u"done", u"refused", u"unknown"};
    return u"%1 by %2 from %3 to %4: %5"_s.arg(QStringView(names[size_t(act.action)]))
        .arg(act.owner)
        .arg(act.called)
        .arg(act.answered)
        .arg(QStringView(answers[size_t(act.answer)]));
}

/// Follows one ticket through time.
class RegisterSearch final
{
public:
    explicit RegisterSearch(std::span<const TicketAct> acts)
        : m_acts(acts)
    {
        m_slots.fill(-1);
    }

    /// \return whether there was room for it.
    bool call(qsizetype act)
    {
        const auto slot = std::ranges::find(m_slots, -1);
        if (slot == m_slots.end())
            return false;
        *slot = act;
        return true;
    }

    /// \return whether there is still an order.
    bool answer(qsizetype act)
    {
        const auto slot = size_t(std::ranges::find(m_slots, act) - m_slots.begin());
        const quint64 bit = quint64(1) << slot;
        std::set<Configuration> next;
        m_seen.clear();
        for (const Configuration &each : m_configurations)
            reach(each, bit, next);
        if (next.empty())
            return false;
        m_configurations = std::move(next);
        m_slots[slot] = -1;
        return true;
    }

    [[nodiscard]] QString possibleStates() const
    {
        std::set<RegisterState> states;
        for (const Configuration &each : m_configurations)
            states.insert(each.state);
        QStringList texts;
        for (const RegisterState &state : states)
            texts.append(state.text());
        return texts.join(u" or "_s);
    }

private:
    struct Configuration
    {
        RegisterState state;
        quint64 happened = 0; ///< of the acts under way
        auto operator<=>(const Configuration &) const = default;
    };

    /// Lets acts under way happen until the one of \a bit has; keeps those configurations, without
    /// it, in \a next. An act is let happen only when it is needed: later is as good.
    void reach(const Configuration &from, quint64 bit, std::set<Configuration> &next)
    {
        if (!m_seen.insert(from).second)
            return;
        if (from.happened & bit) {
            next.insert({from.state, from.happened & ~bit});
            return;
        }
        for (size_t slot = 0; slot < m_slots.size(); ++slot) {
            const quint64 other = quint64(1) << slot;
            if (m_slots[slot] < 0 || (from.happened & other))
                continue;
            if (const auto state = after(from.state, m_acts[size_t(m_slots[slot])]))
                reach({*state, from.happened | other}, bit, next);
        }
    }

    std::span<const TicketAct> m_acts;
    std::array<qsizetype, mostActsUnderWay> m_slots; ///< acts under way; -1: room
    std::set<Configuration> m_configurations{Configuration{}};
    std::set<Configuration> m_seen;
};

/// A call or an answer of one act.
struct Moment
{
    qint64 at;
    bool isCall; // at the same time answers come first
    qsizetype act;
    auto operator<=>(const Moment &) const = default;
};

std::vector<Moment> momentsOf(std::span<const TicketAct> acts, const std::vector<qsizetype> &which)
{
    std::vector<Moment> moments;
    for (const qsizetype act : which) {
        const TicketAct &each = acts[size_t(act)];
        moments.push_back({each.called, true, act});
        if (each.answer != TicketAct::Answer::Unknown) // it must not be answered before its call
            moments.push_back({std::max(each.answered, each.called + 1), false, act});
    }
    std::ranges::sort(moments);
    return moments;
}

void checkTicket(std::span<const TicketAct> acts, SeatIndex seat,
                 const std::vector<qsizetype> &which, HistoryVerdict &verdict)
{
    RegisterSearch search(acts);
    for (const Moment &moment : momentsOf(acts, which)) {
        if (moment.isCall) {
            if (!search.call(moment.act)) {
                verdict.undecided.append(seat);
                return;
            }
        } else if (!search.answer(moment.act)) {
            verdict.contradictions.append(
                {seat, moment.act,
                 u"ticket %1, then %2: %3"_s.arg(seat.value())
                     .arg(search.possibleStates(), describe(acts[size_t(moment.act)]))});
            return;
        }
    }
}

} // namespace

HistoryVerdict checkHistory(std::span<const TicketAct> acts)
{
    std::map<SeatIndex, std::vector<qsizetype>> bySeat;
    for (size_t i = 0; i < acts.size(); ++i)
        bySeat[acts[i].seat].push_back(qsizetype(i));
    HistoryVerdict verdict;
    for (const auto &[seat, which] : bySeat)
        checkTicket(acts, seat, which, verdict);
    return verdict;
}

} // namespace foyer
