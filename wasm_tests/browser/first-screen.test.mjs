/** What is seen and done first: it fits every window, plays by itself until somebody touches it, and takes the first stroke of a finger. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { languages, pageOf } from '../../web/text/languages.js';
import { flake, frames, MANY_FRAMES, openPage, press, useBrowser, waitForFlake } from './support/browser.mjs';
import { forceColours, tooSmall, tooWideBy } from './support/everyone.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const PHONE = Object.freeze({ width: 390, height: 844, touch: true });
/** Of the window; of the frame, which has whole pixels a cell. */
const HIGHEST_STAGE = 0.7, LEAST_FILLED = 0.8, MOST_FILLED = 0.95;

/** The middle of the flake. @param {Page} page */
const middle = (page) => flake(page, (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2, side: width };
});

/** @param {Page} page */
const stillGrown = (page) => flake(page, (element) => { element.pause(); element.restart(); element.step(120); });

test('it fits: the flake fills its stage, and is seen together with its tools and with time', () => withPage(async (page) => {
  for (const [width, height] of [[1440, 900], [1024, 768], [820, 1180], [844, 390], [720, 450], [390, 844], [320, 640]]) {
    const name = `${width}x${height}`;
    await page.setViewport({ width, height, deviceScaleFactor: width < 900 ? 2 : 1 });
    await stillGrown(page);
    await frames(page);
    const seen = await flake(page, (element) => {
      scrollTo(0, 0);
      const stage = /** @type {HTMLElement} */ (document.querySelector('#stage')).getBoundingClientRect();
      const tools = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.tools, .timeline'))].map((part) => part.getBoundingClientRect());
      const all = [stage, ...tools], { sim } = element, cells = [];
      for (let i = 0; sim && i < sim.height * sim.width; i++) if (sim.state[16 * i + 3] > 0.1) cells.push(Math.floor(i / sim.width));
      const cellPx = element.placeOf(0, 1).y - element.placeOf(0, 0).y;
      return {
        stage: stage.height, top: Math.min(...all.map(({ top }) => top)), bottom: Math.max(...all.map(({ bottom }) => bottom)),
        filled: ((Math.max(...cells) - Math.min(...cells) + 1) * cellPx) / stage.height,
        isApart: tools.every(({ top, left }) => top >= stage.bottom || left >= stage.right),
        cutOff: [...document.querySelectorAll('.masthead a, .tools label, .corner button')].filter((each) => {
          const { left, right } = each.getBoundingClientRect();
          return left < 0 || right > innerWidth || each.scrollWidth > each.clientWidth + 1;
        }).map(({ outerHTML }) => outerHTML.slice(0, 80)),
      };
    });
    assert.ok(seen.stage <= HIGHEST_STAGE * height + 1, `${name}: the stage is ${seen.stage} high`);
    assert.ok(seen.bottom - Math.max(seen.top, 0) <= height && seen.isApart, `${name}: from ${seen.top} to ${seen.bottom}`);
    if (width >= 390) assert.ok(seen.bottom <= height, `${name}: the first screen ends before ${seen.bottom}`);
    assert.ok(seen.filled >= LEAST_FILLED && seen.filled <= MOST_FILLED, `${name}: it fills ${seen.filled}`);
    assert.deepEqual(seen.cutOff, [], name);
    assert.equal(await tooWideBy(page), 0, name);
    assert.deepEqual(await tooSmall(page, '.hero button, .hero summary, .hero select, .hero input:not([type=radio]), .hero .segmented label, .gallery label, nav a'), [], name);
  }
}));

test('what is painted first need not share a slow line with scripts', () => withPage(async (page, { url }) => {
  for (const address of Object.keys(languages).map((lang) => new URL(pageOf(lang), url).href)) {
    await page.goto(address);
    const priorities = await page.evaluate(() => Array.from(document.querySelectorAll('script[src], link[rel=modulepreload]'), (tag) => /** @type {HTMLScriptElement} */ (tag).fetchPriority));
    assert.ok(priorities.length >= 4 && priorities.every((priority) => priority === 'low'), `${address}: ${priorities}`);
  }
}));

test('nothing moves while it comes', () => withPage(async (page, { url }) => {
  await page.evaluateOnNewDocument(() => {
    /** @type {{ value: number, what: string[] }[]} */
    const shifts = [];
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of /** @type {any[]} */ (list.getEntries())) {
        if (!hadRecentInput) shifts.push({ value, what: sources.map((/** @type {any} */ { node }) => node?.id || node?.className || node?.nodeName) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(globalThis, { shifts });
  });
  for (const size of [{ width: 1200, height: 800 }, { width: 390, height: 844 }]) {
    await page.setViewport(size);
    await page.goto(url);
    await waitForFlake(page, (element) => element.numSteps > 80);
    const shifts = /** @type {{ value: number, what: string[] }[]} */ (await page.evaluate('shifts'));
    assert.ok(shifts.reduce((sum, { value }) => sum + value, 0) < 0.01, `${size.width}: ${JSON.stringify(shifts)}`);
  }
}, { open: false }));

describe('it plays by itself', () => {
  /** Watch what the hand does, from the beginning: each of its touches, and what is to be seen then. @param {(page: Page, untilTouched: () => Promise<void>) => Promise<void>} use */
  const withHand = (use) => withPage(async (page, { url }) => {
    await page.evaluateOnNewDocument(() => {
      const seen = /** @type {any} */ (globalThis).seen = /** @type {unknown[][]} */ ([]);
      void customElements.whenDefined('snowflake-nca').then(({ prototype }) => {
        const { rehearse } = prototype;
        prototype.rehearse = function (/** @type {unknown} */ edit) {
          rehearse.call(this, edit);
          seen.push([document.querySelector('#ghost')?.matches(':not([hidden])'), this.timeline.canUndo, this.timeline.record.edits.length]);
        };
      });
    });
    await openPage(page, url);
    let numSeen = 0;
    await use(page, async () => {
      await page.waitForFunction((before) => /** @type {any} */ (globalThis).seen.length > before, {}, numSeen);
      const seen = /** @type {unknown[][]} */ (await page.evaluate('seen'));
      for (const each of seen.slice(numSeen)) assert.deepEqual(each, [true, false, 0], 'it is shown, and nothing was done');
      numSeen = seen.length;
    });
  }, { open: false });
  /** @param {Page} page */
  const untilHealed = (page) => page.waitForFunction(() => document.querySelector('#ghost[hidden]') && /** @type {any} */ (document.querySelector('#flake')).numAlive > 980);

  test('a hand that nobody has cuts the grown flake, which heals; the first touch takes it back without a trace', () => withHand(async (page, untilTouched) => {
    await untilTouched();
    await untilHealed(page);
    await untilTouched(); // what came of the first time too
    await untilHealed(page);
    await untilTouched();
    await page.focus('#play');
    await page.keyboard.press('Shift');
    assert.equal(await page.$('#ghost'), null);
    const { step, alive, edits, canUndo, canRedo } = await flake(page, ({ numSteps, numAlive, timeline }) => (
      { step: numSteps, alive: numAlive, edits: timeline?.record?.edits.length, canUndo: timeline?.canUndo, canRedo: timeline?.canRedo }));
    assert.ok(step > 150 && alive > 980, `${alive} cells at step ${step}`);
    assert.deepEqual([edits, canUndo, canRedo], [0, false, false]);
    const numSeen = await page.evaluate('seen.length');
    await flake(page, (element) => { element.speed = Infinity; });
    await page.waitForFunction((begin) => /** @type {any} */ (document.querySelector('#flake')).numSteps > begin + 500, {}, step);
    assert.deepEqual([await page.evaluate('seen.length'), await flake(page, (element) => element.numAlive > 980)], [numSeen, true], 'it comes no more');
  }));

  test('what is drawn meanwhile is the only thing that was done', () => withHand(async (page, untilTouched) => {
    await untilTouched();
    const { x, y } = await middle(page);
    await page.mouse.click(x, y);
    assert.equal(await flake(page, (element) => element.timeline?.record?.edits.length), 1);
    await page.click('#undo');
    assert.deepEqual(await flake(page, (element) => [element.timeline?.canUndo, element.numAlive > 980]), [false, true]);
  }));

  test('not for those who want less motion', () => withPage(async (page) => {
    await flake(page, (element) => { element.play(); element.speed = Infinity; });
    await waitForFlake(page, (element) => element.numSteps > 600);
    await page.evaluate(() => { /** @type {any} */ (document.querySelector('#flake')).speed = 30; });
    await frames(page, MANY_FRAMES);
    assert.ok(await page.$eval('#stage', (stage) => /** @type {HTMLElement | null} */ (stage.querySelector('#ghost'))?.hidden ?? true));
    assert.ok(await flake(page, (element) => element.numAlive) > 980);
  }, { media: { 'prefers-reduced-motion': 'reduce' } }));

  test('one line says what to do, until it is done', () => withPage(async (page) => {
    await page.waitForSelector('#invite:not([hidden])');
    await page.click('#play');
    assert.equal(await page.$eval('#invite', (line) => /** @type {HTMLElement} */ (line).hidden), false, 'the flake was not touched');
    const { x, y } = await middle(page);
    await page.mouse.click(x, y);
    assert.equal(await page.$eval('#invite', (line) => /** @type {HTMLElement} */ (line).hidden), true);
  }));
});

describe('the first finger', () => {
  test('draws to the side, at once', () => withPage(async (page) => {
    await stillGrown(page);
    const { x, y, side } = await middle(page), whole = await flake(page, (element) => element.numAlive);
    const finger = await page.touchscreen.touchStart(x - side / 3, y);
    for (let i = -2; i <= 3; i++) await finger.move(x + (side * i) / 9, y);
    await finger.end();
    assert.ok(await flake(page, (element) => element.numAlive) < whole - 40);
    assert.equal(await page.evaluate(() => scrollY), 0);
  }, PHONE));

  test('scrolls up and down', () => withPage(async (page) => {
    await stillGrown(page);
    const { x, y } = await middle(page), whole = await flake(page, (element) => element.numAlive);
    const finger = await page.touchscreen.touchStart(x, y);
    for (let i = 1; i <= 10; i++) await finger.move(x + i, y - 20 * i);
    await finger.end();
    await page.waitForFunction(() => scrollY > 100);
    assert.equal(await flake(page, (element) => element.numAlive), whole);
  }, PHONE));
});

test('the frame of the focus is for keys, not for the mouse', () => withPage(async (page) => {
  const { x, y } = await middle(page), outline = () => flake(page, (element) => getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector('.frame'))).outlineStyle);
  await page.keyboard.press('Tab'); // keys were used before, elsewhere
  await page.mouse.click(x, y);
  assert.equal(await outline(), 'none');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await outline(), 'solid');
  await page.mouse.click(x, y);
  assert.equal(await outline(), 'none');
}));

test('where colours are forced, what is chosen is told apart, and ice has its sky', () => withPage(async (page) => {
  await forceColours(page);
  const looks = (/** @type {string} */ selector) => page.$$eval(selector, (all) => new Set(all.map((each) => {
    const { backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(each);
    return `${backgroundColor} ${outlineStyle} ${outlineWidth}`;
  })).size);
  await press(page, '#open-trainer');
  await page.waitForSelector('.preset');
  for (const selector of ['.tools span', '#gallery .thumbnail', '.preset .card']) assert.equal(await looks(selector), 2, selector);
  const skies = await page.$$eval('.night, .thumbnail', (all) => all.filter((each) => !getComputedStyle(each).backgroundImage.includes('gradient')).map(({ outerHTML }) => outerHTML.slice(0, 80)));
  assert.deepEqual(skies, []);
  const before = await page.$$eval('#invite, #travel, .corner', (all) => all.map((each) => /** @type {any} */ (getComputedStyle(each)).forcedColorAdjust));
  assert.deepEqual([...new Set(before)], ['auto'], 'what is written and pressed before it is in the colours of the system');
  const swatches = await page.$$eval('.exhibit .legend', (legends) => legends.map((legend) => new Set([...legend.children].map((each) => getComputedStyle(each, '::before').backgroundColor)).size));
  assert.ok(swatches.length > 4 && swatches.every((count) => count === 2), String(swatches));
}));

test('words before the flake are read whatever grows behind them', () => withPage(async (page) => {
  await page.waitForSelector('.looks');
  const contrasts = await page.$$eval('#invite, #travel-state, .looks span', (all) => all.map((each) => {
    const lightOf = (/** @type {number[]} */ rgb) => rgb.map((value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
    const numbers = (/** @type {string} */ colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    let behind = [255, 255, 255]; // the whitest ice
    const around = [];
    for (let part = /** @type {Element | null} */ (each); part && part.id !== 'stage'; part = part.parentElement) around.unshift(part);
    for (const part of around) {
      const [r, g, b, alpha = 1] = numbers(getComputedStyle(part).backgroundColor);
      behind = [r, g, b].map((value, i) => alpha * value + (1 - alpha) * behind[i]);
    }
    const lights = [lightOf(numbers(getComputedStyle(each).color).slice(0, 3)), lightOf(behind)];
    return { words: each.textContent, contrast: (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05) };
  }));
  assert.ok(contrasts.length > 3, JSON.stringify(contrasts));
  assert.deepEqual(contrasts.filter(({ contrast }) => !(contrast >= 4.5)), []);
}));

test('plain words first: how like its picture it is; the numbers on request', () => withPage(async (page) => {
  await flake(page, (element) => { element.pause(); element.restart(); element.step(300); });
  const words = () => page.$eval('#likeness', (line) => line.textContent ?? '');
  await page.waitForFunction(() => /^99\.\d\d% like its picture$/.test(document.querySelector('#likeness')?.textContent ?? ''));
  await flake(page, (element) => element.edit({ type: 'wound', wound: { shape: 'half', x: 25, y: 25, size: 0, angle: 0 } }));
  await page.waitForFunction(() => /^[345]\d\.\d\d% like/.test(document.querySelector('#likeness')?.textContent ?? ''), {}, await words());
  assert.equal(await page.$eval('.meters', (meters) => meters.checkVisibility()), false);
  await page.click('.readings summary');
  assert.equal(await page.$eval('#meter-error', (meter) => meter.checkVisibility()), true);
}));

test('the flake fills the screen where it is asked to, with its tools', () => withPage(async (page) => {
  await page.click('#full');
  await page.waitForFunction(() => document.fullscreenElement?.id === 'instrument');
  await frames(page, MANY_FRAMES);
  const { stage, tools, whole } = await page.evaluate(() => ({
    stage: document.querySelector('#stage')?.getBoundingClientRect().height ?? 0, tools: document.querySelector('.timeline')?.getBoundingClientRect().bottom ?? Infinity, whole: innerHeight,
  }));
  assert.ok(tools <= whole && stage > 0.7 * whole, `${stage} and ${tools} of ${whole}`);
  const rows = await page.$$eval('#instrument > :not(.stage)', (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.getBoundingClientRect()).map(({ left, right, width }) => ({ aside: left - (innerWidth - right), width })));
  assert.ok(rows.length >= 2 && rows.every(({ aside, width }) => Math.abs(aside) < 1 && width < 720), JSON.stringify(rows));
  assert.equal(await page.$eval('#full', (button) => button.getAttribute('aria-pressed')), 'true');
  await page.click('#full');
  await page.waitForFunction(() => document.fullscreenElement === null);
}));
