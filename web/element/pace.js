/** How many steps are made, and how fast it goes: as many as are due by the clock, or as somebody wants. */

/** @import { Growth } from './growth.js' */
import { RateMeter } from '../core/rate-meter.js';
import { StepClock } from './clock.js';

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
    this.#clock.took(numSteps, Math.max(performance.now() - startMs, numSteps * (growth.sim.stepMs ?? 0)));
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
    const due = this.#clock.due(nowMs, speed), numSteps = growth.sim.isBusy ? 0 : Math.min(due, Math.max(lastStep - growth.sim.numSteps, 0));
    const hasHealed = numSteps > 0 && this.step(growth, numSteps);
    this.#meter.add(nowMs, this.#stepsMade);
    return hasHealed;
  }
}
