/** A grid that plays on a GPU: on its timeline, when it is taken away, and drawn from where it lies. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Timeline } from '../../web/core/timeline.js';
import { GpuGrid, READ_EVERY_MS } from '../../web/gpu/grid.js';
import { Painter } from '../../web/gpu/painter.js';
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

test('it is drawn as the core’s picture, magnified and shrunk', { timeout }, async (t) => {
  const { core, device } = both;
  if (!device) return t.skip(NO_ADAPTER);
  const { sim, gpu, destroy } = twins({ core, device }, SIZE, randomModel(core, POST)), SIDE = 64; // a row of so many pixels is 256 bytes, as a copy wants it
  const state = randomArray(SIZE.height * SIZE.width * 8, randomNumbers(6));
  sim.state.set(state);
  gpu.writeState(state);
  const painter = new Painter(device, 'rgba8unorm'), texture = device.createTexture({ size: [SIDE, SIDE], format: 'rgba8unorm', usage: 0x11 });
  const drawn = async (/** @type {import('../../web/look/screen.js').Placement} */ placement) => {
    painter.draw(texture.createView(), gpu, placement);
    const buffer = device.createBuffer({ size: SIDE * SIDE * 4, usage: 9 }), encoder = device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow: SIDE * 4 }, [SIDE, SIDE]);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(1);
    return new Uint8Array(buffer.getMappedRange());
  };
  const rgba = sim.rgba().slice();
  /** The picture in straight alpha at a place in cells: one cell's, or a mix of four; then premultiplied. @param {number} x @param {number} y @param {boolean} mixes */
  const colourAt = (x, y, mixes) => {
    if (x < 0 || y < 0 || x >= SIZE.width || y >= SIZE.height) return [0, 0, 0, 0];
    const at = (/** @type {number} */ column, /** @type {number} */ row, /** @type {number} */ c) => rgba[(Math.min(Math.max(row, 0), SIZE.height - 1) * SIZE.width + Math.min(Math.max(column, 0), SIZE.width - 1)) * 4 + c];
    const [left, top] = mixes ? [Math.floor(x - 0.5), Math.floor(y - 0.5)] : [Math.floor(x), Math.floor(y)], [u, v] = mixes ? [x - 0.5 - left, y - 0.5 - top] : [0, 0];
    const straight = [0, 1, 2, 3].map((c) => (1 - v) * ((1 - u) * at(left, top, c) + u * at(left + 1, top, c)) + v * ((1 - u) * at(left, top + 1, c) + u * at(left + 1, top + 1, c)));
    return straight.map((value, c) => (c < 3 ? (value * straight[3]) / 255 : value));
  };
  for (const placement of [{ x: 3, y: 9, scale: 1 }, { x: -20, y: -7, scale: 3 }, { x: 5, y: 6, scale: 0.75 }]) {
    const want = Array.from({ length: SIDE * SIDE }, (_, i) => colourAt((i % SIDE + 0.5 - placement.x) / placement.scale, (Math.floor(i / SIDE) + 0.5 - placement.y) / placement.scale, placement.scale < 1)).flat();
    assertClose(JSON.stringify(placement), await drawn({ ...placement, width: SIDE, height: SIDE }), want, { abs: 1.01 });
  }
  destroy();
});
