-- A calendar link that a new term ended comes back when the term is taken back.

ALTER TABLE feed_token ADD COLUMN revoked_at INTEGER; -- UTC milliseconds
CREATE INDEX feed_token_revoked ON feed_token (revoked_at) WHERE revoked_at IS NOT NULL;
