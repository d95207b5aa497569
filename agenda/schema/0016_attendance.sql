-- Who was at a meeting, for which items; and what else is noted at the table: internal notes, votes,
-- a minority view, why an item was withdrawn, and until when it was postponed.

CREATE TABLE attendance (
    id            INTEGER PRIMARY KEY,
    meeting_id    INTEGER NOT NULL REFERENCES meeting (id),
    person_id     INTEGER REFERENCES person (id),   -- NULL: a guest
    guest         TEXT    NOT NULL,                 -- a guest's function and organisation
    status        TEXT    NOT NULL,                 -- present, online, excused, absent, substitute
    for_person_id INTEGER REFERENCES person (id),   -- whose place a substitute takes
    from_item_id  INTEGER REFERENCES agenda_item (id),  -- came in at this item
    until_item_id INTEGER REFERENCES agenda_item (id),  -- left after this item
    remark        TEXT    NOT NULL,
    UNIQUE (meeting_id, person_id)
) STRICT;
CREATE INDEX attendance_person ON attendance (person_id);
CREATE INDEX attendance_for ON attendance (for_person_id);
CREATE INDEX attendance_from ON attendance (from_item_id);
CREATE INDEX attendance_until ON attendance (until_item_id);

-- What differs at one item: a conflict of interest, out of the room, a vote that was named.
CREATE TABLE attendance_item (
    attendance_id INTEGER NOT NULL REFERENCES attendance (id) ON DELETE CASCADE,
    item_id       INTEGER NOT NULL REFERENCES agenda_item (id),
    away          INTEGER NOT NULL,
    conflict      INTEGER NOT NULL,
    reason        TEXT    NOT NULL,
    vote          TEXT    NOT NULL,   -- '', in_favour, against, abstain
    PRIMARY KEY (attendance_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_item_item ON attendance_item (item_id);

ALTER TABLE meeting ADD COLUMN attendance_version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE agenda_item ADD COLUMN internal_note TEXT NOT NULL DEFAULT '';  -- of the secretariat
ALTER TABLE agenda_item ADD COLUMN outcome_reason TEXT NOT NULL DEFAULT ''; -- withdrawn, postponed
ALTER TABLE agenda_item ADD COLUMN minority_view TEXT NOT NULL DEFAULT '';
ALTER TABLE agenda_item ADD COLUMN votes_in_favour INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agenda_item ADD COLUMN votes_against INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agenda_item ADD COLUMN votes_abstain INTEGER NOT NULL DEFAULT 0;

ALTER TABLE announcement ADD COLUMN target_date TEXT NOT NULL DEFAULT '';       -- '' = the month counts
ALTER TABLE announcement ADD COLUMN next_meeting INTEGER NOT NULL DEFAULT 0;    -- whenever that is
