-- What waits for an agenda and was put off by a word of reason: a dossier due by its rhythm, an advice
-- without an answer, the result of a written procedure. Announcements and proposals keep it themselves.
CREATE TABLE put_off (
    kind        TEXT    NOT NULL,   -- dossier, advice, written
    ref_id      INTEGER NOT NULL,
    until_month TEXT    NOT NULL,   -- offered again from that month; '' = not any more
    reason      TEXT    NOT NULL,
    put_off_at  INTEGER NOT NULL,
    PRIMARY KEY (kind, ref_id)
) STRICT, WITHOUT ROWID;

-- The items that stand on every agenda, a title a line, in that order.
ALTER TABLE council ADD COLUMN standing_items TEXT NOT NULL
    DEFAULT 'Goedkeuring van het vorige verslag
Openstaande acties
Varia';
