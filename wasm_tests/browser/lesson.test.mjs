/** How it works: every figure shows what the core computes, and does what its controls say. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { frames, MANY_FRAMES, textOf, untilSame, useBrowser } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SIDE = 48, NUM_CHANNELS = 16, SEED = 1;
/** The flake makes so many while the ice makes one. */
const STEPS_OF_ICE = 6;
const STILL = { media: { 'prefers-reduced-motion': 'reduce' } };

/** @param {Page} page @param {string} [figure] to bring into sight */
async function openLesson(page, figure = 'cell') {
  const show = (/** @type {string} */ selector) => page.$eval(selector, (element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await show('#lesson');
  await page.waitForSelector('#lesson[data-ready]');
  await show(`#figure-${figure}`);
  await frames(page, 4); // so that it is drawn
}

/** Its canvas, once everything asked for is drawn. @param {Page} page @param {string} selector @returns {Promise<number[]>} RGBA */
const pixelsOf = (page, selector) => page.$eval(selector, async (canvas) => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
  return [...(/** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, width, height).data ?? [])];
});

/** The step of the flake that all figures show. @param {Page} page */
const stepOf = async (page) => Number((await textOf(page, '#lesson-walk [data-part="step"]')).replace(/\D/g, ''));

/** @param {Page} page @param {number} step */
async function scrub(page, step) {
  await slide(page, '#lesson-walk input', step);
  await frames(page, 4);
}

/** @param {Page} page @param {string} selector @param {number} value */
const slide = (page, selector, value) => page.$eval(selector, (slider, wanted) => {
  /** @type {HTMLInputElement} */ (slider).value = String(wanted);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}, value);

/** The same flake in node. @param {number} numSteps */
async function grow(numSteps) {
  const bytes = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url)).then((file) => new Uint8Array(file));
  const core = await loadCore(await bytes('build/wasm/nca.wasm')), sim = core.createSim({ height: SIDE, width: SIDE });
  sim.setModel(core.readModel(await bytes('assets/models/snowflake.safetensors')));
  sim.reset(SEED);
  sim.step(numSteps);
  return { core, sim };
}

/** @param {Page} page */
const valuesShown = (page) => page.$$eval('#figure-cell .value', (values) => values.map((value) => Number(value.textContent?.replace('−', '-'))));

/** @param {number[]} shown @param {Float32Array} state @param {number} x @param {number} y @param {number} width */
function assertValues(shown, state, x, y, width) {
  const expected = [...state.slice((y * width + x) * NUM_CHANNELS, (y * width + x + 1) * NUM_CHANNELS)];
  assert.equal(shown.length, NUM_CHANNELS);
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(shown[i] - value) <= 0.0051, `channel ${i}: ${shown[i]} shown, ${value} is`);
}

test('nothing is loaded until a reader comes near, and the page does not jump when it is', () => withPage(async (page) => {
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await frames(page, MANY_FRAMES);
  assert.equal(await page.$('#lesson[data-ready]'), null);
  const isMarked = () => page.$eval('.marker', (marker) => marker.checkVisibility());
  assert.equal(await isMarked(), false, 'no cell is chosen where there are none');
  const heights = () => page.$$eval('#lesson .exhibit', (figures) => figures.map((figure) => Math.round(figure.getBoundingClientRect().height)));
  const before = await heights();
  await openLesson(page);
  assert.ok(requests.some((url) => /lesson-/.test(url)));
  assert.deepEqual(await heights(), before);
  assert.equal(await isMarked(), true);
}));

test('a cell is chosen by mouse and by keys, and its 16 numbers are those of the core', () => withPage(async (page) => {
  await openLesson(page);
  const { sim } = await grow(await stepOf(page));
  const box = await (await page.$('#figure-cell [data-part="frame"]'))?.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + (20.5 / SIDE) * box.width, box.y + (30.5 / SIDE) * box.height);
  await page.waitForFunction(() => /Column 21, row 31/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  assertValues(await valuesShown(page), sim.state, 20, 30, SIDE);
  await page.$eval('#figure-cell [data-part="frame"]', (frame) => frame.addEventListener('pointermove', (event) => Object.assign(globalThis, { last: event })));
  await page.mouse.move(box.x + (20.6 / SIDE) * box.width, box.y + (30.5 / SIDE) * box.height);
  await page.focus('#figure-cell [data-part="frame"]');
  for (const key of /** @type {const} */ (['ArrowRight', 'ArrowRight', 'ArrowUp'])) await page.keyboard.press(key);
  await page.waitForFunction(() => /Column 23, row 30/.test(document.querySelector('#lesson-cell-where')?.textContent ?? ''));
  await page.$eval('#figure-cell [data-part="frame"]', (frame) => { // the mouse rests, of which WebKit tells again whenever it has laid out the page
    const { clientX, clientY } = /** @type {any} */ (globalThis).last;
    frame.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, pointerType: 'mouse', bubbles: true }));
  });
  await frames(page, 4);
  assert.equal(await textOf(page, '#lesson-cell-where'), 'Column 23, row 30');
  assertValues(await valuesShown(page), sim.state, 22, 29, SIDE);
}, STILL));

test('all figures show one flake at one step, and one scrubber moves it back and forth', () => withPage(async (page) => {
  await openLesson(page);
  await page.focus('#figure-cell [data-part="frame"]');
  await page.keyboard.press('ArrowLeft');
  for (const step of [60, 12, 96]) {
    await scrub(page, step);
    assert.equal(await stepOf(page), step);
    const { sim } = await grow(step);
    assertValues(await valuesShown(page), sim.state, 23, 24, SIDE);
  }
  await page.$eval('#figure-life', (figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await scrub(page, 40);
  const { sim } = await grow(40);
  assert.equal(Number((await textOf(page, '#figure-life [data-part="count"]')).replaceAll(',', '').match(/\d+/)?.[0]), sim.numAlive);
  assert.ok(await page.$eval('#lesson-walk', (bar) => { // wherever one is in it
    const { top, bottom } = bar.getBoundingClientRect();
    return top > 0 && bottom <= innerHeight;
  }));
}));

for (const [width, height] of /** @type {const} */ ([[820, 1180], [844, 390], [1024, 768]])) {
  test(`text and figure are read side by side, from the first line to the last: ${width} x ${height}`, () => withPage(async (page) => {
    await openLesson(page);
    for (const name of ['cell', 'perception', 'update', 'fire', 'life', 'channels', 'training', 'ice']) {
      const seen = await page.evaluate(async (name) => {
        const words = /** @type {Element} */ (document.querySelector(`#lesson-${name}`)?.parentElement), figure = /** @type {Element} */ (document.querySelector(`#figure-${name}`));
        const bar = /** @type {Element} */ (document.querySelector('#lesson-walk')), row = /** @type {Element} */ (words.parentElement), shares = [];
        const { top, height } = row.getBoundingClientRect(), begin = scrollY + top - 8, end = scrollY + top + height - innerHeight + bar.clientHeight + 16;
        for (const place of [begin, Math.max(begin, end)]) {
          scrollTo({ top: place, behavior: 'instant' });
          await new Promise(requestAnimationFrame);
          const foot = bar.getBoundingClientRect().top;
          shares.push(...[words, figure].map((part) => {
            const { top, bottom, height } = part.getBoundingClientRect();
            return (Math.min(bottom, foot) - Math.max(top, 0)) / Math.min(height, 0.6 * foot);
          }));
        }
        return { isBeside: words.getBoundingClientRect().right <= figure.getBoundingClientRect().left, least: Math.min(...shares), wide: figure.scrollWidth - figure.clientWidth };
      }, name);
      assert.ok(seen.isBeside && seen.least > 0.9 && seen.wide === 0, `${name}: ${JSON.stringify(seen)}`);
    }
  }, { width, height, touch: width < 1000 }));
}

test('the text stays beside its figure where both have room', () => withPage(async (page) => {
  await openLesson(page, 'channels');
  const seen = await page.evaluate(async () => {
    const figure = /** @type {Element} */ (document.querySelector('#figure-channels')), words = /** @type {Element} */ (document.querySelector('#lesson-channels')?.parentElement);
    const { top, height } = figure.getBoundingClientRect();
    scrollBy({ top: top + height - innerHeight * 0.7, behavior: 'instant' }); // its end
    await new Promise(requestAnimationFrame);
    return { top: words.getBoundingClientRect().top, bottom: words.getBoundingClientRect().bottom, of: innerHeight };
  });
  assert.ok(seen.top >= 0 && seen.top < seen.of / 2, JSON.stringify(seen));
}, { width: 1440, height: 600 }));

test('Sobel’s kernels on a disc: the slope in x is antisymmetric left and right, the one in y above and below', () => withPage(async (page) => {
  await openLesson(page, 'perception');
  await page.click('#figure-perception input[value="disc"] + span');
  for (const [name, mirror] of /** @type {[string, (x: number, y: number) => number][]} */ ([
    ['slope-x', (x, y) => y * SIDE + SIDE - 1 - x], ['slope-y', (x, y) => (SIDE - 1 - y) * SIDE + x],
  ])) {
    const pixels = await pixelsOf(page, `#figure-perception [data-part="${name}"]`);
    const signed = (/** @type {number} */ cell) => pixels[4 * cell + 3] * (pixels[4 * cell + 2] > pixels[4 * cell] ? 1 : -1); // blue is above zero
    let numLit = 0;
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const value = signed(y * SIDE + x);
        assert.ok(value === -signed(mirror(x, y)), `${name} at ${x}, ${y}`);
        numLit += Number(value !== 0);
      }
    }
    assert.ok(numLit > 60 && numLit < 400, `${numLit} cells of ${name} are lit: the edge`);
    const [before, after] = name === 'slope-x' ? [24 * SIDE + 10, 24 * SIDE + 37] : [10 * SIDE + 24, 37 * SIDE + 24];
    assert.ok(signed(before) > 100 && signed(after) < -100, 'it rises into the disc and falls out of it');
  }
}));

test('every channel can be perceived, and every change seen', () => withPage(async (page) => {
  for (const [name, picture] of [['perception', 'slope-x'], ['update', 'change']]) {
    await openLesson(page, name);
    const select = `#figure-${name} [data-part="channel"]`, seen = new Set();
    for (const value of ['3', '0', '9']) {
      await page.select(select, value);
      seen.add((await pixelsOf(page, `#figure-${name} [data-part="${picture}"]`)).join(''));
    }
    assert.equal(seen.size, 3, name);
  }
}, STILL));

test('the fire figure shows the mask of the core, about half of the living cells', () => withPage(async (page) => {
  await openLesson(page, 'fire');
  const step = await stepOf(page), { core, sim } = await grow(step);
  const mask = core.fireMask(SIDE, SIDE, SEED, step, 0.5);
  const pixels = await pixelsOf(page, '#figure-fire [data-part="mask"]');
  const [firing, alive] = (await textOf(page, '#figure-fire [data-part="share"]')).replaceAll(',', '').match(/\d+/g)?.map(Number) ?? [];
  assert.equal(alive, sim.numAlive);
  assert.ok(firing > 0.42 * alive && firing < 0.58 * alive, `${firing} of ${alive}`);
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const isWarm = pixels[4 * cell + 3] > 0 && pixels[4 * cell] > pixels[4 * cell + 2];
    assert.equal(isWarm, mask[cell] === 1, `cell ${cell}`);
  }
}, STILL));

test('the life figure counts the cells that live, and draws their border', () => withPage(async (page) => {
  await openLesson(page, 'life');
  const { sim } = await grow(await stepOf(page));
  const [alive, border] = (await textOf(page, '#figure-life [data-part="count"]')).replaceAll(',', '').match(/\d+/g)?.map(Number) ?? [];
  const pixels = await pixelsOf(page, '#figure-life [data-part="life"]');
  const numLit = pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
  assert.equal(alive, sim.numAlive);
  assert.equal(numLit, alive);
  assert.equal(pixels.filter((value, i) => i % 4 === 0 && value > 200).length, border);
  assert.ok(border > 50 && border < alive / 2);
}, STILL));

test('with nothing learnt nothing grows, with all of it the flake does', () => withPage(async (page) => {
  await openLesson(page, 'training');
  // At most once a frame it is grown anew and its error told.
  const shown = async () => ({
    error: Number(await textOf(page, '#figure-training [data-part="error"]')),
    numLit: (await pixelsOf(page, '#figure-training [data-part="flake"]')).filter((value, i) => i % 4 === 3 && value > 25).length,
  });
  const learnt = async (/** @type {number} */ percent) => {
    await slide(page, '#lesson-learnt', percent);
    await frames(page, MANY_FRAMES);
    return shown();
  };
  const nothing = await learnt(0), all = await learnt(100), half = await learnt(60);
  assert.equal(nothing.numLit, 1, 'the seed alone');
  assert.ok(nothing.error > 0.1);
  assert.ok(all.numLit > 500);
  assert.ok(all.error < 0.005);
  assert.ok(half.error > 0.02, 'half of it is not enough');
}, STILL));

test('the rule of the ice can be changed, stepped and put back', () => withPage(async (page) => {
  await openLesson(page, 'ice');
  // Where ice is: the colours of its edge come back from the canvas as the browser happens to round them.
  const picture = async () => {
    const isIce = (await pixelsOf(page, '#figure-ice canvas')).filter((_, i) => i % 4 === 3).map((alpha) => Number(alpha > 127)).join('');
    return createHash('sha256').update(isIce).digest('hex');
  };
  await scrub(page, 9 * STEPS_OF_ICE);
  const own = await picture();
  await page.click('#figure-ice input[name="lesson-ice-2"][value="freezes"] + span');
  const other = await picture();
  assert.notEqual(other, own);
  await page.focus('#figure-ice input[name="lesson-ice-1"]:checked');
  await page.keyboard.press('ArrowRight'); // a lone neighbour melts it: the first cell is all there will be
  assert.notEqual(await picture(), other);
  await page.click('#figure-ice .ice-rule button');
  assert.equal(await picture(), own);
  await scrub(page, 10 * STEPS_OF_ICE);
  assert.notEqual(await picture(), own);
  await page.click('#lesson-walk [data-part="play"]');
  await page.waitForFunction(() => Number.parseInt(document.querySelector('#figure-ice [data-part="steps-value"]')?.textContent ?? '') >= 12);
}));

test('who prefers less motion sees still pictures, and may play them', () => withPage(async (page) => {
  await openLesson(page, 'channels');
  assert.equal(await stepOf(page), 96);
  await frames(page, MANY_FRAMES);
  assert.equal(await stepOf(page), 96);
  await page.click('#lesson-walk [data-part="play"]');
  await page.waitForFunction(() => !/Step 96$/.test(document.querySelector('#lesson-walk [data-part="step"]')?.textContent ?? ''));
  await page.click('#lesson-walk [data-part="play"]');
  const paused = await stepOf(page);
  await frames(page, MANY_FRAMES);
  assert.ok((await stepOf(page)) - paused <= 1);
}, STILL));

test('out of sight nothing goes on', () => withPage(async (page) => {
  await openLesson(page, 'cell');
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const before = await untilSame(page, () => stepOf(page));
  await frames(page, MANY_FRAMES);
  assert.equal(await stepOf(page), before);
}));

describe('on paper', () => {
  /** Canvases of the lesson that take room, and how many of them have nothing on them. @param {Page} page */
  const printed = (page) => page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const shown = [...document.querySelectorAll('#lesson canvas')].filter((canvas) => canvas.getClientRects().length > 0);
    const isBlank = (/** @type {HTMLCanvasElement} */ canvas) => !canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
    return { count: shown.length, blank: shown.filter((canvas) => isBlank(/** @type {HTMLCanvasElement} */ (canvas))).map(({ outerHTML }) => outerHTML) };
  });

  test('no figure is blank where no reader was near it', () => withPage(async (page) => {
    await openLesson(page, 'cell'); // on paper all is nearer, and it would come meanwhile
    await page.emulateMediaType('print');
    await page.$eval('#lesson', (lesson) => { // as it was before
      delete /** @type {HTMLElement} */ (lesson).dataset.ready;
      for (const canvas of lesson.querySelectorAll('canvas')) canvas.style.objectPosition = '-9999px';
      /** @type {HTMLElement} */ (lesson.querySelector('.channels')).replaceChildren();
    });
    const posters = await page.$$eval('#lesson [data-poster], #lesson .channels, #figure-ice canvas', async (all) => {
      const places = new Set(all.map((each) => {
        const { backgroundImage, backgroundPosition } = getComputedStyle(each), { width, height } = each.getBoundingClientRect();
        return /url\(.*lesson/.test(backgroundImage) && Math.min(width, height) > 60 ? backgroundPosition.split(',')[0] : undefined;
      }));
      return { count: all.length, places: places.size, hasAll: !places.has(undefined) };
    });
    assert.deepEqual(posters, { count: 14, places: 14, hasAll: true }, 'each its own');
    for (const figure of await page.$$('#lesson .exhibit')) {
      const png = await figure.screenshot({ encoding: 'base64' });
      const share = await page.evaluate(async (png) => {
        const picture = new Image(), canvas = document.createElement('canvas'), context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        picture.src = `data:image/png;base64,${png}`;
        await picture.decode();
        [canvas.width, canvas.height] = [picture.width, picture.height];
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const isIce = (/** @type {number} */ i) => Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60 && Math.max(data[i], data[i + 1], data[i + 2]) > 150;
        return Array.from({ length: data.length / 4 }, (_, pixel) => isIce(4 * pixel)).filter(Boolean).length / (data.length / 4);
      }, png);
      assert.ok(share > 0.01, `${await figure.evaluate(({ id }) => id)} shows nothing: ${share}`);
    }
  }));

  test('nor is one that a reader was near, and nothing is there that has to be pressed', () => withPage(async (page) => {
    await openLesson(page, 'cell');
    await scrub(page, 60);
    await page.emulateMediaType('print');
    assert.deepEqual(await printed(page), { count: 29, blank: [] });
    const controls = await page.$$eval('main :is(button, input, select)', (all) => all.filter((control) => control.getClientRects().length > 0 && getComputedStyle(control).opacity !== '0').map(({ outerHTML }) => outerHTML));
    assert.deepEqual(controls, []);
  }));
});
