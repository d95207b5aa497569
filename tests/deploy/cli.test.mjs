// The command line as an operator uses it: exit codes, what stands on stdout, copies and restores.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LOKD = resolve(process.env.LOKD ?? 'build/release/lokd');
const folder = (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'lokd-cli-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
const run = (dir, args, options = {}) => {
  const r = spawnSync(LOKD, args, { cwd: dir, encoding: 'utf8', timeout: 30000, input: '', ...options });
  return { code: r.status, out: r.stdout, err: r.stderr };
};
const serve = async (t, dir, db, extra = []) => {
  const child = spawn(LOKD, ['serve', '--db', db, '--listen', '127.0.0.1:0', ...extra], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (child.exitCode !== null) return child.exitCode;
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    return code;
  };
  t.after(stop);
  let text = '';
  for await (const piece of child.stdout) {
    text += piece;
    if (text.includes('\n')) break;
  }
  return { address: /listens on (\S+?),/.exec(text)[1], stop };
};

test('help is for a newcomer, on stdout, exit 0', (t) => {
  const dir = folder(t);
  const help = run(dir, ['--help']);
  assert.equal(help.code, 0);
  for (const word of ['serve', 'demo', 'init', 'check', 'backup', 'restore', 'retention', 'user add', 'user link', 'token add', 'version', '--db', '--undo_seconds', 'First time?'])
    assert.ok(help.out.includes(word), word);
  for (const command of ['serve', 'demo', 'init', 'check', 'backup', 'restore', 'retention', 'version'])
    assert.equal(run(dir, [command, '--help']).code, 0, command);
});

test('wrong use exits 2, says what to do, and changes nothing', (t) => {
  const dir = folder(t);
  for (const args of [[], ['fly'], ['backup'], ['serve', '--nonsense'], ['token', 'add'], ['serve', '--undo_seconds', 'many'], ['serve', '--config', 'nowhere.ini'], ['demo', 'extra']]) {
    const r = run(dir, args);
    assert.equal(r.code, 2, args.join(' '));
    assert.equal(r.out, '', args.join(' '));
    assert.notEqual(r.err, '', args.join(' '));
  }
  assert.deepEqual(readdirSync(dir), []);
});

test('an option is known by either dash', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  for (const option of ['--public_url', '--public-url'])
    assert.match(run(dir, ['user', 'link', '--db', 'd.db', option, 'https://lok.example.be', 'secretaris@example.be']).out, /^https:\/\/lok\.example\.be\//, option);
});

test('a link and a token stand alone on stdout', (t) => {
  const dir = folder(t);
  const demo = run(dir, ['demo', '--db', 'd.db']);
  assert.equal(demo.code, 0, demo.err);
  const link = run(dir, ['user', 'link', '--db', 'd.db', 'secretaris@example.be']);
  assert.equal(link.code, 0, link.err);
  assert.match(link.out, /^http:\/\/127\.0\.0\.1:8080\/aanmelden\/[A-Za-z0-9_-]{43}\n$/);
  const token = run(dir, ['token', 'add', '--db', 'd.db', '--role', 'secretary', 'check']);
  assert.equal(token.code, 0, token.err);
  assert.match(token.out, /^lok_[A-Za-z0-9_-]{43}\n$/);
  const nobody = run(dir, ['user', 'link', '--db', 'd.db', 'nobody@example.be']);
  assert.deepEqual([nobody.code, nobody.out], [1, '']);
  assert.match(nobody.err, /nobody@example\.be/);
  for (const roles of [[], ['--role', 'queen'], ['--role', 'member', '--role', 'chair']]) {
    const wrong = run(dir, ['token', 'add', '--db', 'd.db', ...roles, 'x']);
    assert.deepEqual([wrong.code, wrong.out], [2, ''], roles.join(' '));
    assert.match(wrong.err, /role/);
  }
  assert.equal(run(dir, ['demo', '--db', 'd.db']).code, 1, 'an existing file is kept');
});

test('somebody can be given an account, once', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  const add = ['user', 'add', '--db', 'd.db', '--role', 'member', '--function', 'nieuw lid', 'nieuw@example.be'];
  assert.equal(run(dir, add).code, 0);
  assert.equal(run(dir, ['user', 'link', '--db', 'd.db', 'nieuw@example.be']).code, 0);
  assert.equal(run(dir, add).code, 1);
  assert.equal(run(dir, ['user', 'add', '--db', 'd.db', '--role', 'partner', 'p2@example.be']).code, 1, 'a partner needs a partner');
});

test('init makes an own council and a failure leaves no file', (t) => {
  const dir = folder(t);
  const bad = run(dir, ['init', '--db', 'own.db', '--municipality', 'Gent', '--email', 'geen adres']);
  assert.equal(bad.code, 1);
  assert.match(bad.err, /email/);
  assert.ok(!existsSync(join(dir, 'own.db')));
  const good = run(dir, ['init', '--db', 'own.db', '--municipality', 'Gent', '--email', 'secretaris@example.be']);
  assert.equal(good.code, 0, good.err);
  assert.match(good.out, /^http:\/\/[^/]+\/aanmelden\/[A-Za-z0-9_-]{43}\n$/);
  const check = run(dir, ['check', '--db', 'own.db']);
  assert.equal(check.code, 0, check.err);
  assert.match(check.out, /LOK Gent, Gent/);
});

test('check tells settings with their origin, the database and where notices go', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  writeFileSync(join(dir, 'c.ini'), 'undo_seconds = 7\nwebhook_allow = 127.0.0.1:9999\n');
  const check = run(dir, ['check', '--db', 'd.db', '--config', 'c.ini'], { env: { ...process.env, LOK_LOG_LEVEL: 'warn' } });
  assert.equal(check.code, 0, check.err);
  assert.match(check.out, /undo_seconds +7 +\(file\)/);
  assert.match(check.out, /log_level +warn +\(environment\)/);
  assert.match(check.out, /db +d\.db +\(option\)/);
  assert.match(check.out, /listen +127\.0\.0\.1:8080 +\(default\)/);
  assert.match(check.out, /practice council/);
  assert.match(check.out, /All well\./);
  assert.equal(run(dir, ['check', '--db', 'none.db']).code, 1);
});

test('a damaged file is found by check', (t) => {
  const dir = folder(t);
  writeFileSync(join(dir, 'bad.db'), 'this is no database, but long enough to be taken for one by nobody at all');
  const check = run(dir, ['check', '--db', 'bad.db']);
  assert.equal(check.code, 1);
  assert.notEqual(check.err, '');
});

test('a copy of a live database comes back whole, and a running server is never overwritten', async (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  const token = run(dir, ['token', 'add', '--db', 'd.db', '--role', 'secretary', 'x']).out.trim();
  const first = await serve(t, dir, 'd.db');
  const call = (address, path, options = {}) =>
    fetch(`http://${address}${path}`, { ...options, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' } });
  assert.equal(run(dir, ['backup', '--db', 'd.db', 'copy.db']).code, 0);
  assert.equal(run(dir, ['backup', '--db', 'd.db', 'copy.db']).code, 1, 'a copy is never overwritten');
  const made = await call(first.address, '/api/v1/partners', { method: 'POST', body: JSON.stringify({ name: 'Na de kopie', kind: 'other' }) });
  assert.equal(made.status, 201, await made.text());
  const refused = run(dir, ['restore', '--db', 'd.db', 'copy.db']);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /stop it first/);
  const second = run(dir, ['serve', '--db', 'd.db', '--listen', '127.0.0.1:0']);
  assert.equal(second.code, 1, 'two servers do not share a database');
  assert.equal(await first.stop(), 0);
  const restored = run(dir, ['restore', '--db', 'd.db', 'copy.db']);
  assert.equal(restored.code, 0, restored.err);
  assert.equal(readdirSync(dir).filter((name) => /^d\.db\.before-restore-\d+$/.test(name)).length, 1, 'what was there is kept');
  const again = await serve(t, dir, 'd.db');
  const names = (await (await call(again.address, '/api/v1/partners?pageSize=100')).json()).items.map((p) => p.name);
  assert.ok(names.length > 5 && !names.includes('Na de kopie'));
  assert.equal(await again.stop(), 0);
  assert.equal(run(dir, ['restore', '--db', 'd.db', 'c.ini']).code, 1, 'a file that is not there');
});

test('what waited when the copy was made is held until the operator releases it', async (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  const token = run(dir, ['token', 'add', '--db', 'd.db', '--role', 'secretary', 'x']).out.trim();
  const server = await serve(t, dir, 'd.db', ['--undo_seconds', '3600']);
  const api = async (method, path, body, headers = {}) => {
    const r = await fetch(`http://${server.address}/api/v1${path}`, {
      method, body: body && JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    });
    assert.ok(r.ok, `${path} ${r.status} ${await r.clone().text()}`);
    return r.json();
  };
  const meeting = await api('POST', '/meetings', { title: 'LOK juni', startsAt: '2024-06-11T17:30:00Z', location: 'Stadhuis' });
  await api('POST', `/meetings/${meeting.id}/items`, { title: 'Zomer', purpose: 'information', minutes: 10 });
  await api('POST', `/meetings/${meeting.id}/publication`, undefined, { 'Idempotency-Key': 'a' });
  assert.equal(run(dir, ['backup', '--db', 'd.db', 'copy.db']).code, 0);
  await server.stop();
  const restored = run(dir, ['restore', '--db', 'd.db', 'copy.db']);
  assert.match(restored.err, /waiting messages are held/);
  const held = run(dir, ['check', '--db', 'd.db']).out;
  assert.match(held, /held after a restore/);
  assert.doesNotMatch(held, /All well/);
  const again = await serve(t, dir, 'd.db', ['--undo_seconds', '0']);
  await new Promise((done) => setTimeout(done, 1500));
  assert.match(run(dir, ['check', '--db', 'd.db']).out, /held after a restore/, 'a running server sends nothing that is held');
  await again.stop();
  assert.match(run(dir, ['check', '--db', 'd.db', '--release-deliveries']).out, /[1-9]\d* held messages are on their way/);
  assert.doesNotMatch(run(dir, ['check', '--db', 'd.db']).out, /held after a restore/);
});

test('the nightly copy keeps the newest and is sound', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  const copies = join(dir, 'copies');
  for (let i = 0; i < 3; i++) {
    const r = spawnSync('deploy/backup', [join(dir, 'd.db'), copies, '2'], { env: { ...process.env, LOKD }, encoding: 'utf8' });
    assert.equal(r.status, 0, r.stderr);
    spawnSync('sleep', ['1.1']);
  }
  const left = readdirSync(copies);
  assert.equal(left.length, 2);
  assert.equal(run(dir, ['check', '--db', join(copies, left[0])]).code, 0);
});

test('a database of a newer version is refused with words that say what to do', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  const sql = spawnSync('sqlite3', [join(dir, 'd.db'), '.schema'], { encoding: 'utf8' });
  const table = /CREATE TABLE (\w*migration\w*)/.exec(sql.stdout)[1];
  const raised = spawnSync('sqlite3', [join(dir, 'd.db'), `UPDATE ${table} SET number = 9000 WHERE number = (SELECT max(number) FROM ${table})`], { encoding: 'utf8' });
  assert.equal(raised.status, 0, raised.stderr);
  const r = run(dir, ['serve', '--db', 'd.db', '--listen', '127.0.0.1:0']);
  assert.equal(r.code, 1);
  assert.match(r.err, /newer/);
  assert.match(r.err, /install|restore/);
});

test('the units are hardened and everything has its place', (t) => {
  const dir = folder(t);
  const installed = spawnSync('deploy/install', [], { env: { ...process.env, DESTDIR: dir }, encoding: 'utf8' });
  assert.equal(installed.status, 0, installed.stderr);
  for (const file of ['usr/local/bin/lokd', 'usr/local/lib/lokd/backup', 'etc/lokd/lokd.ini', 'etc/systemd/system/lokd.service', 'etc/systemd/system/lokd-deliver.service', 'etc/systemd/system/lokd-backup.timer'])
    assert.ok(existsSync(join(dir, file)), file);
  for (const unit of ['lokd.service', 'lokd-deliver.service', 'lokd-backup.service']) {
    const r = spawnSync('systemd-analyze', ['security', '--offline=true', `deploy/${unit}`], { encoding: 'utf8' });
    const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(r.stdout)[1]);
    assert.ok(exposure <= 1.5, `${unit} ${exposure}`);
  }
  assert.equal(statSync(join(dir, 'etc/lokd/smtp-password')).mode & 0o777, 0o600, 'the password is its owner\'s alone');
  const [server, courier] = ['lokd', 'lokd-deliver'].map((name) => readFileSync(`deploy/${name}.service`, 'utf8').replace(/^#.*\n/gm, ''));
  assert.match(courier, /^ExecStart=\/usr\/local\/bin\/lokd deliver /m);
  assert.match(courier, /^LoadCredential=smtp_password:/m);
  assert.doesNotMatch(server, /smtp/, 'the server holds no mail secret');
  const hardening = (unit) => unit.slice(unit.indexOf('CapabilityBoundingSet='), unit.indexOf('[Install]'));
  assert.equal(hardening(courier), hardening(server));
  const names = readFileSync('deploy/lokd.ini', 'utf8').split('\n').map((line) => /^;? ?(\w+) = /.exec(line)?.[1]).filter(Boolean);
  const known = readFileSync('lok/base/config.def', 'utf8').match(/SETTING\((\w+)/g).map((s) => s.slice(8));
  for (const name of names) assert.ok(known.includes(name), `${name} is a setting`);
  const check = run(dir, ['check', '--config', join(dir, 'etc/lokd/lokd.ini'), '--db', 'none.db']);
  assert.match(check.out, /undo_seconds +120 +\(file\)/);
});

test('a restore that fails leaves the database as it was', (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  run(dir, ['backup', '--db', 'd.db', 'copy.db']);
  const before = readFileSync(join(dir, 'd.db'));
  writeFileSync(join(dir, 'other.db'), '');
  spawnSync('sqlite3', [join(dir, 'other.db'), 'CREATE TABLE t (x)']);
  for (const file of ['other.db', 'none.db']) assert.equal(run(dir, ['restore', '--db', 'd.db', file]).code, 1, file);
  // no room for the copy: files may not grow past 64 KiB
  const full = spawnSync('bash', ['-c', `ulimit -f 64; trap '' XFSZ; exec "${LOKD}" restore --db d.db copy.db`], { cwd: dir, encoding: 'utf8' });
  assert.equal(full.status, 1, full.stderr);
  assert.ok(readFileSync(join(dir, 'd.db')).equals(before));
  assert.deepEqual(readdirSync(dir).filter((name) => /before-restore|restoring/.test(name)), []);
  const fresh = run(dir, ['restore', '--db', 'new.db', 'copy.db']);
  assert.equal(fresh.code, 0, fresh.err);
  assert.doesNotMatch(fresh.err, /is kept as/, 'there was nothing to keep');
});

// As a database of the version before: without its last migration.
const makeOlder = (dir, db) => {
  const sql = (text) => {
    const r = spawnSync('sqlite3', [join(dir, db), text], { encoding: 'utf8' });
    assert.equal(r.status, 0, r.stderr);
    return r.stdout.trim();
  };
  const [number, name] = sql('SELECT number, name FROM schema_migration ORDER BY number DESC LIMIT 1').split('|');
  const text = ['lok', 'notify', 'agenda', 'web/http'].map((room) => `${room}/schema/${name}`).find(existsSync);
  for (const [, kind, thing] of readFileSync(text, 'utf8').matchAll(/^CREATE (TABLE|INDEX) (\w+)/gm)) sql(`DROP ${kind} IF EXISTS ${thing}`);
  for (const [, table, column] of readFileSync(text, 'utf8').matchAll(/^ALTER TABLE (\w+) ADD COLUMN (\w+)/gm)) sql(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  sql(`DELETE FROM schema_migration WHERE number = ${number}`);
};

test('an older database is looked at without change, and brought up to date by the next start', async (t) => {
  const dir = folder(t);
  run(dir, ['demo', '--db', 'd.db']);
  makeOlder(dir, 'd.db');
  const check = run(dir, ['check', '--db', 'd.db']);
  assert.equal(check.code, 0, check.err);
  assert.match(check.out, /of an older lokd/);
  assert.match(run(dir, ['check', '--db', 'd.db']).out, /of an older lokd/, 'check changes nothing');
  const server = await serve(t, dir, 'd.db');
  assert.doesNotMatch(run(dir, ['check', '--db', 'd.db']).out, /of an older lokd/);
  assert.equal(readdirSync(dir).filter((name) => /^d\.db\.before-\d{4}$/.test(name)).length, 1, 'a copy is made first');
  makeOlder(dir, 'd.db');
  const token = run(dir, ['token', 'add', '--db', 'd.db', '--role', 'member', 'x']);
  assert.deepEqual([token.code, token.out], [1, ''], 'nothing is migrated under a server that runs');
  assert.match(token.err, /restart/);
  await server.stop();
  assert.equal(run(dir, ['token', 'add', '--db', 'd.db', '--role', 'member', 'x']).code, 0);
});
