/**
 * Numbers of cells as colours, one pixel a cell: the browser enlarges them. All colours are light, of more or less opacity, because
 * they lie on the night.
 */
import { NUM_CHANNELS } from '../core/fields.js';

/** Above zero, below zero: told apart by the colour-blind too. In web/styles/tokens.css they are --above and --below. */
const ABOVE = Object.freeze([143, 214, 255]), BELOW = Object.freeze([255, 168, 92]);
/** Small values would be lost in the dark if opacity followed them in proportion. */
export const FAINT_POWER = 0.7;

/** The lights of red, green, blue and alpha. */
export const LIGHTS = Object.freeze([[255, 122, 122], [122, 235, 150], [120, 170, 255], [240, 248, 255]]);

export class CellPicture {
  #canvas;
  #context;
  #image;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gave no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#image = new ImageData(canvas.width, canvas.height);
  }

  /**
   * @param {{ height: number, width: number }} grid in cells
   * @param {(data: Uint8ClampedArray, numCells: number) => void} fill writes straight RGBA into data, which is all zero
   */
  draw({ height, width }, fill) {
    if (this.#image.width !== width || this.#image.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#image = new ImageData(width, height);
    }
    const { data } = this.#image;
    data.fill(0);
    fill(data, height * width);
    this.#context.putImageData(this.#image, 0, 0);
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
 * @param {number} [first] of the values
 * @param {number} [stride] from one cell's to the next one's
 */
export function fillSigned(data, values, scale, first = 0, stride = NUM_CHANNELS) {
  for (let cell = 0, i = first; 4 * cell < data.length; cell++, i += stride) {
    setCell(data, cell, values[i] < 0 ? BELOW : ABOVE, Math.min(Math.abs(values[i]) / scale, 1) ** FAINT_POWER);
  }
}

/**
 * From nothing at zero to full light at one.
 * @param {Uint8ClampedArray} data
 * @param {ArrayLike<number>} values
 * @param {readonly number[]} colour
 * @param {number} [first]
 * @param {number} [stride]
 */
export function fillLight(data, values, colour, first = 0, stride = NUM_CHANNELS) {
  for (let cell = 0, i = first; 4 * cell < data.length; cell++, i += stride) setCell(data, cell, colour, Math.min(Math.max(values[i], 0), 1));
}

/** @param {ArrayLike<number>} values @param {number} [first] @param {number} [stride] */
export function largestOf(values, first = 0, stride = NUM_CHANNELS) {
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
