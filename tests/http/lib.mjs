// What the tests over HTTP start from: a practice database in a folder of its own, the real program
// serving it, and requests to it. Everything is stopped and checked when the test ends.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { check } from './openapi.mjs';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
export const LOKD = resolve(process.env.LOKD ?? join(ROOT, 'build/dev/lokd'));
assert.ok(existsSync(LOKD), `no program at ${LOKD}: set LOKD`);

/** What a sanitizer says, and what we call a mistake of ours. */
const COMPLAINT = /Sanitizer|runtime error:|check\.our-bug|IMPOSSIBLE/;

/** Runs one command to its end; gives what it printed. */
export function lokd(...args) {
  const done = spawnSync(LOKD, args, { encoding: 'utf8', timeout: 60_000 });
  assert.equal(done.status, 0, `lokd ${args.join(' ')}: ${done.stderr}`);
  assert.doesNotMatch(done.stderr, COMPLAINT);
  return done.stdout.trim();
}

/** A new token in the database `db`: of a role, a partner by its name, a person by its address. */
const tokenIn = (db, role, partner, person) =>
  lokd('token', 'add', '--db', db, '--role', role, ...(partner ? ['--partner', partner] : []), ...(person ? ['--person', person] : []), `test ${role}`);

/** Practice databases by the options they were made with, each with a token of every role: made once, copied for each test. */
const patterns = new Map();
process.on('exit', () => [...patterns.values()].forEach(({ folder }) => rmSync(folder, { recursive: true, force: true })));

function pattern(options) {
  const key = options.join(' ');
  if (!patterns.has(key)) {
    const folder = mkdtempSync(join(tmpdir(), 'lokd-pattern-'));
    const db = join(folder, 'd.db');
    lokd('demo', '--db', db, ...options);
    const tokens = Object.fromEntries(['admin', 'secretary', 'chair', 'member'].map((role) => [role, tokenIn(db, role)]));
    tokens.partner = tokenIn(db, 'partner', 'Felies');
    patterns.set(key, { folder, tokens });
  }
  return patterns.get(key);
}

/** A practice database in a folder that goes when the test `t` ends; `options` as `--years 30`. */
export function demo(t, ...options) {
  const folder = mkdtempSync(join(tmpdir(), 'lokd-http-'));
  const servers = [];
  t.after(async () => {
    try {
      for (const server of servers) await server.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const { folder: from, tokens } = pattern(options);
  cpSync(from, folder, { recursive: true });
  const db = join(folder, 'd.db');
  return {
    folder,
    db,
    servers,
    tokens: { ...tokens },
    /** A token: token('secretary'), token('partner', 'Felies'), token('member', '', 'lid@example.be'). */
    token: (role, partner, person) => (person || (partner && partner !== 'Felies') ? tokenIn(db, role, partner, person) : tokens[role]),
  };
}

/** Serves what demo made, until the test ends; `settings` are lines of the settings file, e.g. { undo_seconds: 0 }. */
export async function serve({ folder, db, servers }, settings = {}, options = []) {
  const config = join(folder, 'c.ini');
  writeFileSync(config, Object.entries({ undo_seconds: 0, ...settings }).map(([k, v]) => `${k} = ${v}\n`).join(''));
  const child = spawn(LOKD, ['serve', '--db', db, '--listen', '127.0.0.1:0', '--config', config, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '', log = '';
  const ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  child.stderr.on('data', (bytes) => (log += bytes));
  const address = await new Promise((found, failed) => {
    child.stdout.on('data', (bytes) => {
      out += bytes;
      const match = /listens on (127\.0\.0\.1:\d+)/.exec(out);
      if (match) found(match[1]);
    });
    ended.then(({ code }) => failed(new Error(`lokd serve ended with ${code}: ${log}`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let stopped = false;
  const server = {
    address,
    pid: child.pid,
    log: () => log,
    /** As an operator stops it: must end well, and have nothing to complain of. */
    async stop() {
      if (stopped) return;
      stopped = true;
      agent.destroy();
      child.kill('SIGTERM');
      const { code, signal } = await ended;
      assert.doesNotMatch(log, COMPLAINT);
      assert.equal(signal, null, `it was ended by ${signal}`);
      assert.equal(code, 0, `it ended with ${code}: ${log.slice(-2000)}`);
    },
    /** As a power cut would. */
    async kill() {
      stopped = true;
      agent.destroy();
      child.kill('SIGKILL');
      await ended;
      assert.doesNotMatch(log, COMPLAINT);
    },
    /** One request: { status, headers, text, json }. A `body` that is no string is sent as JSON. */
    http(method, path, { token, body, headers = {} } = {}) {
      const text = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const all = { ...headers };
      if (token) all.authorization = `Bearer ${token}`;
      if (text !== undefined) {
        all['content-type'] ??= method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
        all['content-length'] = Buffer.byteLength(text);
      }
      return new Promise((found, failed) => {
        const [host, port] = address.split(':');
        const rq = request({ host, port, method, path, headers: all, agent }, (rs) => {
          let got = '';
          rs.setEncoding('utf8');
          rs.on('data', (piece) => (got += piece));
          rs.on('end', () => {
            const answer = { status: rs.statusCode, headers: rs.headers, text: got };
            if (/json/.test(rs.headers['content-type'] ?? '')) answer.json = JSON.parse(got);
            found(answer);
          });
          rs.on('close', () => rs.complete || failed(new Error(`${method} ${path}: the answer broke off: ${log.slice(-3000)}`)));
        });
        rq.setTimeout(60_000, () => rq.destroy(new Error(`${method} ${path}: no answer in a minute`)));
        rq.on('error', (error) => failed(Object.assign(error, { log: log.slice(-3000) })));
        rq.end(text);
      });
    },
    /** The same under /api/v1, each answer held against openapi.json. */
    async api(method, path, options) {
      const answer = await server.http(method, `/api/v1${path}`, options);
      check(method, path, answer);
      return answer;
    },
  };
  servers.push(server);
  return server;
}

/** demo and serve in one, with a token of each role. */
export async function given(t, settings, ...options) {
  const place = demo(t, ...options);
  return { ...place, server: await serve(place, settings) };
}

/** Tries `what` until it gives something true, for at most `ms`: long enough for a machine that is busy. */
export async function eventually(what, ms = 60_000) {
  for (const end = Date.now() + ms; ; ) {
    const got = await what();
    if (got) return got;
    assert.ok(Date.now() < end, `it did not happen in ${ms} ms`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

export const text = (path) => readFileSync(join(ROOT, path), 'utf8');
