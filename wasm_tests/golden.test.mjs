/** The core against an independent PyTorch implementation in float64: masks, states, loss, gradients, Adam. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';

import { assertClose, largest, loadTestCore } from './support/core.js';
import { readSafetensors } from './support/safetensors.js';

const golden = (/** @type {string} */ name) => readSafetensors(new URL(`golden/${name}.safetensors`, import.meta.url));
const PARAMS = ['w1', 'b1', 'w2', 'b2'], DECODER_PARAMS = ['dec_w0', 'dec_b0', 'dec_w1', 'dec_b1', 'dec_w2', 'dec_b2'];

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadTestCore(); });

test('fire masks are the same bit for bit', async () => {
  const { tensors } = await golden('fire_masks');
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
    /** @type {Awaited<ReturnType<typeof golden>>} */
    let ref;
    /** @type {import('../web/core/types.js').Model} */
    let model;
    let height = 0, width = 0, seed = 0;

    const names = () => ('dec_w0' in ref.tensors ? [...PARAMS, ...DECODER_PARAMS] : PARAMS);
    /** The tensors with this prefix, one behind the other. */
    const flat = (/** @type {string} */ prefix) =>
      Float32Array.from(names().flatMap((name) => [...ref.tensors[`${prefix}${name}`].data]));

    /** Each tensor by itself, relative to its own largest value. */
    const assertParamsClose = (/** @type {string} */ prefix, /** @type {Float32Array} */ got, /** @type {number} */ rel) => {
      let offset = 0;
      for (const name of names()) {
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
      ref = await golden(file);
      const m = ref.metadata;
      [height, width, seed] = [Number(m.height), Number(m.width), Number(m.seed)];
      model = core.newModel(m.alive === 'post' ? 'blog' : 'distill', 0);
      Object.assign(model.config, {
        alive: m.alive, filters: m.filters ?? 'sobel', edge: m.edge ?? 'zero',
        channels: Number(m.channels ?? 16), hidden: Number(m.hidden ?? 128), goals: Number(m.goals ?? 1),
        ...(Number(m.decoder) > 0 && { decoder: Number(m.decoder), decoderScale: Number(m.scale) }), sobelScale: Number(m.sobel_scale), fireRate: Number(m.fire_rate), aliveThreshold: Number(m.alive_threshold),
      });
      model.params = flat('');
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
