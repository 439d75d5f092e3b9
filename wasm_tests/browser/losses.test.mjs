/** Whatever a visitor loses by a press can be had back for a while, by the offer that says that it is gone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { compileShippedWasm } from '../support/core.js';
import { frames, press, textOf, useBrowser } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { choosePreset, epochOf, openStudio, untilEpoch, untilState } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** Take the offer that stands beside this sentence, as soon as it does. @param {Page} page @param {RegExp} sentence */
async function undo(page, sentence) {
  const taken = await page.waitForFunction((source) => {
    const message = [...document.querySelectorAll('.message:has(.offer)')].find(({ textContent }) => new RegExp(source).test(textContent ?? '')), offer = message?.querySelector('.offer');
    /** @type {HTMLElement | null | undefined} */ (offer)?.click();
    return offer?.textContent;
  }, {}, sentence.source);
  assert.equal(await taken.jsonValue(), 'Undo');
}

/** Everything that is kept of all runs, as words. @param {Page} page */
const kept = (page) => page.evaluate(async () => {
  const { openDB } = { openDB: () => new Promise((/** @type {(db: IDBDatabase) => void} */ resolve) => { const opening = indexedDB.open('snowflake-runs'); opening.onsuccess = () => resolve(opening.result); }) };
  const db = await openDB(), stores = ['summaries', 'bodies', 'pieces', 'goals'];
  const all = await Promise.all(stores.map((name) => new Promise((resolve) => { const request = db.transaction(name).objectStore(name).getAll(); request.onsuccess = () => resolve(request.result); })));
  db.close();
  return JSON.stringify(all, (_, value) => (ArrayBuffer.isView(value) ? [.../** @type {Uint8Array} */ (value)] : value));
});

/** @param {Page} page */
async function trainAWhile(page) {
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
}

test('a kept run that was removed, to the bit', () => withPage(async (page) => {
  await openStudio(page);
  await trainAWhile(page);
  await page.waitForSelector('.kept-run');
  const before = await kept(page), summary = await textOf(page, '.kept-run p');
  await press(page, '.kept-run button:last-child');
  await page.waitForFunction(() => document.querySelector('.kept-run') === null);
  assert.notEqual(await kept(page), before);
  await undo(page, /“Snowflake, trained in the browser” is removed/);
  await page.waitForSelector('.kept-run');
  assert.equal(await textOf(page, '.kept-run p'), summary);
  assert.equal(await kept(page), before);
}));

test('a model of one’s own that was removed, and it is kept as it was', () => withPage(async (page) => {
  const core = await loadCore(await compileShippedWasm()), model = core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/snowflake.safetensors', import.meta.url))));
  const params = model.params.slice();
  params[100] += 1e-3;
  await handFile(page, 'drop', 'mine.safetensors', '', core.writeWeights({ ...model, params, name: 'Mine' }));
  await page.waitForSelector('#own-model:not([hidden])');
  await page.waitForFunction(() => /Kept in this browser/.test(document.querySelector('#own-model')?.textContent ?? ''));
  await press(page, '#own-remove');
  await page.waitForFunction(() => document.querySelector('#gallery .own') === null);
  await undo(page, /“Mine” is removed/);
  await page.waitForSelector('#gallery .own');
  await frames(page);
  await page.reload();
  await page.mouse.move(300, 300);
  await page.waitForSelector('#gallery .own');
}));

test('a drawing that was cleared, until something new is drawn', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#target-tab-draw');
  await page.focus('.draw-pad');
  const drawing = () => page.$eval('.draw-pad canvas', (canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const empty = await drawing();
  await page.keyboard.press('Space');
  const dot = await drawing();
  assert.notEqual(dot, empty);
  await press(page, '#target-clear');
  assert.equal(await drawing(), empty);
  await undo(page, /The drawing is cleared/);
  assert.equal(await drawing(), dot);
  await press(page, '#target-clear');
  await page.focus('.draw-pad');
  await page.keyboard.press('Space');
  assert.equal(await page.$('.message .offer'), null);
}));

test('settings of one’s own that gave way to a preset', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '.every-setting > summary');
  await page.$eval('#parameter-batch', (field) => {
    /** @type {HTMLInputElement} */ (field).value = '3';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await choosePreset(page, 'healing', 48);
  await undo(page, /gave way to “Healing”/);
  assert.equal(await page.$eval('#parameter-batch', (field) => /** @type {HTMLInputElement} */ (field).value), '3');
  assert.equal(await page.$eval('#preset-quick', (radio) => /** @type {HTMLInputElement} */ (radio).checked), true);
}));

test('a run that could not be kept, when another one was begun over it', () => withPage(async (page) => {
  await page.evaluate(() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await openStudio(page);
  await trainAWhile(page);
  const epoch = await epochOf(page);
  await untilTold(page, /no room left to keep this run/);
  await press(page, '#train-start');
  await undo(page, /could not be kept, and another run has begun/);
  await untilState(page, new RegExp(`^Stopped at epoch ${epoch}\\.`));
  assert.equal(await epochOf(page), epoch);
}));
