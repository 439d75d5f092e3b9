/**
 * What a model can grow, as the page shows it: a title for people and, where it is known, a picture.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 * @import { ModelSource } from '../element/model-source.js'
 */
import { isOfFamily } from '../core/family.js';
import { FIRST_GOAL, goalOfMix } from '../core/mix.js';
import { kindsOf } from '../core/script.js';
import { layoutOf } from '../core/shape.js';
import { wordOfGoal } from '../element/goals.js';
import { library } from '../library/shared.js';
import { text } from '../text/text.js';

/** @typedef {{ word: string, title: string }} GoalOfModel word: as the attribute goal has it */

/** How many goals what grows has; 1: one, or nothing grows. @param {SnowflakeNca} flake */
export const numGoalsOf = ({ currentModel }) => (currentModel ? layoutOf(currentModel.config).goals : 1);

/** What of its goals grows. @param {SnowflakeNca} flake @returns {Mix} */
export const mixOf = ({ timeline }) => (timeline ? kindsOf(timeline.settings)[0] : FIRST_GOAL);

/** Whether something else grows beside it on its grid. @param {SnowflakeNca} flake */
export const isSeveral = ({ timeline }) => timeline !== undefined && kindsOf(timeline.settings).length > 1;

/**
 * Grow a model that comes from elsewhere: what of the one before was asked for, one of its goals or a flake of its family, is not asked of this one.
 * @param {SnowflakeNca} flake @param {ModelSource} source @param {Mix} [mix] of its goals, that came along
 * @returns {Promise<boolean>} whether it grows
 */
export const growOther = (flake, source, mix) => flake.loadModel(source, { goal: '', mix });

/** All of a model. @param {Model} model @returns {GoalOfModel[]} */
export function goalsOf(model) {
  const entry = library.entryOf(model);
  return Array.from({ length: layoutOf(model.config).goals }, (_, goal) => {
    const name = model.goalNames?.[goal] ?? '';
    return { word: wordOfGoal(model, goal), title: entry?.goals?.[goal]?.title ?? titleOfName(name) ?? text.stage.goalNumber(goal + 1) };
  });
}

/** Names of files are no words of the visitor's language, where there are some. @param {string} name */
const titleOfName = (name) => /** @type {Record<string, string>} */ (text.models)[name] ?? (name || undefined);

/** What grows, by its model's title and by its own. @param {SnowflakeNca} flake */
export const titleOf = (flake) => (flake.currentModel ? titleOfMix(flake.currentModel, flake.modelTitle, mixOf(flake)) : flake.modelTitle);

/** The same of whatever grows. @param {Model} model @param {string} modelTitle @param {Mix} mix */
export function titleOfMix(model, modelTitle, mix) {
  const goal = goalOfMix(mix);
  if (layoutOf(model.config).goals === 1) return modelTitle;
  if (isOfFamily(model)) return mix.flake === undefined ? modelTitle : text.stage.titleOf(modelTitle, text.stage.numbered(mix.flake));
  return text.stage.titleOf(modelTitle, goal === undefined ? text.stage.mixed : goalsOf(model)[goal]?.title ?? '');
}
