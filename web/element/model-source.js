/**
 * Turns what a model may be given as (a bundled name, a URL, a link's letters, a file, the model itself) into a model.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 * @import { BundledModel } from '../models.js'
 */
import { NcaError } from '../core/error.js';
import { fetchAllowed } from '../core/refusal.js';
import { bundledModels, findBundledModel } from '#models';
import { decodeModel } from '../share/model-link.js';
import { restStepOf } from './rest.js';
import { words as text } from './words.js';

/** The largest weights file worth opening: ours take 34 kB, a file with extra tensors somewhat more. */
const MAX_FILE_BYTES = 4 << 20;

/** @typedef {string | URL | Blob | Model} ModelSource a bundled name, a URL, or a model in letters (web/share/model-link.js); a file; or a model */
/** @typedef {{ model: Model, restStep: number, title: string, bundledName?: string }} LoadedModel bundledName: it is one that comes with the page */

/**
 * @param {ModelSource | null} source null: the first bundled model
 * @param {ShowCore | Promise<ShowCore>} core reads the file; while it is still loading, the file is fetched
 * @param {AbortSignal} signal
 * @returns {Promise<LoadedModel>}
 */
export async function resolveModel(source, core, signal) {
  if (source !== null && typeof source === 'object' && 'params' in source) {
    return loadedOf(source);
  }
  if (source instanceof Blob) {
    return readModel(await core, await readFile(source), source instanceof File ? source.name : undefined);
  }
  const carried = typeof source === 'string' ? decodeModel(source) : undefined;
  if (carried) return loadedOf(carried);
  const bundled = source === null ? bundledModels[0] : findBundledModel(String(source));
  const file = () => (bundled ? fetchOnce(bundled) : fetchFile({ url: String(source) }, signal));
  const loaded = bundled?.read ? loadedOf(bundled.read()) : readModel(...await Promise.all([core, file()]));
  return bundled ? { ...loaded, restStep: bundled.restAt, title: bundled.title, bundledName: bundled.name } : loaded;
}

/** @param {ShowCore} core @param {Uint8Array} bytes @param {string} [fileName] */
function readModel(core, bytes, fileName) {
  return loadedOf(core.readModel(bytes), fileName);
}

/** @param {Model} model @param {string} [fileName] @returns {LoadedModel} */
function loadedOf(model, fileName) {
  return { model, restStep: restStepOf(model), title: model.name || fileName || text.models.untitled };
}

/** @param {Blob} file */
async function readFile(file) {
  if (file.size > MAX_FILE_BYTES) throw new NcaError('FILE_TOO_LARGE');
  return new Uint8Array(await file.arrayBuffer());
}

/** The files of bundled models, for all elements of a page. @type {Map<BundledModel, Promise<Uint8Array>>} */
const fetched = new Map();

/** @param {BundledModel} model */
function fetchOnce(model) {
  const file = fetched.get(model) ?? fetchFile(model);
  fetched.set(model, file);
  file.catch(() => fetched.delete(model)); // the next one tries again
  return file;
}

/** No more of it than a model can be: some hosts send without end. @param {Response} response */
async function readBody(response) {
  const reader = response.body?.getReader(), file = new Uint8Array(MAX_FILE_BYTES);
  let sizeBytes = 0;
  for (let part; reader && (part = await reader.read()).value; sizeBytes += part.value.length) {
    if (sizeBytes + part.value.length > MAX_FILE_BYTES) {
      void reader.cancel();
      throw new NcaError('FILE_TOO_LARGE');
    }
    file.set(part.value, sizeBytes);
  }
  return file.slice(0, sizeBytes);
}

/** @param {{ readonly url: string }} file that may have no address to ask for @param {AbortSignal} [signal] */
async function fetchFile(file, signal) {
  try {
    const response = await fetchAllowed(new URL(file.url, document.baseURI), { signal });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await readBody(response);
  } catch (error) {
    if (signal?.aborted || error instanceof NcaError) throw error;
    throw new NcaError('LOAD_FAILED', undefined, { cause: error, details: { what: 'weights' } });
  }
}
