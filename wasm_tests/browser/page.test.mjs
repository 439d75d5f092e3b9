/** The page as a whole: accessible, light to load, and deaf to bad input. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, test } from 'node:test';

import { flake, frames, MANY_FRAMES, press, see, textOf, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, forceColours, tooSmall, tooWideBy } from './support/everyone.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
/** What a cold visit may take, compressed: the page with all its sections and the first flake, but without the studio. */
const MAX_PAGE_BYTES = 150_000;
const LATER_MS = 4000;
/** Files of the studio. */
const LATER_PARTS = [/^studio-.*\.js$/, /^studio-.*\.css$/, /^recipe-.*\.js$/, /^worker-.*\.js$/, /^nca-.*\.wasm$/];

/** Scroll through the whole page, so that every section is loaded. @param {Page} page */
async function seeAll(page) {
  for (const id of ['compare', 'lesson', 'snow', 'train']) await see(page, `#${id}`);
  await page.waitForSelector('#snow-play:not([disabled])');
  await page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3);
}

for (const [name, options] of /** @type {const} */ ([
  ['light, desktop', { media: { 'prefers-color-scheme': 'light' } }],
  ['dark, desktop', { media: { 'prefers-color-scheme': 'dark' } }],
  ['light, phone', { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'light' } }],
  ['dark, phone', { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'dark' } }],
  ['forced colours, desktop', {}],
  ['forced colours, phone', { width: 390, height: 844, touch: true }],
])) {
  test(`axe-core finds nothing wrong in any section: ${name}`, () => withPage(async (page) => {
    if (name.startsWith('forced')) await forceColours(page);
    await press(page, '#open-trainer');
    await page.waitForSelector('#train-start:not([disabled])');
    await page.$$eval('details', (all) => { for (const each of all) each.open = true; });
    await seeAll(page);
    assert.deepEqual(await axeFinds(page), []);
  }, options));
}

test('on a phone nothing is wider than the screen, and every control can be hit', () => withPage(async (page) => {
  await press(page, '#more summary');
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  await seeAll(page);
  assert.equal(await tooWideBy(page), 0);
  await page.setViewport({ width: 320, height: 640 }); // as wide as a window of 1280 is at 400 %
  await frames(page);
  assert.equal(await tooWideBy(page), 0);
  assert.deepEqual(await tooSmall(page, 'button, summary, select, input:not([type=radio]), .segmented label, .gallery label, nav a'), []);
}, { width: 390, height: 844, touch: true }));

test('a cold visit is light', () => withPage(async (page, { url }) => {
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Record<string, number>} */
  const sizes = {};
  client.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { sizes[names.get(requestId) ?? requestId] = encodedDataLength; });
  await page.evaluateOnNewDocument((later) => { // what it fetches by the clock is for those who stay
    const { setTimeout } = globalThis;
    globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ act, /** @type {number} */ ms) => ((ms ?? 0) < later ? setTimeout(act, ms) : 0));
  }, LATER_MS);
  await page.goto(url);
  await waitForFlake(page, (element) => element.numSteps > 30);
  await page.waitForNetworkIdle(); // the icon of its tab and the picture that it is measured by too, which come when they come
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const built = await readdir(new URL('../../build/site/assets/', import.meta.url));
  for (const part of LATER_PARTS) {
    assert.ok(built.some((name) => part.test(name)), `the build has ${part}`);
    assert.ok(!Object.keys(sizes).some((name) => part.test(basename(name))), `${part} is for later`);
  }
  assert.ok(Object.keys(sizes).some((name) => /nca_show.*\.wasm$/.test(name)), 'the core was seen');
  assert.ok(total < MAX_PAGE_BYTES, `${total} bytes: ${JSON.stringify(sizes)}`);
}, { open: false, isFirstVisit: true }));

describe('bad input ends in a plain sentence and a working page', () => {
  /** @param {Page} page @param {string} name @param {string} type @param {string} content @param {number} [repeat] */
  const drop = (page, name, type, content, repeat = 1) => page.evaluate((name, type, content, repeat) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(Array(repeat).fill(content), name, { type }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, name, type, content, repeat);
  const isAlive = async (/** @type {Page} */ page) => {
    await flake(page, (element) => { element.restart(); element.play(); });
    // The page may still be gliding to where the picture was put.
    await page.waitForFunction(() => {
      scrollTo({ top: 0, behavior: 'instant' });
      return /** @type {any} */ (document.querySelector('#flake')).numSteps > 5;
    });
  };

  test('a picture of 100 MB', () => withPage(async (page) => {
    await drop(page, 'huge.png', 'image/png', 'x'.repeat(1 << 20), 100);
    await untilTold(page, /larger than 32 MB/);
    await isAlive(page);
  }));

  test('an SVG with a script in it: the script does not run', () => withPage(async (page) => {
    await drop(page, 'evil.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="globalThis.evil=1"><script>globalThis.evil=1;parent.evil=1</script><circle cx="20" cy="20" r="15" fill="red"/></svg>');
    await untilTold(page, /./);
    await frames(page, MANY_FRAMES);
    assert.equal(await page.evaluate(() => 'evil' in globalThis), false);
    await isAlive(page);
  }));

  test('a model of the wrong kind', () => withPage(async (page) => {
    await drop(page, 'wrong.safetensors', '', 'PK\x03\x04 a zip');
    await page.waitForSelector('.message.error');
    await isAlive(page);
  }));

  for (const hash of ['#s=', '#s=AAAA', '#s=%00%ff', `#s=${'A'.repeat(9000)}`, '#s=AQ8_____w']) {
    test(`the link ${hash.slice(0, 14)}`, () => withPage(async (page, { url }) => {
      await page.goto(url + hash);
      await untilTold(page, /incomplete or damaged/);
      await waitForFlake(page, (element) => element.numSteps > 5);
    }, { open: false }));
  }

  test('storage denied: nothing here needs it', () => withPage(async (page, { url }) => {
    await page.evaluateOnNewDocument(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(globalThis, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
      }
    });
    await page.goto(url);
    await waitForFlake(page, (element) => element.numSteps > 5);
    assert.equal(await textOf(page, '#messages'), '');
  }, { open: false }));
});
