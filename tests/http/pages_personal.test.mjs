// The personal link in a mail, who comes, and what people propose: for each role, and when it is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { sentAgenda, sentByHand } from './people.mjs';
import { browser, formOf, forms, messageAt, plain, safeHeaders, signedIn, validate } from './pages.mjs';

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};
const events = async (server, token) =>
  (await server.http('GET', '/api/v1/events?pageSize=100', { token })).json.items.map((one) => `${one.id} ${one.type}`);

test('following a personal link changes nothing, pressing its button does', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const { id, secretary, people } = await sentAgenda(place);
  const { path } = people[0], who = browser(server);
  const before = await events(server, tokens.secretary);
  for (let i = 0; i < 3; i++) {
    for (const below of ['', '/stoppen', '/kalender.ics']) {
      const rs = await who.get(path + below);
      assert.equal(rs.status, 200, below);
      assert.equal(rs.headers['set-cookie'], undefined);
      safeHeaders(rs.headers['content-type'].startsWith('text/html') ? rs : { ...rs, status: 0 }, below);
      if (below !== '/kalender.ics') await validate(rs.text, below);
    }
  }
  assert.deepEqual(await events(server, tokens.secretary), before);
  const page = await who.get(path);
  assert.match(plain(page.text), /Mentoren in 2025/);
  assert.match(page.text, /<em>daarna<\/em>/);
  assert.match((await who.get(`${path}/kalender.ics`)).text, /^BEGIN:VCALENDAR\r\n/);

  const form = formOf(page.text, `${path}/antwoord`);
  const rs = await who.post(form.action, { ...form.fields, answer: 'replaced', remark: 'De mentor komt.' });
  assert.equal(rs.status, 303, rs.text);
  const after = await who.get(rs.headers.location);
  assert.match(plain(after.text), /Uw antwoord is bewaard/);
  assert.match(plain(after.text), /Ik stuur een vervanger/);
  assert.equal(formOf(after.text, `${path}/antwoord`).fields.remark, 'De mentor komt.');
  await who.post(form.action, { answer: 'coming', remark: '' });
  const all = await secretary.get(`/vergaderingen/${id}/aanwezigheid`);
  await validate(all.text, 'attendance');
  assert.match(plain(all.text), /Komen \(1\)/);
  assert.match(plain(all.text), /via de persoonlijke link/);
  assert.match(plain((await secretary.get(`/vergaderingen/${id}`)).text), /1 persoon komt/);
});

test('what is wrong on a personal page comes back, with what was typed, and changes nothing', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const { path } = (await sentAgenda(place)).people[0];
  const who = browser(server);
  const before = await events(server, tokens.secretary);
  for (const fields of [{}, { answer: '' }, { answer: 'misschien', remark: 'Hm' }, { answer: 'coming', remark: 'x'.repeat(501) }, { answer: 'coming', person_id: '1' }]) {
    const rs = await who.post(`${path}/antwoord`, fields);
    assert.equal(rs.status, 400, JSON.stringify(fields).slice(0, 60));
    await validate(rs.text, 'a refused answer');
    if (fields.remark) assert.equal(formOf(rs.text, `${path}/antwoord`).fields.remark, fields.remark);
  }
  for (const [fields, field] of [[{ title: '', text: 'Een tekst' }, 'title'], [{ title: 'x'.repeat(201), text: 'Een tekst' }, 'title'],
    [{ title: 'Goed', text: 'Een tekst', minutes: 'veel' }, 'minutes'], [{ title: 'Goed', text: 'x'.repeat(10_001) }, 'text']]) {
    const rs = await who.post(`${path}/voorstel`, fields);
    assert.equal(rs.status, 400);
    assert.ok(messageAt(rs.text, field).length > 8, field);
    const back = formOf(rs.text, `${path}/voorstel`).fields;
    if (field !== 'text') assert.equal(back.text, 'Een tekst');
    if (field !== 'title') assert.equal(back.title, 'Goed');
    await validate(rs.text, 'a refused proposal');
  }
  for (const below of ['/antwoord', '/voorstel', '/stoppen', '/nieuw'])
    assert.equal((await who.post(path + below, { answer: 'coming', title: 'x' }, { 'sec-fetch-site': 'cross-site' })).status, 403, below);
  assert.equal((await who.post(`${path}/antwoord`, { answer: 'coming', remark: 'y'.repeat(20_000) })).status, 413);
  assert.deepEqual(await events(server, tokens.secretary), before);
});

test('an unknown link says so and gives nothing away', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  await sentAgenda(place);
  const before = await events(server, tokens.secretary), who = browser(server);
  for (const token of ['x'.repeat(43), 'kort', '%00', "'%20OR%201=1"]) {
    for (const [method, below] of [['get', ''], ['get', '/stoppen'], ['get', '/kalender.ics'], ['post', '/antwoord'], ['post', '/voorstel'], ['post', '/stoppen']]) {
      const rs = await who[method](`/persoonlijk/${token}${below}`, method === 'post' ? { answer: 'coming', title: 'x' } : {});
      assert.ok([410, 400].includes(rs.status), `${token}${below}: ${rs.status}`);
      assert.doesNotMatch(rs.text, /Mentoren in 2025|Nieuwe link vragen/);
      if (rs.status === 410) await validate(rs.text, token);
    }
    const asked = await who.post(`/persoonlijk/${token}/nieuw`);
    assert.ok([303, 400].includes(asked.status), 'the same answer as for one that is known');
  }
  assert.deepEqual(await events(server, tokens.secretary), before);
});

test('a link that is over or revoked says why, and another may be asked for', async (t) => {
  const place = await given(t);
  const { server, db } = place;
  const { people } = await sentAgenda(place);
  const { path } = people[0], who = browser(server);
  for (const [change, said] of [['expires_at = 1', /Deze link werkte tot/], ['revoked_at = 1', /Deze link is ingetrokken/]]) {
    assert.equal(spawnSync('sqlite3', [db, `PRAGMA busy_timeout=5000; UPDATE personal_link SET ${change}`]).status, 0);
    const rs = await who.get(path);
    assert.equal(rs.status, 410);
    assert.match(plain(rs.text), said);
    assert.doesNotMatch(rs.text, /Mentoren in 2025/);
    await validate(rs.text, change);
    for (const below of ['/antwoord', '/voorstel', '/stoppen']) assert.equal((await who.post(path + below, { answer: 'coming', title: 'x' })).status, 410, below);
    const form = formOf(rs.text, `${path}/nieuw`);
    const asked = await who.post(form.action, form.fields);
    assert.equal(asked.status, 303);
    const after = await who.get(asked.headers.location);
    assert.match(plain(after.text), /Uw vraag is genoteerd/);
    await validate(after.text, 'after asking');
  }
});

test('who proposes by personal link sees the answer there', async (t) => {
  const place = await given(t);
  const { server } = place;
  const { id, secretary, people } = await sentAgenda(place, { startsAt: '2024-09-24T17:30:00Z' });
  const { path } = people[0], who = browser(server);
  for (const title of ['Eerste <punt>', 'Tweede', 'Derde'])
    assert.equal((await who.post(`${path}/voorstel`, { title, text: 'Met *nadruk*', minutes: '15' })).status, 303);
  const agenda = await secretary.get(`/vergaderingen/${id}/agenda`);
  await validate(agenda.text, 'offers');
  const [first, second, third] = forms(agenda.text).filter((form) => /\/voorstellen\/\d+\/aanvaarden/.test(form.action));
  assert.match(plain(agenda.text), /Eerste <punt>/);
  const number = (form) => /\d+/.exec(form.action)[0];

  assert.equal((await secretary.post(first.action, first.fields)).status, 303);
  assert.match(plain((await secretary.get(`/vergaderingen/${id}/agenda`)).text), /Eerste <punt>/);
  assert.equal((await secretary.post(first.action, first.fields)).status, 409, 'answered once');
  for (const [below, wrong, field] of [['uitstellen', { target_month: '' }, 'target_month'], ['uitstellen', { target_month: '2020-01' }, 'target_month'], ['weigeren', { reason: '' }, 'reason']]) {
    const rs = await secretary.post(`/voorstellen/${number(second)}/${below}`, wrong);
    assert.equal(rs.status, 400, below);
    assert.ok(messageAt(rs.text, field).length > 8, field);
    await validate(rs.text, below);
  }
  assert.equal((await secretary.post(`/voorstellen/${number(second)}/uitstellen`, { target_month: '2024-11', later_note: '', later_tell: '1' })).status, 303);
  assert.equal((await secretary.post(`/voorstellen/${number(third)}/weigeren`, { reason: 'Hoort bij het college.' })).status, 303);
  const own = await who.get(path);
  await validate(own.text, 'own proposals');
  for (const said of [/aanvaard/, /uitgesteld naar november 2024/, /niet aanvaard/, /Hoort bij het college/]) assert.match(plain(own.text), said);
});

test('each role sees and does what is its own', async (t) => {
  const place = await given(t);
  const { server, db, tokens } = place;
  const { id, sending, secretary, people } = await sentAgenda(place, { startsAt: '2024-09-24T17:30:00Z' });
  const pasted = await secretary.post(`/vergaderingen/${id}/voorstellen`, { title: 'Per mail', text: '', minutes: '', partner_id: '1' });
  assert.equal(pasted.status, 303);
  const secret = [['get', `/vergaderingen/${id}/aanwezigheid`], ['post', `/vergaderingen/${id}/aanwezigheid`], ['post', `/vergaderingen/${id}/aanwezigheid/1/wissen`],
    ['get', `/verzendingen/${sending}/zelf`], ['get', `/verzendingen/${sending}/uitnodiging/1.ics`], ['post', `/verzendingen/${sending}/verzendlijst`],
    ['get', `/vergaderingen/${id}/oproep`], ['post', `/vergaderingen/${id}/oproep`], ['post', `/vergaderingen/${id}/proefbericht`],
    ['post', '/voorstellen/2/aanvaarden'], ['post', '/voorstellen/2/uitstellen'], ['post', '/voorstellen/2/weigeren']];
  const others = [];
  for (const email of ['', 'lid@example.be', 'partner@example.be']) others.push([email, await signedIn(server, db, email)]);
  const before = await events(server, tokens.secretary);
  for (const [email, who] of others) {
    for (const [method, path] of secret) {
      const rs = await who[method](path, method === 'post' ? { person_id: '1', answer: 'coming', reason: 'x', target_month: '2024-12', soort: 'agenda', closes_on: '' } : {});
      assert.equal(rs.status, email ? 403 : method === 'post' ? 401 : 303, `${method} ${path} for ${email || 'a visitor'}`);
    }
    const foreign = await who.get('/voorstellen/2');
    assert.equal(foreign.status, email ? 404 : 303, 'what another proposed');
  }
  assert.deepEqual(await events(server, tokens.secretary), before);

  const lid = await signedIn(server, db, 'lid@example.be');
  const page = await lid.get(`/vergaderingen/${id}`);
  assert.match(page.text, new RegExp(`href="/vergaderingen/${id}/antwoord"`));
  const form = formOf((await lid.get(`/vergaderingen/${id}/antwoord`)).text, `/vergaderingen/${id}/antwoord`);
  assert.equal((await lid.post(form.action, { ...form.fields, answer: 'nee' })).status, 400);
  assert.equal((await lid.post(form.action, { ...form.fields, answer: 'excused' })).status, 303);
  assert.match(plain((await lid.get(`/vergaderingen/${id}`)).text), /Ik verontschuldig mij/);
  const proposal = formOf((await lid.get(`/vergaderingen/${id}/voorstellen`)).text, `/vergaderingen/${id}/voorstellen`);
  assert.ok(!('partner_id' in proposal.fields), 'whose it is, is no question');
  assert.equal((await lid.post(proposal.action, { ...proposal.fields, title: '' })).status, 400);
  assert.equal((await lid.post(proposal.action, { ...proposal.fields, title: 'Van een lid' })).status, 303);
  const mine = /href="(\/voorstellen\/\d+)"/.exec((await lid.get(`/vergaderingen/${id}`)).text)[1];
  const shown = await lid.get(mine);
  assert.equal(shown.status, 200);
  assert.deepEqual(forms(shown.text).filter((one) => one.action.startsWith('/voorstellen')), []);
  await validate(shown.text, mine);

  const done = await secretary.post(`/vergaderingen/${id}/aanwezigheid`, { person_id: '999999', answer: 'coming', remark: 'Belde' });
  assert.equal(done.status, 400);
  assert.equal(formOf(done.text, `/vergaderingen/${id}/aanwezigheid`).fields.remark, 'Belde');
  await validate(done.text, 'a wrong tick');
  const rs = await secretary.post(`/vergaderingen/${id}/aanwezigheid`, { person_id: '2', answer: 'excused', remark: 'Belde' });
  assert.equal(rs.status, 303, plain(rs.text));
  assert.match(plain((await secretary.get(`/vergaderingen/${id}/aanwezigheid`)).text), /genoteerd door/);
  assert.equal((await secretary.post(`/vergaderingen/${id}/aanwezigheid/2/wissen`)).status, 303);
  assert.equal((await secretary.post(`/vergaderingen/${id}/aanwezigheid/2/wissen`)).status, 404);
  assert.ok(people.length > 0);
});

test('the list for mail merge names each once, and what is copied holds no personal link', async (t) => {
  const place = await given(t);
  const { id, sending, secretary, people, list } = await sentByHand(place);
  assert.match(list.headers['content-type'], /^text\/csv; charset=utf-8/);
  assert.match(list.headers['content-disposition'], /attachment/);
  assert.equal(list.headers['cache-control'], 'no-store');
  assert.equal(new Set(people.map((one) => one['E-mail'])).size, people.length);
  assert.equal(new Set(people.map((one) => one.Link)).size, people.length);
  for (const one of people) assert.ok(one.Tekst.includes(one.Link), 'the text has the link');
  const page = await secretary.get(`/verzendingen/${sending}/zelf`);
  await validate(page.text, 'by hand');
  assert.doesNotMatch(page.text, /persoonlijk\/[A-Za-z0-9_-]{43}/);
  for (const one of people) assert.ok(page.text.includes(one['E-mail']));
  const file = /href="(\/verzendingen\/\d+\/uitnodiging\/1\.ics)"/.exec(page.text)?.[1];
  const ics = await secretary.get(file);
  assert.match(ics.text, /^BEGIN:VCALENDAR\r\n[\s\S]*LOK mei/);
  for (const other of ['0', '99', 'x', '-1']) assert.equal((await secretary.get(`/verzendingen/${sending}/uitnodiging/${other}.ics`)).status, 404, other);
  assert.equal((await secretary.get('/verzendingen/999/zelf')).status, 404);
  const sample = await secretary.post(`/vergaderingen/${id}/proefbericht`, { soort: 'agenda' });
  assert.equal(sample.status, 409, 'without a mail server there is no sample');
});

test('a call that the secretary mails by hand says the second time that everybody had it', async (t) => {
  const place = await given(t);
  const { secretary } = await sentByHand(place), token = place.tokens.secretary;
  const startsAt = `${new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)}T17:30:00Z`;
  const { id } = (await place.server.api('POST', '/meetings', { token, body: { title: 'LOK later', startsAt } })).json;
  assert.equal((await place.server.api('POST', `/meetings/${id}/publication`, { token, body: { kind: 'date' }, headers: { 'idempotency-key': 'd' } })).status, 201);
  const at = `/vergaderingen/${id}/versturen`;
  const form = formOf((await secretary.get(`${at}?soort=oproep`)).text, at);
  assert.equal((await secretary.post(at, form.fields)).status, 303);
  const again = await secretary.get(`${at}?soort=oproep`);
  await validate(again.text, 'a call that everybody had');
  assert.match(plain(again.text), /Iedereen kreeg dit bericht al\. De teksten om zelf te mailen staan nog bij die verzending\./);
  assert.equal((await secretary.post(at, form.fields)).status, 409);
});

test('who is unticked gets nothing, and nobody may be told at all', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const made = await server.api('POST', '/meetings', { token: tokens.secretary, body: { title: 'LOK', startsAt: '2024-09-24T17:30:00Z' } });
  const { id } = made.json;
  const at = `/vergaderingen/${id}/versturen?soort=datum`;
  const page = await secretary.get(at);
  await validate(page.text, at);
  const form = formOf(page.text, `/vergaderingen/${id}/versturen`);
  assert.ok(form.fields.aan.length > 3, 'everybody is ticked');
  assert.equal((await secretary.post(`/vergaderingen/${id}/proefbericht`, { soort: 'datum' })).status, 303);
  const none = formOf((await secretary.get(`${at}&kies=1`)).text, form.action);
  assert.equal(none.fields.aan, undefined, 'nobody is ticked');
  const [first] = form.fields.aan;
  const stale = await secretary.post(form.action, { ...form.fields, aan: [first], _version: '99' });
  assert.equal(stale.status, 412);
  const back = formOf(stale.text, form.action);
  assert.equal(back.fields.aan, first, 'the choice comes back');
  await validate(stale.text, 'a stale choice');
  const rs = await secretary.post(form.action, back.fields);
  assert.equal(rs.status, 303, plain(rs.text));
  const told = await secretary.get(`/vergaderingen/${id}`);
  assert.match(plain(told.text), /De datum is meegedeeld aan 1 ontvanger/);
  assert.doesNotMatch(told.text, /\/zelf"/);
  assert.equal((await secretary.post(`/vergaderingen/${id}/proefbericht`, { soort: 'iets' })).status, 400);
});

test('links are revoked by the secretary, over the API, and by who bears them', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const { people, secretary } = await sentAgenda(place);
  const idOf = (address) => sql(db, `SELECT id FROM person WHERE email = '${address}'`);
  const works = async ({ path }) => (await browser(server).get(path)).status;
  const [byPage, byApi, bySelf, untouched] = people;
  const pages = { page: `/personen/${idOf(byPage['E-mail'])}`, links: `/persons/${idOf(byApi['E-mail'])}/links` };
  for (const one of [byPage, byApi, bySelf, untouched]) assert.equal(await works(one), 200);

  const edit = await secretary.get(`${pages.page}/bewerken`);
  await validate(edit.text, 'a person with links');
  assert.match(plain(edit.text), /Er werkt nu 1 link zonder wachtwoord|Er werken nu \d+ links zonder wachtwoord/);
  const revoked = await secretary.post(formOf(edit.text, `${pages.page}/links/intrekken`).action);
  assert.equal(revoked.status, 303, revoked.text);
  const after = plain((await secretary.get(revoked.headers.location)).text);
  assert.match(after, /De links zijn ingetrokken/);
  assert.match(after, /Er is geen link die nog werkt/);
  const gone = await browser(server).get(byPage.path);
  assert.equal(gone.status, 410);
  assert.match(plain(gone.text), /Deze link is ingetrokken/);
  assert.ok(formOf(gone.text, `${byPage.path}/nieuw`), 'another can be asked');
  assert.equal((await browser(server).post(`${byPage.path}/antwoord`, { answer: 'coming' })).status, 410);

  const token = tokens.secretary;
  const before = await server.api('GET', pages.links, { token });
  assert.ok(before.json.items.length >= 1);
  for (const as of [tokens.member, tokens.partner, undefined]) assert.ok([401, 403].includes((await server.api('DELETE', pages.links, { token: as })).status));
  assert.equal(await works(byApi), 200);
  assert.equal((await server.api('DELETE', pages.links, { token })).status, 204);
  assert.deepEqual((await server.api('GET', pages.links, { token })).json.items, []);
  assert.equal(await works(byApi), 410);

  const who = browser(server), at = `${bySelf.path}/intrekken`;
  assert.equal((await who.post(at, {}, { 'sec-fetch-site': 'cross-site' })).status, 403);
  const own = await who.post(formOf((await who.get(`${bySelf.path}/stoppen`)).text, at).action);
  assert.equal(own.status, 303);
  assert.equal(await works(bySelf), 410);
  assert.equal(await works(untouched), 200, 'of nobody else');
});
