-- Who may read a document can be changed: it grows by one each time.
ALTER TABLE attachment ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
