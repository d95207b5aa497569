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
    await page.getByText('2 aanwezig, 1 online').waitFor();
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

test('two secretaries at one item: the second sees both texts and loses neither', async (t) => {
  const { place, secretary, page } = await atTheTable(t);
  const other = await place.person('secretaris@example.be');
  await other.go(new URL(page.url()).pathname + new URL(page.url()).search);
  await other.page.getByLabel('Wat is er gezegd?').fill('Tekst van de ander.');
  await button(other.page, 'Bewaren').last().click();
  await other.page.getByText('Bewaard.').waitFor();
  await page.getByLabel('Wat is er gezegd?').fill('Mijn eigen tekst.');
  await now(page);
  await page.getByText('Iemand anders bewaarde dit intussen.').waitFor();
  assert.equal(await page.getByLabel('Wat is er gezegd?').first().inputValue(), 'Mijn eigen tekst.');
  assert.equal(await page.getByRole('textbox', { name: /wat er nu bewaard staat/ }).inputValue(), 'Tekst van de ander.');
  await audit(secretary);
});
