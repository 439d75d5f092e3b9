/** The studio as a visitor opens it. @import { Page } from 'puppeteer-core' */
import { press } from './browser.mjs';

/** Once what stands above it has come, and moves it no more. @param {Page} page */
export async function openStudio(page) {
  await page.$eval('#train', (section) => section.scrollIntoView({ behavior: 'instant' }));
  await page.waitForSelector('#snow-play:not([disabled])');
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
}

/** Choose a preset, and wait until the goal is shown on its grid. @param {Page} page @param {string} name @param {number} side of its grid */
export async function choosePreset(page, name, side) {
  const isFolded = await page.$eval('.every-setting', (details, inside) => !(/** @type {HTMLDetailsElement} */ (details)).open && details.querySelector(inside) !== null, `#preset-${name}`);
  if (isFolded) await press(page, '.every-setting > summary');
  await press(page, `#preset-${name} + .card`);
  await page.waitForFunction((wanted) => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === wanted, {}, side);
}
