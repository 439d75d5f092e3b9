/** Asks for a GPU. */
import { NcaError } from '../core/error.js';

/** What drivers without a card call themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** @param {GPUAdapter} adapter */
function isSoftware({ info }) {
  return info.isFallbackAdapter || SOFTWARE.test(`${info.architecture} ${info.description} ${info.device}`);
}

/**
 * @param {{ onlyOnCard?: boolean }} [options] onlyOnCard: not where a processor has to pretend to be one
 * @returns {Promise<{ adapter: GPUAdapter, isSoftware: boolean } | undefined>}
 */
export async function findAdapter({ onlyOnCard = false } = {}) {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  return adapter && !(onlyOnCard && isSoftware(adapter)) ? { adapter, isSoftware: isSoftware(adapter) } : undefined;
}

/**
 * @param {Parameters<typeof findAdapter>[0]} [options]
 * @returns {Promise<{ device: GPUDevice, isSoftware: boolean }>}
 * @throws {NcaError} NO_WEBGPU
 */
export async function requestDevice(options) {
  const found = await findAdapter(options);
  if (!found) throw new NcaError('NO_WEBGPU', 'This browser gives no WebGPU here, so the snowflake grows on the processor.');
  return { device: await deviceOf(found.adapter), isSoftware: found.isSoftware };
}

/** With buffers as large as it grants, and nothing else that not every adapter has. @param {GPUAdapter} adapter */
export function deviceOf(adapter) {
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  return adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
}
