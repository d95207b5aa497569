-- What a proposal was before its last answer, so that the answer can be taken back.

ALTER TABLE proposal ADD COLUMN before_state TEXT NOT NULL DEFAULT 'open';
ALTER TABLE proposal ADD COLUMN before_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN before_month TEXT NOT NULL DEFAULT '';
