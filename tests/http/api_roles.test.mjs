// Who may do what over the API: every route for every role, and lists that show no more than the
// single thing does.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pdf } from './documents.mjs';
import { given, lokd, serve } from './lib.mjs';
import { openapi } from './openapi.mjs';

const ROLES = ['nobody', 'member', 'partner', 'chair', 'secretary', 'admin'];
const ALL = ROLES, SECRETARY = ['secretary'], SIGNED_IN = ROLES.slice(1);

/** A round being scored, one that was scored by, and one that is closed. */
async function rounds(make, server, token, scorer, other) {
  const step = async (id, state) => assert.equal((await server.api('PUT', `/expansions/${id}/state`, { token, body: { state }, headers: { 'if-match': '*' } })).status, 200);
  const one = async (score, close) => {
    const { id } = await make('/expansions', { title: 'Ronde', closesOn: '2024-04-01', access: 'public' });
    const { criteria } = await make(`/expansions/${id}/criteria/current`, { name: 'Alles', weight: 100, most: 10 });
    const { applications } = await make(`/expansions/${id}/applications`, { organiser: 'De Wolk', location: 'Wolk', care: 'group_care', places: 8, receivedOn: '2024-03-01' });
    const conflicted = await make(`/expansions/${id}/applications/${applications[0].id}/conflicts`, { personId: other, reason: 'werkt er' });
    const round = { id, criterion: criteria.items[0].id, application: applications[0].id, conflict: conflicted.applications[0].conflicts[0].id, scorer };
    if (score) {
      await step(id, 'scoring');
      assert.equal((await server.api('PUT', `/expansions/${id}/applications/${round.application}/scores/${round.criterion}`, { token, body: { scorerId: scorer, score: 7, reason: 'goed' }, headers: { 'if-match': '*' } })).status, 200);
    }
    if (close) await step(id, 'closed');
    return round;
  };
  return { open: await one(false, false), scored: await one(true, false), closed: await one(true, true) };
}

/** What must exist for the routes below; made by the secretary. */
async function things({ server, tokens }) {
  const token = tokens.secretary;
  const make = async (path, body, headers) => {
    const made = await server.api('POST', path, { token, body, headers });
    assert.ok(made.status === 201, JSON.stringify(made.json));
    return made.json;
  };
  const meeting = await make('/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' });
  const item = await make(`/meetings/${meeting.id}/items`, { title: 'Eerste' });
  const spare = await make(`/meetings/${meeting.id}/items`, { title: 'Tweede' });
  const sent = await make('/meetings', { title: 'LOK juni', startsAt: '2024-06-11T17:30:00Z' });
  const seen = await make(`/meetings/${sent.id}/items`, { title: 'Te zien' });
  await make(`/meetings/${sent.id}/publication`, undefined, { 'idempotency-key': 'juni' });
  const put = await make('/meetings', { title: 'LOK juli', startsAt: '2024-07-02T17:30:00Z' });
  await make(`/meetings/${put.id}/items`, { title: 'Na te lezen' });
  await make(`/meetings/${put.id}/publication`, { kind: 'agenda_chair' }, { 'idempotency-key': 'juli' });
  const person = await make('/persons', { name: 'Functie' });
  const seated = await make('/persons', { name: 'Functie met zetel' });
  const member = await make('/members', { personId: seated.id, constituency: 'care_user', role: 'member' });
  const felies = (await server.api('GET', '/partners?pageSize=100', { token })).json.items.find((p) => p.name === 'Felies');
  const made = await make('/offers', { partnerId: felies.id, title: 'Aanbod', form: 'coaching', source: 'Folder' });
  const support = await make(`/offers/${made.id}/rules`, { source: 'Folder', price: 'free' });
  const twin = await make('/partners', { name: 'Dubbele', kind: 'other' });
  await make(`/partners/${twin.id}/areas`, { municipality: 'Gent' });
  const ties = await make(`/partners/${twin.id}/groups`, { groupId: felies.id });
  const endpoint = await make('/endpoints', { url: 'https://hook.example.be/', events: ['agenda.published'], partnerId: felies.id });
  const proposal = await make(`/meetings/${sent.id}/proposals`, { title: 'Speelplein', partnerId: felies.id });
  const delivery = await make(`/endpoints/${endpoint.id}/test`);
  const own = await make('/endpoints', { url: 'https://eigen.example.be/', events: ['agenda.published'] });
  const advice = await make('/advices', { title: 'Opvang in de vakantie', origin: 'own_initiative', access: 'public' });
  const given = await make('/advices', { title: 'Nieuwe locatie', origin: 'own_initiative', access: 'public' });
  for (const one of [advice, given]) await server.api('PUT', `/advices/${one.number}/text`, { token, body: { text: 'Ja', balanceReason: 'x' }, headers: { 'if-match': '*' } });
  await server.api('POST', `/advices/${given.number}/sending`, { token });
  const period = { title: 'Schriftelijk', opensAt: '2024-04-01T06:00:00Z', closesAt: '2024-04-29T16:00:00Z', access: 'public' };
  const procedure = async () => {
    const one = await make('/written-procedures', period);
    const question = await make(`/meetings/${one.meetingId}/items`, { title: 'Akkoord?' });
    await make(`/meetings/${one.meetingId}/publication`, undefined, { 'idempotency-key': `s${one.meetingId}` });
    return { id: one.meetingId, item: question.id };
  };
  const written = await procedure(), over = await procedure();
  const early = await server.api('PATCH', `/meetings/${over.id}`, { token, body: { startsAt: '2024-03-31T16:00:00Z' }, headers: { 'if-match': '*' } });
  assert.equal(early.status, 400, early.text);
  const moved = await server.api('PATCH', `/meetings/${over.id}`, { token, body: { startsAt: '2024-04-10T16:00:00Z' }, headers: { 'if-match': '*' } });
  assert.equal(moved.status, 200, moved.text);
  const dossier = await make('/dossiers', { title: 'Openbaar dossier' });
  const session = async (startsAt, input) => {
    const held = await make('/meetings', { title: 'LOK vroeger', startsAt });
    const told = await make(`/meetings/${held.id}/items`, { title: 'Verslagpunt', ...input });
    const state = (to) => server.api('PUT', `/meetings/${held.id}/state`, { token, body: { state: to }, headers: { 'if-match': '*' } });
    await state('in_session');
    const treated = await server.api('PUT', `/items/${told.id}/treatment`, { token, body: { outcome: 'approved' }, headers: { 'if-match': '*' } });
    assert.equal(treated.status, 200, treated.text);
    assert.equal((await state('closed')).status, 200);
    return { held, told };
  };
  const minutesTo = (id, kind) => make(`/meetings/${id}/publication`, { kind }, { 'idempotency-key': `${kind}-${id}` });
  const approved = (await session('2024-03-05T18:30:00Z')).held;
  await minutesTo(approved.id, 'minutes_members');
  await session('2024-03-12T18:30:00Z', { purpose: 'approval_of_minutes' });
  const chaired = (await session('2024-03-19T18:30:00Z')).held;
  await minutesTo(chaired.id, 'minutes_chair');
  const { held, told } = await session('2024-03-26T18:30:00Z');
  await minutesTo(held.id, 'minutes_members');
  const decisions = (await server.api('GET', '/decisions')).json.items;
  const document = await make(`/dossiers/${dossier.id}/attachments?name=Openbaar.pdf`, pdf());
  const removed = await make(`/dossiers/${dossier.id}/attachments?name=Weg.pdf`, pdf('weg'));
  const noted = (await server.api('GET', '/meetings/1/attendance', { token })).json.items.map((one) => Number(one.entryId));
  const entry = Math.max(0, ...noted) + 1; // of the next one that is noted
  const action = await make('/actions', { text: 'Folder bezorgen', partnerId: felies.id, access: 'public', dueDate: '2024-04-20' });
  const other = await make('/partners', { name: 'Locatie A', kind: 'care_location' });
  const part = async (path, body) => (await make(`/dossiers/${dossier.id}/${path}`, body));
  const parts = {
    funder: (await part('funders', { name: 'Stad' })).funders[0].id,
    figure: (await part('figures', { what: 'Vacatures', value: '6.912', year: 2023, source: 'VDAB' })).figures[0].id,
    actor: (await part('actors', { partnerId: other.id })).actors[0].id,
    need: (await part('coalition/needs', { least: 2, words: 'opvanglocaties', kind: 'care_location' })).needs[0].id,
    member: (await part('coalition/members', { partnerId: other.id, state: 'asked' })).members[0].id,
  };
  const ask = async () => {
    const { id } = await make('/dossiers', { title: 'Een oproep', access: 'members' });
    return `/dossiers/${id}/coalition/members/${(await make(`/dossiers/${id}/coalition/members`, { partnerId: felies.id, state: 'asked' })).members[0].id}`;
  };
  const asked = { told: await ask(), waits: await ask() };
  assert.equal((await server.api('POST', `${asked.told}/question`, { token })).status, 200);
  const called = await make('/expansions', { title: 'Oproep', closesOn: '2024-06-01', access: 'public' });
  const round = await rounds(make, server, token, seated.id, (await make('/persons', { name: 'Functie met belang' })).id);
  const drafted = await server.api('POST', '/terms', { token, body: { date: '2024-04-01', everybody: true, dryRun: true } });
  const term = await make('/terms', { date: '2024-04-01', everybody: true, seen: drafted.json.seen });
  return { asked, called, put, entry, term, round, document, removed, written, over, period, approved, chaired, held, told, support, twin, ties, other, parts, action, meeting, item, spare, sent, seen, person, seated, member, proposal, endpoint, delivery, own, dossier, advice, given, felies, number: decisions[0].number, offer: meeting.offers[0] };
}

/** Each route once, in an order in which the last role can do it all: who may, and with what. */
const routes = (m) => [
  ['DELETE', `/terms/${m.term.id}`, SECRETARY], // so that the seats below run again
  ['GET', '/health', ALL], ['GET', '/openapi.json', ALL], ['GET', '/schemas/meeting.moved', ALL],
  ['GET', '/meetings', ALL], ['GET', `/meetings/${m.sent.id}`, ALL], ['GET', `/meetings/${m.sent.id}/items`, ALL],
  ['GET', `/meetings/${m.sent.id}/publication`, ALL], ['GET', `/meetings/${m.sent.id}/calendar`, ALL], ['GET', `/items/${m.seen.id}`, ALL],
  ['GET', '/todos', SIGNED_IN], ['GET', '/search?q=mentor', ALL], ['GET', '/decisions', ALL], ['GET', `/decisions/${m.number}`, ALL], ['GET', '/dossiers', ALL], ['GET', `/dossiers/${m.dossier.id}`, ALL],
  ['GET', '/offers', ALL], ['GET', `/offers/${m.support.id}`, ALL], ['GET', `/partners/${m.felies.id}/ties`, ALL],
  ['POST', '/offers', ['partner', 'secretary'], { partnerId: m.felies.id, title: 'Nieuw aanbod', form: 'advice', source: 'Folder' }],
  ['PATCH', `/offers/${m.support.id}`, ['partner', 'secretary'], { topic: 'Spelen' }],
  ['POST', `/offers/${m.support.id}/rules`, ['partner', 'secretary'], { source: 'Folder' }],
  ['DELETE', `/offers/${m.support.id}/rules/${m.support.rules[0].id}`, ['partner', 'secretary']],
  ['POST', `/partners/${m.twin.id}/areas`, SECRETARY, { municipality: 'Melle' }], ['DELETE', `/partners/${m.twin.id}/areas/${m.ties.areas[0].id}`, SECRETARY],
  ['POST', `/partners/${m.twin.id}/groups`, SECRETARY, { groupId: '4' }], ['DELETE', `/partners/${m.twin.id}/groups/${m.ties.memberOf[0].id}`, SECRETARY],
  ['PUT', `/partners/${m.twin.id}/successor`, SECRETARY, { successorId: m.felies.id, fromDate: '2024-03-01' }], ['DELETE', `/partners/${m.twin.id}/successor`, SECRETARY],
  ['PUT', `/partners/${m.twin.id}/merge`, SECRETARY, { intoId: m.felies.id }], ['DELETE', `/partners/${m.twin.id}/merge`, SECRETARY],
  ['GET', '/municipalities', ALL],
  ['GET', '/partners', ALL], ['GET', `/partners/${m.felies.id}`, ALL],
  ['GET', `/meetings/${m.meeting.id}/items/order`, SECRETARY], ['GET', `/meetings/${m.meeting.id}/offers`, SECRETARY], ['GET', `/items/${m.seen.id}/treatment`, SECRETARY],
  ['GET', '/persons', ['chair', 'secretary']], ['GET', `/persons/${m.person.id}`, ['chair', 'secretary']],
  ['GET', '/members', SIGNED_IN], ['GET', `/members/${m.member.id}`, SIGNED_IN],
  ['GET', '/endpoints', ['partner', 'secretary', 'admin']], ['GET', `/endpoints/${m.endpoint.id}`, ['partner', 'secretary', 'admin']],
  ['GET', `/endpoints/${m.endpoint.id}/deliveries`, ['partner', 'secretary', 'admin']], ['GET', `/endpoints/${m.endpoint.id}/notices/${m.delivery.noticeId}`, ['partner', 'secretary', 'admin']], ['GET', '/events', SECRETARY],
  ['POST', '/meetings', SECRETARY, { title: 'LOK', month: '2024-09' }],
  ['PATCH', `/meetings/${m.meeting.id}`, SECRETARY, { location: 'Stadhuis' }],
  ['PUT', `/meetings/${m.meeting.id}/state`, SECRETARY, { state: 'announced' }],
  ['POST', `/meetings/${m.meeting.id}/items`, SECRETARY, { title: 'Derde' }],
  ['PATCH', `/items/${m.item.id}`, SECRETARY, { minutes: 10 }],
  ['DELETE', `/items/${m.spare.id}`, SECRETARY],
  ['PUT', `/meetings/${m.sent.id}/items/order`, SECRETARY, { items: [m.seen.id] }],
  ['PUT', `/meetings/${m.meeting.id}/offers/announcement-${m.offer.id}`, SECRETARY, { state: 'deferred', targetMonth: '2024-12' }],
  ['DELETE', `/meetings/${m.meeting.id}/offers/announcement-${m.offer.id}`, SECRETARY],
  ['POST', `/meetings/${m.meeting.id}/offers/${m.offer.id}`, SECRETARY],
  ['POST', `/meetings/${m.meeting.id}/items/standing`, SECRETARY], ['POST', `/meetings/${m.meeting.id}/items/copy`, SECRETARY],
  ['GET', `/meetings/${m.put.id}/review`, ['chair', 'secretary']],
  ['POST', `/meetings/${m.put.id}/review/remarks`, ['chair', 'secretary'], { remark: 'Zet dit eerst' }], ['POST', `/meetings/${m.put.id}/review/agreement`, ['chair', 'secretary']],
  ['POST', `/meetings/${m.meeting.id}/publication`, SECRETARY],
  ['DELETE', `/meetings/${m.meeting.id}/publication`, SECRETARY],
  ['PUT', `/items/${m.seen.id}/treatment`, SECRETARY, { outcome: 'noted' }],
  ['GET', `/meetings/${m.sent.id}/replies`, SECRETARY],
  ['GET', `/meetings/${m.sent.id}/attendance`, SECRETARY], ['PUT', `/meetings/${m.sent.id}/attendance/${m.seated.id}`, SECRETARY, { status: 'present' }],
  ['POST', `/meetings/${m.sent.id}/guests`, SECRETARY, { guest: 'mentor-coach', status: 'present' }], ['DELETE', `/meetings/${m.sent.id}/guests/${m.entry}`, SECRETARY],
  ['GET', `/items/${m.seen.id}/attendance`, SECRETARY], ['PUT', `/items/${m.seen.id}/attendance/${m.entry + 1}`, SECRETARY, { conflict: true }],
  ['PUT', `/meetings/${m.sent.id}/replies/${m.seated.id}`, SECRETARY, { answer: 'coming' }], ['DELETE', `/meetings/${m.sent.id}/replies/${m.seated.id}`, SECRETARY],
  ['POST', `/meetings/${m.sent.id}/proposals`, ['partner', 'secretary'], { title: 'Voorstel' }],
  ['GET', '/attachments', ALL], ['GET', `/attachments/${m.document.id}`, ALL], ['GET', `/attachments/${m.document.id}/content`, ALL],
  ...[['meetings', m.sent.id], ['items', m.seen.id], ['decisions', m.number], ['advices', m.given.number], ['dossiers', m.dossier.id]].flatMap(([kind, id]) =>
    [['GET', `/${kind}/${id}/attachments`, ALL], ['POST', `/${kind}/${id}/attachments`, SECRETARY, pdf(kind)]]),
  ['GET', `/proposals/${m.proposal.id}/attachments`, ['partner', 'secretary']], ['POST', `/proposals/${m.proposal.id}/attachments`, ['partner', 'secretary'], pdf('plan')],
  ['PATCH', `/attachments/${m.document.id}`, SECRETARY, { access: 'public' }],
  ['DELETE', `/attachments/${m.removed.id}`, SECRETARY],
  ['GET', '/proposals', SIGNED_IN], ['GET', `/proposals/${m.proposal.id}`, ['partner', 'secretary']],
  ['PUT', `/proposals/${m.proposal.id}/answer`, SECRETARY, { state: 'declined', reason: 'Later' }], ['DELETE', `/proposals/${m.proposal.id}/answer`, SECRETARY],
  ['GET', '/actions', ALL], ['GET', `/actions/${m.action.id}`, ALL],
  ['PUT', `/actions/${m.action.id}/state`, ['partner', 'secretary'], { state: 'busy' }],
  ['POST', `/actions/${m.action.id}/reminder`, SECRETARY], ['DELETE', `/actions/${m.action.id}/reminder`, SECRETARY],
  ['POST', '/actions', SECRETARY, { text: 'Nieuwe actie', partnerId: m.felies.id }], ['PATCH', `/actions/${m.action.id}`, SECRETARY, { dueDate: '2024-06-01' }],
  ['GET', `/meetings/${m.written.id}/written`, SIGNED_IN], ['PUT', `/meetings/${m.written.id}/written/votes/${m.written.item}`, [], { vote: 'in_favour' }],
  ['POST', '/written-procedures', SECRETARY, m.period], ['POST', `/advices/${m.advice.number}/written-procedure`, SECRETARY, m.period],
  ['POST', `/meetings/${m.over.id}/written/closing`, SECRETARY, {}], ['POST', `/meetings/${m.over.id}/written/report`, SECRETARY, { meetingId: m.meeting.id }],
  ['GET', '/advices', ALL], ['POST', '/advices', SECRETARY, { title: 'Advies', askedOn: '2024-01-10' }],
  ['GET', `/advices/${m.given.number}`, ALL], ['PATCH', `/advices/${m.advice.number}`, SECRETARY, { question: 'Wat?' }],
  ['PUT', `/advices/${m.advice.number}/text`, SECRETARY, { text: 'Nee', balanceReason: 'x' }],
  ['POST', `/advices/${m.advice.number}/sending`, SECRETARY], ['POST', `/advices/${m.given.number}/rectifications`, SECRETARY, { text: 'Lees: nooit' }],
  ['PUT', `/advices/${m.given.number}/answer`, SECRETARY, { answer: 'partly', answeredOn: '2024-04-15' }], ['DELETE', `/advices/${m.advice.number}/sending`, SECRETARY],
  ['GET', `/dossiers/${m.dossier.id}/timeline`, ALL], ['GET', `/dossiers/${m.dossier.id}/coalition`, ALL],
  ['POST', `/dossiers/${m.dossier.id}/funders`, SECRETARY, { name: 'Stad', fromDate: '2024-01-01', untilDate: '2025-12-31' }],
  ['POST', `/dossiers/${m.dossier.id}/actors`, SECRETARY, { partnerId: m.felies.id }],
  ['POST', `/dossiers/${m.dossier.id}/figures`, SECRETARY, { what: 'Vacatures', value: '6.267', year: 2021, source: 'VDAB' }],
  ['PUT', `/dossiers/${m.dossier.id}/coalition`, SECRETARY, { call: 'Vroeg en nabij', closesOn: '2024-06-30' }],
  ['POST', `/dossiers/${m.dossier.id}/coalition/needs`, SECRETARY, { least: 1, words: 'teams' }],
  ['POST', `/dossiers/${m.dossier.id}/coalition/members`, SECRETARY, { partnerId: m.felies.id, state: 'committed' }],
  ['POST', `${m.asked.waits}/question`, SECRETARY], ['DELETE', `${m.asked.waits}/question`, SECRETARY],
  ['PUT', `${m.asked.told}/answer`, ['partner', 'secretary'], { state: 'declined' }],
  ['PUT', `/dossiers/${m.dossier.id}/coalition/members/${m.parts.member}`, SECRETARY, { partnerId: m.other.id, state: 'declined' }],
  ['DELETE', `/dossiers/${m.dossier.id}/funders/${m.parts.funder}`, SECRETARY],
  ['DELETE', `/dossiers/${m.dossier.id}/actors/${m.parts.actor}`, SECRETARY],
  ['DELETE', `/dossiers/${m.dossier.id}/figures/${m.parts.figure}`, SECRETARY],
  ['DELETE', `/dossiers/${m.dossier.id}/coalition/members/${m.parts.member}`, SECRETARY],
  ['DELETE', `/dossiers/${m.dossier.id}/coalition/needs/${m.parts.need}`, SECRETARY],
  ['GET', '/minutes', ALL], ['GET', `/meetings/${m.approved.id}/minutes`, ALL], ['GET', `/meetings/${m.held.id}/minutes/versions`, SECRETARY],
  ['GET', `/meetings/${m.held.id}/minutes/remarks`, SIGNED_IN],
  ['POST', `/meetings/${m.held.id}/minutes/remarks`, SECRETARY, { remark: 'Het waren er acht', itemId: m.told.id }],
  ['POST', `/meetings/${m.chaired.id}/minutes/agreement`, ['chair', 'secretary']],
  ['POST', `/meetings/${m.approved.id}/minutes/rectifications`, SECRETARY, { onDate: '2024-04-15', text: 'Lees: acht' }],
  ['PUT', `/meetings/${m.approved.id}/minutes/delivery`, SECRETARY, { deliveredOn: '2024-04-15' }],
  ['POST', `/meetings/${m.approved.id}/minutes/reopening`, SECRETARY, { reason: 'Een telfout' }],
  ['PATCH', `/meetings/${m.held.id}/minutes`, SECRETARY, { general: 'Dank' }],
  ['PUT', `/meetings/${m.held.id}/minutes/items/${m.told.id}`, SECRETARY, { text: 'Er was steun' }],
  ['PATCH', `/decisions/${m.number}`, SECRETARY, { topics: ['Inclusie'] }],
  ['PUT', `/decisions/${m.number}/state`, SECRETARY, { action: 'execute' }],
  ['POST', `/decisions/${m.number}/rectifications`, SECRETARY, { onDate: '2024-04-15', text: 'Lees: acht' }],
  ['POST', `/expansions/${m.called.id}/notices/call`, SECRETARY], ['DELETE', `/expansions/${m.called.id}/notices/call`, SECRETARY],
  ['GET', '/expansions', ALL], ['GET', `/expansions/${m.round.open.id}`, ALL],
  ['POST', '/expansions', SECRETARY, { title: 'Ronde', closesOn: '2024-06-01' }], ['PATCH', `/expansions/${m.round.open.id}`, SECRETARY, { places: 12 }],
  ['PUT', `/expansions/${m.round.open.id}/criteria/current/${m.round.open.criterion}`, SECRETARY, { name: 'Alles', weight: 100, most: 10 }],
  ['POST', `/expansions/${m.round.open.id}/applications`, SECRETARY, { organiser: 'De Zon', location: 'Zon', care: 'group_care', places: 8, receivedOn: '2024-03-01' }],
  ['PUT', `/expansions/${m.round.open.id}/applications/${m.round.open.application}`, SECRETARY, { organiser: 'De Wolk', location: 'Wolk', care: 'group_care', places: 9, receivedOn: '2024-03-01' }],
  ['POST', `/expansions/${m.round.open.id}/applications/${m.round.open.application}/conflicts`, SECRETARY, { personId: m.seated.id, reason: 'woont er' }],
  ['DELETE', `/expansions/${m.round.open.id}/applications/${m.round.open.application}/conflicts/${m.round.open.conflict}`, SECRETARY],
  ['PUT', `/expansions/${m.round.open.id}/state`, SECRETARY, { state: 'scoring' }],
  ['DELETE', `/expansions/${m.round.open.id}/applications/${m.round.open.application}`, SECRETARY],
  ['POST', `/expansions/${m.round.open.id}/criteria/current`, SECRETARY, { name: 'Nog een', weight: 10, most: 5 }],
  ['DELETE', `/expansions/${m.round.open.id}/criteria/current/${m.round.open.criterion}`, SECRETARY],
  ['PUT', `/expansions/${m.round.scored.id}/applications/${m.round.scored.application}/scores/${m.round.scored.criterion}`, SECRETARY, { scorerId: m.seated.id, score: 8, reason: 'beter' }],
  ['POST', `/expansions/${m.round.scored.id}/criteria`, SECRETARY, { reason: 'aangepast door de raad' }],
  ['POST', `/expansions/${m.round.closed.id}/advice`, SECRETARY, {}],
  ['POST', '/dossiers', SECRETARY, { title: 'Nieuw dossier' }], ['PATCH', `/dossiers/${m.dossier.id}`, SECRETARY, { form: 'Vorm' }],
  ['POST', '/partners', SECRETARY, { name: 'Nieuwe partner', kind: 'other' }], ['PATCH', `/partners/${m.felies.id}`, SECRETARY, { note: 'Nota' }],
  ['POST', '/persons', SECRETARY, { name: 'Functie' }], ['PATCH', `/persons/${m.person.id}`, SECRETARY, { phone: '03' }], ['DELETE', `/persons/${m.person.id}`, SECRETARY],
  ['GET', `/persons/${m.seated.id}/export`, ['secretary', 'admin']], ['POST', `/persons/${m.seated.id}/erasure`, ['secretary', 'admin'], {}],
  ['GET', `/persons/${m.seated.id}/links`, SECRETARY], ['DELETE', `/persons/${m.seated.id}/links`, SECRETARY],
  ['GET', '/retention', ['secretary', 'admin']], ['PATCH', '/retention', ['secretary', 'admin'], { replies: 12 }], ['POST', '/retention/run', ['secretary', 'admin']],
  ['GET', '/seats', SECRETARY], ['GET', '/terms', SECRETARY], ['POST', '/terms', SECRETARY, { date: '2024-04-01', everybody: true, dryRun: true }],
  ['GET', '/lists/members', SECRETARY], ['POST', '/lists/persons', SECRETARY, { text: 'Naam\nFunctie' }],
  ['POST', '/members', SECRETARY, { personId: m.member.personId, constituency: 'care_user', role: 'member' }], ['PATCH', `/members/${m.member.id}`, SECRETARY, { votingRight: true }],
  ['POST', '/endpoints', ['partner', 'secretary', 'admin'], { url: 'https://nieuw.example.be/', events: ['agenda.published'] }],
  ['PATCH', `/endpoints/${m.endpoint.id}`, ['partner', 'secretary', 'admin'], { name: 'Naam' }],
  ['POST', `/endpoints/${m.endpoint.id}/test`, ['partner', 'secretary', 'admin']],
  ['POST', `/endpoints/${m.endpoint.id}/secret`, ['partner', 'secretary', 'admin']],
  ['POST', `/endpoints/${m.endpoint.id}/deliveries`, ['partner', 'secretary', 'admin'], { since: new Date(Date.now() - 3600_000).toISOString() }],
  ['POST', `/endpoints/${m.endpoint.id}/deliveries/${m.delivery.id}`, ['partner', 'secretary', 'admin']],
  ['DELETE', `/endpoints/${m.endpoint.id}`, ['partner', 'secretary', 'admin']],
];

/** Others' proposals do not exist for who may not see them. */
const hidden = (method, path) => /^\/proposals\/\d+\/attachments$/.test(path) || (method === 'GET' && /^\/proposals\/\d+$/.test(path));

const template = (path) => Object.keys(openapi.paths).filter((p) => new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)).sort((a, b) => a.split('{').length - b.split('{').length)[0];

test('every route is open to its roles and to no other', async (t) => {
  const asked = new Set();
  for (const role of ROLES) {
    const place = await given(t);
    const { tokens } = place;
    const made = await things(place);
    await place.server.stop();
    const server = await serve(place, { undo_seconds: 3600 }); // so that it can be taken back
    let n = 0;
    for (const [method, path, who, body] of routes(made)) {
      asked.add(`${method.toLowerCase()} ${template(path.split('?')[0])}`);
      const answer = await server.api(method, path, { token: tokens[role], body, headers: { 'if-match': '*', 'idempotency-key': `${role}-${n++}` } });
      const what = `${role}: ${method} ${path}: ${answer.text.slice(0, 200)}`;
      if (!who.includes(role)) assert.equal(answer.status, role === 'nobody' ? 401 : hidden(method, path) ? 404 : 403, what);
      else if (method === 'POST' && path.includes('/deliveries/')) assert.ok([200, 409].includes(answer.status), what);
      else assert.ok(answer.status < 300, what);
    }
    await server.stop();
  }
  assert.deepEqual([...asked].sort(), Object.entries(openapi.paths).flatMap(([p, item]) => Object.keys(item).map((m) => `${m} ${p}`)).sort());
});

/** Everything that the secretary can make in three shades of access. */
async function shades({ server, tokens }, startsAt = '2024-06-11T17:30:00Z') {
  const token = tokens.secretary;
  const make = async (path, body, headers) => (await server.api('POST', path, { token, body, headers })).json;
  const known = { meetings: [], items: [], decisions: [], dossiers: [] };
  for (const access of ['public', 'members', 'secretariat']) {
    const dossier = await make('/dossiers', { title: `Dossier ${access}`, access });
    known.dossiers.push(dossier.id);
    const meeting = await make('/meetings', { title: `Vergadering ${access}`, startsAt, onlineUrl: 'https://video.example.be/geheim', note: 'Nota van het secretariaat', access });
    known.meetings.push(meeting.id);
    for (const of of ['public', 'members', 'secretariat']) {
      const item = await make(`/meetings/${meeting.id}/items`, { title: `Punt ${access} ${of}`, text: `Tekst ${access} ${of}`, access: of, dossierId: dossier.id });
      known.items.push(item.id);
    }
    await make(`/meetings/${meeting.id}/publication`, undefined, { 'idempotency-key': `stuur-${access}` });
    for (const [n, item] of known.items.slice(-3).entries()) {
      const treated = await server.api('PUT', `/items/${item}/treatment`, {
        token, headers: { 'if-match': '*' },
        body: { outcome: 'approved', note: 'Nota', decision: { title: 'Schaduwbesluit', text: `Schaduwtekst ${access}`, release: n !== 1 } } });
      known.decisions.push(treated.json.decision.number);
    }
  }
  const draft = await make('/meetings', { title: 'Nog een concept', month: '2024-09' });
  known.meetings.push(draft.id);
  known.items.push((await make(`/meetings/${draft.id}/items`, { title: 'Conceptpunt' })).id);
  return known;
}

/** All of a collection. */
async function whole(server, path, token) {
  const all = [];
  for (let next = path; next; ) {
    const { status, json } = await server.api('GET', next, { token });
    if (status === 401 || status === 403) return all;
    all.push(...json.items);
    next = json.next?.replace('/api/v1', '');
  }
  return all;
}

test('a list shows exactly what the single page shows', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const known = await shades(place);
  const everything = {
    meetings: (await whole(server, '/meetings', tokens.secretary)).map((m) => m.id),
    dossiers: (await whole(server, '/dossiers', tokens.secretary)).map((d) => d.id),
    decisions: (await whole(server, '/decisions', tokens.secretary)).map((d) => d.number),
  };
  assert.ok(known.meetings.every((id) => everything.meetings.includes(id)));
  assert.ok(known.decisions.every((number) => everything.decisions.includes(number)));
  for (const role of ROLES) {
    const token = tokens[role];
    const sees = async (path) => (await server.api('GET', path, { token })).status === 200;
    const single = async (kind, keys) => {
      const seen = [];
      for (const key of keys) if (await sees(`/${kind}/${key}`)) seen.push(key);
      return seen.sort();
    };
    const meetings = await whole(server, '/meetings', token);
    assert.deepEqual(meetings.map((m) => m.id).sort(), await single('meetings', everything.meetings), `${role}: meetings`);
    assert.deepEqual((await whole(server, '/dossiers', token)).map((d) => d.id).sort(), await single('dossiers', everything.dossiers), `${role}: dossiers`);
    const numbers = await single('decisions', everything.decisions);
    assert.deepEqual((await whole(server, '/decisions', token)).map((d) => d.number).sort(), numbers, `${role}: decisions`);
    assert.deepEqual((await whole(server, '/decisions?q=schaduwtekst', token)).map((d) => d.number).sort(), numbers.filter((n) => known.decisions.includes(n)), `${role}: found`);
    const items = [];
    for (const { id } of meetings) items.push(...(await whole(server, `/meetings/${id}/items`, token)));
    const listed = items.map((i) => i.id).filter((id) => known.items.includes(id)).sort();
    assert.deepEqual(listed, await single('items', known.items), `${role}: items`);
    for (const { id } of meetings.filter((m) => known.meetings.includes(m.id))) {
      const publication = await server.api('GET', `/meetings/${id}/publication`, { token });
      if (publication.status === 200)
        assert.deepEqual(publication.json.items.map((i) => i.id).sort(), items.filter((i) => i.meetingId === id).map((i) => i.id).sort(), `${role}: publication`);
    }
  }
});

test('each role sees as far as its access goes', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const known = await shades(place);
  const seen = async (role) => ({
    meetings: (await whole(server, '/meetings', tokens[role])).filter((m) => known.meetings.includes(m.id)),
    decisions: (await whole(server, '/decisions?q=schaduwbesluit', tokens[role])).map((d) => d.access),
    dossiers: (await whole(server, '/dossiers', tokens[role])).filter((d) => known.dossiers.includes(d.id)).map((d) => d.access),
  });
  const nobody = await seen('nobody'), member = await seen('member'), chair = await seen('chair'), secretary = await seen('secretary');
  assert.deepEqual(nobody.meetings.map((m) => m.access), ['public']);
  assert.deepEqual(nobody.decisions, ['public']);
  assert.deepEqual(nobody.dossiers, ['public']);
  assert.equal(nobody.meetings[0].onlineUrl, null, 'the link to join is for members');
  assert.equal(nobody.meetings[0].note, undefined);
  assert.deepEqual(member.meetings.map((m) => m.access).sort(), ['members', 'public']);
  assert.equal(member.meetings[0].onlineUrl, 'https://video.example.be/geheim');
  assert.ok(member.decisions.length > 0 && !member.decisions.includes('secretariat'));
  assert.deepEqual(chair.meetings.map((m) => m.access).sort(), ['members', 'public', 'secretariat']);
  assert.equal(chair.meetings.length, 3, 'a concept is for who prepares it');
  assert.equal(chair.decisions.length, 6, 'a provisional decision too');
  assert.equal(secretary.meetings.length, 4);
  assert.equal(secretary.decisions.length, 9);
  for (const role of ROLES.filter((r) => r !== 'secretary')) {
    const text = JSON.stringify([await seen(role), await whole(server, '/partners', tokens[role])]);
    assert.doesNotMatch(text, /Nota van het secretariaat/, role);
  }
});

test('a partner has its own endpoints and no others', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  const made = await things(place);
  const token = tokens.partner;
  const mine = await server.api('POST', '/endpoints', { token, body: { url: 'https://mijn.example.be/', events: ['agenda.published'] } });
  assert.equal(mine.status, 201);
  assert.equal(mine.json.partnerId, made.felies.id);
  const listed = await whole(server, '/endpoints', token);
  assert.ok(listed.length >= 2 && listed.every((e) => e.partnerId === made.felies.id));
  const all = await whole(server, '/endpoints', tokens.admin);
  for (const other of all.filter((e) => e.partnerId !== made.felies.id)) {
    for (const [method, path, body] of [['GET', ''], ['PATCH', '', { name: 'Gekaapt' }], ['DELETE', ''], ['POST', '/test'], ['GET', '/deliveries'], ['GET', `/notices/${made.delivery.noticeId}`], ['POST', '/deliveries', { since: new Date().toISOString() }], ['POST', `/deliveries/${made.delivery.id}`]])
      assert.equal((await server.api(method, `/endpoints/${other.id}${path}`, { token, body, headers: { 'if-match': '*' } })).status, 404, `${method} ${path}`);
  }
  assert.deepEqual(await whole(server, '/endpoints', tokens.secretary), all);
  for (const partnerId of [null, '1', '2', '3'].filter((id) => id !== made.felies.id)) {
    assert.equal((await server.api('POST', '/endpoints', { token, body: { url: 'https://ander.example.be/', events: ['agenda.published'], partnerId } })).status, 403);
    assert.equal((await server.api('PATCH', `/endpoints/${mine.json.id}`, { token, body: { partnerId }, headers: { 'if-match': '*' } })).status, 403);
  }
  assert.equal((await server.api('POST', `/endpoints/${made.own.id}/deliveries/${made.delivery.id}`, { token: tokens.secretary })).status, 404, 'a delivery belongs to its endpoint');
});

test('names of people are for secretary and chair', async (t) => {
  const { server, tokens } = await given(t);
  for (const role of ROLES.slice(1)) {
    const members = await whole(server, '/members', tokens[role]);
    const named = ['chair', 'secretary'].includes(role);
    assert.ok(members.length > 0 && members.every((m) => ('personName' in m) === named), role);
  }
});

test('a secret is shown once', async (t) => {
  const place = await given(t);
  const { server, tokens } = place;
  await things(place);
  for (const path of ['/endpoints', '/endpoints/1', '/events?pageSize=100', '/endpoints/1/deliveries'])
    assert.doesNotMatch((await server.api('GET', path, { token: tokens.secretary })).text, /whsec_|"secret"/, path);
});

test('a council that is not public shows the public nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lokd-http-'));
  const db = join(folder, 'd.db'), servers = [];
  t.after(async () => {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  lokd('init', '--db', db, '--name', 'LOK Voorbeeld', '--municipality', 'Voorbeeld', '--prefix', 'LOK', '--email', 'secretaris@example.be', '--function', 'secretaris');
  const token = lokd('token', 'add', '--db', db, '--role', 'secretary', 'test');
  const member = lokd('token', 'add', '--db', db, '--role', 'member', 'test');
  const server = await serve({ folder, db, servers });
  const known = await shades({ server, tokens: { secretary: token } }, '2090-06-13T17:30:00Z');
  await server.api('POST', '/partners', { token, body: { name: 'Partner', kind: 'other' } });

  for (const path of ['/meetings', '/decisions', '/decisions?q=schaduwbesluit', '/search?q=schaduwbesluit', '/dossiers'])
    assert.deepEqual((await server.api('GET', path)).json.items, [], path);
  for (const path of ['/partners', '/partners/1']) assert.equal((await server.api('GET', path)).status, 401);
  for (const [kind, keys] of Object.entries(known))
    for (const key of keys) assert.equal((await server.api('GET', `/${kind}/${key}`)).status, 404);
  for (const id of known.meetings) {
    assert.equal((await server.api('GET', `/meetings/${id}/items`)).status, 404);
    assert.equal((await server.api('GET', `/meetings/${id}/publication`)).status, 404);
  }
  assert.equal((await whole(server, '/meetings', member)).length, 2);
});
