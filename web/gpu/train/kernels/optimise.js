/**
 * How an epoch ends: the gradients of all samples that count are summed, and the parameters take one step by Adam, or the matrices by Muon (src/train/adam.c, muon.c).
 * Nothing moves any more once something is not finite.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { matricesOf } from '../tensors.js';
import { summed } from './common.js';
import { fineFours } from './fine.js';
import { partialFours } from './weigh.js';

export const THREADS = 256;

/** Which tensor a parameter belongs to. @param {TrainPlan} plan */
const tensorOf = ({ tensors }) => `
fn tensorOf(i: u32) -> u32 { return ${tensors.slice(1).map(({ begin }) => `u32(i >= ${begin}u)`).join(' + ')}; }`;

/** Whether the step is taken, and by what a gradient is multiplied first. @param {TrainPlan} plan */
const factor = ({ tensors }) => `
fn norm() -> f32 { return sqrt(${tensors.map((_, i) => `norms[${i}]`).join(' + ')}); }
fn isSound() -> bool { return (norms[${tensors.length}] == 1.0) & isFinite(norm()) & (norm() <= 1e18); }
fn factorOf(tensor: u32) -> f32 {
  if (hyper.isPerTensor != 0u) { return 1.0 / (sqrt(norms[tensor]) + 1e-8); }
  let factor = hyper.clipNorm / (norm() + 1e-6);
  return select(factor, 1.0, (hyper.clipNorm <= 0.0) | (factor >= 1.0));
}`;

/** Which parameters stay as they are where details are learnt (src/train/kept.c). @param {TrainPlan} plan */
const isKept = ({ hidden: D, perceived, kept, layout: { b1, w2, b2, decoder } }) => `
fn isKept(i: u32) -> bool {${kept.channels > 0 ? `
  if (i < ${b1}u) { return i / ${4 * perceived}u < ${kept.hidden}u; }
  if (i < ${w2}u) { return (i - ${b1}u) % ${D}u < ${kept.hidden}u; }
  if (i < ${b2}u) { return (i - ${w2}u) / ${D}u < ${kept.channels}u; }
  return i < min(${b2 + kept.channels}u, ${decoder}u);` : `
  return false;`}
}`;

/** @param {TrainPlan} plan @returns {TrainKernel} */
export function sum(plan) {
  const { hidden: D, perceived, fours, goals, slices, batch, goesBack, fine, layout: { b1, w2, b2, decoder, numParams } } = plan, P = 4 * perceived, row = 4 * (perceived + fours + 1);
  const ofDecoder = fine ? `
    for (var part = 0u; part < ${batch * fine.slices}u; part++) {
      if (losses[${batch}u + part / ${fine.slices}u] != 0.0) { sum += finePartial[part * ${4 * fineFours(plan).params}u + i - ${decoder}u]; }
    }` : '';
  return {
    bindings: ['losses', ...goesBack ? ['picks', 'mixes', 'sums'] : [], ...fine ? ['fineSums'] : [], 'grads'],
    code: `
${isKept(plan)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${numParams}u) { return; }
  if (isKept(i)) { grads[i] = 0.0; return; }
  var sum = 0.0;
  if (i >= ${decoder}u) {${ofDecoder}
  }${goesBack ? ` else {
  var at = 0u; var goal = ${goals}u;
  if (i < ${b1}u) { at = i / ${P}u * ${row}u + i % ${P}u; }
  else if (i < ${w2}u) { goal = (i - ${b1}u) / ${D}u; at = (i - ${b1}u) % ${D}u * ${row}u + ${row - 4}u; }
  else if (i < ${b2}u) { at = (i - ${w2}u) % ${D}u * ${row}u + ${P}u + (i - ${w2}u) / ${D}u; }
  else { at = ${D * row}u + i - ${b2}u; }
  for (var part = 0u; part < ${batch * slices}u; part++) {
    let sample = part / ${slices}u; let own = partial[part * ${4 * partialFours(plan)}u + at];
    var weight = 1.0;
    if (goal < ${goals}u) { weight = mixes[picks[sample].goal * ${goals}u + goal]; }
    if ((losses[${batch}u + sample] != 0.0) & (weight != 0.0)) { sum += weight * own; }
  }
  }` : ''}
  grads[i] = sum;
}`,
  };
}

/** A group a tensor, of which the first sees to the losses as well. @param {TrainPlan} plan @returns {TrainKernel} */
export const measure = ({ batch, tensors, layout: { numParams } }) => ({
  bindings: ['losses', 'grads', 'norms'],
  code: `
var<workgroup> sums: array<f32, ${THREADS}>;
const BEGINS = array<u32, ${tensors.length + 1}>(${[...tensors.map(({ begin }) => begin), numParams].join(', ')});
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let end = BEGINS[group.x + 1u];
  var own = 0.0;
  for (var i = BEGINS[group.x] + thread; i < end; i += ${THREADS}u) { own += grads[i] * grads[i]; }
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
  norms[${tensors.length}] = select(0.0, 1.0, (count > 0u) & isFinite(loss));
}`,
});

/** Where a parameter lies in the matrices, the longer side of each first. @param {TrainPlan} plan */
const placeOf = (plan) => `
const NOWHERE = 0xffffffffu;
fn placeOf(i: u32) -> u32 {
  ${matricesOf(plan).map(({ begin, end, outputs, inputs, at }) => {
    const own = `(i - ${begin}u)`;
    return `if ((i >= ${begin}u) & (i < ${end}u)) { return ${at}u + ${outputs >= inputs ? own : `${own} % ${inputs}u * ${outputs}u + ${own} / ${inputs}u`}; }`;
  }).join('\n  ')}
  return NOWHERE;
}`;

/** The matrices' momentum, and Nesterov's step. @param {TrainPlan} plan @returns {TrainKernel} */
export const push = (plan) => ({
  bindings: ['hyper', 'grads', 'norms', 'm', 'matrix', 'failed'],
  code: `
${tensorOf(plan)}${placeOf(plan)}${factor(plan)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${plan.layout.numParams}u) { return; }
  let place = placeOf(i);
  if (place == NOWHERE) { return; }
  let grad = grads[i] * factorOf(tensorOf(i)); let momentum = hyper.beta1 * m[i] + grad;
  if (isSound() & (atomicLoad(&failed) == 0u)) { m[i] = momentum; }
  matrix[place] = grad + hyper.beta1 * momentum;
}`,
});

/** One step, not yet taken. @param {TrainPlan} plan @returns {TrainKernel} */
export function move(plan) {
  const { isMuon, tensors, learnsFrom, layout: { numParams } } = plan;
  const adam = `
    let grad = grads[i] * factorOf(tensorOf(i));
    let mean = hyper.beta1 * m[i] + (1.0 - hyper.beta1) * grad; let square = hyper.beta2 * v[i] + (1.0 - hyper.beta2) * (grad * grad);
    m[i] = mean; v[i] = square;
    value -= hyper.stepSize * mean / (sqrt(square) / hyper.rootCorrection + hyper.epsilon);`;
  return {
    bindings: ['hyper', 'params', 'grads', 'norms', 'm', 'v', ...isMuon ? ['product'] : [], 'fresh', 'failed'],
    code: `
${isKept(plan)}${tensorOf(plan)}${isMuon ? `${placeOf(plan)}
// How far a matrix moves, so that its effect is alike from layer to layer.
const SCALES = array<f32, ${tensors.length}>(${tensors.map(({ outputs = 1, inputs = 1 }) => Math.fround(Math.sqrt(outputs / inputs))).join(', ')});` : ''}${factor(plan)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${numParams}u) { return; }
  var value = params[i];
  if (!isSound()) { atomicOr(&failed, 1u); return; }
  if (atomicLoad(&failed) != 0u) { return; }
  ${learnsFrom > 0 ? `if (i < ${learnsFrom}u) { fresh[i] = value; return; }` : ''}
  if (isKept(i)) { fresh[i] = value; return; } // it would decay without a gradient
  ${isMuon ? `let place = placeOf(i);
  if (place != NOWHERE) {
    value -= hyper.muonRate * SCALES[tensorOf(i)] * product[place] + hyper.muonRate * hyper.weightDecay * value;
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
