/**
 * Numbers of cells as colours, one pixel a cell: the browser enlarges them. All colours are light, of more or less opacity, because
 * they lie on the night.
 */
import { contextOf, putPicture } from '../look/canvas.js';
import { CellFeed } from '../look/cells.js';

/** @import { CellSource } from '../look/cells.js' */

/** Above zero, below zero: told apart by the colour-blind too. In web/styles/tokens.css they are --above and --below. */
const ABOVE = Object.freeze([143, 214, 255]), BELOW = Object.freeze([255, 168, 92]);
/** Small values would be lost in the dark if opacity followed them in proportion. */
export const FAINT_POWER = 0.7;

/** The lights of red, green, blue and alpha. */
export const LIGHTS = Object.freeze([[255, 122, 122], [122, 235, 150], [120, 170, 255], [240, 248, 255]]);

export class CellPicture {
  #context;
  #data = new Uint8ClampedArray();
  #feed = new CellFeed((cells) => putPicture(this.#context, cells));

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#context = contextOf(canvas);
  }

  /** What the cells look like. @param {CellSource} sim */
  show(sim) {
    this.#feed.ask(sim);
  }

  /**
   * @param {{ height: number, width: number }} grid in cells
   * @param {(data: Uint8ClampedArray, numCells: number) => void} fill writes straight RGBA into data, which is all zero
   */
  draw({ height, width }, fill) {
    const numCells = height * width;
    if (this.#data.length === 4 * numCells) this.#data.fill(0);
    else this.#data = new Uint8ClampedArray(4 * numCells);
    fill(this.#data, numCells);
    putPicture(this.#context, { rgba: this.#data, height, width });
  }
}

/** @param {Uint8ClampedArray} data @param {number} cell @param {readonly number[]} colour @param {number} opacity 0..1 */
export function setCell(data, cell, [r, g, b], opacity) {
  data[4 * cell] = r;
  data[4 * cell + 1] = g;
  data[4 * cell + 2] = b;
  data[4 * cell + 3] = 255 * opacity;
}

/**
 * Blue above zero, orange below, night at zero.
 * @param {Uint8ClampedArray} data
 * @param {ArrayLike<number>} values
 * @param {number} scale the value that is full light
 * @param {number} first of the values
 * @param {number} stride from one cell's to the next one's
 */
export function fillSigned(data, values, scale, first, stride) {
  for (let cell = 0, i = first; 4 * cell < data.length; cell++, i += stride) {
    setCell(data, cell, values[i] < 0 ? BELOW : ABOVE, Math.min(Math.abs(values[i]) / scale, 1) ** FAINT_POWER);
  }
}

/**
 * From nothing at zero to full light at one.
 * @param {Uint8ClampedArray} data
 * @param {ArrayLike<number>} values
 * @param {readonly number[]} colour
 * @param {number} first
 * @param {number} stride
 */
export function fillLight(data, values, colour, first, stride) {
  for (let cell = 0, i = first; 4 * cell < data.length; cell++, i += stride) setCell(data, cell, colour, Math.min(Math.max(values[i], 0), 1));
}

/** @param {ArrayLike<number>} values @param {number} first @param {number} stride */
export function largestOf(values, first, stride) {
  let largest = 0;
  for (let i = first; i < values.length; i += stride) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/** Follows the largest value seen: up at once, down slowly, so that a picture does not flicker with its scale. */
export class Scale {
  #value;
  #least;

  /** @param {number} least below which it never falls */
  constructor(least) {
    this.#value = this.#least = least;
  }

  /** @param {number} largest now @returns {number} */
  follow(largest) {
    return (this.#value = Math.max(largest, this.#least, 0.94 * this.#value));
  }

  restart() {
    this.#value = this.#least;
  }
}
