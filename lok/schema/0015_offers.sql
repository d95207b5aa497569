-- Support that partners offer to childcare, and who may use it: rules as data, each with its source.
-- Sets of kinds are bit masks over the tables in lok/offer.c. Dates are YYYY-MM-DD, '' when not known.

CREATE TABLE offer (
    id               INTEGER PRIMARY KEY,
    partner_id       INTEGER NOT NULL REFERENCES partner (id),
    title            TEXT    NOT NULL,
    form             TEXT    NOT NULL,
    level            TEXT    NOT NULL,   -- location, department
    for_whom         INTEGER NOT NULL,   -- bits of OFFER_AUDIENCES
    own_staff        INTEGER NOT NULL,   -- only for the partner's own staff
    care             INTEGER NOT NULL,   -- bits of CARE_KINDS, 0 = all
    text             TEXT    NOT NULL,
    topic            TEXT    NOT NULL,
    place            TEXT    NOT NULL,
    time_of_day      TEXT    NOT NULL,
    rhythm           TEXT    NOT NULL,
    days_a_month     INTEGER NOT NULL,   -- 0 = not said
    follow_up        TEXT    NOT NULL,
    recognition      TEXT    NOT NULL,
    recognised_since INTEGER NOT NULL,   -- a year, 0 = not said
    aims             TEXT    NOT NULL,   -- one a line
    area             TEXT    NOT NULL,   -- NIS codes, one a line; '' = where the partner works
    source           TEXT    NOT NULL,
    source_date      TEXT    NOT NULL,
    until_date       TEXT    NOT NULL,   -- no longer offered from then
    version          INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX offer_partner ON offer (partner_id, id);

CREATE TABLE offer_rule (
    id            INTEGER PRIMARY KEY,
    offer_id      INTEGER NOT NULL REFERENCES offer (id),
    care          INTEGER NOT NULL,   -- bits of CARE_KINDS, 0 = all
    tariff        TEXT    NOT NULL,   -- any, with, without
    max_places    INTEGER NOT NULL,   -- 0 = no limit
    max_locations INTEGER NOT NULL,   -- 0 = no limit
    price         TEXT    NOT NULL,   -- free, paid, unknown
    note          TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    source_date   TEXT    NOT NULL
) STRICT;
CREATE INDEX offer_rule_offer ON offer_rule (offer_id, id);
