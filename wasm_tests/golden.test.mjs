/** The core against an independent PyTorch implementation in float64: masks, states, loss, gradients, Adam. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';

import { layoutOf } from '../web/core/shape.js';
import { assertClose, largest, loadTestCore } from './support/core.js';
import { DECODER_PARAMS, goldenModel, openGolden, paramNames } from './support/golden.js';

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

test('fire masks are the same bit for bit', async () => {
  const { tensors } = await openGolden('fire_masks');
  const cases = [
    { name: 'mask', seed: 42, rate: 0.5 },
    { name: 'mask_r25', seed: 4000000000, rate: 0.25 },
  ];
  for (const { name, seed, rate } of cases) {
    for (let step = 0; step < 3; step++) {
      const { shape: [height, width], data } = tensors[`${name}_${step}`];
      assert.deepEqual([...core.fireMask(height, width, seed, step, rate)], [...data], `${name}_${step}`);
    }
  }
});

for (const file of readdirSync(new URL('golden/', import.meta.url)).map((name) => name.split('.')[0]).filter((name) => name !== 'fire_masks')) {
  describe(file, () => {
    /** @type {Awaited<ReturnType<typeof openGolden>>} */
    let ref;
    /** @type {import('../web/core/types.js').Model} */
    let model;
    let height = 0, width = 0, seed = 0;

    /** Each tensor by itself, relative to its own largest value. */
    const assertParamsClose = (/** @type {string} */ prefix, /** @type {Float32Array} */ got, /** @type {number} */ rel) => {
      let offset = 0;
      for (const name of paramNames(ref)) {
        const want = ref.tensors[`${prefix}${name}`].data;
        assertClose(`${prefix}${name}`, got.subarray(offset, offset + want.length), want, { abs: rel * largest(want) });
        offset += want.length;
      }
      assert.equal(offset, got.length);
    };

    const makeTrainer = () => core.createTrainer(
      { height, width, seed: 1, recipe: { clipNorm: Number(ref.metadata.adam_clip_norm ?? 1), learningRate: Number(ref.metadata.adam_lr ?? 1e-3) } },
      model, ref.tensors.target.data);

    before(async () => {
      ref = await openGolden(file);
      [height, width, seed] = [Number(ref.metadata.height), Number(ref.metadata.width), Number(ref.metadata.seed)];
      model = goldenModel(core, ref);
    });

    // state_20 of the only goal; state_goal3_20 and state_mix_20 of several
    test('states', () => {
      const sim = core.createSim({ height, width }), numGoals = model.config.goals ?? 1;
      sim.setModel(model);
      const mixes = numGoals > 1 ? [...Array.from({ length: numGoals }, (_, goal) => `goal${goal}_`), 'mix_'] : [''];
      for (const mix of mixes) {
        const after = Object.keys(ref.tensors).flatMap((name) => (name.startsWith(`state_${mix}`) ? [Number(name.slice(`state_${mix}`.length))] : []));
        assert.ok(after.length >= 4);
        if (mix === 'mix_') sim.setMix(ref.tensors.mix.data);
        else if (mix) sim.setGoal(Number(/\d+/.exec(mix)));
        sim.reset(seed);
        for (const steps of after.sort((a, b) => a - b)) {
          sim.step(steps - sim.numSteps);
          assertClose(`state_${mix}${steps}`, sim.state, ref.tensors[`state_${mix}${steps}`].data, { abs: 1e-5, rel: 1e-5 });
        }
      }
      sim.destroy();
    });

    test('loss and gradients of a rollout, their mean over the goals', { skip: file.startsWith('decoder') && 'its loss is of what the decoder draws' }, () => {
      const trainer = makeTrainer(), numGoals = model.config.goals ?? 1, all = new Float32Array(model.params.length);
      let mean = 0;
      for (let goal = 0; goal < numGoals; goal++) {
        const { loss, grads } = trainer.gradient(seed, Number(ref.metadata.grad_steps), goal);
        mean += loss / numGoals;
        for (let i = 0; i < all.length; i++) all[i] += grads[i] / numGoals;
      }
      assertClose('loss', [mean], [Number(ref.metadata.grad_loss)], { rel: 1e-6 });
      assertParamsClose('grad_', all, 1e-5);
      trainer.destroy();
    });

    test('what its decoder draws, and the gradients by its parameters', { skip: !file.startsWith('decoder') && 'this file has none' }, () => {
      const { goals = 1, decoderScale: scale = 1 } = model.config, sim = core.createSim({ height, width }), decoder = core.createDecoder(model);
      sim.setModel(model);
      const draw = (/** @type {string} */ name, /** @type {number} */ steps) => {
        if (name === 'mix') sim.setMix(ref.tensors.mix.data);
        else sim.setGoal(Number(name.slice(4)));
        sim.reset(seed);
        sim.step(steps);
        return decoder.decode(sim);
      };
      for (const name of ['goal0', 'goal1', 'mix']) assertClose(`picture_${name}`, draw(name, 16), ref.tensors[`picture_${name}`].data, { abs: 1e-5, rel: 1e-5 });
      const numPixels = height * scale * width * scale, { numParams, decoder: begin } = layoutOf(model.config), grads = core.copyIn(new Float32Array(numParams));
      const pixels = core.copyIn(Int32Array.from({ length: 2 * numPixels }, (_, i) => (i % 2 ? (i >> 1) % (width * scale) : Math.floor((i >> 1) / (width * scale)))));
      let loss = 0;
      for (let goal = 0; goal < goals; goal++) {
        const picture = draw(`goal${goal}`, Number(ref.metadata.grad_steps)), target = ref.tensors.target.data.subarray(goal * numPixels * 4, (goal + 1) * numPixels * 4);
        loss += picture.reduce((sum, value, i) => sum + (value - target[i]) ** 2, 0) / (numPixels * 4 * goals);
        const dpicture = core.copyIn(picture.map((value, i) => ((value - target[i]) * 2) / (numPixels * 4 * goals)));
        core.exports.nca_decode_backward(core.exports.nca_decoder_create(core.putModel(model), scale), grads, 0, dpicture, sim.state.byteOffset, height, width, pixels, numPixels);
      }
      assertClose('loss', [loss], [Number(ref.metadata.grad_loss)], { rel: 1e-6 });
      let offset = begin;
      const got = core.view(Float32Array, grads, numParams);
      for (const name of DECODER_PARAMS) {
        const want = ref.tensors[`grad_${name}`].data;
        assertClose(`grad_${name}`, got.subarray(offset, offset + want.length), want, { abs: 1e-5 * largest(want) });
        offset += want.length;
      }
      assert.equal(offset, numParams);
      assert.ok(got.subarray(0, begin).every((value) => value === 0), 'those of the rule come by way of the state');
      decoder.destroy();
      sim.destroy();
    });

    test('Adam updates', { skip: /_\d+x/.test(file) ? false : 'this file has none' }, () => {
      const trainer = makeTrainer();
      const losses = JSON.parse(ref.metadata.adam_losses), norms = JSON.parse(ref.metadata.adam_grad_norms);
      assert.equal(losses.length, Number(ref.metadata.adam_iters));
      losses.forEach((/** @type {number} */ wanted, /** @type {number} */ i) => {
        const { loss, grads } = trainer.gradient(seed + i, Number(ref.metadata.grad_steps));
        assertClose(`loss ${i}`, [loss], [wanted], { rel: 1e-4 });
        assertClose(`norm ${i}`, [trainer.update(grads)], [norms[i]], { rel: 1e-3 });
      });
      assertParamsClose('adam_', trainer.params(), 1e-4);
      trainer.destroy();
    });
  });
}
