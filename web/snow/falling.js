/**
 * What falls: flakes of one rule that knows many, each another one, where there is such a rule; else those of several rules.
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
 * @param {readonly Model[]} models one or more; where one of them knows a family, nothing but that falls
 * @param {() => number} [random] 0 to 1, without 1
 * @returns {() => Kind} one after the other, at random, and none twice before each was there
 */
export function drawKinds(models, random = Math.random) {
  const families = models.filter(isOfFamily), of = (/** @type {readonly any[]} */ all) => Math.floor(random() * all.length);
  const kinds = models.flatMap((model) => Array.from({ length: layoutOf(model.config).goals }, (_, goal) => ({ model, mix: goal === 0 ? FIRST_GOAL : mixOfGoal(goal) })));
  let left = /** @type {Kind[]} */ ([]);
  return () => {
    if (families.length > 0) return { model: families[of(families)], mix: mixOfFlake(Math.floor(random() * (MAX_FLAKE + 1))) };
    if (left.length === 0) left = [...kinds];
    return left.splice(of(left), 1)[0];
  };
}
