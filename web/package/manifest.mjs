/** The package.json of the package: name, version and licence are the project's. */
import { readFile } from 'node:fs/promises';

/** What a package lists that does something when it is imported: the element defines its tag. */
const SIDE_EFFECTS = ['./element.js'];
const FILE_TYPES = './types/package/file.d.ts';

export async function packageJson() {
  const { name, version, description, engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return {
    name,
    version,
    description,
    keywords: ['neural-cellular-automata', 'nca', 'cellular-automaton', 'custom-element', 'web-component', 'webassembly', 'simd', 'snowflake', 'generative-art'],
    license: 'MIT',
    type: 'module',
    engines,
    sideEffects: SIDE_EFFECTS,
    customElements: 'custom-elements.json',
    exports: {
      '.': { types: './types/package/element.d.ts', default: './element.js' },
      './core': { types: './types/package/core.d.ts', default: './api/core.js' },
      './models': { types: './types/package/models.d.ts', default: './api/models.js' },
      './nca.wasm': { types: FILE_TYPES, default: './api/nca.wasm' },
      './nca_show.wasm': { types: FILE_TYPES, default: './api/nca_show.wasm' },
      './models/*.safetensors': { types: FILE_TYPES, default: './models/*.safetensors' },
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
  };
}
