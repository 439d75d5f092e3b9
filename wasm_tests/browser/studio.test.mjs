/** The studio around a run: settings, weights to begin with, another round, the list of runs, and whether all of it is for everyone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { besides, openPage, press, textOf, untilHidden, useBrowser, waitForFlake } from './support/browser.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { epochOf, openStudio, setParameter, untilEpoch, untilState } from './support/studio.mjs';
import { allTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const FEW_EPOCHS = 50;
/** As its file says: they count on. */
const EPOCHS_OF_BLOG_SNOWFLAKE = 3000;

/** @param {Page} page */
const canStart = (page) => page.$eval('#train-start', (button) => !(/** @type {HTMLButtonElement} */ (button).disabled));

test('a browser without a language opens it too', () => withPage(async (page) => {
  await page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, 'language', { get: () => 'C' }));
  await page.reload();
  await openStudio(page);
  await press(page, '#train-start');
  await page.waitForSelector('.uplot canvas');
  await press(page, '#train-stop');
}));

test('every setting: what makes no sense is said at the field, and nothing starts until it does', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '.every-setting > summary');
  assert.match(await textOf(page, '.every-setting > .hint'), /^All as in “Quick”/);
  await setParameter(page, 'batch', '99');
  assert.match(await textOf(page, '#parameter-batch-problem'), /“Batch” is outside its range/);
  assert.equal(await page.$eval('#parameter-batch', (field) => field.getAttribute('aria-invalid')), 'true');
  assert.equal(await canStart(page), false);
  await setParameter(page, 'batch', '1');
  assert.equal(await textOf(page, '#parameter-batch-problem'), '');
  assert.equal(await canStart(page), true);
  assert.match(await textOf(page, '.every-setting > .hint'), /with changes of yours/);
  assert.equal(await page.$$eval('#train-workers option', (options) => options.length), 1, 'one rollout is work for one');
  await setParameter(page, 'side', '56');
  await page.waitForFunction(() => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === 56);
  await press(page, '#preset-quick + .card'); // chosen already, so it changes nothing
  await page.$$eval('.every-setting button', (buttons) => /** @type {HTMLElement} */ (buttons[0]).click());
  assert.match(await textOf(page, '.every-setting > .hint'), /^All as in “Quick”/);
  await page.waitForFunction(() => /** @type {HTMLCanvasElement} */ (document.querySelector('#goal')).width === 40);
}));

test('a run of so many epochs is done after them, and goes on for as many again', () => withPage(async (page) => {
  await openStudio(page);
  await setParameter(page, 'numEpochs', String(FEW_EPOCHS));
  await press(page, '#train-start');
  await untilState(page, new RegExp(`^Done, at epoch ${FEW_EPOCHS}\\.`));
  await press(page, '#train-continue');
  await untilState(page, new RegExp(`^Done, at epoch ${2 * FEW_EPOCHS}\\.`));
}));

test('it begins with a model that comes with the page, whose rule it keeps', () => withPage(async (page) => {
  await openStudio(page);
  await page.select('#train-from', 'blog-snowflake');
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#parameter-rule')).value === 'blog');
  assert.equal(await page.$eval('#parameter-rule', (field) => /** @type {HTMLSelectElement} */ (field).disabled), true);
  await press(page, '#train-start');
  await untilState(page, /^Training/); // before that, stopping would find nothing learnt
  await untilEpoch(page, EPOCHS_OF_BLOG_SNOWFLAKE + 2);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  assert.equal(await page.$$eval('#train-from option', (options) => options[1].textContent), 'what this run has learnt');
}));

test('runs are named anew and removed', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await press(page, '#train-stop');
  await page.waitForSelector('.kept-run');
  await page.$$eval('.kept-run button', (buttons) => /** @type {HTMLElement} */ (buttons[1]).click());
  await page.waitForSelector('.kept-run input');
  await page.keyboard.type('My first <b>flake</b>');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /^My first <b>flake<\/b>: epoch/.test(document.querySelector('.kept-run p')?.textContent ?? ''));
  await press(page, '.kept-run button:last-child');
  await page.waitForFunction(() => document.querySelector('.kept-run') === null);
}));

const NOW_GROWS = /^The snowflake above now grows from the weights of epoch \d+\.$/;

/** Train, with three checkpoints that are to be kept, and look at what came of it. @param {Page} page @param {() => Promise<unknown>} hasTried */
async function trainThreeTimes(page, hasTried) {
  await press(page, '#train-start');
  for (const epoch of [3, 6]) {
    await untilEpoch(page, epoch);
    await press(page, '#train-pause');
    await untilState(page, /^Paused/);
    await hasTried(); // to keep what there is by now
    await press(page, '#train-pause');
  }
  await untilEpoch(page, 12);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
  await press(page, '#train-use');
  await waitForFlake(page, ({ currentModel }) => Number(currentModel?.epochs) >= 12);
}

/** Open the page, train, and hear of the storage this sentence alone, once. @param {Page} page @param {string} url @param {string} sentence @param {() => Promise<unknown>} hasTried */
async function hearOnce(page, url, sentence, hasTried) {
  await openPage(page, url);
  await openStudio(page);
  await trainThreeTimes(page, hasTried);
  const [said, ...others] = (await allTold(page)).map((each) => each.sentence);
  assert.equal(said, sentence);
  assert.deepEqual(others.filter((each) => !NOW_GROWS.test(each)), []);
}

test('a full storage is said once, and training goes on', () => withPage(async (page, { url }) => {
  await (await page.createCDPSession()).send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 100_000 });
  await page.evaluateOnNewDocument(() => {
    const { transaction } = IDBDatabase.prototype;
    Object.assign(globalThis, { numRefused: 0 });
    IDBDatabase.prototype.transaction = function (/** @type {Parameters<typeof transaction>} */ ...given) {
      const begun = transaction.apply(this, given);
      begun.addEventListener('abort', () => { /** @type {any} */ (globalThis).numRefused++; });
      return begun;
    };
  });
  let numRefused = 0;
  await hearOnce(page, url, 'The browser has no room left to keep this run. What was kept of it before is still there. Removing other runs makes room.', async () => {
    await page.waitForFunction((before) => /** @type {any} */ (globalThis).numRefused > before, {}, numRefused);
    numRefused = Number(await page.evaluate('numRefused'));
  });
  assert.ok(numRefused >= 2, `refused ${numRefused} times`);
}, { open: false }));

test('a storage that is denied is said once, and training goes on', () => withPage(async (page, { url }) => {
  await page.evaluateOnNewDocument(() => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }; });
  await hearOnce(page, url, 'The settings of this browser let this page keep nothing, so runs are gone when it is closed: allow it cookies and data of sites, or save the weights of those you like.',
    () => page.waitForSelector('.kept-run, #kept-runs[hidden]'));
}, { open: false }));

test('it trains on in a tab that is hidden, and shows how far it is when it is seen again', () => withPage(async (page) => {
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  const other = await besides(page);
  await other.bringToFront();
  await untilHidden(page);
  const hiddenAt = await epochOf(page);
  await untilEpoch(page, hiddenAt + 20);
  await other.close();
  await page.bringToFront();
  await untilEpoch(page, hiddenAt + 25);
  await press(page, '#train-stop');
  await untilState(page, /^Stopped/);
}));

for (const [name, options] of /** @type {const} */ ([
  ['light, desktop', {}], ['dark, phone', { width: 390, height: 844, touch: true, media: { 'prefers-color-scheme': 'dark' } }],
])) {
  test(`the whole studio: axe-core finds nothing wrong, nothing is too wide: ${name}`, () => withPage(async (page) => {
    await openStudio(page);
    await press(page, '.every-setting > summary');
    await press(page, '#train-start');
    await untilEpoch(page, 5);
    assert.deepEqual(await axeFinds(page, '#train'), []);
    assert.equal(await tooWideBy(page), 0);
    assert.deepEqual(await tooSmall(page, '#trainer :is(button, select, input:not([type=radio]), summary), .preset .card'), []);
  }, options));
}
