/** From one run to another in the studio: what is shown, kept and trained afresh is always of the run that lies open. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { press, textOf, useBrowser } from './support/browser.mjs';
import { choosePreset, epochOf, openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** @param {Page} page */
const goal = (page) => page.$eval('#goal', (canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

/** @param {Page} page */
async function stop(page) {
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await noLocks(page); // it is saved before it is let go
  await page.waitForSelector('.kept-run');
}

/** What the page keeps, straight from its storage. @param {Page} page */
const kept = (page) => page.evaluate(() => new Promise((/** @type {(all: { name: string, state: string, epochs: number, alive: number, side: number, updated: number }[]) => void} */ resolve, reject) => {
  /** A cell lives where it or one beside it is solid enough. */
  const aliveIn = (/** @type {import('../../web/runs/record.js').Thumbnail} */ { width, height, rgba }) => {
    const isSolid = (/** @type {number} */ x, /** @type {number} */ y) => x >= 0 && y >= 0 && x < width && y < height && rgba[(y * width + x) * 4 + 3] > 25;
    let count = 0;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) count += Number([-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => isSolid(x + dx, y + dy))));
    return count;
  };
  const opening = indexedDB.open('snowflake-runs');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const request = opening.result.transaction('summaries').objectStore('summaries').getAll();
    request.onsuccess = () => {
      opening.result.close();
      resolve(request.result.sort((a, b) => a.updated - b.updated).map(({ name, state, epochs, thumbnail, updated }) => (
        { name, state, epochs, updated, side: thumbnail?.width ?? 0, alive: thumbnail ? aliveIn(thumbnail) : 0 })));
    };
  };
}));

/** @param {Page} page */
const heldLocks = (page) => page.evaluate(async () => ((await navigator.locks.query()).held ?? []).filter(({ name }) => name?.startsWith('snowflake-run:')).length);

/** @param {Page} page */
const noLocks = (page) => page.waitForFunction(async () => !((await navigator.locks.query()).held ?? []).some(({ name }) => name?.startsWith('snowflake-run:')));

test('another rule on another grid: the live picture and the thumbnail are those of the very model', () => withPage(async (page) => {
  await openStudio(page);
  await choosePreset(page, 'quick', 40);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await stop(page);
  await choosePreset(page, 'post', 32);
  await page.select('#train-from', 'blog-snowflake'); // it grows something from its first epoch on
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#train-from')).value === 'blog-snowflake');
  await press(page, '#train-start');
  await untilEpoch(page, 3002);
  await page.waitForFunction(() => {
    const { sim, currentModel } = /** @type {any} */ (document.querySelector('#live-frame snowflake-nca'));
    return sim?.width === 32 && currentModel.config.alive === 'post';
  });
  await stop(page);
  const alive = await page.$eval('#live-frame snowflake-nca', (element) => {
    const flake = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (element);
    flake.restart();
    flake.step(96);
    return flake.numAlive;
  });
  const [, { side, alive: inPicture, epochs }] = await kept(page);
  assert.ok(alive > 100, `${alive} cells alive`);
  assert.equal(side, 32);
  assert.ok(epochs >= 3002 && Math.abs(inPicture - alive) < 0.1 * alive, `${inPicture} cells in the thumbnail, ${alive} in the live picture`);
}));

describe('going on with B while A trains', () => {
  test('A is stopped, saved and released; the goal is B’s, and Start afresh trains it', () => withPage(async (page) => {
    await openStudio(page);
    const snowflake = await goal(page);
    await press(page, '#train-start');
    await untilEpoch(page, 4);
    await stop(page);
    await press(page, '#target-tab-text');
    await page.$eval('#target-text, .target-ways input[type=text]', (field) => {
      /** @type {HTMLInputElement} */ (field).value = 'H';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForFunction((before) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).toDataURL() !== before, {}, snowflake);
    await press(page, '#train-start');
    await untilState(page, /^Training/);
    await page.waitForFunction(() => document.querySelectorAll('.kept-run').length === 1);
    await untilEpoch(page, 6);
    await press(page, '.kept-run > button'); // go on
    await page.waitForFunction(() => /^H/.test(document.querySelector('.kept-run p')?.textContent ?? ''));
    await untilState(page, /^Training/);
    const [a, ...others] = (await kept(page)).filter(({ name }) => name.startsWith('H'));
    assert.equal(others.length, 0);
    assert.ok(a.state === 'stopped' && a.epochs >= 6, JSON.stringify(a));
    assert.equal(await heldLocks(page), 1);
    await page.waitForFunction((wanted) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).toDataURL() === wanted, {}, snowflake);
    await untilEpoch(page, (await epochOf(page)) + 3);
    await stop(page);
    await noLocks(page);
    await press(page, '#train-start');
    await untilEpoch(page, 3);
    await stop(page);
    const names = (await kept(page)).map(({ name }) => name.split(',')[0]).sort();
    assert.deepEqual(names, ['H', 'Snowflake', 'Snowflake']);
  }));

  test('one that cannot begin leaves nothing to be used as if it were its own', () => withPage(async (page) => {
    await openStudio(page);
    await press(page, '#train-start');
    await untilEpoch(page, 3);
    await stop(page);
    await page.evaluate(() => new Promise((resolve) => { // a disk that fails: only the core sees that the last state is another's
      const opening = indexedDB.open('snowflake-runs');
      opening.onsuccess = () => {
        const pieces = opening.result.transaction('pieces', 'readwrite').objectStore('pieces'), cursor = pieces.openCursor(undefined, 'prev');
        cursor.onsuccess = () => {
          if (cursor.result) cursor.result.update(cursor.result.value.fill(0)).onsuccess = resolve;
        };
      };
    }));
    await press(page, '#train-start');
    await untilEpoch(page, 3);
    await press(page, '.kept-run > button');
    await page.waitForSelector('#train-state.bad');
    assert.match(await textOf(page, '#train-state'), /What was saved of this run is damaged/);
    assert.equal(await page.$eval('#train-use', (button) => /** @type {HTMLButtonElement} */ (button).disabled), true);
    await noLocks(page);
  }));
});

test('a list that cannot be read says so there, keeps what it had, and can be asked again', () => withPage(async (page) => {
  await page.evaluateOnNewDocument(() => {
    const { getAllKeys } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAllKeys = function (/** @type {any[]} */ ...all) {
      if (/** @type {any} */ (globalThis).isBroken) throw new DOMException('The disk is gone.', 'UnknownError');
      return getAllKeys.apply(this, /** @type {any} */ (all));
    };
  });
  await page.reload();
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await stop(page);
  await page.evaluate('globalThis.isBroken = true');
  await page.waitForFunction(() => /could not reach the runs/.test(document.querySelector('#kept-runs')?.textContent ?? ''));
  assert.equal((await page.$$('.kept-run')).length, 1);
  await page.evaluate('globalThis.isBroken = false');
  await page.evaluate(() => /** @type {HTMLElement} */ ([...document.querySelectorAll('#kept-runs button')].find(({ textContent }) => textContent === 'Look again')).click());
  await page.waitForFunction(() => !/** @type {HTMLElement} */ (document.querySelector('#kept-runs .bad')).offsetParent);
  assert.equal((await page.$$('.kept-run')).length, 1);
}));
