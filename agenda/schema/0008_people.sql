-- What people answer and propose, the call for items, letters that go by hand, and what the
-- secretary was reminded of. Times are UTC milliseconds, dates YYYY-MM-DD, months YYYY-MM.

CREATE TABLE reply (
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    answer     TEXT    NOT NULL,   -- coming, excused, replaced
    remark     TEXT    NOT NULL,
    way        TEXT    NOT NULL,   -- link, signed_in, ticked
    ticked_by  INTEGER REFERENCES account (id),
    replied_at INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reply_person ON reply (person_id);
CREATE INDEX reply_ticked ON reply (ticked_by);

-- Until when items may be proposed for a meeting, when that differs from what follows from its date.
CREATE TABLE meeting_call (
    meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
    closes_on  TEXT    NOT NULL
) STRICT;

CREATE TABLE proposal (
    id           INTEGER PRIMARY KEY,
    meeting_id   INTEGER REFERENCES meeting (id),  -- NULL: of no meeting yet
    partner_id   INTEGER REFERENCES partner (id),
    person_id    INTEGER REFERENCES person (id) ON DELETE SET NULL,
    title        TEXT    NOT NULL,
    text         TEXT    NOT NULL,                 -- CommonMark
    minutes      INTEGER NOT NULL,
    state        TEXT    NOT NULL,                 -- open, accepted, declined, postponed
    reason       TEXT    NOT NULL,                 -- of declining or postponing
    target_month TEXT    NOT NULL,                 -- '' unless postponed
    item_id      INTEGER REFERENCES agenda_item (id),
    by_mail      INTEGER NOT NULL,                 -- the secretary pasted it
    created_at   INTEGER NOT NULL,
    answered_at  INTEGER,
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX proposal_state ON proposal (state, id);
CREATE INDEX proposal_meeting ON proposal (meeting_id);
CREATE INDEX proposal_partner ON proposal (partner_id, id);
CREATE INDEX proposal_person ON proposal (person_id, id);
CREATE INDEX proposal_item ON proposal (item_id);

-- Without a mail server: what the secretary sends by hand. {link} stands for the personal link.
CREATE TABLE letter (
    sending_id INTEGER NOT NULL REFERENCES sending (id),
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    partner_id INTEGER REFERENCES partner (id),
    subject    TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (sending_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_person ON letter (person_id);
CREATE INDEX letter_partner ON letter (partner_id);

-- What was told by itself, so that it is told once: weekly mails, failing endpoints.
CREATE TABLE reminder (
    what    TEXT    PRIMARY KEY,
    told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
