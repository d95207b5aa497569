-- Where notices go, and every delivery: what waits, and what became of it.
-- Times are UTC milliseconds; expires_at is in the domain's time (a demo has its own today).

CREATE TABLE endpoint (
    id               INTEGER PRIMARY KEY,
    url              TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    events           INTEGER NOT NULL,           -- bit mask of enum notice_type
    partner_id       INTEGER REFERENCES partner (id),
    state            TEXT    NOT NULL,
    reason           TEXT    NOT NULL DEFAULT '',
    secret           TEXT    NOT NULL,
    old_secret       TEXT    NOT NULL DEFAULT '',
    old_secret_until INTEGER NOT NULL DEFAULT 0,  -- signs too until then
    failures         INTEGER NOT NULL DEFAULT 0,  -- in a row
    failing_since    INTEGER NOT NULL DEFAULT 0,
    last_success_at  INTEGER NOT NULL DEFAULT 0,
    version          INTEGER NOT NULL DEFAULT 1,
    deleted_at       INTEGER                      -- gone for people; stays while its log does
) STRICT;
CREATE INDEX endpoint_partner ON endpoint (partner_id);
CREATE INDEX endpoint_deleted ON endpoint (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX endpoint_live ON endpoint (state) WHERE deleted_at IS NULL;

-- A delivery waits while finished_at is NULL.
CREATE TABLE delivery (
    id           INTEGER PRIMARY KEY,
    endpoint_id  INTEGER NOT NULL REFERENCES endpoint (id),
    notice_id    TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    subject_kind TEXT    NOT NULL,
    subject_id   INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,                -- 0 = never
    finished_at  INTEGER,
    last_status  INTEGER NOT NULL DEFAULT 0,
    last_ms      INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT    NOT NULL DEFAULT '',
    last_answer  TEXT    NOT NULL DEFAULT '',
    to_demo      INTEGER NOT NULL DEFAULT 0,
    sending_id   INTEGER NOT NULL                 -- 0 = none
) STRICT;
CREATE INDEX delivery_endpoint ON delivery (endpoint_id, id);
CREATE INDEX delivery_due ON delivery (endpoint_id, due_at) WHERE finished_at IS NULL;
CREATE INDEX delivery_line ON delivery (subject_kind, subject_id, endpoint_id)
    WHERE finished_at IS NULL;
CREATE INDEX delivery_finished ON delivery (finished_at, state, due_at);
CREATE INDEX delivery_sending ON delivery (sending_id) WHERE sending_id > 0;

-- Apart from its delivery, so that recording a result does not rewrite the body.
CREATE TABLE delivery_body (
    delivery_id INTEGER PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
    body        TEXT    NOT NULL
) STRICT;
