// The minutes of a meeting, in a browser with and without JavaScript: written, read by the chair and the
// members, approved by the next meeting, and improved after that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, given } from './lib.mjs';

const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name });
const link = (page, name) => main(page).getByRole('link', { name });
const status = (page) => page.locator('[data-autosave-status]');
const item = (page) => page.getByLabel(/^2\. Project Mentoren/).and(page.locator('textarea[name]'));
/** Ten seconds are long: the script looks at once when the connection comes back. */
const now = (page) => page.evaluate(() => dispatchEvent(new Event('online')));
const says = (page, words) => main(page).getByText(words).first().waitFor();

async function make({ server, token }, method, path, body) {
  const secretary = token('secretary');
  const at = path.replace(/\/(?:state|treatment)$/, '');
  const etag = method === 'PUT' ? (await server.http('GET', `/api/v1${at}`, { token: secretary })).headers.etag : undefined;
  const rs = await server.http(method, `/api/v1${path}`, { token: secretary, body, headers: etag ? { 'if-match': etag } : {} });
  assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
  return rs.json;
}

/** A meeting that is over: each item [title, purpose, outcome] got its outcome. */
async function hold(place, title, startsAt, items) {
  const { id } = await make(place, 'POST', '/meetings', { title, startsAt, access: 'public' });
  const made = [];
  for (const [name, purpose] of items)
    made.push((await make(place, 'POST', `/meetings/${id}/items`, { title: name, purpose, access: 'public' })).id);
  await make(place, 'PUT', `/meetings/${id}/state`, { state: 'in_session' });
  for (const [i, [, , outcome]] of items.entries())
    await make(place, 'PUT', `/items/${made[i]}/treatment`, { outcome });
  await make(place, 'PUT', `/meetings/${id}/state`, { state: 'closed' });
  return id;
}

/** A practice council with a meeting of which nobody wrote minutes yet; `minutes` is where they will stand. */
async function begin(t) {
  const place = await given(t);
  const id = await hold(place, 'LOK maart 2024', '2024-03-26T18:30:00Z',
    [['Welkom', 'information', 'noted'], ['Project Mentoren: inleiding voor mei', 'introduction', 'noted']]);
  return Object.assign(place, { minutes: `/vergaderingen/${id}/verslag` });
}

/** What the next meeting does with the minutes of that one. */
const approve = (place) => hold(place, 'LOK april', '2024-04-10T17:30:00Z', [['Vorig verslag', 'approval_of_minutes', 'approved']]);

/** The personal link in the newest mail to `whom` in the Demopostbus. */
async function personalLink({ page, go }, whom) {
  await go('/demopostbus');
  const mail = main(page).getByRole('listitem').filter({ hasText: `aan ${whom}` }).first();
  await mail.getByRole('link').first().click();
  return /\/persoonlijk\/[A-Za-z0-9_-]{43}/.exec(await main(page).innerText())[0];
}

async function write({ minutes }, secretary) {
  const { page, go, js } = secretary;
  await go(minutes);
  await audit(secretary);
  await link(page, 'Verslag schrijven').click();
  await audit(secretary);
  await item(page).fill('Iedereen was het **eens**.\n\n- Kris Voorbeeld vraagt tijd');
  if (js) {
    await now(page);
    await status(page).getByText(/Bewaard om \d\d\.\d\d/).waitFor();
    await go(minutes);
    await says(page, 'Er is nog geen verslag');
    await link(page, 'Verslag schrijven').click();
    assert.match(await item(page).inputValue(), /Kris Voorbeeld/, 'what was typed stands there again');
  }
  await button(page, 'Bewaren').click();
  await says(page, 'Het verslag is bewaard.');
  await says(page, 'eens');
  await audit(secretary);
}

async function chair(place, secretary) {
  const { page } = secretary;
  await link(page, 'Naar de voorzitter').click();
  await audit(secretary);
  await button(page, 'Naar de voorzitter sturen').click();
  await page.waitForURL((url) => !url.search.includes('soort='));
  const path = await personalLink(secretary, 'Voorzitter');
  const head = await place.person('', { javaScriptEnabled: secretary.js });
  await head.go(`${path}/verslag`);
  await audit(head);
  await head.page.getByLabel(/^Uw opmerking/).fill('Punt 2 mag korter.');
  await button(head.page, 'Opmerking versturen').click();
  await says(head.page, 'Uw opmerking is bij het secretariaat.');
  await audit(head);
  await button(head.page, 'Akkoord').click();
  await says(head.page, 'Uw akkoord is genoteerd.');
  await secretary.go(place.minutes);
  await says(page, 'Punt 2 mag korter.');
  await audit(secretary);
  await button(page, /^Behandeld/).click();
  await says(page, 'De opmerking is behandeld.');
}

async function members(place, secretary) {
  const { page } = secretary;
  const member = await place.person('lid@example.be', { javaScriptEnabled: secretary.js });
  await member.go(place.minutes);
  await member.page.getByRole('heading', { level: 1, name: /niet gevonden|bestaat niet/i }).waitFor();
  await secretary.go(place.minutes);
  await link(page, 'Verslag voorleggen').click();
  await audit(secretary);
  await button(page, 'Verslag voorleggen').click();
  await page.waitForURL((url) => !url.search.includes('soort='));
  await member.go(place.minutes);
  await says(member.page, 'nog niet goedgekeurd');
  await says(member.page, 'Kris Voorbeeld');
  await audit(member);
  await member.page.getByLabel(/^Bij welk punt/).selectOption({ label: '2. Project Mentoren: inleiding voor mei' });
  await member.page.getByLabel(/^Uw opmerking/).fill('Wij waren er ook.');
  await button(member.page, 'Opmerking versturen').click();
  await says(member.page, 'Uw opmerking is bij het secretariaat.');
  await secretary.go(place.minutes);
  const remark = main(page).getByRole('listitem').filter({ hasText: 'Wij waren er ook.' });
  assert.match(await remark.innerText(), /2\. Project Mentoren/);
  return member;
}

for (const [how, options] of [['with', {}], ['without', { javaScriptEnabled: false }]]) {
  test(`minutes go from the first word to the approval and beyond, ${how} JavaScript`, async (t) => {
    const place = await begin(t);
    const secretary = await place.person('secretaris@example.be', options);
    const { page } = secretary;
    await write(place, secretary);
    await chair(place, secretary);
    const member = await members(place, secretary);

    const visitor = await place.person('', options);
    await visitor.go(place.minutes);
    assert.equal(await visitor.page.getByText('Iedereen was het').count(), 0, 'nothing before the approval');
    await approve(place);
    await secretary.go(place.minutes);
    await says(page, 'goedgekeurd');
    assert.equal(await link(page, /schrijven/i).count(), 0, 'approval locks them');
    await audit(secretary);
    await visitor.go(place.minutes);
    await says(visitor.page, 'Namen van personen staan hier niet in.');
    await says(visitor.page, 'Iedereen was het');
    await audit(visitor);
    await visitor.go('/verslagen');
    await audit(visitor);
    await link(visitor.page, /maart 2024/).click();
    await says(visitor.page, 'Iedereen was het');

    await secretary.go(place.minutes);
    await link(page, 'Verbeteren').click();
    await audit(secretary);
    await page.getByLabel(/^Wat moet er staan/).fill('Crèchendo leidde het in.');
    await button(page, 'Rechtzetting toevoegen').click();
    await says(page, 'De rechtzetting staat bij het verslag.');
    await visitor.go(place.minutes);
    await says(visitor.page, 'Crèchendo leidde het in.');

    await secretary.go(`${place.minutes}/verbeteren`);
    await button(page, 'Heropenen').click();
    await page.getByLabel(/^Waarom/).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByLabel(/^Waarom/).fill('Een naam was fout.');
    await button(page, 'Heropenen').click();
    await says(page, 'Het verslag is weer een ontwerp.');
    await link(page, 'Verder schrijven').click();
    await item(page).fill('Iedereen was het **oneens**.\n\n- Kris Voorbeeld vraagt tijd');
    await page.getByLabel(/^Verberg ook deze namen/).fill('Kris Voorbeeld = een ouder');
    await button(page, 'Bewaren').click();
    await says(page, 'Het verslag is bewaard.');
    await link(page, /^Versie 2/).click();
    await says(page, /Tegenover de versie ervoor/);
    assert.equal(await main(page).locator('ins').filter({ hasText: 'oneens' }).count(), 1);
    assert.equal(await main(page).locator('del').filter({ hasText: 'eens' }).count(), 1);
    assert.doesNotMatch(await main(page).innerText(), /\*\*|\\_/, 'words, no marks');
    await audit(secretary);

    await secretary.go(`${place.minutes}/zonder-namen`);
    await says(page, '1 naam is verborgen');
    await says(page, 'een ouder');
    assert.equal(await page.getByText('Kris Voorbeeld').count(), 0);
    await audit(secretary);
    for (const reader of [member, visitor]) {
      await reader.go(place.minutes);
      await says(reader.page, 'Iedereen was het');
      assert.equal(await reader.page.getByText('oneens').count(), 0, 'the approved text stands until the next approval');
    }
  });
}

test('without a connection nothing typed is lost, and it is saved once it is back', async (t) => {
  const place = await begin(t);
  const secretary = await place.person('secretaris@example.be'), { page } = secretary;
  await secretary.go(`${place.minutes}/schrijven`);
  await page.context().setOffline(true);
  page.complaints.length = 0;
  await item(page).fill('Getypt zonder verbinding.');
  await now(page);
  await status(page).getByText(/Niet bewaard sinds \d\d\.\d\d/).waitFor();
  await page.context().setOffline(false);
  await now(page);
  await status(page).getByText(/Bewaard om \d\d\.\d\d/).waitFor();
  page.complaints.length = 0;
  await page.reload();
  assert.equal(await item(page).inputValue(), 'Getypt zonder verbinding.');
  await says(page, 'niet bewaarde, staat hieronder terug');
  await audit(secretary);
});

for (const [how, options] of [['with', {}], ['without', { javaScriptEnabled: false }]]) {
  test(`two who write at the same time see both texts, ${how} JavaScript`, async (t) => {
    const place = await begin(t);
    const one = await place.person('secretaris@example.be', options);
    const other = await place.person('secretaris@example.be', options);
    await one.go(`${place.minutes}/schrijven`);
    await other.go(`${place.minutes}/schrijven`);
    await item(other.page).fill('Tekst van de ander.');
    await button(other.page, 'Bewaren').click();
    await says(other.page, 'Het verslag is bewaard.');
    await item(one.page).fill('Mijn eigen tekst.');
    if (one.js) {
      await now(one.page);
      await one.page.locator('.both').first().waitFor();
      assert.equal(await one.page.locator('.both textarea').first().inputValue(), 'Tekst van de ander.');
    } else {
      await button(one.page, 'Bewaren').click();
      await says(one.page, 'Wat iemand anders intussen bewaarde');
      assert.equal(await one.page.getByLabel(/^2\. .*wat er nu bewaard staat/).inputValue(), 'Tekst van de ander.');
    }
    assert.equal(await item(one.page).inputValue(), 'Mijn eigen tekst.');
    await audit(one);
    await other.go(place.minutes);
    await says(other.page, 'Tekst van de ander.');
    if (one.js) return;
    await button(one.page, 'Bewaren').click();
    await says(one.page, 'Mijn eigen tekst.');
  });
}
