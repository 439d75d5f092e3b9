/**
 * A program of sections/gpu.mjs: one step of a peer on its adapter against one of ours on the same, every cell alive; prints rows as JSON. Which one is its argument. Each by itself, since some never
 * come to an end without a browser.
 */
import { loadTestCore } from '../../support/core.js';
import { findAdapter } from '../../gpu/adapter.mjs';
import { GpuSim } from '../../../web/gpu/sim.js';
import { deviceOf } from '../../../web/gpu/device.js';
import { fromPlanes, peerModel, toPlanes } from '../peers/model.mjs';
import { assertSame, measure } from './measure.mjs';

/** @import { Row } from '../bench.mjs' */

const SEED = 7;
const ON_CARD = { sides: [64, 256, 1024, 4096], stepsAtOnce: 4, warmMs: 500, rounds: 7, roundMs: 100 }, IN_SOFTWARE = { sides: [64, 128], stepsAtOnce: 1, warmMs: 0, rounds: 3, roundMs: 0 };

/** By the name that stands in sections/gpu.mjs. */
const PEERS = {
  'ONNX Runtime Web, WebGPU': async () => ({ create: (await import('../peers/onnx-webgpu.mjs')).createOnnxWebgpuPeer, isPlanar: true }),
  'TensorFlow.js, WebGPU': async () => ({ create: (await import('../peers/tfjs-webgpu.mjs')).createTfjsWebgpuPeer, isPlanar: false }),
  'jax-js, WebGPU': async () => ({ create: (await import('../peers/jax-webgpu.mjs')).createJaxWebgpuPeer, isPlanar: false }),
};

/** As a browser has it. npm's webgpu takes no shared memory, of which such a peer writes. @param {GPUAdapter} adapter */
function pretendBrowser(adapter) {
  const { writeBuffer } = GPUQueue.prototype, gpu = { requestAdapter: async () => adapter, getPreferredCanvasFormat: () => 'rgba8unorm' };
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node', language: 'en' }, configurable: true });
  GPUQueue.prototype.writeBuffer = function (buffer, at, data, ...rest) {
    const own = data?.buffer instanceof SharedArrayBuffer ? data.slice() : data;
    return writeBuffer.call(this, buffer, at, own, ...rest);
  };
}

/** @param {keyof typeof PEERS} name @returns {Promise<Row[]>} */
async function bench(name) {
  const own = await findAdapter(), theirs = await findAdapter();
  if (!own || !theirs) return [];
  pretendBrowser(theirs);
  const isSoftware = Boolean(process.env.NEEDS_ADAPTER), { sides, stepsAtOnce, ...options } = isSoftware ? IN_SOFTWARE : ON_CARD;
  const { create, isPlanar } = await PEERS[name](), device = await deviceOf(own), core = await loadTestCore(), model = core.newModel('blog', 3);
  for (let i = 6272; i < 8336; i++) model.params[i] = (Math.random() - 0.5) * 0.02;
  // While timed the same work is done, but the state stands: an update too small to see.
  const still = { ...model, params: model.params.map((value, i) => (i < 6272 ? value : value * 1e-7)) }, arrange = isPlanar ? toPlanes : (/** @type {Float32Array} */ rows) => rows;
  /** @type {Row[]} */
  const rows = [];
  for (const side of sides) {
    const size = { height: side, width: side }, gpu = new GpuSim(device, size), state = Float32Array.from({ length: side * side * 16 }, (_, i) => (i % 16 === 3 ? 1 : Math.random() - 0.5));
    gpu.setModel(model);
    gpu.setClock(SEED, 0);
    gpu.writeState(state);
    gpu.step();
    const bytes = core.fireMask(side, side, SEED, 0, 0.5), check = /** @type {any} */ (await create(peerModel(model, size)));
    const got = await check.read(await check.step(check.state(arrange(state)), check.mask(bytes)));
    assertSame(`${side}x${side}: ${name}`, isPlanar ? fromPlanes(got) : got, await gpu.readState());
    gpu.setModel(still);
    gpu.writeState(state);
    const peer = /** @type {any} */ (await create(peerModel(still, size))), mask = peer.mask(bytes); // given to it: drawing one costs it nothing here
    let now = peer.state(arrange(state));
    const timings = await measure([
      { name: 'GPU', run: () => { gpu.step(stepsAtOnce); return device.queue.onSubmittedWorkDone(); } },
      { name, run: async () => {
        for (let i = 0; i < stepsAtOnce; i++) {
          const next = await peer.step(now, mask);
          peer.dispose(now);
          now = next;
        }
        await peer.done(now);
      } },
    ], options);
    const [ours, other] = timings.map(({ medianMs, bestMs }) => ({ medianMs: medianMs / stepsAtOnce, bestMs: bestMs / stepsAtOnce })), note = `takes ${(other.medianMs / ours.medianMs).toFixed(1)} times as long as ours, ${ours.medianMs.toFixed(2)} ms${isSoftware ? '; in software' : ''}`;
    rows.push({ ...other, name: `${side}x${side}, every cell alive: ${name}`, note });
    gpu.destroy();
  }
  return rows;
}

process.stdout.write(`\n${JSON.stringify(await bench(/** @type {keyof typeof PEERS} */ (process.argv[2])))}`);
process.exit(0);
