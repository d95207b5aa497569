-- The council, its people, partners and accounts, and the log of what happened.
-- Times are UTC milliseconds, dates YYYY-MM-DD, months YYYY-MM; booleans 0/1.

CREATE TABLE council (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    name             TEXT    NOT NULL,
    municipality     TEXT    NOT NULL,
    number_prefix    TEXT    NOT NULL,
    invitation_days  INTEGER NOT NULL,
    reaction_days    INTEGER NOT NULL,
    is_public        INTEGER NOT NULL,
    email            TEXT    NOT NULL DEFAULT '',
    demo_date        TEXT,             -- the demo's "today"; NULL outside a demo
    version          INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE partner (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    name_folded  TEXT    NOT NULL UNIQUE,  -- without case and accents
    kind         TEXT    NOT NULL,
    website      TEXT    NOT NULL,
    service_area TEXT    NOT NULL,         -- one municipality a line
    note         TEXT    NOT NULL,
    until        TEXT,                     -- closed from this date
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE partner_alias (
    name_folded TEXT    PRIMARY KEY,
    name        TEXT    NOT NULL,
    partner_id  INTEGER NOT NULL REFERENCES partner (id)
) STRICT;
CREATE INDEX partner_alias_partner ON partner_alias (partner_id);

CREATE TABLE person (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    name_folded TEXT    NOT NULL,  -- without case and accents, to sort by
    function    TEXT    NOT NULL,
    email       TEXT    NOT NULL,  -- lower case
    phone       TEXT    NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX person_name ON person (name_folded, id);
CREATE INDEX person_email ON person (email);

CREATE TABLE partner_contact (
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    person_id  INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (partner_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_contact_person ON partner_contact (person_id);

-- A seat in the council, apart from the person who holds it.
CREATE TABLE member (
    id           INTEGER PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES person (id),
    partner_id   INTEGER REFERENCES partner (id),
    constituency TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    voting_right INTEGER NOT NULL,
    from_date    TEXT,
    until_date   TEXT,
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX member_person ON member (person_id);
CREATE INDEX member_partner ON member (partner_id);

CREATE TABLE account (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER NOT NULL UNIQUE REFERENCES person (id),
    email         TEXT    NOT NULL UNIQUE,  -- lower case
    roles         INTEGER NOT NULL,         -- bit mask of enum role
    partner_id    INTEGER REFERENCES partner (id),
    password_hash TEXT    NOT NULL DEFAULT '',
    totp_key      TEXT    NOT NULL DEFAULT '',
    totp_step     INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,
    retry_at      INTEGER NOT NULL DEFAULT 0,
    disabled      INTEGER NOT NULL DEFAULT 0,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX account_partner ON account (partner_id);

CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id),
    code_hash  TEXT    NOT NULL,
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_link (
    token_hash TEXT    PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX login_link_account ON login_link (account_id);

CREATE TABLE api_token (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    roles      INTEGER NOT NULL,
    partner_id INTEGER REFERENCES partner (id),
    created_at INTEGER NOT NULL,
    used_at    INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX api_token_partner ON api_token (partner_id);

-- What happened: append-only, also the audit trail.
CREATE TABLE event (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    subject_kind TEXT    NOT NULL,
    subject_id   INTEGER NOT NULL,
    account_id   INTEGER REFERENCES account (id),
    token_id     INTEGER REFERENCES api_token (id),
    data         TEXT    NOT NULL         -- JSON object: what changed, no secrets
) STRICT;
CREATE INDEX event_subject ON event (subject_kind, subject_id, id);
CREATE INDEX event_account ON event (account_id);
CREATE INDEX event_token ON event (token_id);
