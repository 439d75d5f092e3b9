/** The words of a configuration stand in src/nca.h, and once more in web/core/fields.js: they must be the same, in the same order. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { CONFIG_WORDS } from '../web/core/fields.js';

test('the words of alive rules, filters and edges are those of the core', async () => {
  const header = await readFile(new URL('../src/nca.h', import.meta.url), 'utf8');
  for (const [key, words] of Object.entries(CONFIG_WORDS)) {
    const [, list] = header.match(new RegExp(`^#define NCA_${key.toUpperCase()}_LIST\\(X\\) (.*)$`, 'm')) ?? assert.fail(`nca.h has no list of ${key}`);
    assert.deepEqual(Array.from(list.matchAll(/"([^"]+)"/g), ([, word]) => word), words);
    assert.deepEqual(Array.from(list.matchAll(/, (\d+), /g), ([, value]) => Number(value)), words.map((_, i) => i));
  }
});
