// At the meeting, in a browser with and without JavaScript: the table, bad wifi, two secretaries.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
const status = (page) => page.locator('[data-autosave-status]');
/** Ten seconds are long: the script looks at once when the connection comes back. */
const now = (page) => page.evaluate(() => dispatchEvent(new Event('online')));

/** The meeting of the demo that is behind us, open again, with its secretary at the table. */
async function atTheTable(t, options = {}) {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be', options);
  await secretary.go('/vergaderingen/1');
  await button(secretary.page, 'Vergadering heropenen').click();
  await link(secretary.page, 'Aan tafel').click();
  await secretary.page.getByRole('heading', { level: 1 }).waitFor();
  await link(secretary.page, /Project Mentoren/).first().click();
  await secretary.page.getByRole('heading', { level: 1, name: /Project Mentoren/ }).waitFor();
  return { place, secretary, page: secretary.page };
}

for (const [how, options] of [['with', {}], ['without', { javaScriptEnabled: false }]]) {
  test(`who is there and what is decided is noted ${how} JavaScript`, async (t) => {
    const { secretary, page } = await atTheTable(t, options);
    await audit(secretary);
    const table = page.url();
    await link(page, 'Aanwezigheden noteren').click();
    await audit(secretary);
    await page.getByRole('group', { name: /^Mentor-coach/ }).getByLabel('aanwezig').check();
    await page.getByRole('group', { name: /^Voorzitter/ }).getByLabel('online').check();
    await page.getByLabel(/Gast toevoegen/).fill('medewerker, CKG');
    await button(page, 'Bewaren').click();
    await page.getByText('Wie er is, is bewaard.').waitFor();
    await page.getByText('10 aanwezig, 2 online').waitFor();
    await audit(secretary);
    await page.goto(table);
    await link(page, 'Bij dit punt: belangen en stemmen').click();
    await audit(secretary);
    const coach = page.getByRole('group', { name: /^Mentor-coach/ });
    await coach.getByLabel('heeft een belangenconflict').check();
    await coach.getByLabel('Waarom?').fill('organisator');
    await button(page, 'Bewaren').click();
    await page.getByText('Belangenconflict: Mentor-coach, organisator.').waitFor();
    await page.getByLabel('Wat is er gezegd?').fill('Iedereen was het eens.');
    await page.getByRole('main').getByText('Stemming: consensus').click();
    await page.getByLabel(/^Voor/).fill('1');
    await page.getByLabel('Wat is er gezegd?').focus();
    await button(page, 'Bewaren en volgend punt').click();
    await page.getByRole('heading', { level: 1, name: /pilootproject/ }).waitFor();
    await page.goto(table);
    await page.getByText('Stemming: 1 voor, 0 tegen, 0 onthoudingen').waitFor();
    await audit(secretary);
    await link(page, 'Scherm voor de zaal').click();
    await page.getByText('Dit scherm ververst zichzelf').waitFor();
  });
}

test('bad wifi loses no text: it is kept, offered as a file, and saved once the connection is back', async (t) => {
  const { secretary, page } = await atTheTable(t);
  const table = page.url();
  await page.getByLabel('Wat is er gezegd?').fill('Eerste zin.');
  await now(page);
  await status(page).getByText(/Bewaard om \d\d\.\d\d/).waitFor();
  await page.context().setOffline(true);
  page.complaints.length = 0;
  await page.getByLabel('Wat is er gezegd?').fill('Eerste zin. Tweede zin.');
  await now(page);
  await status(page).getByText(/Niet bewaard sinds \d\d\.\d\d/).waitFor();
  const file = page.waitForEvent('download');
  await button(page, 'Als bestand bewaren').click();
  assert.match(readFileSync(await (await file).path(), 'utf8'), /Eerste zin\. Tweede zin\./);
  await page.context().setOffline(false);
  await now(page);
  await status(page).getByText(/Bewaard om/).waitFor();
  page.complaints.length = 0;
  await page.goto(table);
  assert.equal(await page.getByLabel('Wat is er gezegd?').inputValue(), 'Eerste zin. Tweede zin.');
  await audit(secretary);
});

/** Two secretaries at the same item; the second saved `theirs` while the first still typed. */
async function two(t, theirs) {
  const { place, secretary, page } = await atTheTable(t);
  const other = await place.person('secretaris@example.be');
  await other.go(new URL(page.url()).pathname + new URL(page.url()).search);
  await theirs(other.page);
  await button(other.page, 'Bewaren').last().click();
  await other.page.getByText('Bewaard.').waitFor();
  return { place, secretary, page, other: other.page };
}
const said = (page) => page.getByRole('textbox', { name: 'Wat is er gezegd?', exact: false }).first();
const both = (page) => page.getByRole('textbox', { name: /wat er nu bewaard staat/ });

test('two secretaries at one item: both texts stand side by side, and nothing is saved until one chose', async (t) => {
  const { secretary, page, other } = await two(t, (p) => p.getByLabel('Wat is er gezegd?').fill('Tekst van de ander.'));
  await said(page).fill('Mijn eigen tekst.');
  await now(page);
  await both(page).waitFor();
  assert.equal(await both(page).inputValue(), 'Tekst van de ander.');
  assert.equal(await said(page).inputValue(), 'Mijn eigen tekst.');
  await said(page).fill('Mijn eigen tekst, langer.');
  await now(page);
  await page.waitForTimeout(10_500);
  await other.goto(page.url());
  assert.equal(await said(other).inputValue(), 'Tekst van de ander.', 'not overwritten while nobody chose');
  assert.equal(await both(page).count(), 1);
  await audit(secretary);
  await button(page, 'Beide onder elkaar').click();
  await status(page).getByText(/Bewaard om/).waitFor();
  await other.goto(page.url());
  assert.equal(await said(other).inputValue(), 'Mijn eigen tekst, langer.\n\nTekst van de ander.');
});

for (const [which, kept] of [['Mijn tekst houden', 'Mijn eigen tekst.'], ['De andere tekst houden', 'Tekst van de ander.']])
  test(`after “${which}” that text stands`, async (t) => {
    const { page, other } = await two(t, (p) => p.getByLabel('Wat is er gezegd?').fill('Tekst van de ander.'));
    await said(page).fill('Mijn eigen tekst.');
    await now(page);
    await button(page, which).click();
    await status(page).getByText(/Bewaard om/).waitFor();
    await other.goto(page.url());
    assert.equal(await said(other).inputValue(), kept);
  });

test('what only the other changed follows by itself, a text as well as an outcome', async (t) => {
  const { page, other } = await two(t, async (p) => {
    await p.getByLabel('Wat is er gezegd?').fill('Tekst van de ander.');
    await p.getByLabel('besproken').check();
  });
  await page.getByText('Interne notitie').first().click();
  await page.getByLabel('Interne notitie').fill('Nabellen.');
  await now(page);
  await status(page).getByText(/Bewaard om/).waitFor();
  assert.equal(await said(page).inputValue(), 'Tekst van de ander.');
  await other.goto(page.url());
  assert.equal(await said(other).inputValue(), 'Tekst van de ander.');
  assert.ok(await other.getByLabel('besproken').isChecked());
  assert.equal(await other.getByLabel('Interne notitie').inputValue(), 'Nabellen.');
});

test('two at “Wie is er?”: one’s own choice stands beside the other’s until one chose', async (t) => {
  const { place, page } = await atTheTable(t);
  const other = await place.person('secretaris@example.be');
  await link(page, 'Aanwezigheden noteren').click();
  await page.getByRole('heading', { level: 1, name: 'Wie is er?' }).waitFor();
  await other.go(new URL(page.url()).pathname);
  const group = (p, name) => p.getByRole('group', { name });
  await group(other.page, /^Voorzitter/).getByLabel('afwezig').check();
  await group(other.page, /^Mentor-coach/).getByLabel('online').check();
  await button(other.page, 'Bewaren').click();
  await other.page.getByText('Wie er is, is bewaard.').waitFor();
  await group(page, /^Voorzitter/).getByLabel('online').check();
  await now(page);
  await page.getByText('Iemand anders bewaarde intussen “afwezig”. Wat blijft?').waitFor();
  assert.ok(await group(page, /^Mentor-coach/).getByLabel('online').isChecked(), 'what I did not touch follows');
  await button(page, 'Mijn keuze houden').click();
  await status(page).getByText(/Bewaard om/).waitFor();
  await other.page.reload();
  assert.ok(await group(other.page, /^Voorzitter/).getByLabel('online').isChecked());
  assert.ok(await group(other.page, /^Mentor-coach/).getByLabel('online').isChecked());
});

test('the clock against the plan runs by itself', async (t) => {
  const { page } = await atTheTable(t);
  await page.evaluate(() => {
    const p = document.createElement('p');
    p.textContent = 'Gepland van 19.30 tot 19.50 uur. Het is 19.40 uur: nog 10 minuten.';
    Object.assign(p.dataset, { planFrom: Date.now() - 600_000, planUntil: Date.now() + 64_000, planNow: Date.now() });
    document.querySelector('main').append(p);
    const again = document.createElement('script');
    again.src = document.querySelector('script[src*="tools"]').src;
    document.head.append(again);
  });
  await page.getByText(/^Gepland van 19\.30 tot 19\.50 uur\. Het is \d\d\.\d\d uur: nog 1 minuut\.$/).waitFor();
  await page.getByText(/^Gepland van 19\.30 tot 19\.50 uur\. Het is \d\d\.\d\d uur: nog 0 minuten\.$/).waitFor();
});

test('who was signed out meanwhile loses nothing and goes on after signing in', async (t) => {
  const { page } = await atTheTable(t);
  const table = page.url();
  const cookies = await page.context().cookies();
  await said(page).fill('Getypt na het afmelden.');
  await page.context().clearCookies();
  await now(page);
  await status(page).getByText(/Meld u aan in een ander tabblad/).waitFor();
  await button(page, 'Bewaren').last().click();
  await page.getByRole('heading', { level: 1, name: 'U bent afgemeld' }).waitFor();
  await page.context().addCookies(cookies);
  await button(page, 'Opnieuw bewaren').click();
  await page.getByText('Bewaard.').waitFor();
  await page.goto(table);
  assert.equal(await said(page).inputValue(), 'Getypt na het afmelden.');
});
