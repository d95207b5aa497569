-- Meetings, their agendas, what was sent, dossiers, announcements, decisions, and the search index.
-- access: 0 public, 1 members, 2 secretariat.

CREATE TABLE dossier (
    id           INTEGER PRIMARY KEY,
    title        TEXT    NOT NULL,
    aliases      TEXT    NOT NULL,   -- one a line
    summary      TEXT    NOT NULL,
    aim          TEXT    NOT NULL,   -- one a line
    form         TEXT    NOT NULL,
    tasks        TEXT    NOT NULL,   -- sub-goals, one a line
    applicant_id INTEGER REFERENCES partner (id),
    area         TEXT    NOT NULL,
    area_certain INTEGER NOT NULL,
    rhythm       TEXT    NOT NULL,   -- none, semester, year
    outcome      TEXT    NOT NULL,
    access       INTEGER NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX dossier_applicant ON dossier (applicant_id);

CREATE TABLE dossier_funder (
    id         INTEGER PRIMARY KEY,
    dossier_id INTEGER NOT NULL REFERENCES dossier (id),
    name       TEXT    NOT NULL,
    from_date  TEXT    NOT NULL,
    until_date TEXT    NOT NULL,
    note       TEXT    NOT NULL
) STRICT;
CREATE INDEX dossier_funder_dossier ON dossier_funder (dossier_id);

CREATE TABLE dossier_actor (
    id           INTEGER PRIMARY KEY,
    dossier_id   INTEGER NOT NULL REFERENCES dossier (id),
    partner_id   INTEGER NOT NULL REFERENCES partner (id),
    role         TEXT    NOT NULL,
    contribution TEXT    NOT NULL
) STRICT;
CREATE INDEX dossier_actor_dossier ON dossier_actor (dossier_id);
CREATE INDEX dossier_actor_partner ON dossier_actor (partner_id);

CREATE TABLE dossier_figure (
    id         INTEGER PRIMARY KEY,
    dossier_id INTEGER NOT NULL REFERENCES dossier (id),
    what       TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    year       INTEGER NOT NULL,
    source     TEXT    NOT NULL
) STRICT;
CREATE INDEX dossier_figure_dossier ON dossier_figure (dossier_id);

CREATE TABLE meeting (
    id         INTEGER PRIMARY KEY,
    title      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,   -- ordinary, written_procedure
    state      TEXT    NOT NULL,
    month      TEXT    NOT NULL,   -- YYYY-MM, also when the date is known
    starts_at  INTEGER,            -- NULL: only the month is known
    location   TEXT    NOT NULL,
    online_url TEXT    NOT NULL,
    note       TEXT    NOT NULL,   -- of the secretariat
    access     INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX meeting_starts ON meeting (starts_at);
CREATE INDEX meeting_month ON meeting (month);
CREATE INDEX meeting_state ON meeting (state);

CREATE TABLE agenda_item (
    id                   INTEGER PRIMARY KEY,
    meeting_id           INTEGER NOT NULL REFERENCES meeting (id),
    position             INTEGER NOT NULL,
    number               TEXT    NOT NULL,   -- '' until frozen; "3", "3bis"
    numbered_by          INTEGER REFERENCES publication (id),
    title                TEXT    NOT NULL,
    purpose              TEXT    NOT NULL,
    minutes              INTEGER NOT NULL,   -- 0 = not said
    presenter            TEXT    NOT NULL,
    presenter_partner_id INTEGER REFERENCES partner (id),
    dossier_id           INTEGER REFERENCES dossier (id),
    access               INTEGER NOT NULL,
    text                 TEXT    NOT NULL,   -- CommonMark
    introduction_id      INTEGER REFERENCES agenda_item (id),  -- where it was introduced
    reschedules_id       INTEGER REFERENCES agenda_item (id),  -- the postponed item it takes up again
    removed_at           INTEGER,            -- taken off, can be put back
    outcome              TEXT    NOT NULL,   -- '' until treated
    outcome_note         TEXT    NOT NULL,
    treated_at           INTEGER,
    version              INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position);
CREATE INDEX agenda_item_dossier ON agenda_item (dossier_id);
CREATE INDEX agenda_item_introduction ON agenda_item (introduction_id);
CREATE INDEX agenda_item_reschedules ON agenda_item (reschedules_id);
CREATE INDEX agenda_item_numbered ON agenda_item (numbered_by);
CREATE INDEX agenda_item_partner ON agenda_item (presenter_partner_id);

-- One pressing of a button that tells people something; can be taken back until due_at.
CREATE TABLE sending (
    id             INTEGER PRIMARY KEY,
    kind           TEXT    NOT NULL,
    meeting_id     INTEGER NOT NULL REFERENCES meeting (id),
    created_at     INTEGER NOT NULL,
    due_at         INTEGER NOT NULL,
    previous_state TEXT    NOT NULL,
    recipients     INTEGER NOT NULL,   -- endpoints told
    taken_back_at  INTEGER,
    account_id     INTEGER REFERENCES account (id),
    token_id       INTEGER REFERENCES api_token (id)
) STRICT;
CREATE INDEX sending_meeting ON sending (meeting_id, id);
CREATE INDEX sending_account ON sending (account_id);
CREATE INDEX sending_token ON sending (token_id);

-- What others see of a meeting: immutable, the newest whose effective_at has come counts.
CREATE TABLE publication (
    id           INTEGER PRIMARY KEY,
    meeting_id   INTEGER NOT NULL REFERENCES meeting (id),
    sending_id   INTEGER REFERENCES sending (id),   -- NULL: announced, or started, without notices
    number       INTEGER NOT NULL,                  -- 1, 2 … a meeting: the notice's version
    effective_at INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    month        TEXT    NOT NULL,
    starts_at    INTEGER,
    location     TEXT    NOT NULL,
    online_url   TEXT    NOT NULL,
    access       INTEGER NOT NULL,
    has_agenda   INTEGER NOT NULL,
    UNIQUE (meeting_id, number)
) STRICT;
CREATE INDEX publication_sending ON publication (sending_id);
CREATE INDEX publication_month ON publication (month);

CREATE TABLE publication_item (
    publication_id       INTEGER NOT NULL REFERENCES publication (id),
    item_id              INTEGER NOT NULL REFERENCES agenda_item (id),
    position             INTEGER NOT NULL,
    number               TEXT    NOT NULL,
    title                TEXT    NOT NULL,
    purpose              TEXT    NOT NULL,
    minutes              INTEGER NOT NULL,
    presenter            TEXT    NOT NULL,
    presenter_partner_id INTEGER REFERENCES partner (id),
    dossier_id           INTEGER REFERENCES dossier (id),
    access               INTEGER NOT NULL,
    text                 TEXT    NOT NULL,
    introduction_id      INTEGER REFERENCES agenda_item (id),
    PRIMARY KEY (publication_id, position, item_id),  -- read in this order, unsorted
    UNIQUE (item_id, publication_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX publication_item_dossier ON publication_item (dossier_id);
CREATE INDEX publication_item_partner ON publication_item (presenter_partner_id);
CREATE INDEX publication_item_introduction ON publication_item (introduction_id);

-- "aangekondigd voor mei 2024", or postponed to it: offered to a meeting in that month.
CREATE TABLE announcement (
    id            INTEGER PRIMARY KEY,
    kind          TEXT    NOT NULL,   -- announced, postponed
    item_id       INTEGER NOT NULL REFERENCES agenda_item (id), -- introduced or postponed there
    dossier_id    INTEGER REFERENCES dossier (id),
    title         TEXT    NOT NULL,
    target_month  TEXT    NOT NULL,
    state         TEXT    NOT NULL,   -- open, taken, dropped
    reason        TEXT    NOT NULL,   -- of dropping
    taken_item_id INTEGER REFERENCES agenda_item (id),
    released_at   INTEGER,
    released_by   INTEGER REFERENCES sending (id),
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX announcement_open ON announcement (state, target_month);
CREATE INDEX announcement_item ON announcement (item_id);
CREATE INDEX announcement_dossier ON announcement (dossier_id);
CREATE INDEX announcement_taken ON announcement (taken_item_id);
CREATE INDEX announcement_released ON announcement (released_by);

CREATE TABLE decision_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (
    id           INTEGER PRIMARY KEY,
    item_id      INTEGER NOT NULL UNIQUE REFERENCES agenda_item (id),
    meeting_id   INTEGER NOT NULL REFERENCES meeting (id),
    dossier_id   INTEGER REFERENCES dossier (id),
    number       TEXT    NOT NULL UNIQUE,   -- 2024_LOK_00012
    year         INTEGER NOT NULL,          -- of the meeting
    title        TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    motivation   TEXT    NOT NULL,
    method       TEXT    NOT NULL,          -- consensus, unanimous, vote
    follow_up_id INTEGER REFERENCES partner (id),
    due_date     TEXT    NOT NULL,
    state        TEXT    NOT NULL,          -- provisional, in_force, superseded, withdrawn, executed
    access       INTEGER NOT NULL,
    released_at  INTEGER,                   -- shown to others from then
    released_by  INTEGER REFERENCES sending (id),
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX decision_meeting ON decision (meeting_id);
CREATE INDEX decision_dossier ON decision (dossier_id, id);
CREATE INDEX decision_year ON decision (year, id);
CREATE INDEX decision_follow_up ON decision (follow_up_id);
CREATE INDEX decision_released ON decision (released_by);
CREATE INDEX decision_unreleased ON decision (meeting_id) WHERE released_at IS NULL;

-- One row a searchable thing; the index is kept by search.c in the same transaction.
CREATE TABLE search_doc (
    id     INTEGER PRIMARY KEY,
    kind   TEXT    NOT NULL,
    ref_id INTEGER NOT NULL,
    title  TEXT    NOT NULL,
    body   TEXT    NOT NULL,
    facets TEXT    NOT NULL,   -- year, kind, access, dossier … as words inside the index
    UNIQUE (kind, ref_id)
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, facets,
    content = 'search_doc', content_rowid = 'id', tokenize = 'dutch', detail = 'column',
    prefix = '2 3 4 5 6 7 8'
);
