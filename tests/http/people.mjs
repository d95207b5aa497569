// People of a meeting over HTTP: an agenda that is sent, and the personal links in the mails that lie in
// the Demopostbus; or, in a real council without a mail server, those of the list that the secretary
// downloads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { eventually } from './lib.mjs';
import { plain, signedIn } from './pages.mjs';

/** Rows of a CSV with ";" and quotes, as a spreadsheet reads them. */
export function csv(text) {
  assert.ok(text.startsWith('\uFEFF'), 'a spreadsheet sees that it is UTF-8');
  const rows = [[]];
  for (const [, quoted, bare, after] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^;\r]*))(;|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (after !== ';') rows.push([]);
  }
  rows.pop();
  const [names, ...lines] = rows;
  return lines.map((line) => Object.fromEntries(line.map((value, i) => [names[i], value])));
}

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};

/** A meeting, its agenda sent: { id, sending, secretary }. */
async function send({ server, tokens, db }, startsAt) {
  const token = tokens.secretary;
  const made = async (path, body, headers) => {
    const rs = await server.api('POST', path, { token, body, headers });
    assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const { id } = await made('/meetings', { title: 'LOK mei', startsAt, location: 'Polderzaal' });
  await made(`/meetings/${id}/items`, { title: 'Mentoren in 2025', purpose: 'advice', minutes: 30, text: 'Wat *daarna*?', presenterPartnerId: '3' });
  await made(`/meetings/${id}/publication`, {}, { 'idempotency-key': 'x' });
  return { id, sending: sql(db, 'SELECT max(id) FROM sending'), secretary: await signedIn(server, db, 'secretaris@example.be') };
}

/** What lies in the Demopostbus for persons, newest first: { 'E-mail', text, path } with the path of the personal link. */
export async function demoMails(secretary) {
  const mails = [];
  let found = '';
  for (let next = '/demopostbus'; next; ) {
    const box = (await secretary.get(next)).text;
    found += box;
    next = /rel="next" href="([^"]+)"/.exec(box)?.[1];
  }
  for (const [, at] of found.matchAll(/href="(\/demopostbus\/\d+)"/g)) {
    const text = plain((await secretary.get(at)).text);
    const path = /\/persoonlijk\/[A-Za-z0-9_-]{43}/.exec(text)?.[0];
    const to = /To: (\S+@\S+)/.exec(text)?.[1];
    if (path && to) mails.push({ 'E-mail': to, text, path });
  }
  return mails;
}

/** A meeting whose agenda is sent in the practice council, and who got it: { id, sending, secretary, people }. */
export async function sentAgenda(place, { startsAt = '2024-05-28T17:30:00Z' } = {}) {
  const { id, sending, secretary } = await send(place, startsAt);
  await eventually(() => sql(place.db, `SELECT count(*) FROM delivery WHERE sending_id = ${sending} AND finished_at IS NULL`) === '0');
  const people = await demoMails(secretary);
  assert.ok(people.length > 1);
  return { id, sending, secretary, people };
}

/** The same in a real council without a mail server, with the list for mail merge: { …, list }. */
export async function sentByHand(place) {
  sql(place.db, 'UPDATE council SET demo_date = NULL');
  const { id, sending, secretary } = await send(place, `${new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)}T17:30:00Z`);
  const page = await secretary.get(`/vergaderingen/${id}`);
  assert.ok(page.text.includes(`/verzendingen/${sending}/zelf`), 'who is mailed by hand, stands there');
  const list = await secretary.post(`/verzendingen/${sending}/verzendlijst`);
  assert.equal(list.status, 200, list.text);
  const people = csv(list.text).map((row) => ({ ...row, path: new URL(row.Link).pathname }));
  assert.ok(people.length > 1);
  return { id, sending, secretary, people, list };
}
