/** The bytes of a model: from a file, or from an address. No more of them than a model can be. */
import { NcaError } from './error.js';
import { fetchAllowed } from './refusal.js';

/** The largest weights file worth opening: ours take 34 kB, a file with extra tensors somewhat more. */
const MAX_FILE_BYTES = 4 << 20;

/** @param {Blob} file */
export async function readFile(file) {
  if (file.size > MAX_FILE_BYTES) throw tooLarge();
  return new Uint8Array(await file.arrayBuffer());
}

/** @param {string | (() => string)} address which may be relative to the page, or where asking for it throws, since there is none @param {AbortSignal} [signal] */
export async function fetchFile(address, signal) {
  try {
    const url = typeof address === 'function' ? address() : address, response = await fetchAllowed(new URL(url, document.baseURI), { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await readBody(response);
  } catch (error) {
    if (signal?.aborted || error instanceof NcaError) throw error;
    throw new NcaError('LOAD_FAILED', undefined, { cause: error, details: { what: 'weights' } });
  }
}

/** Some hosts send without end. @param {Response} response @returns {Promise<Uint8Array>} @throws {NcaError} FILE_TOO_LARGE */
export async function readBody(response) {
  const reader = response.body?.getReader(), file = new Uint8Array(MAX_FILE_BYTES);
  let sizeBytes = 0;
  for (let part; reader && (part = await reader.read()).value; sizeBytes += part.value.length) {
    if (sizeBytes + part.value.length > MAX_FILE_BYTES) {
      void reader.cancel();
      throw tooLarge();
    }
    file.set(part.value, sizeBytes);
  }
  return file.slice(0, sizeBytes);
}

const tooLarge = () => new NcaError('FILE_TOO_LARGE');

/**
 * Loads a model from where it lies, and fetches it once for all elements of a page.
 * @param {() => string} address asked when it is needed: there may be none
 * @returns {import('../library/entry.js').LibraryEntry['load']}
 */
export function loaderOf(address) {
  /** @type {Promise<Uint8Array> | undefined} */
  let file;
  return async (core) => {
    file ??= fetchFile(address);
    let bytes;
    try {
      bytes = await file;
    } catch (error) {
      file = undefined; // the next one tries again
      throw error;
    }
    return (await core).readModel(bytes);
  };
}
