// An agenda that is put to the chair before it is sent: who reads it, akkoord, a remark, what changed since.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { addUser, browser, formOf, messageAt, plain, signedIn, validate } from './pages.mjs';
import { demoMails } from './people.mjs';

/** A draft agenda, put to the chair by the button on its page: { id, secretary, path }. */
async function put({ server, tokens, db }) {
  const token = tokens.secretary;
  const { json: meeting } = await server.api('POST', '/meetings', { token, body: { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' } });
  await server.api('POST', `/meetings/${meeting.id}/items`, { token, body: { title: 'Mentoren in 2025', minutes: 30 } });
  await server.api('POST', `/meetings/${meeting.id}/items`, { token, body: { title: 'Alleen het secretariaat', access: 'secretariat' } });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const page = await secretary.get(`/vergaderingen/${meeting.id}/agenda`);
  assert.match(page.text, /Naar voorzitter ter nalezing/);
  const preview = await secretary.get(`/vergaderingen/${meeting.id}/versturen?soort=agenda-voorzitter`);
  assert.match(plain(preview.text), /1 ontvanger krijgt bericht/);
  const form = formOf(preview.text, `/vergaderingen/${meeting.id}/versturen`);
  assert.equal((await secretary.post(form.action, { ...form.fields })).status, 303);
  let mail;
  await eventually(async () => (mail = (await demoMails(secretary)).find((one) => /Na te lezen: agenda/.test(one.text))));
  return { id: meeting.id, secretary, mail };
}

const said = async (secretary, id) => plain((await secretary.get(`/vergaderingen/${id}/agenda`)).text);

test('the chair reads by personal link, remarks, agrees, and the secretary sees what changed since', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const { id, secretary, mail } = await put(place);
  assert.match(mail.text, /Mentoren in 2025/);
  assert.doesNotMatch(mail.text, /Alleen het secretariaat/);
  assert.match(await said(secretary, id), /nog geen antwoord/);
  const who = browser(server), path = `${mail.path}/agenda`;
  const page = await who.get(path);
  assert.equal(page.status, 200);
  await validate(page.text, 'the agenda for the chair');
  assert.match(plain(page.text), /Mentoren in 2025/);
  assert.doesNotMatch(page.text, /Alleen het secretariaat/);
  assert.match((await who.get(mail.path)).text, new RegExp(`href="${path}"`));
  assert.match(await said(secretary, id), /nog geen antwoord/, 'reading answers nothing');

  const empty = await who.post(`${path}/opmerking`, { remark: '' });
  assert.equal(empty.status, 400);
  assert.ok(messageAt(empty.text, 'remark').length > 8);
  assert.equal((await who.post(`${path}/opmerking`, { remark: 'Zet dit <eerst>.' })).status, 303);
  assert.match(await said(secretary, id), /Opmerking van de voorzitter op .*: Zet dit <eerst>\./);
  assert.equal((await who.post(`${path}/akkoord`, {})).status, 303);
  assert.match(await said(secretary, id), /Voorzitter akkoord op/);
  assert.doesNotMatch(await said(secretary, id), /gewijzigd na akkoord/);
  await server.api('POST', `/meetings/${id}/items`, { token: tokens.secretary, body: { title: 'Nog een punt' } });
  assert.match(await said(secretary, id), /gewijzigd na akkoord/);

  await server.api('POST', `/meetings/${id}/publication`, { token: tokens.secretary, body: { kind: 'agenda' }, headers: { 'idempotency-key': 'z' } });
  assert.equal((await who.get(path)).status, 404, 'once sent it is read as everybody reads it');
  assert.equal((await who.post(`${path}/akkoord`, {})).status >= 400, true);
});

test('over the API the chair reads, remarks and agrees, and the answer stays to be read', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const token = tokens.secretary;
  const { id } = await put(place);
  const review = async (as) => (await server.api('GET', `/meetings/${id}/review`, { token: as })).json;
  assert.deepEqual((({ open, waits, answeredAt, remark, changed }) => ({ open, waits, answeredAt, remark, changed }))(await review(token)),
    { open: true, waits: true, answeredAt: null, remark: null, changed: false });
  assert.ok((await review(tokens.chair)).items.some((one) => one.title === 'Mentoren in 2025'));
  const say = (what, body) => server.api('POST', `/meetings/${id}/review/${what}`, { token: tokens.chair, body });
  assert.equal((await say('remarks', { remark: ' ' })).status, 400);
  assert.equal((await say('remarks', { remark: 'Zet dit eerst.' })).status, 204);
  assert.equal((await review(token)).remark, 'Zet dit eerst.');
  assert.equal((await review(token)).waits, false);
  await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Nog een punt' } });
  assert.equal((await review(token)).changed, true);
  await server.api('POST', `/meetings/${id}/publication`, { token, body: { kind: 'agenda_chair' }, headers: { 'idempotency-key': 'opnieuw' } });
  assert.equal((await review(tokens.chair)).waits, true, 'put again, it waits again');
  assert.equal((await say('agreement')).status, 204);
  assert.equal((await review(token)).remark, null);
  await server.api('POST', `/meetings/${id}/publication`, { token, body: { kind: 'agenda' }, headers: { 'idempotency-key': 'z' } });
  const after = await review(tokens.chair);
  assert.equal(after.open, false);
  assert.ok(after.answeredAt && !('items' in after));
  assert.equal((await say('agreement')).status, 409);
});

test('the chair who signs in is led to the agenda that waits, and back', async (t) => {
  const place = await given(t);
  const { server, db, tokens } = place;
  const { id } = await put(place);
  const path = `/vergaderingen/${id}/agenda/nalezen`;
  addUser(db, 'voorzitter2@example.be', 'chair');
  const chair = await signedIn(server, db, 'voorzitter2@example.be');
  const member = await signedIn(server, db, 'lid@example.be');
  assert.doesNotMatch((await member.get('/')).text, new RegExp(`href="${path}"`));
  const home = await chair.get('/');
  assert.match(home.text, new RegExp(`href="${path}"`));
  assert.match(plain(home.text), /Lees de agenda van 28 mei na/);
  assert.match((await chair.get(path)).text, /<p class="crumbs"><a href="\/">Overzicht/, 'a draft has no page of its own yet');
  await server.api('POST', `/meetings/${id}/publication`, { token: tokens.secretary, body: { kind: 'date' }, headers: { 'idempotency-key': 'd' } });
  assert.match((await chair.get(`/vergaderingen/${id}`)).text, new RegExp(`href="${path}"`));
  assert.doesNotMatch((await member.get(`/vergaderingen/${id}`)).text, new RegExp(`href="${path}"`));
  assert.match((await chair.get(path)).text, new RegExp(`<p class="crumbs"><a href="/vergaderingen/${id}">`));
  assert.equal((await chair.post(`${path}/akkoord`, {})).status, 303);
  assert.doesNotMatch((await chair.get('/')).text, new RegExp(`href="${path}"`));
  assert.doesNotMatch((await chair.get(`/vergaderingen/${id}`)).text, new RegExp(`href="${path}"`));
});

test('signed in, the chair answers and members see nothing', async (t) => {
  const place = await given(t);
  const { server, db } = place;
  const { id, secretary } = await put(place);
  addUser(db, 'voorzitter2@example.be', 'chair');
  const path = `/vergaderingen/${id}/agenda/nalezen`;
  for (const email of ['lid@example.be', 'partner@example.be']) {
    const other = await signedIn(server, db, email);
    assert.equal((await other.get(path)).status, 404, email);
    assert.ok([403, 404].includes((await other.post(`${path}/akkoord`, {})).status), email);
  }
  assert.match(await said(secretary, id), /nog geen antwoord/);
  const chair = await signedIn(server, db, 'voorzitter2@example.be');
  const page = await chair.get(path);
  assert.match(plain(page.text), /Mentoren in 2025/);
  assert.equal((await chair.post(`${path}/akkoord`, {})).status, 303);
  assert.match(await said(secretary, id), /Voorzitter akkoord op/);
});
