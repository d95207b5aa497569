// A newcomer reaches each capability of the practice council from the overview, by links alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, serve } from './lib.mjs';
import { signedIn } from './pages.mjs';

/** Never more clicks than this, and never more pages than this: some lists have many. */
const CLICKS = 4;
const PAGES = 600;

/** Links and GET forms of a page, without what is only for printing, files and other sites. */
function ways(html) {
  const links = [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, to]) => to);
  const forms = [...html.matchAll(/<form(?![^>]*method="post")[^>]*action="(\/[^"#]*)"/g)].map(([, to]) => to);
  return [...links, ...forms].map((to) => to.replaceAll('&amp;', '&')).filter((to) => !/\.(ics|csv|atom|xml|css|js|svg|html|odt|json)(\?|$)/.test(to));
}

/** One page of each kind is enough: numbers and what is asked are left out. */
const kind = (path) => path.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/:n').replace(/\/20\d\d_[A-Z]+_A?\d+/g, '/:number');

async function crawl(who) {
  const at = { '/': 0 };
  const queue = ['/'];
  const tried = {};
  for (let n = 0; queue.length > 0 && n < PAGES; n++) {
    const path = queue.shift();
    const clicks = at[kind(path)];
    const rs = await who.get(path);
    assert.ok(rs.status < 500, `${path}: ${rs.status}`);
    assert.notEqual(rs.status, 404, `a link to ${path} leads nowhere`);
    if (rs.status !== 200 || clicks === CLICKS) continue;
    for (const to of ways(rs.text)) {
      const k = kind(to);
      tried[k] = (tried[k] ?? new Set()).add(to);
      if (!(k in at)) at[k] = clicks + 1;
      // the first three of a kind: a meeting that was held shows other ways than one to come
      if (at[k] === clicks + 1 && tried[k].size <= 3 && !queue.includes(to) && !crawled(tried, k, to)) queue.push(to);
    }
  }
  return at;
}
const seen = new WeakMap();
function crawled(tried, k, to) {
  const set = seen.get(tried) ?? new Set();
  seen.set(tried, set);
  if (set.has(to)) return true;
  set.add(to);
  return false;
}

const OF = {
  'secretaris@example.be': ['/leden', '/partners', '/partners/:n', '/vergaderingen', '/vergaderingen/:n', '/vergaderingen/:n/agenda', '/klaar',
    '/vergaderingen/:n/aanwezigen', '/vergaderingen/:n/verslag', '/beslissingen', '/beslissingen/:number', '/adviezen', '/adviezen/:number',
    '/vergaderingen/schriftelijk', '/vergaderingen/:n/stemmen', '/opvolging', '/dossiers', '/dossiers/:n', '/dossiers/:n/samenwerkingsverband',
    '/ondersteuning', '/voorstellen', '/oefenen', '/beheer', '/beheer/berichten', '/beheer/koppelingen', '/help', '/demopostbus', '/verslagen', '/personen', '/inlezen', '/leden/bestuursperiode', '/beheer/bewaren', '/zoeken', '/uitbreidingsrondes/:n'],
  'lid@example.be': ['/vergaderingen', '/vergaderingen/:n', '/vergaderingen/:n/verslag', '/beslissingen', '/beslissingen/:number', '/adviezen',
    '/adviezen/:number', '/dossiers/:n', '/opvolging', '/ondersteuning', '/zoeken', '/help'],
  'partner@example.be': ['/vergaderingen', '/vergaderingen/:n', '/beslissingen', '/adviezen', '/dossiers/:n', '/opvolging', '/ondersteuning',
    '/voorstellen/:n', '/help'],
};

for (const [email, capabilities] of Object.entries(OF)) {
  test(`from the overview ${email} reaches each capability within ${CLICKS} clicks, and no link is dead`, async (t) => {
    const place = demo(t);
    const server = await serve(place);
    const at = await crawl(await signedIn(server, place.db, email));
    const missing = capabilities.filter((path) => !(path in at));
    assert.deepEqual(missing, [], `not reached; reached were ${Object.keys(at).join(' ')}`);
  });
}
