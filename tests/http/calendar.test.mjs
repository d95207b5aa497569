// Meetings in calendars: who sees what, what changes when, and links that are secrets.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { eventually, given, serve } from './lib.mjs';
import { events, read } from './calendars.mjs';
import { signedIn, validate } from './pages.mjs';

const START = Date.parse('2024-06-18T17:30:00Z');
const iso = (ms) => new Date(ms).toISOString().replace('.000', '');

/** A meeting with items for everybody, for members, and of Felies; nothing sent yet. */
async function meeting({ server, tokens }, more = {}) {
  const token = tokens.secretary;
  const { json } = await server.api('POST', '/meetings', { token, body: { title: 'LOK juni 2024', startsAt: iso(START), location: 'Stadhuis; zaal 2', ...more } });
  const felies = (await server.api('GET', '/partners?pageSize=100', { token })).json.items.find((p) => p.name === 'Felies').id;
  for (const item of [{ title: 'Openbaar punt', minutes: 20 }, { title: 'Punt voor leden', minutes: 25, access: 'members' },
    { title: 'Punt van Felies', minutes: 5, access: 'members', presenterPartnerId: felies, presenter: 'mentor-coach' },
    { title: 'Punt van het secretariaat', access: 'secretariat' }])
    assert.equal((await server.api('POST', `/meetings/${json.id}/items`, { token, body: item })).status, 201);
  return json.id;
}

async function change({ server, tokens }, id, body) {
  const token = tokens.secretary;
  const { headers } = await server.api('GET', `/meetings/${id}`, { token });
  const { status, text } = await server.api('PATCH', `/meetings/${id}`, { token, body, headers: { 'if-match': headers.etag } });
  assert.equal(status, 200, text);
}

let sent = 0;
async function send({ server, tokens }, id, kind) {
  const { status, text } = await server.api('POST', `/meetings/${id}/publication`, {
    token: tokens.secretary, body: { kind }, headers: { 'idempotency-key': `key-${sent++}` } });
  assert.equal(status, 201, text);
}

const calendarOf = ({ server }, id, token) => server.api('GET', `/meetings/${id}/calendar`, { token });
const one = async (place, id, token) => events((await calendarOf(place, id, token)).text)[0];

const linkIn = (page) => page.match(/http[^<"]*(\/feed\/[\w-]{43}\.ics)/)?.[1];
const revokeIn = (page) => page.match(/action="([^"]*\/intrekken)"/)?.[1];
const sql = (db, text) => assert.equal(spawnSync('sqlite3', ['-cmd', '.timeout 5000', db, text]).status, 0);

test('a meeting is the same event through date, agenda, move, taking back, and cancellation', async (t) => {
  const place = await given(t), { tokens } = place;
  const id = await meeting(place);
  assert.equal((await calendarOf(place, id, tokens.secretary)).status, 404, 'a draft is in no calendar');
  await send(place, id, 'date');
  const first = await one(place, id, tokens.member);
  assert.deepEqual([first.sequence, first.status, first.start, first.end], [0, 'CONFIRMED', START / 1000, START / 1000 + 7200]);
  assert.equal(first.location, 'Stadhuis; zaal 2');
  assert.equal(first.zone, 'Europe/Brussels');
  assert.match(first.url, new RegExp(`^http://127\\.0\\.0\\.1:\\d+/vergaderingen/${id}$`));
  await send(place, id, 'agenda');
  const agenda = await one(place, id, tokens.member);
  assert.deepEqual([agenda.sequence, agenda.end], [0, START / 1000 + 50 * 60]);
  await change(place, id, { startsAt: iso(START + 7 * 86400_000) });
  assert.deepEqual(await one(place, id, tokens.member), agenda, 'a change that was not sent is in no calendar');
  await send(place, id, 'changes');
  const moved = await one(place, id, tokens.member);
  assert.deepEqual([moved.sequence, moved.start], [1, START / 1000 + 7 * 86400]);
  await send(place, id, 'cancellation');
  const cancelled = await one(place, id, tokens.member);
  assert.deepEqual([cancelled.sequence, cancelled.status, cancelled.summary], [2, 'CANCELLED', 'GEANNULEERD: LOK juni 2024']);
  assert.equal(cancelled.uid, first.uid);
});

test('what may still be taken back is in no calendar, nor when it was', async (t) => {
  const place = await given(t), { server, tokens, db } = place;
  const id = await meeting(place);
  await send(place, id, 'agenda');
  const before = await calendarOf(place, id, tokens.member);
  await server.stop();
  place.server = await serve(place, { undo_seconds: 120 });
  await change(place, id, { startsAt: iso(START + 86400_000) });
  await send(place, id, 'changes');
  const sees = async () => events((await calendarOf(place, id, tokens.member)).text)[0];
  assert.deepEqual([(await sees()).sequence, (await sees()).start], [0, START / 1000]);
  assert.equal((await place.server.api('DELETE', `/meetings/${id}/publication`, { token: tokens.secretary })).status, 204);
  sql(db, 'UPDATE publication SET effective_at = 1');
  assert.equal((await sees()).sequence, 0);
  assert.equal((await sees()).start, events(before.text)[0].start);
});

test('each role reads its own part of the agenda, in a file that names nobody', async (t) => {
  const place = await given(t), { tokens } = place;
  const id = await meeting(place);
  await send(place, id, 'agenda');
  const items = async (token) => {
    const { text } = await calendarOf(place, id, token);
    assert.doesNotMatch(text, /ATTENDEE|ORGANIZER|mentor-coach|METHOD/);
    return [...(await one(place, id, token)).description.matchAll(/(\d\d\.\d\d)  (\d)\. (Punt van Felies|Punt voor leden|Openbaar punt|Punt van het secretariaat)/g)].map((m) => m.slice(1).join(' '));
  };
  assert.deepEqual(await items(), ['19.30 1 Openbaar punt']);
  assert.deepEqual(await items(tokens.partner), ['19.30 1 Openbaar punt', '20.15 3 Punt van Felies']);
  assert.deepEqual(await items(tokens.member), ['19.30 1 Openbaar punt', '19.50 2 Punt voor leden', '20.15 3 Punt van Felies']);
  assert.equal((await items(tokens.secretary)).length, 4);
});

test('the public calendar has what is public, says how often to ask, and answers 304', async (t) => {
  const place = await given(t), { server, db, tokens } = place;
  const open = await meeting(place), inside = await meeting(place, { title: 'LOK intern', access: 'members' });
  await send(place, open, 'agenda');
  await send(place, inside, 'agenda');
  const got = await server.http('GET', '/kalender.ics');
  assert.equal(got.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.match(got.text, /\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n/);
  const titles = events(got.text).map((e) => e.summary);
  assert.ok(titles.includes('LOK juni 2024') && titles.includes('LOK februari 2024') && !titles.includes('LOK intern'));
  assert.ok(!titles.includes('LOK mei 2024'), 'only its month is known');
  const ask = (tag) => server.http('GET', '/kalender.ics', { headers: { 'if-none-match': tag } });
  assert.equal((await ask(got.headers.etag)).status, 304);
  await change(place, open, { location: 'Huis van het Kind' });
  await send(place, open, 'changes');
  assert.equal((await ask(got.headers.etag)).status, 200);
  const asSecretary = await server.http('GET', '/kalender.ics', { token: tokens.secretary });
  assert.equal(asSecretary.text, (await server.http('GET', '/kalender.ics')).text, 'who asks makes no difference');
  sql(db, 'UPDATE council SET is_public = 0');
  for (const path of ['/kalender.ics', '/vergaderingen.atom', '/beslissingen.atom', `/vergaderingen/${open}/kalender.ics`])
    assert.equal((await server.http('GET', path)).status, 404, path);
});

test('one meeting is a file, from its page', async (t) => {
  const place = await given(t), { server } = place;
  const id = await meeting(place);
  await send(place, id, 'agenda');
  const got = await server.http('GET', `/vergaderingen/${id}/kalender.ics`);
  assert.equal(got.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.match(got.headers['content-disposition'], /^attachment; filename="vergadering-\d+\.ics"$/);
  assert.equal(read(got.text).size, 1);
  assert.equal((await server.http('GET', `/vergaderingen/${id}/kalender.ics`, { headers: { 'if-none-match': got.headers.etag } })).status, 304);
  const member = await signedIn(place.server, place.db, 'lid@example.be');
  assert.match(events((await member.get(`/vergaderingen/${id}/kalender.ics`)).text)[0].description, /Punt voor leden/);
  assert.match((await member.get(`/vergaderingen/${id}`)).text, new RegExp(`href="/vergaderingen/${id}/kalender.ics"`));
});

test('by a link a member follows what it is invited to, until the link is revoked', async (t) => {
  const place = await given(t), { server } = place;
  const id = await meeting(place, { access: 'members' });
  await send(place, id, 'agenda');
  const member = await signedIn(place.server, place.db, 'lid@example.be');
  assert.match((await member.get('/account')).text, /href="\/account\/kalender"/);
  const made = await member.post('/account/kalender');
  assert.equal(made.status, 201);
  assert.equal(made.headers['cache-control'], 'no-store');
  await validate(made.text, 'a new link');
  const link = linkIn(made.text);
  const got = await server.http('GET', link);
  assert.equal(got.status, 200);
  assert.equal(got.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.equal(got.headers['cache-control'], 'private, no-cache');
  const event = events(got.text).find((e) => e.summary === 'LOK juni 2024');
  assert.match(event.description, /Punt voor leden/);
  assert.doesNotMatch(got.text, /secretariaat/);
  assert.equal((await server.http('GET', link, { headers: { 'if-none-match': got.headers.etag } })).status, 304);
  const page = await member.get('/account/kalender');
  assert.equal(linkIn(page.text), undefined, 'it is shown once');
  assert.match(page.text, /laatst opgehaald op/);
  const revoked = await member.post(revokeIn(page.text));
  assert.equal(revoked.status, 303);
  const gone = await server.http('GET', link);
  assert.equal(gone.status, 404);
  for (const path of [link.replace('.ics', ''), `${link}x`, '/feed/.ics', '/feed/x.ics', link.toLowerCase()])
    assert.equal((await server.http('GET', path)).status, 404, path);
  await eventually(() => /path="\/feed\/:token\.ics"/.test(server.log()));
  assert.ok(!server.log().includes(link.slice(6, 30)), 'the secret is in the log');
});

test('who prepares meetings follows the deadlines by a link, as long as that is so', async (t) => {
  const place = await given(t), { server } = place;
  await meeting(place);
  const member = await signedIn(server, place.db, 'lid@example.be');
  assert.doesNotMatch((await member.get('/account/kalender')).text, /uiterste data/);
  assert.equal((await member.post('/account/kalender', { kind: 'deadlines' })).status, 403);
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  const made = await secretary.post('/account/kalender', { kind: 'deadlines' });
  assert.equal(made.status, 201);
  await validate(made.text, 'a link to deadlines');
  const link = linkIn(made.text);
  const got = await server.http('GET', link);
  assert.equal(got.headers['content-type'], 'text/calendar; charset=utf-8');
  assert.deepEqual(events(got.text).map((e) => e.summary).sort(), ['Laatste dag om punten voor te stellen: LOK juni 2024', 'Uiterste dag voor de uitnodiging: LOK juni 2024']);
  assert.match(got.text, /DTSTART;VALUE=DATE:20240[56]\d\d/);
  assert.doesNotMatch(got.text, /Punt van/);
  assert.equal((await server.http('GET', link, { headers: { 'if-none-match': got.headers.etag } })).status, 304);
  assert.match((await secretary.get('/account/kalender')).text, /Uiterste data, gemaakt op/);
  const role = (roles) => assert.equal(spawnSync('sqlite3', [place.db, `update account set roles = ${roles} where email = 'secretaris@example.be'`]).status, 0);
  const roles = spawnSync('sqlite3', [place.db, "select roles from account where email = 'secretaris@example.be'"], { encoding: 'utf8' }).stdout.trim();
  role(0);
  assert.equal((await server.http('GET', link)).status, 404, 'a role that is taken away ends it');
  role(roles);
  assert.equal((await secretary.post(revokeIn((await secretary.get('/account/kalender')).text))).status, 303);
  assert.equal((await server.http('GET', link)).status, 404);
});

test('what only the secretariat sees is in no subscription, not even of the secretary', async (t) => {
  const place = await given(t), { server } = place;
  const id = await meeting(place);
  await send(place, id, 'agenda');
  const secretary = await signedIn(place.server, place.db, 'secretaris@example.be');
  const got = await server.http('GET', linkIn((await secretary.post('/account/kalender')).text));
  assert.match(got.text.replaceAll('\r\n ', ''), /Punt voor leden/);
  assert.doesNotMatch(got.text.replaceAll('\r\n ', ''), /Punt van het secretariaat/);
  read(got.text);
});

test('a partner has links of its own, which others cannot make or revoke', async (t) => {
  const place = await given(t), { server, tokens, db } = place;
  const id = await meeting(place, { access: 'members' });
  await send(place, id, 'agenda');
  const partners = (await server.api('GET', '/partners?pageSize=100', { token: tokens.secretary })).json.items;
  const felies = partners.find((p) => p.name === 'Felies').id;
  const secretary = await signedIn(place.server, place.db, 'secretaris@example.be'), member = await signedIn(place.server, place.db, 'lid@example.be');
  const made = await secretary.post(`/partners/${felies}/kalender`);
  assert.equal(made.status, 201);
  const got = await server.http('GET', linkIn(made.text));
  const [event] = events(got.text).filter((e) => e.summary === 'LOK juni 2024');
  assert.match(event.description, /Punt van Felies/);
  assert.doesNotMatch(event.description, /Punt voor leden/);
  const other = partners.find((p) => p.name !== 'Felies').id;
  const theirs = await server.http('GET', linkIn((await secretary.post(`/partners/${other}/kalender`)).text));
  assert.ok(!events(theirs.text).some((e) => e.summary === 'LOK juni 2024'), 'it has no item in a meeting for members');
  const revoke = revokeIn((await secretary.get(`/partners/${felies}/kalender`)).text);
  for (const path of [`/partners/${felies}/kalender`, revoke]) assert.equal((await member.post(path)).status, 403, path);
  assert.equal((await member.get(`/partners/${felies}/kalender`)).status, 403);
  assert.equal((await member.post(revoke.replace(/\/partners\/\d+/, '/account'))).status, 404);
  assert.equal((await server.http('GET', `/partners/${felies}/kalender`)).status, 303, 'to sign in');
  assert.equal((await server.http('POST', '/account/kalender', { body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, 303);
  sql(db, `UPDATE partner SET until = '2024-01-01' WHERE id = ${felies}`);
  assert.equal(events((await server.http('GET', linkIn(made.text))).text).length, 1, 'a closed partner keeps what it has an item of');
  const open = await meeting(place, { title: 'LOK september 2024', startsAt: '2024-09-17T17:30:00Z' });
  await send(place, open, 'date');
  const summaries = async () => events((await server.http('GET', linkIn(made.text))).text).map((e) => e.summary);
  assert.ok(!(await summaries()).includes('LOK september 2024'));
  const action = (await server.api('POST', '/actions', { token: tokens.secretary, body: { text: 'Zaal zoeken', partnerId: felies, meetingId: open } })).json;
  assert.ok(!(await summaries()).includes('LOK september 2024'), 'nobody was told of the action');
  sql(db, `UPDATE action SET told_at = 1 WHERE id = ${action.id}`);
  assert.ok((await summaries()).includes('LOK september 2024'), 'and what it took an action from');
});

test('a cancelled meeting leaves the subscriptions after thirty days', async (t) => {
  const place = await given(t), { server, db } = place;
  const id = await meeting(place);
  await send(place, id, 'date');
  await send(place, id, 'cancellation');
  const status = async () => events((await server.http('GET', '/kalender.ics')).text).find((e) => e.summary.includes('juni'))?.status;
  const age = (days) => sql(db, `UPDATE publication SET effective_at = ${Date.now() - days * 86400_000} WHERE meeting_id = ${id}`);
  assert.equal(await status(), 'CANCELLED');
  age(29);
  assert.equal(await status(), 'CANCELLED');
  age(31);
  assert.equal(await status(), undefined);
});

test('names that are hard to write reach the reader as they were typed', async (t) => {
  const place = await given(t), { tokens } = place;
  const title = `LOK; één, "twee" \\ 👩‍👩‍👧 ${'😀é€'.repeat(50)}`;
  const id = await meeting(place, { title, location: 'Zaal 1, tweede; “Schelde” \\ links' });
  await send(place, id, 'agenda');
  const event = await one(place, id, tokens.member);
  assert.deepEqual([event.summary, event.location], [title, 'Zaal 1, tweede; “Schelde” \\ links']);
});

test('around the next changes of the clock the program shows the right instant', async (t) => {
  const place = await given(t), { tokens } = place;
  for (const at of ['2024-10-26T23:59:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z', '2024-10-27T02:00:00Z',
    '2025-03-30T00:59:00Z', '2025-03-30T01:00:00Z', '2050-10-30T00:15:00Z']) {
    const id = await meeting(place, { startsAt: at });
    await send(place, id, 'date');
    assert.equal((await one(place, id, tokens.member)).start, Date.parse(at) / 1000, at);
  }
});
