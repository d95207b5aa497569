// Every page of web/routes_pages.def that the secretary of the practice council reaches by links, in
// spring and after the jump to autumn, is asked what every page is asked. A new page is asked by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageRoutes, signedIn } from '../http/pages.mjs';
import { audit, given, NARROW, unseen } from './lib.mjs';

const SECRETARY = 'secretaris@example.be';
const isFile = (path) => /\.\w+$|^\/inlezen\/:list$|^\/documenten\/:id$/.test(path);
const ROUTES = pageRoutes().map(({ path }) => path).filter((path) => !isFile(path))
  .map((path) => ({ path, fits: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`) }))
  .sort((a, b) => a.path.split(':').length - b.path.split(':').length);

/** Pages that a secretary of the practice council has no link to, and why. */
const ELSEWHERE = {
  '/aanmelden': 'is for who is not signed in',
  '/aanmelden/:token': 'is for who is not signed in',
  '/persoonlijk/:token': 'is for who has the link',
  '/verzendingen/:id/zelf': 'needs a council without a mail server',
};
const elsewhere = (path) => path in ELSEWHERE || path.startsWith('/persoonlijk/:token/');

/** An address of each route and its page, by the links of three pages of each. */
async function reached(who, from) {
  const found = {}, read = {}, queue = [...from], seen = new Set(queue);
  for (let path; (path = queue.shift()) !== undefined;) {
    const route = ROUTES.find(({ fits }) => fits.test(path.split('?')[0]))?.path;
    if (!route || read[route] === 3) continue;
    const rs = await who.get(path);
    if (rs.status !== 200) continue;
    read[route] = (read[route] ?? 0) + 1;
    found[route] ??= { path, html: rs.text };
    for (const [, to] of rs.text.matchAll(/(?:href|<form(?![^>]*method="post")[^>]*action)="(\/[^"#]*)/g)) {
      const next = to.replaceAll('&amp;', '&');
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return found;
}

/** What the story of the practice council has not: a meeting that goes on, an advice and a round in the
 * making, a round that is closed, an agenda before the chair. Gives pages that stand behind no link. */
async function moreWork({ server, token }) {
  const secretary = token('secretary');
  const made = async (method, path, body, headers) => {
    const rs = await server.api(method, path, { token: secretary, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const any = { 'if-match': '*' };
  const busy = await made('POST', '/meetings', { title: 'LOK bezig', startsAt: '2024-10-14T17:30:00Z' });
  await made('POST', `/meetings/${busy.id}/items`, { title: 'Een punt', purpose: 'discussion' });
  await made('PUT', `/meetings/${busy.id}/state`, { state: 'in_session' }, any);
  const asked = await made('POST', '/advices', { title: 'Een vraag', askedOn: '2024-10-10' });
  await made('PUT', `/advices/${asked.number}/text`, { text: 'Ons advies.' }, any);
  const round = await made('POST', '/expansions', { title: 'Nieuwe ronde', closesOn: '2024-11-01', access: 'public' });
  await made('POST', `/expansions/${round.id}/criteria/current`, { name: 'Nood', weight: 100, most: 10 });
  await made('PUT', '/expansions/1/state', { state: 'closed' }, any);
  const later = await made('POST', '/meetings', { title: 'LOK november', startsAt: '2024-11-19T18:30:00Z' });
  await made('POST', `/meetings/${later.id}/items`, { title: 'Een punt', purpose: 'discussion' });
  await made('POST', `/meetings/${later.id}/publication`, { kind: 'agenda_chair' }, { 'idempotency-key': 'n' });
  return [`/vergaderingen/${busy.id}/afsluiten`, `/vergaderingen/${later.id}/agenda/nalezen`,
    `/adviezen/${asked.number}`, `/uitbreidingsrondes/${round.id}`, '/documenten/bij/dossier/1'];
}

test('every page that the secretary reaches, in spring and in autumn, is accessible and fits a phone', async (t) => {
  const place = await given(t);
  const secretary = await place.person(SECRETARY);
  const looked = new Set();
  const wrong = [];
  const look = async (from, looks) => {
    const found = await reached(await signedIn(place.server, place.db, SECRETARY), from);
    for (const [route, { path, html }] of Object.entries(found)) {
      looked.add(route);
      if (!unseen(route, html)) continue; // nothing in it that was not looked at in spring
      await secretary.go(path);
      await audit(secretary, looks).catch((error) => wrong.push(error.message));
    }
  };
  await look(['/'], [['light', NARROW]]);
  for (const jump of ['vergadering', 'najaar']) {
    await secretary.go('/oefenen');
    await secretary.page.locator(`form[action="/oefenen/${jump}"] button`).click();
  }
  await look(['/', ...await moreWork(place)], [['dark', NARROW]]);
  assert.deepEqual(wrong, []);
  const never = ROUTES.map(({ path }) => path).filter((path) => !looked.has(path) && !elsewhere(path));
  assert.deepEqual(never, [], 'no link leads there: say why in ELSEWHERE, or make one');
});
