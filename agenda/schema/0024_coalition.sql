-- The coalition (samenwerkingsverband) that a call asks for: what it needs, and who was asked.
-- Dates YYYY-MM-DD. What was removed can be put back.

CREATE TABLE coalition (
    dossier_id INTEGER PRIMARY KEY REFERENCES dossier (id),
    call       TEXT    NOT NULL,   -- what the call is named
    closes_on  TEXT    NOT NULL    -- '' = not known
) STRICT;

CREATE TABLE coalition_need (
    id         INTEGER PRIMARY KEY,
    dossier_id INTEGER NOT NULL REFERENCES dossier (id),
    kind       TEXT    NOT NULL,                  -- of partner; counts without a group
    group_id   INTEGER REFERENCES partner (id),   -- or members of this group
    least      INTEGER NOT NULL,
    words      TEXT    NOT NULL,                  -- "opvanglocaties"
    removed_at INTEGER
) STRICT;
CREATE INDEX coalition_need_dossier ON coalition_need (dossier_id);
CREATE INDEX coalition_need_group ON coalition_need (group_id);

CREATE TABLE coalition_member (
    id         INTEGER PRIMARY KEY,
    dossier_id INTEGER NOT NULL REFERENCES dossier (id),
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    need_id    INTEGER REFERENCES coalition_need (id),   -- NULL: what its kind and groups fit
    state      TEXT    NOT NULL,                         -- asked, committed, declined
    date       TEXT    NOT NULL,                         -- of that state
    contact    TEXT    NOT NULL,                         -- a function
    note       TEXT    NOT NULL,                         -- of the secretariat
    removed_at INTEGER
) STRICT;
CREATE INDEX coalition_member_dossier ON coalition_member (dossier_id);
CREATE INDEX coalition_member_partner ON coalition_member (partner_id);
CREATE INDEX coalition_member_need ON coalition_member (need_id);
