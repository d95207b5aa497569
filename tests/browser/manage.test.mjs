// Signing in, one's own account, and all that stands under Beheer; help and the practice council's end.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { lokd } from '../http/lib.mjs';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name, exact: true });
const said = async (page, words) => assert.match(await page.getByRole('status').innerText(), words);
const BROWSERS = [['with', {}], ['without', { javaScriptEnabled: false }]];
const PASSWORD = 'een heel lang geheim';

function totp(key) {
  const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)))).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

for (const [how, options] of BROWSERS) {
  test(`somebody signs in by link, chooses a password and a code, and signs in with those, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const member = await place.person('', options);
    const { page } = member;
    await member.go('/leden');
    assert.equal(member.path(), '/aanmelden');
    await audit(member);
    await button(page, 'Aanmelden').click();
    assert.equal(await page.getByLabel('E-mailadres').getAttribute('aria-invalid'), 'true');
    await audit(member);
    await member.go(new URL(lokd('user', 'link', '--db', place.db, 'lid@example.be')).pathname);
    await audit(member);
    await button(page, 'Aanmelden').click();
    await page.waitForURL((url) => url.pathname === '/');

    await member.go('/account');
    await audit(member);
    await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill('kort');
    await page.getByLabel('Nog eens het nieuwe wachtwoord').fill('anders');
    await button(page, 'Wachtwoord bewaren').click();
    assert.equal(await page.getByRole('alert').getByRole('listitem').count(), 2);
    await audit(member);
    await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Nog eens het nieuwe wachtwoord').fill(PASSWORD);
    await button(page, 'Wachtwoord bewaren').click();
    await said(page, /wachtwoord is bewaard/);
    const key = await page.locator('input[name=key]').inputValue();
    assert.equal((await page.locator('.secret').first().innerText()).replaceAll(' ', ''), key);
    await page.getByLabel('De zes cijfers uit de app').fill('000000');
    await button(page, 'Code instellen').click();
    await page.getByRole('alert').waitFor();
    await audit(member);
    await page.getByLabel('De zes cijfers uit de app').fill(totp(key));
    await button(page, 'Code instellen').click();
    await audit(member);
    const codes = await page.locator('ul.rows code').allInnerTexts();
    assert.equal(codes.length, 8);
    await link(page, 'Ik heb de codes bewaard').click();
    await audit(member);
    await page.getByText('De code uitzetten', { exact: true }).click();
    await audit(member);

    await page.getByRole('button', { name: 'Afmelden' }).click();
    await member.go('/aanmelden?naar=%2Fleden');
    await page.getByLabel('E-mailadres').fill('lid@example.be');
    await page.getByLabel('Wachtwoord').fill(PASSWORD);
    await button(page, 'Aanmelden').click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('E-mailadres').inputValue(), 'lid@example.be');
    await audit(member);
    await page.getByLabel('Wachtwoord').fill(PASSWORD);
    await page.getByLabel('Code').fill(codes[0]);
    await button(page, 'Aanmelden').click();
    assert.equal(member.path(), '/leden');
  });

  test(`accounts and settings are looked after, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { page } = secretary;
    await secretary.go('/beheer');
    await audit(secretary);
    await link(page, 'Instellingen').click();
    await audit(secretary);
    await page.getByLabel('Uitnodigingstermijn').fill('99');
    await button(page, 'Bewaren').click();
    await page.getByRole('alert').waitFor();
    await audit(secretary);
    await page.getByLabel('Uitnodigingstermijn').fill('14');
    await page.getByLabel('Naam van het overleg').fill('LOK aan de Stroom');
    await button(page, 'Bewaren').click();
    await said(page, /bewaard/);
    await page.getByRole('link', { name: 'LOK aan de Stroom' }).waitFor();

    await secretary.go('/beheer/accounts');
    await audit(secretary);
    await link(page, 'Nieuw account').click();
    await audit(secretary);
    await page.getByLabel('Naam').fill('Nieuwe collega');
    await page.getByLabel('E-mailadres').fill('collega@example.be');
    await button(page, 'Account maken').click();
    await page.getByRole('alert').getByRole('link').first().click();
    assert.match(page.url(), /#veld-roles$/);
    await audit(secretary);
    await page.getByLabel('lid', { exact: true }).check();
    await button(page, 'Account maken').click();
    await said(page, /gemaakt/);
    await audit(secretary);
    await button(page, 'Persoonlijke link maken').click();
    await audit(secretary);
    const address = new URL(await page.locator('.secret').innerText());
    const colleague = await place.person('', options);
    await colleague.go(address.pathname);
    await colleague.page.getByText('Nieuwe collega').waitFor();
    await button(colleague.page, 'Aanmelden').click();
    await colleague.go('/beheer');
    await colleague.page.getByText('U hebt hiervoor geen toegang').first().waitFor();

    await link(page, 'Terug naar het account').click();
    await button(page, 'Account uitschakelen').click();
    await said(page, /uitgeschakeld/);
    await audit(secretary);
    await colleague.go('/leden');
    assert.equal(colleague.path(), '/aanmelden');
    await button(page, 'Account inschakelen').click();
    await said(page, /ingeschakeld/);
  });

  test(`a partner's system is connected, tested and taken off, ${how} JavaScript`, async (t) => {
    const place = await given(t, { undo_seconds: 0 });
    const partner = await place.person('partner@example.be', options);
    const { page } = partner;
    await partner.go('/beheer');
    await audit(partner);
    await link(page, 'Koppelingen').click();
    await audit(partner);
    await link(page, 'Uitleg voor wie het systeem bouwt').click();
    await audit(partner);
    await page.goBack();
    await link(page, 'Nieuwe koppeling').click();
    await audit(partner);
    await page.getByLabel('Adres').fill('https://127.0.0.1/');
    await page.getByLabel('agenda gewijzigd').uncheck();
    await button(page, 'Koppeling maken').click();
    assert.equal(await page.getByLabel('Adres').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.getByLabel('agenda gewijzigd').isChecked(), false);
    await audit(partner);
    await page.getByLabel('Adres').fill('https://ontvanger.example.be/lok');
    await page.getByLabel('Naam').fill('Onze kalender');
    await button(page, 'Koppeling maken').click();
    assert.match(await page.locator('.secret').innerText(), /^whsec_/);
    await audit(partner);
    await link(page, 'Verder naar de koppeling').click();
    assert.doesNotMatch(await page.getByRole('main').innerText(), /agenda gewijzigd/);
    await audit(partner);
    await button(page, 'Proefbericht sturen').click();
    await page.getByText('Dit is een proefbericht.').first().waitFor();
    await audit(partner);
    for (let i = 0; i < 40 && !(await page.locator('h1 .chip').innerText()).includes('verstuurd'); i++) {
      await page.waitForTimeout(250);
      await page.reload();
    }
    await page.getByText('Het bericht zoals het verstuurd wordt').click();
    await audit(partner);
    await button(page, 'Opnieuw sturen').click();
    await said(page, /opnieuw/);

    for (let i = 0; i < 40; i++) {
      await partner.go('/demopostbus');
      if (await link(page, 'Proefbericht').count() > 0) break;
      await page.waitForTimeout(250);
    }
    await audit(partner);
    await link(page, 'Proefbericht').first().click();
    await page.getByText('Dit is een proefbericht.').first().waitFor();
    await page.getByText('Zoals het systeem van de ontvanger het krijgt').click();
    await audit(partner);

    await partner.go('/beheer/koppelingen');
    await link(page, 'Onze kalender').click();
    await link(page, 'Bewerken').click();
    await audit(partner);
    await page.getByLabel('Toestand').selectOption({ label: 'gepauzeerd' });
    await button(page, 'Bewaren').click();
    await said(page, /bewaard/);
    await button(page, 'Nieuwe sleutel maken').click();
    assert.match(await page.locator('.secret').innerText(), /^whsec_/);
    await link(page, 'Verder naar de koppeling').click();
    await button(page, 'Koppeling verwijderen').click();
    await said(page, /verwijderd/);
    assert.equal(await link(page, 'Onze kalender').count(), 0);

    const secretary = await place.person('secretaris@example.be', options);
    await secretary.go('/beheer/berichten');
    await audit(secretary);
    await link(secretary.page, 'Proefbericht').first().click();
    await audit(secretary);
  });

  test(`the practice council makes way for one's own, ${how} JavaScript`, async (t) => {
    const place = await given(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { page } = secretary;
    await secretary.go('/beheer');
    await link(page, 'Begin met uw eigen LOK').click();
    await audit(secretary);
    await page.getByLabel('Gemeente').fill('Gent');
    await page.getByLabel('Naam van het overleg').fill('LOK Gent');
    await page.getByLabel('Uw e-mailadres').fill('lok@example.be');
    await button(page, 'Oefengegevens wissen en beginnen').click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('Gemeente').inputValue(), 'Gent');
    await audit(secretary);
    await page.getByLabel('Ja, wis alle oefengegevens').check();
    await button(page, 'Oefengegevens wissen en beginnen').click();
    await said(page, /Uw overleg is klaar/);
    assert.equal(await page.getByText('oefenomgeving').count(), 0);
    await audit(secretary);
    for (const path of ['/dossiers', '/partners', '/leden', '/personen', '/beheer', '/beheer/koppelingen', '/beheer/berichten', '/beheer/accounts']) {
      await secretary.go(path);
      await audit(secretary);
    }
  });
}

test('help, accessibility and privacy are there for everybody', async (t) => {
  const place = await given(t);
  for (const email of ['', 'secretaris@example.be']) {
    const reader = await place.person(email);
    for (const path of ['/help', '/toegankelijkheid', '/privacy']) {
      await reader.go(path);
      await audit(reader);
      assert.doesNotMatch(await reader.page.getByRole('main').innerText(), /\b(webhook|markdown|token|sync)\b/i, path);
    }
  }
});

test('a message that is not there, and a council without practice, say so', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  for (const path of ['/beheer/berichten/999', '/beheer/koppelingen/999', '/demopostbus/999', '/aanmelden/voorbij']) {
    await secretary.go(path);
    await audit(secretary);
    assert.match(await secretary.page.locator('h1').innerText(), /Niet gevonden|werkt niet meer/);
  }
});
