#pragma once

#include "models/domain/id.h"
#include "models/domain/money.h"
#include "models/domain/ticket.h"

#include <QList>
#include <QMetaType>

namespace foyer {

/// A lease on tickets, as the server granted it. One that ends at \a never is an allotment: tickets
/// that a window may sell, also without the server, until it returns them or they are revoked.
struct Hold
{
    HoldId id;
    EventId event;
    Fence fence;
    WindowId window;
    OperatorId holder;
    QList<SeatIndex> seats; ///< in index order
    Instant expiresAt;      ///< on the server's clock
    CustomerId customer;    ///< whom the tickets are kept for; may be null
    bool operator==(const Hold &) const = default;
    [[nodiscard]] bool isAllotment() const { return expiresAt == never; }
};

/// All named tickets or none, or as many as are free.
enum class HoldMode : quint8 { AllOrNothing = 0, AsManyAsPossible = 1 };

enum class BookingStatus : quint8 { Pending = 0, Confirmed = 1, Cancelled = 2 };

[[nodiscard]] QString
bookingStatusName(BookingStatus status); ///< "pending", "confirmed", "cancelled"
[[nodiscard]] std::optional<BookingStatus> bookingStatusFromName(QStringView name);

/// Account: owed by the customer and settled outside; what a booking over REST is paid with. Card:
/// through a terminal. Exchange: moved from the booking that was given back for this one, or to it.
/// Stored, never change the numbers.
enum class PaymentMethod : quint8 { Cash = 0, Account = 1, Card = 2, Voucher = 3, Exchange = 4 };

/// Money that came in (positive) or went out (negative).
struct Payment
{
    PaymentId id;
    PaymentMethod method = PaymentMethod::Cash;
    Money amount;
    /// What the buyer handed over; tendered - amount is the change.
    Money tendered;
    /// Of a card payment the terminal's reference, of a voucher its number, of an exchange the
    /// other booking's reference; empty for the others.
    QString reference = {};
    bool operator==(const Payment &) const = default;
};

/// One ticket of a booking, at the price it was sold for.
struct BookedTicket
{
    SeatIndex seat;
    TicketTypeId ticketType;
    Money price;
    /// Given back on its own, while the rest of the booking was kept; not part of the total.
    bool isGivenBack = false;
    bool operator==(const BookedTicket &) const = default;
};

/// What a buyer takes.
struct Booking
{
    BookingId id;
    /// What a person reads out: 8 characters without look-alikes, the last a check character.
    QString reference;
    EventId event;
    CustomerId customer; ///< null for an unnamed buyer at the window
    BookingStatus status = BookingStatus::Pending;
    QList<BookedTicket> tickets; ///< in index order
    QList<Payment> payments;
    Money total; ///< of the tickets that were not given back on their own
    OperatorId soldBy;
    WindowId soldAt;
    Instant createdAt;
    Version version;
    bool operator==(const Booking &) const = default;
};

/// The reference of a booking: seven of 31 letters and digits (no 0, I, L, O, U) made from the
/// id's random bits, and a check character (payload as a polynomial in 2, modulo 31).
[[nodiscard]] QString bookingReferenceFor(const BookingId &id);
/// Whether the check character fits; lower case, spaces and hyphens are forgiven, I and L
/// read as 1.
[[nodiscard]] bool isBookingReference(QStringView typed);
/// The stored spelling of what was typed; empty when isBookingReference() is false.
[[nodiscard]] QString normalizedBookingReference(QStringView typed);

} // namespace foyer
