#pragma once

#include "ui/selling/saledesk.h"

#include <QDate>
#include <QTime>

namespace foyer {

// Words that several parts of the Sell workspace share. All in the application's language.

/// Date and time of an event where it happens.
[[nodiscard]] QDateTime localStart(const EventCard &card);
/// "Today", "Tomorrow", or "Friday 27 November"; with the year when it is another one.
[[nodiscard]] QString dayName(QDate day, QDate today);
/// "Fri 27 Nov, 19:30".
[[nodiscard]] QString shortStart(const EventCard &card);
/// "Stalls, row F, seat 12"; parts that are empty are left out.
[[nodiscard]] QString seatName(const SeatLabel &label);
/// "Stalls F 12"; for cart lines.
[[nodiscard]] QString shortSeatName(const SeatLabel &label);
/// Several seats, said short: "Stalls F 12-14, 16" where they share section and row, else
/// joined by commas. \a labels in the order of the row.
[[nodiscard]] QString seatsText(const QList<SeatLabel> &labels);
/// "19:30"; never with seconds.
[[nodiscard]] QString timeText(QTime time);
/// "9:41", for countdowns; never below zero.
[[nodiscard]] QString countdownText(Milliseconds left);
/// Hover text of a seat: its name, its state, its prices, who has it.
[[nodiscard]] QString seatCard(const SeatFacts &facts, Tick now);
/// What happened and what to do, for a refusal of a hold or a sale.
[[nodiscard]] QString refusalText(const Refusal &refusal);

} // namespace foyer
