-- Tickets kept back by the house in pools, holds on behalf of a customer, bookings given back in
-- part, and what a payment refers to.

ALTER TABLE tickets ADD COLUMN pool BLOB;          -- also while it is held or sold
ALTER TABLE holds ADD COLUMN customer_id BLOB;     -- whom the tickets are kept for
ALTER TABLE booking_tickets ADD COLUMN given_back_at INTEGER; -- on its own; the booking was kept
-- The terminal's, a voucher's, the other booking's.
ALTER TABLE payments ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN pool BLOB;

CREATE TABLE pools (
    id         BLOB PRIMARY KEY,
    event_no   INTEGER NOT NULL REFERENCES events (no),
    name       TEXT NOT NULL,
    owner      INTEGER NOT NULL,         -- the lowest role that sells from it
    quota      INTEGER NOT NULL CHECK (quota >= 0),
    note       TEXT NOT NULL,
    release_at INTEGER,
    version    INTEGER NOT NULL,
    tickets    INTEGER NOT NULL CHECK (tickets >= 0),
    open       INTEGER NOT NULL CHECK (open IN (0, 1))
) WITHOUT ROWID;
CREATE INDEX pools_by_event ON pools (event_no);
CREATE INDEX pools_by_release ON pools (release_at) WHERE open = 1 AND release_at IS NOT NULL;
CREATE INDEX tickets_of_pools ON tickets (pool, idx) WHERE pool IS NOT NULL;
CREATE INDEX tickets_given_back ON booking_tickets (given_back_at)
WHERE given_back_at IS NOT NULL;
