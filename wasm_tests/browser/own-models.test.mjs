/** The visitor's own models, beside those of the page: found by their content, kept, named and removed. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { encodeModel } from '../../web/share/model-link.js';
import { compileShippedWasm } from '../support/core.js';
import { flake, openPage, press, textOf, untilSame, useBrowser, waitForFlake } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const TIMEOUT = { timeout: 180_000 };
/** Who does nothing for so long is there too. */
const LOOKS_MS = 3900;
const PHONE = Object.freeze({ width: 390, height: 844, touch: true });

const core = await loadCore(await compileShippedWasm());
const snowflake = core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/snowflake.safetensors', import.meta.url))));

/** A file of another model, which says of itself whatever it likes. @param {number} difference of a weight @param {string} name */
function fileOf(difference, name) {
  const params = snowflake.params.slice();
  params[100] += difference;
  return [...core.writeWeights({ ...snowflake, params, name })];
}

const drop = (/** @type {Page} */ page, /** @type {string} */ name, /** @type {number[]} */ bytes) => handFile(page, 'drop', name, '', bytes);

const chosen = (/** @type {Page} */ page) => page.$eval('#gallery label:has(:checked)', (label) => label.textContent);
/** @param {Page} page @param {string[]} titles */
const untilOwn = (page, titles) => page.waitForFunction(
  (want) => JSON.stringify([...document.querySelectorAll('#gallery .own')].map(({ textContent }) => textContent)) === want, {}, JSON.stringify(titles));
/** @param {Page} page @param {string} title */
const untilGrowing = (page, title) => page.waitForFunction(
  (want) => document.querySelector('#gallery label:has(:checked)')?.textContent === want, {}, title);
/** @param {Page} page @param {RegExp} pattern of what is said of the one that grows */
const untilState = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#own-model p')?.textContent ?? ''), {}, pattern.source);

/** @param {Page} page @param {string} title */
async function rename(page, title) {
  await press(page, '#own-rename');
  await page.waitForFunction(() => document.activeElement?.matches('#own-model input'));
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

test('a file is kept in the gallery, there again after a reload, renamed and removed', TIMEOUT, () => withPage(async (page, { url }) => {
  await drop(page, 'mine.safetensors', fileOf(1e-3, 'Mine'));
  await untilOwn(page, ['Mine']);
  await untilState(page, /Kept in this browser/);
  assert.equal(await chosen(page), 'Mine');
  await drop(page, 'other.safetensors', fileOf(2e-3, ''));
  await untilOwn(page, ['Mine', 'other.safetensors']);
  await rename(page, '<b>Other</b>');
  await untilOwn(page, ['Mine', '<b>Other</b>']);
  assert.equal(await page.$('#gallery b'), null, 'text, never markup');
  assert.equal(await flake(page, (element) => element.modelTitle), '<b>Other</b>', 'what grows is called so at once');
  await page.waitForFunction(() => document.activeElement?.id === 'own-rename'); // the focus is back where it was
  await drop(page, 'mine again.safetensors', fileOf(1e-3, 'Called otherwise'));
  await untilGrowing(page, 'Mine');
  await untilOwn(page, ['Mine', '<b>Other</b>']);

  await page.evaluateOnNewDocument(() => {
    let isThere = false;
    addEventListener('pointermove', () => { isThere = true; }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector('#gallery .own')) return;
      Object.assign(globalThis, { came: { isThere, ms: performance.now() } });
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await openPage(page, url);
  await page.mouse.move(20, 20);
  await untilOwn(page, ['Mine', '<b>Other</b>']);
  const came = await page.evaluate(() => /** @type {any} */ (globalThis).came);
  assert.ok(came.isThere || came.ms > LOOKS_MS, `not before somebody is there: ${JSON.stringify(came)}`);
  await page.$$eval('#gallery .own', (labels) => labels.at(-1)?.scrollIntoView({ block: 'center', behavior: 'instant' })); // out of sight they rest
  await page.waitForFunction(() => [...document.querySelectorAll('#gallery .own snowflake-nca')].filter((each) => /** @type {any} */ (each).numSteps > 20).length === 2);
  await page.click('#gallery .own');
  await waitForFlake(page, (element) => element.currentModel?.name === 'Mine');
  await untilState(page, /^Kept in this browser\.$/);
  await press(page, '#own-remove');
  await untilOwn(page, ['<b>Other</b>']);
  await untilGrowing(page, 'Snowflake');
  await untilTold(page, /“Mine” is removed/);
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.activeElement).value === 'snowflake');
  await page.waitForSelector('#own-model[hidden]');
}));

test('which model it is, its content says, and neither its name nor that of its picture', TIMEOUT, () => withPage(async (page) => {
  const goTo = (/** @type {number} */ step) => page.evaluate((step) => {
    const element = /** @type {any} */ (document.querySelector('#flake'));
    element.pause();
    element.restart();
    element.step(step);
  }, step);
  const untilErrorAt = async (/** @type {number} */ step) => {
    await goTo(step);
    await page.waitForFunction(() => /e−4/.test(document.querySelector('#meter-error')?.textContent ?? '')); // what it was taught is known a little later
  };
  assert.equal(snowflake.target, 'snowflake.png');
  await untilErrorAt(120);
  await drop(page, 'snowflake.safetensors', fileOf(0.02, 'Snowflake'));
  await untilOwn(page, ['Snowflake']);
  await goTo(120);
  assert.equal(await untilSame(page, () => textOf(page, '#meter-error')), '–', 'nobody knows what it was taught');
  await press(page, '#keep-link');
  await page.waitForFunction(() => /#m2=/.test(location.hash));

  // The page's own, opened from a file under another name, is the page's own.
  await drop(page, 'renamed.safetensors', fileOf(0, 'Renamed'));
  await page.waitForFunction(() => document.querySelector('#gallery :checked')?.getAttribute('value') === 'snowflake');
  await untilOwn(page, ['Snowflake']);
  await untilErrorAt(120);
  await press(page, '#keep-link');
  await page.waitForFunction(() => /#s2=/.test(location.hash));
}));

test('what was asked of the rule before, one of its goals or a flake of its family, is not asked of a model that comes after it', TIMEOUT, () => withPage(async (page) => {
  const asked = () => flake(page, (element) => ['goal', 'mix', 'flake'].filter((name) => element.hasAttribute(name)));
  await press(page, '#gallery [value="ice-gallery ice-needle"]');
  await waitForFlake(page, ({ goal, numAlive }) => goal === 'ice-needle' && numAlive > 0);
  await drop(page, 'mine.safetensors', fileOf(1e-3, 'From a file'));
  await untilGrowing(page, 'From a file');
  assert.deepEqual(await asked(), []);

  await press(page, '#another');
  await waitForFlake(page, (element) => element.flake !== undefined);
  const params = snowflake.params.map((weight) => weight + 1e-2);
  await page.evaluate((link) => { location.hash = link; }, encodeModel({ ...snowflake, params, name: 'By a link' }));
  await untilGrowing(page, 'By a link');
  assert.deepEqual(await asked(), []);
}));

test('weights that are only tried are there until others are, and where the browser keeps nothing it is said', TIMEOUT, () => withPage(async (page, { url }) => {
  await page.evaluateOnNewDocument(() => { IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); }; });
  await openPage(page, url);
  for (const [i, name] of ['First', 'Second'].entries()) {
    await flake(page, /** @type {any} */ (new Function('element', `return element.loadModel({ ...element.currentModel, name: '${name}', params: element.currentModel.params.map((each) => each + ${(i + 1) * 1e-4}) })`)));
    await untilOwn(page, [name]);
  }
  await untilState(page, /until this page is closed/);
  await press(page, '#own-keep'); // not by pointing: the page may be gliding
  await untilTold(page, /keeps nothing for this page/);
  await drop(page, 'third.safetensors', fileOf(5e-3, 'Third'));
  await untilOwn(page, ['Second', 'Third']);
}, { open: false }));

test('by keys and by finger, light and dark', TIMEOUT, () => withPage(async (page) => {
  await drop(page, 'mine.safetensors', fileOf(1e-3, 'A name so long that it takes more than a line'));
  await page.waitForSelector('#own-model:not([hidden])');
  assert.deepEqual(await axeFinds(page), []);
  assert.equal(await tooWideBy(page), 0);
  assert.deepEqual(await tooSmall(page, '#own-model button, #gallery label'), []);
  await page.focus('#gallery :checked');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement?.id ?? ''), /^own-/);
}, PHONE));
