-- A link may give the council's deadlines, for who prepares its meetings, in place of the meetings.

ALTER TABLE feed_token ADD COLUMN deadlines INTEGER NOT NULL DEFAULT 0;
