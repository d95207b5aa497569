// The year of a LOK as its secretary, chair, partner and member live it, in the practice council: from
// the date of May to the minutes that are approved in autumn, with and without JavaScript. Each step
// starts from the one before it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pdf } from '../http/documents.mjs';
import { eventually } from '../http/lib.mjs';
import { audit, given } from './lib.mjs';

const MAY = '/vergaderingen/2';
const BROWSERS = [['with', {}], ['without', { javaScriptEnabled: false }]];
const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name });
const link = (page, name) => main(page).getByRole('link', { name });
const says = (page, words) => main(page).getByText(words).first().waitFor();
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** The personal link in the newest mail to `whom` in the Demopostbus. */
async function personalLink({ page, go }, whom) {
  const mail = main(page).getByRole('listitem').filter({ hasText: `aan ${whom}` }).first();
  await eventually(async () => {
    await go('/demopostbus');
    return mail.count();
  });
  await mail.getByRole('link').first().click();
  return /\/persoonlijk\/[A-Za-z0-9_-]{43}/.exec(await main(page).innerText())[0];
}

/** Sends what the page previews, by its own button. */
async function send({ page }, name) {
  await button(page, name).click();
  await page.waitForURL((url) => !url.search.includes('soort='));
}

/** Every item that lacks an outcome gets one, by the links of the closing page. */
async function fillWhatLacks({ page, go }) {
  for (let left = 9; left > 0; left--) {
    await go(`${MAY}/afsluiten`);
    await heading(page, 'Vergadering afsluiten');
    const lacks = main(page).getByRole('list').first().getByRole('link', { name: /^\d+(?:bis)?\. / });
    if (await button(page, 'Vergadering afsluiten').count()) return;
    await lacks.first().click();
    const approval = await page.getByRole('heading', { level: 1, name: /Goedkeuring van het verslag/ }).count();
    await page.getByLabel(approval ? 'goedgekeurd' : 'besproken', { exact: true }).check();
    await main(page).locator('.buttons').getByRole('button', { name: 'Bewaren', exact: true }).last().click();
    await page.getByRole('status').getByText('Bewaard.').waitFor();
  }
  assert.fail('the meeting cannot be closed');
}

for (const [how, options] of BROWSERS) {
  test(`a year of a LOK, as the secretary, the chair, a partner and a member live it, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options), { page } = secretary;
    const step = (name, what) => t.test(name, what);
    let invited;

    await step('who sits in the council is held against the law', async () => {
      await secretary.go('/leden');
      await says(page, /twee derde|tweederde|2\/3/i);
      await audit(secretary);
    });

    await step('the secretary chooses the date of May', async () => {
      await secretary.go('/');
      await says(page, 'ma 15/04');
      await audit(secretary);
      await link(page, 'Datum kiezen').first().click();
      await page.getByLabel('Datum').fill('2024-05-28');
      await page.getByLabel('Uur').fill('19:30');
      await page.getByLabel('Plaats').fill('Stadhuis, zaal Schelde');
      await button(page, 'Datum bewaren').click();
      await says(page, 'De vergadering is op dinsdag 28 mei 2024 om 19.30 uur.');
      await audit(secretary);
    });

    await step('the agenda fills with what was promised and what always comes back', async () => {
      await secretary.go(`${MAY}/agenda`);
      await audit(secretary);
      await button(page, /Op de agenda zetten.*Mentoren/).click();
      await says(page, '“Mentoren” staat op de agenda');
      await button(page, 'Vaste punten toevoegen').click();
      for (const title of ['Goedkeuring van het verslag van dinsdag 27 februari 2024', 'Openstaande acties', 'Varia'])
        await link(page, title).first().waitFor();
      await audit(secretary);
    });

    await step('the chair reads the agenda by personal link and agrees', async () => {
      await secretary.go(`${MAY}/agenda`);
      await link(page, /Naar voorzitter ter nalezing/).click();
      await audit(secretary);
      await send(secretary, /Naar/);
      const chair = await place.person('', options);
      await chair.go(`${await personalLink(secretary, 'Voorzitter')}/agenda`);
      await says(chair.page, 'Mentoren');
      await audit(chair);
      await button(chair.page, 'Akkoord').click();
      await says(chair.page, /U gaf uw akkoord op/);
      await secretary.go(`${MAY}/agenda`);
      await says(page, /Voorzitter akkoord op/);
    });

    await step('the agenda is sent to everybody who is invited', async () => {
      await secretary.go(`${MAY}/agenda`);
      await link(page, 'Agenda versturen…').click();
      await audit(secretary);
      await button(page, 'Agenda versturen').click();
      await page.getByRole('status').getByText('De agenda is verstuurd aan').waitFor();
    });

    await step('a partner answers by its personal link and proposes an item', async () => {
      invited = await personalLink(secretary, 'Mentor-coach');
      const partner = await place.person('', options);
      await partner.go(invited);
      await says(partner.page, 'Mentoren');
      await audit(partner);
      await button(partner.page, 'Ik kom').click();
      await says(partner.page, /U antwoordde op .*: Ik kom/);
      await partner.page.getByLabel('Titel').fill('Sluitingsdagen zomer');
      await button(partner.page, 'Punt voorstellen').click();
      await says(partner.page, 'wacht op antwoord');
      await link(partner.page, 'Document toevoegen bij Sluitingsdagen zomer').click();
      await audit(partner);
      await partner.page.getByLabel('Bestand').setInputFiles({
        name: 'Sluitingsdagen.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf('sluitingsdagen')) });
      await button(partner.page, 'Document toevoegen').click();
      await says(partner.page, 'Sluitingsdagen.pdf');
      await audit(partner);
      await secretary.go(`${MAY}/agenda`);
      await button(page, /Op de agenda zetten.*Sluitingsdagen zomer/).click();
      await says(page, '“Sluitingsdagen zomer” staat op de agenda');
      await link(page, 'Sluitingsdagen zomer').first().click();
      await link(page, 'Sluitingsdagen.pdf').first().waitFor();
    });

    await step('the time jumps to the meeting', async () => {
      await secretary.go('/oefenen');
      await audit(secretary);
      await button(page, 'Spring naar de vergadering').click();
      await page.getByText('Het is nu maandag 27 mei 2024.').first().waitFor();
      await secretary.go(MAY);
      await audit(secretary);
      await button(page, 'Vergadering starten').click();
      await says(page, 'De vergadering is begonnen.');
    });

    await step('who is there is noted', async () => {
      await secretary.go(`${MAY}/aanwezigen`);
      await heading(page, 'Wie is er?');
      await page.getByRole('group', { name: /^Voorzitter/ }).getByLabel('aanwezig').check();
      await page.getByRole('group', { name: /^Mentor-coach/ }).getByLabel('online').check();
      await button(page, 'Bewaren').click();
      await says(page, 'Wie er is, is bewaard.');
      await audit(secretary);
    });

    await step('at the table an outcome, a vote with a minority view and an action are noted', async () => {
      await secretary.go(`${MAY}/tafel`);
      await link(page, 'Mentoren').first().click();
      await heading(page, /Mentoren/);
      await audit(secretary);
      await page.getByLabel('Wat is er gezegd?').fill('De mentoren helpen de locaties.');
      await page.getByLabel('goedgekeurd', { exact: true }).check();
      await main(page).getByText('Titel, motivering en opvolging').click();
      await page.getByLabel('Titel van de beslissing').fill('Mentoren blijven na 2025');
      await page.getByLabel('Tekst van de beslissing').fill('De mentoren blijven: een zandloper loopt leeg.');
      await main(page).getByText('Stemming: consensus').click();
      await page.getByLabel(/^Voor \(/).first().fill('5');
      await page.getByLabel(/^Tegen \(/).first().fill('1');
      await page.getByLabel(/^Minderheidsstandpunt/).first().fill('Een lid wil eerst de cijfers zien.');
      await main(page).locator('summary', { hasText: 'Actiepunt toevoegen' }).click();
      await page.getByLabel('Wat is er afgesproken?').fill('Cijfers over de mentoren verzamelen');
      await page.getByLabel('Welke organisatie doet het?').selectOption({ label: 'Crèchendo' });
      await button(page, 'Actiepunt bewaren').click();
      await says(page, 'Cijfers over de mentoren verzamelen');
      await audit(secretary);
    });

    await step('closing says what lacks, and closes once that is filled', async () => {
      await secretary.go(`${MAY}/afsluiten`);
      await says(page, /punten? (hebben|heeft) nog geen uitkomst/);
      assert.equal(await button(page, 'Vergadering afsluiten').count(), 0);
      await audit(secretary);
      await fillWhatLacks(secretary);
      await button(page, 'Vergadering afsluiten').click();
      await says(page, 'De vergadering is afgesloten.');
      await audit(secretary);
    });

    await step('the results are told', async () => {
      await secretary.go('/');
      await link(page, 'Resultaten meedelen').first().click();
      await audit(secretary);
      await button(page, 'Beslissingen vrijgeven').click();
      await says(page, 'De beslissingen zijn vrijgegeven');
    });

    await step('the minutes are written and put to the members', async () => {
      await secretary.go(`${MAY}/verslag/schrijven`);
      await button(page, 'Bewaren').click();
      await says(page, 'Het verslag is bewaard.');
      await audit(secretary);
      await link(page, 'Verslag voorleggen').click();
      await audit(secretary);
      await send(secretary, 'Verslag voorleggen');
      const member = await place.person('lid@example.be', options);
      await member.go(`${MAY}/verslag`);
      await says(member.page, 'nog niet goedgekeurd');
      await says(member.page, 'De mentoren helpen de locaties.');
      await audit(member);
    });

    await step('a partner moves its action by its link', async () => {
      const partner = await place.person('', options);
      await partner.go(invited);
      await link(partner.page, 'Cijfers over de mentoren verzamelen').click();
      await audit(partner);
      await partner.page.locator('select[name=state]').selectOption({ label: 'bezig' });
      await partner.page.getByLabel('Opmerking').fill('De vraag is gesteld.');
      await button(partner.page, 'Bewaren').click();
      await eventually(async () => {
        await secretary.go('/opvolging');
        await link(page, 'Cijfers over de mentoren verzamelen').click();
        await page.getByRole('heading', { name: 'Wat eraan veranderde' }).waitFor();
        return main(page).getByText('De vraag is gesteld.').count();
      });
      await audit(secretary);
    });

    await step('the answer to an advice is noted', async () => {
      await secretary.go('/');
      await link(page, /Antwoord noteren/).first().click();
      await audit(secretary);
      await link(page, 'Antwoord noteren').click();
      await audit(secretary);
      await page.getByLabel(/^Wat deed het bestuur ermee/).selectOption({ index: 1 });
      await page.getByLabel(/^Geantwoord op/).fill('2024-05-24');
      await page.getByLabel(/^Het antwoord, in de woorden/).fill('Het college volgt het advies.');
      await main(page).locator('form button').last().click();
      await says(page, 'Het college volgt het advies.');
      await secretary.go('/');
      assert.equal(await link(page, /Antwoord noteren/).count(), 0, 'who answered is not asked again');
    });

    await step('the coalition and the expansion round of the story stand', async () => {
      await secretary.go('/');
      await link(page, /Samenwerkingsverband bekijken/).first().click();
      await heading(page, 'Samenwerkingsverband');
      await says(page, 'Wat de oproep vraagt');
      await audit(secretary);
      await secretary.go('/uitbreidingsrondes');
      await main(page).locator('a[href^="/uitbreidingsrondes/"]:not([href$=nieuw])').first().click();
      await page.getByRole('heading', { name: 'Aanvragen' }).waitFor();
      await audit(secretary);
    });

    await step('the time jumps to autumn', async () => {
      await secretary.go('/oefenen');
      await button(page, 'Spring naar het najaar').click();
      await page.getByText('Het is nu maandag 14 oktober 2024.').first().waitFor();
      await secretary.go('/');
      await audit(secretary);
    });

    await step('in autumn the minutes are approved, locked, and may be improved', async () => {
      await secretary.go('/vergaderingen/1/verslag');
      await says(page, 'goedgekeurd');
      assert.equal(await link(page, /schrijven/i).count(), 0);
      await link(page, 'Verbeteren').click();
      await audit(secretary);
    });

    await step('a member finds the decision by a word', async () => {
      const member = await place.person('lid@example.be', options);
      await member.go('/beslissingen');
      await member.page.getByLabel('Een woord of een nummer').fill('zandloper');
      await button(member.page, 'Zoeken').click();
      await audit(member);
      await link(member.page, 'Mentoren blijven na 2025').click();
      await heading(member.page, 'Mentoren blijven na 2025');
      await audit(member);
    });

    await step('a later decision takes the place of an earlier one, and each refers to the other', async () => {
      await secretary.go('/beslissingen?q=zandloper');
      await link(page, 'Mentoren blijven na 2025').click();
      const newer = secretary.path().split('/').pop();
      await secretary.go('/beslissingen/2024_LOK_00002');
      await link(page, 'Vervangen').click();
      await audit(secretary);
      await page.getByLabel(/^Vervangen door/).fill(newer);
      await button(page, 'Vervangen').click();
      await says(page, 'De beslissing is vervangen.');
      await audit(secretary);
      await link(page, new RegExp(newer)).first().click();
      await page.getByRole('heading', { name: 'Vervangt' }).waitFor();
      await link(page, /2024_LOK_00002/).waitFor();
    });

    await step('the finder says which support fits a place, and why', async () => {
      await secretary.go('/ondersteuning');
      await audit(secretary);
      await page.getByLabel(/^Gemeente/).fill('Gent');
      await page.getByLabel(/^Soort opvang/).selectOption({ label: 'groepsopvang' });
      await button(page, 'Zoeken').click();
      await page.getByRole('heading', { name: 'Dit past', exact: true }).waitFor();
      await audit(secretary);
    });

    await step('somebody gets all that is kept of a person', async () => {
      await secretary.go('/personen');
      await link(page, 'Mentor-coach').first().click();
      await link(page, 'Alles wat over deze persoon bewaard wordt').click();
      await audit(secretary);
      const file = page.waitForEvent('download');
      await link(page, 'Downloaden als bestand').click();
      assert.match(readFileSync(await (await file).path(), 'utf8'), /Mentor-coach/);
    });
  });
}
