/** A program of sections/gpu.mjs: steps of a peer on its adapter, in node; prints rows as JSON. Which one is its argument. Each by itself, since some never come to an end without a browser. */
import { loadTestCore } from '../../support/core.js';
import { findAdapter } from '../../gpu/adapter.mjs';
import { deviceOf } from '../../../web/gpu/device.js';
import { peerStep, sidesOf } from './peer-steps.mjs';

/** @import { Row } from '../bench.mjs' */

/** By the name that stands in sections/gpu.mjs. */
const PEERS = {
  'TensorFlow.js, WebGPU': async () => (await import('../peers/tfjs-webgpu.mjs')).createTfjsWebgpuPeer,
  'jax-js, WebGPU': async () => (await import('../peers/jax-webgpu.mjs')).createJaxWebgpuPeer,
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
  const isSoftware = Boolean(process.env.NEEDS_ADAPTER), create = await PEERS[name](), device = await deviceOf(own), core = await loadTestCore();
  /** @type {Row[]} */
  const rows = [];
  for (const side of sidesOf(isSoftware)) rows.push(await peerStep({ name, create, isPlanar: false, device, core, isSoftware, side }));
  return rows;
}

process.stdout.write(`\n${JSON.stringify(await bench(/** @type {keyof typeof PEERS} */ (process.argv[2])))}`);
process.exit(0);
