/** A grid drawn from where it lies on a GPU, in every look, against the pictures that the core and the looks make of the same cells. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { layoutOf } from '../../web/core/shape.js';
import { decoded, net } from '../../web/gpu/kernels/decoder.js';
import { WORLD } from '../../web/gpu/kernels/common.js';
import { Painter } from '../../web/gpu/painter.js';
import { decoderBlock } from '../../web/look/decoder-shader.js';
import { smoothPicture } from '../../web/look/smooth.js';
import { assertClose, randomArray, randomNumbers } from '../support/core.js';
import { goldenModel, openGolden } from '../support/golden.js';
import { NO_ADAPTER, openBoth, randomModel, TOLERANCE, twins } from './support.mjs';

/** @import { Model } from '../../web/core/types.js' */
/** @import { Placement } from '../../web/look/screen.js' */
/** @import { Drawn } from '../../web/gpu/painter.js' */

const SIZE = Object.freeze({ height: 30, width: 41 }), SIDE = 64; // a row of so many pixels is 256 bytes, as a copy wants it
const timeout = 300_000;

/** @type {Awaited<ReturnType<typeof openBoth>>} */
let both;
before(async () => { both = await openBoth(); });
after(() => both.device?.destroy());

/** The same cells twice, of random numbers, and nothing in places. @param {Model} model */
function filled(model) {
  const { core } = both, device = /** @type {GPUDevice} */ (both.device), { sim, gpu, destroy } = twins({ core, device }, SIZE, model), { channels } = layoutOf(model.config);
  const state = randomArray(SIZE.height * SIZE.width * channels, randomNumbers(6)).map((value, i) => (Math.floor(i / channels) % SIZE.width > 30 ? 0 : value));
  sim.state.set(state);
  sim.stateChanged();
  gpu.writeState(state);
  const painter = new Painter(device), texture = device.createTexture({ size: [SIDE, SIDE], format: 'rgba8unorm', usage: 0x11 });
  const draw = async (/** @type {Drawn} */ look, /** @type {Omit<Placement, 'width' | 'height'>} */ where) => {
    painter.setLook(look);
    painter.draw(texture.createView(), gpu, { ...where, width: SIDE, height: SIDE });
    const buffer = device.createBuffer({ size: SIDE * SIDE * 4, usage: 9 }), encoder = device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow: SIDE * 4 }, [SIDE, SIDE]);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(1);
    return new Uint8Array(buffer.getMappedRange());
  };
  return { sim, gpu, painter, draw, destroy };
}

/** @param {number} channels @param {number} width @param {Partial<import('../../web/core/types.js').Config>} [more] */
function withDecoder(channels, width, more) {
  const model = randomModel(both.core, { channels, hidden: 16, alive: 'post', decoder: width, decoderScale: 4, ...more }), { decoder, numParams } = layoutOf(model.config), random = randomNumbers(channels + width);
  model.params = model.params.map((value, i) => (i < decoder ? value : random() * (i >= numParams - 4 ? 0.6 : 0.35)));
  model.params[numParams - 1] = 0.5; // alpha enough to be seen
  return model;
}

/** Bytes in premultiplied alpha. @param {ArrayLike<number>} straight */
const premultiplied = (straight) => Array.from(straight, (value, i) => (i % 4 < 3 ? (value * straight[i | 3]) / 255 : value));

test('cells: as the core’s picture, magnified and shrunk', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { sim, draw, destroy } = filled(randomModel(both.core, { channels: 8, hidden: 16, alive: 'post' })), rgba = sim.rgba().slice();
  /** The picture in straight alpha at a place in cells: one cell's, or a mix of four; then premultiplied. @param {number} x @param {number} y @param {boolean} mixes */
  const colourAt = (x, y, mixes) => {
    if (x < 0 || y < 0 || x >= SIZE.width || y >= SIZE.height) return [0, 0, 0, 0];
    const at = (/** @type {number} */ column, /** @type {number} */ row, /** @type {number} */ c) => rgba[(Math.min(Math.max(row, 0), SIZE.height - 1) * SIZE.width + Math.min(Math.max(column, 0), SIZE.width - 1)) * 4 + c];
    const [left, top] = mixes ? [Math.floor(x - 0.5), Math.floor(y - 0.5)] : [Math.floor(x), Math.floor(y)], [u, v] = mixes ? [x - 0.5 - left, y - 0.5 - top] : [0, 0];
    return premultiplied([0, 1, 2, 3].map((c) => (1 - v) * ((1 - u) * at(left, top, c) + u * at(left + 1, top, c)) + v * ((1 - u) * at(left, top + 1, c) + u * at(left + 1, top + 1, c))));
  };
  for (const placement of [{ x: 3, y: 9, scale: 1 }, { x: -20, y: -7, scale: 3 }, { x: 5, y: 6, scale: 0.75 }]) {
    const want = Array.from({ length: SIDE * SIDE }, (_, i) => colourAt((i % SIDE + 0.5 - placement.x) / placement.scale, (Math.floor(i / SIDE) + 0.5 - placement.y) / placement.scale, placement.scale < 1)).flat();
    assertClose(JSON.stringify(placement), await draw({ name: 'cells' }, placement), want, { abs: 1.01 });
  }
  destroy();
});

/** What stands on the picture of so many pixels a cell where that begins at x, y, and is as much that as the plain cells. @param {import('../../web/look/look.js').Picture} picture @param {Uint8ClampedArray} rgba @param {{ x: number, y: number, scale: number, cellShare: number }} placement */
function seen({ rgba: picture, width, height }, rgba, { x, y, scale, cellShare }) {
  return Array.from({ length: SIDE * SIDE }, (_, i) => {
    const column = i % SIDE - x, row = Math.floor(i / SIDE) - y;
    if (column < 0 || row < 0 || column >= width || row >= height) return [0, 0, 0, 0];
    const of = premultiplied(picture.subarray((row * width + column) * 4, (row * width + column) * 4 + 4)), cell = (Math.floor(row / scale) * SIZE.width + Math.floor(column / scale)) * 4;
    return of.map((value, c) => value + (premultiplied(rgba.subarray(cell, cell + 4))[c] - value) * cellShare);
  }).flat();
}
const PLACEMENTS = Object.freeze([{ x: 5, y: -7, scale: 3, cellShare: 0 }, { x: -140, y: -90, scale: 5, cellShare: 0.25 }, { x: -140, y: -90, scale: 5, cellShare: 1 }]);

test('smooth: as the picture that is kept', { timeout }, async (t) => {
  if (!both.device) return t.skip(NO_ADAPTER);
  const { sim, draw, destroy } = filled(randomModel(both.core, { channels: 8, hidden: 16, alive: 'post' })), cells = { ...SIZE, rgba: /** @type {Uint8ClampedArray<ArrayBuffer>} */ (sim.rgba().slice()) };
  for (const placement of PLACEMENTS) assertClose(JSON.stringify(placement), await draw({ name: 'smooth' }, placement), seen(smoothPicture(cells, placement.scale), cells.rgba, placement), { abs: 2.01 });
  destroy();
});

for (const [channels, width, alive] of /** @type {const} */ ([[8, 16, 'post'], [16, 32, 'pre+post'], [64, 64, 'post']])) {
  test(`fine: what the core’s decoder draws, ${width} wide, of ${channels} channels`, { timeout }, async (t) => {
    if (!both.device) return t.skip(NO_ADAPTER);
    const { core } = both, model = withDecoder(channels, width, { alive, premultiplied: alive === 'pre+post' }), { sim, gpu, painter, draw, destroy } = filled(model), rgba = sim.rgba().slice();
    const pictureOf = (/** @type {Model} */ of, /** @type {number} */ scale) => {
      const decoder = core.createDecoder(of, scale), picture = { rgba: /** @type {Uint8ClampedArray<ArrayBuffer>} */ (decoder.rgba(sim)), height: SIZE.height * scale, width: SIZE.width * scale };
      decoder.destroy();
      return picture;
    };
    for (const placement of PLACEMENTS) {
      const want = seen(pictureOf(model, placement.scale), rgba, placement);
      assert.ok(want.some((value) => value > 20 && value < 235), 'there is something to see');
      assertClose(JSON.stringify(placement), await draw({ name: 'fine', model }, placement), want, { abs: 2.01 });
    }
    const part = { x: -30, y: -11, scale: 3, width: 70, height: 50 }, other = { ...model, params: model.params.map((value) => -value) };
    for (const of of [model, other]) {
      painter.setLook({ name: 'fine', model: of });
      const whole = pictureOf(of, 3), rows = Array.from({ length: 50 }, (_, y) => [...whole.rgba.subarray(((y + 11) * whole.width + 30) * 4, ((y + 11) * whole.width + 100) * 4)]).flat();
      const read = await painter.read(gpu, part);
      assert.deepEqual([read.width, read.height], [70, 50]);
      assertClose('a part, read', premultiplied(read.rgba), premultiplied(rows), { abs: 2.01 });
    }
    painter.dispose();
    destroy();
  });
}

test('its decoder comes to the golden file’s pictures', { timeout }, async (t) => {
  const { core, device } = both;
  if (!device) return t.skip(NO_ADAPTER);
  const { tensors, metadata } = await openGolden('decoder_goals_2'), model = goldenModel(core, { tensors, metadata }), height = Number(metadata.height), width = Number(metadata.width), scale = Number(metadata.scale);
  const layout = layoutOf(model.config), block = decoderBlock(model.params, layout), count = height * scale * width * scale;
  const code = `${WORLD}
@group(0) @binding(0) var<uniform> world: World;
@group(0) @binding(1) var<storage, read> cells: array<vec4f>;
${net(layout)}
@group(0) @binding(2) var<uniform> net: Net;
@group(0) @binding(3) var<storage, read_write> picture: array<vec4f>;
${decoded(layout)}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < ${count}u) { picture[id.x] = decoded((vec2f(f32(id.x % ${width * scale}u), f32(id.x / ${width * scale}u)) + 0.5) / ${scale}.0 - 0.5, false).rgba; }
}`;
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code }) } }), { gpu, destroy } = twins({ core, device }, { height, width }, model);
  const parameters = device.createBuffer({ size: block.byteLength, usage: 72 }), picture = device.createBuffer({ size: count * 16, usage: 132 }), copy = device.createBuffer({ size: count * 16, usage: 9 });
  device.queue.writeBuffer(parameters, 0, block);
  for (const name of ['goal0', 'goal1', 'mix']) {
    gpu.setMix(name === 'mix' ? tensors.mix.data : [Number(name === 'goal0'), Number(name === 'goal1')]);
    gpu.reset(Number(metadata.seed));
    gpu.step(16);
    const encoder = device.createCommandEncoder(), pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [gpu.buffers.world, gpu.buffers.state, parameters, picture].map((buffer, binding) => ({ binding, resource: { buffer } })) }));
    pass.dispatchWorkgroups(Math.ceil(count / 64));
    pass.end();
    encoder.copyBufferToBuffer(picture, 0, copy, 0, count * 16);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(1);
    assertClose(name, new Float32Array(copy.getMappedRange()), tensors[`picture_${name}`].data, TOLERANCE);
    copy.unmap();
  }
  destroy();
});
