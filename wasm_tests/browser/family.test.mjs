/** A family of flakes on the stage: another one at the press of a button, one by its number, one of one's own shape; taken back, handed on, and gone with the rule. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { mixOfFlake } from '../../web/core/family.js';
import { encodeModel } from '../../web/share/model-link.js';
import { loadTestCore } from '../support/core.js';
import { familyOfFlakes } from '../support/several-goals.js';
import { flake, frames, press, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Model } from '../../web/core/types.js' */

const { withPage } = useBrowser();

/** @type {Model} */
let model;
before(async () => { model = familyOfFlakes(await loadTestCore()); });

/** @param {(page: Page) => Promise<void>} use @param {import('./support/browser.mjs').PageOptions & { language?: string }} [options] */
const withFamily = (use, { language = 'en', ...options } = {}) => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=${language}${encodeModel(model, mixOfFlake(48213))}`);
  await page.waitForSelector('#another');
  await waitForFlake(page, (element) => element.numAlive > 20);
  await use(page);
}, { open: false, ...options });

const grown = (/** @type {Page} */ page) => flake(page, (element) => ({ number: element.flake, attribute: element.getAttribute('mix'), field: /** @type {HTMLInputElement} */ (document.querySelector('#flake-number')).value, steps: element.numSteps }));
const sliders = (/** @type {Page} */ page) => page.$$eval('.trait input', (inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).valueAsNumber));

test('another one: the living flake turns into it without a restart, and it has a number; taken back it is the one before', () => withFamily(async (page) => {
  const first = await grown(page), shape = await sliders(page);
  assert.deepEqual([first.number, first.field, first.attribute], [48213, '48213', null]);
  assert.deepEqual(shape, [11, 19, 40, 27], 'where its point lies');
  await page.click('#another');
  await frames(page, 4);
  const second = await grown(page);
  assert.ok(second.number !== 48213 && second.field === String(second.number) && second.steps >= first.steps, JSON.stringify([first, second]));
  assert.notDeepEqual(await sliders(page), shape);
  await press(page, '#undo');
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#flake-number')).value === '48213');
  assert.deepEqual(await sliders(page), shape);
  await press(page, '#redo');
  await page.waitForFunction((number) => /** @type {any} */ (document.querySelector('#flake')).flake === number, {}, second.number);
}));

test('one by its number, typed in; what is no number is said and changes nothing', () => withFamily(async (page) => {
  const type = async (/** @type {string} */ text) => {
    await page.$eval('#flake-number', (field) => { /** @type {HTMLInputElement} */ (field).select(); });
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await type('4294967296');
  await page.waitForFunction(() => /4,294,967,295/.test(document.querySelector('#flake-number-hint')?.textContent ?? ''));
  assert.deepEqual([(await grown(page)).number, await page.$eval('#flake-number', (field) => field.getAttribute('aria-invalid'))], [48213, 'true']);
  await type('7');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).flake === 7);
  assert.deepEqual([await page.$eval('#flake-number', (field) => field.getAttribute('aria-invalid')), await page.$eval('#flake-number-hint', (hint) => hint.textContent)], [null, '']);
}));

test('one of one\'s own shape has no number, and is one stroke of the slider', () => withFamily(async (page) => {
  await page.click('.family summary');
  await page.focus('#axis-plate');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  const { number, field, attribute } = await grown(page);
  assert.ok(number === undefined && field === '' && attribute?.split(',').length === 16, JSON.stringify({ number, field, attribute }));
  assert.deepEqual(await sliders(page), [6, 19, 40, 27]);
  await press(page, '#undo');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).flake === 48213);
}));

test('with another rule it is gone', () => withFamily(async (page) => {
  await flake(page, (element) => element.loadModel('snowflake', { goal: '' }).then(() => true));
  await page.waitForSelector('.family[hidden]');
  assert.equal(await flake(page, (element) => element.hasAttribute('flake') || element.hasAttribute('mix')), false);
}));

for (const [width, language] of /** @type {const} */ ([[320, 'de'], [390, 'en']])) {
  test(`on a phone ${width} pixels wide, in ${language}: nothing is too small or too wide`, () => withFamily(async (page) => {
    await page.tap('#another');
    await page.tap('.family summary');
    await frames(page, 4);
    assert.notEqual((await grown(page)).number, 48213);
    assert.equal(await tooWideBy(page), 0);
    assert.deepEqual(await tooSmall(page, '.family button, .family input, .family summary'), []);
    assert.deepEqual(await axeFinds(page, '.family'), []);
  }, { language, width, height: 780, touch: true }));
}
