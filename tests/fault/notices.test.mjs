// Notices when something breaks under them: the courier is killed around a mail, the clock is set back,
// a name leads inside, a certificate is wrong, a third of all receivers hangs.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createServer as createPlain } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { certificate, postOffice } from '../http/postoffice.mjs';
import { Receiver, Server, all, ask, assertSound, call, folder, makeCouncil, until } from './support.mjs';

const FAKETIME = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`;

const made = async (server, token, path, body, headers) => {
  const answer = await call(server, token, 'POST', path, body, headers);
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
};

const change = (dir, sql) => {
  const ran = spawnSync('sqlite3', [join(dir, 'lok.db'), sql], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stderr);
};

const sendAgenda = async (server, token, title) => {
  const meeting = await made(server, token, 'meetings', { title, startsAt: '2031-05-28T17:30:00Z', location: 'Proefdorp' });
  await made(server, token, `meetings/${meeting.id}/items`, { title: 'Punt', purpose: 'information' });
  await made(server, token, `meetings/${meeting.id}/publication`, undefined, { 'Idempotency-Key': encodeURIComponent(title) });
  return meeting;
};

const tried = async (server, token, endpoint) => {
  await made(server, token, `endpoints/${endpoint.id}/test`);
  return until('the attempt is logged', async () =>
    (await all(server, token, `endpoints/${endpoint.id}/deliveries`)).find((one) => !['pending', 'in_flight', 'cancelled'].includes(one.state)));
};

/** Counts who connects, and says nothing. */
const silentServer = async (t) => {
  const seen = { connections: 0 };
  const sockets = new Set();
  const server = createPlain((socket) => {
    seen.connections++;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return Object.assign(seen, { port: server.address().port });
};

test('kill -9 around a mail loses none, and a repeat has the same Message-ID', { timeout: 120_000 }, async (t) => {
  const dir = folder(t), token = makeCouncil(dir);
  let server = null;
  /** Kills at the n-th mail: before it is handed over, handed over but not answered, just answered. */
  const kills = { recipient: [2, 6, 14], content: [3, 8, 13], answered: [10, 18] };
  const seen = { recipient: 0, content: 0 };
  const due = (kind, n) => kills[kind].includes(n) && (kills[kind] = kills[kind].filter((one) => one !== n));
  const die = () => server.child.kill('SIGKILL');
  const office = await postOffice(t, {
    folder: dir,
    answer: () => {
      if (due('recipient', ++seen.recipient)) die();
      return 250;
    },
    content: () => {
      seen.content++;
      if (due('content', seen.content)) die();
      if (due('answered', seen.content)) setTimeout(die, 1);
      return 250;
    },
  });
  const settings = { ...office.settings, undo_seconds: 0, log_level: 'error' };
  server = await Server.start(t, dir, settings);
  const boxes = [];
  for (let n = 0; n < 24; n++)
    boxes.push(await made(server, token, 'endpoints', { kind: 'mail', url: `m${n}@example.be`, events: ['agenda.published'] }));
  await sendAgenda(server, token, 'Vergadering');
  let deaths = 0;
  const sent = () => ask(dir, "SELECT count(*) FROM delivery WHERE state = 'sent'")[0][0] === String(boxes.length);
  await until('all is sent', async () => {
    if (!server.alive) {
      deaths++;
      server = await Server.start(t, dir, settings);
    }
    return sent();
  }, 90_000);
  assert.ok(deaths >= 5, `${deaths} kills`);
  assert.equal(await server.stop(), 0);
  assertSound(dir);
  const byBox = new Map();
  for (const { to, mail } of office.got) byBox.set(to[0], [...(byBox.get(to[0]) ?? []), mail]);
  assert.equal(byBox.size, boxes.length, 'nobody is passed over');
  for (const [to, mails] of byBox) {
    assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1, `${to} got two mails`);
    assert.equal(new Set(mails.map(({ text, subject, date }) => `${subject} ${date} ${text}`)).size, 1);
  }
  assert.equal(new Set([...byBox.values()].map(([{ messageId }]) => messageId)).size, boxes.length);
  assert.ok(office.got.length > boxes.length, 'a mail that was handed over but not recorded goes again');
  t.diagnostic(`${deaths} kills, ${office.got.length - boxes.length} repeats of ${boxes.length} mails`);
});

const GOOD = 700, HANGING = 300, FAILING_SHARE = 16, ROUNDS = 5, MOST_ROUNDS = 15, MOST_GROWTH = 1.1, ANSWER_MS = 50;

/** Copies the last endpoint `count` times more, each to a path of its own. */
const multiply = (dir, count, set) =>
  change(dir, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO endpoint (url, name, events, state, secret, kind, failures, failing_since)
    SELECT url || i, name, events, state, secret, kind, ${set} FROM n, (SELECT * FROM endpoint ORDER BY id DESC LIMIT 1)`);

/** Answers after a while, as a receiver far away does, and only keeps when each delivery came. */
const distantReceiver = async (t) => {
  const seen = { at: [] };
  const server = createHttp((request, response) => {
    request.resume().on('end', () => {
      seen.at.push(Date.now());
      setTimeout(() => response.end(), ANSWER_MS);
    });
  }).listen(0, '127.0.0.1');
  server.keepAliveTimeout = 60_000;
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(seen, { port: server.address().port });
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A council with endpoints that work, and before them, when asked for, those that hang and are known to fail. */
const crowd = async (t, settings, good, hanging) => {
  const dir = folder(t), token = makeCouncil(dir);
  for (const [port, count, set] of [[hanging, HANGING, `3, ${Date.now() - 3600_000}`], [good, GOOD, '0, 0']]) {
    if (port === undefined) continue;
    const server = await Server.start(t, dir, settings);
    await made(server, token, 'endpoints', { url: `http://127.0.0.1:${port}/`, events: ['agenda.published'] });
    await server.stop();
    change(dir, `UPDATE endpoint SET (failures, failing_since) = (SELECT ${set}) WHERE id = (SELECT max(id) FROM endpoint)`);
    multiply(dir, count - 1, set);
  }
  return { dir, token, medians: [] };
};

test('three hundred receivers that hang, known to fail, delay the seven hundred others less than a tenth', { timeout: 300_000 }, async (t) => {
  const good = await distantReceiver(t), hanging = await silentServer(t);
  const settings = { webhook_allow: [`127.0.0.1:${good.port}`, `127.0.0.1:${hanging.port}`], undo_seconds: 0, log_level: 'error' };
  const alone = await crowd(t, settings, good.port), beside = await crowd(t, settings, good.port, hanging.port);
  // What else the machine does only ever adds to a round: of each, the quickest shows what is the program's own.
  // A machine that is never quiet gets more rounds; a program that is slower beside them stays so in all.
  const growth = () => Math.min(...beside.medians) / Math.min(...alone.medians);
  for (let round = 0; round < ROUNDS || (round < MOST_ROUNDS && growth() >= MOST_GROWTH); round++) {
    for (const place of round % 2 ? [alone, beside] : [beside, alone]) {
      const server = await Server.start(t, place.dir, settings);
      good.at.length = 0;
      const before = hanging.connections;
      await sendAgenda(server, place.token, `ronde ${round}`);
      await until('all others heard it', () => good.at.length >= GOOD, 60_000);
      if (place === beside) assert.ok(hanging.connections > before, 'those that hang were tried too');
      assert.ok(hanging.connections - before <= FAILING_SHARE, `${hanging.connections - before} slots for those that hang`);
      const begun = Number(ask(place.dir, 'SELECT max(created_at) FROM delivery')[0][0]);
      place.medians.push(median(good.at.map((at) => at - begun)));
      await server.kill();
      change(place.dir, "UPDATE delivery SET state = 'cancelled', finished_at = 1 WHERE finished_at IS NULL");
    }
  }
  t.diagnostic(`median delay ${alone.medians} ms alone, ${beside.medians} ms beside them; growth ${growth().toFixed(3)}`);
  assert.ok(growth() < MOST_GROWTH, `the others' median delay grows by ${growth()}`);
});

const INSIDE = ['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '017700000001', '0177.0.0.1', '0', '0.0.0.0',
  '10.0.0.1', '10.1', '172.16.0.1', '192.168.1.1', '3232235777', '169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255',
  '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fc00::1]',
  '[fe80::1]', '[ff02::1]', '127.0.0.1.', '１２７.0.0.1', '127。0。0。1', '%31%32%37.0.0.1'];

test('no spelling of an address inside is saved, or if it is, called', { timeout: 60_000 }, async (t) => {
  const dir = folder(t), token = makeCouncil(dir), inside = await silentServer(t);
  const server = await Server.start(t, dir, { undo_seconds: 0, log_level: 'error' });
  const saved = [];
  for (const host of [...INSIDE, 'localhost', 'localhost.', 'LOCALHOST', 'a.localhost', 'ip6-localhost']) {
    for (const url of [`https://${host}:${inside.port}/`, `http://${host}:${inside.port}/`]) {
      const answer = await call(server, token, 'POST', 'endpoints', { url, events: ['agenda.published'] });
      if (answer.status === 201) saved.push(answer.json);
      else assert.equal(answer.status, 400, `${url}: ${answer.text}`);
    }
  }
  for (const url of [`https://u:p@example.be/`, `https://example.be@127.0.0.1/`, `https://example.be:0/`, `https://example.be:65536/`,
    `file:///etc/passwd`, `gopher://example.be/`, `https://${'a'.repeat(2100)}.example.be/`, 'https://', 'https:///x', 'https://example.be/\r\nx: y'])
    assert.equal((await call(server, token, 'POST', 'endpoints', { url, events: ['agenda.published'] })).status, 400, url);
  for (const endpoint of saved) {
    const { state, lastStatus, lastError } = await tried(server, token, endpoint);
    assert.deepEqual([state, lastStatus], ['failed', 0], endpoint.url);
    assert.ok(lastError.length > 10);
  }
  assert.equal(inside.connections, 0);
  t.diagnostic(`${saved.length} spellings are only refused when called: ${saved.map(({ url }) => url).join(' ')}`);
  assert.equal(await server.stop(), 0);
});

const PUBLIC_4 = '1.2.3.4', PUBLIC_6 = '2a02:1234::1';
const BLOCKED = 'Dit adres ligt niet op het openbare internet: er is niets verstuurd.';

/** The program with a name server and a network of our own under it (flip.c); `looks` says what a name leads to. */
const flippingWorld = (dir) => {
  const library = join(dir, 'flip.so'), source = new URL('flip.c', import.meta.url).pathname;
  const made = spawnSync('cc', ['-std=gnu17', '-Wall', '-Wextra', '-Werror', '-O1', '-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return {
    wrapper: ['env', `LD_PRELOAD=${library}`, `FLIP=${dir}`],
    looks: (name, ...addresses) => writeFileSync(join(dir, name), addresses.join(' ')),
    inside: (address) => writeFileSync(join(dir, 'inside'), address),
  };
};

/** One on 127.0.0.1 and one on ::1, with the same port. */
const onBothLoopbacks = async (t, make) => {
  const first = make().listen(0, '127.0.0.1');
  await once(first, 'listening');
  const second = make().listen(first.address().port, '::1');
  await once(second, 'listening');
  t.after(() => [first, second].forEach((server) => server.close()));
  return first.address().port;
};

const TO_INSIDE = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254'];

test('a name that leads inside by the time it is called gets no byte', { timeout: 60_000 }, async (t) => {
  const dir = folder(t), token = makeCouncil(dir), world = flippingWorld(dir);
  let connections = 0;
  const port = await onBothLoopbacks(t, () => createPlain((socket) => {
    connections++;
    socket.destroy();
  }));
  const hooks = TO_INSIDE.map((address, n) => ({ address, name: `haak${n}.example.be` }));
  const serve = (settings = {}) => Server.start(t, dir, { undo_seconds: 0, log_level: 'error', ...settings }, world.wrapper);
  /** Each time with a new server: curl remembers a name for a minute. */
  const round = async (lookOf, expected) => {
    for (const hook of hooks) world.looks(hook.name, ...lookOf(hook));
    const server = await serve();
    for (const hook of hooks) {
      hook.endpoint ??= await made(server, token, 'endpoints', { url: `https://${hook.name}:${port}/`, events: ['agenda.published'] });
      const { state, lastError } = await tried(server, token, hook.endpoint);
      assert.deepEqual([state, lastError], ['failed', expected], `${hook.name} ${lookOf(hook)}`);
    }
    assert.equal(await server.stop(), 0);
    change(dir, "UPDATE delivery SET state = 'cancelled', finished_at = 1 WHERE finished_at IS NULL");
    assert.equal(connections, 0, `${lookOf(hooks[0])}`);
  };
  await round(() => [PUBLIC_4], 'Er kwam geen verbinding tot stand.');
  await round(({ address }) => [address], BLOCKED);
  await round(({ address }) => [PUBLIC_4, address], BLOCKED);
  await round(({ address }) => [PUBLIC_6, address, PUBLIC_4], BLOCKED);

  const named = await serve({ webhook_allow: `${hooks[0].name}:${port}` });
  await made(named, token, `endpoints/${hooks[0].endpoint.id}/test`);
  await until('the same name is called once the operator named it', () => connections > 0);
  await named.kill();
});

test('a connection that ends inside after all, whatever the name said, carries no request', { timeout: 60_000 }, async (t) => {
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return t.skip('no namespaces here');
  const dir = folder(t), token = makeCouncil(dir), world = flippingWorld(dir), name = 'haak.example.be';
  const { key, cert, path } = certificate(dir, `DNS:${name}`);
  const seen = { handshakes: 0, requests: 0 };
  const port = await onBothLoopbacks(t, () => createSecure({ key, cert }, (request, response) => {
    seen.requests++;
    response.end();
  }).on('secureConnection', () => seen.handshakes++));
  // The certificate is one that the machine trusts, so that only the address can be what is wrong.
  const trusting = ['unshare', '-m', 'sh', '-c', `mount --bind '${path}' /etc/ssl/certs/ca-certificates.crt && exec "$@"`, 'sh'];
  const serve = (settings = {}) =>
    Server.start(t, dir, { undo_seconds: 0, log_level: 'error', ...settings }, [...trusting, ...world.wrapper]);
  let endpoint;
  for (const [outside, inside] of [[PUBLIC_4, '127.0.0.1'], [PUBLIC_6, '::1'], [PUBLIC_6, '::ffff:127.0.0.1']]) {
    world.looks(name, outside);
    world.inside(inside);
    const server = await serve();
    endpoint ??= await made(server, token, 'endpoints', { url: `https://${name}:${port}/`, events: ['agenda.published'] });
    const before = seen.handshakes;
    const { state, lastError } = await tried(server, token, endpoint);
    assert.deepEqual([state, lastError], ['failed', BLOCKED], inside);
    assert.equal(await server.stop(), 0);
    assert.deepEqual([seen.handshakes - before, seen.requests], [1, 0], inside);
    change(dir, "UPDATE delivery SET state = 'cancelled', finished_at = 1 WHERE finished_at IS NULL");
  }
  const named = await serve({ webhook_allow: `${name}:${port}` });
  await made(named, token, `endpoints/${endpoint.id}/test`);
  await until('the same connection carries it once the operator named it', () => seen.requests === 1);
  await named.kill();
});

test('a receiver with a certificate that nobody vouches for gets nothing', { timeout: 60_000 }, async (t) => {
  const dir = folder(t), token = makeCouncil(dir);
  const { key, cert } = certificate(dir);
  let requests = 0;
  const receiver = createSecure({ key, cert }, (rq, rs) => {
    requests++;
    rs.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  t.after(() => {
    receiver.closeAllConnections();
    receiver.close();
  });
  const host = `127.0.0.1:${receiver.address().port}`;
  const server = await Server.start(t, dir, { webhook_allow: host, undo_seconds: 0, log_level: 'error' });
  const endpoint = await made(server, token, 'endpoints', { url: `https://${host}/`, events: ['agenda.published'] });
  const { state, lastStatus, lastError } = await tried(server, token, endpoint);
  assert.deepEqual([state, lastStatus], ['failed', 0]);
  assert.match(lastError, /certificaat/i);
  assert.equal(requests, 0);
  assert.equal(await server.stop(), 0);
});

test('a clock that is set back a day delays no next attempt by a day', { timeout: 90_000 }, async (t) => {
  assert.ok(existsSync(FAKETIME), 'the package faketime');
  const dir = folder(t), token = makeCouncil(dir);
  const receiver = await Receiver.start(t, (one, response) => response.writeHead(one.number === 1 ? 500 : 200).end());
  const shift = join(dir, 'shift');
  writeFileSync(shift, '+0s\n');
  const wrapper = ['env', `LD_PRELOAD=${FAKETIME}`, `FAKETIME_TIMESTAMP_FILE=${shift}`, 'FAKETIME_NO_CACHE=1', 'FAKETIME_DONT_FAKE_MONOTONIC=1'];
  const server = await Server.start(t, dir, { webhook_allow: receiver.host, undo_seconds: 0, log_level: 'warn' }, wrapper);
  await receiver.register(server, token, ['agenda.published']);
  await sendAgenda(server, token, 'Vergadering');
  await until('the first attempt failed', async () => (await all(server, token, `endpoints/${receiver.id}/deliveries`))[0]?.state === 'failed');
  writeFileSync(shift, '-1d\n');
  await until('it is tried again', () => receiver.got.length === 2, 40_000);
  assert.deepEqual([receiver.got[1].id, receiver.got[1].body], [receiver.got[0].id, receiver.got[0].body]);
  assert.match(server.log, /courier\.clock/);
  await until('it is sent', async () => (await all(server, token, `endpoints/${receiver.id}/deliveries`))[0].state === 'sent');
  assert.equal(await server.stop(), 0);
  assertSound(dir);
});
