/** The bytes of a file, however it is given, in the browser and in node alike. */
import { NcaError } from '../core/error.js';

/** @typedef {string | URL | Response | Blob | Uint8Array | ArrayBuffer} FileSource an address (in node also a path), or the file itself */

/** In node these are fetched as in a browser; all else is a file on disk. */
const FETCHED = /^(https?|data|blob):/;
const isNode = typeof process === 'object' && Boolean(process.versions?.node);

/**
 * @param {FileSource} source
 * @param {AbortSignal} [signal]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {NcaError} LOAD_FAILED
 */
export async function bytesOf(source, signal) {
  if (source instanceof Uint8Array) return /** @type {Uint8Array<ArrayBuffer>} */ (source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  try {
    if (isNode && !(source instanceof Response) && !FETCHED.test(String(source))) return await readFromDisk(source);
    const response = source instanceof Response ? source : await fetch(source, { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw error;
    const name = source instanceof Response ? source.url : String(source);
    throw new NcaError('LOAD_FAILED', `${name} could not be loaded.`, { cause: error });
  }
}

/**
 * Node's fetch knows no file: addresses. The comments and the variable keep bundlers from looking for node's modules.
 * @param {string | URL} source
 */
async function readFromDisk(source) {
  const fs = 'node:fs/promises';
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ fs);
  return new Uint8Array(await readFile(String(source).startsWith('file:') ? new URL(source) : source));
}
