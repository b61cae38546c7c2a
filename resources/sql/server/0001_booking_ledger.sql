-- The booking ledger of one house.
--
-- Conventions: an id is the 16 bytes of its UUID; a time is whole milliseconds since 1970 UTC; an
-- amount is a count of the currency's minor unit. Enumerations are the numbers of models/domain.
-- Inside this database events and maps also have a small number (no), so that a ticket's key is
-- two small integers.
--
-- What differs from the conceptual schema, and why:
--   tickets      are keyed by (event, index) and clustered by it: neighbours on the floor are
--                neighbours on disk. Their UUID is computed from both (ticketIdFor), and section,
--                row and seat are stored once per published map (seats), not once per event; the
--                view ticket_details shows the conceptual table.
--   (event_id, status) needs no index: inventory counts the tickets by status.
--   booking_tickets names a ticket by (event_no, idx) for the same reason.
--   times        are integers: exact, comparable, and free of time zones.

CREATE TABLE house (
    one               INTEGER PRIMARY KEY CHECK (one = 1),
    epoch             BLOB NOT NULL,
    name              TEXT NOT NULL,
    clock_ms          INTEGER NOT NULL,  -- the latest time seen; the store's clock never runs back
    catalogue_version INTEGER NOT NULL
);

CREATE TABLE operators (
    id            BLOB PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL UNIQUE,  -- folded: names differ by more than upper and lower case
    display_name  TEXT NOT NULL,
    role          INTEGER NOT NULL CHECK (role BETWEEN 0 AND 4),
    password_hash BLOB NOT NULL,
    created_at    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    token       BLOB PRIMARY KEY,        -- BLAKE2b of the bearer token, never the token
    operator_id BLOB NOT NULL REFERENCES operators (id),
    window_id   BLOB NOT NULL,
    started_at  INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL,
    closed_at   INTEGER
) WITHOUT ROWID;

CREATE TABLE users (
    id         BLOB PRIMARY KEY,
    email      TEXT UNIQUE,              -- NULL when unknown
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE venues (
    id                BLOB PRIMARY KEY,
    name              TEXT NOT NULL,
    address           TEXT NOT NULL,
    city              TEXT NOT NULL,
    capacity          INTEGER NOT NULL DEFAULT 0 CHECK (capacity >= 0),
    time_zone         TEXT NOT NULL,
    seat_map_id       BLOB,
    created_at        INTEGER NOT NULL,
    version           INTEGER NOT NULL,
    catalogue_version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX venues_by_change ON venues (catalogue_version);

CREATE TABLE seat_maps (
    no                INTEGER PRIMARY KEY,
    id                BLOB NOT NULL UNIQUE,
    venue_id          BLOB NOT NULL REFERENCES venues (id),
    number            INTEGER NOT NULL,
    capacity          INTEGER NOT NULL CHECK (capacity > 0),
    note              TEXT NOT NULL,
    published_at      INTEGER NOT NULL,
    catalogue_version INTEGER NOT NULL,
    document          BLOB NOT NULL,     -- last, so that the rest is read without it
    UNIQUE (venue_id, number)
);
CREATE INDEX seat_maps_by_change ON seat_maps (catalogue_version);

CREATE TABLE map_categories (
    map_no   INTEGER NOT NULL REFERENCES seat_maps (no),
    position INTEGER NOT NULL,
    id       BLOB NOT NULL,
    name     TEXT NOT NULL,
    tickets  INTEGER NOT NULL,
    PRIMARY KEY (map_no, position)
) WITHOUT ROWID;

CREATE TABLE seats (
    map_no   INTEGER NOT NULL,
    idx      INTEGER NOT NULL,
    category INTEGER NOT NULL,           -- map_categories.position
    section  TEXT NOT NULL,              -- of a GA place: the area
    "row"    TEXT NOT NULL,
    seat     TEXT NOT NULL,
    PRIMARY KEY (map_no, idx)
) WITHOUT ROWID;

CREATE TRIGGER seat_maps_never_change BEFORE UPDATE ON seat_maps
BEGIN SELECT RAISE(ABORT, 'a published seat map never changes'); END;
CREATE TRIGGER seats_never_change BEFORE UPDATE ON seats
BEGIN SELECT RAISE(ABORT, 'a published seat map never changes'); END;

CREATE TABLE performers (
    id                BLOB PRIMARY KEY,
    name              TEXT NOT NULL,
    type              TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    catalogue_version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX performers_by_change ON performers (catalogue_version);

CREATE TABLE events (
    no                INTEGER PRIMARY KEY,
    id                BLOB NOT NULL UNIQUE,
    venue_id          BLOB NOT NULL REFERENCES venues (id),
    seat_map_id       BLOB REFERENCES seat_maps (id),
    name              TEXT NOT NULL,
    description       TEXT NOT NULL,
    start_date        INTEGER NOT NULL,
    end_date          INTEGER NOT NULL CHECK (end_date > start_date),
    status            INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    currency          TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    version           INTEGER NOT NULL,
    catalogue_version INTEGER NOT NULL
);
CREATE INDEX events_by_venue ON events (venue_id);
CREATE INDEX events_by_date ON events (start_date, end_date);
CREATE INDEX events_by_change ON events (catalogue_version);

CREATE TABLE event_performers (
    event_id     BLOB NOT NULL REFERENCES events (id),
    performer_id BLOB NOT NULL REFERENCES performers (id),
    position     INTEGER NOT NULL,       -- billing order
    PRIMARY KEY (event_id, performer_id)
) WITHOUT ROWID;

CREATE TABLE ticket_types (
    event_id BLOB NOT NULL REFERENCES events (id),
    position INTEGER NOT NULL,           -- the first is the default
    id       BLOB NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (event_id, id)
) WITHOUT ROWID;

CREATE TABLE prices (
    event_id       BLOB NOT NULL REFERENCES events (id),
    category_id    BLOB NOT NULL,
    ticket_type_id BLOB NOT NULL,
    position       INTEGER NOT NULL,
    amount         INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (event_id, category_id, ticket_type_id)
) WITHOUT ROWID;

-- One row per published event: what its tickets add up to. Raised last in every transaction.
CREATE TABLE inventory (
    event_no  INTEGER PRIMARY KEY REFERENCES events (no),
    map_no    INTEGER NOT NULL,
    capacity  INTEGER NOT NULL CHECK (capacity > 0),
    sequence  INTEGER NOT NULL CHECK (sequence >= 0),
    fence     INTEGER NOT NULL CHECK (fence >= 0),
    chain     BLOB NOT NULL,             -- hash of the last ledger row
    available INTEGER NOT NULL CHECK (available >= 0),
    held      INTEGER NOT NULL CHECK (held >= 0),
    sold      INTEGER NOT NULL CHECK (sold >= 0),
    blocked   INTEGER NOT NULL CHECK (blocked >= 0),
    CHECK (available + held + sold + blocked = capacity)
);

CREATE TABLE tickets (
    event_no   INTEGER NOT NULL,
    idx        INTEGER NOT NULL,
    status     INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 3),
    version    INTEGER NOT NULL DEFAULT 0,
    fence      INTEGER NOT NULL DEFAULT 0,
    hold       BLOB,
    holder     BLOB,                     -- the window
    expires_at INTEGER,
    booking    BLOB,
    PRIMARY KEY (event_no, idx),
    CHECK ((status = 1) = (expires_at IS NOT NULL)),
    CHECK ((status IN (1, 2)) = (hold IS NOT NULL)),
    CHECK ((status = 2) = (booking IS NOT NULL))
) WITHOUT ROWID;

CREATE TABLE holds (
    id          BLOB PRIMARY KEY,
    event_no    INTEGER NOT NULL,
    fence       INTEGER NOT NULL,
    window_id   BLOB NOT NULL,
    operator_id BLOB NOT NULL,
    seats       BLOB NOT NULL,           -- 4 bytes each, big-endian, ascending
    ends_at     INTEGER NOT NULL,
    extensions  INTEGER NOT NULL DEFAULT 0,
    state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3)
                                         -- live, released, sold, expired
) WITHOUT ROWID;
CREATE INDEX live_holds_by_end ON holds (ends_at) WHERE state = 0;
CREATE INDEX live_holds_by_window ON holds (window_id) WHERE state = 0;

CREATE TABLE bookings (
    id           BLOB PRIMARY KEY,
    reference    TEXT NOT NULL,
    user_id      BLOB REFERENCES users (id),
    event_id     BLOB NOT NULL REFERENCES events (id),
    hold_id      BLOB NOT NULL,
    status       INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    currency     TEXT NOT NULL,
    total        INTEGER NOT NULL CHECK (total >= 0),
    sold_by      BLOB NOT NULL,
    sold_at      BLOB NOT NULL,          -- the window
    created_at   INTEGER NOT NULL,
    confirmed_at INTEGER,
    cancelled_at INTEGER,
    version      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX bookings_by_user ON bookings (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX bookings_by_event ON bookings (event_id, created_at);
CREATE INDEX bookings_by_confirmation ON bookings (confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX bookings_by_cancellation ON bookings (cancelled_at) WHERE cancelled_at IS NOT NULL;
CREATE INDEX pending_bookings_by_hold ON bookings (hold_id) WHERE status = 0;

CREATE TABLE booking_tickets (
    booking_id     BLOB NOT NULL REFERENCES bookings (id),
    event_no       INTEGER NOT NULL,
    idx            INTEGER NOT NULL,
    category_id    BLOB NOT NULL,
    ticket_type_id BLOB NOT NULL,
    price          INTEGER NOT NULL CHECK (price >= 0),
    live           INTEGER NOT NULL CHECK (live IN (0, 1)),
    PRIMARY KEY (booking_id, idx)
) WITHOUT ROWID;
-- The belt: whatever a program does, a ticket is in one live booking at most.
CREATE UNIQUE INDEX one_live_booking_per_ticket ON booking_tickets (event_no, idx) WHERE live = 1;

CREATE TABLE payments (
    id         BLOB PRIMARY KEY,
    booking_id BLOB NOT NULL REFERENCES bookings (id),
    position   INTEGER NOT NULL,
    method     INTEGER NOT NULL,
    amount     INTEGER NOT NULL,         -- out: negative
    tendered   INTEGER NOT NULL,
    paid_at    INTEGER NOT NULL,
    UNIQUE (booking_id, position)
) WITHOUT ROWID;
CREATE TRIGGER payments_are_never_changed BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'a payment is corrected by another payment'); END;
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'a payment is corrected by another payment'); END;

-- Append-only, one chain per event: hash = BLAKE2b(hash of the row before, this row).
CREATE TABLE ledger (
    event_no    INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,        -- 0 is the publication
    at_ms       INTEGER NOT NULL,
    action      INTEGER NOT NULL,
    operation   BLOB,                    -- NULL for what the house does by itself
    operator_id BLOB,
    window_id   BLOB,
    seats       BLOB NOT NULL,           -- 4 bytes each, big-endian
    versions    BLOB NOT NULL,           -- 8 bytes each, big-endian
    status      INTEGER NOT NULL,        -- what these tickets are after it
    hold        BLOB,
    fence       INTEGER NOT NULL,
    holder      BLOB,
    expires_at  INTEGER,
    booking     BLOB,
    detail      BLOB NOT NULL,           -- the money and the seats of a booking
    hash        BLOB NOT NULL,
    PRIMARY KEY (event_no, sequence)
) WITHOUT ROWID;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- What became of every operation, so that a repeat has no second effect.
CREATE TABLE operations (
    id              BLOB PRIMARY KEY,
    digest          BLOB NOT NULL,
    outcome         BLOB NOT NULL,
    window_id       BLOB NOT NULL,
    device_sequence INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER operations_are_never_changed BEFORE UPDATE ON operations
BEGIN SELECT RAISE(ABORT, 'an outcome is final'); END;

-- The conceptual table of tickets, for people with a database tool.
CREATE VIEW ticket_details AS
SELECT e.id AS event_id, t.idx, s.section, s."row", s.seat, c.name AS category,
       (SELECT p.amount FROM prices p JOIN ticket_types y
            ON y.event_id = p.event_id AND y.id = p.ticket_type_id
        WHERE p.event_id = e.id AND p.category_id = c.id ORDER BY y.position LIMIT 1) AS price,
       CASE t.status WHEN 0 THEN 'available' WHEN 1 THEN 'held' WHEN 2 THEN 'sold'
                     ELSE 'blocked' END AS status,
       e.created_at
FROM tickets t
JOIN events e ON e.no = t.event_no
JOIN inventory i ON i.event_no = t.event_no
JOIN seats s ON s.map_no = i.map_no AND s.idx = t.idx
JOIN map_categories c ON c.map_no = i.map_no AND c.position = s.category;
