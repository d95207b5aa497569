// Nothing goes twice: what a receiver was told already, it is not told again under another id, however
// often a button is pressed. Covers notify/told.c and agenda/notices_fact.c.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';
import { receiver } from './receiver.mjs';

const EVENTS = ['items.called', 'agenda.published', 'agenda.changed'];

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};

/** A meeting whose date is known, and a system of the secretariat's that hears of it. */
async function world(t) {
  const room = await receiver(t), place = await given(t, { webhook_allow: room.target });
  const { server, tokens: { secretary: token }, db } = place;
  const api = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.text}`);
    return rs.json;
  };
  const { id } = await api('POST', '/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' });
  let n = 0;
  const press = (kind) => server.api('POST', `/meetings/${id}/publication`, { token, body: { kind }, headers: { 'idempotency-key': `druk-${n++}` } });
  const done = async (kind) => {
    const rs = await press(kind);
    assert.equal(rs.status, 201, rs.text);
    return rs.json;
  };
  await done('date');
  const system = await api('POST', '/endpoints', { url: room.url, events: EVENTS });
  const count = (type) => Number(sql(db, `SELECT count(*) FROM delivery WHERE type = '${type}'`));
  const settled = () => eventually(() => sql(db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL AND bundle_at = 0') === '0');
  return { ...place, room, api, id, press, done, system, count, settled };
}

test('a call that is sent again goes only to who did not get it, and to nobody when all did', async (t) => {
  const all = await world(t);
  const { room, api, id, press, done, system, count, settled, server, db } = all;
  await done('call');
  await settled();
  const first = count('items.called');
  assert.ok(first > 5, `${first} are called`);
  assert.equal(room.got.length, 1);
  const again = await press('call');
  assert.equal(again.status, 409);
  assert.match(again.json.detail, /^Iedereen kreeg dit bericht al/);
  assert.equal(count('items.called'), first);

  const late = await api('POST', '/endpoints', { url: `${room.url}laat`, events: EVENTS });
  const who = await signedIn(server, db, 'secretaris@example.be');
  const preview = await who.get(`/vergaderingen/${id}/versturen?soort=oproep`);
  await validate(preview.text, 'the call again');
  assert.match(plain(preview.text), new RegExp(`${first} ontvangers kregen dit al, en krijgen het niet opnieuw`));
  assert.match(plain(preview.text), /1 ontvanger krijgt bericht/);
  const form = formOf(preview.text, `/vergaderingen/${id}/versturen`);
  assert.equal((await who.post(form.action, form.fields)).status, 303);
  await settled();
  assert.deepEqual(room.got.map(({ path }) => path), ['/', '/laat']);
  assert.equal(count('items.called'), first + 1);
  assert.ok(late.id !== system.id);

  assert.equal((await who.post(`/vergaderingen/${id}/oproep`, { closes_on: '08/05/2024' })).status, 303);
  await done('call');
  await settled();
  assert.equal(count('items.called'), 2 * (first + 1), 'another closing date is news');
});

test('who did not answer is reminded once a day, and again the day after', async (t) => {
  const { api, id, press, done, count, settled, db } = await world(t);
  await api('POST', `/meetings/${id}/items`, { title: 'Punt' });
  await done('agenda');
  await done('reminder');
  await settled();
  const first = count('reply.missing');
  assert.ok(first > 1);
  assert.equal((await press('reminder')).status, 409);
  assert.equal(count('reply.missing'), first);
  sql(db, "UPDATE council SET demo_date = '2024-04-16'");
  await done('reminder');
  assert.equal(count('reply.missing'), 2 * first);
});

test('what was held back may be sent; what failed goes again by its own button, with its own id', async (t) => {
  const { room, api, id, press, done, system, settled, server, tokens, db } = await world(t);
  await api('POST', `/meetings/${id}/items`, { title: 'Punt' });
  await done('agenda');
  await settled();
  assert.equal((await press('changes')).status, 409, 'nothing changed');
  const [{ id: delivery, state, noticeId }] = (await api('GET', `/endpoints/${system.id}/deliveries`)).items;
  assert.equal(state, 'sent');
  assert.equal((await server.api('POST', `/endpoints/${system.id}/deliveries/${delivery}`, { token: tokens.secretary })).status, 200);
  await eventually(() => room.got.length === 2);
  assert.deepEqual(room.got.map(({ headers }) => headers['webhook-id']), [noticeId, noticeId]);
  assert.equal(room.got[0].body, room.got[1].body);
  await settled();
  assert.equal(sql(db, `SELECT count(*) FROM told WHERE endpoint_id = ${system.id}`), '1');
});
