// The examples that a page gives to who builds a receiver work as they stand there, in all three languages.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { formOf, plain, signedIn } from './pages.mjs';

const SENTENCE = 'endpoint.test Dit is een proefbericht. U hoeft niets te doen.';
const LANGUAGES = ['JavaScript', 'Python', 'PHP'];

const freePort = () => new Promise((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

/** How each example is run, with its port 3000 made another. JavaScript runs as if in tests/, where the packages are. */
const COMMANDS = {
  JavaScript: (code, port) => {
    assert.match(code, /\.listen\(3000\)/);
    return { command: [process.execPath, '--input-type=module'], stdin: code.replace('.listen(3000)', `.listen(${port}, '127.0.0.1')`) };
  },
  Python: (code, port) => {
    assert.match(code, /HTTPServer\(\("", 3000\)/);
    return { command: ['python3', '-W', 'error', '-'], stdin: code.replace('("", 3000)', `("127.0.0.1", ${port})`) };
  },
  PHP: (code, port, folder) => {
    const file = join(folder, 'receive.php');
    writeFileSync(file, code);
    return { command: ['php', '-d', 'display_errors=stderr', '-d', 'error_reporting=E_ALL', '-S', `127.0.0.1:${port}`, file], stdin: '' };
  },
};

/** Runs an example until the test ends; gives what it prints, and `stop`. */
function run(t, { command: [program, ...args], stdin }, secret) {
  const child = spawn(program, args, { cwd: new URL('..', import.meta.url), env: { ...process.env, LOK_SECRET: secret } });
  const got = { out: '', ended: new Promise((done) => child.on('close', done).on('error', done)) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (got.out += bytes));
  child.stdin.on('error', () => {}).end(stdin);
  got.stop = () => {
    child.kill();
    return got.ended;
  };
  got.heard = () => got.out.split(SENTENCE).length - 1;
  t.after(got.stop);
  return got;
}

/** The examples on a page, by language. */
const examples = (text) => Object.fromEntries(
  [...text.matchAll(/<h3>In (\w+)[^<]*[\s\S]*?<pre><code>([\s\S]*?)<\/code>/g)].map(([, language, code]) => [language, plain(code)]));

const now = () => Math.floor(Date.now() / 1000);

const sign = (secret, id, time, body) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${time}.${body}`).digest('base64')}`;

/** What a stranger could send: each is refused. */
const forgeries = (secret) => {
  const good = sign(secret, 'msg_x', now(), '{}'), old = now() - 400;
  return {
    'no signature that fits': { 'webhook-id': 'msg_x', 'webhook-timestamp': String(now()), 'webhook-signature': 'v1,AAAA' },
    'the signature of another notice': { 'webhook-id': 'msg_y', 'webhook-timestamp': String(now()), 'webhook-signature': good },
    'an old notice, well signed': { 'webhook-id': 'msg_x', 'webhook-timestamp': String(old), 'webhook-signature': sign(secret, 'msg_x', old, '{}') },
    'a signature without its version': { 'webhook-id': 'msg_x', 'webhook-timestamp': String(now()), 'webhook-signature': good.slice(3) },
    'no headers at all': {},
    'a time that is none': { 'webhook-id': 'msg_x', 'webhook-timestamp': 'nu', 'webhook-signature': good },
  };
};

test('all three examples stand on the page of a new key and on the help page', async (t) => {
  const { server, db } = await given(t, { webhook_allow: '127.0.0.1:9' });
  const who = await signedIn(server, db, 'secretaris@example.be');
  const form = formOf((await who.get('/beheer/koppelingen/nieuw')).text, '/beheer/koppelingen').fields;
  const made = await who.post('/beheer/koppelingen', { ...form, url: 'http://127.0.0.1:9/' });
  assert.equal(made.status, 201, plain(made.text));
  const found = examples(made.text);
  assert.deepEqual(Object.keys(found), LANGUAGES);
  assert.deepEqual(found, examples((await who.get('/beheer/koppelingen/uitleg')).text));
});

for (const language of LANGUAGES) {
  test(`the receiver in ${language} takes what we send, with the old key or the new, and refuses what we did not`, async (t) => {
    const port = await freePort();
    const { server, db, folder, tokens } = await given(t, { webhook_allow: `127.0.0.1:${port}` });
    const who = await signedIn(server, db, 'secretaris@example.be');
    const form = formOf((await who.get('/beheer/koppelingen/nieuw')).text, '/beheer/koppelingen').fields;
    const made = await who.post('/beheer/koppelingen', { ...form, url: `http://127.0.0.1:${port}/` });
    assert.equal(made.status, 201, plain(made.text));
    const secretOf = (answer) => /whsec_[A-Za-z0-9+/=]+/.exec(answer.text)[0];
    const command = COMMANDS[language](examples(made.text)[language], port, folder);
    const secret = secretOf(made);
    const post = (headers, body = '{}') => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers });
    let got = run(t, command, secret);
    await eventually(() => post({}).catch(() => null));
    for (const [what, headers] of Object.entries(forgeries(secret)))
      assert.equal((await post(headers)).status, 400, `${what}: ${got.out}`);
    assert.equal(got.heard(), 0);
    const again = JSON.stringify({ type: 'endpoint.test', data: { sentence: SENTENCE.slice(14) } }), time = now();
    for (let n = 0; n < 2; n++) {
      const headers = { 'webhook-id': 'msg_z', 'webhook-timestamp': String(time), 'webhook-signature': `v1,AAAA ${sign(secret, 'msg_z', time, again)}` };
      assert.equal((await post(headers, again)).status, 204);
    }
    // PHP keeps nothing between two requests: there the example only says what to do.
    const before = await eventually(() => got.heard() === (language === 'PHP' ? 2 : 1) && got.heard());

    const id = /href="\/beheer\/koppelingen\/(\d+)"/.exec(made.text)[1], path = `/beheer/koppelingen/${id}`;
    // What the log says: an example that is stopped before its answer arrived would be tried again much later.
    const sent = (count) => eventually(async () => {
      const { items } = (await server.api('GET', `/endpoints/${id}/deliveries`, { token: tokens.secretary })).json;
      return items.filter(({ state }) => state === 'sent').length === count;
    });
    assert.equal((await who.post(`${path}/proef`)).status, 303);
    await eventually(() => got.heard() === before + 1);
    await sent(1);
    const renewed = await who.post(`${path}/sleutel`);
    assert.equal(renewed.status, 200);
    assert.notEqual(secretOf(renewed), secret);
    await who.post(`${path}/proef`);
    await eventually(() => got.heard() === before + 2, 20_000);
    await sent(2);
    assert.doesNotMatch(got.out, /warning|error|traceback|deprecated/i);

    await got.stop();
    got = run(t, command, secretOf(renewed));
    await eventually(() => post({}).catch(() => null));
    await who.post(`${path}/proef`);
    await eventually(() => got.heard() === 1, 20_000);
    await sent(3);
  });
}
