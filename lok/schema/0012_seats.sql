-- What the rules of a seat need: who may not vote by law, who takes the place, the two-thirds rule,
-- and the quorum that a council sets for itself.

-- woman, man, x or not_said: for the two-thirds rule alone, shown to the secretary alone.
ALTER TABLE member ADD COLUMN sex TEXT NOT NULL DEFAULT 'not_said';
ALTER TABLE member ADD COLUMN councillor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN college INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN substitute_id INTEGER REFERENCES person (id);
CREATE INDEX member_substitute ON member (substitute_id) WHERE substitute_id IS NOT NULL;

ALTER TABLE council ADD COLUMN quorum TEXT NOT NULL DEFAULT 'none';
ALTER TABLE council ADD COLUMN quorum_number INTEGER NOT NULL DEFAULT 0;
