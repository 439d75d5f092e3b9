/**
 * How many steps are due: time decides, not frames, so a 120 Hz screen runs no faster than a 60 Hz one.
 *
 * Time that cannot be afforded is dropped, not owed: a slow machine then runs slower, but the page stays smooth.
 */

/** Milliseconds of a frame that steps may take; the rest of the 16 is the page's. */
const FRAME_BUDGET_MS = 8;
/** After a longer gap (a hidden tab, a busy page) nobody wants the lost steps back at once. */
const MAX_GAP_MS = 250;
/** A step that takes longer than this, as without WebAssembly and a compiler, leaves the page as much time again, in which it answers. */
const LONG_STEP_MS = 50;
/** How fast the measured cost of a step follows: a single slow frame should not count for much. */
const COST_SMOOTHING = 0.1;

export class StepClock {
  #lastMs = NaN;
  #owedSteps = 0;
  #costMs = 0;
  /** When steps were made last. */
  #workedMs = -Infinity;

  /** Forget the past: the next call starts counting. */
  restart() {
    this.#lastMs = NaN;
    this.#owedSteps = 0;
  }

  /**
   * @param {number} nowMs the frame's time
   * @param {number} stepsPerSecond Infinity: as many as a frame can hold
   * @returns {number} whole steps to make now
   */
  due(nowMs, stepsPerSecond) {
    const gapMs = Number.isNaN(this.#lastMs) ? 0 : Math.min(Math.max(nowMs - this.#lastMs, 0), MAX_GAP_MS);
    this.#lastMs = nowMs;
    if (this.#costMs > LONG_STEP_MS && nowMs - this.#workedMs < 2 * this.#costMs) return 0;
    const steps = this.#affordable(gapMs, stepsPerSecond);
    if (steps > 0) this.#workedMs = nowMs;
    return steps;
  }

  /** @param {number} gapMs since the last frame @param {number} stepsPerSecond */
  #affordable(gapMs, stepsPerSecond) {
    const affordable = this.#costMs > 0 ? Math.max(1, Math.floor(FRAME_BUDGET_MS / this.#costMs)) : Infinity;
    if (stepsPerSecond === Infinity) return affordable === Infinity ? 1 : affordable;
    this.#owedSteps += (gapMs * stepsPerSecond) / 1000;
    const steps = Math.min(Math.floor(this.#owedSteps), affordable);
    this.#owedSteps = Math.min(this.#owedSteps - steps, 1);
    return steps;
  }

  /**
   * Tell what steps cost, so that due() asks for no more than a frame can hold.
   * @param {number} numSteps
   * @param {number} tookMs
   */
  took(numSteps, tookMs) {
    const costMs = tookMs / numSteps;
    this.#costMs = this.#costMs === 0 ? costMs : this.#costMs + COST_SMOOTHING * (costMs - this.#costMs);
  }
}
