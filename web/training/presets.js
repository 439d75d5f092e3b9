/**
 * Runs worth beginning with, as settings: the starting points of the studio's form.
 *
 * @import { Settings } from './parameters.js'
 */
import { defaultSettings } from './parameters.js';

/**
 * @typedef {object} Preset
 * @property {'quick' | 'lasting' | 'healing' | 'sooner' | 'post'} name also of its title and of what is said about it: text.presets[name]
 * @property {Readonly<Settings>} settings all of them
 */

/**
 * What the three regimes of the native program are (src/train/recipe.c), in a grid with room around a picture of 32 cells; how they were chosen
 * stands in assets/models/README.md.
 * @param {number} numEpochs @param {Partial<Settings>} differing
 * @returns {Readonly<Settings>}
 */
const regime = (numEpochs, differing) => Object.freeze({ ...defaultSettings, numEpochs, decayEndEpoch: numEpochs, woundBeginEpoch: Math.floor(numEpochs / 8), ...differing });

/**
 * The blog post's model, grid and loss, for as long as one likes.
 * @param {Partial<Settings>} differing
 * @returns {Readonly<Settings>}
 */
const post = (differing) => Object.freeze({
  ...defaultSettings, side: 32, padding: 0, rule: 'blog', numEpochs: 0, batch: 1, numStepsMax: 95, loss: 'last', optimizer: 'adam', learningRateEnd: 2e-3,
  decayEndEpoch: 0, weightDecay: 0, poolSize: 0, seedsPerBatch: 0, woundsPerBatch: 0, woundBeginEpoch: 0, ...differing,
});

/** @type {readonly Preset[]} */
export const presets = Object.freeze([
  {
    name: 'quick',
    // Less room around the picture, two rollouts, a small pool, and a rate that only a short run survives.
    settings: regime(400, { side: 40, padding: 4, batch: 2, poolSize: 64, woundsPerBatch: 0, muonRate: 0.05, learningRate: 4e-3 }),
  },
  { name: 'lasting', settings: regime(2000, { woundsPerBatch: 0 }) },
  { name: 'healing', settings: regime(3000, {}) },
  {
    name: 'sooner',
    settings: post({
      // Two rollouts of 95 steps count at each of their last 32 states: what the post's random length is on average, with far less
      // noise. Two, because two cores roll them out at once. Muon takes about half the epochs that Adam does.
      loss: 'every', batch: 2, optimizer: 'muon', muonRate: 0.03, learningRate: 4e-3, learningRateEnd: 2e-4, decayBeginEpoch: 40, decayEndEpoch: 210,
      // Just above the threshold of life: the halo that resizing leaves around a picture is fainter, but its bright colours count.
      minAlpha: 0.1334,
    }),
  },
  { name: 'post', settings: post({}) },
]);

/** @param {string} name */
export function presetNamed(name) {
  return presets.find((each) => each.name === name) ?? presets[0];
}
