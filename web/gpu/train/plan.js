/**
 * How a run is trained on a GPU: what the kernels have to know before they are written, and what it all takes.
 *
 * @import { Plan } from '../plan.js'
 * @import { Layout } from '../../core/shape.js'
 * @import { Config, Recipe } from '../../core/types.js'
 */
import { NcaError } from '../../core/error.js';
import { layoutOf } from '../../core/shape.js';
import { planOf } from '../plan.js';
import { TILE, TILE_CELLS } from './kernels/common.js';
import { matricesOf } from './kernels/orthogonal.js';
import { planesOf } from './kernels/backward.js';
import { partialFours, weighGroups } from './kernels/weigh.js';

/** Of the states of a rollout: where all of them take more, some are kept and the others made again on the way back. */
const STATES_BYTES = 2 ** 30;
/** Groups that a card is filled with. */
const WANTED_GROUPS = 256, MAX_SLICES = 16;

/**
 * @typedef {object} OfTraining
 * @property {Layout} layout
 * @property {number} goals
 * @property {number} batch
 * @property {number} numTurns of a target
 * @property {number} numSlots states of a rollout that count
 * @property {number} numSteps the most of a rollout
 * @property {boolean} hasExtras whether overflow or stillness count
 * @property {boolean} isMuon
 * @property {number} slices of a sample's tiles that are summed each by itself
 * @property {number} keepEvery of so many states one is kept
 * @property {number} tilesY
 * @property {number} tilesX
 *
 * @typedef {Plan & OfTraining} TrainPlan
 */

/** Why a run cannot be trained there; undefined: it can. @param {Config} config @param {Pick<Recipe, 'match' | 'fineWeight'>} recipe @returns {NcaError | undefined} */
function misfitOf({ decoder = 0 }, { match }) {
  if (match === 'texture') return new NcaError('GPU_NO_TEXTURE', 'Textures are trained on the processor: the graphics card knows no measure of them.');
  if (decoder > 0) return new NcaError('GPU_NO_DECODER', 'Rules with a decoder are trained on the processor: the graphics card does not know its way back.');
  return undefined;
}

/**
 * @param {Config} config @param {Recipe} recipe @param {{ height: number, width: number }} size @param {number} [statesBytes] that all states of a rollout may take
 * @returns {TrainPlan}
 * @throws {NcaError} GPU_NO_TEXTURE, GPU_NO_DECODER
 */
export function trainPlanOf(config, recipe, { height, width }, statesBytes = STATES_BYTES) {
  const misfit = misfitOf(config, recipe);
  if (misfit) throw misfit;
  const { batch, numStepsMin, numStepsMax, turns, loss, overflowWeight, stillnessWeight, optimizer } = recipe, plan = planOf(config, false), layout = layoutOf(config);
  const tilesY = Math.ceil(height / TILE), tilesX = Math.ceil(width / TILE), [down, across] = weighGroups(/** @type {TrainPlan} */ (plan));
  const stateBytes = batch * height * width * layout.channels * 4, isRoom = (numStepsMax + 1) * stateBytes <= statesBytes;
  return {
    ...plan, layout, goals: layout.goals, batch, numTurns: turns, numSlots: loss === 'every' ? numStepsMax - numStepsMin + 1 : 1, numSteps: numStepsMax,
    hasExtras: overflowWeight > 0 || stillnessWeight > 0, isMuon: optimizer === 'muon', tilesY, tilesX,
    slices: Math.max(1, Math.min(MAX_SLICES, tilesY * tilesX, Math.ceil(WANTED_GROUPS / (down * across * batch)))),
    keepEvery: isRoom ? 1 : Math.ceil(Math.sqrt(numStepsMax)),
  };
}

/** Floats, or words, of each buffer, but for states and marks, of which there are several, and the pool. @param {TrainPlan} plan @param {{ height: number, width: number, numTargets: number }} run */
export function sizesOf(plan, { height, width, numTargets }) {
  const { batch, hidden, fours, perceived, layout, numTurns, numSlots, slices, tilesY, tilesX, goals } = plan, cells = batch * height * width, tiles = batch * tilesY * tilesX;
  const { numParams } = layout, matrices = matricesOf(plan), rows = tiles * TILE_CELLS;
  return {
    picks: batch * 4, mixes: numTargets * goals, targets: numTargets * numTurns * height * width * 4, alphas: cells + 1, weights: plan.weightFours * 4, bias: batch * hidden + 1,
    parts: (numSlots * numTurns + 2) * tiles, losses: 2 * batch, nearest: batch * numSlots, grad0: cells * fours * 4, grad1: cells * fours * 4, seen: cells * fours * 4 * planesOf(plan).length,
    hiddens: rows * 2 * hidden, inputs: rows * (perceived + fours) * 4, partial: batch * slices * partialFours(plan) * 4, norms: 8, failed: 1,
    params: numParams, lastGood: numParams, grads: numParams, fresh: numParams, m: numParams, v: numParams,
    ...(plan.isMuon && {
      matrix: sum(matrices.map(({ rows: r, columns: c }) => r * c)), product: sum(matrices.map(({ rows: r, columns: c }) => r * c)),
      square: sum(matrices.map(({ columns: c }) => c * c)), fourth: sum(matrices.map(({ columns: c }) => c * c)),
    }),
  };
}

/** Of a state of all samples, and of what is known of it. @param {TrainPlan} plan @param {{ height: number, width: number }} size */
export function stateSizes({ batch, fours, tilesY, tilesX }, { height, width }) {
  const cells = batch * height * width;
  return { state: (cells + 1) * fours * 4, marks: cells + 2 * batch * tilesY * tilesX + 1 };
}

/** How many states are kept through a rollout, and how many more lie between two of those. @param {TrainPlan} plan */
export const numStates = ({ numSteps, keepEvery }) => ({ kept: Math.floor(numSteps / keepEvery) + 1, between: keepEvery - 1 });

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
