-- The same rows where they cost least to write; half the processor time of a hold was spent on
-- keeping wide rows in the order of their ids (measured with bench_ledger).
--
--   holds, ledger, operations  lie in the order in which they were written; a narrow index finds
--                one by its key. (WITHOUT ROWID inserted rows of 100 to 200 bytes in the midst of
--                others, which split pages and dirtied more of them.)
--   tickets      a row is made by the first change: an event of 100,000 tickets is published by
--                writing none of them. One without a row is available, of version 0.
--   seat_labels  what is written on the seats of a map, a thousand in a row, as JSON: publishing a
--                map writes 100 rows instead of 100,000. ticket_details reads them.
--   live_holds_by_window  is gone: how many tickets a window holds is counted in memory, and asked
--                by way of live_holds_by_end.

DROP VIEW ticket_details;

CREATE TABLE holds_in_order (
    id          BLOB NOT NULL UNIQUE,
    event_no    INTEGER NOT NULL,
    fence       INTEGER NOT NULL,
    window_id   BLOB NOT NULL,
    operator_id BLOB NOT NULL,
    seats       BLOB NOT NULL,           -- 4 bytes each, big-endian, ascending
    ends_at     INTEGER NOT NULL,
    extensions  INTEGER NOT NULL DEFAULT 0,
    state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3)
                                         -- live, released, sold, expired
);
INSERT INTO holds_in_order (id, event_no, fence, window_id, operator_id, seats, ends_at, extensions,
                            state)
SELECT id, event_no, fence, window_id, operator_id, seats, ends_at, extensions, state
FROM holds ORDER BY id;
DROP TABLE holds;
ALTER TABLE holds_in_order RENAME TO holds;
CREATE INDEX live_holds_by_end ON holds (ends_at) WHERE state = 0;

CREATE TABLE operations_in_order (
    id              BLOB NOT NULL UNIQUE,
    digest          BLOB NOT NULL,
    outcome         BLOB NOT NULL,
    window_id       BLOB NOT NULL,
    device_sequence INTEGER NOT NULL
);
INSERT INTO operations_in_order (id, digest, outcome, window_id, device_sequence)
SELECT id, digest, outcome, window_id, device_sequence FROM operations ORDER BY id;
DROP TABLE operations;
ALTER TABLE operations_in_order RENAME TO operations;
CREATE TRIGGER operations_are_never_changed BEFORE UPDATE ON operations
BEGIN SELECT RAISE(ABORT, 'an outcome is final'); END;
CREATE INDEX operations_of_a_device ON operations (window_id, device_sequence)
WHERE device_sequence > 0;

CREATE TABLE ledger_in_order (
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
    UNIQUE (event_no, sequence)
);
INSERT INTO ledger_in_order (event_no, sequence, at_ms, action, operation, operator_id, window_id,
                             seats, versions, status, hold, fence, holder, expires_at, booking,
                             detail, hash)
SELECT event_no, sequence, at_ms, action, operation, operator_id, window_id, seats, versions,
       status, hold, fence, holder, expires_at, booking, detail, hash
FROM ledger ORDER BY at_ms, event_no, sequence;
DROP TABLE ledger;
ALTER TABLE ledger_in_order RENAME TO ledger;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

DELETE FROM tickets WHERE version = 0;

CREATE TABLE seat_labels (
    map_no INTEGER NOT NULL REFERENCES seat_maps (no),
    first  INTEGER NOT NULL,             -- index of the first of up to 1,000 seats
    labels TEXT NOT NULL,                -- [["section", "row", "seat", category's position], ...]
    PRIMARY KEY (map_no, first)
) WITHOUT ROWID;
INSERT INTO seat_labels (map_no, first, labels)
SELECT map_no, min(idx), json_group_array(json_array(section, "row", seat, category))
FROM (SELECT * FROM seats ORDER BY map_no, idx) GROUP BY map_no, idx / 1000;
DROP TABLE seats;
CREATE TRIGGER seat_labels_never_change BEFORE UPDATE ON seat_labels
BEGIN SELECT RAISE(ABORT, 'a published seat map never changes'); END;

-- The conceptual table of tickets, for people with a database tool.
CREATE VIEW ticket_details AS
SELECT e.id AS event_id, l.first + s.key AS idx, json_extract(s.value, '$[0]') AS section,
       json_extract(s.value, '$[1]') AS "row", json_extract(s.value, '$[2]') AS seat,
       c.name AS category,
       (SELECT p.amount FROM prices p JOIN ticket_types y
            ON y.event_id = p.event_id AND y.id = p.ticket_type_id
        WHERE p.event_id = e.id AND p.category_id = c.id ORDER BY y.position LIMIT 1) AS price,
       CASE coalesce(t.status, 0) WHEN 0 THEN 'available' WHEN 1 THEN 'held' WHEN 2 THEN 'sold'
                                  ELSE 'blocked' END AS status,
       e.created_at
FROM inventory i
JOIN events e ON e.no = i.event_no
JOIN seat_labels l ON l.map_no = i.map_no
JOIN json_each(l.labels) s
JOIN map_categories c ON c.map_no = i.map_no AND c.position = json_extract(s.value, '$[3]')
LEFT JOIN tickets t ON t.event_no = i.event_no AND t.idx = l.first + s.key;
