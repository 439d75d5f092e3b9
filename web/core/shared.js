/** One compiled core for the whole page: elements and workers each make an instance of it, which costs about a millisecond. */
import { loadCore } from './nca.js';
import coreUrl from 'nca-core.wasm?url';

/** @type {Promise<WebAssembly.Module> | undefined} */
let sharedModule;

/** The compiled module, fetched once; after a failure the next call tries again. */
export function loadSharedModule() {
  sharedModule ??= loadCore(coreUrl).then(
    (core) => core.module,
    (error) => {
      sharedModule = undefined;
      throw error;
    },
  );
  return sharedModule;
}

/** An instance with a memory of its own: what it took comes back when it is forgotten, and a trap in it harms no other. */
export async function createCore() {
  return loadCore(await loadSharedModule());
}
