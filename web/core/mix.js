/**
 * A mix of what a model can grow: how much of each of its goals, in their order, summing to 1. Goals behind the end of it have no part, so the first
 * goal alone is [1] whatever the model.
 */

/** @typedef {readonly number[]} Mix */

/** What grows where nobody says anything else. @type {Mix} */
export const FIRST_GOAL = Object.freeze([1]);

/** One goal and nothing of the others. @param {number} goal @returns {Mix} */
export const mixOfGoal = (goal) => Array.from({ length: goal + 1 }, (_, i) => Number(i === goal));

/** The one goal that it is; undefined: it is a mix of several. @param {Mix} mix */
export function goalOfMix(mix) {
  const goal = mix.indexOf(1);
  return goal >= 0 && mix.every((weight, i) => weight === Number(i === goal)) ? goal : undefined;
}

/** @param {Mix} a @param {Mix} b */
export function isSameMix(a, b) {
  return Array.from({ length: Math.max(a.length, b.length) }).every((_, i) => (a[i] ?? 0) === (b[i] ?? 0));
}

/** With a weight for every goal of a model, as Sim wants it. @param {Mix} mix @param {number} numGoals */
export const weightsOf = (mix, numGoals) => Array.from({ length: numGoals }, (_, goal) => mix[goal] ?? 0);
