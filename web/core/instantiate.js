/** From wherever the wasm is to an instance of it, or to a sentence that says why not. */
import { NcaError } from './error.js';
import { fetchAllowed, whyNoWasm } from './refusal.js';

/** A module of one function that splats a byte over a v128: valid only where SIMD is known. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** @typedef {string | URL | Response | Uint8Array | ArrayBuffer | WebAssembly.Module} CoreSource */

/**
 * @param {CoreSource} source
 * @param {{ signal?: AbortSignal }} [options]
 * @throws {NcaError} where the browser cannot run it, or it cannot be fetched
 */
export async function instantiate(source, { signal } = {}) {
  checkSupport();
  const module = source instanceof WebAssembly.Module ? source : await compile(source, signal);
  try {
    return { module, instance: await WebAssembly.instantiate(module, {}) };
  } catch (error) {
    // It imports nothing, so what can be wanting is memory; or else it is no module of ours.
    if (error instanceof RangeError) throw new NcaError('NCA_ERR_MEMORY', 'There is not enough memory.', { cause: error });
    throw failed(error);
  }
}

function checkSupport() {
  if (typeof WebAssembly !== 'object') {
    throw new NcaError('NO_WEBASSEMBLY', 'WebAssembly, which the snowflake is computed with, is off in this browser: Lockdown Mode and enhanced security turn it off.');
  }
  if (!WebAssembly.validate(SIMD_PROBE)) {
    throw new NcaError('NO_SIMD', 'This browser has no WebAssembly SIMD. Chrome and Edge have it from version 91, Firefox from 89, Safari from 16.4.');
  }
}

/**
 * @param {string | URL | Response | Uint8Array | ArrayBuffer} source
 * @param {AbortSignal} [signal]
 */
async function compile(source, signal) {
  try {
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return await WebAssembly.compile(/** @type {BufferSource} */ (source));
    const response = source instanceof Response ? source : await fetchAllowed(source, { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    // Not compileStreaming: it insists on a MIME type that many blog hosts do not send, and the module is small.
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted || error instanceof NcaError) throw error;
    throw failed(error);
  }
}

/** @param {unknown} cause */
function failed(cause) {
  return whyNoWasm(cause) ?? new NcaError('LOAD_FAILED', 'The WebAssembly core could not be loaded.', { cause });
}
