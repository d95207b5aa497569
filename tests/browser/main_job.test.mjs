// The main job: a date for May, the promised item on the agenda, two more, their order, the agenda
// sent, an outcome and a decision recorded, and the decision found again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../http/lib.mjs';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
const titles = (page) => page.locator('ol.agenda a.title').allInnerTexts();

async function chooseDate(secretary) {
  const { page } = secretary;
  await secretary.go('/');
  await audit(secretary);
  assert.equal(await page.getByText('Begin met uw eigen LOK').count(), 0);
  await link(page, 'Datum kiezen').click();
  await audit(secretary);
  await page.getByLabel('Datum').fill('2024-05-28');
  await page.getByLabel('Uur').fill('19:30');
  await page.getByLabel('Plaats').fill('Stadhuis, zaal Schelde');
  await button(page, 'Datum bewaren').click();
  await page.getByText('De vergadering is op dinsdag 28 mei 2024 om 19.30 uur.').waitFor();
  await page.getByText('uiterlijk di 30/04/2024').waitFor();
  await audit(secretary);
}

async function addItem(secretary, title, minutes) {
  const { page } = secretary;
  await link(page, 'Punt toevoegen').click();
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Duur in minuten').fill(minutes);
  await button(page, 'Op de agenda zetten').click();
  await page.getByRole('status').getByText(`“${title}” staat op de agenda.`).waitFor();
}

async function buildAgenda(secretary) {
  const { page } = secretary;
  await link(page, 'Agenda maken').click();
  await audit(secretary);
  await button(page, /Op de agenda zetten.*Mentoren/).click();
  await page.getByText('“Mentoren” staat op de agenda, met de inleiding erbij.').waitFor();
  await link(page, 'inleiding van di 27/02/2024').click();
  assert.match(await page.locator('h1').innerText(), /Mentoren: inleiding/);
  await page.goBack();
  await addItem(secretary, 'Sluitingsdagen zomer', '15');
  await addItem(secretary, 'Wie doet mee in Borgerhout?', '30');
  await audit(secretary);
  assert.deepEqual(await page.locator('ol.agenda .time').allInnerTexts(), ['19.30', '20.00', '20.15']);
}

async function reorder(secretary) {
  const { page, js } = secretary;
  const up = button(page, 'Omhoog: Wie doet mee in Borgerhout?');
  if (js) {
    await up.focus();
    await page.keyboard.press('Enter');
    await page.locator('button:focus[aria-label="Omhoog: Wie doet mee in Borgerhout?"]').waitFor();
    await page.locator('ol.agenda > li:nth-child(2) button:focus').waitFor();
  } else {
    await up.click();
  }
  await page.locator('ol.agenda > li:nth-child(2)', { hasText: 'Borgerhout' }).waitFor();
  assert.deepEqual(await titles(page), ['Mentoren', 'Wie doet mee in Borgerhout?', 'Sluitingsdagen zomer']);
  assert.deepEqual(await page.locator('ol.agenda .time').allInnerTexts(), ['19.30', '20.00', '20.30']);
  await page.locator('ol.agenda > li').nth(2).locator('summary').click();
  await page.locator('ol.agenda > li').nth(2).getByLabel('Plaats').selectOption('1');
  await page.locator('ol.agenda > li').nth(2).getByRole('button', { name: 'Verplaatsen' }).click();
  await page.getByText('“Sluitingsdagen zomer” is verplaatst.').waitFor();
  assert.deepEqual(await titles(page), ['Sluitingsdagen zomer', 'Mentoren', 'Wie doet mee in Borgerhout?']);
}

async function sendAgenda(secretary, visitor) {
  const { page } = secretary;
  await visitor.go('/vergaderingen/2');
  await visitor.page.getByText('De agenda is nog niet verstuurd.').waitFor();
  await link(page, 'Agenda versturen…').click();
  const [told] = /^\d+ ontvangers/.exec(await page.getByText(/^\d+ ontvangers krijgen bericht\./).innerText());
  assert.equal(await page.locator('input[name=aan]').count(), parseInt(told, 10));
  assert.ok(parseInt(told, 10) > 3, 'members and contacts too');
  for (const name of ['Crèchendo', 'Stad Antwerpen', 'Lokale teams Kind en Gezin'])
    await page.locator('li strong', { hasText: name }).waitFor();
  await page.locator('summary').first().click();
  await page.locator('.message', { hasText: 'Wie doet mee in Borgerhout?' }).first().waitFor();
  await audit(secretary);
  await button(page, 'Agenda versturen').click();
  await page.getByRole('status').getByText(`De agenda is verstuurd aan ${told}.`).waitFor();
  await audit(secretary);

  await button(page, 'Versturen tegenhouden').click();
  await page.getByText('Het versturen is tegengehouden.').waitFor();
  await link(page, 'Agenda versturen…').click();
  await button(page, 'Agenda versturen').click();
  await page.getByText('uitnodiging verstuurd').waitFor();
}

async function hold(secretary) {
  const { page } = secretary;
  await button(page, 'Vergadering starten').click();
  await page.getByText('De vergadering is begonnen.').waitFor();
  await audit(secretary);
  await link(page, 'Vergadering afsluiten…').click();
  await page.getByText('3 punten hebben nog geen uitkomst.').waitFor();
  assert.equal(await button(page, 'Vergadering afsluiten').count(), 0);
  await audit(secretary);
  await link(page, '2. Mentoren').click();
  await audit(secretary);
  await page.getByLabel('advies gegeven').check();
  await page.locator('summary', { hasText: 'Titel, motivering' }).click();
  await page.getByLabel('Titel van de beslissing').fill('Mentoren blijven na 2025');
  await page.getByLabel('Tekst van de beslissing').fill('Het LOK vraagt de stad om mentoren ook na 2025 te betalen: een **zandloper** loopt leeg.');
  await button(page, 'Bewaren en volgend punt').click();
  for (const next of ['1. Sluitingsdagen zomer', '3. Wie doet mee in Borgerhout?']) {
    await link(page, 'Vergadering afsluiten…').click();
    await link(page, next).click();
    await page.getByLabel('besproken', { exact: true }).check();
    await page.locator('.buttons').getByRole('button', { name: 'Bewaren', exact: true }).last().click();
    await page.getByRole('status').getByText('Bewaard.').waitFor();
  }
  await link(page, 'Vergadering afsluiten…').click();
  await button(page, 'Vergadering afsluiten').click();
  await page.getByText('De vergadering is afgesloten.').waitFor();
  await audit(secretary);
}

async function release(secretary) {
  const { page } = secretary;
  await secretary.go('/');
  await link(page, 'Resultaten meedelen').click();
  await audit(secretary);
  await button(page, 'Beslissingen vrijgeven').click();
  await page.getByText('De beslissingen zijn vrijgegeven').waitFor();
  await secretary.go('/');
  await link(page, 'Begin met uw eigen LOK').waitFor();
  await audit(secretary);
}

/** Who gets a notice in a system of its own; persons get theirs by mail. */
const SYSTEMS = /aan (Agenda van Crèchendo|Teamkalender|Kalender van de stad)/;

/** In a practice council nothing leaves: what each partner would get lies in the Demopostbus. */
async function readMailbox(visitor) {
  const { page } = visitor;
  await eventually(async () => {
    await visitor.go('/demopostbus');
    return (await page.locator('main li', { hasText: /beslissing/i }).filter({ hasText: SYSTEMS }).count()) === 3;
  });
  await audit(visitor);
  await page.locator('main li', { hasText: /beslissing/i }).filter({ hasText: SYSTEMS }).first().getByRole('link').click();
  await page.locator('.message', { hasText: 'Mentoren blijven na 2025' }).waitFor();
  await audit(visitor);
}

async function findDecision(reader) {
  const { page } = reader;
  await reader.go('/');
  await audit(reader);
  await page.getByLabel('Een woord of een nummer').fill('zandloper');
  await button(page, 'Zoeken').click();
  await audit(reader);
  await link(page, 'Mentoren blijven na 2025').click();
  assert.equal(reader.path(), '/beslissingen/2024_LOK_00003');
  await audit(reader);
  await reader.go('/beslissingen');
  await page.getByLabel('Een woord of een nummer').fill('2024_LOK_00003');
  await button(page, 'Zoeken').click();
  assert.equal(reader.path(), '/beslissingen/2024_LOK_00003');
  assert.equal(await page.locator('h1').innerText(), 'Mentoren blijven na 2025');
}

async function mainJob(t, options) {
  const place = await given(t, { undo_seconds: 120 });
  const secretary = await place.person('secretaris@example.be', options);
  const member = await place.person('lid@example.be', options);
  const visitor = await place.person('', options);

  await chooseDate(secretary);
  await buildAgenda(secretary);
  await reorder(secretary);
  await sendAgenda(secretary, visitor);
  await hold(secretary);
  await member.go('/beslissingen?q=zandloper');
  await member.page.getByText('Niets gevonden.').waitFor();
  await place.again({ undo_seconds: 0 });
  await release(secretary);
  await readMailbox(visitor);
  await findDecision(member);
  await findDecision(visitor);
}

test('the main job is done in a browser with JavaScript, partly by keyboard', (t) => mainJob(t, {}));

test('the main job is done in a browser without JavaScript', (t) => mainJob(t, { javaScriptEnabled: false }));
