/** The page goes on under the hand: what a wheel, a trackpad and fingers do on the element, and what they leave to the page around it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, until, useBlogs } from './support/blog.mjs';
import { frames, untilSame } from './support/browser.mjs';
import { blog } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */

const { visit } = useBlogs();
const TIMEOUT = { timeout: 120_000 };
const TALL = blog(`<snowflake-nca interactive autoplay="false" style="inline-size: 288px; block-size: 288px"></snowflake-nca><p style="height: 300vh"></p>`);

/** @param {Page} page */
async function middle(page) {
  await until(page, ({ numAlive }) => numAlive > 100);
  return flake(page, (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

/** @param {Page} page */
const scrolled = (page) => page.evaluate(() => scrollY);
/** @param {Page} page */
const zoom = (page) => flake(page, ({ camera }) => camera.zoom);

describe('the wheel', () => {
  /** @param {(page: Page, wheel: (deltaY: number, ctrl?: boolean) => Promise<boolean>) => Promise<void>} use wheel: whether the page was left alone */
  const withWheel = (use) => visit(TALL, async (page) => {
    const { x, y } = await middle(page);
    await page.evaluate(() => {
      addEventListener('wheel', (event) => { document.body.dataset.prevented = String(event.defaultPrevented); }, { passive: true });
    });
    await page.mouse.move(x, y);
    await use(page, async (deltaY, ctrl = false) => {
      await page.evaluate(() => { delete document.body.dataset.prevented; });
      if (ctrl) await page.keyboard.down('Control');
      await page.mouse.wheel({ deltaY });
      if (ctrl) await page.keyboard.up('Control');
      await page.waitForFunction(() => document.body.dataset.prevented !== undefined);
      return page.evaluate(() => document.body.dataset.prevented === 'true');
    });
  });

  test('scrolls the page where nothing is magnified, before the first click and after it', TIMEOUT, () => withWheel(async (page, wheel) => {
    for (const isClicked of [false, true]) {
      const before = await scrolled(page);
      assert.equal(await wheel(60), false);
      await page.waitForFunction((before) => scrollY > before, {}, before);
      assert.equal(await zoom(page), 1);
      if (!isClicked) await flake(page, (element) => { element.wound(30, 30, 2); element.focus({ preventScroll: true }); });
    }
  }));

  test('magnifies with Ctrl, and then by itself, until the whole grid is seen again', TIMEOUT, () => withWheel(async (page, wheel) => {
    assert.equal(await wheel(-10, true), true, 'as two fingers on a trackpad do');
    const pinched = await zoom(page);
    assert.ok(pinched > 1.05, `${pinched} times`);
    assert.equal(await wheel(-100), true);
    assert.ok(await zoom(page) > pinched);
    for (let i = 0; i < 9 && await zoom(page) > 1; i++) assert.equal(await wheel(100), true);
    assert.equal(await zoom(page), 1);
    assert.equal(await scrolled(page), 0, 'the page stood all the while');
    assert.equal(await wheel(100, true), true, 'with Ctrl the page is never zoomed, also where there is no farther out');
    assert.equal(await wheel(100), false);
    await page.waitForFunction(() => scrollY > 0);
  }));

  test('is the page\'s where the element takes no hand', TIMEOUT, () => withWheel(async (page, wheel) => {
    await flake(page, (element) => { element.interactive = false; });
    assert.equal(await wheel(10, true), false);
    assert.equal(await zoom(page), 1);
  }));

  test('a trackpad of Safari', TIMEOUT, () => visit(TALL, async (page) => {
    await middle(page);
    const seen = await flake(page, (element) => {
      const frame = element.shadowRoot?.querySelector('.frame'), { left, top } = element.getBoundingClientRect();
      const tell = (/** @type {string} */ type, /** @type {number} */ scale) => !frame?.dispatchEvent(
        Object.assign(new Event(type, { cancelable: true }), { scale, clientX: left + 144, clientY: top + 144 }));
      return [tell('gesturestart', 1), tell('gesturechange', 1.5), tell('gesturechange', 3), Math.round(element.camera.zoom * 100)];
    });
    assert.deepEqual(seen, [true, true, true, 300]);
  }));
});

describe('fingers', () => {
  const PHONE = { width: 390, height: 700, touch: true };
  const STILL = TALL.replace('<head>', '<head><meta name="viewport" content="width=device-width">');
  const wounds = (/** @type {Page} */ page) => flake(page, ({ timeline }) => timeline?.record?.edits.length);

  test('one that goes up scrolls the page and leaves no wound; one that goes sideways draws at once', TIMEOUT, () => visit(STILL, async (page) => {
    const { x, y } = await middle(page);
    const finger = await page.touchscreen.touchStart(x, y);
    for (let i = 1; i <= 8; i++) await finger.move(x + i, y - 10 * i);
    await finger.end();
    await page.waitForFunction(() => scrollY > 20);
    const at = await untilSame(page, () => scrolled(page));
    assert.equal(await wounds(page), 0);
    const second = await page.touchscreen.touchStart(x - 60, y - at);
    for (let i = 1; i <= 8; i++) await second.move(x - 60 + 12 * i, y - at + i);
    await second.end();
    await frames(page);
    assert.ok(Number(await wounds(page)) > 5, `${await wounds(page)} wounds; the finger was at ${y - at}`);
    assert.equal(await scrolled(page), at);
  }, PHONE));

  test('two move and magnify, also before the first tap, and leave no wound', TIMEOUT, () => visit(STILL, async (page) => {
    const { x, y } = await middle(page);
    const one = await page.touchscreen.touchStart(x - 30, y), two = await page.touchscreen.touchStart(x + 30, y);
    for (let i = 1; i <= 6; i++) {
      await one.move(x - 30 - 10 * i, y);
      await two.move(x + 30 + 10 * i, y);
    }
    await frames(page);
    const view = await flake(page, (element) => element.camera);
    assert.ok(Math.abs(view.zoom - 3) < 0.3 && Math.abs(view.x - 0.5) < 0.02, JSON.stringify(view));
    for (let i = 1; i <= 6; i++) {
      await one.move(x - 90 - 5 * i, y - 5 * i);
      await two.move(x + 90 - 5 * i, y - 5 * i);
    }
    await one.end();
    await two.end();
    await frames(page);
    const moved = await flake(page, (element) => element.camera);
    assert.ok(moved.x > view.x + 0.02 && moved.y > view.y + 0.02 && Math.abs(moved.zoom - view.zoom) < 0.3, JSON.stringify(moved));
    assert.deepEqual([await wounds(page), await scrolled(page)], [0, 0]);
  }, PHONE));
});
