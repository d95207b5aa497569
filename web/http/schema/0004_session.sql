-- Who is signed in by cookie, and answers kept for a repeated request. Times are UTC milliseconds.

CREATE TABLE session (
    token_hash TEXT    PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    started_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,          -- moved at most once an hour
    flash_done TEXT    NOT NULL DEFAULT '',  -- the message on top of the next page
    flash_undo TEXT    NOT NULL DEFAULT ''   -- a path that takes it back
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_started ON session (started_at);

-- The answer to a POST with an Idempotency-Key, kept for a day.
CREATE TABLE idempotency (
    actor        TEXT    NOT NULL,        -- account:12, token:3 or public
    key          TEXT    NOT NULL,
    path         TEXT    NOT NULL,
    body_hash    TEXT    NOT NULL,
    status       INTEGER NOT NULL,
    content_type TEXT    NOT NULL,
    location     TEXT    NOT NULL,
    etag         TEXT    NOT NULL,
    body         BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (actor, key, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (created_at);
