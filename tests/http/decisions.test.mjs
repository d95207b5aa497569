// What becomes of a decision, and what is refused in words with nothing changed, by page and API.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { formOf, messageAt, plain, signedIn, validate } from './pages.mjs';

const etag = (version) => ({ 'if-match': `"${version}"` });

test('decisions do not supersede each other in a circle', async (t) => {
  const { server, db, tokens } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const read = async (number) => (await server.api('GET', `/decisions/${number}`, { token: tokens.secretary })).json;
  const [one, other] = (await server.api('GET', '/decisions?state=in_force', { token: tokens.secretary })).json.items.map((d) => d.number);
  assert.ok(other, 'the practice council has two in force');

  const act = async (number, fields) => {
    const path = `/beslissingen/${number}/vervangen`;
    return secretary.post(path, { ...formOf((await secretary.get(path)).text, path).fields, ...fields });
  };
  const own = await act(one, { successor: one });
  assert.equal(own.status, 400);
  await validate(own.text, 'its own successor');
  assert.equal((await act(one, { successor: other })).status, 303);
  assert.match(plain((await secretary.get(`/beslissingen/${one}`)).text), new RegExp(`vervangen[\\s\\S]*${other}`));
  assert.match(plain((await secretary.get(`/beslissingen/${other}`)).text), new RegExp(one), 'both know each other');

  const before = await read(other);
  assert.deepEqual(before.supersedes, [one]);
  const circle = await act(other, { successor: one });
  assert.equal(circle.status, 400);
  assert.match(messageAt(circle.text, 'successor'), /Zo zouden ze elkaar vervangen/);
  const asked = await server.api('PUT', `/decisions/${other}/state`, { token: tokens.secretary, body: { action: 'supersede', successor: one }, headers: etag(before.version) });
  assert.equal(asked.status, 400);
  assert.match(asked.json.issues[0].detail, /Zo zouden ze elkaar vervangen/);
  assert.deepEqual(await read(other), before, 'nothing changed');
  const stale = await server.api('PUT', `/decisions/${other}/state`, { token: tokens.secretary, body: { action: 'execute' }, headers: etag(before.version + 1) });
  assert.equal(stale.status, 412, 'two secretaries at once');
  assert.deepEqual(await read(other), before);
});

test('there are no more votes than people who may vote, and a decision by vote has counts', async (t) => {
  const { server, db, tokens } = await given(t);
  const call = (method, path, body, headers) => server.api(method, path, { token: tokens.secretary, body, headers });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const meeting = (await call('POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-15T17:30:00Z' })).json;
  const item = (await call('POST', `/meetings/${meeting.id}/items`, { title: 'Stoelen', purpose: 'decision' })).json;
  assert.equal((await call('PUT', `/meetings/${meeting.id}/state`, { state: 'in_session' }, { 'if-match': '*' })).status, 200);
  const treatment = await call('GET', `/items/${item.id}/treatment`);
  const decision = { title: 'Stoelen', text: 'Wij kopen stoelen.', method: 'vote' };
  const put = (body) => call('PUT', `/items/${item.id}/treatment`, { outcome: 'approved', decision, ...body }, { 'if-match': treatment.headers.etag });
  const many = await put({ votes: { inFavour: 500 } });
  assert.equal(many.status, 400);
  assert.match(many.json.issues[0].detail, /Er zijn 500 stemmen genoteerd, maar/);
  const none = await put({});
  assert.equal(none.status, 400);
  assert.match(none.json.issues[0].detail, /Noteer hoeveel stemmen/);
  const path = `/punten/${item.id}/behandelen`;
  const form = formOf((await secretary.get(path)).text, path);
  const page = await secretary.post(path, { ...form.fields, outcome: 'approved', 'votes.in_favour': '500' });
  assert.equal(page.status, 400);
  await validate(page.text, 'more votes than voters');
  assert.match(messageAt(page.text, 'votes.in_favour'), /500 stemmen genoteerd/);
  assert.deepEqual((await call('GET', `/items/${item.id}/treatment`)).json, treatment.json, 'nothing changed');
  assert.equal((await put({ votes: { inFavour: 1, against: 1 } })).status, 200);
});

test('decisions of a period, or of a term, are listed on paper and over the API', async (t) => {
  const { server, db, tokens } = await given(t);
  const token = tokens.secretary, member = await signedIn(server, db, 'lid@example.be');
  const held = '2024-02-27'; // the meeting in February of the practice council
  const listed = async (query) => (await server.api('GET', `/decisions?pageSize=100&${query}`, { token })).json.items.map((d) => d.number);
  const paper = async (query) => {
    const rs = await member.get(`/beslissingen/lijst?${query}`);
    assert.equal(rs.status, 200, query);
    await validate(rs.text, query);
    return plain(rs.text);
  };
  const numbers = (text) => text.match(/2024_LOK_\d{5}/g) ?? [];
  const all = await listed('');
  assert.equal(all.length, 2);
  for (const [query, want] of [[`from=${held}&until=${held}`, all], [`from=${held}`, all], [`until=${held}`, all],
    ['from=2024-02-28', []], ['until=2024-02-26', []], ['from=1990-01-01&until=2024-02-26', []], ['from=1990-01-01&until=2030-01-01', all]]) {
    assert.deepEqual(await listed(query), want, query);
    assert.equal(numbers(await paper(query.replace('from', 'van').replace('until', 'tot'))).length, want.length, query);
  }
  assert.match(await paper('van=2024-02-01&tot=2024-02-29'), /Beslissingen van donderdag 1 februari 2024 tot en met donderdag 29 februari 2024/);
  assert.match(await paper('van=2024-03-01&tot=2024-02-01'), /eindigt voor ze begint/);
  for (const wrong of ['from=gisteren', 'until=2024-02-30', 'from=2024-03-01&until=2024-02-01'])
    assert.equal((await server.api('GET', `/decisions?${wrong}`, { token })).status, 400, wrong);

  assert.doesNotMatch(await paper(''), /Bestuursperiode/);
  const term = { date: '2024-03-01', everybody: true };
  const { seen } = (await server.api('POST', '/terms', { token, body: { ...term, dryRun: true } })).json;
  const { id } = (await server.api('POST', '/terms', { token, body: { ...term, seen } })).json;
  assert.deepEqual(numbers(await paper(`periode=${id}`)), []);
  const before = await paper('periode=tot-2024-02-29');
  assert.match(before, /Beslissingen van de bestuursperiode tot en met donderdag 29 februari 2024/);
  assert.equal(numbers(before).length, 2);
});
