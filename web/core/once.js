/** A core that is compiled once for all who ask. @import { CoreSource } from './instantiate.js' */
import { instantiate } from './instantiate.js';

/**
 * @param {() => CoreSource | Promise<CoreSource>} open
 * @returns {() => Promise<WebAssembly.Module>} after a failure the next call tries again
 */
export function once(open) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let shared;
  const compile = async () => (await instantiate(await open())).module;
  const attempt = async () => { // by await alone: whatever a page makes of then() and catch()
    try {
      return await compile();
    } catch (error) {
      shared = undefined;
      throw error;
    }
  };
  return () => (shared ??= attempt());
}
