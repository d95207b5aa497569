-- The Flemish municipalities, and how partners are tied to them and to each other: where a partner
-- works, of which group it is a member, into which partner it went, and which two were the same.
-- Dates are YYYY-MM-DD, '' when not known or not ended; an end is the first day on which it no
-- longer holds. Times are UTC milliseconds.

-- NIS codes (REFNIS) and names as Statbel gives them: the 300 municipalities of before the mergers
-- of 1 January 2025, and the 285 of since. A municipality that was merged names its successor;
-- Antwerpen kept its code when Borsbeek joined it.
CREATE TABLE municipality (
    nis        TEXT PRIMARY KEY,
    name       TEXT NOT NULL,   -- all are ASCII, so lower() folds them
    from_date  TEXT NOT NULL,
    until_date TEXT NOT NULL,
    successor  TEXT REFERENCES municipality (nis)
) STRICT, WITHOUT ROWID;
CREATE INDEX municipality_name ON municipality (lower(name));
CREATE INDEX municipality_successor ON municipality (successor);
INSERT INTO municipality (nis, name, from_date, until_date, successor) VALUES
    ('23106', 'Pajottegem', '2025-01-01', '', NULL), ('37021', 'Wingene', '2025-01-01', '', NULL),
    ('37022', 'Tielt', '2025-01-01', '', NULL),
    ('44086', 'Nazareth-De Pinte', '2025-01-01', '', NULL),
    ('44087', 'Lochristi', '2025-01-01', '', NULL),
    ('44088', 'Merelbeke-Melle', '2025-01-01', '', NULL),
    ('46029', 'Lokeren', '2025-01-01', '', NULL),
    ('46030', 'Beveren-Kruibeke-Zwijndrecht', '2025-01-01', '', NULL),
    ('71071', 'Tessenderlo-Ham', '2025-01-01', '', NULL),
    ('71072', 'Hasselt', '2025-01-01', '', NULL),
    ('73110', 'Bilzen-Hoeselt', '2025-01-01', '', NULL),
    ('73111', 'Tongeren-Borgloon', '2025-01-01', '', NULL),
    ('11007', 'Borsbeek', '', '2025-01-01', '11002'),
    ('11056', 'Zwijndrecht', '', '2025-01-01', '46030'),
    ('23023', 'Galmaarden', '', '2025-01-01', '23106'),
    ('23024', 'Gooik', '', '2025-01-01', '23106'), ('23032', 'Herne', '', '2025-01-01', '23106'),
    ('37007', 'Meulebeke', '', '2025-01-01', '37022'),
    ('37012', 'Ruiselede', '', '2025-01-01', '37021'),
    ('37015', 'Tielt', '', '2025-01-01', '37022'), ('37018', 'Wingene', '', '2025-01-01', '37021'),
    ('44012', 'De Pinte', '', '2025-01-01', '44086'),
    ('44034', 'Lochristi', '', '2025-01-01', '44087'),
    ('44040', 'Melle', '', '2025-01-01', '44088'),
    ('44043', 'Merelbeke', '', '2025-01-01', '44088'),
    ('44045', 'Moerbeke', '', '2025-01-01', '46029'),
    ('44048', 'Nazareth', '', '2025-01-01', '44086'),
    ('44073', 'Wachtebeke', '', '2025-01-01', '44087'),
    ('46003', 'Beveren', '', '2025-01-01', '46030'),
    ('46013', 'Kruibeke', '', '2025-01-01', '46030'),
    ('46014', 'Lokeren', '', '2025-01-01', '46029'),
    ('71022', 'Hasselt', '', '2025-01-01', '71072'),
    ('71057', 'Tessenderlo', '', '2025-01-01', '71071'),
    ('71069', 'Ham', '', '2025-01-01', '71071'), ('73006', 'Bilzen', '', '2025-01-01', '73110'),
    ('73009', 'Borgloon', '', '2025-01-01', '73111'),
    ('73032', 'Hoeselt', '', '2025-01-01', '73110'),
    ('73040', 'Kortessem', '', '2025-01-01', '71072'),
    ('73083', 'Tongeren', '', '2025-01-01', '73111'), ('11001', 'Aartselaar', '', '', NULL),
    ('11002', 'Antwerpen', '', '', NULL), ('11004', 'Boechout', '', '', NULL),
    ('11005', 'Boom', '', '', NULL), ('11008', 'Brasschaat', '', '', NULL),
    ('11009', 'Brecht', '', '', NULL), ('11013', 'Edegem', '', '', NULL),
    ('11016', 'Essen', '', '', NULL), ('11018', 'Hemiksem', '', '', NULL),
    ('11021', 'Hove', '', '', NULL), ('11022', 'Kalmthout', '', '', NULL),
    ('11023', 'Kapellen', '', '', NULL), ('11024', 'Kontich', '', '', NULL),
    ('11025', 'Lint', '', '', NULL), ('11029', 'Mortsel', '', '', NULL),
    ('11030', 'Niel', '', '', NULL), ('11035', 'Ranst', '', '', NULL),
    ('11037', 'Rumst', '', '', NULL), ('11038', 'Schelle', '', '', NULL),
    ('11039', 'Schilde', '', '', NULL), ('11040', 'Schoten', '', '', NULL),
    ('11044', 'Stabroek', '', '', NULL), ('11050', 'Wijnegem', '', '', NULL),
    ('11052', 'Wommelgem', '', '', NULL), ('11053', 'Wuustwezel', '', '', NULL),
    ('11054', 'Zandhoven', '', '', NULL), ('11055', 'Zoersel', '', '', NULL),
    ('11057', 'Malle', '', '', NULL), ('12002', 'Berlaar', '', '', NULL),
    ('12005', 'Bonheiden', '', '', NULL), ('12007', 'Bornem', '', '', NULL),
    ('12009', 'Duffel', '', '', NULL), ('12014', 'Heist-op-den-Berg', '', '', NULL),
    ('12021', 'Lier', '', '', NULL), ('12025', 'Mechelen', '', '', NULL),
    ('12026', 'Nijlen', '', '', NULL), ('12029', 'Putte', '', '', NULL),
    ('12035', 'Sint-Katelijne-Waver', '', '', NULL), ('12040', 'Willebroek', '', '', NULL),
    ('12041', 'Puurs-Sint-Amands', '', '', NULL), ('13001', 'Arendonk', '', '', NULL),
    ('13002', 'Baarle-Hertog', '', '', NULL), ('13003', 'Balen', '', '', NULL),
    ('13004', 'Beerse', '', '', NULL), ('13006', 'Dessel', '', '', NULL),
    ('13008', 'Geel', '', '', NULL), ('13010', 'Grobbendonk', '', '', NULL),
    ('13011', 'Herentals', '', '', NULL), ('13012', 'Herenthout', '', '', NULL),
    ('13013', 'Herselt', '', '', NULL), ('13014', 'Hoogstraten', '', '', NULL),
    ('13016', 'Hulshout', '', '', NULL), ('13017', 'Kasterlee', '', '', NULL),
    ('13019', 'Lille', '', '', NULL), ('13021', 'Meerhout', '', '', NULL),
    ('13023', 'Merksplas', '', '', NULL), ('13025', 'Mol', '', '', NULL),
    ('13029', 'Olen', '', '', NULL), ('13031', 'Oud-Turnhout', '', '', NULL),
    ('13035', 'Ravels', '', '', NULL), ('13036', 'Retie', '', '', NULL),
    ('13037', 'Rijkevorsel', '', '', NULL), ('13040', 'Turnhout', '', '', NULL),
    ('13044', 'Vorselaar', '', '', NULL), ('13046', 'Vosselaar', '', '', NULL),
    ('13049', 'Westerlo', '', '', NULL), ('13053', 'Laakdal', '', '', NULL),
    ('23002', 'Asse', '', '', NULL), ('23003', 'Beersel', '', '', NULL),
    ('23009', 'Bever', '', '', NULL), ('23016', 'Dilbeek', '', '', NULL),
    ('23025', 'Grimbergen', '', '', NULL), ('23027', 'Halle', '', '', NULL),
    ('23033', 'Hoeilaart', '', '', NULL), ('23038', 'Kampenhout', '', '', NULL),
    ('23039', 'Kapelle-op-den-Bos', '', '', NULL), ('23044', 'Liedekerke', '', '', NULL),
    ('23045', 'Londerzeel', '', '', NULL), ('23047', 'Machelen', '', '', NULL),
    ('23050', 'Meise', '', '', NULL), ('23052', 'Merchtem', '', '', NULL),
    ('23060', 'Opwijk', '', '', NULL), ('23062', 'Overijse', '', '', NULL),
    ('23064', 'Pepingen', '', '', NULL), ('23077', 'Sint-Pieters-Leeuw', '', '', NULL),
    ('23081', 'Steenokkerzeel', '', '', NULL), ('23086', 'Ternat', '', '', NULL),
    ('23088', 'Vilvoorde', '', '', NULL), ('23094', 'Zaventem', '', '', NULL),
    ('23096', 'Zemst', '', '', NULL), ('23097', 'Roosdaal', '', '', NULL),
    ('23098', 'Drogenbos', '', '', NULL), ('23099', 'Kraainem', '', '', NULL),
    ('23100', 'Linkebeek', '', '', NULL), ('23101', 'Sint-Genesius-Rode', '', '', NULL),
    ('23102', 'Wemmel', '', '', NULL), ('23103', 'Wezembeek-Oppem', '', '', NULL),
    ('23104', 'Lennik', '', '', NULL), ('23105', 'Affligem', '', '', NULL),
    ('24001', 'Aarschot', '', '', NULL), ('24007', 'Begijnendijk', '', '', NULL),
    ('24008', 'Bekkevoort', '', '', NULL), ('24009', 'Bertem', '', '', NULL),
    ('24011', 'Bierbeek', '', '', NULL), ('24014', 'Boortmeerbeek', '', '', NULL),
    ('24016', 'Boutersem', '', '', NULL), ('24020', 'Diest', '', '', NULL),
    ('24028', 'Geetbets', '', '', NULL), ('24033', 'Haacht', '', '', NULL),
    ('24038', 'Herent', '', '', NULL), ('24041', 'Hoegaarden', '', '', NULL),
    ('24043', 'Holsbeek', '', '', NULL), ('24045', 'Huldenberg', '', '', NULL),
    ('24048', 'Keerbergen', '', '', NULL), ('24054', 'Kortenaken', '', '', NULL),
    ('24055', 'Kortenberg', '', '', NULL), ('24059', 'Landen', '', '', NULL),
    ('24062', 'Leuven', '', '', NULL), ('24066', 'Lubbeek', '', '', NULL),
    ('24086', 'Oud-Heverlee', '', '', NULL), ('24094', 'Rotselaar', '', '', NULL),
    ('24104', 'Tervuren', '', '', NULL), ('24107', 'Tienen', '', '', NULL),
    ('24109', 'Tremelo', '', '', NULL), ('24130', 'Zoutleeuw', '', '', NULL),
    ('24133', 'Linter', '', '', NULL), ('24134', 'Scherpenheuvel-Zichem', '', '', NULL),
    ('24135', 'Tielt-Winge', '', '', NULL), ('24137', 'Glabbeek', '', '', NULL),
    ('31003', 'Beernem', '', '', NULL), ('31004', 'Blankenberge', '', '', NULL),
    ('31005', 'Brugge', '', '', NULL), ('31006', 'Damme', '', '', NULL),
    ('31012', 'Jabbeke', '', '', NULL), ('31022', 'Oostkamp', '', '', NULL),
    ('31033', 'Torhout', '', '', NULL), ('31040', 'Zedelgem', '', '', NULL),
    ('31042', 'Zuienkerke', '', '', NULL), ('31043', 'Knokke-Heist', '', '', NULL),
    ('32003', 'Diksmuide', '', '', NULL), ('32006', 'Houthulst', '', '', NULL),
    ('32010', 'Koekelare', '', '', NULL), ('32011', 'Kortemark', '', '', NULL),
    ('32030', 'Lo-Reninge', '', '', NULL), ('33011', 'Ieper', '', '', NULL),
    ('33016', 'Mesen', '', '', NULL), ('33021', 'Poperinge', '', '', NULL),
    ('33029', 'Wervik', '', '', NULL), ('33037', 'Zonnebeke', '', '', NULL),
    ('33039', 'Heuvelland', '', '', NULL), ('33040', 'Langemark-Poelkapelle', '', '', NULL),
    ('33041', 'Vleteren', '', '', NULL), ('34002', 'Anzegem', '', '', NULL),
    ('34003', 'Avelgem', '', '', NULL), ('34009', 'Deerlijk', '', '', NULL),
    ('34013', 'Harelbeke', '', '', NULL), ('34022', 'Kortrijk', '', '', NULL),
    ('34023', 'Kuurne', '', '', NULL), ('34025', 'Lendelede', '', '', NULL),
    ('34027', 'Menen', '', '', NULL), ('34040', 'Waregem', '', '', NULL),
    ('34041', 'Wevelgem', '', '', NULL), ('34042', 'Zwevegem', '', '', NULL),
    ('34043', 'Spiere-Helkijn', '', '', NULL), ('35002', 'Bredene', '', '', NULL),
    ('35005', 'Gistel', '', '', NULL), ('35006', 'Ichtegem', '', '', NULL),
    ('35011', 'Middelkerke', '', '', NULL), ('35013', 'Oostende', '', '', NULL),
    ('35014', 'Oudenburg', '', '', NULL), ('35029', 'De Haan', '', '', NULL),
    ('36006', 'Hooglede', '', '', NULL), ('36007', 'Ingelmunster', '', '', NULL),
    ('36008', 'Izegem', '', '', NULL), ('36010', 'Ledegem', '', '', NULL),
    ('36011', 'Lichtervelde', '', '', NULL), ('36012', 'Moorslede', '', '', NULL),
    ('36015', 'Roeselare', '', '', NULL), ('36019', 'Staden', '', '', NULL),
    ('37002', 'Dentergem', '', '', NULL), ('37010', 'Oostrozebeke', '', '', NULL),
    ('37011', 'Pittem', '', '', NULL), ('37017', 'Wielsbeke', '', '', NULL),
    ('37020', 'Ardooie', '', '', NULL), ('38002', 'Alveringem', '', '', NULL),
    ('38008', 'De Panne', '', '', NULL), ('38014', 'Koksijde', '', '', NULL),
    ('38016', 'Nieuwpoort', '', '', NULL), ('38025', 'Veurne', '', '', NULL),
    ('41002', 'Aalst', '', '', NULL), ('41011', 'Denderleeuw', '', '', NULL),
    ('41018', 'Geraardsbergen', '', '', NULL), ('41024', 'Haaltert', '', '', NULL),
    ('41027', 'Herzele', '', '', NULL), ('41034', 'Lede', '', '', NULL),
    ('41048', 'Ninove', '', '', NULL), ('41063', 'Sint-Lievens-Houtem', '', '', NULL),
    ('41081', 'Zottegem', '', '', NULL), ('41082', 'Erpe-Mere', '', '', NULL),
    ('42003', 'Berlare', '', '', NULL), ('42004', 'Buggenhout', '', '', NULL),
    ('42006', 'Dendermonde', '', '', NULL), ('42008', 'Hamme', '', '', NULL),
    ('42010', 'Laarne', '', '', NULL), ('42011', 'Lebbeke', '', '', NULL),
    ('42023', 'Waasmunster', '', '', NULL), ('42025', 'Wetteren', '', '', NULL),
    ('42026', 'Wichelen', '', '', NULL), ('42028', 'Zele', '', '', NULL),
    ('43002', 'Assenede', '', '', NULL), ('43005', 'Eeklo', '', '', NULL),
    ('43007', 'Kaprijke', '', '', NULL), ('43010', 'Maldegem', '', '', NULL),
    ('43014', 'Sint-Laureins', '', '', NULL), ('43018', 'Zelzate', '', '', NULL),
    ('44013', 'Destelbergen', '', '', NULL), ('44019', 'Evergem', '', '', NULL),
    ('44020', 'Gavere', '', '', NULL), ('44021', 'Gent', '', '', NULL),
    ('44052', 'Oosterzele', '', '', NULL), ('44064', 'Sint-Martens-Latem', '', '', NULL),
    ('44081', 'Zulte', '', '', NULL), ('44083', 'Deinze', '', '', NULL),
    ('44084', 'Aalter', '', '', NULL), ('44085', 'Lievegem', '', '', NULL),
    ('45035', 'Oudenaarde', '', '', NULL), ('45041', 'Ronse', '', '', NULL),
    ('45059', 'Brakel', '', '', NULL), ('45060', 'Kluisbergen', '', '', NULL),
    ('45061', 'Wortegem-Petegem', '', '', NULL), ('45062', 'Horebeke', '', '', NULL),
    ('45063', 'Lierde', '', '', NULL), ('45064', 'Maarkedal', '', '', NULL),
    ('45065', 'Zwalm', '', '', NULL), ('45068', 'Kruisem', '', '', NULL),
    ('46020', 'Sint-Gillis-Waas', '', '', NULL), ('46021', 'Sint-Niklaas', '', '', NULL),
    ('46024', 'Stekene', '', '', NULL), ('46025', 'Temse', '', '', NULL),
    ('71002', 'As', '', '', NULL), ('71004', 'Beringen', '', '', NULL),
    ('71011', 'Diepenbeek', '', '', NULL), ('71016', 'Genk', '', '', NULL),
    ('71017', 'Gingelom', '', '', NULL), ('71020', 'Halen', '', '', NULL),
    ('71024', 'Herk-de-Stad', '', '', NULL), ('71034', 'Leopoldsburg', '', '', NULL),
    ('71037', 'Lummen', '', '', NULL), ('71045', 'Nieuwerkerken', '', '', NULL),
    ('71053', 'Sint-Truiden', '', '', NULL), ('71066', 'Zonhoven', '', '', NULL),
    ('71067', 'Zutendaal', '', '', NULL), ('71070', 'Heusden-Zolder', '', '', NULL),
    ('72003', 'Bocholt', '', '', NULL), ('72004', 'Bree', '', '', NULL),
    ('72018', 'Kinrooi', '', '', NULL), ('72020', 'Lommel', '', '', NULL),
    ('72021', 'Maaseik', '', '', NULL), ('72030', 'Peer', '', '', NULL),
    ('72037', 'Hamont-Achel', '', '', NULL), ('72038', 'Hechtel-Eksel', '', '', NULL),
    ('72039', 'Houthalen-Helchteren', '', '', NULL), ('72041', 'Dilsen-Stokkem', '', '', NULL),
    ('72042', 'Oudsbergen', '', '', NULL), ('72043', 'Pelt', '', '', NULL),
    ('73001', 'Alken', '', '', NULL), ('73022', 'Heers', '', '', NULL),
    ('73028', 'Herstappe', '', '', NULL), ('73042', 'Lanaken', '', '', NULL),
    ('73066', 'Riemst', '', '', NULL), ('73098', 'Wellen', '', '', NULL),
    ('73107', 'Maasmechelen', '', '', NULL), ('73109', 'Voeren', '', '', NULL)
;

ALTER TABLE partner ADD COLUMN successor_id INTEGER REFERENCES partner (id);   -- went into it
ALTER TABLE partner ADD COLUMN successor_from TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN merged_into_id INTEGER REFERENCES partner (id); -- was the same one
CREATE INDEX partner_successor ON partner (successor_id);
CREATE INDEX partner_merged ON partner (merged_into_id);

-- Where a partner works. What was typed and is no municipality stays in partner.service_area.
CREATE TABLE partner_area (
    id         INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    nis        TEXT    NOT NULL REFERENCES municipality (nis),
    from_date  TEXT    NOT NULL,
    until_date TEXT    NOT NULL,
    UNIQUE (partner_id, nis, from_date)
) STRICT;
CREATE INDEX partner_area_nis ON partner_area (nis);

-- A group of actors and who belongs to it: the city of Ghent is a member of Mentes.
CREATE TABLE partner_membership (
    id         INTEGER PRIMARY KEY,
    group_id   INTEGER NOT NULL REFERENCES partner (id),
    member_id  INTEGER NOT NULL REFERENCES partner (id),
    from_date  TEXT    NOT NULL,
    until_date TEXT    NOT NULL,
    UNIQUE (group_id, member_id, from_date),
    CHECK (group_id <> member_id)
) STRICT;
CREATE INDEX partner_membership_member ON partner_membership (member_id);

-- Two partners that were one, and each reference that was moved, so that exactly these go back.
-- No foreign keys to partner: this is the log of moving those.
CREATE TABLE partner_merge (
    id          INTEGER PRIMARY KEY,
    from_id     INTEGER NOT NULL,
    into_id     INTEGER NOT NULL,
    merged_at   INTEGER NOT NULL,
    undone_at   INTEGER,
    name_folded TEXT    NOT NULL,   -- what `from` was found by
    until_date  TEXT                -- and since when it was closed
) STRICT;
CREATE INDEX partner_merge_from ON partner_merge (from_id, id);
CREATE INDEX partner_merge_into ON partner_merge (into_id, id);
CREATE TABLE partner_merge_row (
    id          INTEGER PRIMARY KEY,
    merge_id    INTEGER NOT NULL REFERENCES partner_merge (id),
    table_name  TEXT    NOT NULL,
    column_name TEXT    NOT NULL,
    row_key     TEXT    NOT NULL
) STRICT;
CREATE INDEX partner_merge_row_merge ON partner_merge_row (merge_id, id);

-- The lines of free text become municipalities where the name is one. A name that was kept by a
-- merged municipality (Lochristi) means the one of before: nobody said more.
WITH RECURSIVE line (partner_id, word, rest) AS (
    SELECT id, '', service_area || char(10) FROM partner WHERE service_area <> ''
    UNION ALL
    SELECT partner_id, trim(substr(rest, 1, instr(rest, char(10)) - 1)),
           substr(rest, instr(rest, char(10)) + 1)
      FROM line WHERE rest <> ''
)
INSERT INTO partner_area (partner_id, nis, from_date, until_date)
SELECT partner_id, (SELECT m.nis FROM municipality m WHERE lower(m.name) = lower(word)
                     ORDER BY m.from_date, m.nis LIMIT 1) AS nis, '', ''
  FROM line WHERE EXISTS (SELECT 1 FROM municipality m WHERE lower(m.name) = lower(word))
 GROUP BY partner_id, nis ORDER BY partner_id, nis;
WITH RECURSIVE line (partner_id, place, word, rest) AS (
    SELECT id, 0, '', service_area || char(10) FROM partner WHERE service_area <> ''
    UNION ALL
    SELECT partner_id, place + 1, trim(substr(rest, 1, instr(rest, char(10)) - 1)),
           substr(rest, instr(rest, char(10)) + 1)
      FROM line WHERE rest <> ''
)
UPDATE partner SET service_area = coalesce((
    SELECT group_concat(word, char(10)) FROM (
        SELECT word FROM line
         WHERE line.partner_id = partner.id AND word <> ''
           AND NOT EXISTS (SELECT 1 FROM municipality m WHERE lower(m.name) = lower(word))
         ORDER BY place)), '')
 WHERE service_area <> '';
