/** One step against ONNX Runtime Web and TensorFlow.js on the same model, state and mask, alive rule included. */
import { readFile } from 'node:fs/promises';

import { assertSame, measure } from '../support/measure.mjs';
import { createOnnxPeer } from '../peers/onnx.mjs';
import { createTfjsPeer } from '../peers/tfjs.mjs';
import { fromPlanes, peerModel, toPlanes } from '../peers/model.mjs';

/** @import { Core } from '../../../web/core/nca.js' */
const SEED = 7, FLOPS_A_CELL = 2 * (48 * 128 + 128 * 16);

/** @param {{ core: Core }} context @returns {Promise<import('../bench.mjs').Section>} */
export async function benchSteps({ core }) {
  const png = new Uint8Array(await readFile(new URL('../../../assets/targets/snowflake.png', import.meta.url)));
  const flake = core.readTarget(png, { height: 72, width: 72, padding: 16, premultiplied: true });
  const scenes = [
    { name: '64x64, every cell alive', goal: 3.3, height: 64, width: 64, config: /** @type {const} */ ('blog'), alpha: () => 1 },
    { name: 'flake 40x40 in 72x72', goal: 10, height: 72, width: 72, config: /** @type {const} */ ('distill'), alpha: (/** @type {number} */ cell) => flake[cell * 4 + 3] },
  ];
  const rows = [];
  for (const scene of scenes) {
    const timings = await benchScene(core, scene);
    rows.push(...timings.map((timing) => ({
      ...timing, name: `${scene.name}: ${timing.name}`, ratio: timing.medianMs / timings[0].medianMs,
      ...(timing !== timings[0] && { goal: `ratio >= ${scene.goal}` }),
    })));
  }
  return { title: 'One step, one thread; ratio: how many times as fast nca_step is (GFLOP/s as if dense)', rows };
}

/** @param {Core} core @param {{ name: string, height: number, width: number, config: 'blog' | 'distill', alpha: (cell: number) => number }} scene */
async function benchScene(core, { name, height, width, config, alpha }) {
  const model = core.newModel(config, 3);
  for (let i = 6272; i < 8336; i++) model.params[i] = (Math.random() - 0.5) * 0.02;
  const state = Float32Array.from({ length: height * width * 16 }, (_, i) => {
    const a = alpha(Math.floor(i / 16));
    return a === 0 ? 0 : i % 16 === 3 ? a : Math.random() - 0.5;
  });
  const sim = core.createSim({ height, width });
  const load = (/** @type {Float32Array} */ params) => {
    sim.setModel({ ...model, params });
    sim.reset(SEED);
    sim.state.set(state);
    sim.stateChanged();
  };
  load(model.params);
  sim.step();
  const want = sim.state.slice(), mask = core.fireMask(height, width, SEED, 0, 0.5);

  // While timed the same work is done, but the state stands: an update too small to see.
  const still = model.params.map((value, i) => (i < 6272 ? value : value * 1e-7));
  const contenders = [];
  load(still);
  contenders.push({ name: 'nca_step', flops: height * width * FLOPS_A_CELL, run: () => sim.step() });
  const peers = /** @type {const} */ ([['ONNX Runtime Web', createOnnxPeer, true], ['TensorFlow.js wasm', createTfjsPeer, false]]);
  for (const [peerName, create, isPlanar] of peers) {
    const arrange = isPlanar ? toPlanes : (/** @type {Float32Array} */ rows) => rows;
    const check = /** @type {any} */ (await create(peerModel(model, { height, width })));
    const got = await check.read(await check.step(check.state(arrange(state)), check.mask(mask)));
    assertSame(`${name}: ${peerName}`, isPlanar ? fromPlanes(got) : got, want);
    const peer = /** @type {any} */ (await create(peerModel({ ...model, params: still }, { height, width })));
    let now = peer.state(arrange(state));
    const peerMask = peer.mask(mask); // given to it: drawing one costs it nothing here
    contenders.push({
      name: peerName, flops: height * width * FLOPS_A_CELL,
      run: async () => {
        const next = await peer.step(now, peerMask);
        await peer.read(next);
        peer.dispose?.(now);
        now = next;
      },
    });
  }
  const timings = await measure(contenders);
  sim.destroy();
  return timings;
}
