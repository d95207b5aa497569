// One of everything, in each shade of access; every text carries a word of its own, `zz` and its name,
// beside the word "schaduw" that searches ask for. Two partners: Felies, to which things are tied, and
// another.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { pdf } from './documents.mjs';
import { eventually } from './lib.mjs';
import { addUser, formOf, signedIn } from './pages.mjs';
import { demoMails } from './people.mjs';

export const SHADES = ['public', 'members', 'secretariat'];
/** The word that stands in that thing and in no other. */
export const mark = (name) => `zz${name}zz`;
const say = (name) => `schaduw ${mark(name)}`;

const sql = (db, text) => {
  const done = spawnSync('sqlite3', [db, `PRAGMA busy_timeout = 5000; ${text}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').at(-1);
};

/** Calls of the API as the secretary, each of which must do. */
function maker({ server, tokens }) {
  let n = 0;
  return async (method, path, body) => {
    const rs = await server.api(method, path, { token: tokens.secretary, body, headers: { 'if-match': '*', 'idempotency-key': `k${n++}` } });
    assert.ok(rs.status < 300, `${method} ${path}: ${rs.status} ${rs.text}`);
    return rs.json;
  };
}

/** A dossier of that access with its parts and its coalition. */
async function dossier(make, access, tied, other, all) {
  const name = (part) => say(`dossier-${part}-${access}`);
  const { id } = await make('POST', '/dossiers', { title: name('title'), access, summary: name('summary'), aim: [name('aim')], form: name('form'), tasks: [name('tasks')], area: name('area'), outcome: name('outcome') });
  await make('POST', `/dossiers/${id}/funders`, { name: name('funder'), fromDate: '2024-01-01', untilDate: '2025-12-31', note: name('fundernote') });
  await make('POST', `/dossiers/${id}/actors`, { partnerId: other, role: name('role'), contribution: name('contribution') });
  await make('POST', `/dossiers/${id}/figures`, { what: name('figure'), value: '6', year: 2023, source: name('source') });
  await make('PUT', `/dossiers/${id}/coalition`, { call: name('call'), closesOn: '2024-06-30' });
  await make('POST', `/dossiers/${id}/coalition/needs`, { least: 2, words: name('need'), kind: 'organiser' });
  const { members } = await make('POST', `/dossiers/${id}/coalition/members`, { partnerId: tied, state: 'asked', contact: name('contact'), note: name('coalnote') });
  all.dossiers.push(id);
  all.asked.push(members[0].id);
  return id;
}

/** Documents of each access, with a dossier of that access. */
async function documents({ server, tokens }, access, dossierId, all) {
  for (const of of SHADES.slice(SHADES.indexOf(access))) {
    const name = encodeURIComponent(`${say(`docname-${access}-${of}`)}.pdf`);
    const rs = await server.api('POST', `/dossiers/${dossierId}/attachments?name=${name}&access=${of}`, {
      token: tokens.secretary, body: pdf(mark(`doctext-${access}-${of}`)), headers: { 'content-type': 'application/pdf' } });
    assert.equal(rs.status, 201, rs.text);
    all.documents.push(rs.json.id);
  }
}

/** A round of that access, being scored. */
async function round(make, access, scorer, all) {
  const name = (part) => say(`round-${part}-${access}`);
  const { id } = await make('POST', '/expansions', { title: name('title'), access, closesOn: '2024-04-01', places: 20 });
  const { criteria } = await make('POST', `/expansions/${id}/criteria/current`, { name: name('criterion'), weight: 100, most: 10 });
  const { applications } = await make('POST', `/expansions/${id}/applications`, { organiser: name('organiser'), location: name('location'), care: 'group_care', places: 9, receivedOn: '2024-03-01' });
  await make('POST', `/expansions/${id}/applications/${applications[0].id}/conflicts`, { personId: '1', reason: name('interest') });
  await make('PUT', `/expansions/${id}/state`, { state: 'scoring' });
  await make('PUT', `/expansions/${id}/applications/${applications[0].id}/scores/${criteria.items[0].id}`, { scorerId: scorer, score: 7, reason: name('reason') });
  all.rounds.push(id);
  all.criteria.push(criteria.items[0].id);
  all.applications.push(applications[0].id);
}

/** What the meeting did with an item: notes, votes, a decision, an action. */
async function treat(make, item, name, access, release, partner) {
  const treated = await make('PUT', `/items/${item}/treatment`, {
    outcome: 'approved', note: say(`note-${name}`), internalNote: say(`internal-${name}`), minorityView: say(`minority-${name}`), targetMonth: '2024-11',
    decision: { title: say(`decision-${name}`), text: say(`decisiontext-${name}`), motivation: say(`why-${name}`), release },
  });
  const action = await make('POST', '/actions', { text: say(`action-${name}`), partnerId: partner, itemId: item, access, dueDate: '2024-04-01' });
  await make('PUT', `/actions/${action.id}/state`, { state: 'busy', remark: say(`history-${name}`) });
  return { number: treated.decision.number, action: action.id };
}

/** A meeting of that access, its agenda sent, with an item of each access and one that is tied; a guest
 * presents what everybody may see anyway. */
async function meeting(make, access, dossierId, all, { tied, other, guest }) {
  const { id } = await make('POST', '/meetings', {
    title: say(`meeting-${access}`), startsAt: '2024-05-28T17:30:00Z', access, location: say(`place-${access}`),
    onlineUrl: `https://bellen.example.be/${mark(`online-${access}`)}`, note: say(`meetingnote-${access}`) });
  all.meetings.push(id);
  const made = [];
  for (const of of [...SHADES, 'tied']) {
    const name = `${access}-${of}`;
    const item = await make('POST', `/meetings/${id}/items`, {
      title: say(`item-${name}`), text: say(`text-${name}`), purpose: 'decision', access: of === 'tied' ? 'members' : of, dossierId,
      presenterPartnerId: { tied, public: access === 'public' ? guest : null }[of] ?? null, presenter: say(`presenter-${name}`) });
    made.push([item.id, name, of]);
    all.items.push(item.id);
  }
  await make('POST', `/meetings/${id}/publication`, { kind: 'agenda' });
  const unsent = await make('POST', `/meetings/${id}/items`, { title: say(`unsent-${access}`), access: 'public' });
  all.items.push(unsent.id);
  for (const [item, name, of] of made) {
    const { number, action } = await treat(make, item, name, of === 'tied' ? 'members' : of, true, of === 'tied' ? tied : other);
    all.numbers.push(number);
    all.actions.push(action);
  }
  const late = await make('POST', `/meetings/${id}/items`, { title: say(`late-${access}`), access: 'public' });
  const { number, action } = await treat(make, late.id, `provisional-${access}`, 'public', false, other);
  all.items.push(late.id);
  all.numbers.push(number);
  all.actions.push(action);
  return id;
}

/** An action of no meeting, of that access. */
async function action(make, access, partnerId, name, all) {
  const { id } = await make('POST', '/actions', { text: say(`todo-${name}`), partnerId, access, dueDate: '2024-04-01' });
  await make('PUT', `/actions/${id}/state`, { state: 'busy', remark: say(`step-${name}`) });
  all.actions.push(id);
}

/** A meeting that was held, its minutes brought to `state`. */
async function held(make, state, startsAt, all, access = 'public') {
  const name = (part) => say(`minutes-${part}-${state}-${access}`);
  const { id } = await make('POST', '/meetings', { title: `LOK ${state}`, startsAt, access });
  const item = await make('POST', `/meetings/${id}/items`, { title: 'Verslagpunt', access });
  const closed = await make('POST', `/meetings/${id}/items`, { title: 'Punt van het secretariaat', access: 'secretariat' });
  await make('PUT', `/meetings/${id}/state`, { state: 'in_session' });
  for (const one of [item, closed]) await make('PUT', `/items/${one.id}/treatment`, { outcome: 'noted', internalNote: name('internal') });
  await make('PUT', `/meetings/${id}/state`, { state: 'closed' });
  await make('PATCH', `/meetings/${id}/minutes`, { general: `${name('general')} van ${mark('hidden')}`, hide: mark('hidden') });
  await make('PUT', `/meetings/${id}/minutes/items/${item.id}`, { text: name('text') });
  await make('PUT', `/meetings/${id}/minutes/items/${closed.id}`, { text: name('closed') });
  if (state === 'with_chair') await make('POST', `/meetings/${id}/publication`, { kind: 'minutes_chair' });
  if (['with_members', 'approved'].includes(state)) await make('POST', `/meetings/${id}/publication`, { kind: 'minutes_members' });
  if (state === 'with_members') await make('POST', `/meetings/${id}/minutes/remarks`, { remark: name('remark'), itemId: item.id });
  all.meetings.push(id);
  all.items.push(item.id, closed.id);
  return id;
}

async function minutes(make, all) {
  const approved = await held(make, 'approved', '2024-02-01T18:30:00Z', all);
  const next = await make('POST', '/meetings', { title: 'LOK keurt goed', startsAt: '2024-02-05T18:30:00Z' });
  const item = await make('POST', `/meetings/${next.id}/items`, { title: 'Vorig verslag', purpose: 'approval_of_minutes' });
  await make('PUT', `/meetings/${next.id}/state`, { state: 'in_session' });
  await make('PUT', `/items/${item.id}/treatment`, { outcome: 'approved' });
  await make('PUT', `/meetings/${next.id}/state`, { state: 'closed' });
  await make('POST', `/meetings/${approved}/minutes/rectifications`, { onDate: '2024-04-10', text: say('minutes-rectification') });
  all.meetings.push(next.id);
  await held(make, 'draft', '2024-02-08T18:30:00Z', all);
  await held(make, 'with_chair', '2024-02-12T18:30:00Z', all);
  await held(make, 'with_members', '2024-02-15T18:30:00Z', all);
  await held(make, 'with_members', '2024-02-19T18:30:00Z', all, 'secretariat');
}

async function advices(make, all) {
  for (const access of SHADES) {
    for (const sent of [true, false]) {
      const name = (part) => say(`advice-${part}-${access}-${sent ? 'sent' : 'draft'}`);
      const { number } = await make('POST', '/advices', { title: name('title'), origin: 'own_initiative', access, question: name('question'), dossierId: all.dossiers[0] });
      await make('PUT', `/advices/${number}/text`, { text: name('text'), motivation: name('why'), minorityView: name('minority'), balanceReason: name('balance') });
      if (sent) {
        await make('POST', `/advices/${number}/sending`);
        await make('POST', `/advices/${number}/rectifications`, { text: name('rectification') });
        await make('PUT', `/advices/${number}/answer`, { answer: 'partly', answeredOn: '2024-04-15', answerText: name('answer'), reference: name('reference') });
      }
      all.advices.push(number);
    }
  }
}

/** A written procedure of the members, and a view given in it by a member. */
async function procedure(place, secretary, all) {
  const rs = await secretary.post(`/vergaderingen/schriftelijk?advies=${all.advices.at(-3)}`, { title: say('procedure'), opens_date: '2024-04-15', opens_time: '00:00', closes_date: '2024-04-29', closes_time: '18:00', access: 'members' });
  assert.equal(rs.status, 303, rs.text);
  const id = /\d+/.exec(rs.headers.location)[0];
  await maker(place)('POST', `/meetings/${id}/publication`, {});
  const voter = await signedIn(place.server, place.db, 'lid@example.be');
  const path = `/vergaderingen/${id}/stemmen`;
  const page = await voter.get(path);
  assert.equal((await voter.post(path, { ...formOf(page.text, path).fields, vote: 'in_favour', remark: say('vote') })).status, 303);
  return id;
}

/** People: a seat with a sex, contact data, an account. */
async function people(make, all, tied) {
  const person = await make('POST', '/persons', { name: `Naam ${mark('personname')}`, function: 'functie', email: `${mark('personmail')}@example.be`, phone: mark('personphone') });
  const seat = await make('POST', '/members', { personId: person.id, partnerId: tied, constituency: 'care_user', role: 'member', sex: 'x' });
  all.persons = [person.id];
  all.members = [seat.id];
}

/** Who was there, what was answered, what is proposed at the public meeting. */
async function atTheMeeting(place, make, all, tied) {
  const [id] = all.meetings;
  await make('POST', `/meetings/${id}/guests`, { guest: mark('guest'), status: 'present', remark: mark('guestremark') });
  await make('PUT', `/meetings/${id}/attendance/${all.persons[0]}`, { status: 'excused', remark: mark('excusedwhy') });
  await make('PUT', `/meetings/${id}/replies/${all.persons[0]}`, { answer: 'excused', remark: mark('replyremark') });
  const made = await place.server.api('POST', `/meetings/${id}/proposals`, { token: place.tokens.partner, body: { title: say('proposal'), text: say('proposaltext') } });
  assert.equal(made.status, 201, made.text);
  await make('PUT', `/proposals/${made.json.id}/answer`, { state: 'declined', reason: say('declined') });
  all.proposals = [made.json.id];
  const entry = sql(place.db, `SELECT id FROM attendance WHERE meeting_id = ${id} AND person_id = ${all.persons[0]}`);
  await make('PUT', `/items/${all.items[0]}/attendance/${entry}`, { conflict: true, reason: mark('conflict') });
  const own = await make('POST', '/endpoints', { url: `https://${mark('endpointtied')}.example.be/`, name: mark('endpointtied'), events: ['agenda.published'], partnerId: tied });
  const house = await make('POST', '/endpoints', { url: `https://${mark('endpoint')}.example.be/`, name: mark('endpoint'), events: ['agenda.published'] });
  all.endpoints = [own.id, house.id];
}

/** All of it, made by the secretary: lists of ids for the addresses, and how to come in as each role. */
export async function everything(place) {
  const { server, db, tokens } = place;
  spawnSync('sqlite3', [db, "PRAGMA busy_timeout = 5000; UPDATE person SET mail_rhythm = 'at_once'"]); // nobody's mail waits for Monday
  const make = maker(place);
  const all = { meetings: [], items: [], numbers: [], actions: [], advices: [], dossiers: [], asked: [], documents: [] };
  const partners = (await server.api('GET', '/partners?pageSize=100', { token: tokens.secretary })).json.items;
  const [tied, other, guest] = ['Felies', 'Crèchendo', 'Huis van het Kind'].map((name) => partners.find((one) => one.name.startsWith(name)).id);
  await make('PATCH', `/partners/${other}`, { note: say('partnernote') });
  const offer = await make('POST', '/offers', { partnerId: tied, title: say('support'), form: 'coaching', source: 'Folder', text: say('supporttext') });
  await make('POST', `/offers/${offer.id}/rules`, { source: say('rule'), price: 'free' });
  Object.assign(all, { partners: [tied, other], offers: [offer.id] });
  for (const access of SHADES) await dossier(make, access, tied, other, all);
  for (const [i, access] of SHADES.entries()) await documents(place, access, all.dossiers[i], all);
  for (const [i, access] of SHADES.entries()) await meeting(make, access, all.dossiers[i], all, { tied, other, guest });
  for (const access of SHADES) await action(make, access, other, access, all);
  await action(make, 'members', tied, 'tied', all);
  const draft = await make('POST', '/meetings', { title: say('draft'), startsAt: '2024-10-01T17:30:00Z', access: 'public' });
  all.meetings.push(draft.id);
  all.items.push((await make('POST', `/meetings/${draft.id}/items`, { title: say('draftitem'), access: 'public' })).id);
  await minutes(make, all);
  await advices(make, all);
  await people(make, all, tied);
  Object.assign(all, { rounds: [], criteria: [], applications: [] });
  for (const access of SHADES) await round(make, access, all.persons[0], all);
  await atTheMeeting(place, make, all, tied);
  addUser(db, 'voorzitter2@example.be', 'chair');
  addUser(db, `${mark('account')}@example.be`, 'admin');
  spawnSync(process.env.LOKD ?? 'build/dev/lokd', ['user', 'add', '--db', db, '--name', 'felies', '--role', 'partner', '--partner', 'Felies', 'felies@example.be']);
  const secretary = await signedIn(server, db, 'secretaris@example.be');
  all.procedures = [await procedure(place, secretary, all)];
  await eventually(() => sql(db, 'SELECT count(*) FROM delivery WHERE finished_at IS NULL AND due_at < unixepoch() * 1000') === '0', 60_000);
  const mails = await demoMails(secretary);
  all.mails = mails;
  all.ready = [...(await secretary.get('/klaar')).text.matchAll(/"\/klaar\/(\w+-\d+)/g)].map(([, key]) => key);
  all.announcements = sql(db, "SELECT group_concat(id, ' ') FROM announcement").split(' ').slice(-3);
  all.deliveries = sql(db, 'SELECT max(id) FROM delivery').split(' ');
  all.sendings = sql(db, 'SELECT max(id) FROM sending').split(' ');
  return all;
}

/** More of what is the secretariat's alone. */
export async function more(place, all) {
  const make = maker(place);
  const id = await dossier(make, 'secretariat', ...all.partners, { dossiers: [], asked: [] });
  await make('POST', `/meetings/${all.meetings[0]}/items`, { title: 'Nog niet verstuurd', access: 'public', dossierId: all.dossiers[0] });
  const late = await make('POST', `/meetings/${all.meetings[1]}/items`, { title: 'Wordt beslist', access: 'public', dossierId: all.dossiers[0] });
  await treat(make, late.id, 'more', 'public', false, all.partners[1]);
  const secret = await make('POST', '/meetings', { title: 'Besloten', startsAt: '2024-05-02T17:30:00Z', access: 'secretariat' });
  const item = await make('POST', `/meetings/${secret.id}/items`, { title: 'Besloten punt', access: 'public', dossierId: all.dossiers[0], presenterPartnerId: all.partners[1] });
  await make('POST', `/meetings/${secret.id}/publication`, { kind: 'agenda' });
  await treat(make, item.id, 'closed', 'secretariat', true, all.partners[0]);
  await make('POST', '/meetings', { title: 'Concept', startsAt: '2024-05-03T17:30:00Z', access: 'public' });
  await make('POST', '/advices', { title: 'Ontwerpadvies', origin: 'own_initiative', access: 'public', dossierId: all.dossiers[0] });
  await make('POST', '/actions', { text: 'Van het secretariaat', partnerId: all.partners[0], access: 'secretariat', dossierId: id });
  await held(make, 'draft', '2024-03-28T18:30:00Z', { meetings: [], items: [] }, 'secretariat');
}
