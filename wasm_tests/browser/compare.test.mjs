/** The three that were taught in different ways: they perform by themselves, draw how it goes, and say what came of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, MANY_FRAMES, press, see, textOf, useBrowser } from './support/browser.mjs';
import { axeFinds } from './support/everyone.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SPEED = 240, SLOWER = 60;

/** @param {Page} page */
async function openCompare(page) {
  await see(page, '#compare');
  await page.waitForFunction(() => [...document.querySelectorAll('#trio snowflake-nca')].filter((flake) => /** @type {any} */ (flake).numAlive > 0).length === 3);
  await page.$eval('#compare-outcome', (outcome) => { // all that is said: they go on at once
    const said = /** @type {any} */ (globalThis).said = [outcome.textContent];
    new MutationObserver(() => said.push(outcome.textContent)).observe(outcome, { childList: true, characterData: true, subtree: true });
  });
  await setSpeed(page, SPEED);
}

/** @param {Page} page @param {number} speed */
const setSpeed = (page, speed) => page.$$eval('#trio snowflake-nca', (flakes, speed) => { for (const flake of flakes) /** @type {any} */ (flake).speed = speed; }, speed);

/** Until it was said, after what was waited for before. @param {Page} page @param {RegExp} pattern @returns {Promise<string>} what was said */
async function untilSaid(page, pattern) {
  const found = await page.waitForFunction((source) => {
    const { said } = /** @type {any} */ (globalThis), at = said.findIndex((/** @type {string} */ words) => new RegExp(source).test(words));
    return at >= 0 && said.splice(0, at + 1).at(-1);
  }, {}, pattern.source);
  return /** @type {string} */ (await found.jsonValue());
}

/** How many points each curve has. @param {Page} page */
const points = (page) => page.$$eval('#compare-curves polyline', (lines) => lines.map((line) => line.getAttribute('points')?.split(' ').filter(Boolean).length ?? 0));

test('first seen, they grow, are cut in half, and only the one that practised is whole again', () => withPage(async (page) => {
  await openCompare(page);
  const [step] = /\d+/.exec(await untilSaid(page, /^At step \d+ all three were given the same wound\.$/)) ?? [];
  await page.waitForFunction(() => Number(document.querySelector('#compare-curves .cut')?.getAttribute('x1')) >= 0);
  const { cut, last } = await page.$eval('#compare-curves', (figure) => (
    { cut: Number(figure.querySelector('.cut')?.getAttribute('x1')), last: Number(figure.querySelector('.axis')?.lastElementChild?.textContent?.replace(/\D/g, '')) }));
  assert.ok(Number(step) >= 110 && Math.abs(cut - (100 * Number(step)) / last) < 0.1, `cut at ${cut} % of ${last} steps, which was step ${step}`);
  await untilSaid(page, /^260 steps after the wound Regenerating is whole again; Growing and Persistent are not\.$/);
  assert.ok((await points(page)).every((count) => count > 10), String(await points(page)));
  for (const words of await page.$$eval('#trio .meter', (meters) => meters.map(({ textContent }) => textContent ?? ''))) assert.match(words, /^[\d.]+% like its picture at step [\d,]+$/);
  assert.deepEqual(await page.$$eval('#compare-curves .tick', (ticks) => ticks.map(({ textContent }) => textContent)), ['0.0001', '0.001', '0.01', '0.1'], 'nobody has to know e−4');
  assert.deepEqual(await axeFinds(page, '#compare'), []);
}));

test('begun anew there is nothing to judge, and a hand that comes first is judged like the page’s own', () => withPage(async (page) => {
  await openCompare(page);
  await press(page, '#compare-heart');
  await untilSaid(page, /given the same wound/);
  await untilSaid(page, /steps after the wound/);
  await setSpeed(page, SLOWER);
  const long = Math.min(...await points(page));
  await press(page, '#compare-restart');
  await untilSaid(page, /^All three grow from one cell/);
  await page.waitForFunction((long) => [...document.querySelectorAll('#compare-curves polyline')].every((line) => (line.getAttribute('points') ?? '').split(' ').length < long / 2), {}, long); // begun anew
  await page.waitForFunction(() => [...document.querySelectorAll('#trio snowflake-nca')].every((flake) => /** @type {any} */ (flake).numSteps > 160));
  assert.match(await textOf(page, '#compare-outcome'), /^All three grow/, 'it is not cut again');
}));

test('for those who asked for less motion nothing happens by itself', () => withPage(async (page) => {
  await openCompare(page);
  await page.waitForFunction(() => [...document.querySelectorAll('#trio snowflake-nca')].every((flake) => /** @type {any} */ (flake).numSteps === 96)); // all three stand there grown, whichever came first
  await page.$$eval('#trio snowflake-nca', (flakes) => { for (const flake of flakes) /** @type {any} */ (flake).step(150); });
  await frames(page, MANY_FRAMES);
  assert.match(await textOf(page, '#compare-outcome'), /^All three grow/);
  await press(page, '#compare-half');
  await untilSaid(page, /given the same wound/);
}, { media: { 'prefers-reduced-motion': 'reduce' } }));
