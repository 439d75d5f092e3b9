/**
 * What the page knows of a new set of filters, edge or alive rule: all of it from the lists of nca.h. Some are added to a copy of the sources, as src/tests/new_parts_test.sh does for
 * the core, and once more as many words of each list as no link has flags for.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { configListOf } from '../web/core/make-lists.mjs';

/** @import { Model } from '../web/core/types.js' */

const ROOT = new URL('../', import.meta.url), path = (/** @type {string} */ name) => new URL(name, ROOT).pathname;
/** What the built core would say of itself, by number. */
const CORE = { exports: {
  nca_wasm_filters_planes: (/** @type {number} */ filters) => [3, 3, 4, 4][filters] ?? 3, nca_wasm_filters_turn: (/** @type {number} */ filters) => Number(filters !== 1),
  nca_wasm_edge_is_round: (/** @type {number} */ edge) => Number(edge === 1), nca_wasm_alive_spares_all: (/** @type {number} */ alive) => Number(alive === 2),
} };
const NUM_MORE = 6;

/** @type {string} */
let copy;
/** @type {typeof import('../web/core/fields.js')} */
let fields;
before(async () => {
  await mkdir(path('build'), { recursive: true });
  copy = await mkdtemp(path('build/new-parts-'));
  for (const name of ['src', 'web', 'package.json']) await cp(path(name), `${copy}/${name}`, { recursive: true });
  execFileSync('sh', [`${copy}/src/tests/add_parts.sh`, `${copy}/src`]);
  let header = await readFile(`${copy}/src/nca.h`, 'utf8');
  for (const key of ['ALIVE', 'FILTERS', 'EDGE', 'MATCH']) header = header.replace(new RegExp(`#define NCA_${key}_LIST\\(X\\)(?:.*\\\\\n)*.*`), (list) => withMore(list, key));
  await writeFile(`${copy}/web/core/config-list.js`, configListOf(/** @type {any} */ (CORE), header));
  fields = await load('core/fields.js');
});
after(() => rm(copy, { recursive: true }));

/** @param {string} list @param {string} key */
function withMore(list, key) {
  const first = Array.from(list.matchAll(/X\(/g)).length;
  return `${list} ${Array.from({ length: NUM_MORE }, (_, i) => `X(NCA_${key}_${i}, ${first + i}, "more-${i}", "and more")`).join(' ')}`;
}

/** @param {string} name */
const load = (name) => import(pathToFileURL(`${copy}/web/${name}`).href);

/** Of the smallest shape. @param {Record<string, string>} words @returns {Promise<Model>} */
async function modelOf({ match, ...words }) {
  const { layoutOf } = await load('core/shape.js'), config = { channels: 8, hidden: 16, sobelScale: 0.125, fireRate: 0.5, aliveThreshold: 0.1, premultiplied: true, ...words };
  const params = Float32Array.from({ length: layoutOf(config).numParams }, (_, i) => ((i * 37) % 101 - 50) / 64);
  return { config: /** @type {any} */ (config), params, name: 'New', target: '', license: 'MIT', height: 20, width: 24, padding: 2, epochs: 7, ...(match !== 'pixels' && { match: /** @type {any} */ (match) }) };
}

describe('a new word of the lists', () => {
  test('is in the list that the page has', () => {
    const { CONFIG_WORDS } = fields, [alive, filters, edge] = [CONFIG_WORDS.alive, CONFIG_WORDS.filters, CONFIG_WORDS.edge].map((words) => /** @type {readonly string[]} */ (words));
    assert.ok(alive[3] === 'either' && filters[3] === 'sobel+blur' && edge[2] === 'mirror' && edge[3] === 'shore');
    for (const words of Object.values(CONFIG_WORDS)) assert.equal(words[words.length - 1], `more-${NUM_MORE - 1}`);
  });

  test('goes through a link, beside every other', async () => {
    const { encodeModel, decodeModel } = await load('share/model-link.js'), { contentIdOf } = await load('library/identity.js'), entries = Object.entries(fields.CONFIG_WORDS);
    const ids = new Set();
    for (let turn = 0; turn < 40; turn++) { // each list goes round by itself
      const model = await modelOf(Object.fromEntries(entries.map(([key, words], i) => [key, words[Math.floor(turn / (i % 2 ? 3 : 1)) % words.length]])));
      const link = encodeModel(model), { model: back } = decodeModel(link);
      assert.deepEqual({ ...back.config, match: back.match }, { ...model.config, match: model.match });
      assert.equal(encodeModel(back), link);
      ids.add(contentIdOf(model));
    }
    assert.ok(ids.size > 20);
  });

  test('is offered by the form, and fits the others by what it is', async () => {
    const { parameters, readSettings } = await load('training/parameters.js'), { misfitsOf } = await load('training/misfits.js'), { kindOf } = await load('training/kinds.js');
    for (const [key, word] of [['edge', 'mirror'], ['alive', 'either'], ['filters', 'sobel+blur']]) {
      assert.ok(parameters.some((/** @type {{ key: string, choices?: string[] }} */ each) => each.key === key && each.choices?.includes(word)), word);
      assert.equal(readSettings({ [key]: word })[key], word);
    }
    assert.equal(misfitsOf({ filters: 'sobel+blur', edge: 'mirror', match: 'pixels', alive: 'either' }).get('turns'), 'directed');
    assert.equal(misfitsOf({ filters: 'isotropic', edge: 'mirror', match: 'pixels', alive: 'either' }).get('match'), 'edge');
    assert.equal(kindOf({ filters: 'sobel+blur', match: 'pixels' }), 'usual');
  });

  test('has no kernels on a graphics card, which says so', async () => {
    const { planOf } = await load('gpu/plan.js'), { perceive } = await load('gpu/kernels/perceive.js');
    for (const config of [{ alive: 'either' }, { alive: 'post', edge: 'mirror' }, { alive: 'post', filters: 'sobel+blur' }])
      assert.throws(() => perceive(planOf(config, false), 'cell'), { code: 'GPU_NO_KERNELS' });
  });
});
