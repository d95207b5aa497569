// What a calendar server (Radicale) makes of our files: it takes each meeting, keeps it, and gives it
// back with the same facts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { eventually, given } from './lib.mjs';
import { events, written } from './calendars.mjs';

const freePort = () => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** A Radicale of our own with one empty calendar; gives a function that talks to it. */
async function radicale(t) {
  const folder = mkdtempSync(join(tmpdir(), 'lokd-radicale-')), port = await freePort();
  const child = spawn('radicale', ['--config', '', '--server-hosts', `127.0.0.1:${port}`, '--auth-type', 'none', '--storage-filesystem-folder', folder],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((done) => child.on('exit', done).on('error', done));
  t.after(async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const talk = (method, path, body, headers = {}) => fetch(`http://127.0.0.1:${port}/lok/${path}`, {
    method, body, headers: { authorization: `Basic ${btoa('lok:x')}`, ...headers }, signal: AbortSignal.timeout(20_000) });
  await eventually(() => talk('OPTIONS', '').then((r) => r.ok, () => false));
  const made = await talk('MKCALENDAR', 'kalender/', '<?xml version="1.0"?><C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>');
  assert.equal(made.status, 201, log);
  return talk;
}

const facts = ({ sequence, status, summary, location, description, url, start, end }) => ({ sequence, status, summary, location, description, url, start, end });

test('a calendar server keeps each meeting as it was told', async (t) => {
  const put = await radicale(t), { server, tokens } = await given(t), token = tokens.secretary;
  const send = async (id, kind) => assert.equal((await server.api('POST', `/meetings/${id}/publication`, {
    token, body: { kind }, headers: { 'idempotency-key': `${id}-${kind}` } })).status, 201);
  const { json: { id } } = await server.api('POST', '/meetings', { token, body: {
    title: 'LOK; één, "twee" \\ 👩‍👩‍👧', startsAt: '2024-10-27T00:30:00Z', location: 'Zaal 1, Stadhuis' } });
  await send(id, 'date');
  const round = async () => {
    const { text } = await server.api('GET', `/meetings/${id}/calendar`, { token });
    const answer = await put('PUT', `kalender/${id}.ics`, text, { 'content-type': 'text/calendar' });
    assert.ok([201, 204].includes(answer.status), await answer.text());
    const back = await (await put('GET', `kalender/${id}.ics`)).text();
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(back)).getFirstSubcomponent('vevent'));
    const [ours] = events(text);
    assert.deepEqual({ start: event.startDate.toUnixTime(), end: event.endDate.toUnixTime(), summary: event.summary, location: event.location,
      description: event.description, sequence: event.sequence, uid: event.uid },
    { start: ours.start, end: ours.end, summary: ours.summary, location: ours.location, description: ours.description, sequence: ours.sequence, uid: ours.uid });
    return facts(ours);
  };
  assert.deepEqual([(await round()).sequence, (await round()).start], [0, Date.parse('2024-10-27T00:30:00Z') / 1000]);
  await send(id, 'cancellation');
  assert.deepEqual([(await round()).sequence, (await round()).status], [1, 'CANCELLED']);
});

/** One event in twenty, so that every year has some. */
function thinned(text) {
  const [head, ...rest] = text.split('BEGIN:VEVENT\r\n');
  const kept = rest.map((event) => event.replace('END:VCALENDAR\r\n', '')).filter((_, n) => n % 20 === 0);
  return [head, ...kept].join('BEGIN:VEVENT\r\n') + 'END:VCALENDAR\r\n';
}

test('a calendar server takes a whole subscription, around changes of the clock', async (t) => {
  const put = await radicale(t), text = thinned(written('changes'));
  assert.equal((await put('DELETE', 'kalender/')).status, 200);
  const answer = await put('PUT', 'kalender/', text, { 'content-type': 'text/calendar' });
  assert.equal(answer.status, 201, await answer.text());
  // Radicale writes VTIMEZONE anew, for 2000 to 2030 only: so the times are compared as they are written.
  const times = (file) => new Map(new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((event) => [
    event.getFirstPropertyValue('uid'), ['dtstart', 'dtend'].map((name) => event.getFirstProperty(name).toICALString())]));
  const ours = times(text), kept = times(await (await put('GET', 'kalender/')).text());
  assert.equal(kept.size, 72);
  for (const [uid, time] of ours) assert.deepEqual(kept.get(uid), time);
});
