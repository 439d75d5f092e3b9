/** Cards that have little: as a driver would say so, which one in software with all the memory of its machine does not. */

const names = (/** @type {GPUSupportedLimits} */ limits) => Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(limits)));

const noRoom = () => new GPUOutOfMemoryError('There is no room.');

/** Of buffers that can be no larger. @param {GPUDevice} device @param {number} mostBytes */
export function limitBuffers(device, mostBytes) {
  const { limits } = device, value = { ...Object.fromEntries(names(limits).map((name) => [name, Reflect.get(limits, name)])), maxBufferSize: mostBytes, maxStorageBufferBindingSize: mostBytes };
  Object.defineProperty(device, 'limits', { value });
}

/** That has no room for a buffer that is asked for from here on: who watches is told. @param {GPUDevice} device */
export function fill(device) {
  const scopes = /** @type {GPUErrorFilter[]} */ ([]), push = device.pushErrorScope.bind(device), pop = device.popErrorScope.bind(device);
  device.pushErrorScope = (filter) => { scopes.push(filter); return push(filter); };
  device.popErrorScope = async () => await pop() ?? (scopes.pop() === 'out-of-memory' ? noRoom() : null);
}

/** Whose driver takes no kernel. @param {GPUDevice} device */
export function refuseKernels(device) {
  device.createComputePipelineAsync = () => Promise.reject(new GPUPipelineError('The driver fails.', { reason: 'internal' }));
}

/** And nobody watched. @param {GPUDevice} device */
export function runOutOfMemory(device) {
  device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error: noRoom() }));
}
