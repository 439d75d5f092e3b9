/**
 * How an epoch begins: the weights as the steps want them, and the states. What was picked from the pool, and wounded, stands there already; where nothing of it lives, or
 * the pick says so, it is the seed.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { mainOfTile } from './common.js';

const THREADS = 256;

/** Rows of the weights as packWeights of ../../rule.js has them, and a bias for each sample. @param {TrainPlan} plan @returns {TrainKernel} */
export const prepare = ({ batch, hidden: D, perceived, fours, goals, layout: { w1, b1, w2, b2 } }) => {
  const P = 4 * perceived, C = 4 * fours, row = P + C;
  return {
    bindings: ['params', 'picks', 'mixes', 'packed', 'rows'],
    code: `
fn biasOf(sample: u32, d: u32) -> f32 {
  var sum = 0.0;
  for (var goal = 0u; goal < ${goals}u; goal++) {
    let part = mixes[picks[sample].goal * ${goals}u + goal];
    if (part != 0.0) { sum += part * params[${b1}u + goal * ${D}u + d]; }
  }
  return sum;
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i < ${D * row}u) {
    let d = i / ${row}u; let at = i % ${row}u;
    packed[i] = params[select(${w2}u + (at - ${P}u) * ${D}u + d, ${w1}u + d * ${P}u + at, at < ${P}u)];
  } else if (i < ${D * row + C}u) {
    packed[i] = params[${b2}u + i - ${D * row}u];
  }
  if (i < ${batch * D}u) { bias[i] = biasOf(i / ${D}u, i % ${D}u); }
}`,
  };
};

/** Whether nothing can become something by itself, for any of the samples. @param {TrainPlan} plan @returns {TrainKernel} */
export const spring = ({ alive, batch, hidden: D, layout: { w2, b2 } }) => ({
  bindings: ['world', 'params', 'rows'],
  code: `
var<workgroup> isAny: atomic<u32>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var sample = thread; sample < ${batch}u; sample += ${THREADS}u) {
    var alpha = params[${b2 + 3}];
    for (var d = 0u; d < ${D}u; d++) { alpha += max(bias[sample * ${D}u + d], 0.0) * params[${w2 + 3 * D}u + d]; }
    if (!(alpha <= world.aliveThreshold)) { atomicOr(&isAny, 1u); }
  }
  workgroupBarrier();
  if (thread == 0u) { bias[${batch * D}] = ${alive === 'post' ? 'f32(atomicLoad(&isAny))' : alive === 'none' ? '1.0' : '0.0'}; }
}`,
});

/** @param {TrainPlan} plan @returns {TrainKernel} */
export const start = ({ fours }) => ({
  bindings: ['world', 'picks', 'state'],
  code: `
var<workgroup> lives: atomic<u32>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let size = world.height * world.width; let first = group.x * size;
  var isHot = false;
  for (var i = thread; i < size; i += ${THREADS}u) { isHot |= state[(first + i) * FOURS].w > world.aliveThreshold; }
  if (isHot) { atomicOr(&lives, 1u); }
  workgroupBarrier();
  if ((picks[group.x].isSeed == 0u) & (atomicLoad(&lives) != 0u)) { return; }
  let middle = world.height / 2u * world.width + world.width / 2u;
  for (var i = thread; i < size; i += ${THREADS}u) {
    let one = select(0.0, 1.0, i == middle);
    ${range(fours).map((q) => `state[(first + i) * FOURS + ${q}u] = ${q === 0 ? 'vec4f(0.0, 0.0, 0.0, one)' : 'vec4f(one)'};`).join(' ')}
  }
}`,
});

/** Which tiles of the first state have anything in them. @param {TrainPlan} plan @returns {TrainKernel} */
export const look = ({ fours }) => ({
  bindings: ['world', 'state', 'marks'],
  code: `
var<workgroup> isLively: atomic<u32>;
${mainOfTile(`
  if (isInside && (${range(fours).map((q) => `any(state[cell * FOURS + ${q}u] != vec4f())`).join(' | ')})) { atomicOr(&isLively, 1u); }
  workgroupBarrier();
  if (thread == 0u) { marks[numCells() + tile] = atomicLoad(&isLively); }`)}`,
});
