/** What befalls a page and is nobody's fault: the element is at the same bits after it, and alive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { flake, until, useBlogs } from './support/blog.mjs';
import { blog } from './support/host.mjs';

/** @import { Page } from 'puppeteer-core' */

const TAG = '<snowflake-nca seed="7" autoplay="false" interactive></snowflake-nca>', NUM_LOSSES = 100;
const { visit } = useBlogs();

/** A run with steps between what befalls it, and the bits of its grid. @param {Page} page @param {(turn: number) => Promise<unknown>} befall @param {number} turns */
async function bitsAfter(page, befall, turns) {
  await until(page, (element) => element.sim !== undefined);
  await flake(page, (element) => element.restart());
  for (let turn = 0; turn < turns; turn++) {
    await flake(page, (element) => element.step(2));
    await befall(turn);
  }
  return flake(page, ({ sim }) => sim && `${sim.numSteps}: ${String(new Uint32Array(sim.state.slice().buffer).reduce((hash, bits) => (hash ^ bits) * 31 | 0, 0))}`);
}

/** @type {string | undefined} */
let undisturbed;
test('undisturbed', () => visit(blog(TAG), async (page) => { // first: the others are held against it
  undisturbed = await bitsAfter(page, async () => {}, NUM_LOSSES);
  assert.match(undisturbed ?? '', /^200: -?\d+$/);
}));

test('its WebGL context lost a hundred times: each time it goes on without, and with a new one where that is asked for', () => visit(blog(TAG), async (page) => {
  const bits = await bitsAfter(page, async (turn) => {
    await flake(page, (element) => { element.renderer = 'webgl'; });
    await until(page, ({ activeRenderer }) => activeRenderer === 'webgl');
    await flake(page, ({ shadowRoot }) => shadowRoot?.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext());
    await until(page, ({ activeRenderer }) => activeRenderer === '2d');
    await flake(page, (element) => { element.renderer = 'auto'; });
    if (turn + 1 < NUM_LOSSES) return;
    await flake(page, (element) => { element.renderer = 'webgl'; });
    await until(page, ({ activeRenderer }) => activeRenderer === 'webgl');
  }, NUM_LOSSES);
  assert.equal(bits, undisturbed);
}));

test('a processor six times slower, and a clock that is set back a day: it grows on, to the same bits', () => visit(blog(TAG), async (page) => {
  const client = await page.createCDPSession();
  await client.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const bits = await bitsAfter(page, async (turn) => {
    if (turn === 30) await page.evaluate(() => { const { now } = Date; Date.now = () => now() - 864e5; });
  }, NUM_LOSSES);
  assert.equal(bits, undisturbed);
  await flake(page, (element) => element.play());
  await until(page, ({ numSteps }) => numSteps > 210);
}));
