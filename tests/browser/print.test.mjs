// What is printed: each sheet is A4, holds no navigation, buttons or forms, says who printed it and when,
// and no internal note stands on any but the running sheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';

const MARK = 'Interne notitie kwikstaart', NOTE = 'Nota kwikstaart';
const A4 = { width: 595, height: 842 }; // points

/** A council with something on each sheet; the addresses of the sheets, and what they must say. */
async function sheets(place) {
  const token = place.token('secretary');
  const make = async (method, path, body, headers = {}) => {
    const rs = await place.server.http(method, `/api/v1${path}`, { token, body, headers });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const put = (path, body) => make('PUT', path, body, { 'if-match': '*' });
  const { id } = await make('POST', '/meetings', { title: 'LOK op papier', startsAt: '2024-03-12T18:30:00Z', location: 'Stadhuis', note: NOTE });
  const item = await make('POST', `/meetings/${id}/items`, { title: 'Een punt op papier', purpose: 'decision', minutes: 20, presenter: 'mentor-coach', text: 'De tekst van het punt.' });
  await make('POST', '/actions', { text: 'Een folder bezorgen', partnerId: '1', dueDate: '2024-01-10' });
  await put(`/meetings/${id}/state`, { state: 'in_session' });
  await put(`/items/${item.id}/treatment`, { outcome: 'approved', internalNote: MARK, decision: { title: 'Beslist op papier', text: 'Wij kopen *twaalf* stoelen.' } });
  await put(`/meetings/${id}/state`, { state: 'closed' });
  await put(`/meetings/${id}/minutes/items/${item.id}`, { text: 'Iedereen was akkoord.' });
  const advice = await make('POST', '/advices', { title: 'Een advies op papier', askedOn: '2024-01-10' });
  await put(`/advices/${advice.number}/text`, { text: 'Wij raden het aan.', balanceReason: 'Een oefening' });
  const round = await make('POST', '/expansions', { title: 'Ronde op papier', closesOn: '2024-04-01', access: 'public', places: 20, dossierId: '1' });
  await make('POST', `/expansions/${round.id}/criteria/current`, { name: 'Toegankelijk', weight: 100, most: 10, explanation: 'Voor wie' });
  await make('POST', `/expansions/${round.id}/applications`, { organiser: 'De Wolk', location: 'Wolk', care: 'group_care', places: 8, receivedOn: '2024-03-01' });
  const meeting = `/vergaderingen/${id}`;
  return {
    agenda: [meeting, /Een punt op papier/],
    'running sheet': [`${meeting}/draaiboek`, /19\.30[\s\S]*Een punt op papier[\s\S]*20 min · mentor-coach[\s\S]*De tekst van het punt\.[\s\S]*Openstaande acties[\s\S]*Een folder bezorgen[\s\S]*Wie komt\?[\s\S]*nog geen antwoord/],
    'attendance sheet': [`${meeting}/aanwezigheidslijst`, /Handtekening/],
    minutes: [`${meeting}/verslag`, /Iedereen was akkoord\./],
    'decision list': ['/beslissingen/lijst?jaar=2024', /Beslist op papier[\s\S]*2024_LOK_\d{5} · di 12\/03\/2024 · voorlopig[\s\S]*Wij kopen twaalf stoelen\./],
    'advice letter': [`/adviezen/${advice.number}/brief`, /Wij raden het aan\./],
    'coalition overview': ['/dossiers/2/samenwerkingsverband/overzicht', /Overzicht van het samenwerkingsverband/],
    'score sheet': [`/uitbreidingsrondes/${round.id}/blad`, /De Wolk/],
  };
}

/** The pages of a PDF, by their size in points. */
const pagesOf = (pdf) => [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => ({ width: Math.round(Number(w)), height: Math.round(Number(h)) }));

test('each sheet is A4, without navigation, buttons and forms, and says who printed it and when', async (t) => {
  const place = await given(t);
  const { page, go } = await place.person('secretaris@example.be');
  for (const [name, [path, says]] of Object.entries(await sheets(place))) {
    await page.emulateMedia({ media: 'print' });
    const rs = await go(path);
    assert.equal(rs.status(), 200, name);
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/${name}.png`, fullPage: true });
    const text = await page.locator('body').innerText();
    assert.match(text, says, name);
    assert.match(text, /afgedrukt op \S+ .*door secretaris/i, name);
    for (const what of ['nav', 'button', '.button', 'input', 'select', 'textarea'])
      assert.deepEqual(await page.locator(what).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 200))), [], `${what} on the ${name}`);
    assert.equal(/kwikstaart/.test(text), name === 'running sheet', `internal notes on the ${name}`);
    if (name === 'running sheet') for (const words of [MARK, NOTE]) assert.ok(text.includes(words), words);
    const pages = pagesOf(await page.pdf({ format: 'A4' }));
    assert.ok(pages.length >= 1, `${name} has pages`);
    for (const one of pages) for (const side of ['width', 'height']) assert.ok(Math.abs(one[side] - A4[side]) <= 1, `${name}: ${side} ${one[side]}`);
    assert.deepEqual(page.complaints, [], name);
  }
});

test('the running sheet is linked for the secretary and closed to others; the list holds what a reader may see', async (t) => {
  const place = await given(t);
  const all = await sheets(place);
  const [running] = all['running sheet'], [list] = all['decision list'];
  const secretary = await place.person('secretaris@example.be');
  for (const path of [all.agenda[0], `${all.agenda[0]}/agenda`]) {
    await secretary.go(path);
    assert.equal(await secretary.page.locator(`main a[href="${running}"]`).count(), 1, path);
  }
  await secretary.go('/beslissingen?jaar=2024');
  await secretary.page.getByRole('link', { name: 'Beslissingen afdrukken' }).click();
  await secretary.page.getByText('Beslist op papier').waitFor();
  for (const email of ['lid@example.be', 'partner@example.be', '']) {
    const { page, go, path } = await place.person(email);
    await go(running);
    assert.doesNotMatch(await page.content(), /kwikstaart/, email);
    await go(all.agenda[0]);
    assert.equal(await page.locator(`main a[href="${running}"]`).count(), 0, email);
    assert.equal((await go(list)).status(), 200);
    assert.equal(path(), '/beslissingen/lijst');
    assert.doesNotMatch(await page.content(), /Beslist op papier/, `provisional for ${email}`);
  }
});
