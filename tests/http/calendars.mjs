// Reads calendars with oracles that nobody here wrote: libical (tests/calendar/check_calendar.c),
// ical.js and node-ical; and holds lines and folds against RFC 5545 itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { LOKD } from './lib.mjs';

const program = (name) => join(dirname(LOKD), 'tests', name);

/** What tests/calendar/write_calendar.c writes. */
export function written(what) {
  const done = spawnSync(program('write_calendar'), [what], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

/** Lines end in CRLF and have at most 75 octets; none begins inside a character. */
function lines(text) {
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(line, /\uFFFD|[\uD800-\uDBFF]$|^ ?[\uDC00-\uDFFF]/, line);
  }
}

function byLibical(text) {
  const done = spawnSync(program('check_calendar'), { input: text, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, `libical: ${done.stderr}\n${text.slice(0, 4000)}`);
  return new Map(done.stdout.split('\n').filter(Boolean).map((line) => {
    const [uid, sequence, status, start, end] = line.split('\t');
    return [uid, { sequence: Number(sequence), status, start: Number(start), end: Number(end) }];
  }));
}

function byIcalJs(text) {
  const root = new ICAL.Component(ICAL.parse(text));
  return new Map(root.getAllSubcomponents('vevent').map((component) => {
    const e = new ICAL.Event(component);
    return [e.uid, {
      uid: e.uid, sequence: e.sequence, status: component.getFirstPropertyValue('status'), summary: e.summary, location: e.location ?? '',
      description: e.description ?? '', url: component.getFirstPropertyValue('url') ?? '',
      start: e.startDate.toUnixTime(), end: e.endDate.toUnixTime(), zone: e.startDate.zone.tzid,
    }];
  }));
}

function byNodeIcal(text) {
  return new Map(Object.values(nodeIcal.sync.parseICS(text)).filter((e) => e.type === 'VEVENT').map((e) => [e.uid, {
    sequence: Number(e.sequence), status: e.status, summary: e.summary, start: e.start / 1000, end: e.end / 1000 }]));
}

/** Its events by UID, on which all three agree. A file with a zone carries the rule for it. */
export function read(text) {
  lines(text);
  if (text.includes(';TZID=')) assert.match(text, /\r\nBEGIN:VTIMEZONE\r\nTZID:Europe\/Brussels\r\n/);
  const found = byIcalJs(text), libical = byLibical(text), node = byNodeIcal(text);
  assert.deepEqual([...libical.keys()].sort(), [...found.keys()].sort());
  assert.deepEqual([...node.keys()].sort(), [...found.keys()].sort());
  for (const [uid, e] of found) {
    const { sequence, status, start, end, summary } = e;
    assert.deepEqual(libical.get(uid), { sequence, status, start, end });
    // node-ical reads an escaped backslash before an n as a line end.
    const theirs = summary.includes('\\n') ? node.get(uid).summary : summary;
    assert.deepEqual(node.get(uid), { sequence, status, summary: theirs, start, end });
  }
  return found;
}

export const events = (text) => [...read(text).values()];
