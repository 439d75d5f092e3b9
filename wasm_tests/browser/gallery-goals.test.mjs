/** The rule with several goals that comes with the page: its goals stand in the gallery, and turn into one another. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { FIRST_FLAKE } from '../../web/core/family.js';
import { flake, press, untilStill, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
/** In the order that its file has, too. */
const NAMES = ['snowflake', 'ice-star', 'ice-feather', 'ice-needle', 'ice-bloom', 'snowman', 'evergreen', 'ice-frost', 'ice-dendrite', 'ice-branch', 'ice-blade', 'ice-plate'];

const tile = (/** @type {string} */ goal) => `#gallery label:has([value="ice-gallery ${goal}"])`;
const untilChecked = (/** @type {Page} */ page, /** @type {string | null} */ value) => page.waitForFunction((value) => (/** @type {HTMLInputElement | null} */ (document.querySelector('#gallery input:checked'))?.value ?? null) === value, {}, value);

test('each goal has a tile with a picture, behind the rules that know one picture alone', () => withPage(async (page) => {
  const groups = await page.$$eval('#gallery > :is(label, .gallery-heading)', (all) => all.map((each) => (each.querySelector('input')?.value ?? each.textContent)));
  const rule = groups.indexOf('All by one rule: each turns into the next'), ways = groups.indexOf('The same, taught in other ways');
  assert.deepEqual(groups.slice(rule + 1, ways), NAMES.map((name) => `ice-gallery ${name}`));
  assert.equal(groups[0], 'snowflake');
  for (const id of ['ice-family', 'ice-star', 'evergreen', 'ice-rosette']) assert.ok(groups.indexOf(id) > 0 && groups.indexOf(id) < rule, id);
  assert.ok(groups.indexOf('snowflake-growing') > ways, groups.join());
  const tiles = await page.$$eval('#gallery label:has([value^="ice-gallery"])', (labels) => labels.map((label) => {
    const poster = label.querySelector('.poster'), { width, height } = poster?.getBoundingClientRect() ?? { width: 0, height: 0 };
    return { title: label.textContent, isSquare: width > 24 && width === height, place: poster && getComputedStyle(poster).backgroundPosition };
  }));
  assert.equal(tiles[7].title, 'Frost star');
  assert.ok(tiles.every(({ title, isSquare }) => title && !title.includes('-') && isSquare), JSON.stringify(tiles));
  assert.equal(new Set(tiles.map(({ place }) => place)).size, NAMES.length, 'each its own part of the picture');
}));

test('a tile that is pointed at grows what its poster shows, as large', { timeout: 180_000 }, () => withPage(async (page) => {
  for (const id of ['ice-family', 'ice-rosette', 'ice-floes', 'snowman']) {
    const live = `#gallery label:has([value="${id}"]) snowflake-nca`;
    await untilStill(page, `#gallery label:has([value="${id}"])`);
    await page.hover(`#gallery label:has([value="${id}"])`);
    await page.waitForSelector(live);
    await page.waitForFunction((live) => Number(/** @type {any} */ (document.querySelector(live)).numSteps) > 0, {}, live);
    const { share, which } = await page.$eval(live, (each) => {
      const element = /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (each), { padding } = /** @type {any} */ (element.currentModel), side = element.sim?.width ?? NaN;
      return { share: (element.placeOf(side - padding, 0).x - element.placeOf(padding, 0).x) / element.clientWidth, which: element.timeline?.settings.kinds?.[0].flake };
    });
    assert.ok(Math.abs(share - 0.84) < 0.03, `${id} fills ${share} of its frame`);
    if (id === 'ice-family') assert.equal(which, FIRST_FLAKE);
  }
}));

test('of rows that go on below, a picture that is half to be seen is all of it once it is pressed', () => withPage(async (page) => {
  await untilStill(page, '#gallery');
  const half = await page.$eval('#gallery', (gallery) => {
    const { bottom } = gallery.getBoundingClientRect(), boxes = [...gallery.querySelectorAll('.thumbnail')].map((picture) => picture.getBoundingClientRect());
    const cut = boxes.find((box) => box.top < bottom - 8 && box.bottom > bottom);
    return cut && { x: cut.left + cut.width / 2, y: (cut.top + bottom) / 2 };
  });
  assert.ok(half, 'there is one');
  await page.mouse.click(half.x, half.y);
  await page.waitForFunction(() => {
    const gallery = document.querySelector('#gallery'), label = gallery?.querySelector('label:has(:checked)');
    if (!gallery || !label) return false;
    const [room, box] = [gallery, label].map((each) => each.getBoundingClientRect());
    return gallery.scrollTop > 0 && box.top >= room.top && box.bottom <= room.bottom - parseFloat(getComputedStyle(gallery).paddingBottom);
  });
}));

test('another goal of the rule that grows: the living flake turns into it, which is taken back; another rule starts from a seed', () => withPage(async (page) => {
  await page.click(tile('ice-bloom'));
  await waitForFlake(page, ({ model, goal, numSteps }) => model === 'ice-gallery' && goal === 'ice-bloom' && numSteps > 20);
  await flake(page, (element) => { element.addEventListener('edit', () => { element.dataset.at = String(element.numSteps); }, { once: true }); });
  await page.click(tile('ice-frost'));
  await waitForFlake(page, ({ goal }) => goal === 'ice-frost');
  assert.ok(Number(await flake(page, ({ dataset }) => dataset.at)) > 20, 'no restart');
  await page.waitForFunction(() => /like its picture/.test(document.querySelector('#likeness')?.textContent ?? ''));
  await press(page, '#undo');
  await untilChecked(page, 'ice-gallery ice-bloom');
  await press(page, '#redo');
  await untilChecked(page, 'ice-gallery ice-frost');
  await page.click('#gallery label:has([value="ice-feather"])');
  await waitForFlake(page, ({ model, goal, timeline }) => model === 'ice-feather' && goal === '' && timeline?.canUndo === false);
  await page.click(tile('ice-star'));
  await waitForFlake(page, ({ model, timeline }) => model === 'ice-gallery' && timeline?.canUndo === false);
  await untilChecked(page, 'ice-gallery ice-star');
}));

test('what it turns into is as near to its picture as what grew from a seed', () => withPage(async (page) => {
  await page.click(tile('ice-dendrite'));
  await waitForFlake(page, ({ goal, numSteps }) => goal === 'ice-dendrite' && numSteps > 96);
  await page.click(tile('ice-needle'));
  await waitForFlake(page, ({ goal }) => goal === 'ice-needle');
  await flake(page, (element) => element.step(500));
  await page.waitForFunction(() => /^9[89]\.|^100/.test(document.querySelector('#likeness')?.textContent ?? ''));
}));

test('whichever way the rule came to the stage; and of a mix no tile is the chosen one', () => withPage(async (page) => {
  const file = await readFile(new URL('../../assets/models/ice-gallery.safetensors', import.meta.url), 'base64');
  await page.$eval('#flake', async (element, file) => {
    await /** @type {import('../../web/element/snowflake-nca.js').SnowflakeNca} */ (element).loadModel(new Blob([Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))]));
  }, file);
  await untilChecked(page, 'ice-gallery snowflake');
  await waitForFlake(page, ({ numSteps }) => numSteps > 20);
  await flake(page, (element) => { element.addEventListener('edit', () => { element.dataset.at = String(element.numSteps); }, { once: true }); });
  await page.click(tile('ice-bloom'));
  await waitForFlake(page, ({ goal }) => goal === 'ice-bloom');
  assert.ok(Number(await flake(page, ({ dataset }) => dataset.at)) > 20, 'no restart');
  await flake(page, (element) => { element.mix = [0.5, 0.5]; });
  await untilChecked(page, null);
  await press(page, '#undo');
  await waitForFlake(page, ({ mix }) => mix === undefined);
  const goal = await flake(page, (element) => element.goal || 'snowflake'); // what was done within a second is one stroke
  await untilChecked(page, `ice-gallery ${goal}`);
}));
