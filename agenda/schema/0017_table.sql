-- The item that is being treated: what the projector shows.
ALTER TABLE meeting ADD COLUMN table_item_id INTEGER REFERENCES agenda_item (id);
CREATE INDEX meeting_table_item ON meeting (table_item_id);
