/**
 * How a run is trained on a GPU: what the kernels have to know before they are written, and what it all takes.
 *
 * @import { Plan } from '../plan.js'
 * @import { Layout } from '../../core/shape.js'
 * @import { NcaError } from '../../core/error.js'
 * @import { Config, Recipe } from '../../core/types.js'
 * @import { FineSizes } from './kernels/fine.js'
 * @import { TextureSizes } from './kernels/texture.js'
 * @import { Tensor } from './tensors.js'
 */
import { layoutOf } from '../../core/shape.js';
import { planOf } from '../plan.js';
import { TILE, TILE_CELLS } from './kernels/common.js';
import { FOURS_A_GROUP, fineFours, PIXELS } from './kernels/fine.js';
import { planesOf } from './kernels/backward.js';
import { partsOfState, SLICES, textureSizes } from './kernels/texture.js';
import { partialFours, weighGroups } from './kernels/weigh.js';
import { matricesOf, tensorsOf } from './tensors.js';

/** Of the states of a rollout: where all of them take more, some are kept and the others made again on the way back. */
const STATES_BYTES = 2 ** 30;
/** Groups that a card is filled with. */
const WANTED_GROUPS = 256, MAX_SLICES = 16;
/** Pixels of the finer picture that are summed one after the other. */
const SLICE_PIXELS = 64;

/**
 * @typedef {object} OfTraining
 * @property {Layout} layout
 * @property {readonly Tensor[]} tensors
 * @property {number} goals
 * @property {number} batch
 * @property {number} numTurns of a target
 * @property {number} numSlots states of a rollout that count
 * @property {number} numSteps the most of a rollout
 * @property {boolean} hasExtras whether overflow or stillness count
 * @property {boolean} hasSurvival whether survival does
 * @property {boolean} isMuon
 * @property {boolean} goesBack whether the rule learns
 * @property {number} learnsFrom the first parameter that does
 * @property {{ channels: number, hidden: number }} kept where details are learnt: of the rule so many stay as they are; else none
 * @property {FineSizes | undefined} fine where a decoder learns
 * @property {TextureSizes | undefined} texture where the goal is one
 * @property {number} slices of a sample's tiles that are summed each by itself
 * @property {number} keepEvery of so many states one is kept
 * @property {number} tilesY
 * @property {number} tilesX
 *
 * @typedef {Plan & OfTraining} TrainPlan
 */

/**
 * @param {Config} config @param {Recipe} recipe @param {{ height: number, width: number }} size @param {number} [statesBytes] that all states of a rollout may take
 * @returns {TrainPlan}
 * @throws {NcaError} GPU_NO_KERNELS
 */
export function trainPlanOf(config, recipe, { height, width }, statesBytes = STATES_BYTES) {
  const { batch, numStepsMin, numStepsMax, turns, loss, overflowWeight, stillnessWeight, survivalWeight, optimizer, learns, keptChannels, keptHidden, fineWeight, finePixels: pixels } = recipe, plan = planOf(config, false), layout = layoutOf(config);
  const tilesY = Math.ceil(height / TILE), tilesX = Math.ceil(width / TILE), [down, across] = weighGroups(/** @type {TrainPlan} */ (plan));
  const stateBytes = batch * height * width * layout.channels * 4, isRoom = (numStepsMax + 1) * stateBytes <= statesBytes;
  return {
    ...plan, layout, tensors: tensorsOf(layout), goals: layout.goals, batch, numTurns: turns, numSlots: loss === 'every' ? numStepsMax - numStepsMin + 1 : 1, numSteps: numStepsMax,
    hasExtras: overflowWeight > 0 || stillnessWeight > 0, hasSurvival: survivalWeight > 0, isMuon: optimizer === 'muon', tilesY, tilesX,
    texture: recipe.match === 'texture' ? textureSizes(height * width) : undefined,
    goesBack: learns !== 'decoder', learnsFrom: learns === 'decoder' ? layout.decoder : 0, kept: { channels: keptChannels, hidden: keptHidden },
    fine: layout.decoderWidth > 0 && fineWeight > 0 ? { pixels, scale: config.decoderScale ?? 0, slices: Math.min(MAX_SLICES, Math.ceil(pixels / SLICE_PIXELS)) } : undefined,
    slices: Math.max(1, Math.min(MAX_SLICES, tilesY * tilesX, Math.ceil(WANTED_GROUPS / (down * across * batch)))),
    keepEvery: isRoom ? 1 : Math.ceil(Math.sqrt(numStepsMax)),
  };
}

/** Floats, or words, of each buffer, but for states and marks, of which there are several, and the pool. @param {TrainPlan} plan @param {{ height: number, width: number, numTargets: number }} run */
export function sizesOf(plan, { height, width, numTargets }) {
  const { batch, hidden, fours, perceived, layout, numTurns, numSlots, slices, tilesY, tilesX, goals } = plan, cells = batch * height * width, tiles = batch * tilesY * tilesX;
  const { goesBack, fine, texture } = plan, { numParams } = layout, matrices = matricesOf(plan), rows = tiles * TILE_CELLS, ofFine = fine && fineFours(plan);
  return {
    picks: batch * 4, mixes: numTargets * goals, targets: numTargets * numTurns * height * width * 4, alphas: cells + 1, weights: plan.weightFours * 4, bias: batch * hidden + 1,
    parts: (numSlots * numTurns + 2) * tiles, losses: 2 * batch, nearest: batch * numSlots, norms: plan.tensors.length + 1, failed: 1,
    ...(goesBack && {
      grad0: cells * fours * 4, grad1: cells * fours * 4, seen: cells * fours * 4 * planesOf(plan).length, hiddens: rows * 2 * hidden, inputs: rows * (perceived + fours) * 4,
      partial: batch * slices * partialFours(plan) * 4,
    }),
    ...(plan.hasSurvival && { liveliest: plan.numSteps * batch * 2 }),
    ...(ofFine && fine && {
      fineTargets: numTargets * height * width * fine.scale ** 2 * 4, fineRows: batch * fine.pixels * ofFine.row * 4, fineParts: batch * numSlots * Math.ceil(fine.pixels / PIXELS),
      finePartial: batch * fine.slices * ofFine.params * 4, ...goesBack && { dSeen: batch * numSlots * fine.pixels * fours * 4 },
    }),
    params: numParams, lastGood: numParams, grads: numParams, fresh: numParams, m: numParams, v: numParams,
    ...(texture && {
      pairs: Math.max(batch, numTargets) * SLICES * texture.sorted * 2, ranked: numTargets * SLICES * texture.cells, dSlices: batch * SLICES * texture.cells,
      textureParts: batch * numSlots * partsOfState(texture), dVisible: batch * numSlots * texture.cells * 4,
    }),
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

/** Groups that draw the pixels of a state, and those that sum the gradients of one. @param {TrainPlan} plan */
export const fineGroups = (plan) => plan.fine && { draw: [Math.ceil(plan.fine.pixels / PIXELS), plan.batch], weigh: [Math.ceil(fineFours(plan).params / FOURS_A_GROUP), plan.fine.slices, plan.batch] };

/** How many states are kept through a rollout, and how many more lie between two of those. @param {TrainPlan} plan */
export const numStates = ({ numSteps, keepEvery }) => ({ kept: Math.floor(numSteps / keepEvery) + 1, between: keepEvery - 1 });

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
