// Looks at everything as everybody: which words of access_things.mjs each role finds, and where.
import assert from 'node:assert/strict';
import { signedIn } from './pages.mjs';
import { WAYS } from './access_ways.mjs';

/** Sessions by the address of their account; '' is a visitor. */
const SESSIONS = { visitor: '', member: 'lid@example.be', felies: 'felies@example.be', other: 'partner@example.be', chair: 'voorzitter2@example.be', secretary: 'secretaris@example.be', admin: 'zzaccountzz@example.be' };
/** Personal links by the address they were mailed to: a seat of Felies, a seat of another, a contact without a seat. */
const LINKS = { linkFelies: 'gezinsopvang@example.be', linkMember: 'begeleider@example.be', linkOther: 'huisvanhetkind@example.be' };

const unfolded = (text) => text.replaceAll('&shy;', '').replace(/\r\n[ \t]/g, '');

/** Who comes in, each with `get(path)`. */
export async function comers({ server, db, tokens, token }, all) {
  const who = {};
  const byToken = { visitor: undefined, member: tokens.member, felies: tokens.partner, other: token('partner', 'Crèchendo'), chair: tokens.chair, secretary: tokens.secretary, admin: tokens.admin };
  for (const [role, email] of Object.entries(SESSIONS)) {
    const session = await signedIn(server, db, email);
    if (email) await session.post('/account/kalender', { name: 'telefoon' });
    const feeds = email ? [...(await session.get('/account/kalender')).text.matchAll(/\/feed\/([\w-]{43})/g)].map(([, feed]) => feed) : [];
    who[role] = { feeds, get: (path) => path.startsWith('/api/') ? server.http('GET', path, { token: byToken[role] }) : session.get(path) };
  }
  for (const [role, email] of Object.entries(LINKS)) {
    const links = all.mails.filter((mail) => mail['E-mail'] === email).map((mail) => mail.path.split('/').at(-1));
    assert.ok(links.length > 0, `a mail to ${email}: ${all.mails.map((m) => m['E-mail'])}`);
    const visitor = await signedIn(server, db, '');
    who[role] = { feeds: [], links, get: (path) => visitor.get(path) };
  }
  return who;
}

/** The addresses of a route for who comes in. */
export function addresses(route, all, who) {
  if (!route.startsWith('/persoonlijk/')) return who.links ? [] : WAYS[route](all, who);
  return (who.links ?? []).flatMap((link) => WAYS[route](all, who).map((path) => path.replace(':token', link)));
}

/** Everything that these roles read: role → path → { route, text }. */
async function read(place, all, roles) {
  const got = {};
  const comer = await comers(place, all);
  for (const role of roles ?? Object.keys(comer)) {
    got[role] = new Map();
    for (const route of Object.keys(WAYS)) {
      await Promise.all(addresses(route, all, comer[role]).map(async (path) => {
        const rs = await comer[role].get(path);
        assert.ok(rs.status < 500, `${path} for ${role}: ${rs.status}`);
        got[role].set(path, { route, text: unfolded(`${rs.headers['content-disposition'] ?? ''}${rs.text}`) });
      }));
    }
  }
  return got;
}

/** role → word → routes where it stood. */
export async function look(place, all, roles) {
  const seen = {};
  for (const [role, by] of Object.entries(await read(place, all, roles))) {
    seen[role] = new Map();
    for (const { route, text } of by.values())
      for (const [, word] of text.replaceAll('"sex":"x"', 'zzsexzz').matchAll(/zz([a-z_-]+?)zz/g)) (seen[role].get(word) ?? seen[role].set(word, new Set()).get(word)).add(route);
  }
  return seen;
}

/** role → path → what stands there. */
export async function texts(place, all, roles) {
  const got = await read(place, all, roles);
  return Object.fromEntries(Object.entries(got).map(([role, by]) => [role, new Map([...by].map(([path, { text }]) => [path, text]))]));
}
