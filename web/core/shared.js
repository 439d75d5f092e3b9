/**
 * Two compiled cores for the whole page, each fetched once: what is shown needs only the smaller; training, probing and reading pictures
 * need the whole one. Elements and workers each make an instance, which costs about a millisecond.
 */
import wholeUrl from 'nca-core.wasm?url';
import showUrl from 'nca-show.wasm?url';
import { once } from './once.js';
import { loadShowCore, ShowCore } from './show-core.js';
import { orByScript } from './without-wasm.js';

const loadShowModule = once(() => showUrl), loadWholeModule = once(() => wholeUrl);

/** The whole core, compiled: for a worker, which then need not compile it again. */
export { loadWholeModule };

/** An instance that can show, with a memory of its own: what it took comes back when it is forgotten, and a trap in it harms no other. */
export async function createCore() {
  return orByScript(async () => loadShowCore(await loadShowModule()), ShowCore, () => new URL('snowflake-nca-script.js', document.baseURI));
}

/** The same of one that can do everything. */
export async function createWholeCore() {
  const { loadCore } = await import('./nca.js'); // most visitors never train
  return loadCore(await loadWholeModule());
}
