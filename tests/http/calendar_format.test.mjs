// What our writer makes of hard cases, read by others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { read, written } from './calendars.mjs';

test('at every change of the clock, and in the hour that comes twice, each reader shows the right instant', () => {
  const found = read(written('changes'));
  assert.equal(found.size, 55 * 2 * 13);
  for (const [uid, { start, end }] of found) assert.equal(`${start}-${end}`, uid);
});

test('hard names come through unchanged', () => {
  const found = read(written('names'));
  const emoji = Array.from({ length: 200 }, (_, i) => ['é', '😀', '€'][i % 3]).join('');
  const names = ['Crèche ’t Eeklo; groep 1, "De Bijtjes" \\ buiten', 'END:VEVENT', 'a\\nb', 'één regel\nen nog een; en, nog\\een',
    '👩‍👩‍👧‍👦 gezinsopvang 🎈', emoji];
  names.forEach((name, n) => {
    const e = found.get(String(n));
    assert.deepEqual([e.summary, e.location, e.description], [name, name, name]);
  });
});

test('an invitation and its withdrawal keep to iTIP', () => {
  const [request] = read(written('request')).values(), [cancel] = read(written('cancel')).values();
  assert.deepEqual([request.sequence, request.status], [0, 'CONFIRMED']);
  assert.deepEqual([cancel.sequence, cancel.status, cancel.summary], [1, 'CANCELLED', 'GEANNULEERD: LOK']);
  const root = new ICAL.Component(ICAL.parse(written('request')));
  assert.equal(root.getFirstPropertyValue('method'), 'REQUEST');
  const attendee = root.getFirstSubcomponent('vevent').getFirstProperty('attendee');
  assert.equal(attendee.getFirstValue(), 'mailto:lid@example.be');
  assert.equal(attendee.getParameter('rsvp'), 'FALSE');
});

test('a deadline is one whole day', () => {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(written('deadline'))).getFirstSubcomponent('vevent'));
  assert.ok(event.startDate.isDate);
  assert.equal(event.startDate.toString(), '2024-05-28');
});
