// The main job over the API, as a partner's own system would do it, with the program as an operator
// starts it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, eventually, lokd, serve } from './lib.mjs';
import { receiver } from './receiver.mjs';

/** Signs up `partner` for `events`; gives the secret. */
async function endpoint(server, token, partner, events = ['agenda.published', 'decision.recorded']) {
  const made = await server.api('POST', '/endpoints', { token, body: { url: partner.url, events } });
  assert.equal(made.status, 201);
  assert.match(made.json.secret, /^whsec_/);
  return made.json;
}

/** May 2024 with the promised item and two more; gives the ids. */
async function meeting(server, token) {
  const made = await server.api('POST', '/meetings', {
    token,
    body: { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z', location: 'Antwerpen' },
  });
  assert.equal(made.status, 201);
  const { id, offers } = made.json;
  assert.equal(offers.length, 1);
  const taken = await server.api('POST', `/meetings/${id}/offers/${offers[0].id}`, { token });
  assert.equal(taken.status, 201);
  const items = [taken.json];
  for (const title of ['Sluitingsdagen in de zomer', 'Opvang van baby’s met een zorgnood']) {
    const item = await server.api('POST', `/meetings/${id}/items`, { token, body: { title, purpose: 'decision', minutes: 20 } });
    assert.equal(item.status, 201);
    items.push(item.json);
  }
  return { id, offer: offers[0], items };
}

const send = (server, token, id, key, body) =>
  server.api('POST', `/meetings/${id}/publication`, { token, headers: { 'idempotency-key': key }, body });

test('the promised item of February is offered to the meeting of May, with its introduction', async (t) => {
  const place = demo(t);
  const server = await serve(place);
  const { offer, items } = await meeting(server, place.token('secretary'));

  assert.equal(offer.targetMonth, '2024-05');
  assert.equal(offer.title, 'Mentoren');
  assert.match(offer.introduction.text, /coaching op de werkvloer/);
  assert.equal(items[0].introduction.itemId, offer.introduction.itemId);
  assert.equal(items[0].introduction.text, offer.introduction.text);
  assert.equal(items[0].dossierId, offer.dossierId);
});

test('from an empty folder to a decision that is found after a power cut', async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  const partner = await receiver(t);
  let server = await serve(place, { webhook_allow: partner.target });
  const { id: endpointId, secret } = await endpoint(server, token, partner);
  const { id, items } = await meeting(server, token);

  const order = await server.api('GET', `/meetings/${id}/items/order`, { token });
  assert.deepEqual(order.json.items, items.map((item) => item.id));
  const other = [order.json.items[2], order.json.items[0], order.json.items[1]];
  const reordered = await server.api('PUT', `/meetings/${id}/items/order`, {
    token, headers: { 'if-match': order.headers.etag }, body: { items: other } });
  assert.equal(reordered.status, 200);
  const agenda = await server.api('GET', `/meetings/${id}/items`, { token });
  assert.deepEqual(agenda.json.items.map((i) => [i.id, i.number]), other.map((one, n) => [one, String(n + 1)]));
  assert.equal(partner.got.length, 0, 'nothing leaves by itself');

  const sent = await send(server, token, id, '1');
  assert.equal(sent.status, 201);
  assert.equal(sent.json.kind, 'agenda');
  await eventually(() => partner.got.length >= 1);
  const published = partner.event(partner.got[0], secret);
  assert.equal(published.type, 'agenda.published');
  assert.deepEqual(published.data.items.map((i) => i.number), ['1', '2', '3']);
  assert.match(published.data.sentence, /dinsdag 28 mei 2024 om 19\.30 uur/);
  assert.throws(() => partner.event(partner.got[0], 'whsec_' + Buffer.alloc(32).toString('base64')));

  const item = await server.api('GET', `/items/${items[1].id}`, { token });
  const treated = await server.api('PUT', `/items/${items[1].id}/treatment`, {
    token, headers: { 'if-match': item.headers.etag },
    body: { outcome: 'approved', decision: { title: 'Sluitingsdagen', text: 'De opvang sluit elk jaar drie weken, met knuffelverlof.', release: true } },
  });
  assert.equal(treated.status, 200);
  const { number } = treated.json.decision;
  assert.match(number, /^2024_LOK_\d{5}$/);
  await eventually(() => partner.got.length >= 2);
  const recorded = partner.event(partner.got[1], secret);
  assert.equal(recorded.type, 'decision.recorded');
  assert.equal(recorded.data.decision.number, number);

  await eventually(async () => {
    const log = await server.api('GET', `/endpoints/${endpointId}/deliveries`, { token });
    return log.json.items.length === 2 && log.json.items.every((d) => d.state === 'sent' && d.lastStatus === 200);
  });
  await server.kill();
  server = await serve(place, { webhook_allow: partner.target });
  for (const [q, by] of [['knuffelverlof', token], ['KNUFFELVERLOF', place.token('member')], [number, undefined], [number.slice(-5), undefined]]) {
    const found = await server.api('GET', `/decisions?q=${q}`, { token: by });
    assert.deepEqual(found.json.items.map((d) => d.number), [number], `by ${q}`);
  }
  assert.equal((await server.api('GET', `/decisions/${number}`)).json.title, 'Sluitingsdagen');
  assert.equal(partner.got.length, 2, 'a restart sends nothing twice that was recorded as sent');
});

test('a sending is taken back until it is due, and not after', async (t) => {
  const place = demo(t);
  const token = place.token('secretary'), member = place.token('member');
  const partner = await receiver(t);
  let server = await serve(place, { webhook_allow: partner.target, undo_seconds: 3600 });
  await endpoint(server, token, partner);
  const { id } = await meeting(server, token);

  const sent = await send(server, token, id, 'a');
  assert.equal(sent.json.mayTakeBack, true);
  assert.equal((await server.api('GET', `/meetings/${id}`, { token: member })).status, 404);
  assert.equal((await server.api('DELETE', `/meetings/${id}/publication`, { token })).status, 204);
  assert.equal((await server.api('GET', `/meetings/${id}`, { token })).json.state, 'draft');
  assert.equal((await server.api('DELETE', `/meetings/${id}/publication`, { token })).status, 409);
  await server.stop();

  server = await serve(place, { webhook_allow: partner.target, undo_seconds: 0 });
  assert.equal((await send(server, token, id, 'b')).status, 201);
  await eventually(() => partner.got.length === 1);
  assert.equal((await server.api('DELETE', `/meetings/${id}/publication`, { token })).status, 409);
  assert.equal((await server.api('GET', `/meetings/${id}`, { token: member })).status, 200);
});

test('what is decided in a session stays provisional until the results are sent', async (t) => {
  const place = demo(t);
  const token = place.token('secretary'), member = place.token('member');
  const server = await serve(place);
  const { id, items } = await meeting(server, token);
  await send(server, token, id, 'a');
  const state = async (to) => {
    const { headers } = await server.api('GET', `/meetings/${id}`, { token });
    return server.api('PUT', `/meetings/${id}/state`, { token, headers: { 'if-match': headers.etag }, body: { state: to } });
  };
  assert.equal((await state('in_session')).json.state, 'in_session');
  assert.equal((await state('closed')).status, 400, 'items without outcome are issues');

  const treat = async (item, body) => {
    const { headers } = await server.api('GET', `/items/${item.id}`, { token });
    return server.api('PUT', `/items/${item.id}/treatment`, { token, headers: { 'if-match': headers.etag }, body });
  };
  const told = { outcome: 'approved', decision: { title: 'Besluit', text: 'Wij doen het.', release: true } };
  assert.equal((await treat(items[1], told)).status, 409, 'nothing is sent while in session');
  const quiet = await treat(items[1], { ...told, decision: { ...told.decision, release: false } });
  assert.equal(quiet.json.decision.state, 'provisional');
  const { number } = quiet.json.decision;
  assert.equal((await treat(items[0], { outcome: 'postponed', targetMonth: '2024-10' })).status, 200);
  assert.equal((await treat(items[2], { outcome: 'discussed', note: 'Kort besproken.' })).status, 200);
  assert.equal((await server.api('GET', `/decisions/${number}`, { token: member })).status, 404);
  assert.deepEqual((await server.api('GET', '/decisions?q=besluit', { token: member })).json.items.filter((d) => d.number === number), []);

  assert.equal((await state('closed')).json.state, 'closed');
  const results = await send(server, token, id, 'b');
  assert.equal(results.json.kind, 'results');
  assert.equal((await server.api('GET', `/decisions/${number}`, { token: member })).json.state, 'in_force');
  assert.equal((await treat(items[1], { ...told, decision: { ...told.decision, text: 'Toch niet.', release: false } })).status, 409);

  const october = await server.api('POST', '/meetings', { token, body: { title: 'LOK oktober', month: '2024-10' } });
  const again = october.json.offers.find((o) => o.kind === 'postponed');
  const taken = await server.api('POST', `/meetings/${october.json.id}/offers/${again.id}`, { token });
  assert.equal(taken.json.reschedulesId, items[0].id, 'a postponed item is a new item that refers to the old one');
});

test('changes after sending stay with the secretariat until they are sent', async (t) => {
  const place = demo(t);
  const token = place.token('secretary'), member = place.token('member');
  const partner = await receiver(t);
  const server = await serve(place, { webhook_allow: partner.target });
  const { secret } = await endpoint(server, token, partner, ['agenda.published', 'agenda.changed', 'meeting.moved', 'meeting.cancelled']);
  const { id, items } = await meeting(server, token);
  await send(server, token, id, 'a');
  await eventually(() => partner.got.length === 1);

  const added = await server.api('POST', `/meetings/${id}/items`, { token, body: { title: 'Nog iets' } });
  const before = await server.api('GET', `/items/${items[2].id}`, { token });
  await server.api('PATCH', `/items/${items[2].id}`, { token, headers: { 'if-match': before.headers.etag }, body: { title: 'Anders' } });
  const seen = await server.api('GET', `/meetings/${id}/items`, { token: member });
  assert.equal(seen.json.items.length, 3);
  assert.notEqual(seen.json.items[2].title, 'Anders');
  assert.equal((await server.api('GET', `/items/${added.json.id}`, { token: member })).status, 404);
  const last = await server.api('GET', `/meetings/${id}/publication`, { token });
  assert.equal(last.json.number, 1);
  assert.equal(last.json.unsent.length, 2);
  assert.equal((await server.api('GET', `/meetings/${id}/publication`, { token: member })).json.unsent, undefined);

  assert.equal((await send(server, token, id, 'b')).json.kind, 'changes');
  await eventually(() => partner.got.length === 2);
  assert.equal(partner.event(partner.got[1], secret).type, 'agenda.changed');
  assert.equal((await server.api('GET', `/items/${added.json.id}`, { token: member })).json.number, '4');
  assert.equal((await send(server, token, id, 'c')).status, 409, 'nothing changed since');

  const meetingNow = await server.api('GET', `/meetings/${id}`, { token });
  await server.api('PATCH', `/meetings/${id}`, { token, headers: { 'if-match': meetingNow.headers.etag }, body: { startsAt: '2024-06-04T17:30:00Z' } });
  assert.equal((await server.api('GET', `/meetings/${id}`, { token: member })).json.startsAt, '2024-05-28T17:30:00Z');
  await send(server, token, id, 'd', { kind: 'changes' });
  await eventually(() => partner.got.length === 3);
  assert.equal(partner.event(partner.got[2], secret).type, 'meeting.moved');
  assert.equal((await send(server, token, id, 'e', { kind: 'cancellation' })).status, 201);
  await eventually(() => partner.got.length === 4);
  assert.equal(partner.event(partner.got[3], secret).type, 'meeting.cancelled');
  assert.equal((await server.api('GET', `/meetings/${id}`, { token: member })).json.state, 'cancelled');
});

test('a test notice goes the same way, and a delivery can be sent again', async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  const partner = await receiver(t);
  const server = await serve(place, { webhook_allow: partner.target });
  const { id, secret } = await endpoint(server, token, partner);

  const tried = await server.api('POST', `/endpoints/${id}/test`, { token });
  assert.equal(tried.status, 201);
  await eventually(() => partner.got.length === 1);
  assert.equal(partner.event(partner.got[0], secret).type, 'endpoint.test');
  await eventually(async () => (await server.api('GET', `/endpoints/${id}/deliveries`, { token })).json.items[0].state === 'sent');
  const again = await server.api('POST', `/endpoints/${id}/deliveries/${tried.json.id}`, { token });
  assert.equal(again.status, 200);
  await eventually(() => partner.got.length === 2);
  assert.equal(partner.got[1].headers['webhook-id'], partner.got[0].headers['webhook-id']);
  assert.equal(partner.got[1].body, partner.got[0].body);
});

test('the log tells what was done, by which token', async (t) => {
  const place = demo(t);
  const token = place.token('secretary');
  const server = await serve(place);
  const before = (await server.api('GET', '/events?pageSize=1', { token })).json.items[0].id;
  const { id } = await meeting(server, token);
  const since = await server.api('GET', `/events?after=${before}`, { token });
  assert.deepEqual(since.json.items.map((e) => e.type).reverse().slice(0, 1), ['meeting.created']);
  assert.ok(since.json.items.every((e) => e.tokenId !== null && Number(e.id) > Number(before)));
  const ofMeeting = await server.api('GET', `/events?subjectKind=meeting&subjectId=${id}`, { token });
  assert.ok(ofMeeting.json.items.length >= 1 && ofMeeting.json.items.every((e) => e.subjectId === id));
});

test('it is up, and describes itself', async (t) => {
  const place = demo(t);
  const server = await serve(place);
  assert.deepEqual((await server.api('GET', '/health')).json, { status: 'UP' });
  const { openapi } = (await server.api('GET', '/openapi.json')).json;
  assert.equal(openapi, '3.0.3');
  assert.match(lokd('version'), /\d/);
});
