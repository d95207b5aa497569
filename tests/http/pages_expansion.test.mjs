// An expansion round as the secretary walks it, and what members, applicants and the public see of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { messageAt, plain, signedIn } from './pages.mjs';

const versionOf = (page) => /name="_version" value="(\d+)"/.exec(page.text)[1];

/** A round with one criterion and two applications: of a partner that has an account, and of another. */
async function round(t) {
  const place = await given(t);
  const secretary = await signedIn(place.server, place.db, 'secretaris@example.be');
  const made = await secretary.post('/uitbreidingsrondes', { title: 'Ronde lente', closes_on: '2024-04-01', access: 'public', places: '20', dossier_id: '1' });
  assert.equal(made.status, 303, made.text);
  const at = made.headers.location;
  assert.equal((await secretary.post(`${at}/criteria`, { _version: '1', name: 'Toegankelijkheid', weight: '60', most: '10' })).status, 303);
  const partners = (await place.server.api('GET', '/partners?pageSize=100', { token: place.tokens.secretary })).json.items;
  const own = partners.find((p) => p.name === 'Crèchendo').id; // of partner@example.be
  for (const [partner_id, organiser] of [[own, ''], ['', 'De Wolk']])
    assert.equal((await secretary.post(`${at}/aanvragen`, { _version: versionOf(await secretary.get(`${at}/aanvragen/nieuw`)), partner_id, organiser, location: 'Locatie', care: 'group_care', places: '9', received_on: '2024-03-01' })).status, 303);
  const applications = [...(await secretary.get(at)).text.matchAll(/href="([^"]*\/aanvragen\/\d+)"/g)].map((m) => m[1]);
  const step = async (name) => secretary.post(`${at}/stap/${name}`, { _version: versionOf(await secretary.get(at)) });
  return { ...place, secretary, at, applications, step };
}

/** What the form of an application sends when each criterion gets `value`. */
async function scored(k, application, value) {
  const page = await k.secretary.get(application);
  const names = [...page.text.matchAll(/name="(score_\d+|reason_\d+)"/g)].map((m) => m[1]);
  assert.notEqual(names.length, 0);
  const scorer = /<option value="(\d+)"[^>]*>Lokale regisseur</.exec(page.text)[1];
  const body = { _version: versionOf(page), scorer_id: scorer };
  for (const name of names) body[name] = name.startsWith('score') ? value : 'een goede reden';
  return body;
}

const score = async (k, application, value) => k.secretary.post(`${application}/scores`, await scored(k, application, value));

test('a round goes from criteria over scores to an advice on its ranking', async (t) => {
  const k = await round(t);
  const early = await k.step('beoordelen');
  assert.equal(early.status, 409);
  assert.match(plain(early.text), /De gewichten zijn samen 60\. Er ontbreekt nog 40\./);
  assert.equal((await k.secretary.post(`${k.at}/criteria`, { _version: versionOf(await k.secretary.get(`${k.at}/criteria/nieuw`)), name: 'Buurt', weight: '40', most: '5' })).status, 303);
  const overview = async () => (await k.secretary.get('/')).text;
  assert.match(plain(await overview()), /Ronde lente: de aanvragen zijn binnen, start de beoordeling/);
  assert.equal((await k.step('beoordelen')).status, 303);
  assert.match(plain(await overview()), /Ronde lente: nog 4 scores te geven/);
  assert.ok((await overview()).includes(`href="${k.at}"`), 'one button leads there');
  const wrong = await score(k, k.applications[0], '6');
  assert.equal(wrong.status, 400, 'the second criterion goes to 5');
  assert.match(plain(wrong.text), /Buurt: Kies een score van 0 tot en met 5\./);
  assert.equal((await score(k, k.applications[0], '3')).status, 303);
  assert.match(plain((await k.step('afsluiten')).text), /Nog niet alles is beoordeeld: De Wolk\./);
  assert.equal((await score(k, k.applications[1], '5')).status, 303);
  assert.match(plain((await k.secretary.get(k.at)).text), /nieuwe criteria/i);
  const changed = await k.secretary.post(`${k.at}/criteria`, { _version: versionOf(await k.secretary.get(`${k.at}/criteria/nieuw`)), name: 'Te laat', weight: '1', most: '5' });
  assert.equal(changed.status, 409);
  const better = await scored(k, k.applications[0], '4');
  assert.equal((await k.step('afsluiten')).status, 303);
  const closed = await k.secretary.get(k.at);
  assert.match(plain(closed.text), /1\s*De Wolk[\s\S]*70,00[\s\S]*2\s*Crèchendo[\s\S]*42,00/);
  const after = await k.secretary.post(`${k.applications[0]}/scores`, { ...better, _version: versionOf(closed) });
  assert.equal(after.status, 409);
  assert.match(plain(after.text), /Deze ronde is afgesloten: er wordt niet meer gescoord\./);
  const advice = await k.secretary.post(`${k.at}/advies`, { _version: versionOf(closed), meeting: '' });
  assert.equal(advice.status, 303, advice.text);
  assert.match(plain((await k.secretary.get(advice.headers.location)).text), /1: De Wolk, Locatie \(9 plaatsen\), 70,00 op 100/);
  assert.match(plain((await k.secretary.get('/dossiers/1')).text), /Uitbreidingsronde afgesloten: Ronde lente/);
});

test('who has an interest is left out of the scoring, and the score sheet says so', async (t) => {
  const k = await round(t);
  const form = await k.secretary.get(`${k.applications[1]}/belang`);
  const person = /<option value="(\d+)"[^>]*>Lokale regisseur/.exec(form.text)[1];
  const empty = await k.secretary.post(`${k.applications[1]}/belang`, { _version: versionOf(form), person_id: person, reason: '' });
  assert.equal(empty.status, 400);
  assert.ok(messageAt(empty.text, 'reason'));
  assert.equal((await k.secretary.post(`${k.applications[1]}/belang`, { _version: versionOf(form), person_id: person, reason: 'buur van de locatie', left_room: '1' })).status, 303);
  const sheet = plain((await k.secretary.get(`${k.at}/blad`)).text);
  assert.match(sheet, /Niet mee beoordeeld wegens een belang: Lokale regisseur \(buur van de locatie\), verliet de vergadering/);
});

test('scores are for members; an applicant sees its own after the close', async (t) => {
  const k = await round(t);
  assert.equal((await k.secretary.post(`${k.at}/criteria`, { _version: versionOf(await k.secretary.get(`${k.at}/criteria/nieuw`)), name: 'Buurt', weight: '40', most: '5' })).status, 303);
  assert.equal((await k.step('beoordelen')).status, 303);
  assert.equal((await score(k, k.applications[0], '3')).status, 303);
  assert.equal((await score(k, k.applications[1], '5')).status, 303);
  const member = await signedIn(k.server, k.db, 'lid@example.be');
  const partner = await signedIn(k.server, k.db, 'partner@example.be');
  const visitor = await signedIn(k.server, k.db, '');
  const seen = async (who) => plain((await who.get(k.at)).text);
  assert.match(await seen(member), /70,00/);
  assert.doesNotMatch(plain((await member.get(`${k.at}/blad`)).text), /Bewerken|Belang noteren/);
  assert.doesNotMatch(await seen(partner), /70,00|42,00|De Wolk/);
  assert.doesNotMatch(await seen(visitor), /70,00|42,00|De Wolk|Crèchendo/);
  for (const who of [partner, visitor]) {
    assert.match(String((await who.get(`${k.at}/blad`)).status), /401|403|303/);
    assert.equal((await who.get(k.applications[1])).status, 404);
  }
  assert.doesNotMatch(plain((await partner.get(k.applications[0])).text), /goede reden|3 op 10/);
  assert.equal((await k.step('afsluiten')).status, 303);
  assert.match(plain((await partner.get(k.applications[0])).text), /42,00 op 100[\s\S]*goede reden/);
  assert.doesNotMatch(plain((await partner.get(k.applications[1])).text), /70,00|goede reden/);
  assert.equal((await partner.get(`${k.at}/blad`)).status, 403);
});

test('rounds are named only once there is one', async (t) => {
  const { server, db, tokens } = await given(t);
  const member = await signedIn(server, db, 'lid@example.be');
  const made = (await server.api('GET', '/expansions', { token: tokens.secretary })).json.items;
  if (made.length === 0) assert.doesNotMatch((await member.get('/dossiers')).text, /uitbreidingsrondes/);
  assert.equal((await server.api('POST', '/expansions', { token: tokens.secretary, body: { title: 'Ronde', closesOn: '2024-06-01', access: 'members' } })).status, 201);
  assert.match((await member.get('/dossiers')).text, /href="\/uitbreidingsrondes"/);
});
