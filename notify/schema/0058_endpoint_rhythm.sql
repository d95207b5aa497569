-- How often a mail endpoint wants mail: at_once, daily, weekly. Of a person's mailbox the person's own
-- choice counts (person.mail_rhythm).

ALTER TABLE endpoint ADD COLUMN mail_rhythm TEXT NOT NULL DEFAULT 'at_once';
