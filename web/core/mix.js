/**
 * A mix of what a model can grow: how much of each of its goals, in their order, summing to 1. Goals behind the end of it have no part, so the first
 * goal alone is [1] whatever the model.
 */
import { listOf } from './list-of.js';

/** @typedef {readonly number[] & { readonly flake?: number }} Mix flake: the number of the flake that it is, of a family, where that is known */

/** What grows where nobody says anything else. @type {Mix} */
export const FIRST_GOAL = Object.freeze([1]);

/** One goal and nothing of the others. @param {number} goal @returns {Mix} */
export const mixOfGoal = (goal) => listOf(goal + 1, (i) => Number(i === goal));

/** The one goal that it is; undefined: it is a mix of several. @param {Mix} mix */
export function goalOfMix(mix) {
  const goal = mix.indexOf(1);
  return goal >= 0 && mix.every((weight, i) => weight === Number(i === goal)) ? goal : undefined;
}

/** @param {Mix} a @param {Mix} b */
export function isSameMix(a, b) {
  return listOf(Math.max(a.length, b.length), (i) => (a[i] ?? 0) === (b[i] ?? 0)).every(Boolean);
}

/** With a weight for every goal of a model, as Sim wants it. @param {Mix} mix @param {number} numGoals */
export const weightsOf = (mix, numGoals) => listOf(numGoals, (goal) => mix[goal] ?? 0);
