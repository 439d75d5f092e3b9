/**
 * `node web/core/make-lists.mjs`: writes web/core/recipe-list.js and config-list.js, what header and built core say of the fields of a recipe, and of alive rules,
 * filters and edges, for pages that have no core at hand. A test holds them equal.
 */
import { readFile, writeFile } from 'node:fs/promises';

import { loadCore } from './nca.js';

/** @import { Core } from './nca.js' */

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);
const quoted = (/** @type {string[]} */ words, between = ', ') => words.map((word) => `'${word}'`).join(between);

/** @param {Core} core @returns {string} the text of recipe-list.js */
export function recipeListOf({ recipeFields }) {
  const lines = recipeFields.map(({ key, name, kind, count, min, max, words }) => {
    const parts = [`key: '${key}'`, `name: '${name}'`, `kind: '${kind}'`, `count: ${count}`, `min: ${min}`, `max: ${max}`, `words: [${quoted([...words])}]`];
    return `  { ${parts.join(', ')} },`;
  });
  return `/** The fields of a recipe, as src/nca.h has them. Made by make-lists.mjs: not to be edited. */
export const recipeList = Object.freeze(/** @type {const} */ ([
${lines.join('\n')}
]));
`;
}

/** The words of one of the lists of nca.h, in order, and what they mean. @param {string} header @param {string} name */
function wordsOf(header, name) {
  const [list] = header.match(new RegExp(`#define NCA_${name.toUpperCase()}_LIST\\(X\\)(?:.*\\\\\\n)*.*`)) ?? [''];
  const rows = Array.from(list.matchAll(/X\(\w+, (\d+), (?:\w+, )?"([^"]+)", "([^"]+)"\)/g), ([, value, word, meaning]) => ({ value: Number(value), word, meaning }));
  if (rows.length === 0 || rows.some(({ value }, i) => value !== i)) throw new Error(`nca.h has no list of ${name} that counts from 0`);
  return rows;
}

/** @param {Core} core @param {string} header nca.h @returns {string} the text of config-list.js */
export function configListOf({ exports: wasm }, header) {
  const lists = ['alive', 'filters', 'edge', 'match'].map((key) => ({ key, rows: wordsOf(header, key) }));
  const types = lists.map(({ key, rows }) => {
    const name = key[0].toUpperCase() + key.slice(1), meanings = rows.map(({ word, meaning }) => `${word}: ${meaning}`);
    return ` * @typedef {${quoted(rows.map(({ word }) => word), ' | ')}} ${name} ${meanings.join('; ')}`;
  });
  const words = lists.map(({ key, rows }) => `  ${key}: Object.freeze(/** @type {const} */ ([${quoted(rows.map(({ word }) => word))}])),`);
  const those = (/** @type {string} */ key, /** @type {string} */ are) => quoted(wordsOf(header, key).filter(({ value }) => wasm[`nca_wasm_${are}`](value)).map(({ word }) => word));
  const planes = wordsOf(header, 'filters').map(({ value, word }) => `${/\W/.test(word) ? `'${word}'` : word}: ${wasm.nca_wasm_filters_planes(value)}`);
  return `/**
 * The words of a configuration and what they say of themselves, as src/nca.h and the files that it names have it. Made by make-lists.mjs: not to be edited.
 *
${types.join('\n')}
 */
export const CONFIG_WORDS = Object.freeze({
${words.join('\n')}
});

/** Numbers that a cell perceives of each channel. */
export const FILTER_PLANES = Object.freeze({ ${planes.join(', ')} });
/** By which a cell sees a direction. @type {readonly unknown[]} */
export const DIRECTED_FILTERS = Object.freeze([${those('filters', 'filters_turn')}]);
/** Beyond which the other side lies. @type {readonly unknown[]} */
export const ROUND_EDGES = Object.freeze([${those('edge', 'edge_is_round')}]);
/** By which no cell dies. @type {readonly unknown[]} */
export const DEATHLESS_RULES = Object.freeze([${those('alive', 'alive_spares_all')}]);
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const core = await loadCore(new Uint8Array(await readFile(here('../../build/wasm/nca.wasm'))));
  await writeFile(here('./recipe-list.js'), recipeListOf(core));
  await writeFile(here('./config-list.js'), configListOf(core, await readFile(here('../../src/nca.h'), 'utf8')));
}
