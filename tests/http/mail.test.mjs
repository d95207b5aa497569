// Mail over the wire: what a mail server gets, and what becomes of a mail that it does not take.
// Covers notify/relay.c, notify/smtp.c, notify/smtp_test.c.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LOKD, demo, eventually, serve } from './lib.mjs';
import { postOffice } from './postoffice.mjs';
import { receiver } from './receiver.mjs';

const EVENTS = ['agenda.published'];

/** A practice council whose mail goes to `office`, and a mailbox in it. */
async function given(t, options = {}, settings = {}, flags = []) {
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder, ...options });
  const token = place.token('secretary');
  const server = await serve(place, { ...office.settings, ...settings }, flags);
  return { place, office, token, server };
}

async function mailbox(server, token, address) {
  const made = await server.api('POST', '/endpoints', { token, body: { kind: 'mail', url: address, events: EVENTS } });
  assert.equal(made.status, 201, made.text);
  return made.json.id;
}

const tryIt = (server, token, id) => server.api('POST', `/endpoints/${id}/test`, { token });

const deliveries = async (server, token, id) => (await server.api('GET', `/endpoints/${id}/deliveries`, { token })).json.items;

const ended = (server, token, id, ...states) =>
  eventually(async () => (await deliveries(server, token, id)).find(({ state }) => states.includes(state)));

test('a mail arrives over TLS, complete, from the council to one recipient', async (t) => {
  const { server, token, office } = await given(t);
  const id = await mailbox(server, token, 'Info@Partner.example.be');
  assert.equal((await server.api('GET', `/endpoints/${id}`, { token })).json.url, 'info@partner.example.be');
  await tryIt(server, token, id);
  const delivery = await ended(server, token, id, 'sent');
  assert.equal(delivery.lastStatus, 250);
  const [{ mail, raw, from, to, secure }] = office.got;
  assert.equal(secure, true);
  assert.equal(from, 'lok@example.be');
  assert.deepEqual(to, ['info@partner.example.be']);
  assert.equal(mail.subject, 'Proefbericht');
  assert.match(mail.text, /Dit is een proefbericht/);
  assert.equal(mail.from.value[0].address, 'lok@example.be');
  assert.equal(mail.from.value[0].name, 'LOK Antwerpen');
  assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
  assert.match(mail.messageId, /^<msg_\S+@example\.be>$/);
  assert.ok(Math.abs(mail.date - Date.now()) < 60_000);
  assert.doesNotMatch(raw, /[^\r]\n/);
});

test('smtps speaks TLS from the first byte', async (t) => {
  const { server, token, office } = await given(t, { secure: true });
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  await ended(server, token, id, 'sent');
  assert.equal(office.got[0].secure, true);
});

test('without TLS nothing is sent, unless smtp_plain names the server', async (t) => {
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder, tls: false });
  const token = place.token('secretary');
  let server = await serve(place, office.settings);
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  const refused = await ended(server, token, id, 'failed');
  assert.match(refused.lastError, /geen beveiligde verbinding/);
  assert.equal(office.got.length, 0);
  await server.stop();
  server = await serve(place, { ...office.settings, smtp_plain: office.target });
  const other = await mailbox(server, token, 'b@example.be');
  await tryIt(server, token, other);
  await ended(server, token, other, 'sent');
  assert.equal(office.got[0].secure, false);
});

test('a certificate that nobody vouches for gets no mail', async (t) => {
  const { server, token, office } = await given(t, {}, { smtp_ca: '' });
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  assert.match((await ended(server, token, id, 'failed')).lastError, /certificaat/);
  assert.equal(office.got.length, 0);
});

test('451 is tried again with the same Message-ID and Date, 550 is final and shown', async (t) => {
  const { server, token, office } = await given(t, { content: (n) => (n === 0 ? 451 : 250), answer: (n, to) => (to.startsWith('weg') ? 550 : 250) });
  const later = await mailbox(server, token, 'later@example.be');
  const gone = await mailbox(server, token, 'weg@example.be');
  await tryIt(server, token, later);
  const failed = await ended(server, token, later, 'failed');
  assert.equal(failed.lastStatus, 451);
  await ended(server, token, later, 'sent');
  assert.equal(office.got.length, 2);
  assert.equal(office.got[0].mail.messageId, office.got[1].mail.messageId);
  assert.deepEqual(office.got[0].mail.date, office.got[1].mail.date);
  await tryIt(server, token, gone);
  const dead = await ended(server, token, gone, 'dead');
  assert.equal(dead.attempts, 1);
  assert.equal(dead.lastStatus, 550);
  assert.match(dead.lastError, /weigert deze mail \(550\)/);
  assert.equal((await server.api('GET', `/endpoints/${gone}`, { token })).json.state, 'active');
});

test('a server that refuses everybody or drops is tried again, and no mailbox is blamed', async (t) => {
  for (const options of [{ greeting: 554 }, { answer: () => 'drop' }]) {
    const { server, token } = await given(t, options);
    const id = await mailbox(server, token, 'a@example.be');
    await tryIt(server, token, id);
    await ended(server, token, id, 'failed');
    assert.equal((await server.api('GET', `/endpoints/${id}`, { token })).json.failures, 0);
    await server.stop();
  }
});

test('a mail server that hangs holds up no webhook, and never has more than four connections', async (t) => {
  const partner = await receiver(t);
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder, answer: () => 'hang' });
  const token = place.token('secretary');
  const server = await serve(place, { ...office.settings, webhook_allow: `${office.target} ${partner.target}` });
  for (let n = 0; n < 12; n++) await tryIt(server, token, await mailbox(server, token, `m${n}@example.be`));
  await eventually(() => office.seen.recipients === 4);
  const made = await server.api('POST', '/endpoints', { token, body: { url: partner.url, events: EVENTS } });
  const before = Date.now();
  await tryIt(server, token, made.json.id);
  await eventually(() => partner.got.length === 1);
  assert.ok(Date.now() - before < 3000);
  assert.equal(office.seen.recipients, 4);
  assert.ok(office.seen.most <= 4, `${office.seen.most} connections`);
  await server.kill();
});

test('one connection carries many mails', async (t) => {
  const { server, token, office } = await given(t);
  const id = await mailbox(server, token, 'a@example.be');
  for (let n = 0; n < 12; n++) await tryIt(server, token, id);
  await eventually(() => office.got.length === 12);
  assert.ok(office.seen.connections <= 4, `${office.seen.connections} connections`);
});

test('a login uses the password or the token that stands in its file now', async (t) => {
  const place = demo(t);
  const password = join(place.folder, 'password'), bearer = join(place.folder, 'token');
  writeFileSync(password, 'geheim\n');
  writeFileSync(bearer, 'oud\n');
  const office = await postOffice(t, { folder: place.folder, login: ({ username, password: got, accessToken }) => username === 'lok' && (got === 'geheim' || accessToken === 'nieuw') });
  const token = place.token('secretary');
  let server = await serve(place, { ...office.settings, smtp_user: 'lok', smtp_password_file: password });
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  await ended(server, token, id, 'sent');
  assert.equal(office.got[0].user, 'lok');
  await server.stop();
  server = await serve(place, { ...office.settings, smtp_user: 'lok', smtp_token_file: bearer });
  const other = await mailbox(server, token, 'b@example.be');
  await tryIt(server, token, other);
  const failed = await ended(server, token, other, 'failed');
  assert.match(failed.lastError, /aanmelding/);
  writeFileSync(bearer, 'nieuw\n');
  await ended(server, token, other, 'sent');
  assert.equal(office.seen.logins.at(-1).method, 'XOAUTH2');
  assert.doesNotMatch(server.log(), /geheim|nieuw/);
});

test('a practice council sends no mail, but into its Demopostbus', async (t) => {
  const { server, token, office } = await given(t, {}, { webhook_allow: '' });
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  assert.equal((await ended(server, token, id, 'sent')).toDemo, true);
  assert.equal(office.seen.connections, 0);
});

test('lokd check says where mail goes and sends a test mail', async (t) => {
  const place = demo(t);
  const office = await postOffice(t, { folder: place.folder, answer: (n, to) => (to.startsWith('weg') ? 550 : 250) });
  const config = join(place.folder, 'c.ini');
  writeFileSync(config, Object.entries(office.settings).map(([k, v]) => `${k} = ${v}\n`).join(''));
  // Not spawnSync: the mail server lives in this process.
  const check = (...args) => new Promise((found) => {
    const child = spawn(LOKD, ['check', '--db', place.db, '--config', config, ...args]);
    let out = '', err = '';
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (err += piece));
    child.on('exit', (status) => found({ status, out, err }));
  });
  const good = await check('--mail', 'beheer@example.be');
  assert.equal(good.status, 0, good.err);
  assert.match(good.out, /mail: to smtp:\/\/127\.0\.0\.1:\d+, from lok@example\.be/);
  assert.match(good.out, /test mail to beheer@example\.be: accepted, 250/);
  assert.deepEqual(office.got[0].to, ['beheer@example.be']);
  const bad = await check('--mail', 'weg@example.be');
  assert.equal(bad.status, 1);
  assert.match(bad.err, /550/);
  assert.equal((await check('--mail', 'geen adres')).status, 1);
});

test('addresses that are none are refused', async (t) => {
  const { server, token } = await given(t);
  for (const url of ['geen', 'mailto:', 'mailto:a@b', 'a@example.be\r\nBcc: b@example.be', 'https://example.be/'])
    assert.equal((await server.api('POST', '/endpoints', { token, body: { kind: 'mail', url, events: EVENTS } })).status, 400, url);
});

test('an invitation stands among the alternatives and as a file, and names with accents survive', async (t) => {
  const { place, server, token, office } = await given(t, {}, {}, ['--no-deliver']);
  const id = await mailbox(server, token, 'a@example.be');
  await tryIt(server, token, id);
  const calendar = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
  const subject = 'Crèchendo 😀 nodigt u uit: '.repeat(6).trim();
  const text = 'Dag,\n\nVergadering in het café. 😀\n.punt vooraan\n' + 'lang '.repeat(300);
  const body = JSON.stringify({ subject, date: 1716917400000, text, html: '<p>Café</p>', calendar, method: 'REQUEST', why: ['Omdat u lid bent.'], stopUrl: 'https://lok.example.be/stop' });
  const written = spawnSync('sqlite3', [place.db, `UPDATE delivery_body SET body = '${body}'`], { encoding: 'utf8' });
  assert.equal(written.status, 0, written.stderr);
  await server.stop();
  const courier = await serve(place, office.settings);
  await eventually(() => office.got.length === 1);
  const [{ mail, raw }] = office.got;
  assert.equal(mail.subject, subject);
  assert.equal(mail.date.toISOString(), '2024-05-28T17:30:00.000Z');
  assert.match(mail.text, /café\. 😀\n\.punt vooraan\n(lang ){300}/);
  assert.match(mail.text, /-- \nOmdat u lid bent\./);
  assert.match(mail.html, /<p>Café<\/p>/);
  assert.equal(mail.headers.get('list').unsubscribe.url, 'https://lok.example.be/stop');
  const invitations = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
  assert.equal(invitations.length, 2);
  for (const { content } of invitations) assert.equal(content.toString(), calendar);
  assert.equal(invitations[1].filename, 'vergadering.ics');
  assert.equal(raw.match(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/gi).length, 2);
  assert.ok(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998));
  assert.ok(raw.indexOf('multipart/mixed') < raw.indexOf('multipart/alternative'));
  await courier.stop();
});
