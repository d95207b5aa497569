// Documents on pages: who adds, who sees, what is refused, how they are handed out.
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { multipart, pdf, upload } from './documents.mjs';
import { given, serve } from './lib.mjs';
import { plain, signedIn, validate } from './pages.mjs';
import { sentAgenda } from './people.mjs';

async function place(t, settings) {
  const all = await given(t, settings);
  const secretary = await signedIn(all.server, all.db, 'secretaris@example.be');
  const member = await signedIn(all.server, all.db, 'lid@example.be');
  return { ...all, secretary, member, nobody: await signedIn(all.server, all.db, '') };
}
const at = (html, name) => new RegExp(`href="(/documenten/\\d+)">${name}`).exec(html)?.[1];

test('a document stands on the page of each thing, for who may see it', async (t) => {
  const { server, tokens, secretary, member, nobody } = await place(t);
  const token = tokens.secretary;
  const meetings = (await server.api('GET', '/meetings', { token })).json.items;
  const closed = meetings.find((m) => m.state === 'closed');
  const item = (await server.api('GET', `/meetings/${closed.id}/items`, { token })).json.items[0];
  const decision = (await server.api('GET', '/decisions')).json.items[0];
  const dossier = (await server.api('GET', '/dossiers')).json.items[0];
  const things = [['vergadering', closed.id, 'vergaderingen'], ['punt', item.id, 'punten'], ['beslissing', decision.number, 'beslissingen'], ['dossier', dossier.id, 'dossiers']];
  for (const [owner, id, path] of things) {
    for (const [name, access] of [[`Voor leden ${owner}.pdf`, 'members'], [`Geheim ${owner}.pdf`, 'secretariat']]) {
      const done = await upload(server, secretary, `/documenten/bij/${owner}/${id}`, name, pdf(name), { access });
      assert.equal(done.status, 303, done.text);
      assert.equal(done.headers.location, `/${path}/${id}#documenten`);
    }
    const page = (await secretary.get(`/${path}/${id}`)).text;
    await validate(page, `${owner} for the secretary`);
    assert.ok(at(page, 'Geheim') && /enctype="multipart\/form-data"/.test(page));
    const own = (await member.get(`/${path}/${id}`)).text;
    await validate(own, `${owner} for a member`);
    const secret = at(page, 'Geheim'), open = at(own, 'Voor leden');
    assert.ok(open, owner);
    for (const who of [member, nobody]) {
      assert.ok(!(await who.get(`/${path}/${id}`)).text.includes('Geheim'), owner);
      assert.equal((await who.get(secret)).status, 404);
      assert.equal((await who.post(`${open}/verwijderen`)).status, who === nobody ? 303 : 403);
      assert.equal((await upload(server, who, `/documenten/bij/${owner}/${id}`, 'x.pdf', pdf('nee'))).status, who === nobody ? 303 : 403);
    }
    assert.ok(!(await nobody.get(`/${path}/${id}`)).text.includes('Voor leden'), owner);
    assert.equal((await nobody.get(open)).status, 404);
  }
  const story = 2; // documents of the practice council itself, which are public
  for (const [who, expected] of [[secretary, story + 8], [member, story + 4], [nobody, story]]) {
    const page = (await who.get('/documenten')).text;
    await validate(page, 'documents');
    assert.equal([...page.matchAll(/href="\/documenten\/\d+"/g)].length, expected);
    assert.equal([...(await who.get('/documenten?zoek=geheim')).text.matchAll(/href="\/documenten\/\d+"/g)].length, who === secretary ? 4 : 0);
  }
});

test('it is handed out as a file to keep, under its own name', async (t) => {
  const { server, secretary, tokens } = await place(t);
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  await upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, 'Nota “één” & "twee".pdf'.replaceAll('"', '%22'), pdf('inhoud'));
  const path = /href="(\/documenten\/\d+)"/.exec((await secretary.get(`/dossiers/${dossier.id}`)).text)[1];
  const got = await secretary.get(path);
  assert.equal(got.status, 200);
  assert.equal(got.text, pdf('inhoud'));
  assert.equal(got.headers['content-type'], 'application/pdf');
  assert.equal(got.headers['x-content-type-options'], 'nosniff');
  assert.equal(got.headers["content-disposition"], `attachment; filename="Nota ___n_ & _twee_.pdf"; filename*=UTF-8''Nota%20%E2%80%9C%C3%A9%C3%A9n%E2%80%9D%20&%20_twee_.pdf`);
  assert.match(got.headers.etag, /^"[0-9a-f]{64}"$/);
  assert.equal((await secretary.get(path, { 'if-none-match': got.headers.etag })).status, 304);
});

test('a large one comes and goes whole, and one that is too large does not', async (t) => {
  const { server, secretary, tokens } = await place(t, { attachment_max_mb: 1 });
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  const large = pdf('x'.repeat(900_000));
  assert.equal((await upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, 'Groot.pdf', large)).status, 303);
  const path = /href="(\/documenten\/\d+)"/.exec((await secretary.get(`/dossiers/${dossier.id}`)).text)[1];
  assert.equal((await secretary.get(path)).text, large);
  const refused = await upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, 'Te groot.pdf', pdf('x'.repeat(1_048_576)));
  assert.equal(refused.status, 413);
  assert.match(plain(refused.text), /hoogstens 1 MB/);
});

test('what is not what it says is refused with the reason, and nothing is kept', async (t) => {
  const { server, secretary, tokens } = await place(t);
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  const to = `/documenten/bij/dossier/${dossier.id}`;
  for (const [name, content, why] of [
    ['nota.pdf', '<html>', /geen PDF, Word/], ['nota.docx', pdf(), /nota\.docx, maar de inhoud is iets anders/],
    ['nota.pdf', '%PDF-1.4 afgebroken', /beschadigd of onvolledig/], ['', '', /Kies een bestand/], ['leeg.pdf', '', /leeg/],
  ]) {
    const rs = await upload(server, secretary, to, name, content);
    assert.equal(rs.status, 400, name);
    assert.match(plain(rs.text), why);
    await validate(rs.text, 'refused');
  }
  const wide = await upload(server, secretary, to, 'x.pdf', pdf(), { access: 'iedereen' });
  assert.equal(wide.status, 400);
  const script = await upload(server, secretary, to, 'nota.pdf', 'x', { headers: { accept: 'application/json' } });
  assert.match(script.json.detail, /geen PDF/);
  const { body, type } = multipart([['file', pdf(), 'x.pdf'], ['access', 'members']]);
  const headers = { 'sec-fetch-site': 'same-origin', cookie: secretary.kept.cookie, 'content-type': type };
  for (const bad of [body.slice(0, -6), body.replace('form-data', 'attachment'), `x${body}`, body.replace('\r\n\r\n', '\n\n')])
    assert.equal((await server.http('POST', to, { body: bad, headers })).status, 400);
  assert.equal((await server.http('POST', to, { body, headers: { ...headers, 'sec-fetch-site': 'cross-site' } })).status, 403);
  assert.match((await secretary.get(`/dossiers/${dossier.id}`)).text, /nog geen documenten/);
});

test('one is removed, put back, and replaced by a new version', async (t) => {
  const { server, secretary, tokens } = await place(t);
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  const to = `/documenten/bij/dossier/${dossier.id}`, page = `/dossiers/${dossier.id}`;
  await upload(server, secretary, to, 'Plan.pdf', pdf(1));
  const first = at((await secretary.get(page)).text, 'Plan');
  const gone = await secretary.post(`${first}/verwijderen`);
  assert.equal(gone.headers.location, `${page}#documenten`);
  const undo = (await secretary.get(page)).text;
  assert.match(undo, new RegExp(`action="${first}/terugzetten"`));
  assert.equal((await secretary.get(first)).status, 404);
  assert.equal((await secretary.post(`${first}/terugzetten`)).status, 303);
  assert.equal((await secretary.get(first)).status, 200);
  const again = await upload(server, secretary, to, 'Plan.pdf', pdf(2), { replaces: first.split('/')[2], headers: { accept: 'application/json' } });
  assert.deepEqual(again.json, { to: `${page}#documenten` });
  const both = (await secretary.get(page)).text;
  await validate(both, 'two versions');
  assert.match(both, /Eerdere versies/);
  assert.match(plain(both), /Het document “Plan.pdf” is toegevoegd/);
});

test('who reads a document is changed on a page and taken back', async (t) => {
  const { server, tokens, secretary, member, nobody } = await place(t);
  const dossier = (await server.api('GET', '/dossiers', { token: tokens.secretary })).json.items[0];
  const page = `/dossiers/${dossier.id}`;
  await upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, 'Begroting.pdf', pdf('b'), { access: 'secretariat' });
  const html = (await secretary.get(page)).text;
  const to = at(html, 'Begroting'), change = `${to}/lezen`;
  assert.ok(html.includes(`href="${change}"`), 'a way to the page');
  const form = await secretary.get(change);
  await validate(form.text, 'who reads it');
  for (const who of [member, nobody]) {
    assert.ok(!(await who.get(change)).text.includes('Begroting'));
    assert.equal((await who.post(change, { access: 'public', _version: '1' })).status, who === nobody ? 401 : 403);
  }
  assert.equal((await member.get(to)).status, 404);
  assert.equal((await secretary.post(change, { access: 'iedereen', _version: '1' })).status, 400);
  const done = await secretary.post(change, { access: 'members', _version: '1' });
  assert.equal(done.headers.location, `${page}#documenten`);
  assert.equal((await member.get(to)).status, 200);
  assert.equal((await nobody.get(to)).status, 404);
  const after = (await secretary.get(page)).text;
  assert.match(plain(after), /“Begroting.pdf” is nu voor de leden/);
  const undo = /action="([^"]*\/lezen\/terug[^"]*)"/.exec(after)[1].replaceAll('&amp;', '&');
  const stale = await secretary.post(change, { access: 'public', _version: '1' });
  assert.equal(stale.status, 412);
  await validate(stale.text, 'changed meanwhile');
  assert.equal((await secretary.post(undo)).status, 303);
  assert.equal((await member.get(to)).status, 404);
  assert.equal((await secretary.post(undo)).status, 412, 'taken back once');
  assert.equal((await member.get(to)).status, 404);
});

test('a program of the operator looks at each document', async (t) => {
  const { server: first, ...rest } = await given(t);
  await first.stop();
  const program = join(rest.folder, 'scan');
  writeFileSync(program, '#!/bin/sh\ncase "$(cat)" in *EICAR*) exit 1;; *STUK*) exit 2;; esac\n');
  chmodSync(program, 0o755);
  const server = await serve(rest, { scan_command: `${program} --snel` });
  const secretary = await signedIn(server, rest.db, 'secretaris@example.be');
  const dossier = (await server.api('GET', '/dossiers', { token: rest.tokens.secretary })).json.items[0];
  const send = (words) => upload(server, secretary, `/documenten/bij/dossier/${dossier.id}`, `${words}.pdf`, pdf(words));
  assert.equal((await send('goed')).status, 303);
  const bad = await send('EICAR');
  assert.equal(bad.status, 400);
  assert.match(plain(bad.text), /virus/);
  const broken = await send('STUK');
  assert.equal(broken.status, 503);
  assert.match(plain(broken.text), /Probeer het later opnieuw/);
});

test('by personal link a partner adds to its proposal and reads what was sent', async (t) => {
  const all = await place(t);
  const { server, secretary } = all;
  const { id, people } = await sentAgenda(all);
  const contact = people.find((p) => p['E-mail'] === 'partner@example.be') ?? people[0];
  const who = await signedIn(server, all.db, '');
  assert.equal((await who.post(`${contact.path}/voorstel`, { title: 'Speelplein', text: 'Graag', minutes: '10' })).status, 303);
  const page = (await who.get(contact.path)).text;
  await validate(page, 'personal');
  const to = /href="(\/persoonlijk\/[^"]+\/voorstellen\/\d+\/documenten)"/.exec(page)[1];
  const form = (await who.get(to)).text;
  await validate(form, 'form by link');
  assert.ok(!form.includes('name="access"'));
  const { body, type } = multipart([['file', pdf('plan'), 'Plan van ons.pdf'], ['replaces_id', '']]);
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': type };
  const added = await server.http('POST', to, { body, headers });
  assert.equal(added.status, 303, added.text);
  const after = (await who.get(contact.path)).text;
  await validate(after, 'personal with a document');
  const own = /href="(\/persoonlijk\/[^"]+\/documenten\/\d+)">Plan van ons/.exec(after)[1];
  assert.equal((await who.get(own)).text, pdf('plan'));
  const other = people.find((p) => p.path !== contact.path && p['E-mail'] !== contact['E-mail']);
  assert.equal((await who.get(own.replace(contact.path, other.path))).status, 404);
  assert.equal((await server.http('POST', to.replace(contact.path, other.path), { body, headers })).status, 404);
  assert.equal((await server.http('POST', to.replace(/persoonlijk\/[^/]+/, `persoonlijk/${'x'.repeat(43)}`), { body, headers })).status, 410);

  assert.equal((await upload(server, secretary, `/documenten/bij/vergadering/${id}`, 'Later.pdf', pdf('later'), { access: 'members' })).status, 303);
  assert.match((await secretary.get(`/vergaderingen/${id}`)).text, /Document toegevoegd: Later.pdf/);
  const member = people.find((p) => p['E-mail'] === 'lid@example.be') ?? people.at(-1);
  assert.ok(!(await who.get(member.path)).text.includes('Later.pdf'));
});
