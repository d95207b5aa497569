-- Who was asked for a coalition is told so by a button; from then its partner may answer.
ALTER TABLE coalition_member ADD COLUMN told_at INTEGER;   -- UTC ms, when it leaves
