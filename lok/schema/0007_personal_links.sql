-- Personal links in mails: what one person may see and do for one meeting, without a password.
-- Times are UTC milliseconds.

CREATE TABLE personal_link (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    partner_id INTEGER REFERENCES partner (id) ON DELETE CASCADE, -- for which it was invited
    meeting_id INTEGER REFERENCES meeting (id) ON DELETE CASCADE, -- NULL: of no meeting
    sending_id INTEGER,                                           -- with which it went, NULL = none
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,                                           -- moved at most once an hour
    revoked_at INTEGER
) STRICT;
CREATE INDEX personal_link_person ON personal_link (person_id, id);
CREATE INDEX personal_link_partner ON personal_link (partner_id);
CREATE INDEX personal_link_meeting ON personal_link (meeting_id);
CREATE INDEX personal_link_sending ON personal_link (sending_id) WHERE sending_id IS NOT NULL;
CREATE INDEX personal_link_expires ON personal_link (expires_at);
