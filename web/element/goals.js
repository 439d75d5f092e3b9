/**
 * What of a model grows, in the words of an author: a goal by its name or its number, from 0 on, a mix of goals, or a flake of a family by its number.
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 */
import { NcaError } from '../core/error.js';
import { FIRST_FLAKE, isOfFamily, mixOfFlake } from '../core/family.js';
import { FIRST_GOAL, mixOfGoal } from '../core/mix.js';
import { roundMix } from '../core/quantise.js';
import { layoutOf } from '../core/shape.js';

/** @param {SnowflakeNca} element @param {Model} model @returns {Mix} what the attributes ask for @throws {NcaError} NO_GOAL, BAD_MIX, NO_FAMILY */
export function mixAskedFor(element, model) {
  const { goal, mix, flake } = element;
  if (flake !== undefined) {
    if (!isOfFamily(model)) throw new NcaError('NO_FAMILY');
    return mixOfFlake(flake);
  }
  if (!element.getAttribute('mix')) return mixOfWord(model, goal);
  if (!mix || mix.slice(layoutOf(model.config).goals).some(Boolean)) throw new NcaError('BAD_MIX');
  return roundMix(mix);
}

/** @param {Model} model @param {string} word empty: the first goal, or flake @returns {Mix} @throws {NcaError} NO_GOAL */
export function mixOfWord(model, word) {
  const { config, goalNames = [] } = model;
  if (word === '') return isOfFamily(model) ? mixOfFlake(FIRST_FLAKE) : FIRST_GOAL;
  const named = goalNames.indexOf(word), goal = named < 0 && /^\d+$/.test(word) ? Number(word) : named, { goals } = layoutOf(config);
  if (goal < 0 || goal >= goals) throw new NcaError('NO_GOAL', undefined, { details: { goal: word, goals, names: goalNames } });
  return mixOfGoal(goal);
}

/** Its name, or its number where that says more surely which it is. @param {Model} model @param {number} goal */
export function wordOfGoal({ goalNames = [] }, goal) {
  const name = goalNames[goal];
  return name && goalNames.indexOf(name) === goal ? name : String(goal);
}
