// The example that a page gives to who builds a receiver works as it stands there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { formOf, plain, signedIn } from './pages.mjs';

const freePort = () => new Promise((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

/** Runs a module as if it stood in tests/, where the packages are; gives what it prints. */
function run(t, code, env) {
  const child = spawn(process.execPath, ['--input-type=module'], { cwd: new URL('..', import.meta.url), env: { ...process.env, ...env } });
  const got = { out: '', err: '' };
  child.stdout.on('data', (bytes) => (got.out += bytes));
  child.stderr.on('data', (bytes) => (got.err += bytes));
  child.stdin.end(code);
  t.after(() => child.kill());
  return got;
}

test('the receiver of the page takes what we send and refuses what we did not', async (t) => {
  const port = await freePort();
  const { server, db } = await given(t, { webhook_allow: `127.0.0.1:${port}` });
  const who = await signedIn(server, db, 'secretaris@example.be');
  const form = formOf((await who.get('/beheer/koppelingen/nieuw')).text, '/beheer/koppelingen').fields;
  const made = await who.post('/beheer/koppelingen', { ...form, url: `http://127.0.0.1:${port}/` });
  assert.equal(made.status, 201, plain(made.text));
  const secret = /whsec_[A-Za-z0-9+/=]+/.exec(made.text)[0];
  const code = plain(/<pre><code>([\s\S]*?)<\/code>/.exec(made.text)[1]);
  assert.equal(code, plain(/<pre><code>([\s\S]*?)<\/code>/.exec((await who.get('/beheer/koppelingen/uitleg')).text)[1]));
  assert.match(code, /\.listen\(3000\)/);
  const got = run(t, code.replace('.listen(3000)', `.listen(${port}, '127.0.0.1')`), { LOK_SECRET: secret });
  const post = () => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}', headers: { 'webhook-id': 'msg_x', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' } });
  const forged = await eventually(() => post().catch(() => null));
  assert.equal(forged.status, 400, got.err);

  const path = /href="(\/beheer\/koppelingen\/\d+)"/.exec(made.text)[1];
  assert.equal((await who.post(`${path}/proef`)).status, 303);
  await eventually(() => got.out.includes('endpoint.test Dit is een proefbericht. U hoeft niets te doen.'));
  await eventually(async () => /verstuurd/.test(plain((await who.get(path)).text)));
  assert.equal((await who.post(`${path}/sleutel`)).status, 200);
  await who.post(`${path}/proef`);
  await eventually(() => got.out.split('endpoint.test').length === 3, 20_000);
  assert.equal(got.err, '', 'the old secret signs too for a while');
});
