-- The item that is being treated: what the projector shows.
ALTER TABLE meeting ADD COLUMN current_item_id INTEGER REFERENCES agenda_item (id);
CREATE INDEX meeting_current ON meeting (current_item_id);
