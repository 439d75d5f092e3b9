/**
 * A run that remembers: what was done to the grid and when, and now and then the whole state. It can go back to any step it has
 * seen, undo and redo, and be told again elsewhere, to the bit, because the fire mask is a function of seed and step.
 *
 * Going back leaves what came later in place: playing on shows it again. A new edit forgets it.
 *
 * @import { Sim } from './sim.js'
 * @import { Model, Wound } from './types.js'
 */
import { NUM_CHANNELS } from './fields.js';

/**
 * What can be done to a running grid.
 * @typedef {{ type: 'wound', wound: Wound }
 *   | { type: 'seed', x: number, y: number }
 *   | { type: 'noise', wound: Wound, seed: number }
 *   | { type: 'model', model: Model }
 *   | { type: 'angle', radians: number }
 *   | { type: 'fireRate', rate: number | undefined }} Edit
 * @typedef {{ step: number, stroke: number, edit: Edit }} TimedEdit done on the state after so many steps; edits of one stroke are undone at once
 * @typedef {{ model: Model, radians: number, rate: number | undefined }} Settings rate: undefined means the model's own
 * @typedef {{ top: number, left: number, height: number, width: number, cells: Uint32Array<ArrayBuffer> }} Snapshot the rectangle outside of which all is zero
 * @typedef {{ step: number, numEdits: number, snapshot: Snapshot }} Keyframe
 */

const FIRST_INTERVAL_STEPS = 32;
const MAX_KEYFRAMES = 256;
const DEFAULT_BUDGET_BYTES = 64 << 20;

export class Timeline {
  #sim;
  #budgetBytes;
  #seed = 0;
  /** As they are where the timeline begins. @type {Settings} */
  #first;
  /** As they are now. @type {Settings} */
  #now;
  /** Where the timeline begins: at a seed, unless it was cut. @type {Keyframe | undefined} */
  #origin;
  /** @type {TimedEdit[]} */
  #edits = [];
  /** How many of the edits the present has behind it. */
  #numDone = 0;
  /** Strokes taken back, the latest last. @type {TimedEdit[][]} */
  #undone = [];
  #numStrokes = 0;
  #lastStep = 0;
  /** In the order of time. @type {Keyframe[]} */
  #keyframes = [];
  #intervalSteps = FIRST_INTERVAL_STEPS;

  /**
   * @param {Sim} sim from now on changed through the timeline alone
   * @param {Model} model
   * @param {{ budgetBytes?: number }} [options] for states that are kept
   */
  constructor(sim, model, { budgetBytes = DEFAULT_BUDGET_BYTES } = {}) {
    this.#sim = sim;
    this.#budgetBytes = budgetBytes;
    this.#first = this.#now = { model, radians: 0, rate: undefined };
    this.#useSettings(this.#now);
    this.reset(0);
  }

  get step() { return this.#sim.numSteps; }
  /** The latest step it can go forward to without computing anything new. */
  get lastStep() { return Math.max(this.#lastStep, this.step); }
  /** The earliest one it can go back to. */
  get firstStep() { return this.#origin?.step ?? 0; }
  get seed() { return this.#seed; }
  get settings() { return this.#now; }
  get canUndo() { return this.#numDone > 0; }
  get canRedo() { return this.#undone.length > 0; }

  /**
   * The run from its seed up to now, to be told again by tell(); undefined when it does not begin at a seed.
   * @returns {{ seed: number, first: Settings, edits: TimedEdit[], step: number } | undefined}
   */
  get record() {
    if (this.#origin) return undefined;
    return { seed: this.#seed, first: this.#first, edits: this.#edits.slice(0, this.#numDone), step: this.step };
  }

  /** Begin anew from one seed in the middle, with the settings of now. @param {number} seed of the fire mask */
  reset(seed) {
    this.#seed = seed;
    this.#sim.reset(seed);
    this.#begin(undefined);
  }

  /** Forget how it came to this: the timeline begins here. For a rule that changes by itself, as in training. @param {Model} model */
  cut(model) {
    this.#now = { ...this.#now, model };
    this.#useSettings(this.#now);
    this.#begin({ step: this.step, numEdits: 0, snapshot: this.#takeSnapshot() });
  }

  /** Begin with the seed, settings and edits of a record. They happen when goTo() or advance() comes to their step. @param {{ seed: number, first: Settings, edits: readonly TimedEdit[], step: number }} record */
  tell({ seed, first, edits, step }) {
    this.#now = first;
    this.#useSettings(first);
    this.reset(seed);
    this.#edits = [...edits].sort((a, b) => a.step - b.step);
    this.#numStrokes = 1 + this.#edits.reduce((most, { stroke }) => Math.max(most, stroke), 0);
    this.#lastStep = step;
    this.#applyDue();
  }

  /** @param {number} numSteps made now; edits that wait for one of them happen on the way */
  advance(numSteps) {
    let left = numSteps;
    while (left > 0) {
      this.#applyDue();
      const untilEdit = (this.#edits[this.#numDone]?.step ?? Infinity) - this.step;
      const untilKeyframe = this.#intervalSteps - (this.step % this.#intervalSteps);
      const now = Math.min(left, untilEdit, untilKeyframe);
      this.#sim.step(now);
      left -= now;
      if (this.step % this.#intervalSteps === 0) this.#keep();
    }
    this.#applyDue();
    this.#lastStep = this.lastStep;
  }

  /**
   * Do something now. What had been taken back or lies ahead is forgotten.
   * @param {Edit} edit
   * @param {{ joins?: boolean }} [options] joins: one stroke with the edit before it
   */
  apply(edit, { joins = false } = {}) {
    this.#edits.length = this.#numDone;
    this.#undone = [];
    this.#forgetAfter(this.step, this.#numDone);
    if (!joins || this.#numStrokes === 0) {
      this.#numStrokes++;
      this.#keep();
    }
    this.#edits.push({ step: this.step, stroke: this.#numStrokes, edit });
    this.#applyDue();
  }

  /** Take the last stroke back: time goes back to just before it. */
  undo() {
    if (!this.canUndo) return;
    const { stroke } = this.#edits[this.#numDone - 1];
    const first = this.#edits.findIndex((each) => each.stroke === stroke);
    const removed = this.#edits.splice(first);
    const { step } = removed[0];
    this.#restore(this.#keyframeBefore(step, first));
    this.advance(step - this.step);
    this.#forgetAfter(step, first);
    // What lay ahead of the stroke went with it, stroke by stroke.
    for (const each of [...new Set(removed.map((edit) => edit.stroke))].reverse()) {
      this.#undone.push(removed.filter((edit) => edit.stroke === each));
    }
  }

  /** Do the stroke again that was taken back last, now or when its step has come. */
  redo() {
    const stroke = this.#undone.pop();
    if (!stroke) return;
    const late = Math.max(this.step - stroke[0].step, 0);
    const timed = stroke.map((each) => ({ ...each, step: each.step + late }));
    this.#edits.length = this.#numDone;
    this.#forgetAfter(this.step, this.#numDone);
    this.#edits.push(...timed);
    this.#numStrokes = Math.max(this.#numStrokes, timed[0].stroke);
    this.advance(timed[timed.length - 1].step - this.step);
    this.#applyDue();
  }

  /**
   * Go to a step that lies on the timeline, back or forth.
   * @param {number} step
   * @param {number} [maxSteps] to compute in this call
   * @returns {boolean} whether it has arrived; if not, the next call goes on
   */
  goTo(step, maxSteps = Infinity) {
    const goal = Math.min(Math.max(Math.round(step), this.firstStep), this.lastStep);
    if (goal < this.step) this.#restore(this.#keyframeBefore(goal, Infinity));
    this.advance(Math.min(goal - this.step, maxSteps));
    return this.step === goal;
  }

  /** @param {Keyframe | undefined} origin */
  #begin(origin) {
    this.#origin = origin;
    this.#first = this.#now;
    this.#edits = [];
    this.#undone = [];
    this.#keyframes = [];
    this.#numDone = this.#numStrokes = 0;
    this.#lastStep = this.step;
    this.#intervalSteps = FIRST_INTERVAL_STEPS;
  }

  #applyDue() {
    for (let next; (next = this.#edits[this.#numDone]) && next.step <= this.step; this.#numDone++) this.#do(next.edit);
  }

  /** @param {Edit} edit */
  #do(edit) {
    switch (edit.type) {
      case 'wound': this.#sim.wound(edit.wound); break;
      case 'seed': this.#sim.plant(edit.x, edit.y); break;
      case 'noise': this.#sim.noise(edit.wound, edit.seed); break;
      default: this.#useSettings(withEdit(this.#now, edit));
    }
  }

  /** @param {Settings} settings */
  #useSettings(settings) {
    const { model, radians, rate } = (this.#now = settings);
    this.#sim.setModel(rate === undefined ? model : { ...model, config: { ...model.config, fireRate: rate } });
    this.#sim.setAngle(radians);
  }

  /** @param {number} step @param {number} numEdits */
  #keyframeBefore(step, numEdits) {
    const before = this.#keyframes.filter((each) => each.step <= step && each.numEdits <= numEdits);
    return before[before.length - 1] ?? this.#origin;
  }

  /** @param {Keyframe | undefined} keyframe undefined: the seed */
  #restore(keyframe) {
    const numEdits = keyframe?.numEdits ?? 0;
    this.#useSettings(this.#edits.slice(0, numEdits).reduce((settings, { edit }) => withEdit(settings, edit), this.#first));
    this.#numDone = numEdits;
    if (keyframe) {
      this.#putSnapshot(keyframe.snapshot);
      this.#sim.setClock(this.#seed, keyframe.step);
    } else {
      this.#sim.reset(this.#seed);
    }
  }

  /** Only what is before stays true. @param {number} step @param {number} numEdits */
  #forgetAfter(step, numEdits) {
    this.#keyframes = this.#keyframes.filter((each) => each.step <= step && each.numEdits <= numEdits);
    this.#lastStep = step;
  }

  /** Remember the present, unless it is; when that takes too much, every other one goes. */
  #keep() {
    const { step } = this, numEdits = this.#numDone, last = this.#keyframes[this.#keyframes.length - 1];
    if (last && (last.step > step || (last.step === step && last.numEdits >= numEdits))) return;
    this.#keyframes.push({ step, numEdits, snapshot: this.#takeSnapshot() });
    const sizeBytes = this.#keyframes.reduce((sum, { snapshot }) => sum + snapshot.cells.byteLength, 0);
    if (sizeBytes <= this.#budgetBytes && this.#keyframes.length <= MAX_KEYFRAMES) return;
    this.#keyframes = this.#keyframes.filter((_, i) => i % 2 === 1);
    this.#intervalSteps *= 2;
  }

  /** The state bit by bit: even the sign of a zero counts where runs shall be the same. */
  #stateBits() {
    const { buffer, byteOffset, length } = this.#sim.state;
    return new Uint32Array(buffer, byteOffset, length);
  }

  /** @returns {Snapshot} */
  #takeSnapshot() {
    const bits = this.#stateBits(), { height, width } = this.#sim, rowLength = width * NUM_CHANNELS;
    let top = height, bottom = -1, first = rowLength, last = -1;
    for (let y = 0; y < height; y++) {
      const begin = y * rowLength;
      let left = 0, right = rowLength - 1;
      while (left < rowLength && bits[begin + left] === 0) left++;
      if (left === rowLength) continue;
      while (bits[begin + right] === 0) right--;
      top = Math.min(top, y);
      bottom = y;
      first = Math.min(first, left);
      last = Math.max(last, right);
    }
    if (bottom < 0) return { top: 0, left: 0, height: 0, width: 0, cells: new Uint32Array(0) };
    const left = Math.floor(first / NUM_CHANNELS), cellsWide = Math.floor(last / NUM_CHANNELS) - left + 1, length = cellsWide * NUM_CHANNELS;
    const cells = new Uint32Array((bottom - top + 1) * length);
    for (let y = top; y <= bottom; y++) {
      const begin = y * rowLength + left * NUM_CHANNELS;
      cells.set(bits.subarray(begin, begin + length), (y - top) * length);
    }
    return { top, left, height: bottom - top + 1, width: cellsWide, cells };
  }

  /** @param {Snapshot} snapshot */
  #putSnapshot({ top, left, height, width, cells }) {
    const bits = this.#stateBits(), rowLength = this.#sim.width * NUM_CHANNELS, length = width * NUM_CHANNELS;
    bits.fill(0);
    for (let y = 0; y < height; y++) bits.set(cells.subarray(y * length, (y + 1) * length), (top + y) * rowLength + left * NUM_CHANNELS);
    this.#sim.stateChanged();
  }
}

/** @param {Settings} settings @param {Edit} edit @returns {Settings} */
function withEdit(settings, edit) {
  switch (edit.type) {
    case 'model': return { ...settings, model: edit.model };
    case 'angle': return { ...settings, radians: edit.radians };
    case 'fireRate': return { ...settings, rate: edit.rate };
    default: return settings;
  }
}
