// What the tests in a browser start from: the program serving a practice council, chromium, and the
// questions asked of every page: axe in light and dark, on a phone of 320 pixels, and no complaint.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { demo, lokd, serve } from '../http/lib.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run'];
export const WIDE = { width: 1200, height: 900 };
export const NARROW = { width: 320, height: 640 };

/** One browser for the tests of a file, each with contexts of its own. */
let started;
after(async () => (await started)?.close());

/** A practice council being served, with a browser; all of it goes when the test `t` ends. */
export async function given(t, settings) {
  const place = demo(t);
  const server = await serve(place, settings);
  const contexts = [];
  started ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ARGS });
  const browser = await started;
  t.after(() => Promise.all(contexts.map((context) => context.close())));
  return {
    ...place,
    server,
    /** The same council served again, with other settings. */
    async again(other) {
      await this.server.stop();
      this.server = await serve(place, other);
    },
    /** Somebody with a browser of their own: email '' is a visitor. */
    async person(email, options = {}) {
      const context = await browser.newContext({ viewport: WIDE, locale: 'nl-BE', ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      watch(page);
      const person = {
        page,
        js: options.javaScriptEnabled !== false,
        go: (path) => page.goto(`http://${this.server.address}${path}`),
        path: () => new URL(page.url()).pathname,
      };
      if (email) {
        const link = new URL(lokd('user', 'link', '--db', place.db, email));
        await person.go(link.pathname);
        await page.getByRole('main').getByRole('button').first().click();
        await page.waitForURL((url) => !url.pathname.startsWith('/aanmelden'));
      }
      return person;
    },
  };
}

/** A page may not complain: no broken script, nothing that the content policy stops, no 5xx. */
function watch(page) {
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (line) => {
    const expected = /the server responded with a status of 4\d\d/;
    if (line.type() === 'error' && !expected.test(line.text())) page.complaints.push(line.text());
  });
  page.on('response', (rs) => {
    if (rs.status() >= 500) page.complaints.push(`${rs.status()} ${rs.url()}`);
  });
}

async function axe(page, where) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { violations, passes } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return { violations, passes: passes.length };
  });
  assert.ok(found.passes > 5, 'axe looked at the page');
  const said = found.violations.map((v) =>
    `${v.id}: ${v.help}\n    ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join('\n    ')}`);
  assert.deepEqual(said, [], `axe at ${page.url()} (${where}):\n${said.join('\n')}`);
}

const seen = new Map();

/** Whether a page of this kind has an element, by its name, class, type and role, that none before had. */
export function unseen(kind, html) {
  const before = seen.get(kind) ?? seen.set(kind, new Set()).get(kind), count = before.size;
  for (const tag of html.match(/<[a-z][^>]*>/g)) before.add(tag.replace(/(\s(?!class|type|role)[\w-]+)="[^"]*"/g, '$1'));
  return before.size > count;
}

/** Everything asked of a page, as it stands; axe, which costs most, once for what pages of an address are made of.
 * That needs a script in the page, so not without JavaScript. */
export async function audit({ page, js }, looks = [['light', WIDE], ['dark', NARROW]]) {
  assert.deepEqual(page.complaints, [], page.url());
  assert.equal(await page.locator('h1').count(), 1, `one h1 on ${page.url()}`);
  const done = await filled(page);
  assert.ok(done.length <= 1, `${page.url()} has ${done.length} filled buttons: ${done}`);
  if (!js) return;
  const kind = `${new URL(page.url()).pathname.replace(/\d+/g, ':')} ${JSON.stringify(looks)}`;
  for (const [colorScheme, size] of unseen(kind, await page.content()) ? looks : []) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await axe(page, `${colorScheme}, ${size.width} pixels`);
  }
  await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= NARROW.width, `${page.url()} is ${width} pixels wide on a phone of ${NARROW.width}`);
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(WIDE);
}

/** The filled buttons of a page: at most one, which says what to do now. */
async function filled(page) {
  const selector = 'main .button:not(.plain, .small, .danger, .link), main button:not(.plain, .small, .danger, .link, .move button)';
  return page.locator(selector).filter({ visible: true }).allInnerTexts();
}
