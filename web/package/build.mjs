/**
 * Assembles the npm package in build/package (or the folder named), from the sources, build/wasm and build/embed. Its modules are the
 * sources themselves: whoever reads them in node_modules reads what stands here.
 *
 *   element.js   the self-contained element         snowflake-nca-script.js   its core for where WebAssembly is off
 *   api/        the modules of web/api, with the wasm beside them
 *   models/      the models, where it looks for them   core/ ...   what those import, in the folders of web/
 *   words/       what the element says, in each language
 *   types/       made by tsc from the JSDoc         custom-elements.json, web-types.json, vscode.*.json   of the element, for editors and catalogues
 *   sbom.cdx.json   the bill of materials
 *   README.md, NOTICES.md, CHANGELOG.md, SECURITY.md, CITATION.cff   for those who use it, judge it or cite it
 */
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { billOf } from './bill.mjs';
import { customElements } from './custom-elements.mjs';
import { vscodeCss, vscodeHtml, webTypes } from './editor-data.mjs';
import { emitTypes, modulesFrom } from './modules.mjs';
import { packageJson } from './manifest.mjs';
import { PICTURES, partOfNpm, partsOfWasm } from './parts.mjs';
import { languages } from '../text/languages.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url)), WEB = join(ROOT, 'web'), MODELS = join(ROOT, 'assets/models');
const ENTRIES = ['api/core.js', 'api/models.js', 'api/react.js'];
const PAGES = ['README.md', 'NOTICES.md', 'CHANGELOG.md', 'SECURITY.md', 'CITATION.cff'];
const TYPES = ['element', 'frameworks', 'core', 'models', 'file', 'host'].map((name) => `package/${name}.d.ts`);
const out = resolve(process.argv[2] ?? join(ROOT, 'build/package'));

/** @param {string} from in the project @param {string} to in the package */
async function take(from, to) {
  await mkdir(dirname(join(out, to)), { recursive: true });
  await cp(join(ROOT, from), join(out, to));
}

/** @param {string} name @param {object} data */
const write = (name, data) => writeFile(join(out, name), `${JSON.stringify(data, null, 1)}\n`);

await rm(out, { recursive: true, force: true });
for (const path of modulesFrom(WEB, ENTRIES)) await take(join('web', path), path);
for (const name of ['nca.wasm', 'nca_show.wasm']) await take(join('build/wasm', name), join('api', name));
for (const name of (await readdir(MODELS)).filter((each) => each.endsWith('.safetensors'))) await take(join('assets/models', name), join('models', name));
await take('build/embed/snowflake-nca.js', 'element.js');
await take('build/embed/snowflake-nca-script.js', 'snowflake-nca-script.js');
for (const lang of Object.keys(languages)) await take(`build/embed/words/${lang}.js`, `words/${lang}.js`);
for (const name of PAGES) await take(`web/package/${name}`, name);
await take('LICENSE', 'LICENSE');
await emitTypes(WEB, [...ENTRIES, ...TYPES, ...Object.keys(languages).map((lang) => `text/${lang}/element.js`)], join(out, 'types'));
const manifest = customElements(WEB, join(out, 'types')), [{ declarations: [element] }] = manifest.modules, project = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
await write('custom-elements.json', manifest);
await write('web-types.json', webTypes(element, project));
await write('vscode.html-custom-data.json', vscodeHtml(element));
await write('vscode.css-custom-data.json', vscodeCss(element));
await write('sbom.cdx.json', billOf('library', project, [...partsOfWasm(), PICTURES, partOfNpm('vite')]));
const about = await packageJson((await readdir(out)).sort());
await write('package.json', about);
if (!('repository' in about)) console.log('The package names no repository, without which npm gives no proof of where it comes from: `repository` in package.json does, or SOURCE_URL for one build.');

// Whatever umask and compiler left: modes are part of what npm packs.
for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) await chmod(join(/** @type {any} */ (entry).parentPath ?? entry.path, entry.name), 0o644);
}
