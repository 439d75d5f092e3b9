/**
 * What a press, a drag and a lift do with each tool.
 *
 *   wound, noise, graft  a brush: a disc where it is pressed and all along the way
 *   cut                  a straight line through the whole grid, along the drag
 *   half                 all that lies beyond the press, in the direction of the drag
 *   seed                 one where it is pressed
 *
 * @import { Mix } from '../core/mix.js'
 * @import { Wound } from '../core/types.js'
 * @import { Edit } from '../core/script.js'
 * @import { Place } from './pointer.js'
 */

import { FIRST_GOAL } from '../core/mix.js';

export const TOOLS = /** @type {const} */ (['wound', 'cut', 'half', 'noise', 'seed', 'graft']);

/** @typedef {typeof TOOLS[number]} Tool */

/** Those whose size can be chosen, and that are drawn with. @param {Tool} tool */
export const isBrush = (tool) => tool === 'wound' || tool === 'noise' || tool === 'graft';

/** A drag shorter than this has no direction: then the one of the keyboard counts. */
const MIN_DRAG_CELLS = 1;
const TURN_RADIANS = Math.PI / 12;

/**
 * @typedef {object} ToolTarget
 * @property {() => Tool} tool
 * @property {() => Mix | undefined} mix of goals that is planted and grafted; undefined: what grows
 * @property {() => number} brush radius in cells, half the width of a cut
 * @property {(edit: Edit, options: { joins: boolean }) => void} edit
 * @property {(wound: Wound | undefined) => void} showCut what would be cut, before it is
 */

export class Tools {
  #target;
  /** Where a cut begins, and where the drag is. @type {{ from: Place, to: Place } | undefined} */
  #line;
  /** Of a cut that is not dragged. */
  #radians = 0;

  /** @param {ToolTarget} target */
  constructor(target) {
    this.#target = target;
  }

  /** @param {Place} place */
  press(place) {
    const tool = this.#target.tool(), mix = this.#target.mix();
    if (tool === 'seed') this.#edit({ type: 'seed', x: Math.floor(place.x), y: Math.floor(place.y), ...(mix && { mix }) });
    else if (tool === 'cut' || tool === 'half') this.#aim({ from: place, to: place });
    else this.#edit(this.#stamp(place));
  }

  /** @param {Place} from @param {Place} to */
  drag(from, to) {
    const tool = this.#target.tool();
    if (this.#line) this.#aim({ from: this.#line.from, to });
    if (!isBrush(tool)) return;
    const numStamps = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / this.#target.brush()));
    for (let i = 1; i <= numStamps; i++) {
      this.#edit(this.#stamp({ x: from.x + ((to.x - from.x) * i) / numStamps, y: from.y + ((to.y - from.y) * i) / numStamps }), true);
    }
  }

  release() {
    if (this.#line) this.#edit({ type: 'wound', wound: this.#cutAlong(this.#line) });
    this.cancel();
  }

  cancel() {
    this.#line = undefined;
    this.#target.showCut(undefined);
  }

  /** Turn the cut of the keyboard, and show it. @param {number} turns @param {Place} place */
  turn(turns, place) {
    this.#radians = (this.#radians + turns * TURN_RADIANS) % (2 * Math.PI);
    this.preview(place);
  }

  /** What Enter would cut at this place. @param {Place | undefined} place */
  preview(place) {
    const tool = this.#target.tool();
    this.#target.showCut(place && (tool === 'cut' || tool === 'half') ? this.#cutAlong({ from: place, to: place }) : undefined);
  }

  /** @param {{ from: Place, to: Place }} line */
  #aim(line) {
    this.#line = line;
    this.#target.showCut(this.#cutAlong(line));
  }

  /** @param {{ from: Place, to: Place }} line @returns {Wound} */
  #cutAlong({ from, to }) {
    const isDrag = Math.hypot(to.x - from.x, to.y - from.y) >= MIN_DRAG_CELLS;
    const along = isDrag ? Math.atan2(to.y - from.y, to.x - from.x) : this.#radians;
    if (this.#target.tool() === 'half') return { shape: 'half', x: from.x, y: from.y, size: 0, angle: along };
    return { shape: 'band', x: from.x, y: from.y, size: 2 * this.#target.brush(), angle: along + Math.PI / 2 };
  }

  /** @param {Place} place @returns {Edit} */
  #stamp({ x, y }) {
    const wound = /** @type {const} */ ({ shape: 'disc', x, y, size: this.#target.brush(), angle: 0 }), tool = this.#target.tool();
    if (tool === 'graft') return { type: 'graft', wound, mix: this.#target.mix() ?? FIRST_GOAL };
    return tool === 'noise' ? { type: 'noise', wound, seed: Math.floor(Math.random() * 2 ** 32) } : { type: 'wound', wound };
  }

  /** @param {Edit} edit @param {boolean} [joins] */
  #edit(edit, joins = false) {
    this.#target.edit(edit, { joins });
  }
}
