-- Minutes: their text, every version of it, who was asked what, remarks, and what was typed but not
-- saved yet. item_id 0 = of the meeting as a whole. Times are UTC milliseconds, dates YYYY-MM-DD.

CREATE TABLE minutes (
    meeting_id       INTEGER PRIMARY KEY REFERENCES meeting (id),
    state            TEXT    NOT NULL,   -- draft, with_chair, with_members, approved
    hide             TEXT    NOT NULL,   -- "name = words instead", one a line
    remarks_until    TEXT    NOT NULL,   -- the last day for remarks of members, ''
    agreed_at        INTEGER,            -- the chair agreed
    approved_on      TEXT    NOT NULL,   -- '' until approved
    approved_item    INTEGER REFERENCES agenda_item (id),
    approved_version INTEGER REFERENCES minutes_version (id),
    delivered_on     TEXT    NOT NULL,   -- to the college, ''
    version          INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX minutes_state ON minutes (state);
CREATE INDEX minutes_approved_item ON minutes (approved_item);
CREATE INDEX minutes_approved_version ON minutes (approved_version);

CREATE TABLE minutes_text (
    meeting_id INTEGER NOT NULL REFERENCES minutes (meeting_id),
    item_id    INTEGER NOT NULL,
    text       TEXT    NOT NULL,         -- CommonMark
    PRIMARY KEY (meeting_id, item_id)
) STRICT, WITHOUT ROWID;

-- Immutable: what the minutes were at a moment, with names and without.
CREATE TABLE minutes_version (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES minutes (meeting_id),
    number     INTEGER NOT NULL,         -- 1, 2 … a meeting
    reason     TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    account_id INTEGER REFERENCES account (id),
    UNIQUE (meeting_id, number)
) STRICT;
CREATE INDEX minutes_version_account ON minutes_version (account_id);

CREATE TABLE minutes_part (
    version_id INTEGER NOT NULL REFERENCES minutes_version (id),
    position   INTEGER NOT NULL,
    item_id    INTEGER NOT NULL,
    heading    TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    open_heading TEXT  NOT NULL,         -- without names
    open_text  TEXT    NOT NULL,
    access     INTEGER NOT NULL,
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

-- To whom a version was put; counts unless its sending was taken back.
CREATE TABLE minutes_submission (
    sending_id     INTEGER PRIMARY KEY REFERENCES sending (id),
    meeting_id     INTEGER NOT NULL REFERENCES minutes (meeting_id),
    version_id     INTEGER NOT NULL REFERENCES minutes_version (id),
    kind           TEXT    NOT NULL,     -- minutes_chair, minutes_members, minutes_approved
    previous_state TEXT    NOT NULL
) STRICT;
CREATE INDEX minutes_submission_meeting ON minutes_submission (meeting_id, kind);
CREATE INDEX minutes_submission_version ON minutes_submission (version_id);

CREATE TABLE minutes_remark (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES minutes (meeting_id),
    item_id    INTEGER NOT NULL,
    person_id  INTEGER REFERENCES person (id) ON DELETE SET NULL,
    text       TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    done_at    INTEGER                   -- the secretary has seen to it
) STRICT;
CREATE INDEX minutes_remark_meeting ON minutes_remark (meeting_id, id);
CREATE INDEX minutes_remark_person ON minutes_remark (person_id);

CREATE TABLE minutes_rectification (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES minutes (meeting_id),
    on_date    TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    open_text  TEXT    NOT NULL,         -- without names
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX minutes_rectification_meeting ON minutes_rectification (meeting_id, id);

-- What a person typed and did not save yet.
CREATE TABLE minutes_autosave (
    meeting_id   INTEGER NOT NULL REFERENCES meeting (id),
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    item_id      INTEGER NOT NULL,
    base_version INTEGER NOT NULL,       -- of the minutes on which it was typed
    text         TEXT    NOT NULL,
    saved_at     INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, account_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_autosave_account ON minutes_autosave (account_id);

-- An item of purpose approval_of_minutes: the meeting whose minutes it approves.
ALTER TABLE agenda_item ADD COLUMN approves_id INTEGER REFERENCES meeting (id);
CREATE INDEX agenda_item_approves ON agenda_item (approves_id);
