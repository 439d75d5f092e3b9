/** The three that were taught in different ways: they perform by themselves, draw how it goes, and say what came of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frames, MANY_FRAMES, press, textOf, useBrowser } from './support/browser.mjs';
import { axeFinds } from './support/everyone.mjs';

/** @import { Page } from 'puppeteer-core' */

const { withPage } = useBrowser();
const SPEED = 240;

/** @param {Page} page */
async function openCompare(page) {
  await page.$eval('#compare', (section) => section.scrollIntoView({ behavior: 'instant' }));
  await page.waitForFunction(() => [...document.querySelectorAll('#trio snowflake-nca')].filter((flake) => /** @type {any} */ (flake).numAlive > 0).length === 3);
  await page.$$eval('#trio snowflake-nca', (flakes, speed) => { for (const flake of flakes) /** @type {any} */ (flake).speed = speed; }, SPEED);
}

/** @param {Page} page @param {RegExp} pattern */
const untilSaid = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#compare-outcome')?.textContent ?? ''), {}, pattern.source);

/** How many points each curve has. @param {Page} page */
const points = (page) => page.$$eval('#compare-curves polyline', (lines) => lines.map((line) => line.getAttribute('points')?.split(' ').filter(Boolean).length ?? 0));

test('first seen, they grow, are cut in half, and only the one that practised is whole again', () => withPage(async (page) => {
  await openCompare(page);
  await untilSaid(page, /^At step \d+ all three were given the same wound\.$/);
  const cut = await page.$eval('#compare-curves .cut', (line) => Number(line.getAttribute('x1')));
  assert.ok(cut > 20 && cut < 60, `cut at ${cut} %`);
  await untilSaid(page, /^260 steps after the wound Regenerating is whole again; Growing and Persistent are not\.$/);
  assert.ok((await points(page)).every((count) => count > 10), String(await points(page)));
  assert.deepEqual(await axeFinds(page, '#compare'), []);
}));

test('begun anew there is nothing to judge, and a hand that comes first is judged like the page’s own', () => withPage(async (page) => {
  await openCompare(page);
  await press(page, '#compare-heart');
  await untilSaid(page, /given the same wound/);
  await untilSaid(page, /steps after the wound/);
  await press(page, '#compare-restart');
  await untilSaid(page, /^All three grow from one cell/);
  assert.ok(Math.max(...await points(page)) < 30, 'the curves begin anew');
  await page.waitForFunction(() => [...document.querySelectorAll('#trio snowflake-nca')].every((flake) => /** @type {any} */ (flake).numSteps > 160));
  assert.match(await textOf(page, '#compare-outcome'), /^All three grow/, 'it is not cut again');
}));

test('for those who asked for less motion nothing happens by itself', () => withPage(async (page) => {
  await openCompare(page);
  await page.$$eval('#trio snowflake-nca', (flakes) => { for (const flake of flakes) /** @type {any} */ (flake).step(150); });
  await frames(page, MANY_FRAMES);
  assert.match(await textOf(page, '#compare-outcome'), /^All three grow/);
  await press(page, '#compare-half');
  await untilSaid(page, /given the same wound/);
}, { media: { 'prefers-reduced-motion': 'reduce' } }));
