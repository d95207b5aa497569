-- Advice to the college or the municipal council: what was asked, what the council answered, when it
-- went out, and what the government did with it. Its state follows from what is filled in.

CREATE TABLE advice_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE advice (
    id             INTEGER PRIMARY KEY,
    number         TEXT    NOT NULL UNIQUE,   -- 2024_LOK_A0003
    year           INTEGER NOT NULL,
    title          TEXT    NOT NULL,
    origin         TEXT    NOT NULL,          -- asked, own_initiative
    asked_by_id    INTEGER REFERENCES partner (id),
    asked_on       TEXT    NOT NULL,          -- '' of own initiative
    due_date       TEXT    NOT NULL,          -- '' = none
    question       TEXT    NOT NULL,          -- CommonMark
    dossier_id     INTEGER REFERENCES dossier (id),
    text           TEXT    NOT NULL,          -- CommonMark; '' until written
    motivation     TEXT    NOT NULL,
    minority_view  TEXT    NOT NULL,
    in_favour      INTEGER NOT NULL,          -- all 0: by consensus
    against        INTEGER NOT NULL,
    abstain        INTEGER NOT NULL,
    balance_words  TEXT    NOT NULL,          -- which rule was not met when it was recorded
    balance_reason TEXT    NOT NULL,          -- why it was recorded all the same
    given_on       TEXT    NOT NULL,          -- the day it was recorded
    item_id        INTEGER UNIQUE REFERENCES agenda_item (id),  -- at which it is or was treated
    access         INTEGER NOT NULL,
    addressee      TEXT    NOT NULL,          -- college, municipal_council
    addressee_id   INTEGER REFERENCES partner (id),  -- whose contacts get it by mail
    sent_at        INTEGER,                   -- others see it from then
    reaction_due   TEXT    NOT NULL,          -- '' until sent
    reference      TEXT    NOT NULL,          -- of the other side's decision
    answer         TEXT    NOT NULL,          -- '', followed, partly, not_followed
    answer_text    TEXT    NOT NULL,
    answered_on    TEXT    NOT NULL,
    told_at        INTEGER,                   -- of the answer
    follow_up_id   INTEGER REFERENCES agenda_item (id),  -- where the missing answer was last put
    version        INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX advice_year ON advice (year, id);
CREATE INDEX advice_dossier ON advice (dossier_id, id);
CREATE INDEX advice_asked_by ON advice (asked_by_id);
CREATE INDEX advice_addressee ON advice (addressee_id, id);
CREATE INDEX advice_follow_up ON advice (follow_up_id);
CREATE INDEX advice_waiting ON advice (id) WHERE answer = '';

CREATE TABLE advice_rectification (
    id        INTEGER PRIMARY KEY,
    advice_id INTEGER NOT NULL REFERENCES advice (id),
    made_on   TEXT    NOT NULL,
    text      TEXT    NOT NULL
) STRICT;
CREATE INDEX advice_rectification_advice ON advice_rectification (advice_id, id);
