// What another mail server (aiosmtpd) takes, and another parser (Python's) makes of it; and what comes of
// what it refuses.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { demo, eventually, serve } from './lib.mjs';
import { events } from './calendars.mjs';
import { certificate } from './postoffice.mjs';

/** office.py on loopback, by Debian's Python, which has the package: where it listens, and what it got. */
async function office(t, folder) {
  const { path } = certificate(folder);
  const child = spawn('/usr/bin/python3', [new URL('office.py', import.meta.url).pathname, path, join(folder, 'key.pem')], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '', log = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => (out += piece));
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((done) => child.on('exit', done).on('error', done));
  t.after(async () => {
    child.kill();
    await ended;
  });
  await eventually(() => {
    assert.equal(child.exitCode, null, log);
    return out.includes('\n');
  });
  const target = `127.0.0.1:${Number(out.split('\n')[0])}`;
  return {
    settings: { smtp_url: `smtp://${target}`, smtp_ca: path, webhook_allow: target, mail_from: 'lok@example.be' },
    got: () => out.split('\n').slice(1, -1).map((line) => JSON.parse(line)),
  };
}

const leaves = (part) => (part.parts ? part.parts.flatMap(leaves) : [part]);

test('an invitation is whole for another server and parser, one message a person, over TLS', async (t) => {
  const place = demo(t), token = place.token('secretary');
  const { settings, got } = await office(t, place.folder);
  const server = await serve(place, settings);
  const made = async (path, body, headers) => {
    const rs = await server.api('POST', path, { token, body, headers });
    assert.equal(rs.status, 201, rs.text);
    return rs.json;
  };
  const title = 'Overleg “één” — crèches & 🚸';
  const { id } = await made('/meetings', { title, startsAt: '2024-05-28T17:30:00Z', location: 'Café ’t Hoekje' });
  await made(`/meetings/${id}/items`, { title: 'Sluitingsdagen' });
  await made(`/meetings/${id}/publication`, {}, { 'idempotency-key': 'agenda' });
  const chair = () => got().find(({ to }) => to[0] === 'voorzitter@example.be');
  await eventually(chair);
  const mail = chair();
  assert.deepEqual([mail.tls, mail.from, mail.to.length, mail.defects], [true, 'lok@example.be', 1, []]);
  assert.ok(mail.subject.includes(title), mail.subject);
  assert.equal(mail.body.type, 'multipart/mixed');
  const [alternatives, file] = mail.body.parts;
  assert.deepEqual(alternatives.parts.map(({ type }) => type), ['text/plain', 'text/html', 'text/calendar']);
  assert.match(file.file, /\.ics$/);
  const calendars = leaves(mail.body).filter(({ type }) => type === 'text/calendar');
  assert.equal(calendars.length, 2);
  for (const { method, text } of calendars) {
    assert.match(text, /METHOD:REQUEST/);
    if (method) assert.equal(method, 'REQUEST');
  }
  assert.equal(calendars[0].method, 'REQUEST');
  const [event] = events(calendars[0].text.replace(/\r?\n/g, '\r\n'));
  assert.deepEqual([event.summary, event.location, event.start], [`${title} (LOK Antwerpen)`, 'Café ’t Hoekje', Date.parse('2024-05-28T17:30:00Z') / 1000]);
  assert.match(alternatives.parts[0].text, /\/persoonlijk\/[\w-]{43}/);
});

test('451 waits, 550 is final and shown, and who hangs up is tried again', async (t) => {
  const place = demo(t), token = place.token('secretary');
  const { settings, got } = await office(t, place.folder);
  const server = await serve(place, settings);
  const outcome = async (address) => {
    const { json: { id } } = await server.api('POST', '/endpoints', { token, body: { kind: 'mail', url: address, events: ['agenda.published'] } });
    await server.api('POST', `/endpoints/${id}/test`, { token });
    return eventually(async () => (await server.api('GET', `/endpoints/${id}/deliveries`, { token })).json.items.find(({ attempts }) => attempts > 0));
  };
  const facts = ({ state, lastStatus }) => [state, lastStatus];
  assert.deepEqual(facts(await outcome('goed@example.be')), ['sent', 250]);
  const later = await outcome('later@example.be');
  assert.deepEqual([...facts(later), later.lastAnswer.trim().slice(0, 3)], ['failed', 451, '451']);
  const nobody = await outcome('nobody@example.be');
  assert.deepEqual(facts(nobody), ['dead', 550]);
  assert.match(nobody.lastAnswer, /nobody here/);
  assert.equal((await outcome('drop@example.be')).state, 'failed');
  assert.deepEqual(got().map(({ to }) => to), [['goed@example.be']]);
});
