/** renderer="webgpu" in a real browser, whose GPU is one in software; and in one that has none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, useBrowser, waitForFlake } from './support/browser.mjs';

const GPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

describe('with WebGPU', () => {
  const { withPage } = useBrowser({ flags: GPU_FLAGS });

  test('it grows and is drawn on the GPU, is wounded there, and what is taken back is told by the core', () => withPage(async (page) => {
    const hasAdapter = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    assert.ok(hasAdapter, 'this Chromium has WebGPU in software');
    assert.notEqual(await flake(page, (element) => element.activeRenderer), 'webgpu', 'nobody asked for it');
    await flake(page, (element) => {
      element.view = 'cells';
      element.restAt = Infinity;
      element.renderer = 'webgpu';
      element.restart();
      element.play();
    });
    await waitForFlake(page, (element) => element.activeRenderer === 'webgpu' && element.numSteps > 40);
    await flake(page, (element) => element.wound((element.sim?.width ?? 0) / 2 + 6, (element.sim?.height ?? 0) / 2, 3));
    await waitForFlake(page, (element) => element.numAlive > 50);
    const numSeen = await flake(page, async (element) => {
      element.pause();
      element.step(10); // on the GPU, since nobody goes back
      const picture = await createImageBitmap(/** @type {Blob} */ (await element.toBlob({ cellPixels: 1 }))), { width, height } = picture;
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(width, height).getContext('2d'));
      context.drawImage(picture, 0, 0);
      return context.getImageData(0, 0, width, height).data.filter((value, i) => i % 4 === 3 && value > 100).length;
    });
    assert.ok(numSeen > 50, `${numSeen} cells are seen in its picture`);
    await flake(page, (element) => element.undo());
    await waitForFlake(page, (element) => element.timeline?.goal === undefined && element.activeRenderer !== 'webgpu');
    const isExact = await flake(page, (element) => {
      const { timeline, sim } = element, record = timeline?.record, seen = sim?.state.slice();
      if (!record || !seen) return undefined;
      element.goTo(0);
      element.tell(record);
      while (!timeline?.travel());
      return sim?.state.every((value, i) => value === seen[i]);
    });
    assert.equal(isExact, true);
  }));

  test('ice is drawn there too, and kept; and who asks for another renderer has the core go on from there', () => withPage(async (page) => {
    await page.waitForSelector('.looks');
    await waitForFlake(page, (element) => element.activeView === 'fine');
    await flake(page, (element) => { element.restAt = Infinity; element.renderer = 'webgpu'; element.restart(); element.play(); });
    await waitForFlake(page, (element) => element.activeRenderer === 'webgpu' && element.activeView === 'fine');
    await flake(page, (element) => { element.pause(); element.step(60); });
    await waitForFlake(page, (element) => element.numAlive > 50);
    /** How many colours a picture of 4 pixels a cell has that is seen so: one made of cells has as many at most as there are cells. */
    const numColours = () => flake(page, async (element) => {
      const picture = await createImageBitmap(/** @type {Blob} */ (await element.toBlob({ cellPixels: 4 }))), { width, height } = picture;
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(width, height).getContext('2d'));
      context.drawImage(picture, 0, 0);
      const words = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
      return { colours: new Set(words).size, cells: element.numAlive, seen: words.filter((word) => word >>> 24 > 100).length };
    });
    const fine = await numColours();
    assert.ok(fine.seen > 500 && fine.colours > 2 * fine.cells, `${fine.colours} colours, of ${fine.cells} cells`);
    const untilSeen = () => page.waitForFunction(() => {
      const element = /** @type {any} */ (document.querySelector('#flake')), canvas = element.shadowRoot.querySelector('canvas'), context = canvas.getContext('2d');
      return canvas.width > 0 && context.getImageData(0, 0, canvas.width, canvas.height).data.filter((/** @type {number} */ value, /** @type {number} */ i) => i % 4 === 3 && value > 100).length > 50;
    });
    await untilSeen();
    await flake(page, (element) => { element.view = 'cells'; });
    await waitForFlake(page, (element) => element.activeView === 'cells');
    assert.ok((await numColours()).colours <= fine.cells + 1, 'and cells when they are asked for');
    await untilSeen();
    const step = await flake(page, (element) => { element.renderer = '2d'; return element.numSteps; });
    await waitForFlake(page, (element) => element.activeRenderer === '2d' && /** @type {any} */ (element.sim).isOnGpu === false);
    await flake(page, (element) => { element.step(5); });
    assert.deepEqual(await flake(page, (element) => [element.numSteps, element.activeRenderer, element.numAlive > 50]), [step + 5, '2d', true]);
  }));
});

describe('without', () => {
  const { withPage } = useBrowser();

  test('it says so, and grows on the processor', () => withPage(async (page) => {
    const told = await flake(page, (element) => new Promise((resolve) => {
      element.addEventListener('error', (event) => resolve(/** @type {CustomEvent} */ (/** @type {unknown} */ (event)).detail), { once: true });
      element.renderer = 'webgpu';
    }));
    const sentence = 'This browser gives no WebGPU here, so the snowflake grows on the processor.';
    assert.deepEqual([told.code, told.sentence], ['NO_WEBGPU', sentence]);
    assert.equal(await page.waitForSelector('#messages .message p').then((said) => said?.evaluate(({ textContent }) => textContent)), sentence, 'and nothing of a model, which goes on as it did');
    const now = await flake(page, (element) => { element.play(); return element.numSteps; });
    await page.waitForFunction((step) => /** @type {any} */ (document.querySelector('#flake')).numSteps !== step, {}, now);
    assert.notEqual(await flake(page, (element) => element.activeRenderer), 'webgpu');
  }));
});
