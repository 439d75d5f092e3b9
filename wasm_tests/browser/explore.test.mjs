/** Exploring on the stage: tools, undo, time, view, settings, meters, and three flakes side by side. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { flake, see, textOf, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();

/** Grown, standing still, and its box in the window. @param {Page} page @param {number} [numSteps] */
async function grown(page, numSteps = 120) {
  await waitForFlake(page, (element) => element.numAlive > 0);
  return flake(page, /** @type {any} */ (new Function('element', `
    element.pause(); element.restart(); element.step(${numSteps}); element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, side: box.width };
  `)));
}

const alive = (/** @type {Page} */ page) => flake(page, (element) => element.numAlive);
const stepOf = (/** @type {Page} */ page) => flake(page, (element) => element.numSteps);
/** A number that changes with any bit of the state. @param {Page} page */
const bits = (page) => flake(page, (element) => {
  if (!element.sim) return 0;
  const { buffer, byteOffset, length } = element.sim.state;
  return new Uint32Array(buffer, byteOffset, length).reduce((hash, each) => (Math.imul(hash ^ each, 0x01000193) >>> 0), 0x811c9dc5);
});
const chooseTool = (/** @type {Page} */ page, /** @type {string} */ tool) => page.click(`label:has([name="tool"][value="${tool}"])`);

/** @param {Page} page @param {number} fromX @param {number} fromY @param {number} toX @param {number} toY */
async function drag(page, fromX, fromY, toX, toY) {
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(toX, toY, { steps: 5 });
  await page.mouse.up();
}

describe('tools', () => {
  test('each does its own, and undo brings back every bit', () => withPage(async (page) => {
    const { x, y, side } = await grown(page), whole = await alive(page), before = await bits(page);
    const far = side / 3;
    /** @type {Record<string, { act: () => Promise<void>, check: (now: number) => boolean }>} */
    const tools = {
      wound: { act: () => drag(page, x - far / 2, y, x + far / 2, y), check: (now) => now < whole - 20 && now > whole / 2 },
      cut: { act: () => drag(page, x - far / 8, y - far / 8, x + far / 8, y + far / 8), check: (now) => now < whole - 40 && now > whole / 2 },
      half: { act: () => drag(page, x, y, x + far / 4, y), check: (now) => Math.abs(now - whole / 2) < 0.15 * whole },
      noise: { act: () => page.mouse.click(x - 1.1 * far, y - 1.1 * far), check: (now) => now > whole },
      seed: { act: () => page.mouse.click(x - 1.1 * far, y - 1.1 * far), check: (now) => now === whole + 9 },
    };
    for (const [tool, { act, check }] of Object.entries(tools)) {
      await chooseTool(page, tool);
      await act();
      const now = await alive(page);
      assert.ok(check(now), `${tool}: ${whole} alive before, ${now} after`);
      const after = await bits(page);
      await page.click('#undo');
      assert.equal(await bits(page), before, `undo of ${tool}`);
      await page.click('#redo');
      assert.equal(await bits(page), after, `redo of ${tool}`);
      await page.click('#undo');
    }
    await page.waitForSelector('#undo[aria-disabled="true"]'); // told in the next frame
  }));

  test('a cut is shown before it is made, and by keyboard it can be turned', () => withPage(async (page) => {
    const { x, y, side } = await grown(page), whole = await alive(page);
    const isShown = () => flake(page, (element) => !element.shadowRoot?.querySelector('.cut')?.hasAttribute('hidden'));
    await chooseTool(page, 'half');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + side / 4, y, { steps: 3 });
    assert.equal(await isShown(), true);
    assert.equal(await alive(page), whole);
    await page.mouse.up();
    assert.equal(await isShown(), false);
    assert.ok(await alive(page) < whole);
    await flake(page, (element) => { element.undo(); element.focus(); });
    await page.keyboard.press('ArrowLeft');
    assert.equal(await isShown(), true);
    for (let i = 0; i < 6; i++) await page.keyboard.press('.');
    await page.keyboard.press('Enter');
    const { upper, lower } = await flake(page, (element) => {
      const { state, height, width } = /** @type {import('../../web/core/nca.js').Sim} */ (element.sim), sums = { upper: 0, lower: 0 };
      for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) sums[row < height / 2 ? 'upper' : 'lower'] += state[(row * width + column) * 16 + 3] ** 2;
      return sums;
    });
    assert.ok(upper > 100 && lower < upper / 10, `the lower half went: ${upper} above, ${lower} below`);
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    assert.equal(await alive(page), whole);
  }));
});

describe('time', () => {
  test('scrub back, step back and on: the same frames again; a new edit forgets what was ahead', () => withPage(async (page) => {
    const { x, y } = await grown(page, 100);
    const at100 = await bits(page);
    await page.mouse.click(x, y);
    const wounded = await bits(page);
    await flake(page, (element) => element.step(80));
    const at180 = await bits(page);
    await page.click('#back');
    assert.equal(await stepOf(page), 179);
    await page.click('#step');
    assert.equal(await bits(page), at180);
    await page.focus('#time');
    await page.keyboard.press('Home');
    assert.equal(await stepOf(page), 0);
    await page.keyboard.press('End');
    await waitForFlake(page, (element) => element.numSteps === 180);
    assert.equal(await bits(page), at180, 'the wound is told again');
    await page.click('#undo');
    assert.deepEqual([await stepOf(page), await bits(page)], [100, at100]);
    await page.click('#redo');
    assert.equal(await bits(page), wounded);
    await flake(page, (element) => { element.goTo(50); element.wound(30, 30, 3); });
    assert.equal(await flake(page, (element) => element.timeline?.lastStep), 50);
    await page.waitForSelector('#redo[aria-disabled="true"]');
  }));

  test('a button that is pressed before it was told that it can be does what it says', () => withPage(async (page) => {
    await grown(page);
    await page.waitForSelector('#undo:not([disabled])'); // as it is once anything was told
    assert.deepEqual(await flake(page, (element) => {
      const button = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.querySelector(`#${id}`)), seen = [element.numAlive];
      element.wound(25, 25, 5);
      for (const id of ['undo', 'redo', 'undo']) {
        button(id).click();
        seen.push(element.numAlive);
      }
      element.restart();
      element.step();
      button('back').click();
      button('back').click();
      return [seen[0] === seen[1], seen[2] < seen[0], seen[3] === seen[0], element.numSteps];
    }), [true, true, true, 0]);
  }));

  test('a long way is gone frame by frame, and the page stays awake', () => withPage(async (page) => {
    await grown(page, 3000);
    const end = await bits(page);
    await flake(page, (element) => { element.timeline?.goTo(0); element.goTo(3000); });
    await waitForFlake(page, (element) => element.numSteps === 3000);
    assert.equal(await bits(page), end);
  }));
});

test('the view is magnified and moved: by buttons, wheel, keys and two fingers; tools hit what is seen', () => withPage(async (page) => {
  const { x, y, side } = await grown(page), view = () => flake(page, (element) => element.camera);
  await page.mouse.move(x + side / 4, y);
  await page.mouse.wheel({ deltaY: -300 });
  assert.equal((await view()).zoom, 1, 'until it is magnified the wheel scrolls the page');
  await flake(page, (element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await flake(page, (element) => element.focus());
  await page.keyboard.down('Control');
  await page.mouse.wheel({ deltaY: -40 });
  await page.keyboard.up('Control');
  await page.mouse.wheel({ deltaY: -200 });
  await waitForFlake(page, (element) => element.camera.zoom > 2);
  const seen = (await view()).x;
  assert.ok(seen > 0.55, 'towards the pointer');
  await page.keyboard.down('Shift');
  await drag(page, x, y, x + side / 4, y);
  await page.keyboard.up('Shift');
  assert.ok((await view()).x < seen - 0.02, 'dragged with Shift');
  await page.keyboard.press('0');
  assert.deepEqual(await view(), { zoom: 1, x: 0.5, y: 0.5 });
  for (let i = 0; i < 4; i++) await page.click('#zoom-in');
  const whole = await alive(page);
  await flake(page, (element) => { element.brush = 1; });
  await page.mouse.click(x, y);
  assert.ok(await flake(page, (element) => element.sim && element.sim.state[(25 * 50 + 25) * 16 + 3] === 0), 'the cell in the middle');
  assert.ok(await alive(page) <= whole);
  await page.click('#zoom-all');
  assert.equal((await view()).zoom, 1);
}));

test('two fingers magnify once the flake is awake', () => withPage(async (page) => {
  const { x, y, side } = await grown(page);
  await page.touchscreen.tap(x, y);
  const undone = await flake(page, (element) => { element.undo(); return element.numAlive; });
  const one = await page.touchscreen.touchStart(x - side / 10, y), two = await page.touchscreen.touchStart(x + side / 10, y);
  for (let i = 1; i <= 4; i++) {
    await one.move(x - side / 10 - (i * side) / 20, y);
    await two.move(x + side / 10 + (i * side) / 20, y);
  }
  await one.end();
  await two.end();
  assert.ok(await flake(page, (element) => element.camera.zoom) > 2);
  await waitForFlake(page, (element) => element.timeline !== undefined);
  assert.ok(Math.abs(await alive(page) - undone) < 60, 'what the first finger had begun is a single touch at most');
}, { width: 390, height: 844, touch: true }));

test('rotation, fire rate, grid and seed: what is set happens, and undo sets it back', () => withPage(async (page) => {
  await grown(page, 60);
  const before = await bits(page);
  await page.click('#more summary');
  await page.focus('#angle');
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
  assert.equal(await flake(page, (element) => element.angle), 45);
  await page.focus('#fire-rate');
  await page.keyboard.press('End');
  assert.equal(await flake(page, (element) => element.fireRate), 1);
  await flake(page, (element) => element.step(30));
  await page.click('#undo');
  assert.deepEqual(await flake(page, (element) => [String(element.fireRate), element.angle]), ['undefined', 45]);
  await page.click('#undo');
  assert.equal(await flake(page, (element) => element.angle), 0, 'a stream of changes is one stroke');
  await page.waitForFunction(() => document.querySelector('#angle') instanceof HTMLInputElement && /** @type {HTMLInputElement} */ (document.querySelector('#angle')).value === '0');
  assert.equal(await bits(page), before);
  await page.select('#size', '512');
  await waitForFlake(page, (element) => element.sim?.height === 512 && element.numSteps < 30);
  await flake(page, (element) => element.step(40));
  assert.ok(await alive(page) > 100);
  await page.select('#size', '');
  await waitForFlake(page, (element) => element.sim?.height === 72);
}));

test('meters: the error falls to the picture, and a wound says how long it took', () => withPage(async (page) => {
  const { x, y } = await grown(page, 300);
  await page.waitForFunction(() => /e−5$/.test(document.querySelector('#meter-error')?.textContent ?? ''));
  await page.mouse.click(x, y);
  await page.waitForFunction(() => document.querySelector('#meter-healed')?.textContent === 'wounded');
  await flake(page, (element) => { element.speed = Infinity; element.play(); });
  await page.waitForFunction(() => Number(document.querySelector('#meter-healed')?.textContent) > 10);
  const took = Number(await textOf(page, '#meter-healed'));
  assert.ok(took < 500);
  const reads = (/** @type {string} */ what) => page.waitForFunction((what) => document.querySelector('#meter-healed')?.textContent === what, {}, what);
  await flake(page, (element) => { element.pause(); element.undo(); });
  await reads('–');
  await flake(page, (element) => element.redo());
  await reads('wounded');
  await flake(page, (element) => element.step(500));
  await page.waitForFunction((took) => Math.abs(Number(document.querySelector('#meter-healed')?.textContent) - took) <= 4, {}, took); // it is looked at so often
}));

test('inside: the channels are drawn, and the numbers are those of the cell under the brush', () => withPage(async (page) => {
  await grown(page, 100);
  await page.click('#inside summary');
  await page.waitForSelector('#inside-channels canvas');
  const { x, y, side } = await flake(page, (element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, side: box.width };
  });
  await page.mouse.move(x, y - side / 8);
  const { want, column, row } = await flake(page, (element) => {
    const box = element.getBoundingClientRect(), { sim } = element;
    if (!sim) throw new Error('no grid');
    const top = element.placeOf(0, 0).y, scale = element.placeOf(0, 1).y - top, column = 25, row = Math.floor((box.height / 2 - box.width / 8 - top) / scale);
    return { want: [...sim.state.subarray((row * 50 + column) * 16, (row * 50 + column) * 16 + 16)], column, row };
  });
  await page.waitForFunction((place) => document.querySelector('#inside-where')?.textContent?.includes(place), {}, `row ${row + 1}`);
  const shown = await page.$$eval('#inside-values .value', (values) => values.map((value) => Number(value.textContent?.replace('−', '-'))));
  shown.forEach((value, i) => assert.ok(Math.abs(value - want[i]) < 0.006, `channel ${i} of ${column}, ${row}: ${value}, ${want[i]}`));
  assert.ok(await page.$$eval('#inside-channels canvas', (canvases) => canvases.filter((canvas) => {
    const { data } = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext('2d')).getImageData(0, 0, 50, 50);
    return data.some((value, i) => i % 4 === 3 && value > 0);
  }).length) >= 12);
}));

test('three regimes side by side take the same wound at the same step; only one heals', () => withPage(async (page) => {
  await see(page, '#compare');
  await page.waitForFunction(() => [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('#trio snowflake-nca'))].filter((each) => each.numAlive > 0).length === 3);
  const each = (/** @type {string} */ what) => page.$$eval('#trio snowflake-nca', (elements, what) => elements.map((element) => /** @type {any} */ (element)[what]), what);
  await page.click('#compare-play');
  await page.$$eval('#trio snowflake-nca', (elements) => elements.forEach((element) => { /** @type {any} */ (element).restart(); /** @type {any} */ (element).step(96); }));
  const before = await each('numAlive');
  await page.click('#compare-half');
  const after = await each('numAlive');
  before.forEach((count, i) => assert.ok(Math.abs(after[i] - count / 2) < 0.2 * count, `${before} to ${after}`));
  const middle = await page.$$eval('#trio snowflake-nca', (elements) => {
    const box = elements[1].getBoundingClientRect();
    return { x: box.x + box.width / 4, y: box.y + box.height / 2 };
  });
  await page.mouse.click(middle.x, middle.y);
  assert.deepEqual(await page.$$eval('#trio snowflake-nca', (elements) => elements.map((element) => /** @type {any} */ (element).timeline.record.edits.length)), [2, 2, 2]);
  await page.$$eval('#trio snowflake-nca', (elements) => elements.forEach((element) => /** @type {any} */ (element).step(500)));
  await page.waitForFunction(() => [...document.querySelectorAll('#trio .meter')].every(({ textContent }) => textContent?.includes('596')));
  const likeness = await page.$$eval('#trio .meter', (meters) => meters.map((meter) => Number(/([\d.]+)\s?%/.exec(meter.textContent ?? '')?.[1])));
  assert.ok(likeness[2] > 99.9 && likeness[0] < 95, String(likeness));
}));
