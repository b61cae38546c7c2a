-- What a ticket window keeps between two starts. Statements end with a line that is only ";".
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID
;
-- States: 0 queued, 1 sent, 2 applied, 3 conflict, 4 resolved (RELIABILITY: R10).
CREATE TABLE outbox (
    op_id BLOB PRIMARY KEY CHECK (length(op_id) = 16),
    device_sequence INTEGER NOT NULL UNIQUE CHECK (device_sequence > 0),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    operation BLOB NOT NULL,
    outcome BLOB
) WITHOUT ROWID
;
CREATE TRIGGER outbox_is_never_dropped BEFORE DELETE ON outbox
WHEN OLD.state IN (0, 1, 3)
BEGIN
    SELECT RAISE(ABORT, 'an operation that is not settled is never deleted');
END
;
CREATE TRIGGER outbox_keeps_its_states BEFORE UPDATE ON outbox
WHEN NOT (
    (OLD.state IN (0, 1) AND NEW.state IN (0, 1, 2, 3))
    OR (OLD.state = 3 AND NEW.state IN (3, 4))
    OR (OLD.state IN (2, 4) AND NEW.state = OLD.state))
BEGIN
    SELECT RAISE(ABORT, 'this state cannot follow that one');
END
;
CREATE TRIGGER outbox_keeps_its_identity BEFORE UPDATE ON outbox
WHEN OLD.op_id <> NEW.op_id OR OLD.device_sequence <> NEW.device_sequence
BEGIN
    SELECT RAISE(ABORT, 'an operation keeps its id and its number');
END
;
-- The confirmed tickets of an event, packed, and the changes since, one row each.
CREATE TABLE event_tickets (
    event_id BLOB PRIMARY KEY,
    sequence INTEGER NOT NULL,
    packed BLOB NOT NULL
) WITHOUT ROWID
;
CREATE TABLE event_change (
    event_id BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    message BLOB NOT NULL,
    PRIMARY KEY (event_id, sequence)
) WITHOUT ROWID
;
-- Records of the house, each as the catalogue message that holds it alone.
CREATE TABLE catalogue_record (
    id BLOB PRIMARY KEY,
    message BLOB NOT NULL
) WITHOUT ROWID
;
-- Published maps never change.
CREATE TABLE seat_map (
    id BLOB PRIMARY KEY,
    document BLOB NOT NULL
) WITHOUT ROWID
;
