-- A token may act for a person, whose seat it then votes for.

ALTER TABLE api_token ADD COLUMN person_id INTEGER REFERENCES person (id);
CREATE INDEX api_token_person ON api_token (person_id);
