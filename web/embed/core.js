/** The core that lies in the module itself: what web/core/shared.js is for the page. */
import { NcaError } from '../core/error.js';
import { GrowCore } from '../core/grow-core.js';
import { instantiate } from '../core/instantiate.js';
import { once } from '../core/once.js';
import { orByScript } from '../core/without-wasm.js';
import { isWasmOwn } from './host.js';
import packed from 'nca-embed.wasm?packed';

const loadModule = once(unpack);

/** What is returned of a promise is awaited first, here as everywhere on the way: else then() would be asked, which is the page's. @returns {Promise<ArrayBuffer>} */
async function unpack() {
  if (typeof DecompressionStream !== 'function') throw new NcaError('NO_UNPACKING');
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)); // not fetch('data:'), which a page may forbid
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** An instance with a memory of its own: what it took comes back when it is forgotten, and a trap in it harms no other. */
export async function createCore() {
  return await orByScript(create, GrowCore, () => new URL(/* @vite-ignore */ './snowflake-nca-script.js', import.meta.url));
}

async function create() {
  if (!isWasmOwn()) throw new NcaError('NO_WEBASSEMBLY', 'This page has another WebAssembly than its browser, which the snowflake is not computed with.');
  const { module, instance } = await instantiate(await loadModule());
  return new GrowCore(module, instance);
}
