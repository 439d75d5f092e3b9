/**
 * `node web/core/make-recipe-list.mjs`: writes web/core/recipe-list.js, what the built core says of the fields of a recipe, for pages that have no core
 * at hand. A test holds the two equal.
 */
import { readFile, writeFile } from 'node:fs/promises';

import { loadCore } from './nca.js';

const FILE = new URL('./recipe-list.js', import.meta.url);

/** @param {import('./nca.js').Core} core @returns {string} the text of the file */
export function recipeListOf({ recipeFields }) {
  const lines = recipeFields.map(({ key, name, kind, count, min, max, words }) => {
    const parts = [`key: '${key}'`, `name: '${name}'`, `kind: '${kind}'`, `count: ${count}`, `min: ${min}`, `max: ${max}`, `words: [${words.map((word) => `'${word}'`).join(', ')}]`];
    return `  { ${parts.join(', ')} },`;
  });
  return `/** The fields of a recipe, as src/nca.h has them. Made by make-recipe-list.mjs: not to be edited. */
export const recipeList = Object.freeze(/** @type {const} */ ([
${lines.join('\n')}
]));
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const core = await loadCore(new Uint8Array(await readFile(new URL('../../build/wasm/nca.wasm', import.meta.url))));
  await writeFile(FILE, recipeListOf(core));
}
