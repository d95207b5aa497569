// Collects every `static const struct sql NAME = SQL(…)` of the rooms into a C table.
//
// node statements.mjs ROOT FILES… > statements.c
//
// A statement that is declared but cannot be read ends the build: none escapes the tests. Pieces of
// text may be string literals and macros that the same file defines as such.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const [root, ...files] = process.argv.slice(2);

function refuse(file, why) {
  console.error(`statements.mjs: ${relative(root, file)}: ${why}`);
  process.exit(1);
}

const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const WORD = /[A-Za-z_]\w*/y;

// Comments become blanks, strings stay.
function withoutComments(source) {
  return source.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[^]*?\*\/|\/\/[^\n]*/g, (found) =>
    found[0] === '"' ? found : " ",
  );
}

function macrosOf(source) {
  const macros = new Map();
  const joined = source.replace(/\\\n/g, " ");
  for (const [, name, body] of joined.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+(".*)$/gm))
    macros.set(name, body);
  return macros;
}

// The string literals from `at` up to the closing parenthesis (or the end), macros replaced.
function piecesOf(text, at, macros, file, name) {
  const pieces = [];
  while (at < text.length && text[at] !== ")") {
    STRING.lastIndex = WORD.lastIndex = at;
    const string = STRING.exec(text);
    const word = string ? null : WORD.exec(text);
    if (string) pieces.push(string[0]);
    else if (word && macros.has(word[0]))
      pieces.push(...piecesOf(macros.get(word[0]), 0, macros, file, name).pieces);
    else if (!/\s/.test(text[at])) refuse(file, `${name}: cannot read ${text.slice(at, at + 40)}`);
    at += string?.[0].length ?? word?.[0].length ?? 1;
  }
  return { pieces, end: at };
}

function statementsOf(file) {
  const source = withoutComments(readFileSync(file, "utf8"));
  const macros = macrosOf(source);
  const found = [];
  for (const match of source.matchAll(/\bstatic\s+const\s+struct\s+sql\s+(\w+)\s*=\s*SQL\(/g)) {
    const { pieces, end } = piecesOf(source, match.index + match[0].length, macros, file, match[1]);
    if (pieces.length === 0 || !/^\)\s*;/.test(source.slice(end)))
      refuse(file, `${match[1]} is not one SQL(…);`);
    found.push({ name: match[1], pieces });
  }
  // A declaration: not a pointer, not a parameter.
  const declared = [...source.matchAll(/\bstruct\s+sql\s+\w+\s*(?:\[[^\]]*\]\s*)?[=;]/g)].length;
  const used = [...source.matchAll(/\bSQL\(/g)].length - [...source.matchAll(/define\s+SQL\(/g)].length;
  if (declared !== found.length || used !== found.length)
    refuse(file, `${declared} statements and ${used} SQL(…), but ${found.length} could be read`);
  return found;
}

const lines = [];
for (const file of [...files].sort())
  for (const { name, pieces } of statementsOf(file)) {
    const path = relative(root, file);
    lines.push(`    { "${path}:${name}",\n        ${pieces.join("\n        ")} },`);
  }
console.log(`#include "tests/sql/statements.h"

const struct statement_found statements_found[] = {
${lines.join("\n")}
    { NULL, NULL },
};`);
