import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';

/** Follows `next` from `path`; gives the pages. */
async function pages(server, path, token) {
  const all = [];
  for (let next = path; next; ) {
    const { status, json } = await server.api('GET', next, { token });
    assert.equal(status, 200);
    all.push(json.items);
    next = json.next?.replace('/api/v1', '');
    assert.ok(all.length < 600, 'it goes on for ever');
  }
  return all;
}
const ids = (items) => items.map((item) => item.id);

const COLLECTIONS = ['/meetings', '/meetings/1/items', '/decisions', '/dossiers', '/partners', '/persons', '/members', '/endpoints', '/events', '/endpoints/1/deliveries'];

test('each collection gives everything once, whatever the size of a page', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  for (let n = 1; n <= 7; n++) {
    await server.api('POST', '/meetings', { token, body: { title: `Vergadering ${n}`, month: `2025-0${1 + (n % 3)}` } });
    await server.api('POST', '/persons', { token, body: { name: n % 2 ? 'Functie' : `Functie ${n}` } });
    await server.api('POST', '/partners', { token, body: { name: `Partner ${n}`, kind: 'other' } });
    await server.api('POST', '/dossiers', { token, body: { title: `Dossier ${n}` } });
    await server.api('POST', '/meetings/2/items', { token, body: { title: `Punt ${n}` } });
    await server.api('POST', '/endpoints/1/test', { token });
  }
  for (const path of [...COLLECTIONS, '/meetings/2/items']) {
    const whole = (await pages(server, `${path}?pageSize=100`, token)).flat();
    for (const size of [1, 3]) {
      const some = await pages(server, `${path}?pageSize=${size}`, token);
      assert.ok(some.slice(0, -1).every((page) => page.length === size), `${path}: a page is full but the last`);
      assert.deepEqual(ids(some.flat()), ids(whole), path);
    }
    assert.equal(new Set(ids(whole)).size, whole.length, `${path} gives something twice`);
  }
});

test('the next page asks the same question', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  for (const year of ['2024', '2025', '2025', '2025'])
    await server.api('POST', '/meetings', { token, body: { title: 'Vergadering', month: `${year}-03` } });
  const found = await pages(server, '/meetings?year=2025&pageSize=2', token);
  assert.deepEqual(found.map((page) => page.length), [2, 1]);
  assert.ok(found.flat().every((m) => m.month.startsWith('2025')));
  const searched = await server.api('GET', '/decisions?q=het%20verslag%20%26%20LOK&pageSize=1', { token });
  assert.equal(searched.status, 200);
});

test('a collection says which names it does not know, all at once', async (t) => {
  const { server, tokens } = await given(t);
  for (const path of COLLECTIONS) {
    const { status, json } = await server.api('GET', `${path}?pageSize=0&cursor=x&page=2&jaar=2024`, { token: tokens.secretary });
    assert.equal(status, 400, path);
    assert.deepEqual(json.issues.map((i) => [i.in, i.name, i.code]).sort(), [
      ['query', 'cursor', 'format'], ['query', 'jaar', 'unknown'], ['query', 'page', 'unknown'], ['query', 'pageSize', 'range']], path);
  }
});

test('a filter is refused together with all else that is wrong', async (t) => {
  const { server, tokens } = await given(t);
  const { json } = await server.api('GET', `/decisions?year=24&dossier=x&pageSize=999&q=${'x'.repeat(201)}`, { token: tokens.secretary });
  assert.deepEqual(json.issues.map((i) => i.name).sort(), ['dossier', 'pageSize', 'q', 'year']);
});

test('a filter that is no filter is refused', async (t) => {
  const { server, tokens } = await given(t);
  for (const [path, name] of [['/meetings?year=24', 'year'], ['/meetings?year=x', 'year'], ['/decisions?year=3000', 'year'],
    ['/decisions?dossier=-1', 'dossier'], ['/members?on=2024-02-30', 'on'], ['/events?after=x', 'after'], ['/events?subjectId=1', 'subjectKind'],
    ['/meetings?cursor=nffffffff', 'cursor'], ['/persons?cursor=nffffffff', 'cursor'], [`/decisions?q=${'x'.repeat(201)}`, 'q']]) {
    const { status, json } = await server.api('GET', path, { token: tokens.secretary });
    assert.equal(status, 400, path);
    assert.deepEqual(json.issues.map((i) => [i.in, i.name]), [['query', name]], path);
  }
});

test('decisions are found by year, dossier, word and number', async (t) => {
  const { server, tokens } = await given(t);
  const all = (await server.api('GET', '/decisions', { token: tokens.secretary })).json.items;
  assert.ok(all.length >= 2);
  const one = all[0];
  const by = async (query) => ids((await server.api('GET', `/decisions?${query}`, { token: tokens.secretary })).json.items);
  assert.deepEqual(await by(`q=${one.number}`), [one.id]);
  assert.deepEqual(await by('year=1999'), []);
  assert.deepEqual(await by('year=2024'), ids(all.filter((d) => d.year === 2024)));
  for (const { dossierId } of all.filter((d) => d.dossierId))
    assert.deepEqual(await by(`dossier=${dossierId}`), ids(all.filter((d) => d.dossierId === dossierId)));
  assert.deepEqual(await by('q=nergensgeschreven'), []);
  assert.deepEqual(await by('q=%22%20OR%20*%20NEAR('), []);
});

test('members are those in office on a day', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  const person = await server.api('POST', '/persons', { token, body: { name: 'Functie' } });
  const seat = await server.api('POST', '/members', {
    token, body: { personId: person.json.id, constituency: 'care_user', role: 'member', fromDate: '2019-01-01', untilDate: '2019-12-31' } });
  const on = async (date) => ids((await pages(server, `/members?on=${date}`, token)).flat());
  assert.ok((await on('2019-12-31')).includes(seat.json.id));
  assert.ok(!(await on('2020-01-01')).includes(seat.json.id));
});
