// Connections and what they carried, links for a calendar, and a digest in the Demopostbus, in a browser.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { eventually } from '../http/lib.mjs';
import { audit, given } from './lib.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
const DAY = 24 * 3600_000;

const sql = (db, text) => {
  const done = spawnSync('sqlite3', ['-cmd', '.timeout 5000', db, text], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim();
};

/** A connection of a partner, and the mailbox of who answers for that partner. */
const someConnection = (db) => {
  const [id, name] = sql(db, `SELECT e.id, q.name FROM endpoint e JOIN member m ON m.partner_id = e.partner_id
    JOIN person q ON q.id = m.person_id WHERE q.email = 'partner@example.be'`).split('|');
  return { id, name, path: `/beheer/koppelingen/${id}` };
};

/** Sends the agenda of a new meeting. */
async function sendAgenda(place, title, startsAt) {
  const token = place.token('secretary');
  const made = async (path, body, headers) => {
    const answer = await place.server.api('POST', path, { token, body, headers });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  };
  const { id } = await made('/meetings', { title, startsAt, location: 'Zaal' });
  await made(`/meetings/${id}/items`, { title: `Punt van ${title}` });
  await made(`/meetings/${id}/publication`, {}, { 'idempotency-key': title.replaceAll(' ', '-') });
}

/** The first mail in the Demopostbus that `row` leads to. */
async function openMail(person, row) {
  await eventually(async () => {
    await person.go('/demopostbus');
    return person.page.locator('main li', { hasText: row }).first().isVisible();
  });
  await person.page.locator('main li', { hasText: row }).first().getByRole('link').click();
}

test('a connection shows its log, sends again what failed, and keeps what is older', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { page } = secretary;
  const { id, path } = someConnection(place.db);
  await secretary.go(path);
  await page.getByText('Nog geen berichten.').waitFor();
  await audit(secretary);
  await page.getByText('Krijgt een bericht bij deze gebeurtenissen').click();
  await page.locator('details li').getByText('agenda verstuurd', { exact: true }).waitFor();
  await button(page, 'Proefbericht sturen').click();
  await eventually(async () => {
    await secretary.go(path);
    return page.locator('.rows .chip').getByText('verstuurd').isVisible();
  });
  await audit(secretary);

  await link(page, 'Alles sinds een moment opnieuw sturen').click();
  await audit(secretary);
  await button(page, 'Toon wat vertrekt').click();
  await page.getByText('Er is niets om opnieuw te sturen').waitFor();
  await audit(secretary);
  await link(page, 'Ander moment').click();
  await page.getByLabel('Ook wat al aankwam').check();
  await button(page, 'Toon wat vertrekt').click();
  await page.getByText('1 bericht').first().waitFor();
  await audit(secretary);

  await secretary.go(`${path}/vroeger`);
  await page.getByText('Nog niets').waitFor();
  await audit(secretary);
  sql(place.db, `INSERT INTO kept_notice (id, endpoint_id, notice_id, type, state, created_at, finished_at)
    VALUES (90001, ${id}, 'msg_2abcdefghijklmnopqrstuvwx1', 'agenda.published', 'sent', 1, ${Date.now() - 40 * DAY}),
           (90002, ${id}, 'msg_2abcdefghijklmnopqrstuvwx2', 'meeting.moved', 'dead', 1, ${Date.now() - 35 * DAY})`);
  await secretary.go(`${path}/vroeger`);
  assert.equal(await page.locator('tbody tr').count(), 2);
  await audit(secretary);
  await secretary.go('/voorstellen');
  await audit(secretary);
});

test('who answers for a partner switches its connection on again by the personal link', async (t) => {
  const place = await given(t);
  const secretary = await place.person('secretaris@example.be');
  const { id, name } = someConnection(place.db);
  await sendAgenda(place, 'LOK juni', '2024-06-18T17:30:00Z');
  await openMail(secretary, `aan ${name}`);
  const [path] = /\/persoonlijk\/[A-Za-z0-9_-]{43}/.exec(await secretary.page.locator('main').innerText());
  await audit(secretary);
  const guest = await place.person('');
  await guest.go(`${path}/koppelingen/${id}`);
  await guest.page.getByText('Deze koppeling staat aan.').waitFor();
  await audit(guest);
  sql(place.db, `UPDATE endpoint SET state = 'disabled', reason = 'Versturen lukte vijf dagen lang geen enkele keer.' WHERE id = ${id}`);
  await guest.go(`${path}/koppelingen/${id}`);
  await guest.page.getByText('Versturen lukte vijf dagen lang').waitFor();
  await audit(guest);
  await button(guest.page, 'Weer aanzetten').click();
  await guest.page.locator('.chip').getByText('actief').waitFor();
  await audit(guest);
});

test('a new link for a calendar can be read, copied and withdrawn', async (t) => {
  const place = await given(t);
  const member = await place.person('lid@example.be');
  const { page } = member;
  await member.go('/account/kalender');
  await audit(member);
  await button(page, 'Link maken').click();
  assert.match(await page.locator('.secret').innerText(), /\/feed\/[A-Za-z0-9_-]{43}\.ics/);
  await audit(member);
  await button(page, /Intrekken/).click();
  await page.getByText('Er is nog geen link.').waitFor();
  await audit(member);
});

test('a digest lies in the Demopostbus as the one mail that it is', async (t) => {
  const place = await given(t);
  sql(place.db, "UPDATE person SET mail_rhythm = 'daily' WHERE email = 'partner@example.be'");
  const { name } = someConnection(place.db);
  await sendAgenda(place, 'LOK juni', '2024-06-18T17:30:00Z');
  await sendAgenda(place, 'LOK oktober', '2024-10-15T17:30:00Z');
  await place.server.stop();
  sql(place.db, 'UPDATE delivery SET due_at = 1000 WHERE bundle_at > 0 AND finished_at IS NULL');
  await place.again();
  const secretary = await place.person('secretaris@example.be');
  await openMail(secretary, 'Verzamelmail met 2 berichten');
  const text = await secretary.page.locator('main').innerText();
  for (const words of [`Aan\n${name}`, 'Er zijn 2 berichten voor u.', 'Punt van LOK juni', 'Punt van LOK oktober'])
    assert.ok(text.replaceAll('\t', '\n').includes(words), `${words} in ${text}`);
  await audit(secretary);
  await secretary.go('/demopostbus');
  assert.equal(await secretary.page.locator('main li', { hasText: `aan ${name}` }).count(), 1);
  await audit(secretary);
});
