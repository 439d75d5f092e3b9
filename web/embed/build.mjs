/** Builds build/embed: the element as one module, the page for an iframe, the single file for the disk, and the models. */
import { cp, mkdir, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

import { pack } from './pack.mjs';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../../build/embed/');

/**
 * @param {'es' | 'iife'} format
 * @param {string} entry
 * @param {string} fileName
 */
async function bundle(format, entry, fileName) {
  const result = await build({
    configFile: false,
    root: here('..'),
    logLevel: 'warn',
    plugins: [pack()],
    publicDir: false,
    resolve: { conditions: ['embed', ...defaultClientConditions] },
    build: {
      write: true,
      outDir: OUT,
      emptyOutDir: false,
      target: ['chrome91', 'firefox113', 'safari16.4'], // the first ones with SIMD and DecompressionStream
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: { input: here(entry), preserveEntrySignatures: 'strict', output: { format, entryFileNames: fileName, name: 'snowflake' } },
    },
  });
  return result;
}

await mkdir(`${OUT}models`, { recursive: true });
await bundle('es', 'module.js', 'snowflake-nca.js');
const models = here('../../assets/models/');
for (const file of await readdir(models)) if (file.endsWith('.safetensors')) await cp(models + file, `${OUT}models/${file}`);
