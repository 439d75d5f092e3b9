/** A rule with several goals on the stage: chosen, mixed, sown and grafted by mouse, finger and keys; taken back, handed on, and gone with the rule. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { decodeModel, encodeModel } from '../../web/share/model-link.js';
import { languages } from '../../web/text/languages.js';
import { loadTestCore } from '../support/core.js';
import { GOAL_NAMES, severalGoals } from '../support/several-goals.js';
import { flake, frames, press, untilStill, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Model } from '../../web/core/types.js' */

const { withPage } = useBrowser();

/** @type {Model} */
let model;
before(async () => { model = severalGoals(await loadTestCore()); });

/** @param {(page: Page, context: { url: string }) => Promise<void>} use @param {import('./support/browser.mjs').PageOptions & { language?: string, mix?: number[] }} [options] */
const withSeveral = (use, { language = 'en', mix, ...options } = {}) => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=${language}${encodeModel(model, mix)}`);
  await page.waitForSelector('#goals:not([hidden]) label');
  await waitForFlake(page, (element) => element.numAlive > 20);
  await use(page, { url });
}, { open: false, ...options });

const kinds = (/** @type {Page} */ page) => flake(page, ({ timeline }) => timeline?.settings.kinds ?? [[1]]);
const chosen = (/** @type {Page} */ page, row = 'goals') => page.$$eval(`#${row} input[type=radio]`, (radios) => radios.findIndex((radio) => /** @type {HTMLInputElement} */ (radio).checked));
const labelOf = (/** @type {number} */ goal, row = 'goals') => `#${row} label:nth-child(${goal + 1})`;
const undone = async (/** @type {Page} */ page) => {
  await press(page, '#undo');
  await frames(page, 4);
};

test('by mouse: the living flake turns, which is taken back; the meters and the time go on', () => withSeveral(async (page) => {
  assert.deepEqual([await chosen(page), await page.$$eval('#goals label', (labels) => labels.map((label) => label.textContent))], [0, GOAL_NAMES]);
  await flake(page, (element) => { element.addEventListener('edit', () => { element.dataset.at = String(element.numSteps); }, { once: true }); });
  await page.click(labelOf(1));
  assert.deepEqual(await kinds(page), [[0, 1]]);
  assert.ok(Number(await flake(page, ({ dataset }) => dataset.at)) > 0, 'no restart');
  await undone(page);
  assert.deepEqual([await kinds(page), await chosen(page)], [[[1]], 0]);
  await press(page, '#redo');
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#goals label:nth-child(2) input')).checked);
}));

test('by keys: arrows choose, and the focus stays', () => withSeveral(async (page) => {
  await page.focus('#goals input');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual([await kinds(page), await chosen(page), await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value)], [[[0, 0, 1]], 2, '2']);
}));

test('two are mixed by a slider, which follows what is taken back', () => withSeveral(async (page) => {
  await page.click('#goals summary');
  await page.select('#mix-with', '2');
  await page.focus('#mix');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  assert.deepEqual((await kinds(page)).map((mix) => mix.map((weight) => Math.round(100 * weight))), [[70, 0, 30]]);
  assert.deepEqual([await chosen(page), await page.$$eval('#goals .mixed', (labels) => labels.length)], [-1, 2]);
  await undone(page);
  assert.deepEqual([await page.$eval('#mix', (slider) => /** @type {HTMLInputElement} */ (slider).value), await chosen(page)], ['0', 0]);
}));

describe('a tool that plants', () => {
  test('by finger: a graft and a seed of the goal that the tool has, while the rest grows on as it is', () => withSeveral(async (page) => {
    await flake(page, (element) => element.pause());
    await page.tap('label:has([value="graft"])');
    await page.waitForSelector('#tool-goals:not([hidden])');
    assert.deepEqual([await chosen(page, 'tool-goals'), await page.$eval('#goals', (row) => /** @type {HTMLElement} */ (row).hidden)], [1, true]);
    await page.tap(labelOf(2, 'tool-goals'));
    await untilStill(page, '#flake');
    await page.tap('#flake');
    assert.deepEqual(await kinds(page), [[1], [0, 0, 1]]);
    assert.ok(await flake(page, ({ sim }) => sim?.kinds?.some((kind) => kind === 1)));
    await page.tap('label:has([value="seed"])');
    await page.tap(labelOf(1, 'tool-goals'));
    await untilStill(page, '#flake');
    await page.tap('#flake');
    assert.equal((await kinds(page)).length, 3);
    await undone(page);
    await undone(page);
    assert.deepEqual(await kinds(page), [[1]]);
  }, { width: 390, height: 844, touch: true }));

  test('goes with a rule that has one goal', () => withSeveral(async (page) => {
    await press(page, 'input[value="graft"]');
    await page.click('#gallery label:has([value="ice-star"])');
    await waitForFlake(page, (element) => element.modelTitle === 'Ice star' && element.tool === 'wound');
    assert.deepEqual(await page.$$eval('#goals, #tool-goals, #graft-tool', (all) => all.map((each) => /** @type {HTMLElement} */ (each).hidden)), [true, true, true]);
    assert.equal(await page.$eval('input[value="wound"]', (radio) => /** @type {HTMLInputElement} */ (radio).checked), true);
  }));
});

test('link, code and file say which goal grows', () => withSeveral(async (page, { url }) => {
  await page.evaluate(() => {
    const copied = /** @type {string[]} */ ([]), saved = /** @type {string[]} */ ([]);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (/** @type {string} */ text) => { copied.push(text); } } });
    HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };
    Object.assign(globalThis, { copied, saved });
  });
  assert.deepEqual([await kinds(page), await chosen(page), await flake(page, ({ timeline }) => timeline?.canUndo)], [[[0, 1]], 1, false], 'as the link had it');
  await page.click(labelOf(2));
  await press(page, '#keep-link');
  await untilTold(page, /The link is copied/);
  await press(page, '#keep-embed');
  await press(page, '#keep-picture');
  await page.waitForFunction(() => /** @type {any} */ (globalThis).copied.length === 2 && /** @type {any} */ (globalThis).saved.length === 1);
  const [link, code, file] = await page.evaluate(() => [.../** @type {any} */ (globalThis).copied, .../** @type {any} */ (globalThis).saved]);
  assert.deepEqual(decodeModel(new URL(link).hash)?.mix, [0, 0, 1]);
  assert.match(code, /<snowflake-nca model="#m2=[\w-]+z" goal="2"(?: view="fine")? interactive controls>/);
  assert.match(file, /schnee\.png$/);
  await page.goto(`${url}?again${new URL(link).hash}`);
  await page.waitForSelector('#goals:not([hidden]) label');
  await waitForFlake(page, ({ goal }) => goal === 'Schnee ❄');
}, { mix: [0, 1] }));

for (const language of Object.keys(languages)) {
  test(`on the smallest phone nothing is too wide or too small, and axe finds nothing: ${language}`, () => withSeveral(async (page) => {
    for (const tool of ['wound', 'graft']) {
      await press(page, `input[value="${tool}"]`);
      await page.$$eval('#goals details', (all) => { for (const each of all) each.open = true; });
      await frames(page, 3);
      assert.equal(await tooWideBy(page), 0);
      assert.deepEqual(await page.$$eval('.tools span, .mixing > *', (all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)), []);
      assert.deepEqual(await tooSmall(page, '.tools label, .goal-row label, .mixing select, .mixing input, .goals summary'), []);
      assert.deepEqual(await axeFinds(page), []);
    }
  }, { language, width: 320, height: 640, touch: true }));
}
