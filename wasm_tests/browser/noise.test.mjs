/**
 * Browsers that change what a canvas gives back, as Firefox with resistFingerprinting and Brave do: what is kept is made without reading one,
 * and what only a canvas can draw is refused with the true cause.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { besides, flake, openPage, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { catchFiles, drawCells, numWrongIn, save } from './support/saved-files.mjs';
import { openStudio } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SNOWMAN = await readFile(new URL('../../assets/targets/snowman.png', import.meta.url));
const TIMEOUT = { timeout: 180_000 };

/** Before anything of the page runs: every way to read a canvas lies a little, and is counted. @param {Page} page */
const makeNoisy = (page) => page.evaluateOnNewDocument(() => {
  const global = /** @type {any} */ (globalThis);
  global.numReads = 0;
  const lie = (/** @type {Uint8ClampedArray | Uint8Array} */ bytes) => {
    global.numReads++;
    for (let i = 0; i < bytes.length; i += 7) bytes[i] ^= 1 + (i % 3);
  };
  for (const Context of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    const { getImageData } = Context.prototype;
    global.honest ??= getImageData;
    Context.prototype.getImageData = function (/** @type {any[]} */ ...area) {
      const image = Reflect.apply(getImageData, this, area);
      lie(image.data);
      return image;
    };
  }
  for (const Context of [WebGLRenderingContext, WebGL2RenderingContext]) {
    const { readPixels } = Context.prototype;
    Context.prototype.readPixels = function (/** @type {any[]} */ ...area) {
      Reflect.apply(readPixels, this, area);
      if (ArrayBuffer.isView(area[6])) lie(new Uint8Array(area[6].buffer));
    };
  }
  const blank = (/** @type {HTMLCanvasElement | OffscreenCanvas} */ canvas) => {
    global.numReads++;
    const context = canvas.getContext('2d');
    if (context) /** @type {CanvasRenderingContext2D} */ (context).fillRect(0, 0, canvas.width, canvas.height);
  };
  for (const [Canvas, names] of /** @type {const} */ ([[HTMLCanvasElement, ['toBlob', 'toDataURL']], [OffscreenCanvas, ['convertToBlob']]])) {
    for (const name of names) {
      const read = /** @type {any} */ (Canvas.prototype)[name];
      /** @type {any} */ (Canvas.prototype)[name] = function (/** @type {any[]} */ ...rest) {
        blank(this);
        return Reflect.apply(read, this, rest);
      };
    }
  }
  const { VideoFrame } = global;
  global.VideoFrame = new Proxy(VideoFrame, {
    construct(Frame, [source, ...rest]) {
      if (source instanceof HTMLCanvasElement || source instanceof OffscreenCanvas) blank(source);
      return new Frame(source, ...rest);
    },
  });
});

/** @param {(page: Page, url: string) => Promise<void>} use */
const withNoise = (use) => withPage(async (page, { url }) => {
  await makeNoisy(page);
  await openPage(page, url);
  await catchFiles(page);
  await use(page, url);
}, { open: false });

const numReads = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (globalThis).numReads);

test('picture, GIF and video are the core’s own bytes', TIMEOUT, () => withNoise(async (page) => {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(120); });
  await drawCells(page);
  const before = await numReads(page), cells = await flake(page, (element) => [...(element.sim?.rgba() ?? [])]);
  assert.equal(await numWrongIn((await save(page, 'keep-picture')).bytes, cells), 0, 'bytes of the picture differ from the cells');

  const gif = await save(page, 'keep-gif');
  assert.ok(gif.bytes.length > 20_000);
  await page.mouse.move(9, 9); // a sign of life: only then the browser is asked for videos
  await page.waitForSelector('#keep-video:not([hidden])');
  assert.ok((await save(page, 'keep-video')).bytes.length > 20_000);
  assert.equal(await numReads(page), before, 'no canvas was read');
}));

test('what has to be read from a canvas is refused with the true cause, and PNG and ice are taken', TIMEOUT, () => withNoise(async (page) => {
  await openStudio(page);
  const untilGood = () => page.waitForFunction(() => /^Good to grow/.test(document.querySelector('#target-verdict')?.textContent ?? ''));
  for (const name of ['text', 'draw']) {
    await page.click(`#target-tab-${name}`);
    const panel = await page.$eval(`#target-panel-${name}`, (element) => /** @type {HTMLElement} */ (element).innerText.trim());
    assert.match(panel, /^This browser changes what a page reads back of a canvas.*Firefox.*Brave.*$/s);
    assert.match(await textOf(page, '.target-result strong'), /^Snowflake/, 'the goal stays what it was');
  }
  const jpeg = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d')?.fillRect(5, 5, 50, 50);
    const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    return [...new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer())];
  });
  await handFile(page, 'drop', 'disc.jpg', 'image/jpeg', jpeg);
  await untilTold(page, /changes what a page reads back of a canvas/);
  assert.match(await textOf(page, '.target-result strong'), /^Snowflake/);

  await handFile(page, 'drop', 'snowman.png', 'image/png', SNOWMAN);
  await page.waitForFunction(() => document.querySelector('.target-result strong')?.textContent === 'snowman.png');
  await untilGood();
  await page.click('#target-tab-ice');
  await page.waitForFunction(() => document.querySelector('.target-result strong')?.textContent !== 'snowman.png');
  await untilGood();

  // A visitor may allow it meanwhile.
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.getImageData = /** @type {any} */ (globalThis).honest;
  });
  await page.click('#target-tab-text');
  await page.type('#target-text', 'A');
  await page.waitForFunction(() => document.querySelector('.target-result strong')?.textContent === 'A');
  await page.waitForFunction(() => /live/.test(document.querySelector('#target-verdict')?.textContent ?? ''));
}));

test('the meter tells the same error', TIMEOUT, () => withPage(async (page, { url }) => {
  const errorAt = (/** @type {Page} */ each) => flake(each, async (element) => {
    element.pause();
    element.restart();
    const told = new Promise((resolve) => {
      element.addEventListener('step', (event) => {
        const { error, numSteps } = /** @type {CustomEvent} */ (event).detail;
        if (error !== undefined && numSteps === 120) resolve(error);
      });
    });
    element.step(120);
    return told;
  });
  const honest = await errorAt(page), other = await besides(page);
  await makeNoisy(other);
  await other.goto(url);
  await waitForFlake(other, (element) => element.numAlive > 0);
  const noisy = await errorAt(other);
  assert.ok(Math.abs(noisy - honest) < 2e-3 * honest, `${noisy}, not ${honest}`);
}));
