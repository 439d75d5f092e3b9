/**
 * A training worker of node that has WebGPU, as those of a page do. When it is told so the card is taken away, or out of memory; and as its
 * workerData says it has one whose buffers can be no larger than so many bytes, that has no room for any, or
 * whose driver fails.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { findAdapter } from './adapter.mjs';
import { fill, limitBuffers, refuseKernels, runOutOfMemory } from './poor-card.mjs';

const { most, isFull, isOdd } = /** @type {{ most?: number, isFull?: boolean, isOdd?: boolean }} */ (workerData ?? {});
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
  parentPort?.on('message', (message) => {
    if (message === 'lose') device.destroy();
    if (message === 'fill') runOutOfMemory(device);
  });
  if (most) limitBuffers(device, most);
  if (isFull) fill(device);
  if (isOdd) refuseKernels(device);
  return device;
}

await import('../support/training-worker.mjs');
