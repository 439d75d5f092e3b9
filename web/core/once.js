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
  return () => {
    shared ??= compile().catch((error) => {
      shared = undefined;
      throw error;
    });
    return shared;
  };
}
