// Covers web/http/idempotency.c.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given, lokd, serve } from './lib.mjs';
import { receiver } from './receiver.mjs';

const body = { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' };
const count = async (server, token) => (await server.api('GET', '/meetings?pageSize=100', { token })).json.items.length;

test('the same key and body again is done once, and answered alike', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary, headers = { 'idempotency-key': 'een' };
  const before = await count(server, token);
  const first = await server.api('POST', '/meetings', { token, headers, body });
  const second = await server.api('POST', '/meetings', { token, headers, body });
  assert.equal(first.status, 201);
  assert.equal(second.status, 201);
  assert.equal(second.text, first.text);
  assert.equal(second.headers.etag, first.headers.etag);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(second.headers['idempotency-replayed'], 'true');
  assert.equal(await count(server, token), before + 1);
});

test('eight at once with one key make one', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary, headers = { 'idempotency-key': 'samen' };
  const before = await count(server, token);
  const all = await Promise.all(Array.from({ length: 8 }, () => server.api('POST', '/meetings', { token, headers, body })));
  assert.deepEqual(new Set(all.map((a) => a.status)), new Set([201]));
  assert.equal(new Set(all.map((a) => a.json.id)).size, 1);
  assert.equal(await count(server, token), before + 1);
});

test('the same key with another body is refused', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary, headers = { 'idempotency-key': 'een' };
  await server.api('POST', '/meetings', { token, headers, body });
  const before = await count(server, token);
  assert.equal((await server.api('POST', '/meetings', { token, headers, body: { ...body, title: 'Anders' } })).status, 409);
  assert.equal(await count(server, token), before);
});

test('a key belongs to one token and one address', async (t) => {
  const { server, tokens, db } = await given(t);
  const headers = { 'idempotency-key': 'een' };
  const mine = await server.api('POST', '/meetings', { token: tokens.secretary, headers, body });
  const other = await server.api('POST', '/meetings', { token: lokd('token', 'add', '--db', db, '--role', 'secretary', 'another'), headers, body });
  assert.notEqual(other.json.id, mine.json.id);
  assert.equal((await server.api('POST', `/meetings/${mine.json.id}/items`, { token: tokens.secretary, headers, body: { title: 'Punt' } })).status, 201);
});

test('after an error the same key tries again', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary, headers = { 'idempotency-key': 'een' };
  assert.equal((await server.api('POST', '/meetings', { token, headers, body: { title: '' } })).status, 400);
  assert.equal((await server.api('POST', '/meetings', { token, headers, body })).status, 201);
});

test('a key is remembered over a restart, and nobody is told twice', async (t) => {
  const place = await given(t);
  const token = place.tokens.secretary;
  await place.server.stop();
  const partner = await receiver(t);
  const settings = { webhook_allow: partner.target };
  let server = await serve(place, settings);
  await server.api('POST', '/endpoints', { token, body: { url: partner.url, events: ['agenda.published'] } });
  const { id } = (await server.api('POST', '/meetings', { token, body })).json;
  await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Punt' } });
  const send = () => server.api('POST', `/meetings/${id}/publication`, { token, headers: { 'idempotency-key': 'zend' } });
  const first = await send();
  assert.equal(first.status, 201);
  await eventually(() => partner.got.length === 1);
  await server.stop();
  server = await serve(place, settings);
  const second = await send();
  assert.equal(second.text, first.text);
  assert.equal(partner.got.length, 1);
});

test('sending asks for a key, and a key is short and plain', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  const { id } = (await server.api('POST', '/meetings', { token, body })).json;
  for (const [headers, code] of [[{}, 'required'], [{ 'idempotency-key': 'x'.repeat(256) }, 'format'], [{ 'idempotency-key': 'a b' }, 'format']]) {
    const { status, json } = await server.api('POST', `/meetings/${id}/publication`, { token, headers });
    assert.equal(status, 400);
    assert.deepEqual(json.issues.map((i) => [i.in, i.name, i.code]), [['header', 'Idempotency-Key', code]]);
  }
});
