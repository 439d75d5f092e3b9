/**
 * When steps are made: as time goes by, by hand, on the way to another step of the timeline; and when it comes to rest.
 *
 * @import { Slice, Timeline } from '../core/timeline.js'
 * @import { Growth } from './growth.js'
 */
import { RateMeter } from '../core/rate-meter.js';
import { StepClock } from './clock.js';

/** A flake that rests and is touched wakes for as many steps, to show what it makes of it. */
const WAKE_STEPS = 48;
/** How long going to another time may take at once; the rest of the way is made frame by frame. */
const TRAVEL_MS = 30;

export class Player {
  #clock = new StepClock();
  #meter = new RateMeter();
  #stepsMade = 0;
  /** Where it will rest; moves on when it is woken. */
  #restStep = Infinity;
  isResting = false;
  /** Shows a still picture because the visitor prefers reduced motion. */
  isStill = false;
  /** Whether something was computed that has not been drawn. */
  isDirty = false;

  get stepsPerSecond() { return this.#meter.perSecond; }
  get restStep() { return this.#restStep; }

  /** It starts from one cell. @param {number} restStep */
  begin(restStep) {
    this.isResting = this.isStill = false;
    this.#restStep = restStep;
    this.forgetTime();
  }

  /** Time that passed until now is nobody's. */
  forgetTime() {
    this.#clock.restart();
    this.#meter.restart();
  }

  /** Another step to rest at was set. @param {number} step */
  restAt(step) {
    this.#restStep = step;
  }

  /** Somebody wants to see more: it will not rest again. */
  keepOn() {
    this.#restStep = Infinity;
    this.isResting = this.isStill = false;
  }

  /** @param {number} step at which it rested and was touched */
  wake(step) {
    this.isResting = false;
    this.#restStep = step + WAKE_STEPS;
  }

  /** @param {Growth} growth @param {number} numSteps made now @returns {boolean} whether a wound has healed on the way */
  step(growth, numSteps) {
    const startMs = performance.now(), hasHealed = growth.step(numSteps);
    this.#clock.took(numSteps, performance.now() - startMs);
    this.#stepsMade += numSteps;
    this.isDirty = true;
    return hasHealed;
  }

  /** The steps that are due by now. @param {Growth} growth @param {number} nowMs @param {number} speed steps a second @returns {boolean} whether a wound has healed */
  play(growth, nowMs, speed) {
    const numSteps = Math.min(this.#clock.due(nowMs, speed), Math.max(this.#restStep - growth.sim.numSteps, 0));
    const hasHealed = numSteps > 0 && this.step(growth, numSteps);
    this.#meter.add(nowMs, this.#stepsMade);
    return hasHealed;
  }

  /** Go along the timeline, as far as one frame goes. @param {Timeline} timeline @param {(slice: Slice) => unknown} [move] where to; default: on to where it was sent */
  travel(timeline, move = (slice) => timeline.travel(slice)) {
    this.keepOn();
    move({ maxMs: TRAVEL_MS });
    this.isDirty = true;
  }
}
