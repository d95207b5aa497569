// Pages around a meeting when something is wrong, stale, too late, or not for this reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, given, NARROW } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
const status = (page) => page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus);

async function dated(place, secretary) {
  await secretary.go('/vergaderingen/2/verplaatsen');
  await secretary.page.getByLabel('Datum').fill('2024-05-28');
  await secretary.page.getByLabel('Uur').fill('19:30');
  await button(secretary.page, 'Datum bewaren').click();
  await secretary.page.getByRole('status').waitFor();
}

async function onAgenda(secretary, title) {
  await secretary.go('/vergaderingen/2/agenda/nieuw');
  await secretary.page.getByLabel('Titel').fill(title);
  await button(secretary.page, 'Op de agenda zetten').click();
  await secretary.page.getByRole('status').waitFor();
}

test('what is wrong is said at the field, and what was typed comes back', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await secretary.go('/vergaderingen/2/verplaatsen');
  await page.getByLabel('Plaats').fill('Polderzaal');
  await button(page, 'Datum bewaren').click();
  await page.getByRole('alert').getByRole('link').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'date');
  assert.equal(await page.getByLabel('Datum').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.getByLabel('Plaats').inputValue(), 'Polderzaal');
  await audit(secretary);

  await secretary.go('/vergaderingen/2/agenda/nieuw');
  await audit(secretary);
  await page.getByLabel('Toelichting').fill('Een lange tekst.');
  await page.getByLabel('Duur in minuten').fill('601');
  await button(page, 'Op de agenda zetten').click();
  assert.equal(await page.getByRole('alert').getByRole('listitem').count(), 2);
  assert.equal(await page.getByLabel('Toelichting').inputValue(), 'Een lange tekst.');
  await audit(secretary);
  await secretary.go('/vergaderingen/2/agenda');
  assert.equal(await page.locator('ol.agenda > li').count(), 0);
});

test('a second meeting in a month that waits for a date is asked about once', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await secretary.go('/vergaderingen');
  await audit(secretary);
  await link(page, 'Nieuwe vergadering').click();
  await audit(secretary);
  await page.getByLabel('Maand').fill('2024-05');
  await button(page, 'Vergadering maken').click();
  await page.getByText('Voor mei 2024 is er al een vergadering zonder datum.').waitFor();
  await audit(secretary);
  await button(page, 'Toch een nieuwe vergadering maken').click();
  await page.getByText('De vergadering is gemaakt.').waitFor();
  await page.getByText('concept', { exact: true }).waitFor();
  await button(page, 'Vergadering annuleren').click();
  await page.getByText('De vergadering is geannuleerd.').waitFor();
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('De vergadering is weer een concept.').waitFor();
});

test('a change that comes after that of somebody else is shown again, not lost', async (t) => {
  const place = await given(t);
  const first = await place.person('secretaris@example.be');
  const second = await place.person('secretaris@example.be');
  await dated(place, first);
  await onAgenda(first, 'Sluitingsdagen');
  for (const one of [first, second]) {
    await one.go('/vergaderingen/2/agenda');
    await one.page.locator('summary', { hasText: 'Wijzigen' }).first().click();
    await link(one.page, 'Titel, duur en tekst bewerken').first().click();
  }
  await audit(first);
  await first.page.getByLabel('Titel').fill('Sluitingsdagen zomer');
  await button(first.page, 'Bewaren').click();
  await first.page.getByText('Punt 1 is bewaard.').waitFor();

  await second.page.getByLabel('Titel').fill('Sluitingsdagen winter');
  await button(second.page, 'Bewaren').click();
  await second.page.getByText('Iemand anders wijzigde dit intussen').waitFor();
  assert.equal(await status(second.page), 412);
  assert.equal(await second.page.getByLabel('Titel').inputValue(), 'Sluitingsdagen winter');
  await audit(second);
  await first.go('/vergaderingen/2/agenda');
  await link(first.page, 'Sluitingsdagen zomer').waitFor();
  await button(second.page, 'Bewaren').click();
  await link(second.page, 'Sluitingsdagen winter').waitFor();
});

test('an item that is taken off the agenda can be put back', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await dated(place, secretary);
  await secretary.go('/vergaderingen/2/agenda');
  await button(page, /Op de agenda zetten.*Mentoren/).click();
  await page.locator('summary', { hasText: 'Wijzigen' }).first().click();
  await button(page, 'Van de agenda halen').click();
  await page.getByText('“Mentoren” is van de agenda gehaald.').waitFor();
  await button(page, /Op de agenda zetten.*Mentoren/).waitFor();
  await audit(secretary);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('“Mentoren” staat weer op de agenda.').waitFor();
  assert.equal(await button(page, /Op de agenda zetten.*Mentoren/).count(), 0);
});

test('what was promised goes to another month, or is let go with a reason, and comes back', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await dated(place, secretary);
  await secretary.go('/vergaderingen/2/agenda');
  await link(page, /Niet nu.*Mentoren/).click();
  await audit(secretary);
  await button(page, 'Niet meer op een agenda zetten').click();
  await page.getByRole('alert').getByText('Waarom').waitFor();
  await audit(secretary);
  await page.getByLabel('Naar welke maand?').fill('2024-09');
  await button(page, 'Uitstellen').click();
  await page.getByText('“Mentoren” staat nu klaar voor september 2024.').waitFor();
  assert.equal(await button(page, /Op de agenda zetten.*Mentoren/).count(), 0);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('“Mentoren” staat nu klaar voor mei 2024.').waitFor();
  await link(page, /Niet nu.*Mentoren/).click();
  await page.getByLabel('Waarom niet meer?').fill('Het project stopt.');
  await button(page, 'Niet meer op een agenda zetten').click();
  await page.getByText('“Mentoren” komt niet meer terug.').waitFor();
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await button(page, /Op de agenda zetten.*Mentoren/).waitFor();
});

test('others see only what was sent, and a change only once it is sent', async (t) => {
  const place = await given(t, { undo_seconds: 0 });
  const secretary = await place.person('secretaris@example.be');
  const visitor = await place.person('');
  await dated(place, secretary);
  await onAgenda(secretary, 'Sluitingsdagen');
  const item = await link(secretary.page, 'Sluitingsdagen').getAttribute('href');
  await visitor.go(item);
  assert.equal(await status(visitor.page), 404);
  await visitor.go('/vergaderingen/2/agenda');
  assert.equal(visitor.path(), '/aanmelden');

  await secretary.go('/vergaderingen/2/versturen');
  await audit(secretary);
  await button(secretary.page, 'Agenda versturen').click();
  await secretary.page.getByText('uitnodiging verstuurd').waitFor();
  await visitor.go('/');
  await link(visitor.page, 'Bekijk de agenda').click();
  await link(visitor.page, 'Sluitingsdagen').click();
  await audit(visitor);

  await onAgenda(secretary, 'Later toegevoegd');
  await secretary.page.getByText('nog niet verstuurd').waitFor();
  await audit(secretary);
  await visitor.go('/vergaderingen/2');
  assert.equal(await visitor.page.getByText('Later toegevoegd').count(), 0);
  await secretary.go('/vergaderingen/2');
  await secretary.page.getByText('Punt 2 is toegevoegd: Later toegevoegd').waitFor();
  await link(secretary.page, 'Wijzigingen versturen…').click();
  await audit(secretary);
  await button(secretary.page, 'Wijzigingen versturen').click();
  await visitor.go('/vergaderingen/2');
  await link(visitor.page, 'Later toegevoegd').waitFor();
  await audit(visitor);

  await secretary.go('/vergaderingen/2');
  await link(secretary.page, 'Vergadering annuleren…').click();
  await audit(secretary);
  await button(secretary.page, 'Annuleren en iedereen verwittigen').click();
  await secretary.page.getByText('geannuleerd', { exact: true }).waitFor();
  await visitor.go('/vergaderingen/2');
  await visitor.page.getByText('geannuleerd', { exact: true }).waitFor();
});

test('holding back too late says so, and so does sending twice', async (t) => {
  const place = await given(t, { undo_seconds: 2 });
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  await dated(place, secretary);
  await secretary.go('/vergaderingen/2/versturen?soort=datum');
  await audit(secretary);
  await secretary.go('/vergaderingen/2/versturen?soort=datum');
  await button(page, 'Datum meedelen').click();
  const back = button(page, 'Versturen tegenhouden');
  await back.waitFor();
  await page.getByText('De tijd is om.').waitFor();
  assert.ok(await back.isDisabled());
  await back.evaluate((b) => { b.disabled = false; });
  await back.click();
  await page.getByRole('alert').waitFor();
  assert.equal(await status(page), 409);
  await secretary.go('/vergaderingen/2/versturen?soort=datum');
  assert.equal(await status(page), 409);
  await audit(secretary);
});

test('pages of a meeting fit on a phone and print without menu', async (t) => {
  const place = await given(t);
  const visitor = await place.person('', { viewport: NARROW });
  for (const path of ['/vergaderingen', '/vergaderingen/1', '/punten/3', '/beslissingen', '/zoeken?q=kinderopvang', '/beslissingen/2024_LOK_00002']) {
    await visitor.go(path);
    await audit(visitor);
    await visitor.page.emulateMedia({ media: 'print' });
    assert.equal(await visitor.page.getByRole('navigation', { name: 'Hoofdmenu' }).isVisible(), false);
    assert.ok(await visitor.page.locator('h1').isVisible());
    await visitor.page.emulateMedia({ media: null });
  }
});
