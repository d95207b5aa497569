// Opvolging and the coalition of a dossier: what the secretary, an owner and others see and do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { sentAgenda } from './people.mjs';
import { browser, formOf, messageAt, plain, signedIn, validate } from './pages.mjs';

const undoOf = (html) => /action="([^"]*terug[^"]*)"/.exec(html)?.[1].replaceAll('&amp;', '&');

test('an action is noted, moved on with a remark, and taken back', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const form = formOf((await secretary.get('/opvolging/nieuw?dossier=1')).text, '/opvolging?vergadering=0&punt=0&beslissing=0&dossier=1');
  const refused = await secretary.post(form.action, { ...form.fields, text: '', due_date: 'morgen' });
  assert.equal(refused.status, 400);
  for (const field of ['text', 'partner_id', 'due_date']) assert.ok(messageAt(refused.text, field).length > 5, field);
  await validate(refused.text, 'a refused action');
  const made = await secretary.post(form.action, { ...form.fields, text: 'De folder bezorgen', partner_id: '3', due_date: '2024-04-01' });
  assert.equal(made.status, 303, made.text);
  const at = made.headers.location;
  let page = (await secretary.get(at)).text;
  assert.match(plain(page), /Te laat: dit moest klaar zijn op maandag 1 april 2024/);
  await validate(page, 'an action');
  const list = (await secretary.get('/opvolging')).text;
  assert.match(list, /class="when late"/);
  assert.match(plain(list), /te laat · Crèchendo/);
  assert.match(plain((await secretary.get('/opvolging?partner=2')).text), /Niets gevonden/);
  assert.match(plain((await secretary.get('/opvolging?q=folder')).text), /De folder bezorgen/);
  const step = formOf(page, `${at}/stand`);
  const moved = await secretary.post(step.action, { ...step.fields, state: 'done', remark: 'Ligt in het Huis van het Kind' });
  assert.equal(moved.status, 303, moved.text);
  page = (await secretary.get(at)).text;
  assert.match(plain(page), /klaar door/);
  assert.match(plain(page), /Ligt in het Huis van het Kind/);
  assert.doesNotMatch(plain((await secretary.get('/opvolging')).text), /De folder bezorgen/);
  assert.match(plain((await secretary.get('/opvolging?stand=alle')).text), /De folder bezorgen/);
  assert.equal((await secretary.post(step.action, { ...step.fields, state: 'busy' })).status, 412, 'an old version');
  const undo = undoOf(page);
  assert.equal((await secretary.post(undo)).status, 303);
  assert.match(plain((await secretary.get('/opvolging')).text), /De folder bezorgen/);
});

test('an owner moves its own action on by personal link, and sees no other that is not for it', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const { id, people, secretary } = await sentAgenda(place);
  const make = async (body) => (await server.api('POST', '/actions', { token: tokens.secretary, body })).json;
  const own = await make({ text: 'Onze folder', partnerId: '3', dueDate: '2024-05-01' });
  const secret = await make({ text: 'Geheime nota', partnerId: '3', access: 'secretariat' });
  const unended = await make({ text: 'Nog niet meegedeeld', partnerId: '3', meetingId: id });
  let moved = 0;
  for (const { path } of people) {
    const who = browser(server);
    const page = (await who.get(path)).text;
    assert.doesNotMatch(page, /Geheime nota|Nog niet meegedeeld/);
    assert.equal((await who.get(`${path}/acties/${secret.id}`)).status, 404);
    assert.equal((await who.get(`${path}/acties/${unended.id}`)).status, 404);
    const open = page.includes(`${path}/acties/${own.id}`);
    if (!open) continue;
    const one = (await who.get(`${path}/acties/${own.id}`)).text;
    await validate(one, 'an action behind a link');
    const form = formOf(one, `${path}/acties/${own.id}/stand`);
    assert.equal((await who.post(form.action, { ...form.fields, state: 'dropped', remark: 'Neen' })).status, 409);
    const rs = await who.post(form.action, { ...form.fields, state: 'busy', remark: 'Bij de drukker' });
    assert.equal(rs.status, 303, rs.text);
    assert.match(plain((await who.get(rs.headers.location)).text), /De actie is bijgewerkt/);
    moved++;
    break;
  }
  assert.equal(moved, 1, 'the owner got a link');
  assert.match(plain((await secretary.get(`/opvolging/${own.id}`)).text), /bezig door .*Crèchendo/);
  assert.match(plain((await secretary.get(`/vergaderingen/${id}`)).text), /Openstaande acties[\s\S]*Onze folder/);
});

test('a coalition shows what is missing; on paper stands nothing of the secretariat', async (t) => {
  const { server, db, tokens } = await given(t);
  const token = tokens.secretary;
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const dossier = (await server.api('POST', '/dossiers', { token, body: { title: 'Samen in de wijk', access: 'public' } })).json.id;
  const at = `/dossiers/${dossier}/samenwerkingsverband`;
  const partner = async (name) => (await server.api('POST', '/partners', { token, body: { name, kind: 'care_location' } })).json.id;
  const [one, other] = [await partner('Locatie A'), await partner('Locatie B')];
  const set = formOf((await secretary.get(at)).text, at);
  assert.equal((await secretary.post(at, { ...set.fields, call: 'Vroeg en nabij', closes_on: '2024-04-24' })).status, 303);
  assert.equal((await secretary.post(`${at}/voorwaarden`, { least: '2', words: 'opvanglocaties', kind: 'care_location', group_id: '' })).status, 303);
  for (const [id, state] of [[one, 'committed'], [other, 'asked']])
    assert.equal((await secretary.post(`${at}/leden`, { partner_id: id, need_id: '', state, date: '', contact: 'coördinator', note: 'belt terug' })).status, 303);
  const twice = await secretary.post(`${at}/leden`, { partner_id: one, need_id: '', state: 'asked', date: '', contact: '', note: '' });
  assert.equal(twice.status, 400);
  assert.match(messageAt(twice.text, 'partner_id'), /staat er al bij/);
  await validate(twice.text, 'a refused partner');
  const page = (await secretary.get(at)).text;
  assert.match(plain(page), /1 van 2 opvanglocaties toegezegd, nog 9 dagen/);
  assert.match(plain((await secretary.get(`/dossiers/${dossier}`)).text), /1 van 2 opvanglocaties toegezegd, nog 9 dagen/);
  const paper = plain((await secretary.get(`${at}/overzicht`)).text);
  assert.match(paper, /Locatie A/);
  assert.doesNotMatch(paper, /Locatie B|coördinator|belt terug/);
  const member = plain((await (await signedIn(server, db, 'lid@example.be')).get(at)).text);
  assert.match(member, /Locatie A/);
  assert.doesNotMatch(member, /Locatie B|coördinator|belt terug|Verwijderen/);
  const remove = /action="([^"]*leden\/\d+\/verwijderen)"/.exec(page)[1];
  assert.equal((await secretary.post(remove)).status, 303);
  const after = (await secretary.get(at)).text;
  assert.match(plain(after), /0 van 2|1 van 2/);
  assert.equal((await secretary.post(undoOf(after))).status, 303);
  assert.match(plain((await secretary.get(at)).text), /1 van 2 opvanglocaties toegezegd/);
});

test('a part of a dossier that was removed is put back', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const backwards = await secretary.post('/dossiers/1/financiering', { name: 'Fonds', from_date: '2025-01-01', until_date: '2024-01-01', note: '' });
  assert.equal(backwards.status, 400);
  assert.match(messageAt(backwards.text, 'until_date'), /voor het begin/);
  assert.equal((await secretary.post('/dossiers/1/financiering', { name: 'Fonds', from_date: '', until_date: '', note: '' })).status, 303);
  const page = (await secretary.get('/dossiers/1')).text;
  const remove = [...page.matchAll(/action="([^"]*financiering\/\d+\/verwijderen)"/g)].at(-1)[1];
  const shown = (html) => (plain(html).match(/Fonds/g) ?? []).length;
  const before = shown(page);
  assert.equal((await secretary.post(remove)).status, 303);
  const gone = (await secretary.get('/dossiers/1')).text;
  assert.ok(shown(gone) < before || gone.includes('terugzetten'));
  assert.equal((await secretary.post(undoOf(gone))).status, 303);
  assert.equal(shown((await secretary.get('/dossiers/1')).text), before);
});
