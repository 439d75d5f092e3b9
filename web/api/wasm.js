/**
 * Where the package's wasm is, fetched and compiled once, and an instance of it for each who asks.
 *
 * @import { Core } from '../core/nca.js'
 */
import { loadCore } from '../core/nca.js';
import { bytesOf } from './bytes.js';

/**
 * What a core may be made from: its address, its bytes, or the compiled module (which can be posted to a worker).
 * @typedef {string | URL | Uint8Array | ArrayBuffer | WebAssembly.Module} WasmSource
 */

/** Compiled, by address. @type {Map<string, Promise<WebAssembly.Module>>} */
const compiled = new Map();

/**
 * An instance with a memory of its own: what it took comes back when it is forgotten.
 * @param {WasmSource} source
 * @returns {Promise<Core>}
 */
export async function createCore(source) {
  if (source instanceof WebAssembly.Module) return loadCore(source);
  if (typeof source !== 'string' && !(source instanceof URL)) return loadCore(/** @type {BufferSource} */ (source));
  const address = String(source);
  let module = compiled.get(address);
  if (!module) {
    module = bytesOf(source).then(loadCore).then((core) => core.module);
    compiled.set(address, module);
    module.catch(() => compiled.delete(address)); // the next one tries again
  }
  return loadCore(await module);
}
