/**
 * The picture that a model was trained for, on a grid of any size that it fits in the middle of.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Model } from '../core/types.js'
 */
import { NcaError } from '../core/error.js';
import { bundledEntryOf } from '#models';

/**
 * @param {ShowCore} core
 * @param {Model} model
 * @param {{ height: number, width: number }} size of the grid, in cells
 * @returns {Promise<Float32Array | null>} [height][width][4]; null where the picture is not known, does not fit, or is not to be met pixel by pixel
 * @throws {NcaError} POLICY_FETCH
 */
export async function loadGoal(core, model, { height, width }) {
  if (model.turns || model.match === 'texture') return null; // which may lie otherwise than its picture does, and be right
  const target = bundledEntryOf(model)?.target, side = model.height - 2 * model.padding;
  const padding = (height - side) / 2; // the seed stands in the middle of both grids only if both sides are even or both odd
  if (!target || height !== width || model.height !== model.width || side < 1 || padding < 0 || !Number.isInteger(padding)) return null;
  try {
    const picture = await target();
    return core.targetFromRgba(picture.rgba, picture.height, picture.width, { height, width, padding, premultiplied: model.config.premultiplied });
  } catch (error) {
    if (error instanceof NcaError && error.code === 'POLICY_FETCH') throw error; // the host can do something about it
    return null; // a meter less; the flake grows all the same
  }
}
