/** A grid that plays on a GPU: on its timeline, when it is taken away, and drawn from where it lies. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Timeline } from '../../web/core/timeline.js';
import { Growth } from '../../web/element/growth.js';
import { GpuGrid, LOOK_EVERY_MS, READ_EVERY_MS } from '../../web/gpu/grid.js';
import { GpuSim } from '../../web/gpu/sim.js';
import { assertClose, randomArray, randomNumbers } from '../support/core.js';
import { findDevice } from './adapter.mjs';
import { NO_ADAPTER, openBoth, randomModel, TOLERANCE, twins } from './support.mjs';

const SIZE = Object.freeze({ height: 30, width: 41 }), POST = Object.freeze(/** @type {const} */ ({ channels: 8, hidden: 16, alive: 'post' }));
const WOUND = Object.freeze(/** @type {const} */ ({ type: 'wound', wound: { shape: 'disc', x: 20, y: 15, size: 2, angle: 0 } }));
const timeout = 120_000;

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

/** A timeline on a grid that plays on a GPU of its own, and the same without one. */
async function playing() {
  const { core } = both, device = /** @type {GPUDevice} */ (await findDevice()), model = randomModel(core, POST), plainSim = core.createSim(SIZE), sim = core.createSim(SIZE);
  const plain = new Timeline(plainSim, model), timeline = new Timeline(sim, model), turns = /** @type {boolean[]} */ ([]);
  const gpu = new GpuSim(device, SIZE);
  gpu.setModel(model);
  for (const each of [plain, timeline]) each.reset(7);
  const screen = /** @type {any} */ ({});
  const grid = new GpuGrid(sim, gpu, 7, { isWanted: () => true, openScreen: () => screen, onTurn: (shown) => turns.push(shown === screen) });
  timeline.useSim(/** @type {any} */ (grid));
  return { plain, plainSim, timeline, grid, gpu, device, turns };
}

test('it plays on the GPU, and is told again by the core, to the bit', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { plain, plainSim, timeline, grid, gpu, turns } = await playing();
  for (const each of [plain, timeline]) each.advance(3);
  assert.deepEqual([...grid.state], [...plainSim.state], 'nobody plays it yet');
  grid.play();
  for (const each of [plain, timeline]) {
    each.advance(5);
    each.apply(WOUND);
    each.advance(8);
  }
  assertClose('on the GPU', await gpu.readState(), plainSim.state, TOLERANCE);
  for (const each of [plain, timeline]) each.advance(52); // so far that the core would keep a state
  assert.deepEqual([grid.isOnGpu, grid.isExact, grid.numSteps, timeline.step], [true, false, 68, 68]);
  assert.deepEqual(await grid.rgba(), await gpu.rgba());
  assert.deepEqual(timeline.record, plain.record, 'what was done is told alike');
  for (const each of [plain, timeline]) while (!each.undo());
  assert.deepEqual([grid.isOnGpu, grid.isExact, timeline.step], [false, true, 8]);
  assert.deepEqual([...grid.state], [...plainSim.state], 'before the wound');
  grid.play();
  for (const each of [plain, timeline]) {
    each.redo();
    each.advance(4);
  }
  assertClose('on the GPU again', await gpu.readState(), plainSim.state, TOLERANCE);
  for (const each of [plain, timeline]) each.reset(9);
  for (const each of [plain, timeline]) each.advance(20);
  assert.deepEqual([...grid.state], [...plainSim.state], 'anew');
  assert.deepEqual(turns, [true, false, true, false]);
  grid.destroy();
});

test('where the GPU is taken away, the core goes on from what was read last, with what was done since', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { timeline, grid, gpu, device, turns } = await playing();
  grid.play();
  await new Promise((resolve) => { setTimeout(resolve, READ_EVERY_MS); });
  timeline.advance(1); // and is read
  const read = await gpu.readState();
  for (let i = 0; i < 50 && grid.state.every((value, at) => value === read[at]) === false; i++) await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.deepEqual([...grid.state], [...read], 'the core has it');
  timeline.advance(3);
  timeline.apply(WOUND);
  device.destroy();
  await device.lost;
  assert.deepEqual([grid.isLost, grid.isOnGpu, grid.isExact, timeline.step], [true, false, false, 4]);
  const { sim, destroy } = twins(/** @type {any} */ (both), SIZE, timeline.settings.model);
  sim.state.set(read);
  sim.stateChanged();
  sim.wound(WOUND.wound);
  assert.notDeepEqual([...sim.state], [...read]);
  assert.deepEqual([...grid.state], [...sim.state], 'as it was read, and wounded');
  grid.play();
  timeline.advance(2);
  assert.deepEqual([grid.isOnGpu, timeline.step], [false, 6]);
  while (!timeline.undo());
  assert.deepEqual([grid.isExact, timeline.step], [true, 4], 'told again it is exact');
  assert.deepEqual(turns, [true, false]);
  destroy();
  grid.destroy();
});

test('how near it is to its picture is known a moment later, and of a wound when it has been seen', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { plain, plainSim, timeline, grid } = await playing(), target = randomArray(SIZE.height * SIZE.width * 4, randomNumbers(4)), errors = /** @type {(number | undefined)[]} */ ([]);
  for (const each of [plainSim, grid]) each.setTargets([target]);
  assert.equal(grid.error, plainSim.error, 'nobody plays it yet');
  errors[0] = plainSim.error;
  grid.play();
  assert.deepEqual([grid.error, grid.errorStep], [undefined, undefined], 'it has not been seen yet');
  const untilSeen = async () => {
    while (grid.error === undefined) {
      for (const each of [plain, timeline]) each.advance(1);
      errors[plain.step] = plainSim.error;
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MS); });
    }
    const step = grid.errorStep ?? NaN;
    assertClose(`at step ${step} of ${timeline.step}`, [grid.error], [errors[step] ?? NaN], TOLERANCE);
    return step;
  };
  await untilSeen();
  for (const each of [plain, timeline]) each.apply(WOUND);
  const wounded = timeline.step;
  assert.equal(grid.error, undefined, 'not since it was wounded');
  errors[wounded] = plainSim.error;
  assert.ok(await untilSeen() >= wounded);
  grid.setTargets([]);
  assert.equal(grid.error, undefined);
  grid.destroy();
});

test('of a wound nobody knows how it shall heal, on the GPU, it is said in the end that it heals no farther', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { core } = both, model = randomModel(core, POST), growth = new Growth(core, SIZE, model), gpu = new GpuSim(/** @type {GPUDevice} */ (await findDevice()), SIZE), told = /** @type {any[]} */ ([]);
  gpu.setModel(model);
  growth.restart(7);
  const grid = new GpuGrid(/** @type {any} */ (growth.sim), gpu, 7, { isWanted: () => true, openScreen: () => /** @type {any} */ ({}), onTurn() {} });
  growth.useSim(/** @type {any} */ (grid));
  growth.step(8);
  growth.apply(WOUND);
  for (const numSteps of [1, 299, 1]) {
    growth.step(numSteps);
    growth.measure(({ isHealing, isStuck, healedAfter }) => told.push([isHealing, isStuck, healedAfter]));
  }
  assert.equal(grid.isOnGpu, true);
  assert.deepEqual(told, [[true, false, undefined], [true, false, undefined], [true, true, undefined]]);
  growth.destroy();
});

test('the core is given back what the GPU has, when that shall not have it any more', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { plainSim, plain, timeline, grid, gpu, turns } = await playing();
  grid.play();
  for (const each of [plain, timeline]) each.advance(6);
  const isGiven = grid.giveBack();
  assert.equal(grid.isBusy, true, 'no step is due meanwhile');
  for (const each of [plain, timeline]) { // but who does not heed that loses nothing
    each.apply(WOUND);
    each.advance(1);
  }
  const state = await gpu.readState();
  await isGiven;
  assert.deepEqual([grid.isOnGpu, grid.isLost, grid.isExact, grid.isBusy, grid.numSteps, timeline.step], [false, false, false, false, 7, 7]);
  assert.deepEqual([...grid.state], [...state]);
  for (const each of [plain, timeline]) each.advance(5);
  assertClose('the core goes on', grid.state, plainSim.state, TOLERANCE);
  grid.play();
  assert.deepEqual([grid.isOnGpu, turns], [true, [true, false, true]], 'and it can have it again');
  grid.destroy();
});

test('a rule of another shape goes on with the cells, and with what was done to them since they were read', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { timeline, grid, gpu } = await playing(), { core } = both, model = core.newModel('distill', 3, { channels: 20, hidden: 32 });
  timeline.advance(12);
  grid.play();
  grid.setModel(model);
  assert.ok((await gpu.readState()).some((value) => value !== 0), 'the cells are there');
  grid.wound({ shape: 'disc', x: grid.width / 2, y: grid.height / 2, size: grid.width });
  grid.setModel(core.newModel('distill', 3, { channels: 16, hidden: 48 }));
  assert.ok((await gpu.readState()).every((value) => value === 0), 'what was wounded stays so');
  assert.equal(grid.isOnGpu, true);
  grid.destroy();
});
