/**
 * The hand-written backward pass against central differences of the loss.
 *
 * The loss is smooth only while no relu and no cell's life changes side, so the model is kept away from both: biases far larger
 * than what the small weights can add, and an alpha that every update drives up. A point where differences of two widths disagree
 * all the same is passed over; enough points must remain.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { loadTestCore, randomArray, randomNumbers } from './support/core.js';

const STEPS = 6, HEIGHT = 5, WIDTH = 7;
/** Where the four tensors begin: points are drawn from each. */
const TENSORS = [['w1', 0, 6144], ['b1', 6144, 6272], ['w2', 6272, 8320], ['b2', 8320, 8336]];
const POINTS_PER_TENSOR = 24;

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** Away from every kink: biases far larger than what the small weights can add, and an alpha that every update drives up. */
function smoothModel(/** @type {'blog' | 'distill'} */ config, /** @type {() => number} */ random) {
  const model = core.newModel(config, 5);
  for (let i = 0; i < 6144; i++) model.params[i] *= 0.05;
  for (let i = 6144; i < 6272; i++) model.params[i] = i % 3 ? 0.6 : -0.6;
  for (let i = 6272; i < 8336; i++) model.params[i] = random() * 0.01;
  model.params[8320 + 3] = 0.3;
  return model;
}

/**
 * Holds gradients to central differences, tensor by tensor.
 * @param {Float32Array} grads @param {import('../web/core/types.js').Model} model
 * @param {(model: import('../web/core/types.js').Model) => number} lossAt @param {() => number} random
 */
function checkGradients(grads, model, lossAt, random) {
  const slope = (/** @type {number} */ at, /** @type {number} */ width) => {
    const losses = [1, -1].map((sign) => {
      const params = model.params.slice();
      params[at] += sign * width;
      // What a float really became, so that rounding of the parameter does not count.
      return { loss: lossAt({ ...model, params }), x: params[at] };
    });
    return (losses[0].loss - losses[1].loss) / (losses[0].x - losses[1].x);
  };
  for (const [name, begin, end] of /** @type {[string, number, number][]} */ (TENSORS)) {
    const largest = grads.subarray(begin, end).reduce((max, g) => Math.max(max, Math.abs(g)), 0);
    assert.ok(largest > 0, `${name}: some gradient`);
    let checked = 0;
    for (let point = 0; point < POINTS_PER_TENSOR; point++) {
      const at = begin + Math.floor(((random() + 1) / 2) * (end - begin));
      const narrow = slope(at, 2e-3), wide = slope(at, 4e-3);
      if (!(Math.abs(narrow - wide) <= 1e-3 * largest)) continue;
      checked++;
      assert.ok(Math.abs(narrow - grads[at]) <= 2e-3 * largest, `${name}[${at - begin}]: ${grads[at]}, differences say ${narrow}`);
    }
    assert.ok(checked >= POINTS_PER_TENSOR / 2, `${name}: only ${checked} points could be checked`);
  }
}

for (const config of /** @type {const} */ (['blog', 'distill'])) {
  describe(config, () => {
    const random = randomNumbers(config.length);
    const target = randomArray(HEIGHT * WIDTH * 4, random).map(Math.abs);

    test('one rollout, every tensor', () => {
      const model = smoothModel(config, random);
      const gradientAt = (/** @type {import('../web/core/types.js').Model} */ at) => {
        const trainer = core.createTrainer({ height: HEIGHT, width: WIDTH, seed: 1 }, at, target);
        const result = trainer.gradient(9, STEPS);
        trainer.destroy();
        return result;
      };
      const { grads, loss } = gradientAt(model);
      assert.ok(loss > 0.01, 'there is something to learn');
      checkGradients(grads, model, (at) => gradientAt(at).loss, random);
    });

    for (const extra of [{}, { overflowWeight: 0.7 }, { stillnessWeight: 0.3 }, { survivalWeight: 0.4 }, { turns: 5 }, { match: /** @type {const} */ ('texture') }]) for (const loss of /** @type {const} */ (['last', 'every'])) {
      const added = Object.keys(extra).map((key) => `, and ${key}`).join('');
      test(`an epoch of three samples, loss at ${loss === 'last' ? 'the last state' : 'every state'}${added}`, () => {
        const model = smoothModel(config, random);
        // Far outside -2..2 after a few steps, so that overflow has something to say.
        if ('overflowWeight' in extra) for (let i = 8320; i < 8336; i++) model.params[i] += 0.8;
        // Fainter with every update, so that survival has.
        if ('survivalWeight' in extra) model.params[8323] = -0.28;
        const options = { height: HEIGHT, width: WIDTH, seed: 4, recipe: { ...extra, loss, batch: 3, numStepsMin: STEPS - 2, numStepsMax: STEPS } };
        const epochAt = (/** @type {import('../web/core/types.js').Model} */ at) => {
          const trainer = core.createTrainer(options, at, target);
          trainer.epoch();
          const result = { loss: trainer.loss, gradNorm: trainer.gradNorm };
          trainer.destroy();
          return result;
        };
        const grads = new Float32Array(model.params.length);
        for (const index of [0, 1]) {
          const share = core.createTrainer({ ...options, share: { index, count: 2 } }, model, target);
          while (!share.slice(5));
          for (const { grads: part } of share.shareResults()) part.forEach((value, i) => { grads[i] += value; });
          share.destroy();
        }
        checkGradients(grads, model, (at) => epochAt(at).loss, random);
        const { gradNorm } = epochAt(model);
        assert.ok(Math.abs(Math.hypot(...grads) - gradNorm) <= 1e-5 * gradNorm, 'the epoch steps along the sum of its samples');
      });
    }
  });
}

test('what a trainer has no gradient for is refused, and it goes on', () => {
  const model = core.newModel('blog', 5), target = new Float32Array(HEIGHT * WIDTH * 4).fill(0.5), begin = (/** @type {object} */ recipe) => core.createTrainer({ height: HEIGHT, width: WIDTH, seed: 1, recipe }, model, target);
  const every = begin({ loss: 'every' }), last = begin({});
  assert.throws(() => every.gradient(1, STEPS), /recipe\.loss is last/);
  for (const steps of [0, 96, 1.5]) assert.throws(() => last.gradient(1, steps), /numSteps/);
  for (const each of [every, last]) {
    each.epoch();
    each.destroy();
  }
});
