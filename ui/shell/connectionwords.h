#pragma once

#include "ui/shell/houseconnection.h"
#include "ui/widgets/tone.h"

#include <QString>

namespace foyer {

/// How the connection is said in the frame.
struct ConnectionWords
{
    QString text;   ///< two or three words, for the bar
    QString detail; ///< a sentence or two, for the tooltip and screen readers
    Tone tone = Tone::Muted;
};

[[nodiscard]] ConnectionWords connectionWords(const HouseConnection &connection);

/// The line under the bar while the server cannot be used; empty while it can. \a wait is the
/// rest of the time until the next attempt.
[[nodiscard]] QString lostLineText(const HouseConnection &connection, Milliseconds wait);

/// Why signing in did not work, in the user's words.
[[nodiscard]] QString signInProblem(const Refusal &refusal);

/// "Seller", "Supervisor", ... for people.
[[nodiscard]] QString roleTitle(Role role);

} // namespace foyer
