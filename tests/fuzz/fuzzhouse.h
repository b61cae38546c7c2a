#pragma once

#include "sync/server/service/bookingservice.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testhouse.h"

namespace foyer::fuzz {

/// A booking service over a SQLite ledger in memory that does everything on the caller's thread
/// (passwords excepted), with a concert of 24 seats, a customer and an administrator's session.
/// The same at every start.
class FuzzHouse final
{
public:
    FuzzHouse();

    /// A house that has not seen many inputs yet: made anew every thousand calls, so that what
    /// they did to it does not pile up.
    [[nodiscard]] static FuzzHouse &fresh();

    /// \a text with {event}, {venue}, {map}, {hold}, {ticket}, {type}, {category}, {user},
    /// {token} and {uuid} replaced by what they are in this house, so that inputs outlive it.
    /// {hold} and {uuid} are others in every call: ids that an input makes for itself.
    [[nodiscard]] QByteArray filledIn(QByteArray text);

    /// Answered within a few seconds, or status 0.
    [[nodiscard]] HttpResponse ask(const HttpRequest &request);

    /// Opens a session for the administrator, after an input has ended the one there was.
    void signInAgain();

    FakeClock clock;
    SeededRandom random{11};
    SeededRandom serviceRandom{12};
    std::unique_ptr<Ledger> ledger;
    TestHouse house;
    CustomerId customer;
    OperatorId administrator;
    std::unique_ptr<BookingService> service;
};

} // namespace foyer::fuzz
