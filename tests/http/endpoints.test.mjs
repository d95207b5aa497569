// What who builds a receiver tries out: an example of each kind of notice over the path of the real ones,
// and a new secret beside the old. Covers agenda/example.c, agenda/example_send.c.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { demo, eventually, serve } from './lib.mjs';
import { openapi } from './openapi.mjs';
import { browser, formOf, plain, signedIn, validate } from './pages.mjs';
import { postOffice } from './postoffice.mjs';
import { receiver } from './receiver.mjs';

const MAILS = ['week.due', 'link.renewed', 'agenda.drafted'];
const TYPES = openapi.components.schemas.NoticeType.enum.filter((type) => type !== 'endpoint.test' && !MAILS.includes(type));

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};

async function given(t) {
  const place = demo(t), room = await receiver(t), office = await postOffice(t, { folder: place.folder });
  const token = place.token('secretary');
  const server = await serve(place, { ...office.settings, webhook_allow: `${room.target} ${office.target}` });
  const add = async (kind, url, more = {}, as = token) => {
    const made = await server.api('POST', '/endpoints', { token: as, body: { kind, url, events: ['agenda.published', 'meeting.moved'], ...more } });
    assert.equal(made.status, 201, made.text);
    return made.json;
  };
  const example = (id, type, as = token) => server.api('POST', `/endpoints/${id}/test`, { token: as, body: { type } });
  return { place, room, office, token, server, add, example };
}

test('an example of each kind arrives signed, in the form of the real one, and says that it is none', async (t) => {
  const { room, add, example } = await given(t);
  const { id, secret } = await add('webhook', room.url);
  for (const type of TYPES) {
    const made = await example(id, type);
    assert.equal(made.status, 201, `${type}: ${made.text}`);
    assert.equal(made.json.type, 'endpoint.test', 'the log takes no example for a notice');
  }
  await eventually(() => room.got.length === TYPES.length);
  assert.deepEqual(room.got.map((rq) => room.event(rq, secret).type), TYPES);
  for (const { body } of room.got) {
    const { type, data } = JSON.parse(body);
    assert.equal(data.sample, true, type);
    assert.match(data.sentence, /^Proef: /);
    assert.ok(data.sentence.length > 30, data.sentence);
  }
  for (const type of MAILS) assert.equal((await example(id, type)).status, 400, type);
  assert.equal((await example(id, 'meeting.unknown')).status, 400);
});

test('a chat and a mailbox get the example in their own form', async (t) => {
  const { room, office, add, example } = await given(t);
  const chat = await add('slack', `${room.url}kanaal`), mail = await add('mail', 'mailto:systeem@example.be');
  assert.equal((await example(chat.id, 'meeting.moved')).status, 201);
  assert.equal((await example(mail.id, 'meeting.moved')).status, 201);
  await eventually(() => room.got.length === 1 && office.got.length === 1);
  assert.match(JSON.parse(room.got[0].body).text, /^\*Proef: Verplaatst: Voorbeeld, /);
  assert.match(office.got[0].mail.subject, /^Proef: Verplaatst: Voorbeeld, /);
  assert.deepEqual(office.got[0].to, ['systeem@example.be']);
});

test('a partner tries its own and nobody else’s; the page sends one of each kind that it gets', async (t) => {
  const { place, room, server, add, example } = await given(t);
  const felies = place.token('partner', 'Felies'), other = place.token('partner', 'Mentes');
  const { id, secret } = await add('webhook', room.url, {}, felies);
  assert.equal((await example(id, 'agenda.published', other)).status, 404);
  assert.equal((await example(id, 'agenda.published', felies)).status, 201);
  await eventually(() => room.got.length === 1);
  assert.match(room.event(room.got[0], secret).data.sentence, /Uw organisatie leidt punt 1 in/);

  const who = await signedIn(server, place.db, 'secretaris@example.be');
  const at = `/beheer/koppelingen/${id}`, page = await who.get(at);
  await validate(page.text, at);
  const form = formOf(page.text, `${at}/proef`);
  const sent = await who.post(`${at}/proef`, { ...form.fields, type: 'elke' });
  assert.equal(sent.status, 303, sent.text);
  assert.match(plain((await who.get(sent.headers.location)).text), /Er vertrekken 2 proefberichten/);
  await eventually(() => room.got.length === 3);
  assert.deepEqual(room.got.slice(1).map((rq) => room.event(rq, secret).type).sort(), ['agenda.published', 'meeting.moved']);
  assert.equal((await who.post(`${at}/proef`, { type: 'meeting.planned' })).status, 303, 'also of a kind that it did not choose');
  const wrong = await who.post(`${at}/proef`, { type: 'week.due' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'a wrong kind');
});

test('for 48 hours after a new secret the old one verifies too, and then no longer', async (t) => {
  const { place, room, server, token, add } = await given(t);
  const { id, secret: old } = await add('webhook', room.url);
  const rotated = await server.api('POST', `/endpoints/${id}/secret`, { token });
  assert.equal(rotated.status, 201, rotated.text);
  const fresh = rotated.json.secret;
  assert.match(fresh, /^whsec_/);
  assert.notEqual(fresh, old);
  assert.equal((await server.api('GET', `/endpoints/${id}`, { token })).json.secret, undefined, 'it is shown once');
  const got = async () => {
    const before = room.got.length;
    assert.equal((await server.api('POST', `/endpoints/${id}/test`, { token })).status, 201);
    await eventually(() => room.got.length > before);
    return room.got.at(-1);
  };
  const during = await got();
  assert.equal(during.headers['webhook-signature'].split(' ').length, 2);
  for (const secret of [old, fresh])
    for (const Verifier of [Webhook, Svix]) assert.equal(new Verifier(secret).verify(during.body, during.headers).type, 'endpoint.test');
  const until = Number(sql(place.db, `SELECT old_secret_until FROM endpoint WHERE id = ${id}`));
  assert.ok(Math.abs(until - Date.now() - 48 * 3600_000) < 120_000, 'two days');

  sql(place.db, `UPDATE endpoint SET old_secret_until = ${Date.now() - 1} WHERE id = ${id}`);
  await server.stop();
  const again = await serve(place, { webhook_allow: room.target });
  await again.api('POST', `/endpoints/${id}/test`, { token });
  await eventually(() => room.got.length === 2);
  const after = room.got[1];
  assert.equal(after.headers['webhook-signature'].split(' ').length, 1);
  for (const Verifier of [Webhook, Svix]) {
    assert.equal(new Verifier(fresh).verify(after.body, after.headers).type, 'endpoint.test');
    assert.throws(() => new Verifier(old).verify(after.body, after.headers));
  }
  const partner = place.token('partner', 'Felies');
  assert.equal((await again.api('POST', `/endpoints/${id}/secret`, { token: partner })).status, 404);
});

test('who builds a receiver finds the schemas from the page, as the server serves them', async (t) => {
  const { place, server } = await given(t);
  const who = await signedIn(server, place.db, 'secretaris@example.be');
  const page = await who.get('/beheer/koppelingen/uitleg');
  await validate(page.text, 'how to receive');
  const [, at] = /href="(\/api\/v1\/schemas\/[a-z.]+)"/.exec(page.text);
  assert.equal(JSON.parse((await browser(server).get(at)).text).title, 'An agenda was sent');
  for (const type of [...TYPES, 'endpoint.test', 'notice']) {
    const schema = await server.api('GET', `/schemas/${type}`);
    assert.equal(schema.status, 200, type);
    assert.equal(JSON.parse(schema.text).$id, `${type}.json`);
  }
});
