/** How it works: every figure shows what the core computes, and does what its controls say. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { flake, frames, MANY_FRAMES, textOf, untilSame, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SIDE = 48, NUM_CHANNELS = 16, SEED = 1;
const STILL = { media: { 'prefers-reduced-motion': 'reduce' } };

/** @param {Page} page @param {string} [figure] to bring into sight */
async function openLesson(page, figure = 'cell') {
  const show = (/** @type {string} */ selector) => page.$eval(selector, (element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await show('#lesson');
  await page.waitForSelector('#lesson[data-ready]');
  await show(`#figure-${figure}`);
  await page.waitForFunction((name) => /\d/.test(document.querySelector(`#figure-${name} [data-part="step"]`)?.textContent ?? ''), {}, figure);
}

/** Its canvas, once everything asked for is drawn. @param {Page} page @param {string} selector @returns {Promise<number[]>} RGBA */
const pixelsOf = (page, selector) => page.$eval(selector, async (canvas) => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
  return [...(/** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, width, height).data ?? [])];
});

/** The step a figure tells. @param {Page} page @param {string} figure */
const stepOf = async (page, figure) => Number((await textOf(page, `#figure-${figure} [data-part="step"]`)).replace(/\D/g, ''));

/** @param {Page} page @param {string} selector @param {number} value */
const slide = (page, selector, value) => page.$eval(selector, (slider, wanted) => {
  /** @type {HTMLInputElement} */ (slider).value = String(wanted);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}, value);

/** The same flake in node. @param {number} numSteps */
async function grow(numSteps) {
  const bytes = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url)).then((file) => new Uint8Array(file));
  const core = await loadCore(await bytes('build/wasm/nca.wasm')), sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(core.readModel(await bytes('assets/models/snowflake.safetensors')));
  sim.reset(SEED);
  sim.step(numSteps);
  return { core, sim };
}

/** @param {Page} page */
const valuesShown = (page) => page.$$eval('#figure-cell .value', (values) => values.map((value) => Number(value.textContent?.replace('−', '-'))));

/** @param {number[]} shown @param {Float32Array} state @param {number} x @param {number} y @param {number} width */
function assertValues(shown, state, x, y, width) {
  const expected = [...state.slice((y * width + x) * NUM_CHANNELS, (y * width + x + 1) * NUM_CHANNELS)];
  assert.equal(shown.length, NUM_CHANNELS);
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(shown[i] - value) <= 0.0051, `channel ${i}: ${shown[i]} shown, ${value} is`);
}

test('nothing is loaded until a reader comes near, and the page does not jump when it is', () => withPage(async (page) => {
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await frames(page, MANY_FRAMES);
  assert.equal(await page.$('#lesson[data-ready]'), null);
  const heights = () => page.$$eval('#lesson .exhibit', (figures) => figures.map((figure) => Math.round(figure.getBoundingClientRect().height)));
  await waitForFlake(page, (element) => element.numSteps >= 60); // so that the first figure shows it, as it does to most
  const before = await heights();
  await openLesson(page);
  assert.ok(requests.some((url) => /lesson-/.test(url)));
  assert.deepEqual(await heights(), before);
}));

test('a cell is chosen by mouse and by keys, and its 16 numbers are those of the core', () => withPage(async (page) => {
  await openLesson(page);
  await page.$eval('#figure-cell [data-part="source"]', (box) => /** @type {HTMLInputElement} */ (box).checked && /** @type {HTMLElement} */ (box).click());
  const { sim } = await grow(await stepOf(page, 'cell'));
  const box = await (await page.$('#figure-cell [data-part="frame"]'))?.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + (20.5 / SIDE) * box.width, box.y + (30.5 / SIDE) * box.height);
  await page.waitForFunction(() => /Column 21, row 31/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  assertValues(await valuesShown(page), sim.state, 20, 30, SIDE);
  await page.mouse.move(box.x - 30, box.y);
  await page.focus('#figure-cell [data-part="frame"]');
  for (const key of /** @type {const} */ (['ArrowRight', 'ArrowRight', 'ArrowUp'])) await page.keyboard.press(key);
  await page.waitForFunction(() => /Column 23, row 30/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  assertValues(await valuesShown(page), sim.state, 22, 29, SIDE);
}, STILL));

test('the first figure and the channels show the flake of the stage too', () => withPage(async (page) => {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(70); });
  await openLesson(page);
  assert.ok(await page.$eval('#figure-cell [data-part="source"]', (box) => /** @type {HTMLInputElement} */ (box).checked));
  await page.focus('#figure-cell [data-part="frame"]');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => /Column 36, row 37/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  const { state, width } = await flake(page, (element) => ({ state: [...(element.sim?.state ?? [])], width: element.sim?.width ?? 0 }));
  assertValues(await valuesShown(page), new Float32Array(state), 35, 36, width);
  await flake(page, (element) => element.dispatchEvent(new CustomEvent('hover', { detail: { x: 10.5, y: 20.2 } })));
  await page.waitForFunction(() => /Column 11, row 21/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  await page.$eval('#figure-channels', (figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await page.click('#figure-channels .switch');
  await page.waitForFunction((side) => /** @type {HTMLCanvasElement} */ (document.querySelector('#figure-channels canvas')).width === side, {}, width);
}));

test('Sobel’s kernels on a disc: the slope in x is antisymmetric left and right, the one in y above and below', () => withPage(async (page) => {
  await openLesson(page, 'perception');
  await page.click('#figure-perception input[value="disc"] + span');
  for (const [name, mirror] of /** @type {[string, (x: number, y: number) => number][]} */ ([
    ['slope-x', (x, y) => y * SIDE + SIDE - 1 - x], ['slope-y', (x, y) => (SIDE - 1 - y) * SIDE + x],
  ])) {
    const pixels = await pixelsOf(page, `#figure-perception [data-part="${name}"]`);
    const signed = (/** @type {number} */ cell) => pixels[4 * cell + 3] * (pixels[4 * cell + 2] > pixels[4 * cell] ? 1 : -1); // blue is above zero
    let numLit = 0;
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const value = signed(y * SIDE + x);
        assert.ok(value === -signed(mirror(x, y)), `${name} at ${x}, ${y}`);
        numLit += Number(value !== 0);
      }
    }
    assert.ok(numLit > 60 && numLit < 400, `${numLit} cells of ${name} are lit: the edge`);
    const [before, after] = name === 'slope-x' ? [24 * SIDE + 10, 24 * SIDE + 37] : [10 * SIDE + 24, 37 * SIDE + 24];
    assert.ok(signed(before) > 100 && signed(after) < -100, 'it rises into the disc and falls out of it');
  }
}));

test('every channel can be perceived, and every change seen', () => withPage(async (page) => {
  for (const [name, picture] of [['perception', 'slope-x'], ['update', 'change']]) {
    await openLesson(page, name);
    const select = `#figure-${name} [data-part="channel"]`, seen = new Set();
    for (const value of ['3', '0', '9']) {
      await page.select(select, value);
      seen.add((await pixelsOf(page, `#figure-${name} [data-part="${picture}"]`)).join(''));
    }
    assert.equal(seen.size, 3, name);
  }
}, STILL));

test('the fire figure shows the mask of the core, about half of the living cells', () => withPage(async (page) => {
  await openLesson(page, 'fire');
  const step = await stepOf(page, 'fire'), { core, sim } = await grow(step);
  const mask = core.fireMask(SIDE, SIDE, SEED, step, 0.5);
  const pixels = await pixelsOf(page, '#figure-fire [data-part="mask"]');
  const [firing, alive] = (await textOf(page, '#figure-fire [data-part="share"]')).replaceAll(',', '').match(/\d+/g)?.map(Number) ?? [];
  assert.equal(alive, sim.numAlive);
  assert.ok(firing > 0.42 * alive && firing < 0.58 * alive, `${firing} of ${alive}`);
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const isWarm = pixels[4 * cell + 3] > 0 && pixels[4 * cell] > pixels[4 * cell + 2];
    assert.equal(isWarm, mask[cell] === 1, `cell ${cell}`);
  }
}, STILL));

test('the life figure counts the cells that live, and draws their border', () => withPage(async (page) => {
  await openLesson(page, 'life');
  const { sim } = await grow(await stepOf(page, 'life'));
  const [alive, border] = (await textOf(page, '#figure-life [data-part="count"]')).replaceAll(',', '').match(/\d+/g)?.map(Number) ?? [];
  const pixels = await pixelsOf(page, '#figure-life [data-part="life"]');
  const numLit = pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
  assert.equal(alive, sim.numAlive);
  assert.equal(numLit, alive);
  assert.equal(pixels.filter((value, i) => i % 4 === 0 && value > 200).length, border);
  assert.ok(border > 50 && border < alive / 2);
}, STILL));

test('with nothing learnt nothing grows, with all of it the flake does', () => withPage(async (page) => {
  await openLesson(page, 'training');
  const error = async () => Number(await textOf(page, '#figure-training [data-part="error"]'));
  const numLit = async () => (await pixelsOf(page, '#figure-training [data-part="flake"]')).filter((value, i) => i % 4 === 3 && value > 25).length;
  await slide(page, '#lesson-learnt', 0);
  assert.equal(await numLit(), 1, 'the seed alone');
  assert.ok((await error()) > 0.1);
  await slide(page, '#lesson-learnt', 100);
  assert.ok((await numLit()) > 500);
  assert.ok((await error()) < 0.005);
  await slide(page, '#lesson-learnt', 60);
  assert.ok((await error()) > 0.02, 'half of it is not enough');
}, STILL));

test('the rule of the ice can be changed, stepped and put back', () => withPage(async (page) => {
  await openLesson(page, 'ice');
  // Where ice is: the colours of its edge come back from the canvas as the browser happens to round them.
  const picture = async () => {
    const isIce = (await pixelsOf(page, '#figure-ice canvas')).filter((_, i) => i % 4 === 3).map((alpha) => Number(alpha > 127)).join('');
    return createHash('sha256').update(isIce).digest('hex');
  };
  await slide(page, '#lesson-ice-steps', 9);
  const own = await picture();
  await page.click('#figure-ice input[name="lesson-ice-2"][value="freezes"] + span');
  const other = await picture();
  assert.notEqual(other, own);
  await page.focus('#figure-ice input[name="lesson-ice-1"]:checked');
  await page.keyboard.press('ArrowRight'); // a lone neighbour melts it: the first cell is all there will be
  assert.notEqual(await picture(), other);
  await page.click('#figure-ice .ice-rule button');
  assert.equal(await picture(), own);
  await slide(page, '#lesson-ice-steps', 10);
  assert.notEqual(await picture(), own);
  await page.click('#figure-ice [data-part="play"]');
  await page.waitForFunction(() => Number(/** @type {HTMLInputElement} */ (document.querySelector('#lesson-ice-steps')).value) >= 12);
}));

test('who prefers less motion sees still pictures, and may play them', () => withPage(async (page) => {
  await openLesson(page, 'channels');
  const before = await stepOf(page, 'channels');
  await frames(page, MANY_FRAMES);
  assert.equal(await stepOf(page, 'channels'), before);
  assert.equal(before, 96);
  await page.click('#figure-channels [data-part="play"]');
  await page.waitForFunction(() => /Step [1-9]$/.test(document.querySelector('#figure-channels [data-part="step"]')?.textContent ?? ''));
  await page.click('#figure-channels [data-part="play"]');
  const paused = await stepOf(page, 'channels');
  await frames(page, MANY_FRAMES);
  assert.ok((await stepOf(page, 'channels')) - paused <= 1);
}, STILL));

test('figures out of sight make no step', () => withPage(async (page) => {
  await openLesson(page, 'cell');
  await page.$eval('#figure-ice', (figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const before = await untilSame(page, () => stepOf(page, 'life'));
  await frames(page, MANY_FRAMES);
  assert.equal(await stepOf(page, 'life'), before);
}));
