/** The studio around a run: settings, weights to begin with, another round, the list of runs, and whether all of it is for everyone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { press, textOf, useBrowser } from './support/browser.mjs';
import { openStudio } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const AXE = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const TRAINING_MS = 240_000, FEW_EPOCHS = 50;
/** As its file says: they count on. */
const EPOCHS_OF_BLOG_SNOWFLAKE = 3000;

/** @param {Page} page @param {string} key @param {string} value */
const setParameter = (page, key, value) => page.$eval(`#parameter-${key}`, (field, value) => {
  /** @type {HTMLInputElement} */ (field).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, value);

/** @param {Page} page @param {number} epoch */
const untilEpoch = (page, epoch) =>
  page.waitForFunction((wanted) => Number(document.querySelector('#train-epoch')?.textContent?.replaceAll(',', '')) >= wanted, { timeout: TRAINING_MS }, epoch);

/** @param {Page} page @param {RegExp} pattern */
const untilState = (page, pattern) =>
  page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#train-state')?.textContent ?? ''), { timeout: TRAINING_MS }, pattern.source);

/** @param {Page} page */
const canStart = (page) => page.$eval('#train-start', (button) => !(/** @type {HTMLButtonElement} */ (button).disabled));

test('every setting: what makes no sense is said at the field, and nothing starts until it does', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '.every-setting > summary');
  assert.match(await textOf(page, '.every-setting > .hint'), /^All as in “Quick”/);
  await setParameter(page, 'batch', '99');
  assert.match(await textOf(page, '#parameter-batch-problem'), /“batch” is outside its range/);
  assert.equal(await page.$eval('#parameter-batch', (field) => field.getAttribute('aria-invalid')), 'true');
  assert.equal(await canStart(page), false);
  await setParameter(page, 'batch', '1');
  assert.equal(await textOf(page, '#parameter-batch-problem'), '');
  assert.equal(await canStart(page), true);
  assert.match(await textOf(page, '.every-setting > .hint'), /with changes of yours/);
  assert.equal(await page.$$eval('#train-workers option', (options) => options.length), 1, 'one rollout is work for one');
  await setParameter(page, 'side', '56');
  await page.waitForFunction(() => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === 56);
  await press(page, '#preset-quick + .card'); // chosen already, so it changes nothing
  await page.$$eval('.every-setting button', (buttons) => /** @type {HTMLElement} */ (buttons[0]).click());
  assert.match(await textOf(page, '.every-setting > .hint'), /^All as in “Quick”/);
  await page.waitForFunction(() => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === 40);
}));

test('a run of so many epochs is done after them, and goes on for as many again', () => withPage(async (page) => {
  await openStudio(page);
  await setParameter(page, 'numEpochs', String(FEW_EPOCHS));
  await press(page, '#train-start');
  await untilState(page, new RegExp(`^Done, at epoch ${FEW_EPOCHS}\\.`));
  await press(page, '#train-continue');
  await untilState(page, new RegExp(`^Done, at epoch ${2 * FEW_EPOCHS}\\.`));
}));

test('it begins with a model that comes with the page, whose rule it keeps', () => withPage(async (page) => {
  await openStudio(page);
  await page.select('#train-from', 'blog-snowflake');
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#parameter-rule')).value === 'blog');
  assert.equal(await page.$eval('#parameter-rule', (field) => /** @type {HTMLSelectElement} */ (field).disabled), true);
  await press(page, '#train-start');
  await untilState(page, /^Training/); // before that, stopping would find nothing learnt
  await untilEpoch(page, EPOCHS_OF_BLOG_SNOWFLAKE + 2);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  assert.equal(await page.$$eval('#train-from option', (options) => options[1].textContent), 'what this run has learnt');
}));

test('runs are named anew and removed', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await page.waitForSelector('.kept-run');
  await page.$$eval('.kept-run button', (buttons) => /** @type {HTMLElement} */ (buttons[1]).click());
  await page.waitForSelector('.kept-run input');
  await page.keyboard.type('My first <b>flake</b>');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^My first <b>flake<\/b>: epoch/.test(document.querySelector('.kept-run p')?.textContent ?? ''));
  await press(page, '.kept-run button:last-child');
  await page.waitForFunction(() => document.querySelector('.kept-run') === null);
}));

for (const [name, options] of /** @type {const} */ ([
  ['light, desktop', {}], ['dark, phone', { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'dark' } }],
])) {
  test(`the whole studio: axe-core finds nothing wrong, nothing is too wide: ${name}`, () => withPage(async (page) => {
    await openStudio(page);
    await press(page, '.every-setting > summary');
    await press(page, '#train-start');
    await untilEpoch(page, 5);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run('#train'));
    assert.deepEqual(violations.map((/** @type {any} */ { id, nodes }) => `${id} ${nodes[0].html}`), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    const small = await page.$$eval('#trainer button, #trainer select, #trainer input:not([type="radio"]), #trainer summary, .preset .card', (all) => all
      .map((element) => ({ html: element.outerHTML.slice(0, 80), ...JSON.parse(JSON.stringify(element.getBoundingClientRect())) }))
      .filter(({ width, height }) => width > 0 && (width < 43.9 || height < 43.9)).map(({ html, width, height }) => `${html} ${width}x${height}`));
    assert.deepEqual(small, []);
  }, options));
}
