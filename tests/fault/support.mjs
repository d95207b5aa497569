// What the fault tests share: a council of their own, a server that can be killed, a client, receivers.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { checkNotice } from '../http/schemas.mjs';

export const LOKD = resolve(process.env.LOKD ?? 'build/release/lokd');
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until `holds` gives something true; fails with `what` after `ms`. */
export const until = async (what, holds, ms = 20000) => {
  for (const end = Date.now() + ms; ; await sleep(25)) {
    const found = await holds();
    if (found) return found;
    assert.ok(Date.now() < end, `waited ${ms} ms in vain: ${what}`);
  }
};

export const folder = (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'lokd-fault-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

const lokd = (dir, args) => {
  const ran = spawnSync(LOKD, args, { cwd: dir, encoding: 'utf8', timeout: 30000, input: '' });
  assert.equal(ran.status, 0, `lokd ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
};

const tokenOf = (dir) => lokd(dir, ['token', 'add', '--db', 'lok.db', '--role', 'secretary', 'test']).trim();

/** A council that really sends; *its* database is lok.db in `dir`. Returns a secretary's token. */
export const makeCouncil = (dir) => {
  lokd(dir, ['init', '--db', 'lok.db', '--name', 'LOK Proefdorp', '--municipality', 'Proefdorp',
    '--email', 'secretaris@example.be', '--public']);
  return tokenOf(dir);
};

export const makeDemo = (dir) => {
  lokd(dir, ['demo', '--db', 'lok.db']);
  return tokenOf(dir);
};

/** Asks the stopped database with the sqlite3 program; rows of strings. */
export const ask = (dir, sql) => {
  const ran = spawnSync('sqlite3', ['-readonly', '-separator', '\t', join(dir, 'lok.db'), sql], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
};

export const assertSound = (dir) => {
  assert.deepEqual(ask(dir, 'PRAGMA integrity_check'), [['ok']]);
  assert.deepEqual(ask(dir, 'PRAGMA foreign_key_check'), []);
};

/** `lokd serve`; `settings` go into a file, `stderr` is kept in `log`. */
export class Server {
  static async start(t, dir, settings = {}, wrapper = []) {
    const config = join(dir, 'lokd.ini');
    const lines = Object.entries(settings).flatMap(([name, value]) => [value].flat().map((one) => `${name} = ${one}\n`));
    writeFileSync(config, lines.join(''));
    const [program, ...args] = [...wrapper, LOKD, 'serve', '--db', 'lok.db', '--listen', '127.0.0.1:0', '--config', config];
    const server = new Server();
    server.log = '';
    server.child = spawn(program, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    server.exited = once(server.child, 'exit');
    server.child.stderr.on('data', (piece) => (server.log = (server.log + piece).slice(-100000)));
    t.after(() => server.kill());
    let text = '';
    for await (const piece of server.child.stdout.iterator({ destroyOnReturn: false })) {
      text += piece;
      if (text.includes('\n')) break;
    }
    server.child.stdout.resume();
    server.url = `http://${/listens on (\S+?),/.exec(text)?.[1]}`;
    assert.match(server.url, /:\d+$/, `the server did not start: ${server.log}`);
    return server;
  }

  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill() {
    if (this.alive) this.child.kill('SIGKILL');
    await this.exited;
  }

  /** The exit code after SIGTERM. */
  async stop() {
    if (this.alive) this.child.kill('SIGTERM');
    await this.exited;
    return this.child.exitCode;
  }
}

/** One request to the API. Throws when no whole answer came. */
export const call = async (server, token, method, path, body, headers = {}) => {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': type }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
  return { status: answer.status, headers: answer.headers, text, json };
};

/** All pages of a collection, by the links that lead from one to the next. */
export const all = async (server, token, path) => {
  const items = [];
  for (let next = `${path}${path.includes('?') ? '&' : '?'}pageSize=100`; next; ) {
    const { status, json, text } = await call(server, token, 'GET', next);
    assert.equal(status, 200, text);
    items.push(...json.items);
    const link = json.next ? new URL(json.next, server.url) : null;
    next = link && (link.pathname + link.search).replace('/api/v1/', '');
  }
  return items;
};

/**
 * A receiver on loopback. Each delivery is kept in `got` as { id, type, subject, body, valid, at, answered };
 * `answer(delivery, response, request)` replies.
 */
export class Receiver {
  static async start(t, answer = (delivery, response) => response.end()) {
    const receiver = new Receiver();
    receiver.got = [];
    receiver.server = createServer(async (request, response) => {
      const pieces = [];
      request.on('error', () => {});
      response.on('error', () => {});
      for await (const piece of request) pieces.push(piece);
      const body = Buffer.concat(pieces).toString('utf8');
      const event = JSON.parse(body);
      const delivery = { id: request.headers['webhook-id'], type: event.type, subject: event.subject, event, body, at: Date.now() };
      delivery.valid = receiver.verifies(body, request.headers);
      delivery.number = receiver.got.filter((one) => one.id === delivery.id).length + 1;
      receiver.got.push(delivery);
      await answer(delivery, response, request);
    });
    receiver.server.keepAliveTimeout = 60000;
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    receiver.host = `127.0.0.1:${receiver.server.address().port}`;
    t.after(() => {
      receiver.server.closeAllConnections();
      receiver.server.close();
      for (const { event } of receiver.got) checkNotice(event);
    });
    return receiver;
  }

  /** Signed by us, and what the schema of its type says. */
  verifies(body, headers) {
    try {
      new Webhook(this.secret).verify(body, headers);
      new Svix(this.secret).verify(body, headers);
      checkNotice(JSON.parse(body));
      return true;
    } catch {
      return false;
    }
  }

  async register(server, token, events) {
    const made = await call(server, token, 'POST', 'endpoints', { url: `http://${this.host}/hook`, events });
    assert.equal(made.status, 201, made.text);
    this.id = made.json.id;
    this.secret = made.json.secret;
    return made.json;
  }

  of(type) {
    return this.got.filter((one) => one.type === type);
  }
}
