/** One rule for several pictures, in the studio: chosen, left out, learnt with the growth and the loss of each, kept, gone on with, and shown on the stage. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { flake, openPage, press, textOf, untilStill, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { openStudio, untilEpoch, untilKept, untilState } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** @param {Page} page @param {string} sign */
async function write(page, sign) {
  await page.$eval('#target-tab-text', (tab) => /** @type {HTMLElement} */ (tab).click());
  await page.$eval('#target-panel-text input', (field, sign) => {
    /** @type {HTMLInputElement} */ (field).value = sign;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, sign);
  await page.waitForFunction((sign) => document.querySelector('.target-result strong')?.textContent === sign, {}, sign);
}
const laid = (/** @type {Page} */ page) => page.$$eval('.goal-tray li span', (names) => names.map((name) => name.textContent));

test('two pictures are learnt by one rule, kept, gone on with, and turn into one another on the stage', () => withPage(async (page, { url }) => {
  await openStudio(page);
  await page.focus('#goal-another');
  await page.keyboard.press('Enter');
  assert.match(await textOf(page, '.goal-tray .hint'), /Now choose or make the next one/);
  assert.equal(await page.$eval('#goal-another', (button) => /** @type {HTMLButtonElement} */ (button).disabled), true);
  await write(page, 'T');
  await page.waitForFunction(() => /will learn these 2 pictures/.test(document.querySelector('.goal-tray .hint')?.textContent ?? ''));
  await press(page, '#goal-another');
  await write(page, 'H');
  assert.deepEqual(await laid(page), ['Snowflake', 'T']);
  await page.click('.goal-tray li:nth-child(2) button');
  assert.deepEqual(await laid(page), ['Snowflake']);
  await press(page, '#train-start');
  await untilEpoch(page, 12);
  await page.waitForFunction(() => [...document.querySelectorAll('.live-goal snowflake-nca')].every((each) => /** @type {any} */ (each).sim));
  assert.deepEqual(await page.$$eval('.live-goal', (goals) => goals.map((goal) => [goal.querySelector('p span')?.textContent, /** @type {any} */ (goal.querySelector('snowflake-nca')).timeline.settings.kinds ?? [[1]]])),
    [['Snowflake', [[1]]], ['H', [[0, 1]]]]);
  await page.waitForFunction(() => [...document.querySelectorAll('.live-goal .loss')].every((loss) => /\d/.test(loss.textContent ?? '')));
  await press(page, '#train-pause');
  await untilState(page, /^Paused/);
  await untilKept(page, 12);

  await openPage(page, url); // as on another day
  await openStudio(page);
  await press(page, '#train-resume');
  await page.waitForFunction(() => document.querySelectorAll('.live-goal').length === 2);
  assert.deepEqual([await laid(page), await textOf(page, '.target-result strong')], [['Snowflake'], 'H']);
  await untilEpoch(page, 16);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await press(page, '#train-use');
  await page.waitForSelector('#goals:not([hidden]) label');
  assert.deepEqual(await page.$$eval('#goals label', (labels) => labels.map((label) => [label.textContent, Boolean(label.querySelector('.poster'))])), [['Snowflake', true], ['H', true]]);
  await waitForFlake(page, (element) => element.numSteps > 3);
  await press(page, '#goals label:nth-child(2) input');
  assert.equal(await flake(page, ({ goal }) => goal), 'H');
}));

test('on the smallest phone, by finger: nothing is too wide or too small, and axe finds nothing', () => withPage(async (page) => {
  await openStudio(page);
  await untilStill(page, '#goal-another');
  await page.tap('#goal-another');
  await write(page, 'T');
  assert.equal(await tooWideBy(page), 0);
  assert.deepEqual(await tooSmall(page, '.goal-tray button'), []);
  assert.deepEqual(await axeFinds(page, '#trainer'), []);
  await page.tap('.goal-tray li button');
  assert.deepEqual(await laid(page), []);
}, { width: 320, height: 640, touch: true }));
