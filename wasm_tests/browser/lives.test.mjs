/** The lives of the element on pages that were not made for it: it is moved, adopted by another document, and shown in boxes of every form. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { until, useBlogs } from './support/blog.mjs';
import { frames } from './support/browser.mjs';
import { blog } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { SnowflakeNca } from '../../web/element/snowflake-nca.js' */

const { visit } = useBlogs();
const TIMEOUT = { timeout: 120_000 };
const PAGE = blog('<section id="here"><snowflake-nca interactive controls autoplay="false"></snowflake-nca></section><section id="there"></section><iframe id="other"></iframe>');

/** Wound it, take one wound back, move it, and see whether it is the same. @param {Page} page @param {(element: SnowflakeNca, there: Element) => void} move runs in the page */
async function moved(page, move) {
  await until(page, ({ numAlive }) => numAlive > 100);
  await page.evaluate(async (move) => {
    const element = /** @type {SnowflakeNca} */ (document.querySelector('snowflake-nca')), there = document.querySelector('#there');
    element.wound(36, 36, 5);
    element.wound(30, 30, 2);
    element.undo();
    while (element.timeline?.goal !== undefined) await new Promise((resolve) => requestAnimationFrame(resolve)); // on a busy machine it is some frames on its way
    /** @type {string[]} */
    const heard = [];
    for (const type of ['ready', 'play', 'pause', 'error']) element.addEventListener(type, () => heard.push(type));
    const told = () => [element.numSteps, element.numAlive, element.timeline?.canUndo, element.timeline?.canRedo, element.paused, element.sim?.state.reduce((sum, value) => sum + value, 0)];
    const before = told();
    await new Function('element', 'there', `return (${move})(element, there)`)(element, there);
    for (let i = 0; i < 4; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    Object.assign(globalThis, { before, after: told(), heard, element });
  }, String(move));
  const { before, after, heard } = await page.evaluate(() => {
    const { before, after, heard } = /** @type {any} */ (globalThis);
    return { before, after, heard };
  });
  assert.deepEqual([after, heard], [before, []]);
  await page.evaluate(() => /** @type {any} */ (globalThis).element.redo());
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).element.timeline.record.edits.length), 2);
  await page.evaluate(() => /** @type {any} */ (globalThis).element.play());
  await page.waitForFunction((at) => /** @type {any} */ (globalThis).element.numSteps > at + 3, {}, Number(before[0]));
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).element.shadowRoot.querySelectorAll('canvas').length), 1);
}

describe('moved, it is what it was', () => {
  test('by append()', TIMEOUT, () => visit(PAGE, (page) => moved(page, (element, there) => there.append(element))));
  test('by remove() and, some frames later, append()', TIMEOUT, () => visit(PAGE, (page) => moved(page, (element, there) => new Promise((resolve) => {
    element.remove();
    setTimeout(() => resolve(there.append(element)), 200);
  }))));
  test('by moveBefore()', TIMEOUT, () => visit(PAGE, async (page) => {
    if (await page.evaluate(() => 'moveBefore' in Element.prototype)) await moved(page, (element, there) => /** @type {any} */ (there).moveBefore(element, null));
  }));

  test('into another document, with its looks and its hands', TIMEOUT, () => visit(PAGE, async (page) => {
    await moved(page, () => {
      const { contentDocument } = /** @type {HTMLIFrameElement} */ (document.querySelector('#other'));
      contentDocument?.body.append(/** @type {Element} */ (document.querySelector('snowflake-nca')));
    });
    const styles = await page.evaluate(() => {
      const { element } = /** @type {any} */ (globalThis), view = element.ownerDocument.defaultView;
      element.pause();
      return [view !== globalThis, view.getComputedStyle(element).display, view.getComputedStyle(element.shadowRoot.querySelector('.frame')).position];
    });
    assert.deepEqual(styles, [true, 'block', 'absolute']);
    await page.$eval('#other', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const at = await page.evaluate(() => {
      const { element } = /** @type {any} */ (globalThis), box = element.getBoundingClientRect(), outer = /** @type {Element} */ (document.querySelector('#other')).getBoundingClientRect();
      Object.assign(globalThis, { wounds: element.timeline.record.edits.length });
      return { x: outer.left + box.left + box.width / 2, y: outer.top + box.top + 60 };
    });
    await page.mouse.click(at.x, at.y);
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).element.timeline.record.edits.length - /** @type {any} */ (globalThis).wounds), 1);
  }));

  test('removed for good, it gives everything back', TIMEOUT, () => visit(PAGE, async (page) => {
    await until(page, ({ numAlive }) => numAlive > 100);
    await page.evaluate(() => {
      const element = /** @type {SnowflakeNca} */ (document.querySelector('snowflake-nca'));
      Object.assign(globalThis, { element });
      element.remove();
    });
    await page.waitForFunction(() => /** @type {any} */ (globalThis).element.sim === undefined);
  }));
});

describe('its controls neither spill nor cover the flake, in a box of', () => {
  for (const [width, height, numButtons] of [[40, 40, 0], [800, 60, 0], [100, 100, 0], [120, 120, 3], [180, 180, 3], [240, 240, 3], [320, 320, 3], [800, 120, 3], [120, 800, 3], [90, 300, 3], [300, 90, 3], [200, 130, 3], [640, 360, 3]]) {
    test(`${width} x ${height}`, TIMEOUT, () => visit(PAGE.replace('autoplay', `style="inline-size: ${width}px; block-size: ${height}px; max-inline-size: none" model="snowflake" autoplay`), async (page) => {
      await until(page, ({ numAlive }) => numAlive > 100);
      await frames(page);
      const seen = await page.$eval('snowflake-nca', (host) => {
        const element = /** @type {SnowflakeNca} */ (host), { sim, shadowRoot } = element, box = element.getBoundingClientRect();
        if (!sim || !shadowRoot) throw new Error('no grid');
        const alive = Array.from({ length: sim.height * sim.width }, (_, cell) => cell).filter((cell) => sim.state[16 * cell + 3] > 0.1);
        const flake = alive.map((cell) => element.placeOf((cell % sim.width) + 0.5, Math.floor(cell / sim.width) + 0.5)).map(({ x, y }) => ({ x: box.left + x, y: box.top + y }));
        const buttons = [...shadowRoot.querySelectorAll('button')].map((button) => button.getBoundingClientRect()).filter(({ width }) => width > 0);
        return {
          num: buttons.length,
          small: buttons.filter(({ width, height }) => width < 24 || height < 24).length,
          spilling: buttons.filter((each) => each.left < box.left - 0.5 || each.right > box.right + 0.5 || each.top < box.top - 0.5 || each.bottom > box.bottom + 0.5).length,
          covered: flake.filter(({ x, y }) => buttons.some((each) => Math.hypot(x - each.left - each.width / 2, y - each.top - each.height / 2) < each.width / 2)).length,
        };
      });
      assert.deepEqual(seen, { num: numButtons, small: 0, spilling: 0, covered: 0 });
    }));
  }
});

test('in forced colours its buttons have edges, and what cannot be pressed is grey', TIMEOUT, () => visit(PAGE, async (page) => {
  const client = await page.createCDPSession();
  await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  await until(page, ({ numAlive }) => numAlive > 100);
  const borders = await page.$eval('snowflake-nca', ({ shadowRoot }) => [...shadowRoot?.querySelectorAll('button') ?? []].map((button) => {
    const { borderTopWidth, borderTopColor, color } = getComputedStyle(button);
    return [borderTopWidth, borderTopColor, color].join();
  }));
  assert.ok(borders.every((border) => border.startsWith('1px')) && borders[2] !== borders[0], borders.join(' | '));
}));
