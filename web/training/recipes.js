/**
 * How the page can train. Grid, rule and loss are the blog post's in both; they differ in how fast they get there.
 *
 * @import { Recipe } from '../core/types.js'
 */
import { text } from '../text.js';

/** minAlpha: to which faint pixels of the goal are raised. @typedef {{ name: string, title: string, recipe: Partial<Recipe>, minAlpha: number }} NamedRecipe */

/** @type {readonly NamedRecipe[]} */
export const recipes = Object.freeze([
  {
    name: 'sooner',
    title: text.training.recipeSooner,
    // Two rollouts of 95 steps count at each of their last 32 states: what the post's random length is on average, with far less
    // noise. Two, because two cores roll them out at once. Muon takes about half the epochs that Adam does.
    recipe: { loss: 'every', batch: 2, optimizer: 'muon', muonRate: 0.03, learningRate: 4e-3, learningRateEnd: 2e-4, decayBeginEpoch: 40, decayEndEpoch: 210 },
    // Just above the threshold of life: the halo that resizing leaves around a picture is fainter, but its bright colours count.
    minAlpha: 0.1334,
  },
  { name: 'post', title: text.training.recipePost, recipe: {}, minAlpha: 0 },
]);
