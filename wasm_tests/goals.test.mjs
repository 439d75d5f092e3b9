/** One rule with several goals, as JavaScript has it: grown, mixed, planted side by side on one grid, learnt, probed, saved. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { layoutOf } from '../web/core/shape.js';
import { loadTestCore, randomArray, randomNumbers } from './support/core.js';
import { GOAL_NAMES, severalGoals } from './support/several-goals.js';

/** @import { Core } from '../web/core/nca.js' */
/** @import { Model } from '../web/core/types.js' */

const H = 24, W = 40, GOALS = 3, NAMES = GOAL_NAMES;

/** @type {Core} */
let core;
/** @type {Model} */
let model;
before(async () => {
  core = await loadTestCore();
  model = severalGoals(core);
});

/** @param {(sim: import('../web/core/sim.js').Sim) => void} [set] */
function grown(set = () => {}) {
  const sim = core.createSim({ height: H, width: W });
  sim.setModel(model);
  set(sim);
  sim.reset(7);
  sim.step(25);
  const state = sim.state.slice();
  sim.destroy();
  return state;
}

test('the first goal grows unless another is asked for; one alone is a mix of one', () => {
  const first = grown();
  assert.deepEqual(grown((sim) => sim.setGoal(0)), first);
  assert.deepEqual(grown((sim) => sim.setMix([1, 0, 0])), first);
  assert.deepEqual(grown((sim) => sim.setMix(new Float32Array([0, 0, 1]))), grown((sim) => sim.setGoal(2)));
  assert.notDeepEqual(grown((sim) => sim.setGoal(2)), first);
  assert.notDeepEqual(grown((sim) => sim.setMix([0.5, 0.5, 0])), first);
  assert.equal(first.some((value) => value !== 0), true);
});

test('two kinds on one grid, far from one another, are each what it is alone; a graft goes on as the other', () => {
  const alone = (/** @type {number} */ goal, /** @type {number} */ x) => {
    const sim = core.createSim({ height: H, width: W });
    sim.setModel(model);
    sim.setGoal(goal);
    sim.setClock(7, 0);
    sim.plant(x, 12);
    sim.step(8);
    return sim;
  };
  const both = core.createSim({ height: H, width: W });
  both.setModel(model);
  assert.equal(both.kinds, undefined);
  both.setKinds([[1, 0, 0], [0, 0, 1]]);
  both.setClock(7, 0);
  both.plant(10, 12);
  both.plant(30, 12, 1);
  both.step(8);
  const left = alone(0, 10), right = alone(2, 30), { numChannels } = both;
  const half = (/** @type {Float32Array} */ state, /** @type {boolean} */ isLeft) => state.filter((_, i) => (Math.floor(i / numChannels) % W < W / 2) === isLeft);
  assert.deepEqual(half(both.state, true), half(left.state, true));
  assert.deepEqual(half(both.state, false), half(right.state, false));
  assert.equal(both.kinds?.[12 * W + 30], 1);
  assert.equal(both.kinds?.[12 * W + 10], 0);

  both.graft({ shape: 'half', x: 0, y: 0, angle: 0 }, 1);
  assert.deepEqual([...new Set(both.kinds)], [1]);
  const states = [both, left].map((sim) => (sim.step(4), half(sim.state.slice(), true)));
  assert.notDeepEqual(states[0], states[1]);
  both.setModel({ ...model, config: { ...model.config, filters: 'isotropic' } });
  assert.deepEqual([both.numKinds, both.kinds], [1, undefined], 'a model of another shape leaves one, though it perceives as many numbers');
  both.setKinds([[1, 0, 0]]);
  assert.equal(both.numKinds, 1);
  assert.equal(both.kinds, undefined);
  for (const sim of [both, left, right]) sim.destroy();
});

test('each goal learns towards its own target, and is probed by itself', () => {
  const random = randomNumbers(9), targets = randomArray(GOALS * H * W * 4, random).map(Math.abs), recipe = { batch: GOALS, numStepsMin: 8, numStepsMax: 8 };
  const trainer = core.createTrainer({ height: H, width: W, seed: 1, recipe }, model, targets);
  assert.equal(trainer.goalLoss(1), undefined);
  trainer.epoch();
  const losses = NAMES.map((_, goal) => trainer.goalLoss(goal) ?? NaN);
  assert.ok(Math.abs(losses.reduce((sum, loss) => sum + loss / GOALS, 0) - trainer.loss) < 1e-12);
  assert.equal(new Set(losses).size, GOALS);
  assert.deepEqual(trainer.model().goalNames, NAMES);
  const { hidden, b1 } = layoutOf(model.config);
  for (const goal of [0, 2]) {
    const { grads } = trainer.gradient(4, 6, goal);
    for (let other = 0; other < GOALS; other++) assert.equal(grads.subarray(b1 + other * hidden, b1 + (other + 1) * hidden).some(Boolean), other === goal);
  }
  trainer.destroy();
  const [first, second] = [0, 1].map((goal) => {
    const probe = core.createProbe({ height: H, width: W, goal, wide: 0, numSeeds: 1, ages: [10] }, model, targets.slice(0, H * W * 4));
    probe.run(0);
    const [{ errors }] = probe.trials();
    probe.destroy();
    return errors[0].error;
  });
  assert.notEqual(first, second);
});

test('a file holds goals, names and decoder; a checkpoint holds them too', () => {
  const config = { ...model.config, decoder: 16, decoderScale: 4 }, { numParams, decoder } = layoutOf(config);
  const params = randomArray(numParams, randomNumbers(2)), whole = { ...model, config, params };
  assert.equal(numParams - decoder, 16 * 16 + 16 + 16 * 16 + 16 + 4 * 16 + 4);
  assert.deepEqual(core.readWeights(core.writeWeights(whole)), { ...whole, config: { ...config } });
  const targets = randomArray(GOALS * H * W * 4, randomNumbers(9)).map(Math.abs);
  const trainer = core.createTrainer({ height: H, width: W, seed: 1, recipe: { batch: GOALS, numStepsMin: 4, numStepsMax: 4, poolSize: 7 } }, whole, targets);
  trainer.epoch();
  const resumed = core.resumeTrainer(trainer.checkpoint(7));
  trainer.epoch();
  resumed.epoch();
  assert.deepEqual(resumed.params(), trainer.params());
  assert.deepEqual(resumed.params().subarray(decoder), params.subarray(decoder), 'the rule learns, the decoder stays');
  assert.deepEqual(core.readWeights(resumed.checkpoint(7)).goalNames, NAMES);
  trainer.destroy();
  resumed.destroy();
});

test('what cannot be is named', () => {
  const sim = core.createSim({ height: H, width: W });
  sim.setModel(model);
  const refuses = (/** @type {() => void} */ act, /** @type {RegExp} */ words) => assert.throws(act, (error) => /** @type {any} */ (error).code === 'BAD_ARGUMENT' && words.test(String(error)));
  refuses(() => sim.setGoal(3), /goal must be a whole number from 0 to 2/);
  refuses(() => sim.setMix([1, 0]), /weights must be an array of 3/);
  refuses(() => sim.setMix([1, 0, NaN]), /weights\[2\]/);
  refuses(() => sim.setKinds([]), /mixes/);
  refuses(() => sim.setKinds([[1, 0, 0], [1, 0]]), /mixes\[1\]/);
  refuses(() => sim.plant(1, 1, 1), /kind/);
  refuses(() => sim.graft({ shape: 'disc', x: 1, y: 1, size: 1, angle: 0 }, 1), /kind/);
  refuses(() => sim.setModel({ ...model, goalNames: ['one'] }), /goalNames must be an array of 3/);
  refuses(() => sim.setModel({ ...model, goalNames: ['one', 'two', 'a\nb'] }), /goalNames\[2\]/);
  refuses(() => sim.setModel({ ...model, config: { ...model.config, goals: 256 } }), /goals/);
  refuses(() => sim.setModel({ ...model, config: { ...model.config, decoder: 16 } }), /decoderScale/);
  refuses(() => sim.setModel({ ...model, config: { ...model.config, decoder: 18, decoderScale: 4 } }), /decoder/);
  refuses(() => core.createTrainer({ height: H, width: W, seed: 1 }, model, new Float32Array(H * W * 4).fill(1)), /target/);
  sim.destroy();
});
