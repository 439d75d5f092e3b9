/** The package.json of the package: name, version, licence and addresses are the project's. */
import { readFile } from 'node:fs/promises';

import { readAddresses } from './addresses.mjs';

/** What a package lists that does something when it is imported: the element defines its tag. */
const SIDE_EFFECTS = ['./element.js', './api/react.js'];
const FILE_TYPES = './types/package/file.d.ts';

/** Where it comes from: without that npm gives no provenance. */
async function origin() {
  const { site, source } = await readAddresses();
  return {
    ...(site && { homepage: site }),
    ...(source && { repository: { type: 'git', url: `git+${source}.git` }, bugs: `${source}/issues`, publishConfig: { access: 'public', provenance: true } }),
  };
}

/** @param {readonly string[]} files all that is in it, folders by their names */
export async function packageJson(files) {
  const { name, version, description, engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return {
    name,
    version,
    description,
    keywords: ['neural-cellular-automata', 'nca', 'cellular-automaton', 'custom-element', 'web-component', 'webassembly', 'simd', 'react', 'snowflake', 'generative-art'],
    license: 'MIT',
    ...await origin(),
    type: 'module',
    engines,
    files,
    sideEffects: SIDE_EFFECTS,
    customElements: 'custom-elements.json',
    'web-types': './web-types.json',
    exports: {
      '.': { types: './types/package/element.d.ts', default: './element.js' },
      './core': { types: './types/package/core.d.ts', default: './api/core.js' },
      './models': { types: './types/package/models.d.ts', default: './api/models.js' },
      './react': { types: './types/api/react.d.ts', default: './api/react.js' },
      './words/*': { types: './types/text/*/element.d.ts', default: './words/*.js' },
      './nca.wasm': { types: FILE_TYPES, default: './api/nca.wasm' },
      './nca_show.wasm': { types: FILE_TYPES, default: './api/nca_show.wasm' },
      './models/*.safetensors': { types: FILE_TYPES, default: './models/*.safetensors' },
      './custom-elements.json': './custom-elements.json',
      './web-types.json': './web-types.json',
      './vscode.html-custom-data.json': './vscode.html-custom-data.json',
      './vscode.css-custom-data.json': './vscode.css-custom-data.json',
      './package.json': './package.json',
    },
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
  };
}
