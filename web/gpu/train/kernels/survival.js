/**
 * The loss of what is about to die, where a recipe has it: what the largest alpha of a state lacks to one half, squared.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';

const THREADS = 256;

/** Of the state after a step, each sample's cell of the largest alpha, the first in their order. @returns {TrainKernel} */
export const liveliest = () => ({
  bindings: ['world', 'step', 'next', 'liveliest'],
  code: `
var<workgroup> alphas: array<f32, ${THREADS}>;
var<workgroup> cells: array<u32, ${THREADS}>;
// Another cell takes the place of the thread's own where it is livelier, or as lively and before it.
fn challenge(thread: u32, alpha: f32, cell: u32) {
  if ((alpha > alphas[thread]) | ((alpha == alphas[thread]) & (cell < cells[thread]))) { alphas[thread] = alpha; cells[thread] = cell; }
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let size = world.height * world.width; let first = group.x * size;
  let begin = first + min(thread, size - 1u);
  cells[thread] = begin;
  alphas[thread] = next[begin * FOURS].w;
  for (var i = thread + ${THREADS}u; i < size; i += ${THREADS}u) { challenge(thread, next[(first + i) * FOURS].w, first + i); }
  workgroupBarrier();
  ${range(Math.log2(THREADS)).map((i) => {
    const half = THREADS >> (i + 1);
    return `if (thread < ${half}u) { challenge(thread, alphas[thread + ${half}u], cells[thread + ${half}u]); }\n  workgroupBarrier();`;
  }).join('\n  ')}
  if (thread == 0u) { liveliest[step.number * world.batch + group.x] = vec2u(cells[0], bitcast<u32>(alphas[0])); }
}`,
});

/** What that alpha lacks, of the state after a step. */
export const LACK = 'fn lackAt(number: u32, sample: u32) -> f32 { return max(0.5 - bitcast<f32>(liveliest[number * world.batch + sample].y), 0.0); }';

/** And what it adds to the gradient by that state. @param {TrainPlan} plan @returns {TrainKernel} */
export const survive = ({ batch }) => ({
  bindings: ['world', 'step', 'liveliest', 'grad'],
  code: `
${LACK}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let sample = id.x;
  if (sample >= ${batch}u) { return; }
  let cell = liveliest[step.number * world.batch + sample].x;
  grad[cell * FOURS].w -= 2.0 * world.survival * lackAt(step.number, sample) / f32(world.batch * step.count);
}`,
});

/** Groups of it. @param {TrainPlan} plan */
export const surviveGroups = ({ batch }) => [Math.ceil(batch / THREADS)];
