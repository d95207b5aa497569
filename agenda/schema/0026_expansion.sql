-- Expansion rounds (uitbreidingsrondes): who may open new places. Criteria come in versions; those
-- that were scored by, and their scores, stay. Dates YYYY-MM-DD, times UTC ms.

CREATE TABLE expansion (
    id          INTEGER PRIMARY KEY,
    title       TEXT    NOT NULL,
    dossier_id  INTEGER REFERENCES dossier (id),
    closes_on   TEXT    NOT NULL,           -- the last day to apply
    places      INTEGER NOT NULL,           -- available; 0 = not said
    state       TEXT    NOT NULL,           -- open, scoring, closed
    access      INTEGER NOT NULL,           -- scores: members at most
    started_on  TEXT    NOT NULL,
    closed_on   TEXT    NOT NULL,           -- '' until then
    reopened    TEXT    NOT NULL,           -- why it was opened again, ''
    advice_id   INTEGER REFERENCES advice (id),   -- drawn from it
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX expansion_dossier ON expansion (dossier_id);
CREATE INDEX expansion_advice ON expansion (advice_id);

CREATE TABLE expansion_criteria (
    id           INTEGER PRIMARY KEY,
    expansion_id INTEGER NOT NULL REFERENCES expansion (id),
    number       INTEGER NOT NULL,          -- the highest one counts
    reason       TEXT    NOT NULL,          -- why the one before gave way, '' of the first
    made_on      TEXT    NOT NULL,
    decision_id  INTEGER REFERENCES decision (id), -- that approved them
    UNIQUE (expansion_id, number)
) STRICT;
CREATE INDEX expansion_criteria_decision ON expansion_criteria (decision_id);

CREATE TABLE expansion_criterion (
    id          INTEGER PRIMARY KEY,
    criteria_id INTEGER NOT NULL REFERENCES expansion_criteria (id),
    name        TEXT    NOT NULL,
    explanation TEXT    NOT NULL,
    weight      INTEGER NOT NULL,           -- of 100
    most        INTEGER NOT NULL            -- the highest score
) STRICT;
CREATE INDEX expansion_criterion_criteria ON expansion_criterion (criteria_id);

CREATE TABLE expansion_application (
    id           INTEGER PRIMARY KEY,
    expansion_id INTEGER NOT NULL REFERENCES expansion (id),
    partner_id   INTEGER REFERENCES partner (id),  -- the organiser, or
    organiser    TEXT    NOT NULL,                 -- its name
    location     TEXT    NOT NULL,
    care         TEXT    NOT NULL,
    places       INTEGER NOT NULL,
    area         TEXT    NOT NULL,
    received_on  TEXT    NOT NULL,
    removed_at   INTEGER
) STRICT;
CREATE INDEX expansion_application_expansion ON expansion_application (expansion_id);
CREATE INDEX expansion_application_partner ON expansion_application (partner_id);

CREATE TABLE expansion_conflict (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES expansion_application (id),
    person_id      INTEGER NOT NULL REFERENCES person (id),
    reason         TEXT    NOT NULL,
    left_room      INTEGER NOT NULL,
    removed_at     INTEGER
) STRICT;
CREATE INDEX expansion_conflict_application ON expansion_conflict (application_id);
CREATE INDEX expansion_conflict_person ON expansion_conflict (person_id);

CREATE TABLE expansion_score (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES expansion_application (id),
    criterion_id   INTEGER NOT NULL REFERENCES expansion_criterion (id),
    scorer_id      INTEGER NOT NULL REFERENCES person (id),
    score          INTEGER NOT NULL,
    reason         TEXT    NOT NULL,
    conflict_id    INTEGER REFERENCES expansion_conflict (id)   -- set aside for it
) STRICT;
CREATE UNIQUE INDEX expansion_score_one ON expansion_score (application_id, criterion_id)
    WHERE conflict_id IS NULL;
CREATE INDEX expansion_score_application ON expansion_score (application_id);
CREATE INDEX expansion_score_criterion ON expansion_score (criterion_id);
CREATE INDEX expansion_score_scorer ON expansion_score (scorer_id);
CREATE INDEX expansion_score_conflict ON expansion_score (conflict_id);
