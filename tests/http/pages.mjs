// What the tests of pages over HTTP start from: somebody signed in by cookie, forms as a browser would
// send them, and a strict reader of HTML.
import assert from 'node:assert/strict';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { LOKD, lokd, text } from './lib.mjs';
import { spawnSync } from 'node:child_process';

const OURS = { 'sec-fetch-site': 'same-origin' };

/** A browser without a script: keeps its cookie, sends forms. */
export function browser(server) {
  const kept = {};
  const take = (rs) => {
    for (const line of [rs.headers['set-cookie'] ?? []].flat()) kept.cookie = line.split(';')[0];
    return rs;
  };
  const headers = (more) => ({ ...OURS, ...(kept.cookie ? { cookie: kept.cookie } : {}), ...more });
  return {
    kept,
    get: async (path, more = {}) => take(await server.http('GET', path, { headers: headers(more) })),
    /** `fields` is an object; a list gives the name several times. */
    post: async (path, fields = {}, more = {}) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
      return take(await server.http('POST', path, {
        body: new URLSearchParams(pairs).toString(),
        headers: headers({ 'content-type': 'application/x-www-form-urlencoded', ...more }),
      }));
    },
  };
}

/** The path of a new one-time link. */
export const link = (db, email) => new URL(lokd('user', 'link', '--db', db, email)).pathname;

/** Signed in with a one-time link; email '' is a visitor. */
export async function signedIn(server, db, email) {
  const who = browser(server);
  if (!email) return who;
  const rs = await who.post(link(db, email));
  assert.equal(rs.status, 303, rs.text);
  return who;
}

/** An account besides those of the demo. */
export function addUser(db, email, ...roles) {
  const done = spawnSync(LOKD, ['user', 'add', '--db', db, '--name', email.split('@')[0], ...roles.flatMap((role) => ['--role', role]), email], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", shy: '' };
export const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all);
const unescape = (value) => value.replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all);
const attribute = (tag, name) => {
  const match = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return match ? unescape(match[1] ?? '') : undefined;
};

/** The forms of a page: { action, fields } as they would be sent untouched. */
export function forms(html) {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag, inside]) => {
    const fields = {};
    const add = (name, value) => {
      if (name === undefined) return;
      fields[name] = name in fields ? [fields[name], value].flat() : value;
    };
    for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
      const box = ['checkbox', 'radio'].includes(attribute(input, 'type'));
      if (!box || attribute(input, 'checked') !== undefined) add(attribute(input, 'name'), attribute(input, 'value') ?? '');
    }
    for (const [, area, value] of inside.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) add(attribute(area, 'name'), unescape(value));
    for (const [, select, options] of inside.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
      const all = [...options.matchAll(/<option[^>]*>/g)].map(([option]) => option);
      const chosen = all.find((option) => attribute(option, 'selected') !== undefined) ?? all[0];
      add(attribute(select, 'name'), chosen ? attribute(chosen, 'value') : '');
    }
    return { action: attribute(`${tag} `, 'action')?.split('#')[0], fields };
  });
}

/** The form with that action; fails when there is none. */
export function formOf(html, action) {
  const found = forms(html).find((form) => form.action === action);
  assert.ok(found, `a form to ${action}`);
  return found;
}

/** The message at a field, or '' when it has none. */
export function messageAt(html, field) {
  const match = new RegExp(`id="veld-${field}-fout">([\\s\\S]*?)</p>`).exec(html);
  return match ? plain(match[1]).replace(/^Fout: /, '') : '';
}

const RULES = {
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How the bytes are laid out is no matter of meaning: tmplc drops white space.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'no-implicit-button-type': 'off', // a button sends its form
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }], // several values of one name
    'no-inline-style': 'error',
    'require-sri': 'off', // our own files, by their hash
    'long-title': 'off', // titles are what people wrote
    'no-raw-characters': 'error',
    'wcag/h37': 'error',
    'input-missing-label': 'error',
    'no-dup-id': 'error',
    'no-deprecated-attr': 'error',
    'no-unknown-elements': 'error',
    'valid-id': ['error', { relaxed: false }],
    'heading-level': 'error',
    'element-permitted-content': 'error',
    'prefer-native-element': 'error',
    'unique-landmark': 'error',
    'no-redundant-role': 'error',
    'aria-label-misuse': 'error',
  },
};
const reader = new HtmlValidate(new StaticConfigLoader(RULES));

/** What is wrong with a page's HTML, a line each with what stands there. */
export async function complaints(html) {
  // a button without type sends its form: the reader counts names by the type that is written
  const report = await reader.validateString(html.replace(/<button(?![^>]* type=)/g, '<button type="submit"'));
  const lines = html.split('\n');
  return report.results.flatMap(({ messages }) =>
    messages.map((m) => `${m.ruleId}: ${m.message} | ${lines[m.line - 1].slice(0, 160)}`));
}

/** Nothing is wrong with it. */
export const validate = async (html, where) => assert.deepEqual(await complaints(html), [], where);

/** The security headers that every answer has. */
export function safeHeaders({ headers, status }, where) {
  const csp = headers['content-security-policy'] ?? '';
  assert.match(csp, /default-src 'none'/, where);
  assert.doesNotMatch(csp, /unsafe/, where);
  for (const part of ["script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"])
    assert.ok(csp.includes(part), `${where}: ${part}`);
  assert.equal(headers['x-content-type-options'], 'nosniff', where);
  assert.equal(headers['referrer-policy'], 'same-origin', where);
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin', where);
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin', where);
  assert.match(headers['permissions-policy'] ?? '', /camera=\(\)/, where);
  assert.ok(headers['cache-control'], `${where}: says how it may be kept`);
  if (status === 200) assert.match(headers['content-type'], /; charset=utf-8$|^application\/json|^image\/svg|^application\/pdf$/, where);
}

/** The GET pages of web/routes_pages.def, as they stand there. */
export const pageRoutes = () =>
  [...text('web/routes_pages.def').matchAll(/ROUTE\(GET,\s+"([^"]+)",\s+(\w+),\s+\w+,\s+(\w+)/g)]
    .map(([, path, handler, who]) => ({ path, handler, who }))
    .filter(({ path }) => !path.startsWith('/api/') && !path.startsWith('/static/'));
