/** Many flakes on one grid: each grows as it would alone, begins anew when it is told to, and never touches another. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { mixOfFlake } from '../../web/core/family.js';
import { Atlas, pitchOf, roomFor } from '../../web/gpu/atlas.js';
import { assertClose } from '../support/core.js';
import { NO_ADAPTER, openBoth, TOLERANCE } from './support.mjs';

/** @import { Model } from '../../web/core/types.js' */
/** @import { Core } from '../../web/core/nca.js' */

const timeout = 300_000, SEED = 5, FLAKES = Object.freeze([3, 48213, 77, 4000000000]);
const mixes = FLAKES.map((flake) => [...mixOfFlake(flake)]);

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
/** @type {Model} */
let family;
before(async () => {
  both = await openBoth();
  family = both.core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-family.safetensors', import.meta.url))));
});
after(() => both.device?.destroy());

/** @param {string} name @param {(both: { core: Core, device: GPUDevice }) => Promise<void>} act */
function onGpu(name, act) {
  test(name, { timeout }, async (t) => {
    const { core, device } = both;
    if (!device) return t.skip(NO_ADAPTER);
    await act({ core, device });
  });
}

/** The cells of a square. @param {Float32Array} state @param {Atlas} atlas @param {number} square */
function cellsOf(state, { sim, pitch, ...atlas }, square) {
  const { columns } = atlas, left = square % columns * pitch, top = Math.floor(square / columns) * pitch, C = sim.numChannels;
  return Float32Array.from(Array.from({ length: pitch }, (_, y) => [...state.subarray(((top + y) * sim.width + left) * C, ((top + y) * sim.width + left + pitch) * C)]).flat());
}

/** One flake alone, in the core, on an empty grid as large as the atlas: then the same cells fire. @param {Core} core @param {Atlas} atlas @param {{ square: number, kind: number, from: number, steps: number }} which */
function alone(core, atlas, { square, kind, from, steps }) {
  const sim = core.createSim({ height: atlas.sim.height, width: atlas.sim.width }), [left, top] = atlas.cornerOf(square);
  sim.setModel(family);
  sim.setMix(mixes[kind]);
  sim.setClock(SEED, from);
  sim.state.fill(0);
  sim.stateChanged();
  sim.plant(left + atlas.pitch / 2, top + atlas.pitch / 2);
  sim.step(steps);
  const cells = cellsOf(sim.state, atlas, square);
  sim.destroy();
  return cells;
}

onGpu('each grows to its own flake, and one that begins anew is another, while the others grow on', async ({ core, device }) => {
  const atlas = new Atlas(device, family, { count: 4, mixes, seed: SEED });
  assert.deepEqual([atlas.columns, atlas.rows, atlas.pitch, atlas.sim.height], [2, 2, pitchOf(family), 2 * pitchOf(family)]);
  atlas.begin([{ square: 0, kind: 1 }, { square: 2, kind: 0 }, { square: 3, kind: 3 }]);
  atlas.step(20);
  const compare = async (/** @type {{ square: number, kind: number, from: number }[]} */ those) => {
    const state = await atlas.sim.readState(), { numSteps } = atlas.sim;
    for (const { square, kind, from } of those) {
      const want = alone(core, atlas, { square, kind, from, steps: numSteps - from });
      assert.ok(want.filter((value, i) => i % 16 === 3 && value > 0.1).length > 20, `square ${square} lives`);
      assertClose(`square ${square} at step ${numSteps}`, cellsOf(state, atlas, square), want, TOLERANCE);
    }
    return state;
  };
  const state = await compare([{ square: 0, kind: 1, from: 0 }, { square: 2, kind: 0, from: 0 }, { square: 3, kind: 3, from: 0 }]);
  assert.ok(cellsOf(state, atlas, 1).every((value) => value === 0), 'nothing grows where nothing began');
  atlas.begin([{ square: 3, kind: 2 }, { square: 1, kind: 3 }]);
  atlas.step(16);
  await compare([{ square: 0, kind: 1, from: 0 }, { square: 2, kind: 0, from: 0 }, { square: 3, kind: 2, from: 20 }, { square: 1, kind: 3, from: 20 }]);
  atlas.destroy();
});

onGpu('neighbours never touch, even in squares that are too small for them', async ({ device }) => {
  const options = { count: 4, mixes, seed: SEED, pitch: 18 }, crowd = new Atlas(device, family, options), hermit = new Atlas(device, family, options);
  crowd.begin(FLAKES.map((_, kind) => ({ square: kind, kind })));
  hermit.begin([{ square: 2, kind: 2 }]);
  for (const atlas of [crowd, hermit]) atlas.step(40);
  const [among, lonely] = await Promise.all([crowd.sim.readState(), hermit.sim.readState()]);
  const cells = cellsOf(among, crowd, 2), { pitch } = crowd;
  assert.deepEqual(cells, cellsOf(lonely, hermit, 2));
  const isNothing = (/** @type {number} */ x, /** @type {number} */ y) => cells.subarray((y * pitch + x) * 16, (y * pitch + x + 1) * 16).every((value) => value === 0);
  for (let i = 0; i < pitch; i++) for (const [x, y] of [[0, i], [pitch - 1, i], [i, 0], [i, pitch - 1]]) assert.ok(isNothing(x, y), `the rim at ${x}, ${y}`);
  assert.ok(Array.from({ length: pitch }, (_, i) => i).some((i) => !isNothing(1, i)), 'it has grown as far as it may');
  for (const square of [0, 1, 3]) assert.ok(cellsOf(lonely, hermit, square).every((value) => value === 0), 'and not beyond');
  crowd.destroy();
  hermit.destroy();
});

test('there is room for about a thousand with what every card grants, and for thousands on one that grants more', () => {
  const default_ = 128 << 20;
  const few = roomFor({ maxStorageBufferBindingSize: default_, maxBufferSize: 2 * default_ }, family), many = roomFor({ maxStorageBufferBindingSize: 2 ** 31 - 4, maxBufferSize: 2 ** 31 }, family);
  assert.ok(few > 800 && few * pitchOf(family) ** 2 * 16 * 4 < default_, String(few));
  assert.ok(many > 4000, String(many));
});
