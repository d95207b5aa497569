-- In a practice council: since when (UTC ms) it was which day, a line for each, the newest last:
-- "1764437000000 2024-02-27". What was noted by the real clock is shown on the council's own day.
ALTER TABLE council ADD COLUMN demo_days TEXT NOT NULL DEFAULT '';
