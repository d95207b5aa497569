// Every wrong, missing, too long, unknown, stale or forbidden input of every write route: a problem
// with all issues, and nothing changed. What to send wrong is taken from the description.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf } from './documents.mjs';
import { given } from './lib.mjs';
import { openapi } from './openapi.mjs';

/** A meeting in preparation with two items, and one thing of each other kind. */
async function things({ server, tokens }) {
  const token = tokens.secretary;
  const make = async (path, body, headers) => {
    const made = await server.api('POST', path, { token, body, headers });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    return made.json;
  };
  const meeting = await make('/meetings', { title: 'LOK mei', startsAt: '2024-05-28T17:30:00Z' });
  const item = await make(`/meetings/${meeting.id}/items`, { title: 'Eerste' });
  await make(`/meetings/${meeting.id}/items`, { title: 'Tweede' });
  const sent = await make('/meetings', { title: 'LOK juni', startsAt: '2024-06-11T17:30:00Z' });
  const treated = await make(`/meetings/${sent.id}/items`, { title: 'Te behandelen' });
  await make(`/meetings/${sent.id}/publication`, undefined, { 'idempotency-key': 'juni' });
  const put = await make('/meetings', { title: 'LOK juli', startsAt: '2024-07-02T17:30:00Z' });
  await make(`/meetings/${put.id}/items`, { title: 'Na te lezen' });
  await make(`/meetings/${put.id}/publication`, { kind: 'agenda_chair' }, { 'idempotency-key': 'juli' });
  const dossier = await make('/dossiers', { title: 'Dossier' });
  const partner = await make('/partners', { name: 'Partner', kind: 'other' });
  await make(`/partners/${partner.id}/areas`, { municipality: 'Gent' });
  const ties = await make(`/partners/${partner.id}/groups`, { groupId: '2' });
  const offered = await make('/offers', { partnerId: partner.id, title: 'Aanbod', form: 'coaching', source: 'Folder' });
  const support = await make(`/offers/${offered.id}/rules`, { source: 'Folder' });
  const person = await make('/persons', { name: 'Functie' });
  const member = await make('/members', { personId: person.id, constituency: 'care_user', role: 'member' });
  const endpoint = await make('/endpoints', { url: 'https://hook.example.be/', events: ['agenda.published'] });
  const proposal = await make(`/meetings/${meeting.id}/proposals`, { title: 'Voorstel' });
  const action = await make('/actions', { text: 'Actie', partnerId: partner.id });
  const procedure = await make('/written-procedures', { title: 'Schriftelijk', opensAt: '2024-04-15T06:00:00Z', closesAt: '2024-04-29T16:00:00Z' });
  const question = await make(`/meetings/${procedure.meetingId}/items`, { title: 'Akkoord?' });
  await make(`/meetings/${procedure.meetingId}/publication`, undefined, { 'idempotency-key': 'schriftelijk' });
  const asked = { meeting: procedure.meetingId, item: question.id };
  const advice = await make('/advices', { title: 'Advies', askedOn: '2024-01-10' });
  const spare = await make('/partners', { name: 'Locatie A', kind: 'care_location' });
  const part = async (path, body) => (await make(`/dossiers/${dossier.id}/${path}`, body));
  const parts = {
    funder: (await part('funders', { name: 'Stad' })).funders[0].id,
    figure: (await part('figures', { what: 'Vacatures', value: '6.912', year: 2023, source: 'VDAB' })).figures[0].id,
    actor: (await part('actors', { partnerId: partner.id })).actors[0].id,
    need: (await part('coalition/needs', { least: 2, words: 'opvanglocaties', kind: 'care_location' })).needs[0].id,
    member: (await part('coalition/members', { partnerId: partner.id, state: 'asked' })).members[0].id,
  };
  const document = await make(`/dossiers/${dossier.id}/attachments?name=Nota.pdf`, pdf());
  const number = (await server.api('GET', '/decisions')).json.items[0].number;
  const held = await make('/meetings', { title: 'LOK vroeger', startsAt: '2024-03-05T18:30:00Z' });
  const told = await make(`/meetings/${held.id}/items`, { title: 'Verslagpunt' });
  await server.api('PUT', `/meetings/${held.id}/state`, { token, body: { state: 'in_session' }, headers: { 'if-match': '*' } });
  const begun = await make('/expansions', { title: 'Ronde', closesOn: '2024-04-01' });
  const measured = await make(`/expansions/${begun.id}/criteria/current`, { name: 'Alles', weight: 100, most: 20 });
  const applied = await make(`/expansions/${begun.id}/applications`, { organiser: 'De Wolk', location: 'Wolk', care: 'group_care', places: 8, receivedOn: '2024-03-01' });
  const at = `/expansions/${begun.id}`, application = `${at}/applications/${applied.applications[0].id}`;
  const noted = await make(`${application}/conflicts`, { personId: person.id, reason: 'werkt er' });
  const round = { at, application, criterion: measured.criteria.items[0].id, conflict: noted.applications[0].conflicts[0].id };
  const drafted = await server.api('POST', '/terms', { token, body: { date: '2024-01-01', everybody: true, dryRun: true } });
  const term = await make('/terms', { date: '2024-01-01', everybody: true, seen: drafted.json.seen });
  return { put, term, round, asked, document, number, held, told, ties, support, spare, parts, action, advice, meeting, item, sent, treated, proposal, dossier, partner, person, member, endpoint, offer: meeting.offers[0] };
}

/** The routes that change something: where, and what they take when all is well. */
const routes = (made) => [
  ['POST', '/meetings', { title: 'LOK', month: '2024-09' }],
  ['PATCH', `/meetings/${made.meeting.id}`, {}],
  ['PUT', `/meetings/${made.meeting.id}/state`, { state: 'announced' }],
  ['POST', `/meetings/${made.meeting.id}/items`, { title: 'Punt' }],
  ['PUT', `/meetings/${made.meeting.id}/items/order`, { items: [made.item.id] }],
  ['POST', `/meetings/${made.meeting.id}/offers/${made.offer.id}`],
  ['PUT', `/meetings/${made.meeting.id}/offers/${made.offer.id}`, { state: 'deferred', targetMonth: '2024-12' }],
  ['DELETE', `/meetings/${made.meeting.id}/offers/${made.offer.id}`],
  ['POST', `/meetings/${made.meeting.id}/items/standing`],
  ['POST', `/meetings/${made.meeting.id}/items/copy`],
  ['POST', `/meetings/${made.put.id}/review/agreement`],
  ['POST', `/meetings/${made.put.id}/review/remarks`, { remark: 'Zet dit eerst' }],
  ['POST', `/meetings/${made.meeting.id}/publication`, {}],
  ['DELETE', `/meetings/${made.meeting.id}/publication`],
  ['PUT', `/meetings/${made.sent.id}/replies/${made.person.id}`, { answer: 'coming' }],
  ['DELETE', `/meetings/${made.sent.id}/replies/${made.person.id}`],
  ['PUT', `/meetings/${made.sent.id}/attendance/${made.person.id}`, { status: 'present' }],
  ['POST', `/meetings/${made.sent.id}/guests`, { guest: 'mentor-coach', status: 'present' }],
  ['DELETE', `/meetings/${made.sent.id}/guests/1`],
  ['PUT', `/items/${made.treated.id}/attendance/1`, { conflict: true }],
  ['POST', `/meetings/${made.meeting.id}/proposals`, { title: 'Voorstel' }],
  ['PUT', `/proposals/${made.proposal.id}/answer`, { state: 'declined', reason: 'Niet nu.' }],
  ['DELETE', `/proposals/${made.proposal.id}/answer`],
  ...[['meetings', made.sent.id], ['items', made.treated.id], ['decisions', made.number], ['advices', made.advice.number], ['dossiers', made.dossier.id], ['proposals', made.proposal.id]]
    .map(([kind, id]) => ['POST', `/${kind}/${id}/attachments`, pdf(kind)]),
  ['PATCH', `/attachments/${made.document.id}`, {}],
  ['DELETE', `/attachments/${made.document.id}`],
  ['POST', '/written-procedures', { title: 'Schriftelijk', opensAt: '2024-04-15T06:00:00Z', closesAt: '2024-04-29T16:00:00Z' }],
  ['POST', `/advices/${made.advice.number}/written-procedure`, { title: 'Schriftelijk', opensAt: '2024-04-15T06:00:00Z', closesAt: '2024-04-29T16:00:00Z' }],
  ['PUT', `/meetings/${made.asked.meeting}/written/votes/${made.asked.item}`, { vote: 'in_favour' }],
  ['POST', `/meetings/${made.asked.meeting}/written/closing`, {}],
  ['POST', `/meetings/${made.asked.meeting}/written/report`, { meetingId: made.meeting.id }],
  ['POST', '/advices', { title: 'Advies', askedOn: '2024-01-10' }],
  ['PATCH', `/advices/${made.advice.number}`, {}],
  ['PUT', `/advices/${made.advice.number}/text`, { text: 'Ja' }],
  ['PUT', `/advices/${made.advice.number}/answer`, { answer: 'partly', answeredOn: '2024-04-15' }],
  ['POST', `/advices/${made.advice.number}/rectifications`, { text: 'Lees: nooit' }],
  ['POST', `/advices/${made.advice.number}/sending`],
  ['DELETE', `/advices/${made.advice.number}/sending`],
  ['PATCH', `/items/${made.item.id}`, {}],
  ['DELETE', `/items/${made.item.id}`],
  ['PUT', `/items/${made.treated.id}/treatment`, { outcome: 'noted' }],
  ['PATCH', `/decisions/${made.number}`, {}],
  ['PUT', `/decisions/${made.number}/state`, { action: 'execute' }],
  ['POST', `/decisions/${made.number}/rectifications`, { onDate: '2024-04-15', text: 'Lees: acht' }],
  ['PATCH', `/meetings/${made.held.id}/minutes`, {}],
  ['PUT', `/meetings/${made.held.id}/minutes/items/${made.told.id}`, { text: 'Er was steun' }],
  ['POST', `/meetings/${made.held.id}/minutes/reopening`, { reason: 'Een telfout' }],
  ['POST', `/meetings/${made.held.id}/minutes/rectifications`, { onDate: '2024-04-15', text: 'Lees: acht' }],
  ['PUT', `/meetings/${made.held.id}/minutes/delivery`, { deliveredOn: '2024-04-15' }],
  ['POST', `/meetings/${made.held.id}/minutes/agreement`],
  ['POST', `/meetings/${made.held.id}/minutes/remarks`, { remark: 'Acht' }],
  ['POST', '/actions', { text: 'Actie', partnerId: made.partner.id }],
  ['PATCH', `/actions/${made.action.id}`, {}],
  ['PUT', `/actions/${made.action.id}/state`, { state: 'busy' }],
  ['POST', `/actions/${made.action.id}/reminder`],
  ['DELETE', `/actions/${made.action.id}/reminder`],
  ['POST', `/dossiers/${made.dossier.id}/funders`, { name: 'Stad', fromDate: '2024-01-01', untilDate: '2025-12-31' }],
  ['POST', `/dossiers/${made.dossier.id}/actors`, { partnerId: made.spare.id }],
  ['POST', `/dossiers/${made.dossier.id}/figures`, { what: 'Vacatures', value: '6.267', year: 2021, source: 'VDAB' }],
  ['PUT', `/dossiers/${made.dossier.id}/coalition`, { call: 'Vroeg en nabij', closesOn: '2024-06-30' }],
  ['POST', `/dossiers/${made.dossier.id}/coalition/needs`, { least: 1, words: 'teams' }],
  ['POST', `/dossiers/${made.dossier.id}/coalition/members`, { partnerId: made.spare.id, state: 'committed' }],
  ['PUT', `/dossiers/${made.dossier.id}/coalition/members/${made.parts.member}`, { partnerId: made.partner.id, state: 'declined' }],
  ['POST', `/dossiers/${made.dossier.id}/coalition/members/${made.parts.member}/question`],
  ['DELETE', `/dossiers/${made.dossier.id}/coalition/members/${made.parts.member}/question`],
  ['PUT', `/dossiers/${made.dossier.id}/coalition/members/${made.parts.member}/answer`, { state: 'declined' }],
  ['DELETE', `/dossiers/${made.dossier.id}/funders/${made.parts.funder}`],
  ['DELETE', `/dossiers/${made.dossier.id}/actors/${made.parts.actor}`],
  ['DELETE', `/dossiers/${made.dossier.id}/figures/${made.parts.figure}`],
  ['DELETE', `/dossiers/${made.dossier.id}/coalition/members/${made.parts.member}`],
  ['DELETE', `/dossiers/${made.dossier.id}/coalition/needs/${made.parts.need}`],
  ['POST', '/expansions', { title: 'Ronde', closesOn: '2024-06-01' }],
  ['POST', `${made.round.at}/notices/call`],
  ['DELETE', `${made.round.at}/notices/call`],
  ['PATCH', made.round.at, {}],
  ['PUT', `${made.round.at}/state`, { state: 'scoring' }],
  ['POST', `${made.round.at}/advice`, {}],
  ['POST', `${made.round.at}/criteria`, { reason: 'aangepast' }],
  ['POST', `${made.round.at}/criteria/current`, { name: 'Nog een', weight: 10, most: 5 }],
  ['PUT', `${made.round.at}/criteria/current/${made.round.criterion}`, { name: 'Alles', weight: 100, most: 10 }],
  ['DELETE', `${made.round.at}/criteria/current/${made.round.criterion}`],
  ['POST', `${made.round.at}/applications`, { organiser: 'De Zon', location: 'Zon', care: 'group_care', places: 8, receivedOn: '2024-03-01' }],
  ['PUT', made.round.application, { organiser: 'De Wolk', location: 'Wolk', care: 'group_care', places: 9, receivedOn: '2024-03-01' }],
  ['DELETE', made.round.application],
  ['PUT', `${made.round.application}/scores/${made.round.criterion}`, { scorerId: made.person.id, score: 8, reason: 'goed' }],
  ['POST', `${made.round.application}/conflicts`, { personId: made.person.id, reason: 'werkt er' }],
  ['DELETE', `${made.round.application}/conflicts/${made.round.conflict}`],
  ['POST', '/dossiers', { title: 'Dossier' }],
  ['PATCH', `/dossiers/${made.dossier.id}`, {}],
  ['POST', '/partners', { name: 'Nieuwe partner', kind: 'other' }],
  ['PATCH', `/partners/${made.partner.id}`, {}],
  ['POST', `/partners/${made.partner.id}/areas`, { municipality: 'Melle' }],
  ['DELETE', `/partners/${made.partner.id}/areas/${made.ties.areas[0].id}`],
  ['POST', `/partners/${made.partner.id}/groups`, { groupId: '4' }],
  ['DELETE', `/partners/${made.partner.id}/groups/${made.ties.memberOf[0].id}`],
  ['PUT', `/partners/${made.partner.id}/successor`, { successorId: '4', fromDate: '2024-03-01' }],
  ['DELETE', `/partners/${made.partner.id}/successor`],
  ['PUT', `/partners/${made.partner.id}/merge`, { intoId: '4' }],
  ['DELETE', `/partners/${made.partner.id}/merge`],
  ['POST', '/offers', { partnerId: made.partner.id, title: 'Aanbod', form: 'advice', source: 'Folder' }],
  ['PATCH', `/offers/${made.support.id}`, {}],
  ['POST', `/offers/${made.support.id}/rules`, { source: 'Folder' }],
  ['DELETE', `/offers/${made.support.id}/rules/${made.support.rules[0].id}`],
  ['POST', '/persons', { name: 'Functie' }],
  ['PATCH', `/persons/${made.person.id}`, {}],
  ['DELETE', `/persons/${made.person.id}`],
  ['POST', `/persons/${made.person.id}/erasure`, {}],
  ['DELETE', `/persons/${made.person.id}/links`],
  ['PATCH', '/retention', {}],
  ['POST', '/retention/run'],
  ['POST', '/lists/persons', { text: 'Naam\nFunctie' }],
  ['POST', '/terms', { date: '2024-01-01', everybody: true, dryRun: true }],
  ['DELETE', `/terms/${made.term.id}`],
  ['POST', '/members', { personId: made.person.id, constituency: 'care_user', role: 'member' }],
  ['PATCH', `/members/${made.member.id}`, {}],
  ['POST', '/endpoints', { url: 'https://hook.example.be/', events: ['agenda.published'] }],
  ['PATCH', `/endpoints/${made.endpoint.id}`, {}],
  ['DELETE', `/endpoints/${made.endpoint.id}`],
  ['POST', `/endpoints/${made.endpoint.id}/test`],
  ['POST', `/endpoints/${made.endpoint.id}/secret`],
  ['POST', `/endpoints/${made.endpoint.id}/deliveries`, { since: '2024-05-01T00:00:00Z' }],
  ['POST', `/endpoints/${made.endpoint.id}/deliveries/1`],
];

const described = (path) =>
  Object.entries(openapi.paths).map(([p, item]) => ({ p, item })).filter(({ p }) => new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .sort((a, b) => a.p.split('{').length - b.p.split('{').length)[0];
const operation = (method, path) => described(path).item[method.toLowerCase()];
const resolved = (thing) => (thing?.$ref ? thing.$ref.slice(2).split('/').reduce((at, step) => at[step], openapi) : thing);
const takes = (method, path, name) => (operation(method, path).parameters ?? []).map(resolved).find((p) => p.name === name);

/** { properties, required } of what a route takes; undefined when it takes nothing. Of a change,
 * `required` is what may not be emptied. */
function schemaOf(method, path) {
  const content = operation(method, path).requestBody?.content;
  if (!content || content['multipart/form-data']) return undefined; // pages_documents.test.mjs and api_documents.test.mjs
  const { $ref } = Object.values(content)[0].schema;
  const schema = resolved({ $ref: $ref.replace(/Patch$/, 'Input') }) ?? resolved({ $ref });
  if (!schema.allOf) return { properties: resolved({ $ref }).properties ?? schema.properties, required: schema.required ?? [] };
  return { properties: resolved(schema.allOf[0]).properties, required: schema.allOf[1].required };
}

const newest = async ({ server, tokens }) => (await server.api('GET', '/events?pageSize=1', { token: tokens.secretary })).json.items[0].id;

/** The conditions that a request must meet before its body is looked at. */
function headersFor(method, path) {
  const headers = {};
  if (takes(method, path, 'If-Match')?.required) headers['if-match'] = '*';
  if (takes(method, path, 'Idempotency-Key')?.required) headers['idempotency-key'] = 'fout';
  return headers;
}

/** Asks, and sees that it is refused with `status` and that nothing was changed. */
async function refused(place, method, path, status, options = {}) {
  const before = await newest(place);
  const answer = await place.server.api(method, path, {
    token: place.tokens.secretary, ...options, headers: { ...headersFor(method, path), ...options.headers } });
  const what = `${method} ${path} ${JSON.stringify(options.body)?.slice(0, 200)}`;
  assert.equal(answer.status, status, `${what}: ${answer.text.slice(0, 500)}`);
  assert.match(answer.headers['content-type'], /^application\/problem\+json/, what);
  assert.equal(answer.json.status, status);
  assert.match(answer.json.type, /^urn:problem-type:lok:/);
  assert.equal(answer.json.instance, `/api/v1${path.split('?')[0]}`);
  assert.equal(await newest(place), before, `${what} changed something`);
  return answer.json;
}

/** For each property: values that are wrong, and the code of the issue. */
function wrongValues(schema) {
  const s = resolved(schema);
  const all = [];
  const choices = s.enum?.filter((c) => c !== null);
  if (choices) return [['nergens', 'choice'], [7, 'type'], [choices[0].toUpperCase(), 'choice']];
  if (s.type === 'boolean') return [['true', 'type'], [1, 'type']];
  if (s.type === 'integer') return [[s.maximum + 1, 'range'], [s.minimum - 1, 'range'], [1.5, 'type'], ['3', 'type']];
  if (s.type === 'array') {
    all.push(['tekst', 'type'], [[1], 'type'], [{}, 'type']);
    if (resolved(s.items).enum) all.push([['nergens'], 'choice']);
    if (s.items.maxLength) all.push([['x'.repeat(s.items.maxLength + 1)], 'too-long'], [['twee\nregels'], 'format']);
    return all;
  }
  all.push([5, 'type'], [{}, 'type'], [['x'], 'type']);
  if (s.format === 'date') all.push(['2024-02-30', 'format'], ['27/02/2024', 'format']);
  else if (s.format === 'date-time') all.push(['2024-05-28 19:30', 'format'], ['2024-13-01T00:00:00Z', 'format']);
  else if (s.format === 'uri') all.push(['javascript:alert(1)', 'format'], ['https://' + 'x'.repeat(s.maxLength), 'too-long'], ['example.be', 'format']);
  else if (s.format === 'email') all.push(['geen adres', 'format'], [`${'x'.repeat(s.maxLength)}@example.be`, 'too-long']);
  else if (s.pattern?.includes('{4}')) all.push(['2024-13', 'format'], ['mei 2024', 'format']);
  else if (s.pattern) all.push(['0', 'format'], ['-1', 'format'], ['x', 'format'], ['99999999999999999999', 'format']);
  else all.push(['x'.repeat(s.maxLength + 1), 'too-long'], ['a\u0007b', 'format']);
  return all;
}

/** "decision.title" and the like, with the schema of each. */
const flat = (properties, above = '') =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const s = resolved(schema);
    return s.properties ? flat(s.properties, `${above}${name}.`) : [[above + name, s]];
  });
const withValue = (body, name, value) => {
  const [first, ...rest] = name.split('.');
  return { ...body, [first]: rest.length ? withValue(body[first] ?? {}, rest.join('.'), value) : value };
};
const issues = (problem) => problem.issues.map((i) => `${i.in} ${i.name} ${i.code}`).sort();

test('the list of routes below is complete', async (t) => {
  const place = await given(t);
  const made = await things(place);
  const listed = new Set(routes(made).map(([method, path]) => `${method.toLowerCase()} ${described(path).p}`));
  const writing = Object.entries(openapi.paths).flatMap(([path, item]) => Object.keys(item).filter((m) => m !== 'get').map((m) => `${m} ${path}`));
  assert.deepEqual([...listed].sort(), writing.sort());
});

test('each wrong value of each field is an issue at that field', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path, body] of routes(made)) {
    const schema = schemaOf(method, path);
    if (!schema) continue;
    for (const [name, property] of flat(schema.properties))
      for (const [value, code] of wrongValues(property)) {
        const problem = await refused(place, method, path, 400, { body: withValue(body, name, value) });
        assert.deepEqual(issues(problem), [`body ${name} ${code}`], `${method} ${path} ${name}: ${JSON.stringify(value).slice(0, 80)}`);
        assert.match(problem.issues[0].detail, /\p{L}{2,}.*[.]$/u, 'a sentence');
      }
  }
});

test('all that is wrong is told at once, unknown fields too', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path] of routes(made)) {
    const schema = schemaOf(method, path);
    if (!schema) continue;
    let body = { onbekend: 1, Title: 'hoofdletter' };
    const expected = ['body Title unknown', 'body onbekend unknown'];
    for (const [name, property] of flat(schema.properties)) {
      const [value, code] = wrongValues(property)[0];
      body = withValue(body, name, value);
      expected.push(`body ${name} ${code}`);
    }
    assert.deepEqual(issues(await refused(place, method, path, 400, { body })), expected.sort(), `${method} ${path}`);
  }
});

test('what is required must be there, and cannot be emptied', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path, body] of routes(made)) {
    const schema = schemaOf(method, path);
    if (!schema) continue;
    if (method !== 'PATCH' && schema.required.length > 0)
      assert.deepEqual(issues(await refused(place, method, path, 400, { body: {} })), schema.required.map((n) => `body ${n} required`).sort());
    for (const name of schema.required)
      for (const value of [null, ...(schema.properties[name].type === 'string' ? ['', '   '] : [])])
        assert.deepEqual(issues(await refused(place, method, path, 400, { body: { ...body, [name]: value } })), [`body ${name} required`], `${method} ${path}`);
  }
});

test('a body that is no JSON object is refused', async (t) => {
  const place = await given(t);
  const made = await things(place);
  const deep = '{"title":' + '['.repeat(40) + ']'.repeat(40) + '}';
  for (const [method, path] of routes(made)) {
    if (!schemaOf(method, path)) continue;
    for (const body of ['{', '[]', '"x"', 'null', '{"a":1}{}', '{"title":"a","title":"b"}', '{"title":"\\u0000"}', '{"a":9007199254740993}', deep])
      await refused(place, method, path, 400, { body });
    if (operation(method, path).requestBody.required) await refused(place, method, path, 400, { body: '' });
    await refused(place, method, path, 415, { body: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    const much = path.startsWith('/lists') ? 2_200_000 : 200_000;
    await refused(place, method, path, 413, { body: `{"title":"${'x'.repeat(much)}"}` });
  }
});

test('a change says which version it changes', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path, body] of routes(made)) {
    if (!takes(method, path, 'If-Match')?.required) continue;
    const ask = async (status, ifMatch) => {
      const before = await newest(place);
      const answer = await place.server.api(method, path, { token: place.tokens.secretary, body, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } });
      assert.equal(answer.status, status, `${method} ${path} ${ifMatch}`);
      assert.equal(await newest(place), before);
    };
    await ask(428, undefined);
    await ask(412, '"999"');
    for (const wrong of ['1', 'W/"1"', '"1", "2"', '"x"', '""', '"0"']) await ask(400, wrong);
  }
});

test('who is unknown, or may not, changes nothing', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path, body] of routes(made)) {
    await refused(place, method, path, 401, { body, token: undefined });
    await refused(place, method, path, 401, { body, token: 'lok_' + 'x'.repeat(43) });
    await refused(place, method, path, 401, { body, token: 'x'.repeat(5000) });
    await refused(place, method, path, /^\/(proposals|advices)\/[^/]+\/attachments$/.test(path) ? 404 : 403, { body, token: place.tokens.member });
  }
});

test('what is not there is not found', async (t) => {
  const place = await given(t);
  const made = await things(place);
  for (const [method, path, body] of routes(made)) {
    if (!/\d/.test(path)) continue;
    await refused(place, method, path.replace(/\d+/, '99999'), 404, { body });
    const wrong = await place.server.api(method, path.replace(/\d+/, 'x'), { token: place.tokens.secretary, body, headers: headersFor(method, path) });
    assert.equal(wrong.status, 404);
  }
  await refused(place, 'POST', `/meetings/${made.meeting.id}/offers/99999`, 404);
  await refused(place, 'POST', `/meetings/${made.meeting.id}/offers/x`, 404);
  await refused(place, 'POST', `/endpoints/${made.endpoint.id}/deliveries/99999`, 404);
});

test('a reference to what does not exist is an issue at that field', async (t) => {
  const place = await given(t);
  const made = await things(place);
  const none = '99999';
  const treat = { outcome: 'noted', decision: { title: 'T', text: 'T' } };
  for (const [method, path, body, name] of [
    ['POST', `/meetings/${made.meeting.id}/items`, { title: 'P', presenterPartnerId: none }, 'presenterPartnerId'],
    ['POST', `/meetings/${made.meeting.id}/items`, { title: 'P', dossierId: none }, 'dossierId'],
    ['PATCH', `/items/${made.item.id}`, { dossierId: none }, 'dossierId'],
    ['POST', '/dossiers', { title: 'D', applicantId: none }, 'applicantId'],
    ['POST', '/members', { personId: none, constituency: 'care_user', role: 'member' }, 'personId'],
    ['PATCH', `/members/${made.member.id}`, { partnerId: none }, 'partnerId'],
    ['POST', '/endpoints', { url: 'https://hook.example.be/', events: ['agenda.published'], partnerId: none }, 'partnerId'],
    ['PUT', `/items/${made.treated.id}/treatment`, { ...treat, decision: { ...treat.decision, followUpId: none } }, 'decision.followUpId'],
  ])
    assert.deepEqual(issues(await refused(place, method, path, 400, { body })), [`body ${name} unknown`]);
});

test('what contradicts itself or something else is refused at the field', async (t) => {
  const place = await given(t);
  const made = await things(place);
  const treatment = `/items/${made.treated.id}/treatment`;
  for (const [method, path, body, ...expected] of [
    ['POST', '/meetings', { title: 'Zonder datum' }, 'body month required'],
    ['PATCH', `/meetings/${made.meeting.id}`, { startsAt: null, month: null }, 'body month required'],
    ['PUT', `/meetings/${made.meeting.id}/state`, { state: 'convened' }, 'body state choice'],
    ['PUT', `/meetings/${made.meeting.id}/items/order`, { items: ['x'] }, 'body items format'],
    ['PUT', treatment, { outcome: 'postponed' }, 'body targetMonth required'],
    ['PUT', treatment, { outcome: 'postponed', targetMonth: '2024-01' }, 'body targetMonth range'],
    ['PUT', treatment, { outcome: 'noted', decision: { release: true } }, 'body decision.title required'],
    ['PUT', treatment, { outcome: 'noted', decision: { title: 'T' } }, 'body decision.text required'],
    ['PUT', treatment, { outcome: 'withdrawn', reason: 'R', decision: { title: 'T', text: 'T' } }, 'body outcome choice'],
    ['PUT', treatment, { outcome: 'withdrawn' }, 'body reason required'],
    ['PUT', treatment, { outcome: 'postponed', targetDate: '2024-01-01' }, 'body targetDate range'],
    ['PUT', treatment, { outcome: 'postponed', targetMonth: '2024-10', nextMeeting: true }, 'body targetMonth choice'],
    ['PUT', treatment, { outcome: 'approved', votes: { inFavour: 900 } }, 'body votes.inFavour range'],
    ['PUT', treatment, { outcome: 'noted', decision: 'ja' }, 'body decision type'],
    ['POST', '/partners', { name: 'partner', kind: 'other' }, 'body name taken'],
    ['POST', '/partners', { name: 'Nog een', kind: 'other', aliases: ['PARTNER'] }, 'body aliases taken'],
    ['POST', '/members', { personId: made.person.id, constituency: 'care_user', role: 'member', fromDate: '2024-02-01', untilDate: '2024-01-01' }, 'body untilDate range'],
    ['POST', '/endpoints', { url: 'http://hook.example.be/', events: ['agenda.published'] }, 'body url format'],
    ['POST', '/endpoints', { url: 'https://10.0.0.1/', events: ['agenda.published'] }, 'body url private'],
    ['POST', '/endpoints', { url: 'https://hook.example.be/', events: [] }, 'body events required'],
    ['PATCH', `/endpoints/${made.endpoint.id}`, { state: 'disabled' }, 'body state choice'],
    ['POST', `/endpoints/${made.endpoint.id}/deliveries`, {}, 'body since required'],
    ['POST', `/endpoints/${made.endpoint.id}/deliveries`, { since: '2020-01-01T00:00:00Z' }, 'body since kept'],
    ['POST', `/endpoints/${made.endpoint.id}/deliveries`, { since: '2089-01-01T00:00:00Z' }, 'body since future'],
  ]) {
    assert.deepEqual(issues(await refused(place, method, path, 400, { body })), expected, `${method} ${path} ${JSON.stringify(body)}`);
  }
});

test('what cannot be done now is a conflict that says why', async (t) => {
  const place = await given(t);
  const made = await things(place);
  const { server, tokens } = place;
  const token = tokens.secretary;
  const empty = (await server.api('POST', '/meetings', { token, body: { title: 'Leeg', month: '2024-10' } })).json.id;
  await server.api('POST', `/meetings/${made.meeting.id}/offers/${made.offer.id}`, { token });
  await server.api('PUT', `/items/${made.treated.id}/treatment`, { token, headers: { 'if-match': '*' }, body: { outcome: 'noted' } });
  for (const [method, path, body, headers] of [
    ['POST', `/meetings/${made.meeting.id}/offers/${made.offer.id}`],
    ['POST', `/meetings/${empty}/publication`, { kind: 'agenda' }],
    ['POST', `/meetings/${empty}/publication`, { kind: 'date' }],
    ['POST', `/meetings/${empty}/publication`, { kind: 'results' }, { 'idempotency-key': 'r' }],
    ['PUT', `/meetings/${empty}/state`, { state: 'closed' }],
    ['PUT', `/items/${made.item.id}/treatment`, { outcome: 'noted' }],
    ['PATCH', `/items/${made.treated.id}`, { title: 'Anders' }],
    ['DELETE', `/items/${made.treated.id}`],
    ['DELETE', `/persons/${made.person.id}`],
  ]) {
    const problem = await refused(place, method, path, 409, { body, headers });
    assert.match(problem.detail ?? '', /\p{L}{2,}.*[.]$/u, `${method} ${path}: why`);
  }
});

test('a path or method that is not there says so', async (t) => {
  const { server, tokens } = await given(t);
  const token = tokens.secretary;
  assert.equal((await server.http('GET', '/api/v1/niets', { token })).status, 404);
  const put = await server.http('PUT', '/api/v1/meetings', { token, body: {} });
  assert.equal(put.status, 405);
  assert.match(put.headers.allow, /GET/);
  assert.match(put.headers.allow, /POST/);
  assert.match(put.headers['content-type'], /problem\+json/);
});
