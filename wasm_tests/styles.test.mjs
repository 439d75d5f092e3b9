/** The styles of the page as a whole: every file has its layer, every name one meaning and a use, and the night is the same sky for page and scripts. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../web', import.meta.url)), STYLES = join(WEB, 'styles');
/** Which have layers of their own making: inside the element, a frame and an article nothing of the page is known. */
const OTHER_ROOMS = /^(element|embed|docs|package)\//;

/** @param {string} folder @param {RegExp} pattern @returns {string[]} paths in it */
const filesIn = (folder, pattern) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path)).sort();
const read = (/** @type {string[]} */ ...path) => readFileSync(join(...path), 'utf8');
const withoutComments = (/** @type {string} */ css) => css.replace(/\/\*.*?\*\//gs, '');
const namesIn = (/** @type {string} */ selector) => Array.from(selector.replace(/"[^"]*"/g, '').matchAll(/\.([a-z][\w-]*)/gi), ([, name]) => name);
/** Without what weighs nothing. */
const weighing = (/** @type {string} */ selector) => selector.replace(/:where\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '');
const selectorsIn = (/** @type {string} */ css) => Array.from(css.matchAll(/([^{};]+)\{/g), ([, selector]) => selector.trim()).filter((selector) => !selector.startsWith('@'));

const sheets = new Map(filesIn(STYLES, /\.css$/).map((path) => [path, withoutComments(read(STYLES, path))]));
const markup = read(WEB, 'index.html');
const scripts = filesIn(WEB, /\.js$/).filter((path) => !OTHER_ROOMS.test(path)).map((path) => read(WEB, path)).join('\n');
const allStyles = [...sheets.values()].join('\n');

test('every file of styles is in one layer, and the layers are put in order once', () => {
  const manifests = ['first.css', 'page.css', 'studio.css', 'looks.css'], layers = Array.from(allStyles.matchAll(/@layer ([^;{]*);/g), ([, names]) => names.split(', '));
  assert.equal(layers.length, 1);
  const imported = manifests.flatMap((name) => Array.from(
    (sheets.get(name) ?? '').matchAll(/@import url\("\.\/([^"]+)"\) layer\((\w+)\);/g), ([, path, layer]) => ({ path, layer })));
  for (const { path, layer } of imported) {
    const room = path.includes('/') ? path.split('/')[0] : path.replace('.css', '');
    assert.equal(layer, room, path);
    assert.ok(layers[0].includes(layer), layer);
  }
  assert.deepEqual([...imported.map(({ path }) => path), ...manifests].sort(), [...sheets.keys()]);
  assert.doesNotMatch(scripts, /import '[^']*(?<!styles\/(?:studio|looks))\.css'/, 'what a script imports has no layer, but for the manifest');
});

test('a class is described in one file, and used', () => {
  /** @type {Map<string, Set<string>>} */
  const described = new Map();
  for (const [path, css] of sheets) {
    for (const name of selectorsIn(css).flatMap((selector) => namesIn(weighing(selector)))) described.set(name, (described.get(name) ?? new Set()).add(path));
  }
  assert.deepEqual([...described].filter(([, files]) => files.size > 1).map(([name, files]) => `${name}: ${[...files]}`), []);
  const words = new Set(Array.from(`${scripts}\n${markup}`.matchAll(/['"`]([^'"`\n]*)['"`]/g), ([, quoted]) => quoted.split(/\s+/)).flat());
  const styled = new Set(selectorsIn(allStyles).flatMap(namesIn));
  assert.deepEqual([...styled].filter((name) => !words.has(name)), [], 'styled, but on nothing');
  const given = [/ class="([^"]+)"/g, /\bmake\('\w+', '([^']+)'/g, /\bclassName = '([^']+)'/g, /\bclassList\.\w+\('([^']+)'/g]
    .flatMap((pattern) => Array.from(`${scripts}\n${markup}`.matchAll(pattern), ([, names]) => names.split(' ')).flat());
  assert.deepEqual([...new Set(given)].filter((name) => !styled.has(name)), [], 'given, but without a style');
});

test('a token is defined once, and used', () => {
  const tokens = Array.from((sheets.get('tokens.css') ?? '').matchAll(/^ {2}(--[\w-]+):/gm), ([, name]) => name);
  assert.equal(new Set(tokens).size, tokens.length);
  const used = new Set(Array.from(`${allStyles}\n${scripts}`.matchAll(/(?:var\(|')(--[\w-]+)/g), ([, name]) => name));
  assert.deepEqual(tokens.filter((name) => !used.has(name)), [], 'defined, but not used');
  const given = new Set([...tokens, '--swatch']); // its colour: web/studio/targets/draw-way.js
  assert.deepEqual(Array.from(allStyles.matchAll(/var\((--[\w-]+)/g), ([, name]) => name).filter((name) => !given.has(name)), [], 'used, but not defined');
});

test('what scripts paint has the colours of the tokens', () => {
  const token = (/** @type {string} */ name) => new RegExp(`--${name}: (.*);`).exec(sheets.get('tokens.css') ?? '')?.[1] ?? '';
  const rgbOf = (/** @type {string} */ hex) => Array.from(hex.matchAll(/[0-9a-f]{2}/gi), ([digits]) => parseInt(digits, 16)).join(', ');
  const lesson = filesIn(join(WEB, 'lesson'), /\.js$/).map((path) => read(WEB, 'lesson', path)).join('\n');
  for (const name of ['above', 'below', 'warm', 'cold']) assert.ok(lesson.includes(`[${rgbOf(token(name))}]`), name);
  const stops = Array.from(read(WEB, 'snow/sky.js').matchAll(/sky\.addColorStop\(([\d.]+), '(#\w+)'\)/g), ([, at, colour]) => [Number(at), colour]);
  const told = Array.from(token('snow-sky').matchAll(/(#\w+)(?: (\d+)%)?/g), ([, colour, percent], i) => [percent ? Number(percent) / 100 : i && 1, colour]);
  assert.deepEqual(told, stops);
});
