#pragma once

#include "models/domain/ticket.h"

#include <QList>
#include <QString>

#include <limits>
#include <span>

namespace foyer {

/// One thing done to one ticket, as the one who asked for it saw it. What was asked of several
/// tickets at once is one act for each.
struct TicketAct
{
    enum class Action : quint8 {
        Hold,    ///< free -> held by owner; what owner holds already stays so
        Release, ///< held by owner -> free; done as well when owner does not hold it
        Confirm, ///< held by owner -> sold to owner
        Cancel,  ///< sold to owner -> free
        Expire,  ///< held by owner -> free
        SeeFree, ///< looks, and finds it free
        SeeHeld, ///< looks, and finds it held by owner
        SeeSold, ///< looks, and finds it sold to owner
    };
    enum class Answer : quint8 {
        Done,
        Refused, ///< because of this ticket's state: not free, not owner's
        Unknown, ///< nobody knows whether it happened, or whether it will
    };
    static constexpr qint64 never = std::numeric_limits<qint64>::max();

    SeatIndex seat;
    Action action = Action::Hold;
    Answer answer = Answer::Done;
    quint32 owner = 0;       ///< the hold, from 1; a sale belongs to its hold
    qint64 called = 0;       ///< first sent, in any unit that grows
    qint64 answered = 0;     ///< not before called; not read for Unknown
    qint64 holdEnds = never; ///< for Confirm: when its hold ends; called later, it may not be done
};

/// What cannot have happened in any order.
struct HistoryContradiction
{
    SeatIndex seat;
    qsizetype act = -1; ///< the first act, by its answer, for which there is no order left
    QString what;
};

/// What a checker found.
struct HistoryVerdict
{
    QList<HistoryContradiction> contradictions; ///< at most one for each ticket
    /// Tickets with more unanswered acts at a time than can be followed; not judged to the end.
    QList<SeatIndex> undecided;
    [[nodiscard]] bool isLinearizable() const
    {
        return contradictions.isEmpty() && undecided.isEmpty();
    }
};

/// How many acts on one ticket may be under way at a time, those with unknown answers included.
inline constexpr int mostActsUnderWay = 64;

/// Decides whether every ticket behaved as one register that does one thing at a time: whether
/// there is an order of all acts, each somewhere between its call and its answer, in which every
/// answer is right. All tickets are free before the first act.
///
/// The search of Wing and Gong (1993) with the configurations remembered (Lowe 2017): it goes
/// through calls and answers in time and keeps every state the ticket can be in, with the acts
/// under way that have happened already. Where nothing is under way only the states are left,
/// so that the cost is linear in the length and exponential only in what is under way at once.
/// Pure. An act answered when another is called comes before it.
[[nodiscard]] HistoryVerdict checkHistory(std::span<const TicketAct> acts);

} // namespace foyer
