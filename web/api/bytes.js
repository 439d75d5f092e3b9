/** The bytes of a file, however it is given, in the browser and in node alike. */
import { wrong } from '../core/check.js';
import { NcaError } from '../core/error.js';

/** @typedef {string | URL | Response | Blob | Uint8Array | ArrayBuffer} FileSource an address (in node also a path), or the file itself */

/** In node these are fetched as in a browser; all else is a file on disk. */
const FETCHED = /^(https?|data|blob):/;
const isNode = typeof process === 'object' && Boolean(process.versions?.node);

/**
 * @param {FileSource} source
 * @param {{ signal?: AbortSignal, name?: string }} [options] name: of the argument
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {NcaError} LOAD_FAILED, BAD_ARGUMENT; and the signal's reason once it is aborted
 */
export async function bytesOf(source, { signal, name: argument = 'source' } = {}) {
  if (signal?.aborted) throw reasonOf(signal);
  if (source instanceof Uint8Array) return /** @type {Uint8Array<ArrayBuffer>} */ (source);
  const isResponse = isA('Response', source), isBlob = isA('Blob', source);
  const isAddress = (typeof source === 'string' && source !== '') || source instanceof URL;
  if (!(source instanceof ArrayBuffer) && !isBlob && !isResponse && !isAddress) {
    throw wrong(argument, source, 'an address, a Response, a Blob, a Uint8Array or an ArrayBuffer');
  }
  try {
    if (source instanceof ArrayBuffer) return new Uint8Array(source); // fails where it was transferred
    if (isBlob) return new Uint8Array(await /** @type {Blob} */ (source).arrayBuffer());
    if (isNode && isAddress && !FETCHED.test(String(source))) return await readFromDisk(/** @type {string | URL} */ (source));
    const response = isResponse ? /** @type {Response} */ (source) : await fetch(/** @type {string | URL} */ (source), { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw reasonOf(signal);
    const name = isAddress ? String(source) : (isResponse && /** @type {Response} */ (source).url) || `The ${argument}`;
    throw new NcaError('LOAD_FAILED', `${name} could not be loaded.`, { cause: error });
  }
}

/** With what a loading that was given up rejects. @param {AbortSignal} signal @returns {unknown} */
export function reasonOf(signal) {
  return signal.reason ?? new DOMException('This operation was aborted', 'AbortError');
}

/** Of a class that a host need not have. @param {'Blob' | 'Response'} name @param {unknown} value */
function isA(name, value) {
  const Class = globalThis[name];
  return typeof Class === 'function' && value instanceof Class;
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
