/** In a page that is written from right to left: no language of ours is, but who embeds the element may write so, and a translator will. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import * as blogs from './support/blog.mjs';
import { frames, press, see, untilStill, useBrowser, waitForFlake } from './support/browser.mjs';
import { tooWideBy } from './support/everyone.mjs';
import { blog } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const { visit } = blogs.useBlogs();

/** The page, written so before anything of it is seen, with every room open. @param {(page: Page) => Promise<void>} use @param {{ width: number, height: number, touch?: boolean }} size */
const turned = (use, size) => withPage(async (page, { url }) => {
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      document.documentElement.dir = 'rtl';
      observer.disconnect();
    }).observe(document, { childList: true });
  });
  await page.goto(url);
  await waitForFlake(page, ({ numAlive }) => numAlive > 100);
  for (const fold of ['.readings summary', '#more summary', '#inside summary']) await press(page, fold);
  for (const id of ['compare', 'lesson', 'snow', 'train']) await see(page, `#${id}`);
  await page.waitForSelector('#snow-play:not([disabled])');
  await page.waitForFunction(() => document.querySelectorAll('#trio snowflake-nca').length === 3 && document.querySelectorAll('#figure-channels canvas').length === 16);
  await press(page, '#open-trainer');
  await page.waitForSelector('#train-start:not([disabled])');
  await page.$eval('#trainer details', (details) => { /** @type {HTMLDetailsElement} */ (details).open = true; });
  await frames(page);
  await use(page);
}, { open: false, ...size });

/**
 * What lies on another, or beyond the edge of the window: words line by line, and what is pressed. What goes along with the window (the scrubber of the
 * lesson, its columns, the goal) lies on what goes by, and is looked at by itself; rows that scroll sideways go on beyond the edge.
 * @param {Page} page @returns {Promise<string[]>}
 */
const misplaced = (page) => page.evaluate(() => {
  const SLACK_PX = 2, CONTROLS = 'button, summary, select, textarea, input:not([type=radio]):not([type=checkbox])';
  /** @type {{ element: Element, afloat: Element | null | undefined, scroller: Element | null | undefined, left: number, right: number, top: number, bottom: number, from: number, to: number }[]} */
  const seen = [];
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest('.unseen, .skip, .messages, svg, option, [aria-hidden="true"]')) continue;
    if (getComputedStyle(element).clipPath !== 'none') continue;
    const boxes = [], range = document.createRange();
    if (element.matches(CONTROLS)) boxes.push(element.getBoundingClientRect());
    else if (!element.closest(CONTROLS)) {
      for (const node of element.childNodes) {
        if (!(node instanceof Text) || !node.data.trim()) continue;
        range.selectNodeContents(node);
        boxes.push(...range.getClientRects());
      }
    }
    let afloat = /** @type {Element | null} */ (element);
    while (afloat && !/sticky|fixed/.test(getComputedStyle(afloat).position)) afloat = afloat.parentElement;
    let scroller = /** @type {Element | null} */ (element);
    while (scroller && !(scroller.scrollHeight > scroller.clientHeight && /auto|scroll/.test(getComputedStyle(scroller).overflowY))) scroller = scroller.parentElement;
    const frame = scroller?.getBoundingClientRect(); // of rows that scroll: what is beside them sees no more of them
    for (const { left, right, top, bottom } of boxes) {
      if (right - left > 1 && bottom - top > 1) seen.push({ element, afloat, scroller, left, right, top, bottom, from: Math.max(top, frame?.top ?? top), to: Math.min(bottom, frame?.bottom ?? bottom) });
    }
  }
  if (seen.length < 300) return [`only ${seen.length} things are seen`];
  const told = (/** @type {Element} */ element) => `${element.tagName} ${element.id || element.className} “${element.textContent?.trim().slice(0, 30)}”`;
  const beyond = seen.filter(({ element, left, right }) => (left < -SLACK_PX || right > innerWidth + SLACK_PX) && !element.closest('.gallery, .goal-row'));
  /** @typedef {typeof seen[number]} Seen */
  const high = (/** @type {Seen} */ one, /** @type {Seen} */ other) => (one.scroller === other.scroller
    ? Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) : Math.min(one.to, other.to) - Math.max(one.from, other.from));
  const lying = seen.flatMap((one, i) => seen.slice(i + 1).filter((other) => one.element !== other.element && one.afloat === other.afloat
    && Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK_PX && high(one, other) > 2 * SLACK_PX)
    .map((other) => `${told(one.element)} lies on ${told(other.element)}`));
  return [...beyond.map(({ element, left, right }) => `${told(element)} from ${Math.round(left)} to ${Math.round(right)}`), ...lying];
});

/** @param {Page} page @param {string} selector @param {string} [other] */
const leftOf = (page, selector, other) => page.$$eval(other ? `${selector}, ${other}` : selector, (all) => all.map((each) => Math.round(each.getBoundingClientRect().left)));

/** A press to the left of the grown flake's middle, on the first one of the page. @param {Page} page */
async function hitsItsCell(page) {
  const CELL = { x: 18, y: 22 };
  const at = await blogs.flake(page, (element, { x, y }) => {
    element.pause();
    element.restart();
    element.step(120);
    element.addEventListener('wound', (event) => { element.dataset.at = JSON.stringify(/** @type {CustomEvent} */ (event).detail); }, { once: true });
    const { left, top } = element.getBoundingClientRect(), place = element.placeOf(x, y);
    return { x: left + place.x, y: top + place.y };
  }, CELL);
  await page.mouse.click(at.x, at.y);
  const wound = JSON.parse(await blogs.flake(page, ({ dataset }) => dataset.at ?? '{}'));
  assert.ok(Math.abs(wound.x - CELL.x) < 1 && Math.abs(wound.y - CELL.y) < 1, `${wound.x}, ${wound.y}`);
}

for (const size of [{ width: 390, height: 844, touch: true }, { width: 1440, height: 900 }]) {
  describe(`at ${size.width} pixels`, () => {
    test('nothing lies on another, or is cut off at the edge of the window', () => turned(async (page) => {
      assert.equal(await tooWideBy(page), 0);
      assert.deepEqual(await misplaced(page), []);
      await page.$eval('.done', (corner) => { /** @type {HTMLElement} */ (corner).style.insetInline = 'auto 0.5rem'; });
      assert.notDeepEqual(await misplaced(page), [], 'it would be found');
    }, size));

    test('time runs to the right all the same, with its signs; so do matrices, curves and the wind', () => turned(async (page) => {
      for (const inOrder of [['#play', '#back', '#time', '#step', '#restart'], ['#undo', '#redo'], ['[data-part="again"]', '[data-part="walk-step"]']]) {
        const lefts = [];
        for (const selector of inOrder) lefts.push(...await leftOf(page, selector));
        assert.deepEqual(lefts, [...lefts].sort((a, b) => a - b), inOrder.join());
      }
      const kernel = await page.$$eval('.kernel', ([, x]) => [...x.querySelectorAll('tr:first-child td')].sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left).map(({ textContent }) => textContent));
      assert.deepEqual(kernel, ['−1', '0', '1'], 'Sobel’s');
      const [first, last] = await leftOf(page, '.axis span');
      assert.ok(first < last, 'the steps under the curves');
      for (const [selector, share, isThere] of /** @type {const} */ ([['#time', 0.05, 'value < max / 3'], ['#snow-wind', 0.02, 'value < -2'], ['[data-part="walk-step"]', 0.98, 'value > max / 2']])) {
        await page.waitForSelector(`${selector}:not([disabled])`);
        await untilStill(page, selector);
        const box = await (await page.$(selector))?.boundingBox();
        assert.ok(box);
        await page.mouse.click(box.x + share * box.width, box.y + box.height / 2);
        await page.waitForFunction(`(({ value, max }) => ${isThere})(Object.fromEntries(['value', 'max'].map((name) => [name, Number(document.querySelector('${selector}')[name])])))`);
      }
    }, size));

    test('the pointer hits the cell that it points at, on the stage and in the lesson', () => turned(async (page) => {
      await untilStill(page, '#flake');
      await hitsItsCell(page);

      await untilStill(page, '#figure-cell [data-part="frame"]');
      const frame = await (await page.$('#figure-cell [data-part="frame"]'))?.boundingBox();
      assert.ok(frame);
      const point = { x: frame.x + (10.5 / 48) * frame.width, y: frame.y + (14.5 / 48) * frame.height };
      await page.mouse.click(point.x, point.y);
      await page.waitForFunction(() => /Column 11, row 15/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
      const marker = await (await page.$('#figure-cell [data-part="marker"]'))?.boundingBox();
      assert.ok(marker && Math.abs(marker.x + marker.width / 2 - point.x) < 2 && Math.abs(marker.y + marker.height / 2 - point.y) < 2, 'its mark is there');
    }, size));
  });
}

test('a list shows its arrow where there is room for it', () => turned(async (page) => {
  const sides = await page.$eval('#size', (select) => {
    const { paddingLeft, paddingRight, backgroundPositionX } = getComputedStyle(select);
    return { hasRoom: parseFloat(paddingLeft) > parseFloat(paddingRight), isThere: backgroundPositionX.split(', ').every((x) => parseFloat(x) < 30 && !x.includes('calc')) };
  });
  assert.deepEqual(sides, { hasRoom: true, isThere: true });
}, { width: 1440, height: 900 }));

test('the element in such a page: its picture, its brush and what the pointer hits are where they are in any other', () => {
  const element = '<snowflake-nca size="48" interactive controls style="inline-size: 288px"></snowflake-nca>';
  return visit(blog(`<div dir="rtl">${element}</div>`), async (page) => {
    await blogs.until(page, ({ numAlive }) => numAlive > 100);
    const { isInside, fromMiddle } = await blogs.flake(page, ({ shadowRoot }) => {
      const [own, canvas, bar] = ['.frame', 'canvas', '.controls'].map((part) => /** @type {Element} */ (shadowRoot?.querySelector(part)).getBoundingClientRect());
      return { isInside: Math.abs(canvas.left - own.left) < 1 && Math.abs(canvas.right - own.right) < 1, fromMiddle: Math.abs(bar.left + bar.right - own.left - own.right) };
    });
    assert.ok(isInside, 'the picture fills it');
    assert.ok(fromMiddle < 2, 'the bar is in its middle');
    await hitsItsCell(page);
    const ends = await blogs.flake(page, ({ shadowRoot }) => ['.hint', '.message'].map((part) => {
      const words = /** @type {HTMLElement} */ (shadowRoot?.querySelector(part)), letter = document.createRange(), sentence = words.textContent || (words.textContent = 'In English.');
      words.hidden = false;
      const [first, last] = [0, sentence.length - 1].map((at) => {
        letter.setStart(/** @type {Node} */ (words.firstChild), at);
        letter.setEnd(/** @type {Node} */ (words.firstChild), at + 1);
        return letter.getBoundingClientRect();
      });
      return [sentence.at(-1), last.left > first.left];
    }));
    assert.deepEqual(ends, [['.', true], ['.', true]], 'an English sentence ends on its right');
  });
});
