/**
 * Makes plain JavaScript of nca_script.wasm: the core for browsers in which WebAssembly is off (web/core/without-wasm.js). By wasm2js, which comes with
 * Emscripten; its module is one instance, ours makes as many as are asked for.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transformWithEsbuild } from 'vite';

import { buildTargets } from '../package/browsers.mjs';

const WASM = fileURLToPath(new URL('../../build/wasm/nca_script.wasm', import.meta.url));
/** Where what wasm2js writes makes its instance, and exports what that has. */
const INSTANCE = /\nvar retasmFunc = asmFunc\([^]*$/;
/** What comes out of a Float32Array is rounded already. */
const ROUNDED_TWICE = /Math_fround\((HEAPF32\[[^[\]]*\])\)/g;

/** @param {string} banner @returns {Promise<string>} a module that exports instantiate() */
export async function makeScript(banner) {
  const { stdout } = await promisify(execFile)(findWasm2js(), [WASM, '-O2', '-o', '-'], { maxBuffer: 2 ** 24 });
  if (!INSTANCE.test(stdout)) throw new Error('wasm2js writes its module in another way than it did.');
  const source = stdout.replace(INSTANCE, "\nexport const instantiate = () => asmFunc({ abort() { throw new Error('unreachable'); } });\n").replace(ROUNDED_TWICE, '$1');
  const { code } = await transformWithEsbuild(source, 'snowflake-nca-script.js', { minify: true, target: buildTargets, format: 'esm' });
  return `${banner}\n${code}`;
}

/** Debian has it in the path, Emscripten's own kit beside the compiler. */
function findWasm2js() {
  const { PATH = '', EMSDK = '' } = process.env, folders = [...PATH.split(delimiter), join(EMSDK, 'upstream/bin')];
  const found = folders.map((folder) => join(folder, 'wasm2js')).find((path) => existsSync(path));
  if (!found) throw new Error('There is no wasm2js, which comes with Emscripten (Debian: binaryen).');
  return found;
}
