// Names that are hard to write down arrive as they are in every form; a link that comes too late or is
// another's does nothing; and the secretary sees which address bounces.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import FeedParser from 'feedparser';
import { Webhook } from 'svix';
import { events } from './calendars.mjs';
import { demo, eventually, given, serve } from './lib.mjs';
import { browser, formOf, plain, signedIn, validate } from './pages.mjs';
import { sentAgenda } from './people.mjs';
import { postOffice } from './postoffice.mjs';
import { receiver } from './receiver.mjs';

const HARD = `LOK; "juni", 'juli' \\ \\n <b> & *ster* _lijn_ |é| 👩‍👩‍👧 ${'ü'.repeat(200)}`;
const TITLE = [...HARD].slice(0, 200).join('');
const PLACE = [...`Zaal "A"; B, C \\ <D> & 😀 ${'è'.repeat(200)}`].slice(0, 200).join('');
const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, text], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim();
};

const feedTitles = (text) => new Promise((found, failed) => {
  const parser = new FeedParser({ resume_saxerror: false });
  const titles = [];
  parser.on('error', failed).on('data', (item) => titles.push(item['atom:title']['#'])).on('end', () => found(titles));
  parser.end(text);
});

/** Slack has no escape for formatting characters: they give way to ones that look alike. */
const words = (text) => text.replace(/[^\p{L}]/gu, '');

async function posted(t, { answer } = {}) {
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder, answer });
  const partner = await receiver(t);
  const server = await serve(place, { ...office.settings, webhook_allow: `${office.target} ${partner.target}` });
  const token = place.token('secretary');
  const api = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.text}`);
    return rs.json;
  };
  return { place, office, partner, server, token, api };
}

test('a name of 200 characters with ; , \\ quotes and emoji arrives whole in every channel', async (t) => {
  const { office, partner, server, api } = await posted(t);
  const { secret } = await api('POST', '/endpoints', { url: partner.url, events: ['agenda.published'] });
  for (const kind of ['teams', 'teams_card', 'slack']) await api('POST', '/endpoints', { kind, url: partner.url + kind, events: ['agenda.published'] });
  const { id } = await api('POST', '/meetings', { title: TITLE, startsAt: '2024-06-18T17:30:00Z', location: PLACE });
  await api('POST', `/meetings/${id}/items`, { title: TITLE });
  await api('POST', `/meetings/${id}/publication`, {}, { 'idempotency-key': 'x' });
  await eventually(() => partner.got.length === 4 && office.got.length >= 10);
  const got = (path) => partner.got.find((one) => one.path === path);

  const notice = new Webhook(secret).verify(got('/').body, got('/').headers);
  assert.deepEqual([notice.data.meeting.title, notice.data.meeting.location, notice.data.items[0].title], [TITLE, PLACE, TITLE]);
  for (const [kind, card] of [['teams', (body) => body.attachments[0].content], ['teams_card', (body) => body]]) {
    const { text } = card(JSON.parse(got(`/${kind}`).body)).body[0];
    assert.ok(text.replace(/\\([^\p{L}\p{N}])/gu, '$1').includes(TITLE), text);
    assert.doesNotMatch(text, /(?<!\\)[<*_|]/);
  }
  const { text: slack } = JSON.parse(got('/slack').body);
  assert.ok(words(slack.replace(/&(lt|gt|amp);|ˍ/g, '')).includes(words(TITLE)), slack);
  assert.doesNotMatch(slack, /<b>|<D>/);
  for (const { mail, raw } of office.got) {
    assert.ok(mail.subject.includes(TITLE), mail.subject);
    assert.ok(mail.text.includes(PLACE) && mail.text.includes(TITLE));
    assert.doesNotMatch(mail.html, /<b>|<D>/);
    assert.ok(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998));
    const [event] = events(mail.attachments.find(({ contentType }) => contentType === 'text/calendar').content.toString());
    assert.deepEqual([event.summary, event.location], [TITLE, PLACE]);
  }
  const inCalendar = events((await server.http('GET', '/kalender.ics')).text).find(({ location }) => location === PLACE);
  assert.ok(inCalendar.summary.includes(TITLE));
  const inFeed = (await feedTitles((await server.http('GET', '/vergaderingen.atom')).text)).filter((one) => one.startsWith(TITLE));
  assert.equal(inFeed.length, 1);
});

test('a link that is used twice keeps the last answer, and one of somebody else answers for nobody but them', async (t) => {
  const place = await given(t);
  const { server, db } = place;
  const { people } = await sentAgenda(place);
  const [one, other] = people;
  const rows = () => sql(db, 'SELECT p.email || " " || r.answer FROM reply r JOIN person p ON p.id = r.person_id ORDER BY 1').split('\n');
  for (const answer of ['coming', 'coming', 'excused']) assert.equal((await browser(server).post(`${one.path}/antwoord`, { answer, remark: '' })).status, 303);
  const first = rows();
  assert.equal(first.length, 1);
  assert.match(first[0], / excused$/);
  await browser(server).post(`${other.path}/antwoord`, { answer: 'coming', remark: '' });
  assert.equal(rows().length, 2);
  assert.ok(rows().includes(first[0]), 'the answer of the first stays');
});

test('a link whose time is over shows nothing and changes nothing, but another can be asked', async (t) => {
  const place = await given(t);
  const { server, db } = place;
  const { people } = await sentAgenda(place);
  const { path } = people[0], who = browser(server);
  const kept = () => sql(db, 'SELECT * FROM reply; SELECT * FROM proposal');
  const before = kept();
  sql(db, 'UPDATE personal_link SET expires_at = 1');
  for (const rs of [await who.get(path), await who.post(`${path}/antwoord`, { answer: 'coming', remark: '' }), await who.post(`${path}/voorstel`, { title: 'Te laat', text: 'Te laat' })]) {
    assert.equal(rs.status, 410);
    assert.match(plain(rs.text), /Deze link werkt niet/);
    assert.doesNotMatch(plain(rs.text), /Mentoren in 2025|Aanmelden om verder|U bent afgemeld/);
    await validate(rs.text, 'a link that is over');
  }
  assert.equal(kept(), before);
  assert.ok(formOf((await who.get(path)).text, `${path}/nieuw`));
});

test('once the meeting has begun an answer comes too late', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const { id, people } = await sentAgenda(place);
  const { path } = people[0], who = browser(server);
  const { headers } = await server.api('GET', `/meetings/${id}`, { token: tokens.secretary });
  const begun = await server.api('PUT', `/meetings/${id}/state`, { token: tokens.secretary, body: { state: 'in_session' }, headers: { 'if-match': headers.etag } });
  assert.equal(begun.status, 200, begun.text);
  assert.doesNotMatch((await who.get(path)).text, /\/antwoord"/);
  const late = await who.post(`${path}/antwoord`, { answer: 'coming', remark: '' });
  assert.equal(late.status, 409, late.text);
  assert.equal(sql(db, 'SELECT count(*) FROM reply'), '0');
});

test('an address that bounces is shown to the secretary, and the others get their mail', async (t) => {
  const { place, office, server, api } = await posted(t, { answer: (n, to) => (to.startsWith('voorzitter') ? 550 : 250) });
  const { id } = await api('POST', '/meetings', { title: 'LOK', startsAt: '2024-06-18T17:30:00Z', location: 'Zaal' });
  await api('POST', `/meetings/${id}/items`, { title: 'Punt' });
  await api('POST', `/meetings/${id}/publication`, {}, { 'idempotency-key': 'x' });
  await eventually(() => sql(place.db, "SELECT count(*) FROM delivery WHERE state = 'dead'") === '1');
  await eventually(() => office.got.length >= 10);
  assert.ok(!office.got.some(({ to }) => to[0].startsWith('voorzitter')));
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  const overview = await secretary.get('/');
  assert.match(plain(overview.text), /1 bericht is niet aangekomen/);
  assert.match(plain(overview.text), /Een mailadres of systeem neemt ze niet aan/);
  const failed = /href="(\/beheer\/berichten[^"]*)"/.exec(overview.text);
  assert.ok(failed, 'the overview leads to what failed');
  const list = await secretary.get('/beheer/berichten');
  const row = /<(li|tr)[^>]*>(?:(?!<\/\1>)[\s\S])*Voorzitter(?:(?!<\/\1>)[\s\S])*<\/\1>/.exec(list.text);
  assert.ok(row, 'it stands in the list by name');
  const [, message] = /href="(\/beheer\/berichten\/\d+)"/.exec(row[0]);
  assert.match(plain((await secretary.get(message)).text), /550/);
});
