// Finding things by words: all kinds together, dossiers by all that is said of them, decisions by their state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { browser, plain, signedIn, validate } from './pages.mjs';

/** A page that must be there and be good HTML. */
async function page(who, path) {
  const rs = await who.get(path);
  assert.equal(rs.status, 200, `${path}: ${plain(rs.text).slice(-600)}`);
  await validate(rs.text, path);
  return rs.text;
}
const titles = (html) => [...html.matchAll(/<a class="title" href="([^"]*)"/g)].map((m) => m[1]);

test('words find decisions, advices, dossiers and actions together, page by page', async (t) => {
  const { server, db, tokens } = await given(t);
  const call = (method, path, body) => server.api(method, path, { token: tokens.secretary, body });
  const dossier = (await call('POST', '/dossiers', { title: 'Zandkasteel', access: 'members' })).json;
  const hidden = (await call('POST', '/dossiers', { title: 'Geheim zandkasteel', access: 'secretariat' })).json;
  const partner = (await call('GET', '/partners?pageSize=100')).json.items.find((one) => one.name === 'Felies');
  for (let i = 0; i < 30; i++)
    assert.equal((await call('POST', '/advices', { title: `Zandkasteel ${i}`, origin: 'asked', askedOn: '2024-04-01', access: 'public' })).status, 201);
  const action = (await call('POST', '/actions', { text: 'Emmers voor het zandkasteel', partnerId: partner.id, dueDate: '2024-05-01', access: 'members' })).json;

  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const first = await page(secretary, '/zoeken?q=zandkasteel');
  assert.equal(titles(first).length, 25);
  assert.match(plain(first), /Gevonden met “zandkasteel”[\s\S]*Emmers voor het zandkasteel actiepunt/);
  const next = /href="(\/zoeken\?[^"]*na=[^"]*)"/.exec(first)[1].replaceAll('&amp;', '&');
  const rest = await page(secretary, next);
  assert.deepEqual(new Set([...titles(first), ...titles(rest)]).size, 33, 'each once');
  assert.equal(titles(await page(secretary, '/zoeken?q=zandkasteel&soort=dossier')).length, 2);
  assert.match(plain(await page(secretary, '/beslissingen?q=zandkasteel')), /Zandkasteel 29\s+advies/, 'advices stand there too');
  const more = /href="(\/beslissingen\?[^"]*na=[^"]*)"/.exec(await page(secretary, '/beslissingen?q=zandkasteel'))[1].replaceAll('&amp;', '&');
  assert.equal(titles(await page(secretary, more)).length, 5, 'all 30 are reached');
  assert.deepEqual(titles(await page(secretary, '/zoeken?q=ietsanders')), []);
  assert.match(plain(await page(secretary, '/zoeken')), /Hier zoekt u in beslissingen/);

  const member = await signedIn(server, db, 'lid@example.be');
  assert.deepEqual(titles(await page(member, '/zoeken?q=zandkasteel')).sort(), [`/dossiers/${dossier.id}`, `/opvolging/${action.id}`].sort());
  assert.equal((await browser(server).get('/zoeken?q=zandkasteel')).status, 200);
  assert.doesNotMatch((await browser(server).get('/zoeken?q=zandkasteel')).text, /class="title"/);

  const found = (await server.api('GET', '/search?q=zandkasteel', { token: tokens.member })).json.items;
  assert.deepEqual(found.map((one) => [one.kind, one.path]).sort(), [['action', `/api/v1/actions/${action.id}`], ['dossier', `/api/v1/dossiers/${dossier.id}`]]);
  const all = [];
  for (let path = '/search?q=zandkasteel&pageSize=10'; path;) {
    const answer = (await server.api('GET', path, { token: tokens.secretary })).json;
    all.push(...answer.items);
    path = answer.next?.replace('/api/v1', '');
  }
  assert.equal(new Set(all.map((one) => one.path)).size, 33);
  assert.ok(all.some((one) => one.path === `/api/v1/dossiers/${hidden.id}`));
  for (const one of all) assert.equal((await server.http('GET', one.path, { token: tokens.secretary })).status, 200, one.path);
  assert.equal((await server.api('GET', '/search?q=zandkasteel&kind=advice&pageSize=100', { token: tokens.secretary })).json.items.length, 30);
  for (const wrong of ['/search', '/search?q=', '/search?q=a&kind=geheim', `/search?q=${'a'.repeat(201)}`, '/search?q=a&topic=b'])
    assert.equal((await server.api('GET', wrong, { token: tokens.secretary })).status, 400, wrong);
});

test('words find partners by any of their names, and what they offer', async (t) => {
  const { server, db, tokens } = await given(t);
  const call = (method, path, body) => server.api(method, path, { token: tokens.secretary, body });
  const partner = (await call('POST', '/partners', { name: 'Het Kaboutermutsje', kind: 'support_network', aliases: ['Muts vzw'] })).json;
  const offer = (await call('POST', '/offers', { partnerId: partner.id, title: 'Kijk mee', form: 'video_feedback', source: 'Jaarplan' })).json;
  const stopped = (await call('POST', '/offers', { partnerId: partner.id, title: 'Leeravond', form: 'training', source: 'Jaarplan', until: '2024-01-01' })).json;
  const here = [`/partners/${partner.id}`, `/ondersteuning/${offer.id}`, `/ondersteuning/${stopped.id}`];

  const member = await signedIn(server, db, 'lid@example.be');
  const shown = await page(member, '/zoeken?q=kaboutermutsje');
  assert.deepEqual(titles(shown), here);
  assert.match(plain(shown), /Het Kaboutermutsje partner\s+ondersteuningsnetwerk, ook bekend als Muts vzw\s+Kijk mee aanbod\s+video-interactiebegeleiding \(VIB\) van Het Kaboutermutsje\s+Leeravond aanbod\s+gestopt\s+vorming van Het Kaboutermutsje/);
  assert.deepEqual(titles(await page(member, '/zoeken?q=muts+vzw')), here.slice(0, 1));
  assert.deepEqual(titles(await page(member, '/zoeken?q=kaboutermutsje&soort=partner')), here.slice(0, 1));
  assert.deepEqual(titles(await page(member, '/zoeken?q=kaboutermutsje&soort=aanbod')), here.slice(1));
  for (const words of ['VIB', 'video-interactiebegeleiding'])
    assert.ok(titles(await page(member, `/zoeken?q=${words}`)).includes(here[1]), words);
  for (const path of here) await page(member, path);
  assert.deepEqual(titles(await page(member, '/beslissingen?q=kaboutermutsje')), [], 'those are no decisions');

  const found = [];
  for (let path = '/search?q=kaboutermutsje&pageSize=1'; path;) {
    const answer = (await server.api('GET', path, { token: tokens.member })).json;
    found.push(...answer.items);
    path = answer.next?.replace('/api/v1', '');
  }
  assert.deepEqual(found, [
    { kind: 'partner', id: partner.id, title: 'Het Kaboutermutsje', date: null, state: null, path: `/api/v1/partners/${partner.id}` },
    { kind: 'offer', id: offer.id, title: 'Kijk mee', date: null, state: null, path: `/api/v1/offers/${offer.id}` },
    { kind: 'offer', id: stopped.id, title: 'Leeravond', date: null, state: null, path: `/api/v1/offers/${stopped.id}` },
  ]);
  for (const one of found) assert.equal((await server.http('GET', one.path, { token: tokens.member })).status, 200, one.path);
  const kind = async (word) => (await server.api('GET', `/search?q=kaboutermutsje&kind=${word}`, { token: tokens.member })).json.items.length;
  assert.deepEqual([await kind('partner'), await kind('offer'), await kind('dossier')], [1, 2, 0]);
});

test('the whole number of a decision leads to it from the search', async (t) => {
  const { server } = await given(t);
  assert.equal((await browser(server).get('/zoeken?q=2024_LOK_00001')).headers.location, '/beslissingen/2024_LOK_00001');
});

test('dossiers are found by any of their names, aims and partners, as one may see them', async (t) => {
  const { server, db, tokens } = await given(t);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const q = async (who, words) => [...(await page(who, `/dossiers?q=${words}`)).matchAll(/<li><a href="(\/dossiers\/\d+)"/g)].map((m) => m[1]);
  const made = (await server.api('POST', '/dossiers', { token: tokens.secretary,
    body: { title: 'Speelhoek', aliases: ['Het kriebelbos'], aim: ['Meer knutseluren'], tasks: ['Bomen snoeien'], form: 'Kampvuur', access: 'secretariat' } })).json;
  for (const words of ['speelhoek', 'kriebelbos', 'knutseluur', 'snoeien', 'kampvuur'])
    assert.deepEqual(await q(secretary, words), [`/dossiers/${made.id}`], words);
  assert.deepEqual(await q(await signedIn(server, db, 'lid@example.be'), 'speelhoek'), []);
  const list = async (token) => (await server.api('GET', '/dossiers?q=kriebelbos', { token })).json.items.map((d) => d.id);
  assert.deepEqual(await list(tokens.secretary), [made.id]);
  assert.deepEqual(await list(tokens.member), []);
  assert.match(plain(await page(secretary, '/dossiers?q=ietsanders')), /Niets gevonden[\s\S]*Toon alle dossiers/);
});

test('a partner with another name is found in its dossiers and actions at once', async (t) => {
  const { server, tokens } = await given(t);
  const call = (method, path, body, headers) => server.api(method, path, { token: tokens.secretary, body, headers });
  const make = async (path, body) => (await call('POST', path, body)).json;
  const partner = await make('/partners', { name: 'Kwikstaart', kind: 'support_network' });
  const dossier = await make('/dossiers', { title: 'Speelhoek', applicantId: partner.id, access: 'members' });
  const action = await make('/actions', { text: 'Een folder', partnerId: partner.id, dueDate: '2024-05-01' });
  const found = async (word) => (await call('GET', `/search?q=${word}`)).json.items.map((one) => `${one.kind} ${one.id}`).sort();
  const all = [`action ${action.id}`, `dossier ${dossier.id}`, `partner ${partner.id}`];
  assert.deepEqual(await found('kwikstaart'), all);
  assert.equal((await call('PATCH', `/partners/${partner.id}`, { name: 'Roodborstje' }, { 'if-match': '*', 'content-type': 'application/merge-patch+json' })).status, 200);
  assert.deepEqual(await found('roodborstje'), all);
  assert.deepEqual(await found('kwikstaart'), []);
  const other = await make('/partners', { name: 'Boomklever', kind: 'support_network' });
  const merge = `/partners/${partner.id}/merge`;
  assert.equal((await call('PUT', merge, { intoId: other.id }, { 'if-match': '*' })).status, 200);
  assert.deepEqual(await found('boomklever'), [all[0], all[1], `partner ${other.id}`]);
  assert.equal((await call('DELETE', merge, undefined, { 'if-match': '*' })).status, 204);
  assert.deepEqual(await found('roodborstje'), all);
});

test('a list of decisions is narrowed to one state, by page and API', async (t) => {
  const { server, db, tokens } = await given(t);
  const states = async (state) => (await server.api('GET', `/decisions?pageSize=100&state=${state}`, { token: tokens.secretary })).json.items;
  const [one] = await states('in_force');
  assert.ok(one, 'the practice council has one in force');
  const withdrawn = await server.api('PUT', `/decisions/${one.number}/state`, { token: tokens.secretary,
    body: { action: 'withdraw', reason: 'Geen geld' }, headers: { 'if-match': `"${one.version}"` } });
  assert.equal(withdrawn.status, 200, withdrawn.text);
  assert.deepEqual((await states('withdrawn')).map((d) => d.number), [one.number]);
  assert.ok((await states('in_force')).every((d) => d.state === 'in_force' && d.number !== one.number));
  assert.equal((await server.api('GET', '/decisions?state=weg', { token: tokens.secretary })).status, 400);

  const member = await signedIn(server, db, 'lid@example.be');
  const shown = await page(member, '/beslissingen?stand=ingetrokken');
  assert.deepEqual(titles(shown), [`/beslissingen/${one.number}`]);
  assert.match(shown, /<option value="ingetrokken" selected/);
  assert.doesNotMatch(shown, /value="voorlopig"/, 'what is provisional is for the secretariat');
  assert.ok(!titles(await page(member, '/beslissingen?stand=geldig')).includes(`/beslissingen/${one.number}`));
  assert.deepEqual(titles(await page(member, '/beslissingen?stand=vervangen')), []);
  const words = encodeURIComponent(one.title.split(' ')[0]);
  assert.deepEqual(titles(await page(member, `/beslissingen?stand=ingetrokken&q=${words}`)), [`/beslissingen/${one.number}`]);
});
