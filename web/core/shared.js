/**
 * Two compiled cores for the whole page, each fetched once: what is shown needs only the smaller; training, probing and reading pictures
 * need the whole one. Elements and workers each make an instance, which costs about a millisecond.
 */
import { loadCore } from './nca.js';
import wholeUrl from 'nca-core.wasm?url';
import showUrl from 'nca-show.wasm?url';

const loadShowModule = once(showUrl), loadWholeModule = once(wholeUrl);

/** @param {string} url @returns {() => Promise<WebAssembly.Module>} fetches it once; after a failure the next call tries again */
function once(url) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let shared;
  return () => {
    shared ??= loadCore(url).then(
      (core) => core.module,
      (error) => {
        shared = undefined;
        throw error;
      },
    );
    return shared;
  };
}

/** The whole core, compiled: for a worker, which then need not compile it again. */
export { loadWholeModule };

/** An instance that can show, with a memory of its own: what it took comes back when it is forgotten, and a trap in it harms no other. */
export async function createCore() {
  return loadCore(await loadShowModule());
}

/** The same of one that can do everything. */
export async function createWholeCore() {
  return loadCore(await loadWholeModule());
}
