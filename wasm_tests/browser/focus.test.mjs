/** Who uses the keys stays where they are: whatever is pressed and then hides, goes or is switched off hands the focus on to something near it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, MANY_FRAMES, press, untilSame, useBrowser } from './support/browser.mjs';
import { openStudio, untilEpoch, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** Until what has the focus, or what it is in, has an id like this, and keeps it: nothing that cannot be seen. @param {Page} page @param {RegExp} id */
async function untilFocused(page, id) {
  const isThere = (/** @type {string} */ source) => {
    const element = document.activeElement;
    return element && element !== document.body && element.getClientRects().length > 0 && new RegExp(source).test(element.closest('[id]')?.id ?? '');
  };
  await page.waitForFunction(isThere, {}, id.source);
  await frames(page, MANY_FRAMES);
  assert.ok(await page.evaluate(isThere, id.source), `${await page.evaluate(() => document.activeElement?.outerHTML)} has it`);
}

/** @param {Page} page @param {string} selector */
async function pressByKey(page, selector) {
  await page.focus(selector);
  await page.keyboard.press('Enter');
}

/** From where nothing below has been seen yet: what stands above it comes on the way, and moves it. */
test('into the studio, whose upper edge is seen then, also by somebody who does not mind motion', () => withPage(async (page) => {
  await pressByKey(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  await untilFocused(page, /^trainer$/);
  await untilSame(page, () => page.evaluate(() => scrollY));
  const top = await page.$eval('#trainer', (trainer) => trainer.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 200, `${top} px below the upper edge of the window`);
}));

test('by the links at the head, to the part that they name', () => withPage(async (page) => {
  for (const part of ['train', 'snow', 'lesson', 'compare']) {
    await page.evaluate(() => scrollTo(0, 0));
    await pressByKey(page, `nav a[href="#${part}"]`);
    await untilSame(page, () => page.evaluate(() => scrollY));
    const { top, isLast } = await page.$eval(`#${part} h2`, (heading) => ({ top: heading.getBoundingClientRect().top, isLast: scrollY + innerHeight >= document.documentElement.scrollHeight - 1 }));
    assert.ok(top >= 0 && (top < 300 || (isLast && top < 600)), `${part}: ${top} px below the upper edge of the window`);
  }
}));

test('through a run: start, stop, start again, and what was learnt onto the stage and back', () => withPage(async (page) => {
  await openStudio(page);
  await pressByKey(page, '#train-start');
  await untilEpoch(page, 3);
  await untilFocused(page, /^train-pause$/);
  await pressByKey(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await untilFocused(page, /^train-/);
  await pressByKey(page, '#train-use');
  await page.waitForSelector('.message .offer');
  await untilFocused(page, /^stage$/);
  await page.waitForFunction(() => {
    const { top, bottom } = /** @type {Element} */ (document.querySelector('#stage')).getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - innerHeight / 2) < innerHeight / 4;
  });
  await pressByKey(page, '.message .offer');
  await untilFocused(page, /^trainer$/);
}, { media: { 'prefers-reduced-motion': 'reduce' } }));

test('in the list of runs: when one is removed, and had back', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await page.waitForSelector('.kept-run');
  await pressByKey(page, '.kept-run button:last-child');
  await page.waitForSelector('.message .offer');
  await untilFocused(page, /./);
  await pressByKey(page, '.message .offer');
  await page.waitForSelector('.kept-run');
  await untilFocused(page, /./);
}));
