// Chats get what they understand, unsigned, and their address stays a secret. Systems are verified by
// `svix` besides. Covers notify/endpoint_test.c.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { Webhook } from 'svix';
import { LOKD, demo, eventually, serve } from './lib.mjs';
import { receiver } from './receiver.mjs';

const EVENTS = ['agenda.published'];

async function given(t) {
  const place = demo(t);
  const room = await receiver(t);
  const token = place.token('secretary');
  const server = await serve(place, { webhook_allow: room.target });
  const add = async (kind, path) => {
    const made = await server.api('POST', '/endpoints', { token, body: { kind, url: room.url + path, events: EVENTS } });
    assert.equal(made.status, 201, made.text);
    return made.json;
  };
  return { place, room, token, server, add };
}

async function tried({ server, token, room }, { id }) {
  const count = room.got.length;
  assert.equal((await server.api('POST', `/endpoints/${id}/test`, { token })).status, 201);
  await eventually(() => room.got.length > count);
  return room.got.at(-1);
}

test('Teams gets an Adaptive Card, Slack a text, as plain JSON without signature', async (t) => {
  const all = await given(t);
  for (const [kind, look] of [
    ['teams', (body) => body.attachments[0].content],
    ['teams_card', (body) => body],
    ['slack', (body) => body],
  ]) {
    const got = await tried(all, await all.add(kind, `${kind}/geheim`));
    assert.equal(got.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(Object.keys(got.headers).find((name) => name.startsWith('webhook-')), undefined);
    const body = look(JSON.parse(got.body));
    if (kind === 'slack') assert.match(body.text, /^\*Proefbericht\*\nDit is een proefbericht/);
    else assert.deepEqual([body.type, body.version], ['AdaptiveCard', '1.4']);
  }
});

test('the address of a chat is masked everywhere, and the mask sent back changes nothing', async (t) => {
  const all = await given(t);
  const { server, token, room, place } = all;
  const made = await all.add('slack', 'services/T0/B0/sleutel');
  const mask = room.url.replace(/\/$/, '/…');
  assert.equal(made.url, mask);
  await tried(all, made);
  const got = await server.api('GET', `/endpoints/${made.id}`, { token });
  const kept = await server.api('PATCH', `/endpoints/${made.id}`, { token, headers: { 'if-match': got.headers.etag }, body: { url: mask, name: 'Teamkanaal' } });
  assert.equal(kept.status, 200, kept.text);
  assert.equal((await tried(all, made)).path, '/services/T0/B0/sleutel');
  const changed = await server.api('PATCH', `/endpoints/${made.id}`, { token, headers: { 'if-match': kept.headers.etag }, body: { kind: 'teams' } });
  assert.equal(changed.status, 400);
  for (const path of ['/endpoints', `/endpoints/${made.id}/deliveries`, '/events'])
    assert.doesNotMatch((await server.api('GET', path, { token })).text, /sleutel/, path);
  assert.doesNotMatch(server.log(), /sleutel/);
  assert.doesNotMatch(spawnSync(LOKD, ['check', '--db', place.db], { encoding: 'utf8' }).stdout, /sleutel/);
});

test('a chat follows the same rules of egress as a system', async (t) => {
  const { server, token } = await given(t);
  for (const url of ['http://127.0.0.1:1/x', 'https://10.0.0.1/x', 'https://u:p@example.be/x', 'mailto:a@example.be'])
    assert.equal((await server.api('POST', '/endpoints', { token, body: { kind: 'slack', url, events: EVENTS } })).status, 400, url);
});

test('svix accepts the signature, and no other body', async (t) => {
  const all = await given(t);
  const made = await all.add('webhook', 'svix');
  const got = await tried(all, made);
  assert.equal(new Webhook(made.secret).verify(got.body, got.headers).type, 'endpoint.test');
  assert.throws(() => new Webhook(made.secret).verify(`${got.body} `, got.headers));
});
