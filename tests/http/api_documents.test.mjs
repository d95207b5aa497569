// Documents over the API: both ways to send one, sending, who reads what, and once with one key.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { multipart, pdf } from './documents.mjs';
import { given } from './lib.mjs';

const raw = (type = 'application/pdf') => ({ 'content-type': type });
const names = (rs) => rs.json.items.map((one) => one.name);

async function place(t, settings) {
  const all = await given(t, settings);
  const token = all.tokens.secretary;
  const make = async (path, body, headers) => {
    const rs = await all.server.api('POST', path, { token, body, headers });
    assert.equal(rs.status, 201, rs.text);
    return rs.json;
  };
  const dossier = await make('/dossiers', { title: 'Openbaar', access: 'public' });
  return { ...all, token, make, dossier };
}

test('bytes and forms give the same document', async (t) => {
  const { server, token, make, dossier } = await place(t);
  const path = `/dossiers/${dossier.id}/attachments`;
  const bare = await make(`${path}?name=Nota.pdf&access=members`, pdf('een'), raw());
  assert.deepEqual([bare.name, bare.type, bare.mediaType, bare.access, bare.of, bare.ofId], ['Nota.pdf', 'pdf', 'application/pdf', 'members', 'dossier', dossier.id]);
  const { body, type } = multipart([['access', 'public'], ['replacesId', bare.id], ['file', pdf('twee'), 'Nota 2.pdf']]);
  const next = await make(path, body, raw(type));
  assert.deepEqual([next.name, next.access, next.replacesId], ['Nota 2.pdf', 'public', bare.id]);
  const content = await server.api('GET', `/attachments/${next.id}/content`);
  assert.equal(content.text, pdf('twee'));
  assert.equal(content.headers.etag, `"${next.sha256}"`);
  assert.deepEqual(names(await server.api('GET', path, { token })), ['Nota.pdf', 'Nota 2.pdf']);
  assert.deepEqual(names(await server.api('GET', path)), ['Nota 2.pdf']);
  assert.deepEqual(names(await server.api('GET', '/attachments?q=nota', { token })), ['Nota 2.pdf']);
});

test('what is wrong is an issue at its place', async (t) => {
  const { server, token, dossier } = await place(t);
  const path = `/dossiers/${dossier.id}/attachments`;
  const refused = async (query, body, field, headers = raw()) => {
    const rs = await server.api('POST', `${path}?${query}`, { token, body, headers });
    assert.equal(rs.status, 400, rs.text);
    assert.ok(rs.json.issues.some((issue) => issue.name === field), `${field}: ${rs.text}`);
  };
  await refused('name=x.pdf', 'geen document', 'file');
  await refused('name=x.docx', pdf(), 'file');
  await refused('name=x.pdf&access=iedereen', pdf(), 'access');
  await refused('name=x.pdf&replacesId=99', pdf(), 'replacesId');
  await refused('name=x.pdf&kleur=rood', pdf(), 'kleur');
  await refused('name=x.pdf', '', 'file');
  assert.deepEqual((await server.api('GET', path, { token })).json.items, []);
});

test('who may read it is changed with its version', async (t) => {
  const { server, token, tokens, make, dossier } = await place(t);
  const one = await make(`/dossiers/${dossier.id}/attachments?name=Nota.pdf&access=secretariat`, pdf('n'), raw());
  const path = `/attachments/${one.id}`;
  const patch = (body, headers = {}, who = token) => server.api('PATCH', path, { token: who, body, headers: { 'content-type': 'application/merge-patch+json', ...headers } });
  assert.equal(one.version, 1);
  assert.equal((await server.api('GET', path)).status, 404);
  assert.equal((await patch({ access: 'public' })).status, 428);
  assert.equal((await patch({ access: 'public' }, { 'if-match': '"9"' })).status, 412);
  assert.equal((await patch({ name: 'x' }, { 'if-match': '"1"' })).status, 400);
  assert.equal((await patch({ access: 'public' }, { 'if-match': '"1"' }, tokens.member)).status, 403);
  const open = await patch({ access: 'public' }, { 'if-match': (await server.api('GET', path, { token })).headers.etag });
  assert.deepEqual([open.status, open.json.access, open.json.version, open.headers.etag], [200, 'public', 2, '"2"']);
  assert.equal((await server.api('GET', `${path}/content`)).text, pdf('n'));
  assert.equal((await patch({ access: 'secretariat' }, { 'if-match': '"2"' })).status, 200);
  assert.equal((await server.api('GET', path)).status, 404);
});

test('the same key adds it once', async (t) => {
  const { server, token, dossier } = await place(t);
  const path = `/dossiers/${dossier.id}/attachments`;
  const add = (words, key) => server.api('POST', `${path}?name=Nota.pdf`, { token, body: pdf(words), headers: { ...raw(), 'idempotency-key': key } });
  const first = await add('een', 'a'), again = await add('een', 'a');
  assert.deepEqual([again.status, again.json], [201, first.json]);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal((await add('twee', 'a')).status, 409);
  assert.equal((await add('een', 'b')).status, 409, 'it stands there already');
  assert.equal((await server.api('GET', path, { token })).json.items.length, 1);
});

test('what is not sent is nobody else\'s, in no list, search or notice', async (t) => {
  const { server, token, tokens, make } = await place(t);
  const meeting = await make('/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z', access: 'public' });
  const items = [];
  for (const access of ['public', 'members', 'secretariat'])
    items.push(await make(`/meetings/${meeting.id}/items`, { title: `Punt ${access}`, access }));
  await make(`/meetings/${meeting.id}/publication`, {}, { 'idempotency-key': 'a' });
  for (const [i, one] of items.entries()) await make(`/items/${one.id}/attachments?name=Stuk ${i}.pdf`.replace(' ', '%20'), pdf(i), raw());
  const sees = async (role) => names(await server.api('GET', '/attachments?q=stuk', { token: tokens[role] })).sort();
  for (const role of ['nobody', 'member', 'partner', 'chair', 'admin']) assert.deepEqual(await sees(role), [], role);
  assert.equal((await sees('secretary')).length, 3);
  await make(`/meetings/${meeting.id}/publication`, {}, { 'idempotency-key': 'b' });
  const all = ['Stuk 0.pdf', 'Stuk 1.pdf', 'Stuk 2.pdf'];
  for (const [role, count] of [['nobody', 1], ['member', 2], ['partner', 1], ['chair', 3], ['secretary', 3], ['admin', 1]])
    assert.deepEqual(await sees(role), all.slice(0, count), role);
  const secret = (await server.api('GET', `/items/${items[2].id}/attachments`, { token })).json.items[0];
  for (const role of ['nobody', 'member', 'partner', 'admin']) {
    assert.equal((await server.api('GET', `/attachments/${secret.id}`, { token: tokens[role] })).status, 404);
    assert.equal((await server.api('GET', `/attachments/${secret.id}/content`, { token: tokens[role] })).status, 404);
    assert.equal((await server.api('GET', `/items/${items[2].id}/attachments`, { token: tokens[role] })).status, 404);
  }
});
