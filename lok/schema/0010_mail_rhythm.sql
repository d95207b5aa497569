-- How often a person wants mail: at_once, daily, weekly.

ALTER TABLE person ADD COLUMN mail_rhythm TEXT NOT NULL DEFAULT 'at_once';
