#pragma once

namespace foyer::postgres {

// The statements of the hot path. FOR UPDATE locks in the order of ORDER BY, and waits for others;
// what it answers is what they have left.

/// $1, $2: tickets by event and index; $3: those of holds; $4: those of bookings.
inline constexpr const char *lockTickets =
    "SELECT t.event_no, t.idx, t.status, t.version, t.fence, t.hold, t.holder, t.expires_at,"
    " t.booking, t.pool FROM ("
    "  SELECT e.no AS event_no, n.idx FROM unnest($1::uuid[], $2::bigint[]) n (event, idx)"
    "  JOIN events e ON e.id = n.event"
    "  UNION SELECT h.event_no, s.idx FROM holds h, unnest(h.seats) s (idx) WHERE h.id = ANY ($3)"
    "  UNION SELECT b.event_no, b.idx FROM booking_tickets b WHERE b.booking_id = ANY ($4)"
    ") w JOIN tickets t ON t.event_no = w.event_no AND t.idx = w.idx"
    " ORDER BY t.event_no, t.idx FOR UPDATE OF t";

inline constexpr const char *lockTicket =
    "SELECT status, version, fence, hold, holder, expires_at, booking, pool FROM tickets"
    " WHERE event_no = $1 AND idx = $2 FOR UPDATE";

inline constexpr const char *lockHolds =
    "SELECT h.id, e.id, h.fence, h.window_id, h.operator_id, h.seats, h.ends_at, h.extensions,"
    " h.state, h.customer_id FROM holds h JOIN events e ON e.no = h.event_no"
    " WHERE h.id = ANY ($1) ORDER BY h.id FOR UPDATE OF h";

/// $1: bookings; $2: holds, whose reservations are meant.
inline constexpr const char *lockBookings =
    "SELECT id, reference, user_id, event_id, hold_id, status, currency, total, sold_by, sold_at,"
    " created_at, confirmed_at, cancelled_at, version FROM bookings"
    " WHERE id = ANY ($1) OR (hold_id = ANY ($2) AND status = 0) ORDER BY id FOR UPDATE";

inline constexpr const char *bookingTickets =
    "SELECT booking_id, idx, category_id, ticket_type_id, price, live, given_back_at,"
    " alone"
    " FROM booking_tickets"
    " WHERE booking_id IN (SELECT unnest($1::uuid[])"
    "  UNION SELECT id FROM bookings WHERE hold_id = ANY ($2) AND status = 0)"
    " ORDER BY booking_id, idx";

inline constexpr const char *bookingPayments =
    "SELECT booking_id, id, method, amount, tendered, reference FROM payments"
    " WHERE booking_id IN (SELECT unnest($1::uuid[])"
    "  UNION SELECT id FROM bookings WHERE hold_id = ANY ($2) AND status = 0)"
    " ORDER BY booking_id, position";

inline constexpr const char *outcomes =
    "SELECT id, digest, outcome, window_id, device_sequence FROM operations WHERE id = ANY ($1)";

inline constexpr const char *sessions =
    "SELECT s.token, s.operator_id, s.window_id, s.ends_at, o.role FROM sessions s"
    " JOIN operators o ON o.id = s.operator_id WHERE s.token = ANY ($1) AND s.closed_at IS NULL";

inline constexpr const char *watermarks =
    "SELECT window_id, acknowledged FROM devices WHERE window_id = ANY ($1)";

/// By $1, windows, and by $2, operators, of holds that end after $3: how many tickets, and when the
/// first of them ends. The sums keep PostgreSQL, which may know nothing of the table yet, from
/// going through all live holds by their ends instead of through theirs.
inline constexpr const char *held =
    "SELECT window_id, operator_id, min(ends_at), sum(cardinality(seats))::bigint FROM holds"
    " WHERE state = 0 AND ends_at + 0 < 253402300799999 AND ends_at + 0 > $3"
    " AND (window_id = ANY ($1) OR operator_id = ANY ($2))"
    " GROUP BY GROUPING SETS ((window_id), (operator_id))";

#define FOYER_HEAD_COLUMNS                                                                         \
    "e.id, e.no, e.status, e.end_date, e.currency, i.map_no, i.sequence, i.chain, i.available,"    \
    " i.held, i.sold, i.blocked, e.version"

inline constexpr const char *heads =
    "SELECT " FOYER_HEAD_COLUMNS " FROM events e LEFT JOIN inventory i ON i.event_no = e.no"
    " WHERE e.id = ANY ($1)";

inline constexpr const char *lockHeads =
    "SELECT " FOYER_HEAD_COLUMNS " FROM events e JOIN inventory i ON i.event_no = e.no"
    " WHERE e.id = ANY ($1) ORDER BY e.id FOR NO KEY UPDATE OF i";

#undef FOYER_HEAD_COLUMNS

inline constexpr const char *fences = "SELECT nextval('fences') FROM generate_series(1, $1)";

/// The store's clock in milliseconds, which never runs back; $1 instead of the database's.
inline constexpr const char *clock =
    "SELECT setval('store_clock', greatest(last_value, coalesce($1,"
    " floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint))) FROM store_clock";

} // namespace foyer::postgres
