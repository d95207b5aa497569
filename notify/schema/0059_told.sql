-- What each receiver was told, and under which id, so that nothing is told twice under two ids.
-- `fact` names it: "items.called meeting:12 2024-05-07". Times are UTC milliseconds.

CREATE TABLE told (
    endpoint_id INTEGER NOT NULL REFERENCES endpoint (id) ON DELETE CASCADE,
    fact        TEXT    NOT NULL,
    notice_id   TEXT    NOT NULL,
    told_at     INTEGER NOT NULL,
    PRIMARY KEY (endpoint_id, fact)
) STRICT;
CREATE INDEX told_at ON told (told_at);
