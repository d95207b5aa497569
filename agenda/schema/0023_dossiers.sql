-- What came of a dossier as one of a few words, beside the text; and parts that were taken away can be
-- put back.

ALTER TABLE dossier ADD COLUMN result TEXT NOT NULL DEFAULT 'open'; -- open, selected, not_selected, done, stopped
ALTER TABLE dossier_funder ADD COLUMN removed_at INTEGER;
ALTER TABLE dossier_actor ADD COLUMN removed_at INTEGER;
ALTER TABLE dossier_figure ADD COLUMN removed_at INTEGER;
