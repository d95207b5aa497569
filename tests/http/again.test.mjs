// Everything since a moment goes again: the same ids and bytes, in order, after a page that says what
// goes; and whether something was ever sent can be asked for years.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { Webhook } from 'svix';
import { demo, eventually, serve } from './lib.mjs';
import { browser, formOf, plain, signedIn, validate } from './pages.mjs';
import { postOffice } from './postoffice.mjs';
import { receiver } from './receiver.mjs';

const HOUR = 3600_000;

/** A system that was down: four agenda notices of which it got the second and the fourth. */
async function missed(t) {
  const place = demo(t);
  const token = place.token('secretary');
  let status = 200;
  const partner = await receiver(t, { answer: () => status });
  const server = await serve(place, { webhook_allow: partner.target });
  const { json: made } = await server.api('POST', '/endpoints', { token, body: { url: partner.url, events: ['agenda.published'] } });
  const log = async () => (await server.api('GET', `/endpoints/${made.id}/deliveries`, { token })).json.items;
  for (const [i, answer] of [410, 200, 410, 200].entries()) {
    status = answer;
    assert.equal((await server.api('POST', `/endpoints/${made.id}/test`, { token })).status, 201);
    await eventually(async () => (await log()).filter((d) => d.finishedAt !== null).length === i + 1);
    if (answer === 410) assert.equal((await server.api('PATCH', `/endpoints/${made.id}`, { token, headers: { 'if-match': '*' }, body: { state: 'active' } })).status, 200);
  }
  status = 200;
  const first = partner.got.splice(0);
  assert.equal(first.length, 4);
  return { ...place, server, token, partner, first, log, id: made.id, secret: made.secret };
}
const ids = (got) => got.map(({ headers }) => headers['webhook-id']);

test('what did not arrive goes again once, in order, with its id and bytes, and verifies', async (t) => {
  const { server, token, partner, first, id, secret } = await missed(t);
  const since = new Date(Date.now() - HOUR).toISOString();
  const again = () => server.api('POST', `/endpoints/${id}/deliveries`, { token, body: { since }, headers: { 'idempotency-key': 'opnieuw' } });

  const asked = await again();
  assert.equal(asked.status, 202, asked.text);
  assert.deepEqual([asked.json.count, asked.json.everything], [2, false]);
  await eventually(() => partner.got.length === 2);
  assert.deepEqual(ids(partner.got), [ids(first)[0], ids(first)[2]]);
  for (const [i, rq] of partner.got.entries()) {
    assert.equal(partner.event(rq, secret).type, 'endpoint.test');
    new Webhook(secret).verify(rq.body, rq.headers);
    assert.equal(rq.body, first[i * 2].body);
  }
  assert.deepEqual((await again()).json, asked.json);
  assert.equal((await server.api('POST', `/endpoints/${id}/deliveries`, { token, body: { since } })).json.count, 0);
  assert.equal(partner.got.length, 2);
});

test('by choice everything goes again, in the order in which it was made', async (t) => {
  const { server, token, partner, first, id } = await missed(t);
  const asked = await server.api('POST', `/endpoints/${id}/deliveries`, { token, body: { since: new Date(Date.now() - HOUR).toISOString(), everything: true } });
  assert.equal(asked.json.count, 4);
  await eventually(() => partner.got.length === 4);
  assert.deepEqual(ids(partner.got), ids(first));
});

test('the page says what goes before it goes', async (t) => {
  const { server, db, partner, id } = await missed(t);
  const here = `/beheer/koppelingen/${id}`;
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  assert.match((await secretary.get(here)).text, new RegExp(`href="${here}/opnieuw"`));
  const asking = await secretary.get(`${here}/opnieuw`);
  await validate(asking.text, 'asking');
  const form = formOf(asking.text, `${here}/opnieuw`).fields;
  const shown = await secretary.post(`${here}/opnieuw`, form);
  assert.equal(shown.status, 200);
  await validate(shown.text, 'confirming');
  assert.match(plain(shown.text), /Proefbericht: 2 berichten/);
  assert.equal(partner.got.length, 0);
  const done = await secretary.post(`${here}/opnieuw`, formOf(shown.text, `${here}/opnieuw`).fields);
  assert.equal(done.status, 303);
  await eventually(() => partner.got.length === 2);
  const late = await secretary.post(`${here}/opnieuw`, { ...form, date: '2020-01-01' });
  assert.equal(late.status, 400);
  assert.match(plain(late.text), /30 dagen/);
  const none = await secretary.post(`${here}/opnieuw`, { ...form, everything: '' });
  assert.match(plain(none.text), /Er is niets om opnieuw te sturen/);
});

test('a partner sends its own again and nobody else\'s', async (t) => {
  const { server, db, id } = await missed(t);
  const partner = await signedIn(server, db, 'partner@example.be');
  assert.equal((await partner.get(`/beheer/koppelingen/${id}/opnieuw`)).status, 404);
  assert.equal((await partner.post(`/beheer/koppelingen/${id}/opnieuw`, { date: '2024-05-01', sure: '1' })).status, 404);
  assert.equal((await partner.get(`/beheer/koppelingen/${id}/vroeger`)).status, 404);
});

test('whether it was sent is known when the log is cleared', async (t) => {
  const { folder, db, servers, server, token, first, id } = await missed(t);
  const [lost] = ids(first);
  const there = (s) => s.api('GET', `/endpoints/${id}/notices/${lost}`, { token });
  assert.equal((await there(server)).json.inLog, true);
  await server.stop();
  const old = Date.now() - 31 * 24 * HOUR;
  assert.equal(spawnSync('sqlite3', [db, `update delivery set finished_at = ${old}`]).status, 0);
  const later = await serve({ folder, db, servers });
  await eventually(async () => (await there(later)).json.inLog === false);
  const kept = (await there(later)).json;
  assert.deepEqual([kept.noticeId, kept.type, kept.state, kept.finishedAt], [lost, 'endpoint.test', 'dead', new Date(old).toISOString().replace('.000', '')]);
  assert.equal((await later.api('GET', `/endpoints/${id}/notices/msg_never`, { token })).status, 404);
  const secretary = await signedIn(later, db, 'secretaris@example.be');
  const page = await secretary.get(`/beheer/koppelingen/${id}/vroeger`);
  await validate(page.text, 'vroeger');
  assert.ok(page.text.includes(lost));
});

test('a partner\'s contact switches its connection on again from the mail, and gets what was lost', async (t) => {
  const place = demo(t);
  const sql = (text) => {
    const done = spawnSync('sqlite3', [place.db, text], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout.trim();
  };
  let status = 410;
  const partner = await receiver(t, { answer: () => status });
  const office = await postOffice(t, { folder: place.folder });
  const own = place.token('partner', 'Felies');
  const first = await serve(place, { webhook_allow: partner.target });
  const { json: made } = await first.api('POST', '/endpoints', { token: own, body: { url: partner.url, events: ['agenda.published'] } });
  await first.api('POST', `/endpoints/${made.id}/test`, { token: own });
  await eventually(async () => (await first.api('GET', `/endpoints/${made.id}`, { token: own })).json.state === 'disabled');
  await first.stop();
  const partnerId = sql('select partner_id from endpoint where id = ' + made.id);
  sql(`update council set demo_date = null; insert or ignore into partner_contact (partner_id, person_id) select ${partnerId}, id from person where email = 'partner@example.be'`);

  const server = await serve(place, { ...office.settings, webhook_allow: `${office.target} ${partner.target}` });
  const told = await eventually(() => office.got.find(({ mail }) => /Koppeling weer aanzetten/.test(mail.text)));
  const path = new URL(/https?:\/\/\S+\/persoonlijk\/\S+\/koppelingen\/\d+/.exec(told.mail.text)[0]).pathname;
  await eventually(() => office.got.some(({ mail }) => /uitgeschakeld/.test(mail.subject) && mail.text.includes(`/beheer/koppelingen/${made.id}`))); // the secretary hears of it too

  const who = browser(server);
  const page = await who.get(path);
  await validate(page.text, 'switched off');
  assert.match(plain(page.text), /uitgeschakeld/);
  assert.equal((await server.api('GET', `/endpoints/${made.id}`, { token: own })).json.state, 'disabled', 'looking does nothing');
  assert.equal((await who.post(path.replace(/\d+$/, '999'))).status, 404);
  status = 200;
  const done = await who.post(path, formOf(page.text, path).fields);
  assert.equal(done.status, 200);
  await validate(done.text, 'switched on');
  assert.match(plain(done.text), /staat weer aan. 1 bericht vertrekt opnieuw/);
  await eventually(() => partner.got.length === 2);
  assert.equal(ids(partner.got)[1], ids(partner.got)[0]);
  assert.equal(partner.event(partner.got[1], made.secret).type, 'endpoint.test');
  assert.equal((await who.post(path)).status, 409);
});
