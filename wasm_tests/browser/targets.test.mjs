/** The target maker, as a person uses it: emoji and text, pictures, drawing, ice; and what it says about what cannot be grown. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { loadCore } from '../../web/core/nca.js';
import { frames, press, textOf, untilStill, useBrowser } from './support/browser.mjs';
import { handFile } from './support/hand-file.mjs';
import { axeFinds, tooSmall, tooWideBy } from './support/everyone.mjs';
import { choosePreset, openStudio, untilEpoch } from './support/studio.mjs';
import { untilTold } from './support/told.mjs';

/** @import { KeyInput, Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SNOWMAN = new Uint8Array(await readFile(new URL('../../assets/targets/snowman.png', import.meta.url)));
const PHONE = Object.freeze({ width: 390, height: 844, touch: true });
const SIDE_CELLS = 32, PAD_CELLS = 40;
const TABS = /** @type {const} */ (['text', 'picture', 'draw', 'crystal', 'ice']);

/** On the post's grid, which is filled by the goal. @param {Page} page */
async function openTrainer(page) {
  await openStudio(page);
  await choosePreset(page, 'post', SIDE_CELLS);
}

/** @param {Page} page @param {typeof TABS[number]} name */
const openTab = (page, name) => press(page, `#target-tab-${name}`);

/** What the cells will see: RGBA of each of them. @param {Page} page @param {string} [selector] */
async function cellsOf(page, selector = '#goal') {
  await settled(page);
  return page.$eval(selector, (element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    return [...(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [])];
  });
}

/** The result follows at the next frame. @param {Page} page */
const settled = (page) => frames(page);

/** @param {Page} page */
async function verdict(page) {
  await settled(page);
  return textOf(page, '#target-verdict');
}

/** @param {Page} page */
async function canStart(page) {
  await settled(page);
  return page.$eval('#train-start', (button) => !(/** @type {HTMLButtonElement} */ (button).disabled));
}

/** Thousands of numbers are not worth reading where they differ. @param {number[]} a @param {number[]} b @param {string} [message] */
const assertSame = (a, b, message = 'the same picture') => assert.ok(a.join() === b.join(), message);
/** @param {number[]} a @param {number[]} b @param {string} [message] */
const assertOther = (a, b, message = 'another picture') => assert.ok(a.join() !== b.join(), message);

/** @param {number[]} rgba @returns {number} of cells that can be seen at all */
const inked = (rgba) => rgba.filter((value, i) => i % 4 === 3 && value > 25).length;

/** A red disc before a plain cream background. @param {Page} page */
const discJpeg = (page) => page.evaluate(async () => {
  const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  [canvas.width, canvas.height] = [160, 120];
  context.fillStyle = '#f6ead0';
  context.fillRect(0, 0, 160, 120);
  context.fillStyle = '#c33';
  context.arc(80, 60, 40, 0, 2 * Math.PI);
  context.fill();
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  return [...new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer())];
});

/** Where the sheet is. @param {Page} page */
async function padBox(page) {
  await untilStill(page, '.draw-pad');
  const box = await (await page.$('.draw-pad'))?.boundingBox();
  assert.ok(box);
  return box;
}

/** Draw with the mouse through places given as shares of the sheet. @param {Page} page @param {[number, number][]} places */
async function drawLine(page, ...places) {
  const box = await padBox(page);
  const at = (/** @type {[number, number]} */ [x, y]) => /** @type {const} */ ([box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(...at(places[0]));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 8 });
  await page.mouse.up();
}

/** Length of the outline squared, over the area. @param {number[]} rgba of SIDE_CELLS on each side */
function outline(rgba) {
  const isIcy = (/** @type {number} */ x, /** @type {number} */ y) => x >= 0 && y >= 0 && x < SIDE_CELLS && y < SIDE_CELLS && rgba[(y * SIDE_CELLS + x) * 4 + 3] > 127;
  let length = 0, area = 0;
  for (let y = 0; y < SIDE_CELLS; y++) {
    for (let x = 0; x < SIDE_CELLS; x++) {
      if (!isIcy(x, y)) continue;
      area++;
      length += [isIcy(x - 1, y), isIcy(x + 1, y), isIcy(x, y - 1), isIcy(x, y + 1)].filter((icy) => !icy).length;
    }
  }
  return length ** 2 / area;
}

/** How unlike alpha is between each place and where it goes. @param {number[]} rgba @param {number} side @param {(x: number, y: number) => [number, number]} move from the middle to the middle */
function unlikeness(rgba, side, move) {
  const alphaAt = (/** @type {number} */ x, /** @type {number} */ y) => { // between cells
    const px = x + side / 2 - 0.5, py = y + side / 2 - 0.5, left = Math.floor(px), top = Math.floor(py), fx = px - left, fy = py - top;
    const at = (/** @type {number} */ cx, /** @type {number} */ cy) => (cx < 0 || cy < 0 || cx >= side || cy >= side ? 0 : rgba[(cy * side + cx) * 4 + 3]);
    return (at(left, top) * (1 - fx) + at(left + 1, top) * fx) * (1 - fy) + (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy;
  };
  let unlike = 0, all = 0;
  for (let y = 0.5 - side / 2; y < side / 2; y++) {
    for (let x = 0.5 - side / 2; x < side / 2; x++) {
      if (Math.hypot(x, y) > side / 2 - 1) continue;
      unlike += Math.abs(alphaAt(x, y) - alphaAt(...move(x, y)));
      all += alphaAt(x, y);
    }
  }
  return unlike / all;
}

/** @param {number} x @param {number} y @returns {[number, number]} */
const turned = (x, y) => [x / 2 - (y * Math.sqrt(3)) / 2, (x * Math.sqrt(3)) / 2 + y / 2];
/** @param {number} x @param {number} y @returns {[number, number]} */
const mirrored = (x, y) => [-x, y];

describe('emoji and text', () => {
  test('an emoji that is typed becomes the goal; a suggested one too', () => withPage(async (page) => {
    await openTrainer(page);
    const before = await cellsOf(page);
    await page.type('#target-text', '❄');
    const typed = await cellsOf(page);
    assertOther(typed, before);
    assert.ok(inked(typed) > 40, 'it is drawn');
    assert.match(await verdict(page), /^Good to grow/);
    const suggestions = await page.$$('.suggestions button');
    assert.equal(suggestions.length, 12);
    await page.click('[aria-label="Suggested emoji"] button:nth-child(4)');
    assertOther(await cellsOf(page), typed);
    assert.equal(await canStart(page), true);
  }));

  test('text takes the colour that was chosen, fills the room and lies in the middle of it', () => withPage(async (page) => {
    await openTrainer(page);
    await page.type('#target-text', 'HI');
    await page.$eval('#target-panel-text input[type=color]', (element) => {
      const input = /** @type {HTMLInputElement} */ (element);
      input.value = '#ff0000';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const rgba = await cellsOf(page), columns = [], rows = [];
    for (let i = 0; i < rgba.length; i += 4) {
      if (rgba[i + 3] < 128) continue;
      assert.deepEqual(rgba.slice(i, i + 3), [255, 0, 0]);
      columns.push((i / 4) % SIDE_CELLS);
      rows.push(Math.floor(i / 4 / SIDE_CELLS));
    }
    const middle = (/** @type {number[]} */ values) => (Math.min(...values) + Math.max(...values)) / 2;
    assert.ok(Math.abs(middle(columns) - 15.5) <= 1 && Math.abs(middle(rows) - 15.5) <= 1, `${middle(columns)}, ${middle(rows)}`);
    assert.ok(Math.max(...columns) - Math.min(...columns) >= SIDE_CELLS - 3, 'as wide as it can be');
  }));

  test('what no font can draw, what leaves no ink, and nothing at all are answered in words', () => withPage(async (page) => {
    await openTrainer(page);
    await page.type('#target-text', '\u{10FFFD}');
    assert.match(await verdict(page), /cannot draw “\u{10FFFD}”/u);
    assert.equal(await canStart(page), false);
    await page.$eval('#target-text', (input) => { /** @type {HTMLInputElement} */ (input).value = ''; });
    await page.type('#target-text', '\u200b');
    assert.match(await verdict(page), /leaves no ink/);
    await page.keyboard.press('Backspace');
    assert.match(await verdict(page), /Type an emoji/);
    assert.equal(await canStart(page), false);
    await page.type('#target-text', 'abcdefghijk');
    assert.equal(await page.$eval('#target-text', (input) => /** @type {HTMLInputElement} */ (input).value), 'abcdefgh');
    assert.equal(await canStart(page), true);
  }));

  test('a picture with an empty middle gets a warning', () => withPage(async (page) => {
    await openTrainer(page);
    await page.type('#target-text', 'O');
    assert.match(await verdict(page), /none in the middle/);
    assert.equal(await canStart(page), true, 'but it may be tried');
  }));
});

describe('pictures', () => {
  test('a PNG that is dropped is read to the bit as the core reads it', () => withPage(async (page) => {
    await openTrainer(page);
    await handFile(page, 'drop', 'snowman.png', 'image/png', SNOWMAN);
    await untilTold(page, /The goal is now snowman\.png/);
    assert.equal(await page.$eval('#target-tab-picture', (tab) => tab.getAttribute('aria-selected')), 'true');
    const core = await loadCore(await readFile(new URL('../../build/wasm/nca.wasm', import.meta.url)));
    const target = core.readTarget(SNOWMAN, { height: SIDE_CELLS, width: SIDE_CELLS, keepAspect: true });
    const rgba = await cellsOf(page);
    for (let i = 0; i < rgba.length; i += 4) { // a canvas rounds the colours of what is half transparent
      assert.equal(rgba[i + 3], Math.round(255 * target[i + 3]), `alpha ${i}`);
      for (let c = i; rgba[i + 3] === 255 && c < i + 3; c++) assert.equal(rgba[c], Math.round(255 * target[c]), `colour ${c}`);
    }
  }));

  test('a JPEG that is pasted: its background is cut out, with any tolerance, and comes back', () => withPage(async (page) => {
    await openTrainer(page);
    await handFile(page, 'paste', 'image.jpg', 'image/jpeg', await discJpeg(page));
    await untilTold(page, /The goal is now Pasted picture/);
    const whole = await cellsOf(page);
    assert.equal(inked(whole), SIDE_CELLS * 24, 'four to three');
    await page.click('#target-cut');
    const cut = await cellsOf(page), share = inked(cut) / SIDE_CELLS ** 2;
    assert.ok(Math.abs(share - Math.PI / 4) < 0.06, `a disc that fills the room: ${share}`);
    assert.match(await verdict(page), /^Good to grow/);
    await page.focus('#target-tolerance');
    await page.keyboard.press('End');
    assert.equal(await canStart(page), true);
    await page.click('#target-cut');
    assertSame(await cellsOf(page), whole);
  }));

  test('a square without a transparent part: it says that a rectangle will grow', () => withPage(async (page) => {
    await openTrainer(page);
    await handFile(page, 'drop', 'plain.svg', 'image/svg+xml', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="teal"/></svg>'));
    await untilTold(page, /plain\.svg/);
    assert.match(await verdict(page), /full rectangle will grow/);
    await press(page, '#target-cut'); // the page may still be gliding to where the picture was put
    assert.match(await verdict(page), /nothing is left/);
    assert.equal(await canStart(page), false);
  }));

  test('text that is pasted into the text field stays text, and nothing is pasted while the studio is closed', () => withPage(async (page) => {
    const png = [...SNOWMAN];
    await handFile(page, 'paste', 'image.png', 'image/png', png);
    await settled(page);
    assert.equal(await textOf(page, '#messages'), '');
    await openTrainer(page);
    const before = await cellsOf(page);
    await page.$eval('#target-text', (input) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
      data.setData('text/plain', 'hi');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    assertSame(await cellsOf(page), before);
    assert.equal(await textOf(page, '#messages'), '');
  }));

  test('one of the page’s own pictures is chosen', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'picture');
    await page.click('[aria-label="Pictures that come with the page"] button:nth-child(2)');
    await untilTold(page, /The goal is now Snowman/);
    assert.match(await verdict(page), /^Good to grow/);
  }));
});

describe('drawing', () => {
  test('with the mouse, six-fold: turned, and mirrored where it is asked for', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'draw');
    await drawLine(page, [0.5, 0.5], [0.55, 0.15], [0.7, 0.2]);
    const both = await cellsOf(page, '.draw-pad canvas');
    assert.ok(inked(both) > 100);
    assert.ok(unlikeness(both, PAD_CELLS, turned) < 0.15, `turned: ${unlikeness(both, PAD_CELLS, turned)}`);
    assert.ok(unlikeness(both, PAD_CELLS, mirrored) < 0.01, `mirrored: ${unlikeness(both, PAD_CELLS, mirrored)}`);
    const goal = await cellsOf(page);
    assert.ok(unlikeness(goal, SIDE_CELLS, turned) < 0.15 && unlikeness(goal, SIDE_CELLS, mirrored) < 0.01, 'so does the goal');

    await page.click('#target-clear');
    await page.click('input[name="target-symmetry"][value="six"] + span');
    await drawLine(page, [0.5, 0.5], [0.55, 0.15], [0.7, 0.2]);
    const six = await cellsOf(page, '.draw-pad canvas');
    assert.ok(unlikeness(six, PAD_CELLS, turned) < 0.15, `turned: ${unlikeness(six, PAD_CELLS, turned)}`);
    assert.ok(unlikeness(six, PAD_CELLS, mirrored) > 0.3, 'not mirrored');

    await page.click('#target-clear');
    await page.click('input[name="target-symmetry"][value="none"] + span');
    await drawLine(page, [0.5, 0.5], [0.55, 0.15], [0.7, 0.2]);
    assert.ok(unlikeness(await cellsOf(page, '.draw-pad canvas'), PAD_CELLS, turned) > 0.5, 'free');
  }));

  test('undo, redo, clear and the eraser; an empty drawing is refused in words', () => withPage(async (page) => {
    await openTrainer(page);
    const before = await cellsOf(page);
    await openTab(page, 'draw');
    assertSame(await cellsOf(page), before, 'to look is not to choose');
    const pad = () => cellsOf(page, '.draw-pad canvas');
    const empty = await pad();
    await drawLine(page, [0.5, 0.5], [0.5, 0.2]);
    const one = await pad();
    await page.click('.swatch[aria-label="Red"]');
    await drawLine(page, [0.4, 0.4], [0.3, 0.4]);
    const two = await pad();
    assert.ok(two.some((value, i) => i % 4 === 0 && value > 200 && two[i + 1] < 100), 'red');
    await page.click('#target-undo');
    assertSame(await pad(), one);
    await page.click('#target-undo');
    assertSame(await pad(), empty);
    assert.match(await verdict(page), /Nothing is drawn yet/);
    assert.equal(await canStart(page), false);
    await page.click('#target-undo'); // once too often
    await page.click('#target-redo');
    assertSame(await pad(), one);
    assert.equal(await canStart(page), true);
    await page.click('#target-redo');
    assertSame(await pad(), two);
    await page.click('input[name="target-tool"][value="eraser"] + span');
    await drawLine(page, [0.5, 0.5], [0.5, 0.1]);
    assert.ok(inked(await pad()) < inked(two));
    await page.click('#target-clear');
    assertSame(await pad(), empty);
    assert.match(await verdict(page), /Nothing is drawn yet/);
    await page.click('#target-undo');
    assert.ok(inked(await pad()) > 0, 'what was cleared comes back');
  }));

  test('by keys alone', () => withPage(async (page) => {
    await openTrainer(page);
    await page.focus('#target-tab-text');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.focus('.draw-pad');
    const pad = () => cellsOf(page, '.draw-pad canvas');
    /** @param {KeyInput[]} keys */
    const type = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
    await page.keyboard.down('Space');
    await type('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    await page.keyboard.up('Space');
    const line = await pad();
    assert.ok(inked(line) > 60, `${inked(line)} cells`);
    assert.match(await textOf(page, '.draw-pad [role=status]'), /6 cells above the middle/);
    await type('ArrowRight', 'ArrowRight', 'ArrowRight');
    assertSame(await pad(), line, 'the brush moves without drawing');
    await type('Enter');
    const dot = await pad();
    assert.ok(inked(dot) > inked(line));
    await type('z');
    assertSame(await pad(), line);
    await type('y');
    assertSame(await pad(), dot);
    await page.keyboard.down('Control');
    await type('z', 'z');
    await page.keyboard.up('Control');
    assert.equal(inked(await pad()), 0);
    assert.equal(await canStart(page), false);
  }));

  test('a finger draws and does not scroll; a second one is left alone', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'draw');
    const box = await padBox(page), scrolled = await page.evaluate(() => scrollY);
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const finger = await page.touchscreen.touchStart(x, y);
    for (let i = 1; i <= 6; i++) await finger.move(x, y - i * 20);
    const one = await cellsOf(page, '.draw-pad canvas'), second = await page.touchscreen.touchStart(x + 110, y + 30);
    await second.move(x + 110, y + 60);
    assertSame(await cellsOf(page, '.draw-pad canvas'), one);
    await second.end();
    await finger.end();
    assert.ok(inked(await cellsOf(page, '.draw-pad canvas')) > 60);
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    assert.match(await verdict(page), /^Good to grow/);
  }, PHONE));
});

describe('crystal', () => {
  const number = (/** @type {Page} */ page) => page.$eval('#target-flake', (field) => /** @type {HTMLInputElement} */ (field).value);
  const write = async (/** @type {Page} */ page, /** @type {string} */ content) => {
    await page.$eval('#target-flake', (field) => /** @type {HTMLInputElement} */ (field).select());
    await page.type('#target-flake', content);
    await page.keyboard.press('Enter');
  };

  test('a number, another one and sliders make the crystal; the number gives the same one again', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'crystal');
    const first = await number(page), crystal = await cellsOf(page);
    assert.match(await verdict(page), /^Good to grow/);
    assert.equal(await textOf(page, '.target-result strong'), `Crystal ${first}`);
    await press(page, '#target-another');
    const second = await number(page);
    assert.notEqual(second, first);
    assertOther(await cellsOf(page), crystal);
    assert.match(await verdict(page), /^Good to grow/);

    await page.focus('#target-crystal-width');
    await page.keyboard.press('ArrowRight');
    await settled(page);
    assert.equal(await number(page), '', 'a slider has left the number');
    assert.match(await textOf(page, '#target-crystal-width + output'), /^\d\d?%$/);
    assert.equal(await textOf(page, '.target-result strong'), 'Crystal of yours');
    await write(page, first);
    assertSame(await cellsOf(page), crystal);
    assert.equal(await textOf(page, '.target-result strong'), `Crystal ${first}`);

    for (const wrong of ['-1', '4294967296', '1.5', 'snow', ' ']) {
      await write(page, wrong);
      assert.equal(await number(page), first, wrong);
    }
    assertSame(await cellsOf(page), crystal);
  }));

  test('every slider changes the crystal', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'crystal');
    for (const axis of ['plate', 'outward', 'branches', 'width']) {
      const before = await cellsOf(page);
      await page.focus(`#target-crystal-${axis}`);
      await page.keyboard.press('PageUp');
      await page.keyboard.press('PageUp');
      await settled(page);
      assertOther(await cellsOf(page), before, axis);
    }
  }));
});

describe('ice', () => {
  test('rule, steps and colours make the flake; presets and surprises can be learnt', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'ice');
    const star = await cellsOf(page);
    assert.match(await verdict(page), /^Good to grow/);
    await page.click('input[name="target-ice-2"][value="freezes"] + span');
    const ruled = await cellsOf(page);
    assertOther(ruled, star);
    await page.focus('#target-ice-steps');
    await page.keyboard.press('ArrowRight');
    const longer = await cellsOf(page);
    assertOther(longer, ruled);
    await page.$eval('#target-panel-ice input[type=color]', (element) => {
      const input = /** @type {HTMLInputElement} */ (element);
      input.value = '#ff0000';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    assertOther(await cellsOf(page), longer);
    await page.click('.ice-flakes button:first-child');
    assertSame(await cellsOf(page), star);
    const flakes = new Set();
    for (let i = 0; i < 6; i++) {
      await page.click('#target-surprise');
      const flake = await cellsOf(page), share = inked(flake) / SIDE_CELLS ** 2;
      flakes.add(flake.join());
      assert.ok(share > 0.1 && share < 0.7, `neither tiny nor a plate: ${share}`);
      assert.ok(outline(flake) > 35, `a plain hexagon has 20: ${outline(flake)}`);
      assert.match(await verdict(page), /^Good to grow/);
    }
    assert.ok(flakes.size > 2, `${flakes.size} different ones`);
  }));

  test('a flake with an empty middle gets a warning, an empty one is refused in words', () => withPage(async (page) => {
    await openTrainer(page);
    await openTab(page, 'ice');
    await page.click('.ice-flakes button:nth-child(3)'); // freezes with 1, melts with 2
    await page.click('input[name="target-ice-0"][value="melts"] + span');
    assert.match(await verdict(page), /none in the middle/);
    assert.equal(await canStart(page), true);
    await page.click('input[name="target-ice-1"][value="melts"] + span');
    assert.match(await verdict(page), /It is empty/);
    assert.equal(await canStart(page), false);
  }));
});

test('another preset has another grid, and the goal is read anew for it', () => withPage(async (page) => {
  await openTrainer(page);
  await page.type('#target-text', 'X');
  await settled(page);
  await choosePreset(page, 'healing', 48);
  const rgba = await cellsOf(page);
  assert.ok(inked(rgba) > 100);
  for (let i = 3; i < rgba.length; i += 4) {
    const x = ((i - 3) / 4) % 48;
    if (x < 8 || x >= 40) assert.equal(rgba[i], 0, 'nothing where room is kept');
  }
}));

test('a drawing is trained on', () => withPage(async (page) => {
  await openTrainer(page);
  await openTab(page, 'draw');
  await drawLine(page, [0.5, 0.5], [0.5, 0.15]);
  await settled(page);
  await page.click('#train-start');
  await untilEpoch(page, 3);
  await page.click('#train-stop');
}));

for (const [name, options] of /** @type {const} */ ([
  ['light, desktop', { media: { 'prefers-color-scheme': 'light' } }],
  ['dark, phone', { ...PHONE, media: { 'prefers-color-scheme': 'dark' } }],
])) {
  test(`every tab: axe-core finds nothing wrong, nothing is too wide or too small: ${name}`, () => withPage(async (page) => {
    await openTrainer(page);
    await handFile(page, 'drop', 'disc.jpg', 'image/jpeg', await discJpeg(page));
    await untilTold(page, /disc\.jpg/);
    await press(page, '#target-cut');
    for (const tab of TABS) {
      await press(page, `#target-tab-${tab}`);
      await settled(page);
      const violations = await axeFinds(page, '#train'), wide = await tooWideBy(page);
      const small = await tooSmall(page, '#trainer :is(button, select, input:not([type=radio]), .segmented label)');
      assert.deepEqual({ violations, wide, small }, { violations: [], wide: 0, small: [] }, tab);
    }
  }, options));
}
