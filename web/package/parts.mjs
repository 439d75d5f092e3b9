/**
 * What others made that ships: of npm what the bundler says it took, of C what the module is linked with, and the pictures that models were taught to grow.
 *
 * @typedef {{ name: string, version?: string, license: string, copyright?: string, home: string, purl: string, sha512?: string, text?: string }} Part license: as SPDX writes it
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), 'utf8');
const SYSTEM = ['/usr/include', '/usr/local/include'];

/** @param {string} header of the system @param {RegExp} version where it stands in it @returns {string | undefined} */
function versionIn(header, version) {
  const folder = SYSTEM.find((each) => existsSync(join(each, header)));
  return folder && version.exec(readFileSync(join(folder, header), 'utf8'))?.[1];
}

/** What is in the WebAssembly modules. @returns {Part[]} */
export function partsOfWasm() {
  const emscripten = execFileSync('emcc', ['-dumpversion'], { encoding: 'utf8' }).trim();
  return [
    { name: 'stb_image', version: versionIn('stb/stb_image.h', /stb_image - v([\d.]+)/), license: 'MIT', copyright: 'Copyright (c) 2017 Sean Barrett', home: 'https://github.com/nothings/stb', purl: 'pkg:github/nothings/stb' },
    { name: 'jsmn', license: 'MIT', copyright: 'Copyright (c) 2010 Serge Zaitsev', home: 'https://github.com/zserge/jsmn', purl: 'pkg:github/zserge/jsmn' },
    { name: 'musl libc', license: 'MIT', copyright: 'Copyright (c) 2005-2020 Rich Felker and others', home: 'https://musl.libc.org', purl: 'pkg:generic/musl' },
    { name: 'emmalloc and the support library of Emscripten', version: emscripten, license: 'MIT', copyright: 'Copyright (c) 2010-2014 Emscripten authors', home: 'https://emscripten.org', purl: `pkg:github/emscripten-core/emscripten@${emscripten}` },
  ];
}

/** The pictures, and so the models that grow them. @type {Part} */
export const PICTURES = { name: 'Noto Color Emoji', license: 'Apache-2.0', copyright: 'Copyright Google', home: 'https://github.com/googlefonts/noto-emoji', purl: 'pkg:github/googlefonts/noto-emoji' };

/** @param {string} name of a package of npm, as it is locked and lies in node_modules @returns {Part} */
export function partOfNpm(name) {
  const folder = `node_modules/${name}`, { version, integrity } = JSON.parse(read('package-lock.json')).packages[folder], { license } = JSON.parse(read(`${folder}/package.json`));
  const file = readdirSync(join(ROOT, folder)).find((each) => /^licen[cs]e/i.test(each));
  if (!file || typeof license !== 'string') throw new Error(`${name} ships, and does not say under which licence.`);
  return {
    name, version, license, home: `https://www.npmjs.com/package/${name}/v/${version}`, purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    text: read(`${folder}/${file}`).split(/^# Licenses of bundled/m)[0], // Vite tells of its own parts too, which stay with it
    sha512: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
  };
}

/** The package that a module of a bundle comes from; of what the bundler adds itself: the bundler. @param {string} id @returns {string | undefined} */
export function packageOf(id) {
  const path = id.replaceAll('\\', '/');
  if (path.startsWith('\0vite/')) return 'vite';
  return /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** Of whom something is in a bundle, and not only named there. @param {import('rollup').OutputBundle} bundle @returns {string[]} */
export function packagesIn(bundle) {
  const modules = Object.values(bundle).flatMap((file) => Object.entries(file.type === 'chunk' ? file.modules : {}));
  return modules.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? packageOf(id) ?? [] : []));
}

/** Empty: it is only told where that is. @param {Part} part @param {string} permission MIT's */
const textOf = ({ license, text, copyright }, permission) => text ?? (license === 'MIT' ? `${copyright}${permission}` : '');

/** All licences in one text: the project's, then those of its parts. @param {readonly Part[]} parts */
export function licencesOf(parts) {
  const own = read('LICENSE'), [, permission] = own.split(/^Copyright .*$/m), line = '-'.repeat(80);
  const heads = parts.map(({ name, version, license, copyright, home }) => [`${[name, version].filter(Boolean).join(' ')} (${license})`, copyright, home].filter(Boolean).join('\n    '));
  const texts = parts.map((part) => ({ name: part.name, text: textOf(part, permission).trim() })).filter(({ text }) => text).map(({ name, text }) => `${line}\n${name}\n\n${text}\n`);
  const apache = 'The Apache License 2.0 is at https://www.apache.org/licenses/LICENSE-2.0, the Mozilla Public License 2.0 at https://mozilla.org/MPL/2.0/.';
  return `${own}\n${line}\nWhat others made that ships with this, unchanged; where each is, its sources are:\n\n${heads.join('\n')}\n\n${apache}\n\n${texts.join('\n')}`;
}
