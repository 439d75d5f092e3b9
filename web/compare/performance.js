/**
 * What the three play by themselves when they are first seen: grown, they are cut in half, and in the end it is said which of them are whole again. After
 * any other wound the same is said of that. Whoever touches them first, or asked for less motion, has the stage to themselves.
 */

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { Curves } from './curves.js' */
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';

/** By then all three are grown, and the first has not begun to fall apart by itself. */
const CUT_AT_STEP = 110;
/** So many steps after a wound it is judged. */
const JUDGED_AFTER_STEPS = 260;
/** Whole is what is nearly as good as before, or as hardly anybody can tell from it. */
const WHOLE_FACTOR = 2, WHOLE_ERROR = 1.5e-3;

export class Performance {
  #flakes;
  #titles;
  #curves;
  #outcome;
  #cut;
  /** Whether it has still to be played. */
  #isDue = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  /** The wound that is to be judged. @type {{ steps: number[], before: (number | undefined)[] } | undefined} */
  #trial;

  /**
   * @param {object} options
   * @param {SnowflakeNca[]} options.flakes
   * @param {readonly string[]} options.titles of them
   * @param {Curves} options.curves
   * @param {HTMLElement} options.outcome where it is said
   * @param {() => void} options.cut all of them in half
   */
  constructor({ flakes, titles, curves, outcome, cut }) {
    this.#flakes = flakes;
    this.#titles = titles;
    this.#curves = curves;
    this.#outcome = outcome;
    this.#cut = cut;
    setText(outcome, text.compare.growing3);
  }

  /** Something was done to all of them by a hand. @param {{ isWound: boolean }} what */
  touched({ isWound }) {
    this.#isDue = false;
    if (isWound) this.#wounded();
  }

  /** They begin anew. */
  restarted() {
    this.#trial = undefined;
    this.#curves.mark(NaN);
    setText(this.#outcome, text.compare.growing3);
  }

  /** They have gone on. */
  follow() {
    const trial = this.#trial, steps = this.#flakes.map(({ numSteps }) => numSteps);
    if (trial && steps.some((step, i) => step < trial.steps[i])) this.restarted(); // it was taken back
    if (this.#isDue && Math.min(...steps) >= CUT_AT_STEP) {
      this.#isDue = false;
      this.#cut(); // of which it hears like of any other wound
    } else if (this.#trial && trial && steps.every((step, i) => step >= trial.steps[i] + JUDGED_AFTER_STEPS)) {
      this.#judge(trial);
    }
  }

  #wounded() {
    const steps = this.#flakes.map(({ numSteps }) => numSteps), step = Math.max(...steps);
    // Of the strokes of one hand the first tells how it was.
    const before = this.#trial?.before ?? this.#flakes.map((_, i) => this.#curves.last(i));
    this.#trial = { steps, before };
    this.#curves.mark(step);
    setText(this.#outcome, text.compare.wounded(step));
  }

  /** @param {{ before: (number | undefined)[] }} trial */
  #judge({ before }) {
    this.#trial = undefined;
    const isWhole = this.#flakes.map((_, i) => (this.#curves.last(i) ?? Infinity) <= Math.max(WHOLE_FACTOR * (before[i] ?? 0), WHOLE_ERROR));
    setText(this.#outcome, text.compare.outcome(JUDGED_AFTER_STEPS, this.#titles.filter((_, i) => isWhole[i]), this.#titles.filter((_, i) => !isWhole[i])));
  }
}
