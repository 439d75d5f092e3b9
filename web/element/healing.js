/**
 * How many steps a wound took to heal: until the error is back, or nearly, at the best it ever was. 2e-4 is what the probe calls healed
 * (src/tools/probe.c); a model that never comes so near its picture is held to its own best.
 */

const HEALED_ERROR = 2e-4;
const NEARLY = 1.5;
/** With a larger error than this it is still growing, and there is nothing to heal to. */
const GROWN_ERROR = 5e-3;

export class HealingMeter {
  #best = Infinity;
  #woundStep = NaN;
  #healedAfter = NaN;

  /** Another picture is due, or another run. */
  restart() {
    this.#best = Infinity;
    this.#woundStep = this.#healedAfter = NaN;
  }

  /** @param {number} step of the last wound, from which on it counts */
  wounded(step) {
    this.#woundStep = step;
    this.#healedAfter = NaN;
  }

  /** Whether it was wounded at this very step. @param {number} step */
  isFresh(step) { return step === this.#woundStep; }
  get isHealing() { return !Number.isNaN(this.#woundStep); }
  /** Steps that the last wound took; undefined while there is none or it has not healed. @returns {number | undefined} */
  get healedAfter() { return Number.isNaN(this.#healedAfter) ? undefined : this.#healedAfter; }

  /**
   * @param {number} step
   * @param {number} error squared, to the picture as it shall be
   * @returns {boolean} whether the wound has just healed
   */
  look(step, error) {
    if (step < this.#woundStep) this.#woundStep = NaN; // time went back to before it
    this.#best = Math.min(this.#best, error);
    if (!this.isHealing || step === this.#woundStep || this.#best > GROWN_ERROR || error > Math.max(HEALED_ERROR, NEARLY * this.#best)) return false;
    this.#healedAfter = step - this.#woundStep;
    this.#woundStep = NaN;
    return true;
  }
}
