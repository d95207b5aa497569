// Receivers as they are: they refuse, stall, vanish, redirect and talk too much. One of them must
// never hold up another, and the log says of each what became of it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Receiver, Server, all, assertSound, call, folder, makeCouncil, sleep, until } from './support.mjs';

const EVENTS = ['agenda.published', 'agenda.changed', 'decision.recorded', 'endpoint.test'];
const SOON_MS = 3000;

const made = async (place, path, body, headers) => {
  const answer = await call(place.server, place.token, 'POST', path, body, headers);
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
};

const makeMeeting = async (place, title) => {
  const meeting = await made(place, 'meetings', { title, startsAt: '2031-05-28T17:30:00Z', location: 'Proefdorp' });
  meeting.item = await made(place, `meetings/${meeting.id}/items`, { title: `Punt van ${title}`, purpose: 'decision', minutes: 10 });
  meeting.subject = `meetings/${meeting.id}`;
  return meeting;
};

let serial = 0;
const send = (place, meeting) => made(place, `${meeting.subject}/publication`, undefined, { 'Idempotency-Key': `send-${++serial}` });

const makePlace = async (t, kinds, settings = {}) => {
  const dir = folder(t);
  const place = { dir, token: makeCouncil(dir), receivers: {} };
  for (const [name, answer] of Object.entries(kinds)) place.receivers[name] = await Receiver.start(t, answer);
  place.settings = { webhook_allow: Object.values(place.receivers).map((one) => one.host), undo_seconds: 0, log_level: 'error', ...settings };
  place.server = await Server.start(t, dir, place.settings);
  for (const receiver of Object.values(place.receivers)) await receiver.register(place.server, place.token, EVENTS);
  return place;
};

const deliveries = (place, receiver) => all(place.server, place.token, `endpoints/${receiver.id}/deliveries`);
const delivery = async (place, receiver, meeting, type = 'agenda.published') =>
  (await deliveries(place, receiver)).find((one) => one.type === type && one.subjectId === meeting.id);
const endpoint = async (place, receiver) => (await call(place.server, place.token, 'GET', `endpoints/${receiver.id}`)).json;
const arrived = (receiver, type, meeting) => receiver.of(type).filter((one) => one.subject === meeting.subject);
/** Milliseconds from the attempt that was just made until the next. */
const waitOf = (one, receiver) => Date.parse(one.dueAt) - receiver.got.at(-1).at;

const assertBetween = (value, low, high, what) => assert.ok(value >= low && value <= high, `${what}: ${value} is not in ${low}…${high}`);

const status = (code, headers = {}) => (one, response) => response.writeHead(code, headers).end(`antwoord ${code}`);
const never = () => new Promise(() => {});
const big = (one, response) => {
  const piece = Buffer.alloc(64 * 1024, 'x');
  one.written = 0;
  const talk = () => {
    while (one.written < 20e6) {
      one.written += piece.length;
      if (!response.write(piece)) return;
    }
    response.end();
  };
  response.on('drain', talk);
  talk();
};

test('each kind of answer leads to its state, its next attempt and its line in the log', async (t) => {
  const target = await Receiver.start(t);
  const place = await makePlace(t, {
    ok: status(200), broken: status(500), gone: status(410), busy: status(429, { 'Retry-After': '600' }), hangs: never,
    drops: (one, response, request) => request.socket.destroy(),
    redirects: (one, response) => response.writeHead(302, { Location: `http://${target.host}/` }).end(), big,
  });
  const { ok, broken, gone, busy, hangs, drops, redirects } = place.receivers;
  const first = await makeMeeting(place, 'de eerste');
  const begun = Date.now();
  await send(place, first);
  await until('the good receiver hears it', () => arrived(ok, 'agenda.published', first).length === 1);
  assert.ok(Date.now() - begun < SOON_MS, 'the good receiver waits for nobody');

  await t.test('200 is sent, and its answer is kept', async () => {
    const sent = await until('it is logged', async () => (await delivery(place, ok, first))?.state === 'sent' && delivery(place, ok, first));
    assert.deepEqual([sent.attempts, sent.lastStatus, sent.lastError, sent.lastAnswer], [1, 200, null, 'antwoord 200']);
    assert.ok(ok.got.every((one) => one.valid));
  });
  await t.test('20 MB of answer is cut off, and still a 200', async () => {
    const receiver = place.receivers.big;
    const sent = await until('it is logged', async () => (await delivery(place, receiver, first))?.state === 'sent' && delivery(place, receiver, first));
    assert.equal(sent.lastStatus, 200);
    assertBetween(sent.lastAnswer.length, 1000, 4096, 'what is kept of the answer');
    assert.ok(receiver.got[0].written < 10e6, `${receiver.got[0].written} bytes were taken`);
  });
  for (const [what, receiver, code, low, high] of [
    ['500', broken, 500, 4900, 6000],
    ['a dropped connection', drops, 0, 4900, 6000],
    ['a redirect', redirects, 302, 4900, 6000],
    ['429 with Retry-After', busy, 429, 599000, 661000],
  ]) {
    await t.test(`${what} is a failure with a next attempt`, async () => {
      const failed = await until('it is logged', async () => (await delivery(place, receiver, first))?.state === 'failed' && delivery(place, receiver, first));
      if (failed.attempts === 1) assertBetween(waitOf(failed, receiver), low, high, 'the wait');
      assert.equal(failed.lastStatus, code);
      assert.ok(failed.lastError.length > 10 && failed.finishedAt === null);
      const { failures, failingSince, state } = await endpoint(place, receiver);
      assert.ok(failures >= 1 && failingSince !== null && state === 'active');
    });
  }
  await t.test('410 disables the endpoint, with the reason, and nothing waits for it', async () => {
    const dead = await until('it is logged', async () => (await delivery(place, gone, first))?.state === 'dead' && delivery(place, gone, first));
    assert.equal(dead.lastStatus, 410);
    const { state, reason } = await endpoint(place, gone);
    assert.equal(state, 'disabled');
    assert.match(reason, /410/);
  });
  await t.test('the second attempt follows after five seconds, the third after five minutes', async () => {
    await until('the second attempt', () => arrived(broken, 'agenda.published', first).length === 2, 12000);
    const [one, two] = arrived(broken, 'agenda.published', first);
    assertBetween(two.at - one.at, 4900, 9000, 'between the first two');
    assert.deepEqual([two.id, two.body, two.valid], [one.id, one.body, true]);
    const failed = await until('it is logged', async () => (await delivery(place, broken, first))?.attempts === 2 && delivery(place, broken, first));
    assertBetween(waitOf(failed, broken), 299000, 331000, 'the wait');
  });
  await t.test('order is kept per subject, and another subject is not held back', async () => {
    const changed = await call(place.server, place.token, 'PATCH', `items/${first.item.id}`, { title: 'Anders' }, { 'If-Match': `"${(await call(place.server, place.token, 'GET', `items/${first.item.id}`)).json.version}"` });
    assert.equal(changed.status, 200, changed.text);
    await send(place, first);
    const second = await makeMeeting(place, 'de tweede');
    await send(place, second);
    for (const receiver of [broken, busy, redirects, drops])
      await until('the other meeting is tried', () => arrived(receiver, 'agenda.published', second).length > 0);
    await until('the good receiver hears all three', () => ok.got.length === 3);
    assert.deepEqual(arrived(ok, 'agenda.changed', first).length, 1);
    assert.ok(ok.got.findIndex((one) => one.type === 'agenda.changed') > ok.got.findIndex((one) => one.type === 'agenda.published' && one.subject === first.subject));
    for (const receiver of [broken, busy, redirects, drops]) {
      assert.equal(arrived(receiver, 'agenda.changed', first).length, 0, 'a change overtook what it changes');
      assert.equal((await delivery(place, receiver, first, 'agenda.changed')).state, 'pending');
    }
    assert.deepEqual(arrived(gone, 'agenda.published', second), []);
    assert.deepEqual(target.got, [], 'nobody follows a redirect');
  });
  await t.test('who does not answer within twenty seconds failed', async () => {
    const failed = await until('it is logged', async () => (await delivery(place, hangs, first))?.state === 'failed' && delivery(place, hangs, first), 25000);
    assert.deepEqual([failed.lastStatus, failed.attempts], [0, 1]);
    assertBetween(failed.lastMs, 19500, 22000, 'how long it took');
  });
  assert.equal(await place.server.stop(), 0);
  assertSound(place.dir);
});

test('a dead endpoint with a long line delays nobody', async (t) => {
  const place = await makePlace(t, { hangs: never, hangsToo: never, ok: status(204) });
  const waits = [];
  for (let i = 0; i < 12; i++) {
    const meeting = await makeMeeting(place, `nummer ${i}`);
    const begun = Date.now();
    await send(place, meeting);
    await until('the good receiver hears it', () => arrived(place.receivers.ok, 'agenda.published', meeting).length === 1);
    waits.push(Date.now() - begun);
  }
  assert.ok(Math.max(...waits) < SOON_MS, `waited ${waits}`);
  for (const receiver of [place.receivers.hangs, place.receivers.hangsToo])
    assert.ok(receiver.got.length <= 8, 'at most eight in flight for one endpoint');
});

test('a server stops within time while receivers hang, and sends again afterwards what they had', { timeout: 60000 }, async (t) => {
  let patient = false;
  const place = await makePlace(t, { moody: (one, response) => (patient ? response.end() : undefined) });
  const { moody } = place.receivers;
  const meetings = [];
  for (let i = 0; i < 3; i++) {
    meetings.push(await makeMeeting(place, `nummer ${i}`));
    await send(place, meetings.at(-1));
  }
  await until('three are in flight', () => moody.got.length === 3);
  const begun = Date.now();
  assert.equal(await place.server.stop(), 0);
  assert.ok(Date.now() - begun < 15000, `it took ${Date.now() - begun} ms`);
  assertSound(place.dir);
  patient = true;
  place.server = await Server.start(t, place.dir, place.settings);
  for (const meeting of meetings) await until('it is sent', async () => (await delivery(place, moody, meeting)).state === 'sent');
  for (const meeting of meetings) {
    const tries = arrived(moody, 'agenda.published', meeting);
    assert.equal(tries.length, 2);
    assert.deepEqual([tries[1].id, tries[1].body], [tries[0].id, tries[0].body]);
    assert.equal((await delivery(place, moody, meeting)).attempts, 1, 'what was given back does not count');
  }
});

test('what is taken back within its window never leaves; after it, it cannot be', async (t) => {
  const place = await makePlace(t, { ok: status(200) }, { undo_seconds: 2 });
  const { ok } = place.receivers;
  const kept = await makeMeeting(place, 'gehouden');
  const sent = await makeMeeting(place, 'verstuurd');
  await send(place, kept);
  await send(place, sent);
  assert.equal((await delivery(place, ok, kept)).state, 'pending');
  assert.equal((await call(place.server, place.token, 'DELETE', `${kept.subject}/publication`)).status, 204);
  assert.equal((await delivery(place, ok, kept)).state, 'cancelled');
  await until('the other is sent', () => arrived(ok, 'agenda.published', sent).length === 1);
  await sleep(1500);
  assert.deepEqual(arrived(ok, 'agenda.published', kept), []);
  const late = await call(place.server, place.token, 'DELETE', `${sent.subject}/publication`);
  assert.equal(late.status, 409);
  assert.equal((await delivery(place, ok, sent)).state, 'sent');
  await send(place, kept);
  await until('it can be sent anew', () => arrived(ok, 'agenda.published', kept).length === 1);
});

test('a test message goes the same way and is logged alike', async (t) => {
  const place = await makePlace(t, { ok: status(200), broken: status(503) });
  for (const [receiver, state] of [[place.receivers.ok, 'sent'], [place.receivers.broken, 'failed']]) {
    await made(place, `endpoints/${receiver.id}/test`);
    await until('it is logged', async () => (await deliveries(place, receiver))[0].state === state);
    assert.ok(receiver.of('endpoint.test')[0].valid);
  }
});
