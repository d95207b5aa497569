// What each page and each read of the API costs with thirty years of history, beside the secretary's
// overview with one: every address of tests/http/access_ways.mjs (which a test holds against
// web/routes_*.def), for who may come there, of things spread over the years and of things of every
// shade made beside them; searches for a common word, long lists, and the page after the first.
//
//   LOKD=… [ROUNDS=3] node tests/bench/years.mjs    prints "ratio<TAB>who<TAB>address", dearest first
//
// All are read a few times; the dearest then again, many times, alternating with the overview.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { addresses, comers } from '../http/access_looking.mjs';
import { everything } from '../http/access_things.mjs';
import { WAYS } from '../http/access_ways.mjs';
import { given, serve } from '../http/lib.mjs';
import { signedIn } from '../http/pages.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const FEW = 3, MANY = 100, DEAREST = 16;
const ROLES = ['secretary', 'member', 'felies', 'visitor', 'linkFelies', 'chair'];

/** Kinds of things of access_ways.mjs, and where their ids stand. */
const TABLES = { meetings: ['id', 'meeting'], items: ['id', 'agenda_item'], numbers: ['number', 'decision'], advices: ['number', 'advice'], actions: ['id', 'action'], dossiers: ['id', 'dossier'], partners: ['id', 'partner'], offers: ['id', 'offer'], persons: ['id', 'person'], members: ['id', 'member'], announcements: ['id', 'announcement'] };

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').slice(1);
};

/** Some of each kind from the first year to the last. */
function spread(db) {
  return Object.fromEntries(Object.entries(TABLES).map(([kind, [id, table]]) => {
    const ids = sql(db, `SELECT ${id} FROM ${table} ORDER BY id`);
    return [kind, [0.4, 1].map((part) => ids[Math.ceil(part * ids.length) - 1])];
  }));
}

/** A meeting that goes on, eight of its ten items treated. */
async function goingOn({ server, tokens }) {
  const make = async (method, path, body) => {
    const rs = await server.api(method, path, { token: tokens.secretary, body, headers: { 'if-match': '*' } });
    assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const { id } = await make('POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-15T17:30:00Z', access: 'public' });
  const items = [];
  for (let n = 1; n <= 10; n++) items.push(await make('POST', `/meetings/${id}/items`, { title: `Opvang ${n}`, purpose: 'decision', text: 'Wat vraagt het LOK?\n\n- meer **plaatsen**' }));
  await make('PUT', `/meetings/${id}/state`, { state: 'in_session' });
  for (const item of items.slice(0, 8)) await make('PUT', `/items/${item.id}/treatment`, { outcome: 'approved', note: 'Besproken.', decision: { title: item.title, text: 'Het LOK steunt het.' } });
  return id;
}

/** CPU nanoseconds that a process used so far, all its threads together. */
function cpu(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce((sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]), 0);
}

/** Microseconds of CPU for one reading of it. */
async function cost({ who, pid, path }, times) {
  await who.get(path);
  const before = cpu(pid);
  for (let n = 0; n < times; n++) assert.equal((await who.get(path)).status, 200, path);
  return (cpu(pid) - before) / times / 1000;
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** The addresses for who comes in, with the words of the history. */
function pathsOf(all, who, history) {
  const found = new Set();
  const things = { ...all };
  for (const [kind, ids] of Object.entries(history)) things[kind] = [...(all[kind] ?? []), ...ids];
  for (const route of Object.keys(WAYS)) {
    for (const path of addresses(route, things, who)) {
      found.add(path.replace('q=schaduw', 'q=opvang').replace('pageSize=100&', '').replace('?pageSize=100', ''));
    }
  }
  return [...found].filter((path) => !path.includes('undefined'));
}

/** The page after this one, if it has one. */
function nextOf(answer) {
  if (answer.json?.next) return answer.json.next;
  return /rel="next"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*rel="next"/.exec(answer.text)?.slice(1).find(Boolean)?.replaceAll('&amp;', '&').replace(/^http:..[^/]+/, '');
}

/** Every address that this comer may read: { role, who, path }. */
async function reads(role, who, paths) {
  const found = new Map();
  for (const path of paths) {
    const answer = await who.get(path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    if (answer.status !== 200) continue;
    found.set(path, { role, who, path });
    const next = nextOf(answer);
    if (next) found.set(next, { role, who, path: next });
  }
  return [...found.values()];
}

async function measure(ends) {
  const t = { after: (end) => ends.push(end) };
  const one = await given(t, {}, '--years', '1');
  const many = await given(t, {}, '--years', '30');
  const overview = { who: await signedIn(one.server, one.db, 'secretaris@example.be'), pid: one.server.pid, path: '/' };
  const history = spread(many.db);
  const all = await everything(many);
  all.meetings.push(await goingOn(many));
  await many.server.stop();
  many.server = await serve(many, {}, ['--no-deliver']); // what the courier does is no page's cost
  const comer = await comers(many, all);
  const pages = [];
  for (const role of ROLES)
    pages.push(...await reads(role, comer[role], pathsOf(all, comer[role], history)));
  const missing = Object.keys(WAYS).filter((route) => WAYS[route](all, comer.secretary).length > 0 && !route.startsWith('/persoonlijk/') &&
    !pages.some(({ path }) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+').replace('.', '\\.')}(\\?|$)`).test(path)));
  process.stderr.write(`not read, for nobody may: ${missing.join(' ')}\n`);

  const base = await cost(overview, MANY);
  for (const page of pages) {
    page.pid = many.server.pid;
    page.ratio = await cost(page, FEW) / base;
  }
  pages.sort((a, b) => b.ratio - a.ratio);
  const dear = pages.slice(0, DEAREST);
  for (const page of dear) page.ratios = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const bases = [];
    for (const page of dear) {
      const beside = await cost(overview, MANY / 4);
      bases.push(beside);
      page.ratios.push(await cost(page, MANY) / beside);
    }
    process.stderr.write(`years round ${round}: overview of one year ${median(bases).toFixed(0)} µs\n`);
  }
  for (const page of dear) page.ratio = median(page.ratios);
  for (const { ratio, role, path } of pages.sort((a, b) => b.ratio - a.ratio)) console.log(`${ratio.toFixed(2)}\t${role}\t${path}`);
}

const ends = [];
try {
  await measure(ends);
} finally {
  for (const end of ends.reverse()) await end();
}
