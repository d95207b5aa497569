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

test('each type has a schema, and each schema a type', () => {
  assert.deepEqual(Object.keys(schemas).sort(), ['notice', ...TYPES].sort());
});

test('every notice that can be written is what its schema says', () => {
  const done = spawnSync(writer, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, done.stderr);
  const seen = new Set();
  for (const line of done.stdout.trim().split('\n')) {
    const notice = JSON.parse(line);
    checkNotice(notice);
    seen.add(notice.type);
  }
  assert.deepEqual([...seen].sort(), TYPES.filter((type) => type !== 'endpoint.test').sort());
});

test('a notice with something else in it is refused', () => {
  const done = spawnSync(writer, { encoding: 'utf8', maxBuffer: 1 << 26 });
  const notice = JSON.parse(done.stdout.split('\n')[0]);
  assert.throws(() => checkNotice({ ...notice, data: { ...notice.data, name: 'Een persoon' } }));
  assert.throws(() => checkNotice({ ...notice, type: 'meeting.unknown' }));
  assert.throws(() => checkNotice({ ...notice, data: { ...notice.data, sentence: undefined } }));
});
