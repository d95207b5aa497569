#!/usr/bin/env node
// Makes web/api/openapi.json from openapi.yaml. The build embeds the JSON and needs no Node; a test
// fails when the two differ.
//   tests/openapi/make.mjs           writes it
//   tests/openapi/make.mjs --print   to standard output
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const folder = new URL('../../web/api/', import.meta.url);
const json = JSON.stringify(parse(readFileSync(new URL('openapi.yaml', folder), 'utf8')), null, 1) + '\n';
if (process.argv.includes('--print')) process.stdout.write(json);
else writeFileSync(new URL('openapi.json', folder), json);
