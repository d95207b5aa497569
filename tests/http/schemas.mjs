// The JSON Schemas of notices, in ajv.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const folder = new URL('../../agenda/schemas/', import.meta.url);

/** By type; `notice` is what they have in common. */
export const schemas = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

/** Fails unless the payload of a notice is what the schema of its type says. */
export function checkNotice(notice) {
  assert.ok(notice.type in schemas && notice.type !== 'notice', `${notice.type} has no schema`);
  const valid = ajv.getSchema(`${notice.type}.json`);
  assert.ok(valid(notice), `${notice.type}: ${ajv.errorsText(valid.errors)}`);
}
