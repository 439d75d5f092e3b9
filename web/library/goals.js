/**
 * The picture that a model was trained for, on a grid of any size that it fits in the middle of.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */
import { NcaError } from '../core/error.js';
import { FIRST_GOAL, goalOfMix } from '../core/mix.js';
import { library } from './shared.js';

/** Of all turns together: 64 MB. Who has more of them on a larger grid sees the flake without its meter. */
const MAX_NUMBERS = 2 ** 24;

/**
 * @param {ShowCore} core
 * @param {Model} model
 * @param {{ height: number, width: number }} size of the grid, in cells
 * @param {Mix} [mix] of its goals that grows
 * @returns {Promise<Float32Array[]>} each [height][width][4]: the picture in every turn in which it may lie, of which the nearest counts. None where it is
 *   not known, does not fit, or is not to be met pixel by pixel, and of a mix
 * @throws {NcaError} POLICY_FETCH
 */
export async function loadGoal(core, model, { height, width }, mix = FIRST_GOAL) {
  const side = model.height - 2 * model.padding, numTurns = Math.max(model.turns ?? 0, 1), goal = goalOfMix(mix);
  const padding = (height - side) / 2; // the seed stands in the middle of both grids only if both sides are even or both odd
  if (model.match === 'texture' || goal === undefined || numTurns * height * width * 4 > MAX_NUMBERS) return [];
  if (height !== width || model.height !== model.width || side < 1 || padding < 0 || !Number.isInteger(padding)) return [];
  try {
    const picture = await library.goalOf(model, goal), { premultiplied } = model.config;
    if (!picture) return [];
    const target = core.targetFromRgba(picture.rgba, picture.height, picture.width, { height, width, padding, premultiplied, keepAspect: true });
    return Array.from({ length: numTurns }, (_, turn) => (turn === 0 ? target : core.turnTarget(target, { height, width, turn, numTurns })));
  } catch (error) {
    if (error instanceof NcaError && error.code === 'POLICY_FETCH') throw error; // the host can do something about it
    return []; // a meter less; the flake grows all the same
  }
}
