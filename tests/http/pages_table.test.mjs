// At the meeting: who is there, the secretary's table, the projector, and closing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';

const ONLINE = 'https://bellen.example.be/geheim';

/** A meeting in session today with three items, and the secretary. */
async function inSession(t, settings) {
  const place = await given(t, settings);
  const { server, tokens, db } = place;
  const made = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token: tokens.secretary, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const meeting = await made('POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-16T17:30:00Z', location: 'Stadhuis', onlineUrl: ONLINE });
  const items = [];
  for (const [title, purpose, access] of [['Mentoren', 'advice', 'public'], ['Geheim punt', 'discussion', 'secretariat'], ['Varia', 'any_other_business', 'public']])
    items.push(await made('POST', `/meetings/${meeting.id}/items`, { title, purpose, access, minutes: 20 }));
  await made('POST', `/meetings/${meeting.id}/publication`, { kind: 'agenda' }, { 'idempotency-key': 'a' });
  await made('PATCH', `/meetings/${meeting.id}`, { startsAt: '2024-04-15T17:30:00Z' }, { 'if-match': '*' }); // today, at whatever hour this runs
  await made('PUT', `/meetings/${meeting.id}/state`, { state: 'in_session' }, { 'if-match': '*' });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const table = (item) => `/vergaderingen/${meeting.id}/tafel${item ? `?punt=${item.id}` : ''}`;
  const form = async (item) => formOf((await secretary.get(table(item))).text, `/punten/${item.id}/tafel`);
  return { ...place, made, meeting, items, secretary, table, form };
}

test('the table holds item, clock, next item, and saves whatever button is pressed', async (t) => {
  const { meeting, items, secretary, table, form, made } = await inSession(t);
  const page = await secretary.get(table());
  await validate(page.text, 'the table');
  const words = plain(page.text);
  assert.match(words, /1\. Mentoren/);
  assert.match(words, /Gepland van 19\.30 tot 19\.50 uur\. Het is \d\d\.\d\d uur:/);
  assert.match(words, /Straks: punt 2, Geheim punt \(19\.50\)/);
  assert.match(words, /Tekst van het advies/);
  assert.match(words, /Stemming: consensus/);
  const f = await form(items[0]);
  const rs = await secretary.post(f.action, { ...f.fields, note: 'Er is lang gesproken.', internal_note: 'Nabellen.', outcome: 'advice_given', 'advice.text': 'Meer mentoren.', minority_view: 'Eén lid wil minder.', _doe: 'volgende' });
  assert.equal(rs.status, 303, rs.text);
  assert.equal(rs.headers.location, table(items[1]));
  const kept = await made('GET', `/items/${items[0].id}/treatment`);
  assert.equal(kept.note, 'Er is lang gesproken.');
  assert.equal(kept.internalNote, 'Nabellen.');
  assert.equal(kept.minorityView, 'Eén lid wil minder.');
  assert.equal(kept.decision, undefined, 'an advice is no decision');
  assert.match(kept.advice.number, /_A\d{4}$/);
  assert.equal(kept.advice.text, 'Meer mentoren.');
  assert.match(plain((await secretary.get(`/vergaderingen/${meeting.id}/tafel`)).text), /2\. Geheim punt/);
  assert.match(plain((await secretary.get(`/adviezen/${kept.advice.number}`)).text), /Minderheidsstandpunt\s+Eén lid wil minder\./);
  const noted = await secretary.get(`/punten/${items[0].id}`);
  await validate(noted.text, 'an item with what was noted');
  assert.match(plain(noted.text), /Interne notitie\s*Nabellen\./);
  assert.ok(noted.text.includes(`/adviezen/${kept.advice.number}`), 'the item leads to its advice');
  assert.ok((await secretary.get(`/vergaderingen/${meeting.id}/afsluiten`)).text.includes(`/adviezen/${kept.advice.number}`), 'closing shows it');
  const back = await form(items[1]);
  assert.equal((await secretary.post(back.action, { ...back.fields, _doe: 'vorige' })).headers.location, table(items[0]));
  assert.equal((await made('GET', `/items/${items[1].id}/treatment`)).outcome, null);
});

test('a rule that an advice would not meet is said before, asks why, and the reason is kept', async (t) => {
  const { items, secretary, form, made, tokens, server, table } = await inSession(t);
  const at = `/punten/${items[0].id}/behandelen`;
  for (const person of (await made('GET', '/persons?pageSize=100')).items.slice(0, 2))
    await server.api('POST', '/members', { token: tokens.secretary, body: { personId: person.id, votingRight: true } });
  for (const member of (await made('GET', '/members?pageSize=100')).items)
    await server.api('PATCH', `/members/${member.id}`, { token: tokens.secretary, body: { sex: 'woman' }, headers: { 'if-match': '*' } });
  const rule = (await made('GET', `/items/${items[0].id}/treatment`)).advice.ruleNotMet;
  assert.match(rule, /tweederderegel/);
  const page = await secretary.get(table(items[0]));
  assert.ok(plain(page.text).includes(rule), 'the warning is there before anything is recorded');
  assert.match(page.text, /name="advice.balance_reason"/);
  const f = await form(items[0]);
  const typed = { ...f.fields, outcome: 'advice_given', 'advice.text': 'Meer mentoren.', _doe: 'bewaren' };
  const refused = await secretary.post(f.action, typed);
  assert.equal(refused.status, 400);
  await validate(refused.text, 'the table with a refused advice');
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).advice.number, null);
  const form2 = formOf((await secretary.get(at)).text, at);
  const why = 'De stad duidde nog niemand aan.';
  const rs = await secretary.post(at, { ...form2.fields, outcome: 'advice_given', 'advice.text': 'Meer mentoren.', 'advice.motivation': 'Er is nood.', 'advice.balance_reason': why });
  assert.equal(rs.status, 303, rs.text);
  assert.match(plain((await secretary.get(rs.headers.location)).text), /Advies \S+_A\d{4} is bewaard/);
  const kept = (await made('GET', `/items/${items[0].id}/treatment`)).advice;
  assert.deepEqual([kept.text, kept.motivation, kept.balanceReason, kept.ruleNotMet], ['Meer mentoren.', 'Er is nood.', why, rule]);
  const advice = await made('GET', `/advices/${kept.number}`);
  assert.deepEqual([advice.itemId, advice.balanceReason], [items[0].id, why]);
});

test('the API treats an item with its advice, and what is not named stays', async (t) => {
  const { items, made } = await inSession(t);
  const put = (body) => made('PUT', `/items/${items[0].id}/treatment`, body, { 'if-match': '*' });
  const given = await put({ outcome: 'advice_given', votes: { inFavour: 0 }, advice: { text: 'Meer mentoren.', motivation: 'Er is nood.' } });
  assert.equal(given.advice.text, 'Meer mentoren.');
  assert.equal((await put({ outcome: 'advice_given', note: 'Besproken.' })).advice.text, 'Meer mentoren.');
  assert.equal((await put({ outcome: 'discussed', advice: { text: '', motivation: '' } })).advice.text, null);
});

test('counts stand there as they were noted: three numbers, or nothing at consensus', async (t) => {
  const { items, secretary, form, made } = await inSession(t);
  const put = (body) => made('PUT', `/items/${items[0].id}/treatment`, body, { 'if-match': '*' });
  const read = async () => (await made('GET', `/items/${items[0].id}/treatment`)).votes;
  const nothing = { inFavour: null, against: null, abstain: null };
  const three = { inFavour: 1, against: 0, abstain: 0 };
  const inForm = (f) => ['in_favour', 'against', 'abstain'].map((name) => f[`votes.${name}`] ?? f[name]);
  assert.deepEqual(inForm((await form(items[0])).fields), ['', '', '']);
  const given = await put({ outcome: 'advice_given', votes: nothing, advice: { text: 'Meer mentoren.', motivation: '' } });
  assert.deepEqual(given.votes, nothing);
  const number = given.advice.number;
  const ofAdvice = async () => (({ inFavour, against, abstain }) => ({ inFavour, against, abstain }))(await made('GET', `/advices/${number}`));
  const text = async () => formOf((await secretary.get(`/adviezen/${number}/tekst`)).text, `/adviezen/${number}/tekst`);
  assert.deepEqual(await ofAdvice(), nothing);
  assert.deepEqual(inForm((await text()).fields), ['', '', '']);

  const f = await form(items[0]);
  assert.equal((await secretary.post(f.action, { ...f.fields, 'votes.in_favour': '1', 'votes.against': '0', 'votes.abstain': '0', _doe: 'bewaren' })).status, 303);
  assert.deepEqual(await read(), three);
  assert.deepEqual(await ofAdvice(), three);
  assert.deepEqual(inForm((await form(items[0])).fields), ['1', '0', '0']);
  const typed = await text();
  assert.deepEqual(inForm(typed.fields), ['1', '0', '0']);
  assert.equal((await secretary.post(typed.action, typed.fields)).status, 303);
  assert.deepEqual(await ofAdvice(), three, 'kept as it was shown');

  const again = await form(items[0]);
  assert.equal((await secretary.post(again.action, { ...again.fields, 'votes.in_favour': '', 'votes.against': '', 'votes.abstain': '', _doe: 'bewaren' })).status, 303);
  assert.deepEqual(await read(), nothing);
  assert.deepEqual(inForm((await form(items[0])).fields), ['', '', '']);
});

test('notes are kept before there is an outcome, and going past an item changes nothing', async (t) => {
  const { items, secretary, form, made } = await inSession(t);
  const f = await form(items[0]);
  assert.equal((await secretary.post(f.action, { ...f.fields, note: 'Bezig.', _doe: 'bewaren' })).status, 303);
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'Bezig.');
  const again = await form(items[0]);
  await secretary.post(again.action, { ...again.fields, _doe: 'volgende' });
  assert.equal((await form(items[0])).fields._version, again.fields._version);
});

test('an action of an organisation and a new item are added without losing what was typed', async (t) => {
  const { items, secretary, form, made } = await inSession(t);
  const f = await form(items[0]);
  const action = { action_text: 'Folder bezorgen', action_partner_id: '1', action_due_date: '2024-05-10', _doe: 'actie' };
  const wrong = await secretary.post(f.action, { ...f.fields, note: 'Getypt.', ...action, action_partner_id: '' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'the table with a refused action');
  assert.equal(formOf(wrong.text, f.action).fields.note, 'Getypt.');
  assert.equal(formOf(wrong.text, f.action).fields.action_text, 'Folder bezorgen');
  const rs = await secretary.post(f.action, { ...f.fields, note: 'Getypt.', ...action });
  assert.equal(rs.status, 303, rs.text);
  const page = plain((await secretary.get(rs.headers.location)).text);
  assert.match(page, /Folder bezorgen/);
  assert.match(page, /tegen vr 10\/05\/2024/);
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'Getypt.');
  const later = await form(items[0]);
  const added = await secretary.post(later.action, { ...later.fields, new_title: 'Nog iets', _doe: 'punt' });
  assert.match(plain((await secretary.get(added.headers.location)).text), /“Nog iets” staat op de agenda als punt 2bis/);
});

test('a stale save is refused clearly, shows both texts, and loses neither', async (t) => {
  const { items, secretary, form, made } = await inSession(t);
  const mine = await form(items[0]), theirs = await form(items[0]);
  await secretary.post(theirs.action, { ...theirs.fields, note: 'De tekst van een ander.', outcome: 'discussed', _doe: 'bewaren' });
  const rs = await secretary.post(mine.action, { ...mine.fields, note: 'Mijn eigen tekst.', _doe: 'volgende' });
  assert.equal(rs.status, 412);
  await validate(rs.text, 'a stale table');
  assert.match(plain(rs.text), /Iemand anders wijzigde dit intussen/);
  assert.match(plain(rs.text), /De tekst van een ander\./);
  assert.match(plain(rs.text), /Uitkomst\s*besproken/);
  assert.doesNotMatch(rs.text, /data-autosave>/, 'nothing is saved by itself before somebody chose');
  const again = formOf(rs.text, mine.action);
  assert.equal(again.fields.note, 'Mijn eigen tekst.');
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'De tekst van een ander.');
  assert.equal((await secretary.post(again.action, { ...again.fields, _doe: 'bewaren' })).status, 303);
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'Mijn eigen tekst.');
});

test('what a script saves by itself is answered with the version, or with the text that stands there', async (t) => {
  const { items, secretary, form, made } = await inSession(t);
  const f = await form(items[0]);
  const kept = await secretary.post(f.action, { ...f.fields, note: 'Eerste.', action_text: 'Half', new_title: 'Half', _autosave: '1' });
  assert.equal(kept.status, 200);
  assert.match(kept.json.at, /^\d\d\.\d\d$/);
  assert.equal(String(kept.json.version), (await form(items[0])).fields._version);
  const stale = await secretary.post(f.action, { ...f.fields, note: 'Tweede.', _autosave: '1' });
  assert.equal(stale.status, 412);
  assert.equal(stale.json.texts.note, 'Eerste.');
  assert.equal(stale.json.version, kept.json.version);
  const wrong = await secretary.post(f.action, { ...f.fields, _version: kept.json.version, outcome: 'withdrawn', _autosave: '1' });
  assert.equal(wrong.status, 400);
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'Eerste.');
});

test('a session of typing is one event in the log', async (t) => {
  const { items, secretary, form, server, tokens } = await inSession(t);
  for (const note of ['E', 'Ee', 'Een', 'Een zin.']) {
    const f = await form(items[0]);
    assert.equal((await secretary.post(f.action, { ...f.fields, note, _autosave: '1' })).status, 200);
  }
  const { json } = await server.api('GET', `/events?pageSize=100`, { token: tokens.secretary });
  assert.equal(json.items.filter((one) => one.type === 'item.noted' && one.subjectId === String(items[0].id)).length, 1);
});

test('who is there is noted for all at once, with substitutes, guests, and later or earlier', async (t) => {
  const { meeting, items, secretary } = await inSession(t);
  const path = `/vergaderingen/${meeting.id}/aanwezigen`;
  const page = await secretary.get(path);
  await validate(page.text, 'who is there');
  const f = formOf(page.text, path);
  const people = [...new Set([...page.text.matchAll(/name="status_p(\d+)"/g)].map(([, id]) => id))];
  assert.ok(people.length > 4);
  const [a, b, c, d] = people;
  const typed = { ...f.fields, [`status_p${a}`]: 'present', [`status_p${b}`]: 'excused', [`status_p${c}`]: 'online', [`for_p${c}`]: b, [`status_p${d}`]: 'present', [`from_p${d}`]: items[2].id, new_guest: 'mentor-coach, Crèchendo' };
  const wrong = await secretary.post(path, { ...typed, [`from_p${d}`]: items[2].id, [`until_p${d}`]: items[0].id });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'a refused attendance');
  assert.match(plain(wrong.text), /kan niet vertrekken voor hij binnenkwam/);
  assert.equal(formOf(wrong.text, path).fields.new_guest, 'mentor-coach, Crèchendo');
  assert.equal((await secretary.post(path, typed)).status, 303);
  const after = plain((await secretary.get(path)).text);
  assert.match(after, /3 aanwezig, 0 online, 1 als vervanger\. 1 verontschuldigd, 0 afwezig/);
  assert.match(plain((await secretary.get(`/vergaderingen/${meeting.id}/tafel?punt=${items[0].id}`)).text), /Bij dit punt: 3 aanwezig/);
  assert.match(plain((await secretary.get(`/vergaderingen/${meeting.id}/tafel?punt=${items[2].id}`)).text), /Bij dit punt: 4 aanwezig/);
  const stale = await secretary.post(path, typed);
  assert.equal(stale.status, 412);
  await validate(stale.text, 'a stale attendance');
  assert.match(plain(stale.text), /Iemand anders wijzigde dit intussen/);
  const changed = await secretary.post(path, { ...typed, [`status_p${b}`]: 'absent' });
  assert.match(plain(changed.text), /Iemand anders bewaarde intussen: verontschuldigd\. Hieronder staat wat u koos/);
  const script = await secretary.post(path, { ...typed, _autosave: '1' });
  assert.equal(script.status, 412);
  assert.equal(script.json.texts[`status_p${b}`], 'excused');
  assert.equal(script.json.texts[`for_p${c}`], b);
  const guest = /aanwezigen\/\d+\/wissen/.exec((await secretary.get(path)).text)[0];
  assert.equal((await secretary.post(`/vergaderingen/${meeting.id}/${guest}`)).status, 303);
  assert.doesNotMatch((await secretary.get(path)).text, /mentor-coach, Crèchendo<\/legend>/);
  const sheet = await secretary.get(`/vergaderingen/${meeting.id}/aanwezigheidslijst`);
  await validate(sheet.text, 'the list to sign');
  assert.match(plain(sheet.text), /Handtekening/);
  assert.match(plain(sheet.text), /verontschuldigd/);
});

test('at an item conflicts of interest and votes by name are noted, and who may not vote is refused', async (t) => {
  const { meeting, items, secretary } = await inSession(t);
  const path = `/vergaderingen/${meeting.id}/aanwezigen`, item = `/punten/${items[0].id}/aanwezigheid`;
  const page = await secretary.get(path), f = formOf(page.text, path);
  const rows = [...page.text.matchAll(/<legend>(.*?)<\/legend>[\s\S]*?name="status_p(\d+)"/g)].map(([, words, id]) => ({ id, votes: /stemgerechtigd/.test(words) }));
  const voter = rows.find((one) => one.votes).id, other = rows.find((one) => !one.votes).id;
  assert.match(plain((await secretary.get(item)).text), /Noteer eerst wie er is/);
  await secretary.post(path, { ...f.fields, [`status_p${voter}`]: 'present', [`status_p${other}`]: 'present' });
  const there = await secretary.get(item);
  await validate(there.text, 'at an item');
  const g = formOf(there.text, item);
  const refused = await secretary.post(item, { ...g.fields, [`vote_p${other}`]: 'in_favour' });
  assert.equal(refused.status, 400);
  assert.match(plain(refused.text), /kan bij dit punt niet stemmen: \S/);
  assert.equal((await secretary.post(item, { ...g.fields, [`conflict_p${voter}`]: '1', [`away_p${voter}`]: '1', [`reason_p${voter}`]: 'organisator' })).status, 303);
  const table = plain((await secretary.get(`/vergaderingen/${meeting.id}/tafel?punt=${items[0].id}`)).text);
  assert.match(table, /Belangenconflict: .*organisator\. Verliet de zaal\./);
  assert.match(table, /1 aanwezig, 0 stemgerechtigd/);
  const t1 = formOf((await secretary.get(`/vergaderingen/${meeting.id}/tafel?punt=${items[0].id}`)).text, `/punten/${items[0].id}/tafel`);
  const many = await secretary.post(t1.action, { ...t1.fields, outcome: 'approved', 'votes.in_favour': '1', _doe: 'bewaren' });
  assert.equal(many.status, 400);
  assert.match(plain(many.text), /Er is 1 stem genoteerd, maar bij dit punt waren er maar 0 stemgerechtigd/);
});

test('the projector shows the item being treated, without notes, names or addresses', async (t) => {
  const { meeting, items, secretary, form, server } = await inSession(t);
  const path = `/vergaderingen/${meeting.id}/scherm`;
  const f = await form(items[0]);
  await secretary.post(f.action, { ...f.fields, note: 'Notitie zichtbaar?', internal_note: 'Intern zichtbaar?', outcome: 'advice_given', 'advice.text': 'Meer mentoren.', _doe: 'bewaren' });
  const page = await secretary.get(path);
  await validate(page.text, 'the projector');
  assert.equal(page.headers.refresh, '10');
  const words = plain(page.text);
  assert.match(words, /1\. Mentoren/);
  assert.match(words, /Meer mentoren\./);
  assert.match(words, /Straks: 3\. Varia/);
  for (const hidden of ['Notitie', 'Intern', 'Geheim', ONLINE, 'Stadhuis', '@example.be', 'secretaris van het LOK']) assert.ok(!page.text.includes(hidden), hidden);
  const still = await secretary.get(`${path}?stil=1`);
  assert.equal(still.headers.refresh, undefined);
  const g = await form(items[0]);
  await secretary.post(g.action, { ...g.fields, _doe: 'volgende' });
  const closed = await secretary.get(path);
  assert.doesNotMatch(closed.text, /Geheim/);
  assert.equal((await server.http('GET', path)).status, 303);
});

test('a meeting is not closed while an item has no outcome, and each one is linked', async (t) => {
  const { meeting, items, secretary, form, server, tokens, made } = await inSession(t);
  const path = `/vergaderingen/${meeting.id}/afsluiten`;
  assert.ok((await secretary.get('/')).text.includes(`/vergaderingen/${meeting.id}/tafel?punt=${items[0].id}`), 'from the overview to the table');
  const page = await secretary.get(path);
  await validate(page.text, 'closing');
  for (const item of items) assert.ok(page.text.includes(`/vergaderingen/${meeting.id}/tafel?punt=${item.id}`));
  assert.ok(!page.text.includes('/stap/afsluiten'));
  const now = await made('GET', `/meetings/${meeting.id}`);
  const refused = await secretary.post(`/vergaderingen/${meeting.id}/stap/afsluiten`, { _version: now.version });
  assert.equal(refused.status, 400);
  assert.ok(refused.text.includes(`/vergaderingen/${meeting.id}/tafel?punt=${items[0].id}`));
  const api = await server.api('PUT', `/meetings/${meeting.id}/state`, { token: tokens.secretary, body: { state: 'closed' }, headers: { 'if-match': '*' } });
  assert.equal(api.status, 400);
  assert.equal(api.json.issues.length, 3);
  for (const [item, fields] of [[items[0], { outcome: 'postponed', next_meeting: '1' }], [items[1], { outcome: 'withdrawn', reason: 'Niet meer nodig.' }], [items[2], { outcome: 'noted' }]]) {
    const f = await form(item);
    assert.equal((await secretary.post(f.action, { ...f.fields, ...fields, _doe: 'bewaren' })).status, 303);
  }
  assert.match(plain((await secretary.get(`/punten/${items[1].id}`)).text), /Reden: Niet meer nodig\./);
  const ready = formOf((await secretary.get(path)).text, `/vergaderingen/${meeting.id}/stap/afsluiten`);
  assert.equal((await secretary.post(ready.action, ready.fields)).status, 303);
  const done = plain((await secretary.get(`/vergaderingen/${meeting.id}`)).text);
  assert.match(done, /afgelopen/);
  assert.match(done, /uitgesteld naar de volgende vergadering/);
});

test('who is signed out while typing gets all of it back, to be saved after signing in', async (t) => {
  const { secretary, form, items, made, server, db } = await inSession(t);
  const f = await form(items[0]);
  const typed = { ...f.fields, note: 'Twee\nregels <b>.', outcome: 'discussed', _doe: 'bewaren' };
  const visitor = await signedIn(server, db, '');
  const out = await visitor.post(f.action, typed);
  assert.equal(out.status, 401);
  await validate(out.text, 'signed out while typing');
  assert.match(plain(out.text), /Wat u typte, is nog niet bewaard/);
  const again = formOf(out.text, f.action);
  assert.equal(again.fields.note.replaceAll('\r', ''), 'Twee\nregels <b>.');
  assert.equal((await secretary.post(again.action, again.fields)).status, 303);
  assert.equal((await made('GET', `/items/${items[0].id}/treatment`)).note, 'Twee\nregels <b>.');
  const foreign = await server.http('POST', f.action, { body: 'note=x', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' } });
  assert.equal(foreign.status, 303);
  const empty = await visitor.post('/afmelden');
  assert.equal(empty.status, 303);
});
