// Proposals have a page that lists them, and an answer can be taken back while nobody heard of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given, serve } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';
import { sentAgenda } from './people.mjs';

async function proposed(t) {
  const place = await given(t);
  const { id } = await sentAgenda(place);
  await place.server.stop();
  const server = await serve(place, { undo_seconds: 120 });
  const partner = await signedIn(server, place.db, 'partner@example.be');
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  assert.equal((await partner.post(`/vergaderingen/${id}/voorstellen`, { title: 'Speelplein', text: 'Graag', minutes: '10' })).status, 303);
  assert.equal((await secretary.post(`/vergaderingen/${id}/voorstellen`, { title: 'Per mail', text: '', minutes: '', partner_id: '' })).status, 303);
  return { ...place, server, partner, secretary, id };
}
const titled = (html, title) => new RegExp(`href="(/voorstellen/\\d+)">${title}`).exec(html)?.[1];

test('the secretary lists all proposals and a partner its own, from the meetings', async (t) => {
  const { server, db, partner, secretary } = await proposed(t);
  for (const who of [partner, secretary]) assert.match((await who.get('/vergaderingen')).text, /href="\/voorstellen"/);
  const all = (await secretary.get('/voorstellen')).text;
  await validate(all, 'all');
  assert.ok(titled(all, 'Speelplein') && titled(all, 'Per mail'));
  const own = (await partner.get('/voorstellen')).text;
  await validate(own, 'own');
  assert.ok(titled(own, 'Speelplein') && !titled(own, 'Per mail'));
  const member = await signedIn(server, db, 'lid@example.be');
  assert.match(plain((await member.get('/voorstellen')).text), /U stelde nog niets voor/);
  assert.equal((await (await signedIn(server, db, '')).get('/voorstellen')).status, 303);
});

test('the overview says that proposals wait', async (t) => {
  const { secretary } = await proposed(t);
  const page = (await secretary.get('/')).text;
  assert.match(plain(page), /Beantwoord 3 voorstellen voor een agendapunt/);
  assert.match(page, /href="\/voorstellen"/);
});

test('an answer is taken back by the page and by the API', async (t) => {
  const { server, secretary, partner, tokens } = await proposed(t);
  const here = titled((await secretary.get('/voorstellen')).text, 'Speelplein');
  const state = async () => (await server.api('GET', here.replace('voorstellen', 'proposals'), { token: tokens.secretary })).json;
  const refuse = async () => assert.equal((await secretary.post(`${here}/weigeren`, { reason: 'Hoort bij het college.', decline_tell: '1' })).headers.location, here);

  await refuse();
  const page = await secretary.get(here);
  await validate(page.text, 'answered');
  assert.ok(!(await partner.get(here)).text.includes('terugnemen'));
  assert.equal((await partner.post(`${here}/terugnemen`)).status, 403);
  assert.equal((await secretary.post(`${here}/terugnemen`, formOf(page.text, `${here}/terugnemen`).fields)).status, 303);
  assert.deepEqual([(await state()).state, (await state()).reason], ['open', null]);
  assert.equal((await secretary.post(`${here}/terugnemen`)).status, 409);

  await refuse();
  const api = here.replace('voorstellen', 'proposals');
  assert.equal((await server.api('DELETE', `${api}/answer`, { token: tokens.secretary, headers: { 'if-match': '"1"' } })).status, 412);
  assert.equal((await server.api('DELETE', `${api}/answer`, { token: tokens.secretary, headers: { 'if-match': '*' } })).json.state, 'open');
});
