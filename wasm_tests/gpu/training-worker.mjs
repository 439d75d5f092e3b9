/** A training worker of node that has WebGPU, as those of a page do. The card is taken away when it is told so. */
import { parentPort } from 'node:worker_threads';

import { findAdapter } from './adapter.mjs';

const adapter = await findAdapter(), navigator = {
  gpu: {
    async requestAdapter() {
      if (!adapter) return null;
      const { info, limits } = adapter;
      return { info, limits, requestDevice: async (/** @type {GPUDeviceDescriptor} */ how) => watched(await adapter.requestDevice(how)) };
    },
  },
};
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });

/** @param {GPUDevice} device */
function watched(device) {
  parentPort?.on('message', (message) => { if (message === 'lose') device.destroy(); });
  return device;
}

await import('../support/training-worker.mjs');
