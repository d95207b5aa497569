// The courier apart from the server, as an operator with two sets of rights runs them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { LOKD, demo, eventually, serve } from './lib.mjs';
import { receiver } from './receiver.mjs';

/** `lokd deliver`, stopped when the test ends. */
function deliver(t, db, target) {
  const child = spawn(LOKD, ['deliver', '--db', db, '--webhook-allow', target], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (piece) => (log += piece));
  const ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  const stop = async () => {
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, signal: null }, log);
  };
  t.after(() => child.kill('SIGKILL'));
  return { stop, log: () => log };
}

test('what a server without courier accepts is delivered by another process, by one at a time', async (t) => {
  const place = demo(t);
  const room = await receiver(t);
  const token = place.token('secretary');
  const server = await serve(place, { webhook_allow: room.target }, ['--no-deliver']);
  const made = await server.api('POST', '/endpoints', { token, body: { url: room.url, events: ['agenda.published'] } });
  const test = () => server.api('POST', `/endpoints/${made.json.id}/test`, { token });

  await test();
  await new Promise((done) => setTimeout(done, 1500));
  assert.equal(room.got.length, 0);
  const first = deliver(t, place.db, room.target);
  await eventually(() => room.got.length === 1);
  const second = deliver(t, place.db, room.target);
  const asked = Date.now();
  await test();
  await eventually(() => room.got.length === 2);
  assert.ok(Date.now() - asked < 4000, 'it looks every second');
  await first.stop();
  await test();
  await eventually(() => room.got.length === 3);
  await second.stop();
  assert.deepEqual(new Set(room.got.map(({ headers }) => headers['webhook-id'])).size, 3);
});
