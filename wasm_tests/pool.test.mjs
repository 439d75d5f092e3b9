/** Training with a sample pool, through the wrapper: the same bits however it is cut up, and it teaches what it is for. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { NcaError } from '../web/core/nca.js';
import { loadTestCore, randomNumbers } from './support/core.js';

const HEIGHT = 18, WIDTH = 16, POOL = 10;
/** @type {import('../web/core/nca.js').Core} */
let core;
/** @type {Float32Array} */
let target;
before(async () => {
  core = await loadTestCore();
  target = core.readTarget(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)), { height: HEIGHT, width: WIDTH, padding: 2, premultiplied: true });
});

const recipe = Object.freeze({
  base: /** @type {const} */ ('regenerating'), numEpochs: 60, batch: 4, poolSize: POOL, numStepsMin: 10, numStepsMax: 13, woundBeginEpoch: 5,
});
const options = Object.freeze({ height: HEIGHT, width: WIDTH, seed: 3, recipe });
const begin = (/** @type {Partial<import('../web/core/types.js').TrainerOptions>} */ more = {}) =>
  core.createTrainer({ ...options, ...more }, core.newModel('distill', 7), target);

/** The same for a rule that has its target already, because the target is what it grows: so the pool is in use from the first epoch. */
function beginGrown(/** @type {Partial<import('../web/core/types.js').TrainerOptions>} */ more = {}) {
  const model = core.newModel('distill', 7), random = randomNumbers(5);
  for (let i = 6272; i < 8320; i++) model.params[i] = random() * 0.02;
  const sim = core.createSim({ height: HEIGHT, width: WIDTH });
  sim.setModel(model);
  sim.reset(1);
  sim.step(12);
  const grown = Float32Array.from({ length: HEIGHT * WIDTH * 4 }, (_, i) => sim.state[Math.floor(i / 4) * 16 + i % 4]);
  sim.destroy();
  return core.createTrainer({ ...options, ...more }, model, grown);
}

/** How many states of the pool are not the seed's or nothing. */
const numUsed = (/** @type {import('../web/core/nca.js').Trainer} */ trainer) =>
  Array.from({ length: POOL }, (_, slot) => trainer.poolState(slot)?.some((value) => value !== 0 && value !== 1)).filter(Boolean).length;

test('slices, whole epochs and shares of a batch come to the same bits', () => {
  const whole = beginGrown(), sliced = beginGrown(), shares = [0, 1, 2].map((index) => beginGrown({ share: { index, count: 3 } }));
  for (let epoch = 0; epoch < 12; epoch++) {
    whole.epoch();
    for (let slice = 1; !sliced.slice(slice % 5 + 1); slice++);
    for (const share of shares) while (!share.slice(9));
    const results = shares.map((share) => share.shareResults());
    shares.forEach((share, i) => share.finishEpoch(results.filter((_, other) => other !== i).flat()));
  }
  assert.ok(numUsed(whole) > POOL / 2, 'the pool is in use');
  for (const other of [sliced, ...shares]) assert.deepEqual(other.params(), whole.params());
  for (let slot = 0; slot < POOL; slot++) {
    const states = shares.map((share) => share.poolState(slot));
    assert.deepEqual(states.map((state) => state !== undefined), [0, 1, 2].map((index) => slot % 4 % 3 === index), 'each state is held by one share');
    assert.deepEqual(states.find((state) => state), whole.poolState(slot));
  }
});

test('a checkpoint goes on to the same bits, also in shares', () => {
  const whole = beginGrown(), stopped = beginGrown();
  for (let epoch = 0; epoch < 14; epoch++) whole.epoch();
  for (let epoch = 0; epoch < 9; epoch++) stopped.epoch();
  const file = stopped.checkpoint(POOL, 60), resumed = core.resumeTrainer(file);
  assert.equal(resumed.numEpochs, 9);
  assert.deepEqual(resumed.checkpoint(POOL, 60), file);
  const shares = [0, 1].map((index) => core.resumeTrainer(file, { index, count: 2 }));
  for (let epoch = 9; epoch < 14; epoch++) {
    resumed.epoch();
    for (const share of shares) while (!share.slice(50));
    const results = shares.map((share) => share.shareResults());
    shares.forEach((share, i) => share.finishEpoch(results[1 - i]));
  }
  assert.deepEqual(resumed.params(), whole.params());
  assert.deepEqual(resumed.checkpoint(POOL, 60), whole.checkpoint(POOL, 60));
  for (const share of shares) assert.deepEqual(share.params(), whole.params());
  assert.equal(resumed.model().epochs, 14);
  assert.deepEqual(core.readWeights(file).params, stopped.params(), 'it is a weights file too');
});

test('a checkpoint that is cut, or none, is refused with a sentence', () => {
  const trainer = begin();
  trainer.epoch();
  const file = trainer.checkpoint(POOL), weights = core.writeWeights(trainer.model());
  const rejects = (/** @type {Uint8Array} */ bytes, /** @type {string} */ code) =>
    assert.throws(() => core.resumeTrainer(bytes), (error) => error instanceof NcaError && error.code === code && /\.$/.test(error.message));
  rejects(file.subarray(0, file.length - 4), 'NCA_ERR_WEIGHTS_TRUNCATED');
  rejects(file.subarray(0, 100), 'NCA_ERR_WEIGHTS_TRUNCATED');
  rejects(weights, 'NCA_ERR_CHECKPOINT_NONE');
  const other = file.slice(), at = Buffer.from(other).indexOf('"checkpoint":"');
  assert.ok(at > 0);
  other[at + 14] = '9'.charCodeAt(0); // newer than any real one
  rejects(other, 'NCA_ERR_CHECKPOINT_VERSION');
});

test('a recipe outside its ranges is refused', () => {
  for (const wrong of [{ batch: 0 }, { poolSize: 3 }, { seedsPerBatch: -1 }, { woundShares: [0, 0, 0, 0] }, { numStepsMax: 9 }, { muonRate: NaN }]) {
    assert.throws(() => begin({ recipe: { ...recipe, ...wrong } }), (error) => error instanceof NcaError && error.code === 'BAD_ARGUMENT', JSON.stringify(wrong));
  }
});

test('with a pool a flake stays; without one it does not', () => {
  const lossLater = (/** @type {'growing' | 'persistent'} */ base) => {
    const numEpochs = 300;
    const trainer = begin({ recipe: { base, numEpochs, batch: 4, poolSize: base === 'growing' ? 0 : 32, numStepsMin: 14, numStepsMax: 20 } });
    for (let epoch = 0; epoch < numEpochs; epoch++) trainer.epoch();
    const sim = core.createSim({ height: HEIGHT, width: WIDTH });
    sim.setModel(trainer.model());
    sim.reset(1);
    const losses = [20, 300].map((steps) => {
      sim.step(steps - sim.numSteps);
      return sim.loss(target);
    });
    trainer.destroy();
    sim.destroy();
    return losses;
  };
  const [grown, grownLater] = lossLater('growing'), [stays, staysLater] = lossLater('persistent');
  const empty = target.reduce((sum, value) => sum + value * value, 0) / target.length;
  assert.ok(grown < empty / 3 && stays < empty / 3, `both grow: ${grown}, ${stays} of ${empty}`);
  assert.ok(staysLater < empty / 3, `it stays: ${stays}, later ${staysLater}`);
  assert.ok(grownLater > 3 * staysLater, `the other does not: ${grown}, later ${grownLater}`);
});

test('wounds cover what they say', () => {
  const count = (/** @type {import('../web/core/types.js').Wound} */ wound) => {
    const sim = core.createSim({ height: 20, width: 30 });
    sim.state.fill(1);
    sim.stateChanged();
    sim.wound(wound);
    const left = sim.state.reduce((sum, value) => sum + value, 0) / 16;
    sim.destroy();
    return 600 - left;
  };
  assert.equal(count({ shape: 'half', x: 15, y: 10, angle: 0 }), 300);
  assert.equal(count({ shape: 'half', x: 15, y: 10, angle: Math.PI / 2 }), 300);
  assert.equal(count({ shape: 'band', x: 15, y: 10, size: 4, angle: 0 }), 80);
  assert.equal(count({ shape: 'disc', x: 0, y: 0, size: 0.4 }), 0);
  assert.ok(Math.abs(count({ shape: 'disc', x: 15, y: 10, size: 8 }) - Math.PI * 64) < 8);
});
