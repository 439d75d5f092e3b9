/** What the page says: every error that can be thrown has a sentence, in every language. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { NcaError } from '../web/core/error.js';
import { sentenceOf } from '../web/text/sentence-of.js';
import { text } from '../web/text/text.js';

const root = new URL('../', import.meta.url);
const sources = await Promise.all((await readdir(new URL('web', root), { recursive: true })).filter((path) => path.endsWith('.js')).map(async (path) => (
  { path, source: await readFile(new URL(`web/${path}`, root), 'utf8') })));

/** @returns {Promise<Set<string>>} every code, from where it is thrown or told */
async function allCodes() {
  const codes = new Set();
  for (const { source } of sources) {
    for (const [, code] of source.matchAll(/new NcaError\(\s*'(\w+)'/g)) codes.add(code);
    for (const [, code] of source.matchAll(/\bcode: (?:[^'\n]*\? )?'(\w+)'/g)) codes.add(code);
    for (const [, code] of source.matchAll(/\bcode: [^\n]*\? '\w+' : '(\w+)'/g)) codes.add(code);
  }
  const header = await readFile(new URL('src/nca.h', root), 'utf8');
  for (const [, code] of header.matchAll(/X\((NCA_ERR_\w+), -/g)) codes.add(code);
  codes.delete('UNKNOWN'); // what the element says of an error without a code
  return codes;
}

test('every error has a sentence, and every sentence an error', async () => {
  const codes = await allCodes();
  assert.ok(codes.size > 60, String(codes.size));
  assert.deepEqual(Object.keys(text.errors).sort(), [...codes].sort());
});

test('a sentence takes what it needs from the details of its error', () => {
  assert.equal(sentenceOf(new NcaError('NOT_SUPPORTED', undefined, { details: { what: 'ResizeObserver' } })), 'This browser has no ResizeObserver, which the snowflake is shown with.');
  assert.equal(sentenceOf({ code: 'RUNS_LEFT_OUT', details: { count: 1 } }), 'One run that was kept here is damaged and left out.');
  assert.equal(sentenceOf({ code: 'BAD_SETTING', details: { key: 'padding', problem: 'padding' } }), 'The setting “Padding” must leave at least 8 cells for the picture.');
});
