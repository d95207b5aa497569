// The rights of people: what is kept of somebody, erasing it (also after a restore, and all or nothing),
// and how long things are kept.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { pdf, upload } from './documents.mjs';
import { LOKD, demo, given, lokd, serve, text } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';
import { sentAgenda } from './people.mjs';

const NAME = 'Wim Kortrijkzaan', EMAIL = 'wim.kortrijkzaan@example.be', PHONE = '0470 99 88 77';

/** Somebody with a seat, a partner and a name in a text. */
async function somebody(server, token, name = NAME, email = EMAIL) {
  const made = async (path, body) => {
    const rs = await server.api('POST', path, { token, body });
    assert.equal(rs.status, 201, rs.text);
    return rs.json;
  };
  const person = await made('/persons', { name, email, phone: PHONE, function: 'ouder' });
  await made('/members', { personId: person.id, constituency: 'care_user', role: 'member' });
  const meeting = await made('/meetings', { title: 'LOK juni', startsAt: '2024-06-11T17:30:00Z' });
  const item = await made(`/meetings/${meeting.id}/items`, { title: 'Speelplein', presenter: name, text: `Uitleg door ${name}.` });
  return { person, meeting, item };
}

const holds = (file, word) => existsSync(file) && readFileSync(file).toString('latin1').toLowerCase().includes(word.toLowerCase());
const assertGone = (db) => {
  for (const file of [db, `${db}-wal`, `${db}.erasures`])
    for (const word of ['kortrijkzaan', PHONE]) assert.ok(!holds(file, word), `${word} stands in ${file}`);
};

test('the secretary sees and downloads all that is kept of a person, and erases it after a page that says what happens', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const { person, item } = await somebody(server, tokens.secretary);
  const secretary = await signedIn(server, db, 'secretaris@example.be');

  const edit = await secretary.get(`/personen/${person.id}/bewerken`);
  assert.match(edit.text, new RegExp(`/personen/${person.id}/gegevens`));
  const kept = await secretary.get(`/personen/${person.id}/gegevens`);
  await validate(kept.text, 'what is kept');
  for (const word of [NAME, EMAIL, PHONE, 'Plaatsen in het overleg', 'Teksten waarin de naam staat']) assert.ok(plain(kept.text).includes(word), word);
  const file = await secretary.get(`/personen/${person.id}/gegevens.json`);
  assert.match(file.headers['content-disposition'], /^attachment/);
  assert.equal(JSON.parse(file.text).person.name, NAME);

  const path = `/personen/${person.id}/wissen`;
  const page = await secretary.get(path);
  await validate(page.text, 'before erasing');
  assert.match(plain(page.text), new RegExp(`Oud-lid ${person.id}`));
  assert.match(plain(page.text), /Hier staat de naam nog/);
  assert.ok(page.text.includes(`/punten/${item.id}`));
  const form = formOf(page.text, path);
  const unsure = await secretary.post(path, { _version: form.fields._version });
  assert.equal(unsure.status, 400);
  await validate(unsure.text, 'not sure');
  assert.equal((await secretary.post(path, { _version: '99', sure: '1' })).status, 412);
  const done = await secretary.post(path, { _version: form.fields._version, sure: '1', texts: '1' });
  assert.equal(done.status, 303, done.text);
  const after = await secretary.get(done.headers.location);
  await validate(after.text, 'after erasing');
  assert.match(plain(after.text), /De persoon is gewist\./);
  assert.ok(!after.text.includes('Kortrijkzaan'));
  assertGone(db);
  const told = await server.api('GET', `/items/${item.id}`, { token: tokens.secretary });
  assert.equal(told.json.presenter, `Oud-lid ${person.id}`);
  assert.equal((await secretary.post(path, { _version: '3', sure: '1' })).status, 409);
  assert.ok(!(await secretary.get('/personen')).text.includes(`Oud-lid ${person.id}`));
  assert.ok((await secretary.get('/leden')).status === 200);
});

test('a member sees and downloads its own data, and nobody else’s', async (t) => {
  const { server, db } = await given(t);
  const member = await signedIn(server, db, 'lid@example.be');
  const own = await member.get('/account/gegevens');
  await validate(own.text, 'own data');
  assert.match(plain(own.text), /lid@example\.be/);
  assert.ok(!/token|password_hash/.test(own.text));
  assert.equal(JSON.parse((await member.get('/account/gegevens.json')).text).account.email, 'lid@example.be');
  for (const path of ['/personen/1/gegevens', '/personen/1/gegevens.json', '/personen/1/wissen', '/beheer/bewaren']) assert.equal((await member.get(path)).status, 403, path);
  assert.equal((await member.post('/personen/1/wissen', { _version: '1', sure: '1' })).status, 403);
});

test('who has a personal link sees and downloads its own data by it', async (t) => {
  const place = await given(t);
  const { people } = await sentAgenda(place);
  const { path, 'E-mail': email } = people[0], visitor = await signedIn(place.server, place.db, '');
  const page = await visitor.get(path);
  assert.ok(page.text.includes(`href="${path}/gegevens"`));
  const own = await visitor.get(`${path}/gegevens`);
  await validate(own.text, 'own data by link');
  assert.match(plain(own.text), /Uw gegevens/);
  assert.ok(plain(own.text).includes(email));
  assert.ok(own.text.includes(`href="${path}/gegevens.json"`) && !own.text.includes('/wissen'));
  assert.equal(JSON.parse((await visitor.get(`${path}/gegevens.json`)).text).person.email, email);
  for (const below of ['', '.json']) assert.equal((await visitor.get(`/persoonlijk/${'x'.repeat(43)}/gegevens${below}`)).status, 410);
});

test('the log in the export is in Dutch, with the machine form in the file', async (t) => {
  const { server, tokens, db } = await given(t);
  const { person } = await somebody(server, tokens.secretary);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const changed = await server.api('PATCH', `/persons/${person.id}`, { token: tokens.secretary, body: { phone: '' }, headers: { 'if-match': '*' } });
  assert.equal(changed.status, 200, changed.text);
  const page = plain((await secretary.get(`/personen/${person.id}/gegevens`)).text);
  assert.match(page, /De gegevens van een persoon zijn gewijzigd\./);
  assert.doesNotMatch(page, /person\.changed|\{"/);
  const { sections } = JSON.parse((await secretary.get(`/personen/${person.id}/gegevens.json`)).text);
  const line = sections.find((one) => one.name === 'about').lines.find((one) => one.code === 'person.changed');
  assert.equal(line.what, 'De gegevens van een persoon zijn gewijzigd.');
  assert.deepEqual(JSON.parse(line.text), { changed: ['phone'] });
});

test('all that is recorded has its words', async (t) => {
  const known = new Set([...text('lok/event.def').matchAll(/^EVENT\("([^"]+)", "[^"]+"\)$/gm)].map(([, type]) => type));
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const said = new Set();
  for (const room of ['agenda', 'lok', 'notify', 'web/http', 'web/pages', 'web/api', 'cli'])
    for (const name of readdirSync(join(root, room)).filter((one) => /\.(c|def)$/.test(one) && one !== 'event.def')) {
      const source = text(`${room}/${name}`);
      for (const [, args] of source.matchAll(/\b(?:event_record|record|STEP)\(([^;]*?)\)[;\n]/gs))
        for (const [, type] of args.matchAll(/"([a-z_]+(?:\.[a-z_]+)+)"/g)) said.add(/^(application|conflict|criteria)\./.test(type) ? `expansion.${type}` : type);
    }
  assert.ok(said.size > 90, `${said.size} were found`);
  const place = demo(t);
  const server = await serve(place);
  assert.equal((await (await signedIn(server, place.db, 'secretaris@example.be')).post('/oefenen/najaar')).status, 303);
  for (const type of spawnSync('sqlite3', [place.db, 'SELECT DISTINCT type FROM event'], { encoding: 'utf8' }).stdout.trim().split('\n')) said.add(type);
  assert.deepEqual([...said].filter((type) => !known.has(type)), []);
});

test('the page before erasing names the documents that a person added, which nobody looks into', async (t) => {
  const { server, tokens, db } = await given(t);
  const { person } = await somebody(server, tokens.secretary);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const { items } = (await server.api('GET', '/persons', { token: tokens.secretary })).json;
  const self = items.find((one) => one.email === 'secretaris@example.be');
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  for (const name of ['Nota.pdf', `Brief van ${NAME}.pdf`])
    assert.equal((await upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, name, pdf(name))).status, 303);
  const own = await secretary.get(`/personen/${self.id}/wissen`);
  await validate(own.text, 'before erasing who added documents');
  assert.match(plain(own.text), /Er staan 4 documenten op deze website\. Wat ín een document staat/);
  assert.match(own.text, /<a href="\/documenten\/\d+">Nota\.pdf<\/a>/);
  const other = await secretary.get(`/personen/${person.id}/wissen`);
  assert.ok(!/>Nota\.pdf</.test(other.text));
  assert.match(plain(other.text), /Naam van een document\s*Brief van Wim Kortrijkzaan\.pdf/);
  const out = await server.api('GET', `/persons/${self.id}/export`, { token: tokens.admin });
  assert.deepEqual(out.json.sections.find((one) => one.name === 'documents').lines.map((one) => one.what), ['Nota.pdf', `Brief van ${NAME}.pdf`]);
});

test('over the API a person is exported and erased', async (t) => {
  const { server, tokens, db } = await given(t);
  const { person } = await somebody(server, tokens.secretary);
  const out = await server.api('GET', `/persons/${person.id}/export`, { token: tokens.admin });
  assert.equal(out.json.sections.find((one) => one.name === 'seats').lines.length, 1);
  assert.equal(out.json.places.length, 2);
  const erase = (body, match) => server.api('POST', `/persons/${person.id}/erasure`, { token: tokens.admin, body, headers: match ? { 'if-match': match } : {} });
  assert.equal((await erase({})).status, 428);
  assert.equal((await erase({}, '"77"')).status, 412);
  const kept = await erase({ texts: false }, '*');
  assert.deepEqual(kept.json, { textsLeft: 2 });
  assert.equal((await erase({}, '*')).status, 409);
  const after = await server.api('GET', `/persons/${person.id}/export`, { token: tokens.admin });
  assert.equal(after.json.erased, true);
  assert.equal(after.json.person.name, `Oud-lid ${person.id}`);
  assert.ok(holds(db, 'Kortrijkzaan') || holds(`${db}-wal`, 'Kortrijkzaan'), 'what people wrote stays when nobody asked');
});

test('after a restore of an older back-up, or a copy put back by hand, who was erased is erased again', async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  let server = await serve(place);
  const { person } = await somebody(server, token);
  const copy = join(place.folder, 'copy.db');
  lokd('backup', '--db', place.db, copy);
  assert.equal((await server.api('POST', `/persons/${person.id}/erasure`, { token, body: { texts: true }, headers: { 'if-match': '*' } })).status, 200);
  await server.stop();
  assertGone(place.db);
  assert.ok(holds(copy, 'Kortrijkzaan'));
  assert.match(readFileSync(`${place.db}.erasures`, 'utf8'), new RegExp(`^lokd-erasures 1 \\S+\\n${person.id} \\d+ \\d+\\n$`));
  const restored = spawnSync(LOKD, ['restore', '--db', place.db, copy], { encoding: 'utf8' });
  assert.equal(restored.status, 0, restored.stderr);
  assert.match(restored.stderr, /1 people who were erased since that back-up are erased again/);
  assertGone(place.db);

  // by hand, and the database itself was lost
  const { copyFileSync } = await import('node:fs');
  copyFileSync(copy, place.db);
  server = await serve(place);
  assert.equal((await server.api('GET', `/persons/${person.id}`, { token })).json.name, `Oud-lid ${person.id}`);
  await server.stop();
  assertGone(place.db);
});

test('kill -9 while a person is erased leaves all or nothing', { timeout: 180_000 }, async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  const seen = { all: 0, nothing: 0 };
  let server = await serve(place);
  const first = await somebody(server, token, 'Tine Maatstaf', 'maatstaf@example.be');
  const began = Date.now();
  await server.api('POST', `/persons/${first.person.id}/erasure`, { token, body: { texts: true }, headers: { 'if-match': '*' } });
  const whole = Date.now() - began;
  for (let round = 0; round < 12; round++) {
    const name = `Tine Ronde${round}huis`;
    const { person, item } = await somebody(server, token, name, `tine${round}@example.be`);
    const going = server.api('POST', `/persons/${person.id}/erasure`, { token, body: { texts: true }, headers: { 'if-match': '*' } }).catch(() => {});
    await new Promise((done) => setTimeout(done, (whole * round) / 8));
    await server.kill();
    await going;
    server = await serve(place);
    const now = (await server.api('GET', `/persons/${person.id}`, { token })).json;
    const told = (await server.api('GET', `/items/${item.id}`, { token })).json;
    const erased = now.name !== name;
    seen[erased ? 'all' : 'nothing']++;
    assert.equal(told.presenter, erased ? now.name : name);
    assert.equal(now.email, erased ? null : `tine${round}@example.be`);
    assert.equal(told.text.includes(name), !erased);
    await server.stop();
    if (erased) assert.ok(!holds(place.db, `ronde${round}huis`), `round ${round}`);
    server = await serve(place);
  }
  assert.ok(seen.all > 0 && seen.nothing > 0, `${JSON.stringify(seen)} with ${whole} ms for one`);
});

test('how long things are kept is set, tried without doing it, done by a button, and told on the privacy page', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  await server.api('POST', '/persons', { token: tokens.secretary, body: { name: 'Griet Nergens', email: 'griet@example.be' } });
  const page = await secretary.get('/beheer/bewaren');
  await validate(page.text, 'retention');
  assert.match(plain(page.text), /er nu niets om op te ruimen/);
  const form = formOf(page.text, '/beheer/bewaren');
  const wrong = await secretary.post('/beheer/bewaren', { ...form.fields, replies: '601' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'wrong terms');
  assert.equal((await secretary.post('/beheer/bewaren', { ...form.fields, replies: '24', events: '1' })).status, 303);
  const after = await secretary.get('/beheer/bewaren');
  await validate(after.text, 'a dry run');
  assert.equal(formOf(after.text, '/beheer/bewaren').fields.replies, '24');
  assert.match(plain((await secretary.get('/privacy')).text), /Opmerkingen bij antwoorden: 24 maanden/);
  await validate((await secretary.get('/privacy')).text, 'privacy');
  const dry = lokd('retention', '--db', db, '--dry-run');
  assert.match(dry, /replies\s+\d+ would go, older than \d{4}-\d\d-\d\d \(24 months\)/);
  assert.match(dry, /letters\s+is kept/);
  const run = await server.api('POST', '/retention/run', { token: tokens.secretary });
  assert.equal(run.json.gone.length, 8);
  assert.equal((await secretary.post('/beheer/bewaren/opruimen', {})).status, 303);
  assert.match(lokd('retention', '--db', db), /replies\s+0 gone/);
});
