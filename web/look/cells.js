/**
 * What a look is given: the cells of a simulation, as they are at one step.
 *
 * @import { Area, Model } from '../core/types.js'
 * @import { Picture } from './look.js'
 *
 * A simulation in the core answers at once, one on a GPU later. Whoever asks takes both.
 *
 * @typedef {object} Cells
 * @property {number} height
 * @property {number} width
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba [height][width][4] in straight alpha; perhaps a view that the next answer writes over
 * @property {CellSource} [source] where they are from: there is more to a cell than its colour
 *
 * @typedef {{ top: number, left: number, height: number, width: number }} CellArea of a grid, in cells
 *
 * @typedef {object} CellSource
 * @property {number} height cells
 * @property {number} width
 * @property {() => Uint8ClampedArray | Promise<Uint8ClampedArray>} rgba
 * @property {Float32Array} [state] [height][width][channels]
 * @property {number} [numChannels]
 * @property {object} [core] that has it; none: it is elsewhere for now
 * @property {(model: Model, scale: number, area: Required<Area>) => Promise<Picture>} [decoded] what a decoder makes of it there
 */
import { layoutOf } from '../core/shape.js';

/**
 * @template {CellSource} Source
 * @param {Source} source
 * @returns {ReturnType<Source['rgba']> extends Promise<any> ? Promise<Cells> : Cells}
 */
export function cellsOf(source) {
  const { height, width } = source, rgba = source.rgba();
  const cells = (/** @type {Uint8ClampedArray} */ bytes) => ({ height, width, rgba: bytes, source });
  return /** @type {any} */ (rgba instanceof Promise ? rgba.then(cells) : cells(rgba));
}

/** Whether a decoder can draw them: between another model and what draws it there may be a frame. @param {Pick<Cells, 'source'>} cells @param {Model} model of the decoder */
export const areOf = ({ source }, { config }) => source?.numChannels === undefined || source.numChannels === layoutOf(config).channels;

/** @param {{ height: number, width: number }} grid @returns {CellArea} */
export const wholeOf = ({ height, width }) => ({ top: 0, left: 0, height, width });

/** A part of them, by itself. @param {Cells} cells @param {CellArea} area @returns {Cells} */
export function cropped({ rgba, width: rowCells }, { top, left, height, width }) {
  const part = new Uint8ClampedArray(height * width * 4);
  for (let y = 0; y < height; y++) part.set(rgba.subarray(((top + y) * rowCells + left) * 4, ((top + y) * rowCells + left + width) * 4), y * width * 4);
  return { rgba: part, height, width };
}

/** Asks a simulation for its cells and hands them on: at once where it answers at once, or when they come; never older ones after newer. */
export class CellFeed {
  #onCells;
  #numAsked = 0;
  #newest = 0;

  /** @param {(cells: Cells) => void} onCells */
  constructor(onCells) {
    this.#onCells = onCells;
  }

  /** @param {CellSource} source */
  ask(source) {
    const number = ++this.#numAsked, cells = /** @type {Cells | Promise<Cells>} */ (cellsOf(source));
    if (cells instanceof Promise) void cells.then((late) => this.#handOn(late, number));
    else this.#handOn(cells, number);
  }

  /** @param {Cells} cells @param {number} number of the question */
  #handOn(cells, number) {
    if (number < this.#newest) return;
    this.#newest = number;
    this.#onCells(cells);
  }
}
