/** Train on the graphics card, in a browser whose card is one in software; and in one that has none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { besides, press, textOf, untilHidden, useBrowser } from './support/browser.mjs';
import { choosePreset, epochOf, openStudio, untilEpoch, untilKept, untilState } from './support/studio.mjs';

const GPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

describe('with WebGPU', () => {
  const { withPage } = useBrowser({ flags: GPU_FLAGS });

  test('it trains there, tells what it takes, goes on there after a reload, and on on the processor', { timeout: 600_000 }, () => withPage(async (page) => {
    await openStudio(page);
    await choosePreset(page, 'sooner', 32);
    await page.waitForFunction(() => /** @type {HTMLElement} */ (document.querySelector('#train-on')).offsetParent !== null);
    assert.match(await textOf(page, '#train-takes'), /epochs take a time not yet seen here on the processor, one not yet seen here on the graphics card\.$/);
    await page.select('#train-on', 'graphics');
    await press(page, '#train-start');
    await untilEpoch(page, 2);
    await page.waitForFunction(() => /about .+ on the graphics card/.test(document.querySelector('#train-takes')?.textContent ?? ''));
    assert.match(await textOf(page, '#train-takes'), /not yet seen here on the processor/);
    const other = await besides(page);
    await other.bringToFront();
    await untilHidden(page);
    await untilEpoch(page, await epochOf(page) + 3); // in the background it goes on
    assert.equal(await page.evaluate(() => document.hidden), true);
    await page.bringToFront();
    await other.close();
    await untilKept(page, 2);
    await page.evaluate(() => localStorage.removeItem('training-speed'));
    await page.reload(); // in the middle of it
    await openStudio(page);
    await page.waitForSelector('#train-resume:not([hidden])');
    await press(page, '#train-resume');
    await untilEpoch(page, 3);
    await page.waitForFunction(() => /about .+ on the graphics card/.test(document.querySelector('#train-takes')?.textContent ?? ''));
    assert.match(await textOf(page, '#train-takes'), /not yet seen here on the processor/);
    assert.equal(await page.$eval('#train-on', (select) => /** @type {HTMLSelectElement} */ (select).value), 'graphics', 'it is remembered');
    await press(page, '#train-stop');
    await untilState(page, /^Stopped/);
    const epoch = await epochOf(page);
    await page.select('#train-on', 'processor');
    await press(page, '#train-continue');
    await untilEpoch(page, epoch + 5);
    await page.waitForFunction(() => /about .+ on the processor/.test(document.querySelector('#train-takes')?.textContent ?? ''));
  }));
});

describe('without', () => {
  const { withPage } = useBrowser();

  test('nothing is offered', () => withPage(async (page) => {
    await openStudio(page);
    assert.equal(await page.$eval('#train-on', (select) => /** @type {HTMLElement} */ (select).offsetParent), null);
  }));
});
