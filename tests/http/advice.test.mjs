// An opportunity advice with its 30 days: asked, voted in writing, sent, answered, reported.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { demoMails } from './people.mjs';
import { browser, formOf, plain, signedIn, validate } from './pages.mjs';

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};
const passTo = (db, date) => sql(db, `UPDATE council SET demo_date = '${date}'`);

/** A page that must be there and be good HTML. */
async function page(who, path) {
  const rs = await who.get(path);
  assert.equal(rs.status, 200, `${path}: ${plain(rs.text).slice(-600)}`);
  await validate(rs.text, path);
  return rs.text;
}

/** Fills in the form of a page and sends it; gives where it leads, or the refused page. */
async function fill(who, path, action, fields) {
  const form = formOf(await page(who, path), action);
  const rs = await who.post(form.action, { ...form.fields, ...fields });
  return rs.status === 303 ? rs.headers.location : rs;
}

/** A question and its draft: { at, number }. */
async function drafted(secretary) {
  const at = await fill(secretary, '/adviezen/nieuw', '/adviezen', {
    title: 'Opvang aan de kaai', asked_on: '2024-04-10', due_date: '2024-05-10', question: 'Is er plaats voor 18 kinderen?', access: 'public',
  });
  assert.match(at, /^\/adviezen\/2024_LOK_A\d{4}$/);
  const to = await fill(secretary, `${at}/tekst`, `${at}/tekst`, { text: 'Wij adviseren **gunstig**.', motivation: 'De nood is groot.', minority_view: '' });
  assert.equal(to, at);
  return { at, number: at.split('/').at(-1) };
}

test('an opportunity advice is asked, voted in writing, sent, answered and reported', async (t) => {
  const place = await given(t);
  const { server, db } = place;
  sql(db, "UPDATE council SET quorum = 'none'; UPDATE member SET sex = 'not_said'"); // two vote here
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const { at, number } = await drafted(secretary);
  assert.match(plain(await page(secretary, '/adviezen')), /klaar tegen vr 10\/05\/2024/);

  const start = `/vergaderingen/schriftelijk?advies=${number}`;
  assert.ok((await page(secretary, at)).includes(`href="${start}"`), 'reached from the advice');
  const period = { opens_date: '2024-04-15', opens_time: '00:00', closes_date: '2024-04-29', closes_time: '18:00' };
  const wrong = await fill(secretary, start, start, { ...period, closes_date: '2024-04-14' });
  assert.equal(wrong.status, 400);
  await validate(wrong.text, 'a period that ends before it begins');
  const agenda = await fill(secretary, start, start, period);
  const meeting = agenda.replace('/agenda', '');
  await page(secretary, agenda);
  const sent = await fill(secretary, `${meeting}/versturen?soort=agenda`, `${meeting}/versturen`, {});
  assert.equal(typeof sent, 'string', plain(sent.text ?? ''));
  await eventually(() => sql(db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL') === '0');

  const votes = async (who, path, fields) => {
    const form = formOf(await page(who, path), path);
    return who.post(path, { ...form.fields, ...fields });
  };
  const mail = (await demoMails(secretary)).find((one) => one.text.includes('schriftelijke procedure'));
  const visitor = browser(server);
  assert.match(plain(await page(visitor, mail.path)), /Schriftelijke procedure/);
  const seats = sql(db, "SELECT count(*) FROM member m JOIN person p ON p.id = m.person_id WHERE p.email = '" + mail['E-mail'] + "' AND m.voting_right = 1");
  const ballot = `${mail.path}/stemmen`;
  if (seats !== '0') {
    assert.equal((await votes(visitor, ballot, { vote: 'in_favour' })).status, 303);
    assert.equal((await votes(visitor, ballot, { vote: 'abstain', remark: 'Toch twijfel' })).status, 303);
    assert.match(plain(await page(visitor, ballot)), /Uw stem: onthouding/i);
  } else {
    assert.equal((await votes(visitor, ballot, { vote: 'in_favour' })).status, 400);
    assert.equal((await votes(visitor, ballot, { remark: 'Let op het verkeer' })).status, 303);
  }
  sql(db, "UPDATE member SET voting_right = 1, councillor = 0, college = 0 WHERE person_id = (SELECT person_id FROM account WHERE email = 'lid@example.be')");
  const member = await signedIn(server, db, 'lid@example.be');
  assert.equal((await votes(member, `${meeting}/stemmen`, { vote: 'in_favour', remark: 'Graag' })).status, 303);
  assert.doesNotMatch(plain(await page(member, `${meeting}/stemmen`)), /Wie antwoordde|stemden/, 'no result while it runs');
  assert.match(plain(await page(secretary, `${meeting}/stemmen`)), /Wie antwoordde/);
  assert.equal((await secretary.post(`${meeting}/stemmen/afsluiten`, { balance_reason: '' })).status, 409, 'it still runs');

  passTo(db, '2024-04-30');
  const item = sql(db, `SELECT item_id FROM advice WHERE number = '${number}'`);
  const late = await visitor.post(ballot, { item, vote: 'against' });
  assert.equal(late.status, 409);
  await validate(late.text, 'a late vote');
  assert.match(plain(late.text), /Stemmen kon tot/);
  sql(db, `UPDATE written_vote SET vote = 'in_favour' WHERE vote = 'abstain'`);
  assert.equal((await secretary.post(`${meeting}/stemmen/afsluiten`, { balance_reason: '' })).status, 303);
  assert.match(plain(await page(member, `${meeting}/stemmen`)), /voor, 0 tegen/, 'counts once it is over');
  assert.doesNotMatch(plain(await page(member, `${meeting}/stemmen`)), /Wie antwoordde/);

  assert.equal((await member.get(at)).status, 404, 'not before it is sent');
  assert.equal(await fill(secretary, `${at}/bezorgen`, `${at}/bezorgen`, {}), at);
  assert.equal((await secretary.post(`${at}/tegenhouden`, {})).status, 409, 'it has left');
  assert.match(plain(await page(member, at)), /Wij adviseren gunstig/);
  const letter = plain(await page(member, `${at}/brief`));
  assert.match(letter, /Aan het college van burgemeester en schepenen/);
  assert.match(letter, /De nood is groot/);
  assert.doesNotMatch(letter, /Alleen het secretariaat/);
  assert.equal((await secretary.get(`/beslissingen?q=${number}`)).headers.location, at);

  assert.ok((await visitor.get('/beslissingen.atom')).text.includes(`${number}: Opvang aan de kaai`), 'in the feed of decisions and advices');
  assert.match(plain(await page(visitor, '/beslissingen?q=kaai')), /Opvang aan de kaai\s+advies/);
  assert.ok((await visitor.get('/adviezen.atom')).text.includes(`${number}: Opvang aan de kaai`), 'in the feed of what is public');

  passTo(db, '2024-06-15');
  assert.match(plain(await page(secretary, at)), /antwoord te laat/);
  const refused = await fill(secretary, `${at}/antwoord`, `${at}/antwoord`, { answer: '' });
  assert.equal(refused.status, 400);
  assert.equal(await fill(secretary, `${at}/antwoord`, `${at}/antwoord`,
    { answer: 'partly', answered_on: '2024-06-14', answer_text: 'Voor 14 kinderen.', reference: '2024_CBS_00123' }), at);
  assert.match(plain(await page(member, at)), /deels gevolgd[\s\S]*Voor 14 kinderen/);
  assert.equal(await fill(secretary, `${at}/rechtzetting`, `${at}/rechtzetting`, { text: 'Lees: 16 kinderen.' }), at);
  assert.match(plain(await page(member, at)), /Rechtzetting van zaterdag 15 juni 2024/);

  const next = (await server.api('POST', '/meetings', { token: place.tokens.secretary, body: { title: 'LOK september', startsAt: '2024-09-10T17:30:00Z' } })).json;
  assert.equal(await fill(secretary, `${meeting}/stemmen`, `${meeting}/stemmen/meedelen`, { meeting: next.id }), `${meeting}/stemmen`);
  assert.match(plain(await page(secretary, `/vergaderingen/${next.id}/agenda`)), /Mededeling: schriftelijke procedure Opvang aan de kaai/);
});

test('who may not see an advice is told of none', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const { at, number } = await drafted(secretary);
  for (const email of ['', 'lid@example.be', 'partner@example.be']) {
    const who = email === '' ? browser(server) : await signedIn(server, db, email);
    assert.equal((await who.get(at)).status, 404, email);
    assert.equal((await who.get(`${at}/brief`)).status, 404, email);
    assert.ok(!(await who.get('/adviezen')).text.includes(number), email);
    assert.ok(!(await who.get('/adviezen.atom')).text.includes(number), email);
    assert.ok(!(await who.get('/adviezen?q=kaai')).text.includes(number), email);
  }
});

test('a seat votes by its token once a question, and may change its mind until the close', async (t) => {
  const place = await given(t);
  const { server, db, tokens } = place;
  sql(db, "UPDATE member SET voting_right = 1, councillor = 0, college = 0 WHERE person_id = (SELECT person_id FROM account WHERE email = 'lid@example.be')");
  const seated = place.token('member', '', 'lid@example.be');
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const call = (method, path, token, body, headers) => server.api(method, path, { token, body, headers });
  const backwards = await call('POST', '/written-procedures', tokens.secretary,
    { title: 'Sluitingsdagen', opensAt: '2024-04-20T08:00:00Z', closesAt: '2024-04-19T16:00:00Z', access: 'members' });
  assert.equal(backwards.status, 400);
  assert.equal(backwards.json.issues[0].in + backwards.json.issues[0].name, 'bodyclosesAt');
  const made = await call('POST', '/written-procedures', tokens.secretary,
    { title: 'Sluitingsdagen', opensAt: '2024-04-14T22:00:00Z', closesAt: '2024-04-29T16:00:00Z', access: 'members' });
  assert.equal(made.status, 201, made.text);
  const id = made.json.meetingId;
  const item = (await call('POST', `/meetings/${id}/items`, tokens.secretary, { title: 'De kalender', purpose: 'decision' })).json.id;
  const vote = (token, body) => call('PUT', `/meetings/${id}/written/votes/${item}`, token, body);

  assert.equal((await vote(seated, { vote: 'in_favour' })).status, 404, 'nobody was told of it');
  assert.doesNotMatch(plain(await page(secretary, '/vergaderingen')), /stemmen tot ma 29\/04/);
  const sent = await call('POST', `/meetings/${id}/publication`, tokens.secretary, {}, { 'idempotency-key': 'sluitingsdagen' });
  assert.equal(sent.status, 201, sent.text);
  sql(db, 'UPDATE sending SET due_at = 1; UPDATE publication SET effective_at = 1');
  const member = await signedIn(server, db, 'lid@example.be');
  assert.match(plain(await page(member, '/vergaderingen')), /Sluitingsdagen · schriftelijke procedure, stemmen tot ma 29\/04\/2024 om 18.00 uur/);

  assert.equal((await vote(tokens.member, { vote: 'in_favour' })).status, 403, 'a token without a seat');
  const first = await vote(seated, { vote: 'in_favour', remark: 'Graag' });
  assert.equal(first.status, 200, first.text);
  assert.equal(first.json.questions[0].vote, 'in_favour');
  assert.equal((await vote(seated, { vote: 'against' })).json.questions[0].vote, 'against');
  const seen = await call('GET', `/meetings/${id}/written`, seated);
  assert.equal(seen.json.questions[0].vote, 'against');
  assert.equal(seen.json.questions[0].votes, undefined, 'no counts while it runs');
  const counted = (await call('GET', `/meetings/${id}/written`, tokens.secretary)).json.questions[0];
  assert.deepEqual(counted.votes, { inFavour: 0, against: 1, abstain: 0 }, 'one vote a seat');
  assert.equal(sql(db, 'SELECT group_concat(DISTINCT way) FROM written_vote WHERE meeting_id = ' + id), 'api');

  sql(db, "UPDATE member SET councillor = 1 WHERE person_id = (SELECT person_id FROM account WHERE email = 'lid@example.be')");
  const councillor = await vote(seated, { vote: 'in_favour' });
  assert.equal(councillor.status, 400, 'a vote of who has none');
  assert.match(councillor.json.issues[0].detail, /U kunt wel een opmerking geven/);
  sql(db, "UPDATE member SET councillor = 0 WHERE person_id = (SELECT person_id FROM account WHERE email = 'lid@example.be')");
  passTo(db, '2024-04-30');
  const late = await vote(seated, { vote: 'in_favour' });
  assert.equal(late.status, 409);
  assert.match(late.json.detail, /Stemmen kon tot/);
  assert.equal((await call('GET', `/meetings/${id}/written`, seated)).json.questions[0].vote, 'against', 'nothing changed');
  sql(db, "UPDATE account SET disabled = 1 WHERE email = 'lid@example.be'");
  assert.equal((await vote(seated, { vote: 'in_favour' })).status, 401, 'the access of the person has ended');
});
