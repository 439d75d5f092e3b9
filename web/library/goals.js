/**
 * The picture that a model was trained for, on a grid of any size that it fits in the middle of. Of a flake of a family it is drawn.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */
import { NcaError } from '../core/error.js';
import { isOfFamily, isPoint, pointOfMix } from '../core/family.js';
import { listOf } from '../core/list-of.js';
import { FIRST_GOAL, goalOfMix } from '../core/mix.js';
import { library } from './shared.js';

/** Of all turns together: 64 MB. Who has more of them on a larger grid sees the flake without its meter. */
const MAX_NUMBERS = 2 ** 24;

/**
 * @param {ShowCore} core
 * @param {Model} model
 * @param {{ height: number, width: number }} size of the grid, in cells
 * @param {Mix} [mix] of its goals that grows
 * @param {() => boolean} [isWanted] whether anybody still waits for it
 * @returns {Promise<Float32Array[]>} each [height][width][4]: the picture in every turn in which it may lie, of which the nearest counts. None where it is
 *   not known, does not fit, or is not to be met pixel by pixel, and of a mix
 *   that is no flake of a family
 * @throws {NcaError} POLICY_FETCH
 */
export async function loadGoal(core, model, { height, width }, mix = FIRST_GOAL, isWanted) {
  const side = model.height - 2 * model.padding, numTurns = Math.max(model.turns ?? 0, 1);
  const padding = (height - side) / 2; // the seed stands in the middle of both grids only if both sides are even or both odd
  if (model.match === 'texture' || numTurns * height * width * 4 > MAX_NUMBERS) return [];
  if (height !== width || model.height !== model.width || side < 1 || padding < 0 || !Number.isInteger(padding)) return [];
  try {
    const picture = await pictureOf(model, mix, side, isWanted), { premultiplied } = model.config;
    if (!picture) return [];
    const target = core.targetFromRgba(picture.rgba, picture.height, picture.width, { height, width, padding, premultiplied, keepAspect: true });
    return listOf(numTurns, (turn) => (turn === 0 ? target : core.turnTarget(target, { height, width, turn, numTurns })));
  } catch (error) {
    if (error instanceof NcaError && error.code === 'POLICY_FETCH') throw error; // the host can do something about it
    return []; // a meter less; the flake grows all the same
  }
}

/** What is made smaller looks like a picture, and not like cells. */
const FINER = 2;

/** @param {Model} model @param {Mix} mix @param {number} side in cells @param {() => boolean} [isWanted] */
async function pictureOf(model, mix, side, isWanted) {
  const goal = goalOfMix(mix);
  if (!isOfFamily(model)) return goal === undefined ? undefined : library.goalOf(model, goal);
  if (!isPoint(mix)) return undefined;
  const { crystalPicture } = await import('./crystals.js'); // most models are of no family
  return crystalPicture(pointOfMix(mix), FINER * side, isWanted); // as src/cli/flakes.c draws it to learn from
}
