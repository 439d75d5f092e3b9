/** What one reads stays where it is while parts of the page come that stand above it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, MANY_FRAMES, untilSame, useBrowser } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SIZES = [[1440, 900], [1024, 768], [820, 1180], [844, 390], [390, 844], [320, 640]];
/** A line of what is said of a flake, in one language or another. */
const LINES_PX = 48;

/** As in a browser that holds nothing: Safari, WebKitGTK. @param {Page} page @param {string} url */
async function openUnheld(page, url) {
  await page.evaluateOnNewDocument(() => {
    const { supports } = CSS;
    CSS.supports = /** @type {any} */ ((/** @type {string[]} */ ...asked) => asked[0] !== 'overflow-anchor' && supports.apply(CSS, /** @type {any} */ (asked)));
    addEventListener('DOMContentLoaded', () => { document.documentElement.style.overflowAnchor = 'none'; });
  });
  await page.goto(url);
  await page.waitForSelector('#lesson');
}

const topOf = (/** @type {Page} */ page, /** @type {string} */ selector) => page.$eval(selector, (element) => element.getBoundingClientRect().top);

test('where a browser does not hold it, the page does', () => withPage(async (page, { url }) => {
  const fetched = page.waitForResponse((response) => /hold-place/.test(response.url()));
  await openUnheld(page, url);
  await fetched;
  await page.$eval('#lesson', (lesson) => lesson.scrollIntoView({ behavior: 'instant' }));
  await page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3);
  await page.waitForSelector('#lesson[data-ready]');
  const part = '#lesson article';
  await untilSame(page, () => topOf(page, part));
  await page.$eval(part, (article) => article.scrollIntoView({ behavior: 'instant' }));
  await frames(page, MANY_FRAMES);
  const before = await topOf(page, part);
  for (const paddingPx of [300, 0]) { // something above grows, and shrinks again
    await page.$eval('#trio', (trio, paddingPx) => { /** @type {HTMLElement} */ (trio).style.paddingBlockEnd = `${paddingPx}px`; }, paddingPx);
    await frames(page, MANY_FRAMES);
    assert.ok(Math.abs((await topOf(page, part)) - before) < 1, `with ${paddingPx} px from ${before} to ${await topOf(page, part)}`);
  }
  const scrolled = await page.evaluate(() => scrollY);
  await page.$eval('#train', (train) => { /** @type {HTMLElement} */ (train).style.paddingBlockEnd = '300px'; }); // below it
  await frames(page, MANY_FRAMES);
  assert.equal(await page.evaluate(() => scrollY), scrolled);

  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await frames(page, MANY_FRAMES);
  await page.$eval('.hero', (first) => { /** @type {HTMLElement} */ (first).style.paddingBlockStart = '200px'; });
  await frames(page, MANY_FRAMES);
  assert.equal(await page.evaluate(() => scrollY), 0, 'at its head it shows what comes there');
}, { open: false }));

test('three flakes to compare come into the room that was left for them', { timeout: 300_000 }, () => withPage(async (page, { url }) => {
  for (const [width, height] of SIZES) {
    await page.setViewport({ width, height });
    await page.goto(url);
    await page.waitForSelector('#trio:empty');
    const room = await page.$eval('#trio', (trio) => trio.getBoundingClientRect().height);
    await page.$eval('#compare', (compare) => compare.scrollIntoView({ behavior: 'instant' }));
    await page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3);
    await page.waitForFunction(() => [...document.querySelectorAll('#trio .meter')].every((meter) => meter.textContent !== '–'));
    const taken = await page.$eval('#trio', (trio) => trio.getBoundingClientRect().height);
    assert.ok(Math.abs(taken - room) < LINES_PX, `${width} wide: ${room} px were left, ${taken} are taken`);
  }
}, { open: false }));
