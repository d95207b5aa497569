// The link to take part online is for who is invited: everywhere it could appear, for who is not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { demoMails } from './people.mjs';
import { signedIn } from './pages.mjs';

const LINK = 'https://bellen.example.be/geheim-42';

/** A public meeting with that link, its agenda sent; a partner of nobody here presents an item. */
async function sent(t) {
  const place = await given(t, { undo_seconds: 0 });
  const { server, tokens, db } = place;
  const presenter = String(rows(db, `SELECT partner_id AS id FROM endpoint WHERE partner_id IS NOT NULL AND partner_id NOT IN
    (SELECT partner_id FROM account WHERE partner_id IS NOT NULL) AND partner_id NOT IN (SELECT id FROM partner WHERE name = 'Felies')`)[0].id);
  const made = async (path, body, headers) => {
    const rs = await server.api('POST', path, { token: tokens.secretary, body, headers });
    assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const { id } = await made('/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z', location: 'Polderzaal', onlineUrl: LINK, access: 'public' });
  const { id: item } = await made(`/meetings/${id}/items`, { title: 'Mentoren', minutes: 30, presenterPartnerId: presenter, access: 'public' });
  await made(`/meetings/${id}/publication`, { kind: 'agenda' }, { 'idempotency-key': 'a' });
  return { ...place, id, presenter, item, secretary: await signedIn(server, db, 'secretaris@example.be') };
}

const rows = (db, query) => {
  const done = spawnSync('sqlite3', ['-json', db, `PRAGMA busy_timeout = 5000; ${query}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout.slice(done.stdout.lastIndexOf('\n[') + 1));
};
const places = (place) => [
  ['the public page', '/'], ['the page of the meeting', `/vergaderingen/${place.id}`], ['the list of meetings', '/vergaderingen'], ['the page of an item', `/punten/${place.item}`],
  ['the API: the meeting', `/api/v1/meetings/${place.id}`], ['the API: the list', '/api/v1/meetings?pageSize=100'], ['the API: the publication', `/api/v1/meetings/${place.id}/publication`],
  ['the API: the calendar', `/api/v1/meetings/${place.id}/calendar`], ['the public calendar', '/kalender.ics'], ['the calendar of the meeting', `/vergaderingen/${place.id}/kalender.ics`],
  ['the feed of meetings', '/vergaderingen.atom'], ['the feed of decisions', '/beslissingen.atom'],
];

test('nobody who is not signed in finds the link', async (t) => {
  const place = await sent(t);
  const open = await place.server.http('GET', `/api/v1/meetings/${place.id}`);
  assert.equal(open.status, 200, 'the meeting is public');
  for (const [what, path] of places(place)) {
    const rs = await place.server.http('GET', path);
    assert.equal(rs.status, 200, what);
    assert.ok(!rs.text.includes('geheim-42'), what);
  }
});

test('a partner that is not invited does not find the link, nor in its own calendar', async (t) => {
  const place = await sent(t);
  const { server, db, tokens } = place;
  for (const [what, path] of places(place).filter(([, at]) => at.startsWith('/api')))
    assert.ok(!(await server.http('GET', path, { token: tokens.partner })).text.includes('geheim-42'), what);
  const partner = await signedIn(server, db, 'partner@example.be');
  for (const [what, path] of places(place)) assert.ok(!(await partner.get(path)).text.includes('geheim-42'), what);
  await partner.post('/account/kalender', { name: 'telefoon' });
  const feed = /\/feed\/[\w-]+\.ics/.exec((await partner.get('/account/kalender')).text)?.[0];
  if (feed) assert.ok(!(await server.http('GET', feed)).text.includes('geheim-42'), 'its calendar');
});

test('no notice to an uninvited endpoint holds the link, the one to who presents an item does', async (t) => {
  const place = await sent(t);
  const told = rows(place.db, `SELECT e.partner_id AS partner, COALESCE(e.person_id, 0) AS person, b.body FROM delivery d JOIN delivery_body b ON b.delivery_id = d.id JOIN endpoint e ON e.id = d.endpoint_id WHERE d.subject_kind = 'meeting' AND d.subject_id = ${place.id}`);
  const endpoints = told.filter((one) => one.person === 0 && one.partner);
  assert.ok(endpoints.length > 1);
  for (const one of endpoints) assert.equal(one.body.includes('geheim-42'), String(one.partner) === place.presenter, `partner ${one.partner}`);
});

test('who is invited finds the link: members on the page, and all in their mail and behind its link', async (t) => {
  const place = await sent(t);
  const member = await signedIn(place.server, place.db, 'lid@example.be');
  assert.ok((await member.get(`/vergaderingen/${place.id}`)).text.includes('geheim-42'));
  const [mail] = await demoMails(place.secretary);
  assert.ok(mail.text.includes('geheim-42'));
  assert.ok((await place.server.http('GET', mail.path)).text.includes('geheim-42'));
});
