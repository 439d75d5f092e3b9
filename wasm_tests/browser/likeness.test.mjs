/** How like its picture what grows is: of a flake of a family the picture is drawn as it is wanted, and of several on one grid there is none. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { mixOfFlake } from '../../web/core/family.js';
import { encodeModel } from '../../web/share/model-link.js';
import { loadTestCore } from '../support/core.js';
import { familyOfFlakes } from '../support/several-goals.js';
import { flake, frames, press, textOf, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */
/** @import { Core } from '../../web/core/nca.js' */
/** @import { Model } from '../../web/core/types.js' */

const { withPage } = useBrowser();
const SIDE = 40, PADDING = 4;

/** @type {Core} */
let core;
before(async () => { core = await loadTestCore(); });

/** @param {Model} model @param {number} number @param {(page: Page) => Promise<void>} use */
const withFlake = (model, number, use) => withPage(async (page, { url }) => {
  await page.goto(`${url}?lang=en${encodeModel(model, mixOfFlake(number))}`);
  await waitForFlake(page, (element) => element.numAlive > 20);
  await flake(page, (element) => element.pause());
  await use(page);
}, { open: false });
const family = () => ({ ...familyOfFlakes(core), height: SIDE, width: SIDE, padding: PADDING });

/** What the core says of some cells, of the flake of a number. @param {number[]} state @param {number} number */
function errorOf(state, number) {
  const side = 2 * (SIDE - 2 * PADDING), model = family();
  const target = core.targetFromRgba(core.growCrystal(core.crystalPoint(number), side), side, side, { height: SIDE, width: SIDE, padding: PADDING, premultiplied: model.config.premultiplied, keepAspect: true });
  const sim = core.createSim(model);
  sim.setModel(model);
  sim.state.set(state);
  const error = sim.loss(target);
  sim.destroy();
  return error;
}

/** The next one that is told, with the cells as they are then; of a flake that is asked for first. @param {Page} page @param {number} [asked] @returns {Promise<{ error: number, state: number[] }>} */
const nextTold = (page, asked) => flake(page, (element, asked) => new Promise((resolve) => {
  if (asked !== undefined) element.flake = asked;
  const look = (/** @type {any} */ { detail }) => {
    if (detail.error === undefined) return;
    element.removeEventListener('step', look);
    resolve({ error: detail.error, state: [.../** @type {any} */ (element.sim).state] });
  };
  element.addEventListener('step', look);
  element.setCamera(element.camera);
  element.goTo(element.numSteps); // so that it tells
}), asked);
/** @param {Page} page @param {number} number @param {number} [asked] */
async function assertToldOf(page, number, asked) {
  const { error, state } = await nextTold(page, asked);
  assert.equal(error, errorOf(state, number));
}
const isNoneTold = (/** @type {Page} */ page) => page.waitForFunction(() => document.querySelector('#meter-error')?.textContent === '–');
const isOneTold = (/** @type {Page} */ page) => page.waitForFunction(() => /like its picture/.test(document.querySelector('#likeness')?.textContent ?? ''));

test('of a flake of a family: held to the crystal of its number, and of the next one, and of the first again', () => withFlake(family(), 48213, async (page) => {
  await isOneTold(page);
  await assertToldOf(page, 48213);
  await flake(page, (element) => { element.flake = 7; });
  await assertToldOf(page, 7);
  await press(page, '#undo');
  await waitForFlake(page, (element) => element.flake === 48213);
  await assertToldOf(page, 48213);
}));

test('nothing is told of one flake by the picture of another, which is drawn a moment later', () => withFlake(family(), 48213, async (page) => {
  await isOneTold(page);
  await assertToldOf(page, 7, 7);
  await isOneTold(page);
  await flake(page, (element) => new Promise((resolve) => {
    element.undo();
    const wait = () => (element.flake === 48213 ? resolve(undefined) : setTimeout(wait));
    wait();
  }));
  await assertToldOf(page, 48213);
}));

test('of one that is shaped by hand, too; of a mix that is no flake of the family there is none', () => withFlake(family(), 48213, async (page) => {
  await isOneTold(page);
  await flake(page, (element) => { element.mix = [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]; });
  await isNoneTold(page);
  await press(page, '.family summary');
  await page.focus('#axis-width');
  await page.keyboard.press('ArrowLeft');
  await isOneTold(page);
}));

test('a graft: it is said why there is none; a wound of it changes nothing about that; taken back it is there again', () => withFlake(family(), 48213, async (page) => {
  await isOneTold(page);
  const { error: before } = await nextTold(page);
  await flake(page, (element) => {
    const { width, height } = /** @type {any} */ (element.sim);
    element.tool = 'graft';
    element.toolFlake = 7;
    element.edit({ type: 'graft', wound: { shape: 'disc', x: width / 2, y: height / 2, size: 3 }, mix: /** @type {any} */ (element.toolMix) });
  });
  await isNoneTold(page);
  assert.match(await textOf(page, '#likeness'), /several flakes on one grid/);
  await flake(page, (element) => element.wound(20, 20, 2));
  await press(page, '#undo');
  await press(page, '#undo');
  await isOneTold(page);
  assert.equal((await nextTold(page)).error, before);
}));

test('of one that grew turned and was wounded then: turned back it is there again', () => withPage(async (page) => {
  await isOneTold(page);
  await flake(page, (element) => {
    element.angle = 45;
    element.wound(20, 20, 2);
  });
  await isNoneTold(page);
  await flake(page, (element) => { element.angle = 0; });
  await isOneTold(page);
}));

test('where no worker may be started the flake grows without it', () => withPage(async (page, { url }) => {
  await page.evaluateOnNewDocument(() => { globalThis.Worker = /** @type {any} */ (class { constructor() { throw new DOMException('not here', 'SecurityError'); } }); });
  await page.goto(`${url}?lang=en${encodeModel(family(), mixOfFlake(48213))}`);
  await waitForFlake(page, (element) => element.numAlive > 20);
  await frames(page, 30);
  await isNoneTold(page);
  assert.match(await textOf(page, '#likeness'), /cells alive/);
}, { open: false }));
