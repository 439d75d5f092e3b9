/** Many flakes on one grid: each grows as it would alone, begins anew when it is told to, and never touches another. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { withoutDetails } from '../../web/core/details.js';
import { mixOfFlake } from '../../web/core/family.js';
import { Atlas } from '../../web/gpu/atlas.js';
import { pitchOf, roomFor } from '../../web/gpu/atlas-size.js';
import { FLAKE_FLOATS, Flurry } from '../../web/gpu/flurry.js';
import { assertClose } from '../support/core.js';
import { openBoth, testerOf, TOLERANCE } from './support.mjs';

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
  family = withoutDetails(both.core.readModel(new Uint8Array(await readFile(new URL('../../assets/models/ice-family.safetensors', import.meta.url)))));
});
after(() => both.device?.destroy());

const onGpu = testerOf(() => both, timeout);

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
  const { cells } = await atlas.sim.readWork();
  atlas.end([0, 3]);
  atlas.step(4);
  const after = await compare([{ square: 2, kind: 0, from: 0 }, { square: 1, kind: 3, from: 20 }]);
  for (const square of [0, 3]) assert.ok(cellsOf(after, atlas, square).every((value) => value === 0), `square ${square} has ended`);
  assert.ok((await atlas.sim.readWork()).cells < 0.8 * cells, 'and costs nothing');
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

onGpu('many steps of all of them are asked for at once', async ({ device }) => {
  const atlas = new Atlas(device, family, { count: 4, mixes, seed: SEED }), { queue } = device, submit = /** @type {GPUQueue['submit']} */ (queue.submit.bind(queue));
  atlas.begin([{ square: 0, kind: 1 }]);
  let numSubmissions = 0;
  queue.submit = (buffers) => {
    numSubmissions++;
    submit(buffers);
  };
  try {
    atlas.step(3);
  } finally {
    delete (/** @type {any} */ (queue)).submit;
  }
  assert.deepEqual([numSubmissions, atlas.sim.numSteps], [1, 3]);
  atlas.destroy();
});

test('there is room for about a thousand with what every card grants, and for thousands on one that grants more', () => {
  const default_ = 128 << 20;
  const few = roomFor({ maxStorageBufferBindingSize: default_, maxBufferSize: 2 * default_ }, family), many = roomFor({ maxStorageBufferBindingSize: 2 ** 31 - 4, maxBufferSize: 2 ** 31 }, family);
  assert.ok(few > 800 && few * pitchOf(family) ** 2 * 16 * 4 < default_, String(few));
  assert.ok(many > 4000, String(many));
});

onGpu('flakes are drawn where they are, turned, faint, in moonlight, and the nearer ones before the others', async ({ device }) => {
  const atlas = new Atlas(device, family, { count: 4, mixes, seed: SEED }), flurry = new Flurry(device), { pitch } = atlas, width = 3 * pitch, height = 2 * pitch, moonlight = [0.9, 0.7, 0.5];
  atlas.begin(FLAKES.map((_, kind) => ({ square: kind, kind })));
  atlas.step(60);
  const cells = await atlas.sim.rgba();
  const cellAt = (/** @type {number} */ square, /** @type {number} */ x, /** @type {number} */ y) => {
    const [left, top] = atlas.cornerOf(square), at = ((top + y) * atlas.sim.width + left + x) * 4;
    return [...cells.subarray(at, at + 4)];
  };
  const placed = (/** @type {number} */ column, /** @type {number} */ row, /** @type {Record<string, number>} */ { turn = 0, seen = 1, youth = 0, square = 0 } = {}) =>
    [(column + 0.5) * pitch, (row + 0.5) * pitch, pitch, turn, seen, youth, square, 0];
  const flakes = new Float32Array([
    placed(0, 0, { square: 3 }), placed(1, 0, { square: 2, turn: Math.PI / 2 }), placed(2, 0, { square: 1, seen: 0.5 }), placed(0, 1, { square: 2, youth: 1 }), placed(1, 1, { square: 0 }), placed(1, 1, { square: 1 }),
  ].flat());
  assert.equal(flakes.length, 6 * FLAKE_FLOATS);
  const { rgba } = await flurry.read({ width, height }, atlas, flakes, moonlight);
  const pixels = (/** @type {number} */ column, /** @type {number} */ row) => Array.from({ length: pitch ** 2 }, (_, i) => {
    const at = ((row * pitch + Math.floor(i / pitch)) * width + column * pitch + i % pitch) * 4;
    return [...rgba.subarray(at, at + 4)];
  });
  const squareOf = (/** @type {number} */ square, of = (/** @type {number} */ x, /** @type {number} */ y) => cellAt(square, x, y)) => Array.from({ length: pitch ** 2 }, (_, i) => of(i % pitch, Math.floor(i / pitch)));
  const premultiplied = (/** @type {number[][]} */ those) => those.flatMap(([r, g, b, a]) => [(r * a) / 255, (g * a) / 255, (b * a) / 255, a]);
  const close = (/** @type {string} */ what, /** @type {number[][]} */ got, /** @type {number[][]} */ want) => assertClose(what, premultiplied(got), premultiplied(want), { abs: 2.01 });
  assert.ok(squareOf(3).filter(([, , , a]) => a > 100).length > 300);
  close('upright', pixels(0, 0), squareOf(3));
  close('a quarter turn', pixels(1, 0), squareOf(2, (x, y) => cellAt(2, y, pitch - 1 - x)));
  close('faint', pixels(2, 0), squareOf(1).map(([r, g, b, a]) => [r, g, b, a / 2]));
  const light = (/** @type {number[]} */ [r, g, b]) => 0.3 * r + 0.59 * g + 0.11 * b, own = squareOf(2), lit = pixels(0, 1).map((colour, i) => ({ colour, own: own[i] })).filter((each) => each.own[3] === 255);
  assert.ok(lit.length > 100);
  for (const each of lit) assert.ok(Math.abs(light(each.colour) - light(each.own)) < 3 && each.colour[0] >= each.colour[1] && each.colour[1] >= each.colour[2], `${each.colour} of ${each.own}`);
  assert.ok(lit.some((each) => each.own[0] + 20 < each.own[2]) && lit.some((each) => each.colour[0] > each.colour[2] + 20), 'what was blue is so no more');
  const [below, above] = [squareOf(0), squareOf(1)];
  close('one over another', pixels(1, 1), above.map((top, i) => {
    const a = top[3] + below[i][3] * (1 - top[3] / 255);
    return [...[0, 1, 2].map((c) => (a === 0 ? 0 : (top[c] * top[3] + below[i][c] * below[i][3] * (1 - top[3] / 255)) / a)), a];
  }));
  flurry.dispose();
  atlas.destroy();
});
