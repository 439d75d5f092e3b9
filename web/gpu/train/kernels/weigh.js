/**
 * The gradients of the weights: for all rows that a step back left, products of what went into each number of the hidden layer, and came out of it. A group has a square of
 * the results, and adds up a slice of a sample's tiles; the slices and samples are summed once, at the end of the epoch, in their order.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { TILE_CELLS } from './common.js';

/** Rows at a time; threads by fours of a row's results; by so many numbers of the hidden layer each. */
const ROWS = 16, FOURS_A_GROUP = 8, THREADS_DOWN = 8, EACH = 8;
const HIDDEN_A_GROUP = THREADS_DOWN * EACH, QUADS = HIDDEN_A_GROUP / 4, THREADS = FOURS_A_GROUP * THREADS_DOWN;

/** Fours of a partial sum: rows of the hidden layer with the bias behind, then b2. @param {TrainPlan} plan */
export const partialFours = ({ hidden, perceived, fours }) => hidden * (perceived + fours + 1) + fours;

/** Groups of a dispatch, but for slices. @param {TrainPlan} plan */
export const weighGroups = ({ hidden, perceived, fours }) => [Math.ceil(hidden / HIDDEN_A_GROUP), Math.ceil((perceived + fours + 1) / FOURS_A_GROUP)];

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function weigh(plan) {
  const { hidden, perceived, fours, slices } = plan, row = perceived + fours;
  return {
    bindings: ['world', 'counts', 'hiddens', 'inputs', 'partial'],
    code: `
// Of each row [dHidden | hidden] of the group's numbers, and what they are multiplied by.
var<workgroup> left: array<vec4f, ${2 * ROWS * QUADS}>;
var<workgroup> right: array<vec4f, ${ROWS * FOURS_A_GROUP}>;

fn countOf(tile: u32) -> u32 { return marks[numCells() + world.batch * numTiles() + 1u + tile]; }

fn quad(tile: u32, d: u32, row: u32) -> vec4f {
  let place = (tile * ${2 * hidden}u + d) * ${TILE_CELLS}u + row;
  return vec4f(hiddens[place], hiddens[place + ${TILE_CELLS}u], hiddens[place + ${2 * TILE_CELLS}u], hiddens[place + ${3 * TILE_CELLS}u]);
}

fn load(tile: u32, first: u32, count: u32, firstD: u32, firstQ: u32, thread: u32) {
  for (var i = thread; i < ${ROWS * QUADS}u; i += ${THREADS}u) {
    let r = i % ${ROWS}u; let d = i / ${ROWS}u; let at = r * ${QUADS}u + d;
    var back = vec4f(); var forth = vec4f();
    if ((first + r < count) & (firstD + 4u * d < ${hidden}u)) {
      back = quad(tile, firstD + 4u * d, first + r);
      forth = quad(tile, ${hidden}u + firstD + 4u * d, first + r);
    }
    left[at] = back;
    left[${ROWS * QUADS}u + at] = forth;
  }
  for (var i = thread; i < ${ROWS * FOURS_A_GROUP}u; i += ${THREADS}u) {
    let r = i % ${ROWS}u; let q = firstQ + i / ${ROWS}u;
    var four = vec4f();
    if (first + r < count) {
      if (q < ${row}u) { four = inputs[(tile * ${row}u + q) * ${TILE_CELLS}u + first + r]; }
      else if (q == ${row}u) { four = vec4f(1.0, 0.0, 0.0, 0.0); }
    }
    right[r * ${FOURS_A_GROUP}u + i / ${ROWS}u] = four;
  }
}

@compute @workgroup_size(${FOURS_A_GROUP}, ${THREADS_DOWN})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) thread: u32) {
  let firstD = group.x * ${HIDDEN_A_GROUP}u; let firstQ = group.y * ${FOURS_A_GROUP}u; let q = firstQ + local.x; let d = firstD + local.y * ${EACH}u;
  let end = (group.z / ${slices}u + 1u) * numTiles();
  let side = select(0u, ${ROWS * QUADS}u, (q >= ${perceived}u) & (q < ${row}u)) + local.y * ${EACH / 4}u;
  ${range(EACH).map((i) => `var sum${i} = vec4f();`).join(' ')} var all = vec4f();
  var tile = group.z / ${slices}u * numTiles() + group.z % ${slices}u; var first = 0u; var isAny = false;
  loop {
    if (tile >= end) { break; }
    let count = countOf(tile);
    if (first >= count) { tile += ${slices}u; first = 0u; continue; }
    load(tile, first, count, firstD, firstQ, thread);
    workgroupBarrier();
    for (var r = 0u; r < ${ROWS}u; r++) {
      let four = right[r * ${FOURS_A_GROUP}u + local.x]; let one = left[side + r * ${QUADS}u]; let other = left[side + r * ${QUADS}u + 1u];
      ${range(EACH).map((i) => `sum${i} += ${i < 4 ? 'one' : 'other'}.${'xyzw'[i % 4]} * four;`).join(' ')} all += four;
    }
    workgroupBarrier();
    first += ${ROWS}u; isAny = true;
  }
  if (!isAny | (d >= ${hidden}u) | (q > ${row}u)) { return; }
  let place = group.z * ${partialFours(plan)}u;
  ${range(EACH).map((i) => `partial[place + (d + ${i}u) * ${row + 1}u + q] += sum${i};`).join('\n  ')}
  if ((d == 0u) & (q >= ${perceived}u) & (q < ${row}u)) { partial[place + ${hidden * (row + 1)}u + q - ${perceived}u] += all; }
}`,
  };
}
