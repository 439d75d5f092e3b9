/**
 * How the page can train: on the blog post's grid and rule, and in the three regimes of Distill's article; and the studio's presets.
 *
 * @import { Recipe } from '../core/types.js'
 * @import { Settings } from './parameters.js'
 */
import { text } from '../text.js';
import { defaultSettings } from './parameters.js';

/**
 * @typedef {object} NamedRecipe
 * @property {string} name
 * @property {string} title for people
 * @property {'blog' | 'distill'} config of the models it makes
 * @property {number} side cells of the grid
 * @property {number} padding cells of nothing around the picture
 * @property {Partial<Recipe>} recipe
 * @property {number} minAlpha to which faint pixels of the goal are raised
 * @property {number} [numEpochs] after which it is done; it goes on for ever otherwise
 */

const BLOG_GRID = Object.freeze({ config: /** @type {const} */ ('blog'), side: 32, padding: 0 });
/** Distill's grid, but for a picture of 32 cells: enough room around it to grow too far, and half the time. */
const REGIME_GRID = Object.freeze({ config: /** @type {const} */ ('distill'), side: 48, padding: 8, minAlpha: 0 });
const REGIME_EPOCHS = 2000;
/** States in the pool, all workers together: 37 MB. */
const POOL_SIZE = 256;

/** @param {'growing' | 'persistent' | 'regenerating'} base @returns {Pick<NamedRecipe, 'recipe' | 'numEpochs'>} */
const regime = (base) => ({ recipe: { base, numEpochs: REGIME_EPOCHS, poolSize: base === 'growing' ? 0 : POOL_SIZE, batch: 4 }, numEpochs: REGIME_EPOCHS });

/** @type {readonly NamedRecipe[]} */
export const recipes = Object.freeze([
  {
    name: 'sooner',
    title: text.training.recipeSooner,
    ...BLOG_GRID,
    // Two rollouts of 95 steps count at each of their last 32 states: what the post's random length is on average, with far less
    // noise. Two, because two cores roll them out at once. Muon takes about half the epochs that Adam does.
    recipe: { loss: 'every', batch: 2, optimizer: 'muon', muonRate: 0.03, learningRate: 4e-3, learningRateEnd: 2e-4, decayBeginEpoch: 40, decayEndEpoch: 210 },
    // Just above the threshold of life: the halo that resizing leaves around a picture is fainter, but its bright colours count.
    minAlpha: 0.1334,
  },
  { name: 'post', title: text.training.recipePost, ...BLOG_GRID, recipe: {}, minAlpha: 0 },
  { name: 'growing', title: text.training.recipeGrowing, ...REGIME_GRID, ...regime('growing') },
  { name: 'persistent', title: text.training.recipePersistent, ...REGIME_GRID, ...regime('persistent') },
  { name: 'regenerating', title: text.training.recipeRegenerating, ...REGIME_GRID, ...regime('regenerating') },
]);

/** @param {string} name */
export function recipeNamed(name) {
  return recipes.find((each) => each.name === name) ?? recipes[0];
}

/**
 * @typedef {object} Preset
 * @property {'quick' | 'lasting' | 'healing'} name
 * @property {string} title for people
 * @property {string} about what to expect
 * @property {Readonly<Settings>} settings all of them: the starting point of every form
 */

/**
 * What the three regimes of the native program are (src/recipe.c), in a grid with room around a picture of 32 cells; how they were chosen
 * stands in assets/models/README.md.
 * @param {number} numEpochs @param {Partial<Settings>} differing
 * @returns {Readonly<Settings>}
 */
const preset = (numEpochs, differing) => Object.freeze({ ...defaultSettings, numEpochs, decayEndEpoch: numEpochs, woundBeginEpoch: Math.floor(numEpochs / 8), ...differing });

/** @type {readonly Preset[]} */
export const presets = Object.freeze([
  {
    name: 'quick',
    ...text.presets.quick,
    // Less room around the picture, two rollouts, and a rate that only a short run survives: some ten seconds on two cores.
    settings: preset(250, { side: 40, padding: 4, batch: 2, poolSize: 0, woundsPerBatch: 0, muonRate: 0.05, learningRate: 4e-3 }),
  },
  { name: 'lasting', ...text.presets.lasting, settings: preset(2000, { woundsPerBatch: 0 }) },
  { name: 'healing', ...text.presets.healing, settings: preset(3000, {}) },
]);

/** @param {string} name */
export function presetNamed(name) {
  return presets.find((each) => each.name === name) ?? presets[0];
}
