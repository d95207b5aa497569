// Holds answers of the API against web/api/openapi.json, with ajv.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

export const openapi = JSON.parse(readFileSync(new URL('../../web/api/openapi.json', import.meta.url), 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(openapi, 'openapi');

const pattern = (path) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
const PATHS = Object.entries(openapi.paths)
  .map(([path, item]) => ({ path, item, pattern: pattern(path), literal: !path.includes('{') }))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

const resolved = (thing) =>
  thing?.$ref ? thing.$ref.slice(2).split('/').reduce((at, step) => at[step], openapi) : thing;

const escape = (step) => step.replace(/~/g, '~0').replace(/\//g, '~1').replace(/%/g, '%25').replace(/\{/g, '%7B').replace(/\}/g, '%7D');
const compiled = new Map();
function validator(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `openapi#${pointer}` }));
  return compiled.get(pointer);
}

/** The operations that were held against the description, as "get /meetings 200". */
export const checked = new Set();

/** Fails unless status, content type and body are described. */
export function check(method, target, { status, headers, json, text }) {
  const path = target.split('?')[0];
  const found = PATHS.find((p) => p.pattern.test(path));
  if (!found) return assert.equal(status, 404, `${method} ${path} is not described and answers`);
  const operation = found.item[method.toLowerCase()];
  if (!operation) return assert.equal(status, 405, `${method} ${path} is not described and answers`);
  const said = operation.responses[status];
  assert.ok(said, `${method} ${path}: ${status} is not described: ${JSON.stringify(json)}`);
  checked.add(`${method.toLowerCase()} ${found.path} ${status}`);
  const content = resolved(said).content;
  if (!content) return assert.equal(json, undefined);
  const type = Object.keys(content)[0];
  assert.equal((headers['content-type'] ?? '').split(';')[0], type);
  if (said.headers?.ETag) assert.match(headers.etag ?? "", /^".*"$/, `${method} ${path}: no ETag`);
  if (said.headers?.Location) assert.ok(headers.location, `${method} ${path}: no Location`);
  const pointer = said.$ref
    ? `${said.$ref.slice(1)}/content/${escape(type)}/schema`
    : `/paths/${escape(found.path)}/${method.toLowerCase()}/responses/${status}/content/${escape(type)}/schema`;
  const valid = validator(pointer);
  assert.ok(valid(/json/.test(type) ? json : text), `${method} ${path} ${status}: ${ajv.errorsText(valid.errors)}\n${JSON.stringify(json)}`);
}
