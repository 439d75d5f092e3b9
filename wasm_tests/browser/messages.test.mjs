/** What the page tells: one stack that stays small, covers no tool of the stage, waits for who reads it, and is spoken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, press, useBrowser, waitForFlake } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { allTold, untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SIZES = /** @type {const} */ ([[1440, 900], [1024, 768], [820, 1180], [844, 390], [390, 844], [320, 640]]);

/** @param {Page} page @param {string} name @param {string} type */
const drop = (page, name, type = 'text/plain') => handFile(page, 'drop', name, type, [97]);

/** How many there are. @param {Page} page */
const count = (page) => page.$$eval('.message', (all) => all.length);

/** Two that stay: a file that is none of ours, and a damaged model. @param {Page} page */
async function tellTwo(page) {
  await drop(page, 'notes.txt');
  await drop(page, 'broken.safetensors');
  await page.waitForFunction(() => document.querySelectorAll('.message').length === 2);
}

for (const [width, height] of SIZES) {
  test(`they cover no tool of the stage, wherever the page is: ${width} x ${height}`, () => withPage(async (page) => {
    await tellTwo(page);
    await page.waitForSelector('#play:not([disabled])');
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      await page.evaluate((share) => {
        const hero = /** @type {Element} */ (document.querySelector('.hero'));
        scrollTo({ top: share * Math.max(0, hero.getBoundingClientRect().bottom + scrollY - innerHeight), behavior: 'instant' });
      }, share);
      await frames(page, 4);
      const found = await page.evaluate(() => {
        const box = /** @type {Element} */ (document.querySelector('#messages')), { top, bottom, left, right } = box.getBoundingClientRect();
        const covered = (/** @type {number} */ from) => [...document.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex]')].filter((control) => !box.contains(control)).filter((control) => {
          const rect = control.getBoundingClientRect();
          return rect.width > 0 && rect.right > left && rect.left < right && rect.bottom > from && rect.top < from + bottom - top;
        }).length;
        return { here: covered(top), there: covered(innerHeight - bottom), share: (bottom - top) / innerHeight };
      });
      assert.ok(found.here <= found.there, `at ${share}: ${found.here} covered, ${found.there} at the other edge`);
      if (share === 0 && Math.min(found.here, found.there) === 0) assert.equal(found.here, 0);
    }
  }, { width, height, touch: width < 900 }));
}

test('one that passes gives way to the next, and of those that stay there are two', () => withPage(async (page) => {
  await tellTwo(page);
  await drop(page, 'a.mp3', 'audio/mp3');
  assert.equal(await count(page), 2, 'the same sentence again');
  await press(page, '#save-weights');
  await untilTold(page, /Saved as/);
  await press(page, '#keep-picture');
  await untilTold(page, /Saved as snowflake\.png/);
  await page.goto(`${page.url()}#s=AAAA`);
  await untilTold(page, /incomplete or damaged/);
  const told = await allTold(page), [last] = told.slice(-1);
  assert.equal(told.find(({ sentence }) => /Saved as snowflake\.png/.test(sentence))?.numShown, 3, JSON.stringify(told));
  assert.ok(last.numShown <= 3, JSON.stringify(told)); // what passes may have passed by then
  assert.equal(await page.$$eval('.message.error', (all) => all.length), 2);
}));

test('errors are spoken at once, the rest when its turn comes; the cross is at the upper corner; the keys come back', () => withPage(async (page) => {
  await waitForFlake(page, ({ numSteps }) => numSteps > 5);
  await page.evaluate(() => { Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({ writeText: async () => {} }) }); });
  await page.focus('#keep-link');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => { // who has the keys on it keeps it
    const close = /** @type {HTMLElement | null} */ (document.querySelector('#messages-calm .close'));
    close?.focus();
    return close;
  });
  await drop(page, 'notes.txt');
  await page.waitForSelector('#messages-urgent .message');
  assert.deepEqual(await page.$$eval('#messages > *', (all) => all.map(({ role }) => role)), ['alert', 'status']);
  const corner = await page.$eval('#messages-urgent .message', (message) => {
    const box = message.getBoundingClientRect(), cross = /** @type {Element} */ (message.querySelector('.close')).getBoundingClientRect();
    return { fromTop: cross.top - box.top, fromEnd: box.right - cross.right };
  });
  assert.ok(corner.fromTop < 10 && corner.fromEnd < 10, JSON.stringify(corner));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'keep-link');
}));
