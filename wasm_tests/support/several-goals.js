/** A rule with three goals, under which life spreads and which differ. */
import { layoutOf } from '../../web/core/shape.js';
import { randomArray, randomNumbers } from './core.js';

/** @import { Core } from '../../web/core/nca.js' */
/** @import { Model } from '../../web/core/types.js' */

export const GOAL_NAMES = ['a "star"', 'fern, back\\slash', 'Schnee ❄'];

/** @param {Core} core @returns {Model} */
export function severalGoals(core) {
  const plain = core.newModel('distill', 3), config = { ...plain.config, channels: 12, hidden: 32, goals: GOAL_NAMES.length }, { numParams, w2, b2 } = layoutOf(config);
  const params = randomArray(numParams, randomNumbers(5)).map((value, i) => value * (i < w2 ? 0.15 : 0.03));
  params[b2 + 3] = 0.125;
  return { ...plain, config, params, goalNames: GOAL_NAMES, height: 24, width: 40 };
}
