/** Lets node read the sources as they stand: `?url` is the address of a file, `?inline` its text, the wasm that which was built. */
import { readFile } from 'node:fs/promises';

const WASM_DIR = new URL('../../../build/wasm/', import.meta.url), QUERY = /\?(url|inline)$/;

/** @param {string} specifier @param {{ parentURL?: string }} context @param {(specifier: string, context: object) => unknown} next */
export function resolve(specifier, context, next) {
  if (!QUERY.test(specifier)) return next(specifier, context);
  const wasm = /^nca-(core|show)\.wasm/.exec(specifier)?.[1];
  const url = wasm ? new URL(`${wasm === 'core' ? 'nca' : 'nca_show'}.wasm?url`, WASM_DIR) : new URL(specifier, context.parentURL);
  return { url: url.href, format: 'module', shortCircuit: true };
}

/** @param {string} url @param {object} context @param {(url: string, context: object) => unknown} next */
export async function load(url, context, next) {
  const how = QUERY.exec(url)?.[1];
  if (!how) return next(url, context);
  const address = url.replace(QUERY, ''), value = how === 'url' ? address : await readFile(new URL(address), 'utf8');
  return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(value)};` };
}
