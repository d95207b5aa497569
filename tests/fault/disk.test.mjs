// A full disk: what cannot be kept is refused, reading goes on, and writing recovers by itself.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOKD, Receiver, Server, all, assertSound, call, folder, makeDemo, until } from './support.mjs';

const run = (program, ...args) => spawnSync(program, args, { encoding: 'utf8' });

/** A disk of its own that a filler takes whole. Null when this machine does not let us mount. */
const smallDisk = (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'lokd-disk-'));
  t.after(() => {
    run('umount', '-l', dir);
    rmSync(dir, { recursive: true, force: true });
  });
  if (run('mount', '-t', 'tmpfs', '-o', 'size=8M', 'tmpfs', dir).status !== 0) return null;
  const filler = join(dir, 'filler');
  return {
    dir,
    wrapper: [],
    statuses: [507],
    fill: () => {
      const file = openSync(filler, 'w');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch (problem) {
        assert.equal(problem.code, 'ENOSPC');
      }
      closeSync(file);
    },
    free: () => rmSync(filler),
  };
};

/** Any machine: no file may grow any more, by the limit of the process. */
const limitedFiles = (t) => {
  const dir = folder(t);
  const limit = (server, bytes) => assert.equal(run('prlimit', `--pid=${server.child.pid}`, `--fsize=${bytes}:`).status, 0);
  return {
    dir,
    wrapper: ['bash', '-c', 'trap "" XFSZ; exec "$@"', 'limited'],
    statuses: [503, 507],
    fill: (server) => limit(server, Math.max(...['lok.db', 'lok.db-wal'].map((name) => statSync(join(dir, name)).size))),
    free: (server) => limit(server, 'unlimited'),
  };
};

const meetingOf = (i) => ({ title: `Vergadering ${i}`, startsAt: '2024-06-20T17:30:00Z', location: 'Antwerpen', note: 'x'.repeat(2000) });

/** Makes meetings until one is refused; adds what was acknowledged to `kept`. */
const writeUntilRefused = async (server, token, kept) => {
  for (let i = 0; i < 5000; i++) {
    const meeting = meetingOf(`${kept.length}`);
    const answer = await call(server, token, 'POST', 'meetings', meeting);
    if (answer.status !== 201) return { ...answer, meeting };
    kept.push({ id: answer.json.id, title: meeting.title });
  }
  return assert.fail('the disk never filled');
};

/** Takes the little room that a larger change could not use. */
const writeTheRest = async (server, token, { id }) => {
  for (let i = 0; i < 1000; i++) {
    const { headers } = await call(server, token, 'GET', `endpoints/${id}`);
    const answer = await call(server, token, 'PATCH', `endpoints/${id}`, { name: `naam ${i}` }, { 'If-Match': headers.get('etag') });
    if (answer.status !== 200) return answer;
  }
  return assert.fail('the disk never filled');
};

const assertRefused = (answer, statuses) => {
  assert.ok(statuses.includes(answer.status), `${answer.status}: ${answer.text}`);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.equal(answer.json.status, answer.status);
  assert.match(answer.json.title, answer.status === 507 ? /schijf is vol/ : /opslag/);
};

const assertReads = async (server, token, kept) => {
  for (const path of ['health', 'meetings', 'decisions?q=mentor', 'partners'])
    assert.equal((await call(server, token, 'GET', path)).status, 200, path);
  for (const path of ['/', '/vergaderingen', `/vergaderingen/${kept[0].id}`])
    assert.equal((await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } })).status, 200, path);
};

/** Opens a personal link as a browser does; only a reader of the answer. */
const openLink = (server, link) =>
  fetch(`${server.url}${link}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
    body: '',
  });

const full = async (t, disk) => {
  const token = makeDemo(disk.dir);
  const link = new URL(run(LOKD, 'user', 'link', '--db', join(disk.dir, 'lok.db'), 'secretaris@example.be').stdout.trim()).pathname;
  let answerNow;
  const receiver = await Receiver.start(t, (one, response) => new Promise((go) => (answerNow = () => go(response.end('goed')))));
  const server = await Server.start(t, disk.dir, { webhook_allow: receiver.host, undo_seconds: 0, log_level: 'error' }, disk.wrapper);
  await receiver.register(server, token, ['endpoint.test']);
  const kept = [];
  for (let i = 0; i < 3; i++) kept.push({ ...(await call(server, token, 'POST', 'meetings', meetingOf(`${i}`))).json });
  assert.equal((await call(server, token, 'POST', `endpoints/${receiver.id}/test`)).status, 201);
  await until('a notice is in flight', () => receiver.got.length === 1);

  disk.fill(server);
  const refused = await writeUntilRefused(server, token, kept);
  assertRefused(refused, disk.statuses);
  assertRefused(await writeTheRest(server, token, receiver), disk.statuses);
  await assertReads(server, token, kept);
  const page = await openLink(server, link);
  const html = await page.text();
  assert.ok(disk.statuses.includes(page.status), `${page.status}: ${html}`);
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.match(html, page.status === 507 ? /De schijf is vol/ : /De opslag antwoordt nu niet/);
  assert.match(html, /<html lang="nl/);
  answerNow();
  await until('the courier cannot record it', () => /courier\.storage doing=record/.test(server.log));
  assertRefused(await call(server, token, 'POST', 'meetings', refused.meeting), disk.statuses);
  assert.ok(server.alive);

  disk.free(server);
  const later = await call(server, token, 'POST', 'meetings', refused.meeting);
  assert.equal(later.status, 201, `it recovers by itself: ${later.text}`);
  kept.push({ id: later.json.id, title: refused.meeting.title });
  const opened = await openLink(server, link);
  assert.equal(opened.status, 303, 'what failed did not use up the link');
  const log = async () => (await all(server, token, `endpoints/${receiver.id}/deliveries`))[0];
  await until('the result is recorded after all', async () => (await log()).state === 'sent');
  assert.deepEqual([receiver.got.length, (await log()).attempts], [1, 1], 'and it was not sent again');
  assert.ok(receiver.got[0].valid);
  assert.equal(await server.stop(), 0);

  const again = await Server.start(t, disk.dir);
  const found = new Map((await all(again, token, 'meetings')).map((one) => [one.id, one.title]));
  for (const { id, title } of kept) assert.equal(found.get(id), title, 'acknowledged, but gone');
  assert.equal([...found.values()].filter((title) => title === refused.meeting.title).length, 1, 'what was refused left nothing');
  assert.equal(await again.stop(), 0);
  assertSound(disk.dir);
};

test('a full disk refuses writing with 507 only, and all is well once there is room', async (t) => {
  const disk = smallDisk(t);
  if (disk === null) return t.skip('this machine lets us mount nothing');
  await full(t, disk);
});

test('files that may not grow refuse writing only, and all is well once they may', async (t) => {
  await full(t, limitedFiles(t));
});
