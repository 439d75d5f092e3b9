/** How large a model is stands in one place: what speaks of it reads it there, or is held to it here. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { SHAPE_RANGES } from '../web/core/fields.js';
import { loadCore } from '../web/core/nca.js';
import { layoutOf, USUAL_LAYOUT } from '../web/core/shape.js';
import { compileShippedWasm } from './support/core.js';

const root = new URL('../', import.meta.url), read = (/** @type {string} */ path) => readFile(new URL(path, root), 'utf8');
const { channels, hidden, perceived, numParams } = USUAL_LAYOUT;

/** Whatever a model of the usual size is made of, in figures of any language, or words. */
const SIZE = /(?<![\w.,#&-])(?:16|48|128|6[.,\s]?144|2[.,\s]?048|8[.,\s]?336)(?![\w%]|[.,]\d)|\b(?:sixteen|sechzehn|forty-eight|achtundvierzig)|\b(?:twelve|zwölf)\W+(?:hidden|others|verborgen|anderen)|\b(?:other|anderen) (?:twelve|zwölf)/i;
/** What the numbers are of, in scripts, where there are many others. */
const OF_A_MODEL = /channel|hidden|perceiv|numParams|parameters|bias|weights/i;

/** Lines that say how large a model is. @param {string} source @param {boolean} isText whether all of it is read by people */
const bareIn = (source, isText) => source.split('\n').filter((line) => {
  const rest = line.replace(/<canvas[^>]*>|viewBox="[^"]*"|\bd="[^"]*"|<text x="\d+" y="\d+"|\b(?:data-)?index="\d+"|<(?:input|path|circle|svg|link|meta|g)\b[^>]*>/g, '');
  return SIZE.test(rest) && (isText || OF_A_MODEL.test(rest));
});

test('it finds what it looks for', () => {
  for (const line of ["heading: 'A cell is 16 numbers',", 'all 48 of them', 'first come 128 sums', '8,336 numbers', '8.336 Zahlen', "'The other twelve are hidden'", 'alle sechzehn', '<text>6,144 + 128</text>']) assert.equal(bareIn(line, true).length, 1, line);
  for (const line of ['Safari from 16.4.', 'UTF-16', '<canvas width="48" height="48">', 'a step of 160', 'x16', '0.16', '1,128 cells']) assert.equal(bareIn(line, true).length, 0, line);
  assert.equal(bareIn('const CELL_BYTES = 16 * 4; // channels', false).length, 1);
});

test('no sentence of the page says how large a model is by itself', async () => {
  const texts = (await readdir(new URL('web/text/', root), { recursive: true })).filter((path) => path.endsWith('.js')).map((path) => `web/text/${path}`);
  for (const path of [...texts, 'web/index.html', 'web/docs/article.html']) assert.deepEqual(bareIn(await read(path), true), [], path);
});

test('no script does, but for the list of what a shape may be, and its description', async () => {
  const scripts = (await readdir(new URL('web/', root), { recursive: true })).filter((path) => /\.m?js$/.test(path) && !/^(text\/|core\/(fields|types)\.js)/.test(path));
  for (const path of scripts) {
    const found = bareIn(await read(`web/${path}`), false).filter((line) => !ELSEWHERE.some((known) => known.test(line)));
    assert.deepEqual(found, [], path);
  }
});

/** Numbers of other things in a line that speaks of a model. */
const ELSEWHERE = [
  /const FLAGS = /, // bits
  /key: '(?:side|batch|seedsPerBatch|woundsPerBatch|poolSize)'/, // ranges of other settings
  /padding/, /wide = /, // cells of a grid
  /@param .* 0\.\.255/, /& 0xff/, // bytes
];

test('what is written by hand for readers is true: the README, and the description of a configuration', async () => {
  const readme = (await read('README.md')).replace(/\s+/g, ' '), types = await read('web/core/types.js');
  const { channels: c, hidden: h } = SHAPE_RANGES;
  for (const said of [
    `each ${channels} numbers (or, \`--channels\`, ${c.min} to ${c.max}): RGBA and ${channels - 4} hidden`, `gradients of its neighbourhood, ${perceived} numbers`,
    `${numParams.toLocaleString('en')} with ${channels} channels and ${hidden} hidden`,
  ]) assert.ok(readme.includes(said), said);
  for (const said of [`${c.min} to ${c.max}, a multiple of ${c.step}; default ${channels}`, `${h.min} to ${h.max}, a multiple of ${h.step}; default ${hidden}`]) assert.ok(types.includes(said), said);
});

/** @type {import('../web/core/nca.js').Core} */
let core;
before(async () => { core = await loadCore(await compileShippedWasm()); });

test('the flake of the lesson is of the usual shape, of which its sentences speak', async () => {
  const { config } = core.readWeights(new Uint8Array(await readFile(new URL('assets/models/snowflake.safetensors', root))));
  assert.deepEqual(layoutOf(config), USUAL_LAYOUT);
  assert.equal(config.filters, 'sobel');
  const lesson = await read('web/lesson/lesson.js'), bundled = await read('web/library/bundled.js');
  assert.match(lesson, /bundledModels\[0\]/);
  assert.match(bundled, /bundledModels = Object\.freeze\(\[\s*bundle\('snowflake',/);
});
