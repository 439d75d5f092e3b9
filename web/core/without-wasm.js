/**
 * Where WebAssembly is off (Lockdown Mode, a browser's enhanced security, a page's policy) or cannot be relied on, the same core as plain JavaScript: to the same
 * bits, some fifty times slower, and slower still in an engine that has no compiler either. It is fetched there alone.
 */
import { NcaError } from './error.js';

/** What a core cannot be made for, and a script can. */
const LACKS = ['NO_WEBASSEMBLY', 'NO_SIMD', 'WRONG_SIMD', 'POLICY_WASM'];

/** Of the whole page, once one was lacking. @type {Promise<{ instantiate: () => Record<string, any> }> | undefined} */
let loading;

/**
 * @template Core
 * @param {() => Promise<Core>} create by WebAssembly
 * @param {new (module: any, instance: { exports: Record<string, any> }) => Core} Core
 * @param {() => URL} address of the script, made only when it is needed
 * @returns {Promise<Core>} @throws {NcaError} what WebAssembly lacks, where there is no script either
 */
export async function orByScript(create, Core, address) {
  if (!loading) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof NcaError) || !LACKS.includes(error.code)) throw error;
      loading = load(address).catch(() => {
        loading = undefined; // the next one tries again
        throw error;
      });
    }
  }
  const { instantiate } = await loading;
  return new Core(undefined, { exports: instantiate() });
}

/** @param {() => URL} address */
const load = async (address) => import(/* @vite-ignore */ /* webpackIgnore: true */ address().href);
