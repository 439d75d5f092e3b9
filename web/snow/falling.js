/**
 * What falls: flakes of one rule that knows many, each another one.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 * @typedef {{ model: Model, mix: Mix }} Kind of a flake
 */
import { isOfFamily, MAX_FLAKE, mixOfFlake } from '../core/family.js';
import { FIRST_GOAL, mixOfGoal } from '../core/mix.js';
import { layoutOf } from '../core/shape.js';
import { SIDE_CELLS } from './flake.js';

/** A flake has room around it. */
const MAX_FLAKE_CELLS = SIDE_CELLS - 8;

const hasSeveral = (/** @type {Model} */ { config }) => layoutOf(config).goals > 1;
const isFlake = (/** @type {Model} */ { height, width, padding, match, config: { edge = 'zero' } }) =>
  match !== 'texture' && edge === 'zero' && Math.max(height, width) - 2 * padding <= MAX_FLAKE_CELLS;

/** @param {Model | undefined} onStage @returns {Model | undefined} it, where it knows flakes for a whole sky */
export const skyfulOf = (onStage) => (onStage && hasSeveral(onStage) && isFlake(onStage) ? onStage : undefined);

/**
 * @param {Model} model
 * @param {() => number} [random] 0 to 1, without 1
 * @returns {() => Kind} one after the other, at random; of a few goals none twice before each was there
 */
export function drawKinds(model, random = Math.random) {
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  if (isOfFamily(model)) return () => ({ model, mix: mixOfFlake(below(MAX_FLAKE + 1)) });
  let left = /** @type {number[]} */ ([]);
  return () => {
    if (left.length === 0) left = Array.from({ length: layoutOf(model.config).goals }, (_, goal) => goal);
    const [goal] = left.splice(below(left.length), 1);
    return { model, mix: goal === 0 ? FIRST_GOAL : mixOfGoal(goal) };
  };
}
