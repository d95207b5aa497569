// Every notice is what its JSON Schema says, and the schemas are served.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { LOKD } from './lib.mjs';
import { openapi } from './openapi.mjs';
import { checkNotice, schemas } from './schemas.mjs';

const writer = join(dirname(LOKD), 'tests', 'write_notices');
const TYPES = openapi.components.schemas.NoticeType.enum;

const written = (...args) => {
  const done = spawnSync(writer, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n');
};

/** What goes to an endpoint; the others are mails to one person, without a payload. */
const PAYLOADS = written('--types').filter((line) => !line.endsWith(' mail'));

test('the types the program knows are those described', () => {
  assert.deepEqual(written('--types').map((line) => line.replace(/ mail$/, '')).sort(), [...TYPES].sort());
});

test('each type with a payload has a schema, and each schema such a type', () => {
  assert.deepEqual(Object.keys(schemas).sort(), ['notice', ...PAYLOADS].sort());
});

test('every notice that can be written is what its schema says', () => {
  const seen = new Set();
  for (const line of written()) {
    const notice = JSON.parse(line);
    checkNotice(notice);
    seen.add(notice.type);
  }
  assert.deepEqual([...seen].sort(), PAYLOADS.filter((type) => type !== 'endpoint.test').sort());
});

test('a notice with something else in it is refused', () => {
  const notice = JSON.parse(written()[0]);
  assert.throws(() => checkNotice({ ...notice, data: { ...notice.data, name: 'Een persoon' } }));
  assert.throws(() => checkNotice({ ...notice, type: 'meeting.unknown' }));
  assert.throws(() => checkNotice({ ...notice, data: { ...notice.data, sentence: undefined } }));
});
