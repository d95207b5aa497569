-- What the chair answered to an agenda that was put to him: agreed, or a remark.
CREATE TABLE agenda_review (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    person_id  INTEGER REFERENCES person (id) ON DELETE SET NULL,
    remark     TEXT    NOT NULL,         -- '' = agreed
    content    TEXT    NOT NULL,         -- digest of the agenda as it was then
    made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX agenda_review_meeting ON agenda_review (meeting_id, id);
CREATE INDEX agenda_review_person ON agenda_review (person_id);
CREATE INDEX sending_agenda_chair ON sending (meeting_id, due_at) WHERE kind = 'agenda_chair';
