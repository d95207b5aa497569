// Wrong, missing, too long, unknown, stale and forbidden input to the forms of pages: a message at the
// field, what was typed comes back, and nothing is changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { browser, formOf, messageAt, plain, safeHeaders, signedIn, validate } from './pages.mjs';

const LONG = 'é'.repeat(501), LONGEST = 'x'.repeat(20_001), NOBODY = '999999';
const TYPED = 'Getypt "en" <bewaard> & terug';

/** Each form: where it stands, where it goes, what makes it right, one field that shows what was typed
 *  (or none), and what is wrong with which field. */
const FORMS = {
  'a new dossier': {
    page: '/dossiers/nieuw', action: '/dossiers', right: { title: 'Nieuw dossier' }, typed: 'form',
    wrong: { title: ['', LONG], summary: [LONGEST], area: ['x'.repeat(201)], applicant_id: [NOBODY, 'abc', '-1'], rhythm: ['weekly'], access: ['everybody'] },
  },
  'a dossier that is changed': {
    page: '/dossiers/1/bewerken', action: '/dossiers/1/bewerken', right: { title: 'Anders' }, typed: 'form', versioned: true,
    wrong: { title: ['', '\u0007'], aim: ['x'.repeat(501)], applicant_id: [NOBODY] },
  },
  'who pays': {
    page: '/dossiers/1', action: '/dossiers/1/financiering', right: { name: 'Gemeente' }, typed: 'note',
    wrong: { name: ['', LONG], from_date: ['gisteren', '2024-02-30'], until_date: ['2024-13-01'] },
    together: [{ from_date: '2024-05-01', until_date: '2024-04-01' }, 'until_date'],
  },
  'who takes part': {
    page: '/dossiers/1', action: '/dossiers/1/actoren', right: { partner_id: '3' }, typed: 'contribution',
    wrong: { partner_id: ['', NOBODY, '0', '3.5'], role: ['x'.repeat(201)] },
  },
  'a figure': {
    page: '/dossiers/1', action: '/dossiers/1/cijfers', right: { what: 'Plaatsen', value: '12', year: '2024', source: 'stad' }, typed: 'source',
    wrong: { what: [''], value: ['', 'x'.repeat(41)], year: ['', '1800', '99999999999999999999', 'vorig jaar'], source: [''] },
  },
  'a new partner': {
    page: '/partners/nieuw', action: '/partners', right: { name: 'Nieuwe partner' }, typed: 'note',
    wrong: { name: ['', LONG, 'crechendo', 'MENTEES'], kind: ['club'], website: ['geen adres', 'javascript:alert(1)', 'ftp://example.be'], until: ['morgen'], aliases: ['Felies', 'x'.repeat(201)] },
  },
  'a partner that is changed': {
    page: '/partners/3/bewerken', action: '/partners/3/bewerken', right: { note: 'Anders' }, typed: 'note', versioned: true,
    wrong: { name: ['', 'Felies'], website: ['//example.be'], service_area: ['x'.repeat(101)] },
  },
  'a contact person': { page: '/partners/3', action: '/partners/3/contacten', right: { person_id: '1' }, wrong: { person_id: ['', NOBODY, 'x'] } },
  'a new member': {
    page: '/leden/nieuw', action: '/leden', right: { person_id: '14' },
    wrong: { person_id: ['', NOBODY], partner_id: [NOBODY], constituency: ['', 'others'], role: ['king'], from_date: ['1/1/24x'] },
    together: [{ from_date: '2024-05-01', until_date: '2024-04-01' }, 'until_date'],
  },
  'a member that is changed': {
    page: '/leden/1/bewerken', action: '/leden/1/bewerken', right: { until_date: '2025-01-01' }, versioned: true,
    wrong: { person_id: [''], until_date: ['2018-12-31', 'ooit'] },
  },
  'a new person': {
    page: '/personen/nieuw', action: '/personen', right: { name: 'Iemand' }, typed: 'function',
    wrong: { name: ['', LONG], email: ['geen adres', 'a@b@c'], phone: ['0'.repeat(41)] },
  },
  'a person that is changed': {
    page: '/personen/2/bewerken', action: '/personen/2/bewerken', right: { phone: '03 000 00 00' }, typed: 'function', versioned: true,
    wrong: { name: [''], email: ['@'] },
  },
  settings: {
    page: '/beheer/instellingen', action: '/beheer/instellingen', right: { reaction_days: '31' }, typed: 'name', versioned: true,
    wrong: { municipality: [''], number_prefix: ['', 'lok', 'LOK_', 'L'.repeat(13)], invitation_days: ['-1', '61', 'vier weken'], reaction_days: ['366'], email: ['lok'] },
  },
  'a new account': {
    page: '/beheer/accounts/nieuw', action: '/beheer/accounts', right: { name: 'Iemand', email: 'iemand@example.be', roles: 'member' }, typed: 'function',
    wrong: { name: [''], email: ['', 'iemand', 'lid@example.be', 'LID@EXAMPLE.BE'], roles: [[], 'king'], partner_id: ['x'] },
    together: [{ roles: 'partner', partner_id: NOBODY }, 'partner_id'],
  },
  'the roles of an account': { page: '/beheer/accounts/3', action: '/beheer/accounts/3/rollen', right: { roles: 'chair' }, wrong: { roles: [[], 'king'], partner_id: ['x'] }, together: [{ roles: 'partner', partner_id: '' }, 'partner_id'] },
  'a new endpoint': {
    page: '/beheer/koppelingen/nieuw', action: '/beheer/koppelingen', right: { url: 'https://ontvanger.example.be/x' }, typed: 'name',
    wrong: { url: ['', 'http://ontvanger.example.be/', 'https://127.0.0.1/', 'https://u:p@example.be/', 'https://0x7f.1/', 'https://[::1]/', 'ontvanger'],
      events: [[], 'meeting.burned'], partner_id: [NOBODY], state: ['disabled', 'asleep'] },
  },
  'an endpoint that is changed': {
    page: '/beheer/koppelingen/1/bewerken', action: '/beheer/koppelingen/1/bewerken', right: { state: 'paused' }, typed: 'name', versioned: true,
    wrong: { url: ['https://10.0.0.1/'], events: [[]], state: ['disabled'] },
  },
  'a council of one’s own': {
    page: '/begin', action: '/begin', right: { municipality: 'Gent', name: 'LOK Gent', email: 'lok@example.be', sure: '1' }, typed: 'function',
    wrong: { municipality: [''], name: ['', LONG], number_prefix: ['', 'lok!'], email: ['', 'lok'], sure: [[]] },
  },
  'a password': {
    page: '/account', action: '/account/wachtwoord', right: { password: 'twaalf tekens!', again: 'twaalf tekens!' },
    wrong: { password: ['', 'te kort', 'x'.repeat(201)], again: ['', 'iets anders'] },
  },
};

/** What happened, as the log and the lists tell: the same before and after what is refused. */
async function everything(server, token) {
  const all = ['/events', '/dossiers', '/partners', '/persons', '/members', '/endpoints', '/meetings'];
  return Promise.all(all.map(async (path) => (await server.http('GET', `/api/v1${path}?pageSize=100`, { token })).text));
}

const sent = (form, change) => ({ ...form, ...change });

for (const [name, spec] of Object.entries(FORMS)) {
  test(`${name}: what is wrong comes back at its field, with what was typed`, async (t) => {
    const { server, tokens, db } = await given(t, { totp: '' });
    const who = await signedIn(server, db, 'secretaris@example.be');
    const page = await who.get(spec.page);
    assert.equal(page.status, 200);
    const untouched = formOf(page.text, spec.action).fields;
    const right = sent(untouched, { ...spec.right, ...(spec.typed ? { [spec.typed]: TYPED } : {}) });
    const before = await everything(server, tokens.secretary);
    const refused = async (fields, field, why) => {
      const rs = await who.post(spec.action, fields);
      assert.equal(rs.status, 400, `${why}: ${rs.status}\n${plain(rs.text).slice(0, 600)}`);
      if (field) {
        const said = messageAt(rs.text, field);
        assert.ok(said.length > 8, `${why}: a message at ${field}`);
        assert.match(rs.text, new RegExp(`<a href="#veld-${field}">`), `${why}: the summary leads to the field`);
      } else {
        assert.match(rs.text, /class="errors" role="alert"/, why);
      }
      if (spec.typed && field !== spec.typed) assert.equal(formOf(rs.text, spec.action).fields[spec.typed], TYPED, `${why}: typed text comes back`);
      return rs;
    };
    let first = true;
    for (const [field, values] of Object.entries(spec.wrong)) {
      for (const value of values) {
        const rs = await refused(sent(right, { [field]: value }), field, `${field} = ${JSON.stringify(value).slice(0, 40)}`);
        if (first) {
          safeHeaders(rs, name);
          await validate(rs.text, name);
        }
        first = false;
      }
    }
    if (spec.together) await refused(sent(right, spec.together[0]), spec.together[1], 'two fields that do not go together');
    await refused(sent(right, { nooit_gehoord: 'x' }), '', 'a field that we do not know');
    assert.deepEqual(await everything(server, tokens.secretary), before, 'nothing changed');
  });

  test(`${name}: refused to who may not, and from another site`, async (t) => {
    const { server, tokens, db } = await given(t, { totp: '' });
    const secretary = await signedIn(server, db, 'secretaris@example.be');
    const fields = sent(formOf((await secretary.get(spec.page)).text, spec.action).fields, spec.right);
    const lid = await signedIn(server, db, 'lid@example.be');
    const before = await everything(server, tokens.secretary);
    const visitor = await browser(server).post(spec.action, fields);
    assert.ok([401, 303].includes(visitor.status), `a visitor: ${visitor.status}`);
    if (visitor.status === 303) assert.match(visitor.headers.location, /^\/aanmelden/);
    if (!spec.action.startsWith('/account')) {
      const member = await lid.post(spec.action, fields);
      assert.equal(member.status, 403);
      await validate(member.text, 'forbidden');
    }
    assert.equal((await secretary.post(spec.action, fields, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await secretary.post(spec.action, { ...fields, x: 'y'.repeat(200_000) })).status, 413);
    assert.equal((await secretary.post(spec.action, fields, { 'content-type': 'application/json' })).status, 415);
    const broken = await server.http('POST', spec.action, { body: 'a=%zz', headers: { 'sec-fetch-site': 'same-origin', cookie: secretary.kept.cookie, 'content-type': 'application/x-www-form-urlencoded' } });
    assert.equal(broken.status, 400);
    assert.deepEqual(await everything(server, tokens.secretary), before, 'nothing changed');
  });

  if (!spec.versioned) continue;
  test(`${name}: what is stale comes back with what was typed and the new version`, async (t) => {
    const { server, db } = await given(t);
    const who = await signedIn(server, db, 'secretaris@example.be');
    const untouched = formOf((await who.get(spec.page)).text, spec.action).fields;
    const mine = sent(untouched, { ...spec.right, ...(spec.typed ? { [spec.typed]: TYPED } : {}) });
    const other = await who.post(spec.action, sent(untouched, spec.right));
    assert.equal(other.status, 303, plain(other.text));
    const rs = await who.post(spec.action, mine);
    assert.equal(rs.status, 412);
    assert.match(plain(rs.text), /Iemand anders wijzigde dit intussen/);
    await validate(rs.text, name);
    const back = formOf(rs.text, spec.action).fields;
    if (spec.typed) assert.equal(back[spec.typed], TYPED);
    assert.notEqual(back._version, untouched._version);
    assert.equal((await who.post(spec.action, back)).status, 303, 'and is saved when sent once more');
    const { _version: _, ...without } = mine;
    assert.equal((await who.post(spec.action, without)).status, 400, 'without a version');
    assert.equal((await who.post(spec.action, { ...mine, _version: 'x' })).status, 400);
  });
}

test('an optional number that nobody gave is an empty field, and an empty field means just that', async (t) => {
  const { server, tokens, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be');
  const fields = async (page, action) => formOf((await who.get(page)).text, action).fields;
  const save = async (action, sent) => {
    const rs = await who.post(action, sent);
    assert.equal(rs.status, 303, plain(rs.text));
    return rs.headers.location.split(/[?#]/)[0];
  };

  const fresh = await fields('/ondersteuning/nieuw', '/ondersteuning');
  assert.deepEqual([fresh.days_a_month, fresh.recognised_since], ['', '']);
  const offer = await save('/ondersteuning', sent(fresh, { partner_id: '3', title: 'Speelgoed lenen', source: 'Folder' }));
  const edit = () => fields(`${offer}/bewerken`, `${offer}/bewerken`);
  const stored = async () => (await server.api('GET', `/offers/${offer.split('/').pop()}`, { token: tokens.secretary })).json;
  const unset = await stored();
  assert.equal((await edit()).days_a_month, '');
  await save(`${offer}/bewerken`, { ...await edit(), days_a_month: '3' });
  assert.equal((await edit()).days_a_month, '3');
  assert.equal((await stored()).daysAMonth, 3);
  await save(`${offer}/bewerken`, { ...await edit(), days_a_month: '' });
  assert.equal((await stored()).daysAMonth, unset.daysAMonth, 'as if it had never been given');
  await save(`${offer}/bewerken`, { ...await edit(), days_a_month: '0' });
  assert.equal((await stored()).daysAMonth, unset.daysAMonth, 'who types a zero says the same');
  assert.doesNotMatch(plain((await who.get(offer)).text), /per maand/);
  const rule = await fields(offer, `${offer}/regels`);
  assert.deepEqual([rule.max_places, rule.max_locations], ['', '']);

  assert.equal((await fields('/uitbreidingsrondes/nieuw', '/uitbreidingsrondes')).places, '');
  const settings = () => fields('/beheer/instellingen', '/beheer/instellingen');
  assert.equal((await settings()).quorum_number, '');
  await save('/beheer/instellingen', { ...await settings(), invitation_days: '0' });
  assert.equal((await settings()).invitation_days, '0', 'no days at all is a number of days');
});

test('what does not exist is not found, whatever is sent to it', async (t) => {
  const { server, tokens, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be');
  const before = await everything(server, tokens.secretary);
  for (const path of ['/dossiers/999/bewerken', '/dossiers/1/onderdelen', '/dossiers/1/cijfers/999/verwijderen', '/dossiers/999/cijfers',
    '/partners/999/bewerken', '/partners/999/contacten', '/partners/3/contacten/999/verwijderen', '/leden/999/bewerken', '/personen/999/bewerken',
    '/personen/999/verwijderen', '/beheer/accounts/999/rollen', '/beheer/accounts/999/stand', '/beheer/accounts/999/link', '/beheer/accounts/999/code',
    '/beheer/koppelingen/999/bewerken', '/beheer/koppelingen/999/proef', '/beheer/koppelingen/999/sleutel', '/beheer/koppelingen/999/verwijderen',
    '/beheer/berichten/999/opnieuw']) {
    const rs = await who.post(path, { _version: 1, title: 'x', name: 'x', what: 'x', value: '1', year: '2024', source: 'x', stand: 'uit', roles: 'member', partner_id: '' });
    assert.ok([404, 400].includes(rs.status), `${path}: ${rs.status}`);
    assert.notEqual(rs.status, 303);
  }
  assert.deepEqual(await everything(server, tokens.secretary), before);
});

test('a person that is still needed is not deleted, and the page says why', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be');
  const page = await who.get('/personen/1/bewerken');
  const rs = await who.post('/personen/1/verwijderen', formOf(page.text, '/personen/1/verwijderen').fields);
  assert.equal(rs.status, 409);
  await validate(rs.text, 'a person that stays');
  assert.equal(formOf(rs.text, '/personen/1/bewerken').fields.name, formOf(page.text, '/personen/1/bewerken').fields.name);
  await who.post('/personen', { name: 'Weg te doen', function: '', email: '', phone: '' });
  const id = /\/personen\/(\d+)\/bewerken">Weg te doen/.exec((await who.get('/personen')).text)[1];
  const stale = await who.post(`/personen/${id}/verwijderen`, { wissen: 1, _version: 7 });
  assert.equal(stale.status, 412);
  const gone = await who.post(`/personen/${id}/verwijderen`, formOf(stale.text, `/personen/${id}/verwijderen`).fields);
  assert.equal(gone.status, 303);
  assert.equal((await who.get(`/personen/${id}/bewerken`)).status, 404);
});

test('a partner sees and changes its own endpoints alone', async (t) => {
  const { server, tokens, db } = await given(t);
  const who = await signedIn(server, db, 'partner@example.be');
  const list = await who.get('/beheer/koppelingen');
  assert.match(plain(list.text), /Agenda van Crèchendo/);
  assert.doesNotMatch(plain(list.text), /Teamkalender/);
  const others = (await server.http('GET', '/api/v1/endpoints', { token: tokens.secretary })).json.items.filter((one) => one.name !== 'Agenda van Crèchendo');
  assert.ok(others.length >= 2);
  for (const { id } of others)
    for (const [method, path] of [['get', ''], ['get', '/bewerken'], ['post', '/proef'], ['post', '/sleutel'], ['post', '/verwijderen'], ['post', '/bewerken']])
      assert.equal((await who[method](`/beheer/koppelingen/${id}${path}`, method === 'post' ? { _version: 1 } : {})).status, 404, `${id}${path}`);
  const form = formOf((await who.get('/beheer/koppelingen/nieuw')).text, '/beheer/koppelingen').fields;
  assert.ok(!('partner_id' in form), 'whose it is, is no question');
  const foreign = await who.post('/beheer/koppelingen', { ...form, url: 'https://ontvanger.example.be/', partner_id: '1' });
  assert.equal(foreign.status, 400);
  const made = await who.post('/beheer/koppelingen', { ...form, url: 'https://ontvanger.example.be/' });
  assert.equal(made.status, 201);
  assert.equal((await who.get('/beheer/berichten')).status, 403);
  assert.equal((await who.get('/beheer/instellingen')).status, 403);
  const mine = (await server.http('GET', '/api/v1/endpoints?pageSize=100', { token: tokens.secretary })).json.items.at(-1);
  assert.equal(mine.url, 'https://ontvanger.example.be/');
  assert.ok(mine.partnerId);
});

test('an endpoint is paused and goes on by a button, by who may, at the version that was seen', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be'), member = await signedIn(server, db, 'lid@example.be');
  const page = async () => (await who.get('/beheer/koppelingen/1')).text;
  const pause = formOf(await page(), '/beheer/koppelingen/1/stand/pauzeren');
  assert.equal((await member.post(pause.action, pause.fields)).status, 403);
  assert.equal((await who.post(pause.action, { _version: '99' })).status, 412);
  assert.equal((await who.post('/beheer/koppelingen/1/stand/slapen', pause.fields)).status, 404);
  assert.equal((await who.post(pause.action, pause.fields)).status, 303);
  const resting = await page();
  assert.match(plain(resting), /op pauze/);
  await validate(resting, 'a paused endpoint');
  const resume = formOf(resting, '/beheer/koppelingen/1/stand/hervatten');
  assert.equal((await who.post(resume.action, resume.fields)).status, 303);
  formOf(await page(), '/beheer/koppelingen/1/stand/pauzeren');
});

test('the secret of an endpoint is shown once, when it is made or made anew', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be');
  const form = formOf((await who.get('/beheer/koppelingen/nieuw')).text, '/beheer/koppelingen').fields;
  const made = await who.post('/beheer/koppelingen', { ...form, url: 'https://ontvanger.example.be/' });
  assert.equal(made.status, 201);
  assert.equal(made.headers['cache-control'], 'no-store');
  await validate(made.text, 'a secret');
  const secretIn = (rs) => /<code class="secret">(whsec_[A-Za-z0-9+/=]+)<\/code>/.exec(rs.text)?.[1];
  const secret = secretIn(made);
  assert.ok(secret, 'whsec_…');
  assert.match(made.text, /standardwebhooks/);
  const path = /href="(\/beheer\/koppelingen\/\d+)"/.exec(made.text)[1];
  for (const page of [path, `${path}/bewerken`, '/beheer/koppelingen']) assert.ok(!(await who.get(page)).text.includes('whsec_'), page);
  const anew = await who.post(`${path}/sleutel`);
  assert.equal(anew.status, 200);
  await validate(anew.text, 'a new secret');
  assert.ok(secretIn(anew) && secretIn(anew) !== secret);
});

test('a practice council is left for one’s own in one step, or not at all', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be'), member = await signedIn(server, db, 'lid@example.be');
  const { cookie } = who.kept;
  const form = formOf((await who.get('/begin')).text, '/begin').fields;
  const right = { ...form, municipality: 'Gent', name: 'LOK Gent', email: 'lok@example.be' };
  const unsure = await who.post('/begin', right);
  assert.equal(unsure.status, 400);
  assert.match(messageAt(unsure.text, 'sure'), /Vink aan/);
  assert.match(plain((await who.get('/')).text), /LOK Antwerpen/);
  const rs = await who.post('/begin', { ...right, sure: '1' });
  assert.equal(rs.status, 303, plain(rs.text));
  assert.notEqual(who.kept.cookie, cookie);
  const home = await who.get('/');
  assert.equal(home.status, 200);
  assert.match(plain(home.text), /LOK Gent/);
  assert.match(plain(home.text), /Uw overleg is klaar/);
  assert.doesNotMatch(plain(home.text), /oefenomgeving/);
  for (const path of ['/dossiers', '/partners', '/beheer/koppelingen', '/beheer/accounts', '/leden']) {
    const page = await who.get(path);
    assert.equal(page.status, 200, path);
    assert.doesNotMatch(plain(page.text), /Antwerpen|Crèchendo|Mentor/, path);
    await validate(page.text, path);
  }
  assert.equal((await member.get('/leden')).status, 303, 'everybody else is signed out');
  who.kept.cookie = cookie;
  assert.equal((await who.get('/leden')).status, 303, 'the old session too');
  const again = await signedIn(server, db, 'lok@example.be');
  assert.equal((await again.get('/begin')).status, 409, 'a real council is never thrown away');
  assert.equal((await again.post('/begin', { ...right, sure: '1' })).status, 409);
  assert.equal((await again.get('/demopostbus')).status, 404);
});
