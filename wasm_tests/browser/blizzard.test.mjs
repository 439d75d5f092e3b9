/** Let it snow with flakes that a graphics card grows: here one in software, which is asked for by renderer="webgpu", since nobody gets it by itself. And where there is none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, frames, MANY_FRAMES, textOf, untilSame, useBrowser } from './support/browser.mjs';
import { numOther, slide, snowPixels } from './support/snow.mjs';

/** @import { Page } from 'puppeteer-core' */

const GPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'], timeout = 600_000;
/** A processor that pretends to be a card makes the first 120 steps of some flakes, and what they need, in a minute and more where others want it too. */
const SOFTWARE_MS = 240_000;
const STILL = { media: { 'prefers-reduced-motion': 'reduce' } };
const NEAR = 24, NEAR_AND_FAR = NEAR + 40;

/** @param {Page} page @param {string} [renderer] */
async function goToSnow(page, renderer = 'webgpu') {
  page.setDefaultTimeout(SOFTWARE_MS);
  await flake(page, (element) => element.pause());
  await page.$eval('#flake', (element, renderer) => { /** @type {any} */ (element).renderer = renderer; }, renderer);
  await page.$eval('#snow-frame', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await page.waitForSelector('#snow-play:not([disabled])');
}

/** @param {Page} page */
const farther = (page) => page.waitForFunction((near) => Number(document.querySelector('#snow-count')?.getAttribute('max')) > near, {}, NEAR);

/** @param {Page} page */
const steps = async (page) => Number((await textOf(page, '#snow-steps')).replaceAll(',', ''));

/** @param {Page} page */
const isLoaded = (page) => page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /blizzard-[^/]*\.js$/.test(name)));

describe('with WebGPU', () => {
  const { withPage } = useBrowser({ flags: GPU_FLAGS });

  test('standing still: the slider goes on, more flakes are seen, each as it is grown, and none of them when it goes back', { timeout }, () => withPage(async (page) => {
    await goToSnow(page);
    await farther(page);
    await slide(page, NEAR);
    await page.waitForFunction((least) => Number(document.getElementById('snow-steps')?.textContent?.replaceAll(',', '')) >= least, {}, 120 * NEAR);
    assert.equal(await isLoaded(page), false, 'nothing of it before it is asked for');
    await frames(page, MANY_FRAMES);
    const before = await snowPixels(page);
    assert.equal(numOther(await snowPixels(page), before), 0);
    await slide(page, NEAR + 6);
    const numFlakes = Number.parseInt(await textOf(page, '#snow-count-value'), 10);
    assert.ok(numFlakes > NEAR && numFlakes < NEAR_AND_FAR, String(numFlakes));
    await page.waitForFunction((least) => Number(document.getElementById('snow-steps')?.textContent?.replaceAll(',', '')) >= least, {}, 120 * numFlakes);
    await page.waitForFunction((before) => { // what was read of them is shown a moment later
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#snow-canvas')), context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      return context.getImageData(0, 0, canvas.width, canvas.height).data.some((value, i) => i % 4 === 1 && Math.abs(value - before[i]) > 12);
    }, {}, before);
    const full = await snowPixels(page), more = numOther(full, before);
    assert.ok(more > 200, `${more} pixels of flakes far off`);
    assert.equal(await isLoaded(page), true);
    const at = await steps(page);
    await frames(page, MANY_FRAMES);
    assert.equal(numOther(await snowPixels(page), full), 0, 'they stand still');
    assert.equal(await steps(page), at);
    await slide(page, NEAR);
    await frames(page, MANY_FRAMES);
    assert.equal(numOther(await snowPixels(page), before), 0, 'those near by are as they were');
  }, STILL));

  test('they fall, pause, and go on; taken away, those near by fall on, and the slider says so', { timeout }, () => withPage(async (page) => {
    await page.evaluate(() => {
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (/** @type {any} */ given) { return (/** @type {any} */ (globalThis).device = await requestDevice.call(this, given)); };
    });
    await goToSnow(page);
    await farther(page);
    await slide(page, NEAR + 12);
    const numFlakes = Number(/\d+/.exec(await textOf(page, '#snow-count-value'))?.[0]);
    assert.ok(numFlakes > NEAR && numFlakes < NEAR_AND_FAR, String(numFlakes));
    await page.waitForFunction((least) => Number(document.getElementById('snow-alive')?.textContent?.replaceAll(',', '')) > least, {}, NEAR * 1200); // more than those near by ever have
    await page.click('#snow-play');
    const at = await untilSame(page, () => steps(page)), still = await snowPixels(page);
    await frames(page, MANY_FRAMES);
    assert.deepEqual([await steps(page), numOther(await snowPixels(page), still)], [at, 0]);
    await page.click('#snow-play');
    await page.waitForFunction((least) => Number(document.getElementById('snow-steps')?.textContent?.replaceAll(',', '')) > least, {}, (await steps(page)) + 200);
    await page.evaluate(() => /** @type {any} */ (globalThis).device.destroy());
    await page.waitForFunction((near) => document.querySelector('#snow-count')?.getAttribute('max') === String(near), {}, NEAR);
    assert.equal(await textOf(page, '#snow-count-value'), `${NEAR} flakes`);
    assert.match(await textOf(page, '#messages-calm'), /The graphics card has no flakes any more\. Those near by still fall\./);
    const then = await steps(page);
    await page.waitForFunction((least) => Number(document.getElementById('snow-steps')?.textContent?.replaceAll(',', '')) > least, {}, then + 50);
    await slide(page, NEAR);
    assert.equal(await page.$eval('#snow-count', (slider) => /** @type {HTMLInputElement} */ (slider).max), String(NEAR));
  }));

});

describe('nobody asked for a card in software', () => {
  const { withPage } = useBrowser({ flags: GPU_FLAGS });

  test('the slider ends with what the processor bears', { timeout }, () => withPage(async (page) => {
    await goToSnow(page, 'auto');
    await page.evaluate(async () => { await navigator.gpu.requestAdapter(); });
    await frames(page, MANY_FRAMES);
    assert.equal(await page.$eval('#snow-count', (slider) => /** @type {HTMLInputElement} */ (slider).max), String(NEAR));
    assert.equal(await isLoaded(page), false);
  }, STILL));
});
