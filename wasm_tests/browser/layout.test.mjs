/** How the page lies on windows of six sizes: nothing sticks out of its panel, breaks where it should not, is too small to read, or leaves a hole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, press, see, untilSame, useBrowser } from './support/browser.mjs';
import { forceColours } from './support/everyone.mjs';

const { withPage } = useBrowser();
const SIZES = [[1440, 900], [1024, 768], [820, 1180], [844, 390], [390, 844], [320, 640]];
/** Smaller than this nobody reads a word, and no finger hits a button. */
const MIN_TEXT_PX = 8.5, MIN_TARGET_PX = 34;

/** All that is wrong, in words. */
const faultsOf = (/** @type {number} */ minText, /** @type {number} */ minTarget) => {
  /** @type {string[]} */
  const faults = [], nameOf = (/** @type {Element} */ element) => `${element.id || element.localName} “${element.textContent?.trim().slice(0, 30)}”`;
  const isShown = (/** @type {Element} */ element) => element.checkVisibility?.({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].filter(isShown);

  for (const each of all('main :is(button, input, select, label, canvas, table, svg, .card)')) {
    const room = each.parentElement?.closest('.way, .panel, section'), scroller = each.closest('.gallery, .goal-row');
    if (!room || scroller || each.matches('[type=radio], .ghost *')) continue;
    const [inner, outer] = [each, room].map((element) => element.getBoundingClientRect());
    if (inner.left < outer.left - 1 || inner.right > outer.right + 1) faults.push(`${nameOf(each)} sticks out of ${nameOf(room)}`);
  }
  for (const label of all('.number')) {
    const words = [...label.childNodes].find((node) => node instanceof Text && node.data.trim()), range = document.createRange();
    if (!words) continue;
    range.selectNodeContents(words);
    if (new Set([...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top))).size > 1) faults.push(`the label is broken: ${nameOf(label)}`);
  }
  for (const choice of all('.segmented:not(.tools) label')) {
    const words = choice.querySelector('span'), range = document.createRange();
    if (!words) continue;
    range.selectNodeContents(words);
    if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) faults.push(`the words of a choice are broken: ${nameOf(choice)}`);
  }
  for (const rule of all('.ice-rule .segmented')) {
    if (new Set([...rule.querySelectorAll('label')].map((label) => Math.round(label.getBoundingClientRect().top))).size > 1) faults.push(`the words of a rule are in two rows: ${nameOf(rule)}`);
  }
  for (const row of all('.row')) {
    const boxes = [...row.children].filter((each) => isShown(each) && getComputedStyle(each).position !== 'absolute').map((each) => each.getBoundingClientRect()), gap = parseFloat(getComputedStyle(row).columnGap);
    for (const [i, box] of boxes.entries()) {
      const before = boxes[i - 1], isBeside = before && Math.abs(before.top + before.height / 2 - box.top - box.height / 2) < 2;
      if (isBeside && box.left - before.right > gap + 1) faults.push(`a hole of ${Math.round(box.left - before.right)} px before ${nameOf([...row.children].filter(isShown)[i])}`);
    }
  }
  for (const words of all('main svg text')) {
    const svg = /** @type {SVGTextElement} */ (words).ownerSVGElement, scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1, size = scale * parseFloat(getComputedStyle(words).fontSize);
    if (size < minText) faults.push(`${nameOf(words)} is written in ${size.toFixed(1)} px`);
  }
  for (const button of all('main :is(button, select)')) {
    const { width, height } = button.getBoundingClientRect();
    if (Math.min(width, height) < minTarget) faults.push(`${nameOf(button)} is ${Math.round(width)} by ${Math.round(height)} px`);
  }
  for (const name of new Set(all('input[type=radio]').map((radio) => /** @type {HTMLInputElement} */ (radio).name))) {
    if (!document.querySelector(`input[name="${name}"]:checked`)) faults.push(`nothing is chosen of ${name}`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('the page scrolls sideways');
  return faults;
};

test('at six sizes, with all of it open, in colours of its own and forced', { timeout: 300_000 }, () => withPage(async (page) => {
  for (const section of ['compare', 'lesson', 'snow', 'train']) await see(page, `#${section}`);
  await page.waitForSelector('#lesson[data-ready]');
  await page.waitForSelector('#figure-ice .ice-rule .segmented');
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  /** @type {string[]} */
  const faults = [];
  for (const colours of ['of its own', 'forced']) {
    if (colours === 'forced') await forceColours(page); // in which lists and frames are of other sizes
    for (const [width, height] of SIZES) {
      await page.setViewport({ width, height, hasTouch: true, isMobile: true, deviceScaleFactor: 1 }); // another kind of device would load the page afresh
      await frames(page);
      await untilSame(page, () => page.evaluate(() => document.documentElement.scrollHeight));
      for (const fault of await page.evaluate(faultsOf, MIN_TEXT_PX, MIN_TARGET_PX)) faults.push(`${width} × ${height}, colours ${colours}: ${fault}`);
    }
  }
  assert.deepEqual(faults, []);
}, { touch: true }));
