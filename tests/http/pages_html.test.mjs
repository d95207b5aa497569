// Every page of web/routes_pages.def, for everybody: valid HTML, and its security headers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { sentByHand } from './people.mjs';
import { addUser, complaints, pageRoutes, safeHeaders, signedIn, validate } from './pages.mjs';

/** A year of a council: a meeting behind us, one that is sent, one that is only a month. */
async function someWork({ server, tokens }) {
  const token = tokens.secretary;
  const made = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const meeting = await made('POST', '/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z', location: 'Zaal <Schelde> & co' });
  await made('POST', `/meetings/${meeting.id}/offers/${meeting.offers[0].id}`);
  await made('POST', `/meetings/${meeting.id}/items`, { title: 'Een "moeilijke" titel <b>', purpose: 'decision', minutes: 20, text: 'Met *nadruk*, een [link](https://example.be/) en\n\n- een lijst' });
  await made('POST', `/meetings/${meeting.id}/items`, { title: 'Tweede punt', purpose: 'discussion' });
  await made('POST', `/meetings/${meeting.id}/publication`, {}, { 'idempotency-key': 'a' });
  const items = await made('GET', `/meetings/${meeting.id}/items`);
  const item = items.items.find((one) => one.purpose === 'decision');
  const treatment = await server.api('GET', `/items/${item.id}/treatment`, { token });
  const rs = await server.api('PUT', `/items/${item.id}/treatment`, {
    token,
    headers: { 'if-match': treatment.headers.etag },
    body: { outcome: 'approved', decision: { title: 'Beslist <is> beslist', text: 'Wij kopen *twaalf* stoelen.', release: true } },
  });
  assert.equal(rs.status, 200, rs.text);
  const draft = await made('POST', '/meetings', { title: 'LOK november', startsAt: '2024-11-19T18:30:00Z' });
  const open = await made('POST', `/meetings/${draft.id}/items`, { title: 'Nog een punt', purpose: 'information' });
  await made('POST', `/meetings/${draft.id}/publication`, { kind: 'agenda_chair' }, { 'idempotency-key': 'n' });
  await made('POST', '/dossiers/1/coalition/needs', { least: 2, words: '<opvanglocaties>', kind: 'care_location' });
  await made('POST', '/dossiers/1/coalition/members', { partnerId: '1', state: 'committed', contact: 'coördinator' });
  const busy = await made('POST', '/meetings', { title: 'LOK april', startsAt: '2024-04-15T17:30:00Z' });
  await made('POST', `/meetings/${busy.id}/items`, { title: 'Een punt <bezig>', purpose: 'advice', text: 'Met *nadruk*' });
  await made('PUT', `/meetings/${busy.id}/state`, { state: 'in_session' }, { 'if-match': '*' });
  const advice = await made('POST', '/advices', { title: 'Een <advies>', askedOn: '2024-01-10' });
  const ready = await made('POST', '/advices', { title: 'Een <vraag>', askedOn: '2024-01-11', question: 'Met *nadruk*' });
  await made('PUT', `/advices/${advice.number}/text`, { text: 'Doe <dit>.', balanceReason: 'Een oefening' }, { 'if-match': '*' });
  const session = async (startsAt, input) => {
    const held = await made('POST', '/meetings', { title: 'LOK vroeger', startsAt });
    const told = await made('POST', `/meetings/${held.id}/items`, { title: 'Een <verslagpunt>', ...input });
    const put = (path, body) => server.api('PUT', path, { token, body, headers: { 'if-match': '*' } });
    await put(`/meetings/${held.id}/state`, { state: 'in_session' });
    await put(`/items/${told.id}/treatment`, { outcome: 'approved', note: 'Met *nadruk* & zo' });
    await put(`/meetings/${held.id}/state`, { state: 'closed' });
    const text = await put(`/meetings/${held.id}/minutes/items/${told.id}`, { text: 'Er was <b>steun</b> van Els Voorbeeld\n\n•\teen\n•\ttwee' });
    assert.equal(text.status, 200, text.text);
    return held.id;
  };
  const approved = await session('2024-03-05T18:30:00Z');
  await made('POST', `/meetings/${approved}/publication`, { kind: 'minutes_members' }, { 'idempotency-key': 'v' });
  await session('2024-03-12T18:30:00Z', { purpose: 'approval_of_minutes' });
  const writing = await session('2024-03-19T18:30:00Z');
  const round = await made('POST', '/expansions', { title: 'Ronde <2024>', closesOn: '2024-04-01', access: 'public', places: 20, dossierId: '1' });
  const { criteria } = await made('POST', `/expansions/${round.id}/criteria/current`, { name: '<Toegankelijk>', weight: 100, most: 10, explanation: 'Voor "wie" & hoe' });
  const { applications } = await made('POST', `/expansions/${round.id}/applications`, { organiser: 'De <Wolk>', location: 'Wolk', care: 'group_care', places: 8, receivedOn: '2024-03-01' });
  const application = `/expansions/${round.id}/applications/${applications[0].id}`;
  await made('POST', `${application}/conflicts`, { personId: '3', reason: 'werkt <er>', leftRoom: true });
  await made('PUT', `/expansions/${round.id}/state`, { state: 'scoring' }, { 'if-match': '*' });
  await made('PUT', `${application}/scores/${criteria.items[0].id}`, { scorerId: '4', score: 7, reason: '<goed>' }, { 'if-match': '*' });
  await made('POST', '/actions', { text: 'Een <folder> bezorgen', partnerId: '1', dueDate: '2024-01-10' });
  return { approved, writing, advice: advice.number, ready: `advice-${ready.id}`, busy: busy.id, draft: draft.id, open: open.id, meeting: meeting.id, item: item.id, number: rs.json.decision.number };
}

/** A calendar, a feed or a list for a spreadsheet has tests of its own. */
const isFile = (path) => /\.\w+$|^\/inlezen\/:list$|^\/documenten\/:id$/.test(path);

/** What stands in the place of a parameter. */
function filledIn(path, ids) {
  const id = path.endsWith('/verslag/verbeteren') ? ids.approved : path.includes('/verslag') ? ids.writing : path.endsWith('/stemmen') ? ids.written : /(versturen|nalezen)$/.test(path) ? ids.draft : /(tafel|scherm|afsluiten|aanwezigen)$/.test(path) ? ids.busy : path.startsWith('/vergaderingen') ? ids.meeting : path === '/punten/:id/bewerken' ? ids.open : path.startsWith('/punten') ? ids.item
    : path.startsWith('/demopostbus') ? ids.mail : path.includes('/samenwerkingsverband') ? 2 : 1;
  return path.replace(':id', id).replace(':part_id', 1).replace(':act', 'intrekken').replace(':news', 'oproep').replace(':number', path.startsWith('/verzendingen') || path.includes('/versies/') ? 1 : path.startsWith('/adviezen') ? ids.advice : ids.number).replace(':offer', ids.ready).replace(':owner', 'dossier').replace(':written', 1).replace(':list', 'members').replace(':token', 'x'.repeat(43));
}

test('every page is valid HTML with its security headers, for every role', async (t) => {
  const place = await given(t);
  const { server, tokens, db } = place;
  const ids = await someWork({ server, tokens });
  addUser(db, 'voorzitter2@example.be', 'chair');
  addUser(db, 'beheerder@example.be', 'admin');
  const visitor = await signedIn(server, db, '');
  await eventually(async () => {
    const box = await visitor.get('/demopostbus');
    ids.mail = /\/demopostbus\/(\d+)/.exec(box.text)?.[1];
    return ids.mail;
  });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const started = await secretary.post(`/vergaderingen/schriftelijk?advies=${ids.advice}`, { title: 'Een <schriftelijke> procedure', opens_date: '2024-04-15', opens_time: '00:00', closes_date: '2024-04-29', closes_time: '18:00', access: 'members' });
  assert.equal(started.status, 303, started.text);
  ids.written = /\d+/.exec(started.headers.location)[0];
  await server.api('POST', `/meetings/${ids.written}/publication`, { token: tokens.secretary, body: {}, headers: { 'idempotency-key': 's' } });
  const proposed = await secretary.post(`/vergaderingen/${ids.meeting}/voorstellen`, { title: 'Een <voorstel>', text: 'Met *nadruk*', minutes: '10', partner_id: '1' });
  assert.equal(proposed.status, 303, proposed.text);
  const routes = pageRoutes();
  assert.ok(routes.length > 40, 'the table was read');
  const seen = {}, wrong = new Set();
  for (const email of ['', 'lid@example.be', 'partner@example.be', 'voorzitter2@example.be', 'secretaris@example.be', 'beheerder@example.be']) {
    const who = await signedIn(server, db, email);
    for (const { path } of routes) {
      const at = filledIn(path, ids);
      const rs = await who.get(at);
      const where = `${at} for ${email || 'a visitor'}`;
      assert.ok([200, 303, 401, 403, 404, 410].includes(rs.status), `${where}: ${rs.status}`);
      safeHeaders(rs, where);
      if (rs.status === 303) continue;
      if (isFile(path) && rs.status === 200) continue;
      assert.match(rs.headers['content-type'], /^text\/html; charset=utf-8$/, where);
      for (const said of await complaints(rs.text)) wrong.add(`${path}: ${said}`);
      seen[path] = { ...seen[path], [email]: rs.status };
    }
  }
  assert.deepEqual([...wrong], []);
  for (const [path, by] of Object.entries(seen)) {
    if (isFile(path) || path === '/verzendingen/:id/zelf') continue; // that one below
    const expected = path.includes('/:token') ? 410 : 200;
    assert.ok(Object.values(by).includes(expected), `${path} was shown to somebody: ${JSON.stringify(by)}`);
  }
});

test('what a real council without a mail server sends by hand is valid HTML', async (t) => {
  const place = await given(t);
  const { sending, secretary } = await sentByHand(place);
  const rs = await secretary.get(`/verzendingen/${sending}/zelf`);
  assert.equal(rs.status, 200);
  safeHeaders(rs, 'by hand');
  await validate(rs.text, 'by hand');
});

test('an error page is valid HTML too', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'lid@example.be');
  const answers = {
    'a path that is not ours': await who.get('/bestaat-niet'),
    'a number that is not there': await who.get('/dossiers/999'),
    'a method that it has not': await who.post('/help'),
    'what is not for members': await who.get('/beheer/accounts'),
    'another site': await who.post('/afmelden', {}, { 'sec-fetch-site': 'cross-site' }),
    'a bad escape': await who.get('/dossiers?na=%zz'),
    'a link that is over': await who.get(`/aanmelden/${'x'.repeat(43)}`),
  };
  const statuses = [404, 404, 405, 403, 403, 400, 410];
  for (const [i, [where, rs]] of Object.entries(answers).entries()) {
    assert.equal(rs.status, statuses[i], where);
    safeHeaders(rs, where);
    await validate(rs.text, where);
  }
});
