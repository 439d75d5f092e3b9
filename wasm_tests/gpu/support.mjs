/** A core and a GPU, side by side: models of any shape, and what may differ between the two. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layoutOf } from '../../web/core/shape.js';
import { GpuSim } from '../../web/gpu/sim.js';
import { assertClose, loadTestCore, randomArray, randomNumbers } from '../support/core.js';
import { findDevice } from './adapter.mjs';

/**
 * @import { Core, Sim } from '../../web/core/nca.js'
 * @import { Config, Model } from '../../web/core/types.js'
 */

export const NO_ADAPTER = 'no adapter for WebGPU here: chromium brings one, and make test-gpu finds it';
/** Of golden states and of whatever is held to the core. */
export const TOLERANCE = Object.freeze({ abs: 1e-5, rel: 1e-5 });

/** Both; no device: the tests are skipped. */
export async function openBoth() {
  const device = await findDevice(), core = await loadTestCore();
  device?.addEventListener('uncapturederror', ({ error }) => { throw new Error(error.message); });
  return { core, device };
}

/**
 * Tests that are skipped where there is no device.
 * @param {() => Awaited<ReturnType<typeof openBoth>>} bothNow @param {number} timeout in milliseconds
 * @returns {(name: string, act: (both: { core: Core, device: GPUDevice }) => Promise<void>) => void}
 */
export const testerOf = (bothNow, timeout) => (name, act) => {
  test(name, { timeout }, async (t) => {
    const { core, device } = bothNow();
    if (!device) return t.skip(NO_ADAPTER);
    await act({ core, device });
  });
};

/** Weights that do much, and stay within bounds for some steps. @param {Core} core @param {Partial<Config>} config @param {number} [seed] @returns {Model} */
export function randomModel(core, config, seed = 1) {
  const model = core.newModel(config.alive === 'pre+post' ? 'distill' : 'blog', 0);
  Object.assign(model.config, config);
  const { hidden: D, perceived: P, w2, b2, decoder, decoderWidth: E, numParams } = layoutOf(model.config), random = randomNumbers(seed);
  model.params = randomArray(numParams, random).map((value, i) => (i < w2 ? value / Math.sqrt(P) : i < b2 ? 0.6 * value / Math.sqrt(D) : i < decoder ? 0 : 2 * value / Math.sqrt(E)));
  return model;
}

/**
 * The same grid twice.
 * @param {{ core: Core, device: GPUDevice }} both @param {{ height: number, width: number }} size @param {Model} model
 */
export function twins({ core, device }, size, model) {
  const sim = core.createSim(size), gpu = new GpuSim(device, size);
  const each = (/** @type {(sim: Sim | GpuSim) => void} */ act) => { act(sim); act(gpu); };
  each((one) => one.setModel(model));
  const compare = async (/** @type {string} */ what) => {
    assertClose(what, await gpu.readState(), sim.state, TOLERANCE);
    assert.deepEqual(await gpu.readKinds(), sim.kinds && Uint8Array.from(sim.kinds), `${what}: kinds`);
    assert.equal(gpu.numSteps, sim.numSteps);
  };
  return { sim, gpu, each, compare, destroy: () => each((one) => one.destroy()) };
}
