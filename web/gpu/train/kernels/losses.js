/**
 * What a rollout lost, and the gradient at its last state.
 *
 * @import { TrainPlan } from '../plan.js'
 * @import { TrainKernel } from './common.js'
 */
import { range } from '../../kernels/common.js';
import { mainOfTile, summed, TILE_CELLS } from './common.js';
import { PIXELS } from './fine.js';
import { LACK } from './survival.js';
import { partsOfState, SLICES } from './texture.js';

const THREADS = 256;

/** Of the last state: what of it lies outside -2 .. 2, and how it differs from the one before. @param {TrainPlan} plan @returns {TrainKernel} */
export const extras = ({ fours, numSlots, numTurns, batch }) => ({
  bindings: ['world', 'state', 'next', 'parts'],
  code: `
var<workgroup> sums: array<vec2f, ${TILE_CELLS}>;
${mainOfTile(`
  var own = vec2f();
  if (isInside) {
    ${range(fours).map((q) => `{ let now = next[cell * FOURS + ${q}u]; let over = now - clamp(now, vec4f(-2.0), vec4f(2.0));
    own += vec2f(dot(over, over), dot(abs(now - state[cell * FOURS + ${q}u]), vec4f(1.0))); }`).join('\n    ')}
  }
  sums[thread] = own;
  workgroupBarrier();
  ${summed(TILE_CELLS)}
  if (thread == 0u) {
    let first = ${numSlots * numTurns * batch}u * numTiles();
    parts[first + tile] = sums[0].x;
    parts[first + world.batch * numTiles() + tile] = sums[0].y;
  }`)}`,
});

/** The loss of each sample, the least of all turns at each state that counts, and whether it counts in the batch. @param {TrainPlan} plan @returns {TrainKernel} */
export const judge = ({ fours, numSlots, numTurns, hasExtras, hasSurvival, fine, texture }) => ({
  bindings: ['world', 'picks', ...hasSurvival ? ['step', 'liveliest'] : [], ...texture && !hasExtras ? [] : ['parts'], 'losses', ...texture ? ['textureParts'] : ['nearest'], ...fine ? ['fineParts'] : []],
  code: `
var<workgroup> sums: array<f32, ${THREADS}>;

${texture && !hasExtras ? '' : `fn partsOf(number: u32, sample: u32) -> f32 {
  let first = (number * world.batch + sample) * numTiles();
  var sum = 0.0;
  for (var tile = 0u; tile < numTiles(); tile++) { sum += parts[first + tile]; }
  return sum;
}`}

fn lossOf(slot: u32, sample: u32) -> f32 {
  ${texture ? `let first = (sample * ${numSlots}u + slot) * ${partsOfState(texture)}u;
  var sum = 0.0;
  for (var i = 0u; i < ${partsOfState(texture)}u; i++) { sum += textureParts[first + i]; }
  return sum / (f32(world.height * world.width) * ${SLICES}.0);` : `var least = partsOf(slot * ${numTurns}u, sample); var turn = 0u;
  ${numTurns === 1 ? '' : `for (var i = 1u; i < ${numTurns}u; i++) {
    let other = partsOf(slot * ${numTurns}u + i, sample);
    if (other < least) { least = other; turn = i; }
  }`}
  nearest[sample * ${numSlots}u + slot] = turn;
  return least / (f32(world.height * world.width) * 4.0);`}
}

${fine ? `fn fineOf(slot: u32, sample: u32) -> f32 {
  let first = (sample * ${numSlots}u + slot) * ${Math.ceil(fine.pixels / PIXELS)}u;
  var sum = 0.0;
  for (var i = 0u; i < ${Math.ceil(fine.pixels / PIXELS)}u; i++) { sum += fineParts[first + i]; }
  return world.fineWeight * sum / ${4 * fine.pixels}.0;
}` : ''}

${hasSurvival ? LACK : ''}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sample = group.x; let size = f32(world.height * world.width);
  var own = 0.0;
  for (var slot = thread; slot < world.numCounted; slot += ${THREADS}u) { own += lossOf(slot, sample)${fine ? ' + fineOf(slot, sample)' : ''}; }
  sums[thread] = own;
  workgroupBarrier();
  ${summed(THREADS)}
  if (thread > 0u) { return; }
  var loss = sums[0] / f32(world.numCounted);
  ${hasExtras ? `loss += (world.overflow * partsOf(${numSlots * numTurns}u, sample) + world.stillness * partsOf(${numSlots * numTurns + 1}u, sample)) / (size * ${4 * fours}.0);` : ''}
  ${hasSurvival ? `var lacks = 0.0;
  for (var i = 0u; i < step.count; i++) { let lack = lackAt(i, sample); lacks += lack * lack; }
  loss += world.survival * lacks / f32(step.count);` : ''}
  losses[sample] = loss;
  losses[world.batch + sample] = select(0.0, 1.0, (picks[sample].lostAbove < 0.0) | (isFinite(loss) & (loss <= picks[sample].lostAbove)));
}`,
});

/** What a state that counts adds to its gradient, where it has one: to four0 of the gradient, of a cell and what it is. @param {TrainPlan} plan @param {string} slot @param {string} here */
export const addLoss = ({ numSlots, numTurns, texture }, slot, here) => (texture ? `if (${slot} != NO_SLOT) { four0 += dVisible[(sample * ${numSlots}u + ${slot}) * ${texture.cells}u + row * world.width + x]; }` : `if (${slot} != NO_SLOT) {
      let target0 = targets[((picks[sample].goal * ${numTurns}u + nearest[sample * ${numSlots}u + ${slot}]) * world.height + row) * world.width + x];
      four0 += (${here} - target0) * world.lossScale;
    }`);

/** Of the buffers that it sees. @param {TrainPlan} plan */
export const lossBindings = ({ texture }) => (texture ? ['dVisible'] : ['picks', 'targets', 'nearest']);

/** The gradient at the last state. @param {TrainPlan} plan @returns {TrainKernel} */
export const turnBack = (plan) => {
  const { fours, hasExtras } = plan, factor = `(2.0 * world.overflow / f32(world.batch * world.height * world.width * ${4 * fours}u))`;
  return {
    bindings: ['world', 'step', ...lossBindings(plan), 'state', 'next', 'grad'].filter((name) => hasExtras || name !== 'state'),
    code: `
${mainOfTile(`
  if (isInside) {
    ${range(fours).map((q) => `let now${q} = next[cell * FOURS + ${q}u];`).join(' ')}
    ${range(fours).map((q) => `var four${q} = vec4f();`).join(' ')}
    ${addLoss(plan, 'step.nextSlot', 'now0')}
    ${hasExtras ? range(fours).map((q) => `four${q} += (now${q} - clamp(now${q}, vec4f(-2.0), vec4f(2.0))) * ${factor} + sign(now${q} - state[cell * FOURS + ${q}u]) * ${STILLNESS(fours)};`).join('\n    ') : ''}
    ${range(fours).map((q) => `grad[cell * FOURS + ${q}u] = four${q};`).join(' ')}
  }`)}`,
  };
};

const STILLNESS = (/** @type {number} */ fours) => `(world.stillness / f32(world.batch * world.height * world.width * ${4 * fours}u))`;

/** And what the stillness of the last step adds to that of the state before it. @param {TrainPlan} plan @returns {TrainKernel} */
export const stillBefore = ({ fours }) => ({
  bindings: ['world', 'state', 'next', 'before'],
  code: mainOfTile(`
  if (isInside) {
    ${range(fours).map((q) => `before[cell * FOURS + ${q}u] += sign(state[cell * FOURS + ${q}u] - next[cell * FOURS + ${q}u]) * ${STILLNESS(fours)};`).join('\n    ')}
  }`),
});
