// What stands on every agenda, put on a new one at once or later; and an approval that says of which minutes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { formOf, messageAt, plain, signedIn, validate } from './pages.mjs';

const titles = async ({ server, tokens }, id) =>
  (await server.api('GET', `/meetings/${id}/items`, { token: tokens.secretary })).json.items.map((one) => one.title);

/** A meeting that was held and closed: its id. */
async function held({ server, tokens }, startsAt) {
  const token = tokens.secretary, headers = { 'if-match': '*' };
  const { json: { id } } = await server.api('POST', '/meetings', { token, body: { title: 'LOK', startsAt } });
  const { json: item } = await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Punt' } });
  await server.api('PUT', `/meetings/${id}/state`, { token, body: { state: 'in_session' }, headers });
  await server.api('PUT', `/items/${item.id}/treatment`, { token, body: { outcome: 'noted' }, headers });
  assert.equal((await server.api('PUT', `/meetings/${id}/state`, { token, body: { state: 'closed' }, headers })).status, 200);
  return id;
}

test('a new meeting comes with what stands on every agenda, unless one unticks it', async (t) => {
  const place = await given(t);
  const secretary = await signedIn(place.server, place.db, 'secretaris@example.be');
  const { text } = await secretary.get('/vergaderingen/nieuw');
  assert.match(plain(text), /Vaste punten meteen op de agenda zetten/);
  const form = formOf(text, '/vergaderingen');
  assert.equal(form.fields.standing_items, '1', 'ticked until one unticks it');
  const make = async (fields) => /\/vergaderingen\/(\d+)/.exec((await secretary.post('/vergaderingen', { ...form.fields, month: '2024-11', ...fields })).headers.location)[1];
  assert.deepEqual((await titles(place, await make({}))).map((one) => one.replace(/ van het .*/, '')), ['Goedkeuring', 'Openstaande acties', 'Varia']);
  delete form.fields.standing_items;
  assert.deepEqual(await titles(place, await make({ month: '2024-12' })), []);
  const refused = await secretary.post('/vergaderingen', { ...form.fields, title: '' });
  assert.equal(refused.status, 400);
  assert.ok(!('standing_items' in formOf(refused.text, '/vergaderingen').fields), 'what was unticked stays so');
});

test('over the API they come when they are asked for', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const make = async (more) => (await server.api('POST', '/meetings', { token: tokens.secretary, body: { title: 'LOK', month: '2024-11', ...more } })).json;
  assert.equal((await titles(place, (await make({ standingItems: true })).id)).length, 3);
  assert.deepEqual(await titles(place, (await make({})).id), []);
  const { id } = await make({});
  const wrong = await server.api('PATCH', `/meetings/${id}`, { token: tokens.secretary, body: { standingItems: true }, headers: { 'if-match': '*' } });
  assert.equal(wrong.status, 400, 'a meeting that exists takes them by items/standing');
});

test('an approval says which minutes it approves: the last ones, unless others are chosen', async (t) => {
  const place = await given(t);
  const { server, db, tokens } = place;
  const token = tokens.secretary, headers = { 'if-match': '*' };
  const march = await held(place, '2024-03-12T18:30:00Z'), april = await held(place, '2024-04-09T17:30:00Z');
  const { json: next } = await server.api('POST', '/meetings', { token, body: { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' } });
  const { json: item } = await server.api('POST', `/meetings/${next.id}/items`, { token, body: { title: 'Verslag', purpose: 'approval_of_minutes' } });
  assert.equal(item.approvesId, april);
  const patch = (body) => server.api('PATCH', `/items/${item.id}`, { token, body, headers });
  const own = await patch({ approvesId: next.id });
  assert.equal(own.status, 400);
  assert.equal(own.json.issues[0].name, 'approvesId');
  assert.equal((await patch({ approvesId: march })).json.approvesId, march);
  assert.equal((await patch({ approvesId: null })).json.approvesId, april);

  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const path = `/punten/${item.id}/bewerken`;
  const { text } = await secretary.get(path);
  await validate(text, 'an approval');
  const form = formOf(text, path);
  assert.equal(form.fields.approves_id, april);
  assert.match(text, new RegExp(`<option value="${march}"[^>]*>dinsdag 12 maart 2024`));
  const refused = await secretary.post(path, { ...form.fields, approves_id: next.id });
  assert.equal(refused.status, 400);
  assert.ok(messageAt(refused.text, 'approves_id').length > 8);
  assert.equal((await secretary.post(path, { ...form.fields, approves_id: march })).status, 303);

  await server.api('POST', `/meetings/${march}/publication`, { token, body: { kind: 'minutes_members' }, headers: { 'idempotency-key': 'm' } });
  await server.api('PUT', `/meetings/${next.id}/state`, { token, body: { state: 'in_session' }, headers });
  assert.equal((await server.api('PUT', `/items/${item.id}/treatment`, { token, body: { outcome: 'approved' }, headers })).status, 200);
  assert.equal((await server.api('GET', `/meetings/${march}/minutes`, { token })).json.state, 'approved');
  assert.notEqual((await server.api('GET', `/meetings/${april}/minutes`, { token })).json?.state, 'approved');
});
