/** The words of a configuration stand in src/nca.h, and once more where pages without a core find them: they must be the same, in the same order. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { CONFIG_WORDS } from '../web/core/fields.js';
import { configListOf } from '../web/core/make-lists.mjs';
import { loadTestCore } from './support/core.js';
import { readSafetensors } from './support/safetensors.js';

const read = (/** @type {string} */ path) => readFile(new URL(path, import.meta.url), 'utf8');

test('the words of alive rules, filters and edges, and what filters make of a channel, are those of the core', async () => {
  assert.equal(await read('../web/core/config-list.js'), configListOf(await loadTestCore(), await read('../src/nca.h')), 'node web/core/make-lists.mjs writes it anew');
});

test('every alive rule, set of filters and edge has a golden file', async () => {
  const folder = new URL('golden/', import.meta.url), found = /** @type {Record<string, Set<string>>} */ ({ alive: new Set(), filters: new Set(['sobel']), edge: new Set(['zero']) });
  for (const file of await readdir(folder)) {
    const { metadata } = await readSafetensors(new URL(file, folder));
    for (const [key, words] of Object.entries(found)) if (metadata[key]) words.add(metadata[key]);
  }
  for (const [key, words] of Object.entries(found)) assert.deepEqual([...words].sort(), [...CONFIG_WORDS[/** @type {'alive'} */ (key)]].sort(), key);
});
