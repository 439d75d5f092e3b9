/** The studio as a visitor opens it. @import { Page } from 'puppeteer-core' */
import { frames, press, see, textOf, untilStill } from './browser.mjs';

const TRAINING_MS = 240_000;

/** Once what stands above it has come, and moves it no more. @param {Page} page */
export async function openStudio(page) {
  await see(page, '#train');
  await page.waitForSelector('#snow-play:not([disabled])');
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  await untilStill(page, '#train-start');
}

/** Choose a preset, and wait until the goal is shown on its grid. @param {Page} page @param {string} name @param {number} side of its grid */
export async function choosePreset(page, name, side) {
  const isFolded = await page.$eval('.every-setting', (details, inside) => !(/** @type {HTMLDetailsElement} */ (details)).open && details.querySelector(inside) !== null, `#preset-${name}`);
  if (isFolded) await press(page, '.every-setting > summary');
  await press(page, `#preset-${name} + .card`);
  await page.waitForFunction((wanted) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === wanted, {}, side);
}

/** The epoch that is shown. @param {Page} page */
export const epochOf = async (page) => Number((await textOf(page, '#train-epoch')).replaceAll(',', ''));

/** Asked by the clock: a hidden tab has no frames. @param {Page} page @param {number} epoch */
export const untilEpoch = (page, epoch) => page.waitForFunction(
  (wanted) => Number(document.querySelector('#train-epoch')?.textContent?.replaceAll(',', '')) >= wanted, { polling: 100, timeout: TRAINING_MS }, epoch);

/** @param {Page} page @param {RegExp} pattern of what is said of the run */
export const untilState = (page, pattern) => page.waitForFunction(
  (source) => new RegExp(source).test(document.querySelector('#train-state')?.textContent ?? ''), { timeout: TRAINING_MS }, pattern.source);

/** Runs in the page: the epochs of the runs that the browser keeps. @returns {Promise<number[]>} */
const keptEpochs = () => new Promise((resolve, reject) => {
  const opening = indexedDB.open('snowflake-runs');
  opening.onupgradeneeded = () => opening.transaction?.abort(); // nobody has made it yet
  opening.onerror = () => resolve([]);
  opening.onsuccess = () => {
    const request = opening.result.transaction('summaries').objectStore('summaries').getAll();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      opening.result.close();
      resolve(request.result.map(({ epochs }) => epochs));
    };
  };
});

/** Until a run is kept that has come so far: what a pause begins to write takes its time. @param {Page} page @param {number} epoch */
export async function untilKept(page, epoch) {
  while (!(await page.evaluate(keptEpochs)).some((epochs) => epochs >= epoch)) await frames(page);
}

/** What a visitor types into the field of a setting. @param {Page} page @param {string} key @param {string} value */
export const setParameter = (page, key, value) => page.$eval(`#parameter-${key}`, (field, value) => {
  /** @type {HTMLInputElement} */ (field).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}, value);
