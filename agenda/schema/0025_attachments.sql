-- Documents that stand with a meeting, an item, a decision, an advice, a dossier or a proposal. What
-- they hold stands in tables of its own, once for each content, so that no list ever reads it.
-- Times are UTC milliseconds.

CREATE TABLE stored_file (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT    NOT NULL UNIQUE,   -- 64 hex digits
    size   INTEGER NOT NULL
) STRICT;

CREATE TABLE stored_piece (
    file_id INTEGER NOT NULL REFERENCES stored_file (id),
    number  INTEGER NOT NULL,   -- from 0; 64 KiB each, the last may be shorter
    bytes   BLOB    NOT NULL,
    PRIMARY KEY (file_id, number)
) STRICT;

CREATE TABLE attachment (
    id          INTEGER PRIMARY KEY,
    owner       TEXT    NOT NULL,   -- meeting, item, decision, advice, dossier, proposal
    owner_id    INTEGER NOT NULL,   -- none of these is ever deleted
    meeting_id  INTEGER REFERENCES meeting (id),       -- of a meeting or one of its items
    file_id     INTEGER NOT NULL REFERENCES stored_file (id),
    name        TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    access      INTEGER NOT NULL,   -- 0 public, 1 members, 2 secretariat; never less than the owner's
    replaces_id INTEGER REFERENCES attachment (id),    -- the version before
    shown_at    INTEGER,   -- added once the meeting was over: seen without a sending
    created_at  INTEGER NOT NULL,
    removed_at  INTEGER
) STRICT;
CREATE INDEX attachment_owner ON attachment (owner, owner_id);
CREATE INDEX attachment_meeting ON attachment (meeting_id);
CREATE INDEX attachment_file ON attachment (file_id);
CREATE INDEX attachment_replaces ON attachment (replaces_id);
CREATE INDEX attachment_removed ON attachment (removed_at) WHERE removed_at IS NOT NULL;

-- The documents that others see of a version of a meeting.
CREATE TABLE publication_attachment (
    publication_id INTEGER NOT NULL REFERENCES publication (id),
    attachment_id  INTEGER NOT NULL REFERENCES attachment (id),
    PRIMARY KEY (publication_id, attachment_id)
) STRICT;
CREATE INDEX publication_attachment_attachment ON publication_attachment (attachment_id);

ALTER TABLE council ADD COLUMN shows_names INTEGER NOT NULL DEFAULT 0;
