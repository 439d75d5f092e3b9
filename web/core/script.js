/**
 * What was done in a run, and when: seed, first settings, timed edits, and the strokes in which they are taken back. It knows no grid and no
 * clock: it is what a link carries, and all that is needed to come to the same state again, because the fire mask is a function of seed and step.
 *
 * @import { Mix } from './mix.js'
 * @import { Model, Wound } from './types.js'
 */
import { MAX_KINDS } from './fields.js';
import { FIRST_GOAL, isSameMix } from './mix.js';

/**
 * What can be done to a running grid.
 * @typedef {{ type: 'wound', wound: Wound }
 *   | { type: 'seed', x: number, y: number, mix?: Mix }
 *   | { type: 'noise', wound: Wound, seed: number }
 *   | { type: 'graft', wound: Wound, mix: Mix }
 *   | { type: 'mix', mix: Mix }
 *   | { type: 'model', model: Model, mix?: Mix }
 *   | { type: 'angle', radians: number }
 *   | { type: 'fireRate', rate: number | undefined }} Edit mix: of goals; a seed without one is of what grows, a model without one grows its first goal
 * @typedef {{ step: number, stroke: number, edit: Edit }} TimedEdit done on the state after so many steps; edits of one stroke are undone at once
 * @typedef {object} Settings
 * @property {Model} model
 * @property {number} radians
 * @property {number | undefined} rate undefined means the model's own
 * @property {readonly Mix[]} [kinds] what cells grow: the first all those that were not planted or grafted as another; default: the model's first goal
 * @typedef {{ seed: number, first: Settings, edits: readonly TimedEdit[], step: number }} RunRecord what is told of a script, up to a step of it
 */

export class Script {
  /** Of the fire mask. */
  seed;
  /** As they are where it begins. @type {Settings} */
  first;
  /** In the order of time. @type {TimedEdit[]} */
  #edits;
  /** Strokes taken back, the latest last. @type {TimedEdit[][]} */
  #undone = [];
  #numStrokes;

  /** @param {{ seed: number, first: Settings, edits?: readonly TimedEdit[] }} run */
  constructor({ seed, first, edits = [] }) {
    this.seed = seed;
    this.first = first;
    this.#edits = [...edits].sort((a, b) => a.step - b.step);
    this.#numStrokes = this.#edits.reduce((most, { stroke }) => Math.max(most, stroke + 1), 0);
  }

  get numEdits() { return this.#edits.length; }
  get canRedo() { return this.#undone.length > 0; }

  /** @param {number} index @returns {TimedEdit | undefined} */
  edit(index) {
    return this.#edits[index];
  }

  /** Whether this edit is not of one stroke with the one before it. @param {number} index */
  beginsStroke(index) {
    return this.#edits[index]?.stroke !== this.#edits[index - 1]?.stroke;
  }

  /** How many edits are done once so many steps are made. @param {number} step */
  numUntil(step) {
    const first = this.#edits.findIndex((each) => each.step > step);
    return first < 0 ? this.#edits.length : first;
  }

  /** @param {number} numEdits @returns {Settings} as they are after so many edits */
  settingsAfter(numEdits) {
    return this.#edits.slice(0, numEdits).reduce((settings, { edit }) => withEdit(settings, edit), this.first);
  }

  /** @param {number} numEdits @param {number} step @returns {RunRecord} all until then */
  upTo(numEdits, step) {
    return { seed: this.seed, first: this.first, edits: this.#edits.slice(0, numEdits), step };
  }

  /**
   * Something is done after so many edits. What had been taken back or lies ahead is forgotten.
   * @param {number} numEdits
   * @param {number} step
   * @param {Edit} edit
   * @param {boolean} joins one stroke with the edit before it
   */
  add(numEdits, step, edit, joins) {
    this.#edits.length = numEdits;
    this.#undone = [];
    if (!joins || this.#numStrokes === 0) this.#numStrokes++;
    this.#edits.push({ step, stroke: this.#numStrokes, edit });
  }

  /** Take back the stroke of the last of so many edits, and all that lies ahead. @param {number} numEdits more than 0 @returns {number} the step before which it was */
  undo(numEdits) {
    const { stroke } = this.#edits[numEdits - 1];
    const removed = this.#edits.splice(this.#edits.findIndex((each) => each.stroke === stroke));
    for (const each of [...new Set(removed.map((edit) => edit.stroke))].reverse()) this.#undone.push(removed.filter((edit) => edit.stroke === each));
    return removed[0].step;
  }

  /**
   * Put the stroke back that was taken back last: when it was, or now if that has gone by.
   * @param {number} numEdits what lies ahead of so many is forgotten
   * @param {number} step now
   * @returns {number} the step at which it is done
   */
  redo(numEdits, step) {
    const stroke = this.#undone.pop() ?? [], late = stroke.length > 0 ? Math.max(step - stroke[0].step, 0) : 0;
    this.#edits.length = numEdits;
    this.#edits.push(...stroke.map((each) => ({ ...each, step: each.step + late })));
    this.#numStrokes = stroke.reduce((most, each) => Math.max(most, each.stroke), this.#numStrokes);
    return this.#edits[this.#edits.length - 1]?.step ?? step;
  }
}

/** @param {Settings} settings @param {Edit} edit @returns {Settings} */
export function withEdit(settings, edit) {
  switch (edit.type) {
    case 'model': return { ...settings, model: edit.model, kinds: [edit.mix ?? FIRST_GOAL] };
    case 'mix': return { ...settings, kinds: [edit.mix] };
    case 'seed': return edit.mix ? withKind(settings, edit.mix) : settings;
    case 'graft': return withKind(settings, edit.mix);
    case 'angle': return { ...settings, radians: edit.radians };
    case 'fireRate': return { ...settings, rate: edit.rate };
    default: return settings;
  }
}

/** @param {Settings} settings @returns {readonly Mix[]} */
export const kindsOf = ({ kinds = [FIRST_GOAL] }) => kinds;

/** Which of the kinds is of that mix. @param {Settings} settings @param {Mix | undefined} mix undefined: the one of all other cells */
export function kindOf(settings, mix) {
  return mix ? kindsOf(settings).findIndex((each) => isSameMix(each, mix)) : 0;
}

/** One kind more, if it is another; where a grid holds no more of them it takes the place of the last. @param {Settings} settings @param {Mix} mix @returns {Settings} */
function withKind(settings, mix) {
  if (kindOf(settings, mix) >= 0) return settings;
  return { ...settings, kinds: [...kindsOf(settings).slice(0, MAX_KINDS - 1), mix] };
}
