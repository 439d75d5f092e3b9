/**
 * How many steps a wound took to heal: until the error is back, or nearly, at the best it ever was. 2e-4 is what the probe calls healed
 * (src/tools/probe.c); a model that never comes so near its picture is held to its own best.
 *
 * It follows the timeline. What was seen is kept by the last edit that lies behind, for that says what was done before it, and with the seed what
 * comes after it: time may go back and forth, and each step has its own truth.
 *
 * @import { TimedEdit } from '../core/script.js'
 * @import { Timeline } from '../core/timeline.js'
 */

const HEALED_ERROR = 2e-4;
const NEARLY = 1.5;
/** With a larger error than this it is still growing, and there is nothing to heal to. */
const GROWN_ERROR = 5e-3;
/** While a wound heals it is looked at this often. */
export const LOOK_EVERY_STEPS = 4;
/** It that has come no nearer to its picture for so long, by so much, has ceased to heal. */
const PATIENCE_STEPS = 300, NEARER = 0.98;

/**
 * Of the last wound, as far as it was seen.
 * @typedef {object} Seen
 * @property {number} woundStep NaN: there is none
 * @property {number} untilStep up to which it was seen, and had not healed
 * @property {number} healedStep NaN: not yet
 * @property {boolean} isExact whether it was seen to heal, and not only that it had
 * @property {number} least error since
 * @property {number} leastStep
 */

/** @param {number} step @returns {Seen} */
const freshWound = (step) => ({ woundStep: step, untilStep: step, healedStep: NaN, isExact: false, least: Infinity, leastStep: step });

export class HealingMeter {
  #best = Infinity;
  /** @type {WeakMap<TimedEdit, Seen>} */
  #seen = new WeakMap();

  /** Another picture is due, or another run. */
  restart() {
    this.#best = Infinity;
    this.#seen = new WeakMap();
  }

  /** Of the wound that is the last one here and now. @param {Timeline} timeline */
  at(timeline) {
    const { step } = timeline, { woundStep, healedStep, isExact, leastStep } = this.#here(timeline);
    const hasHealed = step >= healedStep, isHealing = !Number.isNaN(woundStep) && !hasHealed;
    return {
      isHealing,
      /** Whether it was wounded at this very step. */
      isFresh: step === woundStep,
      /** Whether it has ceased to heal. */
      isStuck: isHealing && step - leastStep > PATIENCE_STEPS,
      /** Steps that it took; undefined while there is none or it has not healed. */
      healedAfter: hasHealed && isExact ? healedStep - woundStep : undefined,
    };
  }

  /**
   * @param {Timeline} timeline
   * @param {number} error squared, to the picture as it shall be
   * @param {number} [step] at which it was that, after all that was done: a GPU tells it a moment later
   * @returns {boolean} whether the wound has just healed
   */
  look(timeline, error, step = timeline.step) {
    const seen = this.#here(timeline);
    this.#best = Math.min(this.#best, error);
    if (!(step > seen.woundStep) || !Number.isNaN(seen.healedStep)) return false;
    const isWhole = this.#best <= GROWN_ERROR && error <= Math.max(HEALED_ERROR, NEARLY * this.#best);
    if (isWhole) {
      seen.healedStep = step;
      seen.isExact = step - seen.untilStep <= LOOK_EVERY_STEPS;
      return seen.isExact;
    }
    if (error < NEARER * seen.least) Object.assign(seen, { least: error, leastStep: step });
    seen.untilStep = Math.max(seen.untilStep, step);
    return false;
  }

  /** @param {Timeline} timeline @returns {Seen} */
  #here(timeline) {
    let num = timeline.numDone;
    const isNew = (/** @type {TimedEdit | undefined} */ each) => each !== undefined && !this.#seen.has(each) && !beginsAnew(each);
    while (isNew(timeline.edit(num - 1))) num--;
    for (; num <= timeline.numDone; num++) {
      const last = timeline.edit(num - 1);
      if (last && !this.#seen.has(last)) this.#seen.set(last, seenAfter(last, this.#before(timeline, num)));
    }
    return this.#before(timeline, timeline.numDone + 1);
  }

  /** @param {Timeline} timeline @param {number} num of an edit, from 1 on */
  #before(timeline, num) {
    const before = timeline.edit(num - 2);
    return (before && this.#seen.get(before)) ?? freshWound(NaN);
  }
}

/** What was before it counts no more. @param {TimedEdit} timed */
const beginsAnew = ({ edit: { type } }) => type === 'wound' || type === 'noise' || type === 'model';

/** @param {TimedEdit} timed @param {Seen} before it @returns {Seen} */
function seenAfter(timed, before) {
  const { step, edit } = timed;
  if (beginsAnew(timed)) return freshWound(edit.type === 'model' ? NaN : step); // by another rule what it was is nothing to heal to
  if (before.healedStep <= step) return { ...before };
  return { ...before, healedStep: NaN, untilStep: Math.min(before.untilStep, step), leastStep: Math.min(before.leastStep, step) };
}
