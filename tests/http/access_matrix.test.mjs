// Nothing internal and nothing of the members leaks: who finds which words, over every way to look.
// The table below is written by hand from the rules of access (lok/permission.h and the headers of
// agenda/); access_things.mjs makes the words, access_ways.mjs has the ways.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { look, texts } from './access_looking.mjs';
import { everything, more } from './access_things.mjs';
import { getRoutes, WAYS } from './access_ways.mjs';

// Who: sessions and tokens of these roles, and personal links (of a seat of Felies, of another seat,
// of a guest without a seat). Felies is the partner that things are tied to.
const SECRETARY = ['secretary'];
const HEADS = ['chair', 'secretary'];
const MEMBERS = [...HEADS, 'member', 'linkFelies', 'linkMember'];
const TIED = [...MEMBERS, 'felies'];
const ALL = [...TIED, 'visitor', 'other', 'admin', 'linkOther'];
const SHADE = { public: ALL, members: MEMBERS, secretariat: HEADS, tied: TIED };
/** Of a meeting of that access an item of that: the stricter of both. */
const stricter = (a, b) => SHADE[[a, b].includes('secretariat') ? 'secretariat' : b === 'tied' ? 'tied' : [a, b].includes('members') ? 'members' : 'public'];

/** A decision is of no partner, also when its item was. */
const decided = (a, b) => stricter(a, b === 'tied' ? 'members' : b);
/** An action is its owner's too: of Felies, or else of the other partner. */
const owned = (of) => of === 'members' ? [...MEMBERS, 'other'] : SHADE[of];

const MEETING = ['/vergaderingen/:id', '/vergaderingen', '/api/v1/meetings/:id', '/api/v1/meetings', '/persoonlijk/:token'];
const ITEM = ['/punten/:id', '/vergaderingen/:id', '/api/v1/items/:id', '/api/v1/meetings/:id/items', '/persoonlijk/:token'];
const DECISION = ['/beslissingen', '/beslissingen/:number', '/api/v1/decisions', '/api/v1/decisions/:number', '/api/v1/search'];
const ADVICE = ['/adviezen/:number', '/adviezen/:number/brief', '/api/v1/advices/:number'];
const ACTION = ['/opvolging', '/opvolging/:id', '/api/v1/actions', '/api/v1/actions/:id', '/api/v1/search'];
const MINUTES = ['/vergaderingen/:id/verslag', '/api/v1/meetings/:id/minutes'];

/** What words stand for → who finds them (and nobody else does), and where all of those find them. */
const TABLE = [
  [/^meeting-(\w+)$/, (of) => SHADE[of === 'members' ? 'tied' : of], MEETING],
  [/^place-(\w+)$/, (of) => SHADE[of === 'members' ? 'tied' : of], ['/vergaderingen/:id', '/api/v1/meetings/:id']],
  // the link to take part is for who is invited: the guest presents an item of the public meeting, Felies of each
  [/^online-public$/, () => [...TIED, 'linkOther'], ['/vergaderingen/:id', '/persoonlijk/:token']],
  [/^online-members$/, () => TIED, ['/vergaderingen/:id']],
  [/^online-secretariat$/, () => HEADS, ['/vergaderingen/:id']],
  [/^meetingnote-\w+$/, () => SECRETARY, ['/vergaderingen/:id']],
  [/^item-(\w+)-(\w+)$/, stricter, ITEM],
  [/^text-(\w+)-(\w+)$/, stricter, ['/punten/:id', '/api/v1/items/:id']],
  [/^presenter-(\w+)-(\w+)$/, stricter, ['/punten/:id', '/vergaderingen/:id']],
  [/^note-provisional-\w+$/, () => SECRETARY, []],
  [/^(?:internal|minutes-internal)-/, () => SECRETARY, ['/api/v1/items/:id/treatment']],
  [/^(?:decision|decisiontext|why|minority)-provisional-\w+$/, () => SECRETARY, []],
  [/^note-(\w+)-(\w+)$/, stricter, ['/punten/:id']],
  [/^decision-(\w+)-(\w+)$/, decided, DECISION],
  [/^(?:decisiontext|why|minority)-(\w+)-(\w+)$/, decided, ['/beslissingen/:number']],
  [/^(?:unsent|late|draft|draftitem)(?:-|$)/, () => SECRETARY, []],
  // actions of a meeting that goes on are the secretariat's
  [/^(?:action|history)-/, () => SECRETARY, []],
  [/^todo-(\w+)$/, owned, ACTION],
  [/^step-(\w+)$/, owned, ['/opvolging/:id']],
  [/^dossier-(?:contact|coalnote)-\w+$/, () => SECRETARY, ['/dossiers/:id/samenwerkingsverband']],
  [/^dossier-title-(\w+)$/, (of) => SHADE[of], ['/dossiers', '/dossiers/:id', '/dossiers/:id/samenwerkingsverband', '/api/v1/dossiers', '/api/v1/dossiers/:id', '/api/v1/search']],
  [/^dossier-(?:call|need)-(\w+)$/, (of) => SHADE[of], ['/dossiers/:id/samenwerkingsverband', '/dossiers/:id/samenwerkingsverband/overzicht', '/api/v1/dossiers/:id/coalition']],
  [/^dossier-\w+-(\w+)$/, (of) => SHADE[of], ['/dossiers/:id']],
  [/^docname-(\w+)-(\w+)$/, stricter, ['/documenten', '/documenten/:id', '/dossiers/:id', '/api/v1/attachments', '/api/v1/attachments/:id', '/api/v1/dossiers/:id/attachments']],
  [/^doctext-(\w+)-(\w+)$/, stricter, ['/documenten/:id', '/api/v1/attachments/:id/content']],
  [/^round-(?:title|criterion)-(\w+)$/, (of) => SHADE[of], ['/uitbreidingsrondes/:id', '/api/v1/expansions/:id']],
  // who applied, and the scores, while the round goes on
  [/^round-\w+-secretariat$/, () => HEADS, ['/uitbreidingsrondes/:id/aanvragen/:part_id', '/api/v1/expansions/:id']],
  [/^round-\w+-\w+$/, () => MEMBERS, ['/uitbreidingsrondes/:id/aanvragen/:part_id', '/api/v1/expansions/:id']],
  [/^advice-(?:balance)-/, () => SECRETARY, []],
  // that advice is the question of the written procedure: its members see what is asked of them
  [/^advice-(?:title|question|text)-members-draft$/, () => MEMBERS, []],
  [/^advice-\w+-\w+-draft$/, () => SECRETARY, []],
  [/^advice-title-(\w+)-sent$/, (of) => SHADE[of], [...ADVICE, '/adviezen', '/api/v1/advices', '/api/v1/search']],
  [/^advice-\w+-(\w+)-sent$/, (of) => SHADE[of], ['/adviezen/:number']],
  [/^minutes-(?:text|general)-draft-public$/, () => SECRETARY, MINUTES],
  [/^minutes-closed-draft-public$/, () => SECRETARY, MINUTES],
  [/^minutes-(?:text|general)-with_chair-public$/, () => HEADS, MINUTES],
  [/^minutes-(?:text|general)-with_members-public$/, () => MEMBERS, ['/vergaderingen/:id/verslag', '/api/v1/meetings/:id/minutes']],
  [/^minutes-(?:text|general)-with_members-secretariat$/, () => HEADS, MINUTES],
  [/^minutes-closed-/, () => HEADS, MINUTES],
  [/^minutes-remark-/, () => SECRETARY, []],
  // approved, without names: whom that hides, is found by those who see the version with names
  [/^minutes-(?:text|general)-approved-public$/, () => ALL, MINUTES],
  [/^minutes-rectification$/, () => ALL, MINUTES],
  [/^hidden$/, () => MEMBERS, ['/vergaderingen/:id/verslag']],
  [/^procedure$/, () => MEMBERS, ['/vergaderingen/:id/stemmen']],
  [/^vote$/, () => ['member', 'secretary'], ['/vergaderingen/:id/stemmen']], // the member's own
  [/^guest(?:remark)?$|^excusedwhy$|^conflict$/, () => SECRETARY, []],
  [/^replyremark$/, () => SECRETARY, ['/vergaderingen/:id/aanwezigheid']],
  [/^(?:proposal|proposaltext|declined)$/, () => ['secretary', 'felies', 'linkFelies'], []],
  [/^person(?:name|mail|phone)$/, () => HEADS, ['/personen', '/leden', '/api/v1/persons/:id']],
  [/^sex$/, () => SECRETARY, ['/api/v1/members/:id']], // only for the two-thirds rule
  [/^account$/, () => [...HEADS, 'admin'], []],
  [/^partnernote$/, () => SECRETARY, ['/partners/:id', '/api/v1/partners/:id']],
  [/^support(?:text)?$|^rule$/, () => ALL, ['/ondersteuning/:id', '/api/v1/offers/:id']],
  [/^endpointtied$/, () => ['secretary', 'admin', 'felies', 'linkFelies'], []],
  [/^endpoint$/, () => ['secretary', 'admin'], ['/beheer/koppelingen/:id', '/api/v1/endpoints/:id']],
];

/** What the secretary shows to the room, or prints for others, and the words that stand on none of it. */
const SHOWN = ['/vergaderingen/:id/scherm', '/vergaderingen/:id/aanwezigheidslijst', '/beslissingen/lijst', '/adviezen/:number/brief', '/dossiers/:id/samenwerkingsverband/overzicht'];
const INTERNAL = /internal|^meetingnote|^excusedwhy|^conflict|^replyremark|^guestremark|^person(mail|phone)|contact|coalnote|^advice-balance|minutes-remark|^vote$|^partnernote|^hidden/;

const rowOf = (word) => {
  for (const [pattern, who, where] of TABLE) {
    const found = pattern.exec(word);
    if (found) return { who: who(...found.slice(1)), where };
  }
  return assert.fail(`no row for ${word}`);
};
/**
 * What is kept of a person: to that person, of a seat, also what was mailed to members; to the admin, who
 * sees to what people ask of their data, all of it.
 */
const kept = (role, route, who) => /\/gegevens(\.json)?$|\/export$|\/wissen$/.test(route) && (role === 'admin' || who.includes('linkMember'));
const isLink = (role) => role.startsWith('link');
/** Does that role come that way at all? Links lead to one's own pages alone. */
const comes = (role, route) => isLink(role) === route.startsWith('/persoonlijk/');

test('every way to look is looked at', () => {
  assert.deepEqual(Object.keys(WAYS).sort(), getRoutes().sort());
});

test('everybody finds what the table says, and nobody finds more', async (t) => {
  const place = await given(t);
  const all = await everything(place);
  const seen = await look(place, all);
  const words = new Set(Object.values(seen).flatMap((by) => [...by.keys()]));
  assert.ok(words.size > 150, 'the secretary finds it all');
  const wrong = [];
  for (const word of words) {
    const { who, where } = rowOf(word);
    for (const role of Object.keys(seen)) {
      const found = seen[role].get(word) ?? new Set();
      if (!who.includes(role)) for (const route of found) if (!kept(role, route, who)) wrong.push(`${role} finds ${word} at ${route}`);
      if (who.includes(role) && !isLink(role) && found.size === 0) wrong.push(`${role} finds no ${word}`);
      if (who.includes(role)) for (const route of where.filter((one) => comes(role, one) && !found.has(one))) wrong.push(`${role} does not find ${word} at ${route}`);
    }
  }
  for (const [word, routes] of seen.secretary) if (INTERNAL.test(word)) wrong.push(...SHOWN.filter((one) => routes.has(one)).map((one) => `${word} is shown to others at ${one}`));
  assert.deepEqual(wrong, []);
});

test('a council that is not public shows a visitor nothing', async (t) => {
  const place = await given(t);
  const all = await everything(place);
  const done = spawnSync('sqlite3', [place.db, 'PRAGMA busy_timeout = 5000; UPDATE council SET is_public = 0']);
  assert.equal(done.status, 0, String(done.stderr));
  const { visitor } = await look(place, all, ['visitor']);
  assert.deepEqual([...visitor.keys()], []);
});

test('what one may not see changes nothing in what one sees: no count, no list, no order', async (t) => {
  const place = await given(t);
  const all = await everything(place);
  const roles = ['visitor', 'member', 'other'];
  const before = await texts(place, all, roles);
  await more(place, all);
  const after = await texts(place, all, roles);
  const fresh = (path) => /^\/(account|feed\/)/.test(path); // made anew each time: a key, a link
  for (const role of roles) {
    const paths = [...before[role].keys()].filter((path) => !fresh(path));
    assert.ok(paths.length > 100);
    assert.deepEqual(paths.filter((path) => after[role].get(path) !== before[role].get(path)), [], role);
  }
});
