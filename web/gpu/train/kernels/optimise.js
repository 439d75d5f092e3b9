/**
 * How an epoch ends: the gradients of all samples that count are summed, and the parameters take one step by Adam, or the two matrices by Muon (src/train/adam.c, muon.c).
 * Nothing moves any more once something is not finite.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { summed } from './common.js';
import { partialFours } from './weigh.js';

export const THREADS = 256;

/** Which tensor a parameter belongs to. @param {TrainPlan} plan */
const tensorOf = ({ layout: { b1, w2, b2 } }) => `
fn tensorOf(i: u32) -> u32 { return select(select(select(3u, 2u, i < ${b2}u), 1u, i < ${w2}u), 0u, i < ${b1}u); }`;

/** Whether the step is taken, and by what a gradient is multiplied first. */
const FACTOR = `
fn norm() -> f32 { return sqrt((norms[0] + norms[1]) + (norms[2] + norms[3])); }
fn isSound() -> bool { return (norms[4] == 1.0) & isFinite(norm()) & (norm() <= 1e18); }
fn factorOf(tensor: u32) -> f32 {
  if (hyper.isPerTensor != 0u) { return 1.0 / (sqrt(norms[tensor]) + 1e-8); }
  let factor = hyper.clipNorm / (norm() + 1e-6);
  return select(factor, 1.0, (hyper.clipNorm <= 0.0) | (factor >= 1.0));
}`;

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function sum(plan) {
  const { hidden: D, perceived, fours, goals, slices, batch, layout: { b1, w2, b2, numParams } } = plan, P = 4 * perceived, row = 4 * (perceived + fours + 1);
  return {
    bindings: ['picks', 'mixes', 'losses', 'sums', 'grads'],
    code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${numParams}u) { return; }
  var at = 0u; var goal = ${goals}u;
  if (i < ${b1}u) { at = i / ${P}u * ${row}u + i % ${P}u; }
  else if (i < ${w2}u) { goal = (i - ${b1}u) / ${D}u; at = (i - ${b1}u) % ${D}u * ${row}u + ${row - 4}u; }
  else if (i < ${b2}u) { at = (i - ${w2}u) % ${D}u * ${row}u + ${P}u + (i - ${w2}u) / ${D}u; }
  else { at = ${D * row}u + i - ${b2}u; }
  var sum = 0.0;
  for (var part = 0u; part < ${batch * slices}u; part++) {
    let sample = part / ${slices}u; let own = partial[part * ${4 * partialFours(plan)}u + at];
    var weight = 1.0;
    if (goal < ${goals}u) { weight = mixes[picks[sample].goal * ${goals}u + goal]; }
    if ((losses[${batch}u + sample] != 0.0) & (weight != 0.0)) { sum += weight * own; }
  }
  grads[i] = sum;
}`,
  };
}

/** A group a tensor, of which the first sees to the losses as well. @param {TrainPlan} plan @returns {TrainKernel} */
export const measure = ({ batch, layout: { b1, w2, b2, numParams } }) => ({
  bindings: ['losses', 'grads', 'norms'],
  code: `
var<workgroup> sums: array<f32, ${THREADS}>;
fn beginOf(tensor: u32) -> u32 { return select(select(select(select(${numParams}u, ${b2}u, tensor == 3u), ${w2}u, tensor == 2u), ${b1}u, tensor == 1u), 0u, tensor == 0u); }
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let end = beginOf(group.x + 1u);
  var own = 0.0;
  for (var i = beginOf(group.x) + thread; i < end; i += ${THREADS}u) { own += grads[i] * grads[i]; }
  sums[thread] = own;
  workgroupBarrier();
  ${summed(THREADS)}
  if (thread > 0u) { return; }
  norms[group.x] = sums[0];
  if (group.x > 0u) { return; }
  var loss = 0.0; var count = 0u;
  for (var sample = 0u; sample < ${batch}u; sample++) {
    if (losses[${batch}u + sample] != 0.0) { loss += losses[sample]; count++; }
  }
  norms[4] = select(0.0, 1.0, (count > 0u) & isFinite(loss));
}`,
});

/** Where an entry of the parameters lies in the matrices, the longer side of each first. @param {TrainPlan} plan */
function placeOf({ hidden: D, perceived, fours, layout: { w2, b1 } }) {
  const P = 4 * perceived, C = 4 * fours;
  return `
fn isInMatrix(i: u32) -> bool { return (i < ${b1}u) | (tensorOf(i) == 2u); }
fn placeOf(i: u32) -> u32 {
  if (i < ${b1}u) { return ${D >= P ? 'i' : `i % ${P}u * ${D}u + i / ${P}u`}; }
  let at = i - ${w2}u;
  return ${D * P}u + ${C >= D ? 'at' : `at % ${D}u * ${C}u + at / ${D}u`};
}`;
}

/** The matrices' momentum, and Nesterov's step. @param {TrainPlan} plan @returns {TrainKernel} */
export const push = (plan) => ({
  bindings: ['hyper', 'grads', 'norms', 'm', 'matrix', 'failed'],
  code: `
${tensorOf(plan)}${placeOf(plan)}${FACTOR}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if ((i >= ${plan.layout.numParams}u) || !isInMatrix(i)) { return; }
  let grad = grads[i] * factorOf(tensorOf(i)); let momentum = hyper.beta1 * m[i] + grad;
  if (isSound() & (atomicLoad(&failed) == 0u)) { m[i] = momentum; }
  matrix[placeOf(i)] = grad + hyper.beta1 * momentum;
}`,
});

/** One step, not yet taken. @param {TrainPlan} plan @returns {TrainKernel} */
export function move(plan) {
  const { hidden: D, perceived, fours, isMuon, layout: { numParams } } = plan, P = 4 * perceived, C = 4 * fours;
  const adam = `
    let grad = grads[i] * factorOf(tensorOf(i));
    let mean = hyper.beta1 * m[i] + (1.0 - hyper.beta1) * grad; let square = hyper.beta2 * v[i] + (1.0 - hyper.beta2) * (grad * grad);
    m[i] = mean; v[i] = square;
    value -= hyper.stepSize * mean / (sqrt(square) / hyper.rootCorrection + hyper.epsilon);`;
  return {
    bindings: ['hyper', 'params', 'grads', 'norms', 'm', 'v', ...isMuon ? ['product'] : [], 'fresh', 'failed'],
    code: `
${tensorOf(plan)}${isMuon ? placeOf(plan) : ''}${FACTOR}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${numParams}u) { return; }
  var value = params[i];
  if (!isSound()) { atomicOr(&failed, 1u); return; }
  if (atomicLoad(&failed) != 0u) { return; }
  ${isMuon ? `if (isInMatrix(i)) {
    let outputs = select(${C}.0, ${D}.0, i < ${plan.layout.b1}u); let inputs = select(${D}.0, ${P}.0, i < ${plan.layout.b1}u);
    value -= hyper.muonRate * sqrt(outputs / inputs) * product[placeOf(i)] + hyper.muonRate * hyper.weightDecay * value;
  } else {${adam}
  }` : `{${adam}
  }`}
  fresh[i] = value;
  if (!isFinite(value)) { atomicOr(&failed, 1u); }
}`,
  };
}

/** Taken. @param {TrainPlan} plan @returns {TrainKernel} */
export const commit = ({ layout: { numParams } }) => ({
  bindings: ['params', 'lastGood', 'fresh', 'failed'],
  code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if ((i >= ${numParams}u) || (atomicLoad(&failed) != 0u)) { return; }
  lastGood[i] = params[i];
  params[i] = fresh[i];
}`,
});
