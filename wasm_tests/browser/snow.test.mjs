/** The snowfall: loaded late, falling and growing, still when it shall be. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { mixOfFlake } from '../../web/core/family.js';
import { encodeModel } from '../../web/share/model-link.js';
import { loadTestCore } from '../support/core.js';
import { familyOfFlakes, GOAL_NAMES, severalGoals } from '../support/several-goals.js';
import { flake, frames, MANY_FRAMES, press, textOf, untilSame, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Core } from '../../web/core/nca.js' */

const { withPage } = useBrowser();
const STILL = { media: { 'prefers-reduced-motion': 'reduce' } };

/** Scroll there, and wait until it is loaded. @param {Page} page */
async function goToSnow(page) {
  await page.$eval('#snow-frame', (frame) => frame.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await page.waitForSelector('#snow-play:not([disabled])');
}

/** @param {Page} page @param {'snow-alive' | 'snow-steps'} id */
const meter = async (page, id) => Number((await textOf(page, `#${id}`)).replaceAll(',', ''));

/** @param {Page} page @param {'snow-alive' | 'snow-steps'} id @param {number} min */
const waitForMeter = (page, id, min) => page.waitForFunction(
  (id, min) => Number(document.getElementById(id)?.textContent?.replaceAll(',', '')) >= min, {}, id, min);

/** What is on the canvas. @param {Page} page @returns {Promise<string>} */
const picture = (page) => page.$eval('#snow-canvas', (canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

/** @param {Page} page @param {string} id @param {number} value */
const slide = (page, id, value) => page.$eval(`#${id}`, (slider, value) => {
  /** @type {HTMLInputElement} */ (slider).valueAsNumber = value;
  slider.dispatchEvent(new Event('input'));
}, value);

/** @param {Page} page */
async function standsStill(page) {
  await frames(page); // the last one may still be drawn
  const before = await picture(page), steps = await meter(page, 'snow-steps');
  await frames(page, MANY_FRAMES);
  assert.equal(await meter(page, 'snow-steps'), steps);
  assert.ok(await picture(page) === before, 'the same picture');
}

/** Grown and shown, for those who asked for less motion. @param {Page} page @param {number} numFlakes */
async function waitForStill(page, numFlakes) {
  await waitForMeter(page, 'snow-steps', 120 * numFlakes);
}

test('nothing of it is loaded before somebody comes near', () => withPage(async (page) => {
  const isLoaded = () => page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /snowfall-[^/]*\.js$/.test(name)));
  await frames(page, MANY_FRAMES);
  assert.equal(await isLoaded(), false);
  await goToSnow(page);
  assert.equal(await isLoaded(), true);
  const models = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => /([\w-]+)-[\w-]{8}\.safetensors$/.exec(name)?.[1]).filter(Boolean));
  assert.deepEqual(models.filter((name) => !name?.startsWith('snowflake')), ['ice-family'], 'no rule beside the one whose flakes fall');
}, { height: 300 }));

test('flakes fall and grow, pause stops every step, and it goes on', () => withPage(async (page) => {
  await goToSnow(page);
  assert.equal(await textOf(page, '#snow-play-label'), 'Pause');
  await waitForMeter(page, 'snow-steps', 100);
  const early = await picture(page);
  await waitForMeter(page, 'snow-alive', 4000);
  await page.waitForFunction((early) => /** @type {HTMLCanvasElement} */ (document.querySelector('#snow-canvas')).toDataURL() !== early, {}, early);
  await page.click('#snow-play');
  assert.equal(await textOf(page, '#snow-play-label'), 'Let it snow');
  await standsStill(page);
  const steps = await meter(page, 'snow-steps');
  await page.click('#snow-play');
  await waitForMeter(page, 'snow-steps', steps + 20);
}));

test('no step out of sight', () => withPage(async (page) => {
  await goToSnow(page);
  await waitForMeter(page, 'snow-steps', 50);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.$eval('main', (main) => { main.style.paddingBlockStart = '200vh'; });
  // The browser tells the scene in its own time that it is out of sight.
  await untilSame(page, () => meter(page, 'snow-steps'));
  await standsStill(page);
}));

test('the slider says how many', () => withPage(async (page) => {
  await goToSnow(page);
  await slide(page, 'snow-count', 3);
  assert.equal(await textOf(page, '#snow-count-value'), '3 flakes');
  await waitForMeter(page, 'snow-alive', 900);
  await slide(page, 'snow-count', 24);
  await waitForMeter(page, 'snow-alive', 4000);
  await slide(page, 'snow-count', 1);
  await page.waitForFunction(() => Number(document.getElementById('snow-alive')?.textContent?.replaceAll(',', '')) < 1700);
  assert.equal(await page.$eval('#snow-count', (slider) => slider.getAttribute('aria-valuetext')), '1 flake');
  await slide(page, 'snow-wind', -4);
  assert.equal(await textOf(page, '#snow-wind-value'), 'leftward storm');
}));

test('who prefers less motion gets grown flakes that stand still, and may let them fall', () => withPage(async (page) => {
  await goToSnow(page);
  assert.equal(await textOf(page, '#snow-play-label'), 'Let it snow');
  await waitForStill(page, 18);
  assert.ok(await meter(page, 'snow-alive') > 18 * 700);
  await standsStill(page);
  await slide(page, 'snow-count', 19);
  await waitForStill(page, 19);
  await standsStill(page);
  const steps = await meter(page, 'snow-steps');
  await page.click('#snow-play');
  await waitForMeter(page, 'snow-steps', steps + 20);
}, STILL));

test('a press wounds a flake, and so does the button; the wounds heal', () => withPage(async (page) => {
  await goToSnow(page);
  await waitForStill(page, 18);
  const whole = await meter(page, 'snow-alive');
  const box = await (await page.$('#snow-canvas'))?.boundingBox();
  assert.ok(box);
  for (let y = 60; y < box.height - 100; y += 90) {
    for (let x = 60; x < box.width; x += 120) await page.mouse.click(box.x + x, box.y + y);
  }
  await page.waitForFunction((most) => Number(document.getElementById('snow-alive')?.textContent?.replaceAll(',', '')) < most, {}, whole - 30);
  const pressed = await meter(page, 'snow-alive');
  await press(page, '#snow-wound');
  await page.waitForFunction((pressed) => Number(document.getElementById('snow-alive')?.textContent?.replaceAll(',', '')) < pressed, {}, pressed);
  await page.click('#snow-play');
  await waitForMeter(page, 'snow-alive', pressed + 20);
}, STILL));

test('it follows the size of the window', () => withPage(async (page) => {
  await goToSnow(page);
  await waitForStill(page, 18);
  await page.setViewport({ width: 500, height: 800 });
  await page.waitForFunction(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('snow-canvas'));
    return canvas.width === canvas.clientWidth && canvas.height === canvas.clientHeight && canvas.width < 500;
  });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 500));
}, STILL));

/** @type {Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** What is said of flakes that are hit, all over the sky. @param {Page} page */
async function namesInSky(page) {
  const box = await (await page.$('#snow-canvas'))?.boundingBox(), names = new Set();
  assert.ok(box);
  for (let y = 40; y < box.height - 60; y += 60) {
    for (let x = 30; x < box.width; x += 70) {
      await page.mouse.click(box.x + x, box.y + y);
      names.add(await textOf(page, '.caught [role=status]'));
    }
  }
  names.delete('');
  return [...names];
}

test('of a family on the stage every flake that falls is another one, and one of them can be taken', () => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=en${encodeModel(familyOfFlakes(core), mixOfFlake(48213))}`);
  await waitForFlake(page, (element) => element.numAlive > 20);
  await goToSnow(page);
  await waitForStill(page, 18);
  const names = await namesInSky(page);
  assert.ok(names.length >= 8 && names.every((name) => /^Crystals, no\. \d+$/.test(name)), names.join('; '));
  const models = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /ice-\w+-[\w-]{8}\.safetensors$/.test(name)).length);
  assert.equal(models, 0, 'no other rule is fetched');
  const last = Number(/\d+/.exec(await textOf(page, '.caught'))?.[0]), steps = await flake(page, (element) => element.numSteps);
  await page.click('#snow-take');
  await page.waitForFunction((last) => /** @type {any} */ (document.querySelector('#flake')).flake === last, {}, last);
  assert.ok(await flake(page, (element) => element.numSteps) >= steps, 'the living flake turns into it');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'stage');
  await press(page, '#undo');
  await waitForFlake(page, (element) => element.flake === 48213);
}, { open: false, ...STILL }));

test('of several goals each falls; with another rule on the stage something else does', () => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=en${encodeModel({ ...severalGoals(core), name: 'Three' })}`);
  await waitForFlake(page, (element) => element.numAlive > 20);
  await goToSnow(page);
  await waitForStill(page, 18);
  const names = await namesInSky(page), expected = GOAL_NAMES.map((name) => `Three, ${name}`);
  assert.deepEqual(names.sort(), expected.sort());
  const steps = await meter(page, 'snow-steps');
  await flake(page, (element) => element.loadModel('snowman', { goal: '' }).then(() => true));
  await waitForMeter(page, 'snow-steps', steps + 120 * 18);
  const others = await namesInSky(page);
  assert.ok(others.length > 2 && others.some((name) => name.startsWith('Snow crystals')) && others.slice(1).every((name) => !name.startsWith('Three')), others.join('; '));
}, { open: false, ...STILL }));
