/**
 * A rule that shall learn other goals than it has: those that it has keep their rows of the first bias, a further one begins with the mean of them.
 *
 * @import { Model } from '../core/types.js'
 */
import { layoutOf } from '../core/shape.js';

/** @param {Model} model @param {readonly string[]} names of the goals, as many as there shall be; none or one: it has one, without a name @returns {Model} */
export function withGoals({ goalNames: _, ...model }, names) {
  const { goals: before, ...config } = model.config, { goals, hidden, b1, w2 } = layoutOf(model.config), count = Math.max(names.length, 1);
  const rows = model.params.subarray(b1, w2), row = (/** @type {number} */ goal) => rows.subarray(goal * hidden, (goal + 1) * hidden);
  const mean = Float32Array.from({ length: hidden }, (_, i) => Array.from({ length: goals }, (_, goal) => row(goal)[i]).reduce((sum, value) => sum + value, 0) / goals);
  const params = new Float32Array(model.params.length + (count - goals) * hidden);
  params.set(model.params.subarray(0, b1));
  for (let goal = 0; goal < count; goal++) params.set(goal < goals ? row(goal) : mean, b1 + goal * hidden);
  params.set(model.params.subarray(w2), b1 + count * hidden);
  return { ...model, params, config: { ...config, ...(count > 1 && { goals: count }) }, ...(count > 1 && { goalNames: [...names] }) };
}
