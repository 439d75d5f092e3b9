/** A family of flakes on the stage: another one at the press of a button, one by its number, one of one's own shape; taken back, handed on, and gone with the rule. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { mixOfFlake } from '../../web/core/family.js';
import { encodeModel } from '../../web/share/model-link.js';
import { languages } from '../../web/text/languages.js';
import { loadTestCore } from '../support/core.js';
import { familyOfFlakes } from '../support/several-goals.js';
import { flake, frames, press, untilStill, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Model } from '../../web/core/types.js' */

const { withPage } = useBrowser();

/** @type {Model} */
let model;
before(async () => { model = familyOfFlakes(await loadTestCore()); });

/** @param {(page: Page) => Promise<void>} use @param {import('./support/browser.mjs').PageOptions & { language?: string }} [options] */
const withFamily = (use, { language = 'en', ...options } = {}) => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=${language}${encodeModel(model, mixOfFlake(48213))}`);
  await page.waitForSelector('#flake-number');
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

/** @param {Page} page @param {string} text @param {string} [field] */
async function type(page, text, field = '#flake-number') {
  await page.$eval(field, (input) => { /** @type {HTMLInputElement} */ (input).select(); });
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
const stateOf = (/** @type {Page} */ page) => page.$eval('#flake-number', (field) => [field.getAttribute('aria-invalid'), document.querySelector('#flake-number-hint')?.textContent]);

test('one by its number, typed in; what is no number is said and changes nothing', () => withFamily(async (page) => {
  for (const wrong of ['4294967296', '-7', '48.5', '7.5e3', '0x10', 'seven', '']) {
    await page.$eval('#flake-number', (field) => { /** @type {HTMLInputElement} */ (field).value = 'x'; });
    await type(page, wrong || 'x');
    await page.waitForFunction(() => /4,294,967,295/.test(document.querySelector('#flake-number-hint')?.textContent ?? ''));
    assert.deepEqual([(await grown(page)).number, (await stateOf(page))[0]], [48213, 'true'], wrong);
  }
  await type(page, '7');
  await waitForFlake(page, (element) => element.flake === 7);
  assert.deepEqual(await stateOf(page), [null, '']);
}));

test('as people write and copy it', () => withFamily(async (page) => {
  for (const [written, number] of /** @type {const} */ ([['No. 1,234,567', 1234567], ['Nr. 4.294.967.295', 4294967295], [' 48 213 ', 48213], ['#0', 0]])) {
    await type(page, written);
    await page.waitForFunction((number) => /** @type {any} */ (document.querySelector('#flake')).flake === number, {}, number);
    assert.equal((await grown(page)).field, String(number));
  }
  await page.click('#another');
  await page.waitForFunction(() => { // what is chosen is lost where the number comes after it
    const { flake } = /** @type {any} */ (document.querySelector('#flake'));
    return flake !== 0 && /** @type {HTMLInputElement} */ (document.querySelector('#flake-number')).value === String(flake);
  });
  await page.$eval('#flake-number', (field) => field.scrollIntoView({ block: 'center', behavior: 'instant' })); // from below what is told
  await page.click('#flake-number');
  assert.equal(await page.evaluate(() => String(getSelection())), (await grown(page)).field, 'a click on it takes all of it, to be copied');
}));

test('one of one\'s own shape has no number, and is one stroke of the slider', () => withFamily(async (page) => {
  await page.click('.family summary');
  await page.focus('#axis-plate');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  const { number, field, attribute } = await grown(page);
  assert.ok(number === undefined && field === '' && attribute?.split(',').length === 16, JSON.stringify({ number, field, attribute }));
  assert.deepEqual(await sliders(page), [16, 19, 40, 27]);
  await press(page, '#undo');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).flake === 48213);
}));

test('of the family that comes with the page no end of a slider grows beyond all bounds', { timeout: 180_000 }, () => withPage(async (page) => {
  await page.click('#gallery label:has([value="ice-family"])');
  await page.waitForSelector('.family summary', { visible: true });
  await page.click('.family summary');
  for (const keys of [['Home', 'Home', 'Home', 'Home'], ['End', 'Home', 'End', 'End'], ['End', 'End', 'Home', 'End']]) {
    for (const [i, axis] of ['plate', 'outward', 'branches', 'width'].entries()) {
      await page.focus(`#axis-${axis}`);
      await page.keyboard.press(/** @type {any} */ (keys[i]));
    }
    const alive = await flake(page, (element) => { element.pause(); element.restart(); element.step(300); return element.numAlive; });
    assert.ok(alive > 300 && alive < 1200, `${keys}: ${alive} cells are alive`);
  }
}));

test('the first flake is of no family: at a press one comes, which grows from one cell, and at the next press that turns into another', () => withPage(async (page) => {
  await waitForFlake(page, (element) => element.numAlive > 20);
  assert.equal(await flake(page, (element) => element.flake), undefined);
  await flake(page, (element) => element.pause());
  await press(page, '#another');
  await page.waitForSelector('#flake-number');
  await waitForFlake(page, (element) => element.numSteps > 20);
  const first = await grown(page);
  assert.ok(first.number !== undefined && first.field === String(first.number), JSON.stringify(first));
  await press(page, '#another');
  await frames(page, 4);
  const second = await grown(page);
  assert.ok(second.number !== undefined && second.number !== first.number && second.steps >= first.steps, JSON.stringify([first, second]));
}));

test('with another rule it is gone', () => withFamily(async (page) => {
  await flake(page, (element) => element.loadModel('snowflake', { goal: '' }).then(() => true));
  await page.waitForFunction(() => Array.from(document.querySelectorAll('.family > :not(#another)')).every((part) => /** @type {HTMLElement} */ (part).hidden));
  assert.equal(await flake(page, (element) => element.hasAttribute('flake') || element.hasAttribute('mix')), false);
}));

const kinds = (/** @type {Page} */ page) => flake(page, ({ timeline }) => (timeline?.settings.kinds ?? []).map(({ flake }) => flake));

test('another one is grafted and sown by finger, which is taken back', () => withFamily(async (page) => {
  await flake(page, (element) => element.pause());
  assert.equal(await page.$eval('#planting', (bar) => /** @type {HTMLElement} */ (bar).hidden), true);
  await untilStill(page, '.tools');
  await page.tap('label:has([value="graft"])');
  await page.waitForSelector('#planting:not([hidden]) canvas[width="112"]'); // its picture
  const first = await flake(page, (element) => element.toolFlake);
  assert.ok(first !== undefined && first !== 48213, 'another one than grows');
  await type(page, '1,001', '#tool-flake-number');
  await untilStill(page, '#flake');
  await page.tap('#flake');
  assert.deepEqual(await kinds(page), [48213, 1001]);
  assert.ok(await flake(page, ({ sim }) => sim?.kinds?.some((kind) => kind === 1)));
  await page.tap('label:has([value="seed"])');
  await untilStill(page, '#another-to-plant');
  await page.tap('#another-to-plant');
  const sown = await flake(page, (element) => element.toolFlake);
  assert.ok(sown !== 1001 && await page.$eval('#tool-flake-number', (field) => /** @type {HTMLInputElement} */ (field).value) === String(sown));
  await untilStill(page, '#flake');
  await page.tap('#flake');
  assert.deepEqual(await kinds(page), [48213, 1001, sown]);
  for (const left of [[48213, 1001], [48213]]) {
    await press(page, '#undo');
    await frames(page, 4);
    assert.deepEqual(await kinds(page), left);
  }
  await page.tap('label:has([value="wound"])');
  assert.equal(await page.$eval('#planting', (bar) => /** @type {HTMLElement} */ (bar).hidden), true);
}, { width: 390, height: 844, touch: true }));

test('and by keys: the tool, the number, and where', () => withFamily(async (page) => {
  await flake(page, (element) => element.pause());
  await page.focus('input[value="wound"]');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.waitForSelector('#planting:not([hidden])');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1001');
  await page.keyboard.press('Enter');
  await flake(page, (element) => element.focus());
  await page.keyboard.press('Enter');
  assert.deepEqual(await kinds(page), [48213, 1001]);
}));

test('code and file have its number', () => withFamily(async (page) => {
  await page.evaluate(() => {
    const copied = /** @type {string[]} */ ([]), saved = /** @type {string[]} */ ([]);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (/** @type {string} */ text) => { copied.push(text); } } });
    HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };
    Object.assign(globalThis, { copied, saved });
  });
  await press(page, '#keep-embed');
  await untilTold(page, /Copied: two lines/);
  await press(page, '#keep-picture');
  await page.waitForFunction(() => /** @type {any} */ (globalThis).saved.length === 1);
  const [code, file] = await page.evaluate(() => [.../** @type {any} */ (globalThis).copied, .../** @type {any} */ (globalThis).saved]);
  assert.match(code, /<snowflake-nca model="#m2=[\w-]+" flake="48213"(?: view="fine")? interactive controls>/);
  assert.equal(file, 'crystals-no-48213.png');
}));

for (const language of Object.keys(languages)) {
  test(`on the smallest phone, in ${language}: nothing is too small or too wide`, () => withFamily(async (page) => {
    await untilStill(page, '#another'); // away from what is told below
    await page.tap('#another');
    await page.tap('.family summary');
    await page.tap('label:has([value="graft"])');
    await frames(page, 4);
    assert.notEqual((await grown(page)).number, 48213);
    assert.equal(await tooWideBy(page), 0);
    assert.deepEqual(await tooSmall(page, '.family button, .family input, .family summary, .planting button, .planting input'), []);
    assert.deepEqual(await axeFinds(page, '.instrument'), []);
  }, { language, width: 320, height: 780, touch: true }));
}
