// People of a meeting over HTTP: an agenda that is sent without a mail server, and the personal links
// of the list that the secretary downloads.
import assert from 'node:assert/strict';
import { signedIn } from './pages.mjs';

/** Rows of a CSV with ";" and quotes, as a spreadsheet reads them. */
export function csv(text) {
  assert.ok(text.startsWith('\uFEFF'), 'a spreadsheet sees that it is UTF-8');
  const rows = [[]];
  for (const [, quoted, bare, after] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^;\r]*))(;|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (after !== ';') rows.push([]);
  }
  rows.pop();
  const [names, ...lines] = rows;
  return lines.map((line) => Object.fromEntries(line.map((value, i) => [names[i], value])));
}

/** A meeting whose agenda is sent, in the practice council: { id, sending, secretary, people }. */
export async function sentAgenda({ server, tokens, db }, { startsAt = '2024-05-28T17:30:00Z' } = {}) {
  const token = tokens.secretary;
  const made = async (path, body, headers) => {
    const rs = await server.api('POST', path, { token, body, headers });
    assert.ok(rs.status < 300, `${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
  const { id } = await made('/meetings', { title: 'LOK mei', startsAt, location: 'Polderzaal' });
  await made(`/meetings/${id}/items`, { title: 'Mentoren in 2025', purpose: 'advice', minutes: 30, text: 'Wat *daarna*?', presenterPartnerId: '3' });
  await made(`/meetings/${id}/publication`, {}, { 'idempotency-key': 'x' });
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  const page = await secretary.get(`/vergaderingen/${id}`);
  const sending = /\/verzendingen\/(\d+)\/zelf/.exec(page.text)?.[1];
  assert.ok(sending, 'who is mailed by hand, stands there');
  const list = await secretary.post(`/verzendingen/${sending}/verzendlijst`);
  assert.equal(list.status, 200, list.text);
  const people = csv(list.text).map((row) => ({ ...row, path: new URL(row.Link).pathname }));
  assert.ok(people.length > 1);
  return { id, sending, secretary, people, list };
}
