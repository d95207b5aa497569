// Atom for decisions and meetings, read by feedparser, which stops at anything that is not well-formed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import FeedParser from 'feedparser';
import { given } from './lib.mjs';

/** { meta, items } */
const parsed = (text) => new Promise((found, failed) => {
  const parser = new FeedParser({ resume_saxerror: false, normalize: true });
  const items = [];
  parser.on('error', failed).on('data', (item) => items.push(item)).on('end', () => found({ meta: parser.meta, items }));
  parser.end(text);
});

const TAG = /^tag:[0-9a-f-]{36}\.invalid,2024:[a-z]+(\/\w+)?$/;
/** feedparser leaves out of a title what looks like a tag; this is how it was written. */
const titles = (feed) => feed.items.map((item) => item['atom:title']['#']);
const linkOf = (feed, rel) => [].concat(feed.meta['atom:link'] ?? []).map((l) => l['@']).find((l) => l.rel === rel)?.href;
const path = (href) => href.replace(/^http:\/\/[^/]+/, '');
const sql = (db, text) => assert.equal(spawnSync('sqlite3', [db, text]).status, 0);

async function read(server, at) {
  const answer = await server.http('GET', at);
  assert.equal(answer.status, 200, at);
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
  const feed = await parsed(answer.text);
  assert.match(feed.meta['atom:id']['#'], TAG);
  assert.ok(feed.meta['atom:updated']['#'].match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/));
  assert.equal(path(linkOf(feed, 'self')), at);
  assert.equal(feed.meta.author ?? feed.meta['atom:author'].name['#'], 'LOK Antwerpen');
  for (const item of feed.items) {
    assert.match(item.guid, TAG);
    assert.ok(item.title && item.date && item.description && item.link.startsWith('http://'));
  }
  return { ...feed, etag: answer.headers.etag };
}

/** All pages, by the links of RFC 5005. */
async function pages(server, at) {
  const all = [];
  for (let next = at; next; ) {
    const feed = await read(server, next);
    all.push(feed);
    assert.equal(path(linkOf(feed, 'first')), at);
    next = linkOf(feed, 'next') && path(linkOf(feed, 'next'));
    assert.ok(all.length < 20);
  }
  return all;
}

/** Number and title of what anybody sees in a list, the newest first. */
async function listed(server, path, since) {
  const { items } = (await server.api('GET', path)).json;
  return items.map((one) => ({ number: one.number, title: `${one.number}: ${one.title}`, since: one[since] }));
}

test('released decisions that are public stand in the feed with the advices, the newest first', async (t) => {
  const { server, tokens, db } = await given(t);
  const feed = await read(server, '/beslissingen.atom');
  const decisions = await listed(server, '/decisions', 'releasedAt'), advices = await listed(server, '/advices', 'sentAt');
  assert.ok(decisions.length >= 2 && advices.length >= 1);
  const all = [...decisions, ...advices].sort((one, other) => other.since.localeCompare(one.since));
  assert.deepEqual(titles(feed), all.map(({ title }) => title));
  for (const [{ number, title }, at] of [[decisions[0], '/beslissingen/'], [advices[0], '/adviezen/']]) {
    const item = feed.items[titles(feed).indexOf(title)];
    assert.equal(path(item.link), at + number);
    assert.equal((await server.http('GET', path(item.link))).status, 200);
    assert.match(item.description, /^<p>/);
  }
  sql(db, `UPDATE decision SET access = 1 WHERE number = '${decisions[0].number}'`);
  sql(db, `UPDATE decision SET released_at = NULL WHERE number = '${decisions[1].number}'`);
  sql(db, `UPDATE advice SET access = 1 WHERE number = '${advices[0].number}'`);
  const left = titles(await read(server, '/beslissingen.atom')).join();
  for (const { number } of [decisions[0], decisions[1], advices[0]]) assert.ok(!left.includes(number), number);
  const asMember = await server.http('GET', '/beslissingen.atom', { token: tokens.secretary });
  for (const { number } of [decisions[0], advices[0]]) assert.ok(!asMember.text.includes(number), 'who asks makes no difference');
});

test('published meetings that are public stand in the feed, with what everybody sees', async (t) => {
  const { server, tokens } = await given(t), token = tokens.secretary;
  const make = async (body) => (await server.api('POST', '/meetings', { token, body })).json.id;
  const send = async (id, kind) => assert.equal((await server.api('POST', `/meetings/${id}/publication`, {
    token, body: { kind }, headers: { 'idempotency-key': `${id}-${kind}` } })).status, 201);
  const hard = 'LOK <juni> & "juli" ]]> 👩‍👩‍👧 é';
  const open = await make({ title: hard, startsAt: '2024-06-18T17:30:00Z', location: 'Zaal <1>' });
  const inside = await make({ title: 'Intern', startsAt: '2024-06-19T17:30:00Z', access: 'members' });
  await make({ title: 'Concept', startsAt: '2024-06-20T17:30:00Z' });
  for (const id of [open, inside]) {
    await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Openbaar <punt>' } });
    await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Ledenpunt', access: 'members' } });
    await send(id, 'agenda');
  }
  const feed = await read(server, '/vergaderingen.atom');
  assert.deepEqual(titles(feed), [`${hard}: dinsdag 18 juni 2024`, 'LOK mei 2024: mei 2024', 'LOK februari 2024: dinsdag 27 februari 2024']);
  assert.match(feed.items[0].description, /Zaal &lt;1&gt;/);
  assert.match(feed.items[0].description, /<li>1\. Openbaar &lt;punt&gt;<\/li>/);
  assert.doesNotMatch(feed.items[0].description, /Ledenpunt/);
  const again = await server.http('GET', '/vergaderingen.atom', { headers: { 'if-none-match': feed.etag } });
  assert.equal(again.status, 304);
  await send(open, 'cancellation');
  const cancelled = (await read(server, '/vergaderingen.atom')).items[0];
  assert.match(cancelled.title, /^GEANNULEERD: /);
  assert.equal(cancelled.guid, feed.items[0].guid);
  assert.ok(cancelled.date > feed.items[0].date);
});

test('a long feed comes in pages that are linked, each thing once', async (t) => {
  const { server, tokens } = await given(t), token = tokens.secretary;
  const ask = async (method, path, body, headers = {}) => {
    const answer = await server.api(method, path, { token, body, headers });
    assert.ok(answer.status < 300, answer.text);
    return answer;
  };
  const state = async (id, to) => ask('PUT', `/meetings/${id}/state`, { state: to }, { 'if-match': (await ask('GET', `/meetings/${id}`)).headers.etag });
  const { json: { id } } = await ask('POST', '/meetings', { title: 'LOK', startsAt: '2024-04-15T17:30:00Z' });
  const items = [];
  for (let n = 0; n < 58; n++) items.push((await ask('POST', `/meetings/${id}/items`, { title: `Punt ${n}`, purpose: 'decision' })).json.id);
  await state(id, 'in_session');
  for (const item of items)
    await ask('PUT', `/items/${item}/treatment`, { outcome: 'approved', decision: { title: `Beslissing ${item}`, text: 'Zo is het.' } },
      { 'if-match': (await ask('GET', `/items/${item}`)).headers.etag });
  await state(id, 'closed');
  await ask('POST', `/meetings/${id}/publication`, { kind: 'results' }, { 'idempotency-key': 'k' });
  const all = await pages(server, '/beslissingen.atom');
  const guids = (feed) => feed.items.map((i) => i.guid);
  const advices = all.map((feed) => guids(feed).filter((guid) => guid.includes(':advies/')).length);
  assert.deepEqual(advices, [(await listed(server, '/advices', 'sentAt')).length, 0, 0], 'advices stand on the first page');
  assert.deepEqual(all.map((feed, n) => feed.items.length - advices[n]), [25, 25, 10]);
  assert.equal(new Set(all.flatMap(guids)).size, 60 + advices[0]);
  assert.equal(new Set(all.map((feed) => feed.meta['atom:id']['#'])).size, 1);
});

test('an empty feed is a feed', async (t) => {
  const { server, db } = await given(t);
  sql(db, 'UPDATE decision SET released_at = NULL');
  sql(db, 'UPDATE advice SET access = 1');
  assert.deepEqual((await read(server, '/beslissingen.atom')).items, []);
});

test('a place in a feed that is gone is refused', async (t) => {
  const { server } = await given(t);
  assert.equal((await server.http('GET', '/beslissingen.atom?na=99999')).status, 400);
  assert.equal((await server.http('GET', '/vergaderingen.atom?na=99999')).status, 400);
});

test('pages name the feeds, unless the council is not public', async (t) => {
  const { server, db } = await given(t);
  assert.match((await server.http('GET', '/')).text, /<link rel="alternate" type="application\/atom\+xml"[^>]* href="\/beslissingen\.atom">/);
  sql(db, 'UPDATE council SET is_public = 0');
  assert.doesNotMatch((await server.http('GET', '/')).text, /atom\+xml/);
});
