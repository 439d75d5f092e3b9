/** The package's wasm: fetched and compiled once, wherever it is. */
import { wrong } from '../core/check.js';
import { once } from '../core/once.js';
import { bytesOf } from './bytes.js';

/**
 * What a core may be made from: its address (in node also a path), its bytes, or the compiled module, which can be posted to a worker.
 * @typedef {string | URL | Uint8Array | ArrayBuffer | WebAssembly.Module} WasmSource
 */

/** By address. @type {Map<string, () => Promise<WebAssembly.Module>>} */
const loaders = new Map();

/**
 * What web/core can make an instance of.
 * @param {WasmSource} source
 * @returns {Promise<WebAssembly.Module | Uint8Array | ArrayBuffer>}
 */
export async function compiled(source) {
  if (source instanceof WebAssembly.Module || source instanceof Uint8Array || source instanceof ArrayBuffer) return source;
  if (source === '' || (typeof source !== 'string' && !(source instanceof URL))) throw wrong('wasm', source, 'an address, the bytes of nca.wasm, or a WebAssembly.Module');
  const address = String(source), load = loaders.get(address) ?? once(() => bytesOf(source));
  loaders.set(address, load);
  return load();
}
