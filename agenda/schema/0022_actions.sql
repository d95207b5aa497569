-- Opvolging: what an organisation promised to do, and each change of it.
-- Times are UTC milliseconds, dates YYYY-MM-DD; access: 0 public, 1 members, 2 secretariat.

CREATE TABLE action (
    id          INTEGER PRIMARY KEY,
    partner_id  INTEGER NOT NULL REFERENCES partner (id),   -- its owner
    text        TEXT    NOT NULL,
    due_date    TEXT    NOT NULL,                           -- '' = none
    state       TEXT    NOT NULL,                           -- open, busy, done, dropped
    access      INTEGER NOT NULL,
    meeting_id  INTEGER REFERENCES meeting (id),            -- where it comes from, each may be NULL
    item_id     INTEGER REFERENCES agenda_item (id),
    decision_id INTEGER REFERENCES decision (id) ON DELETE SET NULL,
    dossier_id  INTEGER REFERENCES dossier (id),
    created_at  INTEGER NOT NULL,
    closed_at   INTEGER,                                    -- done or dropped since
    told_at     INTEGER,                                    -- its owner is told from then
    told_by     INTEGER REFERENCES sending (id),
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX action_state ON action (state, due_date);
CREATE INDEX action_partner ON action (partner_id);
CREATE INDEX action_meeting ON action (meeting_id);
CREATE INDEX action_item ON action (item_id);
CREATE INDEX action_decision ON action (decision_id);
CREATE INDEX action_dossier ON action (dossier_id);
CREATE INDEX action_told ON action (told_by);

-- Its history. What stood there before makes undoing possible; no person's name is kept.
CREATE TABLE action_change (
    id            INTEGER PRIMARY KEY,
    action_id     INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    at            INTEGER NOT NULL,
    by_function   TEXT    NOT NULL,
    by_partner_id INTEGER REFERENCES partner (id),
    what          TEXT    NOT NULL,   -- created, state, remark, changed, undone
    to_state      TEXT    NOT NULL,
    remark        TEXT    NOT NULL,
    old_state     TEXT    NOT NULL,
    old_text      TEXT    NOT NULL,
    old_due_date  TEXT    NOT NULL,
    old_partner   INTEGER NOT NULL REFERENCES partner (id),
    old_access    INTEGER NOT NULL
) STRICT;
CREATE INDEX action_change_action ON action_change (action_id, id);
CREATE INDEX action_change_partner ON action_change (by_partner_id);
CREATE INDEX action_change_old_partner ON action_change (old_partner);
