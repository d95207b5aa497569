-- Calendars by subscription: who may fetch one without signing in, by a link that holds a secret.
-- Times are UTC milliseconds.

-- Random, made once: two councils never give the same identifier to different things.
ALTER TABLE council ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE council SET uid = lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
    || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-'
    || hex(randomblob(6)));

-- Of one person or of one partner; gone when it is revoked.
CREATE TABLE feed_token (
    id         INTEGER PRIMARY KEY,
    token_hash TEXT    NOT NULL UNIQUE,
    person_id  INTEGER REFERENCES person (id) ON DELETE CASCADE,
    partner_id INTEGER REFERENCES partner (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    used_at    INTEGER,                  -- moved at most once a day
    CHECK ((person_id IS NULL) <> (partner_id IS NULL))
) STRICT;
CREATE INDEX feed_token_person ON feed_token (person_id);
CREATE INDEX feed_token_partner ON feed_token (partner_id);
