/** How many steps are made at once: as many as are due by the clock, and on the way to another step as many as a frame has room for. */

/** @import { Growth } from './growth.js' */
import { RateMeter } from '../core/rate-meter.js';
import { StepClock } from './clock.js';

/** How long going to another time may take at once; the rest of the way is made frame by frame. */
const TRAVEL_MS = 30, STEPS_BETWEEN_LOOKS = 8;

/** A way along the timeline: goes at most so many steps of it, and tells whether that was the end. @typedef {(maxSteps: number) => boolean} Way */

export class Pace {
  #clock = new StepClock();
  #meter = new RateMeter();
  #stepsMade = 0;

  get stepsPerSecond() { return this.#meter.perSecond; }

  /** Time that passed until now is nobody's. */
  forgetTime() {
    this.#clock.restart();
    this.#meter.restart();
  }

  /** @param {Growth} growth @param {number} numSteps made now @returns {boolean} whether a wound has healed on the way */
  step(growth, numSteps) {
    const startMs = performance.now(), hasHealed = growth.step(numSteps);
    this.#clock.took(numSteps, performance.now() - startMs);
    this.#stepsMade += numSteps;
    return hasHealed;
  }

  /**
   * The steps that are due by now.
   * @param {Growth} growth
   * @param {number} nowMs
   * @param {{ speed: number, lastStep: number }} options steps a second; the step that it goes no farther than
   * @returns {boolean} whether a wound has healed
   */
  play(growth, nowMs, { speed, lastStep }) {
    const numSteps = Math.min(this.#clock.due(nowMs, speed), Math.max(lastStep - growth.sim.numSteps, 0));
    const hasHealed = numSteps > 0 && this.step(growth, numSteps);
    this.#meter.add(nowMs, this.#stepsMade);
    return hasHealed;
  }

  /** As much of a way as one frame has room for. @param {Way} way @returns {boolean} whether it has arrived */
  travel(way) {
    const startMs = performance.now();
    let hasArrived;
    do hasArrived = way(STEPS_BETWEEN_LOOKS); while (!hasArrived && performance.now() - startMs < TRAVEL_MS);
    return hasArrived;
  }
}
