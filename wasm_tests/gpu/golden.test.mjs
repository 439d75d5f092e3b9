/** The simulation on a GPU against the independent PyTorch reference: the same files, and the same tolerance, as the core is held to. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { GpuSim } from '../../web/gpu/sim.js';
import { assertClose } from '../support/core.js';
import { goldenModel, openGolden } from '../support/golden.js';
import { NO_ADAPTER, openBoth, TOLERANCE } from './support.mjs';

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

for (const file of ['blog_32x32', 'distill_40x48', 'isotropic', 'torus', 'post_c32_d256', 'torus_none_c12_d96_laplacian', 'goals_4', 'decoder_goals_2']) {
  test(file, { timeout: 120_000 }, async (t) => {
    const { core, device } = both;
    if (!device) return t.skip(NO_ADAPTER);
    const { tensors, metadata } = await openGolden(file), model = goldenModel(core, { tensors, metadata }), numGoals = model.config.goals ?? 1;
    const sim = new GpuSim(device, { height: Number(metadata.height), width: Number(metadata.width) });
    sim.setModel(model);
    for (const mix of numGoals > 1 ? [...Array.from({ length: numGoals }, (_, goal) => `goal${goal}_`), 'mix_'] : ['']) {
      const steps = Object.keys(tensors).flatMap((name) => (name.startsWith(`state_${mix}`) ? [Number(name.slice(`state_${mix}`.length))] : [])).sort((a, b) => a - b);
      assert.ok(steps.length >= 4);
      if (mix === 'mix_') sim.setMix(tensors.mix.data);
      else if (mix) sim.setGoal(Number(/\d+/.exec(mix)));
      sim.reset(Number(metadata.seed));
      for (const step of steps) {
        sim.step(step - sim.numSteps);
        assertClose(`state_${mix}${step}`, await sim.readState(), tensors[`state_${mix}${step}`].data, TOLERANCE);
      }
    }
    sim.destroy();
  });
}
