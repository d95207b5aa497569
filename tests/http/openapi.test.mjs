// The description of the API as its readers get it. That it fits routes and fields is test_openapi.c.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { demo, serve, text } from './lib.mjs';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

test('openapi.yaml is in order', () => {
  const lint = spawnSync(process.execPath, [
    path('node_modules/@redocly/cli/bin/cli.js'), 'lint', '--extends=recommended', '--max-problems=1000', path('../web/api/openapi.yaml')],
    { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
  assert.equal(lint.status, 0, lint.stdout + lint.stderr);
  assert.doesNotMatch(lint.stderr, /warning/i);
});

test('openapi.json is made from openapi.yaml', () => {
  const made = spawnSync(process.execPath, [path('openapi/make.mjs'), '--print'], { encoding: 'utf8', maxBuffer: 1 << 24 });
  assert.equal(made.status, 0, made.stderr);
  assert.equal(made.stdout, text('web/api/openapi.json'), 'run tests/openapi/make.mjs');
});

test('the program serves the description that it was built with', async (t) => {
  const server = await serve(demo(t));
  const served = await server.api('GET', '/openapi.json');
  assert.equal(served.text, text('web/api/openapi.json'));
  const again = await server.http('GET', '/api/v1/openapi.json', { headers: { 'if-none-match': served.headers.etag } });
  assert.equal(again.status, 304);
});
