// kill -9 in the middle of sending, fifty times, on one database. The client keeps a ledger of what
// was acknowledged: all of it must be there, every sent agenda with its deliveries, none without.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Receiver, Server, all, ask, assertSound, call, folder, makeCouncil, sleep, until } from './support.mjs';

const KILLS = 50;
const WORKERS = 4;
const LONGEST_LIFE_MS = 600;

class World {
  constructor(token) {
    Object.assign(this, { token, ended: false, unacknowledged: 0, ledger: [], checked: 0, serial: 0 });
    this.goDown();
  }

  goDown() {
    this.server = null;
    this.up = new Promise((come) => (this.comeUp = come));
  }

  goUp(server) {
    this.server = server;
    this.comeUp(server);
  }

  /** The same request until it is answered, over any number of kills. `repeated` is told to the caller. */
  async insist(method, path, body, headers) {
    for (let repeated = false; ; repeated = true) {
      const server = await this.up;
      try {
        return { ...(await call(server, this.token, method, path, body, headers)), repeated };
      } catch (problem) {
        this.unacknowledged++;
        await until('the dead server is replaced', () => this.server !== server, 30000);
      }
    }
  }

  async post(path, body) {
    const made = await this.insist('POST', path, body, { 'Idempotency-Key': `key-${++this.serial}` });
    assert.equal(made.status, 201, `${path}: ${made.text}`);
    return made.json;
  }
}

/** One meeting from beginning to decision; each step goes into the ledger once it was acknowledged. */
const holdMeeting = async (world, worker, round) => {
  const name = `w${worker}r${round}`;
  const meeting = { title: `Vergadering ${name}`, startsAt: '2031-05-28T17:30:00Z', location: `Zaal ${name}`, note: `Nota ${name} é€` };
  const made = await world.post('meetings', meeting);
  world.ledger.push({ kind: 'meeting', path: `meetings/${made.id}`, content: meeting });
  const items = [];
  for (const purpose of ['decision', 'information']) {
    const item = { title: `Punt ${purpose} ${name}`, purpose, minutes: 10 + round % 20, text: `Tekst van ${name}.` };
    items.push(await world.post(`meetings/${made.id}/items`, item));
    world.ledger.push({ kind: 'item', path: `items/${items.at(-1).id}`, content: item });
  }
  const sent = await world.post(`meetings/${made.id}/publication`);
  world.ledger.push({ kind: 'publication', path: `meetings/${made.id}/publication`, subject: `meetings/${made.id}`, sending: sent.id, titles: items.map((item) => item.title), recipients: sent.recipients });
  await decide(world, items[0], name);
};

const decide = async (world, item, name) => {
  const decision = { title: `Besluit ${name}`, text: `Het woord is zeldzaam${name}.` };
  const { json: now } = await world.insist('GET', `items/${item.id}`);
  const put = await world.insist('PUT', `items/${item.id}/treatment`,
    { outcome: 'approved', note: `Verloop ${name}`, decision: { ...decision, release: true } }, { 'If-Match': `"${now.version}"` });
  let treated = put.json;
  if (put.repeated && put.status === 412) treated = (await world.insist('GET', `items/${item.id}/treatment`)).json;
  else assert.equal(put.status, 200, put.text);
  assert.equal(treated.outcome, 'approved');
  world.ledger.push({ kind: 'decision', path: `decisions/${treated.decision.number}`, subject: `decisions/${treated.decision.number}`, content: decision, name });
};

const work = async (world, worker) => {
  for (let round = 1; !world.ended; round++) await holdMeeting(world, worker, round);
};

const checkEntry = async (server, token, entry) => {
  const { status, json, text } = await call(server, token, 'GET', entry.path);
  assert.equal(status, 200, `acknowledged, but gone: ${entry.path}: ${text}`);
  for (const [name, value] of Object.entries(entry.content ?? {})) assert.equal(json[name], value, `${entry.path}: ${name}`);
  if (entry.kind === 'publication') {
    assert.ok(Number(json.sending.id) >= Number(entry.sending), 'the results may have been sent since');
    assert.equal(json.sending.takenBackAt, null);
    assert.deepEqual(json.items.map((item) => item.title), entry.titles);
  }
};

const checkLedger = async (server, token, entries) => {
  const left = [...entries];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let entry; (entry = left.pop()) !== undefined; ) await checkEntry(server, token, entry);
  }));
};

/** What arrived tells of something that is in the database. */
const checkArrivals = async (server, token, arrivals) => {
  for (const { type, subject } of arrivals) {
    const path = type === 'agenda.published' ? `${subject}/publication` : subject;
    const { status } = await call(server, token, 'GET', path);
    assert.equal(status, 200, `${type} of ${subject} arrived, but it was not sent`);
  }
};

const makeReceivers = async (t) => {
  const slow = async (delivery, response) => {
    await sleep(Math.random() * 40);
    response.end('goed');
  };
  const moody = async (delivery, response) => {
    response.statusCode = delivery.number === 1 && Math.random() < 0.05 ? 503 : 204;
    response.end();
  };
  const receivers = [];
  for (const [answer, events] of [
    [slow, ['agenda.published', 'decision.recorded']],
    [undefined, ['agenda.published']],
    [undefined, ['decision.recorded']],
    [moody, ['agenda.published', 'decision.recorded']],
  ]) receivers.push(Object.assign(await Receiver.start(t, answer), { events }));
  return receivers;
};

/** Every receiver got each notice it wants under one webhook-id, unaltered and signed, and no other. */
const checkDeliveries = (receivers, ledger) => {
  const sent = { 'agenda.published': new Set(), 'decision.recorded': new Set() };
  for (const { kind, subject } of ledger)
    if (subject) sent[kind === 'publication' ? 'agenda.published' : 'decision.recorded'].add(subject);
  let repeats = 0;
  for (const receiver of receivers) {
    const bodies = new Map();
    for (const { id, body, valid } of receiver.got) {
      assert.ok(valid, `signature of ${id}`);
      if (bodies.has(id)) repeats++;
      assert.equal(bodies.get(id) ?? body, body, `a repeat of ${id} differs`);
      bodies.set(id, body);
    }
    const wanted = receiver.events.flatMap((type) => [...sent[type]].map((subject) => `${type} ${subject}`));
    const told = [...bodies.values()].map((body) => JSON.parse(body)).map(({ type, subject }) => `${type} ${subject}`);
    assert.deepEqual(told.sort(), wanted.sort(), `endpoint ${receiver.id}`);
  }
  return repeats;
};

test('what was acknowledged survives fifty times kill -9, and every sent agenda arrives', { timeout: 240000 }, async (t) => {
  const dir = folder(t);
  const world = new World(makeCouncil(dir));
  const receivers = await makeReceivers(t);
  const settings = { webhook_allow: receivers.map((one) => one.host), undo_seconds: 0, log_level: 'warn' };
  const start = () => Server.start(t, dir, settings);
  let server = await start();
  for (const receiver of receivers) await receiver.register(server, world.token, receiver.events);
  let workers = null;
  for (let kill = 0, seen = receivers.map(() => 0); kill < KILLS; kill++) {
    world.goUp(server);
    workers ??= Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(world, worker)));
    await Promise.race([workers, sleep(20 + Math.random() * LONGEST_LIFE_MS)]);
    await server.kill();
    world.goDown();
    const acknowledged = world.ledger.length;
    server = await start();
    await checkLedger(server, world.token, world.ledger.slice(world.checked, acknowledged));
    world.checked = acknowledged;
    for (const [i, receiver] of receivers.entries()) {
      await checkArrivals(server, world.token, receiver.got.slice(seen[i]));
      seen[i] = receiver.got.length;
    }
  }
  world.ended = true;
  world.goUp(server);
  await workers;

  await checkLedger(server, world.token, world.ledger);
  const decisions = world.ledger.filter((entry) => entry.kind === 'decision');
  for (const { name, path } of decisions.slice(-200)) {
    const { json } = await call(server, world.token, 'GET', `decisions?q=zeldzaam${name}`);
    assert.deepEqual(json.items.map((one) => `decisions/${one.number}`), [path], 'a decision is found by its word');
  }
  const meetings = await all(server, world.token, 'meetings');
  assert.equal(meetings.length, world.ledger.filter((entry) => entry.kind === 'meeting').length, 'a repeated POST is done once');
  for (const { kind, recipients } of world.ledger) if (kind === 'publication') assert.equal(recipients, 3);
  const waiting = async (receiver) => (await all(server, world.token, `endpoints/${receiver.id}/deliveries`)).some((one) => one.state !== 'sent');
  for (const receiver of receivers) await until(`all is sent to endpoint ${receiver.id}`, async () => !(await waiting(receiver)), 60000);
  const repeats = checkDeliveries(receivers, world.ledger);

  assert.equal(await server.stop(), 0);
  assertSound(dir);
  assert.deepEqual(ask(dir, 'SELECT DISTINCT state FROM delivery'), [['sent']]);
  t.diagnostic(`${world.ledger.length} acknowledged writes, ${world.unacknowledged} cut off, ${repeats} repeated deliveries`);
  assert.ok(world.unacknowledged >= KILLS / 2, 'the kills hit requests in flight');
});
