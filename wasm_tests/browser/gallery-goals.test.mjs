/** A rule with several goals that comes with the page, by one row in the table of web/library/bundled.js: its goals stand in the gallery, and turn into one another. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

import { contentIdOf } from '../../web/library/identity.js';
import { loadTestCore } from '../support/core.js';
import { severalGoals } from '../support/several-goals.js';
import { flake, launch, newPage, press, waitForFlake } from './support/browser.mjs';

/** @import { Browser, Page } from 'puppeteer-core' */

const CONFIG = fileURLToPath(new URL('../../vite.config.js', import.meta.url));
/** Two of which there are posters and rules of their own, and one that is new. */
const NAMES = ['ice-star', 'ice-bloom', 'ice-frost'];
const FILE = 'ice-gallery.safetensors';

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof preview>>} */
let server;
/** @type {string} */
let folder;

before(async () => {
  const core = await loadTestCore(), model = { ...severalGoals(core), name: 'Ice gallery', goalNames: NAMES, height: 48, width: 48, padding: 4 }, file = core.writeWeights(model);
  const row = `bundle('ice-gallery', '${contentIdOf(core.readModel(file))}', './${FILE}', { 'ice-star': pictureAt(iceStarTargetUrl), 'ice-bloom': pictureAt(iceBloomTargetUrl), 'ice-frost': snowflakePicture }),\n  `;
  const withRow = {
    name: 'with-row', enforce: /** @type {const} */ ('pre'),
    transform: (/** @type {string} */ code, /** @type {string} */ id) => (id.endsWith('/library/bundled.js') ? code.replace("bundle('ice-feather'", `${row}bundle('ice-feather'`) : undefined),
  };
  folder = await mkdtemp(join(tmpdir(), 'snowflake-gallery-'));
  const outDir = join(folder, 'site');
  await build({ configFile: CONFIG, build: { outDir }, plugins: [withRow], logLevel: 'error' });
  await writeFile(join(outDir, FILE), file);
  [server, browser] = await Promise.all([preview({ configFile: CONFIG, build: { outDir }, preview: { port: 0, strictPort: false }, logLevel: 'error' }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param {(page: Page) => Promise<void>} use */
async function withGallery(use) {
  const { page, problems, close } = await newPage(browser);
  try {
    await page.goto(`${server.resolvedUrls?.local[0]}?lang=en`);
    await waitForFlake(page, (element) => element.numAlive > 0);
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
}
const tile = (/** @type {string} */ goal) => `#gallery label:has([value="ice-gallery ${goal}"])`;
const untilChecked = (/** @type {Page} */ page, /** @type {string | null} */ value) => page.waitForFunction((value) => (/** @type {HTMLInputElement | null} */ (document.querySelector('#gallery input:checked'))?.value ?? null) === value, {}, value);

test('each goal has a tile with a picture; what is one of them by a rule of its own stands apart', () => withGallery(async (page) => {
  const groups = await page.$$eval('#gallery > :is(label, .gallery-heading)', (all) => all.map((each) => (each.querySelector('input')?.value ?? each.textContent)));
  const ways = groups.indexOf('The same, taught in other ways');
  assert.deepEqual(groups.slice(0, 6), ['snowflake', 'ice-family', ...NAMES.map((name) => `ice-gallery ${name}`), 'ice-feather']);
  assert.ok(ways > groups.indexOf('evergreen') && groups.indexOf('ice-star') > ways && groups.indexOf('ice-bloom') > ways && groups.indexOf('snowflake-growing') > ways, groups.join());
  assert.deepEqual(await page.$$eval('#gallery label:has([value^="ice-gallery"])', (labels) => labels.map((label) => [label.textContent, label.querySelector('.thumbnail')?.firstElementChild?.localName])), [['Ice star', 'img'], ['Ice bloom', 'img'], ['ice-frost', 'snowflake-nca']]);
}));

test('another goal of the rule that grows: the living flake turns into it, which is taken back; another rule starts from a seed', () => withGallery(async (page) => {
  await page.click(tile('ice-bloom'));
  await waitForFlake(page, ({ model, goal, numSteps }) => model === 'ice-gallery' && goal === 'ice-bloom' && numSteps > 20);
  await flake(page, (element) => { element.addEventListener('edit', () => { element.dataset.at = String(element.numSteps); }, { once: true }); });
  await page.click(tile('ice-frost'));
  await waitForFlake(page, ({ goal }) => goal === 'ice-frost');
  assert.ok(Number(await flake(page, ({ dataset }) => dataset.at)) > 20, 'no restart');
  await page.waitForFunction(() => /like its picture/.test(document.querySelector('#likeness')?.textContent ?? ''));
  await press(page, '#undo');
  await untilChecked(page, 'ice-gallery ice-bloom');
  await press(page, '#redo');
  await untilChecked(page, 'ice-gallery ice-frost');
  await page.click('#gallery label:has([value="ice-feather"])');
  await waitForFlake(page, ({ model, goal, timeline }) => model === 'ice-feather' && goal === '' && timeline?.canUndo === false);
  await page.click(tile('ice-star'));
  await waitForFlake(page, ({ model, timeline }) => model === 'ice-gallery' && timeline?.canUndo === false);
  await untilChecked(page, 'ice-gallery ice-star');
}));

test('whichever way the rule came to the stage; and of a mix no tile is the chosen one', () => withGallery(async (page) => {
  await flake(page, async (element) => element.loadModel(await (await fetch('./ice-gallery.safetensors')).blob()));
  await untilChecked(page, 'ice-gallery ice-star');
  await waitForFlake(page, ({ numSteps }) => numSteps > 20);
  await flake(page, (element) => { element.addEventListener('edit', () => { element.dataset.at = String(element.numSteps); }, { once: true }); });
  await page.click(tile('ice-bloom'));
  await waitForFlake(page, ({ goal }) => goal === 'ice-bloom');
  assert.ok(Number(await flake(page, ({ dataset }) => dataset.at)) > 20, 'no restart');
  await flake(page, (element) => { element.mix = [0.5, 0.5]; });
  await untilChecked(page, null);
  await press(page, '#undo');
  await waitForFlake(page, ({ mix }) => mix === undefined);
  const goal = await flake(page, (element) => element.goal || 'ice-star'); // what was done within a second is one stroke
  await untilChecked(page, `ice-gallery ${goal}`);
}));
