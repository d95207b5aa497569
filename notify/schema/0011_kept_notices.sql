-- What remains of a delivery once the log of 30 days is cleared: that it was made, and what became of
-- it. Without body, answer or address. Times are UTC milliseconds.

CREATE TABLE kept_notice (
    id           INTEGER PRIMARY KEY,
    endpoint_id  INTEGER NOT NULL REFERENCES endpoint (id),
    notice_id    TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_notice_endpoint ON kept_notice (endpoint_id, id);
CREATE INDEX kept_notice_sent ON kept_notice (notice_id, endpoint_id);
CREATE INDEX kept_notice_finished ON kept_notice (finished_at);
