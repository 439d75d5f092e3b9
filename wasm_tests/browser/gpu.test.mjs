/** renderer="webgpu" in a real browser, whose GPU is one in software; and in one that has none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, useBrowser, waitForFlake } from './support/browser.mjs';
import { allTold, untilTold } from './support/told.mjs';

const GPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

describe('with WebGPU', () => {
  const { withPage } = useBrowser({ flags: GPU_FLAGS });

  test('it grows and is drawn on the GPU, is wounded there, and what is taken back is told by the core', () => withPage(async (page) => {
    const hasAdapter = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    assert.ok(hasAdapter, 'this Chromium has WebGPU in software');
    assert.notEqual(await flake(page, (element) => element.activeRenderer), 'webgpu', 'nobody asked for it');
    await flake(page, (element) => {
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

  test('who asks for ice is told, once, that it draws cells; and sees ice again without it', () => withPage(async (page) => {
    await page.waitForSelector('.looks');
    await waitForFlake(page, (element) => element.activeView === 'fine');
    const goOn = () => flake(page, (element) => { element.restAt = Infinity; element.renderer = 'webgpu'; element.restart(); element.play(); });
    await goOn();
    await untilTold(page, /draws what it grows as cells/);
    await waitForFlake(page, (element) => element.activeRenderer === 'webgpu');
    await flake(page, (element) => { element.view = 'cells'; });
    await waitForFlake(page, (element) => element.activeView === 'cells');
    await flake(page, (element) => { element.view = 'fine'; });
    await waitForFlake(page, (element) => element.activeView === 'fine');
    assert.equal((await allTold(page)).filter(({ sentence }) => /as cells/.test(sentence)).length, 1);
    await flake(page, (element) => { element.renderer = '2d'; element.restart(); });
    await waitForFlake(page, (element) => element.activeRenderer === '2d' && element.activeView === 'fine');
  }));
});

describe('without', () => {
  const { withPage } = useBrowser();

  test('it says so, and grows on the processor', () => withPage(async (page) => {
    const told = await flake(page, (element) => new Promise((resolve) => {
      element.addEventListener('error', (event) => resolve(/** @type {CustomEvent} */ (/** @type {unknown} */ (event)).detail), { once: true });
      element.renderer = 'webgpu';
    }));
    assert.deepEqual([told.code, told.sentence], ['NO_WEBGPU', 'This browser gives no WebGPU here, so the snowflake grows on the processor.']);
    const now = await flake(page, (element) => { element.play(); return element.numSteps; });
    await page.waitForFunction((step) => /** @type {any} */ (document.querySelector('#flake')).numSteps !== step, {}, now);
    assert.notEqual(await flake(page, (element) => element.activeRenderer), 'webgpu');
  }));
});
