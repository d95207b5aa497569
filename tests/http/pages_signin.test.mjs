// Signing in and out: links, passwords, codes, waiting, cookies, and who may send a form.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { given, lokd } from './lib.mjs';
import { addUser, browser, formOf, link, messageAt, plain, signedIn, validate } from './pages.mjs';

const PASSWORD = 'een heel lang geheim', WRONG = 'E-mailadres, wachtwoord of code klopt niet.';

/** A member with a password, whose session that chose it goes on in `who`. */
async function withPassword(server, db, email = 'lid@example.be') {
  const who = await signedIn(server, db, email);
  const rs = await who.post('/account/wachtwoord', { password: PASSWORD, again: PASSWORD });
  assert.equal(rs.status, 303, rs.text);
  return who;
}
const signIn = (server, fields, path = '/aanmelden') => browser(server).post(path, { code: '', ...fields });

/** That page is not for who is not signed in: it leads to signing in, and back. */
async function isAsked(who, path = '/leden', why) {
  const rs = await who.get(path);
  assert.equal(rs.status, 303, why);
  assert.equal(rs.headers.location, `/aanmelden?naar=${encodeURIComponent(path)}`, why);
}

/** RFC 6238, by nobody of ours: SHA-1, 30 s, 6 digits. */
function totp(key, at = Date.now()) {
  const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', bytes).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Sets up a code from an app; gives its key and the recovery codes. */
async function setUpCode(who) {
  const form = formOf((await who.get('/account')).text, '/account/code');
  const rs = await who.post('/account/code', { key: form.fields.key, code: totp(form.fields.key) });
  assert.equal(rs.status, 200, rs.text);
  await validate(rs.text, 'recovery codes');
  const codes = [...rs.text.matchAll(/<code>([a-z0-9-]{19})<\/code>/g)].map(([, code]) => code);
  assert.equal(codes.length, 8);
  return { key: form.fields.key, codes };
}

test('a one-time link shows a button first and works once', async (t) => {
  const { server, db } = await given(t);
  const path = link(db, 'lid@example.be');
  const who = browser(server);
  for (let i = 0; i < 2; i++) {
    const rs = await who.get(path); // as a mail scanner follows it
    assert.equal(rs.status, 200);
    assert.match(plain(rs.text), /Deze link is voor Verantwoordelijke groepsopvang/);
    assert.equal(rs.headers['set-cookie'], undefined);
    await validate(rs.text, path);
  }
  assert.equal((await who.post(path)).status, 303);
  assert.equal((await who.get('/leden')).status, 200);
  for (const again of [await browser(server).get(path), await browser(server).post(path)]) {
    assert.equal(again.status, 410);
    assert.equal(again.headers['set-cookie'], undefined);
    assert.match(plain(again.text), /Een persoonlijke link werkt één keer/);
  }
});

test('the cookie of a session is out of reach of scripts, other sites and plain http', async (t) => {
  const { server, db } = await given(t);
  const rs = await browser(server).post(link(db, 'lid@example.be'));
  const [name, ...attributes] = [rs.headers['set-cookie']].flat()[0].split('; ');
  assert.match(name, /^__Host-lok=[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(attributes.map((a) => a.toLowerCase()).sort(),
    ['httponly', 'max-age=604800', 'path=/', 'samesite=lax', 'secure']);
  assert.equal(rs.headers['cache-control'], 'no-store');
});

test('signing out ends the session, not only the cookie', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'lid@example.be');
  const { cookie } = who.kept;
  const rs = await who.post('/afmelden');
  assert.equal(rs.status, 303);
  assert.match([rs.headers['set-cookie']].flat()[0], /^__Host-lok=;.*Max-Age=0/i);
  who.kept.cookie = cookie;
  await isAsked(who);
});

test('a new sign-in in the same browser ends the session that was there', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'lid@example.be');
  const { cookie } = who.kept;
  assert.equal((await who.post(link(db, 'partner@example.be'))).status, 303);
  assert.notEqual(who.kept.cookie, cookie);
  who.kept.cookie = cookie;
  await isAsked(who);
});

test('a password signs in, in any case of the address, and each failure says the same', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  const right = await signIn(server, { email: ' LID@example.be ', password: PASSWORD });
  assert.equal(right.status, 303);
  assert.equal(right.headers.location, '/');
  const said = new Set();
  for (const fields of [{ email: 'lid@example.be', password: 'niet het wachtwoord' },
    { email: 'niemand@example.be', password: PASSWORD }, { email: 'partner@example.be', password: PASSWORD }]) {
    const rs = await signIn(server, fields);
    assert.equal(rs.status, 400);
    assert.equal(rs.headers['set-cookie'], undefined);
    assert.ok(plain(rs.text).includes(WRONG));
    assert.ok(rs.text.includes(`value="${fields.email}"`), 'the address comes back');
    assert.ok(!rs.text.includes(fields.password), 'the password does not');
    await validate(rs.text, 'a refused sign-in');
    said.add(rs.text.replace(fields.email, ''));
  }
  assert.equal(said.size, 1, 'no telling whether the address is known');
});

test('who is not known waits as long for the answer as who is', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  const time = async (email) => {
    const from = process.hrtime.bigint();
    await signIn(server, { email, password: 'niet het wachtwoord' });
    return Number(process.hrtime.bigint() - from) / 1e6;
  };
  const median = (all) => all.sort((a, b) => a - b)[1];
  const known = [], unknown = [];
  for (let i = 0; i < 3; i++) {
    known.push(await time('lid@example.be'));
    unknown.push(await time('niemand@example.be'));
  }
  assert.ok(median(unknown) > median(known) / 3, `${unknown} against ${known} ms`);
});

test('after five failures even the right password waits, and the page says until when', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  for (let i = 0; i < 5; i++) assert.equal((await signIn(server, { email: 'lid@example.be', password: `fout ${i}` })).status, 400);
  const rs = await signIn(server, { email: 'lid@example.be', password: PASSWORD });
  assert.equal(rs.status, 429);
  const seconds = Number(rs.headers['retry-after']);
  assert.ok(seconds > 0 && seconds <= 61, rs.headers['retry-after']);
  const [, hour, minute] = /opnieuw proberen om (\d\d?)\.(\d\d) uur/.exec(plain(rs.text)) ?? assert.fail(rs.text);
  const at = new Intl.DateTimeFormat('nl-BE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });
  const near = [0, 1, 2].map((n) => at.format(Date.now() + n * 60_000).replace(':', '.'));
  assert.ok(near.includes(`${hour.padStart(2, '0')}.${minute}`), `${hour}.${minute} is one of ${near}`);
  await validate(rs.text, 'waiting');
  assert.equal((await signIn(server, { email: 'partner@example.be', password: 'x' })).status, 400, 'others do not wait');
  assert.equal((await browser(server).post(link(db, 'lid@example.be'))).status, 303, 'a link always works');
});

test('failures that arrive at once are all counted', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => signIn(server, { email: 'lid@example.be', password: `fout ${i}` })));
  assert.ok(all.every(({ status }) => status === 400 || status === 429));
  assert.equal((await signIn(server, { email: 'lid@example.be', password: PASSWORD })).status, 429);
});

test('after signing in one returns to a page of ours, and nowhere else', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  const to = async (naar) => {
    const rs = await signIn(server, { email: 'lid@example.be', password: PASSWORD }, `/aanmelden?naar=${encodeURIComponent(naar)}`);
    assert.equal(rs.status, 303);
    return rs.headers.location;
  };
  for (const ours of ['/leden', '/beslissingen?q=mentor&jaar=2024', '/dossiers/1']) assert.equal(await to(ours), ours);
  for (const other of ['https://example.com/', '//example.com/', '/\\example.com', '\\\\example.com', 'javascript:alert(1)', 'leden',
    '/\t/example.com', '/ok\r\nSet-Cookie: a=b', '/\u0000']) {
    const rs = await signIn(server, { email: 'lid@example.be', password: PASSWORD }, `/aanmelden?naar=${encodeURIComponent(other)}`);
    assert.ok(rs.status === 400 || rs.headers.location === '/', `${JSON.stringify(other)}: ${rs.status} ${rs.headers.location}`);
  }
  const page = await browser(server).get('/aanmelden?naar=%2Fleden');
  assert.equal(formOf(page.text, '/aanmelden?naar=%2Fleden').action, '/aanmelden?naar=%2Fleden');
});

test('a page that asks for signing in brings one back to it', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db);
  const who = browser(server);
  await isAsked(who, '/leden?vroeger=1');
  const page = await who.get('/aanmelden?naar=%2Fleden%3Fvroeger%3D1');
  const { action } = formOf(page.text, '/aanmelden?naar=%2Fleden%3Fvroeger%3D1');
  const rs = await who.post(action, { email: 'lid@example.be', password: PASSWORD, code: '' });
  assert.equal(rs.headers.location, '/leden?vroeger=1');
});

test('a form from another site is refused and changes nothing', async (t) => {
  const { server, db } = await given(t, { public_url: 'https://lok.example.be' });
  const who = await signedIn(server, db, 'lid@example.be');
  const other = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': undefined, origin: 'https://example.com' },
    { 'sec-fetch-site': undefined, origin: 'null' }, { 'sec-fetch-site': undefined }];
  for (const headers of other) {
    const clean = Object.fromEntries(Object.entries({ 'sec-fetch-site': 'same-origin', ...headers }).filter(([, v]) => v !== undefined));
    const all = { cookie: who.kept.cookie, 'content-type': 'application/x-www-form-urlencoded', ...clean };
    assert.equal((await server.http('POST', '/afmelden', { body: '', headers: all })).status, 403, JSON.stringify(headers));
    assert.equal((await server.http('POST', link(db, 'partner@example.be'), { body: '', headers: all })).status, 403);
  }
  assert.equal((await who.get('/leden')).status, 200, 'still signed in');
  assert.equal((await server.http('POST', '/afmelden', { body: '', headers: { cookie: who.kept.cookie, origin: 'https://lok.example.be',
    'content-type': 'application/x-www-form-urlencoded' } })).status, 303, 'an older browser that sends Origin alone');
});

test('a new password ends the sessions elsewhere and asks the present one', async (t) => {
  const { server, db } = await given(t);
  const here = await withPassword(server, db), there = await signedIn(server, db, 'lid@example.be');
  const wrong = await here.post('/account/wachtwoord', { current: 'iets anders', password: 'nog een lang geheim', again: 'nog een lang geheim' });
  assert.equal(wrong.status, 400);
  assert.equal(messageAt(wrong.text, 'current'), 'Dit is niet uw wachtwoord van nu.');
  assert.equal((await there.get('/leden')).status, 200);
  const { cookie } = here.kept;
  const right = await here.post('/account/wachtwoord', { current: PASSWORD, password: 'nog een lang geheim', again: 'nog een lang geheim' });
  assert.equal(right.status, 303, right.text);
  assert.match(plain((await here.get('/account')).text), /Uw wachtwoord is bewaard/);
  await isAsked(there);
  there.kept.cookie = cookie;
  await isAsked(there, '/leden', 'nor does the old cookie of this browser work');
  assert.equal((await signIn(server, { email: 'lid@example.be', password: PASSWORD })).status, 400);
  assert.equal((await signIn(server, { email: 'lid@example.be', password: 'nog een lang geheim' })).status, 303);
});

test('guessing the present password in an open session makes one wait too', async (t) => {
  const { server, db } = await given(t);
  const here = await withPassword(server, db);
  for (let i = 0; i < 5; i++) await here.post('/account/wachtwoord', { current: `fout ${i}`, password: 'nog een lang geheim', again: 'nog een lang geheim' });
  const rs = await here.post('/account/wachtwoord', { current: PASSWORD, password: 'nog een lang geheim', again: 'nog een lang geheim' });
  assert.equal(rs.status, 400);
  assert.match(messageAt(rs.text, 'current'), /Wacht even/);
});

test('a code from an app is asked once set up, works once, and a recovery code stands in for it', async (t) => {
  const { server, db } = await given(t);
  const who = await withPassword(server, db);
  const { key, codes } = await setUpCode(who);
  const mine = { email: 'lid@example.be', password: PASSWORD };
  assert.equal((await signIn(server, mine)).status, 400, 'no code');
  assert.equal((await signIn(server, { ...mine, code: '000000' })).status, 400);
  assert.equal((await signIn(server, { ...mine, code: totp(key) })).status, 400, 'the code that set it up was used');
  const next = totp(key, Date.now() + 30_000);
  assert.equal((await signIn(server, { ...mine, code: next })).status, 303);
  assert.equal((await signIn(server, { ...mine, code: next })).status, 400, 'used before');
  assert.equal((await signIn(server, { ...mine, code: codes[0].toUpperCase().replaceAll('-', ' ') })).status, 303);
  assert.equal((await signIn(server, { ...mine, code: codes[0] })).status, 400, 'used up');
});

test('a wrong code keeps the key that the app has, and a code can be switched off again', async (t) => {
  const { server, db } = await given(t);
  const who = await withPassword(server, db);
  const { key } = formOf((await who.get('/account')).text, '/account/code').fields;
  const wrong = await who.post('/account/code', { key, code: '12345x' });
  assert.equal(wrong.status, 400);
  assert.match(messageAt(wrong.text, 'code'), /Deze cijfers kloppen niet/);
  assert.equal(formOf(wrong.text, '/account/code').fields.key, key);
  assert.equal((await who.post('/account/code', { key: 'ABC', code: totp(key) })).status, 409);
  const right = await who.post('/account/code', { key, code: totp(key) });
  assert.equal(right.status, 200);
  const codes = [...right.text.matchAll(/<code>([a-z0-9-]{19})<\/code>/g)].map(([, code]) => code);
  const fresh = await who.post('/account/herstelcodes');
  assert.equal(fresh.status, 200);
  assert.equal((await who.post('/account/code/uit', { off_code: codes[0] })).status, 400, 'replaced by newer ones');
  const newer = /<code>([a-z0-9-]{19})<\/code>/.exec(fresh.text)[1];
  assert.equal((await who.post('/account/code/uit', { off_code: newer })).status, 303);
  assert.equal((await signIn(server, { email: 'lid@example.be', password: PASSWORD })).status, 303);
});

test('whose role asks a code sets it up before anything else', async (t) => {
  const { server, db } = await given(t);
  await withPassword(server, db, 'secretaris@example.be');
  const who = browser(server);
  assert.equal((await who.post('/aanmelden', { email: 'secretaris@example.be', password: PASSWORD, code: '' })).status, 303);
  for (const path of ['/', '/vergaderingen', '/beheer/instellingen', '/beheer/accounts/1']) {
    const rs = await who.get(path);
    assert.equal(rs.status, 303, path);
    assert.equal(rs.headers.location, '/account', path);
  }
  const refused = await who.post('/dossiers', { title: 'Nieuw' });
  assert.equal(refused.headers.location, '/account');
  assert.equal((await who.get('/api/v1/meetings')).status, 403);
  assert.match(plain((await who.get('/account')).text), /Stel die hieronder eerst in/);
  await setUpCode(who);
  assert.equal((await who.get('/vergaderingen')).status, 200);
  assert.equal((await who.post('/account/code/uit', { off_code: '123456' })).status, 409, 'and cannot do without');
});

test('a code is asked of nobody where the setting says so', async (t) => {
  const { server, db } = await given(t, { totp: '' });
  await withPassword(server, db, 'secretaris@example.be');
  const who = browser(server);
  await who.post('/aanmelden', { email: 'secretaris@example.be', password: PASSWORD, code: '' });
  assert.equal((await who.get('/vergaderingen')).status, 200);
});

test('a one-time link without password goes on freely', async (t) => {
  const { server, db } = await given(t);
  const who = await signedIn(server, db, 'secretaris@example.be');
  assert.equal((await who.get('/vergaderingen')).status, 200);
});

test('changing roles and switching off end the sessions of that account', async (t) => {
  const { server, db } = await given(t, { public_url: 'https://lok.example.be' });
  const admin = await signedIn(server, db, 'secretaris@example.be');
  addUser(db, 'nieuw@example.be', 'member');
  const id = /\/beheer\/accounts\/(\d+)">nieuw</.exec((await admin.get('/beheer/accounts')).text)[1];
  const who = await signedIn(server, db, 'nieuw@example.be');
  assert.equal((await admin.post(`/beheer/accounts/${id}/rollen`, { roles: ['member', 'chair'], partner_id: '' })).status, 303);
  await isAsked(who);
  const again = await signedIn(server, db, 'nieuw@example.be');
  assert.equal((await again.get('/personen')).status, 200, 'the chair sees people');
  const unused = link(db, 'nieuw@example.be');
  assert.equal((await admin.post(`/beheer/accounts/${id}/stand`, { stand: 'uit' })).status, 303);
  await isAsked(again);
  assert.equal((await browser(server).post(unused)).status, 410, 'its links are gone');
  assert.equal((await admin.post(`/beheer/accounts/${id}/link`)).status, 409);
  assert.equal((await admin.post(`/beheer/accounts/${id}/stand`, { stand: 'aan' })).status, 303);
  const made = await admin.post(`/beheer/accounts/${id}/link`);
  assert.equal(made.status, 201);
  await validate(made.text, 'a link shown once');
  const address = /<code class="secret">([^<]+)<\/code>/.exec(made.text)[1];
  assert.ok(address.startsWith('https://lok.example.be/aanmelden/'));
  assert.equal((await browser(server).post(new URL(address).pathname)).status, 303);
  assert.ok(!(await admin.get(`/beheer/accounts/${id}`)).text.includes(new URL(address).pathname), 'and never again');
});

test('the last administrator stays one', async (t) => {
  const { server, db } = await given(t);
  const admin = await signedIn(server, db, 'secretaris@example.be');
  const id = /\/beheer\/accounts\/(\d+)">Secretaris</.exec((await admin.get('/beheer/accounts')).text)[1];
  for (const [path, fields] of [['stand', { stand: 'uit' }], ['rollen', { roles: ['secretary'], partner_id: '' }]]) {
    const rs = await admin.post(`/beheer/accounts/${id}/${path}`, fields);
    assert.equal(rs.status, 409);
    assert.match(plain(rs.text), /minstens één beheerder/);
    await validate(rs.text, path);
  }
  assert.equal((await admin.get('/beheer/accounts')).status, 200, 'still signed in');
});

test('an administrator switches off a lost code', async (t) => {
  const { server, db } = await given(t);
  const who = await withPassword(server, db);
  await setUpCode(who);
  const admin = await signedIn(server, db, 'secretaris@example.be');
  const id = /\/beheer\/accounts\/(\d+)">Verantwoordelijke groepsopvang</.exec((await admin.get('/beheer/accounts')).text)[1];
  assert.equal((await admin.post(`/beheer/accounts/${id}/code`, { uit: 1 })).status, 303);
  await isAsked(who);
  assert.equal((await signIn(server, { email: 'lid@example.be', password: PASSWORD })).status, 303);
});

test('nothing secret stands in the log', async (t) => {
  const { server, db } = await given(t);
  const path = link(db, 'lid@example.be');
  const who = browser(server);
  await who.post(path);
  await who.post('/account/wachtwoord', { password: PASSWORD, again: PASSWORD });
  await signIn(server, { email: 'lid@example.be', password: 'een fout geheim' });
  const log = server.log();
  for (const secret of [path.split('/').at(-1), who.kept.cookie.split('=')[1], PASSWORD, encodeURIComponent(PASSWORD), 'een fout geheim', 'lid@example.be'])
    assert.ok(!log.includes(secret), secret);
  assert.ok(!lokd('check', '--db', db).includes(PASSWORD));
});
