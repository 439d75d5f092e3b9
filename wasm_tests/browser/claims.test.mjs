/** The browsers that are claimed: what is built asks for those and no newer ones, and every sentence that names a version is right. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';

import { browsers } from '../../web/package/browsers.mjs';
import { newInScripts, newInStyles, since } from '../support/compat.mjs';

const root = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (/** @type {string} */ path) => readFile(root(path), 'utf8');

/** What nothing here works without, and what makes it the newest need of some browser. */
const NEEDS = [
  'webassembly.fixed-width-SIMD', // every step; Safari 16.4
  'http.headers.Content-Security-Policy.script-src.wasm-unsafe-eval', // under the policy of the page
  'api.CSSStyleSheet.CSSStyleSheet', // the element's looks, under the policy of the page
  'api.Worker.Worker.ecmascript_modules', // training; Firefox 114
  'api.DecompressionStream', // the element for other pages
  'api.structuredClone', // runs, where a browser keeps none
  'css.at-rules.layer', // the looks of the page; Chrome 99
];
/** What some of them lack, and the code asks for first or does without. */
const OPTIONAL_SCRIPT = ['AbortSignal.reason', 'Element.currentCSSZoom', 'IDBFactory.databases', 'KeyboardEvent.repeat', 'PointerEvent.getCoalescedEvents', 'ResizeObserverEntry.devicePixelContentBoxSize', 'StorageManager.estimate', 'VideoEncoder'];
/** All of WebGPU, for which web/gpu/device.js asks. */
const WEBGPU = /^(?:GPU\w*|WGSLLanguageFeatures)(?:\.|$)|^(?:Worker)?Navigator\.gpu$/;
/** Looks that are left out where nobody knows them. */
const OPTIONAL_STYLES = [
  ':-moz-color-swatch', ':-moz-range-progress', ':-moz-range-thumb', ':-moz-range-track', 'print-color-adjust', // each beside the same of WebKit
  '@container', 'container-type', // controls of one size
  'forced-color-adjust', // the cut in the colours of the system
  ':has', // a switch that is off looks so
  'mask', // a row that goes on below fades there
  '-webkit-tap-highlight-color', '-webkit-touch-callout', 'accent-color', 'scrollbar-color', 'scrollbar-width', 'text-autospace', 'text-size-adjust', 'text-wrap', 'user-select',
];
/** Classes and blocks, top-level await, and all else of that year: so far all of them are. */
const YEAR = 2022;
const NAMES = /** @type {Record<string, string>} */ ({ chrome: 'chrome', edge: 'edge', firefox: 'firefox', safari: 'safari', ios_saf: 'safari_ios' }); // of MDN
const versions = Object.fromEntries(Object.entries(browsers).map(([name, version]) => [NAMES[name], version]));

/** @param {string} folder @param {RegExp} pattern */
const filesIn = async (folder, pattern) => (await readdir(root(folder), { recursive: true })).map((name) => join(folder, name)).filter((name) => pattern.test(name));

test('each version is the first that has all that is needed, by the data of MDN', () => {
  for (const [name, version] of Object.entries(versions)) assert.equal(Number(version), Math.max(...NEEDS.map((each) => since(each, name))), name);
});

test('scripts: nothing newer is used without asking whether it is there', () => {
  const { numUsed, names } = newInScripts(root('tsconfig.json'), /\/web\/(?!docs\/|package\/|embed\/(build|pack))/, versions);
  assert.ok(numUsed > 200, `${numUsed} things of the platform were seen`);
  assert.deepEqual(names.filter((name) => !OPTIONAL_SCRIPT.includes(name) && !WEBGPU.test(name)), []);
});

test('styles: nothing newer is relied on', async () => {
  for (const path of [...await filesIn('web', /\.css$/), ...await filesIn('build/site/assets', /\.css$/)].filter((path) => !path.startsWith('web/docs'))) {
    const { numUsed, names } = newInStyles(await read(path), versions);
    assert.ok(numUsed > 0, path);
    assert.deepEqual(names.filter((name) => !OPTIONAL_STYLES.includes(name)), [], path);
  }
});

test(`the syntax of all that is built, or published as it is, is that of ${YEAR}`, async () => {
  const paths = [...await filesIn('build/site', /\.js$/), ...await filesIn('build/embed', /\.js$/), ...await filesIn('web', /\.js$/)];
  assert.ok(paths.length > 100);
  for (const path of paths) {
    const code = await read(path);
    assert.doesNotThrow(() => parse(code, { ecmaVersion: YEAR, sourceType: 'module' }), path);
  }
});

describe('sentences', () => {
  const sentence = `Chrome and Edge ${browsers.chrome}, Firefox ${browsers.firefox}, Safari ${browsers.safari}`;
  for (const path of ['README.md', 'web/package/README.md']) {
    test(`${path} names the versions`, async () => assert.ok((await read(path)).replace(/\s+/g, ' ').includes(sentence), sentence));
  }

  test('what a browser is told that lacks something', async () => {
    const texts = (await Promise.all((await filesIn('web/text', /\.js$/)).map(read))).join('\n');
    for (const [words, need] of /** @type {const} */ ([['no WebAssembly SIMD', NEEDS[0]], ['cannot unpack the snowflake', 'api.DecompressionStream']])) {
      const told = texts.split('\n').find((line) => line.includes(words)) ?? '';
      assert.deepEqual(told.match(/\d+(\.\d+)?/g)?.map(Number), ['chrome', 'firefox', 'safari'].map((name) => since(need, name)), words);
    }
    assert.ok(texts.includes(`Firefox ${since('api.Worker.Worker.ecmascript_modules', 'firefox')} or later`));
  });
});
