/**
 * The finer picture that a decoder draws, held against its target at pixels drawn anew for every state that counts: src/train/fine.c, src/grow/decoder.c. A group has some
 * pixels, and for each of them some threads, which share the numbers of a layer; the gradients are summed in the order of the pixels.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { DRAW } from '../draws.js';
import { GATHERED, mainOfTile, TILE, TILE_CELLS } from './common.js';

/** Pixels of a group, and threads of each. */
export const PIXELS = 16;
const LANES = 8;
/** Fours of the parameters that a group sums. */
export const FOURS_A_GROUP = 64;

/** @typedef {{ pixels: number, scale: number, slices: number }} FineSizes pixels: of each state that counts; slices: of those, each summed by itself */

/** What a fine layout is made of, in fours. @param {TrainPlan} plan */
function sizesOf({ fours, layout: { decoder, decoderWidth } }) {
  const E = decoderWidth / 4, K = fours + 1, w0 = decoder / 4, b0 = w0 + decoderWidth * K, w1 = b0 + E, b1 = w1 + decoderWidth * E, w2 = b1 + E, b2 = w2 + 4 * E;
  return { E, K, w0, b0, w1, b1, w2, b2, end: b2 + 1 };
}

/** Where in a pixel's row of fours lies what went into each layer, and the gradient by what came out of it. @param {TrainPlan} plan */
function rowOf(plan) {
  const { E, K } = sizesOf(plan);
  return { seen: 0, first: K, second: K + E, dFirst: K + 2 * E, dSecond: K + 3 * E, dRgba: K + 4 * E, fours: K + 4 * E + 1 };
}

/** Fours of such rows, and of the decoder's parameters. @param {TrainPlan} plan */
export const fineFours = (plan) => ({ row: rowOf(plan).fours, params: sizesOf(plan).end - sizesOf(plan).w0 });

/** The high word of a product, and the pixel that is drawn: nca_rng_between of NCA_DRAW_PIXEL, of which slot and number are the halves of a. */
const drawn = (/** @type {FineSizes} */ { scale }) => `
const SCALE = ${scale}u;
fn highOf(a: u32, b: u32) -> u32 {
  let low = (a & 0xffffu) * (b & 0xffffu); let one = (a >> 16u) * (b & 0xffffu) + (low >> 16u); let other = (a & 0xffffu) * (b >> 16u) + (one & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (one >> 16u) + (other >> 16u);
}
fn pixelOf(seed: u32, slot: u32, number: u32) -> vec2u {
  let word = mixed(mixed(mixed(mixed(seed + ${Math.imul(0x9e3779b9, DRAW.pixel) >>> 0}u) ^ number) + 0x85ebca6bu * slot) + 0xc2b2ae35u);
  let width = world.width * SCALE; let pixel = highOf(word, world.height * SCALE * width);
  return vec2u(pixel % width, pixel / width);
}
// The cell before it, which may lie beyond the edge, and how far behind that it is.
fn spotOf(pixel: vec2u) -> vec4f {
  let x = places[pixel.x % SCALE]; let y = places[pixel.y % SCALE];
  return vec4f(f32(pixel.x / SCALE) + x.x, f32(pixel.y / SCALE) + y.x, x.y, y.y);
}`;

/** Each thread does as many as there are, of which it has every LANES-th. @param {number} count @param {string} code knows q */
const shared = (count, code) => range(Math.ceil(count / LANES)).map((i) => `{
    let q = lane + ${i * LANES}u;
    if (q < ${count}u) { ${code} }
  }`).join('\n  ');

/** A four of what a layer makes of `inputs` fours of an array. @param {number} weights @param {number} bias @param {number} inputs @param {string} array */
const layer = (weights, bias, inputs, array) => `var sum = quads[${bias}u + q];
    for (var k = 0u; k < ${inputs}u; k++) {
      let own = ${array}[p * ${inputs}u + k]; let at = ${weights}u + q * ${4 * inputs}u + k;
      sum += vec4f(dot(quads[at], own), dot(quads[at + ${inputs}u], own), dot(quads[at + ${2 * inputs}u], own), dot(quads[at + ${3 * inputs}u], own));
    }`;

/** And back: of the gradient by what came out. @param {number} weights @param {number} inputs fours @param {number} outputs @param {string} array */
const layerBack = (weights, inputs, outputs, array) => `var sum = vec4f();
    for (var j = 0u; j < ${outputs}u; j++) {
      let own = ${array}[p * ${outputs}u + j]; let at = ${weights}u + j * ${4 * inputs}u + q;
      sum += quads[at] * own.x + quads[at + ${inputs}u] * own.y + quads[at + ${2 * inputs}u] * own.z + quads[at + ${3 * inputs}u] * own.w;
    }`;

/** What the decoder draws of the state after a step, how far it is from the target, and back through its layers. @param {TrainPlan} plan @returns {TrainKernel} */
export function drawFine(plan) {
  const { fours, numSlots, goesBack } = plan, fine = /** @type {FineSizes} */ (plan.fine), { E, K, w0, b0, w1, b1, w2, b2 } = sizesOf(plan), row = rowOf(plan);
  const put = (/** @type {number} */ place, /** @type {string} */ value) => `if (isInside) { fineRows[row + ${place}u + q] = ${value}; }`;
  return {
    bindings: ['world', 'step', 'places', 'picks', 'fineTargets', 'quads', 'next', 'fineRows', 'fineParts', ...goesBack ? ['dSeen'] : []],
    code: `
${drawn(fine)}
var<workgroup> seen: array<vec4f, ${PIXELS * K}>;
var<workgroup> first: array<vec4f, ${PIXELS * E}>;
var<workgroup> second: array<vec4f, ${PIXELS * E}>;
var<workgroup> dRgba: array<vec4f, ${PIXELS}>;
var<workgroup> squares: array<f32, ${PIXELS}>;

@compute @workgroup_size(${LANES}, ${PIXELS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sample = group.y; let lane = local.x; let p = local.y; let i = group.x * ${PIXELS}u + p; let isInside = i < ${fine.pixels}u; let row = (sample * ${fine.pixels}u + i) * ${row.fours}u;
  let pixel = pixelOf(picks[sample].fireSeed, step.nextSlot, i); let spot = spotOf(pixel); let end = vec2i(i32(world.width), i32(world.height)) - 1;
  let a = vec2u(clamp(vec2i(spot.xy), vec2i(), end)); let b = vec2u(clamp(vec2i(spot.xy) + 1, vec2i(), end)); let top = sample * world.height;
  let corners = vec4u((top + a.y) * world.width + a.x, (top + a.y) * world.width + b.x, (top + b.y) * world.width + a.x, (top + b.y) * world.width + b.x) * FOURS;
  let shares = vec4f(1.0 - spot.w, 1.0 - spot.w, spot.w, spot.w) * vec4f(1.0 - spot.z, spot.z, 1.0 - spot.z, spot.z);
  ${shared(K, `
    var four = vec4f(places[pixel.y % SCALE].zw, places[pixel.x % SCALE].zw);
    if (q < FOURS) { four = next[corners.x + q] * shares.x + next[corners.y + q] * shares.y + next[corners.z + q] * shares.z + next[corners.w + q] * shares.w; }
    seen[p * ${K}u + q] = four;
    ${put(row.seen, 'four')}`)}
  workgroupBarrier();
  ${shared(E, `${layer(w0, b0, K, 'seen')}
    first[p * ${E}u + q] = max(sum, vec4f());
    ${put(row.first, 'max(sum, vec4f())')}`)}
  workgroupBarrier();
  ${shared(E, `${layer(w1, b1, E, 'first')}
    second[p * ${E}u + q] = max(sum, vec4f());
    ${put(row.second, 'max(sum, vec4f())')}`)}
  workgroupBarrier();
  if (lane == 0u) {
    let q = 0u;
    ${layer(w2, b2, E, 'second')}
    var off = vec4f();
    if (isInside) { off = sum - fineTargets[(picks[sample].goal * world.height * SCALE + pixel.y) * world.width * SCALE + pixel.x]; }
    squares[p] = dot(off, off);
    dRgba[p] = off * world.fineScale;
    ${put(row.dRgba, 'off * world.fineScale')}
  }
  workgroupBarrier();
  if (thread == 0u) {
    fineParts[(sample * ${numSlots}u + step.nextSlot) * ${Math.ceil(fine.pixels / PIXELS)}u + group.x] = ${range(PIXELS).map((n) => `squares[${n}]`).join(' + ')};
  }
  ${shared(E, `${layerBack(w2, E, 1, 'dRgba')}
    let own = select(vec4f(), sum, second[p * ${E}u + q] > vec4f());
    second[p * ${E}u + q] = own;
    ${put(row.dSecond, 'own')}`)}
  workgroupBarrier();
  ${shared(E, `${layerBack(w1, E, E, 'second')}
    let own = select(vec4f(), sum, first[p * ${E}u + q] > vec4f());
    first[p * ${E}u + q] = own;
    ${put(row.dFirst, 'own')}`)}
  ${goesBack ? `workgroupBarrier();
  ${shared(fours, `${layerBack(w0, K, E, 'first')}
    if (isInside) { dSeen[((sample * ${numSlots}u + step.nextSlot) * ${fine.pixels}u + i) * FOURS + q] = sum; }`)}` : ''}
}`,
  };
}

/** The gradients of the decoder's parameters: each thread has four of them, and a slice of a sample's pixels. @param {TrainPlan} plan @returns {TrainKernel} */
export function weighFine(plan) {
  const { pixels, slices } = /** @type {FineSizes} */ (plan.fine), { E, K, w0, b0, w1, b1, w2, b2, end } = sizesOf(plan), row = rowOf(plan), each = Math.ceil(pixels / slices);
  const ofLayer = (/** @type {number} */ begin, /** @type {number} */ bias, /** @type {number} */ last, /** @type {number} */ d, /** @type {number} */ seen, /** @type {number} */ inputs) =>
    `if (at < ${bias - w0}u) { let own = at - ${begin - w0}u; back = ${d}u + own / ${4 * inputs}u; number = own / ${inputs}u % 4u; forth = ${seen}u + own % ${inputs}u; }
  else if (at < ${last - w0}u) { back = ${d}u + at - ${bias - w0}u; }`;
  return {
    bindings: ['fineRows', 'finePartial'],
    code: `
@compute @workgroup_size(${FOURS_A_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x;
  if (at >= ${end - w0}u) { return; }
  // The four of the gradient, which number of it, and the four that it is multiplied by; of a bias all four numbers, by nothing.
  var back = 0u; var number = 4u; var forth = 0u;
  ${ofLayer(w0, b0, w1, row.dFirst, row.seen, K)}
  else ${ofLayer(w1, b1, w2, row.dSecond, row.first, E)}
  else ${ofLayer(w2, b2, end, row.dRgba, row.second, E)}
  let first = id.z * ${pixels}u + id.y * ${each}u; let last = id.z * ${pixels}u + min(id.y * ${each}u + ${each}u, ${pixels}u);
  var sum = vec4f();
  for (var i = first; i < last; i++) {
    let own = fineRows[i * ${row.fours}u + back];
    sum += select(own[min(number, 3u)] * fineRows[i * ${row.fours}u + forth], own, number == 4u);
  }
  finePartial[(id.z * ${slices}u + id.y) * ${end - w0}u + at] += sum;
}`,
  };
}

/** What the finer picture adds to the gradient at the state after a step: a tile looks which of the pixels lie between its cells. @param {TrainPlan} plan @returns {TrainKernel} */
export function gatherFine(plan) {
  const { fours, numSlots } = plan, fine = /** @type {FineSizes} */ (plan.fine);
  return {
    bindings: ['world', 'step', 'places', 'picks', 'dSeen', 'grad'],
    code: `
${drawn(fine)}
${GATHERED}
var<workgroup> spots: array<vec4f, ${TILE_CELLS}>;
// How much of a pixel is a cell's, along one side.
fn shareOf(here: i32, before: i32, share: f32, last: i32) -> f32 {
  return select(0.0, 1.0 - share, here == max(before, 0)) + select(0.0, share, here == min(before + 1, last));
}
${mainOfTile(`
  let low = vec2i(vec2u(group.x % world.tilesX, group.x / world.tilesX) * ${TILE}u); let end = vec2i(i32(world.width), i32(world.height)) - 1;
  ${range(fours).map((q) => `var four${q} = vec4f();`).join(' ')}
  for (var first = 0u; first < ${fine.pixels}u; first += ${TILE_CELLS}u) {
    if (thread < ${TILE_CELLS / 32}u) { atomicStore(&bits[thread], 0u); }
    workgroupBarrier();
    let spot = spotOf(pixelOf(picks[sample].fireSeed, step.nextSlot, first + thread)); let before = vec2i(spot.xy);
    let isNear = (first + thread < ${fine.pixels}u) & all(before + 1 >= low) & all(before < low + ${TILE});
    if (isNear) { mark(thread); }
    workgroupBarrier();
    if (isNear) { keep(thread, first + thread); }
    workgroupBarrier();
    let count = numFound();
    if (thread < count) { spots[thread] = spotOf(pixelOf(picks[sample].fireSeed, step.nextSlot, found[thread])); }
    workgroupBarrier();
    if (isInside) {
      for (var n = 0u; n < count; n++) {
        let near = spots[n]; let share = shareOf(i32(x), i32(near.x), near.z, end.x) * shareOf(i32(row), i32(near.y), near.w, end.y);
        if (share != 0.0) {
          let place = ((sample * ${numSlots}u + step.nextSlot) * ${fine.pixels}u + found[n]) * FOURS;
          ${range(fours).map((q) => `four${q} += share * dSeen[place + ${q}u];`).join(' ')}
        }
      }
    }
    workgroupBarrier();
  }
  if (isInside) { ${range(fours).map((q) => `grad[cell * FOURS + ${q}u] += four${q};`).join(' ')} }`)}`,
  };
}
