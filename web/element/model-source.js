/**
 * Turns what a model may be given as (a bundled name, a URL, a link's letters, a file, the model itself) into a model.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 */
import { bundledEntryOf, bundledModels, findBundledModel } from '#models';
import { fetchFile, readFile } from '../core/model-file.js';
import { decodeModel } from '../share/model-link.js';
import { restStepOf } from '../core/rest.js';
import { words as text } from '../text/element-words.js';

/** @typedef {string | URL | Blob | Model} ModelSource a bundled name, a URL, or a model in letters (web/share/model-link.js); a file; or a model */
/** @typedef {{ model: Model, restStep: number, title: () => string, mix?: Mix }} LoadedModel title: in the words that the page has now; mix: that came along, of its goals */

/**
 * @param {ModelSource | null} source null: the first bundled model
 * @param {ShowCore | Promise<ShowCore>} core reads the file; while it is still loading, the file is fetched
 * @param {AbortSignal} signal
 * @returns {Promise<LoadedModel>}
 */
export async function resolveModel(source, core, signal) {
  if (source !== null && typeof source === 'object' && 'params' in source) return loadedOf(source);
  if (source instanceof Blob) {
    const model = (await core).readModel(await readFile(source));
    return loadedOf({ ...model, name: model.name || (source instanceof File ? source.name : '') });
  }
  const carried = typeof source === 'string' ? decodeModel(source) : undefined;
  if (carried) return { ...loadedOf(carried.model), mix: carried.mix };
  const bundled = source === null ? bundledModels[0] : findBundledModel(String(source));
  if (bundled) return loadedOf(await bundled.load(core), bundled);
  const file = await fetchFile(String(source), signal);
  return loadedOf((await core).readModel(file));
}

/** @param {Model} model @param {ReturnType<typeof bundledEntryOf>} [bundled] default: by its content @returns {LoadedModel} */
function loadedOf(model, bundled = bundledEntryOf(model)) {
  return { model, restStep: bundled?.restAt ?? restStepOf(model), title: () => bundled?.title ?? (model.name || text.models.untitled) };
}
