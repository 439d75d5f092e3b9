/** What a GPU has, read when all that was asked of it before is done. */
import { NcaError } from '../core/error.js';
import { BUFFER, MAP_MODE_READ } from './usage.js';

/**
 * @param {GPUDevice} device @param {number} size bytes
 * @param {(encoder: GPUCommandEncoder, into: GPUBuffer) => void} copy
 * @returns {Promise<ArrayBuffer>}
 * @throws {NcaError} GPU_LOST
 */
export async function readBack(device, size, copy) {
  const staging = device.createBuffer({ label: 'staging', size, usage: BUFFER.MAP_READ | BUFFER.COPY_DST }), encoder = device.createCommandEncoder();
  copy(encoder, staging);
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(MAP_MODE_READ);
    return staging.getMappedRange().slice(0);
  } catch (error) {
    throw new NcaError('GPU_LOST', 'The GPU was taken away, or had no room.', { cause: error });
  } finally {
    staging.destroy();
  }
}
