-- A written procedure: a meeting without a room. It closes when its meeting "begins" (starts_at).

CREATE TABLE written_procedure (
    meeting_id  INTEGER PRIMARY KEY REFERENCES meeting (id),
    opens_at    INTEGER NOT NULL,
    reported_id INTEGER REFERENCES agenda_item (id)  -- at which its result was reported
) STRICT;
CREATE INDEX written_procedure_reported ON written_procedure (reported_id);

-- Each is kept; of a seat at an item the last one counts.
CREATE TABLE written_vote (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    item_id    INTEGER NOT NULL REFERENCES agenda_item (id),
    member_id  INTEGER NOT NULL REFERENCES member (id),              -- the seat
    person_id  INTEGER REFERENCES person (id) ON DELETE SET NULL,    -- the member or the substitute
    vote       TEXT    NOT NULL,   -- '' (a view only), in_favour, against, abstain
    remark     TEXT    NOT NULL,
    way        TEXT    NOT NULL,   -- link, signed_in
    voted_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX written_vote_item ON written_vote (item_id, member_id, id);
CREATE INDEX written_vote_meeting ON written_vote (meeting_id, person_id);
CREATE INDEX written_vote_member ON written_vote (member_id);
CREATE INDEX written_vote_person ON written_vote (person_id);
