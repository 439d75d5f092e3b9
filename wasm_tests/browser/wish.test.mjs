/** An emoji typed under the gallery is learnt, grows on the stage, and is one of the visitor's own from then on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { flake, openPage, textOf, untilSame, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const TIMEOUT = Object.freeze({ timeout: 480_000 });
const LEARNT_MS = 300_000;

/** One that every font has. */
const WISH = '★';

/** @param {Page} page @param {string} wish */
async function wishFor(page, wish) {
  await page.$eval('#wish-text', (field) => { /** @type {HTMLInputElement} */ (field).value = ''; });
  await page.type('#wish-text', wish);
  await page.keyboard.press('Enter');
}

/** @param {Page} page @param {RegExp} pattern */
const untilSaid = (page, pattern) => page.waitForFunction(
  (source) => new RegExp(source).test(document.querySelector('#wish-state')?.textContent ?? ''), { polling: 100, timeout: LEARNT_MS }, pattern.source);

test('it is learnt in the quickest way, grows on the stage, stands in the gallery as mine, is measured, and is trained on', TIMEOUT, () => withPage(async (page, { url }) => {
  await wishFor(page, WISH);
  await untilSaid(page, /It learns ★: [1-9]\d*%/);
  assert.equal(await page.evaluate(() => scrollY < innerHeight), true, 'the page stays where it is');
  assert.equal(await page.$eval('#wish-watch', (link) => /** @type {HTMLAnchorElement} */ (link).hash), '#train');
  await untilSaid(page, /^It has learnt ★/);
  await waitForFlake(page, (element) => element.modelTitle === '★' && element.numSteps > 60 && element.numAlive > 100);
  await page.waitForFunction(() => document.querySelector('#gallery label.own:has(:checked)')?.textContent === '★');
  assert.deepEqual(await page.$$eval('#own-model button', (buttons) => buttons.filter((button) => !button.hidden).map(({ id }) => id)), ['own-rename', 'own-train', 'own-remove']);
  await page.click('#own-train');
  await page.waitForFunction(() => /Done|Training|Starting/.test(document.querySelector('#train-state')?.textContent ?? ''));
  assert.match(await textOf(page, '#goal + figcaption'), /★/);

  // What it was taught is kept beside it: how near it comes is told here, and by the next page.
  const measured = async () => {
    await flake(page, (element) => { element.pause(); element.restart(); element.step(80); });
    return [await untilSame(page, () => textOf(page, '#meter-error')), await textOf(page, '#likeness')];
  };
  const first = await measured();
  assert.ok(/^\d/.test(first[0]) && /^\d+(\.\d+)?\s?% like its picture$/.test(first[1]), String(first));
  await openPage(page, url);
  await page.mouse.move(20, 20);
  await (await page.waitForSelector('#gallery .own'))?.click();
  await waitForFlake(page, (element) => element.modelTitle === '★');
  assert.deepEqual(await measured(), first);
}));

test('what cannot be grown is said beside the field', TIMEOUT, () => withPage(async (page) => {
  await wishFor(page, '\u{10fffd}');
  await untilSaid(page, /cannot draw|leaves no ink/);
  assert.equal(await flake(page, (element) => element.modelTitle), 'Snowflake');
}));
