/** Training through the wrapper: repeatable to the bit, it learns, and a loss that runs off is told and undone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore } from './support/core.js';

const SIDE = 16;
/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Float32Array} */
let target;
before(async () => {
  core = await loadTestCore();
  target = core.readTarget(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)), { height: SIDE, width: SIDE });
});

/** @param {Partial<import('../web/core/types.js').Recipe>} recipe @param {number} [seed] */
const trainerOf = (recipe, seed = 1) =>
  core.createTrainer({ height: SIDE, width: SIDE, seed, recipe: { numStepsMin: 20, numStepsMax: 28, ...recipe } }, core.newModel('blog', 3), target);

test('the same seed gives the same bits, sliced or whole; another seed gives others', () => {
  const whole = trainerOf({ batch: 2 }), sliced = trainerOf({ batch: 2 }), other = trainerOf({ batch: 2 }, 2);
  for (let epoch = 0; epoch < 4; epoch++) {
    whole.epoch();
    other.epoch();
    for (let slice = 1; !sliced.slice(slice % 7 + 1); slice++);
  }
  assert.deepEqual(whole.params(), sliced.params());
  assert.notDeepEqual(whole.params(), other.params());
  assert.equal(whole.numEpochs, 4);
  assert.equal(sliced.model().epochs, 4);
});

test('it learns: the loss falls to less than half', () => {
  for (const recipe of /** @type {const} */ ([{ loss: 'last' }, { loss: 'every' }, { grads: 'per-tensor' }, { optimizer: 'muon' }])) {
    const trainer = trainerOf(recipe);
    /** @type {number[]} */
    const losses = [];
    for (let epoch = 0; epoch < 120; epoch++) {
      trainer.epoch();
      losses.push(trainer.loss);
    }
    const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const first = losses[0], last = mean(losses.slice(-20));
    assert.ok(last < first / 2, `${JSON.stringify(recipe)}: from ${first} to ${last}`);
    trainer.destroy();
  }
});

test('every rollout length at once is the mean over single lengths', () => {
  const every = trainerOf({ loss: 'every', numStepsMin: 5, numStepsMax: 8, learningRate: 1e-30, learningRateEnd: 1e-30 });
  every.epoch();
  // Four epochs of a length each draw the same fire mask only by gradient(), whose seed is given; so compare one rollout by hand.
  const single = trainerOf({ numStepsMin: 5, numStepsMax: 8 });
  const losses = [5, 6, 7, 8].map((steps) => single.gradient(123, steps).loss);
  assert.ok(losses.every((loss) => loss > 0));
  assert.ok(Math.abs(every.loss - losses.reduce((sum, loss) => sum + loss, 0) / 4) < 0.05 * every.loss, 'an untrained rule hardly depends on the mask');
});

test('the learning rate falls', () => {
  const trainer = trainerOf({ learningRate: 1e-3, learningRateEnd: 0, decayBeginEpoch: 1, decayEndEpoch: 3 });
  const change = () => {
    const before = trainer.params();
    trainer.epoch();
    return Math.hypot(...trainer.params().map((value, i) => value - before[i]));
  };
  const changes = [change(), change(), change(), change()];
  assert.ok(changes[0] > 0 && changes[1] > 0 && changes[2] > 0);
  assert.equal(changes[3], 0);
});

test('a loss that is no longer finite ends it, and the weights are those before', () => {
  const trainer = trainerOf({ learningRate: 1e3, learningRateEnd: 1e3, clipNorm: 0 });
  let epochs = 0;
  assert.throws(() => { for (; epochs < 100; epochs++) trainer.epoch(); }, (error) => error instanceof NcaError && error.code === 'NCA_ERR_LOSS_NOT_FINITE');
  assert.ok(epochs > 0 && epochs < 100);
  assert.ok(trainer.params().every(Number.isFinite));
  assert.equal(trainer.numEpochs, epochs);
});
