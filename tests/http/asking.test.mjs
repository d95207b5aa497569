// A partner is asked for a coalition, and who may apply hears of an expansion round, by buttons that say
// who gets it. Covers web/pages/coalition_member.c, expansion_tell.c, personal_ask.c, send_one.c.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';
import { demoMails } from './people.mjs';
import { receiver } from './receiver.mjs';

const OWN = '3'; // of partner@example.be
const EVENTS = ['coalition.asked', 'expansion.opened', 'expansion.advised'];

/** Systems of that partner, of another one, and of the secretariat. */
async function world(t, settings = {}) {
  const room = await receiver(t), place = await given(t, { webhook_allow: room.target, ...settings });
  const { server, tokens: { secretary: token } } = place;
  const api = async (method, path, body, headers = {}) => {
    const rs = await server.api(method, path, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.text}`);
    return rs.json;
  };
  for (const [path, partnerId] of [['eigen', OWN], ['ander', '2'], ['secretariaat', undefined]])
    await api('POST', '/endpoints', { url: `${room.url}${path}`, partnerId, events: EVENTS });
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  const body = (path) => JSON.parse(room.got.findLast((one) => one.path === path).body);
  const said = () => room.got.map((one) => one.path).sort();
  return { ...place, room, api, secretary, body, said };
}

async function asked(k) {
  const { id } = await k.api('POST', '/dossiers', { title: 'Vroeg en nabij', access: 'members' });
  await k.api('PUT', `/dossiers/${id}/coalition`, { call: 'Oproep pilots', closesOn: '2024-04-24' }, { 'if-match': '*' });
  const { members } = await k.api('POST', `/dossiers/${id}/coalition/members`, { partnerId: OWN, state: 'asked', note: 'geheim' });
  const page = `/dossiers/${id}/samenwerkingsverband`, member = members[0].id;
  return { page, at: `${page}/leden/${member}`, api: `/dossiers/${id}/coalition/members/${member}`, member: async () => (await k.api('GET', `/dossiers/${id}/coalition`)).members[0] };
}

test('a partner is asked by a button that says who gets it, and answers by its personal link', async (t) => {
  const k = await world(t, { undo_seconds: '0' }), c = await asked(k);
  assert.match(plain((await k.secretary.get(c.page)).text), /Vraag versturen…/);
  const preview = (await k.secretary.get(`${c.at}/vragen`)).text;
  await validate(preview, 'a question');
  assert.match(plain(preview), /Crèchendo krijgt de vraag om mee te doen[\s\S]*Uw organisatie is gevraagd om mee te doen aan “Oproep pilots”/);
  assert.equal(k.room.got.length, 0, 'looking tells nobody');
  const early = await k.server.api('PUT', `${c.api}/answer`, { token: k.tokens.partner, body: { state: 'declined' } });
  assert.equal(early.status, 404, 'who was not told has no question');
  const form = formOf(preview, `${c.at}/vragen`);
  assert.equal((await k.secretary.post(form.action, { _version: form.fields._version })).status, 303);
  await eventually(() => k.room.got.length === 2);
  assert.deepEqual(k.said(), ['/eigen', '/secretariaat']);
  assert.equal(k.body('/eigen').type, 'coalition.asked');
  assert.equal(k.body('/eigen').data.significant, true);
  assert.match(k.body('/secretariaat').data.sentence, /^Crèchendo kreeg de vraag .* U hoeft niets te doen\.$/);
  assert.doesNotMatch(k.room.got.map((one) => one.body).join(), /geheim/);
  assert.match(plain((await k.secretary.get(c.page)).text), /vraag verstuurd op ma 15\/04\/2024/);
  const again = await k.server.api('POST', `${c.api}/question`, { token: k.tokens.secretary });
  assert.equal(again.status, 409);
  assert.match(again.json.detail, /al verstuurd/);
  assert.match(plain((await k.secretary.get(`${c.at}/vragen`)).text), /kregen deze vraag al, en krijgen dit niet opnieuw/);

  const mail = await eventually(async () => (await demoMails(k.secretary)).find((one) => /Doet u mee/.test(one.text)));
  const visitor = await signedIn(k.server, k.db, '');
  const personal = (await visitor.get(mail.path)).text;
  await validate(personal, 'a personal page with a question');
  const question = /action="([^"]+\/samenwerking\/\d+)"/.exec(personal)[1];
  assert.match(plain(personal), /Doet uw organisatie mee\?\s+Oproep pilots\s*dossier: Vroeg en nabij · indienen kan tot en met woensdag 24 april 2024/);
  assert.equal((await visitor.post(question, { state: 'asked' })).status, 400);
  assert.equal((await visitor.post(question, { state: 'committed' })).status, 303);
  assert.equal((await c.member()).state, 'committed');
  const late = await visitor.post(question, { state: 'declined' });
  assert.equal(late.status, 409);
  assert.match(plain(late.text), /Uw organisatie heeft al geantwoord/);
  assert.doesNotMatch((await k.secretary.get(c.page)).text, /Vraag versturen…/);
});

test('a question that waits is held back by hand, and by itself once it is answered', async (t) => {
  const k = await world(t, { undo_seconds: '120' }), c = await asked(k);
  await k.api('POST', `${c.api}/question`);
  const waits = (await k.secretary.get(c.page)).text;
  await validate(waits, 'a question that waits');
  assert.match(plain(waits), /De vraag vertrekt nog naar \d+ ontvangers/);
  assert.equal((await k.secretary.post(`${c.at}/tegenhouden`)).status, 303);
  assert.equal((await k.secretary.post(`${c.at}/tegenhouden`)).status, 409);
  assert.equal((await c.member()).toldAt, null);
  await k.api('POST', `${c.api}/question`);
  const noting = formOf((await k.secretary.get(c.at)).text, c.at);
  assert.equal((await k.secretary.post(c.at, { ...noting.fields, state: 'declined' })).status, 303);
  assert.match(plain((await k.secretary.get(c.page)).text), /De vraag die nog wachtte, is tegengehouden/);
  assert.doesNotMatch(plain((await k.secretary.get(c.page)).text), /vertrekt nog/);
  assert.equal((await k.server.api('DELETE', `${c.api}/question`, { token: k.tokens.secretary })).status, 409);
  const round = await k.api('POST', '/expansions', { title: 'Ronde lente', closesOn: '2024-04-20', access: 'public' });
  await k.api('POST', `/expansions/${round.id}/notices/call`);
  const at = `/uitbreidingsrondes/${round.id}`;
  const called = (await k.secretary.get(at)).text;
  await validate(called, 'a call that waits');
  assert.match(plain(called), /De oproep vertrekt nog naar \d+ ontvangers/);
  const edit = formOf((await k.secretary.get(`${at}/bewerken`)).text, `${at}/bewerken`);
  assert.equal((await k.secretary.post(edit.action, { ...edit.fields, closes_on: '2024-04-30' })).status, 303);
  assert.match(plain((await k.secretary.get(at)).text), /De oproep die nog wachtte, is tegengehouden/);
  assert.equal(k.room.got.length, 0);
});

test('who may apply hears of an open round, and who applied that its advice was sent', async (t) => {
  const k = await world(t, { undo_seconds: '0' });
  const round = await k.api('POST', '/expansions', { title: 'Ronde lente', closesOn: '2024-04-20', places: 20, access: 'members' });
  const at = `/uitbreidingsrondes/${round.id}`;
  assert.match(plain((await k.secretary.get(`${at}/bericht/oproep`)).text), /Zet ze eerst op “openbaar”/);
  await k.api('PATCH', `/expansions/${round.id}`, { access: 'public' }, { 'if-match': '*' });
  assert.match((await k.secretary.get(at)).text, new RegExp(`href="${at}/bericht/oproep"`));
  const preview = (await k.secretary.get(`${at}/bericht/oproep`)).text;
  await validate(preview, 'a call');
  assert.match(plain(preview), /“Ronde lente” is open: er zijn 20 plaatsen te verdelen\. Wilt u plaatsen aanvragen\?/);
  const form = formOf(preview, `${at}/bericht/oproep`);
  assert.equal((await k.secretary.post(form.action, { _version: form.fields._version })).status, 303);
  await eventually(() => k.room.got.length === 3);
  assert.equal(k.body('/eigen').data.expansion.closesOn, '2024-04-20');
  assert.match(k.body('/secretariaat').data.sentence, /U hoeft niets te doen\.$/);
  assert.equal((await k.server.api('POST', `/expansions/${round.id}/notices/call`, { token: k.tokens.secretary })).status, 409, 'once');
  const mail = await eventually(async () => (await demoMails(k.secretary)).find((one) => /Ronde lente/.test(one.text)));
  assert.match(plain((await (await signedIn(k.server, k.db, '')).get(mail.path)).text), /Plaatsen aanvragen\s+Ronde lente\s*Bezorg uw aanvraag/);

  await k.api('PATCH', `/expansions/${round.id}`, { closesOn: '2024-04-01' }, { 'if-match': '*' });
  const { criteria } = await k.api('POST', `/expansions/${round.id}/criteria/current`, { name: 'Nabij', weight: 100, most: 10 });
  const { applications } = await k.api('POST', `/expansions/${round.id}/applications`, { partnerId: OWN, location: 'Locatie', care: 'group_care', places: 9, receivedOn: '2024-03-01' });
  const move = (state) => k.api('PUT', `/expansions/${round.id}/state`, { state }, { 'if-match': '*' });
  await move('scoring');
  await k.api('PUT', `/expansions/${round.id}/applications/${applications[0].id}/scores/${criteria.items[0].id}`, { scorerId: '4', score: 7, reason: 'goed' }, { 'if-match': '*' });
  await move('closed');
  const { adviceNumber, advice } = await k.api('POST', `/expansions/${round.id}/advice`, {});
  const number = adviceNumber ?? advice;
  const early = await k.server.api('POST', `/expansions/${round.id}/notices/advice`, { token: k.tokens.secretary });
  assert.equal(early.status, 409);
  assert.match(early.json.detail, /Bezorg eerst het advies/);
  await k.api('PUT', `/advices/${number}/text`, { text: 'Gunstig', balanceReason: 'oefening' }, { 'if-match': '*' });
  await k.api('POST', `/advices/${number}/sending`);
  await k.api('POST', `/expansions/${round.id}/notices/advice`);
  await eventually(() => k.room.got.length === 6);
  assert.match(k.body('/eigen').data.sentence, /^Uw organisatie vroeg plaatsen aan in “Ronde lente”\. Het advies daarover \(\S+\) is bezorgd aan/);
  assert.equal(k.body('/eigen').type, 'expansion.advised');
  assert.match(plain((await k.secretary.get(`${at}/bericht/advies`)).text), /kregen dit bericht al/);
});
