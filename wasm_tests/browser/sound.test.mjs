/** The sound of the cells: off at every visit, soft, heard where it is on and something grows, and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { flake, openPage, useBrowser, waitForFlake } from './support/browser.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const TIMEOUT = Object.freeze({ timeout: 180_000 });
const LISTEN_MS = 700, FADED_MS = 400;
const LOUD = 0.4;

/** From here on, whatever is sent to the loudspeakers is looked at as well. @param {Page} page */
const overhear = (page) => page.evaluateOnNewDocument(() => {
  const connect = AudioNode.prototype.connect, ears = /** @type {AnalyserNode[]} */ ([]);
  AudioNode.prototype.connect = /** @type {any} */ (function (/** @type {AudioNode} */ to, /** @type {any[]} */ ...rest) {
    if (to instanceof AudioDestinationNode) {
      const ear = to.context.createAnalyser();
      ear.fftSize = 2048;
      /** @type {any} */ (connect).call(this, ear);
      ears.push(ear);
    }
    return /** @type {any} */ (connect).call(this, to, ...rest);
  });
  Object.assign(globalThis, { ears });
});

/** The loudest that is heard in a while; nothing where no time passes for the sound. @param {Page} page */
const loudness = (page) => page.evaluate(async (listenMs) => {
  let loudest = 0;
  for (const endMs = performance.now() + listenMs; performance.now() < endMs;) {
    for (const ear of /** @type {any} */ (globalThis).ears) {
      const wave = new Float32Array(ear.fftSize);
      ear.getFloatTimeDomainData(wave);
      if (ear.context.state === 'running') loudest = Math.max(loudest, ...wave.map(Math.abs));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return loudest;
}, LISTEN_MS);
/** @param {Page} page */
const untilHeard = async (page) => {
  for (;;) {
    const heard = await loudness(page);
    if (heard > 0.001) return heard;
  }
};
const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** It grows, dies to its half and grows again, for as long as it is listened to. @param {Page} page */
const grow = (page) => flake(page, (element) => {
  element.restAt = Infinity;
  element.speed = 60;
  element.restart();
  element.play();
});

test('it is heard while it is on and a flake grows, softly; not before, nor after, nor of one that stands', TIMEOUT, () => withPage(async (page, { url }) => {
  await overhear(page);
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await openPage(page, url);
  await waitForFlake(page, (element) => element.numSteps > 20);
  const isOn = () => page.$eval('#sound', (button) => button.getAttribute('aria-pressed'));
  assert.deepEqual([await isOn(), await page.evaluate(() => /** @type {any} */ (globalThis).ears.length)], ['false', 0], 'off, and nothing made for it');
  assert.equal(asked.filter((each) => /cell-sound/.test(each)).length, 0, 'nor fetched');

  await page.click('#sound');
  assert.equal(await isOn(), 'true');
  await grow(page);
  const heard = await untilHeard(page);
  assert.ok(heard < LOUD, `${heard} is loud`);

  await flake(page, (element) => { element.pause(); });
  await wait(FADED_MS);
  assert.equal(await loudness(page), 0, 'of one that stands');
  await grow(page);
  await untilHeard(page);

  await page.click('#sound');
  await grow(page);
  await wait(FADED_MS);
  assert.deepEqual([await isOn(), await loudness(page)], ['false', 0]);
  await openPage(page, url);
  assert.equal(await isOn(), 'false', 'at every visit');
}, { open: false }));

test('who wants less motion can have it all the same', TIMEOUT, () => withPage(async (page, { url }) => {
  await overhear(page);
  await openPage(page, url);
  await page.click('#sound');
  await grow(page);
  await untilHeard(page);
}, { open: false, media: { 'prefers-reduced-motion': 'reduce' } }));
