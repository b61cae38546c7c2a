-- How far each window has the outcomes of its operations safe in its own store. At or below that
-- nothing will ever be asked again, so those outcomes are deleted; a late repeat is refused by
-- the number alone. Operations without a device (device_sequence 0: REST) are kept for ever.

CREATE TABLE devices (
    window_id    BLOB PRIMARY KEY,
    acknowledged INTEGER NOT NULL CHECK (acknowledged > 0)
) WITHOUT ROWID;
CREATE TRIGGER watermarks_never_fall BEFORE UPDATE ON devices
WHEN NEW.acknowledged < OLD.acknowledged
BEGIN SELECT RAISE(ABORT, 'a watermark never falls'); END;

CREATE INDEX operations_of_a_device ON operations (window_id, device_sequence)
WHERE device_sequence > 0;
