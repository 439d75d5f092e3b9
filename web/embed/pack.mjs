/** A Vite plugin for what lies in the module itself: `?packed` compresses a file, `?letters` writes a model in 8-bit weights. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import zopfli from '@gfx/zopfli';

import { ByteWriter } from '../core/bytes.js';
import { loadShowCore } from '../core/show-core.js';
import { writeModel } from '../share/model-bytes.js';

const EMBED_WASM = fileURLToPath(new URL('../../build/wasm/nca_embed.wasm', import.meta.url));

/** A sixteenth smaller than zlib makes it, and any browser unpacks it all the same. */
const ZOPFLI = Object.freeze({ numiterations: 100 });

/** @returns {import('vite').Plugin} */
export function pack() {
  return {
    name: 'pack',
    enforce: 'pre',
    resolveId: (id) => (id === 'nca-embed.wasm?packed' ? `${EMBED_WASM}?packed` : undefined),
    async load(id) {
      const [path, how] = id.split('?');
      if (how === 'packed') return exporting(Buffer.from(await zopfli.gzipAsync(await readFile(path), ZOPFLI)).toString('base64'));
      if (how === 'letters') return exporting(await lettersOf(await readFile(path)));
      return undefined;
    },
    /** What explains a shader in it is for those who read the source. */
    transform: (code, id) => (id.endsWith('/shaders.js') ? { code: code.replace(/ *\/\/.*$/gm, '').replace(/^ +/gm, ''), map: null } : undefined),
  };
}

const exporting = (/** @type {string} */ text) => `export default ${JSON.stringify(text)};`;

/** @param {Uint8Array} file */
async function lettersOf(file) {
  const core = await loadShowCore(new Uint8Array(await readFile(EMBED_WASM))), out = new ByteWriter();
  writeModel(out, core.readWeights(file));
  return out.finish();
}
