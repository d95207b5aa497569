// The personal link, who comes, proposals and the mails in the Demopostbus, in a browser with and without JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../http/lib.mjs';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
const BROWSERS = [['with', {}], ['without', { javaScriptEnabled: false }]];

/** The personal links of the mails in the Demopostbus: [{ Link }]. */
async function mailed(secretary) {
  const { page } = secretary;
  const mails = await eventually(async () => {
    await secretary.go('/demopostbus');
    const found = await page.locator('main a[href^="/demopostbus/"]').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
    return found.length > 4 && found;
  });
  await audit(secretary);
  const rows = [];
  for (const at of mails) {
    await secretary.go(at);
    const Link = /https?:\/\/\S+\/persoonlijk\/[A-Za-z0-9_-]{43}/.exec(await page.locator('main').innerText())?.[0];
    if (Link) rows.push({ Link });
  }
  await audit(secretary);
  assert.ok(rows.length > 2);
  return rows;
}

/** A date in September is told, with one box unticked; gives the personal links, by name. */
async function tellDate(secretary) {
  const { page } = secretary;
  await secretary.go('/vergaderingen/nieuw');
  await page.getByLabel('Maand').fill('2024-09');
  await button(page, 'Vergadering maken').click();
  await page.getByRole('status').waitFor();
  const meeting = secretary.path();
  await secretary.go(`${meeting}/verplaatsen`);
  await page.getByLabel('Datum').fill('2024-09-24');
  await page.getByLabel('Uur').fill('19:30');
  await button(page, 'Datum bewaren').click();
  await secretary.go(`${meeting}/versturen?soort=datum`);
  await audit(secretary);
  await link(page, 'niemand').first().click();
  assert.equal(await page.locator('input[name=aan]:checked').count(), 0);
  await page.getByText('Niemand krijgt bericht.').waitFor();
  await link(page, 'iedereen').first().click();
  const boxes = page.locator('input[name=aan]');
  assert.equal(await page.locator('input[name=aan]:checked').count(), await boxes.count());
  const unticked = await page.locator('li strong').first().innerText();
  await boxes.first().uncheck();
  await page.locator('summary').last().click();
  await audit(secretary);
  await button(page, 'Datum meedelen').click();
  await page.getByText('De datum is meegedeeld').first().waitFor();
  await audit(secretary);
  return { meeting, unticked, rows: await mailed(secretary) };
}

for (const [how, options] of BROWSERS) {
  test(`somebody answers and proposes by personal link, and the secretary sees it, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { meeting, rows } = await tellDate(secretary);
    const guest = await place.person('', options);
    const { page } = guest;
    const path = new URL(rows[0].Link).pathname;

    await guest.go(path);
    await audit(guest);
    await page.getByLabel('Opmerking').fill('Ik kom iets later.');
    await button(page, 'Ik kom').click();
    await page.getByRole('status').getByText('Uw antwoord is bewaard.').waitFor();
    await audit(guest);
    await page.getByLabel('Opmerking').fill('');
    await button(page, 'Ik verontschuldig mij').click();
    await page.getByText(/U antwoordde op .*: Ik verontschuldig mij/).waitFor();

    await page.getByLabel('Waarover gaat het?').fill('Een tekst met **nadruk**.');
    await button(page, 'Punt voorstellen').click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('Waarover gaat het?').inputValue(), 'Een tekst met **nadruk**.');
    await audit(guest);
    await page.getByLabel('Titel').fill('Sluitingsdagen zomer');
    await button(page, 'Punt voorstellen').click();
    await page.getByText('wacht op antwoord').waitFor();
    await audit(guest);

    await secretary.go(`${meeting}/aanwezigheid`);
    await secretary.page.getByRole('heading', { name: 'Verontschuldigd (1)' }).waitFor();
    await audit(secretary);
    await secretary.page.getByLabel('Wie antwoordde?').selectOption({ index: 2 });
    await button(secretary.page, 'Stuurt een vervanger').click();
    await secretary.page.getByRole('status').getByText('is genoteerd').waitFor();
    await secretary.page.getByRole('heading', { name: 'Sturen een vervanger (1)' }).waitFor();
    await button(secretary.page, /Antwoord wissen/).last().click();
    await secretary.page.getByText('Het antwoord is gewist.').waitFor();

    await secretary.go(`${meeting}/agenda`);
    await audit(secretary);
    await link(secretary.page, /Niet nu \(Sluitingsdagen zomer\)/).click();
    await audit(secretary);
    await button(secretary.page, 'Niet aanvaarden').click();
    await secretary.page.getByRole('alert').waitFor();
    await audit(secretary);
    await secretary.go(`${meeting}/agenda`);
    await button(secretary.page, /Op de agenda zetten \(Sluitingsdagen zomer\)/).click();
    await secretary.page.getByText('“Sluitingsdagen zomer” staat op de agenda.').waitFor();
    await guest.go(path);
    await page.getByText('aanvaard', { exact: true }).waitFor();

    await link(page, 'Hoe krijgt u berichten?').click();
    await audit(guest);
    await button(page, 'Stop deze berichten').click();
    await page.getByText('U krijgt van ons geen mail meer.').waitFor();
    await link(page, 'Hoe krijgt u berichten?').click();
    await audit(guest);
    await button(page, 'Stuur mij weer mail').click();
    await page.getByText('U krijgt weer mail van ons.').waitFor();
  });
}

test('a link that does not work says so in words, and the secretary pastes what came by mail', async (t) => {
  const place = await given(t);
  const guest = await place.person('');
  await guest.go(`/persoonlijk/${'x'.repeat(43)}`);
  await guest.page.getByText('Deze link kennen wij niet.').waitFor();
  await audit(guest);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await secretary.go('/vergaderingen/2/agenda');
  await link(page, 'Punt ontvangen per mail').click();
  await audit(secretary);
  await page.getByLabel('Titel').fill('Gekregen per mail');
  await page.getByLabel('Voor welke partner').selectOption({ index: 1 });
  await button(page, 'Punt voorstellen').click();
  await page.getByText('Het punt staat klaar om op de agenda te zetten.').waitFor();
  await audit(secretary);
  await secretary.go('/vergaderingen/2/oproep');
  await audit(secretary);
});

test('a member answers and proposes from the page of the meeting', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { meeting } = await tellDate(secretary);
  const member = await place.person('lid@example.be');
  const { page } = member;
  await member.go(meeting);
  await audit(member);
  await link(page, 'Antwoorden').click();
  await audit(member);
  await button(page, 'Ik stuur een vervanger').click();
  await page.getByText(/U antwoordde op .*: Ik stuur een vervanger/).waitFor();
  await link(page, 'Punt voorstellen').click();
  await audit(member);
  await page.getByLabel('Titel').fill('Van een lid');
  await button(page, 'Punt voorstellen').click();
  await audit(member);
  await link(page, 'Van een lid').click();
  await audit(member);
  await secretary.go(`${meeting}/versturen?soort=herinnering`);
  await audit(secretary);
  await button(secretary.page, 'Herinnering versturen').click();
  await secretary.page.getByText('De herinnering is verstuurd').first().waitFor();
});
