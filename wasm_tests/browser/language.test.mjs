/** The page in another language than English: whole, in every room, and no wider than a phone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { languages, pageOf } from '../../web/text/languages.js';
import { flake, frames, press, see, useBrowser, waitForFlake } from './support/browser.mjs';
import { tooWideBy, wordsAstray } from './support/everyone.mjs';
import { epochOf, openStudio, untilEpoch } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const PHONE = { width: 390, height: 844, touch: true };
const ROOMS = ['markup', 'element', 'page', 'compare', 'lesson', 'snow', 'studio', 'targets', 'settings'];
/** Words that no sentence of another language has. */
const ENGLISH = /\b(the|and|with|of|is|to|step|cells?|grow(s|n)?|which|from)\b/i;

/** Every sentence without arguments. @param {object} node @returns {string[]} */
function leavesOf(node) {
  return Object.values(node).flatMap((value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? leavesOf(value) : []));
}

/** Lists whose choice is longer than their room, and broken off within a letter. @param {Page} page */
const cutLists = (page) => page.$$eval('select', (lists) => lists.filter((list) => {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d')), style = getComputedStyle(list);
  pen.font = style.font;
  const words = pen.measureText(list.selectedOptions[0]?.text ?? '').width, room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return list.checkVisibility() && words > room + 1 && style.textOverflow !== 'ellipsis';
}).map((list) => list.selectedOptions[0].text));

/** @param {string} language */
const roomsIn = (language) => Promise.all(ROOMS.map((room) => import(`../../web/text/${language}/${room}.js`)));

/** All that is written, shown as a tip or read aloud, in shadow trees too. @param {Page} page @returns {Promise<string[]>} */
const wordsOf = (page) => page.evaluate(() => {
  /** @param {Document | ShadowRoot} root @returns {string[]} */
  const wordsIn = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches('script, style, [lang]:not(html)') ? [] : [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data)),
    ...['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext', 'label'].map((name) => element.getAttribute(name) ?? ''),
    ...(element.shadowRoot ? wordsIn(element.shadowRoot) : []),
  ]);
  return wordsIn(document).map((words) => words.trim().replace(/[ \n]+/g, ' ')).filter(Boolean);
});

/** @param {Page} page */
async function goTo(page, /** @type {string} */ address) {
  await page.goto(new URL(address, page.url()).href);
  await waitForFlake(page, ({ numSteps }) => numSteps > 2);
}

for (const language of Object.keys(languages).filter((each) => each !== 'en')) {
  test(`says nothing in English, and has room for every word: ${language}`, () => withPage(async (page) => {
    const [english, own] = (await Promise.all(['en', language].map(roomsIn))).map((rooms) => new Set(leavesOf(rooms)));
    const isEnglish = (/** @type {string} */ words) => (english.has(words) && !own.has(words)) || ENGLISH.test(words);
    assert.ok((await wordsOf(page)).filter(isEnglish).length > 150, 'it is found where it is');

    await goTo(page, pageOf(language));
    assert.equal(await page.$eval('html', ({ lang }) => lang), language);
    for (const fold of ['#more summary', '#inside summary']) await press(page, fold);
    for (const id of ['compare', 'lesson', 'snow', 'train']) await see(page, `#${id}`);
    await page.waitForSelector('#snow-play:not([disabled])');
    await page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3 && document.querySelectorAll('#figure-channels canvas').length === 16);
    await press(page, '#open-trainer');
    await page.waitForSelector('#train-start:not([disabled])');
    await page.$eval('#trainer details', (details) => { /** @type {HTMLDetailsElement} */ (details).open = true; });

    const seen = await wordsOf(page);
    assert.ok(seen.length > 400, String(seen.length));
    assert.deepEqual(seen.filter(isEnglish), []);
    const { element, recipe } = Object.assign({}, ...await roomsIn(language));
    assert.ok(seen.includes(recipe.heading) && seen.includes(element.label));
    await page.$$eval('details', (all) => { for (const each of all) each.open = true; });
    for (const width of [PHONE.width, 1440]) {
      await page.setViewport({ width, height: 844, hasTouch: width === PHONE.width });
      await frames(page, 4);
      assert.equal(await tooWideBy(page), 0, `at ${width}`);
      assert.deepEqual(await wordsAstray(page), [], `at ${width}`);
      assert.deepEqual(await cutLists(page), [], `at ${width}`);
    }
  }, PHONE));

  test(`on the smallest of phones, and in the gallery of a large screen, no word runs into the next: ${language}`, () => withPage(async (page) => {
    for (const width of [320, 390, 1440]) {
      await page.setViewport({ width, height: 800 });
      await goTo(page, pageOf(language));
      const wide = await page.$$eval('.tools label, .gallery label', (labels) => labels.filter((label) => {
        const words = document.createRange();
        words.selectNodeContents(label.querySelector('span') ?? label);
        return words.getBoundingClientRect().width > label.getBoundingClientRect().width + 1;
      }).map(({ textContent }) => textContent?.trim()));
      assert.deepEqual(wide, [], `at ${width}`);
    }
  }));
}

describe('another language', () => {
  test('is come to by the link at the foot, which takes the flake along and is remembered', () => withPage(async (page) => {
    await page.evaluate(() => { location.hash = 'lesson'; });
    await press(page, '.languages a[hreflang="de"]');
    await page.waitForFunction(() => document.documentElement.lang === 'de' && location.hash === '#lesson');
    await page.goto(new URL('./', page.url()).href);
    await page.waitForFunction(() => document.documentElement.lang === 'de');
    await press(page, '.languages a[hreflang="en"]');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
  }));

  test('is come to by ?lang, and by the language of the browser; a link to it is not left', () => withPage(async (page) => {
    const start = page.url();
    await page.goto(new URL('?lang=de#snow', start).href);
    await page.waitForFunction(() => document.documentElement.lang === 'de' && location.hash === '#snow');
    await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'languages', { value: ['de-AT', 'en'] }));
    await page.goto(start);
    await page.waitForFunction(() => document.documentElement.lang === 'de');
    await page.goto(new URL('?lang=en', start).href);
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await page.goto(new URL('?lang=de-AT', start).href);
    await page.waitForFunction(() => document.documentElement.lang === 'de');
  }));

  test('has the flake as it was left, with all that was done to it', () => withPage(async (page) => {
    await waitForFlake(page, ({ numSteps }) => numSteps > 30);
    await flake(page, (element) => {
      element.pause();
      element.wound(25, 25, 4);
    });
    const told = () => flake(page, ({ numSteps, timeline, sim }) => [numSteps, timeline?.record?.edits.length, sim?.state.reduce((sum, value) => sum + value, 0)]);
    const before = await told();
    assert.equal(before[1], 1);
    await press(page, '.languages a[hreflang="fr"]');
    await page.waitForFunction(() => document.documentElement.lang === 'fr');
    await page.waitForFunction((steps) => /** @type {any} */ (document.querySelector('#flake')).timeline?.record.edits.length === 1 && /** @type {any} */ (document.querySelector('#flake')).numSteps === steps, {}, before[0]);
    assert.deepEqual(await told(), before);
  }));

  test('has the run that was training, to its last epoch', () => withPage(async (page) => {
    await openStudio(page);
    await press(page, '#train-start');
    await untilEpoch(page, 3);
    const epochs = await epochOf(page);
    await press(page, '.languages a[hreflang="de"]');
    await page.waitForFunction(() => document.documentElement.lang === 'de');
    await untilTold(page, /Epoche \d+/);
    const told = await page.evaluate(() => /** @type {any} */ (globalThis).told.map((/** @type {any} */ { sentence }) => sentence).join());
    assert.ok(Number(/Epoche (\d+)/.exec(told)?.[1]) >= epochs, `${told}, at ${epochs}`);
  }));
});

test('writes every number as the language does, at the axes of pictures too', () => withPage(async (page) => {
  await page.evaluateOnNewDocument(() => {
    const drawn = /** @type {any} */ (globalThis).drawn = new Set(), { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function draw(/** @type {string} */ words, /** @type {number} */ x, /** @type {number} */ y) {
      drawn.add(words);
      fillText.call(this, words, x, y);
    };
  });
  await goTo(page, pageOf('fr'));
  for (const fold of ['.readings summary', '#more summary', '#inside summary']) await press(page, fold);
  for (const id of ['compare', 'lesson', 'snow', 'train']) await see(page, `#${id}`);
  await openStudio(page);
  await press(page, '#train-start');
  await untilEpoch(page, 3);
  await page.waitForFunction(() => [.../** @type {any} */ (globalThis).drawn].some((words) => /^0.\d/.test(words)));
  const seen = /** @type {string[]} */ (await page.evaluate(() => [.../** @type {any} */ (globalThis).drawn]));
  assert.deepEqual([...seen, ...await wordsOf(page)].filter((words) => /\d\.\d/.test(words)), []);
}));
