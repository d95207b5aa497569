// Herinnering sturen: the owner of an action that is due hears of it by a button that says who gets it,
// and not twice on one day. Covers agenda/action_remind.c, agenda/notices_contacts.c and their pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, given } from './lib.mjs';
import { formOf, plain, signedIn, validate } from './pages.mjs';
import { receiver } from './receiver.mjs';

const OWNER = '3';

/** An action that is late, and the system of its owner, of another partner and of the secretariat. */
async function world(t, settings = {}) {
  const room = await receiver(t), place = await given(t, { webhook_allow: room.target, ...settings });
  const { server, tokens: { secretary: token } } = place;
  const api = async (method, path, body) => {
    const rs = await server.api(method, path, { token, body });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.text}`);
    return rs.json;
  };
  const action = await api('POST', '/actions', { text: 'De folder bezorgen', partnerId: OWNER, dueDate: '2024-04-01' });
  for (const [path, partnerId] of [['eigen', OWNER], ['ander', '2']])
    await api('POST', '/endpoints', { url: `${room.url}${path}`, partnerId, events: ['action.due'] });
  await api('POST', '/endpoints', { url: `${room.url}secretariaat`, events: ['action.due'] });
  return { ...place, room, api, action, at: `/opvolging/${action.id}`, secretary: await signedIn(server, place.db, 'secretaris@example.be') };
}

test('the owner is reminded by a button that says who gets it, and not twice on one day', async (t) => {
  const { room, action, at, secretary, server, tokens } = await world(t, { undo_seconds: '0' });
  const page = (await secretary.get(at)).text;
  assert.match(page, new RegExp(`href="${at}/herinneren"`));
  await validate(page, 'an action that is due');
  const preview = (await secretary.get(`${at}/herinneren`)).text;
  await validate(preview, 'a reminder');
  assert.match(plain(preview), /De herinnering gaat naar Crèchendo/);
  assert.match(plain(preview), /Wij herinneren u aan wat uw organisatie doet: “De folder bezorgen”, tegen maandag 1 april 2024/);
  assert.equal(room.got.length, 0, 'looking tells nobody');
  const form = formOf(preview, `${at}/herinneren`);
  const none = await secretary.post(form.action, { _version: form.fields._version, kies: '1' });
  assert.equal(none.status, 409, none.text);
  assert.match(plain(none.text), /Vink minstens één ontvanger aan/);
  const sent = await server.api('POST', `/actions/${action.id}/reminder`, { token: tokens.secretary });
  assert.equal(sent.status, 200, sent.text);
  await eventually(() => room.got.length === 2);
  const body = (path) => JSON.parse(room.got.find((one) => one.path === path).body);
  assert.deepEqual(room.got.map((one) => one.path).sort(), ['/eigen', '/secretariaat']);
  assert.equal(body('/eigen').type, 'action.due');
  assert.equal(body('/eigen').data.significant, true);
  assert.match(body('/eigen').data.sentence, /Laat weten hoe het ermee staat\.$/);
  assert.equal(body('/eigen').data.action.link.endsWith(at), true);
  assert.equal(body('/secretariaat').data.significant, false);
  assert.match(body('/secretariaat').data.sentence, /^Crèchendo kreeg een herinnering: .* U hoeft niets te doen\.$/);
  const again = await server.api('POST', `/actions/${action.id}/reminder`, { token: tokens.secretary });
  assert.equal(again.status, 409);
  assert.match(again.json.detail, /vandaag al verstuurd/);
  const after = (await secretary.get(`${at}/herinneren`)).text;
  assert.match(plain(after), /kregen deze herinnering vandaag al/);
  await validate(after, 'a reminder that everybody got');
  assert.equal(room.got.length, 2);
});

test('a reminder is held back before it leaves', async (t) => {
  const { room, at, secretary, api, action } = await world(t, { undo_seconds: '120' });
  const form = formOf((await secretary.get(`${at}/herinneren`)).text, `${at}/herinneren`);
  assert.equal((await secretary.post(form.action, { _version: form.fields._version })).status, 303);
  const page = (await secretary.get(at)).text;
  assert.match(plain(page), /De herinnering is verstuurd[\s\S]*De herinnering vertrekt nog naar \d+ ontvangers/);
  await validate(page, 'a reminder that waits');
  assert.equal((await secretary.post(`${at}/tegenhouden`)).status, 303);
  const held = (await secretary.get(at)).text;
  assert.match(plain(held), /De herinnering is tegengehouden/);
  assert.doesNotMatch(plain(held), /vertrekt nog/);
  assert.equal((await secretary.post(`${at}/tegenhouden`)).status, 409);
  await api('POST', `/actions/${action.id}/reminder`);
  await api('DELETE', `/actions/${action.id}/reminder`);
  await api('POST', `/actions/${action.id}/reminder`);
  const step = formOf((await secretary.get(at)).text, `${at}/stand`);
  assert.equal((await secretary.post(step.action, { _version: step.fields._version, state: 'done', remark: '' })).status, 303);
  const closed = plain((await secretary.get(at)).text);
  assert.match(closed, /De actie is bijgewerkt\. De herinnering die nog wachtte, is tegengehouden\./);
  assert.doesNotMatch(closed, /vertrekt nog/);
  assert.equal(room.got.length, 0);
});

test('what its owner may not see, and what is not due, has no such button', async (t) => {
  const { api, server, secretary, tokens: { secretary: token } } = await world(t);
  for (const [body, why] of [
    [{ text: 'Geheim', access: 'secretariat', dueDate: '2024-04-01' }, /Alleen het secretariaat ziet deze actie/],
    [{ text: 'Later', dueDate: '2024-09-01' }, /vanaf twee weken voor de dag/],
  ]) {
    const { id } = await api('POST', '/actions', { partnerId: OWNER, ...body });
    assert.doesNotMatch((await secretary.get(`/opvolging/${id}`)).text, /herinneren/);
    assert.match(plain((await secretary.get(`/opvolging/${id}/herinneren`)).text), why);
    const rs = await server.api('POST', `/actions/${id}/reminder`, { token });
    assert.equal(rs.status, 409);
    assert.match(rs.json.detail, why);
  }
});
