/**
 * A light probe of weights in training: does the flake grow, does it stay, do wounds close? It runs a few trials of the core's own probe
 * (src/tools/probe.c), so its figures are those of `nca eval --probe`. Of several goals each is grown, and the wounds are shared among them.
 *
 * @import { Core } from '../core/nca.js'
 * @import { Model, Trial } from '../core/types.js'
 *
 * @typedef {object} ProbeTrials
 * @property {number} [numSeeds] runs with different fire masks
 * @property {readonly number[]} [wounds] which of the probe's 32
 *
 * @typedef {object} ProbeSubject
 * @property {WebAssembly.Module} module the compiled core
 * @property {Model} model with the size and padding of its grid
 * @property {Float32Array} target [goals][height][width][4]
 * @typedef {ProbeSubject & ProbeTrials} ProbeJob
 *
 * @typedef {object} ProbeReport
 * @property {number} numDone trials
 * @property {number} numTrials
 * @property {{ step: number, error: number, worst: number }[]} lasting mean and largest error at each age, over the runs so far
 * @property {{ name: string, hurt: number, error: number }[]} wounds the error just after the wound, and 500 steps later
 *
 * @typedef {'grow' | 'stay' | 'heal'} Aim what a run teaches
 */

import { layoutOf } from '../core/shape.js';
import { nextTask } from '../core/next-task.js';

const AGES_STEPS = Object.freeze([96, 200, 1000]);
const NUM_SEEDS = 2;
/** Two half cuts, the centre, off the centre, a line and a bite: one of each kind that heals, or does not, for a reason of its own. */
export const LIGHT_WOUNDS = Object.freeze([0, 2, 9, 17, 21, 28]);
/** Where hardly a third of the picture is there at step 200, there is nothing to wound yet. */
const GROWN_PART = 0.3;
const WOUND_AGE_STEPS = 200, HEAL_STEPS = 500;
const SLICE_STEPS = 50;
/** A wound has closed when the error is at most so many times that of the whole flake, or as small as that. */
const HEALED_FACTOR = 1.5, HEALED_ERROR = 2e-4;
/** What counts as no better, or no worse, than that. */
const LEAST_ERROR = 1e-6, LARGEST_ERROR = 10;

/**
 * Runs all trials, in a worker of its own. The first ones tell how long a step takes; those of wounds, which cannot be cut in slices, are announced.
 * @param {Core} core
 * @param {ProbeJob} job
 * @param {(report: ProbeReport) => unknown} onReport after each trial
 * @param {(nextMs: number) => unknown} [onSign] that it goes on, and how long it will be silent by its own reckoning; after each slice
 */
export async function probeHealth(core, { model, target, numSeeds = NUM_SEEDS, wounds = LIGHT_WOUNDS }, onReport, onSign) {
  const { goals } = layoutOf(model.config), size = target.length / goals;
  /** @type {Trial[]} */
  const before = [];
  for (let goal = 0, numLeft = goals * numSeeds + wounds.length; goal < goals; goal++) {
    const ofGoal = { goal, target: target.subarray(goal * size, (goal + 1) * size), wounds: wounds.filter((_, i) => i % goals === goal) };
    numLeft -= numSeeds + ofGoal.wounds.length;
    const after = numLeft, done = await probeGoal(core, { model, numSeeds, ...ofGoal }, (done, numTrials) => onReport(reportOf([...before, ...done], before.length + numTrials + after)), onSign);
    before.push(...done);
  }
}

/**
 * @param {Core} core
 * @param {{ model: Model, goal: number, target: Float32Array, numSeeds: number, wounds: readonly number[] }} job
 * @param {(done: Trial[], numTrials: number) => unknown} onTrial
 * @param {(nextMs: number) => unknown} [onSign]
 * @returns {Promise<Trial[]>}
 */
async function probeGoal(core, { model, goal, target, numSeeds, wounds }, onTrial, onSign) {
  const probe = core.createProbe({ ...model, goal, wide: 0, numSeeds, ages: [...AGES_STEPS] }, model, target);
  try {
    const beganMs = performance.now();
    /** @type {Trial[]} */
    let done = [];
    let stepMs = 0;
    let trials = Array.from({ length: numSeeds + wounds.length }, (_, i) => (i < numSeeds ? i : numSeeds + wounds[i - numSeeds]));
    for (let numDone = 1; numDone <= trials.length; numDone++) {
      if (numDone <= numSeeds) {
        await inSlices(AGES_STEPS[AGES_STEPS.length - 1], (numSteps) => probe.advance(numSteps), onSign);
        stepMs = (performance.now() - beganMs) / (numDone * AGES_STEPS[AGES_STEPS.length - 1]);
      } else {
        onSign?.(stepMs * (WOUND_AGE_STEPS + HEAL_STEPS));
        await nextTask(); // so that it goes out
        probe.run(trials[numDone - 1]);
      }
      const all = probe.trials();
      done = trials.slice(0, numDone).map((trial) => all[trial]);
      if (numDone === numSeeds && !hasGrown(done, target)) trials = trials.slice(0, numSeeds);
      await onTrial(done, trials.length);
    }
    return done;
  } finally {
    probe.destroy();
  }
}

/** @param {number} numSteps @param {(numSteps: number) => unknown} advance @param {((nextMs: number) => unknown) | undefined} onSign */
async function inSlices(numSteps, advance, onSign) {
  for (let left = numSteps; left > 0; left -= SLICE_STEPS) {
    const beganMs = performance.now();
    advance(Math.min(left, SLICE_STEPS));
    onSign?.(performance.now() - beganMs);
    await nextTask();
  }
}

/** @param {Trial[]} done @param {number} numTrials @returns {ProbeReport} */
function reportOf(done, numTrials) {
  const lasting = done.filter(({ wound }) => !wound);
  return {
    numDone: done.length,
    numTrials,
    lasting: AGES_STEPS.map((step, i) => {
      const errors = lasting.map((trial) => trial.errors[i].error);
      return { step, error: errors.reduce((sum, error) => sum + error, 0) / errors.length, worst: Math.max(...errors) };
    }),
    wounds: done.filter(({ wound }) => wound).map(({ wound = '', errors: [hurt, healed] }) => ({ name: wound, hurt: hurt.error, error: healed.error })),
  };
}

/** How many of the wounds have closed: as good as it was without a wound, or nearly. @param {ProbeReport} report */
export function numHealed({ lasting, wounds }) {
  const whole = lasting.find(({ step }) => step === WOUND_AGE_STEPS)?.error ?? NaN;
  return wounds.filter(({ error }) => error <= Math.max(HEALED_FACTOR * whole, HEALED_ERROR)).length;
}

/** @param {Trial[]} lasting @param {Float32Array} target */
function hasGrown(lasting, target) {
  const empty = target.reduce((sum, value) => sum + value * value, 0) / target.length, at = AGES_STEPS.indexOf(WOUND_AGE_STEPS);
  return lasting.every(({ errors }) => errors[at].error < GROWN_PART * empty);
}

/**
 * One number for what a run aims at, the smaller the better: the geometric mean of the errors that matter to it, so that none of them can be
 * bought with another.
 * @param {ProbeReport} report complete
 * @param {Aim} aim
 */
export function scoreOf({ lasting, wounds }, aim) {
  const ages = lasting.filter(({ step }) => aim !== 'grow' || step === AGES_STEPS[0]).map(({ error }) => error);
  const healed = aim !== 'heal' ? [] : wounds.length > 0 ? wounds.map(({ error }) => error) : [LARGEST_ERROR];
  const clamped = (/** @type {number} */ error) => (Number.isNaN(error) ? LARGEST_ERROR : Math.min(Math.max(error, LEAST_ERROR), LARGEST_ERROR));
  const meanLog = (/** @type {number[]} */ errors) => errors.reduce((sum, error) => sum + Math.log(clamped(error)), 0) / errors.length;
  return Math.exp(healed.length > 0 ? (meanLog(ages) + meanLog(healed)) / 2 : meanLog(ages));
}

/** @param {{ poolSize: number, woundsPerBatch: number }} recipe @returns {Aim} */
export function aimOf({ poolSize, woundsPerBatch }) {
  return poolSize === 0 ? 'grow' : woundsPerBatch === 0 ? 'stay' : 'heal';
}
