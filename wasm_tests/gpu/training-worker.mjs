/**
 * A training worker of node that has WebGPU, as those of a page do. When it is told so the card is taken away, or out of memory; and as its
 * workerData says it has one whose buffers can be no larger than so many bytes, or that has no room for any.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { findAdapter } from './adapter.mjs';

const { most, isFull } = /** @type {{ most?: number, isFull?: boolean }} */ (workerData ?? {});
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
    if (message === 'fill') device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error: noRoom() })); // as of a buffer that could not be had
  });
  if (most) Object.defineProperty(device, 'limits', { value: { ...namesOf(device.limits), maxBufferSize: most, maxStorageBufferBindingSize: most } });
  if (isFull) {
    /** @type {string[]} */
    const scopes = [], push = device.pushErrorScope.bind(device), pop = device.popErrorScope.bind(device);
    device.pushErrorScope = (filter) => { scopes.push(filter); return push(filter); };
    device.popErrorScope = async () => await pop() ?? (scopes.pop() === 'out-of-memory' ? noRoom() : null);
  }
  return device;
}

/** They are getters of its class. @param {GPUSupportedLimits} limits */
const namesOf = (limits) => Object.fromEntries(Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(limits))).map((name) => [name, Reflect.get(limits, name)]));
const noRoom = () => new GPUOutOfMemoryError('There is no room.');

await import('../support/training-worker.mjs');
