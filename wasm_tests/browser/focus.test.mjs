/** Who uses the keys stays where they are: whatever is pressed and then hides, goes or is switched off hands the focus on to something near it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, MANY_FRAMES, press, useBrowser } from './support/browser.mjs';
import { openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** What has the focus, once all has settled: its id or class; empty: nothing that can be seen. @param {Page} page */
async function focused(page) {
  await frames(page, MANY_FRAMES);
  return page.evaluate(() => {
    const element = document.activeElement;
    return !element || element === document.body || element.getClientRects().length === 0 ? '' : element.id || element.closest('[id]')?.id || '';
  });
}

/** @param {Page} page @param {string} selector */
async function pressByKey(page, selector) {
  await page.focus(selector);
  await page.keyboard.press('Enter');
}

test('into the studio, whose upper edge is seen then', () => withPage(async (page) => {
  await page.$eval('#train', (section) => section.scrollIntoView({ behavior: 'instant' }));
  await page.waitForSelector('#snow-play:not([disabled])');
  await pressByKey(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  assert.equal(await focused(page), 'trainer');
  await page.waitForFunction(() => {
    const top = /** @type {Element} */ (document.querySelector('#trainer')).getBoundingClientRect().top;
    return top >= 0 && top < innerHeight / 4;
  });
}, { media: { 'prefers-reduced-motion': 'reduce' } }));

test('through a run: start, stop, start again, and what was learnt onto the stage and back', () => withPage(async (page) => {
  await openStudio(page);
  await pressByKey(page, '#train-start');
  await untilEpoch(page, 3);
  assert.equal(await focused(page), 'train-pause');
  await pressByKey(page, '#train-stop');
  await untilState(page, /^Stopped/);
  assert.match(await focused(page), /^train-/);
  await pressByKey(page, '#train-use');
  await page.waitForSelector('.message .offer');
  assert.equal(await focused(page), 'stage');
  await page.waitForFunction(() => {
    const { top, bottom } = /** @type {Element} */ (document.querySelector('#stage')).getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - innerHeight / 2) < innerHeight / 4;
  });
  await pressByKey(page, '.message .offer');
  assert.equal(await focused(page), 'trainer');
}, { media: { 'prefers-reduced-motion': 'reduce' } }));

test('in the list of runs: when one is removed, and had back', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await page.waitForSelector('.kept-run');
  await pressByKey(page, '.kept-run button:last-child');
  await page.waitForSelector('.message .offer');
  assert.notEqual(await focused(page), '');
  await pressByKey(page, '.message .offer');
  await page.waitForSelector('.kept-run');
  assert.notEqual(await focused(page), '');
}));
