// What was sent comes back, a change changes what it names, and versions keep people apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';

const picked = (thing, keys) => Object.fromEntries(keys.map((key) => [key, thing[key]]));

/** A resource with all its fields, twice: made with `first`, changed by `second`. */
const RESOURCES = (ids) => [
  ['/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z', location: 'Antwerpen', onlineUrl: 'https://video.example.be/1', note: 'Een\ntwee', access: 'members' },
    { title: 'LOK juni', startsAt: '2024-06-04T17:30:00Z', location: 'Borgerhout', onlineUrl: 'https://video.example.be/2', note: 'drie', access: 'public' }],
  [`/meetings/${ids.meeting}/items`, { title: 'Punt', purpose: 'decision', minutes: 20, presenter: 'mentor-coach', presenterPartnerId: ids.partner, dossierId: ids.dossier, text: 'Een *tekst*', access: 'members' },
    { title: 'Ander punt', purpose: 'advice', minutes: 5, presenter: 'secretaris', presenterPartnerId: null, dossierId: null, text: 'Meer', access: 'secretariat' }],
  ['/dossiers', { title: 'Dossier', aliases: ['A', 'B'], summary: 'Kort', aim: ['Doel'], form: 'Vorm', tasks: ['Taak'], applicantId: ids.partner, area: 'Borgerhout', areaCertain: false, rhythm: 'semester', outcome: 'Resultaat', access: 'members' },
    { title: 'Dossier 2', aliases: ['C'], summary: 'Lang', aim: ['X', 'Y'], form: 'Andere', tasks: ['T1', 'T2'], applicantId: null, area: 'Gent', areaCertain: true, rhythm: 'year', outcome: 'Ander', access: 'public' }],
  ['/partners', { name: 'Bijzondere partner', kind: 'ckg', website: 'https://www.example.be/', aliases: ['Bijz.'], serviceArea: ['Gent', 'Melle'], note: 'Nota', until: '2030-01-31' },
    { name: 'Gewone partner', kind: 'school', website: 'http://example.be/x?y=z', aliases: ['Gew.', 'GP'], serviceArea: ['Destelbergen'], note: 'Andere', until: '2031-01-31' }],
  ['/persons', { name: 'Mentor-coach', function: 'mentor-coach', email: 'mentor@example.be', phone: '03 000 00 00' },
    { name: 'Secretaris', function: 'secretaris', email: 'ander@example.be', phone: '09 000 00 00' }],
  ['/members', { personId: ids.person, partnerId: ids.partner, constituency: 'local_actor', votingRight: true, role: 'chair', fromDate: '2024-01-01', untilDate: '2024-12-31' },
    { personId: ids.other, partnerId: null, constituency: 'care_user', votingRight: false, role: 'observer', fromDate: '2023-06-01', untilDate: '2025-12-31' }],
  ['/endpoints', { url: 'https://hook.example.be/a', name: 'Onze server', events: ['agenda.published', 'decision.recorded'], partnerId: ids.partner, state: 'active' },
    { url: 'https://hook.example.be/b', name: 'Andere', events: ['meeting.moved'], partnerId: null, state: 'paused' }],
];

async function ids({ server, tokens }) {
  const token = tokens.secretary;
  const make = async (path, body) => (await server.api('POST', path, { token, body })).json.id;
  return {
    meeting: await make('/meetings', { title: 'LOK', month: '2024-09' }),
    partner: await make('/partners', { name: 'Partner', kind: 'other' }),
    dossier: await make('/dossiers', { title: 'Dossier 0' }),
    person: await make('/persons', { name: 'Functie' }),
    other: await make('/persons', { name: 'Andere functie' }),
  };
}
const location = (answer) => answer.headers.location.replace('/api/v1', '');

test('every field comes back as it was sent, when made and when changed', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  for (const [path, first, second] of RESOURCES(await ids(place))) {
    const made = await server.api('POST', path, { token, body: first });
    assert.equal(made.status, 201, made.text);
    const at = location(made), keys = Object.keys(first);
    assert.deepEqual(picked((await server.api('GET', at, { token })).json, keys), first, path);
    const changed = await server.api('PATCH', at, { token, headers: { 'if-match': made.headers.etag }, body: second });
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual(picked(changed.json, keys), second, path);
    assert.deepEqual((await server.api('GET', at, { token })).json, changed.json);
    assert.equal(changed.headers.etag, `"${changed.json.version}"`);
  }
});

test('a change leaves alone what it does not name, one field at a time', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  for (const [path, first, second] of RESOURCES(await ids(place))) {
    const made = await server.api('POST', path, { token, body: first });
    const at = location(made), keys = Object.keys(first);
    let { etag } = made.headers, expected = { ...first };
    for (const key of keys) {
      const changed = await server.api('PATCH', at, { token, headers: { 'if-match': etag }, body: { [key]: second[key] } });
      expected[key] = second[key];
      assert.equal(changed.status, 200, `${path} ${key}: ${changed.text}`);
      assert.deepEqual(picked(changed.json, keys), expected, `${path} ${key}`);
      assert.notEqual(changed.headers.etag, etag, `${path} ${key}`);
      ({ etag } = changed.headers);
    }
    const nothing = await server.api('PATCH', at, { token, headers: { 'if-match': etag }, body: {} });
    assert.deepEqual(picked(nothing.json, keys), expected);
  }
});

test('null empties', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  const of = Object.fromEntries(RESOURCES(await ids(place)).map(([path, first]) => [path.split('/').at(-1), [path, first]]));
  for (const [name, keys, empty] of [
    ['meetings', ['location', 'onlineUrl', 'note'], null], ['items', ['presenter', 'presenterPartnerId', 'dossierId', 'text'], null],
    ['dossiers', ['summary', 'form', 'applicantId', 'area', 'outcome'], null], ['dossiers', ['aliases', 'aim', 'tasks'], []],
    ['partners', ['website', 'note', 'until'], null], ['partners', ['aliases', 'serviceArea'], []],
    ['persons', ['function', 'email', 'phone'], null], ['members', ['partnerId', 'fromDate', 'untilDate'], null], ['endpoints', ['name', 'partnerId'], null]]) {
    const [path, first] = of[name];
    const made = await server.api('POST', path, { token, body: name === 'partners' ? { ...first, name: `Partner ${keys[0]}`, aliases: [`Alias ${keys[0]}`] } : first });
    const changed = await server.api('PATCH', location(made), { token, headers: { 'if-match': '*' }, body: Object.fromEntries(keys.map((key) => [key, null])) });
    assert.equal(changed.status, 200, changed.text);
    for (const key of keys) assert.deepEqual(changed.json[key], empty, `${name} ${key}`);
  }
});

test('of two that change the same version one is told', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  for (const [path, first, second] of RESOURCES(await ids(place))) {
    const made = await server.api('POST', path, { token, body: first });
    const at = location(made), key = Object.keys(first)[0];
    const both = await Promise.all([1, 2].map(() => server.api('PATCH', at, { token, headers: { 'if-match': made.headers.etag }, body: { [key]: second[key] } })));
    assert.deepEqual(both.map((a) => a.status).sort(), [200, 412], path);
  }
});

test('the order has the version of its meeting', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  const { meeting } = await ids(place);
  const items = [];
  for (const title of ['Een', 'Twee']) items.push((await server.api('POST', `/meetings/${meeting}/items`, { token, body: { title, minutes: 10 } })).json.id);
  const path = `/meetings/${meeting}/items/order`;
  const order = await server.api('GET', path, { token });
  assert.equal(order.headers.etag, (await server.api('GET', `/meetings/${meeting}`, { token })).headers.etag);
  await server.api('POST', `/meetings/${meeting}/items`, { token, body: { title: 'Drie' } });
  const stale = await server.api('PUT', path, { token, headers: { 'if-match': order.headers.etag }, body: { items: [...items].reverse() } });
  assert.equal(stale.status, 412);
  const three = (await server.api('GET', path, { token })).json.items;
  for (const wrong of [items, [...three, three[0]], [three[0], three[0], three[1]], [...three.slice(0, 2), '99999']])
    assert.equal((await server.api('PUT', path, { token, headers: { 'if-match': '*' }, body: { items: wrong } })).status, 400, JSON.stringify(wrong));
  assert.deepEqual((await server.api('GET', path, { token })).json.items, three);
});

test('what others do to an item is never hidden by its version', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  const { json: meeting } = await server.api('POST', '/meetings', { token, body: { title: 'LOK', startsAt: '2024-05-28T17:30:00Z' } });
  const items = [];
  for (const title of ['Een', 'Twee']) items.push((await server.api('POST', `/meetings/${meeting.id}/items`, { token, body: { title, minutes: 10 } })).json.id);
  const before = await server.api('GET', `/items/${items[1]}`, { token });
  assert.equal(before.json.number, '2');
  await server.api('PUT', `/meetings/${meeting.id}/items/order`, { token, headers: { 'if-match': '*' }, body: { items: [items[1], items[0]] } });
  const after = await server.api('GET', `/items/${items[1]}`, { token, headers: { 'if-none-match': before.headers.etag } });
  assert.equal(after.status, 200);
  assert.equal(after.json.number, '1');
  assert.equal(after.json.startsAt, '2024-05-28T17:30:00Z');
});

test('a state that is there already is no change', async (t) => {
  const place = await given(t);
  const { server } = place, token = place.tokens.secretary;
  const { meeting } = await ids(place);
  const put = (state) => server.api('PUT', `/meetings/${meeting}/state`, { token, headers: { 'if-match': '*' }, body: { state } });
  const first = await put('announced');
  assert.equal(first.json.state, 'announced');
  assert.equal((await put('announced')).headers.etag, first.headers.etag);
  assert.equal((await put('cancelled')).json.state, 'cancelled');
  assert.equal((await put('draft')).json.state, 'draft');
});

test('a member sees the month as soon as it is shown, without a notice', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const { meeting } = await ids(place);
  assert.equal((await server.api('GET', `/meetings/${meeting}`, { token: tokens.member })).status, 404);
  await server.api('PUT', `/meetings/${meeting}/state`, { token: tokens.secretary, headers: { 'if-match': '*' }, body: { state: 'announced' } });
  const seen = await server.api('GET', `/meetings/${meeting}`, { token: tokens.member });
  assert.equal(seen.json.month, '2024-09');
  assert.equal(seen.json.startsAt, null);
  const last = await server.api('GET', `/meetings/${meeting}/publication`, { token: tokens.secretary });
  assert.equal(last.json.sending, undefined, 'shown, not sent');
});
