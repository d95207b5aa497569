// Seats over HTTP: the rules on the members page, a new term, and the sex that only the secretary sees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { multipart } from './documents.mjs';
import { given } from './lib.mjs';
import { addUser, formOf, messageAt, plain, signedIn, validate } from './pages.mjs';

const members = async (server, token, query = '') => (await server.api('GET', `/members?pageSize=100${query}`, { token })).json.items;

/** Gives every seat of the practice council a sex. */
async function everybodyIs(server, token, sex) {
  for (const one of await members(server, token)) {
    const rs = await server.api('PATCH', `/members/${one.id}`, { token, headers: { 'if-match': `"${one.version}"` }, body: { sex } });
    assert.equal(rs.status, 200, rs.text);
  }
}

test('a broken two-thirds rule stands on the members page with its source, for the secretary alone', async (t) => {
  const { server, tokens, db } = await given(t);
  await everybodyIs(server, tokens.secretary, 'woman');
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const page = await secretary.get('/leden');
  assert.match(plain(page.text), /De tweederderegel klopt niet/);
  assert.match(plain(page.text), /artikel 304, § 3/);
  await validate(page.text, '/leden');
  const rules = await server.api('GET', '/seats', { token: tokens.secretary });
  assert.equal(rules.json.twoThirds.verdict, 'broken');
  assert.match(rules.json.twoThirds.source, /artikel 304, § 3/);
  assert.ok(rules.json.warnings.some((one) => one.broken && /tweederderegel/.test(one.words)));
  assert.equal((await server.api('GET', '/seats?on=1990-01-01', { token: tokens.secretary })).json.date, '1990-01-01');
  assert.equal((await server.api('GET', '/seats?on=x', { token: tokens.secretary })).status, 400);
  for (const role of ['member', 'partner', 'chair', 'admin'])
    assert.equal((await server.api('GET', '/seats', { token: tokens[role] })).status, 403, role);
  addUser(db, 'voorzitter2@example.be', 'chair');
  for (const email of ['lid@example.be', 'partner@example.be', 'voorzitter2@example.be']) {
    const other = await (await signedIn(server, db, email)).get('/leden');
    assert.equal(other.status, 200);
    assert.doesNotMatch(plain(other.text), /tweederde|vrouw/i, email);
  }
});

test('the sex never leaves the secretary: pages, API and log', async (t) => {
  const { server, tokens, db } = await given(t);
  await everybodyIs(server, tokens.secretary, 'woman');
  addUser(db, 'voorzitter2@example.be', 'chair');
  addUser(db, 'beheerder@example.be', 'admin');
  assert.equal((await members(server, tokens.secretary))[0].sex, 'woman');
  for (const [role, token] of Object.entries(tokens).filter(([name]) => name !== 'secretary')) {
    for (const path of ['/members?pageSize=100', '/members/1', '/events?pageSize=100']) {
      const rs = await server.api('GET', path, { token });
      if (path.startsWith('/members') && rs.status === 200) assert.doesNotMatch(rs.text, /"sex"/, `${role} ${path}`);
      assert.doesNotMatch(rs.text, /"woman"/, `${role} ${path}`);
    }
  }
  const log = await server.api('GET', '/events?pageSize=100', { token: tokens.secretary });
  assert.doesNotMatch(log.text, /"woman"|"not_said"/, 'nor does it stand in the log');
  for (const email of ['', 'lid@example.be', 'partner@example.be', 'voorzitter2@example.be', 'beheerder@example.be']) {
    const who = await signedIn(server, db, email);
    for (const path of ['/leden', '/leden/nieuw', '/leden/1/bewerken', '/leden/bestuursperiode', '/personen', '/partners', '/partners/1'])
      assert.doesNotMatch(plain((await who.get(path)).text), /geslacht|\bvrouw/i, `${email} ${path}`);
  }
});

test('who may not vote by law gets a clear message at the field', async (t) => {
  const { server, tokens, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const page = await secretary.get('/leden/5/bewerken');
  const { action, fields } = formOf(page.text, '/leden/5/bewerken');
  const rs = await secretary.post(action, { ...fields, voting_right: '1', councillor: '1' });
  assert.equal(rs.status, 400);
  assert.match(messageAt(rs.text, 'voting_right'), /gemeenteraadslid mag niet stemmen.*artikel 304/);
  const [one] = await members(server, tokens.secretary);
  const api = await server.api('PATCH', `/members/${one.id}`, { token: tokens.secretary, headers: { 'if-match': `"${one.version}"` }, body: { college: true, votingRight: true } });
  assert.equal(api.status, 400);
  assert.match(api.text, /votingRight/);
});

test('a new term is a draft first; then who stays sits again and who leaves is out', async (t) => {
  const { server, tokens, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const member = await signedIn(server, db, 'lid@example.be');
  const all = await members(server, tokens.secretary);
  const leaver = all.find((one) => one.personName === 'Verantwoordelijke groepsopvang');
  const choice = await secretary.get('/leden/bestuursperiode');
  await validate(choice.text, '/leden/bestuursperiode');
  const { fields } = formOf(choice.text, '/leden/bestuursperiode/ontwerp');
  assert.equal(fields.stay.length, all.length, 'everybody stays unless it is said');
  const stay = fields.stay.filter((id) => id !== leaver.id);
  const draft = await secretary.post('/leden/bestuursperiode/ontwerp', { ...fields, date: '2024-01-01', stay });
  assert.equal(draft.status, 200, draft.text);
  await validate(draft.text, '/leden/bestuursperiode/ontwerp');
  assert.match(plain(draft.text), /Er is nog niets veranderd/);
  assert.match(plain(draft.text), /De tweederderegel klopt\. 10 leden: 6 vrouwen en 4 mannen/);
  assert.deepEqual(await members(server, tokens.secretary), all, 'a draft changes nothing');

  const confirm = formOf(draft.text, '/leden/bestuursperiode').fields;
  const stale = await secretary.post('/leden/bestuursperiode', { ...confirm, stay: stay.slice(1).join(',') });
  assert.equal(stale.status, 412);
  assert.deepEqual(await members(server, tokens.secretary), all);
  const done = await secretary.post('/leden/bestuursperiode', confirm);
  assert.equal(done.status, 303, done.text);
  const now = await members(server, tokens.secretary, '&on=2024-04-15');
  assert.equal(now.length, all.length - 1);
  assert.ok(now.every((one) => one.fromDate === '2024-01-01' && one.untilDate === null));
  assert.equal((await member.get('/leden')).status, 303, 'the member is signed out');

  const told = await secretary.get('/leden');
  assert.equal(told.status, 200, 'who did it is not');
  const undo = /action="(\/leden\/bestuursperiode\/\d+\/terug)"/.exec(told.text)[1];
  const again = await secretary.get('/leden/bestuursperiode');
  await validate(again.text, '/leden/bestuursperiode');
  assert.ok(again.text.includes(undo), 'the button is still there later');
  assert.equal((await secretary.post(undo)).status, 303);
  const untimed = (list) => list.map((one) => ({ ...one, version: 0 }));
  assert.deepEqual(untimed(await members(server, tokens.secretary)), untimed(all));
  const twice = await secretary.post(undo);
  assert.equal(twice.status, 409);
  assert.match(plain(twice.text), /al ongedaan gemaakt/);
  assert.doesNotMatch((await secretary.get('/leden/bestuursperiode')).text, /Eerder gestart/);
  assert.equal((await (await signedIn(server, db, 'lid@example.be')).get('/leden')).status, 200, 'who left is back');
});

test('the API drafts a term, starts what was seen, and takes it back', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  const all = await members(server, token);
  const stay = all.slice(1).map((one) => one.id);
  const send = (body) => server.api('POST', '/terms', { token, body });
  const dry = await send({ date: '2024-01-01', stay, dryRun: true });
  assert.equal(dry.status, 200, dry.text);
  assert.deepEqual([dry.json.stored, dry.json.id, dry.json.seats.filter((one) => !one.stays).length], [false, null, 1]);
  assert.match(dry.json.twoThirds.words, /tweederderegel/);
  assert.deepEqual(await members(server, token), all, 'a draft changes nothing');
  const blind = await send({ date: '2024-01-01', stay });
  assert.deepEqual([blind.status, blind.json.issues[0].name], [400, 'seen']);
  assert.equal((await send({ date: '2024-01-01', stay: stay.slice(1), seen: dry.json.seen })).status, 412);
  assert.equal((await send({ date: '2024-01-01', stay: ['x'], dryRun: true })).status, 400);
  const done = await send({ date: '2024-01-01', stay, seen: dry.json.seen });
  assert.equal(done.status, 201, done.text);
  assert.equal((await members(server, token, '&on=2024-04-15')).length, all.length - 1);
  const terms = async () => (await server.api('GET', '/terms', { token })).json.items;
  assert.deepEqual((await terms()).map((one) => [one.id, one.date, one.mayUndo, one.whyNot]), [[done.json.id, '2024-01-01', true, null]]);
  for (const other of [undefined, tokens.member, tokens.partner, tokens.chair]) {
    assert.ok([401, 403].includes((await server.api('GET', '/terms', { token: other })).status));
    assert.ok([401, 403].includes((await server.api('DELETE', `/terms/${done.json.id}`, { token: other })).status));
    assert.ok([401, 403].includes((await server.api('POST', '/terms', { token: other, body: { date: '2024-01-01', dryRun: true } })).status));
  }
  assert.equal((await server.api('DELETE', '/terms/99', { token })).status, 404);
  assert.equal((await server.api('DELETE', `/terms/${done.json.id}`, { token })).status, 204);
  assert.equal((await members(server, token)).length, all.length);
  const twice = await server.api('DELETE', `/terms/${done.json.id}`, { token });
  assert.equal(twice.status, 409);
  assert.match(twice.json.detail, /al ongedaan/);
  assert.match((await terms())[0].whyNot, /al ongedaan/);
});

test('a new term is not for others, and not for a day to come', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const rs = await secretary.post('/leden/bestuursperiode/ontwerp', { date: '2100-01-01', stay: '1' });
  assert.equal(rs.status, 400);
  assert.match(messageAt(rs.text, 'date'), /wie stopt, verliest meteen de toegang/);
  const member = await signedIn(server, db, 'lid@example.be');
  assert.equal((await member.get('/leden/bestuursperiode')).status, 403);
  assert.equal((await member.post('/leden/bestuursperiode', { date: '2024-01-01' })).status, 403);
});

test('a list is pasted, looked at, and read in; what changed meanwhile is refused', async (t) => {
  const { server, tokens, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  await validate((await secretary.get('/inlezen')).text, '/inlezen');
  const persons = async () => (await server.api('GET', '/persons?pageSize=100', { token: tokens.secretary })).json.items;
  const before = await persons();
  const wrong = await secretary.post('/inlezen/nazicht', { kind: 'persons', text: 'Naam;E-mail\n;x@example.be\nCoach;geen adres\nGoed;goed@example.be' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'wrong');
  assert.match(plain(wrong.text), /1 nieuw, 0 gewijzigd, 0 ongewijzigd, 2 fout/);
  assert.deepEqual(await persons(), before);

  const text = 'Naam;Functie;E-mailadres\r\nNieuwe <coach>;coach;coach@example.be\r\nMentor-coach;mentor;partner@example.be\r\n';
  const preview = await secretary.post('/inlezen/nazicht', { kind: 'persons', text });
  assert.equal(preview.status, 200, preview.text);
  await validate(preview.text, 'preview');
  assert.match(plain(preview.text), /Functie: mentor-coach → mentor/);
  assert.deepEqual(await persons(), before, 'a preview changes nothing');
  const { fields } = formOf(preview.text, '/inlezen/nazicht');
  const other = await server.api('POST', '/persons', { token: tokens.secretary, body: { name: 'Iemand', email: 'coach@example.be' } });
  assert.equal(other.status, 201);
  const stale = await secretary.post('/inlezen', fields);
  assert.equal(stale.status, 412);
  assert.match(plain(stale.text), /Intussen veranderde er iets/);
  const done = await secretary.post('/inlezen', formOf(stale.text, '/inlezen/nazicht').fields);
  assert.equal(done.status, 303, done.text);
  assert.equal((await persons()).length, before.length + 1);
  assert.ok((await persons()).some((one) => one.function === 'mentor'));
});

/** Sends a file as a browser without JavaScript does; `bytes` is a Buffer. */
function sendFile(server, who, kind, bytes) {
  const { body, type } = multipart([['kind', kind], ['file', bytes.toString('latin1'), 'lijst.csv']]);
  return server.http('POST', '/inlezen/bestand', {
    body: Buffer.from(body, 'latin1'),
    headers: { 'sec-fetch-site': 'same-origin', ...(who.kept?.cookie ? { cookie: who.kept.cookie } : {}), 'content-type': type },
  });
}

test('a file is looked at as what is pasted, in the letters that Excel writes, and read in', async (t) => {
  const { server, tokens, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const persons = async () => (await server.api('GET', '/persons?pageSize=100', { token: tokens.secretary })).json.items;
  const before = await persons();
  const text = 'Naam;Functie\r\nCoördinator Zoë – “thuis”;coördinator\r\n';
  const windows = Buffer.from(text.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'), 'latin1');
  for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), windows]) {
    const rs = await sendFile(server, secretary, 'persons', bytes);
    assert.equal(rs.status, 200, rs.text);
    await validate(rs.text, '/inlezen/bestand');
    assert.match(plain(rs.text), /1 nieuw, 0 gewijzigd/);
    assert.match(plain(rs.text), /Een lege cel laat staan wat er al is\. Wat leeg moet worden, krijgt in de lijst het woord \(leeg\)/);
    assert.match(plain(rs.text), /Coördinator Zoë – “thuis”/);
    assert.deepEqual(await persons(), before, 'a preview changes nothing');
  }
  const rs = await sendFile(server, secretary, 'persons', windows);
  const done = await secretary.post('/inlezen', formOf(rs.text, '/inlezen/nazicht').fields);
  assert.equal(done.status, 303, done.text);
  assert.ok((await persons()).some((one) => one.name === 'Coördinator Zoë – “thuis”'));
  const wrong = await sendFile(server, secretary, 'partners', Buffer.from('Naam;Soort\nX;geen soort\n'));
  assert.equal(wrong.status, 400);
  assert.match(plain(wrong.text), /1 fout/);
});

test('a file that is none is told at the file, and only the secretary may send one', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  for (const [bytes, words] of [
    [Buffer.from('PK\x03\x04\0\0'), /geen CSV-bestand/],
    [Buffer.alloc(1024 * 1024 + 1, 'a'), /te groot: hoogstens 1 MB/],
  ]) {
    const rs = await sendFile(server, secretary, 'members', bytes);
    assert.equal(rs.status, 400);
    assert.match(rs.text, /<p class="error" id="bestand-fout">/);
    assert.match(plain(rs.text), words);
    assert.match(rs.text, /<option value="members" selected>/);
    await validate(rs.text, '/inlezen/bestand');
  }
  const { body, type } = multipart([['kind', 'persons']]);
  const none = await server.http('POST', '/inlezen/bestand', { body, headers: { 'sec-fetch-site': 'same-origin', cookie: secretary.kept.cookie, 'content-type': type } });
  assert.equal(none.status, 400);
  assert.match(plain(none.text), /Kies een bestand/);
  for (const email of ['', 'lid@example.be', 'partner@example.be']) {
    const rs = await sendFile(server, await signedIn(server, db, email), 'persons', Buffer.from('Naam\nX\n'));
    assert.equal(rs.status, email === '' ? 303 : 403, email);
  }
});

test('lists leave without formulas and without the sex, for the secretary alone', async (t) => {
  const { server, tokens, db } = await given(t);
  await everybodyIs(server, tokens.secretary, 'man');
  await server.api('POST', '/persons', { token: tokens.secretary, body: { name: '=cmd()', phone: '+32 3' } });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  for (const name of ['partners', 'personen', 'leden']) {
    const rs = await secretary.get(`/inlezen/${name}.csv`);
    assert.equal(rs.status, 200);
    assert.match(rs.headers['content-type'], /^text\/csv/);
    assert.match(rs.headers['content-disposition'], new RegExp(`filename="${name}.csv"`));
    assert.ok(rs.text.startsWith('\uFEFF'));
    assert.doesNotMatch(rs.text, /"[=+@-]|geslacht|"man"/i);
  }
  assert.equal((await secretary.get('/inlezen/geheim.csv')).status, 404);
  addUser(db, 'voorzitter2@example.be', 'chair');
  for (const email of ['lid@example.be', 'partner@example.be', 'voorzitter2@example.be'])
    assert.equal((await (await signedIn(server, db, email)).get('/inlezen/leden.csv')).status, 403, email);
  const api = await server.api('GET', '/lists/members', { token: tokens.secretary });
  assert.doesNotMatch(api.text, /geslacht|"man"/i);
});

test('the API tells what a list would do, and stores nothing with a wrong line', async (t) => {
  const { server, tokens } = await given(t);
  const send = (body) => server.api('POST', '/lists/partners', { token: tokens.secretary, body });
  const text = 'Naam;Soort\nNieuwe club;andere\n';
  const dry = await send({ text, dryRun: true });
  assert.equal(dry.status, 200, dry.text);
  assert.equal(dry.json.stored, false);
  assert.equal(dry.json.lines[0].state, 'new');
  assert.equal((await send({ text, seen: 'x' })).status, 412);
  const wrong = await send({ text: `${text};school\n` });
  assert.equal(wrong.json.stored, false);
  assert.equal(wrong.json.lines[1].state, 'wrong');
  const done = await send({ text, seen: dry.json.seen });
  assert.equal(done.json.stored, true, done.text);
  assert.equal((await send({ text })).json.lines[0].state, 'same');
});
