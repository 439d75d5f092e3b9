/**
 * What grows in an element: a grid with its timeline, the picture it should become where that is known, and how well it heals.
 *
 * @import { ShowCore } from '../core/show-core.js'
 * @import { Sim } from '../core/sim.js'
 * @import { Grid as TimedGrid } from '../core/timeline.js'
 * @import { Edit, Settings as Values } from '../core/script.js'
 * @import { Model } from '../core/types.js'
 */
import { checkHost } from '#host';
import { kindsOf } from '../core/script.js';
import { Timeline } from '../core/timeline.js';
import { HealingMeter, LOOK_EVERY_STEPS } from './healing.js';

/** More than a link can hold, and than anybody takes back. Then the past is let go, so that a picture that is drawn on for days does not fill the memory. */
const MAX_EDITS = 10_000;

/** @type {ReturnType<HealingMeter['at']>} */
const NO_WOUND = Object.freeze({ isHealing: false, isFresh: false, isStuck: false, healedAfter: undefined });

/** Whether it grows as it was taught, so that it can come to look as it was taught. @param {Values} settings */
export const isLikeTaught = (settings) => settings.radians === 0 && kindsOf(settings).length === 1;

/** @typedef {TimedGrid & { isBusy?: boolean, stepMs?: number, errorStep?: number, play?: () => void }} Grid the core's, or one that a GPU steps: web/gpu/grid.js */

/**
 * @typedef {object} Meters
 * @property {number} numSteps
 * @property {number} numAlive
 * @property {number | undefined} goal the step that it is on its way to
 * @property {number} firstStep the earliest step it can go back to
 * @property {number} lastStep the latest one it can go forward to
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {number | undefined} error
 * @property {number | undefined} likeness what part of its picture is there
 * @property {boolean} isHealing
 * @property {boolean} isStuck whether it heals no farther
 * @property {number | undefined} healedAfter steps that the last wound took
 */

export class Growth {
  #healing = new HealingMeter();
  /** Whether the target in the grid is what the model was trained for, and not merely what was there before the wound. */
  #hasGoal = false;
  /** Of the whole grid, which takes its time: looked up once for each state. @type {{ value: number | undefined } | undefined} */
  #error;
  /** What the error would be if there were nothing. */
  #emptyError = 0;
  /** Since the timeline began. */
  #numEdits = 0;

  /** @param {ShowCore} core @param {{ height: number, width: number }} size @param {Model} model */
  constructor(core, size, model) {
    checkHost();
    this.core = core;
    /** @type {Grid} */
    this.sim = core.createSim(size);
    this.timeline = new Timeline(this.sim, model);
  }

  destroy() {
    this.sim.destroy();
  }

  /** Another grid with the same cells. @param {Grid} sim */
  useSim(sim) {
    this.sim = sim;
    this.timeline.useSim(sim);
  }

  get isHealing() { return this.#wound.isHealing; }
  get healedAfter() { return this.#wound.healedAfter; }
  /** Squared error to the picture it was trained for; undefined where that is not known, it grows turned, or something else grows beside it. @returns {number | undefined} */
  get error() { return this.#hasGoal && isLikeTaught(this.timeline.settings) ? this.#simError : undefined; }

  /** What part of that picture is there; undefined where the error is. */
  get likeness() {
    const { error } = this;
    return error === undefined ? undefined : Math.max(0, 1 - error / this.#emptyError);
  }

  /** A texture is alike anywhere: no wound of it heals to what it was. */
  get #isTexture() { return this.timeline.settings.model.match === 'texture'; }

  /** Of the last wound, here and now. */
  get #wound() { return this.#isTexture ? NO_WOUND : this.#healing.at(this.timeline); }

  get #simError() { return (this.#error ??= { value: this.sim.error }).value; }

  /** The grid, or what it is held to, is another. */
  changed() {
    this.#error = undefined;
  }

  /** Look at it, and tell what there is to see. @param {(meters: Meters) => void} tell called when it is known, which here is at once */
  measure(tell) {
    this.look();
    const { numSteps, numAlive } = this.sim, { goal, firstStep, lastStep, canUndo, canRedo } = this.timeline, { error, likeness } = this, { isHealing, isStuck, healedAfter } = this.#wound;
    tell({ numSteps, numAlive, goal, firstStep, lastStep, canUndo, canRedo, error, likeness, isHealing, isStuck, healedAfter });
  }

  /** @param {readonly Float32Array[]} targets [height][width][4] of this grid, of which the nearest counts; none: not known */
  setGoal(targets) {
    const [target] = targets;
    this.sim.setTargets(targets);
    this.changed();
    this.#hasGoal = target !== undefined;
    if (target) this.#emptyError = target.reduce((sum, value) => sum + value * value, 0) / target.length;
    this.#healing.restart();
  }

  /** @param {number} seed of the fire mask */
  restart(seed) {
    this.timeline.reset(seed);
    this.#numEdits = 0;
    this.changed();
    if (!this.#hasGoal) this.sim.setTarget(null);
    this.#healing.restart();
  }

  /** @param {number} numSteps @returns {boolean} whether a wound has healed on the way */
  step(numSteps) {
    let hasHealed = false;
    this.sim.play?.();
    for (let left = numSteps; left > 0;) {
      const now = this.isHealing ? Math.min(left, LOOK_EVERY_STEPS) : left;
      this.timeline.advance(now);
      this.changed();
      left -= now;
      hasHealed = this.look() || hasHealed;
    }
    return hasHealed;
  }

  /** Take the error into account as it is now. @returns {boolean} whether the wound has just healed */
  look() {
    const error = this.error ?? (this.isHealing ? this.#simError : undefined);
    return error !== undefined && this.#healing.look(this.timeline, error, this.sim.errorStep);
  }

  /** @param {Edit} edit @param {{ joins?: boolean }} [options] */
  apply(edit, options) {
    const hurts = edit.type === 'wound' || edit.type === 'noise';
    this.endRehearsal();
    if (hurts && !this.#isTexture && !this.#wound.isFresh) { // of the stamps of a drag the first one tells how it was
      if (this.error === undefined && !this.isHealing && this.sim.isExact !== false) this.#healTo(this.#picture());
      this.look();
    }
    if (this.#numEdits++ === MAX_EDITS) {
      this.timeline.cut(this.timeline.settings.model);
      this.#numEdits = 1;
    }
    this.timeline.apply(edit, options);
    this.changed();
    if (edit.type === 'model' || edit.type === 'mix') this.setGoal([]);
  }

  /** @param {Edit} edit */
  rehearse(edit) {
    if (this.sim.isExact === false) return; // it would have to be kept
    this.timeline.rehearse(edit);
    this.changed();
  }

  /** @returns {boolean} whether there was one */
  endRehearsal() {
    const hasEnded = this.timeline.endRehearsal();
    if (hasEnded) this.changed();
    return hasEnded;
  }

  /** Where nobody knows what it shall be, it shall be again what it was. @param {Float32Array} picture */
  #healTo(picture) {
    this.setGoal([]);
    this.sim.setTarget(picture);
    this.changed();
    this.#healing.look(this.timeline, 0);
  }

  /** The cells' RGBA as they are: [height][width][4]. */
  #picture() {
    const { state, height, width, numChannels } = this.sim, picture = new Float32Array(height * width * 4);
    for (let cell = 0; cell < height * width; cell++) picture.set(state.subarray(cell * numChannels, cell * numChannels + 4), cell * 4);
    return picture;
  }
}
