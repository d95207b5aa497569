-- People's rights: who was erased (ids and times only, so that it is done again after a restore), and how
-- long the council keeps what names people. Times are UTC milliseconds.

-- The row of the person stays under another name ("Oud-lid 17"), so that old results still add up.
CREATE TABLE erasure (
    person_id     INTEGER PRIMARY KEY REFERENCES person (id),
    created_event INTEGER NOT NULL,   -- person.created, 0 = not known: an id may have been used before
    erased_at     INTEGER NOT NULL
) STRICT;

-- Months; 0 = kept as long as the rest. Nothing goes by itself unless `automatic`.
CREATE TABLE retention (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    automatic  INTEGER NOT NULL,
    replies    INTEGER NOT NULL,   -- the remarks in replies
    attendance INTEGER NOT NULL,   -- who was at a meeting, and remarks there
    proposals  INTEGER NOT NULL,   -- that were declined
    remarks    INTEGER NOT NULL,   -- at minutes that were approved
    letters    INTEGER NOT NULL,   -- that went by hand
    links      INTEGER NOT NULL,   -- personal links that ended
    events     INTEGER NOT NULL,   -- who did what, in the log
    persons    INTEGER NOT NULL,   -- without seat, partner or account
    ran_at     INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO retention (id, automatic, replies, attendance, proposals, remarks, letters, links, events,
                       persons, ran_at)
VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
