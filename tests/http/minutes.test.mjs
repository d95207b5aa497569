// The minutes over HTTP: what the script keeps while somebody types, two who write, the pages behind a
// personal link, and decisions that stand once the minutes are approved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { demoMails } from './people.mjs';
import { browser, formOf, messageAt, plain, signedIn, validate } from './pages.mjs';

/** The name of the area of item 2. */
const areaOf = (html) => /<label for="([^"]*)">2\. /.exec(html)[1];
const textOf = (html) => /name="([^"]*)"/.exec(html.slice(html.indexOf(`<textarea id="${areaOf(html)}"`)))[1];

let n = 0;
async function make({ server, tokens }, method, path, body) {
  const rs = await server.api(method, path, { token: tokens.secretary, body, headers: { 'if-match': '*', 'idempotency-key': `k${n++}` } });
  assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
  return rs.json;
}

/** A meeting that was held, with two items and no minutes yet. */
async function held(place) {
  const { id } = await make(place, 'POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-10T17:30:00Z' });
  const items = [];
  for (const title of ['Verwelkoming', 'Mentoren in 2025'])
    items.push((await make(place, 'POST', `/meetings/${id}/items`, { title, purpose: 'discussion' })).id);
  await make(place, 'PUT', `/meetings/${id}/state`, { state: 'in_session' });
  for (const item of items)
    await make(place, 'PUT', `/items/${item}/treatment`, { outcome: 'discussed' });
  await make(place, 'PUT', `/meetings/${id}/state`, { state: 'closed' });
  return id;
}

async function writing(t, known) {
  const place = await given(t);
  const id = known ?? await held(place);
  const minutes = `/vergaderingen/${id}/verslag`, write = `${minutes}/schrijven`;
  const secretary = await signedIn(place.server, place.db, 'secretaris@example.be');
  const { text } = await secretary.get(write);
  return { ...place, id, minutes, write, secretary, form: formOf(text, write), name: textOf(text) };
}

test('what is typed is kept and comes back, but is no version of the minutes', async (t) => {
  const { secretary, form, name, minutes, write } = await writing(t);
  const kept = await secretary.post(write, { ...form.fields, [name]: 'Half een zin', _autosave: '1' });
  assert.equal(kept.status, 200, kept.text);
  const answer = JSON.parse(kept.text);
  assert.equal(String(answer.version), form.fields._version);
  assert.match(answer.at, /^\d\d\.\d\d$/);
  assert.match(plain((await secretary.get(minutes)).text), /Er is nog geen verslag/);
  const again = (await secretary.get(write)).text;
  assert.equal(formOf(again, write).fields[name], 'Half een zin');
  await validate(again, 'with what was typed');
  assert.equal((await secretary.post(`${minutes}/weggooien`)).status, 303);
  assert.equal(formOf((await secretary.get(write)).text, write).fields[name], '');
});

test('only who writes minutes may keep what is typed, from our own pages', async (t) => {
  const { secretary, form, name, write, server, db } = await writing(t);
  const fields = { ...form.fields, [name]: 'Anders', _autosave: '1' };
  assert.equal((await secretary.post(write, fields, { 'sec-fetch-site': 'cross-site' })).status, 403);
  const member = await signedIn(server, db, 'lid@example.be');
  assert.ok([403, 404].includes((await member.post(write, fields)).status));
  assert.notEqual((await browser(server).post(write, fields)).status, 200);
  assert.equal(formOf((await secretary.get(write)).text, write).fields[name], '');
});

test('who saved later sees both texts, and neither is lost', async (t) => {
  const { secretary, form, name, minutes, write } = await writing(t);
  assert.equal((await secretary.post(write, { ...form.fields, [name]: 'Van de ander' })).status, 303);
  const kept = await secretary.post(write, { ...form.fields, [name]: 'Van mij', _autosave: '1' });
  assert.equal(JSON.parse(kept.text).texts[name], 'Van de ander');
  const both = await secretary.post(write, { ...form.fields, [name]: 'Van mij' });
  assert.equal(both.status, 412);
  await validate(both.text, 'both texts');
  assert.match(plain(both.text), /Wat iemand anders intussen bewaarde/);
  assert.match(both.text, /<textarea readonly[^>]*>\nVan de ander<\/textarea>/);
  const next = formOf(both.text, write);
  assert.equal([next.fields[name]].flat()[0], 'Van mij');
  assert.match(plain((await secretary.get(minutes)).text), /Van de ander/);
  assert.equal((await secretary.post(write, { ...next.fields, [name]: 'Van ons beiden' })).status, 303);
  assert.match(plain((await secretary.get(minutes)).text), /Van ons beiden/);
});

test('the chair reads, remarks and agrees behind a personal link; others with a link see nothing yet', async (t) => {
  const place = await writing(t);
  const { id, secretary, form, name, minutes, write, server } = place;
  await secretary.post(write, { ...form.fields, [name]: 'Voor de voorzitter' });
  await make(place, 'POST', `/meetings/${id}/publication`, { kind: 'minutes_chair' });
  let path = '';
  await eventually(async () => (path = (await demoMails(secretary)).find((mail) => mail['E-mail'] === 'voorzitter@example.be')?.path));
  const who = browser(server), at = `${path}/verslag`;
  const page = (await who.get(at)).text;
  await validate(page, 'the minutes behind a link');
  assert.match(plain(page), /Voor de voorzitter/);
  const remark = formOf(page, `${at}/opmerking`);
  for (const [text, field] of [['', 'remark'], ['x'.repeat(2001), 'remark']]) {
    const rs = await who.post(remark.action, { ...remark.fields, remark: text });
    assert.equal(rs.status, 400);
    assert.ok(messageAt(rs.text, field).length > 5);
    await validate(rs.text, 'a refused remark');
  }
  const done = await who.post(remark.action, { ...remark.fields, remark: 'Korter graag' });
  assert.equal(done.status, 303, done.text);
  assert.match(plain((await who.get(done.headers.location)).text), /Korter graag/);
  assert.equal((await who.post(`${at}/akkoord`)).status, 303);
  assert.match(plain((await secretary.get(minutes)).text), /Akkoord van de voorzitter/);
  for (const below of ['', '/opmerking', '/akkoord']) {
    const rs = await who[below ? 'post' : 'get'](`/persoonlijk/${'x'.repeat(43)}/verslag${below}`, { remark: 'x' });
    assert.equal(rs.status, 410, below);
    assert.doesNotMatch(rs.text, /Voor de voorzitter/);
  }
  await make(place, 'POST', `/meetings/${id}/publication`, { kind: 'minutes_members' });
  let others = [];
  await eventually(async () => {
    others = (await demoMails(secretary)).filter((mail) => /verslag/i.test(mail.text) && mail['E-mail'] !== 'voorzitter@example.be');
    return others.length > 1;
  });
  assert.match(plain((await who.get(`${others[0].path}/verslag`)).text), /Voor de voorzitter/);
  assert.doesNotMatch(plain((await who.get(`${others[0].path}/verslag`)).text), /Korter graag/);
});

test('the mail with the minutes lists who does what by when, but nothing of the secretariat', async (t) => {
  const place = await writing(t);
  const { id, secretary, form, write } = place;
  const action = (more) => make(place, 'POST', '/actions', { partnerId: '3', meetingId: id, ...more });
  await action({ text: 'Folder over mentoren maken', dueDate: '2024-09-01', access: 'public' });
  await action({ text: 'Mentoren bevragen', access: 'members' });
  await action({ text: 'Zaal opzeggen', access: 'secretariat' });
  await secretary.post(write, form.fields);
  await make(place, 'POST', `/meetings/${id}/publication`, { kind: 'minutes_members' });
  let mails = [];
  await eventually(async () => {
    mails = (await demoMails(secretary)).filter((mail) => /Lees het verslag na/.test(mail.text));
    return mails.length > 1;
  });
  const { name } = await place.server.api('GET', '/partners/3').then((rs) => rs.json);
  for (const { text } of mails) {
    assert.match(text, /Acties van deze vergadering/);
    assert.ok(text.includes(`${name}: Folder over mentoren maken (tegen zondag 1 september 2024)`), text);
    assert.ok(text.includes(`${name}: Mentoren bevragen`), text);
    assert.doesNotMatch(text, /Zaal opzeggen/);
  }
});

test('a decision stands once the minutes are approved, by page and by API, but for a rectification', async (t) => {
  const place = await writing(t, 1);
  const { secretary, form, write, server, tokens } = place;
  await secretary.post(write, form.fields);
  await make(place, 'POST', '/meetings/1/publication', { kind: 'minutes_members' });
  const next = await make(place, 'POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-10T17:30:00Z' });
  const approval = await make(place, 'POST', `/meetings/${next.id}/items`, { title: 'Vorig verslag', purpose: 'approval_of_minutes' });
  await make(place, 'PUT', `/meetings/${next.id}/state`, { state: 'in_session' });
  await make(place, 'PUT', `/items/${approval.id}/treatment`, { outcome: 'approved' });
  const [item] = (await server.api('GET', '/meetings/1/items', { token: tokens.secretary })).json.items;
  const treat = await server.api('PUT', `/items/${item.id}/treatment`, { token: tokens.secretary, headers: { 'if-match': '*' },
    body: { outcome: 'approved', decision: { title: 'Iets anders', text: 'Anders' } } });
  assert.equal(treat.status, 409, treat.text);
  assert.match(treat.json.detail, /Verbeteren/);
  const treatment = (await secretary.get(`/vergaderingen/1/punten/${item.id}`)).text;
  const page = await secretary.get('/beslissingen/2024_LOK_00001');
  assert.match(plain(page.text), /Het LOK keurt het verslag/);
  assert.doesNotMatch(plain(treatment), /Iets anders/);
  await make(place, 'POST', '/decisions/2024_LOK_00001/rectifications', { onDate: '2024-04-12', text: 'Met één stem meer.' });
  const after = plain((await secretary.get('/beslissingen/2024_LOK_00001')).text);
  assert.match(after, /Met één stem meer/);
  assert.match(after, /Het LOK keurt het verslag/, 'the text itself is as it was');
});
