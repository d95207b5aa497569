// Mail once a day, as a mail server gets it; what is left of a personal link once its mail went; and a
// mail server that is dead. Covers notify/digest.c over the wire.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { demo, eventually, serve } from './lib.mjs';
import { browser, formOf, plain, signedIn, validate } from './pages.mjs';
import { postOffice } from './postoffice.mjs';

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').slice(1).join('\n');
};
const links = (mail) => [...mail.text.matchAll(/\/persoonlijk\/([A-Za-z0-9_-]{43})/g)].map(([, token]) => token);
const to = (office, address) => office.got.filter((one) => one.to[0] === address);

async function given(t, options = {}) {
  const place = demo(t);
  sql(place.db, "UPDATE person SET mail_rhythm = 'at_once'"); // only who a test asks waits
  const office = await postOffice(t, { folder: place.folder, ...options });
  const token = place.token('secretary');
  const start = () => serve(place, office.settings);
  const server = await start();
  const api = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.text}`);
    return rs;
  };
  const sendAgenda = async (title, startsAt) => {
    const { id } = (await api('POST', '/meetings', { title, startsAt, location: 'Zaal' })).json;
    await api('POST', `/meetings/${id}/items`, { title: `Punt van ${title}` });
    await api('POST', `/meetings/${id}/publication`, {}, { 'idempotency-key': title.replaceAll(' ', '-') });
    return id;
  };
  return { place, office, server, start, api, sendAgenda, token };
}

/** A member in office with an address, who takes mail once a day: its id and address. */
async function daily({ api, place }) {
  const [id, email] = sql(place.db, "SELECT p.id, p.email FROM person p JOIN member m ON m.person_id = p.id WHERE p.email <> '' ORDER BY p.id LIMIT 1").split('|');
  const { headers, json } = await api('GET', `/persons/${id}`);
  assert.equal(json.mailRhythm, 'at_once');
  const changed = await api('PATCH', `/persons/${id}`, { mailRhythm: 'daily' }, { 'if-match': headers.etag });
  assert.equal(changed.json.mailRhythm, 'daily');
  return { id, email };
}

/** The night passes: what waits for seven o'clock is due. */
const morning = (db) => sql(db, "UPDATE delivery SET due_at = 1000 WHERE bundle_at > 0 AND finished_at IS NULL");

test('who takes mail once a day gets one mail with all notices, their links and all invitations', async (t) => {
  const world = await given(t);
  const { place, office, server, start, sendAgenda } = world;
  const { email } = await daily(world);
  await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await sendAgenda('LOK oktober', '2024-10-15T17:30:00Z');
  await eventually(() => office.got.length >= 10 && sql(place.db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL AND bundle_at = 0') === '0');
  assert.equal(to(office, email).length, 0, 'it waits');
  assert.match(plain((await (await signedIn(server, place.db, 'secretaris@example.be')).get('/beheer/berichten')).text), /wacht op een verzamelmail, met 1 ander bericht/);
  await server.stop();
  morning(place.db);
  const again = await start();
  await eventually(() => to(office, email).length === 1);
  const [{ mail, raw }] = to(office, email);
  assert.match(mail.subject, /LOK oktober.*\(en 1 ander bericht\)$/);
  for (const part of [mail.text, mail.html]) for (const said of ['LOK juni', 'LOK oktober', 'Zaal', '18 juni 2024', '15 oktober 2024', 'samen in één mail']) assert.ok(part.includes(said), said);
  assert.match(mail.messageId, /^<bundel\./);
  const tokens = [...new Set(links(mail))];
  assert.equal(tokens.length, 2);
  for (const token of tokens) assert.equal((await again.http('GET', `/persoonlijk/${token}`)).status, 200);
  const invitations = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
  assert.deepEqual(invitations.map(({ filename }) => filename), ['vergadering-1.ics', 'vergadering-2.ics']);
  assert.deepEqual(invitations.map(({ content }) => /SUMMARY:(.*)\r\n/.exec(content.toString())[1]), ['LOK juni', 'LOK oktober']);
  assert.equal(raw.match(/text\/calendar; charset=utf-8; method=REQUEST/gi).length, 2);
  await eventually(() => sql(place.db, "SELECT count(*) FROM delivery WHERE bundle_at > 0 AND state = 'sent' AND last_status = 250") === '2');
  const log = await (await signedIn(again, place.db, 'secretaris@example.be')).get('/beheer/berichten');
  assert.match(plain(log.text), /in een verzamelmail, met 1 ander bericht/);
  await validate(log.text, 'the log');
});

test('a digest that was killed on its way is sent again, whole and with the same Message-ID', async (t) => {
  let hang = true;
  const world = await given(t, { answer: (n, address) => (hang && address === world.email ? 'hang' : 250) });
  const { place, office, server, start, sendAgenda } = world;
  Object.assign(world, await daily(world));
  await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await sendAgenda('LOK oktober', '2024-10-15T17:30:00Z');
  await eventually(() => sql(place.db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL AND bundle_at = 0') === '0');
  await server.stop();
  morning(place.db);
  const before = office.seen.recipients;
  const second = await start();
  await eventually(() => office.seen.recipients === before + 1);
  await second.kill();
  assert.equal(sql(place.db, 'SELECT count(*) FROM delivery WHERE bundle_at > 0 AND finished_at IS NULL'), '2', 'nothing is lost');
  hang = false;
  const third = await start();
  await eventually(() => to(office, world.email).length === 1);
  await eventually(() => sql(place.db, "SELECT count(*) FROM delivery WHERE bundle_at > 0 AND state = 'sent'") === '2');
  await third.stop();
  // As if it was killed after sending, before the result was recorded.
  sql(place.db, "UPDATE delivery SET state = 'pending', finished_at = NULL, due_at = 1000 WHERE bundle_at > 0");
  await start();
  await eventually(() => to(office, world.email).length === 2);
  const [first, repeat] = to(office, world.email);
  assert.equal(first.mail.messageId, repeat.mail.messageId);
  assert.deepEqual(first.mail.date, repeat.mail.date);
});

test('a person chooses how often by its own link, and a wrong choice changes nothing', async (t) => {
  const { place, office, server, sendAgenda } = await given(t);
  await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await eventually(() => office.got.length >= 5);
  const [{ mail, to: [address] }] = office.got;
  const at = `/persoonlijk/${links(mail)[0]}/stoppen`, who = browser(server);
  const page = await who.get(at);
  await validate(page.text, at);
  assert.match(plain(page.text), /Hoe vaak wilt u mail\?/);
  const form = formOf(page.text, at);
  assert.equal(form.fields.ritme, 'at_once');
  const rhythm = () => sql(place.db, `SELECT mail_rhythm FROM person WHERE email = '${address}'`);
  const wrong = await who.post(at, { ritme: 'elk uur' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'a wrong rhythm');
  assert.equal(rhythm(), 'at_once');
  const rs = await who.post(at, { ritme: 'weekly' });
  assert.equal(rs.status, 303);
  assert.match(plain((await who.get(rs.headers.location)).text), /Uw keuze is bewaard/);
  assert.equal(rhythm(), 'weekly');
});

test('a mail endpoint of a partner gets all of a day in one mail, as its page or the API says', async (t) => {
  const { place, office, server, start, api, sendAgenda } = await given(t);
  const felies = place.token('partner', 'Felies'), events = ['agenda.published', 'agenda.changed', 'meeting.moved'];
  const wrong = await server.api('POST', '/endpoints', { token: felies, body: { kind: 'webhook', url: 'https://systeem.example.be/', events, mailRhythm: 'daily' } });
  assert.deepEqual([wrong.status, wrong.json.issues.map(({ name }) => name)], [400, ['mailRhythm']]);
  const made = await server.api('POST', '/endpoints', { token: felies, body: { kind: 'mail', url: 'ploeg@example.be', events, mailRhythm: 'daily' } });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.mailRhythm, 'daily');
  const { id } = made.json, mails = () => to(office, 'ploeg@example.be');
  const who = await signedIn(server, place.db, 'secretaris@example.be');
  assert.match(plain((await who.get(`/beheer/koppelingen/${id}`)).text), /één keer per dag, samen in één mail/);

  const june = await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await sendAgenda('LOK oktober', '2024-10-15T17:30:00Z');
  const waiting = () => sql(place.db, `SELECT count(*) FROM delivery WHERE endpoint_id = ${id} AND finished_at IS NULL AND bundle_at > 0`);
  await eventually(() => office.got.length >= 10);
  assert.deepEqual([waiting(), mails().length], ['2', 0]);
  const { headers, json } = await api('GET', `/meetings/${june}`);
  await api('PATCH', `/meetings/${june}`, { startsAt: '2024-06-19T17:30:00Z' }, { 'if-match': headers.etag });
  assert.equal(json.title, 'LOK juni');
  const preview = plain((await who.get(`/vergaderingen/${june}/versturen`)).text);
  assert.match(preview, /ploeg@example.be/);
  await api('POST', `/meetings/${june}/publication`, {}, { 'idempotency-key': 'verplaatst' });
  await eventually(() => mails().length === 1);
  assert.match(mails()[0].mail.subject, /^Verplaatst: LOK juni.*\(en 1 ander bericht\)$/, 'what cannot wait goes, and takes along what waits of it');
  await eventually(() => waiting() === '1');

  const form = formOf((await who.get(`/beheer/koppelingen/${id}/bewerken`)).text, `/beheer/koppelingen/${id}/bewerken`);
  assert.equal(form.fields.mail_rhythm, 'daily');
  const changed = await who.post(form.action, { ...form.fields, events, mail_rhythm: 'weekly' });
  assert.equal(changed.status, 303, changed.text);
  assert.equal((await api('GET', `/endpoints/${id}`)).json.mailRhythm, 'weekly');
  await sendAgenda('LOK december', '2024-12-17T18:30:00Z');
  assert.match(plain((await who.get(`/beheer/koppelingen/${id}`)).text), /wacht op een verzamelmail/);
  await server.stop();
  morning(place.db);
  await start();
  await eventually(() => sql(place.db, `SELECT count(*) FROM delivery WHERE endpoint_id = ${id} AND state = 'sent'`) === '4');
  for (const said of ['LOK oktober', 'LOK december']) assert.ok(mails().slice(1).some(({ mail }) => mail.text.includes(said)), said);
});

test('once a mail has left, the database holds its link no more, and a resend carries a fresh one', async (t) => {
  const { place, office, server, start, sendAgenda, token } = await given(t);
  await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await eventually(() => office.got.length >= 5 && sql(place.db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL') === '0');
  await server.stop();
  const held = Buffer.concat([place.db, `${place.db}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file)));
  const tokens = office.got.flatMap(({ mail }) => links(mail));
  assert.ok(tokens.length >= 5);
  for (const one of tokens) assert.ok(!held.includes(one), 'a personal link stands in the file');
  const again = await start();
  const address = office.got[0].to[0];
  const [id, endpoint] = sql(place.db, `SELECT d.id, d.endpoint_id FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id JOIN person p ON p.id = e.person_id WHERE p.email = '${address}' ORDER BY d.id DESC LIMIT 1`).split('|');
  assert.ok(endpoint);
  const shown = await (await signedIn(again, place.db, 'secretaris@example.be')).get(`/beheer/berichten/${id}`);
  for (const one of tokens) assert.ok(!shown.text.includes(one));
  const done = await again.api('POST', `/endpoints/${endpoint}/deliveries/${id}`, { token });
  assert.ok(done.status < 400, done.text);
  await eventually(() => to(office, address).length === 2);
  const [first, second] = to(office, address).map(({ mail }) => links(mail)[0]);
  assert.notEqual(first, second);
  for (const one of [first, second]) assert.equal((await again.http('GET', `/persoonlijk/${one}`)).status, 200);
});

test('a new link that is asked for comes by mail, and the one in it works', async (t) => {
  const { place, office, server, sendAgenda } = await given(t);
  await sendAgenda('LOK juni', '2024-06-18T17:30:00Z');
  await eventually(() => office.got.length >= 5);
  const [{ mail, to: [address] }] = office.got;
  const old = `/persoonlijk/${links(mail)[0]}`, who = browser(server);
  sql(place.db, 'UPDATE personal_link SET expires_at = 1, created_at = 1');
  const gone = await who.get(old);
  assert.equal(gone.status, 410);
  const form = formOf(gone.text, `${old}/nieuw`);
  const before = to(office, address).length;
  assert.equal((await who.post(form.action, form.fields)).status, 303);
  await eventually(() => to(office, address).length === before + 1);
  const renewed = to(office, address).at(-1).mail;
  assert.match(renewed.subject, /^Uw nieuwe link voor /);
  assert.match(renewed.html, /persoonlijk\//);
  const [token] = links(renewed);
  assert.equal((await who.get(`/persoonlijk/${token}`)).status, 200);
  assert.equal(sql(place.db, "SELECT count(*) FROM delivery WHERE type = 'link.renewed'"), '1');
  assert.equal((await who.post(form.action, form.fields)).status, 303, 'the same answer');
  await new Promise((done) => setTimeout(done, 700));
  assert.equal(to(office, address).length, before + 1, 'but no second mail within ten minutes');
});

test('a sample goes to who asks alone, and nobody else hears of the meeting', async (t) => {
  const { place, office, server, api } = await given(t);
  const { id } = (await api('POST', '/meetings', { title: 'LOK juni', startsAt: '2024-06-18T17:30:00Z', location: 'Zaal' })).json;
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  const form = formOf((await secretary.get(`/vergaderingen/${id}/versturen?soort=datum`)).text, `/vergaderingen/${id}/proefbericht`);
  const rs = await secretary.post(form.action, form.fields);
  assert.equal(rs.status, 303, plain(rs.text));
  await eventually(() => office.got.length === 1);
  const [{ mail, to: [address] }] = office.got;
  assert.equal(address, 'secretaris@example.be');
  assert.match(mail.subject, /^PROEF: /);
  assert.match(mail.text, /LOK juni/);
  assert.deepEqual(links(mail), [], 'it answers for nobody');
  await new Promise((done) => setTimeout(done, 500));
  assert.equal(office.got.length, 1);
});

test('a mail server that is down is tried by one mail at a time, and when it is back all go at once', async (t) => {
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder });
  const token = place.token('secretary');
  let tried = 0;
  const dead = createServer((socket) => {
    tried++;
    socket.on('error', () => {});
    socket.destroy();
  });
  await new Promise((done) => dead.listen(0, '127.0.0.1', done));
  const { port } = dead.address();
  const server = await serve(place, { ...office.settings, smtp_url: `smtp://127.0.0.1:${port}`, webhook_allow: `127.0.0.1:${port}` }, ['--no-deliver']);
  const made = [];
  for (let n = 0; n < 40; n++) made.push((await server.api('POST', '/endpoints', { token, body: { kind: 'mail', url: `m${n}@example.be`, events: ['agenda.published'] } })).json.id);
  for (let n = 0; n < 200; n++) assert.ok((await server.api('POST', `/endpoints/${made[n % 40]}/test`, { token })).status < 300);
  await server.stop();
  await serve(place, { ...office.settings, smtp_url: `smtp://127.0.0.1:${port}`, webhook_allow: `127.0.0.1:${port}` });
  await eventually(() => tried > 0);
  await new Promise((done) => setTimeout(done, 3000));
  assert.ok(tried <= 4, `${tried} connections in three seconds`);
  assert.equal(sql(place.db, "SELECT count(*) FROM delivery WHERE attempts > 0"), String(tried));
  await new Promise((done) => dead.close(done));
  const back = await postOffice(t, { folder: place.folder, port });
  await eventually(() => back.got.length === 200, 20_000);
  await eventually(() => sql(place.db, "SELECT count(*) FROM delivery WHERE state = 'sent'") === '200');
  assert.equal(new Set(back.got.map(({ mail }) => mail.messageId)).size, 200);
});
