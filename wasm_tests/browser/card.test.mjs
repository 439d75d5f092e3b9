/**
 * What only a graphics card is asked for: canvases of WebGPU, on which cells are drawn from where they lie, and nothing is read. The card is one in software that goes by another
 * name; Chromium shows its canvases where it draws all else by the same Vulkan.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, frames, MANY_FRAMES, openPage, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { numOther, slide, snowPixels } from './support/snow.mjs';

/** @import { Page } from 'puppeteer-core' */

const FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-angle=swiftshader'], timeout = 300_000;
const NEAR = 24;

/** Before anything else of it: the card has a name of its own, and what is read of its pictures is counted. @param {Page} page @param {string} url */
async function openOnCard(page, url) {
  await page.evaluateOnNewDocument(() => {
    const all = /** @type {any} */ (globalThis), { copyTextureToBuffer } = GPUCommandEncoder.prototype;
    for (const name of ['architecture', 'description', 'device']) Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => 'a card' });
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
    all.numRead = 0;
    GPUCommandEncoder.prototype.copyTextureToBuffer = function (/** @type {any} */ ...given) {
      all.numRead++;
      copyTextureToBuffer.apply(this, given);
    };
  });
  await openPage(page, url);
}

/** @param {Page} page */
const numRead = (page) => page.evaluate(() => /** @type {any} */ (globalThis).numRead);

/** Of the stage, while it plays: whether its canvas is no canvas of WebGPU, and how many pixels and colours are on it. @param {Page} page */
const seen = (page) => flake(page, async (element) => {
  const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector('canvas'));
  await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(canvas.width, canvas.height).getContext('2d'));
  context.drawImage(canvas, 0, 0);
  const words = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer).filter((word) => word >>> 24 > 100);
  return { isPlain: canvas.getContext('2d') !== null, pixels: words.length, colours: new Set(words).size };
});

describe('on a card', () => {
  const { withPage } = useBrowser({ flags: FLAGS, without: ['--disable-gpu'] });

  test('a grid is drawn from where it lies, as cells and as ice', { timeout }, () => withPage(async (page, { url }) => {
    await openOnCard(page, url);
    await page.waitForSelector('.looks');
    await flake(page, (element) => {
      element.view = 'cells';
      element.restAt = Infinity;
      element.renderer = 'webgpu';
      element.restart();
      element.play();
    });
    await waitForFlake(page, (element) => element.activeRenderer === 'webgpu' && element.numSteps > 40 && element.numAlive > 50);
    const cells = await seen(page);
    await flake(page, (element) => { element.view = 'fine'; });
    await waitForFlake(page, (element) => element.activeView === 'fine');
    const ice = await seen(page);
    assert.deepEqual([cells.isPlain, ice.isPlain], [false, false], 'its canvas is one of WebGPU');
    assert.ok(cells.pixels > 2000 && ice.pixels > 2000 && ice.colours > 8 * cells.colours, JSON.stringify([cells, ice]));
    await flake(page, (element) => { element.renderer = 'webgl'; });
    await waitForFlake(page, (element) => element.activeRenderer === 'webgl' && element.numAlive > 50);
    await flake(page, (element) => { element.renderer = 'webgpu'; });
    await waitForFlake(page, (element) => element.activeRenderer === 'webgpu');
    assert.ok((await seen(page)).pixels > 2000, 'and it is there again');
    assert.equal(await numRead(page), 0, 'pictures that were read');
  }, { open: false }));

  test('thousands of flakes are offered, and those far off are drawn from where they lie', { timeout }, () => withPage(async (page, { url }) => {
    await openOnCard(page, url);
    await flake(page, (element) => element.pause()); // what the card is asked for from here on is the snow's
    const numBefore = await page.evaluate(() => {
      const all = /** @type {any} */ (globalThis), { onSubmittedWorkDone } = GPUQueue.prototype;
      all.numSteps = 0;
      GPUQueue.prototype.onSubmittedWorkDone = function () {
        return onSubmittedWorkDone.call(this).then(() => { all.numSteps++; });
      };
      return document.querySelectorAll('.message').length;
    });
    await page.$eval('#snow-frame', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.waitForSelector('#snow-play:not([disabled])');
    await page.waitForFunction((near) => Number(document.querySelector('#snow-count')?.getAttribute('max')) > near, {}, NEAR);
    await slide(page, NEAR + 2);
    assert.equal(await textOf(page, '#snow-count-value'), '36 flakes', 'of 24 more places, at the last of which are 3,024');
    await page.waitForFunction((grown) => /** @type {any} */ (globalThis).numSteps > grown, { timeout }, 32);
    await page.click('#snow-play');
    await page.setViewport({ width: 900, height: 700 }); // what stands still is drawn anew, there as well
    await frames(page, MANY_FRAMES);
    const all = await snowPixels(page);
    await slide(page, NEAR);
    await frames(page, MANY_FRAMES);
    const near = await snowPixels(page);
    assert.equal(all.length, near.length);
    assert.ok(numOther(all, near) > 30, `${numOther(all, near)} pixels of flakes far off`);
    assert.equal(await page.$$eval('.message', (all) => all.length), numBefore);
    assert.equal(await numRead(page), 0, 'pictures that were read');
  }, { open: false }));
});
