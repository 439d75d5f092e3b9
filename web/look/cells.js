/**
 * What a look is given: the cells of a simulation, as they are at one step.
 *
 * A simulation in the core answers at once, one on a GPU later. Whoever asks takes both.
 *
 * @typedef {object} Cells
 * @property {number} height
 * @property {number} width
 * @property {Uint8ClampedArray<ArrayBuffer>} rgba [height][width][4] in straight alpha; perhaps a view that the next answer writes over
 *
 * @typedef {object} CellSource
 * @property {number} height cells
 * @property {number} width
 * @property {() => Uint8ClampedArray | Promise<Uint8ClampedArray>} rgba
 */

/**
 * @template {CellSource} Source
 * @param {Source} source
 * @returns {ReturnType<Source['rgba']> extends Promise<any> ? Promise<Cells> : Cells}
 */
export function cellsOf(source) {
  const { height, width } = source, rgba = source.rgba();
  const cells = (/** @type {Uint8ClampedArray} */ bytes) => ({ height, width, rgba: bytes });
  return /** @type {any} */ (rgba instanceof Promise ? rgba.then(cells) : cells(rgba));
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
