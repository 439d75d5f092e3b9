/**
 * What of several goals grows on the stage: a row in which another one is chosen, into which the living flake turns; a slider that mixes two; and, with a
 * tool in hand that sows or grafts, a row of what that puts there. It comes with the first model that has several goals.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Mix } from '../core/mix.js'
 * @import { Model } from '../core/types.js'
 */
import { isOfFamily } from '../core/family.js';
import { goalOfMix, weightsOf } from '../core/mix.js';
import { library } from '../library/shared.js';
import { text } from '../text/text.js';
import { byId, make } from './dom.js';
import { GoalRow } from './goal-row.js';
import { goalsOf, mixOf, numGoalsOf } from './goals.js';
import { MixSlider } from './mix-slider.js';

/** @param {SnowflakeNca} flake */
export function connectGoals(flake) {
  /** What the rows show. @type {Model | undefined} */
  let shown;
  const wordOf = (/** @type {number} */ goal) => goalsOf(/** @type {Model} */ (flake.currentModel))[goal].word;
  const turning = new GoalRow('goals', (goal) => {
    flake.goal = wordOf(goal);
    if (flake.numSteps > 0 && flake.hasAttribute('paused')) flake.play(); // who chooses one wants to see it become that
  });
  const planting = new GoalRow('tool-goals', (goal) => {
    flake.toolGoal = wordOf(goal);
    follow();
  });
  const slider = new MixSlider((mix) => { flake.mix = mix; }), mixing = make('details', 'more');
  mixing.append(make('summary', '', text.stage.mixing), slider.root);
  turning.root.append(mixing);
  byId('handles').append(turning.root, planting.root);

  const follow = () => {
    const { currentModel: model, tool } = flake, hasSeveral = model !== undefined && numGoalsOf(flake) > 1 && !isOfFamily(model);
    if (hasSeveral && model !== shown) {
      const goals = goalsOf(model);
      shown = model;
      for (const row of [turning, planting]) row.fill(goals, (goal) => library.goalOf(model, goal));
      slider.fill(goals.map(({ title }) => title));
      if (!flake.toolMix) flake.toolGoal = goals[1].word; // another one than grows at first, so that it is seen to be one
    }
    const isPlanting = tool === 'seed' || tool === 'graft', mix = mixOf(flake);
    turning.show({ isHidden: !hasSeveral || isPlanting, legend: text.stage.goals, chosen: partsOf(mix) });
    planting.show({ isHidden: !hasSeveral || !isPlanting, legend: tool === 'graft' ? text.stage.grafted : text.stage.sown, chosen: partsOf(flake.toolMix ?? mix) });
    if (hasSeveral) slider.show(weightsOf(mix, numGoalsOf(flake)));
  };
  for (const type of ['ready', 'edit', 'step']) flake.addEventListener(type, follow);
  for (const input of document.querySelectorAll('input[name="tool"]')) input.addEventListener('change', follow);
  follow();
}

/** The goals that have a part in it. @param {Mix} mix */
function partsOf(mix) {
  const goal = goalOfMix(mix);
  return goal === undefined ? mix.flatMap((weight, each) => (weight === 0 ? [] : [each])) : [goal];
}
