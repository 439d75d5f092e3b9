/** What an element hears of a card that cannot have its grid, at once or after a while. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { Timeline } from '../../web/core/timeline.js';
import { GpuMode } from '../../web/element/gpu-mode.js';
import { putOnGpu } from '../../web/gpu/mode.js';
import { loadTestCore } from '../support/core.js';
import { findAdapter } from './adapter.mjs';
import { limitBuffers, runOutOfMemory } from './poor-card.mjs';
import { NO_ADAPTER, randomModel } from './support.mjs';

/** @import { NcaError } from '../../web/core/error.js' */

/** @type {GPUAdapter | undefined} */
let adapter;
before(async () => { adapter = await findAdapter(); });

const timeout = 120_000, SIZE = Object.freeze({ height: 20, width: 30 });

/** A growth, and how it is put on a card. @param {(device: GPUDevice) => void} prepare */
async function growing(prepare) {
  const core = await loadTestCore(), sim = core.createSim(SIZE), timeline = new Timeline(sim, randomModel(core, { channels: 8, hidden: 16, alive: 'post' })), devices = /** @type {GPUDevice[]} */ ([]);
  const troubles = /** @type {NcaError[]} */ ([]), used = /** @type {unknown[]} */ ([]);
  const gpu = {
    async requestAdapter() {
      const one = /** @type {GPUAdapter} */ (await findAdapter()), { info, limits } = one; // each gives but one device
      return {
        info, limits, async requestDevice() {
          devices[0] = await one.requestDevice();
          prepare(devices[0]);
          return devices[0];
        },
      };
    },
  };
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  const put = () => putOnGpu({ sim, timeline, useSim: (one) => used.push(one) }, { onlyOnCard: false, isWanted: () => true, onTurn() {}, onTrouble: (trouble) => troubles.push(trouble) });
  return { put, sim, timeline, devices, troubles, used };
}

test('a grid that is too large for the card stays on the processor, and a sentence says so', { timeout }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  const { put, devices, used } = await growing((device) => limitBuffers(device, SIZE.height * SIZE.width * 8 * 4));
  await assert.rejects(put, { code: 'GPU_GRID_TOO_LARGE', message: /^This grid is too large for the graphics card/ });
  assert.equal((await devices[0].lost).reason, 'destroyed', 'and the card goes back');
  assert.deepEqual(used, []);
});

test('a card that runs out of memory leaves the grid to the processor, and a sentence says so', { timeout }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  const { put, devices, troubles } = await growing(() => {}), grid = await put();
  assert.equal(grid?.isLost, false);
  runOutOfMemory(devices[0]);
  await devices[0].lost;
  await new Promise((resolve) => { setTimeout(resolve); });
  assert.equal(grid?.isLost, true);
  assert.deepEqual(troubles.map(({ code }) => code), ['GPU_LOST']);
  assert.match(troubles[0].message, /goes on on the processor/);
});

test('a card that is asked for again while it is on its way takes the grid once', { timeout }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  let numDevices = 0;
  const { sim, timeline, used } = await growing(() => { numDevices++; }), growth = { sim, timeline, useSim(/** @type {any} */ one) { used.push(growth.sim = one); } };
  const element = Object.assign(new EventTarget(), { renderer: 'webgpu', speed: 30 }), mode = new GpuMode(/** @type {any} */ (element), /** @type {any} */ ({}), assert.ifError);
  for (const renderer of ['webgpu', '2d', 'webgpu', 'auto', 'webgpu']) {
    element.renderer = renderer;
    mode.follow(/** @type {any} */ (growth));
  }
  const some = (/** @type {number} */ ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
  while (used.length === 0) await some(20);
  await some(500); // in which each of the others would have come
  assert.deepEqual([numDevices, used.length], [1, 1]);
  /** @type {any} */ (growth.sim).destroy();
});

test('a card that was taken away is asked for again when the renderer is set again, and what is not exact stays so', { timeout }, async (t) => {
  if (!adapter) return t.skip(NO_ADAPTER);
  const { sim, timeline, devices, used } = await growing(() => {}), turns = /** @type {boolean[]} */ ([]), troubles = /** @type {NcaError[]} */ ([]);
  const growth = { sim, timeline, useSim(/** @type {any} */ one) { used.push(growth.sim = one); timeline.useSim(one); } }, until = async (/** @type {() => boolean} */ fits) => { while (!fits()) await new Promise((resolve) => { setTimeout(resolve, 20); }); };
  const element = Object.assign(new EventTarget(), { renderer: 'webgpu', speed: 30 }), view = { showScreen: () => turns.push(true), changeRenderer: () => turns.push(false) };
  const mode = new GpuMode(/** @type {any} */ (element), /** @type {any} */ (view), (error) => troubles.push(/** @type {NcaError} */ (error)));
  timeline.reset(3);
  mode.follow(/** @type {any} */ (growth));
  await until(() => used.length === 1);
  const grid = /** @type {any} */ (growth.sim);
  for (const round of [1, 2]) {
    grid.openScreen = () => ({}); // node has no canvas
    grid.play();
    grid.step(5);
    assert.deepEqual([grid.isOnGpu, grid.isExact, grid.numSteps], [true, false, 5 * round]);
    devices[0].destroy();
    await until(() => grid.isLost && troubles.length === round);
    assert.deepEqual([troubles[round - 1].code, grid.isOnGpu, grid.isExact, grid.numSteps], ['GPU_LOST', false, false, 5 * round]);
    mode.follow(/** @type {any} */ (growth));
    await until(() => used.length === 1 + round);
    assert.deepEqual([used[round] === grid, grid.isLost, grid.isExact], [true, false, false], 'the same grid, on another card');
  }
  grid.openScreen = () => ({});
  grid.play();
  grid.step(1);
  assert.equal(grid.numSteps, 11);
  assert.deepEqual(turns, [true, false, true, false, true]);
  grid.reset(3);
  assert.equal(grid.isExact, true);
  grid.destroy();
});
