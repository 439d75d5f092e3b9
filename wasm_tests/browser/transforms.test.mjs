/** What is under the pointer, on whatever is pointed at and however it is shown: zoomed, scaled, turned, mirrored, skewed, in perspective. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { until, useBlogs } from './support/blog.mjs';
import { frames, openPage, press, untilStill, useBrowser } from './support/browser.mjs';
import { blog } from './support/host.mjs';
import { openStudio } from './support/studio.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

/** Of an ancestor. */
const SHOWN = Object.freeze({
  'as it is': '',
  'zoomed in': 'zoom: 1.5',
  'zoomed out': 'zoom: 0.5',
  'scaled': 'transform: scale(1.3, 0.7)',
  'scaled by a property of its own': 'scale: 0.8 1.2; rotate: -20deg; translate: 10px -6px',
  'turned': 'transform: rotate(35deg)',
  'mirrored': 'transform: scaleX(-1)',
  'skewed': 'transform: skew(20deg, -10deg)',
  'in perspective': 'transform: perspective(600px) rotateY(35deg) rotateX(10deg)',
  'zoomed and turned': 'zoom: 1.25; transform: rotate(-30deg) scale(0.9)',
});
/** Of each flake of the snow, for those who asked for less motion. */
const STEPS_OF_STILL = 120;
/** Places on a box, as shares of it. */
const PLACES = Object.freeze([[0.5, 0.5], [0.25, 0.35], [0.7, 0.4], [0.4, 0.75]]);

/**
 * Where a place of a box is seen; the browser itself says that it is hit there.
 * @param {Page} page @param {string} selector of the box, which may be in the shadow of the element @param {readonly number[]} place
 */
async function seenAt(page, selector, [u, v]) {
  const box = /** @type {import('puppeteer-core').ElementHandle<HTMLElement>} */ (await page.waitForSelector(selector));
  const seen = await box.evaluate((box, u, v) => {
    const mark = document.createElement('div'), dot = document.createElement('div');
    mark.style.cssText = `position: absolute; width: 0; height: 0; left: ${100 * u}%; top: ${100 * v}%; z-index: 9`;
    dot.style.cssText = 'position: absolute; width: 6px; height: 6px; left: -3px; top: -3px';
    mark.append(dot);
    box.append(mark);
    const { left, top } = mark.getBoundingClientRect(), hit = /** @type {Document} */ (box.getRootNode()).elementFromPoint(left, top);
    mark.remove();
    return { x: left, y: top, isHit: hit === dot };
  }, u, v);
  assert.ok(seen.isHit, `${selector} is not hit at ${seen.x}, ${seen.y}`);
  return seen;
}

/** Show an element otherwise. @param {Page} page @param {string} selector @param {string} style */
async function show(page, selector, style) {
  await page.$eval(selector, (element, style) => { /** @type {HTMLElement} */ (element).style.cssText = style; }, style);
  await frames(page);
}

describe('the element', () => {
  const { visit } = useBlogs();
  // With controls all of the grid is shown, its margins too.
  const PAGE = blog('<div id="around"><div><snowflake-nca interactive controls autoplay="false" style="inline-size: 288px; block-size: 288px; margin: 90px"></snowflake-nca></div></div>');
  const FRAME = 'snowflake-nca >>> .frame';

  for (const [how, style] of Object.entries(SHOWN)) {
    test(how, { timeout: 120_000 }, () => visit(PAGE, async (page) => {
      await until(page, ({ numAlive }) => numAlive > 100);
      await page.evaluate(() => {
        const element = /** @type {any} */ (document.querySelector('snowflake-nca'));
        element.addEventListener('wound', (/** @type {any} */ { detail: { x, y } }) => { element.hit = { x, y }; });
      });
      await show(page, '#around', style);
      for (const place of PLACES) {
        const { x, y } = await seenAt(page, FRAME, place), want = place.map((share) => 72 * share);
        await page.mouse.move(x, y);
        const ring = await page.$eval('snowflake-nca >>> .brush', (brush) => {
          const { left, top, width, height } = brush.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        });
        await page.mouse.click(x, y);
        const hit = await page.$eval('snowflake-nca', (element) => /** @type {any} */ (element).hit);
        assert.ok(Math.hypot(hit.x - want[0], hit.y - want[1]) < 0.5, `cell ${hit.x}, ${hit.y} in place of ${want}`);
        assert.ok(Math.hypot(ring.x - x, ring.y - y) < 4, `the ring is at ${ring.x}, ${ring.y}, the pointer at ${x}, ${y}`); // a circle in perspective has its middle elsewhere
      }
    }));
  }

  test('a drag of the view follows the pointer, and the wheel keeps what is under it', { timeout: 120_000 }, () => visit(PAGE, async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    await show(page, '#around', SHOWN['zoomed and turned']);
    const cellAt = async (/** @type {readonly number[]} */ place) => {
      const { x, y } = await seenAt(page, FRAME, place);
      await page.mouse.move(x + 1, y);
      await page.mouse.move(x, y);
      await frames(page);
      return /** @type {{ x: number, y: number }} */ (await page.$eval('snowflake-nca', (element) => /** @type {any} */ (element).hovered));
    };
    await page.$eval('snowflake-nca', (element) => element.addEventListener('hover', (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if ('x' in detail) Object.assign(element, { hovered: detail });
    }));
    const before = await cellAt([0.3, 0.6]);
    await page.keyboard.down('Control');
    await page.mouse.wheel({ deltaY: -100 });
    await page.mouse.wheel({ deltaY: -100 });
    await page.keyboard.up('Control');
    assert.ok(await page.$eval('snowflake-nca', (element) => /** @type {SnowflakeNca} */ (element).camera.zoom) > 2);
    const after = await cellAt([0.3, 0.6]);
    assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1, JSON.stringify([before, after]));
    const to = await seenAt(page, FRAME, [0.45, 0.5]);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const moved = await cellAt([0.45, 0.5]);
    assert.ok(Math.hypot(moved.x - after.x, moved.y - after.y) < 1, JSON.stringify([after, moved]));
  }));
});

describe('on the page', () => {
  const { withPage } = useBrowser();

  /** At all places of a box, however what is around it is shown. @param {Page} page @param {string} selector @param {(how: string, place: readonly number[]) => Promise<void>} look */
  async function pointAround(page, selector, look) {
    await page.$eval(selector, (box) => box.parentElement?.setAttribute('id', 'around'));
    for (const [how, style] of Object.entries(SHOWN)) {
      await show(page, '#around', style);
      await page.$eval(selector, (box) => box.scrollIntoView({ block: 'center', behavior: 'instant' }));
      for (const place of PLACES) {
        const { x, y } = await seenAt(page, selector, place);
        await page.mouse.move(x, y);
        await look(how, place);
      }
    }
  }

  test('the pad that is drawn on', { timeout: 180_000 }, () => withPage(async (page) => {
    await openStudio(page);
    await press(page, '#target-tab-draw');
    await pointAround(page, '.draw-pad', async (how, [u, v]) => {
      const at = await page.$eval('.draw-pad .rings circle', (ring) => {
        const { width } = /** @type {SVGSVGElement} */ (ring.closest('svg')).viewBox.baseVal;
        return [Number(ring.getAttribute('cx')) / width, Number(ring.getAttribute('cy')) / width];
      });
      assert.ok(Math.hypot(at[0] - u, at[1] - v) < 0.01, `${how}: ${at} in place of ${u}, ${v}`);
    });
  }));

  test('the cell that is chosen in the lesson', { timeout: 180_000 }, () => withPage(async (page) => {
    await untilStill(page, '.cell-frame');
    await page.waitForFunction(() => document.querySelector('.cell-frame .marker')?.getAttribute('style')?.includes('%'));
    await pointAround(page, '.cell-frame', async (how, [u, v]) => {
      const cell = await page.$eval('.cell-frame .marker', (marker) => {
        const { left, top, width, height } = /** @type {HTMLElement} */ (marker).style;
        return [left, top, width, height].map(parseFloat);
      });
      const isIn = Math.abs(cell[0] + cell[2] / 2 - 100 * u) <= 0.52 * cell[2] && Math.abs(cell[1] + cell[3] / 2 - 100 * v) <= 0.52 * cell[3];
      assert.ok(isIn, `${how}: the cell at ${cell} in place of ${100 * u}, ${100 * v}`);
    });
  }));

  test('the flake in the snow', { timeout: 180_000 }, () => withPage(async (page, { url }) => {
    await page.evaluateOnNewDocument(() => {
      const { hypot } = Math; // by which every flake is asked whether it is where was clicked
      Object.assign(globalThis, { asked: [] });
      Math.hypot = (...values) => {
        if (values.length === 2) /** @type {any} */ (globalThis).asked.push(values);
        return hypot(...values);
      };
    });
    await openPage(page, url);
    await page.$eval('#snow-frame', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.waitForSelector('#snow-play:not([disabled])');
    await page.waitForFunction((steps) => { // all have grown: one that grows in hiding is not asked
      const number = (/** @type {string} */ id) => Number(document.querySelector(id)?.textContent?.replace(/\D/g, ''));
      return number('#snow-count-value') > 0 && number('#snow-steps') >= steps * number('#snow-count-value');
    }, {}, STEPS_OF_STILL);
    /** Clicked at two places, one after the other, all flakes are asked at places that differ as those do. */
    const ask = async (/** @type {readonly number[]} */ place) => {
      const { x, y } = await seenAt(page, '#snow-scene', place);
      await page.evaluate(() => { /** @type {any} */ (globalThis).asked.length = 0; });
      await page.mouse.click(x, y);
      return page.evaluate(() => /** @type {any} */ (globalThis).asked[0]);
    };
    for (const [how, style] of Object.entries(SHOWN)) {
      await show(page, '.snow', style);
      await page.$eval('#snow-frame', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
      const [first, second] = [await ask([0.4, 0.5]), await ask([0.5, 0.6])];
      const { clientWidth, clientHeight } = await page.$eval('#snow-canvas', ({ clientWidth, clientHeight }) => ({ clientWidth, clientHeight }));
      assert.ok(Math.abs(second[0] - first[0] - clientWidth / 10) < 3 && Math.abs(second[1] - first[1] - clientHeight / 10) < 3, `${how}: ${first} and ${second}`);
    }
  }, { open: false, media: { 'prefers-reduced-motion': 'reduce' } }));
});
