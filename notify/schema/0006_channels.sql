-- Notices also go to chat and to mailboxes.
-- kind: how it is sent. only_own: only what concerns its partner.
-- A mailbox of a person (person_id) has no address of its own (url 'mailto:'): it follows the
-- person's, and is nobody's once that person is deleted.

ALTER TABLE endpoint ADD COLUMN kind TEXT NOT NULL DEFAULT 'webhook';
ALTER TABLE endpoint ADD COLUMN person_id INTEGER REFERENCES person (id) ON DELETE SET NULL;
ALTER TABLE endpoint ADD COLUMN only_own INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX endpoint_mailbox ON endpoint (person_id) WHERE person_id IS NOT NULL;
