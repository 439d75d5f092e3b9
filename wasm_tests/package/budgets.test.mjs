/** What the package may cost whoever uses it: bytes, time until the first cell is there, memory of a flake, and nothing of those that came and went. */
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import { launch, newPage } from '../browser/support/browser.mjs';
import { blog, host } from '../browser/support/host.mjs';
import { pack, useFolder } from './support/tarball.mjs';

/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

/** By brotli, as the places send it that serve packages: kilobytes of what a page loads together. */
const MAX_KB = /** @type {Record<string, { files: RegExp, max: number }>} */ ({
  'the element': { files: /^element\.js$/, max: 67.5 },
  'the core that shows': { files: /^api\/nca_show\.wasm$/, max: 28 },
  'the whole core': { files: /^api\/nca\.wasm$/, max: 66 },
  'the modules of the core': { files: /^(api|core|training)\/.*(?<!react)\.js$/, max: 42 },
  'the component of React, without the element': { files: /^(api\/react|element\/(attributes|tools))\.js$/, max: 5 },
  'the core as plain JavaScript': { files: /^snowflake-nca-script\.js$/, max: 42 },
});
const MAX_TARBALL_KB = 1000, MAX_UNPACKED_KB = 1400;
/** Of processor time of the page, from the first byte of the script on: it is counted, so that a busy machine does not matter. */
const MAX_START_MS = 900;
/** Of JavaScript, with the model and the history of a flake; and of the core, which grows in such pages. */
const MAX_HEAP_KB = 1600, MAX_CORE_KB = 4 * 1024;
const NUM_VISITS = 500, AT_ONCE = 5;

const folder = useFolder();
/** @type {string} */
let tarball;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof host>>} */
let server;
before(async () => {
  tarball = await pack(folder);
  browser = await launch({ flags: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] });
  server = await host({ '/blog.html': blog('', { module: 'element.js' }), '/element.js': await readFile(join(folder, 'package/element.js'), 'utf8') });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('what a page loads of it is small', async () => {
  const entries = await readdir(join(folder, 'package'), { recursive: true }), cost = /** @type {Record<string, number>} */ ({});
  for (const [what, { files }] of Object.entries(MAX_KB)) {
    const bytes = await Promise.all(entries.filter((path) => files.test(path)).map((path) => readFile(join(folder, 'package', path))));
    assert.ok(bytes.length > 0, what);
    cost[what] = bytes.reduce((sum, each) => sum + brotliCompressSync(each).length, 0) / 1000;
  }
  for (const [what, { max }] of Object.entries(MAX_KB)) assert.ok(cost[what] <= max, `${what}: ${cost[what]} kB, and may take ${max}`);
});

test('and what npm fetches', async () => {
  const packed = (await stat(tarball)).size / 1000;
  let unpacked = 0;
  for (const path of await readdir(join(folder, 'package'), { recursive: true })) {
    const about = await stat(join(folder, 'package', path));
    if (about.isFile()) unpacked += about.size / 1000;
  }
  assert.ok(packed <= MAX_TARBALL_KB && unpacked <= MAX_UNPACKED_KB, `${packed} kB, unpacked ${unpacked}`);
});

/** @param {(page: import('puppeteer-core').Page) => Promise<void>} use */
async function visit(use) {
  const { page, problems, close } = await newPage(browser);
  try {
    await page.goto(`${server.url}/blog.html`);
    await page.waitForFunction(() => customElements.get('snowflake-nca'));
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
}

test('a flake is there soon, and takes little memory', () => visit(async (page) => {
  const seconds = async () => Number((await page.metrics()).TaskDuration);
  await page.evaluate(() => /** @type {any} */ (globalThis).gc());
  const heap = () => page.evaluate(() => { /** @type {any} */ (globalThis).gc(); return /** @type {any} */ (performance).memory.usedJSHeapSize / 1000; });
  const heapBefore = await heap();
  await page.evaluate(() => new Promise((resolve) => {
    const flake = document.createElement('snowflake-nca');
    flake.addEventListener('ready', resolve, { once: true });
    document.querySelector('main')?.append(flake);
  }));
  const startMs = await seconds() * 1000; // with all that the page itself took
  await page.waitForFunction(() => /** @type {SnowflakeNca} */ (document.querySelector('snowflake-nca')).numSteps > 96);
  const coreKb = await page.evaluate(() => Number(/** @type {SnowflakeNca} */ (document.querySelector('snowflake-nca')).sim?.core.exports.memory.buffer.byteLength) / 1024);
  const heapKb = await heap() - heapBefore;
  assert.ok(startMs < MAX_START_MS, `${startMs} ms`);
  assert.ok(heapKb < MAX_HEAP_KB && coreKb <= MAX_CORE_KB, `${heapKb} kB of JavaScript, ${coreKb} KiB of the core`);
}));

test(`${NUM_VISITS} that are made, put into the page and taken out leave nothing`, () => visit(async (page) => {
  /** Each grows, is wounded, and leaves. @param {number} count */
  const comeAndGo = (count) => page.evaluate(async (count, atOnce) => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    let fault = '';
    const hear = (/** @type {any} */ { detail }) => { fault = detail.sentence; };
    document.addEventListener('error', hear, true);
    const refs = /** @type {WeakRef<object>[]} */ ((/** @type {any} */ (globalThis)).refs ??= []);
    for (let i = 0; i < count; i += atOnce) {
      const flakes = Array.from({ length: atOnce }, () => document.createElement('snowflake-nca'));
      for (const flake of flakes) {
        refs.push(new WeakRef(flake));
        flake.style.cssText = 'display: inline-block; inline-size: 40px';
        flake.interactive = flake.controls = true;
      }
      document.querySelector('main')?.append(...flakes);
      while (!flakes.every(({ numSteps }) => numSteps > 0)) {
        if (fault) throw new Error(fault);
        await frame();
      }
      for (const flake of flakes) {
        flake.wound(36, 36, 2);
        flake.remove();
      }
    }
    document.removeEventListener('error', hear, true);
  }, count, AT_ONCE);
  const left = async () => {
    await new Promise((resolve) => { setTimeout(resolve, 1500); }); // a moment after it was taken out it gives everything back
    await page.evaluate(async () => {
      for (let i = 0; i < 20; i++) {
        await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); }); // what was looked at in a task lives until its end
        /** @type {any} */ (globalThis).gc();
      }
    });
    const { Nodes, JSEventListeners } = await page.metrics();
    const [heapKb, alive] = await page.evaluate(() => [/** @type {any} */ (performance).memory.usedJSHeapSize / 1000, /** @type {any} */ (globalThis).refs.filter((/** @type {WeakRef<object>} */ ref) => ref.deref()).length]);
    return { heapKb, alive, Nodes: Number(Nodes), JSEventListeners: Number(JSEventListeners) };
  };
  await comeAndGo(3 * AT_ONCE);
  const first = await left();
  await comeAndGo(NUM_VISITS);
  const last = await left();
  assert.equal(last.alive, 0);
  assert.ok(last.Nodes <= first.Nodes + 20 && last.JSEventListeners <= first.JSEventListeners + 5, JSON.stringify({ first, last }));
  assert.ok(last.heapKb < first.heapKb + 500, JSON.stringify({ first, last })); // a kilobyte each
}));
