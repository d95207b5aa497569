// One meeting from its first notice to its cancellation: what each partner hears, in the form that it
// uses, tells the same; and who is invited answers by the link in the mail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import FeedParser from 'feedparser';
import { Webhook } from 'svix';
import { events } from '../http/calendars.mjs';
import { eventually } from '../http/lib.mjs';
import { postOffice } from '../http/postoffice.mjs';
import { receiver } from '../http/receiver.mjs';
import { audit, given } from './lib.mjs';

const TYPES = ['meeting.planned', 'meeting.moved', 'meeting.cancelled', 'agenda.published', 'agenda.changed'];
const FIRST = { date: '2024-05-28', time: '19:30', long: 'dinsdag 28 mei 2024 om 19.30 uur', short: 'di 28/05/2024 om 19.30 uur', start: Date.parse('2024-05-28T17:30:00Z') / 1000, place: 'Stadhuis, zaal Schelde' };
const SECOND = { date: '2024-05-30', time: '20:15', long: 'donderdag 30 mei 2024 om 20.15 uur', short: 'do 30/05/2024 om 20.15 uur', start: Date.parse('2024-05-30T18:15:00Z') / 1000, place: 'Huis van het Kind' };
const ITEM = 'Sluitingsdagen; zomer, "alle" opvang';

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
/** A moment is written out or short. */
const says = (text, facts) => (text.includes(facts.long) || text.includes(facts.short)) && text.includes(facts.place);
const link = (page, name) => page.getByRole('main').getByRole('link', { name });

const feedItems = (text) => new Promise((found, failed) => {
  const parser = new FeedParser({ resume_saxerror: false });
  const items = [];
  parser.on('error', failed).on('data', (item) => items.push(item)).on('end', () => found(items));
  parser.end(text);
});

/** A council with a mail server, a system of the secretariat's, and two chats. */
async function begin(t) {
  const system = await receiver(t), chats = await receiver(t);
  const place = await given(t, {});
  const office = await postOffice(t, { folder: place.folder });
  place.settings = { ...office.settings, webhook_allow: `${office.target} ${system.target} ${chats.target}` };
  await place.again({ ...place.settings, undo_seconds: 120 });
  const token = place.token('secretary');
  const add = async (kind, url) => {
    const made = await place.server.api('POST', '/endpoints', { token, body: { kind, url, events: TYPES, name: `Proef ${kind}` } });
    assert.equal(made.status, 201, made.text);
    return made.json;
  };
  const { secret } = await add('webhook', system.url);
  await add('teams', `${chats.url}teams`);
  await add('slack', `${chats.url}slack`);
  return { place, office, system, chats, token, secret };
}

async function makeMeeting(all, secretary) {
  const { page } = secretary;
  await secretary.go('/vergaderingen/2/verplaatsen');
  await page.getByLabel('Datum').fill(FIRST.date);
  await page.getByLabel('Uur').fill(FIRST.time);
  await page.getByLabel('Plaats').fill(FIRST.place);
  await button(page, 'Datum bewaren').click();
  await page.getByRole('status').waitFor();
  await secretary.go('/vergaderingen/2/agenda/nieuw');
  await page.getByLabel('Titel').fill(ITEM);
  await button(page, 'Op de agenda zetten').click();
  await page.getByRole('status').waitFor();
}

/** Who gets what stands on the page by name and channel, with the text. Nothing has left. */
async function preview(all, secretary) {
  const { page } = secretary;
  await secretary.go('/vergaderingen/2');
  await link(page, 'Agenda versturen…').click();
  for (const [name, channel, words] of [
    ['Voorzitter', 'mail: voorzitter@example.be', ITEM],
    ['Mentor-coach', 'mail: partner@example.be', ITEM],
    ['Secretariaat', 'eigen systeem: Proef webhook', ITEM],
    ['Secretariaat', 'Teams: Proef teams', FIRST.short],
    ['Secretariaat', 'Proef slack', FIRST.short],
  ]) {
    const row = page.locator('ul.rows > li', { hasText: channel }).filter({ has: page.locator('strong', { hasText: name }) });
    assert.equal(await row.count(), 1, `${name}, ${channel}`);
    await row.locator('summary').click();
    await row.getByText(words).locator('visible=true').first().waitFor();
  }
  await audit(secretary);
}

async function sendIt(secretary, name, said) {
  await button(secretary.page, name).click();
  await secretary.page.getByText(said).first().waitFor();
}

const silent = ({ office, system, chats }) => assert.deepEqual([office.got.length, system.got.length, chats.got.length], [0, 0, 0]);

/** What came of one sending: one mail for each person, one call for each system and chat. */
async function collect(all, mails) {
  const { office, system, chats } = all;
  await eventually(() => office.got.length >= mails && system.got.length >= 1 && chats.got.length >= 2, 30_000);
  const got = { mails: office.got.splice(0), calls: system.got.splice(0), chats: chats.got.splice(0) };
  assert.deepEqual([got.mails.length, got.calls.length, got.chats.length], [mails, 1, 2]);
  assert.equal(new Set(got.mails.map(({ to }) => to[0])).size, mails, 'nobody gets two');
  return got;
}

const inMail = ({ mail }) => {
  const files = mail.attachments.filter(({ contentType }) => contentType === 'text/calendar');
  assert.equal(files.length, 2);
  const [event, ...others] = events(files[0].content.toString());
  assert.deepEqual(others, []);
  return { event, text: mail.text, file: files[0].content.toString() };
};

/** Every channel shows the same moment, place and item, and the calendar its version. */
async function sameFacts(all, got, facts, { type, sequence, status, method }) {
  const { server } = all.place;
  const event = all.system.event(got.calls[0], all.secret);
  assert.doesNotThrow(() => new Webhook(all.secret).verify(got.calls[0].body, got.calls[0].headers));
  assert.equal(event.type, type);
  const { meeting, sentence } = event.data;
  assert.deepEqual([meeting.date, meeting.time, Date.parse(meeting.startsAt) / 1000, meeting.location], [facts.date, facts.time, facts.start, facts.place]);
  assert.ok(sentence.length > 20);
  const cancelled = status === 'CANCELLED';
  const uids = new Set();
  for (const one of got.mails) {
    const { event: invited, text, file } = inMail(one);
    assert.ok(says(text, facts), text);
    assert.equal(text.includes(ITEM), !cancelled);
    assert.match(file, new RegExp(`\r\nMETHOD:${method}\r\n`));
    assert.deepEqual([invited.start, invited.sequence, invited.status, invited.location], [facts.start, sequence, status, facts.place]);
    uids.add(invited.uid);
  }
  for (const chat of got.chats) {
    const said = JSON.stringify(JSON.parse(chat.body));
    assert.ok(says(said, facts), said);
    assert.equal(chat.headers['webhook-signature'], undefined);
  }
  const subscribed = events((await server.http('GET', '/kalender.ics')).text).find(({ uid }) => uids.has(uid));
  assert.equal(uids.size, 1, 'one UID for all');
  assert.deepEqual([subscribed.start, subscribed.sequence, subscribed.status, subscribed.location], [facts.start, sequence, status, facts.place]);
  const [entry] = (await feedItems((await server.http('GET', '/vergaderingen.atom')).text)).filter(({ link: to }) => to.endsWith('/vergaderingen/2'));
  assert.ok(`${entry.title} ${entry.description}`.includes(facts.long.replace(/ om .*/, '')), entry.description);
  assert.ok(entry.description.includes(facts.place), entry.description);
  assert.equal(/^GEANNULEERD/.test(entry.title), cancelled);
  return { uid: [...uids][0], id: event.id };
}

const personalLink = (got, to) => {
  const { mail } = got.mails.find((one) => one.to[0] === to);
  return new URL(/https?:\/\/\S+\/persoonlijk\/[\w-]+/.exec(mail.text)[0]).pathname;
};

/** By somebody without an account: the page shows the agenda, the answer is kept. */
async function reply(all, got) {
  const guest = await all.place.person('');
  await guest.go(personalLink(got, 'voorzitter@example.be'));
  await guest.page.getByText(ITEM).first().waitFor();
  await audit(guest);
  await guest.page.getByLabel('Opmerking').fill('Ik ben er vanaf 20 uur.');
  await button(guest.page, 'Ik verontschuldig mij').click();
  await guest.page.getByText('Uw antwoord is bewaard.').waitFor();
  await audit(guest);
}

async function seeReply(secretary) {
  await secretary.go('/vergaderingen/2/aanwezigheid');
  const row = secretary.page.locator('tr, li').filter({ hasText: 'Voorzitter' }).first();
  await row.getByText('Ik ben er vanaf 20 uur.').first().waitFor();
  await audit(secretary);
}

async function move(all, secretary) {
  const { page } = secretary;
  await secretary.go('/vergaderingen/2/verplaatsen?alles=1');
  await page.getByLabel('Datum').fill(SECOND.date);
  await page.getByLabel('Uur').fill(SECOND.time);
  await page.getByLabel('Plaats').fill(SECOND.place);
  await page.getByRole('main').locator('form button').first().click();
  await page.getByRole('status').waitFor();
  silent(all);
  const [before] = (await feedItems((await all.place.server.http('GET', '/vergaderingen.atom')).text)).filter(({ link: to }) => to.endsWith('/vergaderingen/2'));
  assert.ok(before.description.includes(FIRST.place), 'what is not sent is not shown');
  await secretary.go('/vergaderingen/2');
  await page.getByText('Nog niet verstuurd.').waitFor();
  await link(page, 'Wijzigingen versturen…').click();
  await audit(secretary);
}

test('send, preview, take back, send, reply, move and cancel: every channel tells the same', { timeout: 240_000 }, async (t) => {
  const all = await begin(t);
  const secretary = await all.place.person('secretaris@example.be');
  await makeMeeting(all, secretary);
  await preview(all, secretary);
  await sendIt(secretary, 'Agenda versturen', 'De agenda is verstuurd');
  await audit(secretary);
  await sendIt(secretary, 'Versturen tegenhouden', 'Het versturen is tegengehouden.');
  await all.place.again({ ...all.place.settings, undo_seconds: 0 });
  await secretary.go('/vergaderingen/2');
  silent(all);

  await link(secretary.page, 'Agenda versturen…').click();
  const people = await secretary.page.locator('ul.rows > li .why', { hasText: 'mail: ' }).count();
  assert.ok(people >= 10, `${people} persons`);
  await sendIt(secretary, 'Agenda versturen', 'uitnodiging verstuurd');
  const first = await collect(all, people);
  const sent = await sameFacts(all, first, FIRST, { type: 'agenda.published', sequence: 0, status: 'CONFIRMED', method: 'REQUEST' });

  await reply(all, first);
  await seeReply(secretary);

  await move(all, secretary);
  await sendIt(secretary, 'Wijzigingen versturen', 'De wijzigingen zijn verstuurd');
  const second = await collect(all, people);
  const moved = await sameFacts(all, second, SECOND, { type: 'meeting.moved', sequence: 1, status: 'CONFIRMED', method: 'REQUEST' });
  assert.equal(moved.uid, sent.uid);
  assert.notEqual(moved.id, sent.id);

  await secretary.go('/vergaderingen/2');
  await link(secretary.page, 'Vergadering annuleren…').click();
  await sendIt(secretary, 'Annuleren en iedereen verwittigen', 'geannuleerd');
  const last = await collect(all, people);
  const cancelled = await sameFacts(all, last, SECOND, { type: 'meeting.cancelled', sequence: 2, status: 'CANCELLED', method: 'CANCEL' });
  assert.equal(cancelled.uid, sent.uid);
});
