-- What became of a decision: which took its place, since when and why, its topics, and what was put
-- right in it. Dates YYYY-MM-DD.

ALTER TABLE decision ADD COLUMN superseded_by_id INTEGER REFERENCES decision (id);
ALTER TABLE decision ADD COLUMN superseded_told_by INTEGER REFERENCES sending (id);
ALTER TABLE decision ADD COLUMN state_on TEXT NOT NULL DEFAULT '';      -- since when the state holds
ALTER TABLE decision ADD COLUMN state_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN topics TEXT NOT NULL DEFAULT '';        -- one a line
CREATE INDEX decision_superseded_by ON decision (superseded_by_id);
CREATE INDEX decision_superseded_told ON decision (superseded_told_by);

CREATE INDEX decision_with_topics ON decision (id) WHERE topics <> '';

CREATE TABLE decision_rectification (
    id          INTEGER PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    on_date     TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_rectification_decision ON decision_rectification (decision_id, id);
