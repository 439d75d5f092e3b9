/** Recipes from JavaScript: the list of fields is the core's, a valid one can always be saved and resumed, and a wrong one is named. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { loadCore, NcaError } from '../web/core/nca.js';
import { recipeListOf } from '../web/core/make-lists.mjs';
import { recipeList } from '../web/core/recipe-list.js';
import { changeRun } from '../web/training/checkpoint-file.js';
import { parameters } from '../web/training/parameters.js';
import { compileShippedWasm } from './support/core.js';

const SIDE = 8;
/** What the studio has no control for. */
const NOT_IN_STUDIO = ['beta1', 'beta2', 'epsilon', 'turns', 'match', 'learns', 'fineWeight', 'finePixels', 'morphsPerBatch', 'keptChannels', 'keptHidden'];
/** The studio's four sliders for one field. */
const SHARES = ['woundDiscs', 'woundCentres', 'woundHalves', 'woundBands'];

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadCore(await compileShippedWasm()); });

const target = new Float32Array(SIDE * SIDE * 4).fill(0.5);
/** @param {Record<string, unknown>} recipe */
const begin = (recipe) => core.createTrainer({ height: SIDE, width: SIDE, seed: 3, recipe }, core.newModel('blog', 1), target);
const numbersOf = (/** @type {Uint8Array} */ head) => JSON.parse(new TextDecoder().decode(head.subarray(8, 8 + Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true))))).__metadata__;

/** @param {() => unknown} call @param {string} key */
function refuses(call, key) {
  assert.throws(call, (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT' && error.message.includes(key) && /^[A-Z].*\.$/.test(error.message), key);
}

/** What others must be for a field to have any of its values. @type {Record<string, (value: number) => Record<string, unknown>>} */
const BESIDE = {
  numStepsMin: (value) => ({ numStepsMax: value }), numStepsMax: (value) => ({ numStepsMin: Math.min(value, 64) }), decayBeginEpoch: (value) => ({ decayEndEpoch: value }),
  learns: (value) => ({ fineWeight: value, ...value === 2 && { keptChannels: 8, keptHidden: 16 } }),
  keptChannels: (value) => (value > 0 ? { learns: 'details', fineWeight: 1, keptHidden: 16 } : {}), keptHidden: (value) => (value > 0 ? { learns: 'details', fineWeight: 1, keptChannels: 8 } : {}),
};
/** So large a one would take more memory than there is, or more than the model has. */
const SMALL = /** @type {Record<string, number>} */ ({ numStepsMin: 90, numStepsMax: 200, batch: 3, poolSize: 5, keptChannels: 15, keptHidden: 127 });

test('the file for pages without a core is what the core says', async () => {
  const file = await readFile(new URL('../web/core/recipe-list.js', import.meta.url), 'utf8');
  assert.equal(file, recipeListOf(core), 'node web/core/make-lists.mjs writes it anew');
  assert.ok(core.recipeFields.length > 20 && core.recipeFields.every(({ key, meaning }) => key && meaning));
});

test('types and studio know every field, and the studio asks for nothing that the core refuses', async () => {
  const types = await readFile(new URL('../web/core/types.js', import.meta.url), 'utf8');
  const declared = [.../@typedef \{object\} Recipe\b([^]*?)\n \*\n/.exec(types)?.[1].matchAll(/@property \{[^}]*\} (\w+)/g) ?? []].map(([, key]) => key);
  assert.deepEqual(declared.sort(), ['base', 'numEpochs', ...core.recipeFields.map(({ key }) => key)].sort());
  for (const { key, kind, min, max, words } of core.recipeFields) {
    if (NOT_IN_STUDIO.includes(key)) continue;
    const keys = key === 'woundShares' ? SHARES : [key];
    for (const each of keys) {
      const parameter = parameters.find((one) => one.key === each);
      assert.ok(parameter, `${each} is in the studio, or in the list of those that are not`);
      if (parameter.kind === 'choice') assert.deepEqual([...parameter.choices].sort(), [...words].sort());
      else assert.ok(parameter.kind === kind && parameter.min >= min && parameter.max <= max && (!parameter.hasZero || min === 0), each);
    }
  }
});

test('both ends of every field and what lies between are saved, and come back the same', () => {
  for (const { key, name, kind, count, min, max, words } of recipeList) {
    const largest = SMALL[key] ?? max, between = (min + largest) / 3;
    for (const value of [min, largest, kind === 'number' ? Math.fround(between) : Math.floor(between)]) {
      const recipe = { ...BESIDE[key]?.(value), [key]: count > 1 ? [value, 1, value, value] : kind === 'word' ? words[value] : value };
      const trainer = begin(recipe), numEpochs = 12, head = trainer.checkpointHead(numEpochs), metadata = numbersOf(head);
      assert.equal(Number(metadata[`recipe.${name}${count > 1 ? '[2]' : ''}`]), value, key);
      const poolSize = key === 'poolSize' ? value : 0, resumed = core.resumeTrainer(trainer.checkpoint(poolSize, numEpochs));
      assert.deepEqual(resumed.checkpointHead(numEpochs), head, key);
      for (const each of [trainer, resumed]) each.destroy();
    }
  }
});

test('what lies outside, or is of another kind, is refused by name; so is what does not suit the rest', () => {
  for (const { key, kind, count, min, max, words } of recipeList) {
    const outside = kind === 'word' ? ['x', 0, words.join(' '), ''] : [min - Math.max(1e-29, Math.abs(min)), max * 1.01 + 1, '1', true, NaN, Infinity, -Infinity, null, {}, [], 1n, Symbol('x')];
    if (kind === 'whole') outside.push(min + 0.5, 2 ** 53);
    for (const value of outside) refuses(() => begin({ [key]: count > 1 ? [1, value, 1, 1] : value }), `recipe.${key}`);
    refuses(() => begin({ [key]: count > 1 ? [1, 2] : [1] }), `recipe.${key}`);
  }
  for (const base of ['Regenerating', 'x', 0, null, {}, 'toString', '__proto__']) refuses(() => begin({ base }), 'recipe.base');
  for (const numEpochs of [-1, 1.5, NaN, '5', 2 ** 53]) refuses(() => begin({ base: 'growing', numEpochs }), 'recipe.numEpochs');
  for (const key of ['numEpoch', 'num_steps_min', 'toString', 'constructor']) refuses(() => begin({ [key]: 1 }), key);
  refuses(() => begin({ numStepsMin: 20, numStepsMax: 19 }), 'recipe.numStepsMax must be at least numStepsMin, not 19');
  refuses(() => begin({ batch: 8, poolSize: 4 }), 'recipe.poolSize');
  refuses(() => begin({ decayBeginEpoch: 8, decayEndEpoch: 4 }), 'recipe.decayEndEpoch');
  refuses(() => begin({ woundShares: [0, 0, 0, 0] }), 'recipe.woundShares');
  refuses(() => begin({ keptHidden: 16 }), 'recipe.keptHidden');
  refuses(() => begin({ learns: 'details', fineWeight: 1, keptHidden: 16 }), 'recipe.keptChannels');
  refuses(() => begin({ learns: 'details', fineWeight: 1, keptChannels: 16, keptHidden: 16 }), 'keptChannels must be fewer than the 16 of the model');
  refuses(() => begin({ learns: 'details', fineWeight: 1, keptChannels: 8, keptHidden: 128 }), 'keptHidden must be fewer than the 128 of the model');
});

test('a change of a run is checked by the same list', () => {
  const trainer = begin({}), file = trainer.checkpointHead();
  for (const [key, value] of Object.entries({ clipNorm: Infinity, batch: 1.5, loss: 'none', woundShares: [1], learningRate: 0, stillness: 1 })) {
    refuses(() => changeRun(file, { recipe: { [key]: value } }), key);
  }
  const changed = numbersOf(changeRun(file, { recipe: { learningRate: 3e-3, loss: 'every', woundShares: [0, 0.3, 1, 1] } }));
  assert.deepEqual([changed['recipe.learning_rate'], changed['recipe.loss'], changed['recipe.wound_shares[1]']], [Math.fround(3e-3), 1, Math.fround(0.3)].map(String));
  trainer.destroy();
});
