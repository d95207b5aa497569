-- Each new term that was started and what it did, so that it can be taken back. Dates are YYYY-MM-DD,
-- times UTC milliseconds.

CREATE TABLE term (
    id         INTEGER PRIMARY KEY,
    from_date  TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,   -- of the work: personal links were revoked between these two
    undone_at  INTEGER             -- its rows below are gone then
) STRICT;

CREATE TABLE term_seat (
    term_id     INTEGER NOT NULL REFERENCES term (id),
    old_id      INTEGER NOT NULL REFERENCES member (id),
    old_version INTEGER NOT NULL,                       -- once it was ended
    old_until   TEXT,                                   -- before
    new_id      INTEGER REFERENCES member (id),         -- NULL: does not stay
    new_version INTEGER,
    PRIMARY KEY (term_id, old_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_seat_old ON term_seat (old_id);
CREATE INDEX term_seat_new ON term_seat (new_id);

CREATE TABLE term_leaver (
    term_id         INTEGER NOT NULL REFERENCES term (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),
    account_id      INTEGER REFERENCES account (id),    -- NULL: none that changed
    account_roles   INTEGER NOT NULL,                   -- before
    account_version INTEGER NOT NULL,                   -- once it was changed
    PRIMARY KEY (term_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_leaver_person ON term_leaver (person_id);
CREATE INDEX term_leaver_account ON term_leaver (account_id);
