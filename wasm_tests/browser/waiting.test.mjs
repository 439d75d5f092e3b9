/** What takes long says so, what was chosen last counts, and whoever comes back is told what was kept of what they left. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { openPage, press, textOf, useBrowser } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { epochOf, openStudio, untilEpoch, untilKept, untilState } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SNOWMAN = new Uint8Array(await readFile(new URL('../../assets/targets/snowman.png', import.meta.url)));

/** A picture that takes for ever to read: what its worker is told does not come there. Until it has begun. @param {Page} page */
async function dropEndless(page) {
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Object.assign(globalThis, { hasBegun: false });
    Worker.prototype.postMessage = function () {
      Worker.prototype.postMessage = postMessage;
      Object.assign(globalThis, { hasBegun: true });
    };
  });
  await handFile(page, 'drop', 'large.png', 'image/png', SNOWMAN);
  await page.waitForFunction('hasBegun', { polling: 50 });
  await page.waitForFunction(() => /Reading the picture/.test(document.querySelector('#target-verdict')?.textContent ?? ''));
}

test('while a large picture is read it is said, and the newest choice takes its place, which is told', () => withPage(async (page) => {
  await openStudio(page);
  await dropEndless(page);
  assert.equal(await page.$eval('#goal', (canvas) => canvas.getAttribute('aria-busy')), 'true');
  assert.equal(await page.$eval('#train-start', (button) => /** @type {HTMLButtonElement} */ (button).disabled), true, 'no run begins with the one before');
  await handFile(page, 'drop', 'snowman.png', 'image/png', SNOWMAN);
  await untilTold(page, /“large.png” was still being read when “snowman.png” was chosen/);
  await untilTold(page, /The goal is now snowman\.png/);
  await page.waitForFunction(() => /Good to grow/.test(document.querySelector('#target-verdict')?.textContent ?? ''));
  assert.equal(await textOf(page, '.target-result strong'), 'snowman.png');
  assert.equal(await page.$eval('#goal', (canvas) => canvas.getAttribute('aria-busy')), 'false');

  await dropEndless(page);
  await press(page, '#target-tab-text');
  await page.type('#target-text', 'H');
  await untilTold(page, /“large.png” was still being read when something else was chosen/);
  await page.waitForFunction(() => document.querySelector('.target-result strong')?.textContent === 'H');
}));

test('after a reload in the middle of a training the page tells that it is kept, and goes on with it', () => withPage(async (page, { url }) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 20);
  await press(page, '#train-pause');
  await untilState(page, /^Paused/);
  const at = await epochOf(page);
  await untilKept(page, at);
  await openPage(page, url);
  await untilTold(page, /“Snowflake, trained in the browser” was under way, and is kept as it was at epoch \d+/);
  await press(page, '.message .offer');
  await untilEpoch(page, at + 2);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await page.waitForSelector('.kept-run');
  await openPage(page, url);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('#flake')).numSteps > 60);
  assert.doesNotMatch(await textOf(page, '#messages'), /under way/, 'one that was stopped is only kept');
}));

test('what is held over the page is told what will become of it', () => withPage(async (page) => {
  /** @param {string[]} types */
  const hold = (types) => page.evaluate((types) => {
    const data = new DataTransfer();
    for (const type of types) data.items.add(new File(['x'], 'x', { type }));
    document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: data }));
    const hint = /** @type {HTMLElement} */ (document.querySelector('#drop-hint')), words = hint.getClientRects().length > 0 ? hint.textContent : undefined;
    if (Number(/([\d.]+)\)$/.exec(getComputedStyle(hint).backgroundColor)?.[1]) < 0.9) throw new Error('what lies below is read with it');
    document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true, dataTransfer: data }));
    return words;
  }, types);
  assert.match(await hold(['image/png']) ?? '', /learn to grow this picture/);
  assert.match(await hold(['']) ?? '', /this model will grow/);
  assert.match(await hold(['application/json']) ?? '', /this model will grow/);
  assert.match(await hold(['image/png', 'image/jpeg']) ?? '', /a picture to train on, or a model/);
  assert.match(await hold(['text/plain']) ?? '', /Only a picture or a model/);
  assert.equal(await page.$eval('#drop-hint', (hint) => /** @type {HTMLElement} */ (hint).hidden), true);
}));
