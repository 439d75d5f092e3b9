/**
 * How far a state is from a texture: src/train/texture.c. All patches of both are projected to a number by the same filters, sorted, and compared rank by rank. What is sorted
 * are pairs of such a number, as a whole one of the same order, and its cell: equal numbers stand as they lie, as in the core. The sort is Batcher's bitonic one.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { summed } from './common.js';

/** Filters an epoch, and the sides of each. */
export const SLICES = 32, SIDE = 5;
const THREADS = 256, NUM_SPREADS = 3;
/** Pairs that a group sorts by itself. */
const BLOCK = 1024;

/** @typedef {{ cells: number, sorted: number, block: number, taps: number }} TextureSizes of a grid; the power of two that is sorted, in blocks; of all filters */

/** @param {number} cells @returns {TextureSizes} */
export function textureSizes(cells) {
  const sorted = 2 ** Math.ceil(Math.log2(cells));
  return { cells, sorted, block: Math.min(BLOCK, sorted), taps: SLICES * SIDE * SIDE };
}

/** One pass after the other sorts all: within blocks, from runs of `first` to runs of `last`, or across them, where pairs of runs of `first` are `last` apart. @param {TextureSizes} sizes */
export function sortPasses({ sorted, block }) {
  const passes = [{ kernel: 'sortWithin', first: 2, last: block }];
  for (let run = 2 * block; run <= sorted; run *= 2) {
    for (let far = run / 2; far >= block; far /= 2) passes.push({ kernel: 'sortAcross', first: run, last: far });
    passes.push({ kernel: 'sortWithin', first: run, last: run });
  }
  return passes;
}

/** Groups of a pass over so many arrays. @param {TextureSizes} sizes @param {string} kernel @param {number} count */
export const sortGroups = ({ sorted, block }, kernel, count) => [kernel === 'sortWithin' ? sorted / block : Math.ceil(sorted / 2 / THREADS), count * SLICES];

/** Groups that look at each cell of so many grids. @param {TextureSizes} sizes @param {number} count @param {number} length of each, in cells or pairs */
export const cellGroups = (sizes, count, length = sizes.cells) => [Math.ceil(length / THREADS), count, SLICES];

/** The sums of the differences, of each state of each sample. @param {TextureSizes} sizes */
export const partsOfState = ({ cells }) => SLICES * Math.ceil(cells / THREADS);

const sizesIn = (/** @type {TrainPlan} */ plan) => /** @type {TextureSizes} */ (plan.texture);

/** Where the five rows or columns about a cell lie, round the edge. @param {string} at @param {string} side @param {string} name @param {1 | -1} way */
const around = (at, side, name, way) => range(SIDE).map((i) => `let ${name}${i} = (${at} + 8u * ${side} ${way * (i - SIDE / 2 + 0.5) < 0 ? '-' : '+'} ${Math.abs(i - (SIDE - 1) / 2)}u * spread) % ${side};`).join(' ');
const SPREAD = `let spread = 1u << (slice % ${NUM_SPREADS}u);`;

/** @param {string} visible of a cell @param {string[]} bindings @returns {(plan: TrainPlan) => TrainKernel} */
const project = (visible, bindings) => (plan) => ({
  bindings: ['world', 'filters', ...bindings, 'pairs'],
  code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x; let slice = id.z; let place = (id.y * ${SLICES}u + slice) * ${sizesIn(plan).sorted}u + i;
  if (i >= ${sizesIn(plan).sorted}u) { return; }
  if (i >= ${sizesIn(plan).cells}u) { pairs[place] = vec2u(0xffffffffu, i); return; }
  let first = id.y * ${sizesIn(plan).cells}u; ${SPREAD}
  ${around('i / world.width', 'world.height', 'row', 1)}
  ${around('i % world.width', 'world.width', 'column', 1)}
  var sum = vec4f();
  ${range(SIDE * SIDE).map((tap) => `{ let cell = first + row${Math.floor(tap / SIDE)} * world.width + column${tap % SIDE}; sum += filters[slice * ${SIDE * SIDE}u + ${tap}u] * ${visible}; }`).join('\n  ')}
  let word = bitcast<u32>((sum.x + sum.y) + (sum.z + sum.w));
  pairs[place] = vec2u(select(word | 0x80000000u, ~word, (word & 0x80000000u) != 0u), i);
}`,
});

export const projectTargets = project('targets[cell]', ['targets']);
export const projectState = project('next[cell * FOURS]', ['next']);

const LESS = 'fn isLess(a: vec2u, b: vec2u) -> bool { return (a.x < b.x) | ((a.x == b.x) & (a.y < b.y)); }';

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function sortWithin(plan) {
  const { sorted, block } = sizesIn(plan);
  const every = (/** @type {number} */ count, /** @type {(i: string) => string} */ code) => range(Math.ceil(count / THREADS)).map((n) => `{ let i = thread + ${n * THREADS}u; if (i < ${count}u) { ${code('i')} } }`).join('\n    ');
  return {
    bindings: ['sort', 'pairs'],
    code: `
${LESS}
var<workgroup> held: array<vec2u, ${block}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = group.y * ${sorted}u + group.x * ${block}u;
  ${every(block, (i) => `held[${i}] = pairs[first + ${i}];`)}
  workgroupBarrier();
  var run = sort.first; var far = min(run, ${block}u) / 2u;
  loop {
    ${every(block / 2, (i) => `let low = ${i} / far * far * 2u + ${i} % far; let a = held[low]; let b = held[low + far];
      if (isLess(b, a) == (((group.x * ${block}u + low) & run) == 0u)) { held[low] = b; held[low + far] = a; }`)}
    workgroupBarrier();
    far /= 2u;
    if (far == 0u) { run *= 2u; far = min(run, ${block}u) / 2u; }
    if (run > sort.last) { break; }
  }
  ${every(block, (i) => `pairs[first + ${i}] = held[${i}];`)}
}`,
  };
}

/** @param {TrainPlan} plan @returns {TrainKernel} */
export const sortAcross = (plan) => ({
  bindings: ['sort', 'pairs'],
  code: `
${LESS}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let far = sort.last; let low = id.x / far * far * 2u + id.x % far; let first = id.y * ${sizesIn(plan).sorted}u;
  if (id.x >= ${sizesIn(plan).sorted / 2}u) { return; }
  let a = pairs[first + low]; let b = pairs[first + low + far];
  if (isLess(b, a) == ((low & sort.first) == 0u)) { pairs[first + low] = b; pairs[first + low + far] = a; }
}`,
});

const VALUE = 'fn valueOf(key: u32) -> f32 { return bitcast<f32>(select(~key, key ^ 0x80000000u, (key & 0x80000000u) != 0u)); }';

/** What the patches of each target are, by size. @param {TrainPlan} plan @returns {TrainKernel} */
export const rankTargets = (plan) => ({
  bindings: ['pairs', 'ranked'],
  code: `
${VALUE}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let array = id.y * ${SLICES}u + id.z;
  if (id.x < ${sizesIn(plan).cells}u) { ranked[array * ${sizesIn(plan).cells}u + id.x] = valueOf(pairs[array * ${sizesIn(plan).sorted}u + id.x].x); }
}`,
});

/** How far each patch is from the one of its rank. @param {TrainPlan} plan @returns {TrainKernel} */
export function compareRanks(plan) {
  const { cells, sorted } = sizesIn(plan);
  return {
    bindings: ['world', 'step', 'picks', 'pairs', 'ranked', 'dSlices', 'textureParts'],
    code: `
${VALUE}
var<workgroup> sums: array<f32, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sample = group.y; let slice = group.z; let i = group.x * ${THREADS}u + thread;
  var off = 0.0;
  if (i < ${cells}u) {
    let pair = pairs[(sample * ${SLICES}u + slice) * ${sorted}u + i];
    off = valueOf(pair.x) - ranked[(picks[sample].goal * ${SLICES}u + slice) * ${cells}u + i];
    dSlices[(sample * ${SLICES}u + slice) * ${cells}u + min(pair.y, ${cells - 1}u)] = off * world.lossScale * ${4 / SLICES};
  }
  sums[thread] = off * off;
  workgroupBarrier();
  ${summed(THREADS)}
  if (thread == 0u) { textureParts[(sample * ${plan.numSlots}u + step.nextSlot) * ${partsOfState(sizesIn(plan))}u + slice * ${Math.ceil(cells / THREADS)}u + group.x] = sums[0]; }
}`,
  };
}

/** The gradient by the RGBA of each cell: what it is to all patches that it is part of. @param {TrainPlan} plan @returns {TrainKernel} */
export function projectBack(plan) {
  const { cells } = sizesIn(plan);
  return {
    bindings: ['world', 'step', 'filters', 'dSlices', 'dVisible'],
    code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${cells}u) { return; }
  var sum = vec4f();
  for (var slice = 0u; slice < ${SLICES}u; slice++) {
    let first = (id.y * ${SLICES}u + slice) * ${cells}u; ${SPREAD}
    ${around('i / world.width', 'world.height', 'row', -1)}
    ${around('i % world.width', 'world.width', 'column', -1)}
    ${range(SIDE * SIDE).map((tap) => `sum += filters[slice * ${SIDE * SIDE}u + ${tap}u] * dSlices[first + row${Math.floor(tap / SIDE)} * world.width + column${tap % SIDE}];`).join('\n    ')}
  }
  dVisible[(id.y * ${plan.numSlots}u + step.nextSlot) * ${cells}u + i] = sum;
}`,
  };
}
