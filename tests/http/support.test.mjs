// Ondersteuning over HTTP: who can support a location and is it free; a partner changes its own offers;
// two partners that are one; and what went into another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { signedIn } from './pages.mjs';

const text = (rs) => rs.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** What stands under one heading of the finder's answer. */
function under(rs, heading) {
  const from = rs.text.indexOf(`<h3>${heading}`);
  if (from < 0) return '';
  const rest = rs.text.slice(from + 4);
  const end = rest.search(/<h3>|<aside>/);
  return rest.slice(0, end).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

const form = (fields) => new URLSearchParams(fields).toString();

test('family care in Melle without income tariff learns who is free, and from which source', async (t) => {
  const { server, db } = await given(t);
  const visitor = await signedIn(server, db, '');
  const rs = await visitor.get(`/ondersteuning?${form({ municipality: 'Melle', care: 'family_care', tariff: 'without', places: '8', locations: '1' })}`);
  assert.equal(rs.status, 200);
  const fits = under(rs, 'Dit past<');
  assert.match(fits, /Inclusiecoach gratis .*CIK Stad Gent .*Werkt in Melle\. .*Gratis voor gezinsopvang of groepsopvang zonder inkomenstarief\. .*Bron: Website van de Stad Gent/);
  assert.doesNotMatch(fits, /Scheldeland/);
  const not = under(rs, 'Dit past niet');
  assert.match(not, /Ondersteuning aan huis .*gaat niet op door het inkomenstarief: hij geldt voor gezinsopvang met inkomenstarief en hoogstens 1 locatie/);
  assert.match(not, /Praktijkbegeleiding .*Werkt niet in Melle\./);
  assert.match(not, /Bijscholingen .*Is alleen voor eigen personeel/);
});

test('18 places with income tariff are free in Ghent, 19 are not, and the page says why', async (t) => {
  const { server, db } = await given(t);
  const visitor = await signedIn(server, db, '');
  const ask = (places) => visitor.get(`/ondersteuning?${form({ municipality: '44021', care: 'group_care', tariff: 'with', places })}`);
  assert.match(under(await ask('18'), 'Dit past<'), /Praktijkbegeleiding gratis/);
  const more = await ask('19');
  assert.doesNotMatch(under(more, 'Dit past<'), /Praktijkbegeleiding/);
  assert.match(under(more, 'Dit past niet'), /Praktijkbegeleiding .*door het (aantal plaatsen|inkomenstarief)/);
  assert.match(under(await ask(''), 'Dit hangt ervan af'), /Praktijkbegeleiding .*Hangt af van het aantal plaatsen/);
});

test('the other network asks one location only', async (t) => {
  const { server, db } = await given(t);
  const visitor = await signedIn(server, db, '');
  const ask = (locations) => visitor.get(`/ondersteuning?${form({ municipality: 'Zwijndrecht', care: 'family_care', tariff: 'with', locations })}`);
  assert.match(under(await ask('1'), 'Dit past<'), /Ondersteuning aan huis gratis/);
  assert.match(under(await ask('2'), 'Dit past niet'), /Ondersteuning aan huis .*door het aantal locaties/);
});

test('what is for own staff fits the locations of that organiser, and asks whose it is', async (t) => {
  const { server, db } = await given(t);
  const visitor = await signedIn(server, db, '');
  const question = { municipality: 'Gent', care: 'group_care', tariff: 'with', places: '40' };
  const page = await visitor.get('/ondersteuning');
  const idOf = (name) => new RegExp(`<option value="(\\d+)" *>${name}</option>`).exec(page.text)[1];
  const ask = (organiser_id) => visitor.get(`/ondersteuning?${form({ ...question, organiser_id })}`);
  assert.match(under(await ask(''), 'Dit hangt ervan af'), /Bijscholingen .*past als dat de organisator is/);
  const city = idOf('Stad Gent, pedagogische ondersteuning');
  assert.match(under(await ask(city), 'Dit past<'), /Bijscholingen .*Is voor eigen personeel, en dit is een locatie van Stad Gent/);
  assert.match(under(await ask(idOf('Felies')), 'Dit past niet'), /Bijscholingen .*Is alleen voor eigen personeel/);
  const api = await server.api('GET', `/offers?${form({ municipality: 'Gent', organiser: city })}`);
  assert.equal(api.json.items.find((o) => o.title === 'Bijscholingen').answer.fit, 'fits');
  const wrong = await server.api('GET', '/offers?organiser=999&municipality=Atlantis');
  assert.deepEqual(wrong.json.issues.map((one) => one.name), ['municipality', 'organiser']);
  const own = await signedIn(server, db, 'partner@example.be');
  const preset = /<select id="veld-organiser_id"[^]*?<option value="(\d+)" selected>/.exec((await own.get('/ondersteuning')).text);
  assert.ok(preset, 'a partner is asked as the organiser that it is');
});

test('an offer is found by a word, by every role, on the page and over the API', async (t) => {
  const { server, db, tokens } = await given(t);
  for (const email of ['', 'lid@example.be', 'partner@example.be', 'secretaris@example.be'])
    for (const words of ['VIB', 'video-interactiebegeleiding']) {
      const rs = await (await signedIn(server, db, email)).get(`/ondersteuning?${form({ words })}`);
      assert.match(text(rs), /1 keer ondersteuning gevonden met “.*Video-interactiebegeleiding .*Alles tonen/, `${email} ${words}`);
      assert.doesNotMatch(rs.text, /Inclusiecoach/);
    }
  for (const token of [undefined, tokens.member, tokens.partner]) {
    const api = await server.api('GET', '/offers?q=VIB', { token });
    assert.deepEqual(api.json.items.map((o) => o.title), ['Video-interactiebegeleiding']);
  }
  assert.deepEqual((await server.api('GET', '/offers?q=zwemles')).json.items, []);
  const mine = (await server.api('GET', '/offers?q=inclusie')).json.items[0].partnerId;
  const some = await server.api('GET', `/offers?partner=${mine}&municipality=Melle`);
  assert.ok(some.json.items.length > 0 && some.json.items.every((o) => o.partnerId === mine));
});

test('a municipality that is none is told at its field, and what was typed stays', async (t) => {
  const { server, db } = await given(t);
  const rs = await (await signedIn(server, db, '')).get('/ondersteuning?municipality=Atlantis&care=group_care&places=x');
  assert.equal(rs.status, 400);
  assert.match(rs.text, /value="x"/);
  assert.match(rs.text, /<option value="group_care" selected>/);
  const known = await (await signedIn(server, db, '')).get('/ondersteuning?municipality=Atlantis');
  assert.equal(known.status, 400);
  assert.match(text(known), /geen Vlaamse gemeente met de naam of NIS-code “Atlantis”/);
});

test('a partner adds and changes its own offers, and no other’s', async (t) => {
  const { server, db } = await given(t);
  const partner = await signedIn(server, db, 'partner@example.be');
  const fresh = await partner.get('/ondersteuning/nieuw');
  assert.equal(fresh.status, 200);
  const own = /<option value="(\d+)" selected>/.exec(fresh.text)[1];
  const made = await partner.post('/ondersteuning', { partner_id: own, title: 'Speelgoed lenen', form: 'other', level: 'location', rhythm: 'regular', days_a_month: '0', recognised_since: '0', source: 'Eigen folder' });
  assert.equal(made.status, 303, made.text);
  const path = made.headers.location;
  assert.match(text(await partner.get(path)), /Speelgoed lenen .*De voorwaarden zijn niet bekend/);
  const rule = await partner.post(`${path}/regels`, { care: 'group_care', tariff: 'any', max_places: '0', max_locations: '0', price: 'free', source: 'Eigen folder' });
  assert.equal(rule.status, 303, rule.text);
  assert.match(text(await partner.get(path)), /Groepsopvang gratis/);
  const wrong = await partner.post(`${path}/regels`, { tariff: 'any', price: 'free', source: '' });
  assert.equal(wrong.status, 400);
  assert.equal((await partner.get('/ondersteuning/1/bewerken')).status, 403, 'of Ghent');
  assert.equal((await partner.post('/ondersteuning/1/regels', { source: 'x' })).status, 403);
  assert.equal((await partner.post('/ondersteuning', { partner_id: '14', title: 'Gekaapt', form: 'other', source: 'x' })).status, 403);
  assert.equal((await (await signedIn(server, db, 'lid@example.be')).get('/ondersteuning/nieuw')).status, 403);
});

const idOf = async (who, name) => new RegExp(`href="/partners/(\\d+)" *>${name}<`).exec((await who.get('/partners')).text)?.[1];
const versionOf = (rs) => /name="_version" value="(\d+)"/.exec(rs.text)[1];

test('a double is merged, leads to the one, and comes back by the button', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const made = await secretary.post('/partners', { name: 'Menttes', kind: 'other' });
  const double = /\d+$/.exec(made.headers.location)[0];
  const mentes = await idOf(secretary, 'Mentes');
  const page = await secretary.get(`/partners/${double}/samenvoegen`);
  const merged = await secretary.post(`/partners/${double}/samenvoegen`, { _version: versionOf(page), into_id: mentes });
  assert.equal(merged.status, 303, merged.text);
  assert.equal(merged.headers.location, `/partners/${mentes}`);
  const shown = await secretary.get(`/partners/${mentes}`);
  assert.match(text(shown), /Menttes.*werd hiermee samengevoegd/);
  assert.equal((await secretary.get(`/partners/${double}`)).headers.location, `/partners/${mentes}`);
  assert.equal(await idOf(secretary, 'Menttes'), undefined, 'in no list');
  assert.equal((await secretary.post(`/partners/${double}/samenvoegen/terug`, {})).status, 303);
  assert.equal(await idOf(secretary, 'Menttes'), double);
  const itself = await secretary.post(`/partners/${double}/samenvoegen`, { _version: versionOf(await secretary.get(`/partners/${double}/samenvoegen`)), into_id: double });
  assert.equal(itself.status, 400);
});

test('what went into another says so and keeps its name', async (t) => {
  const { server, db } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const [felies, mentes] = [await idOf(secretary, 'Felies'), await idOf(secretary, 'Mentes')];
  const page = await secretary.get(`/partners/${felies}/opgegaan`);
  assert.equal((await secretary.post(`/partners/${felies}/opgegaan`, { _version: versionOf(page), successor_id: mentes, from_date: '2024-03-01' })).status, 303);
  assert.match(text(await secretary.get(`/partners/${felies}`)), /Felies gestopt .*Opgegaan in Mentes vanaf vrijdag 1 maart 2024/);
  assert.match(text(await secretary.get(`/partners/${mentes}`)), /Kwam voort uit Felies/);
  const stale = await secretary.post(`/partners/${felies}/opgegaan`, { _version: versionOf(page), successor_id: mentes, from_date: '2024-03-01' });
  assert.equal(stale.status, 412);
  assert.equal((await secretary.post(`/partners/${felies}/opgegaan/terug`, {})).status, 303);
  assert.doesNotMatch(text(await secretary.get(`/partners/${felies}`)), /Opgegaan in Mentes/);
});

test('the page of a partner shows its groups, its municipalities and its offers', async (t) => {
  const { server, db } = await given(t);
  const visitor = await signedIn(server, db, ''), secretary = await signedIn(server, db, 'secretaris@example.be');
  const mentes = await visitor.get(`/partners/${await idOf(visitor, 'Mentes')}`);
  assert.match(text(mentes), /Stad Gent, pedagogische ondersteuning is lid/);
  const cik = await idOf(visitor, 'CIK Stad Gent');
  assert.match(text(await visitor.get(`/partners/${cik}`)), /Inclusiecoach .*Melle NIS 44040/);
  const added = await secretary.post(`/partners/${cik}/gebied`, { municipality: 'Evergem', from_date: '2024-01-01' });
  assert.equal(added.status, 303, added.text);
  assert.match(text(await visitor.get(`/partners/${cik}`)), /Evergem NIS 44019, sinds ma 01\/01\/2024/);
  const wrong = await secretary.post(`/partners/${cik}/gebied`, { municipality: 'Atlantis', from_date: '2024-01-01', until_date: '2023-01-01' });
  assert.equal(wrong.status, 400);
  assert.match(text(wrong), /Atlantis/);
  assert.match(text(wrong), /einde moet na het begin/);
  assert.equal((await visitor.post(`/partners/${cik}/gebied`, { municipality: 'Zele' })).status, 401);
  assert.doesNotMatch(text(await visitor.get(`/partners/${cik}`)), /Zele/);
});

test('the finder answers over the API too, and tells what is wrong with a question', async (t) => {
  const { server, tokens } = await given(t);
  const rs = await server.api('GET', `/offers?${form({ municipality: 'Melle', care: 'family_care', tariff: 'without', places: '8', locations: '1' })}`);
  assert.equal(rs.status, 200, rs.text);
  const [best, ...rest] = rs.json.items;
  assert.deepEqual([best.title, best.partner, best.answer.fit, best.answer.free, best.answer.coverage], ['Inclusiecoach', 'CIK Stad Gent', 'fits', true, 'whole']);
  assert.match(best.answer.source, /Stad Gent/);
  assert.ok(rest.every((o) => o.answer.fit === 'fits_not' && !o.answer.free && o.answer.why.length > 0));
  const all = await server.api('GET', '/offers?pageSize=100');
  assert.ok(all.json.items.length >= 13 && all.json.items.every((o) => !('answer' in o)));
  const wrong = await server.api('GET', '/offers?municipality=Atlantis');
  assert.equal(wrong.status, 400);
  assert.equal(wrong.json.issues[0].name, 'municipality');
  assert.equal((await server.api('GET', '/offers?care=hotel&places=0')).json.issues.length, 2);
  const token = tokens.partner;
  const other = await server.api('POST', '/offers', { token, body: { partnerId: '14', title: 'Gekaapt', form: 'other', source: 'x' } });
  assert.equal(other.status, 403);
  assert.equal((await server.api('PATCH', '/offers/1', { token, body: { title: 'Gekaapt' }, headers: { 'if-match': '*' } })).status, 403);
});

test('the municipalities are listed with their codes and the days between which they are there', async (t) => {
  const { server } = await given(t);
  const named = async (query) => (await server.api('GET', `/municipalities${query}`)).json.items;
  assert.deepEqual(await named('?q=melle&on=2024-04-15'), [{ nis: '44040', name: 'Melle', fromDate: null, untilDate: '2025-01-01', successor: '44088' }]);
  assert.deepEqual((await named('?q=MELLE&on=2025-01-01')).map((one) => [one.name, one.fromDate, one.untilDate]), [['Merelbeke-Melle', '2025-01-01', null]]);
  assert.equal((await named('?on=2024-12-31')).length, 300);
  assert.equal((await named('?on=2025-01-01')).length, 285);
  assert.ok((await named('')).length > 300);
  const wrong = await server.api('GET', '/municipalities?on=vandaag');
  assert.deepEqual([wrong.status, wrong.json.issues[0].name], [400, 'on']);
});
