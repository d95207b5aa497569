// What the server writes on stderr while people sign in, search, subscribe and send.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { LOKD, demo, serve } from './lib.mjs';

test('no secret, query or address reaches the log', async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  const server = await serve(place, { log_level: 'debug', webhook_allow: '127.0.0.1:9' });
  const origin = `http://${server.address}`;
  const made = spawnSync(LOKD, ['user', 'link', '--db', place.db, '--public_url', origin, 'secretaris@example.be'], { encoding: 'utf8' });
  const link = new URL(made.stdout.trim()).pathname;
  const form = { origin: origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

  assert.equal((await server.http('GET', link)).status, 200);
  const signedIn = await server.http('POST', link, { body: '', headers: form });
  assert.equal(signedIn.status, 303);
  const session = /__Host-lok=([^;]+)/.exec(signedIn.headers['set-cookie'])[1];
  await server.http('GET', '/beslissingen?q=zoekgeheim', { headers: { cookie: `__Host-lok=${session}` } });
  await server.http('GET', '/api/v1/decisions?q=zoekgeheim', { token });
  await server.http('POST', '/aanmelden', { body: 'email=secretaris%40example.be&password=wachtwoordgeheim', headers: form });
  await server.http('GET', '/nergens/padgeheim');
  const endpoint = await server.http('POST', '/api/v1/endpoints', {
    token, body: { url: 'http://127.0.0.1:9/adresgeheim?k=1', events: ['endpoint.test'] },
  });
  assert.equal(endpoint.status, 201);
  await server.http('POST', `/api/v1/endpoints/${endpoint.json.id}/test`, { token });
  while (!/delivery\.failed/.test(server.log())) await new Promise((done) => setTimeout(done, 50));

  const secrets = [token, link.split('/').at(-1), session, endpoint.json.secret, 'zoekgeheim', 'wachtwoordgeheim', 'padgeheim', 'adresgeheim', 'example.be'];
  assert.equal(secrets.filter((secret) => !secret).length, 0);
  for (const secret of secrets) assert.ok(!server.log().includes(secret), `the log holds ${secret}`);
  assert.match(server.log(), /path="\/aanmelden\/:token"/, 'a known route is logged by its pattern');
});
