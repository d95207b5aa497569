// A practice council has one clock: its pages show the day that it is there, never the real one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, serve } from './lib.mjs';
import { plain, signedIn } from './pages.mjs';

/** The outbox, connections, links and accounts live by the real clock, as does the log of what happened. */
const REAL = /^\/(beheer\/(berichten|koppelingen|accounts)|berichten|koppelingen|demopostbus|account|kalenders?|personen\/\d+\/gegevens)/;

const kind = (path) => path.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/:n').replace(/\/20\d\d_[A-Z]+_A?\d+/g, '/:number');
const links = (html) => [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, to]) => to.replaceAll('&amp;', '&'))
  .filter((to) => !/\.(ics|csv|atom|xml|css|js|svg|html|odt|json)(\?|$)|^\/documenten\/\d/.test(to));

/** Every kind of page that links lead to, four of a kind. */
async function pages(who, from = ['/']) {
  const queue = [...from], known = new Set(queue), count = {}, seen = [];
  while (queue.length > 0) {
    const path = queue.shift();
    const rs = await who.get(path);
    assert.ok(rs.status < 500, `${path}: ${rs.status}`);
    if (rs.status !== 200) continue;
    seen.push([path, rs.text]);
    for (const to of links(rs.text)) {
      const k = kind(to);
      if (known.has(to) || (count[k] ?? 0) >= 4) continue;
      known.add(to);
      count[k] = (count[k] ?? 0) + 1;
      queue.push(to);
    }
  }
  return seen;
}

/** Today as pages write it: 27/02/2024, 27/02 and 27 februari 2024. */
function realToday() {
  const part = (options) => new Intl.DateTimeFormat('nl-BE', { timeZone: 'Europe/Brussels', ...options }).format(new Date());
  const [day, month, year] = [part({ day: '2-digit' }), part({ month: '2-digit' }), part({ year: 'numeric' })];
  return new RegExp(`${day}/${month}/${year}|(^|\\D)${Number(day)} ${part({ month: 'long' })} ${year}`);
}

test('no page of a practice council shows the real date, before and after its days are passed', async (t) => {
  const place = demo(t);
  const server = await serve(place);
  const real = realToday();
  const wrong = [];
  const look = async (email) => {
    const seen = await pages(await signedIn(server, place.db, email));
    for (const [path, html] of seen)
      if (!REAL.test(path) && real.test(plain(html))) wrong.push(`${email} ${path}: …${plain(html).split(real)[0].slice(-60)}`);
    return seen.length;
  };
  for (const email of ['secretaris@example.be', 'lid@example.be']) assert.ok((await look(email)) > 25, 'links were followed');
  const secretary = await signedIn(server, place.db, 'secretaris@example.be');
  assert.equal((await secretary.post('/oefenen/najaar', {})).status, 303);
  for (const email of ['secretaris@example.be', 'partner@example.be']) await look(email);
  assert.deepEqual(wrong, []);
});
