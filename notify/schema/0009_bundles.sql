-- A mailbox may take its mail once a day or once a week, bundled; and a personal link stands in the
-- outbox only until its mail has left.

-- What has the same bundle_at in one mailbox goes as one mail. 0 = alone. A retry changes due_at only.
ALTER TABLE delivery ADD COLUMN bundle_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX delivery_bundle ON delivery (endpoint_id, bundle_at) WHERE bundle_at > 0;

-- In the body the notice's id stands where the token comes. token: '' once the mail has left.
CREATE TABLE delivery_link (
    delivery_id INTEGER PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
    token_hash  TEXT    NOT NULL,
    token       TEXT    NOT NULL
) STRICT;
CREATE INDEX delivery_link_open ON delivery_link (delivery_id) WHERE token <> '';
