// Dossiers, partners, members and persons: for who looks after them, and for who only reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name, exact: true });
const said = async (page, words) => assert.match(await page.getByRole('status').innerText(), words);
const BROWSERS = [['with', {}], ['without', { javaScriptEnabled: false }]];

for (const [how, options] of BROWSERS) {
  test(`a dossier is made, grows and is changed, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { page } = secretary;
    await secretary.go('/dossiers');
    await audit(secretary);
    await link(page, 'Nieuw dossier').click();
    await audit(secretary);
    await page.getByLabel('Waarover gaat het?').fill('Met **nadruk**.');
    await button(page, 'Dossier maken').click();
    await page.getByRole('alert').getByRole('link', { name: /Titel|verplicht|nodig|Vul/ }).first().click();
    assert.match(page.url(), /#veld-title$/);
    assert.equal(await page.getByLabel('Waarover gaat het?').inputValue(), 'Met **nadruk**.');
    await audit(secretary);
    await page.getByLabel('Titel').fill('Buurtgerichte opvang');
    await page.getByLabel('Doel').fill('Meer plaatsen\nDicht bij huis');
    await page.getByLabel('Wie dient in?').selectOption({ label: 'Felies' });
    await page.getByLabel('Het gebied staat vast').uncheck();
    await page.getByLabel(/^Gebied/).fill('Merksem');
    await button(page, 'Dossier maken').click();
    await said(page, /gemaakt/);
    assert.equal(await page.locator('h1').innerText(), 'Buurtgerichte opvang');
    assert.equal(await page.locator('strong', { hasText: 'nadruk' }).count(), 1);
    await page.getByText('Merksem (nog niet zeker)').waitFor();
    await audit(secretary);

    await page.getByText('Een cijfer toevoegen').click();
    await page.getByLabel('Wat?').fill('Plaatsen');
    await page.getByLabel('Bron').fill('de stad');
    await page.locator('form[action*="/cijfers"]').getByRole('button').click();
    assert.ok(await page.getByLabel('Cijfer', { exact: true }).isVisible(), 'the form that was refused stands open');
    assert.equal(await page.getByLabel('Bron').inputValue(), 'de stad');
    await audit(secretary);
    await page.getByLabel('Cijfer', { exact: true }).fill('128');
    await page.locator('form[action*="/cijfers"]').getByRole('button').last().click();
    await said(page, /Toegevoegd/);
    await page.getByText('Een partner toevoegen').click();
    await page.getByLabel('Partner', { exact: true }).selectOption({ label: 'Mentes' });
    await page.getByLabel('Rol').fill('ondersteunt');
    await page.locator('form[action*="/actoren"]').getByRole('button').last().click();
    await said(page, /Toegevoegd/);
    await page.getByText('Iemand toevoegen die betaalt').click();
    await page.getByLabel('Wie betaalt?').fill('De stad');
    await page.getByLabel(/^Van \(/).fill('2024-01-01');
    await page.locator('form[action*="/financiering"]').getByRole('button').last().click();
    await said(page, /Toegevoegd/);
    await page.getByText('vanaf ma 01/01/2024').waitFor();
    await audit(secretary);
    await button(page, /Verwijderen.*Mentes/).click();
    await said(page, /Verwijderd/);
    assert.equal(await page.getByRole('main').getByRole('link', { name: 'Mentes' }).count(), 0);

    await link(page, 'Dossier bewerken').click();
    await audit(secretary);
    await page.getByLabel('Titel').fill('Buurtopvang');
    await button(page, 'Bewaren').click();
    await said(page, /bewaard/);
    assert.equal(await page.locator('h1').innerText(), 'Buurtopvang');
  });

  test(`partners, persons and members are looked after, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { page } = secretary;
    await secretary.go('/partners');
    await audit(secretary);
    await page.getByLabel('Zoek op naam').fill('mentees');
    await button(page, 'Zoeken').click();
    assert.deepEqual(await page.locator('ul.rows > li > a').allInnerTexts(), ['Mentes'], 'an alias finds it');
    await audit(secretary);
    await page.getByLabel('Zoek op naam').fill('bestaat niet');
    await button(page, 'Zoeken').click();
    await page.getByText('Geen partner gevonden').waitFor();
    await audit(secretary);
    await link(page, 'Nieuwe partner').click();
    await audit(secretary);
    await page.getByLabel('Naam', { exact: true }).fill('mentees');
    await page.getByLabel('Soort partner').selectOption({ label: 'school' });
    await button(page, 'Partner maken').click();
    assert.equal(await page.getByLabel('Naam', { exact: true }).getAttribute('aria-invalid'), 'true');
    await audit(secretary);
    await page.getByLabel('Naam', { exact: true }).fill('Basisschool De Brug');
    await button(page, 'Partner maken').click();
    await said(page, /toegevoegd/);
    await audit(secretary);

    await link(page, 'Iemand die hier nog niet staat').click();
    await audit(secretary);
    await page.getByLabel('Naam').fill('Zorgcoördinator');
    await page.getByLabel('E-mailadres').fill('zorg@example.be');
    await button(page, 'Persoon toevoegen').click();
    await said(page, /Zorgcoördinator is toegevoegd/);
    await audit(secretary);
    await secretary.go('/partners?zoek=brug');
    await link(page, 'Basisschool De Brug').click();
    await page.getByLabel('Wie?').selectOption({ label: 'Zorgcoördinator' });
    await button(page, 'Contactpersoon toevoegen').click();
    await said(page, /toegevoegd/);
    await page.getByRole('link', { name: 'zorg@example.be' }).waitFor();
    await audit(secretary);

    await secretary.go('/leden');
    await audit(secretary);
    await link(page, 'Nieuw lid').click();
    await audit(secretary);
    await page.getByLabel('Persoon').selectOption({ label: 'Zorgcoördinator' });
    await page.getByLabel('Voor welke partner').selectOption({ label: 'Basisschool De Brug' });
    await page.getByLabel('Geleding').selectOption({ label: 'lokale actor' });
    await button(page, 'Lid toevoegen').click();
    await said(page, /toegevoegd/);
    await page.getByText('12 leden, van wie 10 met stemrecht.').waitFor();
    await page.getByRole('link', { name: /Wijzigen.*Zorgcoördinator/ }).click();
    await page.getByLabel('Lid tot en met').fill('2024-04-14');
    await button(page, 'Bewaren').click();
    await page.getByText('11 leden, van wie 9 met stemrecht.').waitFor();
    await link(page, 'Ook wie vroeger zetelde').click();
    await page.getByText('tot en met zo 14/04/2024').waitFor();
    await audit(secretary);

    await link(page, 'Alle personen').click();
    await link(page, 'Zorgcoördinator').click();
    await audit(secretary);
    await button(page, 'Zorgcoördinator verwijderen').click();
    await page.getByRole('alert').waitFor();
    await audit(secretary);
  });
}

test('who only reads sees no buttons, and reaches nobody', async (t) => {
  const place = await given(t);
  for (const email of ['', 'lid@example.be', 'partner@example.be']) {
    const reader = await place.person(email);
    for (const path of ['/dossiers', '/dossiers/1', '/dossiers/2', '/partners', '/partners/3', ...(email ? ['/leden'] : [])]) {
      await reader.go(path);
      await audit(reader);
      const text = await reader.page.getByRole('main').innerText();
      const own = email === 'partner@example.be' && path === '/partners/3'; // what it offers is its own to keep
      assert.equal(text.includes('Ondersteuning toevoegen'), own, `${path} for ${email}`);
      assert.doesNotMatch(text.replace('Ondersteuning toevoegen', ''), /@|Verwijderen|bewerken|toevoegen|Nieuw /i, `${path} for ${email}`);
    }
  }
});
